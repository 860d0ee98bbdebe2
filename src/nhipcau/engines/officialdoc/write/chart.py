"""Charts of a report: what is told, its table, and where every line and word stands.  Drawn by ``chart_svg``.

A chart never stands without its figures: ``table_of`` gives the same as a ruled table.  What is not known is a gap with
a dash, never a zero.  Bars begin at zero.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from nhipcau.engines.officialdoc.write.model import Align, BadDraft, Cell, Table
from nhipcau.engines.officialdoc.write.setting import broken, width_of
from nhipcau.engines.vntext.records import record

Value = Decimal | int | float | None
Place = Callable[[float], float]  # of a figure, on its axis
MOST_SERIES, MOST_NAMES = 6, 400
MISSING = "–"


class Kind(StrEnum):
    """columns: standing bars side by side; rows: lying bars, for long names; stacked: lying, one run after the other;
    lines: what goes on over periods."""

    COLUMNS = "columns"
    ROWS = "rows"
    STACKED = "stacked"
    LINES = "lines"


@record(frozen=True, slots=True)
class Series:
    """One set of figures.  values: one for each name of the chart; None: not known."""

    name: str
    values: tuple[Value, ...]


@record(frozen=True, slots=True)
class Chart:
    """What a chart tells.

    names: of periods, agencies or whatever is compared.  unit: "lượt", "%"; stands under the title of the axis.
    goal: a figure to be reached, drawn as a line, with its words.  head: over the names in its table ("Cơ quan").
    comma: how a decimal is written: "," (Vietnamese) or "." (English).
    """

    kind: Kind
    names: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    goal: Value = None
    goal_words: str = ""
    head: str = ""
    comma: str = ","

    def __post_init__(self) -> None:
        if not self.names or not self.series:
            raise BadDraft("chart-empty")
        if len(self.series) > MOST_SERIES or len(self.names) > MOST_NAMES:
            raise BadDraft("chart-large", series=MOST_SERIES, names=MOST_NAMES)
        for one in self.series:
            if len(one.values) != len(self.names):
                raise BadDraft("chart-uneven", name=one.name, values=len(one.values), names=len(self.names))
        for value in self.all_values():
            if not math.isfinite(value):
                raise BadDraft("chart-number", number=str(value))
            if value < 0 and self.kind is Kind.STACKED:
                raise BadDraft("chart-below-zero", number=str(value))

    def all_values(self) -> Iterator[Decimal | int | float]:
        """Every figure that is known, the goal among them."""
        for one in (*(value for series in self.series for value in series.values), self.goal):
            if one is not None:
                yield one


def written(value: Value, *, comma: str = ",", places: int | None = None) -> str:
    """A figure as a paper writes it: 1234.5 → "1.234,5" (or "1,234.5"); None → "–".

    places: decimals; None: as many as it has, four at most.
    """
    if value is None:
        return MISSING
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    if places is None:
        exponent = round(exact, 4).normalize().as_tuple().exponent
        places = min(4, max(0, -exponent)) if isinstance(exponent, int) else 0
    shown = f"{exact:,.{places}f}"
    if not float(shown.replace(",", "")):
        shown = shown.lstrip("-")
    return shown if comma == "." else shown.translate(str.maketrans(",.", ".,"))


def table_of(chart: Chart) -> Table:
    """The chart's figures as a table: a row for each name, a column for each series, numbers to the right."""
    unit = f" ({chart.unit})" if chart.unit else ""
    header = (Cell(chart.head or " "), *(Cell(one.name + unit) for one in chart.series))
    rows = tuple(
        (
            Cell(name, align=Align.LEFT),
            *(Cell(written(one.values[at], comma=chart.comma), align=Align.RIGHT) for one in chart.series),
        )
        for at, name in enumerate(chart.names)
    )
    return Table((header,), rows, (2.5, *(1.0,) * len(chart.series)), size=11.0)


# ---- where everything stands; points, from the upper left corner


@record(frozen=True, slots=True)
class Words:
    """A line of words.  anchor: "start", "middle", "end" of it stands at x; y: its foot.  on_plate: it stands on a pattern and gets a
    white plate under it."""

    text: str
    x: float
    y: float
    size: float
    anchor: str = "middle"
    bold: bool = False
    on_plate: bool = False

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom, as wide as it may come out."""
        width = width_of(self.text, self.size)
        left = self.x - {"start": 0.0, "middle": width / 2, "end": width}[self.anchor]
        return left, self.y - self.size * 0.8, left + width, self.y + self.size * 0.25


@record(frozen=True, slots=True)
class Bar:
    """A filled run of a series."""

    series: int
    left: float
    top: float
    width: float
    height: float


@record(frozen=True, slots=True)
class Path:
    """A series' points from name to name; a break where a figure is not known."""

    series: int
    points: tuple[tuple[float, float], ...]


