"""What the task page shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Paginator
from django.db.models import QuerySet

from nhipcau.agencies.models import Officer
from nhipcau.engines.vntext import fold
from nhipcau.kernel import audit, logwords, ordering, undo
from nhipcau.kernel.evidence import with_pages
from nhipcau.kernel.models import Evidence, LogEntry
from nhipcau.kernel.shapes import shape
from nhipcau.kernel.standing import Standing
from nhipcau.office.directions import queries as directions
from nhipcau.office.directions.permissions import FOLLOW
from nhipcau.office.permissions import DIRECT
from nhipcau.plans import elsewhere, granted, proven
from nhipcau.plans.actions import laying
from nhipcau.plans.actions.changing import HISTORY as CHANGES_SHOWN
from nhipcau.plans.amend_page import of_change
from nhipcau.plans.forms import CommentForm, EvidenceForm
from nhipcau.plans.models import (
    Comment,
    Deliverable,
    Duty,
    Extension,
    Progress,
    ProvenResult,
    Task,
    TaskAmendment,
    TaskDue,
)
from nhipcau.plans.permissions import ASK_TIME, READ_ALL_PARTS, REPORT, RUN_PLANS, part_read_by
from nhipcau.plans.queries import TaskRow, count, put_names
from nhipcau.plans.rules import (
    ANSWERABLE,
    ROLE_LABELS,
    UNIT_PLAN_TITLES,
    Due,
    DutyRole,
    receivers_of,
    rhythm_of,
)
from nhipcau.plans.timing_words import timing_words

STEPS = (0, 25, 50, 75, 100)
PER_PAGE = 40  # parts: a task may be everybody's
MOST_SHOWN = 4
"""So many parts of a role stand open; more of them are one line, which opens their list."""
MOST_OPEN = 3
"""So many parts have their forms in the page; of more, each comes when it is opened: a task may be everybody's."""


@dataclass(frozen=True, slots=True)
class Owed:
    """One deliverable with its standing."""

    item: Deliverable
    standing: Standing


@dataclass(frozen=True, slots=True)
class Part:
    """One agency's part in the task."""

    duty: Duty
    owed: list[Owed]
    reports: list[Progress]
    evidence: list[Evidence]
    may_report: bool
    asked_time: list[Extension] = field(default_factory=list)
    may_ask_time: bool = False
    proven: dict[int, ProvenResult] = field(default_factory=dict)
    led: Mapping[int, elsewhere.Elsewhere] = field(default_factory=dict)
    may_object: bool = False

    @property
    def leads(self) -> bool:
        return self.duty.role == DutyRole.LEAD

    @property
    def taken_from(self) -> str:
        """The other agency whose work it goes on with."""
        before = self.duty.inherited_from
        return before.agency.name if before is not None and before.agency_id != self.duty.agency_id else ""

    @property
    def next(self) -> Owed | None:
        return next((each for each in self.owed if each.item.done_on is None), None)

    @property
    def elsewhere(self) -> elsewhere.Elsewhere | None:
        """Where its next result is delivered, if not on this page."""
        return self.led.get(self.next.item.pk) if self.next is not None else None

    @property
    def time_waiting(self) -> list[Extension]:
        """Wishes for more time that somebody has to decide on."""
        owed = {each.item.pk for each in self.owed if each.item.done_on is None}
        return [one for one in self.asked_time if one.waits and one.deliverable_id in owed]

    @property
    def time_decided(self) -> list[Extension]:
        """Those that were decided on, the newest first."""
        return [one for one in reversed(self.asked_time) if not one.waits]

    @property
    def told_proven(self) -> list[tuple[Owed, ProvenResult]]:
        """Its results that the system recorded, or opened again, or that were objected to, until somebody reports on them."""
        newest: dict[int | None, int] = {}
        for report in self.reports:
            newest[report.deliverable_id] = max(report.pk, newest.get(report.deliverable_id, 0))
        told = ((each, self.proven.get(each.item.pk)) for each in self.owed)
        return [
            (each, row)
            for each, row in told
            if row is not None and newest.get(each.item.pk) in {row.progress_id, row.reopened_id}
        ]

    @property
    def to_ask_for(self) -> list[Owed]:
        """The results for which more time may be asked: open ones of which no wish waits."""
        waiting = {one.deliverable_id for one in self.time_waiting}
        open_now = [each for each in self.owed if each.item.done_on is None and each.item.pk not in waiting]
        return open_now if self.may_ask_time else []

    @property
    def history(self) -> list[tuple[Progress, int | None]]:
        """Its reports, newest first, each with the percent that it fell back from, None where it did not."""
        told = []
        for at, report in enumerate(self.reports):
            same = (one for one in self.reports[at + 1 :] if one.deliverable_id == report.deliverable_id)
            before = next(same, None)
            fell = before is not None and report.percent < before.percent and not report.sends_back
            told.append((report, before.percent if before is not None and fell else None))
        return told

    @property
    def returned(self) -> Progress | None:
        """The word that sent its next result back, until it is reported again."""
        owed = self.next
        if owed is None and self.owed:
            return None
        key = owed.item.pk if owed is not None else None
        said = [report for report in self.reports if report.deliverable_id == key]
        newest = max(said, key=lambda report: report.pk, default=None)
        return newest if newest is not None and newest.sends_back else None

    @property
    def delivered(self) -> list[Owed]:
        """What it has reported as done, the newest day first: what can be sent back."""
        return [each for each in reversed(self.owed) if each.item.done_on is not None]

    @property
    def is_done_without_days(self) -> bool:
        """It owes nothing at any day, and was reported as done: the part itself can be sent back."""
        newest = max(self.reports, key=lambda report: report.pk, default=None)
        return not self.owed and newest is not None and newest.percent == 100

    @property
    def reached(self) -> int:
        """The percent that its next deliverable stands at; where none is owed any more, the part itself."""
        return self.next.item.percent if self.next else self.duty.percent


