from __future__ import annotations

import re
import threading
from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from nhipcau.agencies.actions.succession import merge
from nhipcau.agencies.models import Agency
from nhipcau.kernel.models import Evidence, LogEntry, Notice, StoredFile
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.saying import say
from nhipcau.kernel.standing import Lateness
from nhipcau.office.deadlines.actions import remind
from nhipcau.plans import queries
from nhipcau.plans.actions import changing, duties, work
from nhipcau.plans.models import Assignment, Deliverable, Duty
from nhipcau.plans.states import PlanState

DAY = date(2026, 6, 1)


def report(duty, percent, by, day=DAY, **more):
    return work.report_progress(duty=duty, percent=percent, note="", by=by, today=day, **more)


def test_a_full_report_delivers_the_earliest_open_result(duty, officer):
    report(duty, 100, officer)
    item = duty.deliverables.get()
    assert (item.done_on, item.standing(DAY).lateness) == (DAY, Lateness.ON_TIME)


def test_a_report_after_the_day_is_done_late_with_its_days(duty, officer):
    report(duty, 100, officer, day=date(2026, 7, 3))
    assert duty.deliverables.get().standing(date(2026, 8, 1)).days == 4


def test_a_lower_report_corrects_one_that_said_done(duty, officer):
    report(duty, 100, officer)
    report(duty, 75, officer, deliverable=duty.deliverables.get(), falls_back=True)
    item = duty.deliverables.get()
    assert (item.done_on, item.percent) == (None, 75)
    assert duty.progress.count() == 2


def test_a_duty_with_two_periods_is_half_done_after_the_first(plan, other_agency, coordinator):
    duty = Duty.objects.get(task__number="1", agency=other_agency, role="lead")
    report(duty, 100, coordinator, day=date(2026, 5, 10))
    duty.refresh_from_db()
    assert duty.percent == 50


def test_progress_is_in_the_log_with_before_and_after(duty, officer):
    report(duty, 50, officer)
    entry = LogEntry.objects.get(action="task.progress")
    assert (entry.by, entry.before, entry.after) == (
        officer,
        {"percent": 0},
        {"percent": 50},
    )


def test_a_closed_plan_takes_no_progress(plan, duty, coordinator, officer):
    work.close_plan(plan=plan, by=coordinator)
    with pytest.raises(Refused) as locked:
        report(Duty.objects.get(pk=duty.pk), 50, officer)
    day = timezone.localdate().strftime("%d/%m/%Y")
    assert say(locked.value) == (
        f"Không báo thêm tiến độ được vì Trần Điều Phối đã chuyển sang tình trạng “Đã đóng” từ ngày {day}."
        " Muốn vậy, hãy mở lại kế hoạch này trước (cơ quan điều phối)."
    )
    work.reopen_plan(plan=plan, by=coordinator)
    report(Duty.objects.get(pk=duty.pk), 50, officer)


def test_a_plan_is_closed_and_reopened_once_each(plan, coordinator):
    with pytest.raises(Refused) as refused:
        work.reopen_plan(plan=plan, by=coordinator)
    assert "Không mở lại kế hoạch này được" in say(refused.value)
    work.close_plan(plan=plan, by=coordinator)
    with pytest.raises(Refused):
        work.close_plan(plan=plan, by=coordinator)
    plan.refresh_from_db()
    assert (plan.state, plan.closed_by) == (PlanState.CLOSED, coordinator)
    assert LogEntry.objects.filter(action="plan.closed").count() == 1


def test_the_button_that_did_nothing_never_says_done(client_of, plan, coordinator):
    client, address = client_of(coordinator), reverse("plans:close", args=[plan.pk])
    assert "Đã đóng kế hoạch." in client.post(address, {"viec": "dong"}, follow=True).content.decode()
    again = client.post(address, {"viec": "dong"}, follow=True).content.decode()
    assert "Đã đóng kế hoạch." not in again
    assert "Không đóng kế hoạch này được" in again
    assert "Đã mở lại kế hoạch." in client.post(address, {"viec": "mo"}, follow=True).content.decode()


def test_evidence_is_withdrawn_once(duty, officer):
    kept = work.add_evidence(duty=duty, title="Bài", url="https://example.org/bai", by=officer)
    work.withdraw_evidence(kept=kept, by=officer)
    with pytest.raises(Refused, match="đã được gỡ"):
        work.withdraw_evidence(kept=Evidence.objects.get(pk=kept.pk), by=officer)


