from __future__ import annotations

import re
from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar
from openpyxl import load_workbook

from nhipcau.agencies.models import Agency
from nhipcau.kernel.models import LogEntry
from nhipcau.plans import taskpage
from nhipcau.plans.actions.feeds import renew_calendar_key
from nhipcau.plans.models import Assignment, Duty, Plan, Progress, Task

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _half_year(monkeypatch):
    monkeypatch.setenv("NHIPCAU_TODAY", "2026-06-20")


def test_an_officer_sees_only_the_own_agencys_part(client_of, officer, plan):
    page = client_of(officer).get(reverse("plans:plan", args=[plan.pk])).content.decode()
    assert "Xuất bản ấn phẩm song ngữ" in page
    other = Agency.objects.create(code="khac", name="Ban Khác")
    Task.objects.filter(number="1").first().duties.all().delete()
    officer.role_holdings.update(agency=other)
    assert client_of(officer).get(reverse("plans:plan", args=[plan.pk])).status_code == 404


def test_an_officer_cannot_report_for_another_agency(client_of, officer, plan, other_agency):
    duty = other_agency.duties.filter(task__number="1").get()
    answer = client_of(officer).post(reverse("plans:duty_report", args=[duty.pk]), {"percent": 100})
    assert answer.status_code == 403
    assert not Progress.objects.exists()


def test_one_click_reports_from_the_desk(client_of, officer, duty):
    item = duty.deliverables.get()
    answer = client_of(officer).post(
        reverse("plans:duty_report", args=[duty.pk]), {"percent": 100, "deliverable": item.pk, "next": "home"}
    )
    assert (answer.status_code, answer.url) == (302, "/")
    item.refresh_from_db()
    assert item.done_on == date(2026, 6, 20)


def test_of_many_parts_the_forms_come_one_by_one_when_opened(client_of, coordinator, officer, duty, agency):
    task, mine = reverse("plans:task", args=[duty.task_id]), reverse("plans:duty_report_form", args=[duty.pk])
    sends = f'action="{reverse("plans:duty_report", args=[duty.pk])}"'
    assert sends in client_of(officer).get(task).text  # the own part alone: its form is there
    for number in range(taskpage.MOST_OPEN):
        other = Agency.objects.create(code=f"khac-{number}", name=f"Ban {number}")
        Duty.objects.create(task=duty.task, agency=other, role=duty.role, began_on=duty.began_on)
    page = client_of(coordinator).get(task).text
    assert sends not in page
    assert f'hx-get="{mine}"' in page
    assert f'<a href="{mine}"' in page  # for whoever has no script
    assert sends in client_of(officer).get(task).text
    whole = client_of(coordinator).get(mine)
    assert sends in whole.text
    assert "<html" in whole.text
    part = client_of(coordinator).get(mine, headers={"HX-Request": "true"})
    assert sends in part.text
    assert "<html" not in part.text


def test_a_task_of_everybody_is_one_line_and_a_report_leads_back_to_its_part(client_of, coordinator, duty):
    task = reverse("plans:task", args=[duty.task_id])
    others = [Agency.objects.create(code=f"x-{number}", name=f"Đơn vị {number:03}") for number in range(90)]
    made = [
        Duty.objects.create(task=duty.task, agency=other, role=duty.role, began_on=duty.began_on)
        for other in others
    ]
    client, last = client_of(coordinator), made[-1]
    first = client.get(task)
    with CaptureQueriesContext(connection) as asked:
        client.get(task)
    assert f'id="phan-viec-{last.pk}"' not in first.text
    assert "91 cơ quan, 0 đã báo" in " ".join(first.text.split())
    answer = client.post(reverse("plans:duty_report", args=[last.pk]), {"percent": 50})
    after = client.get(answer.url).text
    assert f'id="phan-viec-{last.pk}"' in after
    assert "91 cơ quan, 1 đã báo" in " ".join(after.split())
    assert client.get(task, {"phan_viec": "x"}).status_code == 200
    Agency.objects.create(code="x-91", name="Đơn vị 091").duties.create(
        task=duty.task, role=duty.role, began_on=duty.began_on
    )
    with CaptureQueriesContext(connection) as again:
        client.get(task)
    assert len(asked) == len(again)


