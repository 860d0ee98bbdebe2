"""Finding indicators by their words."""

from __future__ import annotations

from collections.abc import Sequence

from nhipcau.agencies.models import Officer
from nhipcau.engines.vntext import fold
from nhipcau.indicators import queries
from nhipcau.indicators.pages import address
from nhipcau.indicators.permissions import READ_FIGURES, readable
from nhipcau.kernel.finding import Found
from nhipcau.kernel.sentences import of_both


def find(officer: Officer, words: str, most: int) -> Sequence[Found]:
    """Indicators whose name or code holds every word, marks or no marks; for who reads figures."""
    agency = None if officer.may(READ_FIGURES) else readable(officer).in_order().first()
    if agency is None and not officer.may(READ_FIGURES):
        return []
    wanted = fold(words).split()
    found = []
    for one in queries.definitions():
        name = of_both(one.name)
        text = fold(f"{one.code} {one.name.vi} {one.name.en}")
        if wanted and queries.counted_for(one, agency) and all(word in text for word in wanted):
            found.append(Found(name, address("", agency, one.code), one.code))
    return found[:most]
