"""A clock that stood ahead and was put right: nothing stands still meanwhile, and nobody waits for what it had put off."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from nhipcau.agencies.models import FocalReminder
from nhipcau.kernel import jobs, righting, schedule, tasks, workers
from nhipcau.kernel.jobs import job, kept
from nhipcau.kernel.models import Notice, ScheduledRun, Undoable
from nhipcau.office.deliveries.models import Delivery
from nhipcau.ops import worker

pytestmark = pytest.mark.django_db
AHEAD = [timedelta(minutes=5), timedelta(hours=1), timedelta(days=1), timedelta(days=365)]


def _urge(client, mute) -> Undoable:
    client.post(reverse("agencies:remind_focal"), {"agency": mute.code})
    return Undoable.objects.get()


@pytest.mark.parametrize("ahead", AHEAD)
def test_what_was_held_back_by_a_clock_ahead_is_told_and_not_taken_back(
    mute, coordinator, client_of, at, ahead
):
    at(ahead)
    client = client_of(coordinator)
    act = _urge(client, mute)
    at(timedelta(seconds=30))
    assert not Notice.objects.filter(address=mute.email).let_go().exists()
    assert righting.put_right(timezone.now()) >= 2
    assert Notice.objects.filter(address=mute.email).let_go().exists()
    (held,) = [one for one in kept() if one.task_path.endswith("send_held")]
    assert held in jobs.waiting(timezone.now())
    assert "Đã quá 10 giây" in client.post(f"/hoan-tac/{act.pk}/", follow=True).text
    assert FocalReminder.objects.count() == 1
    assert righting.put_right(timezone.now()) == 0


@pytest.mark.parametrize("ahead", AHEAD)
def test_an_act_under_a_clock_ahead_is_not_taken_back_a_day_later(mute, coordinator, client_of, at, ahead):
    """Also before anything was put right."""
    at(ahead)
    client = client_of(coordinator)
    act = _urge(client, mute)
    at(timedelta(seconds=30))
    assert "Đã quá 10 giây" in client.post(f"/hoan-tac/{act.pk}/", follow=True).text


def test_machines_that_are_a_minute_apart_hold_and_take_back_as_one(mute, coordinator, client_of, at):
    client = client_of(coordinator)
    at(timedelta(minutes=1))
    act = _urge(client, mute)
    at(timedelta(seconds=5))
    assert righting.put_right(timezone.now()) == 0
    assert "Đã hoàn tác" in client.post(f"/hoan-tac/{act.pk}/", follow=True).text
    assert not Notice.objects.exists() and not Delivery.objects.exists()


@job()
def morning(slot: str) -> None:
    """A job of this test."""


@pytest.mark.parametrize("days", [1, 40])
def test_a_turn_that_was_taken_before_it_came_comes_once_more_when_it_is_time(monkeypatch, at, days):
    monkeypatch.setattr(jobs, "_scheduled", jobs._scheduled.fresh())
    jobs.scheduled("test.morning", "daily 06:00")(morning)
    noon = timezone.localtime().replace(hour=12)
    schedule.enqueue_due(noon + timedelta(days=days))
    righting.put_right(noon)
    assert not ScheduledRun.objects.exists()
    assert schedule.enqueue_due(noon) == ["test.morning"]
    assert schedule.enqueue_due(noon + timedelta(days=days)) == ["test.morning"]


def test_a_clock_that_goes_on_or_forward_was_not_set_back(at, monkeypatch):
    steady = iter([0.0, 10.0, 20.0, 30.0, 40.0])
    monkeypatch.setattr(righting.time, "monotonic", lambda: next(steady))
    at(timedelta(0))
    wall = righting.Wall()
    told = []
    for seconds in (10, 3620, 20, 30):
        at(timedelta(seconds=seconds))
        told.append(wall.was_set_back())
    assert told == [False, False, True, False]


def test_the_keeper_of_time_goes_on_while_the_clock_is_behind(monkeypatch, at, tmp_path):
    """It looked at the wall's clock: for as long as that had been ahead no job of the clock would have begun."""
    at(timedelta(0))
    ended, looks, righted = threading.Event(), [], []
    keeper = worker.HouseWorker(worker_id="kho-1")
    monkeypatch.setattr(workers, "BEAT_EVERY", timedelta(0))
    monkeypatch.setattr(worker, "SCHEDULE_EVERY", 0.0)
    monkeypatch.setattr(righting, "put_right", righted.append)

    def look(folder) -> None:
        looks.append(timezone.now())
        at(timedelta(days=-1))
        if len(looks) == 3:
            ended.set()

    class Pulse:
        def beat(self) -> None:
            pass

    monkeypatch.setattr(keeper, "_look_around", look)
    stop = threading.Timer(20, ended.set)
    stop.start()
    keeper._keep_time(Pulse(), tmp_path, ended)
    stop.cancel()
    assert len(looks) == 3 and len(righted) == 1


def test_the_night_puts_right_what_no_worker_saw(mute, coordinator, client_of, at):
    at(timedelta(days=400))
    _urge(client_of(coordinator), mute)
    at(timedelta(0))
    tasks.tidy.call(slot="")
    assert Notice.objects.filter(address=mute.email).let_go().exists()
