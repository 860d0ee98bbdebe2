"""Rules of data calls: what a question may be, what an answer may hold; pure, no Django."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from nhipcau.engines.vntext import fold
from nhipcau.indicators.rules import read_number
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.standing import Limit, written
from nhipcau.reports.datacall_states import QuestionKind

MOST_QUESTIONS = 60
MOST_COLUMNS = 10
MOST_ROWS = 100
LONGEST_COLUMN = 80
LONGEST_CELL = 500
LONGEST_TEXT = 10_000
LONGEST_REASON = 1_000

NIL_REASONS = (
    N_("Không phát sinh trong kỳ."),
    N_("Không thuộc chức năng, nhiệm vụ của cơ quan."),
    N_("Chưa có số liệu."),
)
"""Offered beside the field for another reason."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is written.  columns: of a table; indicator: a code, whose name stands in ``text``."""

    kind: str
    text: str
    hint: str = ""
    unit: str = ""
    may_add: bool = False
    columns: tuple[str, ...] = ()
    indicator: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """An answer as it is written."""

    text: str = ""
    value: Decimal | None = None
    rows: tuple[tuple[str, ...], ...] = ()
    nil_reason: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.text and self.value is None and not self.rows and not self.nil_reason

    @property
    def mark(self) -> str:
        """A short mark of it, by which a page that was read before knows whether anybody touched it."""
        number = "" if self.value is None else format(self.value.normalize(), "f")
        return mark_of((self.text, number, self.rows, self.nil_reason))


@dataclass(frozen=True, slots=True)
class Written:
    """An answer as a page or a file sends it.  seen: the revision that the writer began from."""

    said: Said
    seen: int


