"""An accepted plan of an agency as an official paper: its form, its chain, its number, what follows from its issue."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import Error, transaction
from django.urls import reverse
from django.utils.translation import override
from tests.cast import hold

from nhipcau.agencies.models import Officer, RoleHolding
from nhipcau.agencies.rules import Role
from nhipcau.documents.models import RegisteredDocument
from nhipcau.engines.officialdoc.check import check_form
from nhipcau.engines.officialdoc.write.docx import write_docx
from nhipcau.engines.officialdoc.write.pdf import write_pdf
from nhipcau.kernel import clock
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.saying import say
from nhipcau.office.deliveries.models import Delivery
from nhipcau.office.signing import actions as signing
from nhipcau.office.signing.deeds import state_of
from nhipcau.office.signing.kinds import Mark, Signer
from nhipcau.office.signing.rules import State
from nhipcau.plans.models import Deliverable, Plan, Task, TaskDue, UnitLine, UnitPlan
from nhipcau.plans.tests.unit_cast import NOW, TODAY, WORK, abbreviated, begun, first_line, submitted, written
from nhipcau.plans.units import pages, paper, queries
from nhipcau.plans.units.actions import deciding, writing

pytestmark = pytest.mark.django_db
SIGNER = Signer(name="Đỗ Giám Đốc", post="Giám đốc")


@pytest.fixture
def checker(installation, agency) -> Officer:
    made = Officer.objects.create_user(
        username="soatxet", password="mat-khau-thu-1", full_name="Hồ Soát Xét", agency=agency
    )
    hold(made, Role.OFFICER)
    return made


@pytest.fixture
def accepted(plan, agency, officer, agency_leader, coordinator, other_agency) -> UnitPlan:
    abbreviated(agency)
    Plan.objects.filter(pk=plan.pk).update(coordinator=other_agency)
    plan.refresh_from_db()
    made = submitted(begun(plan, agency, officer), officer)
    deciding.accept(unit_plan=made, by=coordinator)
    writing.choose_signer(unit_plan=made, signer=agency_leader, by=officer)
    made.refresh_from_db()
    return made


def issued(unit_plan: UnitPlan, officer, checker, leader, clerk):
    with clock.told(NOW):
        version = signing.present(subject=unit_plan, by=officer)
        for step, who in (("checked", checker), ("signed", leader)):
            signing.take_step(version=version, step=step, seen_seal=version.seal, by=who, now=NOW)
        signing.issue(version=version, by=clerk, day=clock.today())
    version.refresh_from_db()
    return version


# --- the paper ---


def drafted(unit_plan: UnitPlan, **mark):
    mark = {"number": "05", "symbol": "05/KH-SCT", "issued_on": date(2026, 1, 12), "signer": SIGNER} | mark
    return paper.paper_of(paper.content_of(unit_plan), Mark(**mark))


def test_the_paper_is_in_the_decree_s_form(accepted):
    assert check_form(write_docx(drafted(accepted)), name="a.docx").findings == ()


def test_a_long_plan_with_much_in_each_line_keeps_the_form_and_all_lines(accepted, officer):
    words = (
        "Biên soạn, dịch, hiệu đính tài liệu giới thiệu tiềm năng, thế mạnh của tỉnh bằng nhiều thứ tiếng "
        * 3
    )
    UnitLine.objects.bulk_create(
        UnitLine(
            unit_plan=accepted,
            position=10 + place,
            edited_by=officer,
            work=f"{place}. {words}",
            together_with="Sở Ngoại vụ; Công an tỉnh; Ủy ban nhân dân các xã, phường",
            **{**WORK, "money": 1_250_500, "source": "programme"},
        )
        for place in range(60)
    )
    draft = drafted(accepted)
    assert check_form(write_docx(draft), name="a.docx").findings == ()
    assert len(draft.annexes[0].body[0].rows) == 62
    assert write_pdf(draft).startswith(b"%PDF")


def test_what_it_says(accepted):
    draft = drafted(accepted)
    assert draft.kind == "KẾ HOẠCH" and draft.letterhead.symbol == "KH-SCT"
    assert draft.summary == (
        "Thực hiện công tác thông tin đối ngoại tỉnh Lâm Đồng năm 2026 của Sở Công Thương"
    )
    assert draft.opening.startswith("Thực hiện Kế hoạch số 1234/KH-UBND ngày 20 tháng 11 năm 2025 của ")
    text = "\n".join(str(getattr(block, "text", "")) for block in draft.body)
    for said in (
        "Tổng kinh phí thực hiện Kế hoạch là 600 triệu đồng, gồm:",
        "Ngân sách tỉnh: 600 triệu đồng.",
        "Nhiệm vụ 2.1 của tỉnh, Xuất bản ấn phẩm song ngữ: 01 công việc.",
        "Lãnh đạo phụ trách: Đỗ Giám Đốc.",
        "báo cáo 6 tháng chậm nhất ngày 09/5/2026, báo cáo năm chậm nhất ngày 09/11/2026.",
    ):
        assert said in text
    (annex,) = draft.annexes
    assert annex.landscape
    assert annex.attached_to == "Kèm theo Kế hoạch số 05/KH-SCT ngày 12 tháng 01 năm 2026 của Sở Công Thương"
    row = annex.body[0].rows[0]
    assert row[2] == "Ấn phẩm song ngữ (500 cuốn)" and row[6] == "300 triệu đồng\nNgân sách tỉnh"


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (300_000_000, "300 triệu đồng"),
        (1_250_500_000, "1.250,5 triệu đồng"),
        (1_000_001, "1,000001 triệu đồng"),
        (950_000, "950.000 đồng"),
    ],
)
def test_money_is_written_as_papers_do(amount, words):
    assert paper.millions(amount) == words == pages.money_words(amount)


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (35_000_000, "35 million dong"),
        (1_250_500_000, "1,250.5 million dong"),
        (1_000_001, "1.000001 million dong"),
        (950_000, "950,000 dong"),
    ],
)
def test_a_page_in_english_writes_money_in_english_and_the_paper_does_not(amount, words):
    with override("en"):
        assert pages.money_words(amount) == words
        assert paper.millions(amount).endswith("đồng")


def test_hostile_words_stay_words_on_the_paper(accepted):
    nasty = "#set page(width: 1pt) *x* </w:t> \x07 | a | b | {{ 7 }}"
    UnitLine.objects.filter(unit_plan=accepted).update(work=nasty, output=nasty, together_with=nasty)
    UnitPlan.objects.filter(pk=accepted.pk).update(aims=nasty, organisation=nasty, recipients=nasty)
    accepted.refresh_from_db()
    draft = drafted(accepted)
    assert write_docx(draft)[:2] == b"PK" and write_pdf(draft).startswith(b"%PDF")


def test_an_agency_without_an_abbreviation_is_told_what_is_wanting(plan, agency, officer, coordinator):
    made = submitted(begun(plan, agency, officer), officer)
    deciding.accept(unit_plan=made, by=coordinator)
    with pytest.raises(Refused, match="chưa có tên viết tắt"):
        paper.content_of(made)
    with pytest.raises(Refused, match="chưa xong"):
        signing.present(subject=made, by=officer)


# --- the chain ---


def test_it_is_presented_only_once_it_is_accepted(plan, agency, officer):
    made = submitted(begun(plan, agency, officer), officer)
    with pytest.raises(Refused, match="chưa chấp nhận"):
        signing.present(subject=made, by=officer)


def test_checked_signed_numbered_and_sent_it_is_entered_in_the_register(
    accepted, officer, checker, agency_leader, clerk, other_agency
):
    version = issued(accepted, officer, checker, agency_leader, clerk)
    assert state_of(version) is State.ISSUED
    assert version.issue.symbol == "01/KH-SCT"
    document = RegisteredDocument.objects.get(number="01/KH-SCT")
    assert document.title.startswith("Thực hiện công tác thông tin đối ngoại")
    assert Delivery.objects.filter(version=version, agency=other_agency).exists()


def test_whoever_wrote_last_neither_checks_nor_signs(accepted, officer, agency_leader):
    with clock.told(NOW):
        version = signing.present(subject=accepted, by=officer)
        with pytest.raises(Refused, match="người khác"):
            signing.take_step(version=version, step="checked", seen_seal=version.seal, by=officer, now=NOW)


def test_signed_it_is_locked_for_both_sides_and_in_the_database(
    accepted, officer, checker, agency_leader, clerk, coordinator, client_of
):
    issued(accepted, officer, checker, agency_leader, clerk)
    line = first_line(accepted)
    with pytest.raises(Refused, match="Đỗ Giám Đốc đã ký kế hoạch này ngày 12/01/2026"):
        deciding.send_back(unit_plan=accepted, reasons={line.pk: "x"}, by=coordinator)
    with pytest.raises(Refused, match="đã ký"):
        writing.edit_line(line=line, fields={"output": "x"}, seen=line.edited, by=officer)
    for wrong in (
        lambda: UnitLine.objects.filter(pk=line.pk).update(output="x"),
        lambda: UnitLine.objects.create(unit_plan=accepted, work="x", edited_by=officer),
        lambda: UnitPlan.objects.filter(pk=accepted.pk).update(leader="x"),
    ):
        with pytest.raises(Error), transaction.atomic():
            wrong()
    page = client_of(officer).get(reverse("plans:unit_plan", args=[accepted.pk])).text
    assert "01/KH-SCT" in page


def test_sent_back_while_it_waits_for_a_signature_it_is_drawn_back(accepted, officer, coordinator):
    with clock.told(NOW):
        version = signing.present(subject=accepted, by=officer)
        deciding.send_back(unit_plan=accepted, reasons={first_line(accepted).pk: "Sai ngày"}, by=coordinator)
    version.refresh_from_db()
    assert state_of(version) is State.RETURNED


def test_another_signer_draws_back_what_was_presented_and_only_a_signer_is_chosen(
    accepted, officer, checker, agency_leader
):
    with clock.told(NOW):
        version = signing.present(subject=accepted, by=officer)
        writing.choose_signer(unit_plan=accepted, signer=agency_leader, by=officer)  # the same
        assert state_of(version) is State.PRESENTED
        with pytest.raises(Refused, match="không được phân công ký"):
            writing.choose_signer(unit_plan=accepted, signer=checker, by=officer)
        writing.choose_signer(unit_plan=accepted, signer=None, by=officer)
    version.refresh_from_db()
    assert state_of(version) is State.RETURNED


def test_who_reads_the_version_reads_the_plan(accepted, officer, clerk, checker, stranger, client_of):
    with clock.told(NOW):
        version = signing.present(subject=accepted, by=officer)
    address = reverse("office:version", args=[version.pk])
    for reader in (checker, clerk):
        assert client_of(reader).get(address).status_code == 200
        assert client_of(reader).get(reverse("plans:unit_plan", args=[accepted.pk])).status_code == 200
    assert client_of(stranger).get(address).status_code in (403, 404)


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_the_draft_is_taken_out_as_a_file(accepted, officer, client_of, ending):
    answer = client_of(officer).get(reverse("plans:unit_plan_preview", args=[accepted.pk, ending]))
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content)[:2] in (b"%P", b"PK")
    assert (
        client_of(officer).get(reverse("plans:unit_plan_preview", args=[accepted.pk, "exe"])).status_code
        == 404
    )


def test_once_it_was_issued_its_files_are_those_that_went_out(
    accepted, officer, checker, agency_leader, clerk, client_of
):
    version = issued(accepted, officer, checker, agency_leader, clerk)
    for ending, kept in (("pdf", version.issue.pdf), ("docx", version.issue.docx)):
        answer = client_of(officer).get(reverse("plans:unit_plan_preview", args=[accepted.pk, ending]))
        with kept.content.open("rb") as went_out:
            assert b"".join(answer.streaming_content) == went_out.read()
        assert ("attachment" in answer["Content-Disposition"]) == (ending == "docx")


def test_an_agency_without_a_signer_is_told_who_can_name_one(
    accepted, officer, agency_leader, coordinator, client_of
):
    RoleHolding.objects.filter(officer=agency_leader).delete()
    admin = Officer.objects.create_user(username="qt", password="mat-khau-thu-1", full_name="Quản Trị Viên")
    hold(admin, Role.ADMINISTRATOR)
    with pytest.raises(Refused) as refused:
        signing.present(subject=accepted, by=officer)
    assert "Bước “Ký” chưa có ai của Sở Công Thương làm được" in say(refused.value)
    assert "Quản Trị Viên" in say(refused.value)
    page = client_of(officer).get(reverse("plans:unit_plan", args=[accepted.pk])).text
    assert "Bước “Ký” chưa có ai của Sở Công Thương làm được" in page


# --- the duty of the province's plan ---


@pytest.fixture
def asked_for(plan, agency) -> Deliverable:
    """The province's plan itself asks for unit plans by the end of the first quarter."""
    task = Task.objects.create(
        plan=plan, kind="obligation", number="BC1", position=900, title="Xây dựng kế hoạch của đơn vị"
    )
    due = TaskDue.objects.create(task=task, on=date(2026, 3, 31))
    duty = task.duties.create(agency=agency, role="implement", began_on=date(2026, 1, 1))
    return Deliverable.objects.create(duty=duty, due=due, due_on=due.on)


