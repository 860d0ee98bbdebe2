"""PDF pages → lines and ruled tables.  Pages without real text are handed to the OCR that is passed in."""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from nhipcau.engines.vntext.legacy import CONVERTERS, Legacy, legacy_of, sense
from nhipcau.engines.vntext.letters import composed
from nhipcau.engines.vntext.records import record

from ..errors import Damaged, NotADocument, Protected, TooLarge
from ..model import Box, Page
from ..page.layout import (
    OpenFoot,
    PageFrame,
    drop_page_numbers,
    lines_of,
    make_line,
    open_foot,
    told_of_columns,
)
from ..page.rawdoc import Item, RawCell, RawTable
from ..page.rows import Word, rows_of
from ..page.ruling import Grid, Rule, find_grids
from ..page.unruled import tables_without_rules
from ..words.wording import is_portal_stamp
from .pdf_words import letters_of_page, words_of_letters

_FEWEST_LETTERS = 60  # a page with fewer is not judged by them
_LONGEST_STAMP = 2_000  # letters: a page with more has words besides the portal's stamps
_READABLE = 0.5  # the part of a page's letters that must make sense
_WITHOUT_SPACES = 0.8
_RULE_THICKNESS = 3.0
_RULE_LENGTH = 6.0


@record(frozen=True, slots=True)
class PageWords:
    """One page as read: its words and ruling lines in points from the top left."""

    frame: PageFrame
    words: tuple[Word, ...]
    level: tuple[Rule, ...]
    upright: tuple[Rule, ...]
    scanned: bool
    nonsense: bool = False  # it has text, but its letters decode to none
    legacy: bool = False  # its letters were those of an old font, and were converted


def open_pdf(data: bytes, name: str) -> pdfium.PdfDocument:
    """Open, or raise Protected / Damaged with a message to show."""
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise Protected(name=name) from error
        raise Damaged("pdf", name=name) from error


def page_words(pdf: pdfium.PdfDocument, index: int, name: str) -> PageWords:
    """Words and rules of one page; ``scanned`` when an image carries the page instead of text."""
    try:
        page = pdf[index]
    except pdfium.PdfiumError as error:
        raise Damaged("pdf-page", page=index + 1, name=name) from error
    try:
        content = _content(page, index)
        if raw.FPDFPage_GetAnnotCount(page.raw) and not content.scanned and _flatten(page):
            page.close()
            page = pdf[index]
            content = _content(page, index)
        return content
    finally:
        page.close()


def _flatten(page: pdfium.PdfPage) -> bool:
    """Make what annotations show (numbers and dates filled in, signature stamps) text of the page."""
    return bool(raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS)


def annotation_lines(pdf: pdfium.PdfDocument, index: int) -> list[str]:
    """Lines that annotations add to a scanned page (the digital signature's stamp).  To be called after
    the page was rendered, since it changes the page in memory."""
    page = pdf[index]
    try:
        if not raw.FPDFPage_GetAnnotCount(page.raw) or not _flatten(page):
            return []
        page.close()
        page = pdf[index]
        return [" ".join(word.text for word in row) for row in rows_of(_content(page, index).words)]
    finally:
        page.close()


def _content(page: pdfium.PdfPage, index: int) -> PageWords:
    width, height = page.get_size()
    textpage = page.get_textpage()
    try:
        letters = letters_of_page(textpage)
        legacy = legacy_of(letters)
        words = list(words_of_letters(textpage, letters, height, legacy))
        count = len(letters)
    finally:
        textpage.close()
    if legacy is not None:
        words = _in_unicode(words, legacy)
    level, upright, image_share, hidden = _graphics(page, width, height)
    frame = PageFrame(index + 1, width, height)
    real = _without_accents([word for word in words if not word.text.isspace()])
    scanned = (image_share > 0.5 and (hidden or _says_little(real))) or (
        image_share > 0.15 and len(real) < 40 and _says_little(real)
    )
    nonsense = not scanned and _is_nonsense(real, count, hidden)
    return PageWords(
        frame, tuple(real), tuple(level), tuple(upright), scanned or nonsense, nonsense, legacy is not None
    )


def _says_little(words: list[Word]) -> bool:
    """Whether a page has hardly more letters than a stamp."""
    total = sum(len(word.text) for word in words)
    return total < _LONGEST_STAMP and sum(len(word.text) for word in _without_stamp(words)) < 60


