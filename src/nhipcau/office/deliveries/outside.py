"""Letters to people without an account."""

from __future__ import annotations

from nhipcau.kernel.models import Notice
from nhipcau.office.deliveries.actions import deliver
from nhipcau.office.deliveries.letters import MAIL
from nhipcau.office.deliveries.rules import Receiver


def send_to_address(notice: Notice) -> None:
    """Put a notice for an address outside on its way by mail."""
    deliver(notice=notice, to=[Receiver(notice.address, address=notice.address)], channel=MAIL, by=None)
