"""Scanned pages → lines and tables by tesseract with its Vietnamese model.

Pages are read at the same time, one tesseract each; at most a few page images are in memory.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tempfile
import warnings
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from PIL import Image, UnidentifiedImageError

from nhipcau.engines.vntext import regexes
from nhipcau.engines.vntext.docnumbers import find_doc_numbers
from nhipcau.engines.vntext.letters import clean
from nhipcau.engines.vntext.records import record

from ..errors import Damaged, OcrFailed, OcrMissing, TooLarge
from ..formats.pdf_reader import PageWords, page_items
from ..model import Page
from ..page.layout import OpenFoot, PageFrame, told_of_columns
from ..page.rawdoc import Item, RawLine
from ..page.rows import Word, rows_of, split_row
from ..page.ruling import Grid, find_grids, stamp_boxes
from ..programs import KEPT_MEMORY
from .handwriting import fill_head_blanks
from .ocr_repair import repair, repair_list_marks
from .office_stamps import office_stamps, printed_stamps
from .orientation import quarter_turns, stands_on_head, upside_down
from .roman_quarters import count_quarters
from .scan_image import CleanPage, Gray, evened, page_sized, prepare, without_red
from .signature_scan import look_again

DPI = 240
_DOUBTFUL = 0.6  # a page that OCR believes less may stand on its head
_MAX_PIXELS = 120_000_000
_ONE_AT_A_TIME = Lock()
Seen = tuple[Page, PageWords, tuple[str, ...]]
Read = tuple[int, Page, list[Item], tuple[str, ...]]


@lru_cache(maxsize=1)
def require_tesseract() -> str:
    """The tesseract program.  Raises OcrMissing naming the packages to install."""
    program = shutil.which("tesseract")
    if program is None:
        raise OcrMissing("program")
    listed = subprocess.run(
        [program, "--list-langs"], capture_output=True, text=True, timeout=30, check=False
    )
    if "vie" not in (listed.stdout + listed.stderr).split():
        raise OcrMissing("language")
    return program


@record(frozen=True, slots=True)
class OcrWord:
    """One word of tesseract's answer, in pixels of its image; ``image`` counts from 0 in a list."""

    text: str
    left: int
    top: int
    width: int
    height: int
    sure: float
    line: tuple[int, int, int]
    image: int


def recognise(images: Sequence[Gray], *, mode: int, dpi: float, seconds: float) -> list[OcrWord]:
    """Run tesseract once over the images (page segmentation ``mode``) and return all words.

    Raises OcrMissing, OcrFailed.
    """
    program = require_tesseract()
    if not images:
        return []
    with tempfile.TemporaryDirectory(prefix="nhipcau-ocr-") as folder:
        names = []
        for number, image in enumerate(images):
            path = Path(folder) / f"{number}.pgm"
            height, width = image.shape
            with path.open("wb") as out:
                out.write(b"P5 %d %d 255\n" % (width, height))
                np.ascontiguousarray(image).tofile(out)
            names.append(str(path))
        listing = Path(folder) / "list.txt"
        listing.write_text("\n".join(names) + "\n")
        command = [
            program,
            str(listing),
            "stdout",
            "-l",
            "vie",
            "--psm",
            str(mode),
            "--dpi",
            str(round(dpi)),
            "tsv",
        ]
        try:
            done = subprocess.run(
                command,
                capture_output=True,
                timeout=seconds,
                check=False,
                env={**os.environ, "OMP_THREAD_LIMIT": "1", **KEPT_MEMORY},
            )
        except subprocess.TimeoutExpired as error:
            raise OcrFailed("slow") from error
    if done.returncode != 0:
        raise OcrFailed()
    return list(_words(done.stdout.decode("utf-8", "replace")))


