"""Where tasks stand in the draft, whether they are in it, and what becomes of leaders' words that are still open."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Literal

from django.db import transaction
from django.db.models import Max, prefetch_related_objects

from nhipcau.agencies.models import Officer
from nhipcau.kernel import audit, undo
from nhipcau.kernel.access import demand
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.states import Since
from nhipcau.office.directions.models import Direction
from nhipcau.plans.models import NextPlan, NextTask, Task
from nhipcau.plans.next import laying, numbering, queries, rules
from nhipcau.plans.next.actions import writing
from nhipcau.plans.next.permissions import DRAFT_NEXT_PLAN
from nhipcau.plans.rules import DutyRole

MOVED = "next_plan.task_moved"
RENUMBERED = "next_plan.renumbered"
LEFT_OUT = "next_plan.task_left_out"
TAKEN_IN = "next_plan.task_taken_in"
DIRECTION_TAKEN = "next_plan.direction_taken"
DIRECTION_LEFT = "next_plan.direction_left"
Way = Literal["up", "down"]


def _tasks(held: NextPlan) -> list[NextTask]:
    """All of a held draft, locked, in order."""
    found = held.tasks.select_for_update(of=("self",)).order_by("position", "pk")
    return queries.in_order(found)


def _place(tasks: Iterable[NextTask]) -> None:
    """Positions as the given order has them."""
    changed = []
    for place, task in enumerate(queries.in_order(tasks), start=1):
        if task.position != place:
            task.position = place
            changed.append(task)
    NextTask.objects.bulk_update(changed, ["position"], batch_size=500)


@transaction.atomic
def shift(*, task: NextTask, way: Way, by: Officer) -> bool:
    """Put a task before the one above it, or behind the one below, among those of its group; False at the edge."""
    demand(by, DRAFT_NEXT_PLAN, task.next_plan.drafter)
    held = writing.hold_open(task.next_plan)
    tasks = _tasks(held)
    kept = _among(tasks, task)
    beside = [one for one in tasks if one.parent_id == kept.parent_id and one.left_out == kept.left_out]
    place = beside.index(kept)
    other = place - 1 if way == "up" else place + 1
    if not 0 <= other < len(beside):
        return False
    neighbour = beside[other]
    # All of the group in their order, the two exchanged; what is left out keeps its place among them.
    siblings = [one for one in tasks if one.parent_id == kept.parent_id]
    first, second = siblings.index(kept), siblings.index(neighbour)
    siblings[first], siblings[second] = siblings[second], siblings[first]
    _place([*siblings, *(one for one in tasks if one.parent_id != kept.parent_id)])
    writing.told(MOVED, held, kept, by, way=N_("lên") if way == "up" else N_("xuống"))
    return True


@transaction.atomic
def put_under(*, task: NextTask, parent: NextTask | None, by: Officer) -> None:
    """Put a task, with all under it, as the last under a group (None: at the top).  Raises Refused for a place under
    itself."""
    demand(by, DRAFT_NEXT_PLAN, task.next_plan.drafter)
    held = writing.hold_open(task.next_plan)
    tasks = _tasks(held)
    kept = _among(tasks, task)
    above = _among(tasks, parent) if parent is not None else None
    if above is not None and above.left_out:
        raise Refused(N_("Nhóm này không có trong dự thảo, hoặc đã được bỏ ra. Hãy chọn nhóm khác."))
    by_key = {one.pk: one for one in tasks}
    at = above
    while at is not None:
        if at.pk == kept.pk:
            raise Refused(N_("Không đưa một nhóm vào chính nó hoặc vào nhiệm vụ bên trong nó được."))
        at = by_key[at.parent_id] if at.parent_id else None
    if kept.parent_id == (above.pk if above else None):
        return
    rules.check_depth(_depth(above, by_key) + _height(tasks, kept))
    kept.parent = above
    kept.position = len(tasks) + 1
    kept.save(update_fields=["parent", "position"])
    _place(sorted(tasks, key=lambda one: one.position))
    writing.told(MOVED, held, kept, by, under=str(above)[:160] if above else "–")


@transaction.atomic
def renumber(*, next_plan: NextPlan, today: date, by: Officer) -> int:
    """Number all that is in the plan as last year's plan numbers its tasks; returns how many numbers changed."""
    demand(by, DRAFT_NEXT_PLAN, next_plan.drafter)
    held = writing.hold_open(next_plan)
    tasks = _tasks(held)
    like = queries.numbers_like(queries.Draft(held, today=today).last_year.tree)
    numbers = numbering.numbered(queries.tree_of(tasks), like=like)
    changed = [task for task in tasks if task.pk in numbers and task.number != numbers[task.pk]]
    for task in changed:
        task.number = numbers[task.pk]
        writing.touch(task, by)
    NextTask.objects.bulk_update(changed, ["number", "edited", "edited_at", "edited_by"], batch_size=500)
    if changed:
        audit.record(RENUMBERED, target=held, by=by, data={"tasks": len(changed)})
        writing.touched_by(held, by)
    return len(changed)


