"""Replies to a data call accepted, or given back question by question."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from nhipcau.kernel.models import Notice
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.saying import say
from nhipcau.reports.calls import answer as put
from nhipcau.reports.calls import rules
from nhipcau.reports.calls.actions import answering, judging
from nhipcau.reports.datacalls import CallReply
from nhipcau.reports.tests.call_cast import (
    NUMBER,
    TABLE,
    WORDS,
    answer,
    answered,
    both,
    call,
    draft,
    other_reply,
    question,
    reply,
    taken_back,
    write,
)

__all__ = ["answered", "both", "call", "draft", "other_reply", "reply"]
pytestmark = pytest.mark.django_db


def test_one_answer_is_given_back_and_only_that_is_open(answered, officer, agency_leader, coordinator):
    key = question(answered.call, NUMBER).pk
    with pytest.raises(Refused):
        judging.give_back(reply=answered, reasons={key: " "}, by=coordinator)
    judging.give_back(reply=answered, reasons={key: "Ghi rõ cả năm trước."}, by=coordinator)
    answered.refresh_from_db()
    with pytest.raises(Refused, match="không bị trả lại"):
        write(answered, WORDS, rules.Said(text="Sửa."), officer, seen=1)
    with pytest.raises(Refused, match="Còn 1 câu"):
        answering.confirm(reply=answered, by=agency_leader)
    write(answered, NUMBER, rules.said("number", number="1300"), officer, seen=1)
    write(
        answered, NUMBER, rules.said("number", number="1350"), officer, seen=2
    )  # once more, before it is sent
    answering.confirm(reply=answered, by=agency_leader)
    again = CallReply.objects.get(pk=answered.pk)
    assert again.state == "submitted" and not again.answers.exclude(returned="", mended=False).exists()
    assert Notice.objects.filter(kind="reports.call_returned", recipient=officer).count() == 1


def test_what_is_given_back_stands_in_no_answer_until_its_leader_has_sent_it_again(
    both, answered, officer, agency_leader, coordinator
):
    def said() -> dict[str, put.Together]:
        return {one.question.text: one for one in put.together(both)}

    judging.give_back(reply=answered, reasons={question(both, NUMBER).pk: "Xem lại."}, by=coordinator)
    assert [name for name, _number in said()[NUMBER].numbers] == ["Sở Văn hóa, Thể thao và Du lịch"]
    assert len(said()[TABLE].rows) == 3
    write(answered, NUMBER, rules.said("number", number="99999"), officer, seen=1)
    assert len(said()[NUMBER].numbers) == 1  # nobody has confirmed it
    answering.confirm(reply=answered, by=agency_leader)
    assert [number for _name, number in said()[NUMBER].numbers] == ["99.999", "750"]


def test_a_mended_answer_that_is_given_back_once_more_waits_again(
    answered, officer, agency_leader, coordinator
):
    key = question(answered.call, NUMBER).pk
    judging.give_back(reply=answered, reasons={key: "Xem lại."}, by=coordinator)
    write(answered, NUMBER, rules.said("number", number="1300"), officer, seen=1)
    judging.give_back(reply=answered, reasons={key: "Vẫn chưa đúng."}, by=coordinator)
    with pytest.raises(Refused, match="Còn 1 câu"):
        answering.confirm(reply=answered, by=agency_leader)


def test_a_leader_puts_no_name_to_words_that_were_written_after_the_page_was_shown(
    reply, officer, agency_leader
):
    answer(reply, officer)
    seen = dict.fromkeys((question(reply.call, text).pk for text in (WORDS, NUMBER, TABLE)), 1)
    write(reply, NUMBER, rules.said("number", number="9"), officer, seen=1)
    with pytest.raises(Refused) as told:
        answering.confirm(reply=reply, by=agency_leader, seen=seen)
    assert "Lê Cán Bộ" in say(told.value) and NUMBER in say(told.value)
    assert CallReply.objects.get(pk=reply.pk).state == "writing"
    answering.confirm(reply=reply, by=agency_leader, seen=seen | {question(reply.call, NUMBER).pk: 2})


def test_giving_back_is_taken_back_before_the_agency_writes(answered, officer, coordinator):
    judging.accept(replies=[answered], by=coordinator)
    key = question(answered.call, NUMBER).pk
    was = answered.answers.get(question=key)
    judging.give_back(reply=answered, reasons={key: "Xem lại."}, by=coordinator)
    data = {
        "_reply": answered.pk,
        "_before": "accepted",
        "_was": {str(was.pk): ["", False]},
        "_revisions": {str(was.pk): 1},
    }
    taken_back(judging.ungive_back, answered.call, data, coordinator)
    answered.refresh_from_db()
    assert answered.state == "accepted" and not answered.answers.exclude(returned="").exists()
    judging.give_back(reply=answered, reasons={key: "Xem lại."}, by=coordinator)
    write(CallReply.objects.get(pk=answered.pk), NUMBER, rules.said("number", number="7"), officer, seen=1)
    with pytest.raises(Refused):
        taken_back(judging.ungive_back, answered.call, data, coordinator)


def test_accepting_is_all_or_none(answered, other_reply, coordinator, officer):
    with pytest.raises(Refused):
        judging.accept(replies=[answered, other_reply], by=coordinator)
    answered.refresh_from_db()
    assert answered.state == "submitted"
    with pytest.raises(PermissionDenied):
        judging.accept(replies=[answered], by=officer)
    assert judging.accept(replies=[answered], by=coordinator) == 1


def test_of_one_that_is_accepted_already_the_refusal_speaks_of_no_list(answered, coordinator):
    judging.accept(replies=[answered], by=coordinator)
    with pytest.raises(Refused) as told:
        judging.accept(replies=[answered], by=coordinator)
    assert "bỏ chọn" not in say(told.value) and "Đã tiếp nhận" in say(told.value)
