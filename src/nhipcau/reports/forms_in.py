"""What taking in a filled form would do: every changed cell beside what stands now, what keeps it from being taken, what is told.

Judged when it is shown and again when it is taken, from the same rows, so that nothing changes between the two unseen.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from nhipcau.engines.counting import Part as Counted
from nhipcau.engines.fillable import Form, Grid, Question, Value
from nhipcau.indicators import pages as figures
from nhipcau.indicators.rules import check_entry
from nhipcau.kernel import sentences
from nhipcau.kernel.clock import today
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.saying import say
from nhipcau.kernel.standing import written
from nhipcau.reports import drafting, forms_kept, forms_out
from nhipcau.reports.form_words import CELL
from nhipcau.reports.forms_kept import Cell
from nhipcau.reports.forms_out import AMOUNTS, COLUMNS, FIGURES, NIL, RESULT, SOURCE, TASKS, VALUE
from nhipcau.reports.models import FilledForm, Report
from nhipcau.reports.rules import check_text

NAMES = frozenset({"no", "task", "question", "name"})
BOTH = N_("Vừa có kết quả vừa chọn lý do chưa phát sinh. Hãy giữ một trong hai rồi đọc lại tệp.")
GONE = N_("Nay không còn hỏi ở báo cáo này nên không ghi.")
EMPTIED = N_("Ô số bị bỏ trống; giữ số đã nhập.")
SOURCE_ALONE = N_("Có nguồn mà không có số.")


@dataclass(frozen=True, slots=True)
class CellShown:
    """A cell that says something else than the form that was given out.

    given: what stood in that; now: what stands in the system; is_moved: somebody changed that meanwhile.  wrong: why it cannot be
    taken; left: why it is left out, which hinders nothing.
    """

    title: str
    column: str
    given: str
    now: str
    after: str
    is_moved: bool = False
    wrong: str = ""
    left: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What is wrong with, or must be known of, a place in the file."""

    where: str
    words: str


@dataclass(frozen=True, slots=True)
class Written:
    """A place that will be written."""

    place: str
    text: str
    nil: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure that will be entered; source "" stands for the report itself."""

    part: Counted
    value: int | Decimal
    source: str


@dataclass(slots=True)
class Judged:
    """moved: cells that the file leaves as they were and the system changed since; they stay as the system has them.

    seen: a sum over all that was shown, by which a change between showing and taking is known.
    """

    cells: list[CellShown] = field(default_factory=list)
    wrong: list[Said] = field(default_factory=list)
    told: list[Said] = field(default_factory=list)
    moved: list[CellShown] = field(default_factory=list)
    words: list[Written] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)
    seen: str = ""

    @property
    def is_sound(self) -> bool:
        """Whether all of it may be taken."""
        return not self.wrong and not any(cell.wrong for cell in self.cells)


def judged(filled: FilledForm) -> Judged:
    """What taking it would do now."""
    report = filled.given.report
    if report is None:
        raise TypeError("not the form of a report")
    with drafting.once():
        return _Judging(filled, report).judged()


def shown_value(value: Value) -> str:
    """A cell's value as it is read."""
    if value is None:
        return ""
    if isinstance(value, date):
        return written(value)
    return figures.number(value) if isinstance(value, int | Decimal) else str(value)


class Judging:
    """One filled form against the form that was given out and the one that would be now."""

    def __init__(self, filled: FilledForm, now: Form) -> None:
        self.filled = filled
        self.form = forms_kept.form_from(filled.given.form)
        self.given = forms_kept.cells_of(self.form)
        self.titles = titles_of(self.form)
        self.now = forms_kept.cells_of(now)
        self.after = dict(forms_kept.change_from(one) for one in filled.changes)
        self.out = Judged()

    def why(self) -> Iterator[tuple[Cell, str]]:
        """(cell, why it cannot be written); what can be is kept to be written."""
        raise NotImplementedError

    def left(self, cell: Cell, after: Value) -> str:
        """Why a cell is left out, which hinders nothing."""
        return "" if cell in self.now else gettext(GONE)

    def column(self, cell: Cell) -> str:
        """What a cell's column is called."""
        return gettext(COLUMNS[cell[2]]) if cell[2] in COLUMNS else gettext("Nội dung")

    def judge(self) -> None:
        """Every changed cell, and those that the file left while the system moved on."""
        self._faults()
        why = dict(self.why())
        for cell, after in self.after.items():
            self.out.cells.append(
                self._shown(cell, after, wrong=why.get(cell, ""), left=self.left(cell, after))
            )
        self.out.moved = [
            self._shown(cell, value)
            for cell, value in self.given.items()
            if cell not in self.after and cell in self.now and not _same(self.now[cell], value)
        ]
        self.out.seen = self._sum()

    def _sum(self) -> str:
        """Over what is written and what stands in its place now."""
        said: list[list[Any]] = [
            [list(cell), shown_value(after), shown_value(self.now.get(cell)), cell in self.now]
            for cell, after in self.after.items()
        ]
        said += [[cell.title, cell.column, cell.now] for cell in self.out.moved]
        return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()[:32]

    def _shown(self, cell: Cell, after: Value, *, wrong: str = "", left: str = "") -> CellShown:
        return CellShown(
            title=self.titles.get(cell[:2], cell[1] or cell[0]),
            column=self.column(cell),
            given=shown_value(self.given.get(cell)),
            now=shown_value(self.now.get(cell)),
            after=shown_value(after),
            is_moved=cell in self.now and not _same(self.now[cell], self.given.get(cell)),
            wrong=wrong,
            left=left,
        )

    def _faults(self) -> None:
        for one in self.filled.faults:
            part, row, _column = one["cell"]
            said = Said(
                " · ".join(text for text in (self.titles.get((part, row), ""), one["place"]) if text),
                sentences.of(f"{CELL}.{one['code']}", one["params"]),
            )
            (self.out.wrong if one["hinders"] else self.out.told).append(said)

    def row(self, cell: Cell) -> Value:
        """What the file says in a cell, changed or not."""
        return self.after[cell] if cell in self.after else self.given.get(cell)


