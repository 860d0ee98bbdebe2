"""Abbreviations: those that every office knows, and those that a document defines for itself.

"... thông tin đối ngoại (sau đây viết tắt là TTĐN)" gives TTĐN; "... (sau đây gọi là Kế hoạch)" gives a
name; "Phát thanh và Truyền hình (PT-TH)" gives PT-TH because its letters begin the words before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from nhipcau.engines.vntext import regexes
from nhipcau.engines.vntext.letters import LOWER, UPPER, fold_in_place
from nhipcau.engines.vntext.records import record
from nhipcau.engines.vntext.regexes import regex
from nhipcau.engines.vntext.wordlists import WordLists

_LISTS = WordLists(__file__)

_SHORT = rf"[{UPPER}][{UPPER}&\-0-9]*[{UPPER}0-9]"
_DEFINED = regex(
    r"\(\s*+(?:sau\s+đây\s++)?(?:được\s++)?(?:gọi|viết|gọi\s+và\s+viết)\s*+(?:tắt|chung)?\s*+(?:là|:)?\s*+[“\"']?"
    r"(?P<short>[^()“”\"']{1,60}?)[”\"']?\s*\)",
    re.IGNORECASE,
)
_PLAIN = regex(rf"\(\s*(?P<short>{_SHORT})\s*\)")
_ABBREVIATION = regex(rf"(?<![\w/&-])(?:{_SHORT})(?![\w/&]|-\w)")
_WORD = regex(r"[^\W\d_]+")
_SENTENCE_BREAK = regex(r"[.;:(){}\[\]\n]")
_SKIPPED = frozenset({"và", "của", "các", "với", "về", "cho"})
_NOUN_START = regex(
    r"(?:Kế hoạch|Quy chế|Đề án|Chương trình|Nghị quyết|Nghị định|Thông tư|Quyết định|Luật|Chỉ thị|Kết luận|"
    r"Dự án|Quy định|Tiểu dự án|Thỏa thuận|Ban Chỉ đạo|Ban|Sở|Trung tâm|Ủy ban|Hội|Bộ)\b"
)

# Short on screens and in offices' talk; a paper that is signed says them in full where it names them first.
_IN_FULL = {
    "UBND": "Ủy ban nhân dân",
    "HĐND": "Hội đồng nhân dân",
    "UBMTTQ": "Ủy ban Mặt trận Tổ quốc",
    "TTĐN": "thông tin đối ngoại",
}
_SHORT_OF_PAPERS = regex(rf"(?<![\w/&-])(?:{'|'.join(_IN_FULL)})(?![\w/&]|-\w)")


def in_full(text: str) -> str:
    """ "Phó Chủ tịch UBND tỉnh" → "Phó Chủ tịch Ủy ban nhân dân tỉnh"; a document's number stays ("12/KH-UBND")."""
    return _SHORT_OF_PAPERS.sub(lambda short: _IN_FULL[short[0]], text)


@record(frozen=True, slots=True)
class Abbreviation:
    """short and what it stands for; start and end are where the document defines it."""

    short: str
    full: str
    start: int = 0
    end: int = 0


@lru_cache(maxsize=1)
def common() -> Mapping[str, str]:
    """The short forms that every office knows."""
    return _LISTS.pairs("abbreviations")


def find_definitions(text: str) -> list[Abbreviation]:
    """The abbreviations and short names that a text defines, in order, each once (the first stands)."""
    found: dict[str, Abbreviation] = {}
    for match in sorted([*_DEFINED.finditer(text), *_PLAIN.finditer(text)], key=re.Match.start):
        short = " ".join(match.group("short").split()).strip(" .,;:")
        before = text[max(0, match.start() - 300) : match.start()]
        full = _by_initials(short, before)
        if full is None and match.re.pattern == _DEFINED.pattern:
            full = _phrase_before(short, before)
        if full and short and short not in found:
            found[short] = Abbreviation(short, full, match.start(), match.end())
    return list(found.values())


def expand(text: str, own: Iterable[Abbreviation] = ()) -> str:
    """The text with its abbreviations written out; the document's own win over the common ones.

    For matching and search, not for display: names stay as the document writes them.
    """
    return expander(own)(text) if _ABBREVIATION.search(text) else text


def expander(own: Iterable[Abbreviation] = ()) -> Callable[[str], str]:
    """``expand`` for many texts with the same abbreviations, which are looked through once."""
    known = _known_with(tuple(own))

    def full(match: re.Match[str]) -> str:
        short = match.group()
        return known.get(short, short)

    def expanded(text: str) -> str:
        return _ABBREVIATION.sub(full, text)

    return expanded


@lru_cache(maxsize=64)  # one document's own are asked for with each of its lines
def _known_with(own: tuple[Abbreviation, ...]) -> Mapping[str, str]:
    return {**common(), **{item.short: item.full for item in own if regexes.fullmatch(_SHORT, item.short)}}


def _by_initials(short: str, before: str) -> str | None:
    """The last words before, whose first letters are the abbreviation's letters."""
    letters = [fold_in_place(letter) for letter in short if letter.isalpha()]
    if len(letters) < 2 or not regexes.fullmatch(_SHORT, short):
        return None
    words = list(_WORD.finditer(before))
    at = len(words) - 1
    if at < 0 or _SENTENCE_BREAK.search(before, words[at].end()):
        return None
    first = at
    for letter in reversed(letters):
        while at >= 0 and fold_in_place(words[at].group()[0]) != letter:
            if words[at].group().lower() not in _SKIPPED:
                return None
            at -= 1
        if at < 0:
            return None
        first = at
        at -= 1
    full = before[words[first].start() :].strip(' ,“”"')
    return None if _SENTENCE_BREAK.search(full) else " ".join(full.split())


def _phrase_before(short: str, before: str) -> str | None:
    """For "(sau đây gọi là Kế hoạch)": the phrase before that begins with the short name's first word or a noun."""
    breaks = list(_SENTENCE_BREAK.finditer(before))
    phrase = before[breaks[-1].end() if breaks else 0 :].strip(" ,")
    first_word = re.escape(short.split()[0]) if short.split() else ""
    starts = list(re.finditer(rf"\b{first_word}\b", phrase)) if first_word else []
    starts = starts or list(_NOUN_START.finditer(phrase))
    if starts:
        phrase = phrase[starts[0].start() :]
    words = phrase.split()
    return " ".join(words[-40:]) if words and regexes.search(rf"[{UPPER}{LOWER}]", phrase) else None
