"""A reported result that does not do goes back to its agency, with the reason, and stands open until it is mended."""

from __future__ import annotations

import threading
from datetime import date, timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from tests.laid import apart, laid

from nhipcau.kernel import undo
from nhipcau.kernel.models import Evidence, LogEntry, Notice, Undoable
from nhipcau.kernel.refusal import Refused
from nhipcau.plans.actions import sending_back, work
from nhipcau.plans.models import Deliverable, Progress
from nhipcau.plans.tallies import wrong

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 20)
WHY = "Ảnh không phải của ấn phẩm. Đề nghị gửi bản in."


@pytest.fixture
@apart
def report(duty, officer):
    """The officer reports on the agency's part, on a day of June; gives what is owed."""

    def reported(percent, day=10):
        work.report_progress(duty=duty, percent=percent, note="", by=officer, today=date(2026, 6, day))
        return duty.deliverables.get()

    return reported


@pytest.fixture
@laid
def owed(report, duty, officer):
    """A result reported at 75, then at 100 with evidence, before its day."""
    report(75, day=5)
    work.add_evidence(duty=duty, title="Ảnh mờ", url="https://example.org/", by=officer)
    return report(100)


def back(owed, by, *, reason=WHY, today=TODAY, **more):
    return sending_back.send_back(owed=owed, reason=reason, today=today, by=by, **more)


def stands(owed):
    owed.refresh_from_db()
    return owed.percent, owed.done_on, owed.due_on


def test_it_stands_open_at_what_was_reached_before_and_nothing_is_lost(owed, duty, coordinator):
    due = owed.due_on
    back(owed, coordinator)
    assert stands(owed) == (75, None, due)
    duty.refresh_from_db()
    assert duty.percent == 75
    told = [(one.percent, one.sends_back, one.note, one.officer) for one in duty.progress.order_by("pk")]
    assert told[-1] == (75, True, WHY, coordinator)
    assert [one[0] for one in told] == [75, 100, 75]
    assert Evidence.objects.standing().get().title == "Ảnh mờ"
    assert not wrong(duty.task.plan)


def test_what_went_to_done_at_once_goes_back_to_nothing(report, coordinator):
    owed = report(100)
    back(owed, coordinator)
    assert stands(owed)[:2] == (0, None)


def test_the_log_says_who_whose_why_and_from_what_to_what(owed, coordinator, agency):
    back(owed, coordinator, new_due=date(2026, 7, 5))
    entry = LogEntry.objects.get(action="task.sent_back")
    assert (entry.by, entry.data["reason"]) == (coordinator, WHY)
    assert agency.name in str(entry.data)
    assert (entry.before["percent"], entry.after["percent"]) == (100, 75)
    assert "2026-07-05" in str(entry.after["due"])


def test_a_new_day_is_this_agencys_alone_and_lateness_goes_by_it(owed, duty, coordinator):
    back(owed, coordinator, new_due=date(2026, 7, 5))
    assert stands(owed) == (75, None, date(2026, 7, 5))
    assert owed.due.on == date(2026, 6, 29)
    assert not owed.standing(date(2026, 7, 5)).is_done
    assert owed.standing(date(2026, 7, 5)).days == 0
    assert not wrong(duty.task.plan)


def test_the_page_of_the_task_says_the_new_day_besides_the_plans(owed, duty, client_of, officer, coordinator):
    address = reverse("plans:task", args=[duty.task_id])
    assert "chỉ cho cơ quan được lùi hạn" not in client_of(officer).get(address).text
    back(owed, coordinator, new_due=date(2026, 7, 5))
    page = client_of(officer).get(address).text
    assert "05/07/2026" in page.split("chỉ cho cơ quan được lùi hạn")[0].rsplit("d-block", 1)[1]


