"""All answers to a data call as a workbook: a line for each answer, a table's rows each on its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from nhipcau.kernel.sheets import Book, Cell, Column, workbook
from nhipcau.reports.calls import queries
from nhipcau.reports.datacall_states import REPLY_STATE_LABELS, ReplyState
from nhipcau.reports.datacalls import CallAnswer, DataCall


def all_answers(call: DataCall) -> Book:
    """Every agency's answers, also what is still being written, which says so."""
    columns = [
        Column(_("Cơ quan"), 40),
        Column(_("Tình trạng"), 24),
        Column(_("Ngày trả lời"), 12, Cell.DAY),
        Column(_("Người xác nhận"), 26),
        Column(_("Câu hỏi"), 44),
        Column(_("Trả lời"), 70),
        Column(_("Con số"), 14, Cell.NUMBER),
        Column(_("Đơn vị tính"), 14),
        Column(_("Lý do không có"), 30),
        Column(_("Lý do trả lại"), 30),
    ]
    above = (str(call), ", ".join(part for part in (call.number, call.issuer) if part))
    return workbook(name=_("Trả lời"), columns=columns, rows=_rows(call), above=above, frozen_columns=1)


def _rows(call: DataCall) -> Iterator[tuple[Any, ...]]:
    questions = [one for one in call.questions.all() if one.is_asked]
    kept: dict[tuple[int, int], CallAnswer] = {
        (one.reply_id, one.question_id): one for one in CallAnswer.objects.filter(reply__call=call)
    }
    replies = call.replies.select_related("agency").order_by("agency__folded", "pk")
    for reply in replies:
        head = (
            reply.agency.name,
            _(REPLY_STATE_LABELS[ReplyState(reply.state)]),
            reply.submitted_on,
            reply.confirmed_name,
        )
        for question in questions:
            answer = kept.get((reply.pk, question.pk))
            said = queries.said_of(answer)
            number = None if said.value is None else float(said.value)
            back = answer.returned if answer else ""
            for text in _texts(question.columns, said.text, said.rows):
                yield (*head, question.text, text, number, question.unit, said.nil_reason, back)


def _texts(columns: list[str], text: str, rows: tuple[tuple[str, ...], ...]) -> list[str]:
    """An answer's words; of a table each row by its columns' names."""
    if not rows:
        return [text]
    return [
        "; ".join(f"{name}: {cell}" for name, cell in zip(columns, row, strict=False) if cell) for row in rows
    ]
