"""Indicators (chỉ tiêu) as data: what each is called, in which unit, and by which rule facts become its figures.

An indicator has one figure or several, each a row: the copies beside the titles, all requests beside the answered ones, a share of
two of them.  The rule is declared, not programmed: which kinds of facts, where which attributes, counted or summed over what.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from pathlib import Path

from nhipcau.engines.counting.conditions import Condition, parse_conditions
from nhipcau.engines.counting.errors import BadRow, BadTable, UnknownIndicator
from nhipcau.engines.counting.kinds import Kinds, default_kinds
from nhipcau.engines.counting.model import Words
from nhipcau.engines.counting.tables import DATA, Row, Rows, filled, near, one_of

COLUMNS = (
    "code", "name", "name_en", "part", "role", "figure", "figure_en", "unit", "unit_en", "over", "on", "of", "where", "what", "split",
    "scale", "level", "section", "counts", "counts_en", "law",
)  # fmt: skip
REQUIRED = ("code", "name", "unit", "over")
FACTS = "facts"
_CODE = re.compile(r"[A-Z][A-Z0-9_]{1,39}")
_PART = re.compile(r"[a-z][a-z0-9_]{0,39}")
_SHARE = re.compile(r"([a-z0-9_]*)/([a-z0-9_]+)")


class Over(StrEnum):
    """What becomes of the facts of a period."""

    SUM = "sum"  # all of them counted, or one of their amounts added up
    LAST = "last"  # as it stands when the data close
    AVERAGE = "average"
    MEDIAN = "median"
    DISTINCT = "distinct"  # persons, stories, countries: each once
    SHARE = "share"  # one figure of the indicator as percent of another


class On(StrEnum):
    """Which day of a fact decides whether it belongs to a period."""

    BEGINS = "begins"
    ENDS = "ends"
    DURING = "during"  # any day; one fact may then stand in two periods, so only for what is told apart
    STANDS = "stands"  # the closing day
    LATEST = "latest"  # the newest reading of the period


# What each way of counting may go by; the first is meant where a row says nothing.
ALLOWED: Mapping[Over, tuple[On, ...]] = {
    Over.SUM: (On.BEGINS, On.ENDS),
    Over.LAST: (On.STANDS, On.LATEST),
    Over.AVERAGE: (On.BEGINS, On.ENDS),
    Over.MEDIAN: (On.BEGINS, On.ENDS),
    Over.DISTINCT: (On.BEGINS, On.ENDS, On.DURING, On.STANDS),
    Over.SHARE: (On.BEGINS,),
}


class Role(StrEnum):
    """How a figure stands to the first one of its indicator."""

    MAIN = "main"
    ALSO = "also"  # another figure beside it
    OF = "of"  # the whole that the first is a part of: shown "a/b"
    WITHIN = "within"  # of which
    SHARE = "share"


class Level(StrEnum):
    """For whom an indicator is counted."""

    BOTH = "both"
    PROVINCE = "province"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Part:
    """One figure of an indicator.

    of: kinds of facts; none where it can only be typed.  what: "facts", an amount, a key or an attribute; of a share the two parts.
    split: the attribute that the figure is also shown by.  scale: what an amount is divided by for the unit (đồng → triệu đồng).
    """

    code: str
    part: str
    role: Role
    name: Words
    unit: Words
    over: Over
    on: On
    of: tuple[str, ...]
    where: tuple[Condition, ...]
    what: str
    split: str
    scale: int

    @property
    def key(self) -> tuple[str, str]:
        return self.code, self.part

    @property
    def counts_facts(self) -> bool:
        return self.what == FACTS

    @property
    def share_of(self) -> tuple[str, str]:
        """The parts whose share it is: over, under."""
        over, _, under = self.what.partition("/")
        return over, under

    @property
    def rule(self) -> str:
        """The rule in one line, the same for the same rule: kept with a frozen figure."""
        if self.over == Over.SHARE:
            return f"share {self.what}"
        where = ";".join(str(each) for each in self.where)
        scale = f" / {self.scale}" if self.scale != 1 else ""
        return f"{self.over} {self.what} of {'|'.join(self.of) or 'typed'}[{where}] on {self.on}{scale}"


@dataclass(frozen=True, slots=True)
class Indicator:
    """What a report gives a figure for.  parts: its figures, the main one first.  law: the paper that asks for it, "" for none."""

    code: str
    name: Words
    level: Level
    section: str
    counts: Words
    law: str
    parts: tuple[Part, ...]
    own: bool = False

    def part(self, name: str = "") -> Part:
        """One of its figures; UnknownIndicator "part" where it has none of that name."""
        for part in self.parts:
            if part.part == name:
                return part
        known = ", ".join(part.part for part in self.parts if part.part)
        raise UnknownIndicator("part", indicator=self.code, part=name[:40], known=known)


class Definitions:
    """Indicators, found by code, with the kinds of facts that their rules speak of."""

    def __init__(self, indicators: Iterable[Indicator], kinds: Kinds) -> None:
        self.kinds = kinds
        self._by_code = {indicator.code: indicator for indicator in indicators}

    def __iter__(self) -> Iterator[Indicator]:
        return iter(self._by_code.values())

    def __len__(self) -> int:
        return len(self._by_code)

    def __contains__(self, code: str) -> bool:
        return code in self._by_code

    def get(self, code: str) -> Indicator:
        """The indicator of a code, however its letters are written; UnknownIndicator with what looks like it."""
        asked = code.strip().upper()
        if asked not in self._by_code:
            raise UnknownIndicator("unknown", indicator=code.strip()[:80], near=near(asked, self._by_code))
        return self._by_code[asked]

    def parts(self) -> Iterator[Part]:
        """Every figure of every indicator."""
        for indicator in self:
            yield from indicator.parts

    def with_own(self, own: Iterable[Indicator], file: str = "") -> Definitions:
        """These and an office's own; BadTable "twice" for a code that is taken, since it would be another figure of that name."""
        added = list(own)
        for indicator in added:
            if indicator.code in self._by_code:
                raise BadTable("twice", file=file, value=indicator.code)
        return Definitions([*self, *added], self.kinds)


