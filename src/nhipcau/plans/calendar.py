"""Due dates as iCalendar (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from nhipcau.agencies.models import Officer
from nhipcau.agencies.rules import Permission
from nhipcau.plans.models import Deliverable, TaskDue


def officer_calendar(officer: Officer, *, since: date, base: str) -> bytes:
    """What the officer should know of: the own agency's work; for those who read all, every due date."""
    if officer.may(Permission.READ_ALL):
        dues = TaskDue.objects.filter(on__gte=since, task__plan__closed_at=None).select_related("task")
        return _calendar(
            _("Nhịp Cầu: mọi thời hạn"),
            ((f"due-{due.pk}", due.on, str(due.task), due.task_id, False) for due in dues),
            base,
        )
    return agency_calendar(officer, since=since, base=base)


def agency_calendar(officer: Officer, *, since: date, base: str) -> bytes:
    """What the officer's agencies owe, done or not."""
    items = (
        Deliverable.objects.current()
        .filter(duty__agency__in=officer.own_agencies(), due_on__gte=since)
        .select_related("duty__task")
    )
    return _calendar(
        f"Nhịp Cầu: {officer.agency or officer}",
        (
            (
                f"deliverable-{item.pk}",
                item.due_on,
                str(item.duty.task),
                item.duty.task_id,
                item.done_on is not None,
            )
            for item in items
        ),
        base,
    )


def _calendar(name: str, events: Iterable[tuple[str, date, str, int, bool]], base: str) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Nhip Cau//VI")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    stamp = datetime.now(tz=UTC)
    for uid, day, title, task_pk, done in events:
        event = Event()
        event.add("uid", f"{uid}@nhipcau")
        event.add("dtstamp", stamp)
        event.add("dtstart", day)  # without an end, a date is the whole day (RFC 5545, 3.6.1)
        event.add("summary", ("✓ " if done else _("Hạn: ")) + title)
        event.add("url", base + reverse("plans:task", args=[task_pk]))
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return calendar.to_ical()
