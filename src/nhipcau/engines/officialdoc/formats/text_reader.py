"""Plain text, as saved from a web page or typed: line breaks anywhere, cells divided by "|" or tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nhipcau.engines.vntext import regexes
from nhipcau.engines.vntext.legacy import CONVERTERS, converted, legacy_of
from nhipcau.engines.vntext.letters import clean
from nhipcau.engines.vntext.regexes import regex

from ..errors import NotADocument
from ..model import Page
from ..page.rawdoc import Item, RawCell, RawLine, RawTable
from ..page.text_columns import body_lines, column_lines, find_body_columns, find_columns
from ..words.wording import fold
from .pasted_tables import blank_table, line_table, opens_line_table, tab_table

_SPACED = regex(r"\S {3,}\S")
_NUMBERED_HEADS = regex(r"\s*(?:S?TT|S\.T\.T|T\.T|Số TT)\.?  ", re.IGNORECASE)
_ENCODINGS = ("utf-8-sig", "utf-16", "cp1258")


def decode(data: bytes, name: str) -> str:
    """Bytes → text, in Unicode.  Raises NotADocument; see ``decoded``."""
    return decoded(data, name)[0]


def decoded(data: bytes, name: str) -> tuple[str, bool]:
    """Bytes → text: UTF-8, UTF-16 by its mark, else Windows Vietnamese; and whether its letters were those of an old
    font (TCVN3, VNI), which become Unicode.  Raises NotADocument."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        order: tuple[str, ...] = ("utf-16", "utf-8-sig", "cp1258")
    elif data[:400].count(0) > 40:
        order = ("utf-16-le" if data[1:400:2].count(0) > data[0:400:2].count(0) else "utf-16-be", "cp1258")
    else:
        order = _ENCODINGS[:1] + _ENCODINGS[2:]
    for encoding in order:
        if encoding == "cp1258" and (legacy := legacy_of(old := data.decode("latin-1"))) is not None:
            return CONVERTERS[legacy](old), True
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, UnicodeError):
            continue
        if "\x00" not in text:
            text, found = converted(text)
            return text, found is not None
    raise NotADocument("letters", name=name)


def read_text(text: str) -> tuple[list[Item], list[Page], list[str]]:
    """A text → its lines (and tables set with "|"), its pages, warnings."""
    told: list[str] = []
    text = clean(text).replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n")
    if "\f" not in text:
        return list(_items(text, 1, told)), [Page(1)], told
    items: list[Item] = []
    parts = text.split("\f")
    if not parts[-1].strip():
        parts.pop()
    for number, part in enumerate(parts, start=1):
        items += _items(part, number, told)
    return items, [Page(number) for number in range(1, len(parts) + 1)], told


def _items(text: str, page: int, told: list[str]) -> Iterator[Item]:
    written = text.split("\n")
    lines = [(number, " ".join(line.split())) for number, line in enumerate(written, start=1)]
    regions = {region.start: region for region in find_columns(written)}
    index = looked = width = 0
    pages = 1
    blank = True
    while index < len(lines):
        spaced = blank_table(written, index, page) if _NUMBERED_HEADS.match(written[index]) else None
        if spaced is not None:
            table, index = spaced
            yield table
            blank = True
            continue
        if index in regions:
            yield from column_lines(written, regions[index], page, 1)
            index, blank = regions[index].end, True
            continue
        number, line = lines[index]
        body = None
        if index >= looked and _SPACED.search(written[index].strip()):
            body, looked = find_body_columns(written, index)
        if body is not None:
            if "two-columns" not in told:
                told.append("two-columns")
            yield from body_lines(written, body, page)
            index, blank = body.end, True
            continue
        pasted = None
        if written[index].count("\t") >= 2 and not _head_pair(line):
            pasted = tab_table(written, index, page)
        elif opens_line_table(line):
            pasted = line_table(lines, index, page)
        if pasted is not None:
            table, index = pasted
            yield table
            blank = True
            continue
        end = _bar_run(lines, index, width)
        if end > index:
            width = max(width, max(len(_split_bar(one)) for _, one in lines[index:end]))
            barred = _bar_table(lines[index:end], page, width)
            if barred is not None:
                yield barred
            else:
                yield from _cells_as_lines(lines[index:end], page)
            index, blank = end, True
            continue
        index += 1
        if not line or line == "|":
            blank = True
            continue
        if line.isdecimal() and _is_next_page(line, pages, lines[index - 2][1] if index > 1 else ""):
            pages += 1
            continue
        if regexes.fullmatch(r"[-_=*–—.…]{3,}", line):  # a rule under the head
            blank = True
            continue
        if "|" in line and line.count("|") >= 1 and _head_pair(line):
            yield from _cells_as_lines([(number, line)], page)
            blank = True
            continue
        yield RawLine(line, page, number, starts=True if blank else None, gap=1.0 if blank else 0.0)
        blank = False


