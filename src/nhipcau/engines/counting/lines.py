"""Facts as they come in a file: one JSON object a line.

A fact: {"ref", "kind", "day" or "from" with "to", "agencies", "place", "amounts", "attributes", "keys", "supersedes", "reason",
"part_of"};
{"withdraws", "ref", "reason"} takes one back; {"covers", "since"} says since when a kind is recorded; {"typed", "part", "period",
"scope", "value", "source", "ref", "entered", "by"} is an entered figure; {"goal", "part", "period", "scope", "value", "source",
"at_most"} a goal.  A file is taken whole or refused whole, and the refusal names the line.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NoReturn, TypeVar

from nhipcau.engines.counting.definitions import Definitions
from nhipcau.engines.counting.errors import BadFile, BadLine, BadPeriod, UnknownIndicator
from nhipcau.engines.counting.model import NOTHING, Coverage, Fact, Goal, Number, Scope, Typed, Withdrawal
from nhipcau.engines.counting.periods import parse_period
from nhipcau.engines.counting.tables import near
from nhipcau.engines.vntext import read_day
from nhipcau.engines.vntext.letters import composed, sound

MOST_BYTES = 400_000_000  # of a file
MOST_LINES = 2_000_000
LONGEST_LINE = 1_000_000  # bytes
LONGEST_WORD = 500  # letters of a reference, an agency, a source
_Read = TypeVar("_Read")
_FACT = frozenset(
    {
        "ref",
        "kind",
        "day",
        "from",
        "to",
        "agencies",
        "place",
        "amounts",
        "attributes",
        "keys",
        "supersedes",
        "reason",
        "part_of",
    }
)
_OTHERS = {
    "withdraws": frozenset({"withdraws", "ref", "reason"}),
    "covers": frozenset({"covers", "since"}),
    "typed": frozenset({"typed", "part", "period", "scope", "value", "source", "ref", "entered", "by"}),
    "goal": frozenset({"goal", "part", "period", "scope", "value", "source", "at_most"}),
}


@dataclass(slots=True)
class Given:
    """What a file holds.  line_of: where each reference stands."""

    facts: list[Fact | Withdrawal] = field(default_factory=list)
    coverage: list[Coverage] = field(default_factory=list)
    typed: list[Typed] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
    line_of: dict[str, int] = field(default_factory=dict)


def read_lines(lines: Iterable[bytes], definitions: Definitions, given: Given | None = None) -> Given:
    """What a file's lines say, in order; lines without anything are passed over.  Raises BadLine and BadFile.

    What facts say is held against their kinds when they are counted, not here.  given: what is filled, for whoever wants to know
    the lines of a file that is refused later.
    """
    given, size = given or Given(), 0
    readers: Mapping[str, Callable[[_Line], None]] = {
        "withdraws": lambda line: given.facts.append(line.withdrawal()),
        "covers": lambda line: given.coverage.append(line.coverage()),
        "typed": lambda line: given.typed.append(line.typed(definitions)),
        "goal": lambda line: given.goals.append(line.goal(definitions)),
    }
    for number, raw in enumerate(lines, start=1):
        size += len(raw)
        if size > MOST_BYTES:
            raise BadFile("too-large", most=MOST_BYTES // 1_000_000)
        if number > MOST_LINES:
            raise BadFile("too-many-lines", most=MOST_LINES)
        if len(raw) > LONGEST_LINE:
            raise BadLine("long", line=number, most=LONGEST_LINE)
        if (row := _object(raw, number)) is None:
            continue
        kind = next((name for name in _OTHERS if name in row), "")
        line = _Line(row, number, _OTHERS.get(kind, _FACT))
        if kind:
            readers[kind](line)
        else:
            given.facts.append(line.fact())
        if ref := row.get("ref"):
            given.line_of[ref] = number
    if not (given.facts or given.typed or given.goals or given.coverage):
        raise BadFile("empty")
    return given


def _object(raw: bytes, number: int) -> dict[str, Any] | None:
    try:
        text = raw.decode("utf-8-sig" if number == 1 else "utf-8").strip()
    except UnicodeDecodeError as broken:
        raise BadLine("utf8", line=number) from broken
    if not text:
        return None
    try:
        row = json.loads(text, parse_float=Decimal, parse_constant=_no_number, object_pairs_hook=_each_once)
    except (ValueError, RecursionError) as broken:
        raise BadLine("json", line=number) from broken
    if not isinstance(row, dict):
        raise BadLine("not-an-object", line=number)
    return row


def _no_number(text: str) -> NoReturn:
    raise ValueError(text)


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object, each of whose names stands once: of two values the reader could not know which was meant."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError
    return found


class _Line:
    """One line being read."""

    __slots__ = ("number", "row")

    def __init__(self, row: dict[str, Any], number: int, known: frozenset[str]) -> None:
        self.row, self.number = row, number
        if not row.keys() <= known:
            key = min(row.keys() - known)
            raise BadLine("key", line=number, key=key[:80], near=near(key, known))

    def fact(self) -> Fact:
        first, last = self._days()
        return Fact(
            ref=self.needed("ref"),
            kind=self.needed("kind"),
            first=first,
            last=last,
            agencies=self._plain("agencies", self._words("agencies", self.row.get("agencies", ()))),
            place=self.text("place"),
            amounts=self._named("amounts", self._number),
            attributes=self._named("attributes", self._words),
            keys=self._named("keys", self._key),
            supersedes=self.text("supersedes"),
            part_of=self.text("part_of"),
            reason=self.text("reason"),
        )

    def withdrawal(self) -> Withdrawal:
        return Withdrawal(self.needed("ref"), self.needed("withdraws"), self.needed("reason"))

    def coverage(self) -> Coverage:
        return Coverage(self.needed("covers"), self.day("since") if "since" in self.row else None)

    def typed(self, definitions: Definitions) -> Typed:
        code, part, period = self._figure("typed", definitions)
        return Typed(
            ref=self.needed("ref"),
            indicator=code,
            part=part,
            period=period,
            scope=Scope.from_key(self.text("scope")).key,
            value=self._value(),
            source=self.needed("source"),
            entered=self.day("entered") if "entered" in self.row else None,
            by=self.text("by"),
        )

    def goal(self, definitions: Definitions) -> Goal:
        code, part, period = self._figure("goal", definitions)
        at_most = self.row.get("at_most", False)
        if not isinstance(at_most, bool):
            raise BadLine("type", line=self.number, key="at_most", wanted="true, false")
        return Goal(
            indicator=code,
            part=part,
            period=period,
            scope=Scope.from_key(self.text("scope")).key,
            value=self._value(),
            source=self.needed("source"),
            at_most=at_most,
        )

    def _figure(self, key: str, definitions: Definitions) -> tuple[str, str, str]:
        """Indicator, part and period that a line speaks of."""
        code, part, period = self.needed(key), self.text("part"), self.needed("period")
        try:
            indicator = definitions.get(code)
            return indicator.code, indicator.part(part).part, parse_period(period).code
        except UnknownIndicator as unknown:
            params = {"near": "", "known": ""} | unknown.params
            raise BadLine(f"indicator-{unknown.variant}", line=self.number, **params) from unknown
        except BadPeriod as unknown:
            raise BadLine("period", line=self.number, value=period[:80]) from unknown

    def _days(self) -> tuple[date, date | None]:
        if "day" in self.row:
            if other := self.row.keys() & {"from", "to"}:
                raise BadLine("day-and-span", line=self.number, key=min(other))
            day = self.day("day")
            return day, day
        if "from" not in self.row:
            raise BadLine("missing", line=self.number, key="day")
        return self.day("from"), None if self.row.get("to") is None else self.day("to")

    def day(self, key: str) -> date:
        value = self.row[key]
        found = _day(value) if isinstance(value, str) else None
        if found is None or not 1900 <= found.year <= 2199:
            raise BadLine("day", line=self.number, key=key, value=str(value)[:40])
        return found

    def text(self, key: str) -> str:
        """A word that may be absent."""
        return self._word(key, self.row[key]) if self.row.get(key) not in (None, "") else ""

    def needed(self, key: str) -> str:
        if key not in self.row:
            raise BadLine("missing", line=self.number, key=key)
        return self._word(key, self.row[key])

    def _word(self, key: str, value: object) -> str:
        if not isinstance(value, str):
            raise BadLine("type", line=self.number, key=key, wanted="“…”")
        word = value if value.isascii() and value.isprintable() else composed(sound(value))
        word = word.strip()
        if not word:
            raise BadLine("empty", line=self.number, key=key)
        if len(word) > LONGEST_WORD:
            raise BadLine("long-word", line=self.number, key=key, most=LONGEST_WORD)
        return word

    def _words(self, key: str, value: object) -> tuple[str, ...]:
        """One word or several; true and false are "yes" and "no"."""
        if isinstance(value, bool):
            return ("yes" if value else "no",)
        if isinstance(value, str):
            return (self._word(key, value),)
        if not isinstance(value, (list, tuple)):
            raise BadLine("type", line=self.number, key=key, wanted="“…”, [“…”]")
        return tuple(dict.fromkeys(self._word(key, each) for each in value))

    def _plain(self, key: str, words: tuple[str, ...]) -> tuple[str, ...]:
        """Words without the two letters that part the words of a scope."""
        for word in words:
            if ";" in word or "@" in word:
                raise BadLine("letter", line=self.number, key=key, value=word[:80])
        return words

    def _named(self, key: str, read: Callable[[str, object], _Read]) -> Mapping[str, _Read]:
        """Values by name."""
        value = self.row.get(key)
        if value is None or value == {}:
            return NOTHING
        if not isinstance(value, dict):
            raise BadLine("type", line=self.number, key=key, wanted="{…}")
        return {self._word(key, name): read(key, each) for name, each in value.items()}

    def _key(self, key: str, value: object) -> str | None:
        """What tells one apart; None where it was erased."""
        return None if value is None else self._word(key, value)

    def _number(self, key: str, value: object) -> Number:
        if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
            raise BadLine("type", line=self.number, key=key, wanted="0, 1, 2.5 …")
        return value

    def _value(self) -> Number:
        if "value" not in self.row:
            raise BadLine("missing", line=self.number, key="value")
        return self._number("value", self.row["value"])


def _day(text: str) -> date | None:
    if len(text) == 10 and text[4] == text[7] == "-" and text.isascii():
        try:
            return date.fromisoformat(text)
        except ValueError:
            return None
    return read_day(text[:60])
