"""The next plan presented, checked, signed and issued: from its issue it runs, made of what was signed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import Error, transaction
from django.urls import reverse
from tests.cast import hold

from nhipcau.agencies.models import Officer
from nhipcau.agencies.rules import Role
from nhipcau.documents.models import RegisteredDocument
from nhipcau.kernel import clock
from nhipcau.kernel.models import LogEntry, Notice
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.saying import say
from nhipcau.office.deliveries.models import Delivery
from nhipcau.office.signing import actions as signing
from nhipcau.office.signing.deeds import state_of
from nhipcau.office.signing.models import Version
from nhipcau.office.signing.rules import State
from nhipcau.plans.actions.confirm import AlreadyThere
from nhipcau.plans.models import Duty, NextPlan, NextTask, Plan, Task
from nhipcau.plans.next import kind, lacking, proving, queries, sealed
from nhipcau.plans.next.actions import presenting
from nhipcau.plans.tests.next_papers_cast import NOW, TODAY, committee, drafted

pytestmark = pytest.mark.django_db


def somebody(username: str, name: str, role: Role, post: str) -> Officer:
    made = Officer.objects.create_user(
        username=username, password="mat-khau-thu-1", full_name=name, agency=committee(), position=post
    )
    hold(made, role)
    return made


@pytest.fixture
def checker(installation) -> Officer:
    return somebody("soatxet", "Hồ Soát Xét", Role.OFFICER, "Phó Chánh Văn phòng")


@pytest.fixture
def chairman(installation) -> Officer:
    return somebody("chutich", "Trần Minh Đạo", Role.AGENCY_LEADER, "Phó Chủ tịch")


@pytest.fixture
def registrar(installation) -> Officer:
    return somebody("vanthu-ub", "Hoàng Thị Thư", Role.CLERK, "Văn thư")


@pytest.fixture
def draft(coordinator, other_agency, departments, chairman) -> NextPlan:
    with clock.told(NOW):
        return drafted(by=coordinator, drafter=other_agency, signer=chairman)


def signed(draft: NextPlan, by: Officer, checker: Officer, chairman: Officer) -> Version:
    with clock.told(NOW):
        version = presenting.present(next_plan=draft, by=by)
        for step, who in (("checked", checker), ("signed", chairman)):
            signing.take_step(
                version=version, step=step, seen_seal=version.seal, by=who, now=NOW,
                authority=("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH") if step == "signed" else (),
            )  # fmt: skip
    return version


@pytest.fixture
def issued(draft, coordinator, checker, chairman, registrar) -> Version:
    version = signed(draft, coordinator, checker, chairman)
    with clock.told(NOW):
        signing.issue(version=version, by=registrar, day=TODAY, number_text="678")
    version.refresh_from_db()
    draft.refresh_from_db()
    return version


def test_issued_it_runs_with_its_tasks_their_names_and_days(draft, issued, agency, other_agency):
    plan = draft.plan
    assert draft.state == "issued" and plan.is_open
    assert (plan.document.number, plan.document.date) == ("678/KH-UBND", TODAY)
    assert plan.coordinator == other_agency
    assert (plan.title, plan.year) == ("Công tác thông tin đối ngoại tỉnh Lâm Đồng năm 2027", 2027)
    told = list(plan.tasks.exclude(kind="obligation").values_list("number", "title", "kind"))
    assert told == [
        ("1", "Ban hành văn bản chỉ đạo, điều hành công tác thông tin đối ngoại", "duty"),
        ("2", "Quảng bá hình ảnh tỉnh", "group"),
        ("2.1", "Xuất bản ấn phẩm song ngữ giới thiệu tiềm năng của tỉnh", "duty"),
        ("2.2", "Tổ chức hội chợ biên giới", "duty"),
    ]
    printed = plan.tasks.get(number="2.1")
    assert [due.on for due in printed.dues.all()] == [date(2027, 6, 29)]
    assert Duty.objects.get(task=printed, agency=agency).role == "lead"
    assert {due.on for due in plan.tasks.get(number="1").dues.all()} == {
        date(2027, 5, 15),
        date(2027, 11, 15),
    }
    own = plan.tasks.get(kind="obligation", title="Xây dựng kế hoạch của đơn vị")
    assert [due.on for due in own.dues.all()] == [date(2027, 1, 31)]
    assert (plan.six_month_due, plan.annual_due) == (date(2027, 5, 15), date(2027, 11, 15))


def test_the_paper_is_in_the_register_and_goes_to_its_receivers_and_the_agencies_are_told(
    officer, draft, issued, agency
):
    document = RegisteredDocument.objects.get(number="678/KH-UBND")
    assert document.issuer == "Ủy ban nhân dân tỉnh Lâm Đồng" and document.file == issued.issue.pdf
    assert [one.number for one in document.citations.order_by("pk")] == ["72/2015/NĐ-CP", "3837/BVHTTDL-TTĐN"]
    assert Delivery.objects.filter(version=issued, agency=agency).exists()
    assert Notice.objects.filter(recipient=officer, kind="plans.assigned").exists()
    assert LogEntry.objects.filter(action="next_plan.issued", record_id=str(draft.pk)).exists()
    assert LogEntry.objects.filter(action="plan.drawn_up", record_id=str(draft.plan_id)).exists()


def test_as_above_means_whoever_has_a_part_in_the_plan(
    draft, coordinator, checker, chairman, registrar, agency, other_agency
):
    draft.recipients = "Như trên\nLưu: VT"
    draft.save()
    version = signed(draft, coordinator, checker, chairman)
    assert kind.goes(version, TODAY).unclear == ()
    with clock.told(NOW):
        signing.issue(version=version, by=registrar, day=TODAY)
    reached = set(Delivery.objects.filter(version=version).values_list("agency", flat=True))
    assert {agency.pk, other_agency.pk} <= reached and committee().pk not in reached


def test_it_runs_from_what_was_signed_and_not_from_the_rows(draft, coordinator, checker, chairman, registrar):
    version = signed(draft, coordinator, checker, chairman)
    for wrong in (
        lambda: NextTask.objects.filter(next_plan=draft, number="1").update(title="Khác"),
        lambda: NextTask.objects.create(next_plan=draft, title="Thêm", edited_by=coordinator),
        lambda: NextPlan.objects.filter(pk=draft.pk).update(title="Khác"),
    ):
        with pytest.raises(Error), transaction.atomic():
            wrong()
    content = version.content["draft"]
    with clock.told(NOW):
        signing.issue(version=version, by=registrar, day=TODAY)
    plan = NextPlan.objects.get(pk=draft.pk).plan
    assert plan.tasks.filter(title=content["tasks"][0]["title"]).exists()
    assert list(proving.doubts()) == []


def test_a_draft_that_was_changed_after_it_was_presented_is_not_signed_before_it_is_presented_anew(
    draft, coordinator, checker
):
    with clock.told(NOW):
        first = presenting.present(next_plan=draft, by=coordinator)
        assert presenting.present(next_plan=draft, by=coordinator) == first  # the same words
        NextTask.objects.filter(next_plan=draft, number="1").update(title="Ban hành văn bản hướng dẫn")
        with pytest.raises(Refused, match="sửa sau khi trình") as refused:
            signing.take_step(version=first, step="checked", seen_seal=first.seal, by=checker, now=NOW)
        assert "trình lại" in say(refused.value)
        again = presenting.present(next_plan=draft, by=coordinator)
    first.refresh_from_db()
    assert state_of(first) is State.RETURNED and again != first
    assert again.content["draft"]["tasks"][0]["title"] == "Ban hành văn bản hướng dẫn"


def test_whoever_wrote_last_at_any_task_neither_checks_nor_signs(draft, checker, chairman, coordinator):
    with clock.told(NOW):
        task = draft.tasks.get(number="1")
        task.edited_by, task.edited_at = checker, NOW + timedelta(hours=1)
        NextPlan.objects.filter(pk=draft.pk).update(edited_at=NOW - timedelta(days=1))
        task.save()
        draft.refresh_from_db()
        version = presenting.present(next_plan=draft, by=coordinator)
        with pytest.raises(Refused, match="người khác"):
            signing.take_step(version=version, step="checked", seen_seal=version.seal, by=checker, now=NOW)


def test_what_is_missing_is_said_before_it_is_presented(draft, coordinator, officer):
    def said(**changes: Any) -> str:
        NextPlan.objects.filter(pk=draft.pk).update(**changes)
        with pytest.raises(Refused) as refused:
            presenting.present(next_plan=NextPlan.objects.get(pk=draft.pk), by=coordinator)
        return say(refused.value)

    assert "Chưa chọn người ký." in said(signer=None)
    assert "Lê Cán Bộ không được phân công ký văn bản của Ủy ban nhân dân tỉnh Lâm Đồng" in said(
        signer=officer
    )
    assert "Chưa có nơi nhận." in said(recipients="Lưu: VT")
    assert "Chưa chọn cơ quan ban hành" in said(issuer=None)
    draft.tasks.all().delete()
    NextPlan.objects.filter(pk=draft.pk).update(issuer=committee())
    assert "chưa có nhiệm vụ" in said()
    for missing in lacking.lacking(NextPlan.objects.get(pk=draft.pk)):
        assert missing.url.startswith(reverse("plans:next_plan", args=[draft.pk]))


def test_the_signer_is_chosen_among_the_issuer_s_and_another_draws_back_what_was_presented(
    draft, coordinator, checker, chairman
):
    other = somebody("chutich-2", "Lê Chủ Tịch", Role.AGENCY_LEADER, "Chủ tịch")
    with clock.told(NOW):
        version = presenting.present(next_plan=draft, by=coordinator)
        with pytest.raises(Refused, match="không được phân công ký"):
            presenting.choose_signer(next_plan=draft, issuer=committee(), signer=checker, by=coordinator)
        presenting.choose_signer(next_plan=draft, issuer=committee(), signer=chairman, by=coordinator)
        assert state_of(version) is State.PRESENTED
        presenting.choose_signer(next_plan=draft, issuer=committee(), signer=other, by=coordinator)
    version.refresh_from_db()
    assert state_of(version) is State.RETURNED


def test_the_same_paper_that_was_brought_in_from_its_file_is_not_issued_a_second_time(
    draft, coordinator, checker, chairman, registrar
):
    version = signed(draft, coordinator, checker, chairman)
    document = RegisteredDocument.objects.create(
        number="678/KH-UBND", date=TODAY, issuer="Ủy ban nhân dân tỉnh Lâm Đồng"
    )
    Plan.objects.create(document=document, title="Đã nhập", year=2027, confirmed_by=coordinator)
    with clock.told(NOW), pytest.raises(AlreadyThere):
        signing.issue(version=version, by=registrar, day=TODAY, number_text="678")
    draft.refresh_from_db()
    assert draft.state == "draft" and Plan.objects.filter(year=2027).count() == 1


def test_a_plan_that_runs_is_not_made_again_by_a_second_issue(draft, issued, coordinator, registrar):
    with clock.told(NOW), pytest.raises(Refused):
        signing.issue(version=issued, by=registrar, day=TODAY)
    with pytest.raises(Refused):
        presenting.present(next_plan=draft, by=coordinator)
    assert Plan.objects.filter(year=2027).count() == 1


def test_recalled_it_runs_on_and_whoever_runs_plans_is_told(draft, issued, coordinator, chairman, client_of):
    with clock.told(NOW):
        signing.recall(version=issued, reason="Sai thời gian nhiệm vụ 2.1", by=chairman, now=NOW)
    draft.refresh_from_db()
    assert draft.plan.is_open and draft.state == "issued"
    told = Notice.objects.get(recipient=coordinator, kind="plans.next_recalled")
    assert "vẫn đang chạy" in told.title
    page = client_of(coordinator).get(reverse("plans:next_plan", args=[draft.pk])).text
    assert "Sai thời gian nhiệm vụ 2.1" in page and "văn bản sửa đổi" in page


def test_last_year_s_plan_runs_on_and_is_offered_to_be_closed(
    plan, draft, coordinator, checker, chairman, registrar, client_of
):
    NextPlan.objects.filter(pk=draft.pk).update(last_year=plan)
    draft.refresh_from_db()
    NextTask.objects.bulk_create(
        NextTask(
            next_plan=draft, came_from=task, title=task.title, left_out=True, reason="Xong trong quý I", edited_by=coordinator
        )
        for task in plan.tasks.all()
    )  # fmt: skip
    version = signed(draft, coordinator, checker, chairman)
    with clock.told(NOW):
        signing.issue(version=version, by=registrar, day=TODAY)
    plan.refresh_from_db()
    assert plan.is_open
    page = client_of(coordinator).get(reverse("plans:next_plan", args=[draft.pk])).text
    assert reverse("plans:close", args=[plan.pk]) in page


# --- the proof ---


def test_the_proof_finds_what_nobody_told_the_log(draft, issued):
    def found() -> list[str]:
        return [one.words for one in proving.doubts()]

    assert found() == []
    task = Task.objects.get(plan=draft.plan, number="2.1")
    Task.objects.filter(pk=task.pk).update(title="Khác")
    assert len(found()) == 1 and "2.1" in found()[0]
    Task.objects.filter(pk=task.pk).update(title="Xuất bản ấn phẩm song ngữ giới thiệu tiềm năng của tỉnh")
    task.assignments.filter(written="Sở Công Thương").delete()
    assert "các cơ quan" in found()[0]
    task.delete()
    assert "không có trong kế hoạch" in found()[0]


# --- screens ---


def test_the_page_of_the_draft_leads_from_signer_to_presented(draft, coordinator, chairman, client_of):
    NextPlan.objects.filter(pk=draft.pk).update(signer=None)
    web, page = client_of(coordinator), reverse("plans:next_plan", args=[draft.pk])
    shown = web.get(page).text
    assert "Chưa chọn người ký." in shown and "Khi phát hành sẽ gửi" in shown
    web.post(
        reverse("plans:next_plan_signer", args=[draft.pk]), {"issuer": committee().pk, "signer": chairman.pk}
    )
    assert reverse("plans:next_plan_present", args=[draft.pk]) in web.get(page).text
    sent = web.post(reverse("plans:next_plan_present", args=[draft.pk]))
    version = Version.objects.of(draft).get()
    assert sent.url == reverse("office:version", args=[version.pk])
    assert "Soát xét" in web.get(page).text
    text = web.get(page).text
    assert "Sửa dự thảo lúc này thì phải trình lại" in text  # said at the head, not only at the foot


def test_the_page_of_a_draft_reckons_its_findings_and_words_once(draft, coordinator, client_of, monkeypatch):
    reckoned: list[str] = []
    for module, name in ((queries.rules, "findings"), (sealed, "_content_of")):
        real = getattr(module, name)
        monkeypatch.setattr(
            module, name, lambda *given, real=real, name=name: (reckoned.append(name), real(*given))[1]
        )
    with clock.told(NOW):
        assert client_of(coordinator).get(reverse("plans:next_plan", args=[draft.pk])).status_code == 200
        assert sorted(reckoned) == ["_content_of", "findings"]
        NextTask.objects.filter(next_plan=draft, number="1").update(title="Khác")  # an act reads what stands
        version = presenting.present(next_plan=NextPlan.objects.get(pk=draft.pk), by=coordinator)
    assert version.content["draft"]["tasks"][0]["title"] == "Khác"


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_the_draft_is_taken_out_as_a_file(draft, coordinator, client_of, ending):
    web = client_of(coordinator)
    answer = web.get(reverse("plans:next_plan_preview", args=[draft.pk, ending]))
    assert b"".join(answer.streaming_content)[:2] in (b"%P", b"PK")
    assert web.get(reverse("plans:next_plan_preview", args=[draft.pk, "exe"])).status_code == 404


def test_who_only_reads_neither_presents_nor_chooses_a_signer(draft, officer, client_of):
    web = client_of(officer)
    for name in ("next_plan_present", "next_plan_signer", "next_plan_take_out", "next_plan_outside"):
        assert web.post(reverse(f"plans:{name}", args=[draft.pk])).status_code in (403, 404)


def test_checker_signer_and_clerk_are_led_to_the_draft(
    draft, coordinator, checker, chairman, registrar, client_of
):
    with clock.told(NOW):
        version = presenting.present(next_plan=draft, by=coordinator)
    for reader in (checker, chairman, registrar):
        assert client_of(reader).get(reverse("office:version", args=[version.pk])).status_code == 200
    assert kind.PROVINCE_PLAN.reads(checker, draft)
