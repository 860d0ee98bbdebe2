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
