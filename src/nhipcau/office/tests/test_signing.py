from __future__ import annotations

import errno
import os
from datetime import date, timedelta
from functools import partial
from itertools import pairwise

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import connection, transaction
from tests.cast import hold
from tests.thawed import thawed

from nhipcau.agencies.models import AgencyGroup, Officer
from nhipcau.agencies.rules import Role
from nhipcau.engines.officialdoc.write import docx, pdf
from nhipcau.kernel import audit, files
from nhipcau.kernel.atomic import InsideTransaction
from nhipcau.kernel.refusal import Refused
from nhipcau.office.registers.actions import give_up
from nhipcau.office.registers.models import Number
from nhipcau.office.signing import actions, queries, rules
from nhipcau.office.signing.actions import issuing
from nhipcau.office.signing.deeds import issue_of, replaced_by, state_of
from nhipcau.office.signing.kinds import kind_for, on_issued, on_recalled
from nhipcau.office.signing.models import Issue, Returned, Step, Version
from nhipcau.office.signing.rules import State
from nhipcau.office.tests.conftest import DAY, NOW, scan_pdf

pytestmark = pytest.mark.django_db


def _again(version: Version) -> Version:
    return Version.objects.with_deeds().get(pk=version.pk)


def _state(version: Version) -> State:
    return state_of(_again(version))


# --- from draft to signature ---


def test_a_draft_becomes_a_sealed_version(presented, draft, officer):
    assert presented.content == {"title": draft.name, "lines": draft.kinds, "issuer": "Sở Công Thương"}
    assert presented.seal == rules.seal(presented.content)
    assert (presented.made_by, presented.edited_by, presented.agency.name) == (
        officer,
        officer,
        "Sở Công Thương",
    )
    assert _state(presented) is State.PRESENTED
    assert queries.standing(draft) == presented


def test_the_same_words_presented_again_are_the_same_version(presented, draft, officer):
    assert actions.present(subject=draft, by=officer) == presented
    assert Version.objects.count() == 1


def test_other_words_draw_the_earlier_version_back(presented, draft, officer):
    draft.name = "Lịch tiếp đoàn báo chí (sửa)"
    draft.save()
    newer = actions.present(subject=draft, by=officer)
    assert newer != presented
    assert _state(presented) is State.RETURNED
    assert queries.standing(draft) == newer
    assert [version.pk for version in queries.history(draft)] == [newer.pk, presented.pk]


def test_an_unfinished_draft_is_not_presented_and_the_list_says_why(draft, officer):
    AgencyGroup.objects.filter(pk=draft.pk).update(kinds=[])
    with pytest.raises(Refused, match="chưa có nội dung"):
        actions.present(subject=draft, by=officer)
    assert not Version.objects.exists()


def test_two_people_check_and_sign_and_both_stand_with_name_post_and_agency(signed, checker, agency_leader):
    steps = list(Step.objects.filter(version=signed))
    assert [(step.name, step.officer_name, step.post) for step in steps] == [
        ("check", "Hồ Soát Xét", "Trưởng phòng"),
        ("sign", "Đỗ Giám Đốc", "Giám đốc"),
    ]
    assert {step.agency.name for step in steps} == {"Sở Công Thương"}
    assert _state(signed) is State.SIGNED


def test_what_differs_from_what_was_shown_is_not_signed(presented, checker):
    with pytest.raises(Refused, match="khác với bản bạn vừa đọc"):
        actions.take_step(version=presented, step="check", seen_seal="0" * 64, by=checker, now=NOW)
    assert not Step.objects.exists()


def test_nobody_signs_before_the_check(presented, agency_leader):
    with pytest.raises(Refused, match="Soát xét"):
        actions.take_step(version=presented, step="sign", seen_seal=presented.seal, by=agency_leader, now=NOW)


def test_the_last_editor_does_not_check_and_the_checker_does_not_sign(draft, officer, checker):
    hold(checker, Role.AGENCY_LEADER)
    version = actions.present(subject=draft, by=officer)
    with pytest.raises(Refused, match="một người khác"):
        actions.take_step(version=version, step="check", seen_seal=version.seal, by=officer, now=NOW)
    actions.take_step(version=version, step="check", seen_seal=version.seal, by=checker, now=NOW)
    with pytest.raises(Refused, match="một người khác"):
        actions.take_step(version=version, step="sign", seen_seal=version.seal, by=checker, now=NOW)