def _words(tsv: str) -> Iterator[OcrWord]:
    for row in tsv.split("\n")[1:]:
        parts = row.split("\t")
        if len(parts) < 12 or parts[0] != "5":
            continue
        text = clean(parts[11]).strip()
        if not text:
            continue
        numbers = [int(part) for part in parts[1:10]]
        yield OcrWord(
            text, numbers[5], numbers[6], numbers[7], numbers[8], max(float(parts[10]), 0.0) / 100,
            (numbers[1], numbers[2], numbers[3]), numbers[0] - 1,
        )  # fmt: skip


def to_words(found: Iterable[OcrWord], scale: float, left: float = 0.0, top: float = 0.0) -> list[Word]:
    """OCR words → layout words in points; words of one OCR line share their top and bottom."""
    lines: dict[tuple[int, tuple[int, int, int]], list[OcrWord]] = {}
    for word in found:
        lines.setdefault((word.image, word.line), []).append(word)
    out = []
    for line in lines.values():
        plain = [word for word in line if any(letter.isalnum() for letter in word.text)] or line
        tops = sorted(word.top for word in plain)
        bottoms = sorted(word.top + word.height for word in plain)
        high, low = tops[len(tops) // 2], bottoms[len(bottoms) // 2]
        for word in line:
            if not any(letter.isalnum() for letter in word.text) and (
                word.sure < 0.5 or word.text in "|—_~`'‘’°ˆ^«»=<>"
            ):
                continue
            own = abs((word.top + word.height / 2) - (high + low) / 2) > (low - high)
            out.append(
                Word(
                    word.text,
                    left + word.left / scale,
                    top + (word.top if own else high) / scale,
                    left + (word.left + word.width) / scale,
                    top + ((word.top + word.height) if own else max(low, high + 1)) / scale,
                    sure=word.sure,
                )
            )
    return out


def read_page_image(gray: Gray, dpi: float, number: int, seconds: float) -> Seen:
    """One grey page image → its page, its words and rules, and the texts of its stamps."""
    return _read_prepared(prepare(evened(gray), dpi), dpi, number, seconds)


def _read_prepared(page: CleanPage, dpi: float, number: int, seconds: float) -> Seen:
    height, width = page.gray.shape
    frame = PageFrame(number, width / page.scale, height / page.scale)
    grids = [grid for grid in find_grids(page.level, page.upright) if len(grid.cells) <= 900]
    big = [grid for grid in grids if len(grid.cells) >= 4 and _width(grid) > 0.35 * frame.width]
    if big:
        words = _table_page_words(page, big, dpi, seconds)
    else:
        words = to_words(recognise([page.gray], mode=3, dpi=dpi, seconds=seconds), page.scale)
    boxes = stamp_boxes(page.level, page.upright, frame.width, frame.height)
    boxes = [box for box in boxes if not any(_overlap(box, grid.box) for grid in big)]
    stamps = tuple(" ".join(word.text for word in words if _inside(word, box)) for box in boxes)
    incoming = [box for box, text in zip(boxes, stamps, strict=True) if _is_incoming(text)]
    words = _without_stamps(words, incoming)
    if number == 1:
        words = fill_head_blanks(words, page, frame)
    words = look_again(
        words,
        page,
        frame,
        lambda gray: recognise([gray], mode=6, dpi=dpi, seconds=seconds),
        to_words,  # type: ignore[arg-type]
    )
    words = without_noise(count_quarters(words, page))
    content = PageWords(frame, tuple(words), tuple(page.level), tuple(page.upright), True)
    letters = sum(len(word.text) for word in words) or 1
    sure = round(sum(word.sure * len(word.text) for word in words) / letters, 3)
    return Page(number, frame.width, frame.height, True, sure), content, stamps


def _read_held(held: list[Gray], dpi: float, number: int, seconds: float) -> Seen:
    """read_page_image on the only reference to a page, so that the page is freed as soon as it is prepared;
    turned the right way up."""

    def read(images: Sequence[Gray]) -> list[OcrWord]:
        return recognise(images, mode=6, dpi=dpi, seconds=seconds)

    held[0] = evened(held[0])
    turns = quarter_turns(held[0], read)
    if turns:
        held[0] = np.ascontiguousarray(np.rot90(held[0], turns))
    with _ONE_AT_A_TIME:  # the largest memory is needed here; tesseract's own time runs side by side
        page = prepare(held.pop(), dpi)
    seen = _read_prepared(page, dpi, number, seconds)
    if seen[0].sure < _DOUBTFUL and stands_on_head(page, read):
        seen = _read_prepared(upside_down(page), dpi, number, seconds)
    return seen


def _repaired(item: Item) -> Item:
    if isinstance(item, RawLine):
        return replace(item, text=repair(item.text))
    cells = tuple(
        replace(
            cell, lines=tuple(replace(line, text=repair_list_marks(repair(line.text))) for line in cell.lines)
        )
        for cell in item.cells
    )
    return replace(item, cells=cells)


def without_noise(words: Sequence[Word]) -> list[Word]:
    """Without specks, strokes and stamps read as letters: parts of a row that OCR itself hardly believes."""
    kept: list[Word] = []
    for row in rows_of(words):
        height = sorted(word.height for word in row)[len(row) // 2]
        parts = split_row(row, 1.1 * height)
        beliefs = [sum(w.sure * len(w.text) for w in part) / sum(len(w.text) for w in part) for part in parts]
        best = max(beliefs)
        for part, belief in zip(parts, beliefs, strict=True):
            if belief > 0.2 and find_doc_numbers(" ".join(word.text for word in part)):
                kept += part  # rare letters of a document's number make OCR doubt what it reads well
                continue
            letters = sum(letter.isalnum() for word in part for letter in word.text)
            if (
                belief < 0.3
                or (belief < 0.55 and (best > 0.75 or letters < 4))
                or (not letters and belief < 0.9)
            ):
                continue
            kept += part
    return kept


def _width(grid: Grid) -> float:
    return grid.xs[-1] - grid.xs[0]


def _inside(word: Word, box: tuple[float, float, float, float]) -> bool:
    left, top, right, bottom = box
    return left <= (word.left + word.right) / 2 <= right and top <= word.middle <= bottom


def _is_incoming(text: str) -> bool:
    """The receiving office's boxed stamp: "CÔNG VĂN ĐẾN", "ĐẾN Giờ ... Ngày ...", "Kính chuyển ..."."""
    return bool(regexes.search(r"\b(?:ĐẾN|GIỜ|CHUYỂN|CHUYÊN)\b|\b(?:Giờ|Kính chuyển|Đến)\b", text))


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    """Whether most of ``one`` lies in ``other``: the columns of a table are no stamp's frame."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    tall = min(one[3], other[3]) - max(one[1], other[1])
    area = (one[2] - one[0]) * (one[3] - one[1])
    return wide > 0 and tall > 0 and wide * tall > 0.5 * area


def _without_stamps(words: Sequence[Word], boxes: Sequence[tuple[float, float, float, float]]) -> list[Word]:
    """Without the words inside stamp frames; a line of text that only runs into a frame keeps its words."""
    if not boxes:
        return list(words)
    kept: list[Word] = []
    for row in rows_of(words):
        height = sorted(word.height for word in row)[len(row) // 2]
        for part in split_row(row, 1.1 * height):
            inside = [word for word in part if any(_inside(word, box) for box in boxes)]
            through = len(inside) < 0.6 * len(part)
            kept += [
                word for word in part if word not in inside or _of_head(word) or (through and word.sure > 0.4)
            ]
    return kept


def _of_head(word: Word) -> bool:
    """A word of the date line that a stamp's frame crosses but that is well read."""
    return word.sure > 0.9 and bool(regexes.fullmatch(r"ngày|tháng|năm|[0-9]{1,4}", word.text))


def _table_page_words(page: CleanPage, grids: Sequence[Grid], dpi: float, seconds: float) -> list[Word]:
    """A page with tables: the bands between tables as text, each table column by column so that no line
    runs over two columns, cells that cover several columns by themselves.  One run of tesseract for all."""
    crops: list[Gray] = []
    places: list[tuple[float, float]] = []
    edges = [0.0]
    for grid in grids:
        edges += [grid.ys[0] - 1, grid.ys[-1] + 2]
    edges.append(page.gray.shape[0] / page.scale)
    for above, below in zip(edges[::2], edges[1::2], strict=True):
        top, bottom = round(above * page.scale), round(below * page.scale)
        _add_crop(page.gray[max(top, 0) : max(bottom, 0)], 0, top, page, crops, places)
    for grid in grids:
        _add_table(page, grid, crops, places)
    found = recognise(crops, mode=6, dpi=dpi, seconds=seconds)
    words: list[Word] = []
    for number, (left_at, top_at) in enumerate(places):
        words += to_words([word for word in found if word.image == number], page.scale, left_at, top_at)
    return words


def _add_table(page: CleanPage, grid: Grid, crops: list[Gray], places: list[tuple[float, float]]) -> None:
    wide = [cell for cell in grid.cells if cell.column_span > 1]
    gray = page.gray.copy() if wide else page.gray
    for cell in wide:
        left, top, right, bottom = (round(value * page.scale) for value in grid.bounds(cell))
        piece = page.gray[max(top + 2, 0) : bottom - 1, max(left + 2, 0) : right - 1]
        _add_crop(piece, left + 2, top + 2, page, crops, places)
        gray[max(top, 0) : bottom, max(left, 0) : right] = 255
    top, bottom = round(grid.ys[0] * page.scale), round(grid.ys[-1] * page.scale)
    for start, end in zip(grid.xs, grid.xs[1:], strict=False):
        left, right = round(start * page.scale), round(end * page.scale)
        piece = gray[max(top + 2, 0) : bottom - 1, max(left + 2, 0) : right - 1]
        _add_crop(piece, left + 2, top + 2, page, crops, places)


def _add_crop(
    crop: Gray, left: int, top: int, page: CleanPage, crops: list[Gray], places: list[tuple[float, float]]
) -> None:
    """A piece of the page cut to its ink, with a white border as tesseract likes it."""
    if crop.size == 0 or min(crop.shape) < 12:
        return
    ink = crop < 140
    rows, columns = np.nonzero(ink.sum(axis=1) > 1)[0], np.nonzero(ink.sum(axis=0) > 1)[0]
    if ink.sum() < 12 or not len(rows) or not len(columns):
        return
    y0, y1, x0, x1 = max(rows[0] - 6, 0), rows[-1] + 7, max(columns[0] - 6, 0), columns[-1] + 7
    crops.append(np.pad(crop[y0:y1, x0:x1], 14, constant_values=255))
    places.append(((max(left, 0) + x0 - 14) / page.scale, (max(top, 0) + y0 - 14) / page.scale))


def _in_order(work: Iterable[tuple[int, Gray, float]], jobs: int | None, seconds: float) -> Iterator[Read]:
    """Read page images side by side, give the results in order; few images wait at a time."""
    workers = max(1, jobs or os.cpu_count() or 1)
    with ThreadPoolExecutor(workers, thread_name_prefix="ocr") as pool:
        waiting: deque[tuple[int, Future[Seen]]] = deque()
        foot: OpenFoot | None = None

        def next_read() -> Read:
            nonlocal foot
            index_done, future = waiting.popleft()
            page, content, stamps = future.result()
            items, foot = page_items(content, foot)
            return index_done, page, [_repaired(item) for item in items], stamps

        try:
            for index, gray, dpi in work:
                waiting.append((index, pool.submit(_read_held, [gray], dpi, index + 1, seconds)))
                del gray
                if len(waiting) > workers:
                    yield next_read()
            while waiting:
                yield next_read()
        finally:
            for _, future in waiting:
                future.cancel()


def read_pdf_pages(
    pdf: Any, indexes: Sequence[int], name: str, jobs: int | None, seconds: float
) -> Iterator[Read]:
    """OCR the given pages of an open PDF (by index), in order.  Raises OcrMissing, OcrFailed, TooLarge."""
    require_tesseract()
    stamped: dict[int, tuple[str, ...]] = {}

    def images() -> Iterator[tuple[int, Gray, float]]:
        for index in indexes:
            page = pdf[index]
            try:
                width, height = page.get_size()
                dpi = DPI if max(width, height) < 1300 else DPI * 1300 / max(width, height)
                if width * height * (dpi / 72) ** 2 > _MAX_PIXELS:
                    raise TooLarge("ocr-page", page=index + 1, name=name)
                bitmap = page.render(scale=dpi / 72, draw_annots=False, may_draw_forms=False)
                picture = bitmap.to_pil()
                gray = without_red(picture)
                if index == 0:
                    stamped[index] = stamps_of(picture, dpi, seconds)
                del picture
                bitmap.close()
            finally:
                page.close()
            yield index, gray, dpi

    for index, read, items, texts in _in_order(images(), jobs, seconds):
        yield index, read, items, (*texts, *stamped.get(index, ()))


def stamps_of(picture: Image.Image, dpi: float, seconds: float) -> tuple[str, ...]:
    """The stamps of secrecy and urgency on the first page."""

    def lines(images: Sequence[Gray]) -> list[str]:
        found = recognise(images, mode=6, dpi=dpi, seconds=seconds)
        rows: list[dict[tuple[int, int, int], list[str]]] = [{} for _ in images]
        for word in found:
            rows[word.image].setdefault(word.line, []).append(word.text)
        return ["\n".join(" ".join(words) for words in own.values()) for own in rows]

    return office_stamps(picture, dpi, lines)


def printed_stamps_of(picture: Image.Image, dpi: float, seconds: float) -> list[str]:
    """The lines of a page's upper third that may be a stamp in plain print.  Raises OcrMissing, OcrFailed."""
    upper = np.asarray(picture.crop((0, 0, picture.width, picture.height // 3)).convert("L"))
    if not (upper < 128).any():
        return []
    lines: dict[tuple[int, int, int], list[str]] = {}
    for word in recognise([upper], mode=11, dpi=dpi, seconds=seconds):
        lines.setdefault(word.line, []).append(word.text)
    return printed_stamps([" ".join(words) for words in lines.values()])


def read_image(
    data: bytes, name: str, max_pages: int, jobs: int | None, seconds: float
) -> tuple[list[Item], list[Page], list[str], list[str]]:
    """A picture file (several frames allowed, as in TIFF) → items, pages, stamp texts, warnings.

    Raises Damaged, TooLarge, OcrMissing, OcrFailed.
    """
    require_tesseract()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            image = Image.open(io.BytesIO(data))
            frames = int(getattr(image, "n_frames", 1))
        except (
            UnidentifiedImageError,
            OSError,
            ValueError,
            SyntaxError,
            Image.DecompressionBombError,
        ) as error:
            raise Damaged("image", name=name) from error
    if frames > max_pages:
        raise TooLarge("frames", name=name, frames=frames, most=max_pages)

    stamps: list[str] = []

    def images() -> Iterator[tuple[int, Gray, float]]:
        for index in range(frames):
            try:
                if frames > 1:
                    image.seek(index)
                if image.width * image.height > _MAX_PIXELS:
                    raise TooLarge("image", name=name)
                flat, dpi = page_sized(image, DPI)
                if index == 0:
                    stamps.extend(stamps_of(flat, dpi, seconds))
                yield index, without_red(flat), dpi
            except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
                raise Damaged("image-frame", name=name) from error

    items: list[Item] = []
    pages: list[Page] = []
    for _, page, found, texts in _in_order(images(), jobs, seconds):
        items += found
        pages.append(page)
        stamps += texts
    return items, pages, stamps, ["scanned", *told_of_columns(items)]


__all__ = ["RawLine", "read_image", "read_page_image", "read_pdf_pages", "recognise", "require_tesseract"]
