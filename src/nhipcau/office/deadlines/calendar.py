"""Due days as iCalendar (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from nhipcau.agencies.models import Officer
from nhipcau.office.deadlines.queries import in_calendar
from nhipcau.office.deadlines.rules import Due, Whose
from nhipcau.office.permissions import READ_DEADLINES


def officer_calendar(officer: Officer, *, since: date, today: date, base: str) -> bytes:
    """What the officer should know of: the own agency's work; for those who read all, every due day."""
    if not officer.may(READ_DEADLINES):
        return agency_calendar(officer, since=since, today=today, base=base)
    dues = in_calendar(officer, since=since, today=today, whose=Whose.READABLE)
    return written(_("Nhịp Cầu: mọi thời hạn"), dues, base)


def agency_calendar(officer: Officer, *, since: date, today: date, base: str) -> bytes:
    """What the officer and the officer's agency owe, done or not."""
    dues = in_calendar(officer, since=since, today=today, whose=Whose.OWN)
    return written(f"Nhịp Cầu: {officer.agency or officer}", dues, base)


def written(name: str, dues: Iterable[Due], base: str) -> bytes:
    """A calendar file; base: the address before a row's own path."""
    calendar = Calendar()
    calendar.add("prodid", "-//Nhip Cau//VI")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    stamp = datetime.now(tz=UTC)
    for due in dues:
        event = Event()
        event.add("uid", f"{due.key}@nhipcau")
        event.add("dtstamp", stamp)
        event.add("dtstart", due.at)  # without an end, a date is the whole day (RFC 5545, 3.6.1)
        event.add("summary", ("✓ " if due.is_done else _("Hạn: ")) + str(due.title))
        event.add("url", base + due.url)
        event.add("transp", "TRANSPARENT")
        if due.law:
            event.add("description", f"{due.law.law}, {due.law.article}")
        calendar.add_component(event)
    return calendar.to_ical()
