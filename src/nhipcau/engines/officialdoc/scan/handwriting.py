"""Numbers and days filled in by hand in a printed head: "Số: ___/QĐ-TTg", "ngày __ tháng __ năm 2026".

OCR trained on print misreads them, so where it doubts, the ink in the blank is read digit by digit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from nhipcau.engines.vntext import regexes

from ..page.layout import PageFrame
from ..page.rows import Word
from ..words.wording import fold
from .digits import read_digit
from .scan_image import CleanPage

_TRUSTED = 0.9  # OCR's own confidence above which a printed number is taken as read
_LEAST = 0.45  # a digit less likely than this is not a digit


def fill_head_blanks(words: Sequence[Word], page: CleanPage, frame: PageFrame) -> list[Word]:
    """The words with doubtful numbers of the head read again from the page's ink."""
    out = list(words)
    top = [word for word in out if word.middle < 0.4 * frame.height]
    label = next((word for word in top if _is_label(word) and word.left < 0.5 * frame.width), None)
    if label is not None:
        out = _fill_number(out, label, page)
    day = next(
        (word for word in top if fold(word.text).startswith("ngay") and _in_date_line(word, top)), None
    )
    if day is not None:
        out = _fill_date(out, day, page)
    return out


def _is_label(word: Word) -> bool:
    return bool(regexes.match(r"^S[ốôóòỏọơoỐÔÓ06]\W{0,2}:?$", word.text)) or fold(word.text) in (
        "so:",
        "so",
        "s6:",
    )


def _same_row(word: Word, other: Word) -> bool:
    return abs(word.middle - other.middle) < 0.7 * max(word.height, other.height)


def _in_date_line(word: Word, words: Sequence[Word]) -> bool:
    row = [other for other in words if _same_row(word, other) and other is not word]
    before = any(other.right <= word.left + 1 and other.text.endswith((",", ".")) for other in row)
    return before and word.left > 0.2 * max(other.right for other in words)


def _fill_number(words: list[Word], label: Word, page: CleanPage) -> list[Word]:
    row = sorted(
        (w for w in words if _same_row(label, w) and w.left >= label.right - 2), key=lambda w: w.left
    )
    row = [word for word in row if word.left < label.right + 20 * label.height]
    signs = [
        (word, match)
        for word in row
        if (match := regexes.search(r"[-/]\s?(?:20[0-9][0-9]/)?[A-ZĐ]", word.text))
    ]
    if not signs:
        return words
    sign, match = signs[0]
    at = match.start()
    between = [word for word in row if word.right <= sign.left + 2 and word is not sign]
    printed = sign.text[:at]
    known = "".join(word.text for word in between) + printed
    doubt = min([word.sure for word in between] + ([sign.sure] if printed else []), default=0.0)
    if known.isdigit() and doubt >= 0.955:
        return words
    edge = sign.left + (sign.right - sign.left) * at / max(len(sign.text), 1)
    number, sure, tall = read_blank(page, label.right + 0.5, edge - 0.5, label)
    by_hand = tall > 0.88  # print is lower than "Số" with its marks
    if not number or number == known or (known.isdigit() and len(known) != len(number) and doubt >= 0.6):
        return words
    if known.isdigit() and (sure < 0.55 or (doubt >= 0.8 and sure < 0.9 and not by_hand)):
        return words
    kept = [word for word in words if not any(word is other for other in (*between, sign))]
    filled = Word(number, label.right + 1, label.top, edge, label.bottom, sure=round(sure, 3))
    return [*kept, filled, replace(sign, text=sign.text[at:], left=edge)]


def _fill_date(words: list[Word], day: Word, page: CleanPage) -> list[Word]:
    row = sorted((w for w in words if _same_row(day, w) and w.left >= day.left), key=lambda w: w.left)
    month = next((w for w in row if regexes.match(r"^th[áaàảâ]ng?", w.text) and w.sure > 0.6), None)
    year = next((w for w in row if fold(w.text).startswith("nam") and w.sure > 0.6), None)
    words = _fill_slot(words, row, day, month, page, longest=31)
    if month is not None:
        words = _fill_slot(words, row, month, year, page, longest=12)
    elif year is None:
        # what stands after the day cannot be read (a stamp lies over it): better no words than wrong ones
        doubtful = [w for w in row if w.left > day.right and w.sure < 0.85 and not w.text.isdigit()]
        far = day.right + 3 * day.height
        words = [w for w in words if not any(w is other for other in doubtful) and not (
            any(w is other for other in row) and w.left > far)]  # fmt: skip
    return words


