"""What comes back each month or quarter has a result each time: at import, in a running task, in an amending paper."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from nhipcau.engines.vntext import parse_timing
from nhipcau.kernel import undo
from nhipcau.kernel.models import LogEntry, Undoable
from nhipcau.kernel.refusal import Refused
from nhipcau.plans import rules
from nhipcau.plans.actions import amend_confirm, amending, confirm, imports, laying, many, work
from nhipcau.plans.checking import timing_words
from nhipcau.plans.forms import DraftTaskForm
from nhipcau.plans.models import Deliverable, Duty, Plan, Task, TaskDue
from nhipcau.plans.rules import DueKind, ReportPeriods
from nhipcau.plans.states import ImportState

PERIODS = ReportPeriods.for_year(2026, date(2026, 5, 15), date(2026, 11, 15))
TODAY = date(2026, 5, 20)


def days(timing, since=None, year=2026) -> list[str]:
    return [f"{due.on:%d/%m}" for due in rules.dues(timing, year, PERIODS, since=since)]


def often(every, **more):
    return {"kind": "continuous", "every": every, **more}


@pytest.mark.parametrize(
    ("timing", "expected"),
    [
        (often("quarter"), ["31/03", "30/06", "30/09", "31/12"]),
        (often("quarter", day=15), ["15/03", "15/06", "15/09", "15/12"]),
        (often("quarter", day=15, early=True), ["14/03", "14/06", "14/09", "14/12"]),
        (often("quarter", day=31), ["31/03", "30/06", "30/09", "31/12"]),
        (often("day"), ["15/05", "15/11"]),
        (often("week"), ["15/05", "15/11"]),
        (often("fortnight"), ["15/05", "15/11"]),
        ({"kind": "continuous"}, ["15/05", "15/11"]),
        ({"kind": "annual"}, ["15/05", "15/11"]),
        # Only continuous work comes back: a quarter is one.
        ({"kind": "quarter", "quarter": 2, "every": "quarter"}, ["30/06"]),
    ],
)
def test_what_comes_back_is_due_each_time(timing, expected):
    assert days(timing) == expected


@pytest.mark.parametrize(
    ("words", "first_two", "told"),
    [
        ("Thường xuyên, hằng quý", ["31/03", "30/06"], "Hằng quý"),
        (
            "Thường xuyên, trước ngày 15 tháng cuối quý",
            ["14/03", "14/06"],
            "Hằng quý, trước ngày 15 tháng cuối quý",
        ),
        ("Ngày 15 tháng cuối mỗi quý", ["15/03", "15/06"], "Hằng quý, ngày 15 tháng cuối quý"),
        ("Thường xuyên, trước ngày 25 hằng tháng", ["24/01", "24/02"], "Hằng tháng, trước ngày 25"),
        ("Thường xuyên; báo cáo kết quả hằng quý", ["15/05", "15/11"], "Thường xuyên"),
    ],
)
def test_work_that_goes_on_is_due_as_often_as_its_words_say(words, first_two, told):
    read = parse_timing(words, 2026)
    assert days(read.to_json())[:2] == first_two
    assert timing_words(read.to_json()) == told


def test_monthly_work_is_due_at_each_months_end_also_in_a_leap_year():
    assert days(often("month"))[:4] == ["31/01", "28/02", "31/03", "30/04"]
    assert len(days(often("month"))) == 12
    assert days(often("month"), year=2028)[1] == "29/02"


@pytest.mark.parametrize(
    ("day", "words", "first_three"),
    [
        (18, "trước ngày 18 hằng tháng", ["17/01", "17/02", "17/03"]),
        (18, "hằng tháng, trước ngày 18", ["17/01", "17/02", "17/03"]),
        (18, "ngày 18 hằng tháng", ["18/01", "18/02", "18/03"]),
        (30, "trước ngày 30 hằng tháng", ["29/01", "28/02", "29/03"]),
        (1, "trước ngày 01 hằng tháng", ["31/12", "31/01", "28/02"]),
        (0, "", ["31/01", "28/02", "31/03"]),
        (99, "", ["31/01", "28/02", "31/03"]),
    ],
)
def test_a_day_of_the_month_is_kept_and_the_one_before_it_where_it_says_before(day, words, first_three):
    assert days(often("month", day=day, text=words))[:3] == first_three


def test_nothing_is_owed_for_a_quarter_that_was_over_when_the_paper_was_signed():
    assert days(often("quarter"), since=date(2026, 4, 15)) == ["30/06", "30/09", "31/12"]
    assert days(often("quarter"), since=date(2026, 3, 31)) == ["31/03", "30/06", "30/09", "31/12"]
    # A paper of after the year's end gives days all the same: a task without any would owe nothing.
    assert len(days(often("quarter"), since=date(2027, 2, 1))) == 4


@pytest.mark.parametrize(
    ("timing", "words"),
    [
        (often("quarter"), "Hằng quý"),
        (often("week"), "Hằng tuần"),
        (often("month", day=18, text="trước ngày 18 hằng tháng"), "Hằng tháng, trước ngày 18"),
        (often("month", day=25), "Hằng tháng, ngày 25"),
        (often("quarter", day=15, early=True), "Hằng quý, trước ngày 15 tháng cuối quý"),
        ({"kind": "continuous"}, "Thường xuyên"),
    ],
)
def test_a_rhythm_is_said_as_the_plan_says_it(timing, words):
    assert timing_words(timing) == words


@pytest.mark.parametrize(
    "timing",
    [
        *(often(every) for every in rules.EVERY_LABELS),
        often("month", day=18, text="trước ngày 18 hằng tháng"),
        often("month", day=25, text="ngày 25 hằng tháng"),
        often("quarter", day=15, early=True),
    ],
)
def test_a_form_keeps_how_often_and_on_which_day(timing):
    form = DraftTaskForm(DraftTaskForm.shown({"title": "Việc", "timing": timing}))
    assert form.is_valid(), form.errors
    kept = form.values()["timing"]
    assert kept["every"] == timing["every"]
    assert (days(kept), timing_words(kept)) == (days(timing), timing_words(timing))


# --- a plan with such tasks ---


@pytest.fixture
def plan_text(plan_text) -> str:
    return plan_text.replace(
        "Thời gian thực hiện: Trước ngày 30/6/2026", "Thời gian thực hiện: Định kỳ hằng quý"
    )


def on_days(task) -> list[str]:
    return [f"{due.on:%d/%m}" for due in task.dues.current()]


@pytest.fixture
def task(plan) -> Task:
    return Task.objects.get(number="2.1", plan=plan)


def test_a_quarterly_task_owes_four_results(task, duty):
    assert on_days(task) == ["31/03", "30/06", "30/09", "31/12"]
    assert {due.kind for due in task.dues.all()} == {DueKind.QUARTER}
    assert duty.deliverables.current().count() == 4


def test_the_checking_page_and_the_task_say_how_often(client_of, coordinator, plan_import, officer):
    page = client_of(coordinator).get(reverse("plans:import", args=[plan_import.pk])).text
    assert "Hằng quý" in page and "31/03/2026" in page
    made = confirm.confirm_import(plan_import=plan_import, by=coordinator, today=date(2026, 1, 5))
    task = Task.objects.get(plan=made, number="2.1")
    assert "Hằng quý" in client_of(officer).get(reverse("plans:task", args=[task.pk])).text


def test_a_plans_list_is_filtered_by_how_often(client_of, coordinator, plan, task):
    page = (
        client_of(coordinator).get(reverse("plans:plan", args=[plan.pk]), {"thoi_gian": "every-quarter"}).text
    )
    assert task.title in page
    assert "hội chợ biên giới" not in page
    other = (
        client_of(coordinator).get(reverse("plans:plan", args=[plan.pk]), {"thoi_gian": "every-month"}).text
    )
    assert task.title not in other


# --- a plan that was laid by the rule before ---


@pytest.fixture
def old(task, duty) -> Task:
    """As it was laid before: at the report periods."""
    TaskDue.objects.filter(task=task).delete()
    for due in rules.dues({"kind": "continuous"}, 2026, PERIODS):
        made = TaskDue.objects.create(task=task, on=due.on, kind=due.kind, why=due.why)
        Deliverable.objects.create(duty=duty, due=made, due_on=due.on)
    return task


def test_what_was_laid_before_stands_until_the_coordinator_lays_the_coming_days_anew(
    client_of, coordinator, officer, old, duty, monkeypatch
):
    monkeypatch.setattr("nhipcau.plans.views.tasks.today", lambda: TODAY)
    monkeypatch.setattr("nhipcau.plans.views.changing.today", lambda: TODAY)
    where, lay = reverse("plans:task", args=[old.pk]), reverse("plans:task_lay", args=[old.pk])
    assert lay in client_of(coordinator).get(where).text
    assert lay not in client_of(officer).get(where).text
    assert client_of(officer).post(lay).status_code == 403
    client = client_of(coordinator)
    client.post(lay)
    assert on_days(old) == [
        "15/05",
        "30/06",
        "30/09",
        "31/12",
    ]  # what is over stays, with what was owed for it
    assert sorted(f"{one.due_on:%d/%m}" for one in duty.deliverables.current()) == [
        "15/05",
        "30/06",
        "30/09",
        "31/12",
    ]
    assert lay not in client.get(where).text
    with pytest.raises(Refused):
        laying.lay_anew(task=old, today=TODAY, by=coordinator)
    undo.take_back(pk=Undoable.objects.get().pk, by=coordinator)
    assert on_days(old) == ["15/05", "15/11"]


def test_many_are_laid_anew_at_once_and_those_that_need_none_stay(coordinator, plan, old):
    stood = {task.pk: on_days(task) for task in plan.tasks.all()}
    with undo.collecting() as offered:
        count = many.lay_anew(plan=plan, tasks=plan.tasks.leaves(), today=TODAY, by=coordinator)
    assert count == 1
    assert on_days(old) == ["15/05", "30/06", "30/09", "31/12"]
    undo.take_back(pk=offered[0].pk, by=coordinator)
    assert {task.pk: on_days(task) for task in plan.tasks.all()} == stood


def test_a_coming_day_with_work_on_it_stays(coordinator, officer, old, duty):
    item = duty.deliverables.get(due_on=date(2026, 11, 15))
    work.report_progress(duty=duty, percent=40, note="Đang làm", by=officer, today=TODAY, deliverable=item)
    laying.lay_anew(task=old, today=TODAY, by=coordinator)
    assert on_days(old) == ["15/05", "30/06", "30/09", "15/11", "31/12"]
    item.refresh_from_db()
    assert (item.percent, item.ended_on) == (40, None)


def test_days_that_a_person_set_are_not_laid_anew(coordinator, old):
    TaskDue.objects.filter(task=old).update(kind=DueKind.FIXED, why=rules.SET_BY_COORDINATOR)
    assert laying.to_lay(old, today=TODAY) == ()
    with pytest.raises(Refused):
        laying.lay_anew(task=old, today=TODAY, by=coordinator)


# --- changing how often ---


@pytest.fixture
def editing(client_of, coordinator, task, monkeypatch):
    monkeypatch.setattr("nhipcau.plans.views.changing.today", lambda: TODAY)
    client, where = client_of(coordinator), reverse("plans:task_edit", args=[task.pk])

    def send(**said):
        form = client.get(where).context["form"]
        first = {
            name: form.initial.get(name) or "" for name in form.fields if name not in ("reason", "early")
        }
        answer = client.post(where, first | {"reason": "Công văn 12"} | said)
        task.refresh_from_db()
        return answer

    return send


def test_a_running_tasks_rhythm_is_changed_and_the_coming_days_follow(editing, task, coordinator):
    editing(every="month", day="20")
    assert task.timing == often("month", day=20)
    assert on_days(task) == ["31/03", "20/05", "20/06", "20/07", "20/08", "20/09", "20/10", "20/11", "20/12"]
    entry = LogEntry.objects.get(action="task.edited")
    assert (entry.before["timing"], entry.after["timing"]) == ("Hằng quý", "Hằng tháng, ngày 20")
    undo.take_back(pk=Undoable.objects.get().pk, by=coordinator)
    task.refresh_from_db()
    assert task.timing["every"] == "quarter"
    assert on_days(task) == ["31/03", "30/06", "30/09", "31/12"]


def test_days_that_are_typed_with_a_new_rhythm_are_taken_as_typed(editing, task):
    editing(every="month", dues="15/08/2026")
    assert task.timing == often("month")
    assert on_days(task) == ["15/08"]


def test_words_alone_leave_the_rhythm_and_its_days(editing, task):
    stood = task.timing
    editing(title="Tên mới")
    assert (task.title, task.timing) == ("Tên mới", stood)
    assert on_days(task) == ["31/03", "30/06", "30/09", "31/12"]


# --- an amending paper ---


def read(coordinator, text: str):
    started = imports.start_import(
        upload=ContentFile(text.encode(), name="sd.txt"), name="sd.txt", by=coordinator
    )
    imports.read_import.call(started.pk)
    started.refresh_from_db()
    assert started.state == ImportState.READ, started.problem
    return started


def test_another_frequency_is_a_change_and_what_fell_due_before_it_is_owed_as_it_was(
    coordinator, plan: Plan, task, duty, plan_text, client_of
):
    newer = (
        plan_text.replace("Định kỳ hằng quý", "Hằng tháng")
        .replace("1234/KH-UBND", "99/KH-UBND")
        .replace("ngày 20 tháng 11 năm 2025", "ngày 10 tháng 7 năm 2026")
        .replace("ban hành Kế hoạch như sau", "ban hành Kế hoạch thay thế Kế hoạch số 1234/KH-UBND như sau")
    )
    paper = read(coordinator, newer)
    amending.amend(plan_import=paper, plan=plan, by=coordinator)
    paper.refresh_from_db()
    (item,) = [each for each in paper.changes["items"] if each["do"] == "change"]
    assert item["fields"] == ["timing"]
    page = client_of(coordinator).get(reverse("plans:import", args=[paper.pk])).text
    assert "Hằng quý" in page.replace("<del>", "").replace("</del>", "") or "quý" in page
    done = Duty.objects.get(pk=duty.pk).deliverables.get(due_on=date(2026, 3, 31))
    work.report_progress(
        duty=duty, percent=100, note="Xong", by=coordinator, today=date(2026, 3, 30), deliverable=done
    )
    amend_confirm.confirm_amendment(plan_import=paper, by=coordinator, today=date(2026, 7, 12))
    assert on_days(task) == ["31/03", "30/06", "31/07", "31/08", "30/09", "31/10", "30/11", "31/12"]
    late = duty.deliverables.current().get(due_on=date(2026, 6, 30))
    assert late.done_on is None
