"""Changing a running task: what was stays, what was done is counted, those whom it concerns are told, and it can be undone."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.management import call_command

from nhipcau.agencies.models import Agency
from nhipcau.kernel import undo
from nhipcau.kernel.days import written as day_written
from nhipcau.kernel.models import LogEntry, Notice
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.saying import say
from nhipcau.plans import of_agencies, queries, tallies
from nhipcau.plans.actions import changing, duties, editing, work
from nhipcau.plans.models import Assignment, Deliverable, Duty, Task, TaskDue
from nhipcau.plans.rules import DutyRole, TaskKind

DAY = date(2026, 6, 1)
WHY = "Theo Công văn số 45/SCT-TM"


@pytest.fixture
def more(coordinator):
    return {"reason": WHY, "today": DAY, "by": coordinator}


@pytest.fixture
def third(db) -> Agency:
    return Agency.objects.create(
        code="dai-pttth", name="Đài Phát thanh và Truyền hình", kind="press", valid_from=date(2020, 1, 1)
    )


@pytest.fixture(autouse=True)
def _counted(plan):
    """Whatever a test changed, what is kept counted is what there is to count."""
    yield
    assert tallies.wrong(plan) == []


def row_of(task, day=DAY):
    return next(row for row in queries.task_rows(task.plan.tasks.all(), today=day) if row.task == task)


def written(task, role):
    return [name.now for name in row_of(task).names[role]]


def test_an_agency_that_comes_later_owes_only_what_falls_due_from_then(plan, third, more):
    task = Task.objects.get(plan=plan, number="1")  # due in May and in November
    duty = changing.add_part(task=task, agency=third, role=DutyRole.IMPLEMENT, **more)
    assert [item.due_on.month for item in duty.deliverables.all()] == [11]
    assert "Đài Phát thanh và Truyền hình" in written(task, "implement")
    reports = Duty.objects.filter(agency=third, task__kind=TaskKind.OBLIGATION)
    assert reports.exists()
    assert not Deliverable.objects.filter(duty__agency=third, due_on__lt=DAY).exists()


def test_a_coordinating_agency_is_added_and_taken_away_again(duty, third, more):
    helper = changing.add_part(task=duty.task, agency=third, role=DutyRole.COORDINATE, **more)
    assert "Đài Phát thanh và Truyền hình" in written(duty.task, "coordinate")
    changing.end_part(duty=helper, **more)
    assert "Đài Phát thanh và Truyền hình" not in written(duty.task, "coordinate")
    helper.refresh_from_db()
    assert (helper.began_on, helper.ended_on) == (DAY, DAY)


def test_one_of_a_group_that_is_taken_away_does_not_come_back(plan, agency, coordinator, more):
    task = Task.objects.get(plan=plan, number="2.2")  # led by all departments
    duty = task.duties.get(agency=agency, role="lead")
    work.report_progress(duty=duty, percent=40, note="", by=coordinator, today=DAY)
    changing.end_part(duty=duty, **more)
    duties.give_duties(plan=plan, on=plan.document.date)
    assert not task.duties.current().filter(agency=agency).exists()
    assert row_of(task).agencies == 1
    assert duty.progress.count() == 1


def test_what_a_part_delivered_stays_counted_after_it_ended(plan, agency, coordinator, more):
    task = Task.objects.get(plan=plan, number="2.2")
    duty = task.duties.get(agency=agency, role="lead")
    work.report_progress(duty=duty, percent=100, note="", by=coordinator, today=DAY)
    before = row_of(task)
    changing.end_part(duty=duty, **more)
    assert (row_of(task).done, row_of(task).owed) == (before.done, before.owed)
    line = next(one for one in of_agencies.agency_standings([plan], today=DAY) if one.agency == agency.pk)
    assert line.done == 1


def test_the_last_that_answers_for_a_task_cannot_be_taken_away(duty, more):
    with pytest.raises(Refused, match="còn cơ quan thực hiện"):
        changing.end_part(duty=duty, **more)


def test_another_agency_leads_on_from_where_the_first_stood(duty, officer, third, more):
    work.report_progress(duty=duty, percent=50, note="", by=officer, today=date(2026, 5, 2))
    heir = changing.change_lead(duty=duty, agency=third, stays_on=True, **more)
    duty.refresh_from_db()
    assert (duty.ended_on, heir.inherited_from, heir.percent) == (DAY, duty, 50)
    assert Deliverable.objects.open().get(duty=heir).percent == 50
    assert not Deliverable.objects.open().filter(duty=duty).exists()
    assert duty.task.duties.current().get(agency=duty.agency).role == "coordinate"
    lead = row_of(duty.task).names["lead"][0]
    assert (lead.written, lead.now, lead.moved) == ("Sở Công Thương", third.name, True)


def test_who_helped_and_leads_now_does_not_also_help(duty, other_agency, more):
    changing.change_lead(duty=duty, agency=other_agency, **more)
    assert [one.role for one in duty.task.duties.current().filter(agency=other_agency)] == ["lead"]
    assert other_agency.name not in written(duty.task, "coordinate")


def test_what_the_old_lead_delivered_is_not_owed_again(duty, officer, third, more):
    work.report_progress(duty=duty, percent=100, note="", by=officer, today=DAY)
    heir = changing.change_lead(duty=duty, agency=third, **more)
    assert not heir.deliverables.exists()
    assert row_of(duty.task).done == 1


def test_a_day_moves_with_what_was_reached_and_who_delivered_owes_no_more(plan, agency, coordinator, more):
    task = Task.objects.get(plan=plan, number="2.2")
    done, half = task.duties.filter(role="lead").order_by("agency__name")
    work.report_progress(duty=done, percent=100, note="", by=coordinator, today=DAY)
    work.report_progress(duty=half, percent=50, note="", by=coordinator, today=DAY)
    changing.set_dues(task=task, days=[date(2026, 12, 20)], **more)
    assert [item.due_on for item in done.deliverables.current()] == [date(2026, 9, 30)]
    item = half.deliverables.current().get()
    assert (item.due_on, item.percent, item.began_on) == (date(2026, 12, 20), 50, DAY)
    half.refresh_from_db()
    assert half.percent == 50


def test_what_was_owed_stays_with_the_day_since_which_it_is_owed_no_more(duty, more):
    changing.set_dues(task=duty.task, days=[date(2026, 12, 1)], **(more | {"today": date(2026, 7, 10)}))
    owed = Deliverable.objects.filter(duty=duty).order_by("due_on").values_list("due_on", "ended_on")
    assert list(owed) == [(date(2026, 6, 29), date(2026, 7, 10)), (date(2026, 12, 1), None)]


def test_a_report_for_a_day_that_moved_meanwhile_is_refused(duty, officer, more):
    item = duty.deliverables.get()
    changing.set_dues(task=duty.task, days=[date(2026, 12, 1)], **more)
    item.refresh_from_db()
    with pytest.raises(Refused, match="đã thay đổi"):
        work.report_progress(duty=duty, percent=100, note="", by=officer, today=DAY, deliverable=item)


def test_a_day_can_be_dropped_and_set_again(duty, more):
    changing.set_dues(task=duty.task, days=[], **more)
    assert not duty.deliverables.current().exists()
    changing.set_dues(task=duty.task, days=[date(2026, 6, 29)], **more)
    assert duty.deliverables.current().get().due_on == date(2026, 6, 29)
    assert TaskDue.objects.filter(task=duty.task).count() == 2


def test_a_task_ends_with_all_its_parts_and_keeps_what_was_done(plan, agency, coordinator, more):
    task = Task.objects.get(plan=plan, number="2.2")
    duty = task.duties.get(agency=agency, role="lead")
    work.report_progress(duty=duty, percent=100, note="", by=coordinator, today=DAY)
    changing.end_task(task=task, **more)
    assert not task.duties.current().exists()
    row = row_of(task, date(2026, 12, 1))
    assert (row.done, row.owed, row.overdue) == (1, 1, 0)
    since = f"({coordinator}, ngày {day_written(Task.objects.get(pk=task.pk).closed_on)})"
    with pytest.raises(Refused) as lock:
        changing.set_dues(task=task, days=[date(2026, 12, 1)], **more)
    assert say(lock.value) == f"Nhiệm vụ này đã kết thúc {since}."


def test_a_part_that_was_taken_away_says_who_did_and_when(duty, third, coordinator, more):
    added = changing.add_part(task=duty.task, agency=third, role=DutyRole.IMPLEMENT, **more)
    changing.end_part(duty=added, **more)
    changing.change_lead(duty=duty, agency=third, **more)
    since = f"({coordinator}, ngày {day_written(more['today'])})"
    for over in (added, duty):
        with pytest.raises(Refused) as lock:
            changing.name_officer(duty=over, officer=None, by=coordinator)
        assert say(lock.value) == f"Phần việc này đã kết thúc {since}."


@pytest.mark.parametrize("reason", ["", "   ", "\n"])
def test_every_change_says_why(duty, third, coordinator, reason):
    more = {"reason": reason, "by": coordinator}
    for act in (
        lambda: changing.add_part(task=duty.task, agency=third, role=DutyRole.COORDINATE, today=DAY, **more),
        lambda: changing.end_part(duty=duty, today=DAY, **more),
        lambda: changing.change_lead(duty=duty, agency=third, today=DAY, **more),
        lambda: changing.set_dues(task=duty.task, days=[], today=DAY, **more),
        lambda: changing.edit_words(task=duty.task, title="Khác", **more),
        lambda: changing.end_task(task=duty.task, today=DAY, **more),
    ):
        with pytest.raises(Refused, match="lý do"):
            act()
    assert not LogEntry.objects.filter(action__in=changing.CHANGES).exists()


def test_only_officers_of_the_agency_are_named_for_its_part(duty, officer, coordinator):
    with pytest.raises(Refused, match="không làm việc cho"):
        changing.name_officer(duty=duty, officer=coordinator, by=coordinator)
    changing.name_officer(duty=duty, officer=officer, by=coordinator)
    duty.refresh_from_db()
    assert duty.officer == officer
    assert Notice.objects.to(officer).filter(kind="plans.changed").count() == 1


def test_the_same_again_is_refused_and_changes_nothing(duty, third, more):
    changing.add_part(task=duty.task, agency=third, role=DutyRole.COORDINATE, **more)
    with pytest.raises(Refused, match="đang có phần việc"):
        changing.add_part(task=duty.task, agency=third, role=DutyRole.COORDINATE, **more)
    with pytest.raises(Refused, match="vẫn như cũ"):
        changing.set_dues(task=duty.task, days=[date(2026, 6, 29)], **more)
    with pytest.raises(Refused, match="vẫn như cũ"):
        changing.edit_words(task=duty.task, title=duty.task.title, reason=WHY, by=more["by"])


def test_a_closed_plan_and_an_agency_that_is_gone_take_no_change(plan, duty, third, coordinator, more):
    Agency.objects.filter(pk=third.pk).update(valid_to=date(2026, 3, 1))
    with pytest.raises(Refused, match="không còn hoạt động"):
        changing.change_lead(duty=duty, agency=third, **more)
    work.close_plan(plan=plan, by=coordinator)
    with pytest.raises(Refused, match="thay đổi nhiệm vụ"):
        changing.end_part(duty=duty, **more)


def state_of(task):
    """What stands of a task."""
    return (
        sorted(Duty.objects.current().filter(task=task).values_list("agency", "role", "percent", "officer")),
        sorted(TaskDue.objects.current().filter(task=task).values_list("on", flat=True)),
        sorted(Assignment.objects.current().filter(task=task).values_list("written", "role")),
        sorted(
            Deliverable.objects.current().filter(duty__task=task).values_list("duty", "due_on", "percent", "done_on"),
            key=str,
        ),
        Task.objects.values_list("title", "closed_on").get(pk=task.pk),
    )  # fmt: skip


CHANGES = {
    "add": lambda duty, third, more: changing.add_part(
        task=duty.task, agency=third, role=DutyRole.IMPLEMENT, **more
    ),
    "end": lambda duty, third, more: changing.end_part(
        duty=duty.task.duties.filter(role="coordinate").first(), **more
    ),
    "lead": lambda duty, third, more: changing.change_lead(duty=duty, agency=third, stays_on=True, **more),
    "helper leads": lambda duty, third, more: changing.change_lead(
        duty=duty, agency=duty.task.duties.filter(role="coordinate").first().agency, **more
    ),
    "dues": lambda duty, third, more: changing.set_dues(task=duty.task, days=[date(2026, 8, 1)], **more),
    "words": lambda duty, third, more: changing.edit_words(
        task=duty.task, title="Tên khác", reason=WHY, by=more["by"]
    ),
    "both": lambda duty, third, more: editing.edit(
        task=duty.task, title="Tên khác", days=[date(2026, 8, 1)], **more
    ),
    "over": lambda duty, third, more: changing.end_task(task=duty.task, **more),
}


@pytest.mark.parametrize("name", CHANGES)
def test_every_change_is_taken_back_whole_and_nobody_hears_of_it(duty, officer, third, more, name):
    work.report_progress(duty=duty, percent=50, note="", by=officer, today=DAY)
    before = state_of(duty.task)
    with undo.collecting() as done:
        CHANGES[name](duty, third, more)
    assert state_of(duty.task) != before
    assert not Notice.objects.to(officer).filter(kind="plans.changed", held_until=None).exists()
    undo.take_back(pk=done[0].pk, by=more["by"])
    assert state_of(duty.task) == before
    assert not Notice.objects.filter(kind="plans.changed").exists()
    undone = LogEntry.objects.get(action="kernel.undone")
    assert not any(name.startswith("_") for name in undone.data)


def test_a_change_on_which_somebody_reported_is_not_taken_back(duty, third, coordinator, more):
    with undo.collecting() as done:
        heir = changing.change_lead(duty=duty, agency=third, **more)
    work.report_progress(duty=heir, percent=80, note="", by=coordinator, today=DAY)
    with pytest.raises(Refused, match="đã báo cáo"):
        undo.take_back(pk=done[0].pk, by=coordinator)
    assert duty.task.duties.current().get(role="lead") == heir


def test_changes_inside_another_act_belong_to_it(duty, third, more, coordinator):
    with undo.collecting() as done, undo.offered("plan.urged", target=duty.task.plan, by=coordinator):
        changing.add_part(task=duty.task, agency=third, role=DutyRole.COORDINATE, **more)
    assert [one.action for one in done] == ["plan.urged"]


def test_those_whom_it_concerns_are_told_with_the_reason(duty, officer, third, more):
    changing.change_lead(duty=duty, agency=third, **more)
    told = Notice.objects.to(officer).get(kind="plans.changed")
    assert "Đổi cơ quan chủ trì" in told.title
    assert told.text == WHY


def test_the_commands_find_nothing_after_all_of_it(plan, duty, officer, third, coordinator, more):
    work.report_progress(duty=duty, percent=50, note="", by=officer, today=DAY)
    heir = changing.change_lead(duty=duty, agency=third, stays_on=True, **more)
    changing.set_dues(task=duty.task, days=[date(2026, 10, 1)], **more)
    back = changing.change_lead(duty=heir, agency=duty.agency, **more)
    assert Deliverable.objects.open().get(duty=back).percent == 50
    call_command("standings")
    call_command("verify", "plans.standings")