@record(frozen=True, slots=True)
class Rule:
    """A thin line.  goal: the one to be reached."""

    x1: float
    y1: float
    x2: float
    y2: float
    goal: bool = False


@dataclass(slots=True)
class Drawing:
    """All that is drawn, in a box of width × height."""

    width: float
    height: float
    words: list[Words]
    bars: list[Bar]
    paths: list[Path]
    rules: list[Rule]
    keys: list[tuple[int, float, float]]  # series, left and top of its square in the legend


SIZE, SMALL, GAP, KEY = 9.0, 8.0, 6.0, 8.0


def ticks(low: float, high: float, *, most: int = 6, whole: bool = False) -> list[float]:
    """Round figures from at or below low to at or above high, most + 1 at most: steps of 1, 2, 2.5 or 5.

    whole: no step between whole figures, since half a guest is none.
    """
    if high - low < 1e-9:
        high = low + 1
    raw = (high - low) / max(1, most - 1)
    power = 10.0 ** math.floor(math.log10(raw))
    for step in (1.0, 2.0, 2.5, 5.0, 10.0, 20.0):
        if whole and not (step * power).is_integer():
            continue
        first, last = math.floor(low / (step * power) + 1e-9), math.ceil(high / (step * power) - 1e-9)
        if last - first <= most:
            break
    return [round(at * step * power, 12) for at in range(first, last + 1)]


def laid_out(chart: Chart, *, width: float, height: float) -> Drawing:
    """Where the chart's parts stand.  width, height: points; lying bars make it as high as they need."""
    if chart.kind in (Kind.ROWS, Kind.STACKED):
        return _lying(chart, width)
    return _standing(chart, width, height)


def _scale(chart: Chart) -> list[float]:
    values = [float(value) for value in chart.all_values()] or [0.0]
    if chart.kind is Kind.STACKED:
        values = [sum(float(one.values[at] or 0) for one in chart.series) for at in range(len(chart.names))]
        values += [float(chart.goal)] if chart.goal is not None else []
    low, high = min(0.0, *values), max(0.0, *values)
    whole = all(float(value).is_integer() for value in chart.all_values())
    if whole and high - low < 5:
        return [float(at) for at in range(math.floor(low), max(1, math.ceil(high)) + 1)]
    return ticks(low, high, whole=whole)


def _tick_words(chart: Chart, marks: Sequence[float]) -> list[str]:
    places = max((len(str(mark).partition(".")[2].rstrip("0")) for mark in marks), default=0)
    return [written(mark, comma=chart.comma, places=min(places, 4)) for mark in marks]


def _legend(chart: Chart, drawing: Drawing, left: float, top: float, right: float) -> float:
    """The names of the series, in lines from left to right; returns where they end.  One series has none."""
    if len(chart.series) < 2:
        return top
    x, y = left, top
    for index, one in enumerate(chart.series):
        lines = broken(one.name, right - left - KEY - 4, SIZE)
        wide = KEY + 4 + max(width_of(line, SIZE) for line in lines)
        if x > left and x + wide > right:
            x, y = left, y + SIZE * 1.5
        drawing.keys.append((index, x, y))
        for line in lines:
            drawing.words.append(Words(line, x + KEY + 4, y + KEY, SIZE, "start"))
            y += SIZE * 1.2 if line != lines[-1] else 0
        x += wide + GAP * 2
    return y + SIZE * 1.5


def _goal_name(chart: Chart) -> str:
    figure = written(chart.goal, comma=chart.comma)
    return f"{chart.goal_words}: {figure}" if chart.goal_words else figure


