"""An issue goes out as plain words besides its paper: the first form that a kind of today declares (ADR 43)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse

from nhipcau.digests import brief
from nhipcau.digests.tests.test_digest_paper import content, item, page
from nhipcau.kernel.models import LogEntry
from nhipcau.kernel.proofs import all_doubts
from nhipcau.office.signing import checking
from nhipcau.office.signing.kinds import Mark, Signer

MARK = Mark("10", "10/BC-X", date(2026, 6, 18), Signer("Trần Ký", "PHÓ GIÁM ĐỐC"))


def words(*items, **more) -> str:
    (form,) = brief.forms(content(*items, **more))
    return form.make(content(*items, **more), MARK).decode()


def test_the_words_say_what_stands_in_the_issue_with_number_day_and_who_signed():
    two = item(
        pages=[page("Báo Nhân Dân", "http://nhandan.example/1"), page("Báo Lâm Đồng", "http://b.example/2")]
    )
    told = words(two, item(title="Tin hai", part="positive", pages=[]), note="Ngày yên.").splitlines()
    assert told[1] == "Số 10/BC-X, ngày 18/06/2026"
    assert "Ngày yên." in told and told[-1] == "Trần Ký, PHÓ GIÁM ĐỐC"
    assert told.index("1. Tin hai") < told.index("1. Cửa khẩu mở lại (Báo Nhân Dân, Báo Lâm Đồng)")
    assert "http://nhandan.example/1" in told and "http://b.example/2" not in told


def test_what_may_be_untrue_says_so_beside_its_headline():
    told = words(
        item(title="Tỉnh hút 14 tỷ đô", doubt="Ban tổ chức nói 1,4 tỷ USD.\nSố in nhầm.")
    ).splitlines()
    place = told.index("1. Tỉnh hút 14 tỷ đô (Báo Lâm Đồng)")
    assert told[place + 1] == "Có thể chưa chính xác: Ban tổ chức nói 1,4 tỷ USD. Số in nhầm."


def test_a_correction_says_what_it_corrects():
    kept = {"number": 9, "seal": "x", "signed_at": ""}
    assert "Đính chính: Nhầm tên báo" in words(
        item(), corrects=kept, correction_reason="Nhầm tên báo", edition=1
    )


def test_what_does_not_leave_the_house_has_no_words_for_a_messenger():
    assert not brief.forms(content(item(), internal=True))


@pytest.mark.django_db
def test_the_signed_issue_has_them_on_its_page_and_they_are_proven(signed, coordinator, client_of):
    address = reverse("digests:file", args=[signed.pk, "ban-chu"])
    assert address in client_of(coordinator).get(reverse("digests:digest", args=[signed.pk])).text
    kept = b"".join(client_of(coordinator).get(address).streaming_content).decode()
    assert "Khai trương tuyến buýt ven hồ" in kept and signed.signer_name in kept
    assert set(LogEntry.objects.get(action="office.issued").data["renditions"]) == {"ban-chu"}
    assert [
        doubt.words for _, found in all_doubts(["office.versions", "office.deeds"]) for doubt in found
    ] == []
    Path(signed.words.content.path).write_text("khác", encoding="utf-8")
    parts = {part.which: part.integrity for part in checking.check(signed.version)}
    assert parts["ban-chu"] == checking.Integrity.ALTERED and parts["pdf"] == checking.Integrity.INTACT
