"""The charts of the overview: drawn on the server, wide for a desk and narrow for a phone, the same in the PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from nhipcau.engines.counting.model import Number
from nhipcau.engines.officialdoc.write.chart import MOST_SERIES, Chart, Kind, Series
from nhipcau.engines.officialdoc.write.chart_svg import svg
from nhipcau.engines.officialdoc.write.model import Picture
from nhipcau.indicators.pages import GoalShown
from nhipcau.kernel.sentences import language

MOST_LINES = MOST_SERIES
WIDE, HALF, NARROW, HIGH = 640.0, 400.0, 250.0, 190.0


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart with what it shows in words.  mark: tells its patterns from those of other charts.  width: on a desk, in points."""

    chart: Chart
    words: str
    mark: str
    width: float = WIDE

    @property
    def wide(self) -> SafeString:
        """For a desk.  Whoever draws has escaped every word."""
        return SafeString(
            svg(self.chart, words=self.words, width=self.width, height=HIGH, mark=f"{self.mark}w")
        )

    @property
    def narrow(self) -> SafeString:
        """For a phone."""
        return SafeString(svg(self.chart, words=self.words, width=NARROW, height=HIGH, mark=f"{self.mark}n"))

    @property
    def picture(self) -> Picture:
        """For a paper."""
        return Picture(svg(self.chart, words=self.words, height=HIGH, mark=self.mark), self.words)


def _comma() -> str:
    return "." if language() == "en" else ","


def of_rounds(rounds: Sequence[tuple[str, Number | None, int | None, Number | None]]) -> Drawn | None:
    """Of each round: in time, late, not handed in.  (title, in time, handed in, owed)"""
    if not rounds:
        return None
    in_time = tuple(each or 0 for _title, each, _handed, _owed in rounds)
    late = tuple((handed or 0) - (each or 0) for _title, each, handed, _owed in rounds)
    missing = tuple((owed or 0) - (handed or 0) for _title, _each, handed, owed in rounds)
    series = (
        Series(_("Đúng hạn"), in_time),
        Series(_("Nộp trễ"), late),
        Series(_("Chưa nộp"), missing),
    )
    names = tuple(title for title, *_rest in rounds)
    chart = Chart(Kind.STACKED, names, series, unit=_("báo cáo"), head=_("Đợt"), comma=_comma())
    return Drawn(chart, _("Báo cáo của từng đợt: đúng hạn, nộp trễ, chưa nộp"), "rounds")


def of_years(
    title: str, unit: str, names: tuple[str, ...], lines: Sequence[tuple[str, tuple[Number | None, ...]]]
) -> Drawn:
    """Figures over the years; what is missing is a gap."""
    series = tuple(Series(name, values) for name, values in lines)
    chart = Chart(Kind.LINES, names, series, unit=unit, head=_("Năm"), comma=_comma())
    mark = "y" + "".join(sign for sign in title if sign.isascii() and sign.isalnum())[:24]
    return Drawn(chart, _("%(title)s qua các năm") % {"title": title}, mark, HALF)


def of_goals(rows: Sequence[tuple[str, GoalShown]]) -> Drawn | None:
    """Each figure as percent of its goal."""
    if not rows:
        return None
    names = tuple(
        f"{name} ({_('không quá %(value)s') % {'value': goal.value}})" if goal.at_most else name
        for name, goal in rows
    )
    series = (Series(_("So với mục tiêu"), tuple(goal.percent for _name, goal in rows)),)
    chart = Chart(
        Kind.ROWS,
        names,
        series,
        unit="%",
        goal=100,
        goal_words=_("Mục tiêu"),
        head=_("Chỉ tiêu"),
        comma=_comma(),
    )
    return Drawn(chart, _("Số liệu so với mục tiêu, phần trăm"), "goals")


def of_late(rows: Sequence[tuple[str, Number | None, Number | None]]) -> Drawn | None:
    """Tasks done late, and those open and overdue, of each agency: two bars, never one."""
    if not rows:
        return None
    series = (
        Series(_("Hoàn thành trễ"), tuple(late for _name, late, _overdue in rows)),
        Series(_("Chưa xong, quá hạn"), tuple(overdue for _name, _late, overdue in rows)),
    )
    names = tuple(name for name, *_rest in rows)
    chart = Chart(Kind.ROWS, names, series, unit=_("nhiệm vụ"), head=_("Cơ quan"), comma=_comma())
    return Drawn(chart, _("Nhiệm vụ hoàn thành trễ và chưa xong quá hạn theo cơ quan"), "late")
