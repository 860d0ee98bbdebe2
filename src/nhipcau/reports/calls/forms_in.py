"""What taking in a filled form of a data call would do: judged as every form (``reports.forms_in``), question by question.

A cell that the file leaves alone is as the system has it now; a question that it does not touch stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext

from nhipcau.engines.fillable import Grid, Value
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.saying import say
from nhipcau.reports import forms_kept
from nhipcau.reports.calls import forms_out, rules
from nhipcau.reports.calls.forms_out import ANSWER, COLUMNS, NIL, NUMBERS, VALUE, WORDS, Open
from nhipcau.reports.calls.rules import Said as Answered
from nhipcau.reports.calls.rules import Written
from nhipcau.reports.datacall_states import QuestionKind
from nhipcau.reports.datacalls import CallReply
from nhipcau.reports.forms_in import CellShown, Judged, Judging, Said, shown_value
from nhipcau.reports.forms_kept import Cell
from nhipcau.reports.models import FilledForm

UNANSWERED = N_("Chưa trả lời; điền câu trả lời hoặc lý do không có.")
UNMENDED = N_("Bị trả lại mà tệp chưa sửa.")


@dataclass(slots=True)
class CallJudged(Judged):
    """answers: what will be written, by questions."""

    answers: dict[int, Written] = field(default_factory=dict)


def judged(filled: FilledForm, reply: CallReply) -> CallJudged:
    """What taking it would do now."""
    return _Judging(filled, reply).judged()


class _Judging(Judging):
    """Of a data call."""

    def __init__(self, filled: FilledForm, reply: CallReply) -> None:
        super().__init__(filled, forms_out.form_of(reply, filled.given.edition))
        self.asked = forms_out.open_questions(reply)
        self.out: CallJudged = CallJudged()
        self.added: dict[str, list[tuple[Value, ...]]] = {}
        for part, cells in map(forms_kept.added_from, filled.added):
            self.added.setdefault(part, []).append(cells)
        self.heads = {
            (part.key, column.key): column.label
            for part in self.form.parts
            if isinstance(part, Grid)
            for column in part.columns
        }

    def judged(self) -> CallJudged:
        self.judge()
        for part, rows in self.added.items():
            for row in rows:
                words = " | ".join(shown_value(cell) for cell in row)
                self.out.cells.append(
                    CellShown(self.titles.get((part, ""), part), gettext("Dòng thêm"), "", "", words)
                )
        added = repr([[shown_value(cell) for cell in row] for rows in self.added.values() for row in rows])
        self.out.seen = sha256(f"{self.out.seen} {added}".encode()).hexdigest()[:32]
        return self.out

    def column(self, cell: Cell) -> str:
        if cell[2] in COLUMNS:
            return gettext(COLUMNS[cell[2]])
        return self.heads.get((cell[0], cell[2])) or gettext(COLUMNS[NIL])

    def why(self) -> Iterator[tuple[Cell, str]]:
        for one in self.asked:
            touched = [cell for cell in self.after if one.key in cell[:2] or cell[0] == one.nil_key]
            said = one.said
            if touched or one.key in self.added:
                try:
                    said = self._said(one)
                except Refused as refused:
                    if touched:
                        yield touched[0], say(refused)
                    else:
                        self.out.wrong.append(Said(one.title, say(refused)))
                    continue
            self._take(one, said)

    def _take(self, one: Open, said: Answered) -> None:
        kept = one.kept
        if said.is_empty:
            self.out.wrong.append(Said(one.title, gettext(UNANSWERED)))
        elif kept is not None and kept.returned and not kept.mended and said == one.said:
            self.out.wrong.append(Said(one.title, gettext(UNMENDED)))
        elif said != one.said:
            self.out.answers[one.question.pk] = Written(said, kept.revision if kept else 0)

    def _now(self, cell: Cell) -> Any:
        """What a cell will say: as the file says it, else as the system has it."""
        return self.after[cell] if cell in self.after else self.now.get(cell)

    def _said(self, one: Open) -> Answered:
        kind = QuestionKind(one.question.kind)
        if kind == QuestionKind.TABLE:
            reason = self._now((one.nil_key, "", ""))
            return rules.said(kind, rows=self._rows(one), nil_reason=reason or "")
        part, column = (NUMBERS, VALUE) if kind == QuestionKind.NUMBER else (WORDS, ANSWER)
        value, reason = self._now((part, one.key, column)), self._now((part, one.key, NIL)) or ""
        if kind == QuestionKind.TEXT:
            return rules.said(kind, text=value or "", nil_reason=reason)
        number = "" if value is None else format(Decimal(value), "f").replace(".", ",")
        return rules.said(kind, number=number, nil_reason=reason)

    def _rows(self, one: Open) -> list[list[str]]:
        """Rows of before the form, those that the system got since, and those of the agency's own."""
        keys = dict.fromkeys(row for part, row, _column in (*self.given, *self.now) if part == one.key)
        width = range(len(one.question.columns))
        rows = [[self._now((one.key, key, f"c{at}")) for at in width] for key in keys if key]
        rows += [list(row) for row in self.added.get(one.key, ())]
        return [[shown_value(cell) for cell in row] for row in rows]
