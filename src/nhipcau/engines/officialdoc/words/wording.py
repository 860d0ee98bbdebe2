"""Fixed words of the official form, found in spite of OCR noise (Decree 30/2020, annex I)."""

from __future__ import annotations

import re
from functools import lru_cache

from nhipcau.engines.vntext import letters, regexes
from nhipcau.engines.vntext.legacy import is_syllable
from nhipcau.engines.vntext.regexes import regex

from .likeness import ratio

NATIONAL_TITLE = "cong hoa xa hoi chu nghia viet nam"
MOTTO = "doc lap - tu do - hanh phuc"
PARTY_TITLE = "dang cong san viet nam"
TITLE_LIKENESS = 82  # how near a misread title must come; the shorter title of the Party nearer by some
_PARTY, _MOTTO = 6, 80


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """Lower case without Vietnamese marks, for comparing only (vntext's, remembered)."""
    return letters.fold(text)


def title_likeness(text: str) -> float:
    """How near (to 100) a text in capitals comes to the national title or the Party's; below ``TITLE_LIKENESS`` any number."""
    if not text[:1].isupper() or not 12 <= len(text) <= 60:
        return 0.0
    if sum(letter.isupper() for letter in text) < 0.6 * sum(letter.isalpha() for letter in text):
        return 0.0
    plain = fold(text)
    return max(
        ratio(plain, NATIONAL_TITLE, TITLE_LIKENESS),
        ratio(plain, PARTY_TITLE, TITLE_LIKENESS + _PARTY) - _PARTY,
    )


def is_national_title(text: str) -> bool:
    """The national title or the Party's title, letters misread allowed."""
    return title_likeness(text) >= TITLE_LIKENESS


def is_title_half(text: str) -> bool:
    """A piece of the national title that a narrow column broke off."""
    plain = fold(text)
    return (
        len(plain) >= 7
        and text.isupper()
        and (
            (
                plain in NATIONAL_TITLE
                and plain.startswith(("cong hoa", "chu nghia", "xa hoi chu", "viet nam"))
            )
            or plain in ("cong hoa xa hoi", "chu nghia viet nam", "cong hoa xa hoi chu nghia", "viet nam")
        )
    )


def is_fragment(text: str) -> bool:
    """Whether a line can be a piece of the national title or of the motto, broken anywhere."""
    plain = regexes.sub(r"[^a-z ]", " ", fold(text))
    words = " ".join(plain.split())
    if not words:
        return False
    wholes = (NATIONAL_TITLE, PARTY_TITLE) if text.isupper() else ("doc lap tu do hanh phuc",)
    return any(f" {words} " in f" {whole} " for whole in wholes)


def is_motto(text: str) -> bool:
    if len(text) > 120:  # so much longer than the motto is nothing like it
        return False
    plain = regexes.sub(r"[^a-z ]", " ", fold(text))
    return ratio(" ".join(plain.split()), "doc lap tu do hanh phuc", _MOTTO) >= _MOTTO


_ENGLISH_NUMBER = regex(r"^\W*No\s?[.:]", re.IGNORECASE)
_ENGLISH_MONTH = regex(
    r"\b(?:January|February|March|April|June|July|August|September|October|November|December)\b",
    re.IGNORECASE,
)


def is_foreign(text: str, fewest: int = 2) -> bool:
    """Whether a line is of another language: plain letters, and half of its words are no Vietnamese syllables.

    fewest: words that it has at least.
    """
    if not text.isascii():
        return False
    words = [word.lower() for word in re.findall(r"[A-Za-z]+", text) if len(word) > 1]
    if _ENGLISH_NUMBER.match(text) or _ENGLISH_MONTH.search(text):
        return True
    strange = sum(not is_syllable(word) for word in words)
    return len(words) >= fewest and strange * 2 >= len(words)


_PORTAL = regex(
    r"^\W*(?:người ký|ký bởi|được ký bởi|ngày ký|thời gian ký|ký số bởi|email|e-mail|cơ quan\s*:\s*[A-ZĐÀ-Ỹ ]+$"
    r"|tổ chức\s*:|signature not verified|signed by|digitally signed)", re.IGNORECASE
)  # fmt: skip


def is_portal_stamp(text: str) -> bool:
    """A line of the digital signature that a portal prints above the head."""
    return bool(_PORTAL.match(text))