def _is_nonsense(words: list[Word], count: int, hidden: bool) -> bool:
    """Whether a page's letters decode to nothing that can be read: a font without, or with a broken, table of its
    letters.  count: characters that the page draws."""
    if hidden or count < _FEWEST_LETTERS:
        return False
    text = " ".join(word.text for word in words)
    letters = sum(map(len, text.split()))
    return letters < _READABLE * count * _WITHOUT_SPACES or sense(text) < _READABLE


def _in_unicode(words: list[Word], legacy: Legacy) -> list[Word]:
    """The words of a page in an old font as Unicode, row by row (capitals are told by the whole row)."""
    done: list[Word] = []
    for row in rows_of(words):
        texts = CONVERTERS[legacy](" ".join(word.text for word in row)).split(" ")
        if len(texts) != len(row):
            texts = [CONVERTERS[legacy](word.text) for word in row]
        done += [replace(word, text=composed(text)) for word, text in zip(row, texts, strict=True)]
    return done


def _without_accents(words: list[Word]) -> list[Word]:
    """Without the slivers that a font without "ơ" or "ư" leaves: the horn is a glyph of its own, which says
    it is the whole letter, drawn over the word that already has that letter."""
    slivers = [word for word in words if len(word.text) <= 2 and word.right - word.left < 0.2 * word.height]
    slivers = [word for word in slivers if word.text.isalpha() and not word.text.isascii()]
    drop = {
        id(sliver)
        for sliver in slivers
        for word in words
        if len(word.text) > len(sliver.text)
        and sliver.text in word.text
        and word.left - 1 <= sliver.left
        and sliver.right <= word.right + 1
        and abs(word.middle - sliver.middle) < 0.3 * word.height
    }
    return [word for word in words if id(word) not in drop] if drop else words


def _without_stamp(words: list[Word]) -> list[Word]:
    kept = []
    for row in rows_of(words):
        if not is_portal_stamp(" ".join(word.text for word in row)):
            kept += row
    return kept


def _graphics(
    page: pdfium.PdfPage, width: float, height: float
) -> tuple[list[Rule], list[Rule], float, bool]:
    """Level and upright rules, the share of the page under images, and whether its text is invisible."""
    level: list[Rule] = []
    upright: list[Rule] = []
    image_area = 0.0
    hidden = visible = 0
    for number, (item, kind) in enumerate(_objects(page.raw)):
        if number > 60_000:
            break
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            if raw.FPDFTextObj_GetTextRenderMode(item) == 3:
                hidden += 1
            else:
                visible += 1
            continue
        bounds = _bounds(item)
        if bounds is None:
            continue
        left, bottom, right, top = bounds
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            wide = min(right, width) - max(left, 0)
            tall = min(top, height) - max(bottom, 0)
            if wide > 0 and tall > 0:
                image_area = max(image_area, wide * tall)
            continue
        wide, tall = right - left, top - bottom
        if tall <= _RULE_THICKNESS and wide >= _RULE_LENGTH:
            level.append(Rule(height - (top + bottom) / 2, left, right))
        elif wide <= _RULE_THICKNESS and tall >= _RULE_LENGTH:
            upright.append(Rule((left + right) / 2, height - top, height - bottom))
        elif wide >= _RULE_LENGTH and tall >= _RULE_LENGTH:
            _path_rules(item, height, level, upright)
    return level, upright, image_area / max(width * height, 1.0), hidden > visible


_KINDS = frozenset((raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_TEXT))
_DEPTH = 4  # forms within forms


def _objects(
    parent: raw.FPDF_PAGE | raw.FPDF_PAGEOBJECT, level: int = 0
) -> Iterator[tuple[raw.FPDF_PAGEOBJECT, int]]:
    """What a page, or a form on it, draws, and of which kind each is; what forms draw in their place.

    The usual wrapper makes an object of several dictionaries of each, which takes five times as long as all else here.
    """
    count, get = (
        (raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject)
        if level
        else (raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject)
    )
    for index in range(count(parent)):
        item = get(parent, index)
        kind = raw.FPDFPageObj_GetType(item)
        if kind in _KINDS:
            yield item, kind
        elif kind == raw.FPDF_PAGEOBJ_FORM and level < _DEPTH - 1:
            yield from _objects(item, level + 1)


