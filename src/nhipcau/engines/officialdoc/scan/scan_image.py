"""Page images made ready for OCR: stamps out, straight, ruling lines found and taken away."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

from nhipcau.engines.vntext.records import record

from ..page.ruling import Rule, find_grids

Gray = NDArray[np.uint8]
Mask = NDArray[np.bool_]

_SQUARE, _FINE_SQUARE = 24, 12  # pixels: larger than a letter's stroke, smaller than a shadow
_DIM_PART, _EVEN = (
    8,
    0.8,
)  # light is uneven where this part (%) of the paper is so much darker than the lightest
_DARKEST_PAPER = 45  # darker squares are no paper
_WHITE = 245.0
_STEEPEST = 3.0  # degrees looked at on either side


@record(frozen=True, slots=True)
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
    colour = image if image.mode == "RGB" else image.convert("RGB")
    gray = np.array(colour.convert("L"))
    # in bands, so that a page needs little memory
    for top in range(0, colour.height, 256):
        band = np.asarray(colour.crop((0, top, colour.width, min(top + 256, colour.height)))).astype(np.int16)
        red, other = band[..., 0], np.maximum(band[..., 1], band[..., 2])
        stamp = (red - other > 40) & (red > 100)
        if not stamp.any():
            continue
        own = gray[top : top + 256]
        # the pale edge of the stamp goes too, dark strokes of text under it stay
        edge = (
            ndimage.binary_dilation(stamp) & (own > 90) & (red - np.minimum(band[..., 1], band[..., 2]) > 15)
        )
        own[stamp | edge] = 255
    return gray


def _lightest(gray: Gray, square: int) -> Gray | None:
    """The lightest pixel of each square of so many pixels; None of a picture smaller than one."""
    height, width = (gray.shape[0] // square) * square, (gray.shape[1] // square) * square
    if not height or not width:
        return None
    squares = gray[:height, :width].reshape(height // square, square, width // square, square)
    return np.asarray(squares.max(axis=(1, 3)))


def evened(gray: Gray) -> Gray:
    """A photo taken in uneven light, its paper made equally white: tesseract knows one threshold for a page.

    A page whose paper is even stays as it is; so does what is dark over a wide part, a picture or the table around
    the sheet.
    """
    paper = _lightest(gray, _FINE_SQUARE)
    if paper is None:
        return gray
    paper = ndimage.grey_closing(paper, size=(5, 5))  # keeps the edge of a shadow where it is
    dim, light = np.percentile(paper, (_DIM_PART, 95))
    if dim > _EVEN * light:
        return gray
    wide = Image.fromarray(np.maximum(paper, _DARKEST_PAPER)).resize(
        (gray.shape[1], gray.shape[0]), Image.Resampling.BILINEAR
    )
    out = np.empty_like(gray)
    lightness = np.asarray(wide)
    for top in range(0, gray.shape[0], 256):  # in bands, so that a page needs little memory
        own = gray[top : top + 256].astype(np.float32) * (_WHITE / lightness[top : top + 256])
        out[top : top + 256] = np.clip(own, 0, 255).astype(np.uint8)
    return out


def dark_pixels(gray: Gray) -> Mask:
    """Ink: clearly darker than the paper around it, so grey or yellowed scans work too."""
    paper = _lightest(gray, _SQUARE)
    if paper is None:
        return np.asarray(gray < 128)
    paper = ndimage.uniform_filter(ndimage.grey_closing(paper, size=(3, 3)), 3)
    limit = Image.fromarray((paper * 0.68).astype(np.uint8)).resize(
        (gray.shape[1], gray.shape[0]), Image.Resampling.BILINEAR
    )
    return np.asarray(gray < np.asarray(limit))


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
    """Pixels that lie on a level dark run of at least ``length``; breaks of two pixels are bridged."""
    joined = mask.copy()
    joined[:, 1:] |= mask[:, :-1]
    joined[:, 2:] |= mask[:, :-2]
    out = np.zeros_like(mask)
    rows = np.flatnonzero(_has_run(joined, length))
    if not rows.size:
        return out
    framed = np.zeros((rows.size, mask.shape[1] + 2), np.int8)
    framed[:, 1:-1] = joined[rows]
    change = np.diff(framed.ravel())
    starts, ends = np.flatnonzero(change == 1), np.flatnonzero(change == -1)
    long = ends - starts >= length
    marks = np.zeros(framed.size + 1, np.int8)
    marks[starts[long] + 1] += 1
    marks[ends[long] + 1] -= 1
    out[rows] = np.cumsum(marks[:-1], dtype=np.int8).reshape(framed.shape)[:, 1:-1] > 0
    return out


def _has_run(mask: Mask, length: int) -> Mask:
    """For each row, whether it has a dark run of that length: runs are halved until they are known, so that most
    rows, which have none, cost a few looks at whole arrays."""
    if mask.shape[1] < length:
        return np.zeros(len(mask), bool)
    known, runs = 1, mask
    while known < length:
        step = min(known, length - known)
        runs = runs[:, : runs.shape[1] - step] & runs[:, step:]
        known += step
    return np.asarray(runs.any(axis=1))


def _rules(mask: Mask, scale: float, thickest: int) -> tuple[list[Rule], Mask]:
    """Level rules of a run mask, in points, and the pixels that are theirs."""
    rules = []
    own = np.zeros_like(mask)
    for band in _bands(mask):
        labels, _ = ndimage.label(mask[band], np.ones((3, 3), bool))
        for number, (ys, xs) in enumerate(ndimage.find_objects(labels), start=1):
            tall, wide = ys.stop - ys.start, xs.stop - xs.start
            if wide < 5 * tall or tall > thickest:
                continue
            middle = band.start + (ys.start + ys.stop) / 2
            rules.append(Rule(middle / scale, xs.start / scale, xs.stop / scale))
            own[band][ys, xs] |= labels[ys, xs] == number
    return rules, own


def _bands(mask: Mask) -> list[slice]:
    """The rows that hold anything, in stretches; what lies in two of them does not touch."""
    held = np.zeros(len(mask) + 2, np.int8)
    held[1:-1] = mask.any(axis=1)
    change = np.diff(held)
    starts, ends = np.flatnonzero(change == 1), np.flatnonzero(change == -1)
    return [slice(int(start), int(end)) for start, end in zip(starts, ends, strict=True)]


def prepare(gray: Gray, dpi: float) -> CleanPage:
    """From a grey page to what OCR reads: straight, rules known, those of tables erased."""
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
    erased = np.zeros_like(dark)
    for grid in find_grids(level, upright):
        left, top, right, bottom = (round(value * scale) for value in grid.box)
        area = (slice(max(top - 4, 0), bottom + 5), slice(max(left - 4, 0), right + 5))
        erased[area] = own_level[area] | own_upright.T[area]
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


def page_sized(image: Image.Image, best: float) -> tuple[Image.Image, float]:
    """A picture taken as an A4 page, brought down to ``best`` dots per inch, and its own resolution."""
    flat = image.convert("RGBA") if image.mode in ("P", "LA", "PA") else image
    if flat.mode == "RGBA":
        paper = Image.new("RGB", flat.size, "white")
        paper.paste(flat, mask=flat.getchannel("A"))
        flat = paper
    upright = flat.height >= flat.width
    dpi = flat.width / (8.27 if upright else 11.69)
    if dpi > 1.25 * best:
        factor = best / dpi
        flat = flat.convert("RGB" if flat.mode not in ("1", "L") else "L")
        flat = flat.resize(
            (round(flat.width * factor), round(flat.height * factor)), Image.Resampling.LANCZOS
        )
        dpi = best
    return flat, max(dpi, 70.0)
