"""Words with positions → lines in reading order: rows, the two columns of head and signature, page numbers.

Used for born-digital PDF and for OCR alike.  Lengths are in points, y grows downwards.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from operator import mul

from nhipcau.engines.vntext import regexes
from nhipcau.engines.vntext.records import record
from nhipcau.engines.vntext.regexes import regex

from ..model import Align, Box
from ..words.signers import is_authority, is_post
from ..words.wording import TITLE_LIKENESS, fold, is_portal_stamp, title_likeness
from .body_columns import find_regions, ordered
from .rawdoc import RawLine
from .rows import Row, Word, has_gap, median_of, split_row, text_of, usual_height

BODY_COLUMNS = 3  # the last digit of such a group's number
_EM = 0.62  # an average letter's width over the line's height: tells a column gap from a word gap


_PAGE_NUMBER = regex(r"^\W{0,3}(?:trang\s*)?[0-9]{1,4}(?:\s*/\s*[0-9]{1,4})?\W{0,3}$", re.IGNORECASE)


def drop_page_numbers(rows: list[Row], height: float) -> list[Row]:
    """Without the lone number at the very top or foot of the page."""
    kept = list(rows)
    while kept and kept[0][0].top < 0.1 * height and _PAGE_NUMBER.match(text_of(kept[0])):
        kept.pop(0)
    while kept and kept[-1][0].bottom > 0.9 * height and _PAGE_NUMBER.match(text_of(kept[-1])):
        kept.pop()
    return kept


def _cut_at(row: Row, edge: float, slack: float) -> tuple[Row, Row]:
    """Cut a row at its widest gap near ``edge``; a row without such a gap goes whole to its side."""
    best, where = 0.0, None
    for index in range(1, len(row)):
        gap = row[index].left - row[index - 1].right
        near = abs((row[index].left + row[index - 1].right) / 2 - edge) <= slack or (
            row[index - 1].right <= edge <= row[index].left
        )
        if near and gap > best:
            best, where = gap, index
    height = usual_height(row)
    if where is not None and best >= _EM * height:
        return row[:where], row[where:]
    centre = (row[0].left + row[-1].right) / 2
    return (row, []) if centre < edge else ([], row)


def _head_region(rows: list[Row], width: float) -> tuple[int, int, float] | None:
    """First row, row after the last, and the edge between the head's two columns."""
    for index, row in enumerate(rows[:14]):
        offset, likeness = max(
            (
                (offset, title_likeness(text_of(row[offset:])))
                for offset, word in enumerate(row)
                if word.text[:1].isupper()
            ),
            key=lambda pair: pair[1],
            default=(0, 0.0),
        )
        if likeness < TITLE_LIKENESS:
            continue
        start = row[offset].left
        if start < 0.2 * width:
            return None
        left_end = row[offset - 1].right if offset else start - 0.02 * width
        return _head_rows(rows, index, (left_end + start) / 2, width)
    return None


_DATE_LINE = regex(r"\bng[aà]y\b.*\bn[aă]m\b|\bthang\b.*\bnam\b")


def _head_rows(rows: list[Row], title: int, edge: float, width: float) -> tuple[int, int, float]:
    first = title
    while first > 0 and title - first < 3 and not is_portal_stamp(text_of(rows[first - 1])):
        first -= 1
    last = title + 1
    seen_summary = False
    for index in range(title + 1, min(len(rows), title + 16)):
        text = fold(text_of(rows[index]))
        left, right = _cut_at(rows[index], edge, 0.06 * width)
        summary = bool(left) and fold(text_of(left)).startswith(("v/v", "ve viec", "v.v"))
        seen_summary = seen_summary or summary
        beside = right and right[0].left > edge - 0.13 * width
        known = (
            (beside and _DATE_LINE.search(fold(text_of(right))))
            or regexes.match(r"(s.{0,2}\s*[:;]|so\b)", text)
            or "doc lap" in text
            or summary
        )
        if known:
            last = index + 1
        elif seen_summary and left and left[-1].right <= edge + 0.02 * width and not right:
            if fold(text_of(left)).startswith("kinh gui"):
                break
            last = index + 1
        elif (
            (not right and left and left[-1].right > edge + 0.03 * width)
            or (right and left and not seen_summary and index > title + 8)
            or (right and not left and right[0].left < edge and index >= last + 1)
        ):
            break
    return first, last, edge


