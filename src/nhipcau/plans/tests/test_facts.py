"""What plans tell to figures, held against a plain walk over what agencies owe."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta

import pytest

from nhipcau.agencies.actions.succession import merge
from nhipcau.agencies.models import Agency
from nhipcau.kernel.facts import Wanted
from nhipcau.plans import facts
from nhipcau.plans.actions import extending, sending_back
from nhipcau.plans.actions.counting import recount
from nhipcau.plans.actions.work import report_progress
from nhipcau.plans.models import Deliverable, Duty, Extension

pytestmark = pytest.mark.django_db
YEAR = Wanted(date(2026, 1, 1), date(2026, 12, 31))
DAYS = [date(2026, month, 20) for month in range(1, 13)]


def standing(found, kind, day):
    """Of whole tasks, or of agencies' parts: the references that are in a state on a day."""
    return {fact.ref.split("/")[0] if not fact.part_of else fact.ref.split(".")[0] for fact in found if fact.kind == kind and fact.stands_on(day)}  # fmt: skip


def walked(items, day):
    """(done, overdue) of what is owed, as it stood on a day; done for good: nothing of it is left."""
    done = bool(items) and all(item.done_on is not None for item in items)
    since = max(item.done_on for item in items) if done else None
    late = any(item.due_on < day and (item.done_on is None or item.done_on > day) for item in items)
    return bool(since and since <= day), late


@pytest.mark.parametrize("seed", range(3))
def test_states_are_those_of_a_walk_over_results(plan, seed):
    chance = random.Random(seed)
    for item in Deliverable.objects.current():
        if chance.random() < 0.7:
            item.done_on = item.due_on + timedelta(days=chance.randint(-40, 40))
            item.save(update_fields=["done_on"])
    recount(plan=plan.pk)
    wholes = list(facts.tasks(YEAR))
    parts = [fact for fact in facts.tasks(Wanted(YEAR.first, YEAR.last, parts=True)) if fact.part_of]
    owed = Deliverable.objects.current()
    for day in DAYS:
        for task in plan.tasks.exclude(kind="group"):
            done, late = walked(list(owed.filter(duty__task=task)), day)
            assert (f"task:{task.pk}" in standing(wholes, "task.done", day)) == done
            assert (f"task:{task.pk}" in standing(wholes, "task.overdue", day)) == late
        for duty in Duty.objects.answerable():
            done, late = walked(list(owed.filter(duty=duty)), day)
            ref = f"task:{duty.task_id}/{duty.pk}"
            assert (ref in standing(parts, "task.done", day)) == done
            assert (ref in standing(parts, "task.overdue", day)) == late


def test_a_days_facts_are_those_of_the_year_that_last_on_it(plan):
    chance = random.Random(7)
    for item in Deliverable.objects.current():
        if chance.random() < 0.7:
            item.done_on = item.due_on + timedelta(days=chance.randint(-40, 40))
            item.save(update_fields=["done_on"])
    recount(plan=plan.pk)
    whole = list(facts.tasks(Wanted(YEAR.first, YEAR.last, parts=True)))
    for day in DAYS:
        lasting = [fact for fact in whole if fact.stands_on(day)]
        assert list(facts.tasks(Wanted(day, day, parts=True))) == lasting


def test_of_some_agencies_only_their_parts_are_read(plan, agency):
    found = list(facts.tasks(Wanted(YEAR.first, YEAR.last, frozenset([agency.code]))))
    assert found and all(fact.agencies == (agency.code,) and fact.part_of for fact in found)


def test_who_took_over_has_one_part_with_what_was_done_before(plan, agency, coordinator):
    """Done by the old agency, the rest by the new one: the part is done, and stands once."""
    duty = Duty.objects.get(agency=agency, task__number="2.1", role="lead")
    heir = Agency.objects.create(code="so-moi", name="Sở Kinh tế", valid_from=date(2026, 3, 1))
    merge(predecessor=agency, successor=heir, on=date(2026, 3, 1), today=date(2026, 3, 2), by=coordinator)
    mine = Duty.objects.get(inherited_from=duty)
    Deliverable.objects.filter(duty=mine).update(done_on=date(2026, 6, 1))
    both = frozenset([agency.code, heir.code])
    found = list(facts.tasks(Wanted(YEAR.first, YEAR.last, both)))
    of_task = [fact for fact in found if fact.part_of.split("/")[0] == f"task:{duty.task_id}"]
    on = date(2026, 6, 20)
    assert [fact.agencies for fact in of_task if fact.kind == "task.assigned" and fact.stands_on(on)] == [
        (heir.code,)
    ]
    assert [fact.agencies for fact in of_task if fact.kind == "task.done" and fact.stands_on(on)] == [
        (heir.code,)
    ]
    before = date(2026, 2, 20)
    assert [fact.agencies for fact in of_task if fact.kind == "task.assigned" and fact.stands_on(before)] == [
        (agency.code,)
    ]


