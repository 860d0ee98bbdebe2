"""Due days as iCalendar (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from nhipcau.agencies.models import Officer
from nhipcau.office.deadlines.queries import in_calendar
from nhipcau.office.deadlines.rules import Due, LawNote, Whose
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


def said_of(law: LawNote) -> str:
    """The law behind a due row, and by which office hours it was counted."""
    said = f"{law.law}, {law.article}"
    return f"{said}; " + _("tính theo giờ làm việc %(hours)s") % {"hours": law.hours} if law.hours else said


def _alarm(words: str) -> Alarm:
    """An hour before a moment: a calendar's own habits are made for days."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words)
    alarm.add("trigger", timedelta(hours=-1))
    return alarm


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
        # Without an end, a date is the whole day (RFC 5545, 3.6.1); a moment stands in UTC, which needs no zone's table.
        at = due.at.astimezone(UTC) if isinstance(due.at, datetime) else due.at
        event.add("dtstart", at)
        event.add("summary", ("✓ " if due.is_done else _("Hạn: ")) + str(due.title))
        event.add("url", base + due.url)
        event.add("transp", "TRANSPARENT")
        if isinstance(at, datetime):
            event.add("dtend", at)
            if not due.is_done:
                event.add_component(_alarm(str(due.title)))
        if due.law:
            event.add("description", said_of(due.law))
        calendar.add_component(event)
    return calendar.to_ical()
