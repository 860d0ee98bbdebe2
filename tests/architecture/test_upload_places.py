"""Every field for a file is drawn by the one component, whose words are the page's and not the browser's."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from tests.architecture.test_templates import COMPONENTS, TEMPLATES, name, text

INPUT = re.compile(r'<input\b[^>]*type="file"', re.S)
PLACE = re.compile(r"<c-upload>.*?</c-upload>", re.S)


def test_no_template_draws_a_file_s_field_by_itself():
    bare = {name(file) for file in TEMPLATES if INPUT.search(PLACE.sub("", text(file)))}
    assert bare == set()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("route", "arguments"),
    [
        ("plans:import_new", []),
        ("office:certificate_add", []),
        ("office:pdf_check", []),
        ("agencies:table", ["co-quan"]),
    ],
)
def test_a_page_that_takes_a_file_says_so_in_its_own_words(
    route, arguments, administrator, client_of, installation
):
    page = client_of(administrator).get(reverse(route, args=arguments)).text
    place = re.search(r'<div class="nc-upload".*?</div>\s*</div>', page, re.S)[0]
    assert 'type="file"' in place
    assert 'accept="' in place
    assert "data-drop=" in place
    assert "Chọn tệp" in place
    assert "Chưa chọn tệp nào" in place


def test_without_scripts_the_browser_s_own_field_stands():
    made = text(COMPONENTS["upload"])
    assert re.search(r'<div class="nc-upload-face"[^>]* hidden>', made)
    assert "nc-live" not in made
