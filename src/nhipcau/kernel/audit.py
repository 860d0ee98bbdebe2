"""The log: who did what to which record, when, and how it was before and after.

Entries are written once (``kernel.frozen``), closed into a chain of blocks (``kernel.chain``), and named in
one place: an app registers the officer's words for each of its actions in the joint ``actions``.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import override

from nhipcau.kernel.joints import Joint
from nhipcau.kernel.models import LogEntry, LogEntryQuerySet, LogPersonal
from nhipcau.kernel.written import salted_hash

Snapshot = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Action:
    """What can be done and stands in the log: its code ("task.progress") and an officer's words for it."""

    name: str
    label: str | Promise
    is_passing: bool = False  # somebody came in or took a copy: in the log, but no news of the office's work


actions: Joint[Action] = Joint("action of the log", key=lambda action: action.name)


def name_actions(labels: Mapping[str, str | Promise], *, are_passing: bool = False) -> None:
    """Say in an officer's words what an app's actions are: {"task.progress": "báo tiến độ"}.

    are_passing: they change nothing of the office's work (sign-ins, downloads), so desks do not tell of them.
    """
    for name, label_ in labels.items():
        actions.register(Action(name, label_, are_passing))


def passing() -> list[str]:
    """The actions that desks do not tell of."""
    return [action.name for action in actions.all() if action.is_passing]


def label(action: str) -> str | Promise:
    """The officer's words for an action; its code where no app of today names it (an old entry)."""
    return actions.get(action).label if action in actions else action


def known_actions() -> Mapping[str, str | Promise]:
    """All named actions."""
    return {action.name: action.label for action in actions.all()}


Labels = Mapping[Any, str] | Callable[[], Mapping[Any, str]]


@dataclass(frozen=True, slots=True)
class FieldWords:
    """What a field of the log is called: its name ("percent", or "plans.task.percent" where a bare name would say
    the wrong thing), an officer's words for it, and for the values that are codes (or who knows them)."""

    name: str
    label: str | Promise
    values: Labels | None = None


field_words: Joint[FieldWords] = Joint("field of the log", key=lambda field: field.name)


def name_fields(labels: Mapping[str, str | Promise | tuple[str | Promise, Labels]]) -> None:
    """Say in an officer's words what logged fields are called whose model does not say it itself, once for the
    product: {"percent": _("mức hoàn thành"), "role": (_("vai trò"), ROLE_LABELS)}."""
    for name, words in labels.items():
        label_, values = words if isinstance(words, tuple) else (words, None)
        field_words.register(FieldWords(name, label_, values))


def named(record: models.Model) -> str:
    """A record's name as the log keeps it: in Vietnamese, whatever language the officer reads."""
    with override("vi"):
        return str(record)


def plain(value: Any) -> Any:
    """A value as JSON can hold it: records by name and key, dates in ISO form."""
    if isinstance(value, models.Model):
        return {"id": value.pk, "name": named(value)}
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


def changed(before: Snapshot, after: Snapshot) -> Snapshot:
    """What stands otherwise after than before, for ``record(personal=…)``."""
    return {field: value for field, value in after.items() if before.get(field, "") != value}


def new_salt() -> str:
    """256 bits, as 64 hexadecimal letters."""
    return secrets.token_hex(32)


def record(
    action: str,
    *,
    target: models.Model | None = None,
    by: models.Model | None,
    data: Mapping[str, Any] | None = None,
    before: Snapshot | None = None,
    after: Snapshot | None = None,
    personal: Mapping[str, Any] | None = None,
    called: str = "",
) -> LogEntry:
    """Write one entry, in the caller's transaction.

    action: "app.verb", named in ``actions``; target: the record, or None where it is about none, which ``called`` may
    name instead (a list that was taken out);
    by: the officer, or None for the system itself.
    before, after: snapshots; only the fields that differ are kept.
    personal: what must go on its day (telephone, e-mail): kept apart, bound by a salted hash, shredded
    by ``kernel.retention``.
    """
    old, new = before or {}, after or {}
    differing = [key for key in {**old, **new} if old.get(key) != new.get(key)]
    apart = plain(personal) if personal else None
    salt = new_salt() if apart else ""
    entry = LogEntry.objects.create(
        action=action,
        by_id=by.pk if by is not None else None,
        by_name=str(by)[:150] if by is not None else "",
        record_kind=target._meta.label_lower if target is not None else "",
        record_id=str(target.pk) if target is not None else "",
        record_name=(named(target) if target is not None else called)[:200],
        before={key: old.get(key) for key in differing},
        after={key: new.get(key) for key in differing},
        data=plain(data or {}),
        personal_hash=salted_hash(salt, apart) if apart else "",
    )
    if apart:
        LogPersonal.objects.create(entry=entry, salt=salt, data=apart)
    return entry


def last(target: models.Model, *actions: str) -> LogEntry | None:
    """The newest entry of some acts about a record; None where none was done, as far as the log knows."""
    return history(target).filter(action__in=actions).select_related("by").first()


def who_did(target: models.Model, *actions: str) -> models.Model | None:
    """Who last did one of some acts to a record; None where nobody or the machine did, as far as the log knows."""
    newest = last(target, *actions)
    return newest.by if newest is not None else None


def history(target: models.Model) -> LogEntryQuerySet:
    """All entries about a record, newest first."""
    return LogEntry.objects.about(target).newest_first()
