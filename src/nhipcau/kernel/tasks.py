"""What the kernel does by the clock."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from nhipcau.kernel import jobs, mail
from nhipcau.kernel.jobs import job, scheduled
from nhipcau.kernel.models import ScheduledRun, TableDraft, WorkerBeat


@job(queue="mail")
def send_one_letter(letter: int) -> bool:
    """Send one letter; another letter's trouble is not this one's."""
    return mail.send_letter(letter)


@scheduled("kernel.letters", "daily 06:30")
@job(queue="mail")
def write_daily_letters(slot: str) -> int:
    """Write the day's summaries and let each be sent by whichever worker is free."""
    letters = mail.write_letters(timezone.localdate(datetime.fromisoformat(slot)))
    for letter in letters:
        send_one_letter.enqueue(letter=letter)
    return len(letters)


@scheduled("kernel.waiting_letters", "every 20 minutes")
@job(queue="mail")
def send_waiting_letters(slot: str) -> int:
    """Try again what the mail server could not be reached for; tell of what is in doubt."""
    letters = list(mail.unclaimed().values_list("pk", flat=True))
    for letter in letters:
        send_one_letter.enqueue(letter=letter)
    mail.tell_administrators(timezone.now())
    return len(letters)


@scheduled("kernel.tidy", "daily 03:40")
@job()
def tidy(slot: str) -> None:
    """Forget turns, finished tasks and workers that nobody will ask about again."""
    now = timezone.now()
    ScheduledRun.objects.filter(slot__lt=now - timedelta(days=30)).delete()
    WorkerBeat.objects.filter(seen_at__lt=now - timedelta(days=2)).delete()
    TableDraft.objects.filter(made_at__lt=now - timedelta(days=7)).delete()
    jobs.forget_finished(now)
