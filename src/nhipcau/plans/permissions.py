"""Who may see and write what in plans: load and authorise in one call."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from nhipcau.agencies.models import Officer
from nhipcau.kernel import holding
from nhipcau.kernel.access import Permission, declare, demand
from nhipcau.kernel.models import Evidence, EvidenceQuerySet
from nhipcau.kernel.refusal import N_
from nhipcau.kernel.shapes import shape
from nhipcau.office.deliveries.models import Delivery
from nhipcau.office.deliveries.rules import State
from nhipcau.office.permissions import acts_for
from nhipcau.plans.extensions import ExtensionQuerySet
from nhipcau.plans.models import (
    Amendment,
    Deliverable,
    Duty,
    Extension,
    Plan,
    PlanImport,
    PlanQuerySet,
    Task,
    TaskQuerySet,
)

RUN_PLANS = declare(
    "plans.run", N_("Nhập, xác nhận, đóng kế hoạch; sửa nhiệm vụ; xác định tên cơ quan ghi trong kế hoạch.")
)
READ_ALL_PARTS = declare("plans.read_all_parts", N_("Xem phần việc của mọi cơ quan trong các kế hoạch."))
REPORT = declare(
    "plans.report", N_("Báo tiến độ và gửi tài liệu kiểm chứng cho phần việc của cơ quan."), of_agency=True
)

ASK_TIME = declare("plans.ask_time", N_("Đề nghị gia hạn kết quả mà cơ quan phải nộp."), of_agency=True)


def plans_for(officer: Officer) -> PlanQuerySet:
    """All plans for those who read all; for others the plans in which the own agency has, or had, a part,
    and those that were sent to it."""
    plans = Plan.objects.select_related("document", "coordinator")
    return plans if officer.may(READ_ALL_PARTS) else plans.filter(_known(**_reader(officer)))


def plans_read(officer: Officer) -> list[Plan]:
    """The same, read."""
    return _plans(**({} if officer.may(READ_ALL_PARTS) else _reader(officer)))


@shape
def _plans(**reader: Any) -> QuerySet[Plan]:
    plans = Plan.objects.select_related("document", "coordinator")
    return plans.filter(_known(**reader)) if reader else plans


def _reader(officer: Officer) -> dict[str, Any]:
    """Who reads, as values of a shape: his key, his agencies, with those that left their work to them, and when."""
    return {
        "officer": officer.pk,
        "own": officer.own_agencies(),
        "acts_for": acts_for(officer),
        "at": holding.present(),
    }


def _known(officer: int, own: Collection[int], acts_for: Collection[int], at: datetime) -> Q:
    """Plans in which an agency has, or had, a part, and those that came to the officer."""
    with_a_part = Duty.objects.filter(agency__in=own).values("task__plan")
    return Q(pk__in=with_a_part) | _sent_to(officer, acts_for, at)


def _sent_to(officer: int, acts_for: Collection[int], at: datetime) -> Q:
    """Plans that came to an officer's agency, or a paper that amended them did."""
    received = (
        Delivery.objects.that_came(officer, acts_for, at).exclude(state=State.RECALLED).values("notice")
    )
    amended = Amendment.objects.filter(sent__in=received)
    return Q(sent__in=received) | Q(pk__in=amended.values("plan"))


def part_read_by(officer: Officer, plan: Plan) -> frozenset[int] | None:
    """The agencies whose part of a plan an officer sees; None for the whole plan.

    A recipient without a task (Thường trực HĐND, Hội Hữu nghị) was sent the whole and reads the whole, with
    its progress; an agency with tasks works on its own part.
    """
    return None if plan.pk in read_whole(officer, [plan]) else officer.own_agencies()


def _whole_plans(officer: int, own: Collection[int], acts_for: Collection[int], at: datetime) -> PlanQuerySet:
    """Plans that were sent to the officer's agency, in which it has no task."""
    with_a_part = Duty.objects.filter(agency__in=own).values("task__plan")
    return Plan.objects.filter(_sent_to(officer, acts_for, at)).exclude(pk__in=with_a_part)


