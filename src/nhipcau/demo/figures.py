"""Figures of the demonstration: entered with their sources, a goal, an indicator of the province's own, the first half year
closed and once corrected."""

from __future__ import annotations

from datetime import date, timedelta

from nhipcau.agencies.models import Agency, Officer
from nhipcau.demo.digests import at
from nhipcau.engines.counting.definitions import Level, Over
from nhipcau.indicators import actions, queries
from nhipcau.indicators.rules import OwnWords
from nhipcau.kernel import clock

GUESTS = "INTL_DELEGATIONS"
PRESS = "Báo và phát thanh, truyền hình Lâm Đồng"
NEWS = {"NEWS_FOREIGN": (36, 41, 52), "NEWS_ETHNIC": (120, 134, 141)}
"""In another language, in those of the ethnic minorities: the first half of 2025, the second, the first of 2026."""
OWN = OwnWords(
    code="KHO_NEWS",
    name="Số tin, bài bằng tiếng K'Ho",
    name_en="Items in the K'Ho language",
    unit="tin, bài",
    unit_en="items",
    over=Over.SUM,
    level=Level.BOTH,
)


def build_figures(*, by: Officer, officer: Officer) -> None:
    """After the plan: its own dates close the half year."""
    with clock.told(at(date(2026, 1, 26), 9)):
        actions.add_own(words=OWN, by=by)
        _goal(GUESTS, "2026", 30, by)
        _goal("NEWS_VI", "2026", 900, by)
        _enter(GUESTS, "2025-H1", 9, "Sở Ngoại vụ, báo cáo 6 tháng đầu năm 2025", by)
        _enter(
            "NEWS_VI",
            "2025-H1",
            388,
            "Báo và phát thanh, truyền hình Lâm Đồng, báo cáo 6 tháng đầu năm 2025",
            by,
        )
        _enter(GUESTS, "2025-H2", 16, "Sở Ngoại vụ, báo cáo năm 2025", by)
        for code, (earlier, before, _now) in NEWS.items():
            _enter(code, "2025-H1", earlier, f"{PRESS}, báo cáo 6 tháng đầu năm 2025", by)
            _enter(code, "2025-H2", before, f"{PRESS}, báo cáo năm 2025", by)
        _enter("NEWS_VI", "2025-H2", 402, f"{PRESS}, báo cáo năm 2025", by)
    closed_on = queries.asked("2026-H1", None).period.last + timedelta(days=1)
    with clock.told(at(closed_on, 8)):
        _enter(GUESTS, "2026-H1", 12, "Sở Ngoại vụ, báo cáo số liệu 6 tháng đầu năm 2026", by)
        _enter("NEWS_VI", "2026-H1", 431, "Báo và phát thanh, truyền hình Lâm Đồng, báo cáo 6 tháng", by)
        for code, (_earlier, _before, now) in NEWS.items():
            _enter(code, "2026-H1", now, f"{PRESS}, báo cáo 6 tháng", by)
        _enter("KHO_NEWS", "2026-H1", 46, "Báo và phát thanh, truyền hình Lâm Đồng, báo cáo 6 tháng", by)
        if officer.agency is not None:
            _enter("NEWS_VI", "2026-H1", 57, "Sổ theo dõi tin, bài của cơ quan", officer, officer.agency)
    with clock.told(at(closed_on, 15)):
        actions.close(question=queries.asked("2026-H1", None), by=by)
    with clock.told(at(closed_on + timedelta(days=5), 10)):
        _enter(GUESTS, "2026-H1", 13, "Sở Ngoại vụ, văn bản bổ sung 1 đoàn tháng 4", by)
        actions.correct(
            question=queries.asked("2026-H1", None),
            reason="Sở Ngoại vụ báo bổ sung 1 đoàn đã đến trong tháng 4.",
            by=by,
        )


def _enter(
    code: str, period: str, value: int, source: str, by: Officer, agency: Agency | None = None
) -> None:
    question = queries.asked(period, agency)
    part = question.definitions.get(code).part()
    actions.enter(question=question, part=part, value=value, source=source, by=by)


def _goal(code: str, period: str, value: int, by: Officer) -> None:
    question = queries.asked(period, None)
    part = question.definitions.get(code).part()
    actions.set_goal(question=question, part=part, value=value, at_most=False, source="9876/KH-UBND", by=by)
