"""Changing a running task: its parts, lead, days, words, people.  Nothing is deleted: what was stays, from a day to a day.

Each says why, stands in the log (``HISTORY``), tells those whom it concerns, and can be taken back for ten seconds; done
inside another act's ``undo.offered`` it belongs to that act.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.urls import reverse

from nhipcau.agencies.models import Agency, Officer
from nhipcau.agencies.queries.accounts import people_of
from nhipcau.kernel import audit, clock, finding, rows, undo
from nhipcau.kernel.models import Evidence
from nhipcau.kernel.notifications import notify
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.sentences import Sentence
from nhipcau.plans import rules
from nhipcau.plans.actions import over
from nhipcau.plans.actions.confirm import add_dues
from nhipcau.plans.actions.counting import recount
from nhipcau.plans.actions.duties import end, hand_over, owe
from nhipcau.plans.actions.percents import carry_percents as carry_percents
from nhipcau.plans.actions.percents import refigure
from nhipcau.plans.models import Assignment, Deliverable, Duty, Progress, Task, TaskDue
from nhipcau.plans.permissions import REPORT
from nhipcau.plans.rules import ANSWERABLE, Due, DueKind, DutyRole, TaskKind
from nhipcau.plans.timing_words import logged

NOTICE = "plans.changed"
ADDED, ENDED, LEAD, DUES = "part_added", "part_ended", "lead_changed", "dues_set"
WORDS, PERSON, OVER = "edited", "officer_named", "ended"
CODES = {
    ADDED: "task.part_added",
    ENDED: "task.part_ended",
    LEAD: "task.lead_changed",
    DUES: "task.dues_set",
    WORDS: "task.edited",
    PERSON: "task.officer_named",
    OVER: "task.ended",
}
"""What can be done here, by its name in sentences, with its code in the log."""
CHANGES = tuple(CODES.values())
HISTORY = (*CHANGES, "task.added", undo.UNDONE)
Within = list[dict[str, Any]]
"""What the changes of one act of many ended and began, for ``take_back``."""
TASK_FIELDS = ("title", "content", "place", "budget", "outputs", "timing_text")


@transaction.atomic
def add_parts(
    *,
    task: Task,
    agencies: Collection[Agency],
    role: DutyRole,
    reason: str,
    today: date,
    by: Officer,
    within: Within | None = None,
) -> list[Duty]:
    """Give agencies a part in a running task from today on.  They owe what falls due from then.

    One that had this part before goes on where it stopped.  within: the act of many of which this is one.
    Raises Refused, and then gives none.
    """
    task = _held(task, reason)
    if not agencies:
        raise Refused(N_("Hãy chọn ít nhất một cơ quan."))
    for agency in agencies:
        _check_new_part(task, agency, role, today)
    with _changing(ADDED, task, by=by, agencies=agencies, within=within) as change:
        made = [_begin(task, agency, role, today) for agency in agencies]
        owe(plan=task.plan)
        change.log({"agencies": agencies, "role": role, "reason": reason})
        change.tell({agency.pk for agency in agencies} | _leads(task), reason)
    return made


def add_part(*, task: Task, agency: Agency, role: DutyRole, reason: str, today: date, by: Officer) -> Duty:
    """``add_parts`` for one agency."""
    return add_parts(task=task, agencies=[agency], role=role, reason=reason, today=today, by=by)[0]


@transaction.atomic
def end_part(*, duty: Duty, reason: str, today: date, by: Officer) -> None:
    """Take an agency's part away from today on; what it reported and showed stays counted.  Raises Refused."""
    task = _held(duty.task, reason)
    duty = _current(duty)
    others = task.duties.current().answerable().exclude(pk=duty.pk)
    if duty.role in ANSWERABLE and not others.exists():
        raise Refused(
            N_("Nhiệm vụ phải còn cơ quan thực hiện. Hãy đổi cơ quan chủ trì, hoặc giao thêm cơ quan trước.")
        )
    with _changing(ENDED, task, by=by) as change:
        _end(duty, today)
        recount(plan=task.plan_id, tasks=[task.pk], agencies=[duty.agency_id])
        change.log({"agency": duty.agency, "role": duty.role, "reason": reason})
        change.tell({duty.agency_id, *_leads(task)}, reason)