def _fill_slot(
    words: list[Word], row: Sequence[Word], before: Word, after: Word | None, page: CleanPage, longest: int
) -> list[Word]:
    letters = len(regexes.match(r"[^\d\W]*", before.text).group()) or len(before.text)  # type: ignore[union-attr]
    glued = before.text[letters:]
    end = after.left - 0.5 if after is not None else before.right + 2.6 * before.height
    between = [
        w
        for w in row
        if before.right <= w.left + 1 and w.right <= end + 2 and w is not before and w is not after
    ]
    known = glued + "".join(w.text for w in between)
    sure = min([w.sure for w in between] + ([before.sure] if glued else []), default=0.0)
    if known.isdigit() and 1 <= int(known) <= longest and (sure >= _TRUSTED or (glued and sure >= 0.8)):
        return words
    edge = before.left + (before.right - before.left) * letters / len(before.text) - (1.0 if glued else -0.5)
    number, belief, _ = read_blank(page, edge, end, before, 2 if after is None else 6)
    if not number or len(number) > 2 or not 1 <= int(number) <= longest:
        return words
    gone = [w for w in between if not (after is None and w.sure > 0.85)]
    kept = [w for w in words if w is not before and not any(w is other for other in gone)]
    label = replace(before, text=before.text[:letters], right=max(edge, before.left + 1))
    filled = Word(number, edge + 1, before.top, max(edge + 2, end - 1), before.bottom, sure=round(belief, 3))
    if after is None:
        filled = replace(
            filled, right=min(filled.right, edge + 2 * before.height), sure=round(belief * 0.7, 3)
        )
    return [*kept, label, filled]


def read_blank(
    page: CleanPage, left: float, right: float, near: Word, most: int = 6
) -> tuple[str, float, float]:
    """The digits in a blank (points) beside a printed word, how sure, and how tall against that word:
    ("", 0, 0) when there are none."""
    scale = page.scale
    tall = near.height * scale
    top, bottom = round(near.top * scale - 0.7 * tall), round(near.bottom * scale + 0.6 * tall)
    x0, x1 = round(left * scale), round(right * scale)
    slack = round(0.5 * tall)
    start = max(x0 - slack, 0)
    ink = page.dark[max(top, 0) : max(bottom, 0), start : x1 + slack]
    if ink.size == 0 or x1 - x0 < 4:
        return "", 0.0, 0.0
    pieces = _pieces(ink, tall, x0 - start, x1 - start)[:most]
    digits, sure = "", 1.0
    for piece in pieces:
        digit, belief = read_digit(ndimage.gaussian_filter(piece.astype(np.float64), 0.7))
        if belief < _LEAST:
            return "", 0.0, 0.0
        digits += str(digit)
        sure = min(sure, belief)
    if not 0 < len(digits) <= 5:
        return "", 0.0, 0.0
    return digits, sure, float(np.median([piece.shape[0] for piece in pieces])) / max(tall, 1.0)


def _pieces(ink: NDArray[np.bool_], tall: float, left: int, right: int) -> list[NDArray[np.bool_]]:
    """Connected strokes of digit size from left to right; strokes one above another are one digit."""
    labels, _ = ndimage.label(ink, np.ones((3, 3), bool))
    boxes: list[tuple[int, int, list[int]]] = []
    for number, (ys, xs) in enumerate(ndimage.find_objects(labels), start=1):
        high, wide = ys.stop - ys.start, xs.stop - xs.start
        cut_off = not left <= (xs.start + xs.stop) / 2 <= right
        level = high < 0.35 * tall
        off_line = ys.start == 0 or ys.stop == ink.shape[0]
        if (
            (level and wide > 0.2 * tall and high < 0.15 * tall)
            or level
            or cut_off
            or off_line
            or high > 2.1 * tall
        ):
            continue
        boxes.append((xs.start, xs.stop, [number]))
    boxes.sort()
    merged: list[tuple[int, int, list[int]]] = []
    for start, stop, numbers in boxes:
        if merged:
            a, b, own = merged[-1]
            shared = min(b, stop) - max(a, start)
            if shared > 0.55 * min(b - a, stop - start):
                merged[-1] = (min(a, start), max(b, stop), own + numbers)
                continue
        merged.append((start, stop, numbers))
    out = []
    for _start, _stop, numbers in merged:
        mask = np.isin(labels, numbers)
        rows, columns = np.nonzero(mask.any(axis=1))[0], np.nonzero(mask.any(axis=0))[0]
        piece = mask[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        out += _split_touching(piece)
    return out


def _split_touching(piece: NDArray[np.bool_]) -> list[NDArray[np.bool_]]:
    """Two digits written in one stroke, cut where the ink between them is thinnest."""
    tall, wide = piece.shape
    if wide < 1.25 * tall:
        return [piece]
    profile = piece.sum(axis=0)
    start, stop = round(0.3 * wide), round(0.7 * wide)
    cut = start + int(profile[start:stop].argmin())
    return (
        [*_split_touching(piece[:, :cut]), *_split_touching(piece[:, cut:])]
        if 2 < cut < wide - 2
        else [piece]
    )
