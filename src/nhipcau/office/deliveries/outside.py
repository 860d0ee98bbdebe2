"""Letters to people without an account."""

from __future__ import annotations

from django.db import transaction

from nhipcau.kernel.jobs import job
from nhipcau.kernel.models import Notice
from nhipcau.office.deliveries.actions import deliver
from nhipcau.office.deliveries.letters import MAIL
from nhipcau.office.deliveries.rules import Receiver


def send_to_address(notice: Notice) -> None:
    """Put a notice for an address outside on its way by mail; one whose act may still be taken back waits for that."""
    if notice.held_until is None:
        _send(notice)
    else:
        send_held.using(run_after=notice.held_until).enqueue(notice=notice.pk)


@job(queue="mail")
@transaction.atomic
def send_held(notice: int) -> bool:
    """Send what was held; False where its act was taken back, and the notice with it."""
    kept = Notice.objects.select_for_update(of=("self",)).filter(pk=notice).first()
    if kept is None:
        return False
    _send(kept)
    return True


def _send(notice: Notice) -> None:
    deliver(notice=notice, to=[Receiver(notice.address, address=notice.address)], channel=MAIL, by=None)
