"""Careless and hostile use of the plan's screens: told in plain words, nothing lost, nothing half-saved."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pypdfium2 as pdfium
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook
from PIL import Image

from nhipcau.agencies.models import NameDecision
from nhipcau.engines.officialdoc import picture
from nhipcau.kernel.models import Evidence
from nhipcau.plans import rules
from nhipcau.plans.actions import changing, imports, work
from nhipcau.plans.actions.feeds import renew_calendar_key
from nhipcau.plans.models import Assignment, PlanImport, Progress, Task, TaskDue
from nhipcau.plans.rules import ReportPeriods
from nhipcau.plans.sheets import plan_workbook
from nhipcau.plans.states import ImportState

ODD_NUMBERS = ["²", "9" * 40, "-1", "a", "\x00", ""]


@pytest.fixture(autouse=True)
def _half_year(monkeypatch):
    monkeypatch.setenv("NHIPCAU_TODAY", "2026-06-20")


@pytest.mark.django_db
@pytest.mark.parametrize("number", ODD_NUMBERS)
def test_odd_numbers_in_the_plans_addresses_filter_nothing(client_of, coordinator, plan, number):
    client = client_of(coordinator)
    assert client.get(reverse("plans:plan", args=[plan.pk]), {"co_quan": number}).status_code == 200
    assert client.get(reverse("plans:export", args=[plan.pk]), {"co_quan": number}).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("number", ODD_NUMBERS)
def test_odd_numbers_settle_no_name(client_of, coordinator, plan, number):
    client, address = client_of(coordinator), reverse("plans:names", args=[plan.pk])
    line = Assignment.objects.filter(task__plan=plan).first()
    for wish in ({"line": number, "meaning": "nobody"}, {"line": line.pk, "meaning": f"agency:{number}"}):
        assert "Hãy chọn một cơ quan" in client.post(address, wish, follow=True).content.decode()
    assert not Assignment.objects.filter(means_nobody=True).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("month", ["0001-01", "9999-12", "99999-01", "²"])
def test_a_month_at_the_calendars_end_shows_this_month(client_of, coordinator, plan, month):
    answer = client_of(coordinator).get(
        reverse("plans:plan", args=[plan.pk]), {"xem": "lich", "thang": month}
    )
    assert answer.context["calendar"].first == date(2026, 6, 1)


@pytest.mark.django_db
@pytest.mark.parametrize("day", ["01/01/0001", "31/12/9999"])
def test_a_task_takes_no_due_date_out_of_reason_and_then_keeps_its_words(client_of, coordinator, duty, day):
    answer = client_of(coordinator).post(
        reverse("plans:task_edit", args=[duty.task_id]), {"title": "Tên mới", "dues": day}
    )
    assert answer.status_code == 422
    assert "từ năm 1900 đến năm 2199" in answer.content.decode()
    assert not Task.objects.filter(title="Tên mới").exists()


@pytest.mark.django_db
def test_words_are_not_saved_where_the_dates_are_refused(client_of, coordinator, duty, officer):
    changing.end_task(task=duty.task, reason="Đã chuyển cho Bộ", today=date(2026, 6, 1), by=coordinator)
    answer = client_of(coordinator).post(
        reverse("plans:task_edit", args=[duty.task_id]),
        {"title": "Tên mới", "dues": "01/12/2026", "reason": "Theo lịch mới"},
    )
    assert "đã kết thúc" in answer.content.decode()
    assert not Task.objects.filter(title="Tên mới").exists()


@pytest.mark.django_db
def test_a_due_date_on_the_last_day_of_all_does_not_break_the_feeds(client, officer, duty):
    TaskDue.objects.filter(task=duty.task).update(on=date.max)
    duty.deliverables.update(due_on=date.max)
    renew_calendar_key(officer=officer, by=officer)
    assert client.get(reverse("plans:calendar_feed", args=[officer.calendar_key, "toi"])).status_code == 200


@pytest.mark.parametrize(
    "timing",
    [
        {"kind": "before", "date": "0001-01-01"},
        {"kind": "range", "from": 2026, "to": "9999-12-31"},
        {"kind": "quarter", "quarter": 4, "year": 9999},
        {"kind": "from quarter", "quarter": 7, "year": 2026},
        {"kind": "quarter", "quarter": 1, "year": "²"},
        {"kind": "year", "year": 20266},
    ],
)
def test_a_timing_out_of_reason_makes_no_deadline_out_of_reason(timing):
    dues = rules.dues(timing, 2026, ReportPeriods.for_year(2026))
    assert all(due.on.year == 2026 for due in dues)


@pytest.mark.django_db
def test_the_workbook_holds_no_control_characters_and_no_formulas(plan):
    Task.objects.filter(plan=plan).update(title="\x1b\uffff[31m=1+1", timing=None, timing_text="=1+1")
    rows = [row for row in _rows(plan) if row.task.kind == "duty"]
    sheet = load_workbook(BytesIO(plan_workbook(plan, rows, today=date(2026, 6, 20)))).active
    assert sheet["B5"].value == "[31m=1+1"
    assert (sheet["E5"].data_type, sheet["E5"].value) == ("s", "'=1+1")


def _rows(plan):
    from nhipcau.plans.queries import task_rows

    return task_rows(plan.tasks.all(), today=date(2026, 6, 20))


@pytest.mark.django_db
def test_another_agencys_evidence_file_is_not_opened_by_its_number(
    client_of, officer, coordinator, plan, duty, other_agency
):
    other = other_agency.duties.filter(task__plan=plan).exclude(task__kind="obligation").first()
    kept = work.add_evidence(
        duty=other, title="Riêng", upload=SimpleUploadedFile("a.txt", b"rieng"), by=coordinator
    )
    own = work.add_evidence(
        duty=duty, title="Chung", upload=SimpleUploadedFile("b.txt", b"chung"), by=officer
    )
    assert _opened(client_of(officer), kept) == 404
    assert _opened(client_of(coordinator), kept) == 200
    assert _opened(client_of(officer), own) == 200


def _opened(client, kept) -> int:
    answer = client.get(reverse("plans:evidence_file", args=[kept.pk]))
    if answer.streaming:
        b"".join(answer.streaming_content)  # the client closes the file after its last byte
    return answer.status_code


@pytest.mark.django_db
def test_a_withdrawn_evidence_file_is_out_of_sight(client_of, officer, duty):
    kept = work.add_evidence(duty=duty, title="", upload=SimpleUploadedFile("a.txt", b"nham"), by=officer)
    work.withdraw_evidence(kept=kept, by=officer)
    assert client_of(officer).get(reverse("plans:evidence_file", args=[kept.pk])).status_code == 404
    assert Evidence.objects.filter(pk=kept.pk).exists()


@pytest.mark.django_db
def test_a_task_is_not_added_to_a_discarded_draft(client_of, coordinator, plan_import):
    imports.discard_import(plan_import=plan_import, by=coordinator)
    answer = client_of(coordinator).post(reverse("plans:import_add", args=[plan_import.pk]), follow=True)
    assert (
        f"Không sửa tiếp nội dung trích xuất được vì {coordinator} đã chuyển sang tình trạng “Đã hủy nhập” từ ngày"
        in answer.content.decode()
    )


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["head", "t0", "o0", "khong-co"])
def test_a_part_of_a_draft_that_is_not_read_yet_is_not_there(client_of, coordinator, plan_import, key):
    PlanImport.objects.filter(pk=plan_import.pk).update(draft=None, state=ImportState.WAITING)
    address = reverse("plans:import_part", args=[plan_import.pk, key])
    assert client_of(coordinator).get(address).status_code == 404
    assert client_of(coordinator).post(address, {"seen": ""}).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("parent", ["head", "o0", "khong-co"])
def test_a_new_task_under_what_is_no_task_stands_at_the_end(client_of, coordinator, plan_import, parent):
    client_of(coordinator).post(reverse("plans:import_add", args=[plan_import.pk]), {"parent": parent})
    plan_import.refresh_from_db()
    assert not plan_import.draft["tasks"][-1]["title"]


@pytest.mark.django_db
def test_a_refused_change_is_not_called_saved(client_of, coordinator, plan_import):
    wish = {"title": "Tên khác", "seen": "cũ"}
    address = reverse("plans:import_part", args=[plan_import.pk, "t0"])
    page = client_of(coordinator).post(address, wish).content.decode()
    assert "Người khác vừa sửa phần này" in page
    assert "Đã lưu" not in page


@pytest.mark.django_db
def test_a_null_character_settles_no_name_of_a_draft(client_of, coordinator, plan_import):
    address = reverse("plans:import_name", args=[plan_import.pk])
    client_of(coordinator).post(address, {"written": "Sở\x00", "meaning": "nobody"})
    assert not NameDecision.objects.exists()


@pytest.mark.parametrize("size", [(1, 14400), (14400, 14400), (0.01, 0.01), (595, 842)])
def test_a_page_of_any_size_is_a_picture_of_bounded_size(size, tmp_path):
    document, path = pdfium.PdfDocument.new(), tmp_path / "ke-hoach.pdf"
    document.new_page(*size)
    document.save(path)
    document.close()
    with Image.open(BytesIO(picture.page_png(path, "ke-hoach.pdf", 1))) as shown:
        assert max(shown.size) <= 3 * picture.WIDTH


@pytest.mark.django_db
def test_a_feed_has_no_key_with_a_null_character(client, installation):
    assert client.get("/lich/%00/toi.ics").status_code == 404


@pytest.mark.django_db
def test_a_report_sent_twice_is_one_report_on_one_date(client_of, officer, duty):
    first = duty.deliverables.get()
    later = TaskDue.objects.create(task=duty.task, on=date(2026, 12, 15))
    second = duty.deliverables.create(due=later, due_on=later.on)
    page = client_of(officer).get(reverse("plans:task", args=[duty.task_id])).content.decode()
    assert f'name="deliverable" value="{first.pk}"' in page
    for _ in range(2):
        client_of(officer).post(
            reverse("plans:duty_report", args=[duty.pk]), {"percent": 100, "deliverable": first.pk}
        )
    second.refresh_from_db()
    assert (Progress.objects.count(), second.done_on) == (1, None)


@pytest.mark.django_db
def test_a_report_for_a_date_that_was_moved_meanwhile_is_refused(client_of, officer, duty):
    answer = client_of(officer).post(
        reverse("plans:duty_report", args=[duty.pk]), {"percent": 100, "deliverable": 987654}, follow=True
    )
    assert "không thuộc phần việc" in answer.content.decode()
    assert not Progress.objects.exists()
