"""What changed, in the office's words: the fields and values of log entries as a reader is shown them.

A field is called as its app says (``audit.name_fields``), else as its model does (``verbose_name``); a value that is a
code is shown by the label of its choice.  A test asks for both of every field that is logged.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext

from nhipcau.kernel import audit, notifications
from nhipcau.kernel.audit import FieldWords
from nhipcau.kernel.models import LogEntry
from nhipcau.kernel.standing import written


@dataclass(frozen=True, slots=True)
class Change:
    """One field of an entry: its words, what it was ("" where there was none), what it became."""

    label: str
    was: str
    now: str
    had_value: bool


def changes_of(entry: LogEntry) -> list[Change]:
    """What an entry says changed."""
    return [
        Change(
            label=field_label(entry.record_kind, field),
            was="" if was is None else value_words(entry.record_kind, field, was),
            now=value_words(entry.record_kind, field, value),
            had_value=was is not None,
        )
        for field, was, value in entry.changes
    ]


def private_of(entry: LogEntry) -> list[Change]:
    """Its personal part, while it is kept."""
    return [
        Change(field_label(entry.record_kind, field), "", value_words(entry.record_kind, field, value), False)
        for field, value in entry.private_words.items()
    ]


def field_label(kind: str, field: str) -> str:
    """An officer's words for a field; its name where no app of today knows it (an old entry)."""
    return str(_label(kind, field) or field)


def _label(kind: str, field: str) -> str | Promise | None:
    if (said := _said(kind, field)) is not None:
        return said.label
    if (notice := next((one for one in notifications.kinds() if one.name == field), None)) is not None:
        return notice.label
    column = _column(kind, field)
    named = column.verbose_name if column is not None else None
    return (
        named if isinstance(named, Promise) else None
    )  # what Django makes of a name is no word of the office


def _said(kind: str, field: str) -> FieldWords | None:
    for name in (f"{kind}.{field}", field):
        if name in audit.field_words:
            return audit.field_words.get(name)
    return None


def _column(kind: str, field: str) -> models.Field[Any, Any] | None:
    try:
        found = apps.get_model(kind)._meta.get_field(field) if kind else None
    except (LookupError, ValueError, FieldDoesNotExist):
        return None
    return found if isinstance(found, models.Field) else None


def _value_labels(kind: str, field: str) -> Mapping[Any, Any]:
    said = _said(kind, field)
    if said is not None and said.values is not None:
        labels = said.values() if callable(said.values) else said.values
        return {str(code): gettext(label) for code, label in labels.items()}
    column = _column(kind, field)
    return {str(code): str(label) for code, label in column.flatchoices} if column is not None else {}


def value_words(kind: str, field: str, value: Any) -> str:
    """A value as officers read it: labels for codes, yes and no, days as written, lists joined, records by name."""
    return _words(value, _value_labels(kind, field))


def plain_words(value: Any) -> str:
    """A value without a field that could say more of it."""
    return _words(value, {})


def _words(value: Any, labels: Mapping[Any, Any]) -> str:
    if isinstance(value, list):
        return ", ".join(_words(item, labels) for item in value) or "–"
    if isinstance(value, dict):
        named = value.get("name")
        parts = (f"{field_label('', key)}: {_words(item, labels)}" for key, item in value.items())
        return str(named or ", ".join(parts))
    if isinstance(value, bool):
        return gettext("có") if value else gettext("không")
    if value is None or value == "":
        return "–"
    text = str(value)
    if text in labels:
        return str(labels[text])
    try:
        return written(date.fromisoformat(text)) if len(text) == 10 else text
    except ValueError:
        return text
