"""A scan's stamps of secrecy (MẬT, TỐI MẬT, TUYỆT MẬT) and urgency (KHẨN, HỎA TỐC) in the first page's head.

Reading a page drops red ink and framed words as noise, so the stamps are looked for by themselves, in small
frames and in red (frames of 20-40 by 8 mm; Decree 30/2020, annex I, and Circular 104/2021/TT-BCA).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from PIL import Image
from rapidfuzz import fuzz
from scipy import ndimage

from nhipcau.engines.vntext import regexes

from ..words.wording import fold
from .scan_image import Gray, Mask, dark_pixels

_UPPER_PART = 0.45
_PAPERS_WORDS = 6  # the names of the office and of the country alone have more
_STAMPS = {
    "toi mat": "TỐI MẬT", "tuyet mat": "TUYỆT MẬT", "hoa toc": "HỎA TỐC", "thuong khan": "THƯỢNG KHẨN", "khan": "KHẨN",
}  # fmt: skip
ReadImages = Callable[[Sequence[Gray]], Sequence[str]]


def office_stamps(image: Image.Image, dpi: float, read: ReadImages) -> tuple[str, ...]:
    """The stamps of secrecy and urgency in the upper part of a page, as they are written in law.  ``read``: OCR of small
    images, each a line or two, giving one text for each."""
    upper = image.crop((0, 0, image.width, round(image.height * _UPPER_PART)))
    crops = _framed(dark_pixels(np.asarray(upper.convert("L"))), dpi)
    crops += _red_words(upper, dpi)
    if not crops:
        return ()
    found = (_stamp_of(line) for text in read(crops[:12]) for line in text.split("\n"))
    return tuple(dict.fromkeys(stamp for stamp in found if stamp))


def printed_stamps(lines: Sequence[str]) -> list[str]:
    """Lines of a page's head as OCR gave them, fit to be asked for stamps; [] where they do not read as a paper's.

    A stamp may be plain print: typed without a frame, or its red gone in a copy.  It is in capitals, so a lone word in
    small letters (OCR takes sentences apart at wide spaces) is left out; a level of two words may be misread a little.
    A photograph whose shop sign says one word is no paper.
    """
    if sum(len(word) > 1 for line in lines for word in line.split()) < _PAPERS_WORDS:
        return []
    kept = []
    for line in lines:
        letters = sum(map(str.isalpha, line))
        stamp = _stamp_of(line) if line.isupper() and letters >= 6 else None
        if stamp or line.isupper() or letters > len("tuyệt mật"):
            kept.append(stamp or line)
    return kept


def _stamp_of(text: str) -> str | None:
    """The stamp that a line in capitals stands for, the marks above and below misread or not."""
    letters = [letter for letter in text if letter.isalpha()]
    if not 3 <= len(letters) <= 14 or sum(map(str.isupper, letters)) < 0.7 * len(letters):
        return None
    plain = " ".join(regexes.sub(r"[^a-z ]", " ", fold(text)).split())
    for word in plain.split():
        if word == "mat" and len(letters) <= 4:
            return "MẬT"
    scored = [(fuzz.ratio(plain, name), stamp) for name, stamp in _STAMPS.items()]
    ratio, stamp = max(scored)
    return stamp if ratio >= 80 else None


def _framed(dark: Mask, dpi: float) -> list[Gray]:
    """The insides of small frames, black on white."""
    millimetre = dpi / 25.4
    labels, _ = ndimage.label(dark, np.ones((3, 3), bool))
    crops: list[Gray] = []
    for number, (ys, xs) in enumerate(ndimage.find_objects(labels), start=1):
        tall, wide = (ys.stop - ys.start) / millimetre, (xs.stop - xs.start) / millimetre
        if not (5 <= tall <= 20 and 10 <= wide <= 65 and wide > 1.1 * tall):
            continue
        own = labels[ys, xs] == number
        band = max(3, round(1.2 * millimetre))
        sides = (
            own[:band].any(axis=0).mean(), own[-band:].any(axis=0).mean(),
            own[:, :band].any(axis=1).mean(), own[:, -band:].any(axis=1).mean(),
        )  # fmt: skip
        if min(sides) < 0.75:
            continue
        inside = dark[ys, xs] & ~own
        crops += _line_image(inside)
    return crops


def _red_words(upper: Image.Image, dpi: float) -> list[Gray]:
    """What is written in red, black on white, its frame left out."""
    if upper.mode in ("1", "L", "LA", "I", "I;16", "F"):
        return []
    red = np.zeros((upper.height, upper.width), bool)
    for top in range(0, upper.height, 256):  # in bands, so that a page needs little memory
        part = upper.crop((0, top, upper.width, min(top + 256, upper.height))).convert("RGB")
        colour = np.asarray(part).astype(np.int16)
        other = np.maximum(colour[..., 1], colour[..., 2])
        red[top : top + 256] = (colour[..., 0] - other > 40) & (colour[..., 0] > 100)
    if red.sum() < (dpi / 25.4) ** 2 * 3:  # three square millimetres of ink
        return []
    labels, _ = ndimage.label(red, np.ones((3, 3), bool))
    tallest = 14 * dpi / 25.4
    words = np.zeros_like(red)
    for number, (ys, xs) in enumerate(ndimage.find_objects(labels), start=1):
        if 3 < ys.stop - ys.start < tallest and xs.stop - xs.start < 2.5 * tallest:
            words[ys, xs] |= labels[ys, xs] == number
    return _line_image(words)


def _line_image(ink: Mask) -> list[Gray]:
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not len(rows) or len(rows) < 12 or len(columns) < 20:
        return []
    piece = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return [np.pad(np.where(piece, 0, 255).astype(np.uint8), 20, constant_values=255)]
