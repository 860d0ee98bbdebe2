"""Whether a paper amends a plan, which one it names, and whether it is a whole new text or says changes one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from nhipcau.engines.vntext import find_dates, find_doc_numbers, fold_in_place, regexes, squeeze
from nhipcau.engines.vntext.records import record
from nhipcau.engines.vntext.regexes import regex

from ..model import OfficialDocument, Paragraph, Role

_AMENDS = regex(r"\b(?:sua doi|bo sung|dieu chinh|thay the|bai bo|dinh chinh)\b")
_REPLACES = regex(r"\bthay the\b(?! cum tu| tu ngu| co quan| don vi)")
_PLAN = regex(r"\b(?:ke hoach|chuong trinh|quyet dinh)\b")
_AS_FOLLOWS = regex(r"nhu sau\s*:?\s*$|nhu sau\s*:")
_FAR = 90  # letters between the word that amends and the plan's number
_OPENING = 12  # paragraphs of the body that may name the plan
_SAYS = regex(
    r"\b(?:sua doi|bo sung|dieu chinh|thay the|bai bo)\b[^.;]{0,160}\b(?:ke hoach|chuong trinh)\b",
    re.IGNORECASE,
)


@record(frozen=True, slots=True)
class Amended:
    """A plan that a paper names as amended: its number as documents are registered, and its day where it is said."""

    number: str
    date: date | None = None

    def to_json(self) -> dict[str, Any]:
        return {"number": self.number, "date": self.date.isoformat() if self.date else None}


def amended(document: OfficialDocument) -> tuple[Amended, ...]:
    """The plans that a paper says it amends or replaces, the first named first; empty for any other paper."""
    found: dict[str, Amended] = {}
    own = document.head.number
    for text in _places(document):
        for one in _named(text):
            if one.number != own:
                known = found.get(one.number)
                found[one.number] = known if known and known.date else one
    return tuple(found.values())


def says_so(document: OfficialDocument) -> bool:
    """Whether the summary speaks of amending a plan, with its number or without."""
    return bool(_SAYS.search(fold_in_place(squeeze(document.head.title or ""))))


def _places(document: OfficialDocument) -> Iterator[str]:
    """Where a paper says what it amends: its summary, what opens its body, and the article on what takes effect."""
    yield squeeze(document.head.title or "")
    for part in document.attachments:
        yield squeeze(f"{part.kind or ''} {part.title or ''}")
    body = [
        block
        for block in document.blocks
        if isinstance(block, Paragraph) and block.role in (Role.BODY, Role.BASIS, Role.HEAD)
    ]
    opening = [block for block in body if block.role is not Role.HEAD]
    for block in opening[: _OPENING + len([one for one in opening if one.role is Role.BASIS])]:
        yield block.text
    for block in opening[-_OPENING:]:
        if _REPLACES.search(fold_in_place(block.text)):
            yield block.text


def _named(text: str) -> Iterator[Amended]:
    folded = fold_in_place(text)
    if not _AMENDS.search(folded):
        return
    days = find_dates(text)
    for number in find_doc_numbers(text):
        before = folded[max(number.start - _FAR - 40, 0) : number.start]
        word = max((match.end() for match in _AMENDS.finditer(before)), default=None)
        if word is None or not _PLAN.search(before[word - 12 if word > 12 else 0 :]):
            continue
        # "Căn cứ Quyết định sửa đổi ..." names what it rests on; its own deed has no such word in front.
        if regexes.match(r"\W*(?:can cu|theo)\b", folded):
            continue
        day = next((one.on() for one in days if number.end <= one.start <= number.end + 12), None)
        yield Amended(number.canonical, day)