@lru_cache(maxsize=20_000)
def _begins_foot(letters: str) -> bool:
    """Whether a word's first letters are those of "Nơi nhận", marks lost or misread."""
    return fold(letters) == "noi"


def _signature_region(rows: list[Row], width: float) -> tuple[int, int, float] | None:
    for index, row in enumerate(rows):
        if not any(map(_begins_foot, [word.text[:3] for word in row])):
            continue
        height = usual_height(row)
        for part in split_row(row, _EM * 1.5 * height):
            if (
                regexes.match(r"noi nh[aâ]n", fold(text_of(part)))
                and part[0].left < 0.45 * width
                and len(part) <= 4
            ):
                first = index
                while first > 0 and index - first < 4 and rows[first - 1][0].left > 0.42 * width:
                    first -= 1
                last = _region_end(rows, index, width)
                edge = _river([word for row_ in rows[first:last] for word in row_], width)
                return (first, last, edge) if edge else None
    return None


def _joint_region(rows: list[Row], width: float) -> tuple[int, int, float] | None:
    """Two signers side by side above the recipients, on a joint document: from the row with both posts."""
    for index, row in enumerate(rows):
        if not has_gap(row, _EM * 2):
            continue
        parts = split_row(row, _EM * 2 * usual_height(row))
        if len(parts) != 2 or not all(is_post(text) or is_authority(text) for text in map(text_of, parts)):
            continue
        end = index + 1
        while end < len(rows) and end - index < 12 and not _wide(rows[end], width):
            if fold(text_of(rows[end])).startswith("noi nhan"):
                break
            end += 1
        return index, end, (parts[0][-1].right + parts[1][0].left) / 2
    return None


def _region_end(rows: list[Row], start: int, width: float) -> int:
    for index in range(start + 1, len(rows)):
        row = rows[index]
        gap = row[0].top - rows[index - 1][0].bottom
        text = fold(text_of(row))
        if text.startswith("phu luc") and gap > 0.5 * row[0].height:
            return index
        if _wide(row, width):
            return index
    return len(rows)


def _wide(row: Row, width: float) -> bool:
    """An unbroken line over most of the page's width."""
    single = len(split_row(row, _EM * 2 * usual_height(row))) == 1
    return single and row[-1].right - row[0].left > 0.6 * width


def _river(words: Sequence[Word], width: float) -> float | None:
    """The middle of the widest upright strip without words that has words on both sides."""
    step = width / 400
    crossed = Counter[int]()
    for word in words:
        if len(word.text) > 1 or word.text.isalnum():
            crossed.update(range(int(word.left / step), int(word.right / step) + 1))
    left_end = min((word.right for word in words), default=width)
    right_start = max((word.left for word in words), default=0.0)
    best: tuple[int, float] | None = None
    start = None
    for place in range(60, 321):
        if not crossed[place] and left_end < place * step < right_start:
            start = place if start is None else start
            continue
        if start is not None and (best is None or place - start > best[0]):
            best = (place - start, (start + place) / 2 * step)
        start = None
    return best[1] if best else None


@record(frozen=True, slots=True)
class PageFrame:
    """The page's size in points and its number; ``unit`` group numbers start from ``group``."""

    number: int
    width: float
    height: float
    group: int = 0