@transaction.atomic
def change_lead(
    *, duty: Duty, agency: Agency, reason: str, today: date, by: Officer, stays_on: bool = False
) -> Duty:
    """Let another agency lead from today on: what is open goes on with it, what was delivered stays where it was.

    duty: the one that leads now; stays_on: its agency coordinates from now on.  Raises Refused.
    """
    task = _held(duty.task, reason)
    duty = _current(duty)
    if duty.role != DutyRole.LEAD:
        raise Refused(N_("Cơ quan này không chủ trì nhiệm vụ. Hãy mở lại trang."))
    own = task.duties.current().filter(agency=agency).first()
    if own is not None and own.role == DutyRole.LEAD:
        raise Refused(N_("%(agency)s đang chủ trì nhiệm vụ này."), agency=agency.name)
    _check_alive(agency, today)
    with _changing(LEAD, task, by=by) as change:
        if own is not None:  # who leads does not also help
            _end(own, today)
        end(duty, on=today)
        heir = hand_over(duty, heir=agency, on=today)
        if stays_on:
            _name(
                Duty.objects.create(task=task, agency=duty.agency, role=DutyRole.COORDINATE, began_on=today)
            )
        owe(plan=task.plan)
        change.log(
            {"reason": reason, "stays_on": stays_on}, before={"lead": duty.agency}, after={"lead": agency}
        )
        change.tell(_agencies(task) | {duty.agency_id}, reason)
    return heir


@transaction.atomic
def set_dues(
    *,
    task: Task,
    days: Iterable[date],
    reason: str,
    today: date,
    by: Officer,
    within: Within | None = None,
    laid: Mapping[date, Due] | None = None,
) -> None:
    """Set a task's due days.  What was delivered for a day that goes stays, and is not owed again for the day that
    takes its place (the earliest new one for the earliest that goes).  within: the act of many of which this is one.
    laid: the days that the plan's own words give, which take no other's place.  Raises Refused."""
    task = _held(task, reason)
    wanted = set(days)
    have = {due.on: due for due in task.dues.current()}
    gone, fresh = sorted(set(have) - wanted), sorted(wanted - set(have))
    if not gone and not fresh:
        raise Refused(N_("Thời hạn vẫn như cũ, chưa có gì thay đổi."))
    with _changing(DUES, task, by=by, within=within) as change:
        for day in gone:
            due = have[day]
            TaskDue.objects.filter(pk=due.pk).update(ended_on=today)
            due.deliverables.filter(done_on=None, ended_on=None).update(ended_on=today)
        by_plan = laid or {}
        set_by_hand = [day for day in fresh if day not in by_plan]
        add_dues(
            task,
            (by_plan.get(day) or Due(day, DueKind.FIXED, rules.SET_BY_COORDINATOR) for day in fresh),
        )
        for old, new in zip(gone, set_by_hand, strict=False):
            task.dues.current().filter(on=new).update(moved_from=have[old])
        owe(plan=task.plan, on=today)
        carry_percents(task)
        change.log(
            {"reason": reason},
            before={"dues": sorted(have)},
            after={"dues": sorted(wanted)},
        )
        change.tell(_agencies(task), reason)


