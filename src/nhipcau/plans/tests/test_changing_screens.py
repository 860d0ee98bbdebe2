"""Changing a running task from its page: who may, what is asked, what is told, and where one stands afterwards."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from nhipcau.agencies.models import Agency
from nhipcau.kernel import undo
from nhipcau.kernel.models import LogEntry, Notice, Undoable
from nhipcau.plans.models import Comment, Duty

WHY = "Theo Công văn số 45/SCT-TM"


@pytest.fixture
def third(db) -> Agency:
    return Agency.objects.create(
        code="dai-pttth", name="Đài Phát thanh và Truyền hình", kind="press", valid_from=date(2020, 1, 1)
    )


def plain(answer) -> str:
    return " ".join(answer.text.split())


def test_agencies_are_added_at_once_with_one_reason_and_one_way_back(client_of, coordinator, duty, third):
    client = client_of(coordinator)
    fourth = Agency.objects.create(code="ban-khac", name="Ban Khác", valid_from=date(2020, 1, 1))
    where = reverse("plans:task_add_parts", args=[duty.task_id])
    assert third.name in client.get(where).text
    said = {"agencies": [third.pk, fourth.pk], "role": "coordinate", "reason": WHY}
    answer = client.post(where, said, follow=True)
    assert "Giao thêm cơ quan: đã xong" in plain(answer)
    assert third.name in answer.text
    assert WHY in answer.text  # the change and its reason stand on the page
    client.post(f"/hoan-tac/{Undoable.objects.get().pk}/")
    assert not Duty.objects.current().filter(agency__in=[third, fourth]).exists()


def test_without_a_reason_what_was_chosen_stays(client_of, coordinator, duty, third):
    where = reverse("plans:task_add_parts", args=[duty.task_id])
    answer = client_of(coordinator).post(where, {"agencies": [third.pk], "role": "lead", "reason": " "})
    assert answer.status_code == 422
    assert "checked" in answer.text
    assert not Duty.objects.filter(agency=third).exists()


def test_the_lead_is_changed_and_the_page_tells_it_to_both_agencies(
    client_of, coordinator, officer, duty, third
):
    where = reverse("plans:duty_lead", args=[duty.pk])
    client_of(coordinator).post(where, {"agency": third.pk, "stays_on": "on", "reason": WHY})
    page = client_of(officer).get(reverse("plans:task", args=[duty.task_id]))
    assert WHY in page.text
    assert "Đổi cơ quan chủ trì" in plain(page)
    entry = LogEntry.objects.get(action="task.lead_changed")
    assert (entry.before["lead"]["name"], entry.after["lead"]["name"]) == (duty.agency.name, third.name)


def test_an_agency_is_taken_away_from_the_page_and_the_last_one_is_not(client_of, coordinator, duty):
    client = client_of(coordinator)
    helper = duty.task.duties.filter(role="coordinate").first()
    client.post(reverse("plans:duty_end", args=[helper.pk]), {"reason": WHY})
    helper.refresh_from_db()
    assert helper.ended_on is not None
    answer = client.post(reverse("plans:duty_end", args=[duty.pk]), {"reason": WHY})
    assert answer.status_code == 422
    assert "Nhiệm vụ phải còn cơ quan thực hiện" in answer.text
    assert WHY in answer.text


def test_an_agency_names_its_own_officer_and_nobody_elses(client_of, officer, duty, other_agency):
    client = client_of(officer)
    client.post(reverse("plans:duty_officer", args=[duty.pk]), {"officer": officer.pk})
    page = client.get(reverse("plans:task", args=[duty.task_id]))
    assert f"Cán bộ phụ trách: <strong>{officer}</strong>" in plain(page)
    theirs = other_agency.duties.filter(task__plan=duty.task.plan).first()
    assert (
        client.post(reverse("plans:duty_officer", args=[theirs.pk]), {"officer": officer.pk}).status_code
        == 403
    )


@pytest.mark.parametrize("page", ["task_edit", "task_add_parts", "task_end", "duty_end", "duty_lead"])
def test_only_those_who_run_the_plan_change_it(client_of, coordinator, officer, leader, stranger, duty, page):
    key = duty.task_id if page.startswith("task") else duty.pk
    where = reverse(f"plans:{page}", args=[key])
    assert client_of(coordinator).get(where).status_code == 200
    for person in (officer, leader, stranger):
        assert client_of(person).get(where).status_code in (403, 404), person
        assert client_of(person).post(where, {"reason": WHY}).status_code in (403, 404), person
    assert not LogEntry.objects.filter(data__reason=WHY).exists()


def test_a_task_that_ended_says_so_and_offers_no_change(client_of, coordinator, duty):
    client = client_of(coordinator)
    client.post(reverse("plans:task_end", args=[duty.task_id]), {"reason": WHY})
    page = client.get(reverse("plans:task", args=[duty.task_id]))
    assert "đã kết thúc từ ngày" in plain(page)
    assert reverse("plans:task_add_parts", args=[duty.task_id]) not in page.text
    again = client.post(reverse("plans:task_end", args=[duty.task_id]), {"reason": WHY})
    assert again.status_code == 422


def test_words_and_days_are_changed_in_one_save(client_of, coordinator, duty):
    client, where = client_of(coordinator), reverse("plans:task_edit", args=[duty.task_id])
    said = {"title": "Tên mới", "dues": "20/08/2026", "reason": WHY}
    client.post(where, said | {"content": "Nội dung mới"})
    duty.task.refresh_from_db()
    assert (duty.task.title, [str(due) for due in duty.task.dues.current()]) == ("Tên mới", ["20/08/2026"])
    (way_back,) = Undoable.objects.all()  # one act, one way back
    assert (
        Notice.objects.filter(kind="plans.changed").values("recipient").distinct().count()
        == Notice.objects.filter(kind="plans.changed").count()
    )
    undo.take_back(pk=way_back.pk, by=coordinator)
    duty.task.refresh_from_db()
    assert "Tên mới" not in duty.task.title and "20/08/2026" not in map(str, duty.task.dues.current())
    answer = client.post(where, said | {"dues": "32/13/2026", "content": "Đang viết"})
    assert answer.status_code == 422
    assert "32/13/2026" in answer.text
    assert "Đang viết" in answer.text


def test_a_wrong_report_stays_on_the_page_with_what_was_written(client_of, officer, duty):
    client, where = client_of(officer), reverse("plans:duty_report", args=[duty.pk])
    answer = client.post(where, {"percent": "130", "note": "Đã in xong 500 bản"})
    assert answer.status_code == 422
    assert "Đã in xong 500 bản" in answer.text
    assert "100" in answer.text


def test_a_word_too_long_stays_on_the_page(client_of, officer, duty):
    words = "dài " * 1300
    answer = client_of(officer).post(reverse("plans:task_comment", args=[duty.task_id]), {"text": words})
    assert answer.status_code == 422
    assert words.strip() in answer.text
    assert not Comment.objects.exists()
