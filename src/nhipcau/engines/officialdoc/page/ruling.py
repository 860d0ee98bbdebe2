"""Ruling lines → table grids with merged cells.  Shared by born-digital pages and scans."""

from __future__ import annotations

from collections.abc import Sequence

from nhipcau.engines.vntext.records import record

_TOUCH = 3.0  # points: ends of rules nearer than this meet


@record(frozen=True, slots=True)
class Rule:
    """An upright or level line: ``at`` is its place, ``start`` to ``end`` its run (points, y downwards)."""

    at: float
    start: float
    end: float


@record(frozen=True, slots=True)
class GridCell:
    row: int
    column: int
    row_span: int
    column_span: int


@record(frozen=True, slots=True)
class Grid:
    """Edges in points and the cells between them, merged ones as one."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[GridCell, ...]

    @property
    def box(self) -> tuple[float, float, float, float]:
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def bounds(self, cell: GridCell) -> tuple[float, float, float, float]:
        """left, top, right, bottom of a cell."""
        return (
            self.xs[cell.column],
            self.ys[cell.row],
            self.xs[cell.column + cell.column_span],
            self.ys[cell.row + cell.row_span],
        )


def join_rules(rules: Sequence[Rule], touch: float = _TOUCH) -> list[Rule]:
    """Join pieces of one line: same place, runs that touch or overlap."""
    out: list[Rule] = []
    for rule in sorted(rules, key=lambda item: (round(item.at / touch), item.start)):
        if out and abs(out[-1].at - rule.at) <= touch and rule.start <= out[-1].end + touch:
            last = out[-1]
            out[-1] = Rule((last.at + rule.at) / 2, last.start, max(last.end, rule.end))
        else:
            out.append(rule)
    return out


def _clusters(level: Sequence[Rule], upright: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Rules that cross or touch belong to one table."""
    parent = list(range(len(level) + len(upright)))

    def find(item: int) -> int:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    for number, flat in enumerate(level):
        for other, steep in enumerate(upright):
            if (
                flat.start - _TOUCH <= steep.at <= flat.end + _TOUCH
                and steep.start - _TOUCH <= flat.at <= steep.end + _TOUCH
            ):
                parent[find(number)] = find(len(level) + other)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for number, flat in enumerate(level):
        groups.setdefault(find(number), ([], []))[0].append(flat)
    for other, steep in enumerate(upright):
        groups.setdefault(find(len(level) + other), ([], []))[1].append(steep)
    return list(groups.values())


def _edges(places: Sequence[float]) -> list[float]:
    out: list[list[float]] = []
    for place in sorted(places):
        if out and place - out[-1][-1] <= _TOUCH:
            out[-1].append(place)
        else:
            out.append([place])
    return [sum(group) / len(group) for group in out]


def _covered(rules: Sequence[Rule], at: float, start: float, end: float) -> bool:
    """Whether a rule at that place covers most of the run."""
    run = sum(
        max(0.0, min(rule.end, end) - max(rule.start, start)) for rule in rules if abs(rule.at - at) <= _TOUCH
    )
    return run >= 0.6 * (end - start)


def find_grids(level: Sequence[Rule], upright: Sequence[Rule]) -> list[Grid]:
    """Tables from ruling lines, top to bottom.  A lone box or underline is no table."""
    level, upright = join_rules(level), join_rules(upright)
    grids = []
    for flats, steeps in _clusters(level, upright):
        xs, ys = _edges([rule.at for rule in steeps]), _edges([rule.at for rule in flats])
        if len(xs) < 2 or len(ys) < 2 or (len(xs) == 2 and len(ys) == 2) or len(xs) > 60:
            continue
        grids.append(Grid(tuple(xs), tuple(ys), tuple(_cells(xs, ys, flats, steeps))))
    return sorted(grids, key=lambda grid: (grid.ys[0], grid.xs[0]))


def _cells(xs: list[float], ys: list[float], flats: list[Rule], steeps: list[Rule]) -> list[GridCell]:
    rows, columns = len(ys) - 1, len(xs) - 1
    taken = [[False] * columns for _ in range(rows)]
    cells = []

    def open_right(row: int, column: int) -> bool:
        return column + 1 < columns and not _covered(steeps, xs[column + 1], ys[row], ys[row + 1])

    def open_below(row: int, column: int) -> bool:
        return row + 1 < rows and not _covered(flats, ys[row + 1], xs[column], xs[column + 1])

    for row in range(rows):
        for column in range(columns):
            if taken[row][column]:
                continue
            wide = 1
            while open_right(row, column + wide - 1) and not taken[row][column + wide]:
                wide += 1
            tall = 1
            while all(open_below(row + tall - 1, column + step) for step in range(wide)):
                tall += 1
            for down in range(tall):
                for across in range(wide):
                    taken[row + down][column + across] = True
            cells.append(GridCell(row, column, tall, wide))
    return cells


def stamp_boxes(
    level: Sequence[Rule], upright: Sequence[Rule], width: float, height: float
) -> list[tuple[float, float, float, float]]:
    """Frames of receiving stamps in the page's upper part (left, top, right, bottom), set askew or broken:
    two uprights of one height with a level rule between them, or two levels of one length with an upright."""
    out = []
    small = (0.1 * width, 0.42 * width)
    for one in upright:
        for other in upright:
            apart = other.at - one.at
            if not small[0] < apart < small[1] or max(one.end, other.end) > 0.45 * height:
                continue
            alike = abs(one.start - other.start) < 24 and abs(one.end - other.end) < 24
            crossed = any(one.at - 8 < (rule.start + rule.end) / 2 < other.at + 8
                          and min(one.start, other.start) - 8 < rule.at < max(one.end, other.end) + 8
                          for rule in level)  # fmt: skip
            if alike and crossed:
                out.append(
                    (one.at - 4, min(one.start, other.start) - 4, other.at + 4, max(one.end, other.end) + 4)
                )
    for one in level:
        for other in level:
            apart = other.at - one.at
            long = one.end - one.start
            if not 20 < apart < 0.15 * height or other.at > 0.45 * height or not small[0] < long < small[1]:
                continue
            alike = abs(one.start - other.start) < 12 and abs(one.end - other.end) < 12
            if alike and any(one.start - 8 < rule.at < one.end + 8 and rule.start < other.at and rule.end > one.at
                             for rule in upright):  # fmt: skip
                left, right = min(one.start, other.start), max(one.end, other.end)
                out.append((left - 4, one.at - 4, right + 4, other.at + 4))
    return out
