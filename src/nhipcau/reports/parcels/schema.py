"""What a parcel's content is: a report as data, version 1 (docs/features/parcels.md).  Pure; read from anybody.

``content_of`` makes it of sealed words; ``read`` takes nothing that is not of the form.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from nhipcau.engines.counting import parse_period
from nhipcau.engines.counting.errors import CountingError
from nhipcau.engines.parcels import Unfit

SCHEMA, VERSION = "nhipcau.report", 1
MOST_PARTS, MOST_ROWS, LONGEST = 500, 5_000, 50_000
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Task:
    number: str
    title: str
    lines: tuple[str, ...]
    facts: tuple[str, ...]
    nil: str


@dataclass(frozen=True, slots=True)
class Part:
    no: str
    title: str
    lines: tuple[str, ...]
    nil: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """value, before, to_date: plain decimal numbers; None for what was not counted."""

    code: str
    part: str
    name: str
    unit: str
    value: Decimal | None
    before: Decimal | None
    to_date: Decimal | None
    source: str


@dataclass(frozen=True, slots=True)
class Told:
    """A report that was sent."""

    number: str
    issued_on: date
    signer: str
    post: str
    agency: str
    place: str
    summary: str
    plan: str
    period: str
    first: date
    last: date
    edition: int
    corrects: str
    parts: tuple[Part, ...]
    figures: tuple[Figure, ...]


def content_of(
    said: Mapping[str, Any], *, number: str, issued_on: date, signer: str, post: str, seal: str
) -> dict[str, Any]:
    """Sealed words as a parcel's content.  seal: of the version, by which the sender finds it again."""
    return {
        "schema": SCHEMA,
        "version": VERSION,
        "number": number,
        "issued_on": issued_on.isoformat(),
        "signer": {"name": signer, "post": post},
        "seal": seal,
        "agency": said["agency"],
        "place": said["place"],
        "summary": said["summary"],
        "plan": said["plan"],
        "period": {name: said["period"][name] for name in ("code", "name", "first", "last")},
        "edition": said["edition"],
        "corrects": said["corrects"],
        "parts": [
            {
                "no": part["no"],
                "title": part["title"],
                "lines": [one["text"] for one in (*part["lead"], *part["lines"])],
                "nil": part["nil"],
                "tasks": [
                    {
                        "number": task["number"],
                        "title": task["title"],
                        "lines": [one["text"] for one in task["lines"]],
                        "facts": list(task["facts"]),
                        "nil": task["nil"],
                    }
                    for task in part["tasks"]
                ],
            }
            for part in said["parts"]
        ],
        "figures": [dict(one) for one in said.get("figures", ())],
        "annexes": said["annexes"],
    }


def read(content: Mapping[str, Any]) -> Told:
    """A parcel's content.  Raises Unfit, naming what is not of the form; "newer" for a later version of it."""
    if content.get("schema") != SCHEMA:
        raise Unfit("content", what="schema")
    version = content.get("version")
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise Unfit("content", what="version")
    if version > VERSION:
        raise Unfit("newer", version=version)
    period, signer = _map(content, "period"), _map(content, "signer")
    _map(content, "annexes")
    return Told(
        number=_line(content, "number", 80, needed=True),
        issued_on=_day(content, "issued_on"),
        signer=_line(signer, "name", 150),
        post=_line(signer, "post", 150),
        agency=_line(content, "agency", 300, needed=True),
        place=_line(content, "place", 200),
        summary=_line(content, "summary", 2_000),
        plan=_line(content, "plan", 80),
        period=_period(period),
        first=_day(period, "first"),
        last=_day(period, "last"),
        edition=_count(content, "edition"),
        corrects=_line(content, "corrects", 80),
        parts=_all(content, "parts", MOST_PARTS, _part),
        figures=_all(content, "figures", MOST_ROWS, _figure),
    )


def figures_of(said: Mapping[str, Any]) -> tuple[Figure, ...]:
    """The figures of sealed words of this house, or of a parcel that was read when it came; none of those that were sealed before
    they had codes."""
    return tuple(_figure(one) for one in said.get("figures", ()))


def _map(said: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = said.get(name)
    if not isinstance(found, dict):
        raise Unfit("content", what=name)
    return found


def _line(said: Mapping[str, Any], name: str, most: int, *, needed: bool = False) -> str:
    found = said.get(name)
    if not isinstance(found, str) or len(found) > most or "\x00" in found or (needed and not found.strip()):
        raise Unfit("content", what=name)
    return found


def _count(said: Mapping[str, Any], name: str) -> int:
    found = said.get(name)
    if isinstance(found, bool) or not isinstance(found, int) or not 0 <= found < 1000:
        raise Unfit("content", what=name)
    return found


def _day(said: Mapping[str, Any], name: str) -> date:
    try:
        return date.fromisoformat(_line(said, name, 10))
    except ValueError as wrong:
        raise Unfit("content", what=name) from wrong


def _period(said: Mapping[str, Any]) -> str:
    code = _line(said, "code", 30, needed=True)
    try:
        name = parse_period(code)
    except (CountingError, ValueError) as wrong:
        raise Unfit("content", what="period") from wrong
    if name.code != code:
        raise Unfit("content", what="period")
    return code


def _all(
    said: Mapping[str, Any], name: str, most: int, of: Callable[[Mapping[str, Any]], _T]
) -> tuple[_T, ...]:
    found = said.get(name)
    if not isinstance(found, list) or len(found) > most or not all(isinstance(one, dict) for one in found):
        raise Unfit("content", what=name)
    return tuple(of(one) for one in found)


def _texts(said: Mapping[str, Any], name: str) -> tuple[str, ...]:
    found = said.get(name)
    if not isinstance(found, list) or len(found) > MOST_ROWS:
        raise Unfit("content", what=name)
    if not all(isinstance(one, str) and len(one) <= LONGEST and "\x00" not in one for one in found):
        raise Unfit("content", what=name)
    return tuple(found)


def _part(said: Mapping[str, Any]) -> Part:
    return Part(
        no=_line(said, "no", 40),
        title=_line(said, "title", 1_000),
        lines=_texts(said, "lines"),
        nil=_line(said, "nil", LONGEST),
        tasks=_all(said, "tasks", MOST_PARTS, _task),
    )


def _task(said: Mapping[str, Any]) -> Task:
    return Task(
        number=_line(said, "number", 40),
        title=_line(said, "title", 5_000),
        lines=_texts(said, "lines"),
        facts=_texts(said, "facts"),
        nil=_line(said, "nil", LONGEST),
    )


def _figure(said: Mapping[str, Any]) -> Figure:
    return Figure(
        code=_line(said, "code", 60, needed=True),
        part=_line(said, "part", 60),
        name=_line(said, "name", 500),
        unit=_line(said, "unit", 60),
        value=_number(said, "value"),
        before=_number(said, "before"),
        to_date=_number(said, "to_date"),
        source=_line(said, "source", 1_000),
    )


def _number(said: Mapping[str, Any], name: str) -> Decimal | None:
    if said.get(name) is None:
        return None
    try:
        found = Decimal(_line(said, name, 40))
    except InvalidOperation as wrong:
        raise Unfit("content", what=name) from wrong
    if not found.is_finite() or abs(found.adjusted()) > 18:
        raise Unfit("content", what=name)
    return found
