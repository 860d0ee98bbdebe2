"""A paper that amends a running plan, before it is confirmed: which plan, what it changes, what officers correct."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import transaction

from nhipcau.agencies.models import Officer
from nhipcau.engines.officialdoc.amend import held
from nhipcau.engines.officialdoc.amend.model import Deed
from nhipcau.kernel import audit, reading, rows
from nhipcau.kernel.children import NotRead
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.plans import amend_draft
from nhipcau.plans.actions.imports import CHANGED, seal
from nhipcau.plans.import_draft import asked_alone, text_of
from nhipcau.plans.models import Plan, PlanImport
from nhipcau.plans.rules import OBLIGATION_TITLES
from nhipcau.plans.running_tree import Running, running_tasks

Json = dict[str, Any]
OWN_PAPER = N_("Đây chính là văn bản của kế hoạch này. Hãy chọn kế hoạch khác, hoặc nhập văn bản sửa đổi.")
TOO_MUCH = N_("Văn bản và kế hoạch quá lớn nên không so sánh xong. Hãy tách văn bản thành nhiều tệp.")
NO_TIME = N_("Hãy điền thời gian mới theo văn bản, hoặc chọn “Không áp dụng” để giữ thời gian đang có.")
NO_PLAN = N_("Chưa chọn kế hoạch được sửa đổi.")
NOT_FOUND = N_("Nhiệm vụ đã chọn không còn trong kế hoạch. Hãy chọn nhiệm vụ khác.")


def amend(*, plan_import: PlanImport, plan: Plan, by: Officer, whole: bool | None = None) -> None:
    """Take a paper that was read as one that amends a plan, and hold it against the plan.

    whole: see ``changes_of``.  Raises Refused: a closed plan, the plan's own paper, an import that has ended.
    """
    plan.go("amend")
    plan_import.go("edit")
    draft = plan_import.draft
    assert draft is not None  # what may be edited has been read
    if _is_its_own(draft["document"], plan):
        raise Refused(OWN_PAPER)
    # Compared before the transaction: with thousands of tasks it takes seconds.
    running = running_tasks(plan)
    changes = changes_of(draft, running, year=plan.year, whole=whole)
    _keep(plan_import=plan_import, plan=plan, changes=changes, seen=plan_import.version, by=by)


def _is_its_own(head: Mapping[str, Any], plan: Plan) -> bool:
    day = plan.document.date.isoformat() if plan.document.date else None
    return (head.get("number"), head.get("date")) == (plan.document.number, day)


def changes_of(draft: Json, running: Running, *, year: int, whole: bool | None = None) -> Json:
    """What a read paper changes in a plan as it runs.

    whole: the paper is the plan's whole new text (True), or says its changes one by one (False); None: by what is in it.
    """
    operations = (draft.get("amends") or {}).get("operations") or []
    new = [_as_kept(task) for task in draft["tasks"]]
    result = _held(held.against, operations, new, running.tree, year, whole)
    found = result["changes"]
    if result["whole"]:
        found += _dated_duties(draft, running)
    for change in found:
        change["new"] = _as_kept(change["new"])
    return amend_draft.begin(found, running.seals, whole=result["whole"])


def _held(function: Callable[..., held.Held], *args: Any) -> held.Held:
    """What a child makes of a paper's words; Refused where it does not come to an end."""
    try:
        return reading.documents(function, *args, limits=reading.FILE)
    except NotRead as unread:
        raise Refused(TOO_MUCH) from unread


def _as_kept(task: Json) -> Json:
    """A read task as it would be kept, so that like is held against like."""
    kept = {
        **task,
        "number": str(task.get("number") or "")[:20],
        "title": str(task.get("title") or "").strip(),
        "content": task.get("content") or "",
        "timing_text": str(task.get("timing_text") or "")[:300],
        "place": str(task.get("place") or "")[:300],
        "budget": text_of(task.get("budget")),
        "outputs": text_of(task.get("outputs")),
    }
    if task.get("children"):
        kept["children"] = [_as_kept(child) for child in task["children"]]
    return kept


def _dated_duties(draft: Json, running: Running) -> list[Json]:
    """Report dates that the paper sets anew."""
    known = {task["title"]: task for task in running.by_key.values() if task.get("obligation")}
    found = []
    for item in draft.get("obligations") or []:
        task = None if asked_alone(item) else known.get(OBLIGATION_TITLES.get(item.get("what", ""), ""))
        if task is not None and item.get("due") and item["due"] != task["due"]:
            found.append(
                {
                    "do": str(Deed.CHANGE),
                    "task": task["key"],
                    "new": {**amend_draft.alone(task), "due": item["due"], "what": item["what"]},
                    "fields": ["due"],
                    "sure": 1.0,
                    "doubts": [],
                    "parent": None,
                    "after": None,
                    "under": None,
                    "words": item.get("source") if isinstance(item.get("source"), str) else "",
                    "source": item.get("position"),
                }
            )
    return found


@transaction.atomic
def _keep(*, plan_import: PlanImport, plan: Plan, changes: Json, seen: int, by: Officer) -> None:
    plan_import = rows.held(plan_import)
    plan_import.go("edit")
    if plan_import.version != seen:
        raise Refused(CHANGED)
    plan_import.amends, plan_import.changes = plan, changes
    plan_import.version += 1
    plan_import.save(update_fields=["amends", "changes", "version"])
    audit.record(
        "plan.amending_begun",
        target=plan_import,
        by=by,
        data={"plan": plan, "changes": sum(1 for _ in amend_draft.deeds(changes))},
    )