@transaction.atomic
def edit_words(*, task: Task, reason: str, by: Officer, within: Within | None = None, **values: Any) -> Task:
    """Change a running task's words (``TASK_FIELDS``) and time; what they were stays in the log.  within: as for ``set_dues``.
    Raises Refused."""
    unknown = set(values) - {*TASK_FIELDS, "timing"}
    if unknown:
        raise TypeError(f"not a field of a task that may be edited: {sorted(unknown)}")
    task = _held(task, reason)
    values = {field: value for field, value in values.items() if getattr(task, field) != value}
    if not values:
        raise Refused(N_("Nội dung vẫn như cũ, chưa có gì thay đổi."))
    if not values.get("title", task.title).strip():
        raise Refused(N_("Nhiệm vụ phải có tên."))
    with _changing(WORDS, task, by=by, within=within) as change:
        before = audit.snapshot(task, values)
        change.keep(words=before)
        _write(task, values)
        after = audit.snapshot(task, values)
        change.log({"reason": reason}, before=logged(before), after=logged(after))
        change.tell(_agencies(task), reason)
    return task


@transaction.atomic
def name_officer(*, duty: Duty, officer: Officer | None, by: Officer, reason: str = "") -> None:
    """Say which officer of the agency does its part; None: nobody in particular.  Raises Refused."""
    task = _held(duty.task)
    duty = _current(duty)
    if duty.officer == officer:
        raise Refused(N_("Cán bộ phụ trách vẫn như cũ, chưa có gì thay đổi."))
    if officer is not None and not _people(duty).filter(pk=officer.pk).exists():
        raise Refused(
            N_("%(officer)s không làm việc cho %(agency)s."), officer=str(officer), agency=duty.agency.name
        )
    with _changing(PERSON, task, by=by) as change:
        change.keep(officers={str(duty.pk): duty.officer_id})
        Duty.objects.filter(pk=duty.pk).update(officer=officer)
        change.log(
            {"agency": duty.agency, "reason": reason},
            before={"officer": duty.officer},
            after={"officer": officer},
        )
        change.tell_people([each for each in (officer, duty.officer) if each is not None], reason)


@transaction.atomic
def end_task(*, task: Task, reason: str, today: date, by: Officer) -> None:
    """End a task before its time: its parts and days end today, what was done stays.  Raises Refused."""
    task = _held(task, reason)
    with _changing(OVER, task, by=by) as change:
        told = _agencies(task)
        for duty in task.duties.current():
            end(duty, on=today)
        task.dues.current().update(ended_on=today)
        change.keep(closed_on=None)
        Task.objects.filter(pk=task.pk).update(closed_on=today)
        recount(plan=task.plan_id, tasks=[task.pk], agencies=told)
        change.log({"reason": reason})
        change.tell(told, reason)


def take_back(task: Any, data: dict[str, Any], by: Officer) -> None:
    """The counter-action of every change: what began ends, what ended goes on.  Raises Refused where it was built on."""
    task = rows.held_with(Task.objects.select_for_update(of=("self",)), task.pk, "plan__document")
    task.plan.go("change_task")
    if "_changes" in data:  # one act of several
        for one in reversed(data["_changes"]):
            take_back(task, one, by)
        return
    begun, ended = data["_begun"], data["_ended"]
    built = Progress.objects.filter(Q(duty__in=begun["duty"]) | Q(deliverable__in=begun["deliverable"]))
    if built.exists() or Evidence.objects.standing().about_records(Duty, begun["duty"]).exists():
        raise Refused(N_("Cơ quan đã báo cáo theo thay đổi này. Hãy thay đổi lại thay vì hoàn tác."))
    for kind in (Deliverable, Duty, TaskDue, Assignment):
        kind._default_manager.filter(pk__in=begun[_key(kind)]).update(ended_on=clock.today())
    for kind in (Duty, TaskDue, Assignment, Deliverable):
        kind._default_manager.filter(pk__in=ended[_key(kind)]).update(ended_on=None)
    for duty, officer in data.get("_officers", {}).items():
        Duty.objects.filter(pk=int(duty)).update(officer=officer)
    if words := data.get("_words"):
        _write(task, words)
    if "_closed_on" in data:
        Task.objects.filter(pk=task.pk).update(closed_on=None)
    refigure(task)
    recount(plan=task.plan_id)


