"""What was done and what shows it leave in one form: both are kept, or what is wrong is told with everything that was typed."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from nhipcau.documents.actions import register_document
from nhipcau.kernel.models import Evidence
from nhipcau.plans.models import Progress

LINK = "https://bao.example.vn/1"
pytestmark = pytest.mark.django_db


@pytest.fixture
def send(client_of, officer, duty):
    """Send the form of the officer's part; (status, page that answers)."""

    def posted(**typed):
        client = client_of(officer)
        answer = client.post(reverse("plans:duty_report", args=[duty.pk]), typed)
        return answer.status_code, (client.get(answer.url) if answer.status_code == 302 else answer).text

    return posted


def kept(duty) -> tuple[list[tuple[int, str]], list[str]]:
    """Percents with notes, and what evidence is called."""
    return (
        list(Progress.objects.filter(duty=duty).order_by("pk").values_list("percent", "note")),
        list(Evidence.objects.order_by("pk").values_list("title", flat=True)),
    )


def test_progress_note_and_link_are_kept_together(send, duty):
    status, page = send(percent=75, note="Đã in 500 bản.", title="Bài báo", url=LINK)
    assert status == 302
    assert kept(duty) == ([(75, "Đã in 500 bản.")], ["Bài báo"])
    assert "Đã ghi tiến độ 75%" in page and "Đã thêm tài liệu kiểm chứng" in page


def test_a_file_goes_with_the_progress(send, duty):
    photo = SimpleUploadedFile("bien-ban.txt", "Biên bản nghiệm thu".encode())
    send(percent=100, upload=photo)
    assert kept(duty) == ([(100, "")], ["bien-ban.txt"])


def test_evidence_alone_adds_no_report_of_the_same_percent(send, duty):
    send(percent=50)
    send(percent=50, url=LINK)
    send(url=LINK, title="Lần nữa")
    assert kept(duty) == ([(50, "")], [LINK, "Lần nữa"])


def test_words_beside_evidence_ask_for_their_percent(send, duty):
    status, page = send(note="Đã in 500 bản.", url=LINK)
    assert status == 422 and "Đã in 500 bản." in page
    assert kept(duty) == ([], [])


def test_what_is_done_may_still_be_told_of(send, duty):
    send(percent=100)
    status, _page = send(percent=100, note="Đã in 500 bản.", url=LINK)
    assert status == 302
    assert kept(duty) == ([(100, ""), (100, "Đã in 500 bản.")], [LINK])


def test_words_with_the_same_percent_are_a_report(send, duty):
    send(percent=50)
    send(percent=50, note="Chờ giấy phép.", url=LINK)
    assert kept(duty) == ([(50, ""), (50, "Chờ giấy phép.")], [LINK])


@pytest.mark.parametrize(
    "wrong",
    [{"url": "javascript:alert(1)"}, {"title": "Chỉ có tên"}, {"url": LINK, "day": "31/02/2026"}],
    ids=str,
)
def test_with_wrong_evidence_nothing_is_kept_and_nothing_lost(send, duty, wrong):
    status, page = send(percent=75, note="Đã in 500 bản.", **wrong)
    assert kept(duty) == ([], [])
    if status == 422:
        assert "Đã in 500 bản." in page


@pytest.mark.parametrize("percent", ["", "101", "-1", "²"])
def test_without_evidence_a_percent_is_asked_for(send, duty, percent):
    status, _page = send(percent=percent, note="Đã in.")
    assert status == 422
    assert kept(duty) == ([], [])


def test_a_wrong_percent_keeps_no_evidence(send, duty):
    assert send(percent="101", url=LINK)[0] == 422
    assert kept(duty) == ([], [])


def test_the_question_of_a_lower_percent_comes_with_the_evidence_kept(send, duty):
    send(percent=75)
    status, page = send(percent=50, note="Phải làm lại.", url=LINK)
    assert status == 422 and "Ghi mức 50%" in page
    assert kept(duty) == ([(75, "")], [LINK])
    send(percent=50, note="Phải làm lại.", falls_back="on")
    assert kept(duty) == ([(75, ""), (50, "Phải làm lại.")], [LINK])


def test_a_record_found_in_the_system_is_sent_with_the_form(client_of, officer, coordinator, duty, send):
    register_document(
        head={"number": "12/KH-SCT", "title": "Kế hoạch xúc tiến", "date": date(2026, 3, 1)},
        cites=(), file=None, by=coordinator,
    )  # fmt: skip
    found = client_of(officer).get(
        reverse("plans:duty_evidence_search", args=[duty.pk]),
        {"q": "ke hoach xuc tien"},
        headers={"HX-Request": "true"},
    )
    assert "<form" not in found.text  # it stands in the form of the part
    send(percent=75, note="Xong nửa sau.", record=found.context["found"][0].choice)
    [(percent, note)], [title] = kept(duty)
    assert (percent, note) == (75, "Xong nửa sau.") and "12/KH-SCT" in title
