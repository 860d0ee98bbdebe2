"""How the system stands: what each check of the kernel sees, and that one that breaks down stops no other."""

from __future__ import annotations

from collections import namedtuple
from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone, translation

from nhipcau.kernel import ailments, audit, health
from nhipcau.kernel.health import Check, Finding, Level
from nhipcau.kernel.jobs import State, job, kept
from nhipcau.kernel.models import WorkerBeat

NOW = timezone.now()


def levels(check, now=None):
    return [finding.level for finding in check(now or timezone.now())]


def words(check, now=None):
    return " ".join(f"{finding.words} {finding.what_to_do}" for finding in check(now or timezone.now()))


@pytest.fixture
def only(monkeypatch):
    """only(function, …): these are the only checks."""

    def these(*finds):
        joint = health.checks.fresh()
        for number, find in enumerate(finds):
            joint.register(Check(f"test.{number}", f"Mục {number}", find, number))
        monkeypatch.setattr(health, "checks", joint)

    return these


def test_the_worst_stands_first_and_a_check_that_breaks_down_is_itself_a_finding(only):
    def broken(now):
        raise DatabaseError("away")

    def halfway(now):
        yield Finding(Level.FINE, "tốt")
        raise ValueError("x")

    only(lambda now: [Finding(Level.FINE, "a")], broken, lambda now: [Finding(Level.LOOK, "b")], halfway)
    lines = health.look(NOW)
    assert [line.level for line in lines] == [Level.WRONG, Level.WRONG, Level.LOOK, Level.FINE]
    assert "DatabaseError" in lines[0].finding.words and lines[0].finding.what_to_do
    assert health.worst(lines) is Level.WRONG and health.worst([]) is Level.FINE


@pytest.mark.django_db
def test_every_registered_check_answers_with_sound_lines(installation):
    for line in health.look(timezone.now()):
        assert str(line.check.label) and line.finding.words and "%(" not in line.finding.words
        assert "DatabaseError" not in line.finding.words and "Không kiểm tra được" not in line.finding.words
        assert (line.level is Level.FINE) or line.finding.what_to_do, line.check.name


@pytest.mark.django_db
def test_a_worker_that_fell_silent_is_seen():
    assert levels(ailments.workers) == [Level.WRONG]
    WorkerBeat.objects.create(worker="a", seen_at=timezone.now() - timedelta(minutes=10))
    assert levels(ailments.workers) == [Level.WRONG] and "nhịp cuối" in words(ailments.workers)
    WorkerBeat.objects.create(worker="b", seen_at=timezone.now())
    assert levels(ailments.workers) == [Level.FINE]


@job()
def some_job() -> None:
    """Nothing."""


@pytest.mark.django_db
def test_work_that_waits_long_and_work_that_failed_are_told_with_their_names():
    some_job.enqueue()
    assert levels(ailments.queues) == [Level.FINE] and "1 việc đang chờ" in words(ailments.queues)
    late = timezone.now() + timedelta(hours=1)
    assert levels(ailments.queues, late) == [Level.WRONG]
    kept().update(status=State.FAILED, finished_at=timezone.now())
    assert levels(ailments.queues) == [Level.FINE, Level.LOOK]
    assert "some_job (1)" in words(ailments.queues)
    assert levels(ailments.queues, timezone.now() + timedelta(days=8)) == [Level.FINE]


@pytest.mark.django_db
def test_work_that_is_meant_for_later_is_not_late():
    some_job.using(run_after=timezone.now() + timedelta(hours=5)).enqueue()
    assert levels(ailments.queues, timezone.now() + timedelta(hours=4)) == [Level.FINE]


@pytest.mark.parametrize(
    ("free", "level"),
    [(50, Level.FINE), (14, Level.LOOK), (4, Level.WRONG), (0, Level.WRONG)],
)
def test_a_full_disk_is_seen_before_it_is_full(monkeypatch, free, level):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(ailments.shutil, "disk_usage", lambda path: usage(100 * 1024**3, 0, free * 1024**3))
    assert levels(ailments.disk) == [level]


@pytest.mark.django_db
def test_a_clock_that_stands_behind_what_was_written_is_seen(installation):
    assert levels(ailments.clocks) == [Level.FINE]
    audit.record("kernel.shredded", by=None)
    assert levels(ailments.clocks, timezone.now() - timedelta(hours=2)) == [Level.WRONG]


def test_sizes_are_said_as_officers_write_them():
    assert [ailments.size(count) for count in (0, 10, 3 * 1024**2, 1.5 * 1024**3)] == [
        "0 MB",
        "1 MB",
        "3 MB",
        "1,5 GB",
    ]


@pytest.mark.django_db
def test_lines_are_read_in_the_readers_language(only):
    only(ailments.workers)
    with translation.override("en"):
        assert health.look(timezone.now())[0].finding.words
