"""A form of a task's time shows and keeps what the chosen kind of time has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from nhipcau import plans
from nhipcau.plans.forms import DraftTaskForm
from nhipcau.plans.timings import OF_RHYTHM, TIMING_LABELS, timing_fields

CSS = Path(plans.__file__).parent / "static/plans/check.css"
FIELDS = ("year", "quarter", "from", "to", "date", "every", "day", "early")
ALL = {
    "timing_year": "2026", "timing_quarter": "3", "timing_from": "01/03/2026", "timing_to": "30/06/2026",
    "timing_date": "15/12/2026", "timing_every": "quarter", "timing_day": "15", "timing_early": "on",
}  # fmt: skip


@pytest.mark.parametrize("field", FIELDS)
def test_a_field_is_shown_for_the_kinds_that_have_it(field):
    rule = (
        r'option:is\(((?:\[value="[^"]+"\](?:, )?)+)\):checked\)\)\s+\.nc-field:has\(\[name="timing_'
        + field
        + '"'
    )
    (found,) = re.findall(rule, CSS.read_text())
    shown = set(re.findall(r'value="([^"]+)"', found))
    assert shown == {kind for kind in TIMING_LABELS if field in timing_fields(kind)}


@pytest.mark.parametrize("kind", TIMING_LABELS)
def test_what_another_kind_left_in_the_form_is_not_kept(kind):
    form = DraftTaskForm({"title": "Việc", "timing_kind": kind, **ALL})
    assert form.is_valid(), form.errors
    assert set(form.values()["timing"]) == {"kind", *timing_fields(kind)}


def test_a_day_is_shown_and_kept_only_of_what_comes_back_each_month_or_quarter():
    (fields,) = re.findall(
        r'\[name="timing_every"\] option:is\(\[value="month"\], \[value="quarter"\]\):checked\)\)'
        r"\s+\.nc-field:has\(:is\(([^()]+)\)\)",
        CSS.read_text(),
    )
    assert set(re.findall(r'name="timing_(\w+)"', fields)) == set(OF_RHYTHM)
    form = DraftTaskForm({"title": "Việc", "timing_kind": "continuous", **ALL, "timing_every": "week"})
    assert form.is_valid(), form.errors
    assert form.values()["timing"] == {"kind": "continuous", "every": "week"}


def test_a_wrong_day_in_a_field_that_is_not_shown_does_not_stand_in_the_way():
    form = DraftTaskForm(
        {"title": "Việc", "timing_kind": "quarter", "timing_quarter": "3", "timing_from": "hè"}
    )
    assert form.is_valid(), form.errors
