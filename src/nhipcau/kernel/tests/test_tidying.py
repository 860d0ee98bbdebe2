"""What nobody will ask about again is forgotten."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from nhipcau.kernel import tasks
from nhipcau.kernel.models import ScheduledRun


def test_tidying_forgets_only_what_is_old(db):
    ScheduledRun.objects.create(job="a", slot=timezone.now() - timedelta(days=31))
    ScheduledRun.objects.create(job="a", slot=timezone.now())
    tasks.tidy.call(slot="")
    assert ScheduledRun.objects.count() == 1