def read_indicators(rows: Rows, kinds: Kinds, *, own: bool = False) -> tuple[Indicator, ...]:
    """The indicators of a table.  The rows of one follow each other; the first names it.  BadTable with each wrong row."""
    parts = rows.each(lambda row: _part(row, kinds))
    heads = dict(rows)
    groups: dict[str, list[tuple[int, Part]]] = {}
    wrong: list[BadRow] = []
    before = ""
    for line, part in parts:
        group = groups.setdefault(part.code, [])
        if group and part.code != before:
            wrong.append(BadRow("twice", file=rows.file, line=line, value=part.code, other=group[0][0]))
        elif any(each.part == part.part for _line, each in group):
            wrong.append(BadRow("part-twice", file=rows.file, line=line, value=part.code, part=part.part))
        elif not group and (part.part or part.role not in {Role.MAIN, Role.SHARE}):
            wrong.append(BadRow("first", file=rows.file, line=line, value=part.code))
        else:
            group.append((line, part))
        before = part.code
    found = []
    for group in filter(None, groups.values()):
        try:
            found.append(_indicator([part for _line, part in group], heads[group[0][0]], own))
        except BadRow as bad:
            wrong.append(bad.at(rows.file, group[int(bad.params.pop("at", 0))][0]))
    if wrong:
        raise BadTable("rows", tuple(wrong), file=rows.file, count=len(wrong))
    return tuple(found)


def _indicator(parts: list[Part], row: Row, own: bool) -> Indicator:
    names = {part.part: part for part in parts}
    for at, part in enumerate(parts):
        if part.over == Over.SHARE:
            for other in part.share_of:
                if other not in names or names[other].over == Over.SHARE:
                    raise BadRow("share", at=at, column="what", value=part.what)
        if len(parts) > 1 and not part.name.vi:
            raise BadRow("empty", at=at, column="figure")
    name = Words(filled(row, "name"), row["name_en"])
    return Indicator(
        code=parts[0].code,
        name=name,
        level=Level(one_of(row, "level", tuple(Level), "both")),
        section=row["section"],
        counts=Words(row["counts"], row["counts_en"]),
        law=row["law"],
        parts=tuple(_named_as(part, name) for part in parts),
        own=own,
    )


