"""Somebody is asked something by a day: answered, given back, late, reminded, silent, withdrawn."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.template import engines
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given as given_any
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry

from nhipcau.kernel.frozen import Frozen
from nhipcau.kernel.models import Notice
from nhipcau.kernel.navigation import Asked
from nhipcau.kernel.refusal import Refused
from nhipcau.office.asks import actions, deskcards, queries, rules
from nhipcau.office.asks.models import Answer, Ask
from nhipcau.office.asks.rules import AskState, Done
from nhipcau.office.deadlines.actions import remind as remind_by_the_clock
from nhipcau.plans.models import Task

DAY = date(2026, 6, 15)
DUE = date(2026, 6, 19)


def at(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, 9))


NOW = at(DAY)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setenv("NHIPCAU_TODAY", DAY.isoformat())


@pytest.fixture
def task(plan) -> Task:
    return plan.tasks.get(number="2.1")


@pytest.fixture
def asked(task, agency, officer, coordinator) -> Ask:
    """The coordinator asks the officer's agency for an opinion on a record, in its first round."""
    (made,) = actions.ask(
        about=task,
        to=[agency],
        question="Đề nghị góp ý dự thảo.",
        due=DUE,
        by=coordinator,
        now=NOW,
        for_round=1,
    )
    return made


# --- the rules ---


@pytest.mark.parametrize(
    ("done", "today", "state"),
    [
        (Done(), DUE, AskState.OPEN),
        (Done(), DUE + timedelta(days=1), AskState.LATE),
        (Done(reminded_on=DUE), DUE + timedelta(days=1), AskState.LATE),
        (Done(reminded_on=DUE + timedelta(days=1)), DUE + timedelta(days=1), AskState.SILENT),
        (Done(), DUE + timedelta(days=7), AskState.SILENT),
        (Done(answered_on=DUE), DUE + timedelta(days=30), AskState.ANSWERED),
        (Done(returned=True), DUE + timedelta(days=30), AskState.RETURNED),
        (Done(withdrawn=True), DUE + timedelta(days=30), AskState.WITHDRAWN),
    ],
)
def test_where_an_ask_stands(done, today, state):
    assert rules.state_of(DUE, done, today) == state


@given_any(st.integers(-400, 400), st.integers(-400, 400) | st.none())
def test_an_unanswered_ask_is_never_both_open_and_past_its_day(days, reminded):
    today = DUE + timedelta(days=days)
    state = rules.state_of(DUE, Done(reminded_on=DUE + timedelta(days=reminded) if reminded else None), today)
    assert (state == AskState.OPEN) == (today <= DUE)


