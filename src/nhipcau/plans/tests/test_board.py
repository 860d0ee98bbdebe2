"""Views of a plan show what is late on which day, and a card moves only where a move means something."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.urls import reverse

from nhipcau.plans import plan_views, queries
from nhipcau.plans.actions import work
from nhipcau.plans.models import Duty, Progress, Task

DAY = date(2026, 7, 10)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setenv("NHIPCAU_TODAY", DAY.isoformat())


def board_of(client, plan):
    return client.get(reverse("plans:plan", args=[plan.pk]), {"xem": "cot"})


def tiles(answer):
    return {
        tile.row.task.number: (key, tile) for key, _h, cards in answer.context["columns"] for tile in cards
    }


def test_a_card_moves_to_done_by_a_report_and_back_by_another(client_of, officer, duty):
    client, plan = client_of(officer), duty.task.plan
    key, tile = tiles(board_of(client, plan))["2.1"]
    assert (key, tile.targets) == ("overdue", "done")
    where = tile.moves[0].url
    asked = client.get(where)
    assert "30/06/2026" not in asked.text or "29/06/2026" in asked.text
    item = duty.deliverables.get()
    answer = client.post(where, {"item": item.pk, "note": "Đã in"})
    assert answer.url == f"/ke-hoach/{plan.pk}/?xem=cot#the-{duty.task_id}"
    key, tile = tiles(board_of(client, plan))["2.1"]
    assert (key, tile.targets) == ("done", "overdue soon open idle")
    back = tile.moves[0].url
    refused = client.post(back, {"item": item.pk, "percent": "75"})  # why it is not done is asked
    assert refused.status_code == 422
    client.post(back, {"item": item.pk, "percent": "75", "note": "Còn thiếu bản tiếng Anh"})
    item.refresh_from_db()
    assert (item.percent, item.done_on) == (75, None)
    assert tiles(board_of(client, plan))["2.1"][0] == "overdue"


def test_nobody_is_offered_a_move_that_does_nothing(client_of, officer, leader, coordinator, duty):
    plan = duty.task.plan
    assert not any(tile.moves for _key, tile in tiles(board_of(client_of(leader), plan)).values())
    for person in (officer, coordinator):
        client = client_of(person)
        for number, (key, tile) in tiles(board_of(client, plan)).items():
            for move in tile.moves:
                assert key not in move.to.split(), number
                assert client.get(move.url.partition("#")[0]).status_code == 200, (number, move)
    work.close_plan(plan=plan, by=coordinator)
    assert not any(tile.moves for _key, tile in tiles(board_of(client_of(coordinator), plan)).values())


def test_a_move_of_another_agency_or_of_no_column_is_refused(client_of, officer, leader, duty, other_agency):
    theirs = Duty.objects.filter(agency=other_agency, role="lead", task__number="1").get()
    item = theirs.deliverables.first()
    where = reverse("plans:task_move", args=[duty.task_id, "done"])
    assert client_of(officer).post(where, {"item": item.pk}).status_code == 422
    assert client_of(officer).get(where.replace("/done/", "/soon/")).status_code == 404
    assert client_of(leader).post(where, {"item": item.pk}).status_code == 403
    assert not Progress.objects.exists()


def test_a_move_that_came_too_late_says_so(client_of, officer, duty):
    client, where = client_of(officer), reverse("plans:task_move", args=[duty.task_id, "done"])
    item = duty.deliverables.get()
    client.post(where, {"item": item.pk})
    again = client.post(where, {"item": item.pk}, follow=True)
    assert "Không còn kết quả nào của bạn" in again.text
    assert Progress.objects.count() == 1


def test_the_calendar_says_which_day_is_late_and_what_is_late_from_before(client_of, coordinator, plan):
    task = Task.objects.get(plan=plan, number="1")  # due in May and in November
    client, where = client_of(coordinator), reverse("plans:plan", args=[plan.pk])
    may = client.get(where, {"xem": "lich", "thang": "2026-05"})
    assert re.search(rf'nc-chip overdue"[^>]*href="/nhiem-vu/{task.pk}/"', may.text)
    november = client.get(where, {"xem": "lich", "thang": "2026-11"})
    assert re.search(rf'nc-chip open"[^>]*href="/nhiem-vu/{task.pk}/"', november.text)
    assert "Quá hạn từ trước tháng này" in november.text


def test_a_day_stands_for_itself(plan, officer, coordinator):
    task = Task.objects.get(plan=plan, number="1")
    duty = task.duties.get(role="lead")
    first, last = duty.deliverables.order_by("due_on")
    work.report_progress(duty=duty, percent=100, note="", by=coordinator, today=DAY, deliverable=first)
    row = next(row for row in queries.task_rows(plan.tasks.all(), today=DAY) if row.task == task)
    assert (row.column_on(first.due_on, DAY), row.column_on(last.due_on, DAY)) == ("done", "open")
    assert row.column_on(last.due_on, date(2026, 12, 1)) == "overdue"


def test_the_timeline_draws_how_long_something_is_late(plan):
    rows = queries.task_rows(plan.tasks.all(), today=DAY)
    bars = {bar.row.task.number: bar for bar in plan_views.timeline(rows, plan=plan, today=DAY).bars}
    left, width = bars["2.1"].late
    assert left + width == pytest.approx(plan_views.timeline(rows, plan=plan, today=DAY).today, abs=0.1)
    assert bars["2.2"].late is None
    assert [key for _left, _day, key in bars["1"].dues] == ["overdue", "open"]
