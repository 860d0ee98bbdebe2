"""What an agency's plan opens with: lines for the tasks given to it, filled from last year's where a task goes on."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta

from nhipcau.agencies.models import Agency, Officer
from nhipcau.agencies.named import FocalOfficer
from nhipcau.agencies.rules import FocalDuty
from nhipcau.plans.models import Plan, UnitLine, UnitPlan
from nhipcau.plans.units import queries, rules
from nhipcau.plans.units.rules import GivenTask

KEPT = (
    "work", "output", "amount", "unit", "in_charge", "together_with", "money", "source",
)  # fmt: skip
AIMS = (
    "- Triển khai kịp thời, đầy đủ các nhiệm vụ được giao tại Kế hoạch của Ủy ban nhân dân tỉnh.\n"
    "- Xác định rõ công việc, kết quả, người phụ trách, thời gian và kinh phí thực hiện của từng nhiệm vụ."
)
ORGANISATION = (
    "- Các phòng, đơn vị trực thuộc căn cứ Kế hoạch này tổ chức thực hiện, báo cáo kết quả với cán bộ đầu mối.\n"
    "- Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, kịp thời phản ánh để xem xét, điều chỉnh."
)


def head(plan: Plan, agency: Agency, last: UnitPlan | None, *, today: date) -> dict[str, object]:
    """The words with which the head of a new plan opens: the named focal officers, last year's words, report days some
    days before the province's."""
    named = {
        one.duty: one.name for one in FocalOfficer.objects.filter(agency=agency).current(today).order_by("pk")
    }
    periods = queries.periods_of(plan)
    before = timedelta(days=rules.REPORTS_BEFORE)
    above = [plan.document.issuer or "Ủy ban nhân dân tỉnh"]
    if plan.coordinator is not None and plan.coordinator != agency:
        above.append(plan.coordinator.name)
    recipients = "\n".join([*(f"{name} (b/c)" for name in above), "Các phòng, đơn vị trực thuộc", "Lưu: VT"])
    return {
        "aims": last.aims if last and last.aims else AIMS,
        "organisation": last.organisation if last and last.organisation else ORGANISATION,
        "leader": named.get(FocalDuty.LEADER, last.leader if last else ""),
        "focal": named.get(FocalDuty.OFFICER, last.focal if last else ""),
        "reports_half": periods.six_month - before,
        "reports_year": periods.annual - before,
        "recipients": last.recipients if last and last.recipients else recipients,
    }


def lines_for(
    unit_plan: UnitPlan,
    tasks: Collection[GivenTask],
    last: UnitPlan | None,
    *,
    coordinated: bool,
    by: Officer,
) -> Iterator[UnitLine]:
    """A line for each task that the agency leads, and those that it coordinates where they are wanted, in the plan's order;
    last year's lines of the task that each goes on, their days a year on."""
    wanted = [task for task in tasks if task.leads or coordinated]
    before: Sequence[UnitLine] = list(last.lines.in_order()) if last is not None else []
    goes_on = rules.matched(
        {task.key: (task.number, task.title) for task in wanted},
        {line.task_id: (line.task.number, line.task.title) for line in before if line.task is not None and line.task_id},
    )  # fmt: skip
    place = 0
    for task in wanted:
        earlier: list[UnitLine | None] = [
            line for line in before if task.key in goes_on and line.task_id == goes_on[task.key]
        ]
        for line in earlier or [None]:
            place += 1
            yield taken_on(unit_plan, line, task=task.key, position=place, by=by) if line else UnitLine(
                unit_plan=unit_plan, task_id=task.key, work=task.title, position=place, ends=task.last, edited_by=by
            )  # fmt: skip


def taken_on(
    unit_plan: UnitPlan, line: UnitLine, *, task: int | None, position: int, by: Officer
) -> UnitLine:
    """A line of last year's plan as this year's begins."""
    years = unit_plan.plan.year - line.unit_plan.plan.year
    return UnitLine(
        unit_plan=unit_plan,
        task_id=task,
        taken_from=line,
        position=position,
        begins=rules.moved_on(line.begins, years),
        ends=rules.moved_on(line.ends, years),
        edited_by=by,
        **{name: getattr(line, name) for name in KEPT},
    )