def test_who_edited_the_draft_is_remembered_with_the_version(presented, draft, officer, monkeypatch):
    """Another editor later does not free the one who wrote what is presented."""
    assert presented.edited_by == officer
    monkeypatch.setattr(type(officer), "__str__", lambda self: "đổi tên")
    assert _again(presented).edited_by_id == officer.pk


def test_whoever_signs_for_another_agency_is_turned_away(presented, other_agency, checker):
    checker.role_holdings.update(agency=other_agency)
    checker.forget_roles()
    take = partial(actions.take_step, version=presented, step="check", seen_seal=presented.seal, now=NOW)
    with pytest.raises(PermissionDenied, match="chưa phân quyền cho ai"):
        take(by=checker)
    other = Officer.objects.create_user(username="khac", full_name="Bùi Làm Được", agency=presented.agency)
    hold(other, Role.OFFICER)
    with pytest.raises(PermissionDenied, match="Người làm được: Bùi Làm Được"):
        take(by=checker)


def test_a_step_is_taken_once(presented, checker):
    asked = {"version": presented, "step": "check", "seen_seal": presented.seal, "by": checker, "now": NOW}
    actions.take_step(**asked)
    with pytest.raises(Refused):
        actions.take_step(**asked)
    assert Step.objects.count() == 1


def test_a_version_sent_back_is_signed_by_nobody(presented, draft, officer, checker):
    with pytest.raises(Refused, match="lý do"):
        actions.send_back(version=presented, reason=" ", by=checker)
    actions.send_back(version=presented, reason="Sai ngày", by=checker)
    with pytest.raises(Refused, match="Đã trả lại"):
        actions.take_step(version=presented, step="check", seen_seal=presented.seal, by=checker, now=NOW)
    again = actions.present(subject=draft, by=officer)  # the same words, presented anew
    assert again != presented
    assert Returned.objects.get().reason == "Sai ngày"


def test_what_is_signed_is_not_presented_again(signed, draft, officer):
    with pytest.raises(Refused, match="Đã ký"):
        actions.present(subject=draft, by=officer)


def test_words_changed_behind_the_back_are_neither_signed_nor_issued(signed, clerk):

    with thawed([Version]), connection.cursor() as cursor:
        cursor.execute("UPDATE office_version SET content = %s", ['{"title": "khác"}'])
    with pytest.raises(Refused, match="đã bị sửa"):
        actions.issue(version=signed, by=clerk, day=DAY)


# --- number and issue ---


def test_a_signed_version_gets_its_number_and_files_and_goes_out(issued, clerk):
    issue = issue_of(_again(issued))
    assert (issue.symbol, issue.number.text, issue.issued_on, issue.issued_by) == (
        "01/TB-SCT",
        "01",
        DAY,
        clerk,
    )
    assert (issue.signer_name, issue.signer_post) == ("Đỗ Giám Đốc", "Giám đốc")
    assert (issue.docx_sha256, issue.pdf_sha256) == (issue.docx.sha256, issue.pdf.sha256)
    with issue.pdf.content.open("rb") as pdf:
        assert files.sha256_of(ContentFile(pdf.read())) == issue.pdf_sha256
    assert _state(issued) is State.ISSUED
    assert "number" not in issued.content


def test_the_paper_bears_number_day_post_and_name(issued):
    import docx

    issue = issue_of(_again(issued))
    with issue.docx.content.open("rb") as word:
        read = docx.Document(word)
    cells = [cell.text for table in read.tables for row in table.rows for cell in row.cells]
    words = "\n".join([*cells, *(paragraph.text for paragraph in read.paragraphs)])
    words = words.replace("\u00a0", " ")
    assert "Số: 01/TB-SCT" in words
    assert "ngày 18 tháng 6 năm 2026" in words
    assert "GIÁM ĐỐC" in words
    assert "Đỗ Giám Đốc" in words


def test_an_unsigned_version_gets_no_number(presented, clerk):
    with pytest.raises(Refused, match="Chờ ký"):
        actions.issue(version=presented, by=clerk, day=DAY)
    assert not Number.objects.exists()


