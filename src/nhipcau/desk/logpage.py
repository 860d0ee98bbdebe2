"""The page of the log: filters, and pages that are as quick at the end of a long log as at its beginning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext

from nhipcau.kernel import audit, clock, days, ordering
from nhipcau.kernel.keys import key_of
from nhipcau.kernel.models import LogEntry, LogEntryQuerySet

SIZE = 50
BY_MOMENT = "luc"
"""The one column by which the log sorts: its pages go on from an entry, which needs an index over the whole log."""


@dataclass(frozen=True, slots=True)
class LogPage:
    """One page, newest first unless asked otherwise; older (further on) and newer (back) hold the entry to go on from, None at an end."""

    entries: list[LogEntry]
    who: str
    what: str
    day: str
    actions: list[tuple[str, str]]
    older: int | None
    newer: int | None
    rises: bool

    @property
    def on_words(self) -> str:
        """What the link to the next page says."""
        return gettext("Mới hơn") if self.rises else gettext("Cũ hơn")

    @property
    def back_words(self) -> str:
        return gettext("Cũ hơn") if self.rises else gettext("Mới hơn")


def page(asked: Mapping[str, str]) -> LogPage:
    """The page that an address asks for: ai (officer), viec (action), ngay (day), xep=luc (oldest first), sau / truoc
    (from an entry on).

    A page goes on from an entry, not from a count: page numbers would read everything before them, and shift
    while others write.  What no filter understands is passed over.
    """
    who, what, day = asked.get("ai", ""), asked.get("viec", ""), asked.get("ngay", "")
    entries = _filtered(who, what, day)
    rises = _rises(asked)
    beyond, before_it = (_newer_than, _older_than) if rises else (_older_than, _newer_than)
    if (after := _entry(asked.get("sau", ""))) is not None:
        shown = list(_in_order(beyond(entries, after), rises)[: SIZE + 1])
        older, newer = len(shown) > SIZE, True
        shown = shown[:SIZE]
    elif (before := _entry(asked.get("truoc", ""))) is not None:
        found = list(_in_order(before_it(entries, before), not rises)[: SIZE + 1])
        older, newer = True, len(found) > SIZE
        shown = found[:SIZE][::-1]
    else:
        shown = list(_in_order(entries, rises)[: SIZE + 1])
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
        rises=rises,
    )


def listed(asked: Mapping[str, str]) -> LogEntryQuerySet:
    """All entries that an address asks for, in its order, whatever page is open."""
    entries = _filtered(asked.get("ai", ""), asked.get("viec", ""), asked.get("ngay", ""))
    return _in_order(entries, _rises(asked))


def _rises(asked: Mapping[str, str]) -> bool:
    return ordering.asked(asked) == ordering.Wish(BY_MOMENT)


def _in_order(entries: LogEntryQuerySet, rises: bool) -> LogEntryQuerySet:
    return entries.order_by("at", "pk") if rises else entries.newest_first()


def _filtered(who: str, what: str, day: str) -> LogEntryQuerySet:
    entries = LogEntry.objects.select_related("personal")
    if (key := key_of(who)) is not None:
        entries = entries.filter(by=key)
    if what and what.isprintable():
        entries = entries.filter(action=what)
    if (on := _day(day)) is not None:
        begins = clock.by_machine(timezone.make_aware(datetime.combine(on, time.min)))
        entries = entries.filter(at__gte=begins, at__lt=begins + timedelta(days=1))
    return entries


def _day(text: str) -> date | None:
    return days.asked(text)


def _entry(text: str) -> LogEntry | None:
    key = key_of(text)
    return None if key is None else LogEntry.objects.filter(pk=key).first()


def _older_than(entries: LogEntryQuerySet, entry: LogEntry) -> LogEntryQuerySet:
    # The first condition lets the database begin in the index; the second tells equal moments apart.
    return entries.filter(at__lte=entry.at).filter(Q(at__lt=entry.at) | Q(pk__lt=entry.pk))


def _newer_than(entries: LogEntryQuerySet, entry: LogEntry) -> LogEntryQuerySet:
    return entries.filter(at__gte=entry.at).filter(Q(at__gt=entry.at) | Q(pk__gt=entry.pk))
