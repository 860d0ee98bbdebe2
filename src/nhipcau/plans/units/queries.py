"""Agencies' own plans as pages, lists and checks ask for them: what is given, what is written, by when it is owed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    Exists,
    IntegerField,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from nhipcau.agencies.models import Agency
from nhipcau.agencies.queries import Matcher
from nhipcau.engines.lawdates import LawdatesError, WorkCalendar
from nhipcau.engines.vntext import fold
from nhipcau.kernel import ordering
from nhipcau.kernel.refusal import N_
from nhipcau.kernel.standing import day_of
from nhipcau.office.deadlines.law import swaps
from nhipcau.plans.models import Deliverable, Duty, Plan, Task, TaskDue, UnitLine, UnitPlan
from nhipcau.plans.rules import (
    ANSWERABLE,
    OBLIGATION_TITLES,
    UNIT_PLAN_TITLES,
    DueKind,
    ReportPeriods,
    TaskKind,
)
from nhipcau.plans.unit_states import UNIT_PLAN_LABELS, UnitPlanState
from nhipcau.plans.units import rules
from nhipcau.plans.units.rules import Finding, Frame, GivenTask, Mark, WrittenLine, WrittenPlan

NOT_BEGUN = "not_begun"
REPORTED = "reported"
"""Its result was reported as done, with a plan drawn up elsewhere."""
BOARD_LABELS: dict[str, str] = {
    NOT_BEGUN: N_("Chưa lập"),
    REPORTED: N_("Đã báo, lập ngoài hệ thống"),
    **{str(state): label for state, label in UNIT_PLAN_LABELS.items()},
}
BOARD_TONES = {
    NOT_BEGUN: "",
    REPORTED: "",
    UnitPlanState.DRAFT: "",
    UnitPlanState.SUBMITTED: "info",
    UnitPlanState.RETURNED: "warn",
    UnitPlanState.ACCEPTED: "good",
}
_ANSWERABLE = [role.value for role in ANSWERABLE]


# --- what the province's plan says ---


def obligations(plan: Plan) -> QuerySet[Task]:
    """The plan's own words that agencies draw up their plans ("xây dựng kế hoạch của đơn vị"), as tasks with days."""
    return plan.tasks.filter(title__in=UNIT_PLAN_TITLES, closed_on=None)


def _owing(plans: Collection[int]) -> dict[int, set[int]]:
    """{plan: agencies that owe one}: whom the plan's own words ask, else who answers for a task."""
    current = Duty.objects.current().filter(role__in=_ANSWERABLE, task__closed_on=None).order_by()
    asked = _agencies_of(current.filter(task__plan__in=plans, task__title__in=UNIT_PLAN_TITLES))
    others = _agencies_of(
        current.filter(task__plan__in=set(plans) - asked.keys(), task__kind=TaskKind.DUTY).exclude(
            task__title__in=list(OBLIGATION_TITLES.values())
        )
    )
    return {plan: asked.get(plan) or others.get(plan) or set() for plan in plans}


def _agencies_of(duties: QuerySet[Duty]) -> dict[int, set[int]]:
    """{plan: agencies that have a duty}; each once from the database, whatever the number of its tasks."""
    found: dict[int, set[int]] = defaultdict(set)
    for plan, agency in duties.values_list("task__plan", "agency").distinct():
        found[plan].add(agency)
    return found


def owing(plan: Plan) -> set[int]:
    """The agencies that owe a plan of their own."""
    return _owing([plan.pk])[plan.pk]


def owing_in(plans: Iterable[Plan]) -> dict[int, set[int]]:
    """The same for many plans, in two queries."""
    return _owing([plan.pk for plan in plans])


def usual_due(plan: Plan) -> date:
    """The day that the coordinator set, else so many working days after the province's plan."""
    if plan.unit_plans_due is not None:
        return plan.unit_plans_due
    try:
        return WorkCalendar(swaps()).add(plan.stands_since, rules.DAYS_AFTER_PLAN)
    except LawdatesError:  # a year that no calendar knows
        return date(plan.year, 3, 31)


def dues(plan: Plan) -> dict[int, date]:
    """{agency: its own day}, where the plan's words name one, or another was granted; for others ``usual_due`` holds."""
    return dict(_owed(plan).values_list("duty__agency").annotate(Min("due_on")))


def _owed(plan: Plan) -> QuerySet[Deliverable]:
    found = Deliverable.objects.current().filter(
        duty__task__plan=plan, duty__task__title__in=UNIT_PLAN_TITLES, duty__ended_on=None
    )
    return found.order_by()


def due_of(plan: Plan, agency: Agency) -> date:
    """By when one agency's plan is owed."""
    return dues(plan).get(agency.pk) or usual_due(plan)


def board_due(plan: Plan) -> date:
    """The day that the board names: of the plan's own duty where it has one, else ``usual_due``."""
    day: date | None = (
        TaskDue.objects.current().filter(task__in=obligations(plan)).aggregate(on=Min("on"))["on"]
    )
    return day or usual_due(plan)


