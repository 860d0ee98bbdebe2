"""Facts and entries for the tests of counting, in few words."""

from __future__ import annotations

from datetime import date

from nhipcau.engines.counting.definitions import COLUMNS, REQUIRED, default_definitions, read_indicators
from nhipcau.engines.counting.kinds import default_kinds
from nhipcau.engines.counting.ledger import Ledger
from nhipcau.engines.counting.model import PROVINCE, Fact, Scope, Typed
from nhipcau.engines.counting.tables import Rows

H1 = "2026-H1"
CULTURE, HEALTH, DALAT = "SVHTTDL", "SYT", "UBND-DALAT"


def fact(ref: str, kind: str, first: str, last: str | None = "", *agencies: str, amounts=(), keys=(), place="", **words) -> Fact:  # fmt: skip
    """A fact; last: "" for the same day, None for what still stands."""
    begins = date.fromisoformat(first)
    return Fact(
        ref=ref,
        kind=kind,
        first=begins,
        last=begins if last == "" else last and date.fromisoformat(last),
        agencies=agencies or (CULTURE,),
        place=place,
        amounts=dict(amounts),
        keys=dict(keys),
        attributes={
            name: (value,) if isinstance(value, str) else tuple(value) for name, value in words.items()
        },
    )


def conference(ref: str, day: str, *agencies: str, form: str = "periodic") -> Fact:
    return fact(ref, "press.conference", day, "", *agencies, form=form)


def own(*rows: str):
    heads = "code\tname\tunit\tover\ton\tof\twhere\twhat\tsplit\tscale"
    table = Rows.of_text("\n".join((heads, *rows)), "own.tsv", COLUMNS, REQUIRED)
    return default_definitions().with_own(read_indicators(table, default_kinds(), own=True))


def value(ledger: Ledger, code: str, period=H1, scope: Scope = PROVINCE, part: str = ""):
    return ledger.count(code, period, scope).figure(part).value


def typed(ref: str, number, period=H1, code="INTL_DELEGATIONS", entered="2026-06-16", **more) -> Typed:
    return Typed(ref=ref, indicator=code, period=period, value=number, source="Sở Ngoại vụ, công văn 12", entered=date.fromisoformat(entered), **more)  # fmt: skip
