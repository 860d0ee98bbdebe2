"""The data files, read and checked once: limits, counting rules, official notices of days off."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from difflib import get_close_matches
from functools import cache, cached_property
from pathlib import Path
from typing import Literal, cast

from nhipcau.engines.lawdates.model import (
    Checked,
    CountingRule,
    NotInForce,
    OfficeHours,
    Rule,
    Side,
    Swap,
    Unit,
    Words,
    WrongUse,
)

DATA = Path(__file__).parent / "data"
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Notice:
    """One line of an official notice: the year it covers, a day off, or a swap."""

    kind: Literal["year", "off", "swap"]
    day: date
    other: date | None
    name: Words
    notice: str
    source: str
    checked: Checked

    @property
    def swap(self) -> Swap | None:
        return Swap(self.day, self.other, self.notice) if self.other else None


class Broken(ValueError):
    """A data file contradicts itself; names the row."""


@dataclass(frozen=True)
class Book:
    """Rules and counting rules, findable by name and day."""

    rules: tuple[Rule, ...]
    counting: tuple[CountingRule, ...]

    @cached_property
    def _by_code(self) -> dict[str, Rule]:
        return {rule.code: rule for rule in self.rules}

    @cached_property
    def _by_duty(self) -> dict[str, tuple[Rule, ...]]:
        duties = dict.fromkeys(rule.duty for rule in self.rules)
        return {
            duty: tuple(
                sorted((rule for rule in self.rules if rule.duty == duty), key=lambda rule: rule.begins)
            )
            for duty in duties
        }

    def duties(self) -> tuple[str, ...]:
        """Every duty, in the order of the file."""
        return tuple(self._by_duty)

    def of_duty(self, duty: str) -> tuple[Rule, ...]:
        """The successive rules of a duty, oldest first.  WrongUse when there is no such duty."""
        return self.named(duty)[1]

    def named(self, name: str) -> tuple[Rule | None, tuple[Rule, ...]]:
        """A rule by its own code (or None) and the successive rules of its duty, oldest first."""
        asked = name.strip()
        own = self._by_code.get(asked.upper())
        duty = own.duty if own else asked.lower().replace("-", "_")
        if duty not in self._by_duty:
            known = [*self._by_duty, *self._by_code]
            near = get_close_matches(duty, known, n=3) or get_close_matches(asked.upper(), known, n=3)
            raise WrongUse("unknown_duty", duty=asked[:80], near=tuple(near))
        return own, self._by_duty[duty]

    def counting_rule(self, name: str, day: date) -> CountingRule:
        """A counting rule as it stood on a day; NotInForce before the first."""
        for rule in self.counting:
            if rule.name == name and rule.begins <= day and (rule.ends is None or day <= rule.ends):
                return rule
        raise NotInForce("no_counting_rule", asked=name, day=day, right=(), known=())


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _words(row: Row, name: str) -> Words:
    return Words(row[name], row[f"{name}_en"])


def read_rule(row: Row) -> Rule:
    """A rule from a row of rules.tsv."""
    return Rule(
        code=row["code"],
        duty=row["duty"],
        who=_words(row, "who"),
        what=_words(row, "what"),
        value=row["value"],
        unit=Unit(row["unit"]),
        side=Side(row["side"]),
        start_day=_day(row["start_day"]),
        starts=_words(row, "starts"),
        law=row["law"],
        article=row["article"],
        begins=date.fromisoformat(row["from"]),
        ends=_day(row["to"]),
        source=row["source"],
        checked=Checked(row["checked"]),
        note=_words(row, "note"),
    )


def read_rules(path: Path) -> tuple[Rule, ...]:
    """All rules of a file.  Broken when codes repeat, rules of one duty overlap, or a value cannot be."""
    found = tuple(read_rule(row) for row in _rows(path))
    _never_overlap((rule.code, rule.duty, rule.begins, rule.ends) for rule in found)
    codes = [rule.code for rule in found]
    for rule in found:
        if codes.count(rule.code) > 1:
            raise Broken(f"{rule.code} stands twice")
        if not _value_fits(rule):
            raise Broken(f"{rule.code}: {rule.value!r} is no {rule.unit}")
    return found


def _value_fits(rule: Rule) -> bool:
    if rule.unit in {Unit.BEFORE_DATE, Unit.ON_DATE}:
        return _day(f"2001-{rule.value}") is not None
    if rule.unit == Unit.WITHIN_QUARTER:
        return rule.value in {"1", "2", "3", "4"}
    if rule.unit == Unit.DAY_OF_MONTH:
        return 1 <= rule.number <= 28
    if rule.unit == Unit.FREQUENCY:  # times / months
        return all(part.isdecimal() and int(part) for part in rule.value.split("/", 1))
    return not rule.unit.is_time or rule.number > 0


def _never_overlap(spans: Iterable[tuple[str, str, date, date | None]]) -> None:
    last: dict[str, tuple[str, date | None]] = {}
    for code, duty, begins, ends in sorted(spans, key=lambda span: (span[1], span[2])):
        before = last.get(duty)
        if before and (before[1] is None or before[1] >= begins):
            raise Broken(f"{before[0]} and {code} of {duty} hold on the same day")
        if ends and ends < begins:
            raise Broken(f"{code} ends before it begins")
        last[duty] = (code, ends)


def read_counting(path: Path) -> tuple[CountingRule, ...]:
    """All counting rules of a file; Broken when two of one name overlap."""
    found = tuple(
        CountingRule(
            name=row["rule"],
            words=_words(row, "words"),
            law=row["law"],
            article=row["article"],
            begins=date.fromisoformat(row["from"]),
            ends=_day(row["to"]),
            source=row["source"],
            checked=Checked(row["checked"]),
            note=_words(row, "note"),
        )
        for row in _rows(path)
    )
    _never_overlap((rule.name, rule.name, rule.begins, rule.ends) for rule in found)
    return found


def read_notices(path: Path) -> tuple[Notice, ...]:
    """All lines of the notices of days off."""
    found = []
    for row in _rows(path):
        if row["kind"] not in {"year", "off", "swap"} or (row["kind"] == "swap") != bool(row["other"]):
            raise Broken(f"{row['kind']} {row['day']} is no line of a notice")
        found.append(
            Notice(
                kind=cast("Literal['year', 'off', 'swap']", row["kind"]),
                day=date.fromisoformat(row["day"]),
                other=_day(row["other"]),
                name=_words(row, "name"),
                notice=row["notice"],
                source=row["source"],
                checked=Checked(row["checked"]),
            )
        )
    return tuple(found)


def read_hours(path: Path) -> tuple[OfficeHours, ...]:
    """All office hours of a file.  Broken when two overlap, or a day's spans are out of order or touch."""
    found = []
    for row in _rows(path):
        found.append(
            OfficeHours(
                spans=spans_of(row["hours"]),
                begins=date.fromisoformat(row["from"]),
                ends=_day(row["to"]),
                source=row["source"],
                checked=Checked(row["checked"]),
                note=_words(row, "note"),
            )
        )
    _never_overlap((hours.source, "office hours", hours.begins, hours.ends) for hours in found)
    return tuple(found)


def spans_of(text: str) -> tuple[tuple[time, time], ...]:
    """«07:30-11:30 13:30-17:00» as from when to when.  Broken where they are out of order or touch."""
    try:
        spans = tuple(_span(each) for each in text.split())
    except ValueError:
        raise Broken(f"{text!r} are no office hours") from None
    moments = [moment for span in spans for moment in span]
    if not spans or moments != sorted(set(moments)):
        raise Broken(f"{text!r} are no office hours")
    return spans


def _span(text: str) -> tuple[time, time]:
    first, _, last = text.partition("-")
    return time.fromisoformat(first), time.fromisoformat(last)


@cache
def default_hours() -> tuple[OfficeHours, ...]:
    """The office hours that come with the product."""
    return read_hours(DATA / "officehours.tsv")


@cache
def default_book() -> Book:
    """The rules that come with the product."""
    return Book(read_rules(DATA / "rules.tsv"), read_counting(DATA / "counting.tsv"))


@cache
def default_notices() -> tuple[Notice, ...]:
    """The official notices that come with the product."""
    return read_notices(DATA / "daysoff.tsv")