def _bounds(item: raw.FPDF_PAGEOBJECT) -> tuple[float, float, float, float] | None:
    """The left, bottom, right and top of what is drawn; None where it has none."""
    sides = (ctypes.c_float(), ctypes.c_float(), ctypes.c_float(), ctypes.c_float())
    if not raw.FPDFPageObj_GetBounds(item, *map(ctypes.byref, sides)):
        return None
    left, bottom, right, top = sides
    return left.value, bottom.value, right.value, top.value


def _path_rules(path: raw.FPDF_PAGEOBJECT, height: float, level: list[Rule], upright: list[Rule]) -> None:
    """The straight stretches of one drawn path (a stroked box, or many lines in one path)."""
    mode, stroke = ctypes.c_int(), raw.FPDF_BOOL()
    raw.FPDFPath_GetDrawMode(path, ctypes.byref(mode), ctypes.byref(stroke))
    if not stroke.value:
        return
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(path, ctypes.byref(matrix))
    x, y = ctypes.c_float(), ctypes.c_float()
    last = first = (0.0, 0.0)
    for number in range(min(raw.FPDFPath_CountSegments(path), 4000)):
        segment = raw.FPDFPath_GetPathSegment(path, number)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        here = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            height - (matrix.b * x.value + matrix.d * y.value + matrix.f),
        )
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            first = here
        elif kind == raw.FPDF_SEGMENT_LINETO:
            _add_rule(last, here, level, upright)
        if raw.FPDFPathSegment_GetClose(segment):
            _add_rule(here, first, level, upright)
        last = here


def _add_rule(
    start: tuple[float, float], end: tuple[float, float], level: list[Rule], upright: list[Rule]
) -> None:
    if abs(start[1] - end[1]) < 1 and abs(start[0] - end[0]) >= _RULE_LENGTH:
        level.append(Rule((start[1] + end[1]) / 2, min(start[0], end[0]), max(start[0], end[0])))
    elif abs(start[0] - end[0]) < 1 and abs(start[1] - end[1]) >= _RULE_LENGTH:
        upright.append(Rule((start[0] + end[0]) / 2, min(start[1], end[1]), max(start[1], end[1])))


def page_items(content: PageWords, carried: OpenFoot | None = None) -> tuple[list[Item], OpenFoot | None]:
    """One page's words and rules → lines and tables in reading order, and the foot that it leaves open.
    ``carried``: the foot that the page before left open."""
    frame = content.frame
    words = list(content.words)
    grids = [grid for grid in find_grids(content.level, content.upright) if _is_table(grid, words, frame)]
    inside: list[list[Word]] = [[] for _ in grids]
    outside: list[Word] = [] if grids else words
    for word in words if grids else ():
        x, y = (word.left + word.right) / 2, word.middle
        for number, grid in enumerate(grids):
            left, top, right, bottom = grid.box
            if left <= x <= right and top <= y <= bottom:
                inside[number].append(word)
                break
        else:
            outside.append(word)
    rows = drop_page_numbers(rows_of(outside), frame.height)
    placed: list[tuple[float, Item]] = []
    tables = [(grid.ys[0], table_of(grid, inside[number], frame)) for number, grid in enumerate(grids)]
    spans = [(grid.ys[0], grid.ys[-1]) for grid in grids]
    foot = carried if not grids or (rows and rows[0][0].top < grids[0].ys[0]) else None
    still_open = None
    for start, run in _runs_between(rows, [top for top, _ in spans]):
        line_number = 1
        for item in tables_without_rules(run, frame):
            if isinstance(item, RawTable):
                placed.append((item.box.top * frame.height if item.box else start, item))
                continue
            lines = lines_of(item, frame, line_number, foot)
            still_open = open_foot(item, frame, foot)
            foot = None
            anchor = item[0][0].top if item else start
            placed += [(anchor + 0.001 * number, line) for number, line in enumerate(lines)]
    placed += tables
    if grids and (not rows or grids[-1].ys[-1] > rows[-1][0].top):
        still_open = None
    placed.sort(key=lambda pair: pair[0])
    return [item for _, item in placed], still_open