@shape
def _whole_of(
    plans: Collection[int], officer: int, own: Collection[int], acts_for: Collection[int], at: datetime
) -> QuerySet[Any, int]:
    return _whole_plans(officer, own, acts_for, at).filter(pk__in=plans).values_list("pk", flat=True)


def read_whole(officer: Officer, plans: Sequence[Plan]) -> set[int]:
    """Which of some plans an officer reads as a whole (``part_read_by``): at most one query."""
    keys = [plan.pk for plan in plans]
    if officer.may(READ_ALL_PARTS):
        return set(keys)
    return set(_whole_of(plans=keys, **_reader(officer)))


def tasks_of(plan: Plan, agencies: frozenset[int] | None) -> TaskQuerySet:
    """The plan's tasks in which the agencies have, or had, a part, with their groups; all for None."""
    return _among(plan, None if agencies is None else _keys_of(plan, agencies))


def _among(plan: Plan, keys: set[int] | None) -> TaskQuerySet:
    return plan.tasks.all() if keys is None else plan.tasks.filter(pk__in=keys)


def tasks_read(plan: Plan, agencies: frozenset[int] | None) -> tuple[TaskQuerySet, list[Task]]:
    """The same tasks, to be asked further, and read for a list: in the plan's order, without what no list shows."""
    keys = None if agencies is None else _keys_of(plan, agencies)
    tasks = _read(plan=plan.pk, keys=keys)
    for task in tasks:
        task.plan = plan
    return _among(plan, keys), tasks


@shape
def _read(plan: int, keys: Collection[int] | None) -> QuerySet[Task]:
    tasks = Task.objects.filter(plan=plan) if keys is None else Task.objects.filter(plan=plan, pk__in=keys)
    return tasks.order_by("position").shown()


def _keys_of(plan: Plan, agencies: frozenset[int]) -> set[int]:
    rows = _own_tasks(plan=plan.pk, agencies=agencies)
    return {key for row in rows for key in row if key}


@shape
def _own_tasks(plan: int, agencies: Collection[int]) -> QuerySet[Any, tuple[int | None, ...]]:
    own = Duty.objects.filter(agency__in=agencies, task__plan=plan)
    return own.values_list("task", "task__parent", "task__parent__parent")


def visible_tasks(officer: Officer, keys: Sequence[int]) -> TaskQuerySet:
    """The tasks among some that an officer may see, whatever their plan; two queries at most."""
    tasks = Task.objects.filter(pk__in=keys).select_related("plan__document")
    if officer.may(READ_ALL_PARTS):
        return tasks
    own = Duty.objects.filter(agency__in=officer.own_agencies())
    return tasks.filter(
        Q(plan__in=_whole_plans(**_reader(officer)))
        | Q(pk__in=own.values("task"))
        | Q(pk__in=own.values("task__parent"))
        | Q(pk__in=own.values("task__parent__parent"))
    )


def visible_evidence(officer: Officer) -> EvidenceQuerySet:
    """Standing evidence of duties that an officer may open: the own agency's, or all."""
    kept = Evidence.objects.standing().filter(about_type=ContentType.objects.get_for_model(Duty))
    if officer.may(READ_ALL_PARTS):
        return kept
    return kept.filter(about_id__in=Duty.objects.filter(agency__in=officer.own_agencies()).values("pk"))


def get_plan_for(officer: Officer, pk: int) -> Plan:
    """A plan to read; 404 where the officer may not know of it."""
    found = _any_plan(plan=pk) if officer.may(READ_ALL_PARTS) else _known_plan(plan=pk, **_reader(officer))
    if not found:
        raise Http404
    return found[0]


@shape
def _any_plan(plan: int) -> PlanQuerySet:
    return Plan.objects.select_related("document", "coordinator").filter(pk=plan)


@shape
def _known_plan(
    plan: int, officer: int, own: Collection[int], acts_for: Collection[int], at: datetime
) -> PlanQuerySet:
    plans = Plan.objects.select_related("document", "coordinator").filter(pk=plan)
    return plans.filter(_known(officer, own, acts_for, at))