def make_line(
    row: Sequence[Word],
    frame: PageFrame,
    *,
    line: int,
    column: int = 0,
    group: int = 0,
    starts: bool | None = None,
    box: Box | None = None,
    align: Align | None = None,
    gap: float | None = None,
) -> RawLine:
    """One RawLine from a row of words.  box: its own, where it was reckoned before."""
    texts = [word.text for word in row]
    lengths = [*map(len, texts)]
    letters = sum(lengths) or 1

    def share(said: list[bool | None]) -> bool | None:
        if said.count(said[0]) == len(said):
            return said[0]
        return sum(itertools.compress(lengths, said)) > 0.6 * letters

    sizes = [word.size for word in row if word.size]
    sures = [word.sure for word in row]
    return RawLine(
        text=" ".join(texts),
        page=frame.number,
        line=line,
        box=box or box_of(row, frame),
        bold=share([word.bold for word in row]),
        italic=share([word.italic for word in row]),
        size=round(median_of(sizes), 1) if sizes else None,
        sure=1.0 if sures.count(1.0) == len(sures) else round(sum(map(mul, sures, lengths)) / letters, 3),
        starts=starts,
        column=column,
        group=group,
        align=align,
        gap=gap,
    )


def box_of(row: Sequence[Word], frame: PageFrame) -> Box:
    """Where a row stands, as fractions of the page."""
    return Box(
        round(row[0].left / frame.width, 4),
        round(min([word.top for word in row]) / frame.height, 4),
        round(max([word.right for word in row]) / frame.width, 4),
        round(max([word.bottom for word in row]) / frame.height, 4),
    )


@record(frozen=True, slots=True)
class OpenFoot:
    """A foot (recipients beside the signature) that reaches the end of a page and may go on."""

    edge: float
    group: int


def open_foot(rows: list[Row], frame: PageFrame, carried: OpenFoot | None = None) -> OpenFoot | None:
    """Whether the page ends within a foot."""
    region = _signature_region(rows, frame.width)
    if region and region[1] == len(rows) and not _finished(rows[region[0] :], region[2], frame.width):
        return OpenFoot(region[2], frame.number * 10 + 9)
    return carried if carried and _carried_end(rows, carried, frame) == len(rows) and rows else None


def _finished(rows: list[Row], edge: float, width: float) -> bool:
    """Whether a foot has both its last entry ("Lưu: ...") and the signer's name."""
    cuts = [_cut_at(row, edge, 0.08 * width) for row in rows]
    filed = any(regexes.match(r"^\W*luu\b", fold(text_of(left))) for left, _ in cuts if left)
    named = any(
        2 <= len(right) <= 6
        and not text_of(right).isupper()
        and all(word.text[:1].isupper() for word in right)
        for _, right in cuts
        if right
    )
    return filed and named


def _carried_end(rows: list[Row], carried: OpenFoot, frame: PageFrame) -> int:
    """How many of a page's first rows go on with the foot of the page before."""
    if not rows:
        return 0
    for index, row in enumerate(rows):
        parts = split_row(row, _EM * usual_height(row))
        if any(part[0].left < carried.edge - 4 and part[-1].right > carried.edge + 4 for part in parts):
            return index
        if (
            index == 0
            and row[0].left < carried.edge
            and not regexes.match(r"^(?:[-–—+(]|[^\W\d_]+[,;])", row[0].text)
        ):
            return 0
    return len(rows)


def lines_of(
    rows: list[Row], frame: PageFrame, first_line: int = 1, carried: OpenFoot | None = None
) -> list[RawLine]:
    """Rows of one page (tables taken out) → lines in reading order, columns of head and signature apart.
    ``carried``: the foot that the page before left open."""
    if not rows:
        return []
    order: list[_Placed] = []
    cursor = 0
    regions: list[tuple[int, int, float, int]] = []
    end = _carried_end(rows, carried, frame) if carried else 0
    if carried and end:
        regions.append((0, end, carried.edge, carried.group))
        cursor = end
    head = _head_region(rows[cursor:], frame.width)
    if head:
        regions.append((head[0] + cursor, head[1] + cursor, head[2], frame.number * 10 + 1))
        cursor += head[1]
    joint = _joint_region(rows[cursor:], frame.width)
    if joint:
        regions.append((joint[0] + cursor, joint[1] + cursor, joint[2], frame.number * 10 + 5))
        cursor += joint[1]
    signature = _signature_region(rows[cursor:], frame.width)
    if signature:
        regions.append((signature[0] + cursor, signature[1] + cursor, signature[2], frame.number * 10 + 9))
    cursor = 0
    for first, last, edge, group in regions:
        order += _running(rows[cursor:first], frame)
        cuts = [_cut_at(row, edge, 0.08 * frame.width) for row in rows[first:last]]
        order += [(left, 1, group, None) for left, _ in cuts if left]
        order += [(right, 2, group, None) for _, right in cuts if right]
        cursor = last
    order += _running(rows[cursor:], frame)
    numbers = _Numbers(rows)
    boxes = [box_of(row, frame) for row, _, _, _ in order]
    return [
        make_line(
            row,
            frame,
            line=first_line + numbers.of(row[0]),
            column=column,
            group=group,
            starts=starts,
            box=box,
            align=align,
            gap=gap,
        )
        for (row, column, group, starts), box, align, gap in zip(
            order, boxes, _aligned(order, boxes), _gaps(order, boxes), strict=True
        )
    ]


