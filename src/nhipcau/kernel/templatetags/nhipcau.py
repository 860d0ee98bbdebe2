"""Small words for templates."""

from __future__ import annotations

from django import template

from nhipcau.kernel import audit

register = template.Library()


@register.filter
def action_label(action: str) -> str:
    """An audit action in an officer's words."""
    return str(audit.label(action))
