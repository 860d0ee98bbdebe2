"""Numbers in front of headings: which style, which value (Decree 30/2020, annex I, part II, 3)."""

from __future__ import annotations

import re
from functools import lru_cache

from nhipcau.engines.vntext import regexes
from nhipcau.engines.vntext.docnumbers import parse_doc_number
from nhipcau.engines.vntext.letters import UPPER
from nhipcau.engines.vntext.regexes import regex

from ..model import Label, Numbering

_VIETNAMESE_LETTERS = "abcdđeghiklmnopqrstuvxy"
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_ORDINALS = {
    "nhất": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8,
    "chín": 9, "mười": 10,
}  # fmt: skip

_NAMED = (
    (Numbering.PART, regex(r"^(?:PHẦN|Phần)\s+(?:thứ\s+|THỨ\s+)?([IVXLC]+|[0-9]{1,2}|[^\W\d_]{2,5})(?=[\s.:\-–]|$)[.:]?")),
    (Numbering.CHAPTER, regex(r"^(?:CHƯƠNG|Chương)\s+([IVXLC]+|[0-9]{1,3})(?=[\s.:\-–]|$)[.:]?")),
    (Numbering.DIVISION, regex(r"^(?:MỤC|Mục)\s+([IVXLC]+|[0-9]{1,3})(?=[\s.:\-–]|$)[.:]?")),
    (Numbering.ARTICLE, regex(r"^(?:ĐIỀU|Điều)\s+([0-9]{1,3})[a-zđ]?\s*(?:[.:]|$)")),
)  # fmt: skip
_ANNEX = regex(
    r"^(?:PHỤ LỤC|Phụ lục|PHỤ BIỂU|Phụ biểu)(?:\s+(?:SỐ|số)?\s*:?\s*([IVXLC]+|[0-9]{1,3}[A-Za-z]?|[A-ZĐ]))?"
    r"(?=[\s.:,;\-–]|$)[.:]?"
)
# "Nhiệm vụ 1: ...", "Hoạt động 2. ...": a number of the first rank with its name before it.
_TASK = regex(
    r"^(?:(?:NHÓM |Nhóm )?(?:NHIỆM VỤ|Nhiệm vụ|nhiệm vụ)|HOẠT ĐỘNG|Hoạt động|CÔNG VIỆC|Công việc|NỘI DUNG|Nội dung|GIẢI PHÁP|Giải pháp)"
    r"\s+(?:thứ\s+|số\s+)?([0-9]{1,2})\s*[:.\-–](?=\s|$)"
)
_PLAIN = (
    (Numbering.DECIMAL, regex(r"^([0-9]{1,3}(?:\.[0-9]{1,3}){1,5})\s*[.)]?(?=\s|$|[^\W\d_])")),
    # Party papers: "1- Tuyên truyền", "1.1- Biên soạn" (Guideline 36-HD/VPTW)
    (Numbering.DECIMAL, regex(rf"^([0-9]{{1,3}}(?:\.[0-9]{{1,3}}){{1,5}})\s*[-–](?=\s*[{UPPER}])")),
    (Numbering.ARABIC, regex(rf"^([0-9]{{1,2}})\s?[-–](?=\s+[{UPPER}])")),
    (Numbering.ROMAN, regex(r"^([IVXLC]{1,7})\s*[./)](?=\s|$|[^\W\d_])")),
    (Numbering.ROMAN, regex(r"^([IVXLC]{1,7})\s*[-–](?=\s|$)")),
    (Numbering.LETTER_UPPER, regex(r"^([A-ZĐ])\s*[./)](?=\s|$)")),
    (Numbering.ARABIC, regex(r"^([0-9]{1,3})\s*\.(?=\s|$|[^\W\d_])")),
    (Numbering.ARABIC, regex(rf"^([0-9]{{1,3}})\s*/(?=\s|$|[{UPPER}])")),
    (Numbering.ARABIC_PAREN, regex(r"^([0-9]{1,3})\s*\)(?=\s|$|[^\W\d_])")),
    (Numbering.ARABIC_PARENS, regex(r"^\(\s*([0-9]{1,3}|[ivx]{1,5}|[a-zđ])\s*\)(?=\s|$|[^\W\d_])")),
    (Numbering.LETTER, regex(r"^([a-zđ](?:[0-9]{1,2}|\.[0-9]{1,2})?)\s*[)](?=\s|$|[^\W\d_])")),
    (Numbering.LETTER, regex(r"^([a-zđ])\s*[.](?=\s|$)")),
    (Numbering.LETTER, regex(rf"^([a-zđ])/(?=\s+[{UPPER}])")),
    (Numbering.DASH, regex(r"^([-–—‐‑−]|[~∼](?=\s))(?=\s|$|[^\W\d_])")),
    (Numbering.PLUS, regex(r"^(\+)(?=\s|$|[^\W\d_])")),
    (Numbering.BULLET, regex(r"^([•●○◦▪■□►➢✓*·§\uf0b7\uf0a7\uf02d])(?=\s|$|[^\W\d_])")),
)  # fmt: skip
_COUNTED = (Numbering.DECIMAL, Numbering.ARABIC)
_QUANTITY = regex(r"^[0-9]{1,3}(?:\.[0-9]{3})+(?![0-9.])|^[0-9]{1,3}\.0+(?![0-9.])")
_CITED = regex(r"^[0-9]{1,5}[a-zđ]?\s?[/-]")
_REFERENCE = regex(
    r"^(?:của|và|này|nêu|ban hành|kèm theo|thuộc|tại|trên|đến|hoặc|cũng|kế hoạch|quyết định|nghị định"
    r"|luật|thông tư|quy chế|quy định)\b"
)  # fmt: skip


