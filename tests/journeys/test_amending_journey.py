"""A paper that amends a running plan, in a browser: on a desk and on a phone."""

from __future__ import annotations

import pytest

from nhipcau.plans.actions import imports
from nhipcau.plans.models import Amendment, PlanImport
from nhipcau.plans.tests.test_amending_articles import DECISION, POINTS
from tests.journeys.conftest import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("size", [None, PHONE])
def test_a_decision_is_held_against_the_plan_and_done(open_as, coordinator, plan, tmp_path, half_year, size):
    file = tmp_path / "quyet-dinh.txt"
    file.write_text(DECISION.format(points=POINTS), encoding="utf-8")
    page = open_as(coordinator, **({"size": size} if size else {}))
    page.on("dialog", lambda question: question.accept())
    page.goto("/ke-hoach/nhap/")
    page.set_input_files("input[type=file]", str(file))
    page.click("text=Tải lên và đọc")
    page.wait_for_selector("text=Đang đọc văn bản")
    imports.read_import.call(PlanImport.objects.get(plan=None).pk)
    page.wait_for_selector("text=Văn bản tự nêu rằng nó sửa đổi kế hoạch")
    page.get_by_role("button", name="So sánh với kế hoạch này").click()
    page.wait_for_selector("h1:has-text('Rà soát văn bản sửa đổi')")
    change = page.locator("details.nc-change", has_text="2.1").first
    assert change.locator("del", has_text="30/06/2026").count() == 1
    assert change.locator("ins", has_text="30/09/2026").count() == 1
    change.locator("summary").click()
    page.wait_for_selector("#source .here")
    change.get_by_role("button", name="Không áp dụng").click()
    page.wait_for_selector("text=Không áp dụng")
    page.locator("details.nc-change[open]").get_by_role("button", name="Áp dụng lại").click()
    page.wait_for_selector("h1:has-text('Rà soát văn bản sửa đổi')")
    page.get_by_role("button", name="Áp dụng: bổ sung 1, sửa đổi 1, bãi bỏ 1").click()
    page.wait_for_selector("text=Đã áp dụng văn bản 412/QĐ-UBND")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("a", has_text="2.1").first.click()
    page.wait_for_selector("text=Sửa đổi theo văn bản số 412/QĐ-UBND")
    page.goto(f"/ke-hoach/{plan.pk}/")
    page.wait_for_selector("text=Đã sửa đổi bởi")
    assert Amendment.objects.count() == 1
