"""Somebody is asked something by a day: open, answered, sent back, late, silent."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.agencies.models import Agency
from nhipcau.kernel import audit
from nhipcau.kernel.frozen import Frozen
from nhipcau.kernel.models import Notice, StoredFile, Undoable
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.saying import say
from nhipcau.office.asks import actions, permissions, queries, rules
from nhipcau.office.asks.forms import AnswerForm
from nhipcau.office.asks.models import Answer, Ask
from nhipcau.office.asks.rules import AskState, Verdict

DAY = date(2026, 6, 18)
DUE = date(2026, 6, 25)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setenv("NHIPCAU_TODAY", DAY.isoformat())


@pytest.fixture(autouse=True)
def _of_agencies(agencies_are_asked_about):
    """The record that is asked about here is an agency."""


@pytest.fixture
def asked(coordinator, agency, other_agency) -> Ask:
    """The other agency's record; the officer's own agency is asked."""
    (one,) = actions.ask(
        about=other_agency, to=[agency], question="Góp ý dự thảo?", due=DUE, today=DAY, by=coordinator
    )
    return one


def standing(one: Ask, day: date = DAY) -> AskState:
    return Ask.objects.with_answers().get(pk=one.pk).state_on(day)


def answer(one: Ask, by, text="Đồng ý", verdict=Verdict.AGREE, day=DAY) -> Answer:
    return actions.answer(asked=one, verdict=verdict, text=text, today=day, by=by)


@given(st.dates(), st.integers(-400, 400), st.booleans(), st.booleans())
def test_late_begins_the_day_after_and_never_where_an_answer_stands(due, away, answered, returned):
    due = min(max(due, date(2, 2, 1)), date(9990, 1, 1))
    where = rules.state(
        due=due,
        now=due + timedelta(days=away),
        answered=answered,
        returned=returned,
        withdrawn=False,
        closed=False,
    )
    assert (where is AskState.LATE) == (away > 0 and not answered)


def test_an_ask_waits_is_answered_sent_back_and_answered_again(asked, officer, coordinator):
    assert standing(asked) is AskState.OPEN
    first = answer(asked, officer, "Còn thiếu căn cứ.", Verdict.AGREE_WITH_CHANGES)
    assert standing(asked) is AskState.ANSWERED
    actions.send_back(answer=first, reason="Nêu rõ căn cứ nào.", by=coordinator)
    assert standing(asked) is AskState.RETURNED
    answer(asked, officer, "Luật 104/2016, điều 3.", Verdict.AGREE_WITH_CHANGES, day=DUE)
    assert standing(asked, DUE + timedelta(days=1)) is AskState.ANSWERED
    assert audit.history(asked.about).count() == 4


def test_silence_is_late_then_stays_to_be_seen(asked, officer, coordinator):
    late = DUE + timedelta(days=1)
    assert standing(asked, DUE) is AskState.OPEN
    assert standing(asked, late) is AskState.LATE
    actions.go_on_without(asked=asked, by=coordinator)
    assert standing(asked, late) is AskState.SILENT
    with pytest.raises(Refused, match="kết thúc"):
        answer(asked, officer, day=late)


def test_what_was_answered_cannot_be_changed(asked, officer):
    given_answer = answer(asked, officer)
    with pytest.raises(Frozen):
        Answer.objects.filter(pk=given_answer.pk).update(text="khác")
    with pytest.raises(Frozen):
        given_answer.delete()


def test_only_agreement_may_be_without_words_and_nobody_answers_twice(asked, officer):
    with pytest.raises(Refused, match="Hãy viết nội dung trả lời"):
        answer(asked, officer, "  ", Verdict.DISAGREE)
    answer(asked, officer, "", Verdict.AGREE)
    with pytest.raises(Refused, match="đã trả lời"):
        answer(asked, officer, "lần nữa")


def test_asking_twice_asks_once_and_past_days_are_refused(asked, coordinator, agency, other_agency):
    with pytest.raises(Refused, match="đều đang được hỏi"):
        actions.ask(about=other_agency, to=[agency], question="Lại?", due=DUE, today=DAY, by=coordinator)
    with pytest.raises(Refused, match="17/06/2026"):
        actions.ask(
            about=other_agency,
            to=[other_agency],
            question="x",
            due=DAY - timedelta(days=1),
            today=DAY,
            by=coordinator,
        )
    assert Ask.objects.count() == 1


def test_a_withdrawn_ask_wants_no_answer_and_leaves_the_desk(asked, officer, coordinator):
    assert list(queries.open_for(officer)) == [asked]
    actions.withdraw(asked=asked, by=coordinator)
    assert list(queries.open_for(officer)) == []
    with pytest.raises(Refused) as lock:
        answer(asked, officer)
    by = f"({coordinator}, ngày 18/06/2026)"
    assert say(lock.value) == f"Nơi hỏi đã rút câu hỏi này {by} nên không cần trả lời."
    with pytest.raises(Refused) as lock:
        actions.withdraw(asked=asked, by=coordinator)
    assert say(lock.value) == f"Câu hỏi này không còn chờ trả lời: Đã rút {by}."


def test_what_is_answered_says_who_answered_and_when(asked, officer, coordinator):
    first = answer(asked, officer)
    by = f"({officer}, ngày 18/06/2026)"
    with pytest.raises(Refused) as lock:
        answer(asked, coordinator)
    assert say(lock.value).startswith(f"Cơ quan đã trả lời {by}. Muốn trả lời lại")
    returned = actions.send_back(answer=first, reason="Nêu rõ.", by=coordinator)
    with pytest.raises(Refused) as lock:
        actions.send_back(answer=first, reason="Nêu rõ.", by=coordinator)
    asker = f"({coordinator}, ngày 18/06/2026)"
    assert say(lock.value) == f"Trả lời này đã được đề nghị trả lời lại {asker}."
    answer(asked, officer)
    with pytest.raises(Refused) as lock:
        actions.unreturn(returned, {}, coordinator)
    assert say(lock.value) == f"Đã có trả lời mới hơn {by} nên không làm được với trả lời này."


def test_reminders_go_out_two_days_before_on_the_day_and_weekly_when_late_each_once(asked, officer):
    def told(day: date) -> int:
        before = Notice.objects.to(officer).count()
        actions.remind_due(day)
        actions.remind_due(day)
        return Notice.objects.to(officer).count() - before

    days = {offset: told(DUE + timedelta(days=offset)) for offset in range(-4, 15)}
    assert [offset for offset, count in days.items() if count] == [-2, 0, 1, 8]
    assert set(days.values()) == {0, 1}


def test_a_day_on_which_the_clock_did_not_run_is_caught_up_once(asked, officer):
    before = Notice.objects.to(officer).count()
    assert actions.remind_due(DUE - timedelta(days=1)) == 1
    assert actions.remind_due(DUE - timedelta(days=1)) == 0
    assert Notice.objects.to(officer).count() == before + 1


def test_what_was_asked_after_the_day_of_a_reminder_is_not_reminded_of_it(
    coordinator, officer, agency, other_agency
):
    actions.ask(
        about=other_agency,
        to=[agency],
        question="Gấp?",
        due=DAY + timedelta(days=1),
        today=DAY,
        by=coordinator,
    )
    assert actions.remind_due(DAY) == 0
    assert actions.remind_due(DAY + timedelta(days=1)) == 1


def test_urging_again_on_a_day_tells_nobody_and_offers_nothing_to_take_back(
    asked, officer, coordinator, client_of
):
    client, urge = client_of(coordinator), reverse("office:ask_remind", args=[asked.pk])
    first = client.post(urge, follow=True)
    assert "Đã đôn đốc." in first.text and "hoan-tac/" in first.text
    again = client.post(urge, follow=True)
    assert "Hôm nay đã đôn đốc rồi" in again.text
    assert "đã xong" not in again.text and "hoan-tac/" not in again.text
    assert Undoable.objects.count() == 1
    assert Notice.objects.filter(recipient=officer, once__endswith=DAY.isoformat()).count() == 1


def test_the_asked_officer_answers_on_screen_with_a_file_and_the_asker_is_told(
    asked, officer, coordinator, client_of
):
    client = client_of(officer)
    assert "Góp ý dự thảo?" in client.get(reverse("office:asks")).text
    page = client.post(
        reverse("office:ask", args=[asked.pk]),
        {"verdict": "changes", "text": "Sửa điểm b.", "file": SimpleUploadedFile("y-kien.txt", b"noi dung")},
        follow=True,
    )
    assert "Đã gửi trả lời" in page.text
    told = Notice.objects.filter(recipient=coordinator, kind="office.answered")
    assert told.count() == 1
    assert (
        not Notice.objects.to(coordinator).filter(pk__in=told).exists()
    )  # for ten seconds it can be taken back
    told.update(held_until=None)
    assert Notice.objects.to(coordinator).filter(pk__in=told).exists()
    kept = Answer.objects.get()
    got = client.get(reverse("office:answer_file", args=[asked.pk, kept.pk]))
    assert b"".join(got.streaming_content) == b"noi dung"


def test_a_state_secret_does_not_come_in_as_an_answer(asked, officer, client_of, plan_text):
    secret = plan_text.replace("Số: 1234", "TỐI MẬT\nSố: 1234").encode()
    page = client_of(officer).post(
        reverse("office:ask", args=[asked.pk]),
        {"verdict": "agree", "text": "x", "file": SimpleUploadedFile("tra-loi.txt", secret)},
    )
    assert page.status_code == 200 and "bí mật nhà nước" in page.text.lower()
    assert not Answer.objects.exists() and not StoredFile.objects.exists()


def test_strangers_to_an_ask_see_and_answer_nothing(asked, client_of, leader, stranger):
    for person in (leader, stranger):
        assert client_of(person).get(reverse("office:ask", args=[asked.pk])).status_code in (403, 404)
        assert client_of(person).post(
            reverse("office:ask", args=[asked.pk]), {"verdict": "agree"}
        ).status_code in (403, 404)
    assert not Answer.objects.exists()


def test_a_refused_answer_stays_in_its_box(asked, officer, client_of):
    page = client_of(officer).post(
        reverse("office:ask", args=[asked.pk]), {"verdict": "disagree", "text": ""}
    )
    assert "Hãy viết nội dung trả lời" in page.text


@pytest.mark.parametrize("count", [3, 30])
def test_the_list_costs_the_same_however_long(
    coordinator, officer, agency, client_of, django_assert_max_num_queries, count
):

    for number in range(count):
        record = Agency.objects.create(code=f"c{number}", name=f"Cơ quan {number}")
        actions.ask(about=record, to=[agency], question=f"Hỏi {number}", due=DUE, today=DAY, by=coordinator)
    client = client_of(officer)
    with django_assert_max_num_queries(22):
        client.get(reverse("office:asks"))


def test_an_ask_whose_record_is_gone_still_opens_and_may_be_withdrawn_by_who_asked(
    asked, coordinator, officer, client_of
):
    Ask.objects.filter(pk=asked.pk).update(about_id=987654)
    page = client_of(officer).get(reverse("office:ask", args=[asked.pk]))
    assert page.status_code == 200
    gone = Ask.objects.get(pk=asked.pk)
    assert permissions.may_manage(coordinator, gone)
    assert not permissions.may_manage(officer, gone)


def test_no_opinion_is_chosen_beforehand():
    form = AnswerForm()
    assert "checked" not in str(form["verdict"])
    assert "selected" not in str(form["verdict"])
    assert AnswerForm({"text": "Nhất trí"}).errors.keys() == {"verdict"}
