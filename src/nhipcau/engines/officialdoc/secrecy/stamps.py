"""The words of a stamp: MẬT, TỐI MẬT, TUYỆT MẬT, alone on a line, after "Độ mật:", or beside the number.

Words about secrets (bí mật, bảo mật, mật ong, mật độ) are none; neither is a level that says there is no secret.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_LEVELS = {"mật": "MẬT", "tối mật": "TỐI MẬT", "tuyệt mật": "TUYỆT MẬT"}
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_EDGES = " \t.,;:!?*_~-–—=|/\\()[]{}<>«»“”\"'’‘•·│┃║□■▪…"
_LABELLED = re.compile(
    r"(?:mức\s*)?độ\s*mật\s*(?:của\s+\w+(?:\s+\w+)?\s*)?[:\-–—]\s*[(\[“\"]*\s*(tuyệt\s+mật|tối\s+mật|mật)"
    r"(?!\s*(?:độ|khẩu|ong|mã|thư|vụ|danh|lệnh)\b)(?=\W|$)",
    re.IGNORECASE,
)
# "Số: 12/BC-UBND", "Số 05-TT/TU": what stands beside a number is a stamp or the place and the day.
_NUMBER = re.compile(r"\bsố\s*:?\s*[\d…._ ]*\s*[-/]\s*[^\s,;]*(?:\s*-\s*[A-ZĐ]{2,}\S*)?", re.IGNORECASE)
_PLACE_DAY = re.compile(
    r"(?:[\wÀ-ỹ' ]{2,40},?\s*)?ngày\s*[\d…._]*\s*(?:tháng\s*[\d…._]*\s*(?:năm\s*[\d…._]*)?)?", re.IGNORECASE
)
_COLUMNS = re.compile(r"\t+|\s{2,}|[│|┃]")
_RUNNING_ON = re.compile(r"[a-zà-ỹđ,]$")
_LONGEST = 400  # letters of a line that may be a head; a paragraph is no stamp
_HEAD = 40  # lines of a page or part where columns stand side by side


def clean(text: str) -> str:
    """A line with composed letters, without what is not seen, its spaces single where they are no columns."""
    return _UNSEEN.sub("", unicodedata.normalize("NFC", text)).replace("\xa0", " ").strip()


def level_of(text: str) -> str | None:
    """The level where a text says only that, in letters of any size and however far they stand apart."""
    words = " ".join(text.strip(_EDGES).split())
    if len(words) > 24:
        return None
    low = words.lower()
    if low in _LEVELS:
        return _LEVELS[low]
    letters = "".join(low.split())
    if all(len(word) == 1 for word in low.split()) and len(letters) >= 3:
        return {"mật": "MẬT", "tốimật": "TỐI MẬT", "tuyệtmật": "TUYỆT MẬT"}.get(letters)
    return None


def stamp_in(line: str, before: str = "", *, in_head: bool = True) -> str | None:
    """The level that a line is stamped with; None where it is not.

    before: the line above it, by which the end of a sentence is told from a stamp in small letters.
    in_head: whether it stands where a head may stand, so that a column of it may be a stamp.
    """
    text = clean(line)
    if not text or len(text) > _LONGEST or "ậ" not in text.lower():
        return None
    if labelled := _LABELLED.search(text):
        return _LEVELS[" ".join(labelled[1].lower().split())]
    if (level := level_of(text)) is not None:
        runs_on = text.strip(_EDGES).islower() and _RUNNING_ON.search(clean(before))
        return None if runs_on else level
    if number := _NUMBER.search(text):
        beside = (text[: number.start()], _PLACE_DAY.sub(" ", text[number.end() :]))
        for part in beside:
            if (level := level_of(part)) is not None:
                return level
    if in_head:
        for column in _COLUMNS.split(text):
            level = level_of(column)
            # In a table of words "Mật" may be honey; a stamp among columns is written large.
            if level is not None and column.strip(_EDGES).isupper():
                return level
    return None


def first_stamp(lines: Iterable[str]) -> str | None:
    """The level of the first line of a page or part that is stamped."""
    before = ""
    for number, line in enumerate(lines):
        if (level := stamp_in(line, before, in_head=number < _HEAD)) is not None:
            return level
        before = line if line.strip() else before
    return None
