"""The weekly meeting in a browser: the sheet on the wall, lines typed in the room, sent by the leader, taken back and sent again."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from nhipcau.office.directions.models import Direction
from nhipcau.office.weekly import actions
from nhipcau.office.weekly.models import Conclusion
from nhipcau.plans.models import Task
from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.screens import wrong_on

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WEEK = "/giao-ban/2026/25/"


def say(page, words: str) -> None:
    page.fill("#id_text", words)
    page.keyboard.press("Enter")
    page.wait_for_selector(f"#ket-luan li:has-text('{words[:40]}')")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_the_week_is_read_concluded_and_sent(open_as, coordinator, leader, duty, half_year, pictures, size):
    room = open_as(coordinator, size=size)
    room.goto("/giao-ban/")
    room.wait_for_url(f"**{WEEK}")
    room.wait_for_selector("text=Phiếu giao ban tuần 25")
    room.click("#nhiem-vu .nc-figure >> nth=0")
    room.wait_for_selector("h1:has-text('Nhiệm vụ kế hoạch')")
    room.go_back()
    room.select_option("#ket-luan select[name=said_by]", str(leader.pk))
    say(room, "Giao Sở Công Thương kiểm tra tiến độ in ấn phẩm, báo cáo trước 27/6")
    assert room.evaluate("document.activeElement.name") == "text"  # Enter, and the next
    say(room, "Các cơ quan chuẩn bị nội dung họp báo quý III")
    kept = Conclusion.objects.order_by("pk")[0]
    assert (str(kept.agency), f"{kept.due:%d/%m}", kept.said_by) == ("Sở Công Thương", "26/06", leader)
    assert not room.get_by_role("button", name="thành ý kiến chỉ đạo").count()
    if pictures:
        room.screenshot(path=pictures / f"giao-ban-{size['width']}.png", full_page=True)
    assert wrong_on(room, WEEK, "") == []

    chair = open_as(leader, size=size)
    chair.goto(WEEK)
    chair.get_by_role("button", name="Gửi 2 kết luận thành ý kiến chỉ đạo").click()
    chair.wait_for_selector("text=Đã gửi 2 kết luận")
    chair.get_by_role("button", name="Hoàn tác").first.click()
    chair.wait_for_selector("text=Gửi 2 kết luận thành ý kiến chỉ đạo")
    assert Conclusion.objects.drafts().count() == 2
    chair.get_by_role("button", name="Gửi 2 kết luận thành ý kiến chỉ đạo").click()
    chair.wait_for_selector("text=Đang gửi")
    # What the worker does when the ten seconds are over.
    actions.give_sent.call(conclusions=list(Conclusion.objects.values_list("pk", flat=True)))
    first = Direction.objects.order_by("pk")[0]
    assert (first.said_by, first.written_by) == (leader, coordinator)
    assert Task.objects.filter(pk=first.made_id).exists()
    chair.goto(WEEK)
    chair.wait_for_selector("#chi-dao >> text=Giao trong tuần")
    chair.wait_for_selector("text=Đã thành ý kiến chỉ đạo")


def test_a_line_half_typed_comes_back(open_as, leader, duty, half_year):
    page = open_as(leader, size=PHONE)
    page.goto(WEEK)
    with page.expect_response(lambda answer: "/viet-do/giu/" in answer.url):  # kept on the server by itself
        page.fill("#id_text", "Giao Sở Công Thương rà soát")
    page.goto("/")
    page.goto(WEEK)
    expect(page.locator("#id_text")).to_have_value(re.compile("^Giao Sở"))
