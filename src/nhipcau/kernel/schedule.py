"""Jobs that run by the clock, each turn once however many workers there are (docs/adr/0002).

A worker looks every few seconds which turns are due.  It writes the turn down (unique per job and
moment) and enqueues the job's task in the same transaction: whoever writes first has it, and the
turn and its task stand or fall together.  A turn that was missed while everything was down is made
up once, if it is less than a day old.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules
from django_tasks.base import Task

from nhipcau.kernel import slots
from nhipcau.kernel.models import ScheduledRun

logger = logging.getLogger(__name__)
MADE_UP_WITHIN = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Job:
    """A task and when it is due; the task is called with its turn in ISO form."""

    name: str
    spec: str
    when: slots.When
    task: Task


_jobs: dict[str, Job] = {}


def scheduled(name: str, spec: str) -> Callable[[Task], Task]:
    """Register a task, which takes ``slot: str`` (the turn, ISO, with zone), to run by the clock.

    name: stable, at most 80 letters; spec: see ``slots``.  Stands in an app's ``tasks.py``, which workers
    find by themselves.  The task may run twice after a crash, so it must do the same thing only once:

        @scheduled("office.reminders", "daily 06:00")
        @task()
        def remind(slot: str) -> None: ...
    """

    def register(task: Task) -> Task:
        if name in _jobs and _jobs[name].task.module_path != task.module_path:
            raise ImproperlyConfigured(f"the job {name} is registered twice")
        _jobs[name] = Job(name, spec, slots.parse(spec), task)
        return task

    return register


def discover() -> None:
    """Import every app's ``tasks.py``, so that its jobs are known."""
    autodiscover_modules("tasks")


def jobs() -> list[Job]:
    """All jobs, by name."""
    return [_jobs[name] for name in sorted(_jobs)]


def enqueue_due(now: datetime | None = None) -> list[str]:
    """Claim and enqueue every turn that is due; returns the names of the jobs that this call won."""
    local = timezone.localtime(now)
    due = [
        (job, slot)
        for job in jobs()
        if (slot := slots.last_slot(job.when, local, no_older_than=MADE_UP_WITHIN))
    ]
    if not due:
        return []
    # Earlier turns first: what is made up after a night off runs in the order in which it was meant.
    due.sort(key=lambda turn: (turn[1], turn[0].name))
    known = set(
        ScheduledRun.objects.filter(slot__gte=local - MADE_UP_WITHIN - timedelta(minutes=1)).values_list(
            "job", "slot"
        )
    )
    return [job.name for job, slot in due if (job.name, slot) not in known and _claim(job, slot)]


def _claim(job: Job, slot: datetime) -> bool:
    try:
        with transaction.atomic():
            ScheduledRun.objects.create(job=job.name, slot=slot)
            job.task.enqueue(slot=slot.isoformat())
    except IntegrityError:
        return False  # another worker has this turn
    logger.info("enqueued %s for %s", job.name, slot.isoformat())
    return True
