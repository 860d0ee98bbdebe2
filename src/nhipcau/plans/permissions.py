"""Who may see and write what in plans: load and authorise in one call."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from nhipcau.agencies.models import Officer
from nhipcau.kernel.access import declare, demand
from nhipcau.kernel.models import Evidence, EvidenceQuerySet
from nhipcau.kernel.refusal import N_
from nhipcau.office.deliveries.models import Delivery
from nhipcau.office.deliveries.rules import State
from nhipcau.plans.models import Amendment, Duty, Plan, PlanImport, PlanQuerySet, Task, TaskQuerySet

RUN_PLANS = declare(
    "plans.run", N_("Nhập, xác nhận, đóng kế hoạch; sửa nhiệm vụ; xác định tên cơ quan ghi trong kế hoạch.")
)
READ_ALL_PARTS = declare("plans.read_all_parts", N_("Xem phần việc của mọi cơ quan trong các kế hoạch."))
REPORT = declare(
    "plans.report", N_("Báo tiến độ và gửi tài liệu kiểm chứng cho phần việc của cơ quan."), of_agency=True
)


def plans_for(officer: Officer) -> PlanQuerySet:
    """All plans for those who read all; for others the plans in which the own agency has, or had, a part,
    and those that were sent to it."""
    plans = Plan.objects.select_related("document", "coordinator")
    if officer.may(READ_ALL_PARTS):
        return plans
    with_a_part = Duty.objects.filter(agency__in=officer.own_agencies()).values("task__plan")
    return plans.filter(Q(pk__in=with_a_part) | _sent_to(officer))


def _sent_to(officer: Officer) -> Q:
    """Plans that came to an officer's agency, or a paper that amended them did."""
    amended = Amendment.objects.filter(sent__in=_received(officer))
    return Q(sent__in=_received(officer)) | Q(pk__in=amended.values("plan"))


def _received(officer: Officer) -> QuerySet:
    return Delivery.objects.to_be_read_by(officer).exclude(state=State.RECALLED).values("notice")


def part_read_by(officer: Officer, plan: Plan) -> frozenset[int] | None:
    """The agencies whose part of a plan an officer sees; None for the whole plan.

    A recipient without a task (Thường trực HĐND, Hội Hữu nghị) was sent the whole and reads the whole, with
    its progress; an agency with tasks works on its own part.
    """
    return None if plan.pk in read_whole(officer, [plan]) else officer.own_agencies()


def _whole_plans(officer: Officer) -> PlanQuerySet:
    """Plans that were sent to the officer's agency, in which it has no task."""
    with_a_part = Duty.objects.filter(agency__in=officer.own_agencies()).values("task__plan")
    return Plan.objects.filter(_sent_to(officer)).exclude(pk__in=with_a_part)


def read_whole(officer: Officer, plans: Sequence[Plan]) -> set[int]:
    """Which of some plans an officer reads as a whole (``part_read_by``): at most one query."""
    keys = [plan.pk for plan in plans]
    if officer.may(READ_ALL_PARTS):
        return set(keys)
    return set(_whole_plans(officer).filter(pk__in=keys).values_list("pk", flat=True))


def tasks_for(officer: Officer, plan: Plan) -> TaskQuerySet:
    """The plan's tasks that an officer may see: all, or those of the own agency with their groups."""
    return tasks_of(plan, part_read_by(officer, plan))


def tasks_of(plan: Plan, agencies: frozenset[int] | None) -> TaskQuerySet:
    """The plan's tasks in which the agencies have, or had, a part, with their groups; all for None."""
    tasks = plan.tasks.all()
    if agencies is None:
        return tasks
    own = list(
        Duty.objects.filter(agency__in=agencies, task__plan=plan).values_list(
            "task", "task__parent", "task__parent__parent"
        )
    )
    return tasks.filter(pk__in={pk for row in own for pk in row if pk})


def visible_tasks(officer: Officer, keys: Sequence[int]) -> TaskQuerySet:
    """The tasks among some that an officer may see, whatever their plan; two queries at most."""
    tasks = Task.objects.filter(pk__in=keys).select_related("plan__document")
    if officer.may(READ_ALL_PARTS):
        return tasks
    own = Duty.objects.filter(agency__in=officer.own_agencies())
    return tasks.filter(
        Q(plan__in=_whole_plans(officer))
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
    return get_object_or_404(plans_for(officer), pk=pk)


def get_task_for(officer: Officer, pk: int) -> Task:
    """A task to read; 404 where the officer may not know of it."""
    task = Task.objects.select_related("plan__document", "parent").filter(pk=pk).first()
    if task is None:
        raise Http404
    if not officer.may(READ_ALL_PARTS) and not tasks_for(officer, task.plan).filter(pk=pk).exists():
        raise Http404
    return task


def get_duty_for(officer: Officer, pk: int) -> Duty:
    """A duty to report on: the own agency's, or any for the coordinator."""
    duty = Duty.objects.select_related("task__plan__document", "agency").filter(pk=pk).first()
    if duty is None:
        raise Http404
    if not officer.may(REPORT, duty.agency):
        raise PermissionDenied(_("Bạn chỉ báo cáo được phần việc của cơ quan mình."))
    return duty


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
