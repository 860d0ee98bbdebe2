"""Rows of a task table put right before they are read: what pages and scans break.

A page break splits a row in two, repeats the headings, and OCR loses a number between its neighbours.
"""

from __future__ import annotations

from dataclasses import replace

from nhipcau.engines.vntext import find_timing, fold, opens_agency, regexes
from nhipcau.engines.vntext.records import record
from nhipcau.engines.vntext.regexes import regex

from ..model import Cell, Table
from ..words.likeness import ratio

_LABELLED = regex(r"\W*(?:chu tri|phoi hop|co quan|don vi|thoi gian|thuc hien)\b[^:]{0,30}:")
_INDEX = regex(r"^\W*\(?\s*(?:[0-9]{1,2}|[a-z])\s*\)?\W*$")
_POINT = regex(r"(?:[-–+•]|[a-zđ0-9]{1,2}[.)])\s*\S")
_SHORT, _ALIKE = 6, 80  # letters of a heading that is compared loosely; how near it must come
_LOST_NUMBER_SURE = 0.6

Row = tuple[Cell, ...]


@record(frozen=True, slots=True)
class Known:
    """The columns of a table by what they hold; None where it has none."""

    number: int | None
    title: int
    action: int | None = None
    who: int | None = None
    when: int | None = None


def mended(table: Table, header_rows: int, known: Known) -> Table:
    """The table without repeated headings, split rows joined, lost numbers filled in (and marked unsure)."""
    number, title = known.number, known.title
    head = table.rows[:header_rows]
    body: list[Row] = []
    for row in table.rows[header_rows:]:
        if not any(cell.text.strip() for cell in row) or _repeats(row, head) or _numbers_columns(row):
            continue
        if body and number is not None and _goes_on(row, body[-1], known):
            body[-1] = tuple(_joined(first, second) for first, second in zip(body[-1], row, strict=True))
        else:
            body.append(row)
    if number is not None:
        body = _with_lost_numbers(body, number, title)
    return replace(table, rows=(*head, *body))


def _repeats(row: Row, head: tuple[Row, ...]) -> bool:
    """A heading printed again on the next page, whole or in part."""
    texts = [fold(cell.text) for cell in row]
    full_width = len({cell.origin for cell in row}) == 1
    if full_width or sum(map(bool, texts)) < 2:
        return False
    return any(
        all(not text or _same(text, fold(cell.text)) for text, cell in zip(texts, own, strict=True))
        for own in head
    )


def _same(text: str, heading: str) -> bool:
    """The same heading, letters misread allowed."""
    return text == heading or (len(heading) > _SHORT and ratio(text, heading, _ALIKE) >= _ALIKE)


def _numbers_columns(row: Row) -> bool:
    """A row that numbers the columns: 1, 2, 3 ... or (1), (2), (3)."""
    texts = [fold(cell.text) for cell in row if cell.text.strip()]
    if not all(_INDEX.match(text) for text in texts):
        return False
    numbers = [int(found) for text in texts if (found := regexes.sub(r"\D", "", text))]
    return len(numbers) >= 3 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _goes_on(row: Row, last: Row, known: Known) -> bool:
    """A row without number that a page break cut from the one before: its words begin in mid-sentence."""
    number, title = known.number, known.title
    assert number is not None
    if (
        row[number].text.strip()
        or len({cell.origin for cell in row}) == 1
        or len({cell.origin for cell in last}) == 1
    ):
        return False
    if row[title].origin == last[title].origin or row[number].origin == last[number].origin:
        return False  # merged downwards: the table itself says that they belong together
    words = row[title].text.strip()
    if not words:
        return not _next_action(row, last, known)
    return words[:1].islower() and not _POINT.match(words)


def _next_action(row: Row, last: Row, known: Known) -> bool:
    """Whether a row without number and title is the next action of the one above, with its own duties."""
    who = row[known.who].text.strip() if known.who is not None else ""
    when = row[known.when].text.strip() if known.when is not None else ""
    named = who[:1].isupper() and opens_agency(who)
    timed = find_timing(when) is not None if when else False
    if known.action is None:
        return named and timed and bool(last[known.who or 0].text.strip())
    action, before = row[known.action].text.strip(), last[known.action].text.strip()
    begins = action[:1].isupper() or bool(_POINT.match(action))
    return begins and bool(before) and not before.endswith((",", "-", "–")) and (named or timed)


def _joined(first: Cell, second: Cell) -> Cell:
    after = second.text.strip()
    if not after or second.origin == first.origin:
        return first
    if not first.text.strip():
        return replace(second, origin=first.origin)
    new_line = bool(_LABELLED.match(fold(after))) or after[0] in "-+•"
    if new_line:
        paragraphs = (*first.paragraphs, *second.paragraphs)
    else:
        before = first.paragraphs or (first.text,)
        following = second.paragraphs or (second.text,)
        paragraphs = (*before[:-1], f"{before[-1].rstrip()} {following[0].lstrip()}", *following[1:])
    return replace(
        first, text="\n".join(paragraphs), paragraphs=paragraphs, sure=min(first.sure, second.sure)
    )


def _with_lost_numbers(body: list[Row], number: int, title: int) -> list[Row]:
    """A row without number between n and n + 2 is n + 1."""
    mended_rows = list(body)
    for at in range(1, len(body) - 1):
        row = body[at]
        merged = len({cell.origin for cell in row}) == 1 or row[number].row_span > 1
        printed = row[number].text.strip(" .)")
        # A letter alone between 2 and 4 is a 3 that a scan misread; elsewhere it counts groups.
        if (
            (printed and not (len(printed) == 1 and printed.isalpha()))
            or merged
            or not row[title].text.strip()[:1].isupper()
        ):
            continue
        before, after = _count(mended_rows[at - 1][number]), _count(body[at + 1][number])
        if before is not None and after == before + 2:
            cell = replace(
                row[number], text=str(before + 1), paragraphs=(str(before + 1),), sure=_LOST_NUMBER_SURE
            )
            mended_rows[at] = (*row[:number], cell, *row[number + 1 :])
    return mended_rows


def _count(cell: Cell) -> int | None:
    text = cell.text.strip(" .)")
    return int(text) if text.isdecimal() and len(text) < 4 else None
