"""A half year's report: filled in by itself, completed on a phone, signed, accepted; one part given back; put together."""

from __future__ import annotations

from datetime import date

import pytest

from nhipcau.agencies.models import AgencyName
from nhipcau.plans.actions.work import report_progress
from nhipcau.plans.models import Duty
from nhipcau.reports.models import Report
from nhipcau.reports.rules import ReportState
from tests.journeys.conftest import DESKTOP, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_report_from_its_round_to_accepted(
    open_as, plan, agency, officer, agency_leader, clerk, coordinator, half_year, size
):
    AgencyName.objects.create(agency=agency, name="SCT", kind="abbreviation")
    duty = Duty.objects.get(agency=agency, task__number="2.1", role="lead")
    report_progress(duty=duty, percent=40, note="Đã in 500 tờ gấp", by=officer, today=date(2026, 3, 10))

    desk = open_as(coordinator, size=DESKTOP)
    desk.goto("/bao-cao/mo/")
    desk.select_option("[name=period]", "2026-H1")
    desk.fill("[name=due_on]", "30/06/2026")
    desk.locator("main").get_by_role("button", name="Mở đợt báo cáo").click()
    desk.wait_for_selector("text=Đã mở đợt báo cáo")
    board = desk.url

    page = open_as(officer, size=size)
    page.goto("/bao-cao/")
    page.get_by_role("link", name="Báo cáo 6 tháng đầu năm 2026").click()
    page.wait_for_selector("text=Đã in 500 tờ gấp.")
    report = Report.objects.get(agency=agency)
    page.goto(f"/bao-cao/{report.pk}/phan/V.1/")
    page.fill("[name=text]", "Phối hợp kịp thời.")
    page.get_by_role("button", name="Lưu, sang phần tiếp").click()
    page.wait_for_selector("text=Đã lưu phần này")
    assert page.url.endswith("/phan/V.2/")
    page.goto(f"/bao-cao/{report.pk}/")
    page.get_by_role("button", name="Trình ký").click()
    page.wait_for_selector("text=Đã trình ký")
    here = page.url

    director = open_as(agency_leader, size=size)
    director.goto(here)
    director.get_by_role("link", name="Ký…").click()
    director.get_by_role("button", name="Ký, đứng tên").click()
    director.wait_for_selector("text=Đã xong bước")
    numbers = open_as(clerk, size=DESKTOP)
    numbers.on("dialog", lambda asked: asked.accept())
    numbers.goto(here)
    numbers.get_by_role("button", name="Phát hành", exact=True).click()
    numbers.wait_for_selector("text=Đã phát hành")
    report.refresh_from_db()
    assert report.state == ReportState.SUBMITTED

    desk.goto(f"/bao-cao/{report.pk}/")
    part = desk.locator("section.rp-part", has_text="V.1. Ưu điểm")
    part.locator("summary", has_text="Trả lại phần này").click()
    part.locator("textarea").fill("Nêu rõ phối hợp với ai.")
    part.get_by_role("button", name="Trả lại phần này").click()
    desk.wait_for_selector("text=Đã trả lại phần này")

    page.goto("/bao-cao/")
    page.get_by_role("link", name="Báo cáo 6 tháng đầu năm 2026").click()
    page.wait_for_selector("text=Nêu rõ phối hợp với ai.")
    page.get_by_role("link", name="Sửa V.1").click()
    page.fill("[name=text]", "Phối hợp kịp thời với Sở Văn hóa, Thể thao và Du lịch.")
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.wait_for_selector("text=Đã lưu phần này")

    desk.goto(board)
    desk.get_by_role("link", name="Báo cáo tổng hợp").click()
    desk.wait_for_selector("text=Ghép từ 0/")
