"""A decision that says its changes by article: read, held against the running plan, corrected, confirmed once."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from tests.laid import apart
from tests.plan_cast import PLAN_TEXT

from nhipcau.documents.models import Citation
from nhipcau.kernel.refusal import Refused
from nhipcau.plans import amend_draft, tallies
from nhipcau.plans.actions import amend_confirm, amending, imports, work
from nhipcau.plans.models import Amendment, Deliverable, Duty, PlanImport, Progress
from nhipcau.plans.tests.test_amending import bring  # noqa: F401

TODAY = date(2026, 7, 6)
DECISION = (
    PLAN_TEXT[: PLAN_TEXT.index("Số:")]
    + """Số: 412/QĐ-UBND
Lâm Đồng, ngày 01 tháng 7 năm 2026

QUYẾT ĐỊNH
Về việc sửa đổi, bổ sung một số nội dung của Kế hoạch số 1234/KH-UBND ngày 20/11/2025

Căn cứ Luật Tổ chức chính quyền địa phương;
QUYẾT ĐỊNH:
Điều 1. Sửa đổi, bổ sung một số nội dung của Kế hoạch số 1234/KH-UBND ngày 20/11/2025 như sau:
{points}Điều 2. Các nội dung khác giữ nguyên.
Điều 3. Giám đốc các Sở chịu trách nhiệm thi hành Quyết định này./.
"""
    + PLAN_TEXT[PLAN_TEXT.index("Nơi nhận:") :]
)
POINTS = """1. Điều chỉnh thời gian thực hiện nhiệm vụ 2.1 mục II từ trước ngày 30/6/2026 thành trước ngày 30/9/2026.
2. Bổ sung mục 2.3 vào sau mục 2.2 phần II như sau:
“2.3. Làm phim ngắn về hai di sản của tỉnh
a) Cơ quan chủ trì: Sở Công Thương.
b) Thời gian thực hiện: Quý IV/2026.”
3. Bãi bỏ nhiệm vụ 2.2 mục II.
"""


@pytest.fixture
@apart
def paper(bring, plan, coordinator):  # noqa: F811
    def begin(points: str = POINTS) -> PlanImport:
        read = bring(DECISION.format(points=points), "qd.txt")
        amending.amend(plan_import=read, plan=plan, by=coordinator)
        read.refresh_from_db()
        return read

    return begin


def test_a_decision_is_read_by_its_articles(paper):
    read = paper()
    assert not read.changes["whole"]
    told = [(item["do"], item["new"]["number"]) for item in amend_draft.deeds(read.changes)]
    assert told == [("change", "2.1"), ("add", "2.3"), ("end", "2.2")]


def test_it_is_confirmed_once_and_done_work_stays(paper, plan, duty, officer, coordinator):
    work.report_progress(duty=duty, percent=60, note="dàn trang", by=officer, today=date(2026, 6, 1))
    made = amend_confirm.confirm_amendment(plan_import=paper(), by=coordinator, today=TODAY)
    assert made.instead_of is None
    plan.refresh_from_db()
    assert plan.document.number == "1234/KH-UBND"
    (owed,) = duty.deliverables.current()
    assert (owed.due_on, owed.percent) == (date(2026, 9, 29), 60)
    assert Progress.objects.filter(duty=duty).count() == 1
    fresh = plan.tasks.get(number="2.3")
    assert (fresh.parent.number, fresh.position) == ("2", plan.tasks.get(number="2.2").position + 1)
    assert plan.tasks.get(number="2.2").closed_on == date(2026, 7, 1)
    assert not Deliverable.objects.open().filter(duty__task__number="2.2").exists()
    assert Citation.objects.filter(citing=made.document, cited=plan.document).exists()
    assert tallies.wrong(plan) == []
    with pytest.raises(amend_confirm.AlreadyAmended):
        amend_confirm.confirm_amendment(
            plan_import=PlanImport.objects.get(amendment=made), by=coordinator, today=TODAY
        )


def test_lead_handed_over_and_back_again(paper, bring, plan, duty, agency, other_agency, coordinator):  # noqa: F811
    there = "1. Chuyển cơ quan chủ trì nhiệm vụ 2.1 từ Sở Công Thương sang Sở Văn hóa, Thể thao và Du lịch.\n"
    amend_confirm.confirm_amendment(plan_import=paper(there), by=coordinator, today=TODAY)
    lead = Duty.objects.current().filter(task=duty.task, role="lead")
    assert [each.agency for each in lead] == [other_agency]
    assert not Duty.objects.current().filter(task=duty.task, agency=other_agency, role="coordinate").exists()
    back = DECISION.replace("412/", "600/").format(
        points="1. Chuyển cơ quan chủ trì nhiệm vụ 2.1 từ Sở Văn hóa, Thể thao và Du lịch sang Sở Công Thương.\n"
    )
    read = bring(back, "qd2.txt")
    amending.amend(plan_import=read, plan=plan, by=coordinator)
    amend_confirm.confirm_amendment(plan_import=read, by=coordinator, today=TODAY)
    assert [each.agency for each in lead.all()] == [agency]
    assert [item.due_on for item in Deliverable.objects.open().filter(duty__in=lead.all())] == [
        date(2026, 6, 29)
    ]
    assert tallies.wrong(plan) == []


def test_a_place_that_is_not_there_waits_until_a_person_says_which(paper, plan, client_of, coordinator):
    read = paper("1. Bãi bỏ nhiệm vụ 9.9 mục II.\n")
    with pytest.raises(Refused, match="chưa rõ thuộc nhiệm vụ nào"):
        amend_confirm.confirm_amendment(plan_import=read, by=coordinator, today=TODAY)
    client, (item,) = client_of(coordinator), amend_draft.deeds(read.changes)
    page = client.get(reverse("plans:import", args=[read.pk])).content.decode()
    assert "Kế hoạch không có mục 9.9" in page
    fair = plan.tasks.get(number="2.2")
    client.post(reverse("plans:amend_aim", args=[read.pk, item["key"]]), {"nhiem_vu": fair.pk})
    client.post(reverse("plans:amend_confirm", args=[read.pk]))
    fair.refresh_from_db()
    assert fair.closed_on == date(2026, 7, 1)


def test_what_the_paper_does_is_done_to_the_task_that_a_person_chooses(paper, plan, client_of, coordinator):
    read = paper("1. Lùi thời gian thực hiện nhiệm vụ 9.9 mục II sang Quý IV/2026.\n")
    client, (item,) = client_of(coordinator), amend_draft.deeds(read.changes)
    fair = plan.tasks.get(number="2.2")
    client.post(reverse("plans:amend_aim", args=[read.pk, item["key"]]), {"nhiem_vu": fair.pk})
    read.refresh_from_db()
    (item,) = amend_draft.deeds(read.changes)
    assert (item["fields"], item["new"]["title"]) == (["timing"], fair.title)
    amend_confirm.confirm_amendment(plan_import=read, by=coordinator, today=TODAY)
    assert [due.on for due in fair.dues.current()] == [date(2026, 12, 31)]


def test_the_way_of_reading_may_be_chosen(paper, plan, client_of, coordinator):
    read, client = paper(), client_of(coordinator)
    address = reverse("plans:amend_choose", args=[read.pk])
    client.post(address, {"ke_hoach": plan.pk, "cach": "toan-van"})
    read.refresh_from_db()
    assert read.changes["whole"]
    client.post(address, {"ke_hoach": plan.pk, "cach": "tung-dieu"})
    read.refresh_from_db()
    assert not read.changes["whole"]


def test_an_agency_sees_what_concerns_it(paper, plan, client_of, officer, coordinator):
    made = amend_confirm.confirm_amendment(plan_import=paper(), by=coordinator, today=TODAY)
    page = client_of(officer).get(reverse("plans:amendment", args=[made.pk])).content.decode()
    assert "Làm phim ngắn về hai di sản" in page
    assert Amendment.objects.count() == 1


def test_what_was_not_read_is_applied_by_nobody_until_a_person_has_looked(paper, client_of, coordinator):
    read = paper(
        "1. Nhiệm vụ 2.1 mục II thực hiện lồng ghép với Chương trình mục tiêu quốc gia.\n"
        "2. Bãi bỏ nhiệm vụ 2.2 mục II.\n"
    )
    (item,) = [each for each in amend_draft.deeds(read.changes) if each["do"] == "change"]
    with pytest.raises(Refused, match="chưa đọc được"):
        amend_confirm.confirm_amendment(plan_import=read, by=coordinator, today=TODAY)

    client_of(coordinator).post(reverse("plans:amend_mark", args=[read.pk, item["key"]]), {"viec": "looked"})

    read.refresh_from_db()
    assert amend_confirm.confirm_amendment(plan_import=read, by=coordinator, today=TODAY).changes.exists()


COLON = "1. Sửa đổi thời gian thực hiện nhiệm vụ 2.1 Mục II: Trước ngày 15/12/2026.\n"
VAGUE = "1. Sửa đổi thời gian thực hiện nhiệm vụ 2.1 Mục II: theo hướng dẫn của Sở Công Thương.\n"


def test_a_new_time_after_a_colon_is_read_in_the_comparison_too(paper):
    (item,) = amend_draft.deeds(paper(COLON).changes)
    assert (item["new"]["timing"]["date"], item["fields"], item["doubts"]) == ("2026-12-15", ["timing"], [])


def test_a_time_that_was_not_read_stays_empty_until_it_is_said(paper, client_of, coordinator, duty):
    read = paper(VAGUE)
    (item,) = amend_draft.deeds(read.changes)
    client = client_of(coordinator)
    page, mark = (reverse(f"plans:amend_{name}", args=[read.pk, item["key"]]) for name in ("item", "mark"))
    form = client.get(page).context["form"]
    assert not form["timing_kind"].value() and not form["timing_date"].value()
    sent = {name: form[name].value() or "" for name in form.fields} | {
        "seen": client.get(page).context["item"].seal
    }
    for answer in (
        client.post(mark, {"viec": "looked"}, follow=True),
        client.post(page, sent, follow=True),
    ):
        assert "Hãy điền thời gian mới theo văn bản" in answer.text
    read.refresh_from_db()
    (still,) = amend_draft.open_doubts(read.changes)
    assert still["new"]["timing"]["date"] == "2026-06-30"  # what runs is not touched
    client.post(page, sent | {"timing_kind": "before", "timing_date": "01/12/2026", "timing_quarter": "2"})
    read.refresh_from_db()
    (said,) = amend_draft.deeds(read.changes)
    assert said["new"]["timing"] == {"kind": "before", "date": "2026-12-01"}
    assert said["fields"] == ["timing"] and not amend_draft.open_doubts(read.changes)


def test_a_paper_is_brought_in_from_the_plan_that_it_amends(plan, plan_text, client_of, coordinator):
    client = client_of(coordinator)
    address = f"{reverse('plans:import_new')}?sua_doi={plan.pk}"
    assert address in client.get(reverse("plans:plan", args=[plan.pk])).text
    assert f"Kế hoạch số {plan.document.number}" in client.get(address).text
    upload = ContentFile(plan_text.replace("1234/", "99/").encode(), name="vb.txt")
    begun = client.post(address, {"file": upload})
    started = PlanImport.objects.latest("pk")
    assert begun.url == f"{reverse('plans:import', args=[started.pk])}?sua_doi={plan.pk}"
    imports.read_import.call(started.pk)
    page = client.get(begun.url)
    assert page.context["offers_amending"] and page.context["named_plans"] == [plan]


def test_a_closed_plan_offers_no_paper_that_amends_it(plan, client_of, coordinator):
    work.close_plan(plan=plan, by=coordinator)
    client = client_of(coordinator)
    assert "sua_doi" not in client.get(reverse("plans:plan", args=[plan.pk])).text
    assert client.get(f"{reverse('plans:import_new')}?sua_doi={plan.pk}").context["amended"] is None
