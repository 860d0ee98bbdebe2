"""What deliveries do by the clock; ``office.tasks`` brings these in where workers look."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from nhipcau.kernel import clock
from nhipcau.kernel.jobs import job, scheduled
from nhipcau.office.deliveries import actions, doubts, summary
from nhipcau.office.deliveries.actions import send_one
from nhipcau.office.deliveries.models import Delivery


@scheduled("office.summaries", "daily 06:30")
@job(queue="mail")
def write_summaries(slot: str) -> int:
    """Write the day's summaries; each is sent by whichever worker is free."""
    return summary.write_summaries(timezone.localdate(clock.in_story(datetime.fromisoformat(slot))))


@scheduled("office.waiting", "every 20 minutes")
@job(queue="mail")
def send_waiting(slot: str) -> int:
    """Try again what could not go out; say of claims without an answer that a person must look."""
    now = timezone.now()
    actions.mark_lost(now)
    waiting = list(Delivery.objects.due(now).exclude(message_id="").values_list("pk", flat=True))
    for one in waiting:
        send_one.enqueue(delivery=one)
    doubts.tell_administrators(now)
    return len(waiting)
