"""Agencies' sentences put together into the province's report: folded, gathered, in conflict (``engines.merging``), with what the
coordinator wrote in their place.  Nothing of it is kept but that wording: what agencies hand in later is merged as it comes."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any, Protocol

from django.db.models import Count, Max

from nhipcau.agencies.models import Agency
from nhipcau.engines.merging import Conflict, Group, Kind, Merged, Said, TaskMerged, merge
from nhipcau.engines.merging.gathering import names
from nhipcau.kernel.refusal import N_
from nhipcau.reports.models import Part, Report, ReportQuerySet, ReportRound, Wording

CONFLICT_WORDS = {
    Kind.NUMBER: N_("con số khác nhau"),
    Kind.DATE: N_("ngày, thời gian khác nhau"),
    Kind.PLACE: N_("địa điểm khác nhau"),
    Kind.POLARITY: N_("nơi nói đã làm, nơi nói chưa"),
}
MOST_KEPT = 4
MOST_NAMED = 8


@dataclass(frozen=True, slots=True)
class PlaceMerged:
    """The groups of one place with the keys of their sentences, reckoned once: a page asks for all of them.

    of_member: in which group a sentence stands; conflicts: each with the groups of its sides.
    """

    groups: tuple[Group, ...]
    keys: tuple[tuple[str, ...], ...]
    of_member: Mapping[str, int]
    conflicts: tuple[tuple[Conflict, tuple[int, ...]], ...]

    def heir(self, members: Iterable[str]) -> int | None:
        """The group in which most of some sentences stand now, as ``Merged.heir`` finds it."""
        standing = Counter(self.of_member[key] for key in members if key in self.of_member)
        return min(standing, key=lambda place: (-standing[place], place)) if standing else None


@dataclass(frozen=True, slots=True)
class Kept:
    """All that was handed in, merged."""

    merged: Merged
    places: Mapping[str, PlaceMerged]


_kept: OrderedDict[Hashable, Kept] = OrderedDict()
_lock = Lock()


def forget() -> None:
    """Merge everything anew, for tests."""
    with _lock:
        _kept.clear()


def taken_in(round_: ReportRound) -> ReportQuerySet:
    """The agencies' reports that the province's is made of."""
    return round_.reports.of_agencies().newest().handed_in().select_related("agency").order_by("pk")


def merged_of(round_: ReportRound) -> Kept:
    """All that was handed in, merged; kept in the process until something else is handed in."""
    reports = taken_in(round_)
    stamp = Part.objects.filter(report__in=reports).aggregate(
        many=Count("pk"), edited=Max("edited_at"), newest=Max("pk")
    )
    key: Hashable = (round_.pk, tuple(reports.values_list("pk", flat=True)), *stamp.values())
    return kept(key, lambda: _said(round_))


def kept(key: Hashable, said: Callable[[], Iterable[Said]]) -> Kept:
    """What agencies say, merged; the same key gives what was merged for it before."""
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    merged = merge(said())
    made = Kept(merged, {one.task: _place(one) for one in merged.tasks})
    with _lock:
        _kept[key] = made
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return made


def _place(found: TaskMerged) -> PlaceMerged:
    keys = tuple(tuple(sorted({member.key for member in group.members})) for group in found.groups)
    place_of = {id(group): place for place, group in enumerate(found.groups)}
    return PlaceMerged(
        groups=found.groups,
        keys=keys,
        of_member={key: place for place, members in enumerate(keys) for key in members},
        conflicts=tuple(
            (one, tuple(place_of[id(side.group)] for side in one.sides)) for one in found.conflicts
        ),
    )


def _said(round_: ReportRound) -> Iterator[Said]:
    agencies = {report.agency_id: report.pk for report in taken_in(round_)}
    listed = Agency.objects.filter(pk__in=list(agencies)).in_order()
    names = {agencies[agency.pk]: agency.name for agency in listed}
    texts: dict[int, list[Part]] = {pk: [] for pk in names}
    for part in Part.objects.filter(report__in=list(names)).exclude(text="").order_by("pk"):
        texts[part.report_id].append(part)
    for pk, parts in texts.items():
        for part in parts:
            yield from sentences(names[pk], part.place, part.text)


def sentences(agency: str, place: str, text: str) -> Iterator[Said]:
    """What an agency wrote of one place, a line each, without the sign that it begins with."""
    for line in text.splitlines():
        if words := line.strip().lstrip("-+•").strip():
            yield Said(agency, place, words)


def counted(group: Group) -> str:
    """A group's sentence; one agency's has its name, and one that names more than anybody reads says how many they are."""
    own = group.said or group.text
    if not group.gathered or (many := len(group.agencies)) <= MOST_NAMED:
        return own
    named = names(group.agencies)  # reckoned for those few only: a page says a thousand sentences
    return (
        own if not group.text.startswith(named) else f"{many} cơ quan, địa phương{group.text[len(named) :]}"
    )


class Worded(Protocol):
    """What the coordinator wrote in place of a group, or that it is left out; members: the keys of its sentences."""

    @property
    def members(self) -> Any: ...
    @property
    def text(self) -> Any: ...
    @property
    def is_out(self) -> Any: ...


@dataclass(frozen=True, slots=True)
class Gathered:
    """One sentence of what is made of all: the agencies' group, and what the coordinator wrote in its place.

    open_conflicts: those that nobody has settled, by another wording or by leaving one side out.
    """

    group: Group
    member_keys: tuple[str, ...]
    wording: Any = None  # Worded
    open_conflicts: tuple[Conflict, ...] = ()

    @property
    def text(self) -> str:
        return self.wording.text if self.wording is not None and self.wording.text else counted(self.group)

    @property
    def is_out(self) -> bool:
        return self.wording is not None and self.wording.is_out


def gathered(report: Report, place: str) -> list[Gathered]:
    """The sentences of one place of the province's report."""
    found = merged_of(report.round).places.get(place)
    wordings = list(Wording.objects.filter(report=report, place=place).order_by("pk"))
    return worded(found, wordings) if found is not None else []


def all_gathered(report: Report) -> dict[str, list[Gathered]]:
    """The same of every place."""
    by_place: dict[str, list[Wording]] = {}
    for wording in Wording.objects.filter(report=report).order_by("pk"):
        by_place.setdefault(wording.place, []).append(wording)
    places = merged_of(report.round).places
    return {place: worded(found, by_place.get(place, [])) for place, found in places.items()}


def worded(found: PlaceMerged, wordings: Iterable[Worded]) -> list[Gathered]:
    """The groups of one place with what was written in their place; each wording goes to the group in which most of its sentences
    stand now."""
    of_group: dict[int, Worded] = {}
    for wording in wordings:
        heir = found.heir(wording.members)
        if heir is not None:
            of_group[heir] = wording
    against: dict[int, list[Conflict]] = {}
    for conflict, sides in found.conflicts:
        if of_group.keys().isdisjoint(sides):
            for side in dict.fromkeys(sides):
                against.setdefault(side, []).append(conflict)
    return [
        Gathered(group, found.keys[place], of_group.get(place), tuple(against.get(place, ())))
        for place, group in enumerate(found.groups)
    ]
