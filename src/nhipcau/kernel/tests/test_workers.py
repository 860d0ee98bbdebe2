from __future__ import annotations

import subprocess
import sys
import textwrap
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from nhipcau.kernel import workers
from nhipcau.kernel.jobs import State, job, kept
from nhipcau.kernel.models import WorkerBeat

if TYPE_CHECKING:
    from nhipcau.kernel.jobs import Kept


@job()
def work() -> None:
    """A task of this test."""


def running_task(worker: str) -> Kept:
    held = kept().get(pk=work.enqueue().id)
    held.claim(worker)
    return held


def status(held: Kept) -> str:
    return kept().get(pk=held.pk).status


@pytest.fixture
def other_process(tmp_path):
    """Starts a process that holds a worker's lock."""
    started = []

    def hold(worker: str) -> subprocess.Popen:
        code = f"""
            import fcntl, sys, time
            file = open({str(tmp_path / worker)!r}, "w")
            fcntl.lockf(file, fcntl.LOCK_EX)
            print("held", flush=True)
            time.sleep(60)
        """
        process = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(code)], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout.readline() == "held\n"
        started.append(process)
        return process

    yield hold
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()


def test_a_task_of_a_living_worker_is_left_alone_even_when_it_is_silent(db, tmp_path, other_process):
    other_process("busy")
    held = running_task("busy")
    WorkerBeat.objects.create(worker="busy", seen_at=timezone.now() - timedelta(hours=1))
    assert workers.recover(tmp_path, now=timezone.now() + timedelta(hours=1)) == 0
    assert status(held) == State.RUNNING


def test_a_task_of_a_worker_killed_here_goes_back_at_once(db, tmp_path, other_process):
    process = other_process("gone")
    held = running_task("gone")
    WorkerBeat.objects.create(worker="gone", seen_at=timezone.now())
    process.kill()
    process.wait()
    assert workers.recover(tmp_path) == 1
    assert status(held) == State.READY
    assert not WorkerBeat.objects.filter(worker="gone").exists()
    assert workers.recover(tmp_path) == 0


def test_a_worker_on_another_machine_is_dead_when_it_is_silent(db, tmp_path):
    held = running_task("far")
    WorkerBeat.objects.create(worker="far", seen_at=timezone.now())
    now = timezone.now()
    assert workers.recover(tmp_path, now=now + workers.SILENT_AFTER - timedelta(seconds=5)) == 0
    assert workers.recover(tmp_path, now=now + workers.SILENT_AFTER + timedelta(seconds=5)) == 1
    assert status(held) == State.READY


def test_a_worker_keeps_its_own_task(db, tmp_path):
    held = running_task("me")
    assert workers.recover(tmp_path, me="me", now=timezone.now() + timedelta(days=1)) == 0
    assert status(held) == State.RUNNING


def test_a_task_that_kills_every_worker_is_set_aside(db, tmp_path):
    held = running_task("first")
    for number in range(workers.MOST_ATTEMPTS):
        workers.recover(tmp_path, now=timezone.now() + timedelta(days=1))
        current = kept().get(pk=held.pk)
        if current.status == State.READY:
            current.claim(f"worker {number}")
    assert status(held) == State.FAILED


def test_a_pulse_shows_life_and_leaves_nothing_behind(db, tmp_path):
    pulse = workers.Pulse("one", tmp_path / "workers")
    pulse.start()
    assert WorkerBeat.objects.filter(worker="one").exists()
    assert (tmp_path / "workers" / "one").exists()
    pulse.stop()
    assert not WorkerBeat.objects.exists()
    assert not (tmp_path / "workers" / "one").exists()


def test_worker_names_fit_and_differ():
    names = {workers.new_worker_id() for _ in range(100)}
    assert len(names) == 100
    assert all(len(name) <= 64 for name in names)
