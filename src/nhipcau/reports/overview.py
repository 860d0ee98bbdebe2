"""The overview of reports (tổng quan): who handed in when, figures over the years, beside their goals, tasks late by agency.

Every number is one of ``indicators.queries``, or stands behind it as its fact; nothing is counted here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from nhipcau.agencies.models import Agency, Officer
from nhipcau.engines.counting import Counted, Indicator, Part, Period, PeriodKind, of_year
from nhipcau.engines.counting.errors import CountingError
from nhipcau.engines.counting.figures import GoalStanding
from nhipcau.engines.counting.model import Number
from nhipcau.indicators import pages as figures
from nhipcau.indicators import queries as counting
from nhipcau.indicators import rules as figure_rules
from nhipcau.kernel import ordering
from nhipcau.kernel.clock import today
from nhipcau.kernel.sentences import of_both
from nhipcau.reports import charts
from nhipcau.reports.charts import Drawn
from nhipcau.reports.models import Report, ReportRound
from nhipcau.reports.pages import period_words
from nhipcau.reports.rules import ReportState

YEARS, MOST_TRENDS, MOST_DRAWN = 5, 3, 15
DEFAULT_TRENDS = ("TASKS_DONE", "TASKS_LATE")
ON_TIME, DONE, LATE = "REPORTS_ON_TIME", "TASKS_DONE", "TASKS_LATE"
HANDED_IN = frozenset({ReportState.SUBMITTED, ReportState.ACCEPTED})


@dataclass(frozen=True, slots=True)
class Cell:
    """Whether one agency handed in its report of one round.  rank: how the column sorts, the best first."""

    words: str
    tone: str
    rank: int


@dataclass(frozen=True, slots=True)
class RoundHead:
    """A round, a column of the board.  Its numbers are those of the figure on the day it was due; None while it is not due."""

    key: str
    title: str
    url: str
    round: ReportRound
    owed: Number | None = None
    handed_in: int | None = None
    on_time: Number | None = None


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """One agency's reports.  cells: one for each round, None where it owed none."""

    agency: Agency
    cells: tuple[Cell | None, ...]
    rounds: tuple[RoundHead, ...]
    on_time: int
    owed: int

    @property
    def pairs(self) -> list[tuple[Cell | None, RoundHead]]:
        """Each cell with its column."""
        return list(zip(self.cells, self.rounds, strict=True))

    @property
    def share(self) -> float | None:
        return self.on_time / self.owed if self.owed else None


@dataclass(frozen=True, slots=True)
class Board:
    """On-time and completeness by agency and round.  is_sorted: the reader asked for an order of its rows."""

    rounds: tuple[RoundHead, ...]
    rows: tuple[AgencyRow, ...]
    chart: Drawn | None
    is_sorted: bool = False

    @property
    def foot(self) -> list[tuple[str, list[tuple[str, RoundHead]]]]:
        """The numbers of each round; a dash while it is not due."""
        labels = ((_("Đúng hạn"), "on_time"), (_("Đã nộp"), "handed_in"), (_("Phải nộp"), "owed"))
        return [
            (label, [(figures.number(getattr(one, name)), one) for one in self.rounds])
            for label, name in labels
        ]


