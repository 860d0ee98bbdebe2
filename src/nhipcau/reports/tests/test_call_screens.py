"""The pages of data calls: made in minutes, answered on one page, read together."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from nhipcau.agencies.models import AgencyGroup, Officer
from nhipcau.documents.models import Letter
from nhipcau.kernel.models import Unsent
from nhipcau.kernel.seen import FIELD
from nhipcau.kernel.unsent import WHO, WRITTEN, mark_of
from nhipcau.reports import gathering, placepage
from nhipcau.reports.calls import queries, rules
from nhipcau.reports.calls.actions import answering, judging, wording
from nhipcau.reports.calls.rules import Written
from nhipcau.reports.datacalls import CallReply, DataCall
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
    write,
)

__all__ = ["answered", "both", "call", "draft", "other_reply", "reply"]
pytestmark = pytest.mark.django_db


def signed_in(officer: Officer) -> Client:
    """A browser of an officer's own."""
    client = Client()
    client.force_login(officer)
    return client


def page_of(one: CallReply) -> str:
    return reverse("reports:call_reply", args=[one.pk])


def marks(one: CallReply) -> dict[str, str]:
    """What the page hands back of each question as it showed it."""
    kept = queries.answers_of(one)
    found = {}
    for asked in one.call.questions.all():
        before = kept.get(asked.pk)
        found[f"s{asked.pk}"] = f"{before.revision if before else 0}.{queries.said_of(before).mark}"
    return found


def typed(one: CallReply, **more: str) -> dict[str, str]:
    """A page filled in."""
    words, number, table = (question(one.call, text).pk for text in (WORDS, NUMBER, TABLE))
    return {
        **marks(one),
        f"q{words}": "Đã mở 12 lớp.",
        f"q{number}": "1.250",
        f"q{table}-0-0": "Ngày hội",
        f"q{table}-0-1": "10/4/2026",
        f"q{table}-0-2": "300",
        f"q{table}-dan": "Hội thảo\t12/4/2026\t50",
        **more,
    }


def test_a_call_is_made_asked_and_sent_from_the_pages(coordinator, agency, departments):
    client = signed_in(coordinator)
    made = client.post(
        reverse("reports:call_new"),
        {"title": "Họp báo", "issuer": "Bộ Ngoại giao", "due": "16:30 22/05/2026", "period": "2026-H1"},
    )
    one = DataCall.objects.get()
    assert made.url == reverse("reports:call", args=[one.pk]) and one.due_at is not None
    asked = reverse("reports:call_question", args=[one.pk])
    assert client.post(asked, {"kind": "number", "text": "Số người"}).status_code == 422
    client.post(asked, {"kind": "number", "text": "Số người", "unit": "người", "may_add": "on"})
    client.post(asked, {"kind": "table", "text": "Hoạt động", "columns": "Tên; Ngày"})
    assert list(one.questions.values_list("columns", flat=True)) == [[], ["Tên", "Ngày"]]
    client.post(reverse("reports:call_send", args=[one.pk]), {"groups": [AgencyGroup.objects.get().pk]})
    assert one.replies.count() == 2


def test_an_agency_answers_on_one_page_with_cells_typed_and_pasted(reply, officer):
    client = signed_in(officer)
    assert client.get(page_of(reply)).status_code == 200
    assert client.post(page_of(reply), typed(reply)).status_code == 302
    rows = reply.answers.get(question__text=TABLE).rows
    assert rows == [["Ngày hội", "10/4/2026", "300"], ["Hội thảo", "12/4/2026", "50"]]
    assert "1250" in client.get(page_of(reply)).content.decode()


def test_what_nobody_touched_does_not_stand_in_the_way_of_another(reply, officer, agency_leader):
    page = typed(reply, **{f"q{question(reply.call, WORDS).pk}": ""})
    answering.write_answers(
        reply=reply,
        answers={question(reply.call, WORDS).pk: Written(rules.Said(text="Của lãnh đạo."), 0)},
        by=agency_leader,
    )
    assert signed_in(officer).post(page_of(reply), page).status_code == 302
    assert reply.answers.get(question__text=WORDS).text == "Của lãnh đạo."
    assert reply.answers.get(question__text=NUMBER).value == 1250


def test_who_writes_what_another_has_just_written_is_told_keeps_the_words_and_may_save_again(
    reply, officer, agency_leader
):
    page = typed(reply)
    key = question(reply.call, WORDS).pk
    answering.write_answers(
        reply=reply, answers={key: Written(rules.Said(text="Của lãnh đạo."), 0)}, by=agency_leader
    )
    client = signed_in(officer)
    told = client.post(page_of(reply), page)
    text = told.content.decode()
    assert told.status_code == 422 and "Của lãnh đạo." in text and "Đã mở 12 lớp." in text
    again = {**page, f"s{key}": told.context["form"].mark(key, "")}
    assert client.post(page_of(reply), again).status_code == 302
    assert reply.answers.get(question__text=WORDS).text == "Đã mở 12 lớp."


