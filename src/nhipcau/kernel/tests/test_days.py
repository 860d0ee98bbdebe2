"""One reader of days for forms, tables, filters and addresses; no browser's own date field anywhere."""

from __future__ import annotations

import ast
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django import forms

import nhipcau
from nhipcau.engines.vntext import read_day
from nhipcau.kernel import days
from nhipcau.kernel.days import LimitField
from nhipcau.kernel.forms import Form, ModelForm
from nhipcau.kernel.models import Installation
from nhipcau.kernel.standing import kept_day

PRODUCT = Path(__file__).parents[2]
MARCH = date(2026, 3, 5)


class Asked(Form):
    on = forms.DateField(label="Ngày", widget=forms.DateInput)


class Kept(ModelForm):
    class Meta:
        model = Installation
        fields = ("demo_day",)


@pytest.mark.parametrize("text", ["5/3/26", "05-03-2026", "2026-03-05", "ngày 5 tháng 3 năm 2026"])
def test_a_form_reads_a_day_however_it_is_written(text):
    form = Asked({"on": text})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["on"] == MARCH
    kept = Kept({"demo_day": text})
    assert kept.is_valid(), kept.errors
    assert kept.cleaned_data["demo_day"] == MARCH


def test_what_is_no_day_is_told_and_stays_as_it_was_typed():
    form = Asked({"on": "03/15/2026"})
    assert form.errors["on"] == [
        "“03/15/2026” không phải một ngày. Hãy viết ngày trước, tháng sau, như 05/03/2026."
    ]
    assert 'value="03/15/2026"' in str(form["on"])
    assert "1900 đến năm 2199" in Asked({"on": "1/1/0001"}).errors["on"][0]


@pytest.mark.parametrize("given", [MARCH, datetime(2026, 3, 5, 10), "2026-03-05", "5/3/26"])
def test_a_field_shows_a_day_as_the_house_writes_it(given):
    shown = str(Asked(initial={"on": given})["on"])
    assert 'value="05/03/2026"' in shown
    assert 'type="text"' in shown
    assert "data-day" in shown


def test_addresses_take_both_writings_and_nothing_out_of_reason():
    assert days.asked("5/3/2026") == days.asked("2026-03-05") == MARCH
    assert days.asked("0001-01-01") is days.asked("9999-12-31") is days.asked(None) is days.asked("x") is None


def test_no_template_has_a_date_field_of_the_browser():
    own = re.compile(r"""type=["'](date|datetime-local|month|week)["']""")
    assert [
        str(path) for path in PRODUCT.rglob("*.html") if own.search(path.read_text(encoding="utf-8"))
    ] == []


def test_every_form_with_a_day_is_a_form_of_the_house():
    """Forms that are not would read days as Django does, in the order of the language."""
    strange = []
    for path in PRODUCT.rglob("*.py"):
        if "tests" in path.relative_to(PRODUCT).parts or path.name == "days.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and any(
                isinstance(base, ast.Attribute) and base.attr in {"Form", "ModelForm"} for base in node.bases
            ):
                strange += [f"{path.name}:{node.name}" for each in ast.walk(node) if isinstance(each, ast.Attribute) and each.attr == "DateField"]  # fmt: skip
    assert strange == []


def test_nobody_reads_a_day_out_of_an_address_by_himself():
    own = re.compile(r"(fromisoformat|strptime|parse_date)\([^)\n]*(request|GET|POST|asked)")
    assert [path.name for path in PRODUCT.rglob("*.py") if "tests" not in path.relative_to(PRODUCT).parts and own.search(path.read_text(encoding="utf-8"))] == []  # fmt: skip


def test_a_day_is_written_in_one_place():
    """``kernel.standing.written``: a moment that is written by hand stands in whatever zone it was read in."""
    own = re.compile(r"%d/%m/%Y(?! %H:%M:%S| %z)")
    floors = ("kernel", "office", "documents", "desk")
    found = {
        str(path.relative_to(PRODUCT)): len(hits)
        for floor in floors
        for path in (PRODUCT / floor).rglob("*.py")
        if "tests" not in path.relative_to(PRODUCT).parts
        and (hits := own.findall(path.read_text(encoding="utf-8")))
    }
    assert found == {"kernel/templatetags/nhipcau.py": 1}  # a moment that has no zone


class Limited(Form):
    by = LimitField()


@pytest.mark.parametrize(
    ("typed", "meant", "shown"),
    [
        ("5/3/2026", date(2026, 3, 5), "05/03/2026"),
        ("16h30 5/3/2026", datetime(2026, 3, 5, 9, 30, tzinfo=UTC), "16:30 05/03/2026"),
        ("2026-03-05T16:30", datetime(2026, 3, 5, 9, 30, tzinfo=UTC), "16:30 05/03/2026"),
    ],
)
def test_a_limit_is_a_day_or_a_moment_and_shown_as_it_was_meant(typed, meant, shown):
    form = Limited({"by": typed})
    assert form.is_valid()
    assert form.cleaned_data["by"] == meant
    assert f'value="{shown}"' in str(form["by"])
    assert f'value="{shown}"' in str(Limited(initial={"by": meant})["by"])


def test_what_is_neither_day_nor_moment_is_told_and_stays_as_it_was_typed():
    form = Limited({"by": "chiều mai"})
    assert "16:30 05/03/2026" in form.errors["by"][0]
    assert 'value="chiều mai"' in str(form["by"])
    assert "1900 đến năm 2199" in Limited({"by": "16:30 1/1/1800"}).errors["by"][0]


FILTERS = [
    ("/nhat-ky/", "ngay"), ("/bao-chi/", "ngay"), ("/bao-chi/tim/", "tu"), ("/bao-chi/tim/", "den"),
    ("/co-quan/", "ngay"), ("/tai-lieu-kiem-chung/", "tu"), ("/tai-lieu-kiem-chung/", "den"),
]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "name"), FILTERS)
@pytest.mark.parametrize("typed", ["31/02/2026", "06/18/2026", "hôm qua", "1/1/1066"])
def test_a_filter_says_that_it_could_not_read_a_day(client_of, coordinator, address, name, typed):
    page = client_of(coordinator).get(address, {name: typed})
    assert re.search(rf"“{typed}” không phải một ngày|từ năm 1900 đến năm 2199", page.text)
    assert f'value="{typed}"' in page.text or f'value="{days.written(read_day(typed))}"' in page.text
    assert "aria-invalid" in page.text


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "name"), FILTERS)
@pytest.mark.parametrize("typed", ["", "18/6/26", "2026-06-18", "ngày 18 tháng 6 năm 2026"])
def test_a_filter_says_nothing_of_a_day_that_it_reads(client_of, coordinator, address, name, typed):
    assert "không phải một ngày" not in client_of(coordinator).get(address, {name: typed}).text


def test_every_day_of_a_filter_knows_what_was_typed():
    for path in Path(nhipcau.__file__).parent.rglob("*.html"):
        for wish in re.findall(r"<c-filters\b.*?</c-filters>", path.read_text(), re.DOTALL):
            assert wish.count("<c-day") == wish.count(":typed="), path


@pytest.mark.parametrize("value", [None, "", "khong", "05/03/2026", "2026-13-01", 7, ["2026-03-05"]])
def test_what_json_keeps_for_no_day_is_none(value):
    assert kept_day(value) is None


def test_a_day_that_json_keeps_is_read_back():
    assert kept_day("2026-03-05") == kept_day(date(2026, 3, 5)) == date(2026, 3, 5)