def roman(text: str) -> int | None:
    """The value of a Roman number up to XCIX, None when it is not written by the rules."""
    total = previous = 0
    for letter in reversed(text.upper()):
        value = _ROMAN.get(letter, 0)
        total += -value if value < previous else value
        previous = max(previous, value)
    return total if 0 < total < 100 and _to_roman(total) == text.upper() else None


def _to_roman(number: int) -> str:
    out = ""
    for value, letters in (
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ):
        while number >= value:
            out += letters
            number -= value
    return out


def letter_value(letter: str) -> int:
    """Place of a letter in the order official texts number points by: a=1 … d=4, đ=5, e=6; 0 if none."""
    return _VIETNAMESE_LETTERS.find(letter.lower()) + 1


def _value(style: Numbering, token: str | None) -> tuple[int, ...] | None:
    if not token:
        return ()
    if style is Numbering.DECIMAL:
        return tuple(int(part) for part in token.split("."))
    if token[0] in _DIGITS:  # "²" is a digit too, and no number
        return (int(regexes.match(r"[0-9]+", token).group()),)  # type: ignore[union-attr]
    if style in (Numbering.DASH, Numbering.PLUS, Numbering.BULLET):
        return ()
    if style is Numbering.ROMAN or (style in (Numbering.PART, Numbering.CHAPTER, Numbering.DIVISION)):
        number = roman(token) if token.isupper() else None
        number = number or _ORDINALS.get(token.lower())
        return (number,) if number else None
    if style is Numbering.ANNEX:
        number = roman(token)
        return (number,) if number else (letter_value(token) or 99,)
    if style is Numbering.ARABIC_PARENS and set(token) <= set("ivx"):
        number = roman(token)
        return (number,) if number else None
    return (letter_value(token[0]),) if letter_value(token[0]) else None


_ROMAN_LETTERS, _CAPITALS, _SMALL, _DIGITS = (
    "IVXLC",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZĐ",
    "abcdefghijklmnopqrstuvwxyzđ",
    "0123456789",
)
_TASK_LETTERS = frozenset("NnHCG")
# The letters with which a number of a style can begin, where they are known: the others need not be tried.
_BEGINS = {
    Numbering.PART: "P",
    Numbering.CHAPTER: "C",
    Numbering.DIVISION: "M",
    Numbering.ARTICLE: "Đ",
    Numbering.DECIMAL: _DIGITS,
    Numbering.ARABIC: _DIGITS,
    Numbering.ARABIC_PAREN: _DIGITS,
    Numbering.ROMAN: _ROMAN_LETTERS,
    Numbering.LETTER_UPPER: _CAPITALS,
    Numbering.ARABIC_PARENS: "(",
    Numbering.LETTER: _SMALL,
    Numbering.PLUS: "+",
}


@lru_cache(maxsize=256)
def _opened_by(first: str) -> tuple[tuple[Numbering, re.Pattern[str]], ...]:
    """The styles, in the order in which they are tried, whose numbers can begin with a letter."""
    others = "" if first.isalnum() else first  # dashes and bullets
    return tuple(
        (style, pattern)
        for style, pattern in _NAMED + _PLAIN
        if first and first in _BEGINS.get(style, others)
    )


@lru_cache(maxsize=4096)  # each line is asked about by several rules
def read_label(text: str) -> tuple[Label, str] | None:
    """Split a paragraph's opening number from its words: ``("2.1.", …)``, or None when there is none.

    "Điều 5 của Luật ..." and "Phụ lục kèm theo Nghị định ..." are references, not headings.
    """
    text = text.lstrip()
    match = _ANNEX.match(text) if text[:1] == "P" else None
    if match and not _REFERENCE.match(text[match.end() :].lstrip()):
        return Label(
            match.group().strip(), Numbering.ANNEX, _value(Numbering.ANNEX, match.group(1)) or ()
        ), _rest(text, match)
    if text[:1] in _TASK_LETTERS and (task := _TASK.match(text)):
        return Label(task.group().strip(), Numbering.ARABIC, (int(task.group(1)),)), _rest(text, task)
    for style, pattern in _opened_by(text[:1]):
        match = pattern.match(text)
        if not match or (style in _COUNTED and _is_quantity(text)):
            continue
        value = _value(style, match.group(1))
        if value is None:
            continue
        rest = _rest(text, match)
        named = style in (Numbering.PART, Numbering.CHAPTER, Numbering.DIVISION, Numbering.ARTICLE)
        closed = match.group().rstrip().endswith((".", ":"))
        if named and not closed and (_REFERENCE.match(rest) or (rest[:1].islower() and rest[:1].isalpha())):
            return None
        if style is Numbering.ARABIC_PARENS and len(match.group(1)) > 1 and set(match.group(1)) <= set("vx"):
            continue
        return Label(match.group().strip(), style, value), rest
    return None


def _is_quantity(text: str) -> bool:
    """Whether a number that opens a text counts something or names a document: "1.200 lượt", "4.0", "214/NQ-CP"."""
    if _QUANTITY.match(text):
        return True
    number = parse_doc_number(text[:40]) if _CITED.match(text) else None
    return number is not None and number.start == 0


def _rest(text: str, match: re.Match[str]) -> str:
    return text[match.end() :].lstrip(" .:\t\u00a0")


def upper_letter(label: Label) -> Label:
    """The same label read as a letter: "C." and "D." can be Roman or letters, context decides."""
    letter = label.text[0]
    return Label(label.text, Numbering.LETTER_UPPER, (letter_value(letter),))