def test_the_plan_s_own_duty_says_who_owes_one_and_by_when(asked_for, plan, agency, other_agency):
    assert queries.owing(plan) == {agency.pk}
    assert queries.due_of(plan, agency) == date(2026, 3, 31)
    Deliverable.objects.filter(pk=asked_for.pk).update(due_on=date(2026, 4, 15))  # more time was granted
    assert queries.due_of(plan, agency) == date(2026, 4, 15)


def test_a_closed_plan_or_a_result_that_was_reported_stops_no_issue(
    asked_for, accepted, officer, checker, agency_leader, clerk
):
    Deliverable.objects.filter(pk=asked_for.pk).update(done_on=date(2026, 1, 5), percent=100)
    issued(accepted, officer, checker, agency_leader, clerk)
    asked_for.refresh_from_db()
    assert asked_for.done_on == date(2026, 1, 5)


def test_who_reported_it_as_done_without_a_plan_here_is_not_urged(asked_for, plan, agency, coordinator):
    Deliverable.objects.filter(pk=asked_for.pk).update(done_on=date(2026, 1, 5), percent=100)
    figures = queries.counted(plan, today=date(2026, 6, 1))
    assert (figures.of(queries.REPORTED), figures.waiting, figures.late) == (1, 0, 0)
    with pytest.raises(Refused):
        deciding.urge(plan=plan, agencies=[agency], today=TODAY, by=coordinator)


def test_the_coordinator_s_day_moves_that_duty_s_day(asked_for, plan, coordinator):
    deciding.set_due(plan=plan, day=date(2026, 4, 10), reason="Chờ dự toán", today=TODAY, by=coordinator)
    plan.refresh_from_db()
    assert plan.unit_plans_due is None
    assert [due.on for due in asked_for.duty.task.dues.current()] == [date(2026, 4, 10)]


def test_missing_things_are_said_before_it_is_presented(plan, agency, officer, coordinator):
    abbreviated(agency)
    made = written(begun(plan, agency, officer), officer)
    writing.submit(unit_plan=made, today=TODAY, by=officer)
    deciding.accept(unit_plan=made, by=coordinator)
    with pytest.raises(Refused) as refused:
        signing.present(subject=made, by=officer)
    assert "Chưa chọn người ký." in say(refused.value)
