"""A citizens' complaint is marked «cần giải quyết», and what was done about it is written down."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from nhipcau.agencies.models import Agency
from nhipcau.engines.presswire.judging.judge import Judge, JudgedText
from nhipcau.kernel.frozen import Frozen
from nhipcau.kernel.models import LogEntry
from nhipcau.kernel.refusal import Refused
from nhipcau.press import search
from nhipcau.press.actions import complaints, triage
from nhipcau.press.models import ComplaintHandling
from nhipcau.press.searchwords import Wish

pytestmark = pytest.mark.django_db


@pytest.fixture
def complaint(article, coordinator):
    return triage.correct(
        article=article, subject="rights", tone="negative", flags=["complaint"], by=coordinator
    )


@pytest.fixture
def agency(db) -> Agency:
    return Agency.objects.create(code="so-xay-dung", name="Sở Xây dựng")


@pytest.mark.parametrize(
    ("title", "is_one"),
    [
        ("Người dân phản ánh mùi hôi từ trại heo", True),
        ("Hộ dân gửi đơn về tiền bồi thường", True),
        ("Tiểu thương kêu cứu vì chợ dột", True),
        ("Residents petition over dust from quarry", True),
        ("Người dân nô nức đi hội hoa", False),
        ("Hội nghị bàn cải cách thủ tục", False),
        ("Người dân không còn khiếu nại về đất", False),
    ],
)
def test_a_complaint_is_proposed(title, is_one):
    flags = {flag.label for flag in Judge().propose(JudgedText(title, "")).flags}
    assert ("complaint" in flags) is is_one


def test_the_mark_is_found_and_shown(complaint, client_of, coordinator):
    assert search.find(Wish(flag="complaint")).articles == [complaint.pk]
    page = client_of(coordinator).get(reverse("press:article", args=[complaint.pk])).content.decode()
    assert "Cần giải quyết" in page
    assert "Chưa có việc giải quyết nào được ghi." in page


@pytest.mark.parametrize(("kind", "words"), [("answer", "Trả lời"), ("put_right", "Khắc phục")])
def test_an_answer_and_a_putting_right_are_written_on_the_screen(
    complaint, client_of, coordinator, kind, words
):
    client = client_of(coordinator)
    posted = client.post(reverse("press:handle", args=[complaint.pk]), {"kind": kind, "note": "Đã xong."})
    assert posted.status_code == 302
    page = client.get(posted.url).content.decode()
    assert words in page and "Đã xong." in page
    assert LogEntry.objects.filter(action="press.complaint_handled").count() == 1


def test_a_complaint_is_forwarded_to_a_named_agency(complaint, client_of, coordinator, agency):
    client = client_of(coordinator)
    address = reverse("press:handle", args=[complaint.pk])
    refused = client.post(address, {"kind": "forward", "note": "Công văn 12"})
    assert refused.status_code == 422
    assert "Hãy chọn cơ quan nhận phản ánh." in refused.content.decode()
    client.post(address, {"kind": "forward", "note": "Công văn 12", "agency": agency.pk})
    assert [(one.kind, one.agency) for one in complaint.handlings.all()] == [("forward", agency)]


def test_each_handling_stands_beside_the_others_and_is_never_changed(complaint, coordinator, agency):
    for kind, where in (("forward", agency), ("answer", None), ("put_right", None)):
        complaints.handle(article=complaint, kind=kind, note="x", agency=where, by=coordinator)
    assert [one.kind for one in complaint.handlings.all()] == ["forward", "answer", "put_right"]
    with pytest.raises(Frozen):
        complaint.handlings.update(note="khác")


def test_what_does_not_fit_is_refused(article, coordinator, agency):
    def refused(**asked) -> bool:
        wish = {"kind": "answer", "note": "x", "agency": None, **asked}
        with pytest.raises(Refused):
            complaints.handle(article=article, by=coordinator, **wish)
        return True

    assert refused(), "not marked"
    triage.correct(article=article, subject="rights", tone="neutral", flags=["complaint"], by=coordinator)
    assert refused(note="  ")
    assert refused(kind="forget")
    assert refused(agency=agency)
    assert refused(kind="forward")
    assert not ComplaintHandling.objects.exists()


def test_the_database_knows_that_only_a_forwarding_names_an_agency(complaint, coordinator, agency):
    with pytest.raises(IntegrityError), transaction.atomic():
        ComplaintHandling.objects.create(
            article=complaint, kind="answer", note="x", agency=agency, by=coordinator
        )


@pytest.mark.parametrize("name", ["handle", "complaint_mark", "complaint_unmark"])
def test_who_only_reads_may_not_write(complaint, client_of, leader, name):
    assert client_of(leader).post(reverse(f"press:{name}", args=[complaint.pk])).status_code == 403


def test_an_officer_marks_what_the_machine_did_not_see_and_it_is_handled(article, client_of, coordinator):
    client = client_of(coordinator)
    address = reverse("press:article", args=[article.pk])
    assert reverse("press:complaint_mark", args=[article.pk]) in client.get(address).text
    refused = client.post(reverse("press:complaint_mark", args=[article.pk]), {"why": " "})
    assert refused.status_code == 422
    client.post(reverse("press:complaint_mark", args=[article.pk]), {"why": "Dân kêu bụi ở mỏ đá"})
    assert search.find(Wish(flag="complaint")).articles == [article.pk]
    page = client.get(address).text
    assert "Dân kêu bụi ở mỏ đá" in page
    assert reverse("press:handle", args=[article.pk]) in page
    assert (
        client.post(
            reverse("press:handle", args=[article.pk]), {"kind": "answer", "note": "Đã trả lời."}
        ).status_code
        == 302
    )


def test_the_mark_goes_with_a_reason_and_what_was_done_stays(complaint, client_of, coordinator):
    complaints.handle(article=complaint, kind="answer", note="Đã trả lời.", agency=None, by=coordinator)
    client = client_of(coordinator)
    client.post(reverse("press:complaint_unmark", args=[complaint.pk]), {"why": "Bài nói tỉnh khác"})
    assert search.find(Wish(flag="complaint")).articles == []
    page = client.get(reverse("press:article", args=[complaint.pk])).text
    assert "Đã trả lời." in page
    assert reverse("press:complaint_mark", args=[complaint.pk]) in page
    entry = LogEntry.objects.get(action="press.complaint_unmarked")
    assert entry.after == {"why": "Bài nói tỉnh khác"}


def test_copies_get_the_same_mark(article, take, coordinator):
    copy = take("https://baokhac.example/dang-lai-1002.html", article.title)
    assert copy.copy_of == article
    complaints.mark(article=article, why="x", by=coordinator)
    copy.refresh_from_db()
    assert "complaint" in copy.flag_labels
    complaints.unmark(article=article, why="x", by=coordinator)
    copy.refresh_from_db()
    assert "complaint" not in copy.flag_labels


def test_a_mark_is_neither_set_twice_nor_taken_from_what_has_none(article, complaint, coordinator):
    with pytest.raises(Refused):
        complaints.mark(article=complaint, why="x", by=coordinator)
    complaints.unmark(article=complaint, why="x", by=coordinator)
    with pytest.raises(Refused):
        complaints.unmark(article=complaint, why="x", by=coordinator)
