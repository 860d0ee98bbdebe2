"""What the screens of reports show, as typed values made once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _

from nhipcau.agencies.models import Officer
from nhipcau.engines.counting import period_name
from nhipcau.indicators import pages as figures
from nhipcau.kernel.clock import today
from nhipcau.kernel.sentences import language
from nhipcau.kernel.standing import Standing, standing
from nhipcau.office.signing.deeds import signature_in
from nhipcau.office.signing.models import Version
from nhipcau.office.signing.pages import SigningPart, part_of
from nhipcau.office.signing.queries import where
from nhipcau.plans.rules import ROLE_LABELS
from nhipcau.reports import content, drafting, gathering, queries
from nhipcau.reports.drafting import PartDraft, TaskWork
from nhipcau.reports.gathering import Gathered
from nhipcau.reports.models import Part, Report, ReportRound
from nhipcau.reports.parcels import queries as parcels
from nhipcau.reports.permissions import RUN_REPORTS, may_write
from nhipcau.reports.rules import (
    NIL_REASONS,
    REPORT_STATE_LABELS,
    REPORT_TONES,
    Drafted,
    ReportState,
    not_taken_up,
    titled,
)


def period_words(round_: ReportRound) -> str:
    """What a round's period is called."""
    return period_name(round_.name, language())


@dataclass(frozen=True, slots=True)
class PlaceShown:
    """One place of a report: a part of the outline, or a task in it.

    state: "written", "drafted", "nil", "empty", "left_out"; words and tone of it.  is_same: as in the period before.  fresh: so many
    drafted sentences do not stand in it.  returned: why it was given back.  conflicts: so many are open.
    """

    place: str
    number: str
    title: str
    lines: tuple[str, ...]
    state: str
    words: str
    tone: str
    url: str
    may_write: bool
    needs: bool = False
    nil: str = ""
    is_same: bool = False
    fresh: int = 0
    returned: str = ""
    conflicts: int = 0
    by: str = ""
    at: datetime | None = None
    role: str = ""
    task_url: str = ""
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PartShown:
    """A part of the outline with its tasks and its figures."""

    place: PlaceShown
    depth: int
    is_head: bool
    figures: tuple[Mapping[str, str], ...]
    tasks: tuple[PlaceShown, ...]
    is_left_out: bool

    @property
    def has_words(self) -> bool:
        return bool(self.place.lines or self.place.nil or self.place.facts)


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A report's page for one reader."""

    report: Report
    title: str
    period: str
    first: date
    last: date
    whose: str
    state: str
    tone: str
    standing: Standing
    since: str
    parts: tuple[PartShown, ...]
    left_out: tuple[PartShown, ...]
    done: int
    needed: int
    signing: SigningPart
    may_write: bool
    may_present: bool
    may_judge: bool
    may_accept: bool
    on_paper: bool
    figures_url: str
    board_url: str
    returned: tuple[PlaceShown, ...] = ()
    next_edition: Report | None = None
    is_recalled: bool = False
    heirs_report: Report | None = None
    may_send: bool = False
    nil_reasons: tuple[str, ...] = ()
    agencies: int = 0
    handed_in: int = 0
    is_presented: bool = False

    @property
    def lacks(self) -> int:
        return self.needed - self.done


KEPT = Prefetch("parts", queryset=Part.objects.select_related("edited_by"))
"""What was written of a report, read once for a page that asks for it in several places."""


def stands(report: Report, version: Version | None) -> tuple[str, str]:
    """How a report stands in the reader's words, and the tone; of one that is on its way to be issued, for what it waits."""
    state = ReportState(report.state)
    if state == ReportState.WRITING and version is not None:
        return where(version)
    if state == ReportState.WRITING and report.edition > 0:
        state = ReportState.RECALLED if report.is_after_recall else ReportState.RETURNED
    return _(REPORT_STATE_LABELS[state]), REPORT_TONES[state]


def report_page(report: Report, reader: Officer) -> ReportPage:
    """All that the page of a report shows."""
    with drafting.once():
        prefetch_related_objects([report], KEPT)
        return _report_page(report, reader)


