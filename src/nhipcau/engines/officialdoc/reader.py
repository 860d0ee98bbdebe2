"""Read a file of any supported format into an OfficialDocument."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from nhipcau.engines.vntext.records import record

from .errors import Damaged, EmptyFile, NotADocument, TooLarge
from .formats.sniff import Content, sniff
from .formats.text_reader import decoded, read_text
from .model import Format, OfficialDocument, Page
from .page.rawdoc import MOST_LINES, Item, RawDocument
from .parts.assemble import assemble


@record(frozen=True, slots=True)
class ReadOptions:
    """Limits.  max_bytes of the file; max_pages of a PDF; max_scanned_pages to OCR; jobs: OCR pages at once
    (None: one per processor); page_seconds: time for one page's OCR; office_seconds: for LibreOffice to open an old
    file; work: a private folder for it, thrown away by the caller (None: the system's)."""

    max_bytes: int = 150 * 1024 * 1024
    max_pages: int = 2000
    max_scanned_pages: int = 200
    jobs: int | None = None
    page_seconds: float = 120.0
    office_seconds: float = 120.0
    work: Path | None = None


DEFAULTS = ReadOptions()


def read(
    source: str | Path | bytes, *, name: str | None = None, options: ReadOptions = DEFAULTS
) -> OfficialDocument:
    """Read one document.

    source: a path, or the file's bytes (then ``name`` is used in messages).
    Raises errors.DocumentError: EmptyFile, NotADocument, Protected, Damaged, TooLarge, MacroDocument,
    OldWord, StateSecret, OcrMissing, OcrFailed; each with ``code`` and a Vietnamese ``message``.
    """
    data, shown = bytes_of(source, name, options)
    with _collecting_seldom():
        content = sniff(data, shown)
        raw = _read_raw(content, data, shown, options)
        if len(raw.items) > MOST_LINES:
            raise TooLarge("lines")
        if not raw.items:
            raise EmptyFile("no-words", name=shown)
        return assemble(raw, shown)


_SELDOM = 200_000  # objects; a long PDF makes a hundred thousand words, none of which is garbage


@contextmanager
def _collecting_seldom() -> Iterator[None]:
    """Look for garbage in circles less often: all that a reading makes is kept until its end."""
    before = gc.get_threshold()
    if 0 < before[0] < _SELDOM:
        gc.set_threshold(_SELDOM, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def bytes_of(source: str | Path | bytes, name: str | None, options: ReadOptions) -> tuple[bytes, str]:
    if isinstance(source, bytes):
        data, shown = source, name or "văn bản"
    else:
        path = Path(source)
        shown = name or path.name
        try:
            if path.stat().st_size > options.max_bytes:
                raise TooLarge("bytes", name=shown, most=options.max_bytes // (1024 * 1024))
            data = path.read_bytes()
        except IsADirectoryError as error:
            raise NotADocument("folder", name=shown) from error
        except FileNotFoundError as error:
            raise NotADocument("missing", name=shown) from error
        except OSError as error:
            raise NotADocument("no-access", name=shown) from error
    if len(data) > options.max_bytes:
        raise TooLarge("bytes", name=shown, most=options.max_bytes // (1024 * 1024))
    return data, shown


_BY_OFFICE = (Content.DOC, Content.RTF, Content.ODT)


def _old_letters(legacy: bool) -> tuple[str, ...]:
    return ("legacy-letters",) if legacy else ()


def _read_raw(content: Content, data: bytes, name: str, options: ReadOptions) -> RawDocument:
    """Each format's reader is imported when a file of it comes: their libraries take longer to start than most
    documents to read."""
    items: list[Item]
    pages: list[Page]
    if content is Content.DOCX:
        from .formats.docx_reader import read_docx

        items, pages, stamps, legacy = read_docx(data, name)
        return RawDocument(tuple(items), tuple(pages), Format.DOCX, _old_letters(legacy), tuple(stamps))
    if content in _BY_OFFICE:
        from .formats.office_convert import to_docx

        data = to_docx(data, content.value, name, options.office_seconds, options.work)
        if sniff(data, name) is not Content.DOCX:
            raise Damaged(name=name)
        return _read_raw(Content.DOCX, data, name, options)
    if content is Content.XLSX:
        from .formats.xlsx_reader import read_xlsx

        items, pages, told = read_xlsx(data, name)
        return RawDocument(tuple(items), tuple(pages), Format.XLSX, tuple(told))
    if content is Content.HTML:
        from .formats.html_reader import read_html

        text, legacy = decoded(data, name)
        items, pages = read_html(text, name)
        return RawDocument(tuple(items), tuple(pages), Format.HTML, _old_letters(legacy))
    if content is Content.TEXT:
        text, legacy = decoded(data, name)
        items, pages, told = read_text(text)
        return RawDocument(tuple(items), tuple(pages), Format.TXT, (*_old_letters(legacy), *told))
    if content is Content.IMAGE:
        from .scan import ocr  # its imports cost time that most files need not pay

        items, pages, stamps, warnings = ocr.read_image(
            data, name, options.max_scanned_pages, options.jobs, options.page_seconds
        )
        return RawDocument(tuple(items), tuple(pages), Format.IMAGE, tuple(warnings), tuple(stamps))
    from .formats.pdf_reader import read_pdf

    warnings = []

    def scans(pdf: object, indexes: Sequence[int]) -> Iterator[tuple[int, Page, list[Item], tuple[str, ...]]]:
        if len(indexes) > options.max_scanned_pages:
            raise TooLarge("scanned-pages", name=name, scanned=len(indexes), most=options.max_scanned_pages)
        from .scan import ocr

        warnings.append("scanned")
        return ocr.read_pdf_pages(pdf, indexes, name, options.jobs, options.page_seconds)

    items, pages, stamps, letters = read_pdf(data, name, max_pages=options.max_pages, ocr=scans)
    return RawDocument(tuple(items), tuple(pages), Format.PDF, (*warnings, *letters), tuple(stamps))
