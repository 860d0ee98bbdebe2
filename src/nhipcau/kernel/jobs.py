"""Work in the background: the one door to django-tasks, so that its names stand in this file alone.

    @job(queue="mail")
    def send_one_letter(letter: int) -> bool: ...

    send_one_letter.enqueue(letter=7)   # written with the transaction that asked for it

A job may run twice after a crash, so it must do the same thing only once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Case, F, Q, QuerySet, When
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules
from django_tasks import task as _task
from django_tasks.base import Task as Job
from django_tasks.base import TaskResultStatus as State

from nhipcau.kernel import slots
from nhipcau.kernel.joints import Joint

if TYPE_CHECKING:
    from django_tasks_db.management.commands.db_worker import Worker as Loop
    from django_tasks_db.models import DBTaskResult as Kept

__all__ = [
    "AFTER_ALL_OTHERS",
    "Job",
    "Scheduled",
    "State",
    "after_seconds",
    "all_scheduled",
    "discover",
    "forget_finished",
    "job",
    "kept",
    "loop",
    "put_off",
    "scheduled",
    "waiting",
]
KEEP_DONE, KEEP_FAILED = timedelta(days=14), timedelta(days=90)


AFTER_ALL_OTHERS = -50
"""The priority of long work in short pieces: a worker takes whatever else waits before the next piece."""


def job(*, queue: str = "default", priority: int = 0) -> Callable[[Callable[..., Any]], Job]:
    """Make a function a job: ``.enqueue(…)`` hands it to a worker, ``.call(…)`` runs it here and now."""
    return _task(queue_name=queue, priority=priority)


def after_seconds(made: Job, seconds: int) -> Job:
    """The same job, which no worker takes before some seconds are over: what it follows may be taken back until then."""
    return made.using(run_after=timezone.now() + timedelta(seconds=seconds))


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A job and when it is due; the job is called with its turn in ISO form."""

    name: str
    spec: str
    when: slots.When
    job: Job


_scheduled: Joint[Scheduled] = Joint("scheduled job", key=lambda one: one.name)


def scheduled(name: str, spec: str) -> Callable[[Job], Job]:
    """Register a job, which takes ``slot: str`` (the turn, ISO, with zone), to run by the clock.

    name: stable, at most 80 letters; spec: see ``slots``.  Stands in an app's ``tasks.py``, which workers
    find by themselves:

        @scheduled("office.reminders", "daily 06:00")
        @job()
        def remind(slot: str) -> None: ...
    """

    def register(made: Job) -> Job:
        _scheduled.register(Scheduled(name, spec, slots.parse(spec), made))
        return made

    return register


def discover() -> None:
    """Import every app's ``tasks.py``, so that its jobs are known."""
    autodiscover_modules("tasks")


def all_scheduled() -> list[Scheduled]:
    """All jobs that run by the clock, by name."""
    return list(_scheduled.all())


def kept() -> QuerySet[Kept]:
    """The rows of jobs: waiting, running, done, failed."""
    from django_tasks_db.models import DBTaskResult

    return DBTaskResult.objects.all()


def waiting(now: datetime) -> QuerySet[Kept]:
    """Jobs that a worker could take at ``now``, with the moment from which they wait (``since``)."""
    from django_tasks_db.models import get_date_max

    at_once = Q(run_after=get_date_max())  # how a job is kept that was given no time
    since = Case(When(at_once, then=F("enqueued_at")), default=F("run_after"))
    return kept().filter(at_once | Q(run_after__lte=now), status=State.READY).annotate(since=since)


def put_off(until: datetime) -> QuerySet[Kept]:
    """Jobs that wait for a moment after ``until``."""
    from django_tasks_db.models import get_date_max

    return kept().filter(status=State.READY, run_after__gt=until).exclude(run_after=get_date_max())


def forget_finished(now: datetime) -> None:
    """Delete the rows of jobs that nobody will ask about again."""
    kept().filter(status=State.SUCCESSFUL, finished_at__lt=now - KEEP_DONE).delete()
    kept().filter(status=State.FAILED, finished_at__lt=now - KEEP_FAILED).delete()


def loop(*, worker_id: str, once: bool, interval: float) -> Loop:
    """The loop that runs jobs of all queues until told to stop, or once through what is waiting."""
    from django_tasks_db.management.commands.db_worker import Worker

    return Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=interval,
        batch=once,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=worker_id,
    )