class _Numbers:
    """Of which row of a page a word is."""

    def __init__(self, rows: list[Row]) -> None:
        self._rows = rows
        self._known = {id(row[0]): index for index, row in enumerate(rows)}

    def of(self, word: Word) -> int:
        if id(word) not in self._known:  # a row was cut in two
            self._known = {id(word): index for index, row in enumerate(self._rows) for word in row}
        return self._known[id(word)]


_Placed = tuple[Row, int, int, bool | None]  # a row, its column and group, whether it begins a paragraph


def _running(rows: list[Row], frame: PageFrame) -> list[_Placed]:
    """Rows of running text, those that stand in two columns one column after the other."""
    out: list[_Placed] = []
    cursor = 0
    for region in find_regions(rows, frame.width):
        out += [(row, 0, 0, None) for row in rows[cursor : region.first]]
        group = frame.number * 10 + BODY_COLUMNS
        out += [
            (row, 0, group, starts) for side in ordered(rows, region, frame.width) for row, starts in side
        ]
        cursor = region.last
    return out + [(row, 0, 0, None) for row in rows[cursor:]]


def in_body_columns(line: RawLine) -> bool:
    """Whether a line stands in one of two columns of running text."""
    return line.column == 0 and line.group % 10 == BODY_COLUMNS


def told_of_columns(items: Iterable[object]) -> list[str]:
    """The warning that pages were read column by column; none where no running text stands in columns."""
    return (
        ["two-columns"] if any(isinstance(item, RawLine) and in_body_columns(item) for item in items) else []
    )


def _aligned(order: list[_Placed], boxes: list[Box]) -> list[Align | None]:
    """Tell centred lines from others by the margins of the full-width lines; None for those in columns."""
    full = [column == 0 and group % 10 != BODY_COLUMNS for _, column, group, _ in order]
    whole = list(itertools.compress(boxes, full))
    if not whole:
        return [None] * len(boxes)
    left = sorted([box.left for box in whole])[len(whole) // 10]
    right = sorted([box.right for box in whole])[-1 - len(whole) // 10]
    return [
        _align(box.left - left, right - box.right) if wide else None
        for box, wide in zip(boxes, full, strict=True)
    ]


def _align(before: float, after: float) -> Align:
    """How a line stands that leaves so much free at either side."""
    if before > 0.06 and after > 0.06 and abs(before - after) < 0.05:
        return Align.CENTER
    if abs(before) < 0.02 and abs(after) < 0.02:
        return Align.JUSTIFY
    return Align.RIGHT if before > 0.3 and after < 0.08 else Align.LEFT


def _gaps(order: list[_Placed], boxes: list[Box]) -> list[float | None]:
    """The white space above each line in line heights; None where the line before stands in another column."""
    gaps: list[float | None] = [None] * len(boxes)
    for at in range(1, len(boxes)):
        if order[at - 1][1:3] == order[at][1:3]:
            box = boxes[at]
            tall = max(box.bottom - box.top, 1e-4)
            gaps[at] = round((box.top - boxes[at - 1].bottom) / tall, 3)
    return gaps