def test_evidence_is_one_of_file_link_or_record(duty, officer):
    with pytest.raises(Refused):
        work.add_evidence(duty=duty, title="", by=officer)
    with pytest.raises(Refused):
        work.add_evidence(
            duty=duty, title="", url="https://example.org", upload=ContentFile(b"x", name="a"), by=officer
        )
    work.add_evidence(duty=duty, title="Bài đăng", url="https://example.org/bai", by=officer)
    work.add_evidence(duty=duty, title="", upload=ContentFile(b"noi dung", name="anh.jpg"), by=officer)
    kept = work.add_evidence(duty=duty, title="", record=duty.task.plan.document, by=officer)
    assert Evidence.objects.standing().about_record(duty).count() == 3
    work.withdraw_evidence(kept=kept, by=officer)
    assert Evidence.objects.standing().about_record(duty).count() == 2


def test_moving_a_date_keeps_what_was_delivered(duty, officer, coordinator):
    more = {"task": duty.task, "reason": "Theo Công văn số 12", "today": DAY, "by": coordinator}
    changing.set_dues(days=[date(2026, 6, 29), date(2026, 9, 30)], **more)
    report(duty, 100, officer)
    changing.set_dues(days=[date(2026, 9, 30)], **more)
    assert [item.due_on for item in duty.deliverables.current()] == [date(2026, 6, 29), date(2026, 9, 30)]


def test_settling_a_name_gives_the_duty_and_is_remembered(plan, coordinator, db):
    press = Agency.objects.create(code="hoi-nha-bao", name="Hội Nhà báo Lâm Đồng", kind="mass")
    line = Assignment.objects.get(written="Hội Nhà báo tỉnh")
    assert duties.settle_assignment(assignment=line, agency=press, group=None, by=coordinator) == 1
    assert Duty.objects.filter(agency=press, task=line.task, role="coordinate").exists()


@pytest.fixture
def successor(db) -> Agency:
    return Agency.objects.create(
        code="so-moi", name="Sở Kinh tế", kind="department", valid_from=date(2026, 3, 1)
    )


def test_after_a_merger_open_work_is_the_successors_and_history_stays(
    plan, duty, agency, successor, officer, coordinator
):
    report(duty, 50, officer, day=date(2026, 3, 1))
    merge(
        predecessor=agency, successor=successor, on=date(2026, 4, 1), by=coordinator, today=date(2026, 4, 2)
    )
    duty.refresh_from_db()
    heir = Duty.objects.current().get(task=duty.task, role="lead")
    assert (duty.ended_on is not None, heir.agency, heir.inherited_from, heir.percent) == (
        True,
        successor,
        duty,
        50,
    )
    assert duty.progress.count() == 1
    assert Deliverable.objects.open().get(duty=heir).percent == 50
    row = next(row for row in queries.task_rows(plan.tasks.all(), today=DAY) if row.task == duty.task)
    lead = row.names["lead"][0]
    assert (lead.written, lead.now, lead.moved) == ("Sở Công Thương", "Sở Kinh tế", True)


def test_officers_go_with_the_work_after_a_merger(duty, agency, successor, officer, coordinator):
    merge(
        predecessor=agency, successor=successor, on=date(2026, 4, 1), by=coordinator, today=date(2026, 4, 2)
    )
    officer.refresh_from_db()
    assert officer.agency == successor
    report(Duty.objects.current().get(task=duty.task, role="lead"), 50, officer)


def test_what_was_delivered_before_a_merger_is_not_owed_again(duty, agency, successor, officer, coordinator):
    report(duty, 100, officer, day=date(2026, 3, 1))
    merge(
        predecessor=agency, successor=successor, on=date(2026, 4, 1), by=coordinator, today=date(2026, 4, 2)
    )
    heir = Duty.objects.current().get(task=duty.task, role="lead")
    assert not heir.deliverables.exists()


@pytest.mark.parametrize(("left", "count"), [(8, 0), (7, 1), (1, 1), (0, 1), (-1, 1), (-20, 1)])
def test_reminders_come_at_their_days(duty, officer, left, count):
    day = date(2026, 6, 29) - timedelta(days=left)
    remind(today=day)
    mine = Notice.objects.filter(
        recipient=officer, once__startswith=f"plans.due:{duty.deliverables.get().pk}:"
    )
    assert mine.count() == count


def test_reminding_again_tells_nobody_twice(duty, officer):
    first = remind(today=date(2026, 6, 28))
    assert first
    assert remind(today=date(2026, 6, 28)) == 0


def test_a_figure_is_the_count_of_its_list(plan, duty, officer):
    report(duty, 100, officer, day=date(2026, 7, 3))
    rows = queries.task_rows(plan.tasks.all(), today=date(2026, 7, 10))
    figures = queries.health(rows)
    assert figures.delivered == Deliverable.objects.exclude(done_on=None).count() == 1
    assert figures.late == 1
    assert figures.tasks == plan.tasks.leaves().count()
    assert figures.overdue == sum(row.column == "overdue" for row in rows)