# --- one change ---


def _key(kind: type[Model]) -> str:
    return {Duty: "duty", TaskDue: "due", Assignment: "assignment", Deliverable: "deliverable"}[kind]


class _Change:
    """A change while it is made: what it logs, whom it tells, and what taking it back needs."""

    def __init__(self, what: str, task: Task, by: Officer) -> None:
        self.what, self.task, self.by = what, task, by
        self.kept: dict[str, Any] = {}
        self.entry = 0
        self.told: list[Officer] = []
        self.text = ""

    def keep(self, **values: Any) -> None:
        self.kept |= {f"_{name}": value for name, value in values.items()}

    def log(self, data: Mapping[str, Any], **more: Any) -> None:
        said = {name: value for name, value in data.items() if value not in ("", False)}
        stood = {name: audit.plain(values) for name, values in more.items()}
        self.entry = audit.record(CODES[self.what], target=self.task, by=self.by, data=said, **stood).pk

    def tell(self, agencies: Collection[int], reason: str) -> None:
        self.tell_people([each for of in people_of(agencies, REPORT).values() for each in of], reason)

    def tell_people(self, people: Iterable[Officer], reason: str) -> None:
        self.told, self.text = [each for each in people if each != self.by], reason


@contextmanager
def _changing(
    what: str,
    task: Task,
    *,
    by: Officer,
    agencies: Collection[Agency] = (),
    within: Within | None = None,
) -> Iterator[_Change]:
    """Around the writes of a change: notes what they end and begin, then tells, so that it can be taken back.

    agencies: those whose parts in other tasks of the plan are touched, too.  within: an act of many tells once for all, and
    takes back what it finds there.
    """
    change = _Change(what, task, by)
    before = _open(task, agencies)
    yield change
    after = _open(task, agencies)
    change.keep(
        begun={name: sorted(after[name] - before[name]) for name in after},
        ended={name: sorted(before[name] - after[name]) for name in before},
    )
    if within is not None:
        within.append(audit.plain({"task": task.pk, **change.kept}))
        return
    with undo.offered(CODES[what], target=task, by=by, data={"task": task, **change.kept}):
        notify(
            recipients=change.told,
            kind=NOTICE,
            once=f"{NOTICE}:{task.pk}:{change.entry}",
            title=Sentence(f"plans.changed.{what}", {"task": str(task)[:200]}),
            text=change.text,
            url=reverse("plans:task", args=[task.pk]),
        )


def _open(task: Task, agencies: Collection[Agency]) -> dict[str, set[int]]:
    """The keys of what stands: of a task, and of some agencies' parts in its whole plan."""
    duties, owed = Q(task=task), Q(duty__task=task)
    if agencies:
        duties |= Q(task__plan=task.plan_id, agency__in=agencies)
        owed |= Q(duty__task__plan=task.plan_id, duty__agency__in=agencies)
    rows: dict[str, QuerySet[Any]] = {
        "duty": Duty.objects.current().filter(duties),
        "due": TaskDue.objects.current().filter(task=task),
        "assignment": Assignment.objects.current().filter(task=task),
        "deliverable": Deliverable.objects.current().filter(owed),
    }
    return {name: set(found.order_by().values_list("pk", flat=True)) for name, found in rows.items()}


# --- parts ---


def _held(task: Task, reason: str | None = None) -> Task:
    """The task's row, held until the change is over, of an open plan; reason None: none is asked.  Raises Refused."""
    if reason is not None:
        rules.check_reason(reason)
    # Without its key: a report that has its part held still writes rows that point to the task.
    tasks = Task.objects.select_for_update(of=("self",), no_key=True)
    held = rows.held_with(tasks, task.pk, "plan__document")
    held.plan.go("change_task")
    if held.kind == TaskKind.GROUP:
        raise Refused(N_("Nhóm nhiệm vụ không giao cho cơ quan nào. Hãy mở nhiệm vụ trong nhóm."))
    over.check_task(held)
    return held