@dataclass(frozen=True, slots=True)
class Trend:
    """An indicator's figures over the years.  names: of the periods; lines: (name, values), None where there is no figure."""

    code: str
    title: str
    unit: str
    url: str
    names: tuple[str, ...]
    lines: tuple[tuple[str, tuple[Number | None, ...]], ...]
    chart: Drawn

    @property
    def rows(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """A row for each period: each value with the name of its line."""
        return [
            (name, [(figures.number(values[at]), line) for line, values in self.lines])
            for at, name in enumerate(self.names)
        ]


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A figure beside its goal.  until: while the goal's time still runs, the day up to which the figure is known; None else."""

    name: str
    unit: str
    url: str
    goal: figures.GoalShown
    until: date | None = None

    @property
    def wanted(self) -> str:
        return _("không quá %(value)s") % {"value": self.goal.value} if self.goal.at_most else self.goal.value


@dataclass(frozen=True, slots=True)
class LateRow:
    """One agency's tasks as the indicators count them."""

    agency: Agency
    url: str
    done: Number | None
    owed: Number | None
    late: Number | None
    overdue: Number | None

    @property
    def told(self) -> dict[str, str]:
        """As the page writes them."""
        return {name: figures.number(getattr(self, name)) for name in ("done", "owed", "late", "overdue")}


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole page."""

    head: figures.Head
    board: Board
    trends: tuple[Trend, ...]
    goals: tuple[GoalRow, ...]
    goals_chart: Drawn | None
    late: tuple[LateRow, ...]
    late_chart: Drawn | None
    late_more: int
    late_is_sorted: bool

    @property
    def late_told(self) -> list[tuple[LateRow, dict[str, str]]]:
        """Each agency's line with its numbers as the page writes them, written once for all cells."""
        return [(row, row.told) for row in self.late]


def asked(period: str) -> counting.Asked | None:
    """What an address asks for: a period, without one the running year; None for what is none."""
    return counting.asked_or_none(period or str(today().year), None)


def overview(
    officer: Officer, question: counting.Asked, wish: Mapping[str, Any], codes: Sequence[str]
) -> Overview:
    """The page of a period.  wish: by what its tables sort; codes: the indicators whose years are shown."""
    goals = goal_rows(question)
    late = late_rows(question)
    behind = [row for row in late if row.late or row.overdue]
    return Overview(
        head=figures.head(officer, question),
        board=board(question, wish),
        trends=tuple(trends(question, codes)),
        goals=tuple(goals),
        goals_chart=charts.of_goals([(row.name, row.goal) for row in goals]),
        late=tuple(ordering.ordered_here(late, wish, LATE_SORTS)),
        late_chart=charts.of_late([(row.agency.name, row.late, row.overdue) for row in behind[:MOST_DRAWN]]),
        late_more=max(0, len(behind) - MOST_DRAWN),
        late_is_sorted=ordering.asked(wish).column in LATE_SORTS,
    )


def period_of(question: counting.Asked) -> str:
    """What the period is called."""
    return figures.name_of(question.period)


def chosen(shown: Overview) -> list[str]:
    """The indicators whose years are shown, and room for more."""
    codes = [trend.code for trend in shown.trends]
    return codes + [""] * (MOST_TRENDS - len(codes))


def query(question: counting.Asked, codes: Sequence[str]) -> str:
    """What the page's address carries on to its files."""
    return urlencode([("ky", question.period.code), *(("chi-tieu", code) for code in codes)])


# ---- who handed in


def board(question: counting.Asked, wish: Mapping[str, Any]) -> Board:
    """The rounds of the period's year, with every agency's reports."""
    rounds = list(_rounds(question.period.name.year))
    due = [one for one in rounds if one.due_on <= today()]
    told = _told(question, due)
    cells: dict[str, dict[int, Cell]] = {}
    heads = []
    for one in rounds:
        found, head = _of_round(one, told.get(one.pk)) if one.pk in told else (_running(one), _head(one))
        heads.append(head)
        for code, cell in found.items():
            cells.setdefault(code, {})[one.pk] = cell
    heads = _named(heads)
    agencies = Agency.objects.filter(code__in=list(cells)).order_by("folded")
    passed = {one.pk for one in due}
    rows = [
        _agency_row(agency, [cells[agency.code].get(one.pk) for one in rounds], heads, passed)
        for agency in agencies
    ]
    sorts = _board_sorts(rounds)
    counted = [(head.title, head.on_time, head.handed_in, head.owed) for head in heads if head.owed]
    ordered = ordering.ordered_here(rows, wish, sorts)
    is_sorted = ordering.asked(wish).column in sorts
    return Board(tuple(heads), tuple(ordered), charts.of_rounds(counted), is_sorted)


def _rounds(year: int) -> QuerySet[ReportRound]:
    rows = ReportRound.objects.filter(period__startswith=str(year)).select_related("plan__document")
    return rows.order_by("due_on", "pk")


def _told(question: counting.Asked, due: Sequence[ReportRound]) -> dict[int, Counted]:
    """The figure of reports in time on each round's day, by round."""
    indicator = counting.indicator_of(question.definitions, ON_TIME)
    if not due or indicator is None:
        return {}
    days = sorted({one.due_on for one in due})
    periods = [question.calendar.period(f"{day}..{day}") for day in days]
    found = counting.over_periods(question, [indicator], periods)[ON_TIME]
    of_day = dict(zip(days, found, strict=True))
    return {one.pk: of_day[one.due_on] for one in due}


def _of_round(one: ReportRound, counted: Counted | None) -> tuple[dict[str, Cell], RoundHead]:
    """A round that is due, from the facts behind the figure."""
    cells: dict[str, Cell] = {}
    key = str(one.pk)
    if counted is None:
        return cells, _head(one)
    for fact in (each.fact for each in counted.figure("all").facts):
        said = {name: values[0] for name, values in fact.attributes.items() if values}
        if said.get("round") == key:
            cells[fact.agencies[0]] = _cell(said)
    numbers = counting.parted(counted, "round").get(key, {})
    handed = [cell for cell in cells.values() if cell.rank < MISSING_RANK]
    return cells, _head(one, numbers.get("all", 0), len(handed), numbers.get("on_time", 0))


MISSING_RANK = 3


def _cell(said: Mapping[str, str]) -> Cell:
    if said["handed_in"] != "yes":
        return Cell(_("Chưa nộp"), "bad", MISSING_RANK)
    words, tone, rank = (_("Đúng hạn"), "good", 0) if said["on_time"] == "yes" else (_("Nộp trễ"), "warn", 2)
    if said["nil"] == "yes":
        words += " · " + _("chưa phát sinh")
    return Cell(words, tone, rank)


def _running(one: ReportRound) -> dict[str, Cell]:
    """A round that is not due yet: nobody is late."""
    rows = Report.objects.of_agencies().newest().filter(round=one).order_by("pk")
    return {
        code: Cell(_("Đã nộp"), "good", 0) if state in HANDED_IN else Cell(_("Chưa đến hạn"), "", 1)
        for code, state in rows.values_list("agency__code", "state")
    }


def _head(
    one: ReportRound, owed: Number | None = None, handed: int | None = None, on_time: Number | None = None
) -> RoundHead:
    return RoundHead(
        key=f"dot-{one.pk}",
        title=period_words(one),
        url=reverse("reports:round", args=[one.pk]),
        round=one,
        owed=owed,
        handed_in=handed,
        on_time=on_time,
    )


def _named(heads: Sequence[RoundHead]) -> list[RoundHead]:
    """Rounds of one plan by their periods; of several each with its plan's number."""
    if len({head.round.plan_id for head in heads}) < 2:
        return list(heads)
    return [replace(head, title=f"{head.title} ({head.round.plan.document.number})") for head in heads]


def _agency_row(
    agency: Agency, cells: Sequence[Cell | None], heads: Sequence[RoundHead], passed: set[int]
) -> AgencyRow:
    due = [
        cell for cell, head in zip(cells, heads, strict=True) if cell is not None and head.round.pk in passed
    ]
    return AgencyRow(agency, tuple(cells), tuple(heads), sum(cell.rank == 0 for cell in due), len(due))


Sorts = dict[str, Callable[[Any], Any]]


def _board_sorts(rounds: Sequence[ReportRound]) -> Sorts:
    def by(place: int) -> Callable[[Any], Any]:
        return lambda row: None if row.cells[place] is None else (row.cells[place].rank, row.agency.folded)

    own = {f"dot-{one.pk}": by(place) for place, one in enumerate(rounds)}
    return own | {"nop-co-quan": lambda row: row.agency.folded, "dung-han": lambda row: row.share}


# ---- over the years


def trends(question: counting.Asked, codes: Sequence[str]) -> list[Trend]:
    """The figures of some indicators in the same period of each of the last years; closed ones as they were closed."""
    known = [counting.indicator_of(question.definitions, code) for code in (codes or DEFAULT_TRENDS)]
    wanted = list({each.code: each for each in known if each and counting.counted_for(each, None)}.values())
    periods = _years(question)
    found = counting.over_periods(question, wanted[:MOST_TRENDS], periods)
    closed = [counting.closed_of(replace(question, period=each)) for each in periods]
    return [_trend(each, found[each.code], periods, closed, question) for each in wanted[:MOST_TRENDS]]


def _years(question: counting.Asked) -> list[Period]:
    """The period and the same of the years before, as far as the calendar knows them; the oldest first."""
    periods = [question.period]
    with suppress(CountingError):
        for _year in range(YEARS - 1):
            periods.append(question.calendar.year_before(periods[-1]))
    return periods[::-1]


def _trend(
    indicator: Indicator,
    counted: Sequence[Counted],
    periods: Sequence[Period],
    closed: Sequence[counting.Closed | None],
    question: counting.Asked,
) -> Trend:
    unit = indicator.parts[0].unit
    parts = [part for part in indicator.parts if part.unit == unit][: charts.MOST_LINES]
    lines = tuple((of_both(part.name), _values(part, counted, closed)) for part in parts)
    names = tuple(_year_words(each) for each in periods)
    title = of_both(indicator.name)
    return Trend(
        code=indicator.code,
        title=title,
        unit=of_both(unit),
        url=figures.address(question.period.code, None, indicator.code),
        names=names,
        lines=lines,
        chart=charts.of_years(title, of_both(unit), names, lines),
    )


def _values(
    part: Part, counted: Sequence[Counted], closed: Sequence[counting.Closed | None]
) -> tuple[Number | None, ...]:
    return tuple(
        figures.told(each.figure(part.part), kept) for each, kept in zip(counted, closed, strict=True)
    )


def _year_words(period: Period) -> str:
    """What one point of a trend is called: its year, or its own days."""
    ranges = {PeriodKind.DAYS, PeriodKind.YEARS}
    return figures.name_of(period) if period.name.kind in ranges else str(period.name.year)


def choices(question: counting.Asked) -> list[tuple[str, list[tuple[str, str]]]]:
    """The indicators of the province by section, to choose from."""
    found: dict[str, list[tuple[str, str]]] = {}
    for each in question.definitions:
        if counting.counted_for(each, None):
            found.setdefault(each.section or figure_rules.OWN_SECTION, []).append(
                (each.code, of_both(each.name))
            )
    return [
        (f"{key}. {_(title)}", found[key]) for key, title in figure_rules.SECTIONS.items() if key in found
    ]


# ---- beside their goals


def goal_rows(question: counting.Asked) -> list[GoalRow]:
    """Every figure that has a goal for the period or its year: while that runs, what was reached until now."""
    wanted = counting.with_goals(question)
    rows = figures.of_indicators(question, [each.code for each in wanted]) if wanted else {}
    found = []
    for each in wanted:
        for row in rows.get(each.code, ()):
            for standing in row.standings:
                reached, until = _until_now(question, each, standing)
                found.append(GoalRow(row.name, row.unit, row.url, figures.goal_shown(reached), until))
    return found


def _until_now(
    question: counting.Asked, indicator: Indicator, standing: GoalStanding
) -> tuple[GoalStanding, date | None]:
    """What stands beside a goal, and up to which day it is known; None where the goal's time is over.

    A figure that is entered by the month or the half year is none for the year until its last part is there: of a running year then
    the longest stretch from its first day on stands that there is a figure of.
    """
    year, figure = question.calendar.period(standing.goal.period), standing.figure
    if today() > year.last:
        return standing, None
    if figure.value is not None:
        return standing, min(figure.period.last, today())
    named = [question.calendar.period(name) for name in of_year(year.name.year)]
    begun = [one for one in named if year.first <= one.first <= today() and one.last < year.last]
    stretches = {one.last: question.calendar.to_date(one) for one in begun}
    periods = sorted(stretches.values(), key=lambda one: one.last)
    counted = counting.over_periods(question, [indicator], periods).get(indicator.code, ()) if periods else ()
    for each, period in zip(reversed(counted), reversed(periods), strict=True):
        value = each.figure(figure.part.part).value
        if value is not None:
            return replace(standing, figure=replace(figure, value=value)), min(period.last, today())
    return standing, None


# ---- tasks by agency


def late_rows(question: counting.Asked) -> list[LateRow]:
    """Tasks done late, and those open and overdue, of each agency: those with most overdue first."""
    known = (counting.indicator_of(question.definitions, code) for code in (DONE, LATE))
    pairs = counting.all_by_agency(question, [each for each in known if each])
    done, late = ({agency.pk: (agency, counted) for agency, counted in pairs[code]} for code in (DONE, LATE))
    agencies = {agency.pk: agency for agency, _counted in (*done.values(), *late.values())}
    rows = [
        LateRow(
            agency=agency,
            url=figures.address(question.period.code, agency, LATE),
            done=_value(done.get(key), ""),
            owed=_value(done.get(key), "all"),
            late=_value(late.get(key), "", 0),
            overdue=_value(late.get(key), "overdue", 0),
        )
        for key, agency in agencies.items()
    ]
    return sorted(rows, key=lambda row: (-(row.overdue or 0), -(row.late or 0), row.agency.folded))


def _value(pair: tuple[Agency, Counted] | None, part: str, none: Number | None = None) -> Number | None:
    return none if pair is None else pair[1].figure(part).value


LATE_SORTS: Sorts = {
    "co-quan": lambda row: row.agency.folded,
    "xong": lambda row: row.done,
    "duoc-giao": lambda row: row.owed,
    "xong-tre": lambda row: row.late,
    "qua-han": lambda row: row.overdue,
}
