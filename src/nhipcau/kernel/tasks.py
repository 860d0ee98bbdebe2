"""What the kernel does by the clock."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from nhipcau.kernel import mail
from nhipcau.kernel.models import ScheduledRun, WorkerBeat
from nhipcau.kernel.schedule import scheduled


@task(queue_name="mail")
def send_one_letter(letter: int) -> bool:
    """Send one letter; another letter's trouble is not this one's."""
    return mail.send_letter(letter)


@scheduled("kernel.letters", "daily 06:30")
@task(queue_name="mail")
def write_daily_letters(slot: str) -> int:
    """Write the day's summaries and let each be sent by whichever worker is free."""
    letters = mail.write_letters(timezone.localdate(datetime.fromisoformat(slot)))
    for letter in letters:
        send_one_letter.enqueue(letter=letter)
    return len(letters)


@scheduled("kernel.waiting_letters", "every 20 minutes")
@task(queue_name="mail")
def send_waiting_letters(slot: str) -> int:
    """Try again what the mail server could not be reached for; tell of what is in doubt."""
    letters = list(mail.unclaimed().values_list("pk", flat=True))
    for letter in letters:
        send_one_letter.enqueue(letter=letter)
    mail.tell_administrators(timezone.now())
    return len(letters)


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
