"""The page of the log: filters, and pages that are as quick at the end of a long log as at its beginning."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Case, F, IntegerField, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext

from nhipcau.agencies.models import Officer
from nhipcau.engines.vntext.alphabet import in_alphabet
from nhipcau.kernel import audit, clock, days, ordering
from nhipcau.kernel.keys import key_of
from nhipcau.kernel.models import LogEntry, LogEntryQuerySet

SIZE = 50
BY_MOMENT = "luc"


@dataclass(frozen=True, slots=True)
class Grouped:
    """A column by which the log stands in groups, each newest first: its field, and the order of what is found in it.

    A group begins in an index of its field and the moment, so a page costs as much as the groups on it, wherever it is.
    """

    field: str
    in_order: Callable[[Iterable[Any]], list[Any]]


def _people(found: Iterable[Any]) -> list[Any]:
    """Officers by their names, what the system did by itself last."""
    known = set(found)
    named = ordering.ordered(
        Officer.objects.filter(pk__in=known), {"xep": "ten"}, {"ten": ordering.people("full_name")}
    )
    return [*named.values_list("pk", flat=True), *({None} & known)]


def _deeds(found: Iterable[Any]) -> list[Any]:
    return sorted(found, key=lambda name: (in_alphabet(str(audit.label(name))), name))


def _records(found: Iterable[Any]) -> list[Any]:
    """By the record's name as it was then; what is about no record last."""
    return sorted(found, key=lambda name: (not name, in_alphabet(name), name))


GROUPED: Mapping[str, Grouped] = {
    "ai": Grouped("by", _people),
    "viec": Grouped("action", _deeds),
    "doi-tuong": Grouped("record_name", _records),
}


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
    is_grouped: bool

    @property
    def on_words(self) -> str:
        """What the link to the next page says."""
        if self.is_grouped:
            return gettext("Trang sau")
        return gettext("Mới hơn") if self.rises else gettext("Cũ hơn")

    @property
    def back_words(self) -> str:
        if self.is_grouped:
            return gettext("Trang trước")
        return gettext("Cũ hơn") if self.rises else gettext("Mới hơn")


def page(asked: Mapping[str, str]) -> LogPage:
    """The page that an address asks for: ai (officer), viec (action), ngay (day), xep=luc (oldest first), xep=ai, viec,
    doi-tuong (in groups, each newest first), sau / truoc (from an entry on).

    A page goes on from an entry, not from a count: page numbers would read everything before them, and shift
    while others write.  What no filter understands is passed over.
    """
    who, what, day = asked.get("ai", ""), asked.get("viec", ""), asked.get("ngay", "")
    entries = _filtered(who, what, day)
    rises = _rises(asked)
    after, before = _entry(asked.get("sau", "")), _entry(asked.get("truoc", ""))
    if (wish := ordering.asked(asked)).column in GROUPED:
        read = _Groups(entries, GROUPED[wish.column], wish.falls).read
    else:
        read = _Moments(entries, rises).read
    if after is None and before is not None:
        found = read(before, back=True)
        older, newer = True, len(found) > SIZE
        shown = found[:SIZE][::-1]
    else:
        found = read(after)
        older, newer = len(found) > SIZE, after is not None
        shown = found[:SIZE]
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
        is_grouped=wish.column in GROUPED,
    )


def listed(asked: Mapping[str, str]) -> LogEntryQuerySet:
    """All entries that an address asks for, in its order, whatever page is open."""
    entries = _filtered(asked.get("ai", ""), asked.get("viec", ""), asked.get("ngay", ""))
    wish = ordering.asked(asked)
    if wish.column not in GROUPED:
        return _in_order(entries, _rises(asked))
    named: dict[str, tuple[Any, ...]] = {
        "ai": (*ordering.people("by__full_name"), F("by")),
        "viec": (_place_of_deed(entries),),
        "doi-tuong": (
            Case(When(record_name="", then=1), default=0),
            ordering.vietnamese(F("record_name")),
            F("record_name"),
        ),
    }
    turned = [
        one.desc(nulls_first=True) if wish.falls else one.asc(nulls_last=True) for one in named[wish.column]
    ]
    return entries.order_by(*turned, "-at", "-pk")


def _place_of_deed(entries: LogEntryQuerySet) -> Case:
    """A number for each deed, in the order in which their words stand."""
    deeds = _deeds(entries.order_by().values_list("action", flat=True).distinct())
    return Case(
        *(When(action=name, then=Value(place)) for place, name in enumerate(deeds)),
        default=Value(len(deeds)),
        output_field=IntegerField(),
    )


@dataclass(frozen=True, slots=True)
class _Moments:
    """The log by its moments."""

    entries: LogEntryQuerySet
    rises: bool

    def read(self, start: LogEntry | None, *, back: bool = False) -> list[LogEntry]:
        """A page and one more, from an entry on (back: before it, the nearest first); from the beginning where None."""
        rises = self.rises is not back
        entries = self.entries
        if start is not None:
            entries = _newer_than(entries, start) if rises else _older_than(entries, start)
        return list(_in_order(entries, rises)[: SIZE + 1])


@dataclass(frozen=True, slots=True)
class _Groups:
    """The log in groups, one after another, each newest first."""

    entries: LogEntryQuerySet
    by: Grouped
    falls: bool

    def read(self, start: LogEntry | None, *, back: bool = False) -> list[LogEntry]:
        """As ``_Moments.read``."""
        found: list[LogEntry] = []
        for value in self._values(start, back):
            of_one = self.entries.filter(
                **({f"{self.by.field}__isnull": True} if value is None else {self.by.field: value})
            )
            if start is not None and value == self._value(start):
                of_one = _newer_than(of_one, start) if back else _older_than(of_one, start)
            found += _in_order(of_one, back)[: SIZE + 1 - len(found)]
            if len(found) > SIZE:
                break
        return found

    def _value(self, entry: LogEntry) -> Any:
        return entry.by_id if self.by.field == "by" else getattr(entry, self.by.field)

    def _values(self, start: LogEntry | None, back: bool) -> Iterator[Any]:
        """The groups from that of an entry on, in the order asked for."""
        there = set(self.entries.order_by().values_list(self.by.field, flat=True).distinct())
        if start is not None:
            there.add(self._value(start))
        values = self.by.in_order(there)
        if self.falls is not back:
            values.reverse()
        return iter(values if start is None else values[values.index(self._value(start)) :])


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
