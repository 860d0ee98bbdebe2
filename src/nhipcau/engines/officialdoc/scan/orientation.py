"""Which way up a scanned page lies: wide tables are scanned sideways, sheets upside down.

Sideways is seen in the ink: lines of text make a sharp profile across their direction.  Which of the two
sideways, and whether a page stands on its head, is decided by reading a strip both ways.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np

from ..page.ruling import Rule
from .scan_image import CleanPage, Gray, Mask, dark_pixels


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


def quarter_turns(gray: Gray, read: Read) -> int:
    """How often a page must be turned left by 90 degrees so that it can be read: 0, 1 or 3.  ``read``: OCR of
    several images."""
    dark = dark_pixels(np.ascontiguousarray(gray[::2, ::2]))
    if not is_sideways(dark):
        return 0
    left, right = _belief(read([_strip(gray, dark, 1), _strip(gray, dark, 3)]), 2)
    if max(left, right) < 4:
        return 0
    return 1 if left >= right else 3


def stands_on_head(page: CleanPage, read: Read) -> bool:
    """Whether the page reads clearly better upside down.  To be asked of a page that reads badly."""
    dark = page.dark[::2, ::2]
    upright, turned = _belief(read([_strip(page.gray, dark, 0), _strip(page.gray, dark, 2)]), 2)
    return turned > 4 and turned > 1.5 * upright


def upside_down(page: CleanPage) -> CleanPage:
    """The page turned by 180 degrees, its rules with it."""
    height, width = (side / page.scale for side in page.gray.shape)

    def turned(rules: Sequence[Rule], across: float, along: float) -> tuple[Rule, ...]:
        return tuple(Rule(across - rule.at, along - rule.end, along - rule.start) for rule in reversed(rules))

    return CleanPage(
        np.ascontiguousarray(np.rot90(page.gray, 2)),
        np.ascontiguousarray(np.rot90(page.dark, 2)),
        turned(page.level, height, width),
        turned(page.upright, width, height),
        page.scale,
    )


def _strip(gray: Gray, dark: Mask, turns: int) -> Gray:
    """The rows with the most ink, as high as a few lines of text, of the page after ``turns`` to the left.
    ``dark``: the page's ink at half its size."""
    page = np.rot90(gray, turns)
    height = min(_STRIP, page.shape[0])
    ink = np.concatenate(([0], np.cumsum(np.rot90(dark, turns).sum(axis=1, dtype=np.int64))))
    starts = np.arange(0, max(len(ink) - height // 2, 1), 25)
    ends = np.minimum(starts + height // 2, len(ink) - 1)
    best = 2 * int(starts[np.argmax(ink[ends] - ink[starts])])
    return np.ascontiguousarray(page[best : best + height])


def _belief(words: Sequence[ReadWord], images: int) -> list[float]:
    """Letters that OCR believes in well, in tens, for each image."""
    scores = [0.0] * images
    for word in words:
        if word.sure > 0.7 and len(word.text) > 1:
            scores[word.image] += len(word.text) / 10
    return scores