@pytest.mark.parametrize(
    ("reason", "new_due", "words"),
    [
        ("  ", None, "lý do trả lại"),
        ("Thiếu", TODAY - timedelta(days=1), "từ hôm nay"),
        ("", TODAY, "lý do trả lại"),
    ],
    ids=str,
)
def test_a_reason_is_asked_for_and_a_day_that_can_be_met(owed, coordinator, reason, new_due, words):
    with pytest.raises(Refused, match=words):
        back(owed, coordinator, reason=reason, new_due=new_due)
    assert stands(owed)[0] == 100


def test_reported_again_it_is_done_on_that_day_and_no_longer_sent_back(owed, report, coordinator, client_of):
    back(owed, coordinator)
    page = reverse("plans:results", args=[owed.duty.task.plan_id])
    client = client_of(coordinator)
    assert [row[0] for row in client.get(page, {"tinh_trang": "tra-lai"}).context["rows"]] == [owed]
    report(100, day=25)
    assert stands(owed)[:2] == (100, date(2026, 6, 25))
    assert not client.get(page, {"tinh_trang": "tra-lai"}).context["rows"]


def test_it_can_go_back_a_second_time_to_where_it_stood_before(owed, report, coordinator):
    back(owed, coordinator)
    report(80, day=21)
    report(100, day=22)
    back(owed, coordinator, today=date(2026, 6, 23))
    assert stands(owed)[:2] == (80, None)


def test_twice_the_second_is_told_so(owed, coordinator):
    back(owed, coordinator)
    with pytest.raises(Refused, match="đã được trả lại ngày 20/06/2026"):
        back(owed, coordinator)
    assert Progress.objects.filter(sends_back=True).count() == 1


def test_what_is_not_reported_as_done_has_nothing_to_send_back(report, coordinator):
    with pytest.raises(Refused, match="chưa báo hoàn thành"):
        back(report(75), coordinator)


def test_what_was_reported_again_while_the_page_was_open_is_looked_at_first(owed, duty, officer, coordinator):
    seen = duty.progress.order_by("-pk").first().pk
    work.report_progress(
        duty=duty, percent=100, note="Đã gửi bản in.", by=officer, today=TODAY, deliverable=owed
    )
    with pytest.raises(Refused, match="đã báo lại"):
        back(owed, coordinator, seen=seen)


