"""Who owes what: from names to duties, to deliverables, and on to successors."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from nhipcau.agencies.actions.names import decide_name
from nhipcau.agencies.models import Agency, AgencyGroup, Officer
from nhipcau.agencies.queries import Matcher
from nhipcau.engines.vntext import fold
from nhipcau.kernel import audit
from nhipcau.kernel.standing import day_of
from nhipcau.plans.actions.counting import recount
from nhipcau.plans.models import (
    Amendment,
    Assignment,
    AssignmentQuerySet,
    Deliverable,
    DeliverableQuerySet,
    Duty,
    DutyQuerySet,
    Plan,
    Task,
    TaskDue,
)
from nhipcau.plans.rules import ANSWERABLE, DutyRole, TaskKind


def give_duties(*, plan: Plan, on: date, tasks: list[int] | None = None) -> int:
    """Make the duties that the settled assignments mean on a day; duties that exist stay.  Returns how many are new.

    A group's members get the same role each; an agency named by itself and in a group has one duty.
    Obligations are owed by every agency that has a part in the plan.
    """
    lines = Assignment.objects.current().filter(task__plan=plan, task__closed_on=None)
    lines = lines.select_related("agency", "group", "given_by__document")
    if tasks is not None:
        lines = lines.filter(task__in=tasks)
    members: dict[int, list[Agency]] = {}
    wanted: dict[tuple[int, int, str], Assignment | None] = {}
    by_group: list[tuple[int, int, str, Assignment]] = []
    for line in lines:
        if line.agency_id:
            wanted.setdefault((line.task_id, line.agency_id, line.role), line)
        elif line.group is not None and line.group_id:
            if line.group_id not in members:
                members[line.group_id] = list(line.group.members(on))
            for agency in members[line.group_id]:
                by_group.append((line.task_id, agency.pk, line.role, line))
    # Named by itself beats named in a group: who leads a task does not also help with it.
    named = {(task_pk, agency_pk) for task_pk, agency_pk, _role in wanted}
    for task_pk, agency_pk, role, line in by_group:
        if (task_pk, agency_pk) not in named:
            wanted.setdefault((task_pk, agency_pk, role), line)
    known = set(Duty.objects.current().filter(task__plan=plan).values_list("agency", flat=True))
    # Sorted: a set of keys comes in an order that hangs on how great they are.
    agencies = sorted({agency for _, agency, _ in wanted} | known)
    for task in Task.objects.filter(plan=plan, kind=TaskKind.OBLIGATION):
        for agency_pk in agencies:
            wanted.setdefault((task.pk, agency_pk, DutyRole.IMPLEMENT), None)
    # An ended duty counts as given: what a merger moved must not come back to the old agency.  What one paper took
    # away another may give again.
    have = set(Duty.objects.filter(task__plan=plan, ended_by=None).values_list("task", "agency", "role"))
    fresh = [
        Duty(task_id=task_pk, agency_id=agency_pk, role=role, assignment=line, began_on=_since(line, on))
        for (task_pk, agency_pk, role), line in wanted.items()
        if (task_pk, agency_pk, role) not in have
    ]
    Duty.objects.bulk_create(fresh)
    owe(plan=plan)
    return len(fresh)


def _since(line: Assignment | None, on: date) -> date:
    """From when a written name gives work: the plan's date, or that of the later paper that names it."""
    paper = line.given_by.document.date if line is not None and line.given_by is not None else None
    return max(on, paper) if paper else on


def owe(*, plan: Plan, on: date | None = None, counts: bool = True) -> None:
    """Make the deliverables that answerable duties owe at their tasks' due dates and do not have yet.

    on: since when, where a due date is new; None: since the duty began.  A part given later than the plan owes nothing
    for days that were over by then.  Comes last wherever duties or due dates change, so it counts the plan anew;
    counts: not where another count of the plan follows at once.
    """
    dues: dict[int, list[TaskDue]] = defaultdict(list)
    for due in TaskDue.objects.current().filter(task__plan=plan).order_by("on", "pk"):
        dues[due.task_id].append(due)
    # In an order that no database chooses: what is listed by key stands alike on each.
    duties = Duty.objects.current().filter(task__plan=plan, role__in=ANSWERABLE).order_by("task", "pk")
    from_start = first_day(plan)
    owed = Deliverable.objects.filter(duty__task__plan=plan)
    have = set(owed.values_list("duty", "due"))
    delivered = _Delivered(plan, owed)
    Deliverable.objects.bulk_create(
        Deliverable(duty=duty, due=due, due_on=due.on, began_on=on)
        for duty in duties
        for due in dues[duty.task_id]
        if (duty.pk, due.pk) not in have
        and (duty.began_on <= max(due.on, from_start))
        and not delivered.holds(duty, due)
    )
    if counts:
        recount(plan=plan.pk)


