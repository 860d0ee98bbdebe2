"""The ways in which something goes out; apps that know another way register theirs here."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from nhipcau.kernel.joints import Joint
from nhipcau.kernel.refusal import N_
from nhipcau.office.deliveries.models import Delivery
from nhipcau.office.deliveries.rules import Outcome

HandOver = Callable[[], Outcome]
Reach = Callable[[Delivery], AbstractContextManager[HandOver]]


@dataclass(frozen=True, slots=True)
class Channel:
    """One way.

    label: for screens.  reach: opens the way to the other side with everything made ready, and gives the
    one call that hands the thing over; raises Away where the other side cannot be reached.  None where the
    machine sends nothing.  by_hand: a person sends it and ticks it.  Otherwise, without ``reach``, it is
    there for its receiver at once.  acknowledged: the receiver confirms it by one click.
    """

    name: str
    label: str
    reach: Reach | None = None
    by_hand: bool = False
    acknowledged: bool = False


channels: Joint[Channel] = Joint("channel of delivery", key=lambda channel: channel.name)

MAIL, INSIDE, PAPER = "mail", "inside", "paper"

channels.register(Channel(INSIDE, N_("Trong hệ thống"), acknowledged=True))
channels.register(Channel(PAPER, N_("Bản giấy"), by_hand=True))
