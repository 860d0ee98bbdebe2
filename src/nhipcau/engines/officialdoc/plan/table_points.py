"""Rows of a task table that hold more, or less, than one task.

A cell may list points ("a) … b) …"), each with its own line in the cells of who and when: these are sub-tasks.  A row may
hold nothing but a time ("Tháng 4/2026"): it is the time of the rows below it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from nhipcau.engines.vntext import Timing, TimingKind, find_timing, opens_agency

from ..model import Cell, Numbering, OfficialDocument, Position, Table
from ..words.labels import read_label
from .table_rows import Known, Row
from .words import Words, cell_words

_FEWEST_POINTS = 2
_NEW_PLACE = 10_000  # rows that the table does not have are counted from here: no cell of theirs is merged with another
_SPANS = (TimingKind.QUARTER, TimingKind.RANGE, TimingKind.YEAR, TimingKind.PERIOD)


@dataclass(frozen=True, slots=True)
class Period:
    """The time that a row alone gives to those below it, and where it stands."""

    timing: Timing
    source: Position


def period_of(row: Row, year: int | None) -> Period | None:
    """The time of a row that says nothing else; None for every other row."""
    texts = {cell.origin: cell for cell in row if cell.text.strip()}
    if len(texts) != 1:
        return None
    (cell,) = texts.values()
    words = cell.text.strip(" .:;-–")
    found = find_timing(words, year)
    if (
        found is None
        or cell.source is None
        or found.timing.kind not in _SPANS
        or (found.start, found.end) != (0, len(words))
    ):
        return None
    return Period(found.timing, cell.source)


def parted(table: Table, first: int, known: Known, document: OfficialDocument) -> Table:
    """The table with a row for each point of a cell whose points have their own agencies and times in the cells beside."""
    rows = list(table.rows[:first])
    for row in table.rows[first:]:
        rows += _points(row, len(rows), table, known, document) or [row]
    return replace(table, rows=tuple(rows)) if len(rows) != len(table.rows) else table


def _points(row: Row, at: int, table: Table, known: Known, document: OfficialDocument) -> list[Row]:
    """The heading and the points of a row as rows; none where its cells do not go point by point."""
    if known.who is None or known.number is None or len({cell.origin for cell in row}) < len(row):
        return []
    lines = _lines(row[known.title], table, document)
    points = [line for line in lines[1:] if read_label(line.text)]
    count = len(points)
    if count < _FEWEST_POINTS or count != len(lines) - 1 or read_label(lines[0].text):
        return []
    beside = {column: _lines(cell, table, document) for column, cell in enumerate(row)}
    if not _one_each(beside[known.who], count) or not all(
        opens_agency(_bare(one).text) for one in beside[known.who]
    ):
        return []
    if known.when is not None and not _one_each(beside[known.when], count) and beside[known.when]:
        return []
    if not read_label(beside[known.who][0].text) and (
        known.when is None or not _one_each(beside[known.when], count)
    ):
        return []  # as many agencies as points may all do all of it
    kept = {known.number, known.title}
    spread = {column for column, own in beside.items() if column not in kept and _one_each(own, count)}
    counted = all(_style(point) is Numbering.ARABIC for point in points)
    above = row[known.number].text.strip(" .)")
    made = [
        tuple(
            _cell(cell, lines[0] if column == known.title else None, (at, column))
            if column not in spread and column != known.number
            else _cell(cell, None, (at, column))
            if column in spread
            else cell
            for column, cell in enumerate(row)
        )
    ]
    for index, point in enumerate(points):
        place = _NEW_PLACE * (at + 1) + index
        made.append(
            tuple(
                Cell(own, (own,), (place, column), source=cell.source, sure=cell.sure)
                if counted and column == known.number and (own := f"{above}.{index + 1}")
                else _cell(
                    cell,
                    (_bare(point) if counted else point)
                    if column == known.title
                    else _bare(beside[column][index])
                    if column in spread
                    else None,
                    (place, column),
                )
                for column, cell in enumerate(row)
            )
        )
    return made


def _style(words: Words) -> Numbering | None:
    label = read_label(words.text)
    return label[0].style if label else None


def _one_each(lines: list[Words], count: int) -> bool:
    """Whether a cell has one line for each point, all of them labelled or none."""
    return len(lines) == count and len({read_label(line.text) is None for line in lines}) == 1


def _bare(words: Words) -> Words:
    """A line without its letter or dash."""
    label = read_label(words.text)
    return words.part(words.text.find(label[1][:20])) if label and label[1] else words


def _lines(cell: Cell, table: Table, document: OfficialDocument) -> list[Words]:
    words = cell_words(cell, table.source, document)
    found, at = [], 0
    for line in words.text.split("\n"):
        if part := words.part(at, at + len(line)):
            found.append(part)
        at += len(line) + 1
    return found


def _cell(cell: Cell, words: Words | None, origin: tuple[int, int]) -> Cell:
    """A cell of one line of another, or an empty one."""
    text = words.text if words is not None else ""
    source = words.source if words is not None else cell.source
    return Cell(text, (text,) if text else (), origin, source=source, sure=cell.sure)
