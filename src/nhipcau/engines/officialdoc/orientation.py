"""Which way up a scanned page lies: wide tables are scanned sideways, sheets upside down.

Sideways is seen in the ink: lines of text make a sharp profile across their direction.  Which of the two
sideways, and whether a page stands on its head, is decided by reading a strip both ways.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np

from .scan_image import CleanPage, Gray, Mask


class ReadWord(Protocol):
    """What is needed of an OCR word."""

    @property
    def text(self) -> str: ...
    @property
    def sure(self) -> float: ...
    @property
    def image(self) -> int: ...


Read = Callable[[Sequence[Gray]], Sequence[ReadWord]]
_STRIP = 900  # pixels of text height that are read to decide


def is_sideways(dark: Mask) -> bool:
    """Whether the lines of text run up or down the page."""
    if min(dark.shape) < 200:
        return False
    rows, columns = _sharpness(dark), _sharpness(dark.T)
    return columns > 1.6 * rows


def _sharpness(dark: Mask) -> float:
    """How sharply ink comes and goes from row to row: high across lines of text, low along them.  Taken in
    upright bands, since columns of a table do not share their lines."""
    total = 0.0
    bands = 6
    for band in np.array_split(dark, bands, axis=1):
        counts = band.sum(axis=1, dtype=np.float64)
        cap = np.quantile(counts, 0.98) or 1.0  # a ruling line is no text
        total += float(np.square(np.diff(np.minimum(counts, cap))).sum())
    return total / dark.size


def quarter_turns(page: CleanPage, read: Read) -> int:
    """How often the page must be turned left by 90 degrees so that it can be read: 0, 1 or 3.  ``read``: OCR of
    several images."""
    if not is_sideways(page.dark):
        return 0
    strips = [_strip(np.rot90(page.gray, turns), np.rot90(page.dark, turns)) for turns in (1, 3)]
    left, right = _belief(read(strips), 2)
    if max(left, right) < 4:
        return 0
    return 1 if left >= right else 3


def stands_on_head(page: CleanPage, read: Read) -> bool:
    """Whether the page reads clearly better upside down.  To be asked of a page that reads badly."""
    strips = [_strip(np.rot90(page.gray, turns), np.rot90(page.dark, turns)) for turns in (0, 2)]
    upright, turned = _belief(read(strips), 2)
    return turned > 4 and turned > 1.5 * upright


def _strip(gray: Gray, dark: Mask) -> Gray:
    """The part of the page with the most ink, as high as a few lines of text."""
    height = min(_STRIP, gray.shape[0])
    ink = np.concatenate(([0], np.cumsum(dark.sum(axis=1, dtype=np.int64))))
    starts = np.arange(0, gray.shape[0] - height + 1, 50)
    best = int(starts[np.argmax(ink[starts + height] - ink[starts])])
    return np.ascontiguousarray(gray[best : best + height])


def _belief(words: Sequence[ReadWord], images: int) -> list[float]:
    """Letters that OCR believes in well, in tens, for each image."""
    scores = [0.0] * images
    for word in words:
        if word.sure > 0.7 and len(word.text) > 1:
            scores[word.image] += len(word.text) / 10
    return scores
