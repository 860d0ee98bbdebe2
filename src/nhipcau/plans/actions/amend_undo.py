"""Taking back a paper that amended a plan: everything stands again as before it, while nothing was done on what it made.

The way back is kept when the paper is applied: the rows that it made, changed and removed, as they were and as they are.
What is not any more as the paper left it was built on by somebody, and nothing is taken back.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction

from nhipcau.agencies.models import Officer
from nhipcau.kernel import audit, clock, finding, rows
from nhipcau.kernel.models import Evidence
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.stated import MOVED
from nhipcau.kernel.states import Since
from nhipcau.plans.actions import amend_sending
from nhipcau.plans.actions.counting import recount
from nhipcau.plans.actions.ordering import number_places
from nhipcau.plans.models import (
    Amendment,
    Assignment,
    Deliverable,
    Duty,
    Extension,
    Plan,
    PlanImport,
    Progress,
    Task,
    TaskDue,
)

Json = dict[str, Any]
# In the order in which rows point to each other.
_KEPT: tuple[tuple[type[models.Model], str], ...] = (
    (Task, "plan"),
    (Assignment, "task__plan"),
    (TaskDue, "task__plan"),
    (Duty, "task__plan"),
    (Deliverable, "duty__task__plan"),
)
_OF_PLAN = ("document_id", "title", "six_month_due", "annual_due")
_PLACES = ("position", "depth")  # where a task stands moves with every task that is added before it
_LEFT_OUT = ("search_text",)

UNDONE_ALREADY = N_("Văn bản này đã được hoàn tác trước đó%(since)s.")
NO_WAY = N_(
    "Văn bản này được áp dụng trước khi hệ thống ghi lại cách hoàn tác. Hãy nhập văn bản điều chỉnh tiếp theo, hoặc sửa"
    " từng nhiệm vụ ở trang nhiệm vụ."
)
LATER = N_(
    "Kế hoạch đã được sửa đổi tiếp theo văn bản số %(number)s%(since)s. Hãy hoàn tác văn bản đó trước, hoặc nhập văn bản"
    " điều chỉnh mới."
)
BUILT_ON = N_(
    "Sau khi áp dụng, nhiệm vụ “%(task)s” đã có báo cáo, tài liệu kiểm chứng hoặc thay đổi khác nên không hoàn tác được. Hãy"
    " nhập văn bản điều chỉnh tiếp theo, hoặc sửa từng nhiệm vụ ở trang nhiệm vụ."
)


def rows_of(plan: Plan) -> Json:
    """The plan's rows as they stand: {model: {key: {field: value}}}, and its own fields."""
    found: Json = {"plan": {name: getattr(plan, name) for name in _OF_PLAN}}
    for model, path in _KEPT:
        names = [field.attname for field in model._meta.concrete_fields if field.name not in _LEFT_OUT]
        every = model._base_manager.filter(**{path: plan}).values(*names)
        found[model._meta.model_name or ""] = {str(row["id"]): row for row in every}
    return found


def _plain(row: Json) -> Json:
    """A row as JSON keeps it."""
    kept: Json = json.loads(json.dumps(row, cls=DjangoJSONEncoder))
    return kept


def way_back(before: Json, after: Json) -> Json:
    """What a paper did to the rows: made, was (old values of what changed), is (new ones), gone (rows removed)."""
    found: Json = {"plan": {"was": before["plan"], "is": after["plan"]}}
    for model, _path in _KEPT:
        name = model._meta.model_name or ""
        old, new = before[name], after[name]
        both = {key: (old[key], row) for key, row in new.items() if key in old and old[key] != row}
        found[name] = {
            "made": {key: row for key, row in new.items() if key not in old},
            "gone": {key: row for key, row in old.items() if key not in new},
            "was": {key: {f: was[f] for f in was if was[f] != row[f]} for key, (was, row) in both.items()},
            "is": {key: {f: row[f] for f in row if was[f] != row[f]} for key, (was, row) in both.items()},
        }
    found["marks"] = {
        "progress": _last(Progress._base_manager.all()),
        "evidence": _last(Evidence._base_manager.all()),
    }
    return _plain(found)


