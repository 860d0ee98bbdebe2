"""What the office's pages demand, and who may see and answer what: load and authorise in one call."""

from __future__ import annotations

from django.http import Http404

from nhipcau.agencies.models import Officer
from nhipcau.agencies.rules import Permission
from nhipcau.office.deliveries.models import Delivery

SETTLE_LETTERS = Permission.ADMINISTER
SEND = Permission.RUN
READ_SENT = Permission.READ_ALL
ACKNOWLEDGE = Permission.SIGNED_IN


def get_received_for(officer: Officer, pk: int) -> Delivery:
    """What came to the officer or the officer's agency; 404 for anybody else."""
    found = Delivery.objects.to_be_read_by(officer).for_list().filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
