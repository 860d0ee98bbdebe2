"""A data call for two agencies: words, a number that may be added, a table, and an indicator of the half year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from django.db import transaction

from nhipcau.agencies.models import Officer
from nhipcau.reports.calls import rules
from nhipcau.reports.calls.actions import answering, preparing, sending
from nhipcau.reports.calls.actions.preparing import Head
from nhipcau.reports.calls.rules import Written
from nhipcau.reports.datacall_states import QuestionKind
from nhipcau.reports.datacalls import CallReply, DataCall, DataQuestion

DUE = date(2026, 5, 25)
WORDS = "Kết quả bảo đảm quyền của người dân tộc thiểu số"
NUMBER = "Số người được cấp thẻ bảo hiểm y tế"
TABLE = "Các hoạt động đã tổ chức"
INDICATOR = "REPORTS_ON_TIME"


def head(**more: Any) -> Head:
    told: dict[str, Any] = {
        "title": "Cung cấp thông tin về nhân quyền phục vụ họp báo",
        "issuer": "Bộ Ngoại giao",
        "number": "1205/BNG-LPQT",
        "dated": date(2026, 5, 18),
        "period": "2026-H1",
        "due": DUE,
    }
    return Head(**(told | more))


def ask(call: DataCall, by: Officer) -> None:
    """One question of each kind."""
    for asked in (
        rules.Asked(QuestionKind.TEXT, WORDS, hint="Nêu số liệu, ví dụ cụ thể."),
        rules.Asked(QuestionKind.NUMBER, NUMBER, unit="người", may_add=True),
        rules.Asked(QuestionKind.TABLE, TABLE, columns=("Hoạt động", "Ngày", "Số người")),
        rules.Asked(QuestionKind.INDICATOR, "", indicator=INDICATOR),
    ):
        preparing.add_question(call=call, asked=asked, by=by)


def question(call: DataCall, text: str) -> DataQuestion:
    return call.questions.select_related("call").get(text=text)


@pytest.fixture
def draft(installation, coordinator) -> DataCall:
    made = preparing.make_call(head=head(), by=coordinator)
    ask(made, coordinator)
    return made


@pytest.fixture
def call(draft, agency, other_agency, officer, agency_leader, coordinator) -> DataCall:
    """Sent to both agencies."""
    return sending.open_call(call=draft, agencies=[agency, other_agency], by=coordinator)


@pytest.fixture
def reply(call, agency) -> CallReply:
    return call.replies.get(agency=agency)


@pytest.fixture
def other_reply(call, other_agency) -> CallReply:
    return call.replies.get(agency=other_agency)


def answers(call: DataCall, **more: rules.Said) -> Mapping[int, Written]:
    """An answer to each question, the first time."""
    given = {
        WORDS: rules.said(
            QuestionKind.TEXT, text=more.pop("text", "Đã mở 12 lớp xóa mù chữ tại xã Đắk Nhau.")
        ),
        NUMBER: rules.said(QuestionKind.NUMBER, number=more.pop("number", "1.250")),
        TABLE: rules.said(
            QuestionKind.TABLE, rows=more.pop("rows", [["Ngày hội văn hóa", "10/4/2026", "300"]])
        ),
    }
    return {question(call, text).pk: Written(said, 0) for text, said in given.items()}


def answer(reply: CallReply, by: Officer, **more: Any) -> None:
    answering.write_answers(reply=reply, answers=answers(reply.call, **more), by=by)


@pytest.fixture
def answered(reply, officer, agency_leader) -> CallReply:
    answer(reply, officer)
    answering.confirm(reply=reply, by=agency_leader)
    reply.refresh_from_db()
    return reply


@pytest.fixture
def both(answered, other_reply, coordinator) -> DataCall:
    """Both have answered, the other agency on paper and with another number of classes."""
    answer(
        other_reply,
        coordinator,
        text="Đã mở 15 lớp xóa mù chữ tại xã Đắk Nhau.",
        number="750",
        rows=[["Triển lãm ảnh", "02/5/2026", "1.000"], ["Chiếu phim", "03/5/2026", "200"]],
    )
    answering.receive_on_paper(
        reply=other_reply,
        number="45/SVHTTDL-VP",
        day=date(2026, 5, 19),
        signer="Lê Giám Đốc",
        post="",
        by=coordinator,
    )
    return answered.call


def taken_back(counter, record, data, by):
    """As ``kernel.undo`` does, in a transaction."""
    with transaction.atomic():
        counter(record, data, by)


def write(one, text, said, by, seen=0):
    return answering.write_answers(
        reply=one, answers={question(one.call, text).pk: Written(said, seen)}, by=by
    )