def test_only_the_agencys_clerk_issues(signed, agency_leader, clerk, other_agency):
    with pytest.raises(PermissionDenied, match="văn thư"):
        actions.issue(version=signed, by=agency_leader, day=DAY)
    clerk.role_holdings.update(agency=other_agency)
    clerk.forget_roles()
    with pytest.raises(PermissionDenied, match="văn thư"):
        actions.issue(version=signed, by=clerk, day=DAY)


def test_the_clerk_may_type_the_number(signed, clerk):
    assert actions.issue(version=signed, by=clerk, day=DAY, number_text="112").symbol == "112/TB-SCT"


def test_a_day_before_the_signature_is_refused(signed, clerk):
    with pytest.raises(Refused, match="đứng trước ngày ký"):
        actions.issue(version=signed, by=clerk, day=DAY - timedelta(days=1))


def test_what_has_gone_out_does_not_go_out_twice(issued, clerk):
    with pytest.raises(Refused, match="Đã phát hành"):
        actions.issue(version=issued, by=clerk, day=DAY)
    assert Number.objects.count() == 1


def test_files_are_made_outside_any_transaction(signed, clerk, monkeypatch):
    depths = []
    usual = files.store

    def watched(content, **more):
        depths.append([atomic._from_testcase for atomic in connection.atomic_blocks])
        return usual(content, **more)

    for module, name in ((docx, "write_docx"), (pdf, "write_pdf")):
        writer = getattr(module, name)
        monkeypatch.setattr(
            module,
            name,
            lambda draft, _writer=writer: (
                depths.append([atomic._from_testcase for atomic in connection.atomic_blocks]),
                _writer(draft),
            )[1],
        )
    monkeypatch.setattr(issuing.files, "store", watched)
    actions.issue(version=signed, by=clerk, day=DAY)
    assert len(depths) == 4
    assert all(all(of_the_test) for of_the_test in depths)  # no block but the test's own


def test_issuing_within_a_transaction_is_a_programming_error(signed, clerk):
    with pytest.raises(InsideTransaction), transaction.atomic():
        actions.issue(version=signed, by=clerk, day=DAY)
    assert not Number.objects.exists()


def test_a_number_kept_by_a_dead_process_is_taken_up(signed, clerk):
    issuing._keep_number(signed, clerk, DAY, "")  # … and the process dies here
    assert _state(signed) is State.NUMBERED
    issue = actions.issue(version=signed, by=clerk, day=DAY + timedelta(days=1))  # it keeps its day
    assert (issue.symbol, issue.issued_on) == ("01/TB-SCT", DAY)
    assert Number.objects.count() == 1


def test_a_kept_number_is_not_exchanged_for_another_typed_one(signed, clerk):
    issuing._keep_number(signed, clerk, DAY, "")[1]
    with pytest.raises(Refused, match="đang giữ số 01"):
        actions.issue(version=signed, by=clerk, day=DAY, number_text="7")


def test_a_kept_number_given_up_is_followed_by_the_next(signed, clerk):
    kept = issuing._keep_number(signed, clerk, DAY, "")[1]
    give_up(number=kept.number, reason="Máy hỏng giữa chừng", by=clerk)
    assert _state(signed) is State.SIGNED
    assert actions.issue(version=signed, by=clerk, day=DAY).symbol == "02/TB-SCT"


def test_a_number_given_up_while_the_files_are_made_is_not_used(signed, clerk, monkeypatch):
    usual = issuing.make_papers

    def slow(*asked):
        give_up(number=Number.objects.get(), reason="Bỏ trong lúc chờ", by=clerk)
        return usual(*asked)

    monkeypatch.setattr(issuing, "make_papers", slow)
    with pytest.raises(Refused, match="vừa bị bỏ"):
        actions.issue(version=signed, by=clerk, day=DAY)
    assert not Issue.objects.exists()


def test_a_disk_that_is_full_at_the_issue_leaves_a_number_to_go_on_with(signed, clerk, monkeypatch):
    def full(*args):
        raise OSError(errno.ENOSPC, "no space left")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(Refused, match="hết chỗ"):
            actions.issue(version=signed, by=clerk, day=DAY)
    assert not Issue.objects.exists()
    number = Number.objects.get()
    assert actions.issue(version=signed, by=clerk, day=DAY).number == number


# --- signed on paper ---

SCAN = scan_pdf()