def _report_page(report: Report, reader: Officer) -> ReportPage:
    writes = may_write(reader, report)
    signing = part_of(report, reader, edits=writes)
    version = signing.standing.version if signing.standing else None
    signed = version is not None and signature_in(version) is not None
    label, tone = stands(report, version)
    is_open = report.state == ReportState.WRITING and not signed and report.round.may("take_in")
    parts = parts_shown(report, version if signed else None, writes=writes and is_open)
    question = drafting.question_of(report)
    runs = reader.may(RUN_REPORTS)
    needed = [place for part in parts for place in part.tasks if place.needs or place.state != "empty"]
    round_ = report.round
    handed = gathering.taken_in(round_).count() if report.is_of_province else 0
    return ReportPage(
        report=report,
        title=str(round_) if not report.is_of_province else _("Báo cáo tổng hợp"),
        period=period_words(round_),
        first=question.period.first,
        last=question.period.last,
        whose=report.agency.name if report.agency else _("Toàn tỉnh"),
        state=label,
        tone=tone,
        standing=standing(round_.due_on, report.submitted_on, today()),
        since="" if report.is_of_province or report.state == ReportState.WRITING else report.since_said,
        parts=tuple(part for part in parts if not part.is_left_out),
        left_out=tuple(part for part in parts if part.is_left_out),
        done=sum(place.state != "empty" for place in needed),
        needed=len(needed),
        signing=signing,
        may_write=writes and is_open,
        may_present=writes and is_open and version is None,
        may_judge=runs and not report.is_of_province and report.may("give_back"),
        may_accept=runs and not report.is_of_province and report.may("accept"),
        on_paper=report.on_paper,
        figures_url=figures.address(round_.period, report.agency),
        board_url=reverse("reports:round", args=[round_.pk]) if runs or report.is_of_province else "",
        returned=tuple(
            place
            for part in parts
            for place in (part.place, *part.tasks)
            if place.returned and place.may_write
        ),
        next_edition=Report.objects.filter(corrects=report).first(),
        is_recalled=report.state == ReportState.RECALLED,
        heirs_report=queries.heirs_report(report),
        may_send=runs and report.is_of_province and parcels.issued(report) is not None,
        nil_reasons=tuple(_(reason) for reason in NIL_REASONS),
        agencies=round_.reports.of_agencies().newest().count() if report.is_of_province else 0,
        handed_in=handed,
        is_presented=version is not None and not signed and report.state == ReportState.WRITING,
    )


def parts_shown(
    report: Report,
    signed: Version | None,
    *,
    writes: bool,
    with_figures: bool = True,
    earlier: Mapping[str, str] | None = None,
) -> list[PartShown]:
    """The parts: as they were signed, else as they stand.

    with_figures: not where only their words matter.  earlier: the words of the period before, where they are known.
    """
    if signed is not None:
        return _sealed(report, signed.content)
    return _parts(report, writes=writes, with_figures=with_figures, earlier=earlier)


def _sealed(report: Report, said: Mapping[str, Any]) -> list[PartShown]:
    """The parts as they were signed, whatever was done since."""

    def place(key: str, number: str, one: Mapping[str, Any], task_url: str = "") -> PlaceShown:
        lines = tuple(each["text"] for each in (*one.get("lead", ()), *one["lines"]))
        words, tone = (_("Chưa phát sinh"), "") if one["nil"] else (_("Đã ký"), "good")
        return PlaceShown(
            place=key,
            number=number,
            title=one["title"],
            lines=lines,
            state="nil" if one["nil"] else "written",
            words=words,
            tone=tone,
            url=reverse("reports:part", args=[report.pk, key]),
            may_write=False,
            nil=one["nil"],
            facts=tuple(one["facts"]),
            task_url=task_url,
        )

    return [
        PartShown(
            place=place(part["no"], part["no"], part),
            depth=part["depth"],
            is_head=part["head"],
            figures=tuple(part["figures"]),
            tasks=tuple(
                place(task["place"], task["number"], task, task_url=_task_url(task["place"]))
                for task in part["tasks"]
            ),
            is_left_out=False,
        )
        for part in said["parts"]
    ]


def _task_url(place: str) -> str:
    return reverse("plans:task", args=[int(place.partition(":")[2])])


