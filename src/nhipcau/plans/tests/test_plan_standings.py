"""What is counted of a plan is what there is to count: after any deeds, beside each other, and after a damage."""

from __future__ import annotations

import threading
from collections import defaultdict
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nhipcau.agencies.models import Agency
from nhipcau.kernel.models import LogEntry
from nhipcau.kernel.refusal import Refused
from nhipcau.plans import of_agencies, queries, tasks
from nhipcau.plans.actions import changing, counting, duties, work
from nhipcau.plans.models import Assignment, Deliverable, Delivered, Duty, Plan, Share, Tally, Task
from nhipcau.plans.rules import ANSWERABLE, DutyRole, TaskKind, overall
from nhipcau.plans.running import year_line

DAYS = [date(2026, 3, 1) + timedelta(days=23 * step) for step in range(14)]


def true_of(plan):
    """Counted one by one, in no words of the code under test: rows of tasks, of agencies, shares, months."""
    tallies, months, percents = defaultdict(list), defaultdict(int), defaultdict(list)
    for item in Deliverable.objects.filter(duty__task__plan=plan).select_related("duty"):
        assert item.duty.ended_on is None or item.done_on or item.ended_on, "owed by a part that is over"
        if item.ended_on is None:
            for key in (("task", item.duty.task_id), ("agency", item.duty.agency_id)):
                tallies[*key, item.due_on].append(item)
            if item.done_on:
                months[item.duty.task_id, item.done_on.replace(day=1)] += 1
    for duty in Duty.objects.filter(task__plan=plan, ended_on=None):
        if duty.role in ANSWERABLE:
            percents[duty.task_id].append(duty.percent)
    counted = {}
    for key, items in tallies.items():
        done = [item for item in items if item.done_on]
        late = sum(item.done_on > item.due_on for item in done)
        counted[key] = (len(items), len(done), late, max((item.done_on for item in done), default=None))
    shares = {task: (len(values), sum(values), min(values)) for task, values in percents.items()}
    return counted, shares, dict(months)


def kept_of(plan):
    tallies = {
        ("task" if row.task_id else "agency", row.task_id or row.agency_id, row.due_on): (
            row.owed, row.done, row.late, row.last_done,
        )
        for row in Tally.objects.filter(plan=plan)
    }  # fmt: skip
    shares = {
        row.task_id: (row.agencies, row.percents, row.least) for row in Share.objects.filter(task__plan=plan)
    }
    months = {(row.task_id, row.month): row.count for row in Delivered.objects.filter(task__plan=plan)}
    return tallies, shares, months


def shown_is_true(plan, today):
    """Lists, agencies and the year's line show what the records say."""
    items = list(Deliverable.objects.filter(duty__task__plan=plan, ended_on=None).select_related("duty"))
    for row in queries.task_rows(plan.tasks.all(), today=today):
        own = [item for item in items if item.duty.task_id == row.task.pk]
        open_ = [item.due_on for item in own if item.done_on is None]
        assert (row.owed, row.done, row.overdue) == (
            len(own), len(own) - len(open_), sum(day < today for day in open_),
        )  # fmt: skip
        assert row.next_due == min(open_, default=None)
        parts = Duty.objects.filter(task=row.task, ended_on=None, role__in=ANSWERABLE)
        assert row.percent == overall(parts.values_list("percent", flat=True))
        if own and not open_:
            assert row.standing.days == max(0, *((item.done_on - item.due_on).days for item in own))
    for line in of_agencies.agency_standings([plan], today=today):
        own = [item for item in items if item.duty.agency_id == line.agency]
        late = [item.due_on for item in own if item.done_on is None and item.due_on < today]
        assert (line.overdue, line.done) == (len(late), sum(item.done_on is not None for item in own))
        assert line.days_overdue == (today - min(late, default=today)).days
    for agency in Agency.objects.all():
        part = queries.rows_by_plan([plan], today=today, only={agency.pk})[plan.pk]
        own = [item for item in items if item.duty.agency_id == agency.pk]
        assert sum(row.owed for row in part) == len(own)


