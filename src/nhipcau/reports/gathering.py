"""Agencies' sentences put together into the province's report: folded, gathered, in conflict (``engines.merging``), with what the
coordinator wrote in their place.  Nothing of it is kept but that wording: what agencies hand in later is merged as it comes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from threading import Lock

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
_kept: OrderedDict[Hashable, Merged] = OrderedDict()
_lock = Lock()


def forget() -> None:
    """Merge everything anew, for tests."""
    with _lock:
        _kept.clear()


def taken_in(round_: ReportRound) -> ReportQuerySet:
    """The agencies' reports that the province's is made of."""
    return round_.reports.of_agencies().newest().handed_in().select_related("agency").order_by("pk")


def merged_of(round_: ReportRound) -> Merged:
    """All that was handed in, merged; kept in the process until something else is handed in."""
    reports = taken_in(round_)
    stamp = Part.objects.filter(report__in=reports).aggregate(
        many=Count("pk"), edited=Max("edited_at"), newest=Max("pk")
    )
    key: Hashable = (round_.pk, tuple(reports.values_list("pk", flat=True)), *stamp.values())
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    merged = merge(_said(round_))
    with _lock:
        _kept[key] = merged
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return merged


def _said(round_: ReportRound) -> Iterator[Said]:
    agencies = {report.agency_id: report.pk for report in taken_in(round_)}
    listed = Agency.objects.filter(pk__in=list(agencies)).in_order()
    names = {agencies[agency.pk]: agency.name for agency in listed}
    texts: dict[int, list[Part]] = {pk: [] for pk in names}
    for part in Part.objects.filter(report__in=list(names)).exclude(text="").order_by("pk"):
        texts[part.report_id].append(part)
    for pk, parts in texts.items():
        for part in parts:
            for line in part.text.splitlines():
                if words := line.strip().lstrip("-+•").strip():
                    yield Said(names[pk], part.place, words)


def counted(group: Group) -> str:
    """A group's sentence; one that names more agencies than anybody reads says how many they are."""
    many = len(group.agencies)
    named = names(group.agencies)
    if not group.gathered or many <= MOST_NAMED or not group.text.startswith(named):
        return group.text
    return f"{many} cơ quan, địa phương{group.text[len(named) :]}"


@dataclass(frozen=True, slots=True)
class Gathered:
    """One sentence of the province's report: the agencies' group, and what the coordinator wrote in its place."""

    group: Group
    wording: Wording | None = None
    conflicts: tuple[Conflict, ...] = ()

    @property
    def text(self) -> str:
        return self.wording.text if self.wording is not None and self.wording.text else counted(self.group)

    @property
    def is_out(self) -> bool:
        return self.wording is not None and self.wording.is_out

    @property
    def open_conflicts(self) -> tuple[Conflict, ...]:
        """Those that nobody has settled: by another wording, or by leaving it out."""
        return () if self.wording is not None else self.conflicts

    @property
    def member_keys(self) -> list[str]:
        return sorted({member.key for member in self.group.members})


def gathered(report: Report, place: str, merged: Merged | None = None) -> list[Gathered]:
    """The sentences of one place of the province's report."""
    found = next((one for one in (merged or merged_of(report.round)).tasks if one.task == place), None)
    if found is None:
        return []
    wordings = list(Wording.objects.filter(report=report, place=place).order_by("pk"))
    return list(_worded(found, wordings))


def all_gathered(report: Report) -> dict[str, list[Gathered]]:
    """The same of every place."""
    by_place: dict[str, list[Wording]] = {}
    for wording in Wording.objects.filter(report=report).order_by("pk"):
        by_place.setdefault(wording.place, []).append(wording)
    return {one.task: list(_worded(one, by_place.get(one.task, []))) for one in merged_of(report.round).tasks}


def _worded(found: TaskMerged, wordings: list[Wording]) -> Iterator[Gathered]:
    alone = Merged((found,))
    of_group: dict[str, Wording] = {}
    for wording in wordings:
        heir = alone.heir(wording.members)
        if heir is not None:
            of_group[heir.key] = wording
    settled = {
        conflict.key
        for conflict in found.conflicts
        if any(side.group.key in of_group for side in conflict.sides)
    }
    against: dict[str, list[Conflict]] = {}
    for conflict in found.conflicts:
        if conflict.key in settled:
            continue
        for side in conflict.sides:
            against.setdefault(side.group.key, []).append(conflict)
    for group in found.groups:
        yield Gathered(group, of_group.get(group.key), tuple(dict.fromkeys(against.get(group.key, []))))