def owed_result(plan: Plan, agency: Agency) -> Deliverable | None:
    """The result under which the plan's own words owe it, if they do."""
    found = _owed(plan).filter(duty__agency=agency).select_related("duty")
    return found.order_by("due_on", "pk").first()


def periods_of(plan: Plan) -> ReportPeriods:
    """The report days of the province, by the plan or the law."""
    return ReportPeriods.for_year(plan.year, plan.six_month_due, plan.annual_due, swaps=swaps())


_MONEY = re.compile(r"\d")


def tasks_given(plan: Plan, agency: Agency) -> tuple[GivenTask, ...]:
    """The tasks of a plan in which an agency has a part now, in the plan's order; two queries."""
    mine = Duty.objects.current().filter(
        agency=agency, task__plan=plan, task__kind=TaskKind.DUTY, task__closed_on=None
    )
    found: dict[int, tuple[Task, bool]] = {}
    rows = mine.exclude(task__title__in=OBLIGATION_TITLES.values()).select_related("task")
    for duty in rows.order_by("task__position"):
        leads = found.get(duty.task_id, (duty.task, False))[1] or duty.is_answerable
        found[duty.task_id] = (duty.task, leads)
    fixed: dict[int, date] = {}
    days = TaskDue.objects.current().filter(task__in=list(found), kind=DueKind.FIXED)
    for task, day in days.order_by("on").values_list("task", "on"):
        fixed[task] = day
    return tuple(
        GivenTask(
            key=key,
            number=task.number,
            title=task.title,
            leads=leads,
            last=fixed.get(key),
            paid=bool(_MONEY.search(task.budget)),
        )
        for key, (task, leads) in found.items()
    )


# --- what is written ---


def written_line(line: UnitLine) -> WrittenLine:
    """A line as the rules read it."""
    return WrittenLine(
        key=line.pk or 0,
        task=line.task_id,
        work=line.work,
        output=line.output,
        amount=line.amount,
        unit=line.unit,
        in_charge=line.in_charge,
        together_with=line.together_with,
        begins=line.begins,
        ends=line.ends,
        money=line.money,
        source=line.source,
    )


def written_plan(unit_plan: UnitPlan, lines: Iterable[UnitLine], *, today: date) -> WrittenPlan:
    """An agency's plan as the rules read it."""
    agency = unit_plan.agency
    return WrittenPlan(
        year=unit_plan.plan.year,
        agency=agency.name,
        agency_ended=None if agency.is_alive(today) else agency.valid_to,
        leader=unit_plan.leader,
        focal=unit_plan.focal,
        aims=unit_plan.aims,
        recipients=unit_plan.recipients,
        reports_half=unit_plan.reports_half,
        reports_year=unit_plan.reports_year,
        lines=tuple(written_line(line) for line in lines),
    )


def frame_of(unit_plan: UnitPlan, lines: Iterable[UnitLine], *, today: date) -> Frame:
    """What the province's plan lays down for an agency's."""
    periods = periods_of(unit_plan.plan)
    return Frame(
        tasks=tasks_given(unit_plan.plan, unit_plan.agency),
        half=periods.six_month,
        whole=periods.annual,
        gone=_gone(lines, today),
    )


def _gone(lines: Iterable[UnitLine], today: date) -> Mapping[str, str]:
    """Names that lines write of agencies that are no more on the day, with who follows; nothing is asked without names."""
    names = {name for line in lines for name in rules.names_in(line.together_with)}
    if not names:
        return {}
    matcher = Matcher.load(on=today)
    gone: dict[str, str] = {}
    for name in names:
        match = matcher.match(name)
        if match.via is not None and match.agency is not None and match.via != match.agency:
            gone[name] = match.agency.name
        elif match.agency is not None and not match.agency.is_alive(today):
            gone[name] = ""
    return gone


def findings_of(unit_plan: UnitPlan, lines: Iterable[UnitLine], *, today: date) -> tuple[Finding, ...]:
    """What the rules find in an agency's plan."""
    kept = list(lines)
    frame = frame_of(unit_plan, kept, today=today)
    return rules.findings(written_plan(unit_plan, kept, today=today), frame)


def mark_of(line: UnitLine) -> Mark:
    """How a line stands to the one of last year that it was begun from."""
    before = written_line(line.taken_from) if line.taken_from is not None else None
    return rules.mark_of(written_line(line), before)


def left_out(unit_plan: UnitPlan) -> list[UnitLine]:
    """Last year's lines that no line of this year goes on: what ended."""
    if unit_plan.last_year_id is None:
        return []
    taken = unit_plan.lines.filter(taken_from__isnull=False).values("taken_from")
    found = UnitLine.objects.filter(unit_plan=unit_plan.last_year_id).exclude(pk__in=taken)
    return list(found.in_order())


