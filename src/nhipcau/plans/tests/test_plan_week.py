"""What running plans give to the weekly sheet."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from nhipcau.documents.models import RegisteredDocument
from nhipcau.kernel.clock import today
from nhipcau.office.weekly.parts import Line, WeekAsked, monday_of
from nhipcau.plans import weekpart
from nhipcau.plans.actions import work
from nhipcau.plans.models import Deliverable, Plan
from nhipcau.plans.rules import TaskKind


@pytest.fixture
def late(plan, agency, coordinator) -> Deliverable:
    """A result of the plan that is overdue this week."""
    return _late_in(plan, agency, coordinator)


def _late_in(plan, agency, by, title="Mở lớp tập huấn") -> Deliverable:
    task = work.add_task(
        plan=plan, parent=None, kind=TaskKind.DUTY, title=title, lead=agency, dues=[date(2026, 1, 5)],
        content="", by=by,
    )  # fmt: skip
    return Deliverable.objects.get(duty__task=task)


@pytest.fixture
def other_plan(coordinator) -> Plan:
    document = RegisteredDocument.objects.create(
        number="77/KH-UBND", date=date(2026, 2, 1), title="Kế hoạch hai", kind="kế hoạch", issuer="UBND tỉnh"
    )
    return Plan.objects.create(document=document, title="Kế hoạch hai", year=2026, confirmed_by=coordinator)


def lines(reader) -> dict[str, Line]:
    """Overdue lines by the name of their task."""
    year, number, _day = today().isocalendar()
    monday = monday_of(year, number)
    found = weekpart.results(WeekAsked(reader, monday, today()))
    return {line.text: line for figure in found if figure.key == "qua-han" for line in figure.lines}


def line_of(reader, title: str) -> Line:
    (found,) = (line for text, line in lines(reader).items() if text.endswith(title))
    return found


def test_of_one_plan_no_number_is_said(late, plan, leader):
    assert plan.document.number not in line_of(leader, "Mở lớp tập huấn").note


def test_of_several_running_plans_each_task_says_its_plan(
    late, plan, other_plan, agency, coordinator, leader
):
    _late_in(other_plan, agency, coordinator, "In tờ gấp")
    assert line_of(leader, "In tờ gấp").note.startswith("77/KH-UBND; ")
    assert line_of(leader, "Mở lớp tập huấn").note.startswith(f"{plan.document.number}; ")


def test_a_plan_that_is_closed_is_no_second_one(late, plan, other_plan, coordinator, leader):
    work.close_plan(plan=other_plan, by=coordinator)
    assert plan.document.number not in line_of(leader, "Mở lớp tập huấn").note


def test_the_number_stands_on_the_sheet(late, plan, other_plan, leader, client_of):
    year, number, _day = today().isocalendar()
    page = (
        client_of(leader).get(reverse("office:week_figure", args=[year, number, "nhiem-vu", "qua-han"])).text
    )
    assert plan.document.number in page
