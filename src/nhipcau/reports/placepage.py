"""What the page of one place of a report shows: its words, where they come from, what agencies say of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nhipcau.agencies.models import Officer
from nhipcau.engines.merging import Conflict, Group
from nhipcau.kernel.standing import written
from nhipcau.office.signing.deeds import signature_in
from nhipcau.office.signing.queries import standing as standing_version
from nhipcau.reports import drafting, gathering, queries
from nhipcau.reports.gathering import CONFLICT_WORDS, Gathered
from nhipcau.reports.models import Report
from nhipcau.reports.pages import KEPT, PlaceShown, parts_shown, period_words
from nhipcau.reports.permissions import may_write
from nhipcau.reports.rules import (
    SOURCE_DAYS,
    Drafted,
    ReportState,
    Source,
    not_taken_up,
    text_of,
)

LONGEST_NAME = 90
MOST_SIDES = 5
PLACES = {"task": "plans:task", "document": "documents:document"}


@dataclass(frozen=True, slots=True)
class SourceShown:
    """The record behind a drafted sentence."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class DraftedShown:
    """A drafted sentence with where it comes from.  is_new: its words do not stand in the part."""

    text: str
    sources: tuple[SourceShown, ...]
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class SideShown:
    """One side of a contradiction."""

    text: str
    agencies: str


@dataclass(frozen=True, slots=True)
class ConflictShown:
    """What others say against a sentence.  more: so many further sides, which stand at their own sentences."""

    on: str
    sides: tuple[SideShown, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class LineShown:
    """One merged sentence with who says it, in which words, and what can be done."""

    text: str
    original: str
    agencies: tuple[str, ...]
    also: tuple[str, ...]
    members: str
    is_out: bool
    is_worded: bool
    is_gathered: bool
    conflicts: tuple[ConflictShown, ...]

    @property
    def anchor(self) -> str:
        """By which an address leads to it."""
        return self.members.partition(" ")[0]

    @property
    def from_words(self) -> str:
        """ "Sở A, Sở B và 10 cơ quan khác"."""
        named = ", ".join(self.agencies[:3])
        more = len(self.agencies) - 3
        if more <= 0:
            return named
        return ngettext("%(names)s và %(more)d cơ quan khác", "%(names)s và %(more)d cơ quan khác", more) % {
            "names": named,
            "more": more,
        }


@dataclass(frozen=True, slots=True)
class PlacePage:
    """Where one place of a report is written."""

    report: Report
    place: PlaceShown
    text: str
    revision: int
    drafted: tuple[DraftedShown, ...]
    facts: tuple[DraftedShown, ...]
    lines: tuple[LineShown, ...]
    before: str
    back: str
    following: str
    whose: str
    period: str
    is_presented: bool
    is_owed: bool

    @property
    def may_be_nil(self) -> bool:
        """Whether it is a task of an agency, of which there may be nothing to tell, or a part that no report goes without."""
        return (self.is_owed or self.place.place.startswith("task:")) and not self.report.is_of_province

    @property
    def initial(self) -> dict[str, Any]:
        """With what its form begins."""
        return {"text": self.text, "nil_reason": self.place.nil, "seen": self.revision}

    @property
    def word_url(self) -> str:
        """Where the coordinator words a merged sentence anew."""
        return reverse("reports:word", args=[self.report.pk, self.place.place])

    @property
    def may_word(self) -> bool:
        return self.place.may_write


def place_page(report: Report, place: str, reader: Officer) -> PlacePage | None:
    """The page of one place; None for one that the report has not."""
    with drafting.once():
        prefetch_related_objects([report], KEPT)
        return _place_page(report, place, reader)


def _place_page(report: Report, place: str, reader: Officer) -> PlacePage | None:
    writes = may_write(reader, report) and report.state == ReportState.WRITING
    version = standing_version(report)
    signed = version if version is not None and signature_in(version) is not None else None
    earlier = {} if report.is_of_province else queries.earlier_parts(report)
    parts = parts_shown(report, signed, writes=writes, with_figures=False, earlier=earlier)
    places = [one for part in parts for one in (part.place, *part.tasks)]
    found = next((one for one in places if one.place == place), None)
    if found is None:
        return None
    drafted, facts = _behind(report, place)
    kept = next((part for part in report.parts.all() if part.place == place), None)
    text = kept.text if kept is not None else text_of(drafted)
    fresh = {one.text for one in not_taken_up(text, drafted)}
    merged = gathering.gathered(report, place) if report.is_of_province else []
    writable = [one for one in places if one.may_write]
    after = writable[writable.index(found) + 1 :] if found in writable else []
    return PlacePage(
        report=report,
        place=found,
        text=text,
        revision=kept.revision if kept else 0,
        drafted=tuple(_drafted(one, one.text in fresh) for one in drafted),
        facts=tuple(_drafted(one, False) for one in facts),
        lines=tuple(line_shown(one) for one in merged),
        before=earlier.get(place, ""),
        back=reverse("reports:report", args=[report.pk]),
        following=after[0].url if after else "",
        whose=report.agency.name if report.agency else _("Toàn tỉnh"),
        period=period_words(report.round),
        is_presented=version is not None and signed is None,
        is_owed=any(one.part.is_owed for one in drafting.parts_of(report) if one.place == place),
    )


def _behind(report: Report, place: str) -> tuple[Sequence[Drafted], Sequence[Drafted]]:
    """What was reported for a place, and what the records say."""
    for draft in drafting.parts_of(report):
        if draft.place == place:
            return (), draft.facts
        for work in draft.works:
            if work.place == place:
                return work.drafted, work.facts
    return (), ()


def _drafted(one: Drafted, is_new: bool) -> DraftedShown:
    return DraftedShown(
        one.text,
        tuple(_source(source) for source in one.sources),
        is_new,
    )


def _source(one: Source) -> SourceShown:
    """The record by its name and day; a task's name is long and stands beside others."""
    name = Truncator(one.label).chars(LONGEST_NAME)
    told = _(SOURCE_DAYS[one.was]) % {"record": name, "day": written(one.on)} if one.on else name
    return SourceShown(told, reverse(PLACES[one.kind], args=[one.key]) if one.kind in PLACES else "")


def line_shown(one: Gathered) -> LineShown:
    """A merged sentence as a page shows it."""
    return LineShown(
        text=one.text,
        original=one.group.text,
        agencies=one.group.agencies,
        also=one.group.also,
        members=" ".join(one.member_keys),
        is_out=one.is_out,
        is_worded=one.wording is not None and not one.is_out,
        is_gathered=one.group.gathered,
        conflicts=tuple(_conflict(each, one.group) for each in one.open_conflicts),
    )


def _conflict(one: Conflict, own: Group) -> ConflictShown:
    """All sides at each sentence would be a page that grows with their square: a hundred agencies may report as many numbers."""
    # By their sentences: a key is reckoned from them, of every side at every sentence.
    others = [side for side in one.sides if side.group.members != own.members]
    shown = tuple(SideShown(side.text, ", ".join(side.agencies)) for side in others[:MOST_SIDES])
    return ConflictShown(_(CONFLICT_WORDS[one.on]), shown, len(others) - len(shown))
