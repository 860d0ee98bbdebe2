"""The ways in which something goes out.  Each is declared once, by whoever carries it, and is called by that name alone."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import models

from nhipcau.kernel.joints import Joint
from nhipcau.kernel.refusal import N_
from nhipcau.office.deliveries.rules import Outcome

if TYPE_CHECKING:
    from nhipcau.office.deliveries.models import Delivery

HandOver = Callable[[], Outcome]
Reach = Callable[["Delivery"], AbstractContextManager[HandOver]]


@dataclass(frozen=True, slots=True)
class Channel:
    """One way.

    name: what rows keep.  label: for screens.  reach: opens the way to the other side with everything made
    ready, and gives the one call that hands the thing over; raises Away where the other side cannot be
    reached.  None where the machine sends nothing.  by_hand: a person sends it and ticks it.  Otherwise,
    without ``reach``, it is there for its receiver at once.  acknowledged: the receiver confirms it by one
    click.  own_doubts: nobody is asked among the letters about what was refused or never answered: what it
    carries stands in the app whatever becomes of it, and the way's own page shows it (``office.outward``).
    """

    name: str
    label: str
    reach: Reach | None = None
    by_hand: bool = False
    acknowledged: bool = False
    own_doubts: bool = False


channels: Joint[Channel] = Joint("channel of delivery", key=lambda channel: channel.name)

INSIDE = channels.register(Channel("inside", N_("Trong hệ thống"), acknowledged=True))
PAPER = channels.register(Channel("paper", N_("Bản giấy"), by_hand=True))


def with_own_doubts() -> list[str]:
    """The names of the ways whose doubts stand on pages of their own."""
    return [channel.name for channel in channels if channel.own_doubts]


class ChannelField(models.CharField):
    """The name of a registered channel.  Raises KeyError where another one is written or asked for.

    A row of a channel that no app registers any more can still be read.
    """

    def get_prep_value(self, value: Any) -> Any:
        name = super().get_prep_value(value)
        if isinstance(name, str):
            channels.get(name)
        return name

    def deconstruct(self) -> Any:
        """For migrations a plain text: which channels there are is no matter of the database."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs
