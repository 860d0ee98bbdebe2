"""The body of a paper as an officer types it, read into the parts that the writer sets (Decree 30/2020).

One line is one paragraph.  What a line begins with says what it is, and its number stays as typed:
"I." a part in capitals, "1." or "1.1." a heading or a numbered clause, "a)" a point, "-" and "+" dashes,
"Điều 1." an article; lines "| a | b |" in a row are a table whose first line is its header.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nhipcau.documents.letters.rules import MOST_COLUMNS, table_cells
from nhipcau.engines.officialdoc.write.model import (
    LETTERS,
    Article,
    Block,
    Clause,
    Dash,
    Heading,
    Paragraph,
    Point,
    Table,
)

_LINE = 62  # letters that stand on a line of the page, in a table's letters, wide ones counted
_EDGES = 2  # letters that the edges of a cell take
_PART = re.compile(r"(?P<label>[IVXLC]{1,7}\.)\s+(?P<text>\S.*)")
_ARTICLE = re.compile(r"(?P<label>Điều \d{1,3}[a-zđ]?\.)\s*(?P<text>.*)")
_NUMBERED = re.compile(r"(?P<label>\d{1,3}(?:\.\d{1,3}){0,3}\.)\s+(?P<text>\S.*)")
_LETTERED = re.compile(rf"(?P<label>[{LETTERS}]\))\s+(?P<text>\S.*)")
_DASHED = re.compile(r"(?P<sign>[-–+])\s+(?P<text>\S.*)")
_LONGEST_HEADING = 120


def blocks_of(text: str) -> tuple[Block, ...]:
    """The parts of a body, in order; empty lines only part them."""
    return tuple(_blocks([line.strip() for line in text.splitlines()]))


def _blocks(lines: list[str]) -> Iterator[Block]:
    place = 0
    while place < len(lines):
        rows = _table_rows(lines, place)
        if rows:
            yield _table(rows)
            place += len(rows)
            continue
        if lines[place]:
            yield _block(lines[place], ends_a_part=_next_is_deeper(lines, place))
        place += 1


def _table_rows(lines: list[str], place: int) -> list[list[str]]:
    rows = []
    while place < len(lines) and (cells := table_cells(lines[place])):
        rows.append(cells[:MOST_COLUMNS])
        place += 1
    return rows


def _table(rows: list[list[str]]) -> Table:
    columns = max(len(row) for row in rows)
    filled = [tuple(row + [""] * (columns - len(row))) for row in rows]
    longest = [
        max(max((len(word) for word in row[at].split()), default=1) for row in filled)
        for at in range(columns)
    ]
    lengths = [min(max(len(row[at]) for row in filled), 60) for at in range(columns)]
    return Table(header=(filled[0],), rows=tuple(filled[1:]), widths=_widths(longest, lengths))


def _widths(longest: list[int], lengths: list[int]) -> tuple[float, ...]:
    """Shares of a line: each column has room for its longest word, and what is left goes to those that need it.

    longest, lengths: letters of the longest word and of the longest cell of each column.
    """
    least = [letters + _EDGES for letters in longest]
    left = max(0, _LINE - sum(least))
    wanted = [length - letters for length, letters in zip(lengths, longest, strict=True)]
    share = left / (sum(wanted) or 1)
    return tuple(float(least[at] + share * wanted[at]) for at in range(len(least)))


def _block(line: str, *, ends_a_part: bool) -> Block:
    if found := _PART.fullmatch(line):
        return Heading(found["text"], level=1, label=found["label"])
    if found := _ARTICLE.fullmatch(line):
        return Article(found["text"], label=found["label"])
    if found := _NUMBERED.fullmatch(line):
        if ends_a_part and len(line) <= _LONGEST_HEADING and not line.endswith((".", ";", ":")):
            return Heading(found["text"], level=min(1 + found["label"].count("."), 4), label=found["label"])
        return Clause(found["text"], label=found["label"])
    if found := _LETTERED.fullmatch(line):
        return Point(found["text"], label=found["label"])
    if found := _DASHED.fullmatch(line):
        return Dash(found["text"], depth=2 if found["sign"] == "+" else 1)
    return Paragraph(line)


def _next_is_deeper(lines: list[str], place: int) -> bool:
    """Whether something stands below a numbered line: then it is a heading, not a clause of its own."""
    depth = _depth(lines[place])
    following = next((line for line in lines[place + 1 :] if line), "")
    return bool(following) and _depth(following) > depth


def _depth(line: str) -> int:
    if _PART.fullmatch(line) or _ARTICLE.fullmatch(line):
        return 0
    if found := _NUMBERED.fullmatch(line):
        return found["label"].count(".")
    return 9