def mark_of(words: Iterable[object]) -> str:
    """A short mark of some plain values, by which a change is known."""
    return hashlib.blake2b(repr(tuple(words)).encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def columns_of(text: str) -> tuple[str, ...]:
    """A table's columns as they are typed, one a line or parted by ";"."""
    lines = text.replace(";", "\n").splitlines()
    return tuple(dict.fromkeys(" ".join(line.split()) for line in lines if line.strip()))


def check_question(asked: Asked) -> None:
    """Raise Refused for a question that nobody could answer."""
    if not asked.text.strip():
        raise Refused(N_("Hãy viết câu hỏi."))
    if asked.kind == QuestionKind.TABLE:
        if not asked.columns:
            raise Refused(N_("Hãy ghi tên các cột của bảng, mỗi cột một dòng."))
        if len(asked.columns) > MOST_COLUMNS:
            raise Refused(N_("Bảng tối đa %(most)s cột. Hãy chia thành hai bảng."), most=MOST_COLUMNS)
        for name in asked.columns:
            if len(name) > LONGEST_COLUMN:
                raise Refused(
                    N_("Tên cột “%(name)s…” dài hơn %(most)s chữ."), name=name[:30], most=LONGEST_COLUMN
                )
    if asked.kind == QuestionKind.NUMBER and not asked.unit.strip():
        raise Refused(N_("Hãy ghi đơn vị tính của con số, ví dụ “vụ”, “lượt người”, “triệu đồng”."))


def check_number(count: int) -> None:
    """Raise Refused for more questions than one page holds."""
    if count > MOST_QUESTIONS:
        raise Refused(
            N_("Mỗi đề nghị tối đa %(most)s câu hỏi. Hãy tách thành hai đề nghị."), most=MOST_QUESTIONS
        )


def claim_of(*, kind: str, text: str, unit: str, indicator: str, period: str) -> str | None:
    """What nobody is asked a second time for a period: an indicator, or a number in the same words; None for what may be."""
    if not period:
        return None
    if kind == QuestionKind.INDICATOR:
        return f"{period}:{indicator}"[:120]
    if kind == QuestionKind.NUMBER:
        words = " ".join(fold(f"{text} / {unit}").split())
        return f"{period}:={hashlib.blake2b(words.encode(), digest_size=20).hexdigest()}"
    return None


def check_due(due: Limit, *, today: date, now: datetime) -> None:
    """Raise Refused for a day or a moment at which nobody can answer any more."""
    over = due < now if isinstance(due, datetime) else due < today
    if over:
        raise Refused(N_("Hạn trả lời %(due)s đã qua. Hãy chọn thời điểm khác."), due=written(due))


def said(
    kind: str, *, text: str = "", number: str = "", rows: Sequence[Sequence[str]] = (), nil_reason: str = ""
) -> Said:
    """An answer as it was typed, read.  Raises Refused for what is no number, too long, or both an answer and a reason for none."""
    reason = " ".join(nil_reason.split())
    if len(reason) > LONGEST_REASON:
        raise Refused(N_("Lý do tối đa %(most)s chữ."), most=LONGEST_REASON)
    if kind == QuestionKind.NUMBER:
        made = Said(value=Decimal(read_number(number)) if number.strip() else None, nil_reason=reason)
    elif kind == QuestionKind.TABLE:
        made = Said(rows=_rows(rows), nil_reason=reason)
    else:
        words = "\n".join(line.rstrip() for line in text.strip().splitlines())
        if len(words) > LONGEST_TEXT:
            raise Refused(
                N_("Câu trả lời tối đa %(most)s chữ; đang có %(many)s."), most=LONGEST_TEXT, many=len(words)
            )
        made = Said(text=words, nil_reason=reason)
    if reason and (made.text or made.value is not None or made.rows):
        raise Refused(N_("Đã có câu trả lời thì không ghi lý do không có. Hãy xóa một trong hai."))
    return made


def _rows(rows: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    filled = [tuple(" ".join(cell.split()) for cell in row) for row in rows]
    filled = [row for row in filled if any(row)]
    if len(filled) > MOST_ROWS:
        raise Refused(N_("Bảng tối đa %(most)s dòng; đang có %(many)s."), most=MOST_ROWS, many=len(filled))
    for place, row in enumerate(filled, start=1):
        if any(len(cell) > LONGEST_CELL for cell in row):
            raise Refused(
                N_("Dòng %(row)s có ô dài hơn %(most)s chữ. Hãy viết gọn lại."), row=place, most=LONGEST_CELL
            )
    return tuple(filled)


def pasted(text: str, columns: int) -> list[list[str]]:
    """Rows that were copied out of a spreadsheet: cells parted by tabs, else by ";".  Raises Refused for more cells than columns."""
    found = []
    for place, line in enumerate((one for one in text.splitlines() if one.strip()), start=1):
        cells = line.split("\t") if "\t" in line else line.split(";")
        while len(cells) > columns and not cells[-1].strip():
            cells.pop()
        if len(cells) > columns:
            raise Refused(
                N_("Dòng dán thứ %(row)s có %(many)s ô, bảng có %(columns)s cột. Hãy chép lại đúng các cột."),
                row=place,
                many=len(cells),
                columns=columns,
            )
        found.append([*cells, *[""] * (columns - len(cells))])
    return found


def total(values: Sequence[Decimal]) -> Decimal:
    """Agencies' numbers added up, where the question says that they may be."""
    return sum(values, Decimal(0))


def body_of(opening: str, sections: Sequence[Mapping[str, object]]) -> str:
    """The answer as the body of a letter: a numbered heading for each question, its sentences, its table.

    sections: {"title", "lines": sentences, "table": rows of cells, the first their heads}.
    """
    lines = [opening]
    for place, section in enumerate(sections, start=1):
        lines.append(f"{place}. {str(section['title']).strip().rstrip(':.')}")
        lines += [str(line) for line in _listed(section["lines"])]
        lines += [f"| {' | '.join(cell_of(cell) for cell in row)} |" for row in _listed(section["table"])]
    return "\n".join(line for line in lines if line.strip())


def _listed(value: object) -> Sequence[Sequence[str]]:
    return value if isinstance(value, list | tuple) else ()


def cell_of(text: object) -> str:
    """A cell of a letter's table: on one line, without what parts cells."""
    return " ".join(str(text).replace("|", "/").split())
