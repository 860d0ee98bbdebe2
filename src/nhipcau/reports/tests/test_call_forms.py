"""A data call for an agency that cannot sign in: the form leaves, comes back filled in, is shown, and is entered with the signed scan."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from nhipcau.engines import fillable
from nhipcau.engines.fillable.tests.damaging import filled as typed_in_word
from nhipcau.engines.fillable.tests.damaging import spare_row, typed
from nhipcau.kernel.models import LogEntry
from nhipcau.kernel.proofs import all_doubts
from nhipcau.kernel.refusal import Refused
from nhipcau.reports import forms_kept
from nhipcau.reports.actions import given as leaving
from nhipcau.reports.calls import forms_in, queries, rules
from nhipcau.reports.calls.actions import answering, forms, judging, sending
from nhipcau.reports.calls.rules import Written
from nhipcau.reports.datacall_states import QuestionKind, ReplyState
from nhipcau.reports.datacalls import CallReply
from nhipcau.reports.models import FilledForm, GivenForm
from nhipcau.reports.tests.call_cast import (
    NUMBER,
    TABLE,
    WORDS,
    call,
    draft,
    other_reply,
    question,
    reply,
    taken_back,
)
from nhipcau.reports.tests.test_call_screens import signed_in

__all__ = ["call", "draft", "other_reply", "reply"]
pytestmark = pytest.mark.django_db(transaction=True)
SCAN = b"%PDF-1.4\n%%EOF"


@pytest.fixture
def given(reply, coordinator) -> GivenForm:
    return forms.give_out(reply=reply, by=coordinator)


def form_of(given: GivenForm) -> fillable.Form:
    return forms_kept.form_from(given.form)


def spot(reply: CallReply, text: str, column: str = "") -> tuple[str, str, str]:
    """Where a question is answered: words, a number, or why there is nothing."""
    key = f"q{question(reply.call, text).pk}"
    if text == TABLE:
        return f"n{key[1:]}", "", ""
    part, own = ("numbers", "value") if text == NUMBER else ("words", "answer")
    return part, key, column or own


def answers_to(reply: CallReply) -> list[tuple[Any, Any]]:
    return [
        (spot(reply, WORDS), "Đã mở 12 lớp xóa mù chữ."),
        (spot(reply, NUMBER), 1250),
        (spot(reply, TABLE), "Không tổ chức hoạt động nào."),
    ]


def read(given: GivenForm, reply: CallReply, by: Any, *edits: Any, ending: str = "xlsx") -> FilledForm:
    form, data = form_of(given), leaving.file_of(given, ending)
    if ending == "docx":
        data = typed_in_word(form, *((where, str(value)) for where, value in edits))(data)
    else:
        for edit in edits:
            data = edit(data) if callable(edit) else typed(form, edit)(data)
    return forms.read_filled(reply=reply, upload=ContentFile(data, name=f"bieu.{ending}"), by=by)


def take(filled: FilledForm, reply: CallReply, by: Any, **more: Any) -> CallReply:
    asked = {
        "number": "45/CAT-PV01", "day": date(2026, 5, 18), "signer": "Đại tá Nguyễn Văn An", "post": "Giám đốc",
        "scan": ContentFile(SCAN, name="quet.pdf"), "declared": True, "seen": forms_in.judged(filled, reply).seen,
    }  # fmt: skip
    return forms.take_in(filled=filled, reply=reply, by=by, **(asked | more))


def said(reply: CallReply, text: str) -> rules.Said:
    return queries.said_of(queries.answers_of(reply).get(question(reply.call, text).pk))


@pytest.mark.parametrize("ending", ["xlsx", "docx"])
def test_there_and_back_every_question_is_answered_and_the_reply_came_on_paper(
    ending, given, reply, coordinator
):
    filled = read(given, reply, coordinator, *answers_to(reply), ending=ending)
    assert not reply.answers.exists()  # shown first
    shown = forms_in.judged(filled, reply)
    assert [cell.after for cell in shown.cells] == [
        "Đã mở 12 lớp xóa mù chữ.", "1.250", "Không tổ chức hoạt động nào.",
    ] and shown.is_sound  # fmt: skip
    got = take(filled, reply, coordinator)
    assert (got.state, got.on_paper, got.paper_number) == (ReplyState.SUBMITTED, True, "45/CAT-PV01")
    assert (got.confirmed_name, got.confirmed_post) == ("Đại tá Nguyễn Văn An", "Giám đốc")
    assert got.scan is not None and got.scan.name == "quet.pdf"
    assert said(reply, WORDS).text == "Đã mở 12 lớp xóa mù chữ."
    assert said(reply, NUMBER).value == 1250
    assert said(reply, TABLE).nil_reason == "Không tổ chức hoạt động nào."
    told = LogEntry.objects.filter(action__in=("data_call.form_given", "data_call.form_taken"))
    assert told.count() == 2
    doubts = [doubt.words for _, found in all_doubts(["reports.data_calls"]) for doubt in found]
    assert doubts == []
    assert take(filled, reply, coordinator).pk == reply.pk and reply.answers.count() == 3  # twice is once


def test_a_table_comes_back_with_the_rows_that_stood_there_and_those_of_ones_own(reply, officer, coordinator):
    key = question(reply.call, TABLE).pk
    rows = [["Ngày hội", "10/4/2026", "300"], ["Hội thảo", "12/4/2026", ""]]
    kept = Written(rules.said(QuestionKind.TABLE, rows=rows), 0)
    answering.write_answers(reply=reply, answers={key: kept}, by=officer)
    given = forms.give_out(reply=reply, by=coordinator)
    grid = next(part for part in form_of(given).parts if part.key == f"q{key}")
    assert [row.cells for row in grid.rows] == [
        ("Ngày hội", "10/4/2026", "300"),
        ("Hội thảo", "12/4/2026", None),
    ]
    place = [part.key for part in form_of(given).parts].index(f"q{key}") + 1
    edits = [
        *answers_to(reply)[:2],
        ((f"q{key}", "r1", "c2"), "45"),
        spare_row(f"B{place}.+1", {2: "Chiếu phim", 3: "3/5/2026", 4: "200"}),
    ]
    filled = read(given, reply, coordinator, *edits)
    shown = forms_in.judged(filled, reply)
    assert shown.is_sound, [one.words for one in shown.wrong]
    assert any("Chiếu phim | 3/5/2026 | 200" in cell.after for cell in shown.cells)
    take(filled, reply, coordinator)
    assert said(reply, TABLE).rows == (
        ("Ngày hội", "10/4/2026", "300"),
        ("Hội thảo", "12/4/2026", "45"),
        ("Chiếu phim", "3/5/2026", "200"),
    )


def test_a_question_left_empty_and_one_with_an_answer_and_a_reason_are_named_and_nothing_is_entered(
    given, reply, coordinator
):
    both = [(spot(reply, WORDS), "Đã mở."), (spot(reply, WORDS, "nil"), "Không có.")]
    filled = read(given, reply, coordinator, *both, (spot(reply, NUMBER), 3))
    shown = forms_in.judged(filled, reply)
    assert not shown.is_sound
    assert [one.where for one in shown.wrong] == [f"3. {TABLE}"]
    assert [cell.title for cell in shown.cells if cell.wrong] == [f"1 {WORDS}"]
    with pytest.raises(Refused, match="còn lỗi"):
        take(filled, reply, coordinator)
    reply.refresh_from_db()
    assert reply.state == ReplyState.WRITING and not reply.answers.exists()


def test_what_somebody_wrote_after_it_was_shown_is_shown_again(given, reply, officer, coordinator):
    filled = read(given, reply, coordinator, *answers_to(reply))
    seen = forms_in.judged(filled, reply).seen
    key = question(reply.call, NUMBER).pk
    kept = Written(rules.said(QuestionKind.NUMBER, number="900"), 0)
    answering.write_answers(reply=reply, answers={key: kept}, by=officer)
    with pytest.raises(Refused, match="vừa thay đổi"):
        take(filled, reply, coordinator, seen=seen)
    moved = forms_in.judged(filled, reply)
    (cell,) = [cell for cell in moved.cells if cell.is_moved]
    assert (cell.given, cell.now, cell.after) == ("", "900", "1.250")
    take(filled, reply, coordinator)
    assert said(reply, NUMBER).value == 1250


def test_of_a_reply_that_was_given_back_only_what_was_is_asked_again(given, reply, coordinator):
    take(read(given, reply, coordinator, *answers_to(reply)), reply, coordinator)
    key = question(reply.call, WORDS).pk
    judging.give_back(reply=reply, reasons={key: "Nêu rõ địa bàn"}, by=coordinator)
    reply = CallReply.objects.get(pk=reply.pk)
    again = forms.give_out(reply=reply, by=coordinator)
    assert again.edition == 2
    (grid,) = form_of(again).parts
    assert [row.key for row in grid.rows] == [f"q{key}"] and "Nêu rõ địa bàn" in str(grid.rows[0].cells)
    alone = read(again, reply, coordinator)
    assert [one.words for one in forms_in.judged(alone, reply).wrong] == ["Bị trả lại mà tệp chưa sửa."]
    take(read(again, reply, coordinator, (spot(reply, WORDS), "12 lớp tại xã Đắk Nhau.")), reply, coordinator)
    assert said(reply, WORDS).text == "12 lớp tại xã Đắk Nhau."


def test_an_older_form_is_known_as_older(given, reply, officer, coordinator):
    key = question(reply.call, NUMBER).pk
    kept = Written(rules.said(QuestionKind.NUMBER, number="900"), 0)
    answering.write_answers(reply=reply, answers={key: kept}, by=officer)
    assert forms.give_out(reply=reply, by=coordinator).edition == 2
    old = ContentFile(leaving.file_of(given, "xlsx"), name="cu.xlsx")
    with pytest.raises(Refused, match="lần 1"):
        forms.read_filled(reply=reply, upload=old, by=coordinator)


def test_anothers_form_and_a_form_of_a_report_are_refused(given, other_reply, reply, coordinator):
    forms.give_out(reply=other_reply, by=coordinator)
    theirs = ContentFile(leaving.file_of(given, "xlsx"), name="bieu.xlsx")
    with pytest.raises(Refused, match="cơ quan khác"):
        forms.read_filled(reply=other_reply, upload=theirs, by=coordinator)


def test_only_the_coordinator_gives_out_and_takes_in_and_once_sent_nothing_leaves(
    given, reply, officer, stranger, coordinator
):
    for who in (officer, stranger):
        with pytest.raises(PermissionDenied):
            forms.give_out(reply=reply, by=who)
    take(read(given, reply, coordinator, *answers_to(reply)), reply, coordinator)
    with pytest.raises(Refused):
        forms.give_out(reply=CallReply.objects.get(pk=reply.pk), by=coordinator)


def test_a_call_whose_form_has_left_is_not_taken_back(given, call, coordinator):
    with pytest.raises(Refused):
        taken_back(sending.unopen, call, {}, coordinator)


def test_the_pages_lead_from_the_form_to_the_scan(reply, coordinator, officer):
    web, page = signed_in(coordinator), reverse("reports:call_reply", args=[reply.pk])
    assert "Biểu mẫu cho cơ quan không đăng nhập" in web.get(page).text
    assert "Biểu mẫu cho cơ quan" not in signed_in(officer).get(page).text
    web.post(reverse("reports:call_form_give", args=[reply.pk]))
    given = GivenForm.objects.get()
    for ending in ("docx", "xlsx"):
        address = reverse("reports:call_form_given", args=[reply.pk, 1, ending])
        assert address in web.get(page).text and web.get(address).content[:2] == b"PK"
    data = typed(form_of(given), *answers_to(reply))(leaving.file_of(given, "xlsx"))
    sent = web.post(
        reverse("reports:call_form_bring", args=[reply.pk]),
        {"file": SimpleUploadedFile("da-dien.xlsx", data)},
    )
    assert sent.status_code == 302, sent.text
    shown = web.get(sent.url)
    assert "Đã mở 12 lớp xóa mù chữ." in shown.text and not reply.answers.exists()
    taken = {
        "number": "45/CAT-PV01", "day": "18/05/2026", "came_on": "20/05/2026", "signer": "Nguyễn Văn An", "declared": "on",
        "seen": shown.context["shown"].seen,
    }  # fmt: skip
    refused = web.post(sent.url, taken)
    assert refused.status_code == 422  # no scan
    done = web.post(sent.url, taken | {"scan": SimpleUploadedFile("quet.pdf", SCAN)})
    assert done.status_code == 302, done.text
    told = web.get(page).text
    assert "nhận bằng văn bản" in told and "45/CAT-PV01" in told
    scan = reverse("reports:call_scan", args=[reply.pk])
    assert scan in told and b"".join(signed_in(officer).get(scan).streaming_content) == SCAN


def test_a_reply_entered_by_hand_keeps_its_scan_too(reply, officer, coordinator):
    from nhipcau.reports.tests.call_cast import answer

    answer(reply, officer)
    web = signed_in(coordinator)
    sent = {
        "number": "12", "day": "18/05/2026", "came_on": "19/05/2026", "signer": "Nguyễn Văn An", "declared": "on",
        "scan": SimpleUploadedFile("quet.pdf", SCAN),
    }  # fmt: skip
    done = web.post(reverse("reports:call_on_paper", args=[reply.pk]), sent)
    assert done.status_code == 302, done.text
    reply.refresh_from_db()
    assert reply.scan is not None and reply.on_paper


def test_the_forms_of_a_call_leave_in_one_zip_without_those_that_answered(
    given, call, reply, other_reply, officer, coordinator, client_of
):
    client, address = client_of(coordinator), reverse("reports:call_forms", args=[call.pk, "xlsx"])
    forms.give_out(reply=other_reply, by=coordinator)
    assert address in client.get(reverse("reports:call", args=[call.pk])).text
    box = zipfile.ZipFile(io.BytesIO(b"".join(client.get(address))))
    scopes = {fillable.identity(box.read(name)).scope for name in box.namelist()}
    assert scopes == {reply.agency.code, other_reply.agency.code}
    assert client.get(reverse("reports:call_forms", args=[call.pk, "exe"])).status_code == 404
    assert client_of(officer).get(address).status_code == 403
    take(read(given, reply, coordinator, *answers_to(reply)), reply, coordinator)
    box = zipfile.ZipFile(io.BytesIO(b"".join(client_of(coordinator).get(address))))
    assert [fillable.identity(box.read(name)).scope for name in box.namelist()] == [other_reply.agency.code]