def _standing(chart: Chart, width: float, height: float) -> Drawing:
    drawing = Drawing(width, height, [], [], [], [], [])
    marks = _scale(chart)
    labels = _tick_words(chart, marks)
    left = max(width_of(word, SMALL) for word in labels) + GAP
    top = SIZE * 2 if chart.unit or chart.goal is not None else SIZE
    if chart.unit:
        drawing.words.append(Words(chart.unit, 0, SIZE, SMALL, "start"))
    slot = (width - left) / len(chart.names)
    names = [broken(name, slot - 3, SMALL) for name in chart.names]
    every = _every(names, slot)
    deepest = max(len(lines) for lines in names[::every])
    bottom = height - deepest * SMALL * 1.2 - GAP - _legend_height(chart, left, width)
    span = marks[-1] - marks[0]

    def y_of(value: float) -> float:
        return bottom - (value - marks[0]) / span * (bottom - top)

    for mark, label in zip(marks, labels, strict=True):
        drawing.rules.append(Rule(left, y_of(mark), width, y_of(mark)))
        drawing.words.append(Words(label, left - GAP / 2, y_of(mark) + SMALL * 0.3, SMALL, "end"))
    for at, lines in enumerate(names):
        if at % every == 0:
            for number, line in enumerate(lines):
                y = bottom + GAP + SMALL + number * SMALL * 1.2
                drawing.words.append(Words(line, left + slot * (at + 0.5), y, SMALL))
    if chart.kind is Kind.COLUMNS:
        _columns(chart, drawing, left, slot, y_of)
    else:
        _lines(chart, drawing, left, slot, y_of)
    if chart.goal is not None:
        y = y_of(float(chart.goal))
        drawing.rules.append(Rule(left, y, width, y, goal=True))
        drawing.words.append(Words(_goal_name(chart), width - 2, SIZE, SMALL, "end", bold=True))
    _legend(chart, drawing, left, bottom + GAP * 2 + deepest * SMALL * 1.2, width)
    return drawing


def _every(names: Sequence[Sequence[str]], slot: float) -> int:
    """Each how-many-eth name is written, so that none runs into the next."""
    widest = max(width_of(line, SMALL) for lines in names for line in lines)
    return max(1, math.ceil((widest + 3) / slot))


def _legend_height(chart: Chart, left: float, right: float) -> float:
    probe = Drawing(0, 0, [], [], [], [], [])
    return _legend(chart, probe, left, 0.0, right) + (GAP if len(chart.series) > 1 else 0)


def _columns(chart: Chart, drawing: Drawing, left: float, slot: float, y_of: Place) -> None:
    wide = min(slot * 0.8 / len(chart.series), 40.0)
    zero = y_of(0.0)
    for at in range(len(chart.names)):
        start = left + slot * (at + 0.5) - wide * len(chart.series) / 2
        for index, one in enumerate(chart.series):
            x, value = start + index * wide, one.values[at]
            label = written(value, comma=chart.comma)
            foot = zero
            if value is not None:
                y = y_of(float(value))
                drawing.bars.append(Bar(index, x, min(y, zero), wide, abs(zero - y)))
                foot = min(y, zero)
            if width_of(label, SMALL) <= wide + (4 if len(chart.series) == 1 else 0):
                drawing.words.append(Words(label, x + wide / 2, foot - 2, SMALL))


def _lines(chart: Chart, drawing: Drawing, left: float, slot: float, y_of: Place) -> None:
    for index, one in enumerate(chart.series):
        run: list[tuple[float, float]] = []
        for at, value in enumerate(one.values):
            if value is None:
                if run:
                    drawing.paths.append(Path(index, tuple(run)))
                run = []
                continue
            run.append((left + slot * (at + 0.5), y_of(float(value))))
        if run:
            drawing.paths.append(Path(index, tuple(run)))


