"""Figures that cannot be closed with the others of their period: what they count is still to come (``FactSource.awaits``)."""

from __future__ import annotations

from datetime import date

from nhipcau.engines.counting import Definitions, Indicator, Period, ReportCalendar
from nhipcau.kernel import facts


def kinds_of(indicator: Indicator) -> list[str]:
    """Of which kinds of facts an indicator is counted."""
    return [kind for part in indicator.parts for kind in part.of]


def waiting(period: Period, calendar: ReportCalendar, known: Definitions) -> dict[str, date]:
    """The indicators of which something of a period is still to come, by code, each with the day on which the last of it does."""
    days = {
        kind: day
        for source in facts.fact_sources
        if source.awaits is not None and (day := source.awaits(period, calendar)) is not None
        for kind in source.kinds
    }
    if not days:
        return {}
    awaited = {each.code: [days[kind] for kind in kinds_of(each) if kind in days] for each in known}
    return {code: max(found) for code, found in awaited.items() if found}


def may_wait(indicator: Indicator) -> bool:
    """Whether an indicator is one that may have to wait when its period is closed."""
    sources = (facts.source_of(kind) for kind in kinds_of(indicator))
    return any(source is not None and source.awaits is not None for source in sources)