def first_day(plan: Plan) -> date:
    """The day of the plan's first paper, whatever has replaced it since."""
    replacing = (
        plan.amendments.standing()
        .exclude(instead_of=None)
        .select_related("instead_of")
        .order_by("pk")
        .first()
    )
    paper = replacing.instead_of if replacing is not None and replacing.instead_of else plan.document
    return paper.date or day_of(plan.confirmed_at)


class _Delivered:
    """What was delivered before a part was passed on, or its day moved: it is not owed again."""

    def __init__(self, plan: Plan, owed: DeliverableQuerySet) -> None:
        self.done = set(owed.exclude(done_on=None).values_list("duty", "due"))
        parts = Duty.objects.filter(task__plan=plan).exclude(inherited_from=None)
        self.parts: dict[int, Any] = dict(parts.values_list("pk", "inherited_from"))
        days = TaskDue.objects.filter(task__plan=plan).exclude(moved_from=None)
        self.days: dict[int, Any] = dict(days.values_list("pk", "moved_from"))

    def holds(self, duty: Duty, due: TaskDue) -> bool:
        parts, days = _chain(duty.pk, self.parts), _chain(due.pk, self.days)
        return any((part, day) in self.done for part in parts for day in days)


def _chain(key: int, before: dict[int, int]) -> list[int]:
    """A key, and those that went before it."""
    found = [key]
    while (last := before.get(found[-1])) is not None and last not in found:
        found.append(last)
    return found


def names_of(
    task: Task,
    named: Mapping[str, Any],
    matcher: Matcher,
    *,
    have: Collection[tuple[str, str]] = (),
    given_by: Amendment | None = None,
) -> list[Assignment]:
    """The lines of a task's agencies as a paper names them, each matched by the register; nothing is saved.

    named: names by role.  have: (role, folded name) of those that are left out.  given_by: the paper that amends.
    """
    lines = []
    for role in DutyRole:
        for place, written in enumerate(named.get(role.value) or []):
            if (role.value, fold(written)) in have:
                continue
            found = matcher.match(written)
            lines.append(
                Assignment(
                    task=task,
                    role=role,
                    written=written[:300],
                    position=place,
                    agency=found.agency,
                    group=found.group,
                    means_nobody=found.is_settled and found.agency is None and found.group is None,
                    given_by=given_by,
                )
            )
    return lines


@transaction.atomic
def pass_on(*, predecessor: Agency, successor: Agency, on: date, by: Officer | None) -> int:
    """Move an agency's current duties in open plans to its successor, who also sees to the plans that it saw to;
    returns how many duties moved."""
    for plan in Plan.objects.filter(closed_at=None, coordinator=predecessor).order_by("pk"):
        plan.coordinator = successor
        plan.save(update_fields=["coordinator"])
        audit.record(
            "plan.coordinator_passed", target=plan, by=by, data={"from": predecessor, "to": successor}
        )
    return _move(
        under_way().filter(agency=predecessor), predecessor=predecessor, heirs=[successor], on=on, by=by
    )


def _move(
    duties: DutyQuerySet, *, predecessor: Agency, heirs: list[Agency], on: date, by: Officer | None
) -> int:
    """End duties on a day, with all that was reported on them; each heir's begin where they stood.

    Where an heir already has the same role in a task, it keeps its own duty; a later day of the other's comes to it.
    """
    moved: Counter[Plan] = Counter()
    taken = {
        (duty.agency_id, duty.task_id, duty.role): duty
        for duty in Duty.objects.current().filter(agency__in=heirs)
    }
    for duty in duties.select_related("task__plan"):
        moved[duty.task.plan] += 1
        end(duty, on=on)
        for heir in heirs:
            own = taken.get((heir.pk, duty.task_id, duty.role))
            if own is not None:
                Duty.objects.filter(pk=own.pk, inherited_from=None).update(inherited_from=duty)
                _bring_later_days(duty, own)
                continue
            hand_over(duty, heir=heir, on=on)
    # In one order, since each is held until the end: two mergers at once must not wait for each other.
    for plan in sorted(moved, key=lambda plan: plan.pk):
        owe(plan=plan)
        audit.record(
            "plan.duties_passed",
            target=plan,
            by=by,
            data={"from": predecessor, "to": heirs, "on": on, "duties": moved[plan]},
        )
    return moved.total()


