"""The daily summary: one letter a day to each officer, gathering the notices that await the mail."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from nhipcau.agencies.models import Officer
from nhipcau.kernel.access import SIGNED_IN
from nhipcau.kernel.models import SUMMARY, Notice
from nhipcau.kernel.notifications import written
from nhipcau.kernel.refusal import N_
from nhipcau.kernel.sentences import Sentence
from nhipcau.kernel.standing import written as day_written
from nhipcau.office.deliveries.actions import deliver
from nhipcau.office.deliveries.letters import MAIL
from nhipcau.office.deliveries.models import Delivery
from nhipcau.office.deliveries.rules import Receiver, State

SENTENCES = {"office.summary": N_("Thư tóm tắt ngày %(day)s")}


def write_summaries(day: date) -> int:
    """Gather what awaits the mail into one letter per officer; returns how many letters wait to be sent.

    Running it again on the same day adds new notices to letters that nobody has begun to send, and leaves
    the others for tomorrow.  Whoever may not sign in any more (account closed, no role today) is written nothing: what
    waits for them goes with the first summary after they may.
    """
    waiting = Notice.objects.awaiting_mail().values("recipient")
    for officer in Officer.objects.who_may(SIGNED_IN).filter(pk__in=waiting):
        _write(officer, day)
    return Delivery.objects.by(MAIL).filter(state=State.DUE, notice__kind=SUMMARY).count()


@transaction.atomic
def _write(officer: Officer, day: date) -> None:
    summary, _ = Notice.objects.get_or_create(
        recipient=officer,
        once=f"{SUMMARY}:{day.isoformat()}",
        # Read from the start: it is a letter, not one more thing in the list of notices.
        defaults={
            "kind": SUMMARY,
            "read_at": timezone.now(),
            **written(Sentence("office.summary", {"day": day_written(day)})),
        },
    )
    deliver(
        notice=summary,
        to=[Receiver(str(officer), officer=officer.pk, address=officer.email)],
        channel=MAIL,
        by=None,
    )
    letter = Delivery.objects.by(MAIL).select_for_update().get(notice=summary)
    if letter.state == State.DUE:
        Notice.objects.awaiting_mail().filter(recipient=officer).update(gathered_in=summary)
    if not summary.gathered.exists():
        transaction.set_rollback(True)  # all of it was taken back meanwhile: no letter about nothing
