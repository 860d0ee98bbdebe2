from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ImproperlyConfigured

from nhipcau.kernel import jobs, schedule, slots
from nhipcau.kernel.jobs import job, kept
from nhipcau.kernel.models import ScheduledRun

NOON = datetime(2025, 5, 14, 12, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@job()
def morning(slot: str) -> None:
    """A job of this test."""


@job()
def other(slot: str) -> None:
    """Another."""


@pytest.fixture(autouse=True)
def _one_job(monkeypatch):
    monkeypatch.setattr(jobs, "_scheduled", jobs._scheduled.fresh())
    jobs.scheduled("test.morning", "daily 06:00")(morning)


def test_a_due_turn_is_enqueued_once_however_often_workers_look(db):
    assert schedule.enqueue_due(NOON) == ["test.morning"]
    assert schedule.enqueue_due(NOON) == []
    assert schedule.enqueue_due(NOON + timedelta(hours=3)) == []
    assert [run.args_kwargs["kwargs"] for run in kept()] == [{"slot": "2025-05-14T06:00:00+07:00"}]


def test_the_next_day_has_its_own_turn(db):
    schedule.enqueue_due(NOON)
    assert schedule.enqueue_due(NOON + timedelta(days=1)) == ["test.morning"]
    assert ScheduledRun.objects.count() == 2


def test_a_worker_that_comes_second_gets_nothing(db):
    turn = jobs.all_scheduled()[0]
    slot = slots.last_slot(turn.when, NOON, no_older_than=schedule.MADE_UP_WITHIN)
    assert schedule._claim(turn, slot)
    assert not schedule._claim(turn, slot)
    assert kept().count() == 1


def test_a_turn_and_its_task_stand_or_fall_together(db, monkeypatch):
    monkeypatch.setattr(type(morning), "enqueue", lambda self, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        schedule.enqueue_due(NOON)
    assert not ScheduledRun.objects.exists()


def test_only_the_latest_missed_turn_is_made_up(db):
    schedule.enqueue_due(NOON)
    assert schedule.enqueue_due(NOON + timedelta(days=5)) == ["test.morning"]
    assert kept().count() == 2


def test_one_name_is_one_job():
    with pytest.raises(ImproperlyConfigured):
        jobs.scheduled("test.morning", "daily 07:00")(other)


def test_the_house_has_its_own_jobs(monkeypatch):
    monkeypatch.undo()
    jobs.discover()
    assert {"office.summaries", "kernel.tidy", "office.waiting"} <= {one.name for one in jobs.all_scheduled()}
