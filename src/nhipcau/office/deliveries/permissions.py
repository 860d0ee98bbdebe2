"""What the pages of deliveries demand, and who may answer what: load and authorise in one call."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from nhipcau.agencies.models import Officer
from nhipcau.office.deliveries.models import Delivery, DeliveryQuerySet
from nhipcau.office.permissions import (
    ACKNOWLEDGE,
    READ_SENT,
    SEND,
    SETTLE_LETTERS,
    agencies_with,
    of_agencies,
)

__all__ = ["ACKNOWLEDGE", "READ_SENT", "SEND", "SETTLE_LETTERS", "get_received_for", "sent_by"]


def sent_by(officer: Officer, permission: str) -> DeliveryQuerySet:
    """What was sent by the agencies for which an officer holds a permission, with what was left to them by agencies
    that are no more; all for a role of the house."""
    agencies, sent = agencies_with(officer, permission), Delivery.objects.all()
    return sent if agencies is None else sent.filter(of_agencies(officer, agencies, "version__agency"))


def get_received_for(officer: Officer, pk: int) -> Delivery:
    """What came to the officer or to an agency that the officer answers for; 404 for anybody else."""
    return get_object_or_404(Delivery.objects.to_be_read_by(officer).for_list(), pk=pk)
