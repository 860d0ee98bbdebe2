"""What the task page shows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator

from nhipcau.agencies.models import Officer
from nhipcau.kernel import audit
from nhipcau.kernel.models import Evidence, LogEntry
from nhipcau.kernel.standing import Standing
from nhipcau.office.directions import queries as directions
from nhipcau.office.directions.permissions import FOLLOW
from nhipcau.office.permissions import DIRECT
from nhipcau.plans.checking import timing_words
from nhipcau.plans.forms import CommentForm, EvidenceForm
from nhipcau.plans.models import Deliverable, Duty, Progress, Task
from nhipcau.plans.permissions import READ_ALL_PARTS, REPORT, part_read_by
from nhipcau.plans.queries import TaskRow, count, put_names
from nhipcau.plans.rules import ANSWERABLE, ROLE_LABELS, DutyRole

STEPS = (0, 25, 50, 75, 100)
PER_PAGE = 40  # parts: a task may be everybody's
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

    @property
    def next(self) -> Owed | None:
        return next((each for each in self.owed if each.item.done_on is None), None)

    @property
    def history(self) -> list[tuple[Progress, int | None]]:
        """Its reports, newest first, each with the percent that it fell back from, None where it did not."""
        told = []
        for at, report in enumerate(self.reports):
            same = (one for one in self.reports[at + 1 :] if one.deliverable_id == report.deliverable_id)
            before = next(same, None)
            fell = before is not None and report.percent < before.percent
            told.append((report, before.percent if before is not None and fell else None))
        return told

    @property
    def reached(self) -> int | None:
        """The percent that its next deliverable stands at."""
        return self.next.item.percent if self.next else None


def shown_duties(task: Task, *, only: Collection[int] | None) -> list[tuple[int, str]]:
    """(key, role) of the duties that the page tells of, by role and agency: current ones, and ended ones on which
    something was reported or shown.

    only: the agencies whose part is shown; None shows all.
    """
    found = task.duties.order_by("agency__name", "pk")
    if only is not None:
        found = found.filter(agency__in=only)
    rows = list(found.values_list("pk", "role", "ended_on"))
    silent = {key for key, _role, ended_on in rows if ended_on is not None}
    if silent:
        silent -= set(Progress.objects.filter(duty__in=silent).values_list("duty", flat=True))
        silent -= {each.about_id for each in Evidence.objects.standing().about_records(Duty, list(silent))}
    roles = list(DutyRole)
    kept = [(key, role) for key, role, _ended_on in rows if key not in silent]
    return sorted(kept, key=lambda row: roles.index(DutyRole(row[1])))


def parts(task: Task, officer: Officer, keys: Collection[int], *, today: date) -> dict[str, list[Part]]:
    """Parts of the task by role, of these duties.

    Evidence is for those who read everything, and for the agency whose it is.
    """
    named = task.duties.select_related("agency", "inherited_from__agency").order_by("agency__name", "pk")
    duties = list(named.filter(pk__in=keys))
    reads_all, own = officer.may(READ_ALL_PARTS), officer.own_agencies()
    owed: dict[int, list[Owed]] = defaultdict(list)
    for item in Deliverable.objects.current().filter(duty__in=duties).select_related("due"):
        owed[item.duty_id].append(Owed(item, item.standing(today)))
    reports: dict[int, list[Progress]] = defaultdict(list)
    for report in Progress.objects.filter(duty__in=duties).select_related("officer"):
        reports[report.duty_id].append(report)
    kept: dict[int, list[Evidence]] = defaultdict(list)
    for each in (
        Evidence.objects.standing()
        .about_records(Duty, [duty.pk for duty in duties if reads_all or duty.agency_id in own])
        .select_related("file")
        .prefetch_related("record")
    ):
        kept[each.about_id].append(each)
    found: dict[str, list[Part]] = {role: [] for role in DutyRole}
    for duty in duties:
        found[duty.role].append(
            Part(
                duty=duty,
                owed=owed[duty.pk],
                reports=reports[duty.pk],
                evidence=kept[duty.pk],
                may_report=duty.ended_on is None and task.plan.is_open and officer.may(REPORT, duty.agency),
            )
        )
    return found


def part_of(duty: Duty, officer: Officer, *, today: date) -> Part | None:
    """One agency's part in a task, for its forms; None where it is over and nothing was said in it."""
    if duty.pk not in {key for key, _role in shown_duties(duty.task, only={duty.agency_id})}:
        return None
    found = parts(duty.task, officer, [duty.pk], today=today)
    return next(part for of_role in found.values() for part in of_role)


def page(task: Task, officer: Officer, *, today: date, number: str = "", duty: str = "") -> dict[str, Any]:
    """The whole page's context.

    number: which of the pages of its parts; duty: the key of a part that is to be on the page, wherever it stands.
    Both as the address says it: what does not fit gives the first page, or the last.
    """
    only = part_read_by(officer, task.plan)
    duties = shown_duties(task, only=only)
    places = {str(key): place for place, (key, _role) in enumerate(duties)}
    asked = places[duty] // PER_PAGE + 1 if duty in places else number
    shown = Paginator(duties, PER_PAGE).get_page(asked)
    by_role = parts(task, officer, [key for key, _role in shown], today=today)
    counts = Counter(role for _key, role in duties)
    row = TaskRow(task)
    count({task.pk: row}, today=today, only=only)
    put_names([row])
    return {
        "task": task,
        "plan": task.plan,
        "row": row,
        "timing": timing_words(task.timing),
        "dues": task.dues.current(),
        "children": task.children.all(),
        "roles": [
            (ROLE_LABELS[role], role in ANSWERABLE, by_role[role], counts[role])
            for role in DutyRole
            if by_role[role]
        ],
        "parts_page": shown,
        "written": [(ROLE_LABELS[role], row.names[role]) for role in DutyRole if row.names[role]],
        "comments": task.comments.select_related("said_by"),
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
        "reports_apart": sum(part.may_report for of_role in by_role.values() for part in of_role) > MOST_OPEN,
        "history": history(task) if officer.may(READ_ALL_PARTS) else [],
    }


def history(task: Task) -> list[LogEntry]:
    """The newest entries of the log about a task."""
    return list(audit.history(task)[:50])