@dataclass(frozen=True, slots=True)
class RoleParts:
    """The parts of one role: all of them, or in one line with how many there are, have reported, and are late.

    parts: those that stand open; rest: how many more there are, in the list.
    """

    role: DutyRole
    parts: list[Part]
    count: int
    reported: int
    late: int

    @property
    def label(self) -> str:
        return ROLE_LABELS[self.role]

    @property
    def answers(self) -> bool:
        return self.role in ANSWERABLE

    @property
    def rest(self) -> int:
        return self.count - len(self.parts)


def roles_of(
    task: Task, officer: Officer, *, today: date, only: Collection[int] | None, duty: str
) -> list[RoleParts]:
    """The task's parts by role.  duty: the key of one that is to stand open, wherever it is."""
    keys: dict[str, list[int]] = defaultdict(list)
    for key, role in shown_duties(task, only=only):
        keys[role].append(key)
    shown = {key for of in keys.values() for key in of if len(of) <= MOST_SHOWN or str(key) == duty}
    open_parts = parts(task, officer, shown, today=today)
    told: dict[str, set[int]] = {"reported": set(), "late": set()}
    if any(len(of) > MOST_SHOWN for of in keys.values()):
        told["reported"] = set(task.duties.exclude(reported_at=None).values_list("pk", flat=True))
        owed = Deliverable.objects.open().filter(duty__task=task, due_on__lt=today).order_by()
        told["late"] = set(owed.values_list("duty", flat=True))
    return [
        RoleParts(
            role=role,
            parts=open_parts[role],
            count=len(keys[role]),
            reported=len(told["reported"].intersection(keys[role])),
            late=len(told["late"].intersection(keys[role])),
        )
        for role in DutyRole
        if keys[role]
    ]


def listed(
    task: Task, officer: Officer, role: DutyRole, *, today: date, words: str = "", number: str = ""
) -> dict[str, Any]:
    """One page of the parts of a role, of agencies whose names hold all the words."""
    only = part_read_by(officer, task.plan)
    keys = [key for key, of in shown_duties(task, only=only) if of == role]
    if wanted := fold(words).split():
        names = dict(task.duties.filter(pk__in=keys).values_list("pk", "agency__name"))
        keys = [key for key in keys if all(word in fold(names[key]) for word in wanted)]
    page = Paginator(keys, PER_PAGE).get_page(number)
    return {
        "task": task,
        "role": role,
        "label": ROLE_LABELS[role],
        "answers": role in ANSWERABLE,
        "words": words,
        "parts": parts(task, officer, list(page), today=today)[role],
        "page": page,
        "reports_apart": True,
        "may_change": officer.may(RUN_PLANS) and task.plan.is_open,
    }


