"""The quarter's Roman number on a scan, by counting its strokes.

OCR reads "Quý III/2025" as "Quý H/2025" or "HI": in a serif face the strokes run together.  Between the
serifs they stand apart, so the ink there says how many there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from scipy import ndimage

from nhipcau.engines.vntext.regexes import regex

from ..page.rows import Word
from ..words.wording import fold
from .scan_image import CleanPage, Mask

_STROKES = regex(r"^[IÌÍlHi1|!TLNU]{1,4}(?P<rest>[/⁄'’]+\s?(?P<year>20[0-9][0-9])\W*)?(?P<end>[,;.)]*)$")


def count_quarters(words: Sequence[Word], page: CleanPage) -> list[Word]:
    """The words with I, II and III after "Quý" as the page shows them; other words as they are."""
    out = list(words)
    for quarter in words:
        if fold(quarter.text).strip("(-") != "quy":
            continue
        after = [
            (index, word)
            for index, word in enumerate(out)
            if abs(word.middle - quarter.middle) < 0.5 * quarter.height
            and -1 <= word.left - quarter.right < 1.2 * quarter.height
        ]
        if not after:
            unread = replace(quarter, left=quarter.right + 1, right=quarter.right + 4 * quarter.height)
            count = _strokes(page, unread)
            if 1 <= count <= 3:
                right = unread.left + 0.5 * count * quarter.height
                out.append(replace(unread, text="I" * count, right=right, sure=0.6))
            continue
        if len(after) != 1:
            continue
        index, word = after[0]
        found = _STROKES.match(word.text)
        count = _strokes(page, word) if found else 0
        if found and 1 <= count <= 3:
            year = f"/{found.group('year')}" if found.group("year") else ""
            out[index] = replace(word, text="I" * count + year + found.group("end"), sure=max(word.sure, 0.7))
    return out


def _strokes(page: CleanPage, word: Word) -> int:
    """Upright strokes at the word's left end, up to the first thing that is none; 0 when there are none."""
    scale = page.scale
    tall = round(word.height * scale)
    top, left = max(round(word.top * scale) - tall // 6, 0), max(round(word.left * scale) - tall // 8, 0)
    ink = page.dark[
        top : round(word.bottom * scale) + tall // 6, left : round(word.right * scale) + tall // 8
    ]
    labels, _ = ndimage.label(ink, np.ones((3, 3), bool))
    parts = [
        (xs.start, xs.stop, ys) for ys, xs in ndimage.find_objects(labels) if ys.stop - ys.start > 0.35 * tall
    ]
    total, reached = 0, None
    for start, end, ys in sorted(parts, key=lambda part: part[0]):
        if reached is not None and start - reached > 0.3 * tall:
            break
        count = _upright(ink[ys, start:end])
        if not count:
            break
        total, reached = total + count, end
    return total


def _upright(part: Mask) -> int:
    """How many upright strokes a piece of ink is made of; 0 when it holds anything else."""
    height = part.shape[0]
    if part.shape[1] > 1.7 * height:
        return 0
    band = part[height // 4 : height - height // 4]
    share = band.mean(axis=0)
    solid = share >= 0.85
    edges = np.flatnonzero(np.diff(np.concatenate(([0], solid.astype(np.int8), [0]))))
    starts, ends = edges[::2], edges[1::2]
    if not len(starts) or (ends - starts).max() > 0.35 * height:
        return 0
    near = ndimage.binary_dilation(solid, iterations=max(2, height // 12))
    return len(starts) if not (share[~near] > 0.2).any() else 0
