"""What digests do by the clock; ``tasks`` brings these in where workers look."""

from __future__ import annotations

from django_tasks import task

from nhipcau.kernel.schedule import scheduled
from nhipcau.press import digest_clock, digest_mail
from nhipcau.press.actions import digest_drafting
from nhipcau.press.actions.digest_signing import send_letter


@scheduled("press.digest_draft", "every 5 minutes")
@task()
def draft_digests(slot: str) -> int:
    """Draft what is due by now on the office's own hour; does nothing where it is drafted already."""
    return len(digest_drafting.draft_due(digest_clock.now()))


@scheduled("press.digest_letters", "every 20 minutes")
@task(queue_name="mail")
def send_waiting_digests(slot: str) -> int:
    """Try again what the mail server could not be reached for."""
    waiting = list(digest_mail.unclaimed().values_list("pk", flat=True))
    for letter in waiting:
        send_letter.enqueue(letter=letter)
    return len(waiting)
