"""What the pages of rounds show, as typed values made once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.text import Truncator

from nhipcau.agencies.models import Officer
from nhipcau.indicators import pages as figures
from nhipcau.kernel.clock import today
from nhipcau.kernel.standing import Standing, standing
from nhipcau.office.signing.models import Version
from nhipcau.office.signing.queries import standing_of_all
from nhipcau.reports import drafting, formpages, queries
from nhipcau.reports.models import Report, ReportRound
from nhipcau.reports.pages import period_words, stands
from nhipcau.reports.permissions import RUN_REPORTS, reads
from nhipcau.reports.rules import (
    ReportState,
    titled,
)


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round in the list: for whoever runs it with its numbers, for an agency with its own report."""

    round: ReportRound
    title: str
    plan: str
    url: str
    due: date
    numbers: queries.Standing | None
    own: Report | None
    state: str
    tone: str
    is_open: bool
    standing: Standing | None
    """Of the report that the reader's agency owes; to whoever sees the whole round, of what is missing yet."""


def round_rows(officer: Officer, rounds: Iterable[ReportRound]) -> list[RoundRow]:
    """Rounds for a reader."""
    found = list(rounds)
    runs = officer.may(RUN_REPORTS)
    numbers = queries.standings(found)
    own = _own_reports(officer, found)
    versions = _presented(own.values())
    return [_round_row(one, numbers.get(one.pk), own.get(one.pk), runs, versions) for one in found]


def _presented(reports: Iterable[Report]) -> dict[int, Version]:
    """The versions that are on their way to be issued, by the reports' keys."""
    return standing_of_all(Report, [one.pk for one in reports if one.state == ReportState.WRITING])


def _own_reports(officer: Officer, rounds: Sequence[ReportRound]) -> dict[int, Report]:
    keys = officer.own_agencies()
    rows = Report.objects.filter(round__in=[one.pk for one in rounds], agency__in=keys).newest()
    return {one.round_id: one for one in rows.select_related("agency", "round").order_by("-pk")}


def _round_row(
    one: ReportRound,
    numbers: queries.Standing | None,
    own: Report | None,
    runs: bool,
    versions: Mapping[int, Version],
) -> RoundRow:
    to_board = runs or own is None
    label, tone = stands(own, versions.get(own.pk)) if own is not None else ("", "")
    return RoundRow(
        round=one,
        title=str(one),
        plan=one.plan.document.number,
        url=reverse("reports:round", args=[one.pk])
        if to_board
        else reverse("reports:report", args=[own.pk if own else 0]),
        due=one.due_on,
        standing=_round_standing(one, numbers) if to_board else _own_standing(one, own),
        numbers=numbers if to_board else None,
        own=own,
        state=label,
        tone=tone,
        is_open=one.may("take_in"),
    )


def _round_standing(one: ReportRound, numbers: queries.Standing | None) -> Standing | None:
    """How long there is yet, or was, for reports that are missing; nothing of a round that is over or has them all."""
    waits = one.may("take_in") and numbers is not None and numbers.missing
    return standing(one.due_on, None, today()) if waits else None


def _own_standing(one: ReportRound, own: Report | None) -> Standing:
    return standing(one.due_on, own.submitted_on if own else None, today())


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One agency's report on the board."""

    report: Report
    state: str
    tone: str
    standing: Standing
    handed_in: date | None
    since: str
    edition: int
    form_given: date | None = None


def board_rows(round_: ReportRound, reports: Iterable[Report]) -> list[BoardRow]:
    """The rows of a round's board."""
    first = queries.first_days([round_.pk])
    given = formpages.given_days(round_)
    found = list(reports)
    versions = _presented(found)
    rows = []
    for one in found:
        label, tone = stands(one, versions.get(one.pk))
        on = first.get((round_.pk, one.agency_id or 0), (0, None))[1]
        rows.append(
            BoardRow(
                report=one,
                state=label,
                tone=tone,
                standing=standing(round_.due_on, on, today()),
                handed_in=one.submitted_on or on,
                since=one.since_said,
                edition=one.edition,
                form_given=given.get(one.pk),
            )
        )
    return rows


@dataclass(frozen=True, slots=True)
class RoundPage:
    """A round's board.  province_url: "" for who does not read the province's report."""

    round: ReportRound
    title: str
    plan: str
    period: str
    first: date
    last: date
    numbers: queries.Standing
    province: Report
    province_url: str
    figures_url: str
    warnings: tuple[str, ...]
    may_run: bool
    is_open: bool
    state: str
    forms: tuple[tuple[str, str], ...] = ()


def round_page(round_: ReportRound, reader: Officer) -> RoundPage:
    """The head of a round's board."""
    question = drafting.figures.asked(round_.period, None)
    head = figures.head(reader, question)
    province = queries.province_report(round_)
    return RoundPage(
        round=round_,
        title=str(round_),
        plan=round_.plan.document.number,
        period=period_words(round_),
        first=question.period.first,
        last=question.period.last,
        numbers=queries.standings([round_])[round_.pk],
        province=province,
        province_url=reverse("reports:report", args=[province.pk]) if reads(reader, province) else "",
        figures_url=figures.address(round_.period),
        warnings=head.warnings,
        may_run=reader.may(RUN_REPORTS),
        is_open=round_.may("take_in"),
        state=round_.get_state_display(),
        forms=formpages.ways_out(formpages.waiting_forms(round_)) if reader.may(RUN_REPORTS) else (),
    )


@dataclass(frozen=True, slots=True)
class PlacedTask:
    """A task with the part of the outline in which it stands."""

    pk: int
    number: str
    title: str
    url: str
    part: str


def places_shown(round_: ReportRound) -> dict[str, Any]:
    """Every task with its part, and the parts that there are."""
    outline = drafting.outline_of(round_)
    known = {part.no for part in outline.parts}
    tasks = [
        PlacedTask(
            task.pk,
            task.number,
            task.title,
            reverse("plans:task", args=[task.pk]),
            drafting.place_of(round_, task, outline, known),
        )
        for task in drafting.tasks_of(round_)
    ]
    options = [
        (part.no, Truncator(f"{part.no}. {titled(part.title, round_.name)}").chars(90))
        for part in outline.parts
        if not part.is_head
    ]
    return {"tasks": tasks, "options": options, "is_open": round_.may("take_in")}
