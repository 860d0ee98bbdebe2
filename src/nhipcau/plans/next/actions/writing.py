"""The drafting agency draws up the province's next plan: begins it, writes its head and its tasks, gives it up.

The plan's row is held first in every act, so of two who act at once the second sees what the first did; what another
wrote since the form was made is not written over (``seen``).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from nhipcau.agencies.models import Agency, Officer
from nhipcau.agencies.queries import Matcher
from nhipcau.kernel import audit, clock, finding, rows
from nhipcau.kernel.access import demand
from nhipcau.kernel.models import Installation
from nhipcau.kernel.proofs import mark_of
from nhipcau.kernel.refusal import N_, Refused, Words
from nhipcau.kernel.seen import check_edited
from nhipcau.kernel.standing import written
from nhipcau.kernel.stated import MOVED
from nhipcau.office.signing import queries as signing
from nhipcau.office.signing.actions.chain import draw_back
from nhipcau.office.signing.deeds import state_of
from nhipcau.office.signing.rules import State
from nhipcau.plans.import_draft import LISTS
from nhipcau.plans.models import NextPlan, NextTask, Plan
from nhipcau.plans.next import laying, rules
from nhipcau.plans.next.permissions import DRAFT_NEXT_PLAN
from nhipcau.plans.next_states import NextPlanState
from nhipcau.plans.timing_words import logged

Json = dict[str, Any]
BEGUN = "next_plan.begun"
EDITED = "next_plan.edited"
TASK_ADDED = "next_plan.task_added"
TASK_EDITED = "next_plan.task_edited"
DROPPED = "next_plan.dropped"
TAKEN_UP = "next_plan.taken_up"
_DROPPED = Words(N_("Dự thảo đã được bỏ."))
HEAD = (
    "title", "issuer", "letter", "guidance", "bases", "aims", "money", "organisation", "recipients", "six_month_due",
    "annual_due", "unit_plans_due", "signer",
)  # fmt: skip
TASK = (
    "number", "title", "content", "timing", "timing_text", "place", "budget", "outputs", "names", "by_letter",
)  # fmt: skip


def address(next_plan: NextPlan) -> str:
    """The page of a draft."""
    return reverse("plans:next_plan", args=[next_plan.pk])


def hold(next_plan: NextPlan) -> NextPlan:
    """The draft as it stands now, locked until the transaction ends."""
    found = NextPlan.objects.select_for_update(of=("self",))
    return rows.held_with(
        found, next_plan.pk, "drafter", "issuer", "letter", "last_year__document", "signer", "state_by", "edited_by"
    )  # fmt: skip


def hold_open(next_plan: NextPlan) -> NextPlan:
    """The same.  Raises Refused where it is issued or given up, or signed: since when and by whom."""
    held = hold(next_plan)
    held.go("write")
    signed = signing.signature_of(held)
    if signed is not None:
        raise Refused(
            N_("%(who)s đã ký kế hoạch này ngày %(on)s nên không sửa dự thảo được nữa."),
            who=signed.officer_name,
            on=written(timezone.localdate(signed.at)),
        )
    return held


@transaction.atomic
def begin(*, year: int, drafter: Agency, last_year: Plan | None, today: date, by: Officer) -> NextPlan:
    """Begin the plan of a year with last year's tasks, carried on, or from nothing; a draft of that year that is there
    already is given back.  Raises Refused for a year that does not come after last year's, and where its plan was drawn up
    here and runs."""
    demand(by, DRAFT_NEXT_PLAN, drafter)
    rules.check_beginning(year=year, last_year=last_year.year if last_year else None)
    _one_at_a_time()
    known = NextPlan.objects.filter(year=year, state=NextPlanState.DRAFT.value).first()
    if known is not None:
        return known
    _check_none_runs(year)
    matcher = Matcher.load(on=today)
    made = NextPlan.objects.create(
        year=year,
        last_year=last_year,
        drafter=drafter,
        opened_by=by,
        edited_by=by,
        state_by=by,
        **laying.head(last_year, year=year, matcher=matcher),
    )
    tasks = laying.tasks_for(made, matcher=matcher, by=by)
    audit.record(
        BEGUN,
        target=made,
        by=by,
        data=audit.plain(
            {"year": year, "tasks": len(tasks), **({"last_year": last_year} if last_year else {})}
        ),
    )
    finding.keep("next-plan", made)
    return made


@transaction.atomic
def edit_head(*, next_plan: NextPlan, fields: Mapping[str, Any], seen: int, by: Officer) -> NextPlan:
    """Write what stands above and below the tasks (``HEAD``).

    seen: how often it had been changed when the form was made.  Raises Refused where it is closed, and where somebody
    wrote meanwhile.
    """
    demand(by, DRAFT_NEXT_PLAN, next_plan.drafter)
    held = hold_open(next_plan)
    check_edited(held, seen)
    before = audit.snapshot(held, HEAD)
    for name in HEAD:
        if name in fields:
            setattr(held, name, fields[name])
    if not held.title.strip():
        raise Refused(N_("Hãy ghi tên kế hoạch."))
    after = audit.snapshot(held, HEAD)
    if after == before:
        return held
    touch(held, by)
    held.save()
    audit.record(EDITED, target=held, by=by, before=before, after=after)
    finding.keep("next-plan", held)
    return held


@transaction.atomic
def add_task(
    *,
    next_plan: NextPlan,
    fields: Mapping[str, Any],
    parent: NextTask | None,
    by: Officer,
    is_group: bool = False,
) -> NextTask:
    """Write one more task (``TASK``), or a group, as the last under another.  Raises Refused where the draft is closed, or
    full."""
    demand(by, DRAFT_NEXT_PLAN, next_plan.drafter)
    held = hold_open(next_plan)
    task = NextTask(next_plan=held, parent=_kept_parent(held, parent), is_group=is_group, edited_by=by)
    return keep_new(held, task, fields, by)


def keep_new(held: NextPlan, task: NextTask, fields: Mapping[str, Any], by: Officer) -> NextTask:
    """Keep a task that is not there yet, as the last of its group; in the transaction of an act that holds the draft."""
    rules.check_room(held.tasks.count())
    _write(task, fields)
    task.position = (held.tasks.aggregate(last=models.Max("position"))["last"] or 0) + 1
    task.save()
    told("next_plan.task_added", held, task, by, after=snapshot(task))
    return task


@transaction.atomic
def edit_task(*, task: NextTask, fields: Mapping[str, Any], seen: int, by: Officer) -> NextTask:
    """Change a task; seen: as for ``edit_head``.  Raises Refused where the draft is closed, and where somebody wrote
    meanwhile: when, and who."""
    demand(by, DRAFT_NEXT_PLAN, task.next_plan.drafter)
    held = hold_open(task.next_plan)
    kept = held_task(held, task)
    check_edited(kept, seen)
    return rewrite(held, kept, fields, by)


def rewrite(held: NextPlan, kept: NextTask, fields: Mapping[str, Any], by: Officer) -> NextTask:
    """Write a held task anew; in the transaction of an act that holds the draft."""
    before = snapshot(kept)
    _write(kept, fields)
    after = snapshot(kept)
    if after == before:
        return kept
    touch(kept, by)
    kept.save()
    told("next_plan.task_edited", held, kept, by, before=before, after=after)
    return kept


@transaction.atomic
def drop(*, next_plan: NextPlan, by: Officer) -> None:
    """Give a draft up; it stays to be read, and can be taken up again.  What was presented of it is drawn back."""
    demand(by, DRAFT_NEXT_PLAN, next_plan.drafter)
    held = hold_open(next_plan)
    draw_back_presented(held, _DROPPED, by)
    held.move("drop", by=by)
    held.save(update_fields=list(MOVED))
    audit.record(DROPPED, target=held, by=by, data={"year": held.year})


@transaction.atomic
def take_up(*, next_plan: NextPlan, by: Officer) -> None:
    """Go on with a draft that was given up.  Raises Refused where another is written for its year, or runs."""
    demand(by, DRAFT_NEXT_PLAN, next_plan.drafter)
    _one_at_a_time()
    held = hold(next_plan)
    held.move("take_up", by=by)
    other = NextPlan.objects.filter(year=held.year, state=NextPlanState.DRAFT.value).exclude(pk=held.pk)
    if other.exists():
        raise Refused(N_("Đang có một dự thảo khác của năm %(year)s. Hãy bỏ dự thảo ấy trước."), year=held.year)  # fmt: skip
    _check_none_runs(held.year)
    held.save(update_fields=list(MOVED))
    audit.record(TAKEN_UP, target=held, by=by, data={"year": held.year})


def draw_back_presented(held: NextPlan, reason: Words, by: Officer) -> None:
    """What is on its way to a signature does not stand any more; nothing where nothing is."""
    version = signing.standing(held)
    if version is not None and state_of(version) is State.PRESENTED:
        draw_back(version=version, reason=reason, by=by)


def _check_none_runs(year: int) -> None:
    """Raise Refused where the plan of a year was drawn up here and runs: every agency would owe its tasks twice."""
    runs = NextPlan.objects.filter(year=year, plan__closed_at=None, plan__isnull=False)
    first = runs.select_related("plan__document", "state_by").order_by("pk").first()
    if first is not None and first.plan is not None:
        raise Refused(
            N_("Kế hoạch năm %(year)s (số %(number)s) đã ban hành từ dự thảo%(since)s và đang chạy. Hãy sửa đổi hoặc đóng kế hoạch ấy."),
            year=year,
            number=first.plan.document.number,
            since=first.since().told,
        )  # fmt: skip


def _one_at_a_time() -> None:
    """Of two who begin a draft at once the second sees the first's: the installation stands for what is not there yet."""
    list(Installation.objects.select_for_update(of=("self",), no_key=True).order_by("pk")[:1])


