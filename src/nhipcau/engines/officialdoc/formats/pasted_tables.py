"""Tables that copying as plain text took apart: cells parted by tabs or by blanks, or each cell on a line of its own.

A spreadsheet or Word gives tabs, a PDF's text keeps its columns by blanks; a web page gives a line for each cell, and
nothing at all for an empty one.  There the cells are put back by what the headings ask for (agencies, a time), and where
that is a guess the row is believed less.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field
from itertools import pairwise

from nhipcau.engines.vntext import find_timing, opens_agency, regexes
from nhipcau.engines.vntext.records import record
from nhipcau.engines.vntext.regexes import regex

from ..page.rawdoc import RawCell, RawLine, RawTable
from ..words.labels import read_label
from ..words.wording import fold

Numbered = Sequence[tuple[int, str]]  # (line number, text)

_NUMBER_HEADING = frozenset({"stt", "tt", "so tt", "so thu tu", "s.t.t", "t.t", "#", "no", "no."})
_ORDINAL = regex(r"^\(?(?:([0-9]{1,3})|([IVX]{1,5})|([A-Z]))[.)]?$")
_SUB_ORDINAL = regex(r"^[0-9]{1,3}(?:\.[0-9]{1,3})+\.?$")
_ENDS = regex(
    r"^(?:(?:[IVX]{1,5}|[A-ZĐ])\s?[.)]\s*\S|Nơi nhận|Trên đây|Căn cứ|TM\.|KT\.|Điều [0-9]|(?:PHỤ LỤC|CHƯƠNG|PHẦN)\b)"
)
_WHO = regex(r"chu tri|phoi hop|don vi|co quan|dau moi|phan cong|chiu trach nhiem|\bthuc hien$")
_WHEN = regex(r"thoi gian|thoi han|tien do|hoan thanh|lo trinh|thoi diem|\bhan\b")
_TASK = regex(r"noi dung|nhiem vu|cong viec|hoat dong|hang muc|\bviec\b")
_LONGEST_HEADING, _MOST_COLUMNS, _MOST_LINES = 60, 12, 40  # letters; columns; lines of one row
_BETWEEN = 6  # lines without a tab that may stand between two rows, in a cell that goes on
# A page's number where one page of the copied text ends: "Trang 2/5", "- 3 -", and alone among cells apart "4".
_PAGE_ENDS = regex(r"^(?:[-–—]\s*[0-9]{1,3}\s*[-–—]|[Tt]rang\s*(?:số\s*)?[0-9]{1,3}(?:\s*/\s*[0-9]{1,3})?)$")
_PAGE_NUMBER = regex(rf"{_PAGE_ENDS.pattern}|^[0-9]{{1,3}}(?:\s*/\s*[0-9]{{1,3}})?$")
_SURE, _GUESSED = 0.9, 0.6
_MISFIT, _EMPTY, _ONE_MORE, _GOES_ON, _ODD = 3.0, 1.0, 1.0, 0.2, 0.6


@record
class _Row:
    """A row being gathered: its cells, each with the lines that it holds."""

    line: int
    cells: list[list[str]]
    whole: bool = False  # one heading over all columns
    sure: float = _SURE
    loose: list[str] = field(default_factory=list)  # lines not yet given to a column


# --- cells parted by tabs --------------------------------------------------------------------------------------


def tab_table(written: Sequence[str], start: int, page: int) -> tuple[RawTable, int] | None:
    """The table whose headings stand on the line at ``start``, and the line after it; None where it is none."""
    heading = [cell.strip() for cell in written[start].rstrip().split("\t")]
    width = len(heading)
    if width < 3 or not all(heading) or max(map(len, heading)) > _LONGEST_HEADING:
        return None
    if not _is_heading(heading):
        return None
    rows, at = [_Row(start + 1, [[cell] for cell in heading])], start + 1
    while at < len(written):
        line = written[at].rstrip("\n")
        if "\t" in line:
            _tabbed(rows, line, at + 1, width)
        elif not line.strip():
            if not _tab_ahead(written, at):
                break
        elif _PAGE_NUMBER.match(line.strip()) and _tab_ahead(written, at):
            pass
        elif not _untabbed(rows, line.strip(), at + 1, width, _tab_ahead(written, at)):
            break
        at += 1
    if not any(len(row.cells) >= 3 for row in rows[1:]):
        return None
    return _table(rows, width, page), at


def _is_heading(cells: Sequence[str]) -> bool:
    plain = [fold(cell).strip(" .:") for cell in cells]
    numbered = plain[0] in _NUMBER_HEADING
    duties = sum(bool(_WHO.search(cell) or _WHEN.search(cell)) for cell in plain)
    return duties > 0 and (numbered or any(_TASK.search(cell) for cell in plain))


def _tabbed(rows: list[_Row], line: str, number: int, width: int) -> None:
    cells = [cell.strip() for cell in line.split("\t")]
    while len(cells) > width and not cells[-1]:
        cells.pop()
    last = rows[-1]
    opens = len(rows) == 1 or last.whole or not cells[0] or _is_ordinal(cells[0])
    if opens or len(last.cells) + len(cells) - 1 > width:
        rows.append(_Row(number, [[cell] if cell else [] for cell in cells[:width]]))
        return
    if cells[0]:
        last.cells[-1].append(cells[0])
    last.cells += [[cell] if cell else [] for cell in cells[1:]]


def _untabbed(rows: list[_Row], line: str, number: int, width: int, more: bool) -> bool:
    """A line without a tab into its cell or as a heading over all columns; False where the table is over."""
    last = rows[-1]
    whole = len(last.cells) >= width or last.whole
    if len(rows) == 1 or (whole and not more) or (whole and _ENDS.match(line) and not more):
        return False
    if whole and line.isupper():
        rows.append(_Row(number, [[line]], whole=True))
    elif not more and _ENDS.match(line):
        return False
    else:
        last.cells[-1].append(line)
    return True


def _tab_ahead(written: Sequence[str], at: int) -> bool:
    return any("\t" in line for line in written[at + 1 : at + 1 + _BETWEEN])


# --- cells parted by blanks ------------------------------------------------------------------------------------

_CHUNK = regex(r"\S+(?: \S+)*")  # words with one blank between
_MOST_ROWS = 1_000


def blank_table(written: Sequence[str], start: int, page: int) -> tuple[RawTable, int] | None:
    """The table whose headings stand on the line at ``start`` with blanks between, and the line after it; None where it is
    none: its columns must stay apart from the first row to the last, and each row begin with its number."""
    heading = [(match.group(), *match.span()) for match in _CHUNK.finditer(written[start])]
    if len(heading) < 3 or fold(heading[0][0]).strip(" .:") not in _NUMBER_HEADING:
        return None
    if not _is_heading([text for text, _, _ in heading]):
        return None
    end = _blank_end(written, start, heading[-1][2])
    edges = _edges(written[start:end], heading)
    if edges is None:
        return None
    rows = [_Row(start + 1, [[text] for text, _, _ in heading])]
    for at in range(start + 1, end):
        if _PAGE_NUMBER.match(written[at].strip()) and written[at][: edges[1]].isspace():
            continue
        cells = [written[at][left:right].strip() for left, right in pairwise(edges)]
        begun = not cells[1][:1].islower()
        if _is_ordinal(cells[0]) and begun:
            rows.append(_Row(at + 1, [[cell] if cell else [] for cell in cells]))
        elif cells[0] or (len(rows) == 1 and not all(cell[:1].islower() for cell in cells if cell)):
            return None  # numbers stand in the middle of their rows: which lines belong together is not told
        else:
            for column, cell in enumerate(cells):
                if cell:
                    rows[-1].cells[column].append(cell)
    if len(rows) < 2 or not any(sum(map(bool, row.cells)) >= 3 for row in rows[1:]):
        return None
    return _table([_unwrapped(row) for row in rows], len(heading), page), end


def _blank_end(written: Sequence[str], start: int, width: int) -> int:
    """The line after the last that can be of the table."""
    end = start + 1
    for at in range(start + 1, min(len(written), start + _MOST_ROWS)):
        line = written[at]
        text = line.strip()
        if not text:
            if at > end:
                break
            continue
        if opens_line_table(text.split("  ")[0]):
            break  # the headings again, or another table
        indent = len(line) - len(line.lstrip())
        chunks = len(_CHUNK.findall(line))
        if (chunks == 1 and (_ENDS.match(text) or len(text) > 0.6 * width)) or (
            chunks > 1 and _ENDS.match(text) and not _is_ordinal(text.split("  ")[0])
        ):
            break
        if chunks == 1 and indent == 0 and read_label(text) is not None:
            break
        end = at + 1
    return end


def _edges(lines: Sequence[str], heading: Sequence[tuple[str, int, int]]) -> list[int] | None:
    """Where each column begins, and an end: between the middles of two headings the widest strip that all lines leave
    blank; None where two columns have none."""
    longest = max(map(len, lines))
    taken = bytearray(longest + 1)
    for line in lines:
        for match in _CHUNK.finditer(line):
            left, right = match.span()
            taken[left:right] = b"\x01" * (right - left)
    edges = [0]
    for (_, left, right), (_, after, last) in pairwise(heading):
        best, at = (0, 0), (left + right) // 2
        while at < (after + last) // 2:
            free = at
            while free < (after + last) // 2 and not taken[free]:
                free += 1
            best = max(best, (free - at, free))
            at = max(free, at + 1)
        if best[0] < 2:
            return None
        edges.append(best[1])
    return [*edges, longest]


def _unwrapped(row: _Row) -> _Row:
    """A cell's lines as one, but for agencies that each open a line."""
    for column, parts in enumerate(row.cells):
        joined: list[str] = []
        for part in parts:
            if joined and not (part[:1].isupper() and opens_agency(part) and opens_agency(joined[-1])):
                joined[-1] = f"{joined[-1]} {part}"
            else:
                joined.append(part)
        row.cells[column] = joined
    return row