def shown_duties(task: Task, *, only: Collection[int] | None) -> list[tuple[int, str]]:
    """(key, role) of the duties that the page tells of, by role and agency: current ones, and ended ones on which
    something was reported or shown.

    only: the agencies whose part is shown; None shows all.
    """
    rows = _duties_shown(task=task.pk, only=only)
    silent = {key for key, _role, ended_on in rows if ended_on is not None}
    if silent:
        silent -= set(Progress.objects.filter(duty__in=silent).values_list("duty", flat=True))
        silent -= {each.about_id for each in Evidence.objects.standing().about_records(Duty, list(silent))}
    roles = list(DutyRole)
    kept = [(key, role) for key, role, _ended_on in rows if key not in silent]
    return sorted(kept, key=lambda row: roles.index(DutyRole(row[1])))


@shape
def _duties_shown(task: int, only: Collection[int] | None) -> QuerySet[Any, tuple[int, str, date | None]]:
    found = Duty.objects.filter(task=task).order_by(ordering.vietnamese("agency__name"), "pk")
    if only is not None:
        found = found.filter(agency__in=only)
    return found.values_list("pk", "role", "ended_on")


def parts(task: Task, officer: Officer, keys: Collection[int], *, today: date) -> dict[str, list[Part]]:
    """Parts of the task by role, of these duties.

    Evidence is for those who read everything, and for the agency whose it is.
    """
    duties = _duties(task=task.pk, keys=keys)
    for duty in duties:
        duty.task = task
    shown = [duty.pk for duty in duties]
    reads_all, own = officer.may(READ_ALL_PARTS), officer.own_agencies()
    owed: dict[int, list[Owed]] = defaultdict(list)
    of_key = {duty.pk: duty for duty in duties}
    for item in _owed(duties=shown):
        item.duty = of_key[item.duty_id]
        owed[item.duty_id].append(Owed(item, item.standing(today)))
    results = [each.item.pk for of in owed.values() for each in of]
    handed_on = any(duty.inherited_from_id is not None for duty in duties)
    led = elsewhere.of(officer, [each.item for of in owed.values() for each in of])
    asked, recorded = granted.of(results, handed_on=handed_on), proven.of(results)
    reports: dict[int, list[Progress]] = defaultdict(list)
    for report in _reports(duties=shown):
        reports[report.duty_id].append(report)
    kept: dict[int, list[Evidence]] = defaultdict(list)
    open_to_him = [duty.pk for duty in duties if reads_all or duty.agency_id in own]
    of_duties = ContentType.objects.get_for_model(Duty).pk
    for each in with_pages(officer, _evidence(about_type=of_duties, duties=open_to_him)):
        kept[each.about_id].append(each)
    found: dict[str, list[Part]] = {role: [] for role in DutyRole}
    for duty in duties:
        found[duty.role].append(
            Part(
                duty=duty,
                owed=owed[duty.pk],
                led=led,
                reports=reports[duty.pk],
                evidence=kept[duty.pk],
                may_report=duty.ended_on is None and task.plan.is_open and officer.may(REPORT, duty.agency),
                asked_time=[one for each in owed[duty.pk] for one in asked.get(each.item.pk, ())],
                may_ask_time=duty.ended_on is None
                and duty.agency_id in own
                and task.plan.is_open
                and officer.may(ASK_TIME, duty.agency),
                proven={
                    each.item.pk: recorded[each.item.pk] for each in owed[duty.pk] if each.item.pk in recorded
                },
                may_object=duty.ended_on is None
                and duty.agency_id in own
                and task.plan.is_open
                and officer.may(REPORT, duty.agency),
            )
        )
    return found


@shape
def _duties(task: int, keys: Collection[int]) -> QuerySet[Duty]:
    named = Duty.objects.select_related("agency", "officer", "inherited_from__agency", "ended_by__document")
    return named.filter(task=task, pk__in=keys).order_by(ordering.vietnamese("agency__name"), "pk")


@shape
def _owed(duties: Collection[int]) -> QuerySet[Deliverable]:
    return Deliverable.objects.current().filter(duty__in=duties).select_related("due")


@shape
def _reports(duties: Collection[int]) -> QuerySet[Progress]:
    return Progress.objects.filter(duty__in=duties).select_related(
        "officer", "takes_back", "proven", "unproven"
    )


@shape
def _evidence(about_type: int, duties: Collection[int]) -> QuerySet[Evidence]:
    standing = Evidence.objects.standing().filter(about_type=about_type, about_id__in=duties)
    return standing.select_related("file").prefetch_related("record")


def part_of(duty: Duty, officer: Officer, *, today: date) -> Part | None:
    """One agency's part in a task, for its forms; None where it is over and nothing was said in it."""
    if duty.pk not in {key for key, _role in shown_duties(duty.task, only={duty.agency_id})}:
        return None
    found = parts(duty.task, officer, [duty.pk], today=today)
    return next(part for of_role in found.values() for part in of_role)


