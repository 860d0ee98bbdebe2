"""What nobody will ask about again is forgotten."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from nhipcau.kernel import tasks
from nhipcau.kernel.models import ScheduledRun, SentForm


def test_tidying_forgets_only_what_is_old(officer, leader):
    now = timezone.now()
    SentForm.objects.create(account=officer, key="a", at=now - timedelta(hours=2))
    SentForm.objects.create(account=leader, key="b", at=now)
    ScheduledRun.objects.create(job="a", slot=timezone.now() - timedelta(days=31))
    ScheduledRun.objects.create(job="a", slot=timezone.now())
    tasks.tidy.call(slot="")
    assert ScheduledRun.objects.count() == 1
    assert [one.account for one in SentForm.objects.all()] == [leader]
