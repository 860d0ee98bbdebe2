"""Laying a plan's rows out as a board, a month and a year.  Pure: rows in, places out."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _

from nhipcau.kernel.days import within_reason
from nhipcau.plans.models import Plan, TaskDue
from nhipcau.plans.queries import TaskRow
from nhipcau.plans.rules import TaskKind


def of(
    view: str,
    rows: Sequence[TaskRow],
    *,
    plan: Plan,
    today: date,
    month: str = "",
    reports: bool = False,
    runs: bool = False,
) -> dict[str, Any]:
    """The extra context that a view needs; the table needs none.  reports, runs: see ``board``."""
    if view == "cot":
        return {"columns": board(rows, reports=reports and plan.is_open, runs=runs and plan.is_open)}
    if view == "lich":
        return {"calendar": month_of(rows, plan=plan, today=today, month=month)}
    if view == "tien-do":
        return {"timeline": timeline(rows, plan=plan, today=today)}
    return {}


@dataclass(frozen=True, slots=True)
class Move:
    """What moving a card means: to which columns, in which words, and the page that asks what it needs."""

    to: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Tile:
    """One card of the board, with the moves that mean something for this reader."""

    row: TaskRow
    moves: list[Move]

    @property
    def targets(self) -> str:
        return " ".join(move.to for move in self.moves)


def board(rows: Sequence[TaskRow], *, reports: bool, runs: bool) -> list[tuple[str, str, list[Tile]]]:
    """(key, heading, cards) of each column.

    reports: the reader reports on what he sees; runs: he sets days, too.
    """
    headings = (
        ("overdue", _("Quá hạn")),
        ("soon", _("Đến hạn trong 30 ngày")),
        ("open", _("Đang làm")),
        ("idle", _("Chưa bắt đầu")),
        ("done", _("Đã hoàn thành")),
    )
    return [
        (
            key,
            heading,
            [Tile(row, moves_of(row, reports=reports, runs=runs)) for row in rows if column_of(row) == key],
        )
        for key, heading in headings
    ]


def column_of(row: TaskRow) -> str:
    """The board's column of a row: what is open with nothing reported yet has not been begun."""
    return "idle" if row.column == "open" and row.percent == 0 else row.column


def moves_of(row: TaskRow, *, reports: bool, runs: bool) -> list[Move]:
    """Moves of a card: columns follow from what is delivered and from days, so a move reports, or moves a day."""
    found, key = [], row.task.pk
    if reports and row.owed > row.done:
        found.append(Move("done", _("Báo hoàn thành"), reverse("plans:task_move", args=[key, "done"])))
    if reports and row.column == "done":
        again = reverse("plans:task_move", args=[key, "open"])
        found.append(Move("overdue soon open idle", _("Báo lại là chưa xong"), again))
    if runs and row.owed > row.done:
        later = "idle" if row.percent == 0 else "open"
        to = " ".join(column for column in ("soon", later) if column != column_of(row))
        found.append(Move(to, _("Đổi thời hạn"), reverse("plans:task_edit", args=[key]) + "#id_dues"))
    return found


@dataclass(frozen=True, slots=True)
class DueRow:
    """A task on one of its due days: how that day stands (a column of the board), and how much of it is missing."""

    row: TaskRow
    key: str
    missing: int


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the month view."""

    on: date
    in_month: bool
    is_today: bool
    rows: list[DueRow]


@dataclass(frozen=True, slots=True)
class Month:
    """The month view: weeks from Monday, and the neighbours for its links."""

    first: date
    weeks: list[list[Day]]
    before: str
    after: str
    late: list[TaskRow]  # with something overdue since before the month

    @property
    def busy(self) -> list[Day]:
        """Days with something due, for the phone's list."""
        return [day for week in self.weeks for day in week if day.rows and day.in_month]


def month_of(rows: Sequence[TaskRow], *, plan: Plan, today: date, month: str) -> Month:
    """The month asked for ("2026-03"), else today's, with the rows due on each day."""
    try:
        first = date.fromisoformat(f"{month}-01")
        within_reason(first)
    except (ValueError, ValidationError):
        first = today.replace(day=1)
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    by_task = {row.task.pk: row for row in rows}
    due: dict[date, list[DueRow]] = {}
    for item in TaskDue.objects.current().filter(task__in=by_task, on__range=(weeks[0][0], weeks[-1][-1])):
        row = by_task[item.task_id]
        due.setdefault(item.on, []).append(
            DueRow(row, row.column_on(item.on, today), row.missing_on(item.on))
        )
    return Month(
        first=first,
        weeks=[
            [Day(day, day.month == first.month, day == today, due.get(day, [])) for day in week]
            for week in weeks
        ],
        before=(first - timedelta(days=1)).strftime("%Y-%m"),
        after=(first + timedelta(days=31)).strftime("%Y-%m"),
        late=sorted(
            (row for row in rows if row.column == "overdue" and row.next_due and row.next_due < weeks[0][0]),
            key=lambda row: row.next_due or first,
        ),
    )


@dataclass(frozen=True, slots=True)
class Bar:
    """One task on the year: its place in percent of the year's length, and its due dates' places."""

    row: TaskRow
    left: float
    width: float
    dues: list[tuple[float, date, str]]
    late: tuple[float, float] | None = None  # from the earliest day that is overdue until today: left, width

    @property
    def done(self) -> float:
        """The length of what is done."""
        return self.width * self.row.percent / 100


@dataclass(frozen=True, slots=True)
class Timeline:
    """The year view."""

    year: int
    bars: list[Bar]
    today: float | None
    months: list[tuple[int, float]]


def timeline(rows: Sequence[TaskRow], *, plan: Plan, today: date) -> Timeline:
    """Bars over the plan's year: from its start (or the timing's) to the last due date."""
    first, last = date(plan.year, 1, 1), date(plan.year, 12, 31)
    length = (last - first).days + 1

    def place(day: date) -> float:
        return round(100 * (min(max(day, first), last) - first).days / length, 2)

    def late(row: TaskRow) -> tuple[float, float] | None:
        if row.column != "overdue" or row.next_due is None:
            return None
        since = place(row.next_due)
        return since, max(round(place(today) - since, 2), 0.6)

    dues: dict[int, list[date]] = {}
    for item in TaskDue.objects.current().filter(task__in=[row.task.pk for row in rows]):
        dues.setdefault(item.task_id, []).append(item.on)
    bars = []
    for row in rows:
        if row.task.kind == TaskKind.GROUP:
            bars.append(Bar(row, 0, 0, []))
            continue
        days = sorted(dues.get(row.task.pk, []))
        begin = _begin(row, first)
        end = days[-1] if days else last
        left = place(begin)
        bars.append(
            Bar(
                row,
                left,
                max(place(end) - left, 0.6),
                [(place(day), day, row.column_on(day, today)) for day in days],
                late(row),
            )
        )
    return Timeline(
        year=plan.year,
        bars=bars,
        today=place(today) if first <= today <= last else None,
        months=[(month, place(date(plan.year, month, 1))) for month in range(1, 13)],
    )


def _begin(row: TaskRow, first: date) -> date:
    timing = row.task.timing or {}
    place = None
    if timing.get("kind") in {"quarter", "from quarter"} and timing.get("quarter"):
        place = (timing.get("year") or first.year, timing["quarter"])
    try:
        if place is not None:
            return date(int(place[0]), int(place[1]) * 3 - 2, 1)
        return date.fromisoformat(str(timing.get("from")))
    except (TypeError, ValueError, OverflowError):
        return first