def last_year_of(plan: Plan, agency: Agency) -> UnitPlan | None:
    """The newest earlier plan of the same agency, or of those whose work came to it; with lines in it."""
    before = UnitPlan.objects.filter(plan__year__lt=plan.year, lines__isnull=False)
    keys = {agency.pk} | {one.pk for one in Agency.objects.left_to([agency.pk])}
    found = before.filter(agency__in=keys).select_related("plan").distinct()
    return max(found, key=lambda one: (one.plan.year, one.agency_id == agency.pk, one.pk), default=None)


# --- the board ---

SORTS: ordering.Columns = {
    "co-quan": (ordering.vietnamese("name"),),
    "tinh-trang": ("unit_order", "unit_due"),
    "han": ("unit_due",),
    "nop": ("unit_submitted",),
    "dong": ("unit_lines",),
}
_ORDER = (
    UnitPlanState.SUBMITTED, NOT_BEGUN, UnitPlanState.DRAFT, UnitPlanState.RETURNED, UnitPlanState.ACCEPTED, REPORTED,
)  # fmt: skip
LATE = "late"
FILTERS: dict[str, str] = {**BOARD_LABELS, LATE: N_("Quá hạn, chưa nộp")}
WANTING = (NOT_BEGUN, UnitPlanState.DRAFT.value, UnitPlanState.RETURNED.value)
"""Not handed in, or to be handed in again: late past their day, and whom the coordinator urges."""


def board(plan: Plan, asked: Mapping[str, Any], *, today: date) -> QuerySet[Any]:
    """The agencies that owe a plan, or have one, with where it stands: ``unit_state``, ``unit_due``, ``unit_submitted``,
    ``unit_plan``, ``unit_lines``; what waits for the coordinator first.  asked: q, tinh_trang."""
    own = UnitPlan.objects.filter(plan=plan, agency=OuterRef("pk"))
    counted = UnitLine.objects.filter(unit_plan__plan=plan, unit_plan__agency=OuterRef("pk")).order_by()
    owed = (
        _owed(plan).filter(duty__agency=OuterRef("pk")).values("duty__agency").annotate(on=Min("due_on")).values("on")
    )  # fmt: skip
    reported = _owed(plan).filter(duty__agency=OuterRef("pk"), done_on__isnull=False)
    reported_on = reported.order_by().values("duty__agency").annotate(on=Max("done_on")).values("on")
    elsewhere = Case(When(Exists(reported), then=Value(REPORTED)), default=Value(NOT_BEGUN))
    having = UnitPlan.objects.filter(plan=plan).values("agency")
    found = Agency.objects.filter(Q(pk__in=owing(plan)) | Q(pk__in=having)).annotate(
        unit_plan=Subquery(own.values("pk")[:1]),
        unit_state=Coalesce(Subquery(own.values("state")[:1]), elsewhere, output_field=CharField()),
        unit_reported=Subquery(reported_on),
        unit_submitted=Subquery(own.values("submitted_at")[:1]),
        unit_lines=Subquery(counted.values("unit_plan").annotate(n=Count("pk")).values("n")),
        unit_due=Coalesce(Subquery(owed), Value(usual_due(plan)), output_field=DateField()),
    )
    found = found.annotate(
        unit_order=Case(
            *(When(unit_state=str(state), then=Value(place)) for place, state in enumerate(_ORDER)),
            default=Value(9),
            output_field=IntegerField(),
        )
    )
    for word in fold(str(asked.get("q", ""))[:100]).split():
        found = found.filter(folded__contains=word)
    state = str(asked.get("tinh_trang", ""))
    if state == LATE:
        found = found.filter(unit_state__in=WANTING, unit_due__lt=today)
    elif state in BOARD_LABELS:
        found = found.filter(unit_state=state)
    return found.order_by("unit_order", "unit_due", "folded", "pk")


def wanting(plan: Plan, *, today: date) -> list[Agency]:
    """The agencies that have not handed in their plan, or have to mend it."""
    return [one for one in board(plan, {}, today=today) if one.unit_state in WANTING]


@dataclass(frozen=True, slots=True)
class BoardCount:
    """How many agencies stand where; late: not handed in past their day."""

    by_state: Mapping[str, int]
    late: int

    @property
    def whole(self) -> int:
        return sum(self.by_state.values())

    @property
    def waiting(self) -> int:
        """Those that are not handed in, late or not."""
        return sum(self.of(state) for state in WANTING)

    def of(self, state: str) -> int:
        return self.late if state == LATE else self.by_state.get(state, 0)


def counted(plan: Plan, *, today: date) -> BoardCount:
    """The board in figures, each the number of rows that its filter shows."""
    by_state: dict[str, int] = defaultdict(int)
    late = 0
    for one in board(plan, {}, today=today):
        by_state[one.unit_state] += 1
        late += one.unit_state in WANTING and one.unit_due < today
    return BoardCount(dict(by_state), late)


def submitted_on(unit_plan: UnitPlan) -> date | None:
    """The day on which it was handed in last."""
    return day_of(unit_plan.submitted_at) if unit_plan.submitted_at else None
