"""Expressions that are written where they are used answer as those of ``re`` do."""

from __future__ import annotations

import calendar
import re

import pytest

from nhipcau.engines.vntext import regexes
from nhipcau.engines.vntext.dates import last_day

TEXTS = ("", "Sở Nội vụ, 12/5", "12 tháng 5; 13 tháng 6", "sở\nSỞ")
FINDERS = (
    (regexes.match, re.match),
    (regexes.search, re.search),
    (regexes.fullmatch, re.fullmatch),
)


def _first(found: re.Match[str]) -> str:
    return found.group()[:1]


@pytest.mark.parametrize("pattern", [r"[0-9]+", r"(?P<a>sở)\b", r"\s*[,;]\s*", r"^\w+$"])
@pytest.mark.parametrize("flags", [0, re.IGNORECASE, re.IGNORECASE | re.MULTILINE])
@pytest.mark.parametrize("text", TEXTS)
def test_they_answer_as_re_does(pattern: str, flags: int, text: str) -> None:
    for ours, theirs in FINDERS:
        one, other = ours(pattern, text, flags), theirs(pattern, text, flags)
        assert (one and (one.span(), one.groupdict())) == (other and (other.span(), other.groupdict()))
    assert regexes.sub(pattern, "-", text, flags=flags) == re.sub(pattern, "-", text, flags=flags)
    assert regexes.sub(pattern, _first, text, 1, flags) == re.sub(pattern, _first, text, count=1, flags=flags)
    assert regexes.split(pattern, text, 1, flags) == re.split(pattern, text, maxsplit=1, flags=flags)


def test_a_mistake_is_told() -> None:
    with pytest.raises(re.error):
        regexes.search("(", "a")


def test_the_last_day_of_every_month() -> None:
    for year in (1, 1900, 2000, 2024, 2026, 9999):
        for month in range(1, 13):
            assert last_day(year, month).day == calendar.monthrange(year, month)[1]
    for year, month in ((2026, 0), (2026, 13), (0, 5), (10000, 1)):
        with pytest.raises(ValueError, match=r"year|month"):
            last_day(year, month)