def test_the_list_of_a_role_comes_in_pages_and_finds_without_marks(client_of, coordinator, officer, duty):
    others = [Agency.objects.create(code=f"x-{number}", name=f"Đơn vị {number:03}") for number in range(90)]
    for other in others:
        Duty.objects.create(task=duty.task, agency=other, role=duty.role, began_on=duty.began_on)
    where = reverse("plans:task_parts", args=[duty.task_id, "lead"])
    client = client_of(coordinator)
    pages = [client.get(where, {"trang": number}).text for number in (1, 2, 3)]
    assert pages[0].count('id="phan-viec-') == taskpage.PER_PAGE
    seen = set(re.findall(r'id="phan-viec-(\d+)"', "".join(pages)))
    parts = duty.task.duties.filter(role="lead")
    assert seen == {str(key) for key in parts.values_list("pk", flat=True)}
    found = client.get(where, {"q": "don vi 077"}, headers={"HX-Request": "true"}).text
    assert found.count('id="phan-viec-') == 1
    assert "<html" not in found
    opened = client.get(where, {"mo": "1"}, headers={"HX-Request": "true"}).text
    assert 'type="search"' in opened
    assert client.get(where, {"q": "%\x00' OR 1", "trang": "-9"}).status_code == 200
    assert client.get(where.replace("/lead/", "/khong-co/")).status_code == 404
    own = client_of(officer).get(where).text
    assert own.count('id="phan-viec-') == 1  # nobody else's


def test_the_form_of_a_part_that_is_over_or_anothers_does_not_open(
    client_of, coordinator, officer, duty, other_agency
):
    theirs = other_agency.duties.filter(task__plan=duty.task.plan).first()
    answer = client_of(officer).get(reverse("plans:duty_report_form", args=[theirs.pk]))
    assert answer.status_code == 403
    duty.ended_on = date(2026, 6, 1)
    duty.save(update_fields=["ended_on"])
    answer = client_of(coordinator).get(reverse("plans:duty_report_form", args=[duty.pk]), follow=True)
    assert "đã chuyển giao hoặc kế hoạch đã đóng" in answer.text


def test_a_bad_percent_is_told_and_changes_nothing(client_of, officer, duty):
    client = client_of(officer)
    client.post(reverse("plans:duty_report", args=[duty.pk]), {"percent": "101"})
    client.post(reverse("plans:duty_report", args=[duty.pk]), {"percent": "abc"})
    assert not Progress.objects.exists()


@pytest.mark.parametrize("view", ["bang", "cot", "lich", "tien-do", "khong-co"])
def test_every_view_of_a_plan_shows_it(client_of, coordinator, plan, view):
    answer = client_of(coordinator).get(
        reverse("plans:plan", args=[plan.pk]), {"xem": view, "thang": "2026-06"}
    )
    assert answer.status_code == 200
    assert "Xuất bản ấn phẩm" in answer.content.decode()


@pytest.mark.parametrize(
    ("asked", "there", "away"),
    [
        ({"q": "an pham song ngu"}, "Xuất bản ấn phẩm", "Tổ chức hội chợ"),
        ({"thoi_gian": "quarter"}, "Tổ chức hội chợ", "Xuất bản ấn phẩm"),
        ({"tinh_trang": "open_overdue"}, "Ban hành văn bản", "Tổ chức hội chợ"),
        ({"co_quan": "not a number"}, "Tổ chức hội chợ", "zzz"),
    ],
)
def test_filters_live_in_the_address(client_of, coordinator, plan, asked, there, away):
    page = client_of(coordinator).get(reverse("plans:plan", args=[plan.pk]), asked).content.decode()
    assert there in page
    assert away not in page


def test_the_workbook_holds_what_the_screen_shows(client_of, coordinator, plan):
    answer = client_of(coordinator).get(reverse("plans:export", args=[plan.pk]), {"q": "an pham"})
    sheet = load_workbook(BytesIO(answer.content)).active
    titles = [row[1].value for row in sheet.iter_rows(min_row=5)]
    assert "Xuất bản ấn phẩm song ngữ" in titles
    assert "Tổ chức hội chợ biên giới" not in titles


def test_a_calendar_opens_by_its_key_alone_and_closes_when_it_changes(client, officer, duty):
    key = renew_calendar_key(officer=officer, by=officer)
    address = reverse("plans:calendar_feed", args=[key, "toi"])
    events = Calendar.from_ical(client.get(address).content).walk("VEVENT")
    assert date(2026, 6, 29) in {event.decoded("dtstart") for event in events}
    renew_calendar_key(officer=officer, by=officer)
    assert client.get(address).status_code == 404


def test_looking_at_the_calendars_page_makes_no_key_and_pressing_does(client_of, officer):
    client, page = client_of(officer), reverse("plans:calendar_settings")
    assert "Tạo địa chỉ lịch" in client.get(page).content.decode()
    officer.refresh_from_db()
    assert not officer.calendar_key and not LogEntry.objects.exists()
    assert client.post(page).status_code == 302
    officer.refresh_from_db()
    assert officer.calendar_key in client.get(page).content.decode()


