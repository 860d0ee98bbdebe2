"""Jobs that run by the clock, each turn once however many workers there are (docs/adr/0002).

A worker looks every few seconds which turns are due.  It writes the turn down (unique per job and
moment) and enqueues the job's task in the same transaction: whoever writes first has it, and the
turn and its task stand or fall together.  A turn that was missed while everything was down is made
up once, if it is less than a day old.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from nhipcau.kernel import slots
from nhipcau.kernel.jobs import Scheduled, all_scheduled
from nhipcau.kernel.models import ScheduledRun

logger = logging.getLogger(__name__)
MADE_UP_WITHIN = timedelta(hours=24)


def enqueue_due(now: datetime | None = None) -> list[str]:
    """Claim and enqueue every turn that is due; returns the names of the jobs that this call won."""
    local = timezone.localtime(now)
    due = [
        (job, slot)
        for job in all_scheduled()
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


def _claim(job: Scheduled, slot: datetime) -> bool:
    try:
        with transaction.atomic():
            ScheduledRun.objects.create(job=job.name, slot=slot)
            job.job.enqueue(slot=slot.isoformat())
    except IntegrityError:
        return False  # another worker has this turn
    logger.debug("enqueued %s for %s", job.name, slot.isoformat())
    return True
