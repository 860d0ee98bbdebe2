"""The leaders' page: every running plan in one line, on one screen."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Min
from django.urls import reverse

from nhipcau.engines.counting.model import Number
from nhipcau.indicators import pages as figures
from nhipcau.indicators import queries as counting
from nhipcau.kernel.clock import today
from nhipcau.kernel.standing import Standing, standing
from nhipcau.plans.models import Plan, Tally
from nhipcau.reports import queries
from nhipcau.reports.models import ReportRound
from nhipcau.reports.pages import period_words

DONE, LATE = "TASKS_DONE", "TASKS_LATE"
Parts = Mapping[str, Mapping[str, Number]]


@dataclass(frozen=True, slots=True)
class RoundState:
    """How a plan's round of reports stands: the open one, else the newest."""

    title: str
    url: str
    handed_in: int
    owed: int
    late: int
    due: date
    standing: Standing
    is_open: bool


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A running plan.  done, owed, late, overdue: the province's figures of tasks, parted by plan, as of a day.  figures_url: where
    these open to their records.  due: the next day on which something is owed, with how near it is."""

    number: str
    title: str
    year: int
    url: str
    done: Number
    owed: Number
    late: Number
    overdue: Number
    on: date
    figures_url: str
    overdue_url: str
    due: date | None
    due_standing: Standing | None
    round: RoundState | None


def lines() -> list[PlanLine]:
    """All running plans, those with most overdue first; a fixed number of queries for each year that plans are of."""
    plans = list(Plan.objects.running().select_related("document").order_by("-year", "-pk"))
    told = {year: _figures(year) for year in {plan.year for plan in plans}}
    rounds = _rounds([plan.pk for plan in plans])
    dues = _next([plan.pk for plan in plans])
    found = [_line(plan, told[plan.year], rounds.get(plan.pk), dues.get(plan.pk)) for plan in plans]
    return sorted(found, key=lambda line: (-line.overdue, -line.year, line.number))


@dataclass(frozen=True, slots=True)
class _Told:
    period: str
    on: date
    done: Parts
    late: Parts


def _figures(year: int) -> _Told:
    """The figures of tasks of a plan year, parted by plan."""
    question = counting.asked(str(year), None)
    wanted = [counting.indicator_of(question.definitions, code) for code in (DONE, LATE)]
    found = counting.over_periods(question, [each for each in wanted if each], [question.period])
    done, late = (counting.parted(found[code][0], "plan") for code in (DONE, LATE))
    return _Told(question.period.code, min(question.period.last, today()), done, late)


def _line(plan: Plan, told: _Told, round_: RoundState | None, due: date | None) -> PlanLine:
    key = str(plan.pk)
    done, late = told.done.get(key, {}), told.late.get(key, {})
    here = reverse("plans:plan", args=[plan.pk])
    return PlanLine(
        number=plan.document.number,
        title=plan.title,
        year=plan.year,
        url=here,
        done=done.get("", 0),
        owed=done.get("all", 0),
        late=late.get("", 0),
        overdue=late.get("overdue", 0),
        on=told.on,
        figures_url=figures.address(told.period, None, DONE),
        overdue_url=figures.address(told.period, None, LATE, so="overdue"),
        due=due,
        due_standing=standing(due, None, today()) if due else None,
        round=round_,
    )


def _rounds(plans: Collection[int]) -> dict[int, RoundState]:
    rounds = ReportRound.objects.filter(plan__in=plans).select_related("plan__document")
    found: dict[int, ReportRound] = {}
    for one in rounds.order_by("due_on", "pk"):
        known = found.get(one.plan_id)
        # The first of those that still take reports in; where none does, the newest.
        if known is None or not known.may("take_in"):
            found[one.plan_id] = one
    numbers = queries.standings(found.values())
    return {plan: _round(one, numbers.get(one.pk)) for plan, one in found.items()}


def _round(one: ReportRound, numbers: queries.Standing | None) -> RoundState:
    return RoundState(
        title=period_words(one),
        url=reverse("reports:round", args=[one.pk]),
        handed_in=numbers.submitted if numbers else 0,
        owed=numbers.asked if numbers else 0,
        late=numbers.late if numbers else 0,
        due=one.due_on,
        standing=standing(one.due_on, None, today()),
        is_open=one.may("take_in"),
    )


def _next(plans: Collection[int]) -> dict[int, date]:
    """The next day of each plan on which something is owed that was not delivered."""
    rows = Tally.objects.filter(agency=None, plan__in=plans, due_on__gte=today(), done__lt=F("owed"))
    return dict(rows.order_by().values_list("plan").annotate(Min("due_on")))
