"""Numbers of official documents (số, ký hiệu): read with and without stray spaces, written one way.

State bodies (Decree 30/2020/NĐ-CP, annex I): 678/KH-UBND, 72/2015/NĐ-CP, 64/2025/QH15, 3722/VPCP-CN.
Party bodies (Guideline 36-HD/VPTW): 57-KL/TW, 125-KH/TU.  Joint documents name every issuer:
5115/CTr-BTTTT-BTLBĐBP, 01/2020/TTLT-BTTTT-BNV.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

from nhipcau.engines.vntext import regexes
from nhipcau.engines.vntext.letters import LOWER
from nhipcau.engines.vntext.records import record
from nhipcau.engines.vntext.regexes import regex
from nhipcau.engines.vntext.wordlists import WordLists

_LISTS = WordLists(__file__)

# Signs that lose their stroke or their small letter in bad copies.
_SIGN_REPAIRS = {
    "QD": "QĐ",
    "ND": "NĐ",
    "CD": "CĐ",
    "CTR": "CTr",
    "TTR": "TTr",
    "TTG": "TTg",
    "CTRPH": "CTrPH",
    "NÐ": "NĐ",
    "QÐ": "QĐ",
}
_ISSUER_REPAIRS = {"TTG": "TTg", "HDND": "HĐND", "TTDN": "TTĐN"}

_UPPER = "A-ZĐƠƯÔÂÊĂ"
_SIGN = rf"[{_UPPER}](?:[{_UPPER}]|[a-zđươ](?![{LOWER}]{{2}})|&(?=[{_UPPER}]))*[0-9]{{0,3}}"
_SERIAL = r"(?<![\w/.,-])(?P<{0}>[0-9]{{1,5}}[a-zđA-E]?)"
_DASHES = "-–—\u2010\u2011\u2212"  # Word's hyphen that does not break is U+2011
_DASH = rf"\s?[{_DASHES}]\s?"
# Between issuers a dash with spaces on both sides is a dash between words: "12/KH-UBND - UBND tỉnh".
_TIGHT = rf"(?:\s?[{_DASHES}]|[{_DASHES}]\s?)"
_STATE = (
    _SERIAL.format("s1")
    + r"\s?/\s?(?:(?P<year>(?:19|20)[0-9]{2})\s?/\s?)?"
    + rf"(?P<state>{_SIGN}(?:{_DASH}{_SIGN}(?:{_TIGHT}{_SIGN})*)?)"
)
_PARTY = (
    _SERIAL.format("s2")
    + rf"{_DASH}(?P<kind>{_SIGN}(?:{_TIGHT}{_SIGN})*)\s?/\s?(?P<body>{_SIGN}(?:{_TIGHT}{_SIGN})*)"
)
_NUMBER = regex(rf"(?:{_PARTY}|{_STATE})(?![\w/])")
_QUICK = regex(rf"[0-9][a-zđA-E]?\s?[{_DASHES}/]\s?(?:[0-9]{{4}}\s?/\s?)?[A-ZĐ]")


def kinds_by_sign() -> Mapping[str, str]:
    """Kinds of document by their sign: KH is a "kế hoạch"."""
    return _LISTS.pairs("document_kinds")


class Order(StrEnum):
    """Whose way of numbering: the state's (678/KH-UBND) or the Party's (57-KL/TW)."""

    STATE = "state"
    PARTY = "party"


@record(frozen=True, slots=True)
class DocNumber:
    """A document's number.  ``start`` and ``end`` are where it stood in the text it was found in."""

    serial: str
    signs: tuple[str, ...]  # KH, UBND; for the Party KL, TW
    order: Order = Order.STATE
    year: int | None = None
    start: int = 0
    end: int = 0

    @property
    def canonical(self) -> str:
        """As official texts write it, without spaces."""
        if self.order is Order.PARTY:
            return f"{self.serial}-{self.signs[0]}/{'-'.join(self.signs[1:])}"
        year = f"{self.year}/" if self.year else ""
        return f"{self.serial}/{year}{'-'.join(self.signs)}"

    @property
    def kind(self) -> str | None:
        """The kind of document, lower case; None for an official letter (công văn), whose number names none."""
        return kinds_by_sign().get(self.signs[0])

    def __str__(self) -> str:
        return self.canonical


def find_doc_numbers(text: str) -> list[DocNumber]:
    """Every document number in a text, in order.  Dates (15/4/2024) and fractions (1/2) are not numbers."""
    if not _QUICK.search(text):
        return []
    return [number for match in _NUMBER.finditer(text) if (number := _from_match(match)) is not None]


def parse_doc_number(text: str) -> DocNumber | None:
    """The first document number in a text; None when there is none."""
    return next(iter(find_doc_numbers(text)), None)


def canonical_number(text: str) -> str | None:
    """The first number in a text in canonical form: "Số: 57- KL/TW" → "57-KL/TW"."""
    number = parse_doc_number(text)
    return number.canonical if number else None


def _from_match(match: re.Match[str]) -> DocNumber | None:
    found = match.groupdict()
    if found["s2"]:
        kind = [_repair(sign, _SIGN_REPAIRS) for sign in _split(found["kind"])]
        body = [_repair(sign, _ISSUER_REPAIRS) for sign in _split(found["body"])]
        signs, order, serial, year = ("-".join(kind), *body), Order.PARTY, found["s2"], None
    else:
        first, *rest = _split(found["state"])
        signs = (_repair(first, _SIGN_REPAIRS), *(_repair(sign, _ISSUER_REPAIRS) for sign in rest))
        order, serial = Order.STATE, found["s1"]
        year = int(found["year"]) if found["year"] else None
    capitals = sum(letter.isupper() for sign in signs for letter in sign)
    if capitals < 2 or (order is Order.STATE and len(signs) == 1 and not _stands_alone(signs[0], year)):
        return None
    return DocNumber(serial, signs, order, year, match.start(), match.end())


def _stands_alone(sign: str, year: int | None) -> bool:
    """One sign alone is the National Assembly's (64/2025/QH15) or a short form (12/TTLT, 453/TB)."""
    return bool(regexes.fullmatch(r"(?:QH|UBTVQH)[0-9]{1,2}|[A-ZĐ]{2,}\w*", sign)) and (
        year is not None or sign in kinds_by_sign()
    )


def _split(signs: str) -> list[str]:
    return [sign.strip() for sign in regexes.split(rf"\s*[{_DASHES}]\s*", signs)]


def _repair(sign: str, repairs: dict[str, str]) -> str:
    return repairs.get(sign, sign)