def page(task: Task, officer: Officer, *, today: date, duty: str = "") -> dict[str, Any]:
    """The whole page's context.

    duty: the key of a part that is to be on the page, as the address says it.
    """
    only = part_read_by(officer, task.plan)
    roles = roles_of(task, officer, today=today, only=only, duty=duty)
    row = TaskRow(task)
    count({task.pk: row}, today=today, only=only)
    put_names([row])
    may_change = officer.may(RUN_PLANS) and task.plan.is_open and task.closed_on is None
    return {
        "task": task,
        "plan": task.plan,
        "row": row,
        "asks_unit_plan": task.title in UNIT_PLAN_TITLES,
        "timing": timing_words(task.timing),
        "receivers": receivers_of(kind=task.kind, title=task.title, content=task.content),
        "dues": (dues := list(_dues(task=task.pk))),
        "proof": (proof := proven.of_task(task)),
        "proof_rule": proven.rule_of(proof),
        "proof_suggested": proven.suggestion(task, proof) if may_change else None,
        "own_due": row.next_due if row.next_due not in {due.on for due in dues} else None,
        "amended": [(each.amendment, of_change(each)) for each in _amendments(task=task.pk)],
        "children": _children(task=task.pk),
        "roles": roles,
        "may_change": may_change,
        "to_lay": _to_lay(task, dues, today=today) if may_change else (),
        "written": [(ROLE_LABELS[role], row.names[role]) for role in DutyRole if row.names[role]],
        "comments": _comments(task=task.pk),
        "directions": {
            "rows": directions.about(task, today, reader=officer),
            "may_follow": officer.may(FOLLOW),
            "may_direct": officer.may(DIRECT),
        },
        "came_from": directions.that_made(task),
        "agency_names": directions.agency_names(today) if officer.may(DIRECT) else [],
        "comment_form": CommentForm(auto_id="comment_%s"),
        "evidence_form": EvidenceForm(auto_id=False),
        "steps": STEPS,
        "reports_apart": sum(part.may_report for of in roles for part in of.parts) > MOST_OPEN,
        "changes": changes(task),
        "history": history(task) if officer.may(READ_ALL_PARTS) else [],
    }


def _to_lay(task: Task, dues: list[TaskDue], *, today: date) -> tuple[Due, ...]:
    """The months or quarters to come of a task that was laid at report periods, before ADR 53."""
    return laying.laid_anew(task, dues, today=today) if rhythm_of(task.timing) else ()


@dataclass(frozen=True, slots=True)
class Changed:
    """One change of the running task in the office's words.

    whom: agencies and role; what: (field, what it was, what it is); undone: it was taken back.
    """

    at: datetime
    by: str
    deed: str
    whom: str
    what: list[tuple[str, str, str]]
    reason: str
    undone: bool


def changes(task: Task) -> list[Changed]:
    """What was changed in the running task and why, for everybody who may read it, newest first."""
    return [_changed(entry) for entry in _entries_shown(record=str(task.pk))]


@shape
def _entries_shown(record: str) -> QuerySet[LogEntry]:
    about = LogEntry.objects.filter(record_kind=Task._meta.label_lower, record_id=record).newest_first()
    return about.filter(action__in=CHANGES_SHOWN)[:20]


def _changed(entry: LogEntry) -> Changed:
    data, undone = entry.data, entry.action == undo.UNDONE
    names = ("agencies", "agency", "role")
    said = [logwords.value_words(entry.record_kind, name, data[name]) for name in names if data.get(name)]
    return Changed(
        at=entry.at,
        by=entry.actor_name,
        deed=str(audit.label(data.get("action", "") if undone else entry.action)),
        whom=" · ".join(said),
        what=[(one.label, one.was, one.now) for one in logwords.changes_of(entry)],
        reason=str(data.get("reason", "")),
        undone=undone,
    )


@shape
def _amendments(task: int) -> QuerySet[TaskAmendment]:
    return TaskAmendment.objects.filter(task=task).select_related("amendment__document", "task")


@shape
def _dues(task: int) -> QuerySet[TaskDue]:
    return TaskDue.objects.current().filter(task=task)


@shape
def _children(task: int) -> QuerySet[Task]:
    return Task.objects.filter(parent=task)


@shape
def _comments(task: int) -> QuerySet[Comment]:
    return Comment.objects.filter(task=task).select_related("said_by")


def history(task: Task) -> list[LogEntry]:
    """The newest entries of the log about a task."""
    return list(audit.history(task)[:50])
