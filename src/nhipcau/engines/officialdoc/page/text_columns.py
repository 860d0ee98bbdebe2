"""Two columns that a typed text sets apart by runs of spaces: the head's and those of the foot.

ỦY BAN NHÂN DÂN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH TÂY NINH                Độc lập - Tự do - Hạnh phúc
"""

from __future__ import annotations

from collections.abc import Sequence

from nhipcau.engines.vntext import regexes
from nhipcau.engines.vntext.records import record
from nhipcau.engines.vntext.regexes import regex

from ..words.signers import is_authority, is_post
from ..words.wording import fold, is_motto, is_national_title
from .rawdoc import RawLine

_PIECE = regex(r"\S+(?: {1,2}\S+)*")
_HEAD_ROWS, _FOOT_ROWS = 12, 60
_FEWEST_PAIRS = 6  # lines of two pieces that make two columns of running text
_WOBBLE = 2  # letters by which the right column's edge may vary
_SHORTEST_LINE = 20  # letters that a third of each column's lines have at least
_DATE = regex(r"\bngay\b.*\bthang\b.*\bnam\b")


@record(frozen=True, slots=True)
class Columns:
    """Lines ``start`` to ``end`` of a text stand in two columns; the right one begins at about ``edge``."""

    start: int
    end: int
    edge: int


def _pieces(line: str) -> list[tuple[int, str]]:
    return [(found.start(), found.group()) for found in _PIECE.finditer(line.expandtabs(8))]


def find_columns(lines: Sequence[str]) -> list[Columns]:
    """Where the lines (their spaces kept) stand in two columns.  At most a head and a foot for each title."""
    out: list[Columns] = []
    for index, line in enumerate(lines):
        if out and index < out[-1].end:
            continue
        pieces = _pieces(line)
        if len(pieces) != 2 or "|" in line:
            continue
        (_, left), (edge, right) = pieces
        if is_national_title(right) or (is_motto(right) and not is_national_title(left)):
            out.append(_head(lines, index, edge))
        elif fold(left).startswith("noi nhan") and (is_authority(right) or is_post(right)):
            out.append(_foot(lines, index, edge))
    return out


def find_body_columns(lines: Sequence[str], start: int) -> tuple[Columns | None, int]:
    """Running text in two columns from line ``start`` on: lines of two long pieces whose right one begins at one
    place.  A table set with spaces is none: its cells are short, or numbers stand alone in its first column.

    Second: up to which line was looked; none that begins before it makes columns either.
    """
    end = start
    pairs: list[tuple[str, int, str]] = []
    for at in range(start, len(lines)):
        pieces = _pieces(lines[at])
        edge = pairs[0][1] if pairs else None
        if len(pieces) == 2 and (edge is None or abs(pieces[1][0] - edge) <= _WOBBLE):
            pairs.append((pieces[0][1], pieces[1][0], pieces[1][1]))
        elif not pairs or len(pieces) > 1 or (pieces and not _fits(pieces[0], pairs[0][1])):
            break
        end = at + 1
    if len(pairs) < _FEWEST_PAIRS or len(pairs) * 2 < end - start:
        return None, max(end, start + 1)
    lengths = [len(left) for left, _, _ in pairs], [len(right) for _, _, right in pairs]
    longest = [sorted(side)[len(side) * 2 // 3] for side in lengths]
    if min(longest) < _SHORTEST_LINE or any(left.strip(" .)").isdecimal() for left, _, _ in pairs):
        return None, max(end, start + 1)
    return Columns(start, end, pairs[0][1]), end


def _fits(piece: tuple[int, str], edge: int) -> bool:
    """Whether a line's only piece stands in one of the columns and not across both."""
    position, text = piece
    return position + len(text) < edge or position >= edge - _WOBBLE


def _head(lines: Sequence[str], index: int, edge: int) -> Columns:
    """From the title's row to the last row below it that still holds a number, a date or two pieces."""
    start = index
    while (
        start > 0 and index - start < 2 and lines[start - 1].strip() and len(_pieces(lines[start - 1])) == 1
    ):
        start -= 1
    end = index + 1
    for at in range(index + 1, min(len(lines), index + _HEAD_ROWS)):
        pieces = _pieces(lines[at])
        if not pieces:
            continue
        plain = fold(lines[at].strip())
        if len(pieces) == 2 and pieces[1][0] > 0.5 * edge:
            edge = min(edge, pieces[1][0])
        elif len(pieces) > 2 or not (
            regexes.match(r"s.{0,2}\s*:", plain)
            or _DATE.search(plain)
            or plain.startswith("v/v")
            or (pieces[0][1].isupper() and at - index <= 2)
            or is_motto(pieces[0][1])
        ):
            break
        end = at + 1
    return Columns(start, end, edge)


def _foot(lines: Sequence[str], index: int, edge: int) -> Columns:
    end = index + 1
    for at in range(index + 1, min(len(lines), index + _FOOT_ROWS)):
        pieces = _pieces(lines[at])
        if len(pieces) > 2 or regexes.match(r"phu luc\b", fold(lines[at].strip())):
            break
        if len(pieces) == 2 and pieces[1][0] > 0.5 * edge:
            edge = min(edge, pieces[1][0])
        end = at + 1
    return Columns(index, end, edge)


def body_lines(lines: Sequence[str], region: Columns, page: int) -> list[RawLine]:
    """Lines of running text, left column first; a sentence may go on from the left one's foot to the right one."""
    sides: tuple[list[RawLine], list[RawLine]] = ([], [])
    for at in range(region.start, region.end):
        for position, text in _pieces(lines[at]):
            words = " ".join(text.split())
            sides[position >= region.edge - _WOBBLE].append(RawLine(words, page, at + 1))
    return [*sides[0], *sides[1]]


def column_lines(lines: Sequence[str], region: Columns, page: int, first: int) -> list[RawLine]:
    """The region's lines, left column first.  ``first``: the number of the text's first line."""
    sides: tuple[list[RawLine], list[RawLine]] = ([], [])
    for at in range(region.start, region.end):
        for position, text in _pieces(lines[at]):
            side = 1 if position >= 0.75 * region.edge and position > 8 else 0
            words = " ".join(text.split())
            if regexes.fullmatch(r"[-_=*–—.…]{3,}", words):
                continue
            sides[side].append(
                RawLine(words, page, first + at, starts=True, column=side + 1, group=first + region.start)
            )
    return [*sides[0], *sides[1]]