def _on_paper(version, clerk, **more):
    asked = {
        "number_text": "57", "day": DAY, "scan": ContentFile(SCAN, name="scan.pdf"),
        "scan_name": "ban-ky.pdf", "compared_by": clerk, "by": clerk, "signer_name": "Đỗ Giám Đốc",
        "signer_post": "Giám đốc", "now": NOW,
    }  # fmt: skip
    return actions.sign_on_paper(version=version, **(asked | more))


def test_signed_on_paper_keeps_number_scan_hash_and_who_compared(presented, checker, clerk):
    actions.take_step(version=presented, step="check", seen_seal=presented.seal, by=checker, now=NOW)
    issue = _on_paper(presented, clerk)
    assert (issue.way, issue.symbol, issue.compared_by, issue.signer_name) == (
        "paper", "57/TB-SCT", clerk, "Đỗ Giám Đốc",
    )  # fmt: skip
    assert issue.scan_sha256 == files.sha256_of(ContentFile(SCAN))
    assert _state(presented) is State.ISSUED
    assert issue.pdf is None


def test_a_pen_does_not_stand_for_the_check(presented, clerk):
    with pytest.raises(Refused, match="Soát xét"):
        _on_paper(presented, clerk)
    assert not Number.objects.exists()


def test_a_paper_without_a_signers_name_is_refused(presented, checker, clerk):
    actions.take_step(version=presented, step="check", seen_seal=presented.seal, by=checker, now=NOW)
    with pytest.raises(Refused, match="họ tên"):
        _on_paper(presented, clerk, signer_name=" ")


# --- correction and recall ---


@pytest.fixture
def correcting(monkeypatch, paper_kind, issued):
    """A second draft that corrects the first."""
    from dataclasses import replace

    from nhipcau.office.signing.kinds import kinds

    second = AgencyGroup.objects.create(
        code="thong-bao-2", name="Lịch tiếp đoàn (đính chính)", kinds=["Ngày 21/6."]
    )
    corrects = lambda draft: issued if draft.code == "thong-bao-2" else None  # noqa: E731
    monkeypatch.setitem(kinds._items, paper_kind.name, replace(paper_kind, corrects=corrects))
    return second


def _through(draft, officer, checker, agency_leader, clerk):
    version = actions.present(subject=draft, by=officer)
    for person, step in ((checker, "check"), (agency_leader, "sign")):
        actions.take_step(version=version, step=step, seen_seal=version.seal, by=person, now=NOW)
    return version, actions.issue(version=version, by=clerk, day=DAY)


def test_a_correction_names_the_old_version_and_stands_in_its_place(
    correcting, issued, officer, checker, agency_leader, clerk
):
    version, issue = _through(correcting, officer, checker, agency_leader, clerk)
    assert version.corrects == issued
    assert issue.replaces == issued
    assert _state(issued) is State.REPLACED
    assert replaced_by(_again(issued)) == version
    assert list(Version.objects.last_words()) == [version]


def test_a_version_is_corrected_once(correcting, issued, officer, checker, agency_leader, clerk, monkeypatch):
    _through(correcting, officer, checker, agency_leader, clerk)
    third = AgencyGroup.objects.create(code="thong-bao-3", name="Đính chính nữa", kinds=["x"])
    from dataclasses import replace

    from nhipcau.office.signing.kinds import kinds

    monkeypatch.setitem(kinds._items, "notice-paper", replace(kind_for(third), corrects=lambda draft: issued))
    with pytest.raises(Refused, match="đính chính"):
        _through(third, officer, checker, agency_leader, clerk)


def test_a_recall_needs_a_reason_and_is_told_to_whoever_listens(issued, agency_leader, monkeypatch):
    told = []
    monkeypatch.setitem(on_recalled._items, "test", lambda version, by: told.append((version.pk, by)))
    with pytest.raises(Refused, match="lý do"):
        actions.recall(version=issued, reason="", by=agency_leader, now=NOW)
    actions.recall(version=issued, reason="Sai thẩm quyền", by=agency_leader, now=NOW)
    assert _state(issued) is State.RECALLED
    assert told == [(issued.pk, agency_leader)]
    with pytest.raises(Refused, match="thu hồi"):
        actions.recall(version=issued, reason="Lần nữa", by=agency_leader, now=NOW)
    assert not Version.objects.last_words().exists()


