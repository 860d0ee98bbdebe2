"""What officers do with a plan, in a browser."""

from __future__ import annotations

import pytest

from nhipcau.agencies.models import Agency
from nhipcau.demo.plan import DRAFT
from nhipcau.engines.officialdoc.write.docx import write_docx
from nhipcau.plans.actions import imports
from nhipcau.plans.models import Assignment, Deliverable, Duty, Plan, PlanImport, Progress
from tests.journeys.conftest import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_coordinator_imports_a_word_plan_and_confirms_it(
    open_as, coordinator, departments, tmp_path, half_year
):
    file = tmp_path / "ke-hoach.docx"
    file.write_bytes(write_docx(DRAFT))
    page = open_as(coordinator)
    page.on("dialog", lambda question: question.accept())  # names that nobody has settled are asked about
    page.goto("/")
    page.click("text=Nhập kế hoạch")
    page.set_input_files("input[type=file]", str(file))
    page.click("text=Tải lên và đọc")
    page.wait_for_selector("text=Đang đọc văn bản")
    imports.read_import.call(PlanImport.objects.get().pk)
    page.wait_for_selector("h1:has-text('Rà soát nội dung trích xuất')")
    page.click("#t1 > summary")
    page.wait_for_selector("#source .here")
    shown = page.inner_text("#source .here >> nth=0")
    assert shown.strip()
    form = page.locator("details.nc-part[open] form").first
    form.locator("textarea[name=title]").fill("Tên đã sửa trên màn hình")
    form.get_by_role("button", name="Lưu").click()
    page.wait_for_selector("text=Đã lưu.")
    page.get_by_role("button", name="Xác nhận").click()
    page.wait_for_selector("text=Đã lập kế hoạch")
    assert Plan.objects.get().tasks.filter(title="Tên đã sửa trên màn hình").exists()


def test_a_name_is_settled_once_and_its_agency_gets_the_duty(open_as, coordinator, plan, agency):
    page = open_as(coordinator)
    page.goto(f"/ke-hoach/{plan.pk}/")
    page.click("text=tên cơ quan chưa xác định")
    line = Assignment.objects.get(written="Hội Nhà báo tỉnh")
    page.select_option(f"#meaning-{line.pk}", f"agency:{agency.pk}")
    page.locator("form", has_text="Hội Nhà báo tỉnh").get_by_role("button", name="Xác định").click()
    page.wait_for_selector("text=Đã xác định “Hội Nhà báo tỉnh”")
    line.refresh_from_db()
    assert line.agency == agency


def test_an_officer_reports_with_one_click_and_adds_evidence(open_as, officer, duty, half_year, tmp_path):
    page = open_as(officer, size=PHONE)
    page.goto("/")
    page.locator("li.nc-owed", has_text="2.1").get_by_role("button", name="Hoàn thành").click()
    page.wait_for_selector("text=Đã ghi tiến độ 100%")
    item = Deliverable.objects.get(duty=duty)
    assert item.done_on is not None
    assert Progress.objects.filter(duty=duty).count() == 1
    page.goto(f"/nhiem-vu/{duty.task_id}/")
    page.click("text=Báo tiến độ, thêm tài liệu kiểm chứng")
    photo = tmp_path / "anh-su-kien.txt"
    photo.write_text("ảnh", encoding="utf-8")
    page.set_input_files("input[name=upload]", str(photo))
    page.get_by_label("Kết quả, khó khăn").fill("Đã in 500 bản tiếng Anh.")
    page.get_by_role("button", name="Gửi báo cáo").click()
    page.wait_for_selector("a:has-text('anh-su-kien.txt')")
    assert Progress.objects.filter(duty=duty).latest("pk").note == "Đã in 500 bản tiếng Anh."


def test_the_coordinator_opens_one_form_of_many_and_reports(open_as, coordinator, duty, half_year):
    for number in range(4):
        other = Agency.objects.create(code=f"khac-{number}", name=f"Ban {number}")
        Duty.objects.create(task=duty.task, agency=other, role=duty.role, began_on=duty.began_on)
    page = open_as(coordinator, size=PHONE)
    page.goto(f"/nhiem-vu/{duty.task_id}/")
    assert (
        page.locator("form:has(input[name=percent])").count() <= 1
    )  # those of a folded list come when it opens
    page.locator("details.nc-role > summary").first.click()
    mine = page.locator(f"#phan-viec-{duty.pk}")
    mine.locator("summary").click()
    mine.locator("label", has_text="50%").click()
    mine.get_by_role("button", name="Gửi báo cáo").click()
    page.wait_for_selector("text=Đã ghi tiến độ 50%")
    assert Progress.objects.get(duty=duty).percent == 50


def test_a_leader_gives_a_direction_that_becomes_a_task(open_as, leader, duty, agency, half_year):
    page = open_as(leader)
    page.goto(f"/nhiem-vu/{duty.task_id}/")
    page.click("text=Cho ý kiến chỉ đạo")
    page.get_by_label("Ý kiến chỉ đạo").fill("Giao Sở Công Thương trình phương án in ấn, hạn 30/6.")
    page.get_by_label("Ý kiến chỉ đạo").blur()
    page.wait_for_selector("text=Theo lời ý kiến")
    assert page.get_by_label("Giao cơ quan chủ trì").input_value() == agency.name
    assert page.get_by_role("textbox", name="Thời hạn").input_value() == "30/06/2026"
    page.locator(".nc-direct").get_by_role("button", name="Gửi").click()
    page.wait_for_selector("text=Đã giao thành nhiệm vụ")
    assert Deliverable.objects.filter(duty__agency=agency, due_on="2026-06-30").exists()


def test_a_merger_moves_open_work_and_both_names_show(
    open_as, coordinator, plan, duty, agency, other_agency, half_year
):
    page = open_as(coordinator)
    page.goto(f"/co-quan/{agency.code}/sap-nhap/")
    page.select_option("select[name=successor]", other_agency.code)
    page.fill("input[name=on]", "2026-06-15")
    page.get_by_role("button", name="Xem trước").click()
    page.wait_for_selector("text=việc đang mở sẽ chuyển sang")
    page.get_by_role("button", name="Xác nhận sáp nhập").click()
    page.wait_for_selector("text=tiếp nhận việc của")
    page.goto(f"/ke-hoach/{plan.pk}/")
    row = page.locator("tr", has_text="Xuất bản ấn phẩm song ngữ")
    assert "Sở Công Thương" in row.inner_text()
    assert "→ Sở Văn hóa, Thể thao và Du lịch" in row.inner_text()


def test_a_stranger_sees_nothing(open_as, stranger, plan):
    page = open_as(stranger)
    for address in ("/", "/ke-hoach/", f"/ke-hoach/{plan.pk}/", "/van-ban/", "/co-quan/", "/nhat-ky/"):
        answer = page.goto(address)
        assert answer.status == 403
        assert "Xuất bản ấn phẩm" not in page.content()


def test_filters_and_the_back_button(open_as, coordinator, plan, half_year):
    page = open_as(coordinator)
    page.goto(f"/ke-hoach/{plan.pk}/")
    page.select_option("#thoi_gian", "quarter")
    page.wait_for_url("**thoi_gian=quarter**")
    assert page.locator("tr", has_text="Xuất bản ấn phẩm").count() == 0
    page.go_back()
    assert page.locator("tr", has_text="Xuất bản ấn phẩm").count() == 1


def test_the_language_switch_gives_english(open_as, coordinator, plan):
    page = open_as(coordinator)
    page.goto("/")
    page.click("button[name=language]")
    page.wait_for_selector("html[lang=en]")
    page.wait_for_selector("nav >> text=Plans")
