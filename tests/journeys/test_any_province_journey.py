"""A province of no list: from an empty system to a running plan, counted in clicks."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from nhipcau.agencies.actions.installing import entrance
from nhipcau.agencies.models import Agency
from nhipcau.plans.actions import duties, imports
from nhipcau.plans.models import Deliverable, Plan, PlanImport
from nhipcau.plans.tests.test_plan_naming import WRITTEN
from tests.journeys.conftest import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MOST_CLICKS = 30
PASSWORD = "mot-cau-dai-de-nho"


@pytest.mark.parametrize("size", [None, PHONE])
def test_from_nothing_to_a_running_plan(open_as, tmp_path, size):
    file = tmp_path / "ke-hoach.txt"
    file.write_text(WRITTEN, encoding="utf-8")
    page = open_as(**({"size": size} if size else {}))
    page.on("dialog", lambda question: question.accept())  # doubts of the draft are asked about
    clicks = 0

    def click(name: str) -> None:
        nonlocal clicks
        clicks += 1
        page.locator(
            f"button:has-text('{name}'), a:has-text('{name}'), label:has-text('{name}')"
        ).first.click()

    page.goto(reverse("agencies:setup_behind", args=[entrance(now=timezone.now())]))
    typed = {
        "province": "Bình An",
        "office": "Sở Ngoại vụ",
        "full_name": "Ngô Quản Trị",
        "username": "quantri",
    }
    for field, words in {**typed, "password1": PASSWORD, "password2": PASSWORD}.items():
        page.fill(f"[name={field}]", words)
    click("Chưa cần")
    click("Bắt đầu sử dụng")
    click("Nhập kế hoạch")
    page.set_input_files("input[type=file]", str(file))
    click("Tải lên và đọc")
    page.wait_for_selector("text=Đang đọc văn bản")
    imports.read_import.call(PlanImport.objects.get().pk)
    page.wait_for_selector("h1:has-text('Rà soát nội dung trích xuất')")
    click("Tạo cơ quan từ các tên này")
    click("Tạo các cơ quan được chọn")
    page.wait_for_selector("text=Đã tạo 4 cơ quan")
    click("Xác nhận")
    page.wait_for_selector("text=Đã lập kế hoạch: 2 nhiệm vụ")
    plan = Plan.objects.get()
    assert not duties.open_names(plan).exists()
    assert Deliverable.objects.filter(duty__task__plan=plan).exists()
    assert Agency.objects.count() == 4  # the office of the set-up is one of them
    assert clicks < MOST_CLICKS, clicks