def test_a_closed_plan_and_a_part_that_is_over_refuse(owed, duty, coordinator):
    type(duty).objects.filter(pk=duty.pk).update(ended_on=TODAY)
    with pytest.raises(Refused, match="đã kết thúc"):
        back(owed, coordinator)
    type(duty).objects.filter(pk=duty.pk).update(ended_on=None)
    work.close_plan(plan=duty.task.plan, by=coordinator)
    with pytest.raises(Refused, match="“Đã đóng”"):
        back(owed, coordinator)
    assert stands(owed)[0] == 100


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_sends_it_back(owed, coordinator):
    answers: list[str] = []
    ready = threading.Barrier(2)

    def send():
        ready.wait()
        try:
            back(owed, coordinator)
            answers.append("sent")
        except Refused:
            answers.append("refused")
        finally:
            connection.close()

    both = [threading.Thread(target=send) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(answers) == ["refused", "sent"]
    assert Progress.objects.filter(sends_back=True).count() == 1


def test_its_officers_are_told_after_ten_seconds_and_not_if_it_was_taken_back(
    owed, duty, officer, coordinator, client_of, monkeypatch
):
    due = owed.due_on
    client = client_of(coordinator)
    address = reverse("plans:send_back", args=[owed.pk])
    answer = client.post(address, {"reason": WHY, "new_due": "31/12/2099"}, follow=True)
    assert "Hoàn tác" in answer.text
    told = Notice.objects.filter(kind="plans.sent_back")
    assert told.get().recipient == officer and not Notice.objects.to(officer).filter(kind="plans.sent_back")
    client.post(f"/hoan-tac/{Undoable.objects.get().pk}/")
    assert stands(owed) == (100, date(2026, 6, 10), due)
    duty.refresh_from_db()
    assert duty.percent == 100 and not told.exists() and not wrong(duty.task.plan)
    assert "Hoàn tác việc trả lại" in client.get(reverse("plans:task", args=[duty.task_id])).text
    client.post(address, {"reason": WHY})
    later = timezone.now() + timedelta(seconds=11)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert WHY in Notice.objects.to(officer).get(kind="plans.sent_back").text


def test_it_is_not_taken_back_once_the_agency_reported(owed, report, coordinator):
    with undo.collecting() as done:
        back(owed, coordinator)
    report(90, day=21)
    with pytest.raises(Refused, match="đã báo lại"):
        undo.take_back(pk=done[0].pk, by=coordinator)
    assert stands(owed)[0] == 90


def test_the_officer_reads_it_on_the_desk_and_the_task_and_may_not_do_it(
    owed, duty, officer, coordinator, client_of
):
    address = reverse("plans:send_back", args=[owed.pk])
    client = client_of(officer)
    assert client.get(address).status_code == 403
    assert client.post(address, {"reason": WHY}).status_code == 403
    back(owed, coordinator)
    for page in ("/", reverse("plans:task", args=[duty.task_id])):
        assert "cần bổ sung rồi báo lại" in client.get(page).text
        assert WHY in client.get(page).text


def test_the_coordinator_finds_it_in_the_task_and_in_the_results(owed, duty, coordinator, client_of):
    client, address = client_of(coordinator), reverse("plans:send_back", args=[owed.pk])
    pages = (reverse("plans:task", args=[duty.task_id]), reverse("plans:results", args=[duty.task.plan_id]))
    for page in pages:
        assert address in client.get(page).text
    form = client.get(address)
    assert form.context["form"].initial["seen"] == duty.progress.order_by("-pk").first().pk
    wrong_form = client.post(address, {"reason": ""})
    assert wrong_form.status_code == 422
    back(owed, coordinator)
    for page in pages:
        assert address not in client.get(page).text
    assert (
        client.get(reverse("plans:send_back", args=[Deliverable.objects.latest("pk").pk + 1])).status_code
        == 404
    )


@pytest.fixture
def free(duty):
    """The same part, owing nothing at any day (thường xuyên, không có thời hạn)."""
    duty.deliverables.all().delete()
    return duty


def test_a_part_without_days_goes_back_as_well(free, officer, coordinator, client_of):
    for percent, day in ((60, 5), (100, 10)):
        work.report_progress(duty=free, percent=percent, note="", by=officer, today=date(2026, 6, day))
    client, address = client_of(coordinator), reverse("plans:send_back_part", args=[free.pk])
    page = reverse("plans:task", args=[free.task_id])
    assert address in client.get(page).text
    assert "new_due" not in client.get(address).context["form"].fields
    assert client.post(address, {"reason": WHY, "new_due": "31/12/2099"}).status_code == 302
    free.refresh_from_db()
    assert free.percent == 60 and not wrong(free.task.plan)
    sent = free.progress.order_by("-pk").first()
    assert (sent.sends_back, sent.deliverable, sent.note) == (True, None, WHY)
    told = client.get(page).text
    assert address not in told and "cần bổ sung rồi báo lại" in told
    client.post(f"/hoan-tac/{Undoable.objects.get().pk}/")
    free.refresh_from_db()
    assert free.percent == 100 and address in client.get(page).text
    assert client_of(officer).post(address, {"reason": WHY}).status_code == 403


def test_of_a_part_without_days_only_what_is_done_and_of_one_with_days_only_a_result(
    duty, officer, coordinator
):
    with pytest.raises(Refused, match="chọn kết quả"):
        back(duty, coordinator)
    duty.deliverables.all().delete()
    with pytest.raises(Refused, match="chưa báo hoàn thành"):
        back(duty, coordinator)
    work.report_progress(duty=duty, percent=100, note="", by=officer, today=date(2026, 6, 5))
    with pytest.raises(Refused, match="không có thời hạn"):
        back(duty, coordinator, new_due=date(2026, 7, 5))
    back(duty, coordinator)
    with pytest.raises(Refused, match="đã được trả lại"):
        back(duty, coordinator)
