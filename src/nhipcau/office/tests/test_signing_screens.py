from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils.html import escape
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer

from nhipcau.agencies.models import AgencyGroup
from nhipcau.kernel.clock import today
from nhipcau.kernel.models import StoredFile
from nhipcau.kernel.refusal import Refused
from nhipcau.office.registers.models import Number
from nhipcau.office.signing import actions, pages
from nhipcau.office.signing.deeds import state_of
from nhipcau.office.signing.kinds import kinds
from nhipcau.office.signing.models import Issue, Recall, Returned, Step, Version
from nhipcau.office.signing.permissions import may_wait_for
from nhipcau.office.signing.rules import State
from nhipcau.office.tests.conftest import DAY, NOW, scan_pdf

pytestmark = pytest.mark.django_db


def _page(client, version) -> str:
    answer = client.get(f"/ban-ky/{version.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def _state(version) -> State:
    return state_of(Version.objects.with_deeds().get(pk=version.pk))


def test_a_version_goes_from_check_to_issue_on_its_page(presented, checker, agency_leader, clerk, client_of):
    address = f"/ban-ky/{presented.pk}"
    client = client_of(checker)
    assert "Đoàn đến ngày 20/6/2026." in _page(client, presented)
    assert client.post(f"{address}/buoc/", {"seen_seal": presented.seal}).status_code == 302
    client = client_of(agency_leader)
    assert f'href="{address}/buoc/"' in _page(client, presented)
    page = client.get(f"{address}/buoc/").content.decode()
    assert "GIÁM ĐỐC (Người đứng đầu ký)" in page
    assert f"Ký, đứng tên {agency_leader}" in page
    assert not Step.objects.filter(name="signed").exists(), "looking signs nothing"
    client.post(f"{address}/buoc/", {"seen_seal": presented.seal, "capacity": "head"})
    assert _state(presented) is State.SIGNED
    client = client_of(clerk)
    assert "Cấp số, phát hành" in _page(client, presented)
    client.post(f"{address}/phat-hanh/", {"day": today().isoformat(), "number_text": ""})
    issue = Issue.objects.get()
    page = _page(client, presented)
    assert issue.symbol == "01/TB-SCT"
    assert "01/TB-SCT" in page
    assert page.count("nguyên vẹn") == 3
    for which in ("docx", "pdf"):
        kept = b"".join(client.get(f"{address}/tep/{which}/").streaming_content)
        assert kept[:4] in (b"PK\x03\x04", b"%PDF")
    assert client.get(f"{address}/tep/scan/").status_code == 404


def test_the_page_says_who_is_to_act_and_why_others_cannot(
    presented, officer, checker, agency_leader, client_of
):
    page = _page(client_of(officer), presented)
    assert "Hồ Soát Xét" in page
    assert "cần một người khác" in page
    page = _page(client_of(agency_leader), presented)
    assert "Soát xét:" in page


def test_other_words_than_shown_are_refused_in_words(presented, checker, client_of):
    client = client_of(checker)
    answer = client.post(f"/ban-ky/{presented.pk}/buoc/", {"seen_seal": "0" * 64}, follow=True)
    assert "khác với bản bạn vừa đọc" in answer.content.decode()
    assert not Step.objects.exists()


def test_what_is_unfinished_is_listed_with_its_link(presented, draft, checker, client_of):
    AgencyGroup.objects.filter(pk=draft.pk).update(kinds=[])
    page = _page(client_of(checker), presented)
    assert '<a href="/soan/">Văn bản chưa có nội dung</a>' in page
    part = pages.part_of(AgencyGroup.objects.get(pk=draft.pk), checker, edits=True)
    assert [(missing.text, missing.url) for missing in part.missing] == [
        ("Văn bản chưa có nội dung", "/soan/")
    ]
    part = pages.part_of(AgencyGroup.objects.get(pk=draft.pk), checker, edits=False)
    assert [missing.url for missing in part.missing] == [""]  # nobody is led to a page that he may not open


def test_the_drafts_page_has_state_next_person_and_history(presented, draft, officer, checker):
    part = pages.part_of(draft, officer, edits=True)
    assert part.standing.state is State.PRESENTED
    assert "Hồ Soát Xét" in part.waiting_for
    assert (part.may_act, pages.part_of(draft, checker, edits=True).may_act) == (False, True)
    actions.send_back(version=presented, reason="Sai ngày", by=checker)
    part = pages.part_of(draft, officer, edits=True)
    assert part.standing is None
    assert part.sent_back.reason == "Sai ngày"
    assert [row.state for row in part.earlier] == [State.RETURNED]
    actions.send_back(version=actions.present(subject=draft, by=officer), reason="Tự rút", by=officer)
    assert pages.part_of(draft, officer, edits=True).sent_back is None  # his own word needs no telling


def test_the_page_of_every_kind_of_draft_shows_its_signing():
    """One part for all kinds: whoever declares a kind includes it, above the words and beside them."""
    for kind in kinds:
        folder = Path(apps.get_app_config(kind.model._meta.app_label).path)
        written = "".join(page.read_text() for page in folder.glob("templates/**/*.html"))
        for part in ("office/parts/signing.html", "office/parts/signing_notes.html"):
            assert f'include "{part}"' in written, (kind.name, part)


def test_the_checker_sends_back_with_a_reason(presented, checker, client_of):
    client = client_of(checker)
    client.post(f"/ban-ky/{presented.pk}/tra-lai/", {"reason": "Sai tên đoàn"})
    assert Returned.objects.get().reason == "Sai tên đoàn"
    assert "Sai tên đoàn" in _page(client, presented)


NO_REASONS = ("Sai\x00 tên", "x" * 2001)


def test_a_reason_that_no_database_holds_sends_nothing_back(presented, checker, client_of):
    for reason in NO_REASONS:
        client_of(checker).post(f"/ban-ky/{presented.pk}/tra-lai/", {"reason": reason})
    assert not Returned.objects.exists()


def test_a_reason_that_no_database_holds_recalls_nothing(issued, agency_leader, client_of):
    for reason in NO_REASONS:
        client_of(agency_leader).post(f"/ban-ky/{issued.pk}/thu-hoi/", {"reason": reason})
    assert not Recall.objects.exists()


def test_an_altered_file_is_said_on_the_page_and_by_the_command(issued, clerk, client_of, capsys):
    issue = Issue.objects.get()
    call_command("seal", "check", "--all", stdout=io.StringIO())
    with open(issue.docx.content.path, "ab") as kept:  # noqa: PTH123
        kept.write(b"x")
    assert "đã bị sửa sau khi ký" in _page(client_of(clerk), issued)
    said = io.StringIO()
    with pytest.raises(CommandError):
        call_command("seal", "check", "--of", str(issued.pk), stdout=said)
    assert "Tệp Word: đã bị sửa sau khi ký" in said.getvalue()


def test_the_command_knows_a_file_that_went_out(issued, tmp_path):
    issue, said = Issue.objects.get(), io.StringIO()
    copy = tmp_path / "nhan-duoc.pdf"
    with issue.pdf.content.open("rb") as kept:
        copy.write_bytes(kept.read())
    call_command("seal", "check", str(copy), stdout=said)
    assert "01/TB-SCT" in said.getvalue()
    copy.write_bytes(copy.read_bytes() + b"\n")
    with pytest.raises(CommandError):
        call_command("seal", "check", str(copy), stdout=said)


def test_a_paper_signed_with_a_pen_is_written_out_on_its_page(presented, checker, clerk, client_of):
    actions.take_step(version=presented, step="check", seen_seal=presented.seal, by=checker, now=NOW)
    client = client_of(clerk)
    assert client.get(f"/ban-ky/{presented.pk}/ban-in/").content[:5] == b"%PDF-"
    assert client.get(f"/ban-ky/{presented.pk}/ky-giay/").status_code == 200
    filled = {
        "number_text": "57", "day": "2026-06-18", "signer_name": "Đỗ Giám Đốc", "signer_post": "Giám đốc",
        "scan": SimpleUploadedFile("ban ky.pdf", scan_pdf()),
    }  # fmt: skip
    answer = client.post(f"/ban-ky/{presented.pk}/ky-giay/", filled)
    assert answer.status_code == 200  # nobody said that the scan was compared
    assert not Issue.objects.exists()
    filled |= {"scan": SimpleUploadedFile("ban ky.pdf", scan_pdf()), "compared": "on"}
    assert client.post(f"/ban-ky/{presented.pk}/ky-giay/", filled).status_code == 302
    page = _page(client, presented)
    assert "57/TB-SCT" in page
    assert "Đối chiếu bản chụp" in page


def test_a_recall_is_seen_on_the_page(issued, agency_leader, client_of):
    client = client_of(agency_leader)
    client.post(f"/ban-ky/{issued.pk}/thu-hoi/", {"reason": "Ban hành sai thẩm quyền"})
    page = _page(client, issued)
    assert "Đã thu hồi" in page
    assert "Ban hành sai thẩm quyền" in page


def test_whoever_has_no_part_sees_no_version(issued, stranger, leader, client_of):
    assert client_of(leader).get(f"/ban-ky/{issued.pk}/").status_code == 404


def test_each_sees_what_waits_for_him(presented, officer, checker, agency_leader, clerk, client_of):
    for person, waits in ((officer, 0), (checker, 1), (agency_leader, 0), (clerk, 0)):
        assert len(pages.waiting_rows(person)) == waits, person
    actions.take_step(version=presented, step="check", seen_seal=presented.seal, by=checker, now=NOW)
    assert [len(pages.waiting_rows(person)) for person in (checker, agency_leader)] == [0, 1]
    assert presented.title in client_of(agency_leader).get("/cho-ky/").content.decode()
    actions.take_step(version=presented, step="sign", seen_seal=presented.seal, by=agency_leader, now=NOW)
    assert [len(pages.waiting_rows(person)) for person in (agency_leader, clerk)] == [0, 1]
    actions.issue(version=presented, by=clerk, day=DAY)
    assert pages.waiting_rows(clerk) == []


def _locked_pdf() -> bytes:
    writer = copy_into_new_writer(PdfFileReader(io.BytesIO(scan_pdf())))
    writer.encrypt("mat-khau", "mat-khau")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


NO_PAPERS = {
    "text": b"hello " * 50,
    "picture": b"\x89PNG\r\n\x1a\n" + b"\x00" * 50,
    "cut": scan_pdf()[:120],
    "head_only": b"%PDF-1.7\n%%EOF",
    "no_pages": re.sub(rb"/Kids\s*\[[^]]*\]", b"/Kids []", scan_pdf()),
    "locked": _locked_pdf(),
}


@pytest.mark.parametrize("name", NO_PAPERS)
def test_what_is_no_pdf_that_opens_is_not_kept_as_a_signed_paper(name, presented, checker, clerk):
    """It would stand there for good, and nobody could ever read what was signed."""
    actions.take_step(version=presented, step="check", seen_seal=presented.seal, by=checker, now=NOW)
    with pytest.raises(Refused):
        actions.sign_on_paper(
            version=presented, number_text="1", day=DAY, scan=ContentFile(NO_PAPERS[name], name="x.pdf"),
            scan_name="x.pdf", compared_by=clerk, by=clerk, signer_name="A", now=NOW,
        )  # fmt: skip
    assert not StoredFile.objects.exists() and not Number.objects.exists()


def test_a_stamped_scan_stays_out(presented, checker, clerk, monkeypatch):
    from nhipcau.engines.officialdoc.errors import StateSecret
    from nhipcau.kernel import stamps

    def stamped(function, upload, *, name):
        raise StateSecret

    monkeypatch.setattr(stamps.reading, "look", stamped)
    actions.take_step(version=presented, step="check", seen_seal=presented.seal, by=checker, now=NOW)
    with pytest.raises(Refused):
        actions.sign_on_paper(
            version=presented, number_text="1", day=DAY, scan=ContentFile(b"%PDF-x", name="x.pdf"), scan_name="x.pdf",
            compared_by=clerk, by=clerk, signer_name="A", now=NOW,
        )  # fmt: skip
    assert not StoredFile.objects.exists()


def test_the_waiting_list_asks_no_more_for_thirty_than_for_three(
    draft, officer, checker, django_assert_max_num_queries
):
    def waiting(count: int) -> int:
        for place in range(AgencyGroup.objects.count(), count):
            paper = AgencyGroup.objects.create(code=f"tb-{place}", name=f"Thông báo {place}", kinds=["x"])
            actions.present(subject=paper, by=officer)
        return len(pages.waiting_rows(checker))

    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    waiting(4)
    with CaptureQueriesContext(connection) as few:
        pages.waiting_rows(checker)
    assert waiting(31) == 30
    with CaptureQueriesContext(connection) as many:
        pages.waiting_rows(checker)
    assert len(many) == len(few)


def test_what_waits_is_looked_for_among_the_own_agencies_papers(presented, checker, other_agency):
    from nhipcau.agencies.models import RoleHolding
    from nhipcau.office.signing import pages

    assert [row.version for row in pages.waiting_rows(checker)] == [presented]
    RoleHolding.objects.filter(officer=checker).update(agency=other_agency)
    checker.forget_roles()
    assert list(may_wait_for(checker)) == []
    assert pages.waiting_rows(checker) == []


def test_whoever_takes_a_step_has_the_sheet_beside_the_form(presented, checker, client_of):
    asked = client_of(checker).get(reverse("office:version_step", args=[presented.pk]))
    words = [piece.text for piece in asked.context["page"].reading if piece.text]
    assert len(words) > 1
    assert all(escape(word) in asked.text for word in words if "\n" not in word)


def test_who_cannot_take_the_step_is_led_back_to_the_page(presented, officer, agency_leader, client_of):
    for who in (officer, agency_leader):
        answer = client_of(who).get(f"/ban-ky/{presented.pk}/buoc/")
        assert (answer.status_code, answer.url) == (302, f"/ban-ky/{presented.pk}/")
        assert f"/ban-ky/{presented.pk}/buoc/" not in _page(client_of(who), presented)


def test_what_is_typed_wrong_comes_back_with_its_reason(presented, checker, agency_leader, client_of):
    address = f"/ban-ky/{presented.pk}/buoc/"
    client_of(checker).post(address, {"seen_seal": presented.seal})
    answer = client_of(agency_leader).post(
        address, {"seen_seal": presented.seal, "capacity": "king", "note": "x"}
    )
    assert answer.status_code == 422
    assert "nc-error" in answer.content.decode()
    assert _state(presented) is State.PRESENTED


def test_a_scan_that_could_not_be_looked_into_asks_for_its_officer_s_word_which_stays_beside_it(
    presented, checker, clerk, client_of, monkeypatch
):
    from nhipcau.kernel import stamps

    usual = stamps.reading.look
    monkeypatch.setattr(
        stamps.reading,
        "look",
        lambda function, upload, *, name: (
            "no-ocr" if function is stamps.first_look.stamps else usual(function, upload, name=name)
        ),
    )
    actions.take_step(version=presented, step="check", seen_seal=presented.seal, by=checker, now=NOW)
    monkeypatch.setenv("NHIPCAU_TODAY", DAY.isoformat())
    address = reverse("office:version_on_paper", args=[presented.pk])

    def sent(**more):
        scan = SimpleUploadedFile("ban-ky.pdf", scan_pdf())
        typed = {"number_text": "57", "day": "18/06/2026", "signer_name": "Đỗ Giám Đốc", "compared": "on"}
        return client_of(clerk).post(address, {**typed, "scan": scan, **more}, follow=True)

    refused = sent()
    assert "đánh dấu ô cam đoan" in refused.text and not StoredFile.objects.exists()
    assert "Số ghi trên văn bản" in refused.text and "57" in refused.text  # nothing typed is lost
    page = sent(declared="on")
    stored = StoredFile.objects.get()
    assert (stored.unseen, stored.declared_by) == ("no-ocr", str(clerk))
    assert stored.declaration in page.text


@pytest.mark.parametrize("is_declared", [True, False])
def test_no_word_of_an_officer_lets_a_stamped_or_locked_scan_in(presented, checker, clerk, is_declared):
    actions.take_step(version=presented, step="check", seen_seal=presented.seal, by=checker, now=NOW)
    with pytest.raises(Refused):
        actions.sign_on_paper(
            version=presented, number_text="1", day=DAY, scan=ContentFile(_locked_pdf(), name="x.pdf"),
            scan_name="x.pdf", compared_by=clerk, by=clerk, signer_name="A", now=NOW, is_declared=is_declared,
        )  # fmt: skip
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(("day", "says"), [("31/02/2026", "31/02/2026"), ("", "bắt buộc")])
def test_a_day_that_is_not_there_is_told_apart_from_one_that_is_missing(client_of, clerk, signed, day, says):
    client = client_of(clerk)
    page = client.post(reverse("office:version_issue", args=[signed.pk]), {"day": day}, follow=True)
    told = [str(one) for one in page.context["messages"]]
    assert len(told) == 1 and says in told[0], told
    assert not Issue.objects.filter(version=signed).exists()