def test_hostile_fields_are_told_and_nothing_is_kept(reply, officer):
    key = question(reply.call, NUMBER).pk
    client = signed_in(officer)
    for wrong in ({f"q{key}": "mười"}, {f"s{key}": "²." + "x" * 9, f"q{key}": "1e5"}):
        assert client.post(page_of(reply), typed(reply, **wrong)).status_code == 422
    assert not reply.answers.exists()
    strange = typed(reply, **{f"s{key}": "²."})
    assert client.post(page_of(reply), strange).status_code == 302


def test_the_leader_confirms_from_the_page_and_an_unfinished_reply_keeps_what_was_typed(reply, agency_leader):
    client = signed_in(agency_leader)
    half = typed(reply, **{f"q{question(reply.call, WORDS).pk}": "", "viec": "xac-nhan"})
    half |= {WHO: mark_of(agency_leader), WRITTEN: "1"}  # as the browser sends it
    told = client.post(page_of(reply), half, follow=True).content.decode()
    assert "Đã lưu, chưa gửi." in told and "Còn 1 câu" in told
    assert not Unsent.objects.exists()  # it was kept, so the page does not say that it was not sent
    assert reply.answers.count() == 2
    client.post(page_of(reply), {**half, f"q{question(reply.call, WORDS).pk}": "Đã làm.", **marks(reply)})
    reply.refresh_from_db()
    assert reply.state == "submitted" and reply.confirmed_by == agency_leader


def test_a_leaders_page_that_is_older_than_an_answer_sends_nothing_and_keeps_what_the_leader_typed(
    reply, officer, agency_leader
):
    answer(reply, officer)
    page = {**typed(reply), **marks(reply)}
    words, number = (question(reply.call, text).pk for text in (WORDS, NUMBER))
    page |= {f"q{words}": reply.answers.get(question=words).text, f"q{number}": "1250"}
    page |= {name: "" for name in page if name.endswith("-dan")}
    answering.write_answers(
        reply=reply, answers={number: Written(rules.said("number", number="7"), 1)}, by=officer
    )
    told = signed_in(agency_leader).post(page_of(reply), {**page, "viec": "xac-nhan"}, follow=True)
    assert "sau khi bạn mở trang" in told.content.decode()
    reply.refresh_from_db()
    assert reply.state == "writing" and reply.answers.get(question=number).value == 7


def test_others_replies_are_not_found_and_an_agency_is_led_to_its_own(reply, other_reply, officer, leader):
    client = signed_in(officer)
    assert client.get(page_of(other_reply)).status_code == 404
    assert client.get(reverse("reports:call", args=[reply.call_id])).url == page_of(reply)
    assert client.get(reverse("reports:call_together", args=[reply.call_id])).status_code == 403
    assert client.post(page_of(reply), {}).status_code == 302
    assert signed_in(leader).post(page_of(reply), typed(reply)).status_code == 403


def test_single_answers_are_given_back_from_the_page(answered, coordinator, officer):
    client = signed_in(coordinator)
    back = reverse("reports:call_give_back", args=[answered.pk])
    assert client.post(back, {}).status_code == 422
    client.post(back, {f"q{question(answered.call, NUMBER).pk}": "Ghi rõ nguồn."})
    shown = signed_in(officer).get(page_of(answered))
    assert "Ghi rõ nguồn." in shown.content.decode()
    assert [row["one"].question.text for row in shown.context["fields"] if row["field"]] == [NUMBER]


def test_the_board_filters_urges_and_goes_out_as_a_table(answered, other_reply, coordinator):
    client, board = signed_in(coordinator), reverse("reports:call", args=[answered.call_id])
    assert [row.reply for row in client.get(board + "?tinh-trang=chua-tra-loi").context["rows"]] == [
        other_reply
    ]
    assert [row.reply for row in client.get(board + "?q=cong thuong").context["rows"]] == [answered]
    client.post(
        reverse("kernel:list_act", args=["reports.calls"]),
        {"thuoc": answered.call_id, "viec": "tiep-nhan", "dong": [answered.pk], "ve": board},
    )
    answered.refresh_from_db()
    assert answered.state == "accepted"


def test_all_answers_go_out_as_a_workbook_without_formulas(answered, coordinator, officer):
    answered.answers.filter(question__text=WORDS).update(text="=1+1")
    got = signed_in(coordinator).get(reverse("reports:call_workbook", args=[answered.call_id]))
    cells = [cell.value for row in load_workbook(BytesIO(got.content)).active for cell in row]
    assert 1250 in cells and "'=1+1" in cells
    denied = signed_in(officer).get(reverse("reports:call_workbook", args=[answered.call_id]))
    assert denied.status_code == 403