def _runs_between(rows: list[list[Word]], tops: Sequence[float]) -> list[tuple[float, list[list[Word]]]]:
    """Rows cut into runs at each table's top, so that a table stands where it stood."""
    runs: list[tuple[float, list[list[Word]]]] = []
    edges = [0.0, *sorted(tops), float("inf")]
    for above, below in itertools.pairwise(edges):
        run = [row for row in rows if above <= row[0].middle < below]
        if run:
            runs.append((run[0][0].top, run))
    return runs


_FEWEST_EDGES = 3  # of a row that goes on from the page before: three columns or more


def _is_table(grid: Grid, words: list[Word], frame: PageFrame) -> bool:
    """A grid with words in at least two of its cells; a page border or an empty frame is none."""
    left, _top, right, _bottom = grid.box
    if len(grid.cells) < 2 or right - left < 0.15 * frame.width:
        return False
    filled = 0
    for cell in grid.cells:
        x0, y0, x1, y1 = grid.bounds(cell)
        filled += any(x0 <= (w.left + w.right) / 2 <= x1 and y0 <= w.middle <= y1 for w in words)
        if filled >= 2:
            return True
    # One cell's last lines at the top of a page: a row that the page before broke off.
    over = [w for w in words if w.bottom < grid.ys[0] and w.top > 0.1 * frame.height]
    return filled == 1 and not over and len(grid.xs) > _FEWEST_EDGES


def table_of(grid: Grid, words: list[Word], frame: PageFrame) -> RawTable:
    """Words into the cells of a grid."""
    cells = []
    for cell in grid.cells:
        left, top, right, bottom = grid.bounds(cell)
        own = [w for w in words if left <= (w.left + w.right) / 2 < right and top <= w.middle < bottom]
        lines = [make_line(row, frame, line=number + 1) for number, row in enumerate(rows_of(own))]
        cells.append(RawCell(cell.row, cell.column, cell.row_span, cell.column_span, tuple(lines)))
    box = Box(
        grid.xs[0] / frame.width, grid.ys[0] / frame.height,
        grid.xs[-1] / frame.width, grid.ys[-1] / frame.height,
    )  # fmt: skip
    edges = tuple(round(x / frame.width, 4) for x in grid.xs)
    return RawTable(tuple(cells), len(grid.ys) - 1, len(grid.xs) - 1, frame.number, 1, box, edges)


OcrPages = Callable[
    [pdfium.PdfDocument, Sequence[int]], Iterator[tuple[int, Page, list[Item], tuple[str, ...]]]
]


def read_pdf(
    data: bytes, name: str, *, max_pages: int, ocr: OcrPages
) -> tuple[list[Item], list[Page], list[str], tuple[str, ...]]:
    """All pages → items, pages, stamp texts, warnings.  ``ocr`` reads the scanned pages, by index, and those whose
    letters make no sense.

    Raises Protected, Damaged, TooLarge.
    """
    pdf = open_pdf(data, name)
    try:
        total = len(pdf)
        if not total:
            raise NotADocument("pdf-pages", name=name)
        if total > max_pages:
            raise TooLarge("pages", name=name, total=total, most=max_pages)
        items: dict[int, list[Item]] = {}
        pages: dict[int, Page] = {}
        stamps: list[str] = []
        scanned: list[int] = []
        foot: OpenFoot | None = None
        warnings: dict[str, None] = {}
        for index in range(total):
            content = page_words(pdf, index, name)
            warnings |= dict.fromkeys(
                code
                for code, here in (("nonsense-letters", content.nonsense), ("legacy-letters", content.legacy))
                if here
            )
            if content.scanned:
                scanned.append(index)
                foot = None
                continue
            items[index], foot = page_items(content, foot)
            pages[index] = Page(index + 1, content.frame.width, content.frame.height)
        for index, page, found, texts in ocr(pdf, scanned) if scanned else ():
            items[index], pages[index] = found, page
            stamps += texts
        for index in scanned:
            stamps += annotation_lines(pdf, index)
        flow = [item for index in range(total) for item in items.get(index, [])]
        warnings |= dict.fromkeys(told_of_columns(flow))
        return flow, [pages[index] for index in range(total) if index in pages], stamps, tuple(warnings)
    finally:
        pdf.close()
