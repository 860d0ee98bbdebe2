"""Pages of an uploaded document as pictures, beside which its reading is checked."""

from __future__ import annotations

import io
from pathlib import Path, PurePath

import pypdfium2 as pdfium
from PIL import Image, ImageSequence, UnidentifiedImageError

WIDTH = 1000  # pixels: the letters of an A4 page are read with ease, and a page weighs 100-300 KB
PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff")
MOST_PIXELS = 80_000_000


def has_pages(name: str) -> bool:
    """Whether a file of this name can be shown page by page."""
    return PurePath(name).suffix.lower() in (".pdf", *PICTURES)


def page_png(path: Path, name: str, number: int) -> bytes | None:
    """Page ``number`` (from 1) of a file as PNG, or None where there is no such page."""
    content = path.read_bytes()
    try:
        picture = (
            _of_pdf(content, number)
            if PurePath(name).suffix.lower() == ".pdf"
            else _of_image(content, number)
        )
    except (pdfium.PdfiumError, UnidentifiedImageError, OSError, Image.DecompressionBombError):
        return None
    if picture is None:
        return None
    out = io.BytesIO()
    picture.convert("RGB").quantize(32).save(out, "PNG", optimize=False)
    return out.getvalue()


def _of_pdf(content: bytes, number: int) -> Image.Image | None:
    document = pdfium.PdfDocument(content)
    try:
        if not 1 <= number <= len(document):
            return None
        page = document[number - 1]
        # Bounded in height too: a page 1 point wide and 5 metres high must not fill the memory.
        scale = min(WIDTH / max(page.get_width(), 1), 3 * WIDTH / max(page.get_height(), 1))
        return page.render(scale=scale).to_pil()
    finally:
        document.close()


def _of_image(content: bytes, number: int) -> Image.Image | None:
    with Image.open(io.BytesIO(content)) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            return None
        for place, frame in enumerate(ImageSequence.Iterator(opened), start=1):
            if place == number:
                shown = frame.convert("RGB")
                shown.thumbnail((WIDTH, WIDTH * 3))
                return shown
    return None
