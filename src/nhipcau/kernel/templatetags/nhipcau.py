"""Small words for templates."""

from __future__ import annotations

from django import template

from nhipcau.kernel import audit, evidence
from nhipcau.kernel.models import Evidence

register = template.Library()


@register.filter
def action_label(action: str) -> str:
    """An audit action in an officer's words."""
    return str(audit.label(action))


@register.filter
def record_url(kept: Evidence) -> str:
    """The page of the record that an evidence shows; "" where it has none, or is gone."""
    record = kept.record
    kind = evidence.kind_of(record) if record is not None else None
    return kind.url(record) if record is not None and kind is not None else ""
