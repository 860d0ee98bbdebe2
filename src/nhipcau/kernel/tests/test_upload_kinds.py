"""Every place that takes a file says which kinds and how large, from one list."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.urls import reverse

from nhipcau.kernel import forms as house
from nhipcau.kernel import upload_kinds
from nhipcau.kernel.templatetags.nhipcau import file_hint

SRC = Path(__file__).resolve().parents[2]


def test_a_field_that_says_nothing_offers_documents_and_one_that_does_its_own():
    class Two(house.Form):
        one = forms.FileField()
        other = forms.FileField(widget=upload_kinds.file_input("pdf"))

    html = str(Two())
    assert 'accept=".pdf"' in html
    assert ".docx" in html
    assert html.count(f'data-drop="{settings.MAX_UPLOAD_BYTES}"') == 2


def test_no_form_and_no_template_writes_kinds_of_files_by_itself():
    code = [
        path
        for path in SRC.rglob("*.py")
        if "tests" not in path.relative_to(SRC).parts and path.name != "upload_kinds.py"
    ]
    assert [str(path) for path in code if '"accept":' in path.read_text(encoding="utf-8")] == []
    for path in SRC.rglob("*.html"):
        for tag in re.findall(r'<input[^>]*type="file"[^>]*>', path.read_text(encoding="utf-8")):
            assert "file_attributes" in tag, path


@pytest.mark.parametrize("kind", upload_kinds.KINDS)
def test_kinds_are_endings(kind):
    assert all(re.fullmatch(r"\.[a-z0-9]{2,5}", ending) for ending in upload_kinds.KINDS[kind])


def test_a_reader_that_takes_less_than_the_house_says_so_in_hint_and_input(settings):
    class Small(house.Form):
        key = forms.FileField(widget=upload_kinds.file_input("key", most=256 * 1024))
        table = forms.FileField(widget=upload_kinds.file_input("table", most=3 * 1024**2))
        paper = forms.FileField(widget=upload_kinds.file_input("paper"))

    hints = [file_hint(Small()[name])["limit"] for name in ("key", "table", "paper")]
    assert hints == ["256 KB", "3 MB", f"{settings.MAX_UPLOAD_BYTES // 1024**2} MB"]
    assert 'data-drop="3145728"' in str(Small()["table"])
    settings.MAX_UPLOAD_BYTES = 2 * 1024**2  # a house that takes less than the reader
    assert file_hint(Small()["table"])["limit"] == "2 MB"
    assert 'data-drop="2097152"' in str(Small()["table"])


READ_WHOLE = {"paper", "document", "pdf", "parcel"}
"""Kinds whose readers take whatever the house takes."""


def test_every_field_of_a_kind_with_a_smaller_reader_says_what_it_takes():
    asked = [
        (str(path), call)
        for path in SRC.rglob("*.py")
        if "tests" not in path.relative_to(SRC).parts
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "file_input"
    ]
    kinds = {call.args[0].value for _path, call in asked}  # type: ignore[attr-defined]
    assert kinds >= upload_kinds.KINDS.keys() - READ_WHOLE
    silent = [
        path
        for path, call in asked
        if call.args[0].value not in READ_WHOLE and not any(word.arg == "most" for word in call.keywords)  # type: ignore[attr-defined]
    ]
    assert silent == []


@pytest.mark.django_db
def test_the_page_says_how_large_before_anything_is_sent(client_of, coordinator):
    page = client_of(coordinator).get(reverse("plans:import_new")).content.decode()
    assert f"Tối đa {settings.MAX_UPLOAD_BYTES // 1024 // 1024} MB" in page
    assert 'accept=".docx,' in page
