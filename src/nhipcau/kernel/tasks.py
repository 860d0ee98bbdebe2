"""What the kernel does by the clock."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from nhipcau.kernel.models import ScheduledRun, WorkerBeat
from nhipcau.kernel.schedule import scheduled


@scheduled("kernel.tidy", "daily 03:40")
@task()
def tidy(slot: str) -> None:
    """Forget turns, finished tasks and workers that nobody will ask about again."""
    now = timezone.now()
    ScheduledRun.objects.filter(slot__lt=now - timedelta(days=30)).delete()
    WorkerBeat.objects.filter(seen_at__lt=now - timedelta(days=2)).delete()
    DBTaskResult.objects.filter(
        status=TaskResultStatus.SUCCESSFUL, finished_at__lt=now - timedelta(days=14)
    ).delete()
    DBTaskResult.objects.filter(
        status=TaskResultStatus.FAILED, finished_at__lt=now - timedelta(days=90)
    ).delete()
