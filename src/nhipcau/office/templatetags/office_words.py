"""The office's words for codes that rows keep."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django import template
from django.utils.translation import gettext

from nhipcau.office.deliveries.channels import channels
from nhipcau.office.deliveries.rules import Tally

register = template.Library()


@register.filter
def channel_label(name: str) -> str:
    """A channel in an officer's words; its name where nobody registered it."""
    return gettext(channels.get(name).label) if name in channels else name


@register.filter
def translated(text: str) -> str:
    """A sentence of the catalogue in the reader's language."""
    return gettext(text) if text else ""


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure of a tally: key, of how many, and the list of just those that it counts; "" where it is not read."""

    key: str
    count: int
    label: str
    of: int | None = None
    tone: str = ""
    url: str = ""


@register.filter
def tiles(tally: Tally, sent_url: str = "") -> list[Tile]:
    """How those stand to whom something went; what is late, or left, only where there is any.

    sent_url: the page of its receivers, for whoever may read it.
    """
    made = [
        Tile("da-xac-nhan", tally.confirmed, gettext("nơi đã xác nhận"), tally.inside),
        Tile("chua-xac-nhan", tally.waiting, gettext("nơi chưa xác nhận")),
    ]
    if tally.overdue:
        made.append(Tile("qua-han", tally.overdue, gettext("nơi quá hạn xác nhận"), tone="bad"))
    if tally.paper:
        made.append(Tile("giay-da-gui", tally.paper_gone, gettext("bản giấy đã gửi"), tally.paper))
    if tally.paper_left:
        made.append(Tile("giay-chua-gui", tally.paper_left, gettext("bản giấy chưa gửi"), tone="warn"))
    return [replace(one, url=f"{sent_url}?xem={one.key}" if sent_url else "") for one in made]


TONES = {"given": "info", "taken_up": "brand", "done": "good", "late": "bad"}


@register.filter
def direction_tone(state: str) -> str:
    """The tone of a direction's state."""
    return TONES.get(str(state), "")
