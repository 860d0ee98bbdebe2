"""The own plan of the officer's agency, for the small plan of every test: made once, laid for each test that asks."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from nhipcau.agencies.models import Agency, AgencyName, Officer
from nhipcau.agencies.rules import NameKind
from nhipcau.plans.models import Plan, UnitLine, UnitPlan
from nhipcau.plans.units.actions import writing

TODAY = date(2026, 1, 12)
NOW = datetime(2026, 1, 12, 9, tzinfo=timezone.get_default_timezone())
WORK: dict[str, Any] = {
    "output": "Ấn phẩm song ngữ",
    "amount": 500,
    "unit": "cuốn",
    "in_charge": "Lê Cán Bộ",
    "begins": date(2026, 2, 1),
    "ends": date(2026, 6, 1),
    "money": 300_000_000,
    "source": "province",
}


def begun(plan: Plan, agency: Agency, by: Officer) -> UnitPlan:
    """With a line for each task that the agency leads."""
    return writing.open_plan(plan=plan, agency=agency, coordinated=False, today=TODAY, by=by)


def written(unit_plan: UnitPlan, by: Officer) -> UnitPlan:
    """All that the rules ask for."""
    head = {"leader": "Đỗ Giám Đốc", "focal": "Lê Cán Bộ"}
    writing.edit_head(unit_plan=unit_plan, fields=head, seen=unit_plan.edited, by=by)
    for line in unit_plan.lines.in_order():
        writing.edit_line(line=line, fields=WORK, seen=line.edited, by=by)
    unit_plan.refresh_from_db()
    return unit_plan


def submitted(unit_plan: UnitPlan, by: Officer) -> UnitPlan:
    """Handed in."""
    return writing.submit(unit_plan=written(unit_plan, by), today=TODAY, by=by)


def first_line(unit_plan: UnitPlan) -> UnitLine:
    return unit_plan.lines.in_order()[0]


def abbreviated(agency: Agency) -> None:
    """What the symbol is made of."""
    AgencyName.objects.get_or_create(agency=agency, name="SCT", kind=NameKind.ABBREVIATION)