def _named_as(part: Part, name: Words) -> Part:
    """A figure without a name of its own has that of its indicator."""
    if part.name.vi:
        return part
    return replace(part, name=name)


def _part(row: Row, kinds: Kinds) -> Part:
    code = filled(row, "code")
    if not _CODE.fullmatch(code):
        raise BadRow("code", column="code", value=code[:80])
    if row["part"] and not _PART.fullmatch(row["part"]):
        raise BadRow("name", column="part", value=row["part"][:80])
    if not row["part"]:
        filled(row, "name")
    over = Over(one_of(row, "over", tuple(Over)))
    role = Role(one_of(row, "role", tuple(Role), "main" if not row["part"] else "also"))
    on = On(one_of(row, "on", tuple(On), ALLOWED[over][0]))
    if on not in ALLOWED[over]:
        raise BadRow("on", column="on", value=on, over=over, known=", ".join(ALLOWED[over]))
    if over == Over.SHARE:
        if not _SHARE.fullmatch(row["what"]) or row["of"] or row["where"]:
            raise BadRow("share", column="what", value=row["what"][:80])
        of: tuple[str, ...] = ()
        where: tuple[Condition, ...] = ()
        what = row["what"]
    else:
        of, where, what = _rule(row, over, on, kinds)
    return Part(
        code=code,
        part=row["part"],
        role=role,
        name=Words(row["figure"], row["figure_en"]),
        unit=Words(filled(row, "unit"), row["unit_en"]),
        over=over,
        on=on,
        of=of,
        where=where,
        what=what,
        split=_split(row, of, kinds),
        scale=_scale(row, what),
    )


def _rule(row: Row, over: Over, on: On, kinds: Kinds) -> tuple[tuple[str, ...], tuple[Condition, ...], str]:
    """Of which facts, where, over what; BadRow where a kind does not have what the rule asks for."""
    of = tuple(row["of"].split())
    what = row["what"] or FACTS
    if not of:  # only typed
        if row["where"] or row["split"] or what != FACTS:
            raise BadRow("of", column="of", value="")
        return (), (), what
    for name in of:
        kind = kinds.get(name)
        if kind is None:
            raise BadRow("kind", column="of", value=name[:80], near=kinds.near(name))
        if on == On.STANDS and kind.lasts == "day":
            raise BadRow("stands", column="on", value=name)
        if over == Over.DISTINCT:
            known: Iterable[str] = (*kind.keys, *kind.attributes)
        elif (what == FACTS and over == Over.SUM) or (what == FACTS and on == On.STANDS):
            continue
        else:
            known = kind.amounts
        if what not in known:
            raise BadRow("what", column="what", value=what[:80], kind=name, known=", ".join(sorted(known)))
    return of, parse_conditions(row["where"], [kind for name in of if (kind := kinds.get(name))]), what


def _split(row: Row, of: tuple[str, ...], kinds: Kinds) -> str:
    for name in of if row["split"] else ():
        kind = kinds.get(name)
        if kind is not None and row["split"] not in kind.attributes:
            known = ", ".join(sorted(kind.attributes))
            raise BadRow("what", column="split", value=row["split"][:80], kind=name, known=known)
    return row["split"]


def _scale(row: Row, what: str) -> int:
    """1, or a power of ten that an amount is divided by without a rest."""
    text = row["scale"] or "1"
    if not re.fullmatch(r"10{0,9}", text) or (text != "1" and what == FACTS):
        raise BadRow("scale", column="scale", value=text[:80])
    return int(text)


def indicators_of_file(path: Path, kinds: Kinds | None = None) -> tuple[Indicator, ...]:
    """The indicators of an office's own file."""
    return read_indicators(Rows.of_file(path, COLUMNS, REQUIRED), kinds or default_kinds(), own=True)


@cache
def default_definitions() -> Definitions:
    """The indicators that come with the product."""
    kinds = default_kinds()
    rows = Rows.of_file(DATA / "indicators.tsv", COLUMNS, REQUIRED)
    return Definitions(read_indicators(rows, kinds), kinds)
