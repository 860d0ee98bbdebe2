"""Charts drawn on the server: numbers in, places on a drawing out; the template only draws.  Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Slice:
    """One run of a stacked bar: share of the whole in percent, with its count."""

    key: str
    label: str
    count: int
    left: float
    width: float


def stacked(parts: Sequence[tuple[str, str, int]]) -> list[Slice]:
    """A bar of 100 percent from (key, label, count); empty runs are left out, an empty whole gives none."""
    total = sum(count for _key, _label, count in parts)
    slices, left = [], 0.0
    for key, label, count in parts:
        if count and total:
            width = 100 * count / total
            slices.append(Slice(key, label, count, round(left, 2), round(width, 2)))
            left += width
    return slices


@dataclass(frozen=True, slots=True)
class Line:
    """A year's two lines, what was owed and what was delivered by each month's end, as SVG points."""

    owed: str
    delivered: str
    top: int
    labels: list[tuple[float, str]]
    now: float | None


def year_line(
    owed: Sequence[int], delivered: Sequence[int], *, months_gone: int, width: int = 600, height: int = 160
) -> Line:
    """Cumulative counts by month end (12 each) as points in a width × height box, the y axis down.

    delivered is drawn up to ``months_gone`` months; the future has no points.
    """
    top = max([*owed, *delivered, 1])

    def points(values: Sequence[int]) -> str:
        return " ".join(
            f"{round(width * month / 12, 1)},{round(height - height * value / top, 1)}"
            for month, value in enumerate([0, *values])
        )

    return Line(
        owed=points(owed),
        delivered=points(delivered[:months_gone]),
        top=top,
        labels=[(round(width * (month - 0.5) / 12, 1), str(month)) for month in range(1, 13)],
        now=round(width * months_gone / 12, 1) if 0 < months_gone < 12 else None,
    )
