"""The page of the log: filters, and pages that are as quick at the end of a long log as at its beginning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from nhipcau.kernel import audit, clock, days
from nhipcau.kernel.models import LogEntry, LogEntryQuerySet

SIZE = 50


@dataclass(frozen=True, slots=True)
class LogPage:
    """One page, newest first; older and newer hold the entry to go on from, None at an end."""

    entries: list[LogEntry]
    who: str
    what: str
    day: str
    actions: list[tuple[str, str]]
    older: int | None
    newer: int | None


def page(asked: Mapping[str, str]) -> LogPage:
    """The page that an address asks for: ai (officer), viec (action), ngay (day), sau / truoc (from an entry on).

    A page goes on from an entry, not from a count: page numbers would read everything before them, and shift
    while others write.  What no filter understands is passed over.
    """
    who, what, day = asked.get("ai", ""), asked.get("viec", ""), asked.get("ngay", "")
    entries = _filtered(who, what, day)
    if (after := _entry(asked.get("sau", ""))) is not None:
        shown = list(_older_than(entries, after).newest_first()[: SIZE + 1])
        older, newer = len(shown) > SIZE, True
        shown = shown[:SIZE]
    elif (before := _entry(asked.get("truoc", ""))) is not None:
        found = list(_newer_than(entries, before).order_by("at", "pk")[: SIZE + 1])
        older, newer = True, len(found) > SIZE
        shown = found[:SIZE][::-1]
    else:
        shown = list(entries.newest_first()[: SIZE + 1])
        older, newer = len(shown) > SIZE, False
        shown = shown[:SIZE]
    return LogPage(
        entries=shown,
        who=who,
        what=what,
        day=day,
        actions=sorted(
            ((name, str(label)) for name, label in audit.known_actions().items()), key=lambda one: one[1]
        ),
        older=shown[-1].pk if shown and older else None,
        newer=shown[0].pk if shown and newer else None,
    )


def listed(asked: Mapping[str, str]) -> LogEntryQuerySet:
    """All entries that an address asks for, newest first, whatever page is open."""
    return _filtered(asked.get("ai", ""), asked.get("viec", ""), asked.get("ngay", "")).newest_first()


def _filtered(who: str, what: str, day: str) -> LogEntryQuerySet:
    entries = LogEntry.objects.select_related("personal")
    if who.isdecimal() and len(who) < 10:
        entries = entries.filter(by=int(who))
    if what and what.isprintable():
        entries = entries.filter(action=what)
    if (on := _day(day)) is not None:
        begins = clock.by_machine(timezone.make_aware(datetime.combine(on, time.min)))
        entries = entries.filter(at__gte=begins, at__lt=begins + timedelta(days=1))
    return entries


def _day(text: str) -> date | None:
    return days.asked(text)


def _entry(text: str) -> LogEntry | None:
    return LogEntry.objects.filter(pk=int(text)).first() if text.isdecimal() and len(text) < 18 else None


def _older_than(entries: LogEntryQuerySet, entry: LogEntry) -> LogEntryQuerySet:
    # The first condition lets the database begin in the index; the second tells equal moments apart.
    return entries.filter(at__lte=entry.at).filter(Q(at__lt=entry.at) | Q(pk__lt=entry.pk))


def _newer_than(entries: LogEntryQuerySet, entry: LogEntry) -> LogEntryQuerySet:
    return entries.filter(at__gte=entry.at).filter(Q(at__gt=entry.at) | Q(pk__gt=entry.pk))