def test_more_time_that_is_granted_later_leaves_what_was_overdue_before(plan, duty, officer, coordinator):
    """Due on 29 June, asked for on 20 July, granted on 2 August until 30 August: overdue in July, not in August."""
    owed = duty.deliverables.get()
    asked = extending.ask_time(
        owed=owed, wanted=date(2026, 8, 30), reason="Chờ in.", today=date(2026, 7, 20), by=officer
    )
    granted = extending.grant(asked=asked, today=date(2026, 8, 2), by=coordinator)
    Extension.objects.filter(pk=granted.pk).update(decided_at=datetime(2026, 8, 2, 3, tzinfo=UTC))
    ref = f"task:{duty.task_id}"
    for wanted in (YEAR, Wanted(YEAR.first, YEAR.last, frozenset([duty.agency.code]))):
        found = list(facts.tasks(wanted))
        late = {
            day for day in DAYS for one in standing(found, "task.overdue", day) if one.split("/")[0] == ref
        }
        assert late == {date(2026, 7, 20), *(day for day in DAYS if day > date(2026, 8, 30))}


def test_more_time_that_was_granted_in_time_makes_nothing_overdue(plan, duty, officer, coordinator):
    asked = extending.ask_time(
        owed=duty.deliverables.get(),
        wanted=date(2026, 8, 30),
        reason="Chờ in.",
        today=date(2026, 6, 20),
        by=officer,
    )
    granted = extending.grant(asked=asked, today=date(2026, 6, 22), by=coordinator)
    Extension.objects.filter(pk=granted.pk).update(decided_at=datetime(2026, 6, 22, 3, tzinfo=UTC))
    found = list(facts.tasks(Wanted(YEAR.first, YEAR.last, frozenset([duty.agency.code]))))
    of_task = [one for one in found if one.part_of.startswith(f"task:{duty.task_id}")]
    assert not [one for one in of_task if one.kind == "task.overdue" and one.first <= date(2026, 8, 30)]


def late_and_done(plan_facts, ref):
    """Days of ``DAYS`` on which a part was overdue, and on which it stood as done."""
    return tuple(
        [
            day.month
            for day in DAYS
            if any(one.split("/")[0] == ref for one in standing(plan_facts, kind, day))
        ]
        for kind in ("task.overdue", "task.done")
    )


@pytest.mark.parametrize("whose", ["whole", "parts"])
def test_a_result_that_is_sent_back_with_a_new_day_leaves_what_stood_before(
    plan, duty, officer, coordinator, whose
):
    """Due on 29 June, delivered on 10 August, sent back on 2 October until 15 November: overdue in July, done in August
    and September, open in October and November, overdue from December on."""
    owed = duty.deliverables.get()
    report_progress(
        duty=duty, percent=100, note="Xong", by=officer, today=date(2026, 8, 10), deliverable=owed
    )
    wanted = Wanted(YEAR.first, YEAR.last, frozenset([duty.agency.code])) if whose == "parts" else YEAR
    ref = f"task:{duty.task_id}"
    assert late_and_done(list(facts.tasks(wanted)), ref) == ([7], [8, 9, 10, 11, 12])
    sent = sending_back.send_back(
        owed=owed, reason="Thiếu ảnh.", new_due=date(2026, 11, 15), today=date(2026, 10, 2), by=coordinator
    )
    assert (sent.was_due, sent.was_done) == (date(2026, 6, 29), date(2026, 8, 10))
    assert late_and_done(list(facts.tasks(wanted)), ref) == ([7, 11, 12], [8, 9])
    report_progress(
        duty=duty, percent=100, note="Đã sửa", by=officer, today=date(2026, 12, 1), deliverable=owed
    )
    assert late_and_done(list(facts.tasks(wanted)), ref) == ([7, 11], [8, 9, 12])


def test_without_a_new_day_it_is_overdue_again_only_from_the_return_on(plan, duty, officer, coordinator):
    owed = duty.deliverables.get()
    report_progress(
        duty=duty, percent=100, note="Xong", by=officer, today=date(2026, 5, 10), deliverable=owed
    )
    sent = sending_back.send_back(owed=owed, reason="Thiếu ảnh.", today=date(2026, 10, 2), by=coordinator)
    ref = f"task:{duty.task_id}"
    assert late_and_done(list(facts.tasks(YEAR)), ref) == ([10, 11, 12], [5, 6, 7, 8, 9])
    sending_back.take_back(sent, {"_done_on": "2026-05-10", "_due_on": "2026-06-29"}, coordinator)
    assert late_and_done(list(facts.tasks(YEAR)), ref) == ([], [5, 6, 7, 8, 9, 10, 11, 12])