# --- each cell on a line of its own ----------------------------------------------------------------------------


def opens_line_table(text: str) -> bool:
    """Whether a line is the heading of a column of numbers and nothing else."""
    return len(text) < 12 and fold(text).strip(" .:") in _NUMBER_HEADING


def line_table(lines: Numbered, start: int, page: int) -> tuple[RawTable, int] | None:
    """The table whose first heading ("STT") is the line at ``start``, and the index after it; None where it is none."""
    found = _headings(lines, start)
    if found is None:
        return None
    headings, at = found
    rows, end = _gathered(lines, at, [lines[start][1], *headings])
    if not rows or not all(row.loose for row in rows):
        return None
    for row in rows:
        _settle(row, headings)
    head = _Row(lines[start][0], [[lines[start][1]], *([heading] for heading in headings)])
    return _table([head, *rows], len(headings) + 1, page), end


def _headings(lines: Numbered, start: int) -> tuple[list[str], int] | None:
    """The headings after "STT", up to the number of the first row."""
    headings: list[str] = []
    at = start + 1
    while at < min(len(lines), start + _MOST_LINES) and len(headings) <= _MOST_COLUMNS:
        text = lines[at][1]
        if text in ("1", "01", "1.", "I", "I.", "A", "A.", "(1)") and len(headings) >= 2:
            break
        if len(text) > _LONGEST_HEADING or text.endswith("."):
            return None
        if text[:1].islower() and headings:
            headings[-1] = f"{headings[-1]} {text}"
        elif text:
            headings.append(text)
        at += 1
    else:
        return None
    return (headings, _past_counts(lines, at, len(headings) + 1)) if _is_heading(["STT", *headings]) else None


