"""``nhipcau verify`` reads data calls against the log."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from nhipcau.reports.calls import proving, rules
from nhipcau.reports.calls.actions import judging, letters, sending
from nhipcau.reports.datacalls import CallAnswer, CallReply, DataCall, DataQuestion
from nhipcau.reports.tests.call_cast import (
    NUMBER,
    answer,
    answered,
    both,
    call,
    draft,
    other_reply,
    question,
    reply,
    write,
)

__all__ = ["answered", "both", "call", "draft", "other_reply", "reply"]
pytestmark = pytest.mark.django_db


def doubts() -> list[str]:
    return [one.words for one in proving.doubts()]


def test_a_call_that_went_its_whole_way_is_in_no_doubt(
    both, answered, other_reply, officer, agency_leader, coordinator
):
    assert doubts() == []
    judging.accept(replies=[CallReply.objects.get(pk=other_reply.pk)], by=coordinator)
    judging.give_back(reply=answered, reasons={question(both, NUMBER).pk: "Xem lại."}, by=coordinator)
    assert doubts() == []
    write(answered, NUMBER, rules.said("number", number="1300"), officer, seen=1)
    sending.close(call=both, by=coordinator)
    assert doubts() == []
    sending.reopen(call=both, by=coordinator)
    assert doubts() == []


def test_a_letter_that_was_drafted_is_told(answered, coordinator):
    letters.draft_letter(call=answered.call, agency=coordinator.agency, by=coordinator)
    assert doubts() == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda: CallAnswer.objects.filter(question__text=NUMBER).update(value=1), "không còn như khi được ghi"),
        (lambda: CallAnswer.objects.filter(question__text=NUMBER).delete(), "nay không còn"),
        (lambda: DataQuestion.objects.filter(text=NUMBER).update(unit="hộ"), "câu hỏi không còn như khi gửi"),
        (lambda: DataCall.objects.update(state="closed"), "tình trạng"),
        (lambda: CallReply.objects.update(state="accepted"), "tình trạng"),
        (lambda: CallReply.objects.exclude(confirmed_by=None).update(confirmed_name="Ai Đó"), "Ai Đó xác nhận"),
        (
            lambda: CallReply.objects.exclude(confirmed_by=None).update(
                confirmed_on=date(2026, 5, 20) - timedelta(days=9)
            ),
            "xác nhận",
        ),
    ],
)  # fmt: skip
def test_what_is_changed_behind_the_systems_back_is_found(both, change, told):
    change()
    found = doubts()
    assert found and all(told in one for one in found)


def test_a_call_that_nobody_sent_is_found(draft, coordinator, agency):
    DataCall.objects.update(state="open", opened_at=draft.made_at)
    assert ["nhật ký không ghi việc gửi" in one for one in doubts()] == [True]


def test_what_a_merged_agency_wrote_is_not_missed(
    reply, other_reply, officer, coordinator, agency, other_agency
):
    from nhipcau.reports.calls.actions import passing

    answer(reply, officer)
    answer(other_reply, coordinator, text="Của mình.")
    passing.pass_on(predecessor=agency, successor=other_agency, on=date(2026, 5, 21), by=coordinator)
    assert not CallReply.objects.filter(pk=reply.pk).exists()
    assert doubts() == []
