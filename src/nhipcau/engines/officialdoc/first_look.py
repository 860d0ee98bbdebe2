"""A quick look at a file before anything of it is kept.

A state secret must not be stored, and a file that cannot be read should be refused while the officer
still looks at the upload page.  Every place of the file is looked into for a stamp (``secrecy``); reading a scan
whole takes minutes, so only its first page is read as a document, in about two seconds.
"""

from __future__ import annotations

import io
import time
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium

from .errors import DocumentError, EmptyFile, Protected, StateSecret
from .formats import docx_reader, html_reader, pdf_reader, xlsx_reader  # noqa: F401 - once, before children are made
from .reader import DEFAULTS, ReadOptions, read
from .secrecy import looking

_SCANS = 8.0  # seconds for the stamps of scanned pages
_STAMPS = 15.0  # seconds for a file looked into for stamps and read as a document
_PAGE = 2.0  # seconds in which a page's text may still be read
_OFFICE = 4.0  # seconds: an officer waits five at most, and the words are still to be read


def stamps(path: Path, name: str) -> str:
    """Raise StateSecret where a stamp stands anywhere in the file, Protected where it is locked, Programme for what a
    machine runs; any kind of file.

    Returns why it could not be looked into whole (a word of ``secrecy.looking``), "" where it was.
    """
    until = time.monotonic() + _STAMPS
    unseen = looking.look(path, name, _SCANS)
    # A page is read twice at most, once turned round.
    left = (until - time.monotonic()) / 2
    if left < _PAGE:
        return unseen
    try:
        check(path, name, replace(DEFAULTS, page_seconds=left))
    except (StateSecret, Protected):
        raise
    except DocumentError:
        pass  # not a document that can be read: a photo, a film, a table
    return unseen


def check(path: Path, name: str, options: ReadOptions = DEFAULTS) -> None:
    """Raise the DocumentError that reading the file's first page (PDF) or the whole of it would raise.

    path: the file, alone in a private folder; name: as the officer knows it.  A PDF with an empty first page passes: the words may
    come later.
    """
    options = replace(options, office_seconds=min(options.office_seconds, _OFFICE), work=path.parent)
    with path.open("rb") as file:
        is_pdf = b"%PDF-" in file.read(1024)
    first = _first_page(path) if is_pdf else None
    if first is None:
        read(path, name=name, options=options)
        return
    page, pages = first
    try:
        read(page, name=name, options=options)
    except EmptyFile:
        if pages == 1:
            raise


def _first_page(path: Path) -> tuple[bytes, int] | None:
    """The first page as a PDF of its own and the number of pages; None where the file does not open
    (``read`` then says why)."""
    try:
        source = pdfium.PdfDocument(path)
    except pdfium.PdfiumError:
        return None
    try:
        pages = len(source)
        if pages == 0:
            return None
        alone = pdfium.PdfDocument.new()
        try:
            alone.import_pages(source, [0])
            out = io.BytesIO()
            alone.save(out)
            return out.getvalue(), pages
        finally:
            alone.close()
    except pdfium.PdfiumError:
        return None
    finally:
        source.close()