# --- what acts on a draft share ---


def held_task(held: NextPlan, task: NextTask) -> NextTask:
    """A task of a held draft as it stands now, locked."""
    kept = rows.held(task)
    kept.next_plan = held
    return kept


def _kept_parent(held: NextPlan, parent: NextTask | None) -> NextTask | None:
    if parent is None:
        return None
    kept = held_task(held, parent)
    above, depth = kept, 2
    while above.parent is not None and depth <= rules.MOST_DEPTH:
        above, depth = above.parent, depth + 1
    rules.check_depth(depth)
    if kept.next_plan_id != held.pk or kept.left_out:
        raise Refused(N_("Nhóm này không có trong dự thảo, hoặc đã được bỏ ra. Hãy chọn nhóm khác."))
    return kept


def _write(task: NextTask, fields: Mapping[str, Any]) -> None:
    for name in TASK:
        if name in fields:
            setattr(task, name, fields[name])
    rules.check_task(title=task.title)


def touch(row: models.Model, by: Officer) -> None:
    """Who wrote last, counted."""
    kept: Any = row
    kept.edited, kept.edited_at, kept.edited_by = kept.edited + 1, clock.now(), by


def touched_by(held: NextPlan, by: Officer) -> None:
    """Who wrote last in the draft, without counting it as a change of its head."""
    held.edited_at, held.edited_by = clock.now(), by
    held.save(update_fields=["edited_at", "edited_by"])


def snapshot(task: NextTask) -> audit.Snapshot:
    """A task as the log keeps it: its time in words, names by role."""
    plain: Json = {name: getattr(task, name) for name in TASK if name not in ("names", "timing")}
    plain |= logged({"timing": task.timing})
    plain |= {role: "; ".join(task.names.get(role) or []) for role in LISTS}
    return {f"task_{name}": audit.plain(value) for name, value in plain.items()}


def words_mark(task: NextTask) -> str:
    """What a task says, as one word for the log; numbers are given anew without an entry for each."""
    return mark_of({name: getattr(task, name) for name in TASK if name != "number"})


def told(
    deed: str, held: NextPlan, task: NextTask, by: Officer, *, after: audit.Snapshot | None = None,
    before: audit.Snapshot | None = None, **data: object,
) -> None:  # fmt: skip
    """The log of what was done to a task; whose draft it is was changed by them, too (four eyes of its signing)."""
    audit.record(
        deed,
        target=held,
        by=by,
        data=audit.plain({"task": str(task)[:160], **data, "_task": task.pk, "_as": words_mark(task)}),
        before=before or {},
        after=after or {},
    )
    touched_by(held, by)
    finding.keep("next-plan", held)
