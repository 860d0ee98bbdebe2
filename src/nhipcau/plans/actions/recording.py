"""Recording what agencies finished before their plan was entered here, or told on paper: many results at once.

A plan that is entered in the middle of its year brings days that are over; without this every agency would stand late for
work that was done.  What it stands on is written with each result, and who recorded it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from nhipcau.agencies.models import Officer
from nhipcau.kernel import audit, lists, rows, undo
from nhipcau.kernel.access import demand
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.standing import written
from nhipcau.plans.actions.counting import recount
from nhipcau.plans.actions.work import correct_progress, report_progress
from nhipcau.plans.models import Deliverable, Plan, Progress
from nhipcau.plans.permissions import RUN_PLANS

RECORDED = "plan.results_recorded"


@transaction.atomic
def record_done(
    *, plan: Plan, results: Iterable[Deliverable], day: date | None, basis: str, today: date, by: Officer
) -> int:
    """Record results as done, on what is told in ``basis`` (a paper, a meeting); how many were.

    day: when they were done; None: each on its due day.  One way back takes back all.  Raises Refused, naming them, for
    results that are done already or were done on a day that has not come, and where no basis is given.
    """
    demand(by, RUN_PLANS)
    held = rows.held(plan)
    held.go("report")
    if not basis.strip():
        raise Refused(N_("Hãy ghi căn cứ: báo cáo, văn bản hoặc cuộc họp cho biết việc đã xong."))
    if day is not None and day > today:
        raise Refused(N_("Ngày hoàn thành chưa tới."))
    made: list[dict[str, Any]] = []

    def take(chosen: Deliverable) -> None:
        duty = rows.held(chosen.duty)  # an agency that reports at this moment comes first or after
        one = duty.deliverables.get(pk=chosen.pk)
        if one.done_on is not None:
            raise Refused(N_("đã nộp ngày %(day)s."), day=written(one.done_on))
        done_on = day or one.due_on
        if done_on > today:
            raise Refused(N_("chưa đến hạn nên phải ghi ngày hoàn thành."))
        report_progress(duty=duty, percent=100, note=basis, by=by, today=today, deliverable=one, within=made)
        Deliverable.objects.filter(pk=one.pk).update(done_on=done_on)

    done = lists.each(results, take)
    recount(plan=held.pk)
    said = {"results": done, "basis": basis.strip(), "day": day}
    audit.record(RECORDED, target=held, by=by, data=said)
    with undo.offered(RECORDED, target=held, by=by, data={"results": done, "_made": made}):
        pass  # nobody is told
    return done


def take_back(plan: Plan, data: dict[str, Any], by: Officer) -> None:
    """The counter-action: each result stands as before.  Raises Refused where something was reported on one meanwhile."""
    reports = Progress.objects.in_bulk([one["report"] for one in data["_made"]])
    for one in reversed(data["_made"]):
        correct_progress(reports[one["report"]], one, by)