def _current(duty: Duty) -> Duty:
    duties = Duty.objects.select_for_update(of=("self",), no_key=True)
    held = rows.held_with(duties, duty.pk, "agency", "officer")
    over.check_part(held)
    return held


def _check_alive(agency: Agency, today: date) -> None:
    if not Agency.objects.alive(today).filter(pk=agency.pk).exists():
        raise Refused(
            N_("%(agency)s không còn hoạt động%(since)s."), agency=agency.name, since=agency.ended().told
        )


def _check_new_part(task: Task, agency: Agency, role: DutyRole, today: date) -> None:
    _check_alive(agency, today)
    if task.kind == TaskKind.OBLIGATION and role != DutyRole.IMPLEMENT:
        raise Refused(N_("Nghĩa vụ báo cáo chỉ có vai trò thực hiện."))
    own = task.duties.current().filter(agency=agency).first()
    if own is not None:
        raise Refused(
            N_("%(agency)s đang có phần việc trong nhiệm vụ này (%(role)s)."),
            agency=agency.name,
            role=rules.ROLE_LABELS[DutyRole(own.role)],
        )


def _begin(task: Task, agency: Agency, role: DutyRole, today: date) -> Duty:
    before = task.duties.filter(agency=agency, role=role).exclude(ended_on=None).order_by("-pk").first()
    if before is not None:
        duty = hand_over(before, heir=agency, on=today)
    else:
        duty = Duty.objects.create(task=task, agency=agency, role=role, began_on=today)
    _name(duty)
    _owe_reports(task, agency, today)
    return duty


def _name(duty: Duty) -> None:
    """Write the agency's name into the task's list, where no name of the document gives it the part."""
    kept = duty.assignment
    if kept is not None and kept.ended_on is None:
        return
    last = Assignment.objects.filter(task=duty.task_id, role=duty.role).order_by("-position").first()
    duty.assignment = Assignment.objects.create(
        task_id=duty.task_id,
        role=duty.role,
        written=duty.agency.name[:300],
        agency=duty.agency,
        position=last.position + 1 if last else 0,
    )
    duty.save(update_fields=["assignment"])


def _end(duty: Duty, today: date) -> None:
    """End a part, and the name that gave it to this agency alone."""
    end(duty, on=today)
    if duty.assignment_id is None or Duty.objects.current().filter(assignment=duty.assignment_id).exists():
        return
    named = Assignment.objects.current().filter(pk=duty.assignment_id).exclude(agency=None)
    named.update(ended_on=today)


def _owe_reports(task: Task, agency: Agency, today: date) -> None:
    """Whoever has a part in the plan owes its dated reports, from now on."""
    if task.kind == TaskKind.OBLIGATION:
        return
    reports = Task.objects.filter(plan=task.plan_id, kind=TaskKind.OBLIGATION, closed_on=None)
    have = set(Duty.objects.filter(task__in=reports, agency=agency).values_list("task", flat=True))
    Duty.objects.bulk_create(
        Duty(task=each, agency=agency, role=DutyRole.IMPLEMENT, began_on=today)
        for each in reports
        if each.pk not in have
    )


def _leads(task: Task) -> set[int]:
    return set(task.duties.current().answerable().values_list("agency", flat=True))


def _agencies(task: Task) -> set[int]:
    return set(task.duties.current().values_list("agency", flat=True))


def _people(duty: Duty) -> QuerySet[Officer]:
    """Who may be named for an agency's part."""
    return Officer.objects.working_for([duty.agency_id])


def _write(task: Task, values: Mapping[str, Any]) -> None:
    for field, value in values.items():
        setattr(task, field, value)
    task.save()
    finding.keep("task", task)