def _lying(chart: Chart, width: float) -> Drawing:
    drawing = Drawing(width, 0, [], [], [], [], [])
    marks = _scale(chart)
    labels = _tick_words(chart, marks)
    names = [broken(name, width * 0.34, SIZE) for name in chart.names]
    left = min(width * 0.36, max(width_of(line, SIZE) for lines in names for line in lines) + GAP)
    values = [written(value, comma=chart.comma) for one in chart.series for value in one.values]
    span = marks[-1] - marks[0]
    least = width_of(labels[-1], SMALL) / 2
    if chart.kind is Kind.ROWS:
        beside = max(least, max(width_of(word, SMALL) for word in values) + 4)
    else:
        beside = _beside(chart, width - left, span, least)
    right = width - beside

    def x_of(value: float) -> float:
        return left + (value - marks[0]) / span * (right - left)

    y = SIZE * 2 if chart.goal is not None or chart.unit else GAP
    first = y
    thick = SIZE * (1.15 if chart.kind is Kind.ROWS else 1.7)
    per_name = thick * (len(chart.series) if chart.kind is Kind.ROWS else 1)
    for at, lines in enumerate(names):
        high = max(per_name, len(lines) * SIZE * 1.2) + GAP
        middle = y + high / 2
        for number, line in enumerate(lines):
            foot = middle + (number - (len(lines) - 1) / 2) * SIZE * 1.2 + SIZE * 0.3
            drawing.words.append(Words(line, left - GAP / 2, foot, SIZE, "end"))
        _runs(chart, drawing, at, middle - per_name / 2, thick, x_of)
        y += high
    for mark, label in zip(marks, labels, strict=True):
        drawing.rules.append(Rule(x_of(mark), first, x_of(mark), y))
        drawing.words.append(Words(label, x_of(mark), y + SMALL + 2, SMALL))
    if chart.unit:
        drawing.words.append(Words(chart.unit, left, SIZE, SMALL, "start"))
    if chart.goal is not None:
        x = x_of(float(chart.goal))
        drawing.rules.append(Rule(x, first - 2, x, y, goal=True))
        drawing.words.append(Words(_goal_name(chart), width - 2, SIZE, SMALL, "end", bold=True))
    drawing.height = _legend(chart, drawing, left, y + SMALL + GAP * 2, width) + GAP / 2
    return drawing


PLATE = 6.0  # a number with its plate, wider than the number


def _beside(chart: Chart, width: float, span: float, least: float) -> float:
    """How much room the numbers need that are wider than their runs: they stand behind the bar, which the more of them there are gets
    the shorter."""
    beside = least
    for _again in range(len(chart.series) + 1):
        scale = (width - beside) / span
        needed = max(
            sum(KEY + 2 + width_of(written(value, comma=chart.comma), SMALL) + GAP for value in narrow)
            for narrow in (
                [one.values[at] for one in chart.series if not _fits(chart, one.values[at], scale)]
                for at in range(len(chart.names))
            )
        )
        if needed <= beside:
            break
        beside = needed
    return min(beside, width * 0.6)


def _fits(chart: Chart, value: Value, scale: float) -> bool:
    """Whether a number has room on its run; a run of nothing needs none."""
    return not value or width_of(written(value, comma=chart.comma), SMALL) + PLATE <= float(value) * scale


def _runs(chart: Chart, drawing: Drawing, at: int, top: float, thick: float, x_of: Place) -> None:
    """The bars of one name, from zero: one under the other, or (stacked) one after the other."""
    from_zero = x_of(0.0)
    if chart.kind is Kind.STACKED:
        _stacked(chart, drawing, at, top, thick, x_of)
        return
    for index, one in enumerate(chart.series):
        value, label = one.values[at], written(one.values[at], comma=chart.comma)
        y = top + index * thick
        end = x_of(float(value)) if value is not None else from_zero
        if value is not None:
            drawing.bars.append(Bar(index, min(end, from_zero), y + 0.5, abs(end - from_zero), thick - 1))
        drawing.words.append(Words(label, max(end, from_zero) + 3, y + thick * 0.75, SMALL, "start"))


def _stacked(chart: Chart, drawing: Drawing, at: int, top: float, thick: float, x_of: Place) -> None:
    """Runs one after the other, each with its number on a plate; what is wider than its run stands behind the bar, by the mark of its
    series, so that every number can be read."""
    foot = top + thick / 2 + SMALL * 0.3
    scale = x_of(1.0) - x_of(0.0)
    gone, behind = 0.0, []
    for index, one in enumerate(chart.series):
        value, label = one.values[at], written(one.values[at], comma=chart.comma)
        if not value:
            continue
        start, end = x_of(gone), x_of(gone + float(value))
        gone += float(value)
        drawing.bars.append(Bar(index, start, top, end - start, thick))
        if _fits(chart, value, scale):
            drawing.words.append(Words(label, (start + end) / 2, foot, SMALL, bold=True, on_plate=True))
        else:
            behind.append((index, label))
    x = x_of(gone) + GAP
    for index, label in behind:
        if x + KEY + 2 + width_of(label, SMALL) > drawing.width:
            break
        drawing.keys.append((index, x, top + (thick - KEY) / 2))
        drawing.words.append(Words(label, x + KEY + 2, foot, SMALL, "start", bold=True))
        x += KEY + 2 + width_of(label, SMALL) + GAP
