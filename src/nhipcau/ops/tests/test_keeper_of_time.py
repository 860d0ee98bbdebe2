"""The thread beside a worker's jobs: it goes on whatever happens, and takes away what killed processes left."""

from __future__ import annotations

import errno
import os
import threading
import time
from datetime import timedelta

import pytest
from django.db import OperationalError

from nhipcau.kernel import reading, righting, schedule, workers
from nhipcau.ops import worker

pytestmark = pytest.mark.django_db


class Pulse:
    def beat(self) -> None:
        pass


@pytest.fixture
def keeper(monkeypatch):
    monkeypatch.setattr(workers, "BEAT_EVERY", timedelta(0))
    monkeypatch.setattr(worker, "SCHEDULE_EVERY", 0.0)
    monkeypatch.setattr(righting, "put_right", lambda now: 0)
    return worker.HouseWorker(worker_id="kho-1")


@pytest.mark.parametrize(
    "fault", [OSError(errno.ENOSPC, "full"), OperationalError("locked"), RuntimeError("?"), FileNotFoundError("x")],
    ids=lambda fault: type(fault).__name__,
)  # fmt: skip
def test_the_keeper_goes_on_after_a_fault(keeper, monkeypatch, tmp_path, fault):
    ended, looks = threading.Event(), []

    def look(folder) -> None:
        looks.append(folder)
        if len(looks) == 3:
            ended.set()
        raise fault

    monkeypatch.setattr(keeper, "_look_around", look)
    stop = threading.Timer(20, ended.set)
    stop.start()
    keeper._keep_time(Pulse(), tmp_path, ended)
    stop.cancel()
    assert len(looks) == 3


def test_half_an_upload_of_a_killed_process_goes_within_the_hour(keeper, monkeypatch, tmp_path):
    """Not at the next start of the whole system, which may be months away."""
    monkeypatch.setattr(schedule, "enqueue_due", list)
    old, fresh = reading.incoming() / "tmp1.upload.pdf", reading.incoming() / "tmp2.upload.pdf"
    for each in (old, fresh):
        each.write_bytes(b"%PDF")
    long_ago = time.time() - worker.LEFT_BEHIND - 1
    os.utime(old, (long_ago, long_ago))
    keeper._look_around(tmp_path)
    assert not old.exists() and fresh.exists()
    fresh.unlink()
