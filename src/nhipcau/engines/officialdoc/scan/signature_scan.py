"""A second look at a scan's signature: posts and name lie under the seal and the hand's strokes.

The whole page's OCR takes a seal for a picture and drops what it covers.  Here the ink that is much larger
than letters goes first, then the block beside "Nơi nhận" is read as text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import median
from typing import Protocol

from nhipcau.engines.vntext import regexes

from ..page.layout import PageFrame
from ..page.rows import Word, rows_of, split_row, text_of
from ..words.signers import is_authority, is_name, is_post
from ..words.wording import fold
from .scan_image import CleanPage, Gray, without_large_marks


class FoundWord(Protocol):
    """What is needed of an OCR word, in pixels of its image."""

    text: str
    left: int
    top: int
    width: int
    height: int
    sure: float


def look_again(
    words: Sequence[Word],
    page: CleanPage,
    frame: PageFrame,
    read: Callable[[Gray], Sequence[object]],
    to_words: Callable[[Sequence[object], float, float, float], list[Word]],
) -> list[Word]:
    """The words, with those of the signature block read again where the first reading is not complete."""
    rows = rows_of(words)
    heading = _heading(rows, frame)
    if heading is None:
        return list(words)
    index, height = heading
    top = rows[index][0].top - 3.2 * height
    left = _list_edge(rows[index:], frame)
    bottom = min(max(row[0].bottom for row in rows[index:]) + 6 * height, top + 22 * height, frame.height)
    block = [word for word in words if word.left >= left - 2 and top <= word.middle <= bottom]
    if _complete(block):
        return list(words)
    scale = page.scale
    area = (slice(max(round(top * scale), 0), round(bottom * scale)), slice(round(left * scale), None))
    letter = round(height * scale)
    crop = without_large_marks(page.gray[area], page.dark[area], letter)
    if crop.size == 0 or min(crop.shape) < 40:
        return list(words)
    offset = (round(left * scale) / scale, max(round(top * scale), 0) / scale)
    again = [word for word in to_words(read(crop), scale, *offset) if word.sure > 0.3]
    again = [word for row in rows_of(again) for word in row if _worth(row)]
    return _merged(words, block, again)


def _heading(rows: Sequence[list[Word]], frame: PageFrame) -> tuple[int, float] | None:
    for index in range(len(rows) - 1, -1, -1):
        row = rows[index]
        height = median(word.height for word in row)
        first = split_row(row, 1.5 * height)[0]
        if regexes.match(r"^\W{0,2}n[oơ]i nh", fold(text_of(first))) and first[0].left < 0.45 * frame.width:
            body = [word.height for other in rows for word in other if word.sure > 0.8]
            return index, median(body) if body else height
    return None


def _list_edge(rows: Sequence[list[Word]], frame: PageFrame) -> float:
    """Where the recipients' list ends to the right."""
    rights = []
    for row in rows[:25]:
        first = split_row(row, 1.2 * median(word.height for word in row))[0]
        if first[0].left < 0.35 * frame.width:
            rights.append(first[-1].right)
    rights.sort()
    edge = rights[int(0.85 * (len(rights) - 1))] if rights else 0.42 * frame.width
    return min(max(edge + 4, 0.38 * frame.width), 0.58 * frame.width)


def _complete(block: Sequence[Word]) -> bool:
    lines = [text_of(row) for row in rows_of(block)]
    posts = [line for line in lines if is_post(line) or is_authority(line)]
    names = [line for line in lines if is_name(line)]
    deputy = any(is_authority(line) and fold(line).startswith("kt") for line in posts)
    return bool(names) and len(posts) >= (2 if deputy else 1)


def _worth(row: Sequence[Word]) -> bool:
    text = text_of(row)
    letters = sum(letter.isalpha() for letter in text)
    return (
        letters >= 4
        and sum(word.sure * len(word.text) for word in row) / sum(len(word.text) for word in row) > 0.45
    )


def _merged(words: Sequence[Word], block: Sequence[Word], again: Sequence[Word]) -> list[Word]:
    """New words where the old reading had none or doubted more."""
    out = list(words)
    for word in again:
        old = [
            other
            for other in block
            if abs(other.middle - word.middle) < 0.7 * word.height
            and other.left < word.right
            and word.left < other.right
        ]
        if old and max(other.sure for other in old) >= word.sure - 0.05:
            continue
        out = [other for other in out if not any(other is one for one in old)]
        out.append(word)
    return out
