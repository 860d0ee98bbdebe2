"""What a template writes is what Django writes, whatever it is."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.template import Context, engines
from django.template.base import VariableNode
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from nhipcau.agencies.models import Officer
from nhipcau.kernel import drawing, navigation
from nhipcau.kernel.drawing import Written


class Named:
    def __str__(self):
        return "<b>tên</b>"

    def __repr__(self):
        return "Named()"  # the same in every process that gathers tests


class Word(str):
    def __str__(self):
        return "khác"


ENGINE = engines["django"].engine
VALUES = [
    "", "Sở Ngoại vụ", "<b> & \"một\" 'hai'", mark_safe("<i>an toàn</i>"), 0, 7, -3, 1_234_567, True, False, None,
    1234.5, Decimal("1234.50"), date(2026, 6, 18), datetime(2026, 6, 18, 3, 15, tzinfo=UTC), gettext_lazy("Tiến độ"),
    Named(), Word("từ"), ["<", 1], {"a": "<"},
]  # fmt: skip


def drawn(node, value, **options):
    template = ENGINE.from_string("{{ value }}")
    ready = template.nodelist[0]
    ready.__class__ = node
    return template.render(Context({"value": value}, **options))


def test_the_tests_watch_what_is_written():
    assert drawing.watching


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    "options", [{}, {"autoescape": False}, {"use_l10n": False}, {"use_tz": False}], ids=str
)
@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_each_value_is_written_as_django_writes_it(value, options, language, monkeypatch):
    monkeypatch.setattr(drawing, "watching", False)
    with translation.override(language):
        assert drawn(Written, value, **options) == drawn(VariableNode, value, **options)


def test_what_is_not_there_is_written_as_django_writes_it():
    template = ENGINE.from_string("{{ nothing.at_all }}")
    template.nodelist[0].__class__ = Written
    assert template.render(Context()) == ""


def test_templates_of_the_house_are_written_so():
    page = ENGINE.get_template("parts/officer.html")
    nodes = page.nodelist.get_nodes_by_type(VariableNode)
    assert nodes and {type(node) for node in nodes} == {Written}


def test_numbers_that_have_another_form_in_each_language_are_left_to_django(settings):
    settings.USE_THOUSAND_SEPARATOR = True
    template = ENGINE.from_string("{{ value }}")
    drawing._make_ready(template)
    assert type(template.nodelist[0]) is VariableNode


def test_while_watching_what_is_written_otherwise_is_told(monkeypatch):
    monkeypatch.setattr(drawing, "escape", str)
    with pytest.raises(AssertionError):
        drawn(Written, "<b>")


def test_the_address_of_a_file_is_asked_once_of_each_store_of_files(settings, monkeypatch):
    template = ENGINE.from_string(
        "{% load static %}{% static 'nhipcau/app.js' %}{% static name as said %}-{{ said }}"
    )
    drawing._make_ready(template)
    assert template.render(Context({"name": "a & b.css"})) == "/static/nhipcau/app.js-/static/a%20%26%20b.css"
    monkeypatch.setattr(StaticFilesStorage, "url", lambda self, path: f"/elsewhere/{path}")
    assert template.render(Context({"name": "a & b.css"})) == "/static/nhipcau/app.js-/static/a%20%26%20b.css"
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": f"{__name__}.Elsewhere"}}
    assert template.render(Context({"name": "b.css"})) == "/others/nhipcau/app.js-/others/b.css"


class Elsewhere(StaticFilesStorage):
    def url(self, path):
        return f"/others/{path}"


@pytest.mark.django_db
def test_a_page_is_given_the_account_itself(client, officer, monkeypatch):
    """Django's lazy stand-in for it costs a detour for each of its words."""
    seen = []
    really = navigation.for_account
    monkeypatch.setattr(
        navigation, "for_account", lambda joint, account: seen.append(type(account)) or really(joint, account)
    )
    client.force_login(officer)
    assert client.get("/").status_code == 200
    assert seen and set(seen) == {Officer}