def _parts(
    report: Report, *, writes: bool, with_figures: bool, earlier: Mapping[str, str] | None
) -> list[PartShown]:
    drafts = drafting.parts_of(report)
    kept = {part.place: part for part in report.parts.all()}
    texts = content.texts_of(report, drafts)
    same = queries.repeated(report, texts, earlier) if not report.is_of_province else set()
    codes = [code for one in drafts for code in one.part.indicators] if with_figures else []
    rows = figures.of_indicators(drafting.question_of(report), codes) if codes else {}
    gathered = gathering.all_gathered(report) if report.is_of_province else {}
    by_part = drafting.tasks_by_part(report.round, drafts) if report.is_of_province else {}
    maker = _Places(report, kept, texts, same, gathered, writes)
    found = []
    for draft in drafts:
        tasks = (
            [maker.of_task(work) for work in draft.works]
            if not report.is_of_province
            else [place for task in by_part[draft.part.no] if (place := maker.of_province_task(task)).lines]
        )
        lines = tuple(content.figure_lines(rows, draft.part.indicators))
        shown = PartShown(
            place=_of_tasks(maker.of_part(draft), has_tasks=bool(tasks)),
            depth=draft.part.depth,
            is_head=draft.part.is_head,
            figures=lines,
            tasks=tuple(tasks),
            is_left_out=False,
        )
        empty = not (shown.tasks or lines or shown.has_words)
        if empty and draft.part.draws and not (draft.part.is_head or draft.part.is_owed):
            shown = replace(shown, is_left_out=True)
        found.append(shown)
    return found


def _of_tasks(place: PlaceShown, *, has_tasks: bool) -> PlaceShown:
    """A part whose tasks say everything is not empty."""
    return replace(place, words="") if has_tasks and place.state == "empty" else place


class _Places:
    """The places of one report, one by one."""

    def __init__(
        self,
        report: Report,
        kept: Mapping[str, Part],
        texts: Mapping[str, str],
        same: set[str],
        gathered: Mapping[str, list[Gathered]],
        writes: bool,
    ) -> None:
        self.report, self.kept, self.texts = report, kept, texts
        self.same, self.gathered, self.writes = same, gathered, writes
        self.closed_parts = report.edition > 0 and not report.is_after_recall

    def of_part(self, draft: PartDraft) -> PlaceShown:
        words = titled(draft.part.title, self.report.round.name)
        return self._place(draft.place, draft.part.no, words, (), draft.facts)

    def of_task(self, work: TaskWork) -> PlaceShown:
        made = self._place(work.place, work.task.number, work.task.title, work.drafted, work.facts)
        needs = work.owes and made.state == "empty"
        words, tone = (_("Cần bổ sung"), "warn") if needs else (made.words, made.tone)
        return replace(
            made,
            needs=needs,
            words=words,
            tone=tone,
            role=_(ROLE_LABELS[work.role]),
            task_url=reverse("plans:task", args=[work.task.pk]),
        )

    def of_province_task(self, task: Any) -> PlaceShown:
        made = self._place(f"task:{task.pk}", task.number, task.title, (), ())
        return replace(made, task_url=reverse("plans:task", args=[task.pk]))

    def _place(
        self, place: str, number: str, title: str, drafted: Sequence[Drafted], facts: Sequence[Drafted]
    ) -> PlaceShown:
        part = self.kept.get(place)
        text = self.texts.get(place, "")
        lines = [line for line in text.splitlines() if line.strip()]
        merged = self.gathered.get(place, [])
        lines += [one.text for one in merged if not one.is_out]
        nil = part.nil_reason if part else ""
        state, words, tone = _stands(part, bool(lines or facts), nil, bool(merged))
        is_open = part.is_open if part else not self.closed_parts
        return PlaceShown(
            place=place,
            number=number,
            title=title,
            lines=tuple(lines),
            state=state,
            words=words,
            tone=tone,
            url=reverse("reports:part", args=[self.report.pk, place]),
            may_write=self.writes and is_open,
            nil=nil,
            is_same=place in self.same,
            fresh=len(not_taken_up(text, drafted)) if part and part.text else 0,
            returned=part.returned if part else "",
            conflicts=len({id(each) for one in merged for each in one.open_conflicts}),
            by=str(part.edited_by) if part and part.edited_by and part.revision else "",
            at=part.edited_at if part and part.revision else None,
            facts=tuple(one.text for one in facts),
        )


def _stands(part: Part | None, has_lines: bool, nil: str, is_merged: bool) -> tuple[str, str, str]:
    if nil:
        return "nil", _("Chưa phát sinh"), ""
    if not has_lines:
        return "empty", _("Chưa có nội dung"), ""
    if part is not None and part.report.state != ReportState.WRITING:
        return "written", "", ""
    if part is not None and part.revision:
        return "written", _("Đã soạn"), "good"
    if is_merged:
        return "drafted", _("Ghép từ báo cáo của các cơ quan"), "info"
    return "drafted", _("Điền sẵn"), "info"
