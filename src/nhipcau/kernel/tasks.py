"""What the kernel does by the clock."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from nhipcau.kernel import chain, clock, files, jobs, retention, righting, undo
from nhipcau.kernel.jobs import job, scheduled
from nhipcau.kernel.models import ProofRun, ScheduledRun, SentForm, TableDraft, WorkerBeat


@scheduled("kernel.log_blocks", "every 5 minutes")
@job()
def close_log_blocks(slot: str) -> int:
    """Close what has settled in the log into the chain."""
    return chain.close(timezone.now())


@scheduled("kernel.retention", "daily 03:10")
@job()
def shred_personal_data(slot: str) -> int:
    """Shred what is not needed any more; what only the tables' owner may change waits for ``nhipcau shred``."""
    return sum(retention.shred_all(timezone.now()).values())


@scheduled("kernel.tidy", "daily 03:40")
@job()
def tidy(slot: str) -> None:
    """Forget turns, finished tasks and workers that nobody will ask about again."""
    now = timezone.now()
    ScheduledRun.objects.filter(slot__lt=now - timedelta(days=30)).delete()
    SentForm.objects.filter(at__lt=now - timedelta(hours=1)).delete()
    WorkerBeat.objects.filter(seen_at__lt=now - timedelta(days=2)).delete()
    TableDraft.objects.filter(made_at__lt=clock.now() - timedelta(days=7)).delete()
    ProofRun.objects.filter(begun_at__lt=clock.now() - timedelta(days=90)).delete()
    undo.sweep(now - timedelta(days=7))
    righting.put_right(now)
    jobs.forget_finished(now)


@scheduled("kernel.sweep", "daily 03:55")
@job()
def sweep_files(slot: str) -> int:
    """Remove files that a crash left behind: no record knows them."""
    return files.sweep(timezone.now())