class _Judging(Judging):
    """Of a report."""

    def __init__(self, filled: FilledForm, report: Report) -> None:
        super().__init__(filled, forms_out.form_of(report, filled.given.edition))
        self.report = report

    def judged(self) -> Judged:
        self.judge()
        self.out.empty = list(self._empty())
        return self.out

    def why(self) -> Iterator[tuple[Cell, str]]:
        yield from self._places()
        yield from self._figures()

    def left(self, cell: Cell, after: Value) -> str:
        if cell in self.now and cell[0] in {FIGURES, AMOUNTS} and cell[2] == VALUE and after is None:
            return gettext(EMPTIED)
        return super().left(cell, after)

    # ---- words

    def _places(self) -> Iterator[tuple[Cell, str]]:
        """(cell, why it cannot be written) of every place that is; what can be is kept to be written."""
        for part, row in dict.fromkeys(cell[:2] for cell in self.after if cell[0] not in {FIGURES, AMOUNTS}):
            result: Cell = (part, row, RESULT if part == TASKS else "")
            if result not in self.now:
                continue
            reason: Cell = (part, row, NIL)
            text, nil = str(self.row(result) or ""), str(self.row(reason) or "")
            if part != TASKS and text:
                nil = ""
            if why := _why_not(text, nil):
                yield (result if result in self.after else reason), why
                continue
            self.out.words.append(Written(row or part, text, nil))

    def _empty(self) -> Iterator[str]:
        """The tasks that the file leaves without result and without reason, and of which the system knows nothing either."""
        for draft in drafting.parts_of(self.report):
            for work in draft.works:
                result, reason = (TASKS, work.place, RESULT), (TASKS, work.place, NIL)
                says = self.row(result) or self.row(reason) or self.now.get(result) or self.now.get(reason)
                if work.owes and not work.facts and not says:
                    yield f"{work.task.number} {work.task.title}".strip()

    # ---- figures

    def _figures(self) -> Iterator[tuple[Cell, str]]:
        rows = dict.fromkeys(cell[:2] for cell in self.after if cell[0] in {FIGURES, AMOUNTS})
        if not rows:
            return
        parts = {
            forms_out.figure_key(one.part): one.part
            for one in forms_out.figures_of(self.report, drafting.parts_of(self.report))
        }
        first = drafting.question_of(self.report).period.first
        for part, row in rows:
            if row not in parts or (part, row, VALUE) not in self.now:
                continue
            value: Any = self.row((part, row, VALUE))
            source = str(self.row((part, row, SOURCE)) or "").strip()
            if value is None:
                if source and (part, row, SOURCE) in self.after:
                    yield (part, row, SOURCE), gettext(SOURCE_ALONE)
                continue
            try:
                check_entry(parts[row], value=value, source=source or "-", first=first, today=today())
            except Refused as refused:
                yield (part, row, VALUE if (part, row, VALUE) in self.after else SOURCE), say(refused)
                continue
            self.out.entries.append(Entry(parts[row], value, source))


def _same(one: Value, other: Value) -> bool:
    return (one or None) == (other or None) if not isinstance(one, int | Decimal) else one == other


def _why_not(text: str, nil: str) -> str:
    """Why words cannot be written into a place; "" where they can."""
    if text and nil:
        return gettext(BOTH)
    try:
        check_text(text)
    except Refused as refused:
        return say(refused)
    return ""


def titles_of(form: Form) -> Mapping[tuple[str, str], str]:
    """What each row and question of a form is called."""
    found: dict[tuple[str, str], str] = {}
    for part in form.parts:
        if isinstance(part, Question):
            found[part.key, ""] = part.label
        else:
            found[part.key, ""] = part.title
            found |= {(part.key, row.key): _title(part, row.cells) for row in part.rows}
    return found


def _title(part: Grid, cells: tuple[Value, ...]) -> str:
    """The number and name that stand in a row; a row of the agency's own cells is called as its table."""
    named = [cell for column, cell in zip(part.columns, cells, strict=True) if column.key in NAMES]
    words = named or [part.title]
    return " ".join(str(one) for one in words if one)[:160]


def own_source(report: Report, number: str, day: date) -> str:
    """The report itself as the source of a figure that names none."""
    whose = report.agency.name if report.agency else ""
    return f"Báo cáo số {number.strip()} ngày {written(day)} của {whose}"[:500]