@transaction.atomic
def leave_out(*, task: NextTask, reason: str, by: Officer) -> None:
    """Keep a task, with all under it, out of the plan; the row stays, with the reason.  Raises Refused without one."""
    demand(by, DRAFT_NEXT_PLAN, task.next_plan.drafter)
    rules.check_leaving_out(reason)
    held = writing.hold_open(task.next_plan)
    kept, gone = end(held, task, reason.strip(), by)
    if not gone:
        raise Refused(N_("Nhiệm vụ này đã được ghi là không đưa vào kế hoạch."))
    with undo.offered(LEFT_OUT, target=held, by=by, data={"_tasks": [one.pk for one in gone]}):
        writing.told(LEFT_OUT, held, kept, by, reason=reason.strip())


def put_back(next_plan: NextPlan, data: dict[str, Any], by: Officer) -> None:
    """The counter-action of ``leave_out``."""
    bring_back(writing.hold_open(next_plan), data["_tasks"], by)


def end(held: NextPlan, task: NextTask, reason: str, by: Officer) -> tuple[NextTask, list[NextTask]]:
    """Leave a task out with all under it; the row, and those that were in the plan until now.  In the transaction of an act
    that holds the draft."""
    tasks = _tasks(held)
    kept = _among(tasks, task)
    gone = [] if kept.left_out else [one for one in _below(tasks, kept) if not one.left_out]
    _out(gone, reason, by)
    if gone:
        writing.touched_by(held, by)
    return kept, gone


def bring_back(held: NextPlan, keys: Collection[int], by: Officer) -> None:
    """What went out together is in the plan again, as ``end`` found it.  Raises Refused where a group above it went out, too:
    a task below one that is not in the plan would stand nowhere."""
    tasks = _tasks(held)
    out = {one.pk: one for one in tasks if one.left_out and one.pk not in keys}
    back = [one for one in tasks if one.pk in keys and one.left_out]
    above = next((out[one.parent_id] for one in back if one.parent_id in out), None)
    if above is not None:
        raise Refused(
            N_("Nhóm chứa nhiệm vụ này cũng đã được bỏ ra%(since)s nên không hoàn tác được. Hãy bấm “Đưa lại vào”."),
            since=Since(above.edited_at, above.edited_by).told,
        )  # fmt: skip
    for one in back:
        one.left_out, one.reason = False, ""
        writing.touch(one, by)
    _save_out(back)


@transaction.atomic
def take_in(*, task: NextTask, by: Officer) -> None:
    """Take a task that was left out into the plan again, with the groups above it."""
    demand(by, DRAFT_NEXT_PLAN, task.next_plan.drafter)
    held = writing.hold_open(task.next_plan)
    tasks = _tasks(held)
    kept = _among(tasks, task)
    if not kept.left_out:
        raise Refused(N_("Nhiệm vụ này đang có trong dự thảo."))
    by_key = {one.pk: one for one in tasks}
    taken, at = [kept], kept
    while at.parent_id is not None:
        at = by_key[at.parent_id]
        if at.left_out:
            taken.append(at)
    taken += [one for one in _below(tasks, kept)[1:] if one.left_out and one.reason == kept.reason]
    for one in taken:
        one.left_out, one.reason = False, ""
        writing.touch(one, by)
    _save_out(taken)
    writing.told(TAKEN_IN, held, kept, by)


def _depth(task: NextTask | None, by_key: Mapping[int, NextTask]) -> int:
    """On which level a part stands: 1 at the top, 0 for none."""
    depth = 0
    while task is not None:
        task, depth = by_key[task.parent_id] if task.parent_id else None, depth + 1
    return depth


def _height(tasks: Sequence[NextTask], task: NextTask) -> int:
    """How many levels a part has with what is under it."""
    levels = {task.pk: 1}
    for one in _below(tasks, task)[1:]:
        levels[one.pk] = levels[one.parent_id or 0] + 1
    return max(levels.values())


def _below(tasks: Sequence[NextTask], task: NextTask) -> list[NextTask]:
    """A task and all under it."""
    keys = {task.pk}
    found = []
    for one in tasks:  # each stands behind the one above it
        if one.pk == task.pk or one.parent_id in keys:
            keys.add(one.pk)
            found.append(one)
    return found


def _out(tasks: Iterable[NextTask], reason: str, by: Officer) -> None:
    rows = list(tasks)
    for one in rows:
        one.left_out, one.reason = True, reason
        writing.touch(one, by)
    _save_out(rows)


