"""Raw lines and tables → the document's text with every line's and cell's place in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nhipcau.engines.vntext import regexes
from nhipcau.engines.vntext.letters import UPPER, clean
from nhipcau.engines.vntext.records import record
from nhipcau.engines.vntext.regexes import regex

from ..errors import TooLarge
from ..model import Cell, Line, Position, Table
from ..words.wording import fold, is_portal_stamp
from ..words.wordlists import LISTS
from .rawdoc import LARGEST_GRID, Item, RawCell, RawLine, RawTable

# Hyphens of other codes stand for the plain one; what parts pages and lines is a space within a line.
_HYPHENS = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2212": "-", "\f": " ", "\v": " "})
_ODD = regex("[\u2010\u2011\u2212\f\v]")
_RULE = regex(r"^[-_=*~.–—─━\s]{3,}$|^\*+$|^[|¦]+$")


@record(frozen=True, slots=True)
class Placed:
    """A line with what its reader knew about it."""

    raw: RawLine
    line: Line

    @property
    def text(self) -> str:
        return self.line.text


Node = Placed | Table


def _one_line(text: str) -> str:
    text = clean(text)
    return (text.translate(_HYPHENS) if _ODD.search(text) else text).strip()


def place(items: Sequence[Item]) -> tuple[str, list[Node]]:
    """The text (one line of the document per line) and its nodes in order."""
    chunks: list[str] = []
    length = 0
    nodes: list[Node] = []

    def add(raw: RawLine, text: str | None = None) -> Line:
        """text: what is read of the line, where that is known."""
        nonlocal length
        text = _one_line(raw.text) if text is None else text
        source = Position(raw.page, raw.line, length, length + len(text), raw.box)
        chunks.append(text)
        length += len(text) + 1
        return Line(text, source, raw.bold, raw.italic, raw.size, raw.align, raw.sure)

    for item in items:
        if isinstance(item, RawLine):
            text = _one_line(item.text)
            if not text or _RULE.match(text) or is_portal_stamp(text):
                continue
            nodes.append(Placed(item, add(item, text)))
        else:
            nodes.append(_table(item, add, lambda: length))
    return "\n".join(chunks), nodes


# Words that open another agency where a cell has a line for each and no comma between them.
_AGENCY_LINE = regex(lambda: rf"^(?:{LISTS.alternatives('cell_agencies')})\s(?!quốc\b)")
_UNFINISHED = regex(
    r"(?:^|[;,.:]\s)(?:văn phòng|thanh tra|công an|lãnh đạo|thủ trưởng|chủ tịch|giám đốc|đại diện|trường|hội|báo|đài|trung tâm"
    r"|viện|cơ quan|đơn vị|ubnd|hđnd|ủy ban nhân dân|uỷ ban nhân dân|hội đồng nhân dân|đảng ủy|ủy ban mặt trận|ban|ban quản lý|chi cục|khu)$|\b(?:và|của|với|thuộc|do|các|cùng|trực thuộc|phối hợp|trì)$|[,:(/–-]$",
    re.IGNORECASE,
)


def _agency_line(before: RawLine, line: RawLine, so_far: str, right: float | None) -> bool:
    """Whether a cell's line opens another agency: its break was made by hand, not forced by the margin."""
    if not _AGENCY_LINE.match(line.text) or _UNFINISHED.search(so_far):
        return False
    if line.starts is False:
        return True
    if line.box is None or before.box is None or right is None:
        return False
    letter = (line.box.right - line.box.left) / max(len(line.text), 1)
    return before.box.right + (len(line.text.split()[0]) + 1) * letter < right - 0.5 * letter


# A point of a cell's list on a line of its own; one alone may be the rest of a name ("Kế hoạch / - Tổng hợp").
_POINT = regex(rf"[-–+•*]\s+[{UPPER}0-9“\"]|[a-zđ][.)]\s|[0-9]{{1,2}}[.)]\s")
_FEWEST_POINTS = 2
_MARKS = frozenset({"- ", "– ", "+ ", "• ", "* "})