def test_all_answers_stand_together_are_worded_and_become_a_letter(both, coordinator):
    client = signed_in(coordinator)
    page = reverse("reports:call_together", args=[both.pk])
    assert "2.000" in client.get(page).content.decode()
    asked = question(both, WORDS)
    first, second = queries.merged(both, queries.taken_in(both))[asked.pk]
    url = reverse("reports:call_word", args=[asked.pk])
    client.post(url, {"cau": " ".join(first.member_keys), "text": "Đã mở 27 lớp."})
    client.post(url, {"cau": " ".join(second.member_keys), "viec": "bo"})
    wording.restore(question=asked, members=second.member_keys, by=coordinator)
    client.post(url, {"cau": " ".join(second.member_keys), "viec": "bo"})
    made = client.post(reverse("reports:call_letter", args=[both.pk]))
    letter = Letter.objects.get()
    assert made.url == reverse("documents:letter", args=[letter.pk]) and "27 lớp" in letter.body


def test_who_answers_already_by_a_letter_is_offered_no_second_one(answered, coordinator):
    client, together = signed_in(coordinator), reverse("reports:call_together", args=[answered.call_id])
    draft_letter = reverse("reports:call_letter", args=[answered.call_id])
    assert draft_letter in client.get(together).content.decode()
    client.post(draft_letter)
    page = client.get(together).content.decode()
    assert draft_letter not in page and reverse("documents:letter", args=[Letter.objects.get().pk]) in page


def test_of_many_who_contradict_each_other_a_sentence_names_a_few_and_counts_the_rest():
    said = [
        one
        for place in range(40)
        for one in gathering.sentences(
            f"Xã {place}", "1", f"Hội nghị ngày 10/4 tại Đà Lạt có {100 + place} đại biểu dự."
        )
    ]
    lines = gathering.worded(gathering.kept(("thử", 40), lambda: said).places["1"], [])
    shown = [placepage.line_shown(one) for one in lines]
    assert len(shown) == 40
    for line in shown:
        (conflict,) = line.conflicts
        assert len(conflict.sides) == placepage.MOST_SIDES and conflict.more == 39 - placepage.MOST_SIDES
        assert line.text not in [side.text for side in conflict.sides]


def test_a_call_is_read_in_english_with_its_english_number(both, coordinator):
    client = signed_in(coordinator)
    client.cookies["nhipcau_language"] = "en"
    assert "2,000" in client.get(reverse("reports:call_together", args=[both.pk])).content.decode()


def test_lists_cost_a_fixed_number_of_queries(call, coordinator, agency, django_assert_max_num_queries):
    answer(call.replies.get(agency=agency), coordinator)
    client = signed_in(coordinator)
    client.get(reverse("reports:calls"))
    with django_assert_max_num_queries(40):
        client.get(reverse("reports:call", args=[call.pk]))


def test_a_reply_that_was_sent_anew_since_the_page_was_opened_is_not_accepted_unread(
    answered, officer, agency_leader, coordinator, administrator
):
    browser, url = signed_in(coordinator), reverse("reports:call_accept", args=[answered.pk])

    def shown() -> dict[str, str]:
        text = " ".join(browser.get(page_of(answered)).text.split())
        return {FIELD: text.split(f'action="{url}"')[1].split(f'name="{FIELD}" value="')[1].split('"')[0]}

    old, key = shown(), question(answered.call, NUMBER).pk
    judging.give_back(reply=answered, reasons={key: "Ghi rõ cả năm trước."}, by=administrator)
    write(answered, NUMBER, rules.said("number", number="1300"), officer, seen=1)
    answering.confirm(reply=answered, by=agency_leader)
    browser.post(url, old)
    answered.refresh_from_db()
    assert answered.state == "submitted"
    browser.post(url, shown())
    answered.refresh_from_db()
    assert answered.state == "accepted"


@pytest.mark.parametrize(
    ("kind", "kept"),
    [
        ("text", ("Câu hỏi", "", False, [], "")),
        ("number", ("Câu hỏi", "người", True, [], "")),
        ("table", ("Câu hỏi", "", False, ["Tên", "Ngày"], "")),
        ("indicator", (None, "", False, [], "REPORTS_ON_TIME")),
    ],
)
def test_of_a_question_only_what_its_kind_asks_for_is_kept(draft, coordinator, kind, kept):
    everything = {
        "kind": kind, "text": "Câu hỏi", "unit": "người", "may_add": "on", "columns": "Tên\nNgày",
        "indicator": "REPORTS_ON_TIME", "hint": "Nêu rõ.",
    }  # fmt: skip
    draft.questions.all().delete()
    web = signed_in(coordinator)
    done = web.post(reverse("reports:call_question", args=[draft.pk]), everything)
    assert done.status_code == 302, done.text
    one = draft.questions.get()
    text, *rest = kept
    assert (text is None and one.text != "Câu hỏi") or one.text == text
    assert [one.unit, one.may_add, one.columns, one.indicator] == rest and one.hint == "Nêu rõ."
