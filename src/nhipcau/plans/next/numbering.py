"""Numbers of tasks by the plan's own pattern ("I", "1", "1.1", "a)"), as last year's plan numbers them.  Pure."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

LETTERS = "abcdđeghiklmnopqrstuvxy"
"""As Vietnamese papers count."""
_ROMANS = (
    (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_PARTS = re.compile(r"^(?P<before>\D*?)(?P<core>[IVXLC]+|\d+(?:\.\d+)*|[a-zđ])(?P<after>[.)/]?)$")


class Style(StrEnum):
    ROMAN = "roman"
    PLAIN = "plain"
    DOTTED = "dotted"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Pattern:
    """How tasks of one depth are numbered.

    parts: of a dotted number, how many ("2.1" has two).  runs_on: it goes on through all groups, and does not begin anew.
    """

    style: Style
    before: str = ""
    after: str = ""
    parts: int = 1
    runs_on: bool = False


@dataclass(slots=True)
class Numbered:
    """One task of a tree, with its number as it stands; those under it in order."""

    key: int
    number: str = ""
    under: list[Numbered] = field(default_factory=list)


USUAL = (
    Pattern(Style.ROMAN),
    Pattern(Style.PLAIN),
    Pattern(Style.DOTTED, parts=2),
    Pattern(Style.LETTER, after=")"),
)
FLAT = (Pattern(Style.PLAIN), Pattern(Style.DOTTED, parts=2), Pattern(Style.DOTTED, parts=3))


def patterns(last_year: Sequence[Numbered], now: Sequence[Numbered]) -> tuple[Pattern, ...]:
    """The pattern of each depth, as most of last year's numbers have it; the usual one where they show none."""
    by_depth: dict[int, list[list[str]]] = defaultdict(list)
    _gather(last_year, 0, by_depth)
    usual = USUAL if any(one.under for one in last_year or now) else FLAT
    found: list[Pattern] = []
    for depth in range(max(len(by_depth), len(usual))):
        otherwise = usual[min(depth, len(usual) - 1)]
        found.append(_pattern(by_depth.get(depth, [])) or otherwise)
    return tuple(found)


def _gather(tree: Sequence[Numbered], depth: int, by_depth: dict[int, list[list[str]]]) -> None:
    if tree:
        by_depth[depth].append([one.number.strip() for one in tree])
    for one in tree:
        _gather(one.under, depth + 1, by_depth)


def _pattern(groups: list[list[str]]) -> Pattern | None:
    """What most numbers of one depth look like."""
    seen: Counter[Pattern] = Counter()
    for numbers in groups:
        for number in numbers:
            if (match := _PARTS.match(number)) is not None:
                seen[_read(match)] += 1
    if not seen:
        return None
    most = seen.most_common(1)[0][0]
    firsts = [numbers[0] for numbers in groups]
    if most.style is Style.DOTTED or len(firsts) < 2:
        return most
    begins = _written(most, (1,), 1)
    runs_on = firsts[0] == begins and begins not in firsts[1:]
    return Pattern(most.style, most.before, most.after, runs_on=runs_on)


def _read(match: re.Match[str]) -> Pattern:
    core, before, after = match["core"], match["before"], match["after"]
    if "." in core:
        return Pattern(Style.DOTTED, before, after, parts=core.count(".") + 1)
    if re.fullmatch(r"\d+", core):
        return Pattern(Style.PLAIN, before, after)
    # "c", "d", "i" as a letter; "C", "D" alone would be a roman number, as plans write it.
    return Pattern(Style.ROMAN if core.isupper() else Style.LETTER, before, after)


def numbered(now: Sequence[Numbered], *, like: Sequence[Numbered]) -> dict[int, str]:
    """{task: its number} for a whole tree, in order, numbered as last year's (``like``)."""
    by, tree = patterns(like, now), now
    found: dict[int, str] = {}
    running: dict[int, int] = defaultdict(int)
    _number(tree, (), by, running, found)
    return found


def _number(
    tree: Iterable[Numbered],
    above: tuple[int, ...],
    by: Sequence[Pattern],
    running: dict[int, int],
    found: dict[int, str],
) -> None:
    depth = len(above)
    pattern = by[min(depth, len(by) - 1)]
    for place, one in enumerate(tree, start=1):
        running[depth] += 1
        path = (*above, place)
        found[one.key] = _written(pattern, path, running[depth] if pattern.runs_on else place)
        _number(one.under, path, by, running, found)


def _written(pattern: Pattern, path: tuple[int, ...], place: int) -> str:
    if pattern.style is Style.ROMAN:
        core = roman(place)
    elif pattern.style is Style.LETTER:
        core = _letters(place)
    elif pattern.style is Style.DOTTED:
        core = ".".join(str(number) for number in path[-pattern.parts :])
    else:
        core = str(place)
    return f"{pattern.before}{core}{pattern.after}"[:20]


def roman(number: int) -> str:
    """A number in Roman figures: 4 → "IV"."""
    found = ""
    for value, letters in _ROMANS:
        while number >= value:
            found += letters
            number -= value
    return found


def _letters(place: int) -> str:
    """1 → "a", 5 → "đ"; after the last letter it goes on with two."""
    place -= 1
    first, second = divmod(place, len(LETTERS))
    return (LETTERS[first - 1] if first else "") + LETTERS[second]
