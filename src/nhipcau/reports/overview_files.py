"""The overview to take away: each table as .xlsx, the whole page as PDF (a working sheet, without number and signature)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nhipcau.agencies.models import Officer
from nhipcau.engines.officialdoc.write.model import (
    Align,
    Block,
    Cell,
    Draft,
    Heading,
    Letterhead,
    Paragraph,
    Signature,
    Table,
)
from nhipcau.indicators import queries as counting
from nhipcau.indicators.pages import day, number
from nhipcau.kernel import sheets
from nhipcau.kernel.clock import today
from nhipcau.kernel.models import Installation
from nhipcau.office.signing import heads, printing
from nhipcau.reports.overview import (
    Board,
    GoalRow,
    LateRow,
    Overview,
    Trend,
    board,
    goal_rows,
    late_rows,
    trends,
)

Lines = tuple[list[str], list[list[Any]]]
"""The heads of a table, and its lines."""

TITLES = {
    "nop-bao-cao": gettext_lazy("Nộp báo cáo theo cơ quan và đợt"),
    "xu-huong": gettext_lazy("Số liệu qua các năm"),
    "muc-tieu": gettext_lazy("Số liệu so với mục tiêu"),
    "tre-han": gettext_lazy("Nhiệm vụ trễ và quá hạn theo cơ quan"),
}


def _board(found: Board) -> Lines:
    heads_ = [_("Cơ quan"), *(one.title for one in found.rounds), _("Đúng hạn / đến hạn")]
    lines = [
        [
            row.agency.name,
            *(cell.words if cell else "–" for cell in row.cells),
            f"{row.on_time}/{row.owed}",
        ]
        for row in found.rows
    ]
    lines += [[label, *(value for value, _round in numbers), ""] for label, numbers in found.foot]
    return heads_, lines


def _trends(found: Sequence[Trend]) -> Lines:
    names = found[0].names if found else ()
    lines: list[list[Any]] = [
        [trend.title, name, trend.unit, *values] for trend in found for name, values in trend.lines
    ]
    return [_("Chỉ tiêu"), _("Số liệu"), _("Đơn vị tính"), *names], lines


def _goals(rows: Sequence[GoalRow]) -> Lines:
    lines: list[list[Any]] = [
        [row.name, row.unit, row.goal.figure, row.wanted, _how_far(row), row.goal.source] for row in rows
    ]
    heads_ = [_("Chỉ tiêu"), _("Đơn vị tính"), _("Số liệu"), _("Mục tiêu"), _("Mức đạt"), _("Căn cứ")]
    return heads_, lines


def _how_far(row: GoalRow) -> str:
    if row.until is None:
        return row.goal.words
    return _("%(words)s, đến %(day)s") % {"words": row.goal.words, "day": day(row.until)}


def _late(rows: Sequence[LateRow]) -> Lines:
    heads_ = [
        _("Cơ quan"),
        _("Được giao"),
        _("Hoàn thành"),
        _("Hoàn thành trễ"),
        _("Chưa xong, quá hạn"),
    ]
    return heads_, [[row.agency.name, row.owed, row.done, row.late, row.overdue] for row in rows]


def workbook(name: str, question: counting.Asked, codes: Sequence[str], period: str) -> sheets.Book:
    """One of the tables as a list.  name: of ``TITLES``."""
    made: dict[str, Callable[[], Lines]] = {
        "nop-bao-cao": lambda: _board(board(question, {})),
        "xu-huong": lambda: _trends(trends(question, codes)),
        "muc-tieu": lambda: _goals(goal_rows(question)),
        "tre-han": lambda: _late(late_rows(question)),
    }
    heads_, lines = made[name]()
    title = str(TITLES[name])
    columns = [sheets.Column(head, 46 if place == 0 else 18) for place, head in enumerate(heads_)]
    cells = [[_held(value) for value in line] for line in lines]
    return sheets.workbook(name=title, columns=columns, rows=cells, above=[title, period], frozen_columns=1)


def _held(value: Any) -> Any:
    return value if value is None or isinstance(value, (int, str)) else float(value)


def pdf(found: Overview, reader: Officer) -> bytes:
    """The page as a paper to print; made outside any transaction."""
    return printing.plain_pdf(draft(found, reader))


def draft(found: Overview, reader: Officer) -> Draft:
    """Charts with their tables, in the form of a working sheet."""
    office, agency = Installation.objects.first(), reader.agency
    return Draft(
        letterhead=Letterhead(
            issuer=(agency.name if agency else (office.office if office else "")).upper(),
            parent=heads.parent_lines(agency).upper() if agency else "",
            symbol="",
            place=office.province if office else "",
            issued=today(),
        ),
        kind=_("TỔNG QUAN BÁO CÁO"),
        summary=_("%(period)s, từ ngày %(first)s đến ngày %(last)s")
        % {"period": found.head.period, "first": day(found.head.first), "last": day(found.head.last)},
        body=tuple(_body(found)),
        signature=Signature(position="", name=""),
    )


def _body(found: Overview) -> Iterator[Block]:
    yield from _part("nop-bao-cao", _board(found.board), found.board.chart, bool(found.board.rows))
    yield Heading(str(TITLES["xu-huong"]), 1)
    for trend in found.trends:
        yield Heading(f"{trend.title} ({trend.unit})", 2)
        yield trend.chart.picture
        yield _table(
            [_("Năm"), *(name for name, _values in trend.lines)],
            [[name, *(value for value, _line in cells)] for name, cells in trend.rows],
        )
    yield from _part("muc-tieu", _goals(found.goals), found.goals_chart, bool(found.goals))
    yield from _part("tre-han", _late(found.late), found.late_chart, bool(found.late))


def _part(name: str, lines: Lines, chart: Any, has_any: bool) -> Iterator[Block]:
    yield Heading(str(TITLES[name]), 1)
    if not has_any:
        yield Paragraph(_("Chưa có số liệu."))
        return
    if chart is not None:
        yield chart.picture
    yield _table(*lines)


def _table(heads_: Sequence[str], lines: Sequence[Sequence[Any]]) -> Table:
    rows = tuple(
        tuple(
            Cell(_written(value), align=Align.LEFT if place == 0 else Align.CENTER)
            for place, value in enumerate(line)
        )
        for line in lines
    )
    return Table((tuple(heads_),), rows, (2.6, *(1.0,) * (len(heads_) - 1)), size=10.5)


def _written(value: Any) -> str:
    return value if isinstance(value, str) else number(value)
