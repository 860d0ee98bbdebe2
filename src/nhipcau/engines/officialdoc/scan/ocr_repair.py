"""Puts right what OCR of official texts often gets wrong, where only one reading is possible.

Marks on letters (Kế hoach, kế hoạch) by a list of phrases that have one spelling in official texts; digits
where only a digit can stand; broken document numbers.  No word is added and none is guessed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache

from nhipcau.engines.vntext import regexes
from nhipcau.engines.vntext.regexes import regex

from ..words.wording import fold
from ..words.wordlists import LISTS


@lru_cache(maxsize=1)
def _provinces() -> dict[tuple[str, ...], tuple[str, ...]]:
    """Syllables without marks → as they are written: one reading where they stand with capitals."""
    written = (name for province in LISTS.entries("provinces") for name in province.split(" - "))
    names = (tuple(name.split()) for name in written)
    return {tuple(fold(word) for word in name): name for name in names}


def repair_provinces(text: str) -> str:
    """Names of provinces, and the word "tỉnh" before one, with their marks put right."""
    words = text.split(" ")
    parts = [_edges(word) for word in words]
    bare = [fold(part[1]) for part in parts]
    for index in range(len(words) - 1):
        for size in (2, 3):
            name = _provinces().get(tuple(bare[index : index + size]))
            own = words[index : index + size]
            if (
                name is None
                or not _unbroken(own)
                or not all(part[1][:1].isupper() for part in parts[index : index + size])
            ):
                continue
            for offset, piece in enumerate(name):
                words[index + offset] = _dressed(own[offset], piece)
            if index and bare[index - 1] == "tinh" and parts[index - 1][1] not in ("tính", "Tính"):
                before = words[index - 1]
                # a province's name does not begin a sentence with "Tĩnh" before it
                words[index - 1] = _dressed(before, "tỉnh")
    return " ".join(words)


@lru_cache(maxsize=1)
def _by_first() -> dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]:
    """First syllable without marks → (syllables without marks, as they are written), longest first."""
    table: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = defaultdict(list)
    for phrase in LISTS.entries("spelled_phrases"):
        words = tuple(phrase.split())
        if len(words) > 1:
            table[fold(words[0])].append((tuple(fold(word) for word in words), words))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return table


_MIDDLE = regex(r"\w.*\w|\w", re.DOTALL)


def _edges(word: str) -> tuple[str, str, str]:
    """The signs before a word, the word, the signs after it."""
    found = _MIDDLE.search(word)
    return (word[: found.start()], found.group(), word[found.end() :]) if found else (word, "", "")


def repair_marks(text: str) -> str:
    """Marks of known phrases put right; case and punctuation stay."""
    words = text.split(" ")
    bare = [fold(_edges(word)[1]) for word in words]
    table = _by_first()
    index = 0
    while index < len(words):
        for folded, written in table.get(bare[index], ()):
            size = len(folded)
            own = [piece.strip(",") for piece in folded]
            if bare[index : index + size] == own and _unbroken(words[index : index + size]):
                for offset, piece in enumerate(written):
                    words[index + offset] = _dressed(words[index + offset], piece.strip(","))
                index += size - 1
                break
        index += 1
    return " ".join(words)


def _unbroken(words: list[str]) -> bool:
    return not any(word.endswith((".", ";", ":")) for word in words[:-1])


def _dressed(word: str, right: str) -> str:
    before, middle, after = _edges(word)
    if len(middle) != len(right) or fold(middle) != fold(right):
        return word
    letters = [new.upper() if old.isupper() else new for old, new in zip(middle, right, strict=True)]
    return before + "".join(letters) + after


_LIKE_DIGITS = str.maketrans({"l": "1", "I": "1", "]": "1", "|": "1", "[": "1", "O": "0", "o": "0"})


def repair_numbers(text: str) -> str:
    """Digits where only digits can stand ("ngày l7 tháng 1]"), and broken document numbers."""

    def digits(match: re.Match[str]) -> str:
        return match.group(1) + match.group(2).translate(_LIKE_DIGITS)

    text = regexes.sub(r"(\bng[àa]y\s+)([0-9lI\]|\[Oo]{1,2})(?=\s+th[áa]ng)", digits, text)
    text = regexes.sub(r"(\bth[áa]ng\s+)([0-9lI\]|\[Oo]{1,2})(?=\s+n[ăa]m)", digits, text)
    text = regexes.sub(r"(\bs[ốôó]\s*:?\s*)([0-9lI\]|]{1,5})(?=\s?[/-][0-9A-ZĐ])", digits, text)
    # "số 1 93/2025/…": a number's first digit set apart
    text = regexes.sub(r"(\bs[ốôó]\s+[0-9])\s(?=[0-9]{1,3}/(?:20[0-9][0-9]|[A-ZĐ]))", r"\1", text)
    text = regexes.sub(r"([0-9]/20[0-9][0-9])\s?(?=[A-ZĐ]{2})", r"\1/", text)
    text = regexes.sub(r"(/QH)\s(?=1[0-9]\b)", r"\1", text)
    text = regexes.sub(r"/(QĐ|NĐ|CĐ)Đ+(?=-)", r"/\1", text)
    # "II NHIỆM VỤ": the full stop after a heading's number is lost first
    text = regexes.sub(r"^(I{1,3}|I?V|VI{1,3}|I?X)[,:]?\s+(?=[A-ZĐÀ-Ỹ]{2,}\s[A-ZĐÀ-Ỹ]{2,})", r"\1. ", text)
    text = regexes.sub(r"\b(TT|CT)\s?[ìiíĩl]?\s?r\s?-\s?(?=[A-ZĐ]{2})", r"\1r-", text)
    text = regexes.sub(r"\b([0-9]{1,4})\s?-\s?K[LƯU]\s?/?\s?T\s?[WHV]\b", r"\1-KL/TW", text)
    text = regexes.sub(r"\b([0-9]{1,4})\s?-\s?([NCQH][QTĐD])\s?/\s?T\s?[WH]\b", r"\1-\2/TW", text)
    return regexes.sub(r"(?<=[A-ZĐ])-\s?C\??P\b", "-CP", text)


_COLON_IN_LIST = regex(
    r"(?<=[^\W\d_]):(?=\s+(?:Sở|Báo|Công an|Hội|Hiệp hội|UBND|Trường|Trung tâm|Tỉnh đoàn|Văn phòng|Ban|Bộ)(?:\s|$))"
)
_LABEL_END = regex(
    r"(?:trì|hợp|hiện|gồm|vị|quan|sở|ngành|gửi|nhận|dẫn|đạo|mối|mưu|báo cáo|phương|gia|cho|về)$",
    re.IGNORECASE,
)


def repair_list_marks(text: str) -> str:
    """A cell's "nghiệp: Sở Công Thương" with the semicolon that OCR took for a colon; labels keep theirs."""
    return _COLON_IN_LIST.sub(
        lambda mark: ":" if _LABEL_END.search(text[max(0, mark.start() - 20) : mark.start()]) else ";", text
    )


def repair(text: str) -> str:
    """All repairs of one line."""
    return repair_provinces(repair_marks(repair_numbers(text)))
