"""An agency's issued plan proves the results that ask for it: nobody reports them, and they open again when it is recalled."""

# ruff: noqa: F811 - fixtures of another module

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from nhipcau.kernel.models import Evidence, LogEntry, Notice
from nhipcau.kernel.witness import Wanted
from nhipcau.office.signing.actions import recall
from nhipcau.plans import elsewhere, proven
from nhipcau.plans.actions import proving
from nhipcau.plans.models import Deliverable, ProvenResult, Task, TaskDue, TaskProof
from nhipcau.plans.tests.test_unit_signing import accepted, asked_for, checker, issued  # noqa: F401
from nhipcau.plans.tests.unit_cast import NOW, TODAY
from nhipcau.plans.units.witnessing import issued as shown_by_plans

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(accepted, officer, checker, agency_leader, clerk):
    """Signed and sent on 12/01/2026."""
    return issued(accepted, officer, checker, agency_leader, clerk)


def stands(owed):
    owed.refresh_from_db()
    return owed.percent, owed.done_on


@pytest.fixture
def work_of_its_own(version, plan, agency) -> Deliverable:
    """A task whose words ask for it, beside the dated duty of all."""
    task = Task.objects.create(
        plan=plan, kind="duty", number="2.3", position=901, title="Xây dựng kế hoạch triển khai của đơn vị"
    )
    due = TaskDue.objects.create(task=task, on=date(2026, 3, 31))
    duty = task.duties.create(agency=agency, role="lead", began_on=date(2026, 1, 1))
    return Deliverable.objects.create(duty=duty, due=due, due_on=due.on)


def test_the_issued_plan_is_the_result_that_was_owed_with_itself_as_evidence(
    asked_for,
    version,
    accepted,
    coordinator,
):
    chosen = TaskProof.objects.get()
    assert (chosen.task_id, chosen.kind, chosen.set_by) == (asked_for.duty.task_id, "unit-plan", coordinator)
    assert LogEntry.objects.get(action="task.proof_set").by is None
    assert proving.settle(today=TODAY) == 1
    assert stands(asked_for) == (100, TODAY)
    kept = Evidence.objects.get(about_id=asked_for.duty_id)
    assert kept.record == accepted and kept.added_by is None
    assert asked_for.progress.get().officer is None  # nobody reported it
    assert proving.settle(today=TODAY) == 0


def test_one_that_is_accepted_but_not_sent_proves_nothing(asked_for, accepted, coordinator):
    proving.choose(task=asked_for.duty.task, kind="unit-plan", by=coordinator)
    assert proving.settle(today=TODAY) == 0 and stands(asked_for) == (0, None)


def test_recalled_the_result_is_open_again(asked_for, version, clerk, agency_leader, officer):
    proving.settle(today=TODAY)
    recall(version=version, reason="Sai số liệu kinh phí", by=agency_leader, now=NOW)
    assert proving.settle(today=date(2026, 1, 13)) == 1
    assert stands(asked_for) == (0, None)
    assert ProvenResult.objects.get().state == "fallen"
    assert not Evidence.objects.standing().about_record(asked_for.duty).exists()
    assert Notice.objects.filter(once__startswith="plans.proof_fell:", recipient=officer).exists()


def test_the_officer_objects_and_it_is_not_recorded_again(asked_for, version, officer):
    proving.settle(today=TODAY)
    proving.object_to(owed=asked_for, reason="Kế hoạch này đang sửa lại.", today=TODAY, by=officer)
    assert stands(asked_for) == (0, None)
    assert proving.settle(today=date(2026, 1, 13)) == 0


def test_what_somebody_decided_otherwise_stays(
    asked_for, coordinator, accepted, officer, checker, agency_leader, clerk
):
    proving.choose(task=asked_for.duty.task, kind="", by=coordinator)
    issued(accepted, officer, checker, agency_leader, clerk)
    assert proving.settle(today=TODAY) == 0 and stands(asked_for) == (0, None)
    assert elsewhere.of(officer, [asked_for]) == {}  # it is reported on its task's page


def test_a_task_whose_words_ask_for_it_is_suggested_and_once_confirmed_proven(
    work_of_its_own, version, coordinator, officer, client_of
):
    task = work_of_its_own.duty.task
    page = client_of(coordinator).get(reverse("plans:task", args=[task.pk])).text
    assert "Kế hoạch của đơn vị đã được chấp nhận, ban hành" in page
    assert elsewhere.of(officer, [work_of_its_own]) == {}
    assert proving.settle(today=TODAY) == 0  # suggested is not decided
    proving.choose(task=task, kind="unit-plan", by=coordinator)
    assert list(elsewhere.of(officer, [work_of_its_own])) == [work_of_its_own.pk]
    assert proving.settle(today=TODAY) == 1 and stands(work_of_its_own) == (100, TODAY)


def test_the_dated_duty_of_all_is_suggested_too(asked_for):
    task = asked_for.duty.task
    assert proven.to_confirm([task]) == [task]
    report = Task.objects.create(plan=task.plan, kind="obligation", position=950, title="Báo cáo năm")
    assert proven.to_confirm([report]) == []


def test_only_a_plan_for_the_plan_that_asks_shows_it(version, accepted, agency, other_agency):
    def wanted(**other):
        days = {"first": date(2026, 1, 1), "last": date(2026, 3, 31), "until": TODAY}
        return Wanted(**{"agency": agency.pk, "plan": accepted.plan_id, **days, **other})

    right, heir = wanted(), wanted(agency=other_agency.pk, before=frozenset({agency.pk}))
    others = [wanted(plan=accepted.plan_id + 1), wanted(plan=None), wanted(until=date(2026, 1, 11))]
    found = shown_by_plans([right, heir, wanted(agency=other_agency.pk), *others])
    assert set(found) == {right, heir} and found[right].records == (accepted,) and found[right].day == TODAY
    assert shown_by_plans([]) == {}


def test_how_many_are_asked_about_costs_nothing(version, accepted, django_assert_num_queries):
    days = {"first": date(2026, 1, 1), "last": date(2026, 3, 31), "until": TODAY, "plan": accepted.plan_id}
    keys = [accepted.agency_id, *range(10**6, 10**6 + 58)]
    wanted = [Wanted(agency=key, **days) for key in keys]
    with django_assert_num_queries(2):
        assert len(shown_by_plans(wanted)) == 1
