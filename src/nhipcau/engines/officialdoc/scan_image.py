"""Page images made ready for OCR: stamps out, straight, ruling lines found and taken away."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

from .ruling import Rule

Gray = NDArray[np.uint8]
Mask = NDArray[np.bool_]

_STEEPEST = 3.0  # degrees looked at on either side


@dataclass(frozen=True, slots=True)
class CleanPage:
    """A grey page (0 black) with its dark pixels and rules in points; ``scale`` is pixels per point."""

    gray: Gray
    dark: Mask
    level: tuple[Rule, ...]
    upright: tuple[Rule, ...]
    scale: float


def without_red(image: Image.Image) -> Gray:
    """Grey pixels, with red ink (seals, "HỎA TỐC" stamps) turned to paper."""
    if image.mode in ("1", "L", "LA", "I", "I;16", "F"):
        return np.asarray(image.convert("L"))
    colour = np.asarray(image.convert("RGB")).astype(np.int16)
    red, green, blue = colour[..., 0], colour[..., 1], colour[..., 2]
    gray = ((red * 77 + green * 150 + blue * 29) >> 8).astype(np.uint8)
    stamp = (red - np.maximum(green, blue) > 40) & (red > 100)
    if stamp.any():
        # the pale edge of the stamp goes too, dark strokes of text under it stay
        edge = ndimage.binary_dilation(stamp, iterations=1) & (gray > 90) & (red - np.minimum(green, blue) > 15)
        gray = gray.copy()
        gray[stamp | edge] = 255
    return gray


def dark_pixels(gray: Gray) -> Mask:
    """Ink: darker than its neighbourhood's paper, so grey or yellowed scans work too."""
    small = gray[::4, ::4].astype(np.float32)
    paper = ndimage.grey_closing(ndimage.uniform_filter(small, 3), size=(15, 15))
    paper = np.kron(paper, np.ones((4, 4), np.float32))[: gray.shape[0], : gray.shape[1]]
    missing = (gray.shape[0] - paper.shape[0], gray.shape[1] - paper.shape[1])
    if missing != (0, 0):
        paper = np.pad(paper, ((0, max(missing[0], 0)), (0, max(missing[1], 0))), mode="edge")
    return np.asarray(gray < paper * 0.7)


def skew_of(dark: Mask) -> float:
    """The page's slant in degrees (positive: text falls to the right), by the sharpest row profile."""
    step = max(1, dark.shape[1] // 800)
    ys, xs = np.nonzero(dark[::step, ::step])
    if len(ys) < 200:
        return 0.0
    if len(ys) > 60_000:
        keep = np.linspace(0, len(ys) - 1, 60_000).astype(np.int64)
        ys, xs = ys[keep], xs[keep]

    def sharpness(angle: float) -> float:
        rows = np.round(ys - xs * math.tan(math.radians(angle))).astype(np.int64)
        counts = np.bincount(rows - rows.min()).astype(np.float64)
        return float(np.square(np.diff(counts)).sum())

    coarse = max(np.arange(-_STEEPEST, _STEEPEST + 0.01, 0.5), key=sharpness)
    fine = max(np.arange(coarse - 0.4, coarse + 0.41, 0.1), key=sharpness)
    return float(fine) if sharpness(float(fine)) > 1.1 * sharpness(0.0) else 0.0


def _runs(mask: Mask, length: int) -> Mask:
    """Pixels of rows that lie on an all but unbroken dark run of at least ``length``."""
    if mask.shape[1] <= length:
        return np.zeros_like(mask)
    total = np.cumsum(mask, axis=1, dtype=np.int32)
    total = np.pad(total, ((0, 0), (1, 0)))
    full = (total[:, length:] - total[:, :-length]) >= 0.96 * length
    reach = np.cumsum(np.pad(full.astype(np.int32), ((0, 0), (1, 0))), axis=1)
    columns = np.arange(mask.shape[1])
    high = np.minimum(columns + 1, full.shape[1])
    low = np.clip(columns - length + 1, 0, full.shape[1])
    return np.asarray((reach[:, high] - reach[:, low]) > 0) & mask


def _rules(mask: Mask, scale: float, thickest: int) -> tuple[list[Rule], Mask]:
    """Level rules of a run mask, in points, and the pixels that are theirs."""
    labels, count = ndimage.label(ndimage.binary_dilation(mask, np.ones((3, 3), bool)))
    rules = []
    own = np.zeros_like(mask)
    for number, (ys, xs) in enumerate(ndimage.find_objects(labels), start=1):
        tall, wide = ys.stop - ys.start, xs.stop - xs.start
        if wide < 5 * tall or tall > thickest:
            continue
        rules.append(Rule((ys.start + ys.stop) / 2 / scale, xs.start / scale, xs.stop / scale))
        own[ys, xs] |= labels[ys, xs] == number
    del count
    return rules, own


def prepare(image: Image.Image, dpi: float) -> CleanPage:
    """From a page image to what OCR reads: no red, straight, rules known and erased."""
    gray = without_red(image)
    dark = dark_pixels(gray)
    angle = skew_of(dark)
    if abs(angle) >= 0.15:
        turned = Image.fromarray(gray).rotate(angle, resample=Image.Resampling.BILINEAR, fillcolor=255)
        gray = np.asarray(turned)
        dark = dark_pixels(gray)
    scale = dpi / 72
    thickest = max(8, round(dpi / 18))
    level, own_level = _rules(_runs(dark, round(dpi * 0.35)), scale, thickest)
    upright, own_upright = _rules(_runs(np.ascontiguousarray(dark.T), round(dpi * 0.3)), scale, thickest)
    erased = own_level | own_upright.T
    if erased.any():
        gray = gray.copy()
        gray[ndimage.binary_dilation(erased, np.ones((3, 3), bool))] = 255
        dark = dark & ~erased
    return CleanPage(gray, dark, tuple(level), tuple(upright), scale)


def without_large_marks(gray: Gray, dark: Mask, letter: int) -> Gray:
    """Without seal rings, emblems and signature strokes: ink much larger than a letter of that height."""
    labels, _ = ndimage.label(dark, np.ones((3, 3), bool))
    out = gray.copy()
    for number, (ys, xs) in enumerate(ndimage.find_objects(labels), start=1):
        tall, wide = ys.stop - ys.start, xs.stop - xs.start
        if tall > 2.2 * letter or wide > 4.5 * letter:
            out[ys, xs][labels[ys, xs] == number] = 255
    return out