@transaction.atomic
def not_amending(*, plan_import: PlanImport, by: Officer) -> None:
    """Take the paper for a plan of its own again."""
    plan_import = rows.held(plan_import)
    plan_import.go("edit")
    if plan_import.amends is None:
        return
    plan = plan_import.amends
    plan_import.amends = plan_import.changes = None
    plan_import.version += 1
    plan_import.save(update_fields=["amends", "changes", "version"])
    audit.record("plan.amending_left", target=plan_import, by=by, data={"plan": plan})


def _open(pk: int, key: str = "", seen: str | None = None) -> tuple[PlanImport, Json, Json]:
    """The import, locked, its changes and one item; Refused where somebody was there before."""
    plan_import = PlanImport.objects.select_for_update().get(pk=pk)
    plan_import.go("edit")
    if plan_import.changes is None:
        raise Refused(NO_PLAN)
    item = amend_draft.find(plan_import.changes, key) if key else {}
    if item is None or (seen is not None and seal(item) != seen):
        raise Refused(CHANGED)
    return plan_import, plan_import.changes, item


def _save(plan_import: PlanImport) -> None:
    plan_import.version += 1
    plan_import.save(update_fields=["changes", "version"])


@transaction.atomic
def edit_item(
    *, plan_import: PlanImport, key: str, seen: str, values: Mapping[str, Any], by: Officer
) -> PlanImport:
    """Correct the new words of one item.  seen: the item's seal when it was shown.  Raises Refused."""
    plan_import, _draft, item = _open(plan_import.pk, key, seen)
    before = copy.deepcopy({name: item["new"].get(name) for name in values})
    if amend_draft.lacks_time(item) and not values.get("timing"):
        raise Refused(NO_TIME)
    item["new"].update(values)
    item["looked"] = True
    if item["task"] is not None:
        running = _one(plan_import, item["task"])
        # Held against what was compared: a plan that has moved meanwhile is told when all is confirmed.
        base = item["base"]
        amend_draft.compare_again(item, running.by_key, running.seals)
        item["base"] = base
    _save(plan_import)
    audit.record(
        "plan.change_edited", target=plan_import, by=by, data={"part": key}, before=before, after=dict(values)
    )
    return plan_import


def _one(plan_import: PlanImport, task: int) -> Running:
    assert plan_import.amends is not None
    return running_tasks(plan_import.amends, only=[task])


MARKS = {"looked": True, "dropped": True, "taken": False}


@transaction.atomic
def mark_item(*, plan_import: PlanImport, key: str, mark: str, by: Officer) -> None:
    """Say that an item was looked at ("looked"), is not to be done ("dropped"), or is to be done after all ("taken")."""
    plan_import, _draft, item = _open(plan_import.pk, key)
    field = "looked" if mark == "looked" else "dropped"
    if item[field] == MARKS[mark]:
        return
    if mark == "looked" and amend_draft.lacks_time(item):
        raise Refused(NO_TIME)
    item[field] = MARKS[mark]
    _save(plan_import)
    audit.record("plan.change_marked", target=plan_import, by=by, data={"part": key, "mark": mark})


@transaction.atomic
def aim_item(*, plan_import: PlanImport, key: str, task: int | None, by: Officer) -> None:
    """Say which running task an item speaks of; None: a new one.  Raises Refused."""
    plan_import, draft, item = _open(plan_import.pk, key)
    assert plan_import.amends is not None
    running = running_tasks(plan_import.amends)
    if item["do"] == Deed.END and task is None:
        raise Refused(N_("Muốn giữ nhiệm vụ này, hãy chọn “Không áp dụng”."))
    if task is not None and (task not in running.by_key or running.by_key[task].get("obligation")):
        raise Refused(NOT_FOUND)
    was = item["task"]
    amend_draft.aim(draft, item, task, running.by_key, running.seals, year=plan_import.amends.year)
    _save(plan_import)
    audit.record("plan.change_aimed", target=plan_import, by=by, data={"part": key, "from": was, "to": task})


@transaction.atomic
def compare_again(*, plan_import: PlanImport, by: Officer) -> int:
    """Hold every item against the plan as it stands now; how many tasks had moved.  What officers corrected stays."""
    plan_import, draft, _item = _open(plan_import.pk)
    assert plan_import.amends is not None
    running = running_tasks(plan_import.amends)
    moved = [
        item
        for item in draft["items"]
        if item["task"] is not None and running.seals.get(item["task"]) != item["base"]
    ]
    for item in moved:
        amend_draft.compare_again(item, running.by_key, running.seals)
        item["looked"] = False
        if item["task"] not in running.by_key:
            item["task"] = None
        item["doubts"] = [*item["doubts"], {"key": "amend.moved", "params": {}}]
    if moved:
        _save(plan_import)
        audit.record("plan.amending_compared", target=plan_import, by=by, data={"moved": len(moved)})
    return len(moved)


def suggested(plan_import: PlanImport, plans: Sequence[Plan]) -> list[Plan]:
    """The running plans that a read paper may amend: those that it names, the likeliest first."""
    reading = plan_import.reading or {}
    named = [
        (each.get("number"), each.get("date")) for each in (reading.get("amends") or {}).get("papers") or []
    ]
    by_number = {number: place for place, (number, _day) in enumerate(named)}
    found = [plan for plan in plans if plan.document.number in by_number]
    days = {(number, day) for number, day in named if day}

    def rank(plan: Plan) -> tuple[bool, int]:
        day = plan.document.date.isoformat() if plan.document.date else None
        return (plan.document.number, day) not in days, by_number[plan.document.number]

    return sorted(found, key=rank)


def speaks_of_amending(plan_import: PlanImport) -> bool:
    """Whether the paper itself says that it amends something."""
    return bool((plan_import.reading or {}).get("amends"))