@pytest.mark.parametrize(
    ("wish", "says"),
    [
        ({"question": " "}, "nội dung"),
        ({"to": []}, "được hỏi"),
        ({"due": DAY - timedelta(days=1)}, "đã qua"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused(task, agency, coordinator, wish, says):
    given = {"about": task, "to": [agency], "question": "Gì?", "due": DUE, "by": coordinator, "now": NOW}
    with pytest.raises(Refused, match=says):
        actions.ask(**(given | wish))
    assert not Ask.objects.exists()


# --- asking and answering ---


def test_agencies_and_persons_may_be_asked_each_once(task, agency, other_agency, leader, coordinator):
    made = actions.ask(
        about=task,
        to=[agency, other_agency, leader, agency],
        question="Ý kiến?",
        due=DUE,
        by=coordinator,
        now=NOW,
    )
    assert [each.asked for each in made] == [
        "Sở Công Thương",
        "Sở Văn hóa, Thể thao và Du lịch",
        "Phạm Lãnh Đạo",
    ]
    assert queries.open_count(task) == 3


def test_whoever_answers_for_the_agency_is_told_and_sees_it_on_the_desk(asked, officer, client_of, task):
    notice = Notice.objects.get(recipient=officer, kind="office.asked")
    assert notice.url == f"/hoi-dap/{asked.pk}/"
    assert list(queries.open_for(officer)) == [asked]
    assert [row.ask for row in deskcards.to_answer(Asked(officer, DAY))["rows"]] == [asked]
    assert "Đề nghị góp ý dự thảo." in client_of(officer).get("/").content.decode()
    assert list(queries.keys_asked(officer, Task)) == [task.pk]


def test_an_officer_answers_with_a_file_and_the_asker_is_told(asked, officer, coordinator, client_of):
    client = client_of(officer)
    answer = client.post(
        f"/hoi-dap/{asked.pk}/",
        {"verdict": "comments", "text": "Bổ sung mục 2.", "file": SimpleUploadedFile("gop-y.txt", b"muc 2")},
    )
    assert answer.status_code == 302
    kept = Answer.objects.get()
    assert (kept.verdict, kept.text, kept.by, kept.file.name) == (
        "comments",
        "Bổ sung mục 2.",
        officer,
        "gop-y.txt",
    )
    assert Notice.objects.filter(
        recipient=coordinator, kind="office.ask_done", text="Bổ sung mục 2."
    ).exists()
    page = client_of(coordinator).get(f"/hoi-dap/{asked.pk}/").content.decode()
    assert "Nhất trí, có ý kiến bổ sung" in page and "gop-y.txt" in page
    sent = client_of(coordinator).get(f"/hoi-dap/{asked.pk}/tep/")
    assert b"".join(sent.streaming_content) == b"muc 2"
    sent.close()
    assert deskcards.to_answer(Asked(officer, DAY)) is None
    assert ModelLogEntry.objects.filter(action="office.ask_answered").exists()


def test_agreement_needs_no_words_but_disagreement_does(asked, officer, client_of):
    client = client_of(officer)
    page = client.post(f"/hoi-dap/{asked.pk}/", {"verdict": "disagree", "text": ""}).content.decode()
    assert "Hãy viết nội dung trả lời." in page and not Answer.objects.exists()
    assert client.post(f"/hoi-dap/{asked.pk}/", {"verdict": "agree", "text": ""}).status_code == 302


def test_a_plain_question_takes_a_plain_answer(task, agency, officer, coordinator, client_of):
    (made,) = actions.ask(about=task, to=[agency], question="Bao nhiêu?", due=DUE, by=coordinator, now=NOW)
    assert "Không nhất trí" not in client_of(officer).get(f"/hoi-dap/{made.pk}/").content.decode()
    client_of(officer).post(f"/hoi-dap/{made.pk}/", {"verdict": "answer", "text": "12"})
    assert Answer.objects.get().text == "12"


def test_what_is_answered_says_by_whom_and_since_when(asked, officer):
    actions.answer(ask=asked, verdict="agree", text="", by=officer, now=NOW)
    with pytest.raises(Refused) as refused:
        actions.answer(ask=asked, verdict="agree", text="", by=officer, now=NOW)
    assert str(refused.value).startswith("Lê Cán Bộ đã trả lời ngày 15/06/2026.")


def test_an_ask_is_given_back_with_a_reason(asked, officer, coordinator, client_of):
    client = client_of(officer)
    refused = client.post(f"/hoi-dap/{asked.pk}/tra-lai/", {"reason": ""}, follow=True)
    assert "lý do trả lại" in refused.content.decode()
    client.post(f"/hoi-dap/{asked.pk}/tra-lai/", {"reason": "Không thuộc thẩm quyền."})
    assert queries.state_of(Ask.objects.get(), DUE + timedelta(days=9)) == AskState.RETURNED
    assert Notice.objects.filter(recipient=coordinator, text="Không thuộc thẩm quyền.").exists()


def test_an_ask_is_withdrawn_and_the_asked_are_told(asked, officer, coordinator, client_of):
    client_of(coordinator).post(f"/hoi-dap/{asked.pk}/rut/", {})
    assert queries.state_of(Ask.objects.get(), DAY) == AskState.WITHDRAWN
    assert Notice.objects.filter(recipient=officer, kind="office.ask_done").exists()
    with pytest.raises(Refused, match="đã rút"):
        actions.answer(ask=asked, verdict="agree", text="", by=officer, now=NOW)


def test_a_late_ask_that_was_reminded_and_stays_silent_shows_so_to_who_asked(
    asked, coordinator, officer, client_of, monkeypatch
):
    later = DUE + timedelta(days=2)
    monkeypatch.setenv("NHIPCAU_TODAY", later.isoformat())
    [row] = deskcards.put(Asked(coordinator, later))["rows"]
    assert row.state == AskState.LATE
    client_of(coordinator).post(f"/hoi-dap/{asked.pk}/nhac/")
    [row] = deskcards.put(Asked(coordinator, later))["rows"]
    assert (row.state, row.reminded_on) == (AskState.SILENT, later)
    assert Notice.objects.filter(recipient=officer, kind="office.asked").count() == 2
    again = client_of(coordinator).post(f"/hoi-dap/{asked.pk}/nhac/", follow=True)
    assert "Hôm nay đã nhắc rồi" in again.content.decode()


def test_the_clock_reminds_before_and_after_the_day(asked, officer):
    assert remind_by_the_clock(today=DUE - timedelta(days=1)) >= 1
    assert remind_by_the_clock(today=DUE - timedelta(days=1)) == 0
    told = Notice.objects.filter(recipient=officer, kind="office.ask_due")
    assert [notice.title for notice in told] == ["Trả lời Trần Điều Phối còn 1 ngày (hạn 19/06/2026)"]
    actions.answer(ask=asked, verdict="agree", text="", by=officer, now=NOW)
    remind_by_the_clock(today=DUE + timedelta(days=1))
    assert told.count() == 1


def test_nobody_answers_for_another_agency_or_withdraws_another_s_question(
    asked, clerk, leader, officer, client_of
):
    assert client_of(leader).get(f"/hoi-dap/{asked.pk}/").status_code == 404
    assert client_of(officer).post(f"/hoi-dap/{asked.pk}/rut/").status_code == 403
    # The agency's clerk reads what came to the agency and answers nothing.
    assert client_of(clerk).get(f"/hoi-dap/{asked.pk}/").status_code == 200
    assert client_of(clerk).post(f"/hoi-dap/{asked.pk}/", {"verdict": "agree"}).status_code == 403


def test_asks_and_answers_never_change(asked, officer):
    kept = actions.answer(ask=asked, verdict="agree", text="", by=officer, now=NOW)
    for row, field in ((asked, "question"), (kept, "text")):
        setattr(row, field, "Khác")
        with pytest.raises(Frozen):
            row.save()
    for sql in ("UPDATE office_ask SET question = 'Khác'", "DELETE FROM office_answer"):
        with (
            pytest.raises(IntegrityError, match="frozen"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)


def test_any_record_is_asked_about_from_a_page(task, coordinator, agency, client_of):
    where = f"/hoi-dap/task/{task.pk}/"
    client = client_of(coordinator)
    assert "Hỏi cơ quan" in client.get(where).content.decode()
    client.post(where, {"to": [agency.pk], "question": "Còn vướng mắc gì?", "due": "2026-06-19"})
    assert Ask.objects.get().about == task
    late = client.post(where, {"to": [agency.pk], "question": "Gì?", "due": "2026-06-01"})
    assert "đã qua" in late.content.decode()


def test_a_record_shows_what_was_asked_about_it_by_one_include(asked, task, officer):
    actions.answer(ask=asked, verdict="comments", text="Bổ sung mục 2.", by=officer, now=NOW)
    template = engines["django"].from_string('{% include "office/parts/asks.html" %}')
    shown = template.render({"ask_rows": queries.about(task, DAY), "ask_url": f"/hoi-dap/task/{task.pk}/"})
    assert "Sở Công Thương" in shown and "Bổ sung mục 2." in shown and f"/hoi-dap/task/{task.pk}/" in shown


@pytest.mark.parametrize("where", ["/hoi-dap/", "/hoi-dap/?xem=toi-hoi"])
def test_lists_cost_the_same_with_3_and_30_asks(task, agency, officer, coordinator, client_of, where):
    client = client_of(coordinator if "toi-hoi" in where else officer)

    def more(count: int) -> None:
        for number in range(count):
            (made,) = actions.ask(about=task, to=[agency], question="Gì?", due=DUE, by=coordinator, now=NOW)
            if number % 2:
                actions.answer(ask=made, verdict="answer", text="Có", by=officer, now=NOW)

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(where).status_code == 200
        return len(captured)

    more(3)
    cost()
    few = cost()
    more(26)
    assert cost() == few <= 18