DEEDS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "report",
                "report",
                "report",
                "dues",
                "task",
                "merge",
                "settle",
                "close",
                "add",
                "end",
                "lead",
                "over",
            ]
        ),
        st.integers(0, 10**6),
        st.sampled_from([0, 25, 60, 100, 100]),
        st.sampled_from(DAYS),
    ),
    min_size=1,
    max_size=12,
)


def do(plan, by, deed, place, percent, day):
    """One deed as the screens would do it; what a rule refuses changes nothing."""
    plan = Plan.objects.get(pk=plan.pk)
    if deed == "report":
        held = list(Duty.objects.current().filter(task__plan=plan).order_by("pk"))
        duty = held[place % len(held)]
        owed = [None, *duty.deliverables.order_by("pk")]
        item = owed[place // 7 % len(owed)]
        work.report_progress(duty=duty, percent=percent, note="", by=by, today=day, deliverable=item)
    elif deed == "dues":
        leaves = list(plan.tasks.leaves())
        wanted = {day, DAYS[place % len(DAYS)]} if percent else set()
        changing.set_dues(
            task=leaves[place % len(leaves)], days=wanted, reason="Điều chỉnh", today=DAYS[0], by=by
        )
    elif deed == "task":
        lead = Agency.objects.order_by("pk")[place % Agency.objects.count()]
        work.add_task(
            plan=plan, parent=None, kind=TaskKind.DUTY, title=f"Việc {place}", lead=lead, dues=[day], by=by
        )
    elif deed == "merge":
        agencies = list(Agency.objects.order_by("pk"))
        old, new = agencies[place % len(agencies)], agencies[(place + 1) % len(agencies)]
        duties.pass_on(predecessor=old, successor=new, on=day, by=by)
    elif deed == "add":
        leaves, agency = list(plan.tasks.leaves()), Agency.objects.order_by("pk")[percent % 2]
        role = list(DutyRole)[place % 4]
        changing.add_part(
            task=leaves[place % len(leaves)], agency=agency, role=role, reason="Bổ sung", today=day, by=by
        )
    elif deed in ("end", "lead", "over"):
        held = list(Duty.objects.current().filter(task__plan=plan).order_by("pk"))
        duty, more = held[place % len(held)], {"reason": "Điều chỉnh", "today": day, "by": by}
        if deed == "end":
            changing.end_part(duty=duty, **more)
        elif deed == "over":
            changing.end_task(task=duty.task, **more)
        else:
            heir = Agency.objects.order_by("pk")[place // 3 % Agency.objects.count()]
            changing.change_lead(duty=duty, agency=heir, stays_on=percent > 50, **more)
    elif deed == "settle":
        line = Assignment.objects.filter(task__plan=plan).order_by("pk")[place % 3]
        agency = Agency.objects.order_by("pk")[place % 2] if percent else None
        duties.settle_assignment(assignment=line, agency=agency, group=None, by=by)
    elif deed == "close":
        (work.close_plan if plan.is_open else work.reopen_plan)(plan=plan, by=by)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=DEEDS)
def test_after_any_deeds_what_is_kept_is_what_there_is_to_count(plan, coordinator, deeds):
    with transaction.atomic():
        for deed in deeds:
            try:
                with transaction.atomic():
                    do(plan, coordinator, *deed)
            except Refused:
                pass
            assert kept_of(plan) == true_of(plan), deed
        shown_is_true(plan, deeds[-1][-1])
        transaction.set_rollback(True)


def test_the_years_line_counts_every_delivery_by_its_month(plan, duty, officer):
    work.report_progress(duty=duty, percent=100, note="", by=officer, today=date(2026, 2, 3))
    line = year_line(plan, today=date(2026, 12, 31))
    heights = [float(point.split(",")[1]) for point in line.delivered.split()]
    assert heights[-12] == max(heights)
    assert len(set(heights[-11:])) == 1


@pytest.mark.usefixtures("duty")
def test_a_damage_is_found_told_and_mended_once(plan, capsys):
    assert counting.mend(plan=plan) == 0
    assert not LogEntry.objects.filter(action="plan.recounted").exists()
    row = Tally.objects.filter(task__isnull=False).first()
    Tally.objects.filter(pk=row.pk).update(done=row.owed + 1)
    Share.objects.first().delete()
    Tally.objects.create(
        plan=plan, agency=Agency.objects.first(), due_on=date(2031, 1, 1), owed=1, done=0, late=0
    )
    with pytest.raises(SystemExit) as ended:
        call_command("standings")
    assert ended.value.code == 1
    assert "3 chỗ không khớp" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        call_command("verify", "plans.standings")
    assert tasks.check_standings.call("2026-06-01T03:10:00+07:00") == 3
    assert LogEntry.objects.filter(action="plan.recounted").count() == 1
    assert kept_of(plan) == true_of(plan)
    call_command("standings", "--mend")
    call_command("verify", "plans.standings")


def test_a_plan_from_before_is_counted_by_its_migration(plan, duty, officer):
    from importlib import import_module

    from django.apps import apps

    work.report_progress(duty=duty, percent=100, note="", by=officer, today=date(2026, 7, 3))
    for model in (Tally, Share, Delivered):
        model.objects.all().delete()
    import_module("nhipcau.plans.migrations.0003_counted").count_all(apps, None)
    assert kept_of(plan) == true_of(plan)


def test_a_plan_from_before_counts_what_a_part_that_is_over_had_done(plan, duty, officer, coordinator):
    from importlib import import_module

    from django.apps import apps

    work.report_progress(duty=duty, percent=100, note="", by=officer, today=date(2026, 3, 3))
    heir = Agency.objects.exclude(pk=duty.agency_id).first()
    duties.pass_on(predecessor=duty.agency, successor=heir, on=date(2026, 4, 1), by=coordinator)
    open_ones = Deliverable.objects.filter(done_on=None).exclude(ended_on=None)
    assert open_ones.exists()
    open_ones.update(ended_on=None)  # as it stood before
    for model in (Tally, Delivered):
        model.objects.all().delete()
    moved = import_module("nhipcau.plans.migrations.0004_changed")
    moved.end_what_is_over(apps, None)
    moved.count_what_they_did(apps, None)
    assert kept_of(plan) == true_of(plan)


def test_a_write_that_fails_after_counting_leaves_no_count(plan, duty, officer):
    before = kept_of(plan)
    with pytest.raises(RuntimeError), transaction.atomic():
        work.report_progress(duty=duty, percent=100, note="", by=officer, today=date(2026, 6, 1))
        assert kept_of(plan) != before
        raise RuntimeError
    assert kept_of(plan) == before == true_of(plan)


@pytest.mark.django_db(transaction=True)
def test_reports_beside_each_other_and_beside_new_tasks_are_all_counted(plan, coordinator):
    """Eight writers of one plan: whoever counts last has seen what the others wrote."""
    held = list(Duty.objects.current().answerable().filter(task__plan=plan).order_by("pk"))
    lead, ready, failures = Agency.objects.first(), threading.Barrier(8), []

    def go(number):
        try:
            ready.wait()
            for step in range(6):
                if number == 0 and step % 3 == 0:
                    work.add_task(
                        plan=Plan.objects.get(pk=plan.pk), parent=None, kind=TaskKind.DUTY, lead=lead,
                        title=f"Việc {step}", dues=[DAYS[step]], by=coordinator,
                    )  # fmt: skip
                    continue
                duty = held[(number * 5 + step) % len(held)]
                percent = 100 if (number + step) % 2 else 40
                for _try in range(20):
                    try:
                        work.report_progress(
                            duty=duty,
                            percent=percent,
                            note=f"{number}.{step}",
                            by=coordinator,
                            today=DAYS[step],
                        )
                        break
                    except OperationalError as busy:  # SQLite's lock
                        if "locked" not in str(busy):
                            raise
        except Exception as failed:
            failures.append(failed)
        finally:
            connection.close()

    threads = [threading.Thread(target=go, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert Task.objects.filter(plan=plan, title__startswith="Việc").count() == 2
    assert kept_of(plan) == true_of(plan)