def _past_counts(lines: Numbered, at: int, width: int) -> int:
    """Past the row that numbers the columns: (1), (2), (3) ..."""
    counts = [text.strip("() ") for _, text in lines[at : at + width]]
    return at + width if counts == [str(one) for one in range(1, width + 1)] else at


def _gathered(lines: Numbered, at: int, headings: Sequence[str]) -> tuple[list[_Row], int]:
    """The rows from ``at`` on, each number with the lines below it, and where the table ends."""
    rows: list[_Row] = []
    columns = len(headings) - 1
    last, end, skip = 0, at, at
    for index in range(at, len(lines)):
        number, text = lines[index]
        if not text or index < skip or _PAGE_ENDS.match(text):
            continue
        if opens_line_table(text):  # the headings again on the next page, or another table
            skip = index + len(headings)
            if [one for _, one in lines[index:skip]] != headings:
                break
            continue
        value = _opens_row(text, last, bool(rows))
        if value is not None:
            last = value
            rows.append(_Row(number, [[text]]))
        elif not rows or _over(rows[-1], text, columns, after_blank=not lines[index - 1][1]):
            break
        else:
            rows[-1].loose.append(text)
        end = index + 1
    return rows, end


def _opens_row(text: str, last: int, begun: bool) -> int | None:
    """The count that a row's number brings it to, where a line is the next number; None where it is none."""
    match = _ORDINAL.match(text)
    if match is None:
        return last if begun and _SUB_ORDINAL.match(text) else None
    if match.group(1) is None:
        return 0  # "II", "B": a group, and its rows are counted anew
    value = int(match.group(1))
    return value if value == last + 1 else None


