"""A data call from the incoming letter to the answer that leaves the office."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from nhipcau.agencies.models import Agency
from nhipcau.agencies.open_work import open_work, pass_work_on
from nhipcau.documents.models import RegisteredDocument
from nhipcau.kernel import clock
from nhipcau.kernel.models import LogEntry, Notice
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.saying import say
from nhipcau.office.deadlines.rules import Asked, Whose
from nhipcau.reports.calls import answer as put
from nhipcau.reports.calls import deadlines, pages, permissions, proving, queries, rules
from nhipcau.reports.calls.actions import answering, letters, preparing, sending, wording
from nhipcau.reports.calls.rules import Written
from nhipcau.reports.datacall_states import QuestionKind
from nhipcau.reports.datacalls import CallReply, DataCall, DataQuestion
from nhipcau.reports.rules import title_in_text
from nhipcau.reports.tests.call_cast import (
    DUE,
    INDICATOR,
    NUMBER,
    TABLE,
    WORDS,
    answer,
    answered,
    answers,
    both,
    call,
    draft,
    head,
    other_reply,
    question,
    reply,
    taken_back,
    write,
)
from nhipcau.reports.tests.conftest import DAY

__all__ = ["answered", "both", "call", "draft", "other_reply", "reply"]
pytestmark = pytest.mark.django_db


# ---- preparing


def test_a_letter_of_the_register_gives_number_day_and_who_asks(coordinator):
    letter = RegisteredDocument.objects.create(number="88/CV", issuer="Bộ Công an", date=date(2026, 5, 1))
    made = preparing.make_call(head=head(document=letter, number="", dated=None, issuer=""), by=coordinator)
    assert (made.number, made.dated, made.issuer) == ("88/CV", date(2026, 5, 1), "Bộ Công an")


def test_who_asks_a_day_that_is_over_and_an_unknown_period_are_refused(coordinator):
    for wrong in (
        {"issuer": " "},
        {"due": date(2026, 5, 19)},
        {"period": "2026-H9"},
        {"title": "\u200b "[1:]},
    ):
        with pytest.raises(Refused):
            preparing.make_call(head=head(**wrong), by=coordinator)
    assert not DataCall.objects.exists()


@pytest.mark.parametrize(
    "asked",
    [
        rules.Asked(QuestionKind.TEXT, "  "),
        rules.Asked(QuestionKind.NUMBER, "Số người"),
        rules.Asked(QuestionKind.TABLE, "Bảng"),
        rules.Asked(QuestionKind.TABLE, "Bảng", columns=tuple(f"c{n}" for n in range(11))),
        rules.Asked(QuestionKind.INDICATOR, "", indicator="NO_SUCH"),
        rules.Asked(QuestionKind.TEXT, WORDS),
    ],
)
def test_questions_that_nobody_could_answer_are_refused(draft, coordinator, asked):
    with pytest.raises(Refused):
        preparing.add_question(call=draft, asked=asked, by=coordinator)
    assert draft.questions.count() == 4


def test_only_who_runs_reports_makes_calls(officer, leader, draft):
    for by in (officer, leader):
        with pytest.raises(PermissionDenied):
            preparing.make_call(head=head(), by=by)
        with pytest.raises(PermissionDenied):
            sending.open_call(call=draft, agencies=[], by=by)


def test_questions_of_the_last_time_are_taken_over_without_what_was_asked_for_this_period(call, coordinator):
    again = preparing.make_call(head=head(title="Quý sau"), by=coordinator, like=call)
    assert [one.text for one in again.questions.all()] == [WORDS, TABLE]
    later = preparing.make_call(head=head(period="2026-Q2"), by=coordinator, like=call)
    assert later.questions.count() == 4
    assert not later.questions.filter(claim__isnull=False).exists()


# ---- nothing is asked twice


def test_a_figure_of_the_period_is_not_asked_a_second_time_and_is_told_where_it_stands(call, coordinator):
    again = preparing.make_call(head=head(title="Lần hai"), by=coordinator)
    for asked in (
        rules.Asked(QuestionKind.INDICATOR, "", indicator=INDICATOR),
        rules.Asked(QuestionKind.NUMBER, "  số NGƯỜI được cấp  thẻ bảo hiểm y tế", unit="người"),
    ):
        with pytest.raises(Refused) as told:
            preparing.add_question(call=again, asked=asked, by=coordinator)
        assert call.title in say(told.value) and "25/05/2026" in say(told.value)
    sending.close(call=call, by=coordinator)
    with pytest.raises(Refused, match="đã được hỏi"):
        preparing.add_question(
            call=again, asked=rules.Asked(QuestionKind.INDICATOR, "", indicator=INDICATOR), by=coordinator
        )


def test_of_two_drafts_that_ask_for_one_figure_the_second_is_not_sent(draft, agency, coordinator):
    second = preparing.make_call(head=head(title="Lần hai"), by=coordinator)
    preparing.add_question(
        call=second, asked=rules.Asked(QuestionKind.INDICATOR, "", indicator=INDICATOR), by=coordinator
    )
    preparing.add_question(call=second, asked=rules.Asked(QuestionKind.TEXT, "Khác"), by=coordinator)
    sending.open_call(call=draft, agencies=[agency], by=coordinator)
    with pytest.raises(Refused, match="đã được hỏi"):
        sending.open_call(call=second, agencies=[agency], by=coordinator)
    assert DataCall.objects.get(pk=second.pk).state == "draft" and not second.replies.exists()
    taken = draft.questions.get(indicator=INDICATOR).claim
    with pytest.raises(IntegrityError), transaction.atomic():
        DataQuestion.objects.filter(call=second, indicator=INDICATOR).update(claim=taken)


def test_what_the_system_counts_is_asked_of_nobody(reply, officer, agency_leader):
    answer(reply, officer)
    assert not queries.unanswered(reply)
    with pytest.raises(Refused, match="không có câu hỏi này"):
        answering.write_answers(
            reply=reply,
            answers={reply.call.questions.get(indicator=INDICATOR).pk: Written(rules.Said(text="9"), 0)},
            by=officer,
        )
    assert INDICATOR in queries.figures_of(reply.call, reply.agency) or INDICATOR in queries.figures_of(
        reply.call, None
    )


# ---- sending


def test_every_agency_gets_one_reply_and_is_told_once(call, agency, other_agency):
    assert {one.agency for one in call.replies.all()} == {agency, other_agency}
    assert Notice.objects.filter(kind="reports.call_asked", recipient__agency=agency).count() == 2


def test_a_call_without_questions_or_agencies_is_not_sent(draft, agency, coordinator):
    with pytest.raises(Refused, match="cơ quan"):
        sending.open_call(call=draft, agencies=[], by=coordinator)
    for one in draft.questions.exclude(indicator=INDICATOR):
        preparing.remove_question(question=one, by=coordinator)
    with pytest.raises(Refused, match="câu hỏi"):
        sending.open_call(call=draft, agencies=[agency], by=coordinator)


def test_a_sent_call_is_written_no_more_and_taken_back_only_before_an_answer(
    call, reply, coordinator, officer
):
    with pytest.raises(Refused, match="Đang nhận trả lời"):
        preparing.add_question(call=call, asked=rules.Asked(QuestionKind.TEXT, "Thêm"), by=coordinator)
    with pytest.raises(Refused, match="kỳ"):
        preparing.edit_call(call=call, head=head(period="2026-Q2"), by=coordinator)
    answer(reply, officer)
    with pytest.raises(Refused):
        taken_back(sending.unopen, call, {}, coordinator)


def test_taken_back_a_call_is_a_draft_again_and_frees_its_figures(call, coordinator):
    taken_back(sending.unopen, call, {}, coordinator)
    call.refresh_from_db()
    assert call.state == "draft" and not call.replies.exists()
    assert not call.questions.exclude(claim=None).exists()


def test_further_agencies_are_asked_once(call, agency, coordinator):
    third = Agency.objects.create(
        code="so-y-te", name="Sở Y tế", kind="department", valid_from=date(2020, 1, 1)
    )
    assert sending.add_agencies(call=call, agencies=[agency, third], by=coordinator) == 1
    with pytest.raises(Refused, match="đều được hỏi"):
        sending.add_agencies(call=call, agencies=[third], by=coordinator)
    data = {"_replies": [call.replies.get(agency=third).pk]}
    taken_back(sending.unadd, call, data, coordinator)
    assert not call.replies.filter(agency=third).exists()


def test_urging_is_once_a_day_and_names_who_has_answered(answered, other_reply, coordinator):
    assert sending.urge(replies=[other_reply], by=coordinator) == 1
    assert sending.urge(replies=[other_reply], by=coordinator) == 0
    with pytest.raises(Refused) as told:
        sending.urge(replies=[answered, other_reply], by=coordinator)
    assert "Sở Công Thương" in say(told.value)


def test_an_ended_call_takes_nothing_in_until_it_is_opened_again(call, reply, officer, coordinator):
    sending.close(call=call, by=coordinator)
    with pytest.raises(Refused, match="Đã kết thúc"):
        answer(reply, officer)
    sending.reopen(call=call, by=coordinator)
    answer(reply, officer)
    assert reply.answers.count() == 3


# ---- answering


def test_only_the_own_agency_writes_and_only_its_leader_confirms(reply, other_reply, officer, leader):
    for one, by in ((other_reply, officer), (reply, leader)):
        with pytest.raises(PermissionDenied):
            write(one, WORDS, rules.Said(text="x"), by)
    answer(reply, officer)
    with pytest.raises(PermissionDenied):
        answering.confirm(reply=reply, by=officer)
    assert set(permissions.replies_for(officer)) == {reply}


def test_a_reply_is_sent_whole_confirmed_by_name_and_day(reply, officer, agency_leader, coordinator):
    write(reply, WORDS, rules.Said(text="Đã làm."), officer)
    with pytest.raises(Refused, match="Còn 2 câu"):
        answering.ask_leader(reply=reply, by=officer)
    write(reply, NUMBER, rules.Said(nil_reason="Chưa có số liệu."), officer)
    write(reply, TABLE, rules.Said(rows=(("a", "b", "c"),)), officer)
    answering.ask_leader(reply=reply, by=officer)
    assert Notice.objects.filter(kind="reports.call_ready", recipient=agency_leader).count() == 1
    answering.confirm(reply=reply, by=agency_leader)
    reply.refresh_from_db()
    assert (reply.state, reply.confirmed_name, reply.confirmed_on) == (
        "submitted",
        agency_leader.full_name,
        DAY,
    )
    assert Notice.objects.filter(kind="reports.call_answered", recipient=coordinator).count() == 1
    with pytest.raises(Refused, match="Đã trả lời"):
        write(reply, WORDS, rules.Said(text="Sửa."), officer, seen=1)


def test_asking_the_leader_is_taken_back_until_it_is_confirmed(reply, officer, agency_leader):
    answer(reply, officer)
    answering.ask_leader(reply=reply, by=officer)
    taken_back(answering.unask, reply.call, {"_reply": reply.pk}, officer)
    reply.refresh_from_db()
    assert reply.ready_at is None
    answering.confirm(reply=reply, by=agency_leader)
    with pytest.raises(Refused):
        taken_back(answering.unask, reply.call, {"_reply": reply.pk}, officer)


def test_what_is_changed_after_the_leader_was_asked_is_asked_for_again(reply, officer, agency_leader):
    answer(reply, officer)
    answering.ask_leader(reply=reply, by=officer)
    write(reply, WORDS, rules.Said(text="Khác."), officer, seen=1)
    reply.refresh_from_db()
    assert reply.ready_at is None


def test_the_second_of_two_who_write_one_answer_is_told_and_others_are_not_touched(
    reply, officer, agency_leader
):
    write(reply, WORDS, rules.Said(text="Bản thứ nhất."), officer)
    with pytest.raises(Refused) as told:
        write(reply, WORDS, rules.Said(text="Bản thứ hai."), agency_leader)
    assert "Lê Cán Bộ" in say(told.value) and "Bản thứ nhất." in say(told.value)
    write(reply, NUMBER, rules.Said(value=rules.said("number", number="5").value), agency_leader)
    assert reply.answers.get(question__text=WORDS).text == "Bản thứ nhất."


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("number", {"number": "-5"}),
        ("number", {"number": "1e9"}),
        ("number", {"number": "９９"}),
        ("number", {"number": "9" * 40}),
        ("text", {"text": "a" * 10_001}),
        ("text", {"text": "Có", "nil_reason": "Không có"}),
        ("table", {"rows": [["a" * 501]]}),
        ("table", {"rows": [["a"]] * 101}),
        ("text", {"nil_reason": "a" * 1_001}),
    ],
)
def test_hostile_answers_are_refused_in_words(kind, typed):
    with pytest.raises(Refused) as told:
        rules.said(kind, **typed)
    assert say(told.value)


def test_pasted_cells_fill_rows_and_too_many_are_told():
    assert rules.pasted("a\tb\n\nc;d", 3) == [["a", "b", ""], ["c", "d", ""]]
    with pytest.raises(Refused, match="4 ô"):
        rules.pasted("a\tb\tc\td", 3)


def test_on_paper_needs_number_day_and_answers(other_reply, coordinator, officer):
    given = {"number": "1/VP", "day": DAY, "signer": "A", "post": ""}
    for wrong in ({"number": " "}, {"day": date(2026, 5, 21)}, {}):
        with pytest.raises(Refused):
            answering.receive_on_paper(reply=other_reply, by=coordinator, **(given | wrong))
    answer(other_reply, coordinator)
    with pytest.raises(PermissionDenied):
        answering.receive_on_paper(reply=other_reply, by=officer, **given)
    for wrong in (date(2026, 5, 19), date(2026, 5, 21)):
        with pytest.raises(Refused, match="Ngày nhận"):
            answering.receive_on_paper(reply=other_reply, by=coordinator, came_on=wrong, **given)
    answering.receive_on_paper(reply=other_reply, by=coordinator, **given)
    assert CallReply.objects.get(pk=other_reply.pk).on_paper


def test_a_reply_on_paper_counts_by_the_day_on_which_it_came(call, other_reply, coordinator):
    answer(other_reply, coordinator)
    with clock.told(clock.now() + timedelta(days=9)):  # entered after the day that was set
        answering.receive_on_paper(
            reply=other_reply, number="1/VP", day=DAY, signer="A", post="", came_on=DUE, by=coordinator
        )
        (row,) = pages.board_rows(call, queries.board(coordinator, call, {"tinh-trang": "submitted"}))
    assert row.reply.submitted_on == DUE and row.standing.lateness == "on_time"
    assert [one.words for one in proving.doubts()] == []


def test_the_database_keeps_an_unconfirmed_reply_from_being_answered(reply):
    with pytest.raises(IntegrityError), transaction.atomic():
        CallReply.objects.filter(pk=reply.pk).update(state="submitted")


# ---- together


def test_sentences_are_merged_numbers_added_tables_stacked(both):
    said = {one.question.text: one for one in put.together(both)}
    assert said[WORDS].conflicts == 1
    assert said[NUMBER].total == "2.000"
    assert [row[0] for row in said[TABLE].rows] == [
        "Sở Công Thương",
        *["Sở Văn hóa, Thể thao và Du lịch"] * 2,
    ]


def test_numbers_that_may_not_be_added_have_no_sum(both):
    DataQuestion.objects.filter(call=both, text=NUMBER).update(may_add=False)
    (one,) = [one for one in put.together(both) if one.question.text == NUMBER]
    assert one.total == "" and len(one.numbers) == 2


def test_the_letter_waits_for_contradictions_and_says_all(both, coordinator, other_agency):
    with pytest.raises(Refused, match="khác nhau"):
        letters.draft_letter(call=both, agency=other_agency, by=coordinator)
    asked = question(both, WORDS)
    line = next(one for one in queries.merged(both, queries.taken_in(both))[asked.pk] if one.open_conflicts)
    wording.word(question=asked, members=line.member_keys, text="Đã mở 27 lớp xóa mù chữ.", by=coordinator)
    rest = next(one for one in queries.merged(both, queries.taken_in(both))[asked.pk] if not one.wording)
    wording.leave_out(question=asked, members=rest.member_keys, by=coordinator)
    letter = letters.draft_letter(call=both, agency=other_agency, by=coordinator)
    assert "Đã mở 27 lớp xóa mù chữ." in letter.body and "15 lớp" not in letter.body
    assert "1.250 người;" in letter.body and "750 người.\nTổng cộng: 2.000 người." in letter.body
    assert letter.summary == "cung cấp thông tin về nhân quyền phục vụ họp báo"  # "V/v" is the paper's own
    assert "| Sở Công Thương | Ngày hội văn hóa | 10/4/2026 | 300 |" in letter.body
    assert [one.name for one in letter.recipients.filter(role="addressed")] == ["Bộ Ngoại giao"]
    with pytest.raises(Refused, match="đã được soạn"):
        letters.draft_letter(call=both, agency=other_agency, by=coordinator)


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Cung cấp số liệu quý II.", "cung cấp số liệu quý II"),
        ("Bộ Ngoại giao hỏi số liệu", "Bộ Ngoại giao hỏi số liệu"),
        ("UBND tỉnh hỏi số liệu", "UBND tỉnh hỏi số liệu"),
    ],
)
def test_a_title_within_a_sentence_keeps_the_capitals_of_names(title, words):
    assert title_in_text(title) == words


def test_nothing_is_drafted_before_anybody_has_answered(call, coordinator, other_agency, officer, agency):
    DataQuestion.objects.filter(call=call, indicator=INDICATOR).delete()
    with pytest.raises(Refused, match="Chưa có cơ quan"):
        letters.draft_letter(call=call, agency=other_agency, by=coordinator)
    with pytest.raises(PermissionDenied):
        letters.draft_letter(call=call, agency=agency, by=officer)


def test_wording_of_a_group_that_is_no_more_is_refused(both, coordinator):
    with pytest.raises(Refused, match="đã thay đổi"):
        wording.word(question=question(both, WORDS), members=["x"], text="a", by=coordinator)


# ---- days, mergers


def test_the_day_stands_with_who_owes_it_until_it_is_answered(reply, officer, agency_leader, coordinator):
    asked = Asked(today=DAY)
    (due,) = deadlines.due_calls(officer, asked)
    assert due.at == reply.call.due and due.url.endswith(f"/tra-loi/{reply.pk}/")
    answer(reply, officer)
    answering.confirm(reply=reply, by=agency_leader)
    assert not list(deadlines.due_calls(officer, asked))
    everything = list(
        deadlines.due_calls(coordinator, Asked(today=DAY, whose=Whose.READABLE, with_done=True))
    )
    assert [one.is_done for one in everything] == [False] and everything[0].url.endswith(f"/{reply.call_id}/")


def test_what_is_under_way_goes_to_the_successor(reply, officer, agency, coordinator):
    heir = Agency.objects.create(code="so-moi", name="Sở Mới", kind="department", valid_from=date(2026, 5, 1))
    write(reply, WORDS, rules.Said(text="Đã làm."), officer)
    assert any(one.count == 1 for one in open_work(agency))
    pass_work_on(predecessor=agency, successor=heir, on=DAY, by=coordinator)
    reply.refresh_from_db()
    assert reply.agency == heir and reply.answers.get().text == "Đã làm."


def test_a_successor_that_is_asked_too_takes_over_what_it_has_not_answered(
    reply, other_reply, officer, agency, other_agency, coordinator
):
    write(reply, WORDS, rules.Said(text="Của cơ quan cũ."), officer)
    write(reply, NUMBER, rules.said("number", number="5"), officer)
    write(other_reply, WORDS, rules.Said(text="Của cơ quan mới."), coordinator)
    pass_work_on(predecessor=agency, successor=other_agency, on=DAY, by=coordinator)
    assert not CallReply.objects.filter(pk=reply.pk).exists()
    kept = {one.question.text: one for one in other_reply.answers.select_related("question")}
    assert kept[WORDS].text == "Của cơ quan mới." and kept[NUMBER].value == 5


def test_what_a_merged_agency_had_answered_stays_its_own(answered, agency, other_agency, coordinator):
    pass_work_on(predecessor=agency, successor=other_agency, on=DAY, by=coordinator)
    assert CallReply.objects.get(pk=answered.pk).agency == agency


def test_every_deed_stands_in_the_log(both):
    deeds = set(LogEntry.objects.filter(action__startswith="data_call.").values_list("action", flat=True))
    assert {
        "data_call.made",
        "data_call.opened",
        "data_call.submitted",
        "data_call.received_on_paper",
    } <= deeds


def test_what_is_answered_twice_alike_changes_nothing(reply, officer):
    answer(reply, officer)
    assert answering.write_answers(reply=reply, answers=answers(reply.call), by=officer) == 0
