"""Small words for templates."""

from __future__ import annotations

from datetime import date
from typing import Any

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


@register.filter
def iso_day(text: str | None) -> str:
    """A day in ISO form as officers write it; anything else as it is."""
    try:
        return date.fromisoformat(str(text)).strftime("%d/%m/%Y")
    except ValueError:
        return text or ""


@register.filter
def in_words(value: Any) -> str:
    """A value of the log without the marks of a program: lists joined, records by name, days as written."""
    if isinstance(value, list):
        return ", ".join(in_words(item) for item in value) or "–"
    if isinstance(value, dict):
        return str(value.get("name") or ", ".join(f"{key}: {in_words(item)}" for key, item in value.items()))
    return "–" if value is None or value == "" else iso_day(str(value))