def _over(row: _Row, text: str, columns: int, *, after_blank: bool) -> bool:
    """Whether a line stands below the table."""
    if len(row.loose) >= _MOST_LINES or _ENDS.match(text):
        return True
    full = len(row.loose) >= columns
    label = read_label(text)
    heading = label is not None and label[1][:1].isupper() and text[:1] not in "-–+•*"
    return full and (heading or (after_blank and len(text) > _LONGEST_HEADING))


def _settle(row: _Row, headings: Sequence[str]) -> None:
    """The row's lines into its columns: the cheapest way in which they stand in order."""
    columns = len(headings)
    if len(row.loose) == 1:
        row.cells += [row.loose, *([] for _ in range(columns - 1))]
        return
    kinds = [_kind_of(fold(heading)) for heading in headings]
    cost, placed = _cheapest(row.loose, kinds)
    row.cells += [[] for _ in headings]
    for line, column in zip(row.loose, placed, strict=True):
        row.cells[column + 1].append(line)
    if len(row.loose) != columns or cost >= _MISFIT:
        row.sure = _GUESSED if cost >= _MISFIT or _ambiguous(kinds, placed) else row.sure


def _kind_of(heading: str) -> str:
    return "when" if _WHEN.search(heading) else "who" if _WHO.search(heading) else "free"


def _cheapest(lines: Sequence[str], kinds: Sequence[str]) -> tuple[float, list[int]]:
    """Which column each line goes to, none before that of the line above it, and what that costs."""
    said = ["who" if opens_agency(line) else "when" if _is_time(line) else "free" for line in lines]
    best = [(_fit(said[0], kinds[0]), [0])] + [(float("inf"), [0])] * (len(kinds) - 1)
    for at in range(1, len(lines)):
        goes_on = lines[at][:1].islower() or lines[at - 1].endswith((",", ";", "-"))
        following = []
        for column, kind in enumerate(kinds):
            stay = best[column][0] + (_GOES_ON if goes_on else _ONE_MORE)
            options = [(stay, best[column][1])]
            options += [
                (best[earlier][0] + _EMPTY * (column - earlier - 1), best[earlier][1])
                for earlier in range(column)
            ]
            least, way = min(options, key=lambda option: option[0])
            fit = 0.0 if goes_on and way[-1] == column else _fit(said[at], kind)
            following.append((least + fit, [*way, column]))
        best = following
    ends = [(cost + _EMPTY * (len(kinds) - 1 - column), way) for column, (cost, way) in enumerate(best)]
    return min(ends, key=lambda option: option[0])


def _fit(said: str, kind: str) -> float:
    if said == kind:
        return 0.0
    return _ODD if kind == "free" else _MISFIT


def _is_time(line: str) -> bool:
    found = find_timing(line) if len(line) <= _LONGEST_HEADING else None
    return found is not None and found.start <= len("Hoàn thành trong ")


def _ambiguous(kinds: Sequence[str], placed: Sequence[int]) -> bool:
    """Whether several columns of agencies were not all filled, or one of them holds several lines."""
    who = [column for column, kind in enumerate(kinds) if kind == "who"]
    filled = [placed.count(column) for column in who]
    return len(who) > 1 and any(count != 1 for count in filled)


# --- both ------------------------------------------------------------------------------------------------------


def _is_ordinal(text: str) -> bool:
    return bool(_ORDINAL.match(text) or _SUB_ORDINAL.match(text))


def _table(rows: Sequence[_Row], width: int, page: int) -> RawTable:
    cells = [cell for at, row in enumerate(rows) for cell in _cells(row, at, width, page)]
    return RawTable(tuple(cells), len(rows), width, page, rows[0].line, sure=_SURE)


def _cells(row: _Row, at: int, width: int, page: int) -> Iterator[RawCell]:
    for column in range(1 if row.whole else width):
        parts = row.cells[column] if column < len(row.cells) else []
        lines = tuple(
            RawLine(part, page, row.line, starts=True, sure=row.sure) for part in _unquoted(parts) if part
        )
        yield RawCell(at, column, 1, width if row.whole else 1, lines)


def _unquoted(parts: Sequence[str]) -> list[str]:
    """A spreadsheet puts a cell of several lines between quotation marks."""
    if len(parts) > 1 and parts[0].startswith('"') and parts[-1].endswith('"'):
        inner = "\n".join(parts)[1:-1].replace('""', '"')
        return regexes.split(r"\n", inner)
    return list(parts)
