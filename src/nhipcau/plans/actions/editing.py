"""A running task's words and due days changed by one form: one act, told once, taken back as one."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.urls import reverse

from nhipcau.agencies.models import Officer
from nhipcau.agencies.queries.accounts import people_of
from nhipcau.kernel import undo
from nhipcau.kernel.notifications import notify
from nhipcau.kernel.sentences import Sentence
from nhipcau.plans.actions import changing, laying
from nhipcau.plans.models import Duty, Task
from nhipcau.plans.permissions import REPORT
from nhipcau.plans.rules import Due


@transaction.atomic
def edit(
    *,
    task: Task,
    days: Collection[date],
    reason: str,
    today: date,
    by: Officer,
    rhythm: dict[str, Any] | None = None,
    **values: Any,
) -> None:
    """Set a task's due days and words (``changing.TASK_FIELDS``); what stays the same is left alone.

    rhythm: the task's new time where how often it comes back was changed; its coming days are laid by it, unless others
    were typed.  Raises Refused where nothing changes, or one of both may not.
    """
    changes: changing.Within = []
    what = changing.WORDS
    stand = set(task.dues.current().values_list("on", flat=True))
    laid: dict[date, Due] = {}
    if rhythm is not None:
        values["timing"] = rhythm
        if set(days) == stand:
            laid = laying.days_by(task, rhythm, today=today)
            days = laid or days
    if set(days) != stand:
        changing.set_dues(task=task, days=days, laid=laid, reason=reason, today=today, by=by, within=changes)
        what = changing.DUES
    if not changes or any(getattr(task, field) != value for field, value in values.items()):
        changing.edit_words(task=task, reason=reason, by=by, within=changes, **values)
        what = changing.WORDS
    agencies = Duty.objects.current().filter(task=task).values_list("agency", flat=True)
    data = {"task": task, "_changes": changes}
    with undo.offered(changing.CODES[what], target=task, by=by, data=data):
        notify(
            recipients=[each for of in people_of(agencies, REPORT).values() for each in of if each != by],
            kind=changing.NOTICE,
            once=f"{changing.NOTICE}:{task.pk}:{uuid4().hex}",
            title=Sentence(f"plans.changed.{what}", {"task": str(task)[:200]}),
            text=reason,
            url=reverse("plans:task", args=[task.pk]),
        )