def _last(rows: models.QuerySet[Any]) -> int:
    return int(rows.aggregate(last=models.Max("pk"))["last"] or 0)


@transaction.atomic
def undo_amendment(*, amendment: Amendment, by: Officer) -> None:
    """Let the plan stand as before the paper; the paper stays in the register, and its history in the log.

    The import is open again, to be corrected and applied anew.  Whoever was told is told.  Raises Refused: taken back
    already, a later paper, a closed plan, work that was built on it.
    """
    plan = amendment.plan
    list(
        Task.objects.select_for_update(of=("self",), no_key=True).filter(plan=plan).order_by("pk").only("pk")
    )
    parts = Duty.objects.select_for_update(of=("self",), no_key=True).filter(task__plan=plan)
    list(parts.order_by("pk").only("pk"))
    plan = Plan.objects.select_for_update(no_key=True, of=("self",)).get(pk=plan.pk)
    held = rows.held_with(Amendment.objects.select_for_update(of=("self",)), amendment.pk, "document")
    _check(held, plan)
    now = rows_of(plan)
    way: Json = held.way_back or {}
    _refuse_what_was_built_on(held, way, now)
    _put_back(plan, way, held)
    held.undone_at, held.undone_by = clock.now(), by
    held.sent = amend_sending.recall_sent(held, by)
    plan_import, held.plan_import = held.plan_import, None
    held.save(update_fields=["undone_at", "undone_by", "plan_import", "sent"])
    if plan_import is not None:
        _open_again(plan_import, by)
    recount(plan=plan.pk)
    for change in held.changes.select_related("task"):
        audit.record(
            "task.amendment_undone",
            target=change.task,
            by=by,
            before=change.after,
            after=change.before,
            data={"number": held.document.number},
        )
        finding.keep("task", change.task)
    audit.record("plan.amendment_undone", target=plan, by=by, data={"number": held.document.number})
    amend_sending.tell_of_undo(held, by)


def _check(amendment: Amendment, plan: Plan) -> None:
    if amendment.undone_at is not None:
        raise Refused(UNDONE_ALREADY, since=Since(amendment.undone_at, amendment.undone_by).told)
    plan.go("amend")
    if not amendment.way_back:
        raise Refused(NO_WAY)
    later = plan.amendments.standing().filter(pk__gt=amendment.pk).select_related("document").last()
    if later is not None:
        since = Since(later.confirmed_at, later.confirmed_by).told
        raise Refused(LATER, number=later.document.number, since=since)


def _refuse_what_was_built_on(amendment: Amendment, way: Json, now: Json) -> None:
    for task in _built_on(amendment, way, now):
        found = Task.objects.filter(pk=task).first() if task is not None else None
        raise Refused(BUILT_ON, task=str(found or amendment.plan)[:120])


def _built_on(amendment: Amendment, way: Json, now: Json) -> Iterator[int | None]:
    """The tasks on which something was done since the paper."""
    tasks = {int(change) for change in amendment.changes.values_list("task", flat=True)}
    tasks |= {int(key) for key in way["task"]["made"]}
    tasks |= {int(key) for key, was in way["task"]["was"].items() if set(was) - set(_PLACES)}
    duties = Duty.objects.filter(task__in=tasks)
    since = Progress.objects.filter(duty__in=duties, pk__gt=way["marks"]["progress"])
    yield from since.values_list("duty__task", flat=True)[:1]
    kept = Evidence.objects.filter(
        about_type=ContentType.objects.get_for_model(Duty),
        about_id__in=duties.values("pk"),
        pk__gt=way["marks"]["evidence"],
    )
    for duty in kept.values_list("about_id", flat=True)[:1]:
        yield Duty.objects.values_list("task", flat=True).get(pk=duty)
    yield from wishes_since(duties, amendment.confirmed_at)
    yield from (
        Task.objects.filter(parent__in=way["task"]["made"])
        .exclude(pk__in=way["task"]["made"])
        .values_list("parent", flat=True)[:1]
    )
    if way["plan"]["is"] != _plain(now["plan"]):
        yield None
    for model, _path in _KEPT:
        name = model._meta.model_name or ""
        for key, wanted in (*way[name]["made"].items(), *way[name]["is"].items()):
            row = _plain(now[name].get(key) or {})
            if not row or any(row[f] != value for f, value in wanted.items() if f not in _PLACES):
                yield _task_of(model, row or wanted, now)