def test_what_has_not_gone_out_is_not_recalled(signed, agency_leader):
    with pytest.raises(Refused):
        actions.recall(version=signed, reason="Thử", by=agency_leader, now=NOW)


def test_listeners_hear_of_the_issue_in_its_transaction(signed, clerk, monkeypatch):
    heard = []
    monkeypatch.setitem(
        on_issued._items, "test", lambda version, by: heard.append((state_of(version), str(by)))
    )
    actions.issue(version=signed, by=clerk, day=DAY)
    assert heard == [(State.ISSUED, "Vũ Văn Thư")]


def test_a_listener_that_fails_leaves_no_issue(signed, clerk, monkeypatch):
    def fails(version, by):
        raise LookupError("no register")

    monkeypatch.setitem(on_issued._items, "test", fails)
    with pytest.raises(LookupError):
        actions.issue(version=signed, by=clerk, day=DAY)
    assert not Issue.objects.exists()
    assert _state(signed) is State.NUMBERED  # to be taken up


# --- one click ---


def test_one_person_signs_and_issues_by_one_click_where_the_kind_says_so(draft, agency_leader, one_click):
    seen = actions.seal_of_draft(draft)
    issue = actions.sign_and_issue(subject=draft, seen_seal=seen, by=agency_leader, now=NOW, day=DAY)
    assert (issue.symbol, issue.signer_name) == ("01/TB-SCT", "Đỗ Giám Đốc")


def test_one_click_goes_on_with_what_was_signed_before_a_kill(draft, agency_leader, one_click):
    seen = actions.seal_of_draft(draft)
    signed = actions.sign_now(subject=draft, seen_seal=seen, by=agency_leader, now=NOW)
    issue = actions.sign_and_issue(subject=draft, seen_seal=seen, by=agency_leader, now=NOW, day=DAY)
    assert (issue.version, Version.objects.count()) == (signed, 1)
    with pytest.raises(Refused, match="phát hành"):
        actions.sign_and_issue(subject=draft, seen_seal=seen, by=agency_leader, now=NOW, day=DAY)


def test_one_click_signs_nothing_else_than_was_shown(draft, agency_leader, one_click):
    seen = actions.seal_of_draft(draft)
    AgencyGroup.objects.filter(pk=draft.pk).update(name="Khác rồi")
    with pytest.raises(Refused, match="khác với bản"):
        actions.sign_now(subject=draft, seen_seal=seen, by=agency_leader, now=NOW)
    assert not Version.objects.exists()


# --- what is written stays written ---


def test_every_deed_stands_in_the_log_of_the_draft(issued, draft):
    assert [entry.action for entry in audit.history(draft)][::-1] == [
        "office.presented", "office.step", "office.step", "office.issued",
    ]  # fmt: skip


def test_a_year_of_numbers_stands_in_order(draft, officer, checker, agency_leader, clerk):
    texts = []
    for place in range(5):
        paper = AgencyGroup.objects.create(code=f"tb-{place}", name=f"Thông báo {place}", kinds=["x"])
        texts.append(_through(paper, officer, checker, agency_leader, clerk)[1].number.value)
    assert all(later == earlier + 1 for earlier, later in pairwise(texts))
    assert date(2026, 1, 1) <= DAY


def test_what_is_signed_goes_back_by_its_signer_or_the_clerk_not_by_its_drafter(
    signed, officer, agency_leader, clerk
):
    drafter = signed.made_by
    assert drafter.pk not in {agency_leader.pk, clerk.pk}
    with pytest.raises(PermissionDenied):
        actions.send_back(version=signed, reason="Tôi muốn sửa", by=drafter)
    actions.send_back(version=signed, reason="Sai ngày trong điểm 2", by=clerk)
    assert state_of(Version.objects.with_deeds().get(pk=signed.pk)) is State.RETURNED


def test_nobody_signs_a_paper_of_an_agency_without_a_post(presented, checker, agency_leader):
    actions.take_step(version=presented, step="check", seen_seal=presented.seal, by=checker, now=NOW)
    agency_leader.position = " "
    agency_leader.save(update_fields=["position"])
    with pytest.raises(Refused, match="chưa ghi chức vụ"):
        actions.take_step(version=presented, step="sign", seen_seal=presented.seal, by=agency_leader, now=NOW)
    assert state_of(presented) is State.PRESENTED
