"""A focal officer, for the tests that walk a joint."""

from __future__ import annotations

from datetime import date

from nhipcau.agencies.actions.focal import name_focal
from nhipcau.agencies.models import Agency, FocalOfficer, Officer
from nhipcau.agencies.rules import FocalDuty


def lay(by: Officer) -> FocalOfficer:
    """Of the agency whose desk lays it, or of the first."""
    agency = by.agency or Agency.objects.order_by("pk")[0]
    day = date(2026, 1, 20)
    return name_focal(
        agency=agency, duty=FocalDuty.LEADER, name="Đặng Thị Đầu Mối", since=day, today=day, by=by
    )
