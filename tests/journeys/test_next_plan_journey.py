"""The province's next plan from a finished draft to work: presented, checked, signed, issued; and signed outside."""

from __future__ import annotations

import pytest

from nhipcau.agencies.rules import Role
from nhipcau.documents.models import RegisteredDocument
from nhipcau.engines.officialdoc.write.model import Draft, Letterhead, Paragraph, Signature
from nhipcau.engines.officialdoc.write.pdf import write_pdf
from nhipcau.kernel import clock
from nhipcau.plans.models import NextPlan, Plan
from nhipcau.plans.tests.next_papers_cast import committee, drafted
from tests.journeys.test_letter_journey import somebody

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.django_db(transaction=True)]


def no_wider(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def test_presented_checked_signed_and_issued_it_runs(
    open_as, coordinator, other_agency, departments, officer
):
    desk = committee()
    checker = somebody("soat", "Hồ Soát Xét", Role.OFFICER, desk, "Phó Chánh Văn phòng")
    chairman = somebody("ky", "Trần Minh Đạo", Role.AGENCY_LEADER, desk, "Phó Chủ tịch")
    clerk = somebody("so", "Võ Văn Thư", Role.CLERK, desk, "Văn thư")
    draft = drafted(by=coordinator, drafter=other_agency)

    page = open_as(coordinator)
    page.goto(f"/ke-hoach/nam-sau/{draft.pk}/")
    page.select_option("[name=signer]", str(chairman.pk))
    page.get_by_role("button", name="Lưu người ký").click()
    page.get_by_role("button", name="Trình soát xét, ký").click()
    page.wait_for_selector("text=Đã trình")
    here = page.url
    for person, step in ((checker, "Soát xét"), (chairman, "Ký")):
        other = open_as(person)
        other.goto(here)
        other.get_by_role("link", name=f"{step}…").click()
        other.get_by_role("button", name=f"{step}, đứng tên").click()
        other.wait_for_selector("text=Đã xong bước")
    registry = open_as(clerk)
    registry.on("dialog", lambda asked: asked.accept())
    registry.goto(here)
    registry.get_by_role("button", name="Phát hành", exact=True).click()
    registry.wait_for_selector("text=Đã phát hành")

    draft.refresh_from_db()
    page.goto(f"/ke-hoach/nam-sau/{draft.pk}/")
    page.get_by_role("link", name="Mở kế hoạch đang chạy").click()
    page.wait_for_selector("text=Tổ chức hội chợ biên giới")
    assert RegisteredDocument.objects.filter(number="01/KH-UBND").exists()
    reader = open_as(officer)  # their agency leads a task of it
    reader.goto(f"/ke-hoach/{draft.plan_id}/")
    reader.wait_for_selector("text=Xuất bản ấn phẩm song ngữ")
    assert no_wider(page) and no_wider(reader)


def test_signed_outside_it_runs_from_what_was_shown(open_as, coordinator, other_agency, departments):
    draft = drafted(by=coordinator, drafter=other_agency)
    page = open_as(coordinator)
    page.goto(f"/ke-hoach/nam-sau/{draft.pk}/")
    page.locator("summary", has_text="ký ngoài hệ thống").click()
    page.get_by_role("button", name="Xuất bản trình ký").click()
    page.wait_for_selector("text=Đã ghi nhận bản trình ký")
    draft.tasks.filter(number="2.2").update(title="Tổ chức hội chợ biên giới tại cửa khẩu")
    page.get_by_role("link", name="Ghi nhận bản đã ký").click()
    page.wait_for_selector("text=Sửa: 2.2 Tổ chức hội chợ biên giới tại cửa khẩu")
    head = Letterhead("ỦY BAN NHÂN DÂN", "KH-UBND", "Lâm Đồng", clock.today(), 678)
    signed = write_pdf(Draft(head, "KẾ HOẠCH", "Công tác", (Paragraph("Đã ký"),), Signature("CHỦ TỊCH", "A")))
    page.fill("[name=number]", "678")
    page.fill("[name=day]", f"{clock.today():%d/%m/%Y}")
    page.fill("[name=signer_name]", "Trần Minh Đạo")
    page.fill("[name=signer_post]", "Phó Chủ tịch")
    page.set_input_files("[name=scan]", {"name": "ky.pdf", "mimeType": "application/pdf", "buffer": signed})
    page.check("[name=is_compared]")
    page.check("[name=confirmed]")
    assert no_wider(page)
    page.get_by_role("button", name="Ghi nhận và cho chạy").click()
    page.wait_for_selector("text=Kế hoạch đã chạy")
    plan = Plan.objects.get(year=2027)
    assert plan.document.number == "678/KH-UBND" and NextPlan.objects.get().plan == plan
    assert plan.tasks.filter(title="Tổ chức hội chợ biên giới tại cửa khẩu").exists()
