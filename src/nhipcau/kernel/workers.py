"""Signs of life of task workers, and what becomes of the tasks that a dead one held.

A worker shows that it lives in two ways: a beat in the database, which other machines can see, and a
lock on a file in the data folder, which the operating system lets go the moment the process dies,
however it dies.  So a death on the same machine is noticed at once, on another after ``SILENT_AFTER``.
Tasks of the dead go back to the queue; tasks therefore do the same thing once, however often they run.
"""

from __future__ import annotations

import fcntl
import logging
import os
import socket
from collections import defaultdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from nhipcau.kernel import clock
from nhipcau.kernel.jobs import State, kept
from nhipcau.kernel.models import WorkerBeat

if TYPE_CHECKING:
    from nhipcau.kernel.jobs import Kept

logger = logging.getLogger(__name__)

BEAT_EVERY = timedelta(seconds=10)
SILENT_AFTER = timedelta(seconds=90)
MOST_ATTEMPTS = 5


def new_worker_id() -> str:
    """A name that no other worker has: machine, process, chance (at most 64 letters)."""
    return f"{socket.gethostname()[:30]}-{os.getpid()}-{get_random_string(10)}"


class Pulse:
    """One worker's signs of life; ``start`` before the first task, ``stop`` after the last."""

    def __init__(self, worker: str, folder: Path) -> None:
        self.worker = worker
        self.path = folder / worker
        self._file: TextIO | None = None

    def start(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._file = self.path.open("w")
        # lockf, not flock: a task's own child process must not keep the lock of a dead worker.
        fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        self.beat()

    def beat(self) -> None:
        WorkerBeat.objects.update_or_create(worker=self.worker, defaults={"seen_at": timezone.now()})

    def stop(self) -> None:
        WorkerBeat.objects.filter(worker=self.worker).delete()
        if self._file:
            self._file.close()
            self.path.unlink(missing_ok=True)


def is_held(path: Path) -> bool:
    """Whether a living process holds a worker's lock file."""
    try:
        with path.open("r+") as file:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False


def is_dead(worker: str, folder: Path, last_seen: datetime | None, now: datetime) -> bool:
    """Whether a worker has died: its lock is free, or it has none here and has been silent too long."""
    path = folder / worker
    if path.exists():
        return not is_held(path)
    if last_seen is None or last_seen > now + clock.AHEAD_AT_MOST:
        return True  # seen on a day to come: by a clock that stood ahead, long ago
    return now - last_seen > SILENT_AFTER


def recover(folder: Path, *, me: str = "", now: datetime | None = None) -> int:
    """Give the running tasks of dead workers back to the queue; returns how many.

    A task that took ``MOST_ATTEMPTS`` workers down with it is set aside as failed, so that it cannot
    take them all.
    """
    now = now or timezone.now()
    by_worker: dict[str, list[Kept]] = defaultdict(list)
    for running in kept().filter(status=State.RUNNING).only("pk", "worker_ids", "started_at"):
        by_worker[running.worker_ids[-1] if running.worker_ids else ""].append(running)
    by_worker.pop(me, None)
    seen = dict(WorkerBeat.objects.filter(worker__in=by_worker).values_list("worker", "seen_at"))
    given_back = 0
    for worker, held in by_worker.items():
        last_sign = max([seen.get(worker), *(one.started_at for one in held)], key=lambda at: at or _never())
        if is_dead(worker, folder, last_sign, now):
            given_back += sum(_give_back(one) for one in held)
            WorkerBeat.objects.filter(worker=worker).delete()
            (folder / worker).unlink(missing_ok=True)
    return given_back


def _never() -> datetime:
    return datetime.min.replace(tzinfo=timezone.get_default_timezone())


@transaction.atomic
def _give_back(held: Kept) -> bool:
    """Only a task that is still running for the same worker: two rescuers must not both give it back."""
    task = (
        kept().select_for_update()
        .filter(pk=held.pk, status=State.RUNNING)
        .first()
    )  # fmt: skip
    if task is None or task.worker_ids != held.worker_ids:
        return False
    if len(task.worker_ids) >= MOST_ATTEMPTS:
        logger.error("task %s (%s) took %d workers down; set aside", task.pk, task.task_path, MOST_ATTEMPTS)
        task.set_failed(RuntimeError("the worker died each time this task ran"))
        return False
    logger.warning("task %s (%s) goes back to the queue: its worker died", task.pk, task.task_path)
    task.status = State.READY
    task.save(update_fields=["status"])
    return True