@shape
def _task(pk: int) -> TaskQuerySet:
    return Task.objects.select_related("plan__document", "parent").filter(pk=pk)


def get_task_for(officer: Officer, pk: int) -> Task:
    """A task to read; 404 where the officer may not know of it."""
    task = next(iter(_task(pk=pk)), None)
    if task is None:
        raise Http404
    agencies = part_read_by(officer, task.plan)
    if agencies is not None and task.pk not in _keys_of(task.plan, agencies):
        raise Http404
    return task


@shape
def _duty(pk: int) -> QuerySet[Duty]:
    return Duty.objects.select_related("task__plan__document", "agency").filter(pk=pk)


def get_duty_for(officer: Officer, pk: int) -> Duty:
    """A duty to report on: the own agency's, or any for the coordinator."""
    duty = next(iter(_duty(pk=pk)), None)
    if duty is None:
        raise Http404
    if not officer.may(REPORT, duty.agency):
        raise PermissionDenied(_("Bạn chỉ báo cáo được phần việc của cơ quan mình."))
    return duty


def get_deliverable_for(officer: Officer, pk: int) -> Deliverable:
    """What an agency owes at one day; only those who run the programme judge it."""
    demand(officer, RUN_PLANS)
    found = Deliverable.objects.select_related("duty__agency", "duty__task__plan__document")
    return get_object_or_404(found, pk=pk)


def get_owed_for(officer: Officer, pk: int) -> Deliverable:
    """What an agency owes at one day, for whoever asks for more time in its name; 404 where nobody may know of it."""
    return _owed(officer, pk, ASK_TIME, _("Bạn chỉ đề nghị gia hạn được cho kết quả của cơ quan mình."))


def get_reported_for(officer: Officer, pk: int) -> Deliverable:
    """The same for whoever reports on it."""
    return _owed(officer, pk, REPORT, _("Bạn chỉ báo cáo được phần việc của cơ quan mình."))


def _owed(officer: Officer, pk: int, permission: Permission, refusal: str) -> Deliverable:
    found = get_object_or_404(
        Deliverable.objects.select_related("duty__agency", "duty__task__plan__document"), pk=pk
    )
    if not officer.may(permission, found.duty.agency):
        raise PermissionDenied(refusal)
    return found


def extensions_for(officer: Officer) -> ExtensionQuerySet:
    """What was asked for: all for those who read everything, else the own agency's."""
    found = Extension.objects.shown()
    if officer.may(READ_ALL_PARTS):
        return found
    return found.filter(deliverable__duty__agency__in=officer.own_agencies())


def get_extension_for(officer: Officer, pk: int, *, to_decide: bool = False) -> Extension:
    """One wish for more time: to decide on for those who run the programme, to withdraw for its agency."""
    if to_decide:
        demand(officer, RUN_PLANS)
        return get_object_or_404(Extension.objects.shown(), pk=pk)
    found = get_object_or_404(extensions_for(officer), pk=pk)
    if not officer.may(ASK_TIME, found.deliverable.duty.agency):
        raise PermissionDenied(_("Bạn chỉ rút được đề nghị của cơ quan mình."))
    return found


def get_evidence_for(officer: Officer, pk: int, *, to_write: bool = False) -> Evidence:
    """An evidence of a duty: readable by those who read all and by the duty's own agency, as on the task
    page, until it is withdrawn; writable by the duty's agency and the coordinator."""
    kept = Evidence.objects.select_related("file").filter(pk=pk).first()
    if kept is None or not isinstance(kept.about, Duty):
        raise Http404
    if to_write:
        get_duty_for(officer, kept.about.pk)
    elif kept.withdrawn_at is not None or not (
        officer.may(READ_ALL_PARTS) or kept.about.agency_id in officer.own_agencies()
    ):
        raise Http404
    return kept


def get_import_for(officer: Officer, pk: int) -> PlanImport:
    """A plan import; only those who run the programme know of any."""
    demand(officer, RUN_PLANS)
    return get_object_or_404(PlanImport.objects.select_related("file", "plan"), pk=pk)