def _save_out(rows: Sequence[NextTask]) -> None:
    fields = ["left_out", "reason", "edited", "edited_at", "edited_by"]
    NextTask.objects.bulk_update(rows, fields, batch_size=500)


def _among(tasks: Iterable[NextTask], task: NextTask) -> NextTask:
    """The row of a held draft.  Raises Refused for one that is not in it."""
    found = next((one for one in tasks if one.pk == task.pk), None)
    if found is None:
        raise Refused(N_("Nhiệm vụ này không có trong dự thảo."))
    return found


@transaction.atomic
def take_on(*, next_plan: NextPlan, last_task: int, today: date, by: Officer) -> NextTask:
    """Go on with a task that came to last year's plan since the draft was begun.  Raises Refused for one that is in it, or
    of another plan."""
    demand(by, DRAFT_NEXT_PLAN, next_plan.drafter)
    held = writing.hold_open(next_plan)
    before = queries.Draft(held, today=today).last_year.by_key.get(last_task)
    if before is None or held.tasks.filter(came_from=last_task).exists():
        raise Refused(N_("Nhiệm vụ này không thuộc kế hoạch năm trước, hoặc đã được đưa vào."))
    task = laying.row_of(held, before, None, 0, by)
    return writing.keep_new(held, task, {}, by)


# --- leaders' words that are still open ---


@transaction.atomic
def take_direction(*, next_plan: NextPlan, direction: Direction, by: Officer) -> NextTask:
    """Make a task of a leader's word that is still open.  Raises Refused for one that is decided on, or not open."""
    demand(by, DRAFT_NEXT_PLAN, next_plan.drafter)
    held, offered = _offered(next_plan, direction)
    task = NextTask(next_plan=held, direction=offered, came_from=_made(held, offered), edited_by=by)
    words = " ".join(offered.text.split())
    fields: dict[str, Any] = {"title": words, "timing": {"kind": "year", "year": held.year}}
    if offered.agency is not None:
        fields["names"] = {DutyRole.LEAD.value: [offered.agency.name]}
    kept = writing.keep_new(held, task, fields, by)
    audit.record(DIRECTION_TAKEN, target=held, by=by, data={"text": words[:300]})
    return kept


@transaction.atomic
def leave_direction(*, next_plan: NextPlan, direction: Direction, reason: str, by: Officer) -> NextTask:
    """Say why a leader's word that is still open makes no task of the plan.  Raises Refused as ``take_direction`` does, and
    without a reason."""
    demand(by, DRAFT_NEXT_PLAN, next_plan.drafter)
    rules.check_leaving_out(reason)
    held, offered = _offered(next_plan, direction)
    return _leave(held, [offered], reason.strip(), by)[0]


@transaction.atomic
def leave_directions(*, next_plan: NextPlan, reason: str, today: date, by: Officer) -> int:
    """The same for all that nobody decided on yet; returns how many."""
    demand(by, DRAFT_NEXT_PLAN, next_plan.drafter)
    rules.check_leaving_out(reason)
    held = writing.hold_open(next_plan)
    return len(_leave(held, queries.Draft(held, today=today).directions, reason.strip(), by))


def _leave(held: NextPlan, directions: Sequence[Direction], reason: str, by: Officer) -> list[NextTask]:
    """The rows that say why words make no task, and the log of each."""
    last = held.tasks.aggregate(last=Max("position"))["last"] or 0
    prefetch_related_objects(directions, "made")
    made = NextTask.objects.bulk_create(
        NextTask(
            next_plan=held,
            direction=one,
            came_from=_made(held, one),
            title=" ".join(one.text.split()),
            position=last + place,
            left_out=True,
            reason=reason,
            edited_by=by,
        )
        for place, one in enumerate(directions, start=1)
    )
    for task in made:
        audit.record(DIRECTION_LEFT, target=held, by=by, data={"text": task.title[:300], "reason": reason})
    if made:
        writing.touched_by(held, by)
    return made


def _offered(next_plan: NextPlan, direction: Direction) -> tuple[NextPlan, Direction]:
    held = writing.hold_open(next_plan)
    if held.tasks.filter(direction=direction).exists():
        raise Refused(N_("Ý kiến chỉ đạo này đã được xem xét trong dự thảo."))
    found: Direction | None = queries.open_directions(held.last_year).filter(pk=direction.pk).first()
    if found is None:
        raise Refused(N_("Ý kiến chỉ đạo này không còn mở. Hãy tải lại trang."))
    return held, found


def _made(held: NextPlan, direction: Direction) -> Task | None:
    """Last year's task that the word became, where it did."""
    made = direction.made
    return made if isinstance(made, Task) and made.plan_id == held.last_year_id else None