# Words that want the number which a broken line puts below them.
_WANTS_NUMBER = regex(
    r"(?:[-/,(]|\b(?:số|ngày|tháng|năm|quý|Điều|điều|khoản|điểm|mục|phần|nhất|là|với|tổ chức|có|từ|đến|và|các|cả|hơn|trên|dưới))$",
    re.IGNORECASE,
)


def _is_next_page(line: str, pages: int, before: str) -> bool:
    """Whether a number alone on its line is that of the page: the next one, and nothing above asks for a number."""
    return (
        len(line) <= 3
        and line[0] != "0"
        and int(line) == pages + 1
        and bool(before)
        and not _WANTS_NUMBER.search(before)
    )


def _head_pair(line: str) -> bool:
    plain = fold(line)
    return "cong hoa xa hoi" in plain or "doc lap" in plain or "dang cong san" in plain or "noi nhan" in plain or bool(
        regexes.match(r"\|?\s*so\s*:", plain)
    )  # fmt: skip


def _bar_run(lines: list[tuple[int, str]], start: int, width: int = 0) -> int:
    """End of a run of lines that each hold several cells ("a | b | c"), at least two lines long; one where it has as many
    cells as the run before, a row alone on the next page."""
    end = start
    while end < len(lines) and lines[end][1].strip("|").count("|") >= 1 and not _head_pair(lines[end][1]):
        end += 1
    alone = end > start and width > 2 and len(_split_bar(lines[start][1], width)) == width
    return end if end - start >= 2 or alone else start


def _split_bar(line: str, width: int = 0) -> list[str]:
    """The cells of a line; where it has as many as ``width`` without a frame around, the outer ones may be empty."""
    bare = line.strip()
    if width > 2 and bare.count("|") == width - 1:
        return [cell.strip() for cell in bare.split("|")]
    return [cell.strip() for cell in bare.strip("|").split("|")]


def _bar_table(lines: list[tuple[int, str]], page: int, width: int) -> RawTable | None:
    rows = [
        (number, _split_bar(line, width))
        for number, line in lines
        if not regexes.fullmatch(r"[|\s:+=_-]+", line)
    ]  # fmt: skip
    if not rows:
        return None
    columns = max(len(cells) for _, cells in rows)
    grid = []
    for row, (number, cells) in enumerate(rows):
        for column in range(columns):
            text = cells[column] if column < len(cells) else ""
            parts = [part.strip() for part in regexes.split(r"<br\s*/?>", text) if part.strip()]
            own = tuple(RawLine(part, page, number, starts=True) for part in parts)
            grid.append(RawCell(row, column, 1, 1, own))
    return RawTable(tuple(grid), len(rows), columns, page, rows[0][0], sure=0.9)


def _cells_as_lines(lines: list[tuple[int, str]], page: int) -> Iterator[RawLine]:
    """Side-by-side parts of head or signature: the left cells first, then the right ones."""
    rows = [(number, _split_bar(line)) for number, line in lines]
    for column in range(max(len(cells) for _, cells in rows)):
        for number, cells in rows:
            if column < len(cells) and cells[column]:
                yield RawLine(
                    cells[column], page, number, starts=True, column=1 if column == 0 else 2, group=number
                )
