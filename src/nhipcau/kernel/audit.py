"""The audit log: who did what to which record, when, and how it was before and after.

Kept in Wagtail's model log, where editors' work will be kept too, so there is one log to read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils.functional import Promise
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry

Snapshot = dict[str, Any]

_labels: dict[str, str | Promise] = {}


def name_actions(labels: Mapping[str, str | Promise]) -> None:
    """Say in an officer's words what an app's actions are: {"task.progress": "báo tiến độ"}."""
    _labels.update(labels)


def label(action: str) -> str | Promise:
    """The officer's words for an action; its code where nobody has named it."""
    return _labels.get(action, action)


def known_actions() -> Mapping[str, str | Promise]:
    """All named actions."""
    return dict(_labels)


def plain(value: Any) -> Any:
    """A value as JSON can hold it: records by name and key, dates in ISO form."""
    if isinstance(value, models.Model):
        return {"id": value.pk, "name": str(value)}
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, str | int | float | bool) or value is None:
        return value
    if isinstance(value, Iterable):
        return [plain(item) for item in value]
    return str(value)


def snapshot(target: models.Model, fields: Iterable[str]) -> Snapshot:
    """The named fields as they stand now, for ``record(before=…)``."""
    return {field: plain(getattr(target, field)) for field in fields}


def record(
    action: str,
    *,
    target: models.Model,
    by: models.Model | None,
    data: Mapping[str, Any] | None = None,
    before: Snapshot | None = None,
    after: Snapshot | None = None,
) -> None:
    """Write one entry, in the caller's transaction.

    action: "app.verb"; by: the officer, or None for the system itself.
    before, after: snapshots; only the fields that differ are kept.
    """
    if not registry.action_exists(action):
        # Wagtail keeps only actions that it has been told of; ours are told of when first used.
        registry.register_action(action, label(action), label(action))
    kept: dict[str, Any] = dict(plain(data or {}))
    if before is not None or after is not None:
        old, new = before or {}, after or {}
        changed = [key for key in {**old, **new} if old.get(key) != new.get(key)]
        kept["before"] = {key: old.get(key) for key in changed}
        kept["after"] = {key: new.get(key) for key in changed}
    ModelLogEntry.objects.log_action(target, action, user=by, data=kept, title=str(target)[:200])


def history(target: models.Model) -> models.QuerySet[ModelLogEntry]:
    """All entries about a record, newest first, each with its officer."""
    return ModelLogEntry.objects.for_instance(target).select_related("user").order_by("-timestamp", "-pk")