def test_a_state_secret_is_no_evidence_and_is_not_stored(duty, officer, plan_text):
    secret = ContentFile(plan_text.replace("Số: 1234", "TỐI MẬT\nSố: 1234").encode(), name="bao-cao.txt")
    before = StoredFile.objects.count()
    with pytest.raises(Refused) as refused:
        work.add_evidence(duty=duty, title="", upload=secret, by=officer)
    assert "mật" in str(refused.value).lower()
    assert StoredFile.objects.count() == before
    photo = ContentFile(bytes(range(256)) * 9, name="anh.jpg")
    kept = work.add_evidence(duty=duty, title="", upload=photo, is_declared=True, by=officer)
    assert kept.file.size == 2304 and kept.file.declared_by == str(officer)


def test_evidence_of_a_closed_plan_stays(plan, duty, officer, coordinator):
    kept = work.add_evidence(duty=duty, title="Bài", url="https://example.org/bai", by=officer)
    work.close_plan(plan=plan, by=coordinator)
    with pytest.raises(Refused):
        work.withdraw_evidence(kept=Evidence.objects.get(pk=kept.pk), by=officer)


def test_a_film_as_evidence_needs_its_officers_word_which_stays_beside_it(client_of, officer, duty):
    from django.core.files.uploadedfile import SimpleUploadedFile

    film = b"\0\0\0\x18ftypmp42" + bytes(range(256)) * 40
    client, url = client_of(officer), reverse("plans:duty_evidence", args=[duty.pk])
    refused = client.post(url, {"upload": SimpleUploadedFile("phim.mp4", film)}, follow=True)
    assert "không xem được bên trong" in refused.content.decode() and not Evidence.objects.exists()
    page = client.post(url, {"upload": SimpleUploadedFile("phim.mp4", film), "declared": "on"}, follow=True)
    assert "Lê Cán Bộ cam đoan ngày" in page.content.decode() and Evidence.objects.count() == 1


def test_a_report_for_a_day_that_was_dropped_meanwhile_says_so(duty, officer, coordinator):
    item = duty.deliverables.order_by("due_on").first()  # as the officer's page read it
    more = {"reason": "Dời theo lịch hội nghị", "today": DAY, "by": coordinator}
    changing.set_dues(task=duty.task, days=[date(2026, 9, 30)], **more)
    with pytest.raises(Refused, match="đã thay đổi"):
        work.report_progress(duty=duty, percent=100, note="", by=officer, today=DAY, deliverable=item)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time anyway")
@pytest.mark.django_db(transaction=True)
def test_setting_dates_beside_a_report_that_is_being_written_keeps_what_was_delivered(
    duty, officer, coordinator
):
    item = duty.deliverables.order_by("due_on").first()
    held, failed = threading.Event(), []

    def drop() -> None:
        held.wait(10)
        try:
            changing.set_dues(
                task=duty.task, days=[date(2026, 9, 30)], reason="Dời lịch", today=DAY, by=coordinator
            )
        except Exception as fault:
            failed.append(fault)
        finally:
            connection.close()

    other = threading.Thread(target=drop)
    other.start()
    with transaction.atomic():
        work.report_progress(duty=duty, percent=100, note="", by=officer, today=DAY, deliverable=item)
        held.set()
        other.join(timeout=1)
    other.join(timeout=30)
    assert not failed
    item.refresh_from_db()
    assert item.done_on == DAY and item.ended_on is None


def test_whoever_adds_evidence_finds_the_forms_still_open(officer, duty, client_of):
    client = client_of(officer)
    answer = client.post(
        reverse("plans:duty_evidence", args=[duty.pk]), {"title": "Bài báo", "url": "https://bao.example/1"}
    )
    folded = re.search(
        r'<details class="nc-fold[^>]*>', client.get(reverse("plans:task", args=[duty.task_id])).text
    )
    opened = re.search(r'<details class="nc-fold[^>]*>', client.get(answer.url).text)
    assert folded and " open" not in folded.group()
    assert opened and " open" in opened.group()


def test_who_runs_the_plan_hears_an_agency_that_asks_for_more_time(duty, officer, coordinator, leader):
    work.say(task=duty.task, text="Xin lùi đến 15/8 vì chờ bản dịch", by=officer)
    told = Notice.objects.filter(kind="plans.comment")
    assert told.filter(recipient=coordinator, title__contains="Xin lùi đến 15/8").count() == 1
    assert not told.filter(recipient__in=[officer, leader]).exists()
    work.say(task=duty.task, text="Đồng ý", by=coordinator)
    assert not told.filter(title__contains="Đồng ý").exclude(recipient=officer).exists()
