"""An official letter from draft through opinions, check, signature and number to acknowledged; signed on a phone."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from nhipcau.agencies.models import AgencyName, Officer, RoleHolding
from nhipcau.agencies.rules import Role
from nhipcau.documents.letters.models import Letter
from nhipcau.documents.models import RegisteredDocument
from nhipcau.office.deliveries.models import Delivery
from tests.journeys.conftest import DESKTOP, PASSWORD, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.django_db(transaction=True)]


def somebody(username: str, name: str, role: Role, agency, position: str) -> Officer:
    person = Officer.objects.create_user(
        username=username, password=PASSWORD, full_name=name, agency=agency, position=position
    )
    RoleHolding.objects.create(
        officer=person, role=role, agency=agency, since=date(2020, 1, 1), given_at=timezone.now()
    )
    return person


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_letter_goes_from_draft_to_acknowledged(open_as, officer, agency, other_agency, size):
    AgencyName.objects.create(agency=other_agency, name="SVHTTDL", kind="abbreviation")
    drafter = somebody("soan", "Lê Soạn Thảo", Role.OFFICER, other_agency, "Chuyên viên")
    checker = somebody("soat", "Trần Soát Xét", Role.OFFICER, other_agency, "Trưởng phòng")
    director = somebody("ky", "Phạm Giám Đốc", Role.AGENCY_LEADER, other_agency, "Giám đốc")
    clerk = somebody("vanthu", "Võ Văn Thư", Role.CLERK, other_agency, "Văn thư")

    page = open_as(drafter, size=size)
    page.goto("/van-ban/soan/moi/")
    page.get_by_role("button", name="Mở mẫu").click()
    page.fill("[name=summary]", "báo cáo 6 tháng công tác thông tin đối ngoại")
    page.fill("[name=addressees]", "Sở Công Thương")
    page.fill("[name=body]", "Sở đề nghị báo cáo kết quả 6 tháng.\n1. Trước ngày 25/6.\n2. Trên hệ thống.")
    page.fill("[name=copies]", "Như trên\nLưu: VT")
    page.select_option("[name=signer]", str(director.pk))
    page.get_by_role("button", name="Lưu dự thảo").click()
    page.wait_for_selector("text=Đã lưu dự thảo")
    letter = Letter.objects.get()

    page.locator("summary", has_text="Lấy ý kiến").click()
    page.fill("[data-pick-search]", "cong thuong")
    page.check(f"[name=agencies][value='{agency.pk}']")
    page.get_by_role("button", name="Gửi lấy ý kiến").click()
    page.wait_for_selector("text=Đã gửi lấy ý kiến 1 cơ quan")
    assert page.get_by_role("button", name="Trình soát xét, ký").is_disabled()  # an opinion is still awaited

    reader = open_as(officer, size=size)
    reader.goto("/can-tra-loi/")
    reader.locator("a", has_text="Đề nghị góp ý").first.click()
    reader.get_by_label("Thống nhất", exact=True).check()
    reader.get_by_role("button", name="Gửi trả lời").click()
    reader.wait_for_selector("text=Đã gửi trả lời")

    page.goto(f"/van-ban/soan/{letter.pk}/")
    page.get_by_role("button", name="Trình soát xét, ký").click()
    page.wait_for_selector("text=Đã trình")
    here = page.url
    for person, step in ((checker, "Soát xét"), (director, "Ký")):
        other = open_as(person, size=size)
        other.goto(here)
        other.get_by_role("link", name=f"{step}…").click()
        other.get_by_role("button", name=f"{step}, đứng tên").click()
        other.wait_for_selector("text=Đã xong bước")
    desk = open_as(clerk, size=size)
    desk.on("dialog", lambda asked: asked.accept())
    desk.goto(here)
    desk.get_by_role("button", name="Phát hành", exact=True).click()
    desk.wait_for_selector("text=Đã phát hành")

    reader.goto("/")
    reader.get_by_role("button", name="Xác nhận đã nhận").first.click()
    reader.wait_for_load_state()
    assert Delivery.objects.get(channel="inside", agency=agency).state == "confirmed"
    assert RegisteredDocument.objects.filter(number="01/SVHTTDL").exists()
    for shown in (page, reader, desk):
        width = shown.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert width <= 0
