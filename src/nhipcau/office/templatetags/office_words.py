"""The office's words for codes that rows keep."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext

from nhipcau.office.deliveries.channels import channels

register = template.Library()


@register.filter
def channel_label(name: str) -> str:
    """A channel in an officer's words; its name where nobody registered it."""
    return gettext(channels.get(name).label) if name in channels else name


@register.filter
def translated(text: str) -> str:
    """A sentence of the catalogue in the reader's language."""
    return gettext(text) if text else ""


TONES = {"given": "info", "taken_up": "brand", "done": "good", "late": "bad"}


@register.filter
def direction_tone(state: str) -> str:
    """The tone of a direction's state."""
    return TONES.get(str(state), "")
