"""A leader gives an agency work, the agency is merged, and its heir does it; so with letters, asks and number books."""

from __future__ import annotations

from datetime import date

import pytest

from nhipcau.agencies.rules import Role
from nhipcau.office.asks.actions import ask
from nhipcau.office.asks.models import Ask
from nhipcau.office.deliveries.handing_out import addressed, announce, hand_out
from nhipcau.office.deliveries.models import Delivery
from nhipcau.office.directions.models import Direction
from nhipcau.office.registers.actions import give
from nhipcau.plans.models import Duty, Progress
from tests.cast import _officer
from tests.journeys.conftest import DESKTOP, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.django_db(transaction=True)]
DAY = date(2026, 6, 20)
WORD = "Mời thêm báo chí Lào"
BOTH = "Sở Công Thương → Sở Văn hóa, Thể thao và Du lịch"


@pytest.fixture
def on_its_way(duty, agency, officer, clerk, coordinator) -> None:
    """What the agency has under way besides: a notice to confirm, a question to answer, a number book."""
    notice = announce(
        kind="plans.urged", once="mot", title="Đôn đốc báo cáo", text="", url=f"/nhiem-vu/{duty.task_id}/"
    )
    hand_out(notice=notice, to=addressed([agency.name], on=DAY), acknowledge_by=DAY, by=coordinator)
    ask(about=duty.task, to=[agency], question="Góp ý cách làm?", due=DAY, today=DAY, by=coordinator)
    give(issuer=agency, series="cong-van", year=2026, by=clerk, what="thử", title="Sổ công văn")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_what_was_given_to_a_merged_agency_is_done_by_its_heir_and_everybody_reads_both_names(
    open_as, leader, coordinator, duty, agency, other_agency, on_its_way, half_year, size
):
    newcomer = _officer("canbomoi", "Cán Bộ Mới", Role.OFFICER, other_agency)
    new_clerk = _officer("vanthumoi", "Văn Thư Mới", Role.CLERK, other_agency)
    record = f"/nhiem-vu/{duty.task_id}/"

    chief = open_as(leader, size=size)
    chief.goto(record)
    chief.click("text=Cho ý kiến chỉ đạo")
    chief.get_by_label("Ý kiến chỉ đạo").fill(WORD)
    chief.get_by_label("Giao cơ quan chủ trì").fill(agency.name)
    chief.get_by_role("textbox", name="Thời hạn").fill("30/06/2026")
    chief.locator(".nc-direct").get_by_role("button", name="Gửi").click()
    chief.wait_for_selector("text=Đã giao thành nhiệm vụ")
    given = Direction.objects.get()

    page = open_as(coordinator, size=size)
    page.goto(f"/co-quan/{agency.code}/sap-nhap/")
    page.select_option("select[name=successor]", other_agency.code)
    page.fill("input[name=on]", "20/06/2026")
    page.get_by_role("button", name="Xem trước").click()
    page.wait_for_selector("text=việc đang mở sẽ chuyển sang")
    page.get_by_role("button", name="Xác nhận sáp nhập").click()
    page.wait_for_selector("text=tiếp nhận việc của")

    heir = open_as(newcomer, size=size)
    heir.goto("/")
    assert WORD in heir.inner_text("main") and BOTH in heir.inner_text("main")
    heir.get_by_role("button", name="Xác nhận đã nhận").first.click()
    heir.wait_for_selector("text=Đã xác nhận nhận")
    heir.goto("/can-tra-loi/")
    heir.locator("a", has_text="Góp ý cách làm?").first.click()
    heir.get_by_label("Thống nhất", exact=True).check()
    heir.get_by_role("button", name="Gửi trả lời").click()
    heir.wait_for_selector("text=Đã gửi trả lời")
    heir.goto(given.made_url)
    heir.click("text=Báo tiến độ, thêm tài liệu kiểm chứng")
    heir.locator("label", has_text="50%").first.click()
    heir.get_by_role("button", name="Gửi báo cáo").click()
    heir.wait_for_selector("text=Đã ghi tiến độ 50%")

    for address in ("/", "/chi-dao/", record):
        chief.goto(address)
        said = chief.locator("main").inner_text()
        assert BOTH in said and "Đang thực hiện" in said

    desk = open_as(new_clerk, size=size)
    desk.goto("/so-van-ban/")
    desk.get_by_role("link", name="Sổ công văn").click()
    desk.wait_for_selector("h1:has-text('Sổ công văn')")
    for shown in (chief, heir, desk):
        width = shown.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert width <= 0

    work = Duty.objects.current().get(task=given.made, role="lead")
    assert work.agency == other_agency
    assert Progress.objects.get(duty=work).officer == newcomer
    assert Delivery.objects.get(channel="inside").state == "confirmed"
    assert Ask.objects.waiting().count() == 0