def _bring_later_days(ended: Duty, own: Duty) -> None:
    """What was granted to the part that ended holds for what is open in the one that goes on with its work."""
    for item in ended.deliverables.filter(done_on=None, ended_on=ended.ended_on):
        open_now = own.deliverables.filter(due=item.due_id, done_on=None, ended_on=None)
        open_now.filter(due_on__lt=item.due_on).update(due_on=item.due_on)


def end(duty: Duty, *, on: date) -> None:
    """End a duty on a day: what it still owes is owed no more, what it delivered stays."""
    duty.ended_on = on
    duty.save(update_fields=["ended_on"])
    duty.deliverables.filter(done_on=None, ended_on=None).update(ended_on=on)


def hand_over(duty: Duty, *, heir: Agency, on: date, role: str | None = None) -> Duty:
    """Begin a duty where an ended one stood, another agency's or its own again: what was open is the heir's now."""
    begun = Duty.objects.create(
        task_id=duty.task_id,
        agency=heir,
        role=role or duty.role,
        assignment=duty.assignment,
        percent=duty.percent,
        began_on=on,
        inherited_from=duty,
    )
    Deliverable.objects.bulk_create(
        Deliverable(duty=begun, due_id=item.due_id, due_on=item.due_on, percent=item.percent)
        for item in duty.deliverables.filter(done_on=None, ended_on=duty.ended_on).select_related("due")
        if item.due.ended_on is None
    )
    return begun


def catch_up_successions(*, plan: Plan, today: date, by: Officer | None) -> None:
    """Give what agencies that are gone by now would owe in a plan to those that live: the heir for this
    work where a succession names one, else each of the heirs (a district's communes)."""
    gone = (
        Agency.objects.filter(pk__in=Duty.objects.current().filter(task__plan=plan).values("agency"))
        .exclude(pk__in=Agency.objects.alive(today).values("pk"))
        .order_by("valid_to", "pk")
    )
    register = Matcher.load(on=today)
    for agency in gone:
        heirs = register.current(agency)
        if heirs and agency.valid_to:
            _move(
                Duty.objects.current().filter(agency=agency, task__plan=plan),
                predecessor=agency,
                heirs=heirs,
                on=agency.valid_to + timedelta(days=1),
                by=by,
            )


def under_way() -> DutyQuerySet:
    """Current duties in open plans: what a merger moves."""
    return Duty.objects.current().filter(task__plan__closed_at=None)


@transaction.atomic
def settle_assignment(
    *, assignment: Assignment, agency: Agency | None, group: AgencyGroup | None, by: Officer
) -> int:
    """Say once whom a written name means: an agency, a group, or (neither) nobody in particular.

    Every same name in the plan follows, and later imports remember it.  Returns how many lines were settled.
    """
    decide_name(written=assignment.written, agency=agency, group=group, by=by)
    plan = assignment.task.plan
    same = Assignment.objects.filter(task__plan=plan, written__iexact=assignment.written)
    tasks = list(same.values_list("task", flat=True))
    count = same.update(agency=agency, group=group, means_nobody=agency is None and group is None)
    if plan.closed_at is None:
        give_duties(plan=plan, on=plan.stands_since, tasks=tasks)
    audit.record(
        "plan.name_settled",
        target=plan,
        by=by,
        data={"written": assignment.written, "agency": agency, "group": group, "lines": count},
    )
    return count


@transaction.atomic
def settle_by_register(*, plan: Plan, by: Officer) -> int:
    """Give the plan's open names to the agencies and groups that the register knows by now.

    After agencies were made or brought in; what a person settled stays.  Returns how many lines were settled.
    """
    on = plan.stands_since
    matcher = Matcher.load(on=on)
    lines = []
    # Locked, so that two clicks do not give a name twice; an unsettled line has no agency yet to be overwritten.
    for line in open_names(plan).select_for_update(of=("self",)):
        found = matcher.match(line.written)
        if found.is_settled:
            line.agency, line.group = found.agency, found.group
            line.means_nobody = found.agency is None and found.group is None
            lines.append(line)
    if not lines:
        return 0
    Assignment.objects.bulk_update(lines, ["agency", "group", "means_nobody"])
    if plan.closed_at is None:
        give_duties(plan=plan, on=on, tasks=sorted({line.task_id for line in lines}))
    audit.record(
        "plan.names_settled",
        target=plan,
        by=by,
        data={"lines": len(lines), "written": sorted({line.written for line in lines})},
    )
    return len(lines)


def open_names(plan: Plan) -> AssignmentQuerySet:
    """The lines of a plan whose name means nobody yet."""
    return Assignment.objects.current().filter(task__plan=plan, agency=None, group=None, means_nobody=False)
