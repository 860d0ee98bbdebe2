"""A day is typed day first in any browser, or picked from a calendar with keys or a finger."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.journeys.conftest import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_day_is_typed_as_officers_write_it(open_as, administrator):
    page = open_as(administrator)
    page.goto("/nhat-ky/")
    field = page.locator("#ngay")
    assert field.get_attribute("type") in (None, "text")
    field.fill("5/3/26")
    with page.expect_navigation():
        field.press("Tab")
    assert "ngay=05%2F03%2F2026" in page.url
    assert page.input_value("#ngay") == "05/03/2026"


def test_the_calendar_is_worked_by_keys(open_as, administrator):
    page = open_as(administrator)
    page.goto("/nhat-ky/?ngay=2026-03-31")
    button = page.get_by_role("button", name="Chọn ngày: Ngày")
    button.press("Enter")
    page.wait_for_selector("[role=dialog].nc-day-box")
    page.keyboard.press("PageUp")  # 31 March → the last day of February
    page.keyboard.press("ArrowLeft")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.input_value("#ngay") == "27/02/2026"


def test_escape_closes_it_and_gives_the_button_back(open_as, administrator):
    page = open_as(administrator)
    page.goto("/nhat-ky/")
    page.get_by_role("button", name="Chọn ngày: Ngày").click()
    page.keyboard.press("Escape")
    assert page.locator(".nc-day-box").count() == 0
    assert page.evaluate("document.activeElement.className") == "nc-day-open"


def test_on_a_phone_it_stays_on_the_screen(open_as, administrator):
    page = open_as(administrator, size=PHONE, has_touch=True)
    page.goto("/nhat-ky/")
    page.locator("details.nc-filter-fold summary").click()
    page.get_by_role("button", name="Chọn ngày: Ngày").tap()
    box = page.locator(".nc-day-box").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    with page.expect_navigation():
        page.locator(".nc-day-box tbody button:not(:disabled)").nth(9).tap()
    assert page.input_value("#ngay").startswith("10/")


def test_calendar_dialog_and_pages_of_trouble_are_accessible(open_as, administrator):
    def found():
        return [(one["id"], one["nodes"][0]["html"]) for one in Axe().run(page).response["violations"]]

    page = open_as(administrator)
    page.goto("/nhat-ky/")
    page.get_by_role("button", name="Chọn ngày: Ngày").click()
    assert found() == []
    page.keyboard.press("Escape")
    page.evaluate("document.getElementById('nc-ended').showModal()")
    assert found() == []
    for address in ("/viet-do/", "/hoan-tac/1/", "/khong-co-trang-nay/"):
        page.goto(address)
        assert found() == []
