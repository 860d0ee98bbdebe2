"""What digests do by the clock; ``tasks`` brings these in where workers look."""

from __future__ import annotations

from nhipcau.digests import clock, mail
from nhipcau.digests.actions import drafting
from nhipcau.digests.actions.signing import send_letter
from nhipcau.kernel.jobs import job, scheduled


@scheduled("digests.draft", "every 5 minutes")
@job()
def draft_digests(slot: str) -> int:
    """Draft what is due by now on the office's own hour; does nothing where it is drafted already."""
    return len(drafting.draft_due(clock.now()))


@scheduled("digests.letters", "every 20 minutes")
@job(queue="mail")
def send_waiting_digests(slot: str) -> int:
    """Try again what the mail server could not be reached for."""
    waiting = list(mail.unclaimed().values_list("pk", flat=True))
    for letter in waiting:
        send_letter.enqueue(letter=letter)
    return len(waiting)