def cell_paragraphs(lines: Sequence[RawLine], right: float | None = None) -> list[str]:
    """A cell's lines joined to paragraphs: at known starts, at dashes and labels, at sentence ends.
    ``right``: how far the cell's lines can reach, as a fraction of the page, where known."""
    out: list[str] = []
    before: RawLine | None = None
    right = max([raw.box.right for raw in lines if raw.box] + ([right] if right else []), default=None)
    points = sum(_POINT.match(raw.text.strip()) is not None for raw in lines)
    marks = {raw.text.strip()[:2] for raw in lines if raw.text.strip()}
    listed = len(lines) >= _FEWEST_POINTS and len(marks) == 1 and marks <= _MARKS  # every line is a point
    for raw in lines:
        text = raw.text.strip()
        if not text:
            continue
        begins = raw.starts is True or (
            before is not None and bool(out) and _agency_line(before, raw, out[-1], right)
        )
        before = raw
        if raw.starts is False and out and not begins:
            begins = listed or (points >= _FEWEST_POINTS and bool(_POINT.match(text)))
        if raw.starts is None and out and not begins:
            begins = bool(
                regexes.match(
                    r"^(?:[-–+•*]\s?\D|[0-9]{1,2}[.)]\s|[a-zđ]\)\s|(?:Chủ trì|Phối hợp|Cơ quan|Đơn vị)[^:]{0,30}:)",
                    text,
                )
            ) or (out[-1].endswith((".", ";")) and text[:1].isupper())
        if begins or not out:
            out.append(text)
        elif (
            out[-1].endswith("-")
            and len(out[-1]) > 1
            and out[-1][-2].isalnum()
            and "/" in out[-1].split()[-1]
        ):
            out[-1] += text  # a document number cut at its dash
        else:
            out[-1] += " " + text
    return out


def _reach(raw: RawTable, cell: RawCell) -> float | None:
    """Where the cell's text ends to the right: as far from its edge as it begins from the left one."""
    lefts = [line.box.left for line in cell.lines if line.box]
    last = cell.column + cell.column_span
    if not lefts or last >= len(raw.edges):
        return None
    padding = min(lefts) - raw.edges[cell.column]
    width = raw.edges[last] - raw.edges[cell.column]
    return raw.edges[last] - padding if 0 <= padding < 0.25 * width else None


def _table(raw: RawTable, add, length) -> Table:  # type: ignore[no-untyped-def]
    if raw.rows * raw.columns > LARGEST_GRID:
        raise TooLarge("cells")
    start = length()
    made: dict[tuple[int, int], Cell] = {}
    for cell in sorted(raw.cells, key=lambda item: (item.row, item.column)):
        sources = [add(line) for line in cell.lines if line.text.strip()]
        source = None
        if sources:
            source = replace(sources[0].source, end=sources[-1].source.end)
        paragraphs = tuple(cell_paragraphs(cell.lines, _reach(raw, cell)))
        sure = min((line.sure for line in sources), default=1.0)
        value = Cell(
            "\n".join(paragraphs),
            paragraphs,
            (cell.row, cell.column),
            cell.row_span,
            cell.column_span,
            source,
            sure,
        )
        for row in range(cell.row, min(cell.row + cell.row_span, raw.rows)):
            for column in range(cell.column, min(cell.column + cell.column_span, raw.columns)):
                made.setdefault((row, column), value)
    rows = tuple(
        tuple(made.get((row, column)) or Cell("", (), (row, column)) for column in range(raw.columns))
        for row in range(raw.rows)
    )
    pages = sorted({line.page for cell in raw.cells for line in cell.lines} | {raw.page})
    return Table(
        rows,
        Position(raw.page, raw.line, start, max(length() - 1, start), raw.box),
        raw.header_rows or header_rows(raw),
        pages=tuple(pages),
        sure=raw.sure,
    )


def _cell_text(cell: RawCell) -> str:
    return " ".join(line.text.strip() for line in cell.lines).strip()


_HEADER_WORDS = regex(lambda: f"^(?:{LISTS.alternatives('header_words')})")


def header_rows(raw: RawTable) -> int:
    """How many first rows are headings: known column names, rows they span, and a row "(1) (2) (3)"."""
    rows: dict[int, list[RawCell]] = {}
    for cell in raw.cells:
        rows.setdefault(cell.row, []).append(cell)
    first = [cell for cell in rows.get(0, []) if cell.lines]
    if len(first) < 2 and raw.columns > 1:
        return 0
    texts = [_cell_text(cell) for cell in first]
    named = sum(bool(_HEADER_WORDS.match(fold(text))) for text in texts)
    bold = all(line.bold for cell in first for line in cell.lines)
    short = all(len(text) < 80 for text in texts)
    if not (
        named >= 2
        or (bold and short and not any(regexes.match(r"^[0-9]+[.)]?$|^[IVX]+[.)]?$", t) for t in texts))
    ):
        return 0
    count = max(cell.row_span for cell in first) if first else 1
    count = count if count < raw.rows and count <= 3 else 1
    numbers = [_cell_text(cell).strip("() ") for cell in rows.get(count, []) if cell.lines]
    if len(numbers) >= 3 and all(
        regexes.fullmatch(r"[0-9]{1,2}|[A-Z]|[0-9]{1,2}\s*=.*", text) for text in numbers
    ):
        count += 1
    return count