def wishes_since(duties: models.QuerySet[Duty], since: datetime) -> models.QuerySet[Any, int]:
    """The tasks of parts for which more time was asked since a moment."""
    asked = Extension.objects.filter(deliverable__duty__in=duties, asked_at__gt=since)
    return asked.values_list("deliverable__duty__task", flat=True)


def _task_of(model: type[models.Model], row: Json, now: Json) -> int | None:
    if model is Task:
        return row.get("id")
    if model is Deliverable:
        duty = now["duty"].get(str(row.get("duty_id")))
        return duty["task_id"] if duty else None
    return row.get("task_id")


def _put_back(plan: Plan, way: Json, amendment: Amendment) -> None:
    """The rows as they were.  A task that the paper made stays as one that is over: the paper's own record names it."""
    for model, _path in reversed(_KEPT):
        if model is not Task:
            model._base_manager.filter(
                pk__in=[int(key) for key in way[model._meta.model_name or ""]["made"]]
            ).delete()
    on = amendment.document.date
    made = [int(key) for key in way["task"]["made"]]
    Task.objects.filter(pk__in=made).update(closed_on=on)
    for model, _path in _KEPT:
        kept = way[model._meta.model_name or ""]
        for key, values in kept["was"].items():
            known = {name: value for name, value in values.items() if name not in _PLACES}
            if known:
                model._base_manager.filter(pk=int(key)).update(**_values(model, known))
        for row in kept["gone"].values():
            model._base_manager.create(**_values(model, row))
    Plan.objects.filter(pk=plan.pk).update(**_values(Plan, way["plan"]["was"]))
    for task in Task.objects.filter(pk__in=[int(key) for key in way["task"]["was"]]):
        task.save(update_fields=["search_text"])
    _order(plan, way)


def _values(model: type[models.Model], row: Json) -> Json:
    by_name = {field.attname: field for field in model._meta.concrete_fields}
    return {
        name: value if by_name[name].is_relation else by_name[name].to_python(value)
        for name, value in row.items()
    }


def _order(plan: Plan, way: Json) -> None:
    """Every old task where it stood; one that the paper made behind the one before which it stands now."""
    tasks = {
        task.pk: task
        for task in plan.tasks.order_by("position").only("pk", "parent", "position", "depth", "plan")
    }
    made = {int(key) for key in way["task"]["made"]}
    rank: dict[int, tuple[int, int, int]] = {}
    before = 0
    for key, task in tasks.items():
        if key in made:
            rank[key] = (before, 1, task.position)
        else:
            before = way["task"]["was"].get(str(key), {}).get("position", task.position)
            rank[key] = (before, 0, 0)
    number_places(tasks, rank)


def _open_again(plan_import: PlanImport, by: Officer) -> None:
    plan_import.move("take_back", by=by)
    plan_import.version += 1
    plan_import.save(update_fields=["version", *MOVED])


def take_back(amendment: Amendment, data: Json, by: Officer) -> None:
    """Counter-action within the ten seconds (``kernel.undo``): nobody was told yet."""
    undo_amendment(amendment=amendment, by=by)