def test_an_upload_is_read_and_shown_beside_the_document(client_of, coordinator, departments, plan_text):
    client = client_of(coordinator)
    file = SimpleUploadedFile("kh.txt", plan_text.encode())
    answer = client.post(reverse("plans:import_new"), {"file": file}, follow=True)
    assert answer.status_code == 200
    assert "Đang đọc văn bản" in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("rong.docx", b"", "rỗng"),
        ("virus.exe", b"MZ...", "Chưa đọc được loại tệp"),
        ("cu.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".docx"),
    ],
)
def test_a_wrong_file_is_refused_in_the_officers_words(client_of, coordinator, name, content, says):
    answer = client_of(coordinator).post(
        reverse("plans:import_new"), {"file": SimpleUploadedFile(name, content)}
    )
    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_a_file_over_the_limit_is_refused_in_the_officers_words(client_of, coordinator, settings):
    settings.MAX_UPLOAD_BYTES = 2 * 1024 * 1024
    answer = client_of(coordinator).post(
        reverse("plans:import_new"), {"file": SimpleUploadedFile("to.pdf", b"%PDF-" + b"0" * 4_000_000)}
    )
    assert answer.status_code == 422
    assert "2 MB" in answer.content.decode()


def test_editing_a_part_of_the_draft_and_confirming(client_of, coordinator, plan_import):
    client = client_of(coordinator)
    page = client.get(reverse("plans:import_part", args=[plan_import.pk, "t0"]))
    seal = page.context["seal"]
    shown = page.context["form"].initial
    values = {key: value or "" for key, value in shown.items()} | {"title": "Tên đã sửa", "seen": seal}
    answer = client.post(reverse("plans:import_part", args=[plan_import.pk, "t0"]), values)
    assert "Đã lưu" in answer.content.decode()
    client.post(reverse("plans:import_confirm", args=[plan_import.pk]))
    assert Plan.objects.get().tasks.filter(title="Tên đã sửa").exists()


def test_names_are_settled_on_one_screen(client_of, coordinator, plan, agency):
    line = Assignment.objects.get(written="Hội Nhà báo tỉnh")
    client = client_of(coordinator)
    assert "Hội Nhà báo tỉnh" in client.get(reverse("plans:names", args=[plan.pk])).content.decode()
    client.post(reverse("plans:names", args=[plan.pk]), {"line": line.pk, "meaning": f"agency:{agency.pk}"})
    assert "Hội Nhà báo tỉnh" not in client.get(reverse("plans:names", args=[plan.pk])).context["names"]


def test_evidence_is_served_as_a_download_only(client_of, officer, duty):
    client = client_of(officer)
    file = SimpleUploadedFile("trang.html", b"<script>alert(1)</script>")
    client.post(reverse("plans:duty_evidence", args=[duty.pk]), {"upload": file})
    page = client.get(reverse("plans:task", args=[duty.task_id])).content.decode()
    address = next(part for part in page.split('"') if part.endswith("/tep/"))
    answer = client.get(address)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content) == b"<script>alert(1)</script>"
    answer.close()


def _grow(plan, agency, count):
    first = 100 + plan.tasks.filter(position__gte=100).count()
    for place in range(first, first + count):
        task = Task.objects.create(plan=plan, number=f"9.{place}", position=place, title=f"Việc {place}")
        Assignment.objects.create(task=task, role="lead", written=agency.name, agency=agency)


def test_a_plans_page_asks_the_same_number_of_queries_at_3_and_30_rows(
    client_of, coordinator, plan, agency, django_assert_num_queries, django_assert_max_num_queries
):
    client = client_of(coordinator)
    _grow(plan, agency, 1)  # a task that nobody owes is asked for its days: once for all of them
    client.get(reverse("plans:plan", args=[plan.pk]))
    with django_assert_max_num_queries(20) as small:
        client.get(reverse("plans:plan", args=[plan.pk]))
    _grow(plan, agency, 30)
    with django_assert_num_queries(len(small)):
        client.get(reverse("plans:plan", args=[plan.pk]))


def test_a_paper_without_tasks_offers_no_confirming_and_does_not_say_that_all_is_well(
    plan_import, coordinator, client
):
    plan_import.draft["tasks"] = []
    plan_import.save(update_fields=["draft"])
    client.force_login(coordinator)
    page = client.get(reverse("plans:import", args=[plan_import.pk])).content.decode()
    assert reverse("plans:import_confirm", args=[plan_import.pk]) not in page
    assert "Không còn chỗ nào phải rà soát" not in page
    assert "Chưa đọc được nhiệm vụ nào" in page
