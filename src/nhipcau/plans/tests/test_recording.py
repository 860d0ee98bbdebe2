"""What was done before a plan was entered here is recorded at once, with what it is known by, and can be taken back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from nhipcau.kernel import undo
from nhipcau.kernel.models import LogEntry, Undoable
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.saying import say
from nhipcau.plans.actions import recording, work
from nhipcau.plans.models import Deliverable, Progress
from nhipcau.plans.tallies import wrong

pytestmark = pytest.mark.django_db
BASIS = "Báo cáo số 12/BC-SVHTTDL ngày 01/7/2026"


@pytest.fixture
def owed(plan):
    """All that agencies owe, the earliest first."""
    return Deliverable.objects.open().filter(duty__task__plan=plan).order_by("due_on", "pk")


@pytest.fixture
def later(owed, monkeypatch) -> date:
    """A day after the last due day, by which everything is overdue."""
    day = owed.last().due_on + timedelta(days=3)
    for place in ("plans.views.plans", "plans.listings"):
        monkeypatch.setattr(f"nhipcau.{place}.today", lambda: day)
    return day


def record(plan, results, by, today, day=None, basis=BASIS):
    return recording.record_done(plan=plan, results=results, day=day, basis=basis, today=today, by=by)


def stood(plan):
    return {one.pk: (one.percent, one.done_on) for one in Deliverable.objects.filter(duty__task__plan=plan)}


def test_each_is_done_on_its_own_day_and_says_by_what(plan, owed, later, coordinator):
    rows = list(owed)
    assert len(rows) > 3
    assert record(plan, rows, coordinator, later) == len(rows)
    for one in rows:
        one.refresh_from_db()
        assert (one.percent, one.done_on) == (100, one.due_on)
        assert not one.standing(later).days or one.standing(later).is_done
        report = one.progress.get()
        assert (report.note, report.officer, report.reported_on) == (BASIS, coordinator, later)
    assert not wrong(plan)
    entry = LogEntry.objects.get(action="plan.results_recorded")
    assert entry.data["results"] == len(rows) and entry.data["basis"] == BASIS


def test_on_one_day_for_all(plan, owed, later, coordinator):
    record(plan, list(owed), coordinator, later, day=later)
    assert {one.done_on for one in Deliverable.objects.filter(duty__task__plan=plan)} == {later}


@pytest.mark.parametrize(
    ("day", "basis", "words"),
    [(None, "   ", "ghi căn cứ"), (date(2999, 1, 1), BASIS, "chưa tới")],
)
def test_it_is_refused_without_a_basis_and_for_a_day_to_come(
    plan, owed, later, coordinator, day, basis, words
):
    before = stood(plan)
    with pytest.raises(Refused, match=words):
        record(plan, list(owed), coordinator, later, day=day, basis=basis)
    assert stood(plan) == before and not Progress.objects.exists()


def test_one_that_is_done_or_whose_day_has_not_come_stops_all_and_is_named(plan, owed, later, coordinator):
    first, *rest = list(owed)
    work.report_progress(
        duty=first.duty, percent=100, note="", by=coordinator, today=first.due_on, deliverable=first
    )
    before = stood(plan)
    with pytest.raises(Refused) as refused:
        record(plan, [first, *rest], coordinator, later)
    assert "đã nộp ngày" in say(refused.value)
    early = rest[-1].due_on - timedelta(days=1)  # the list may be older than what it is done with
    with pytest.raises(Refused) as refused:
        record(plan, rest, coordinator, early)
    assert "phải ghi ngày hoàn thành" in say(refused.value)
    assert stood(plan) == before


def test_all_goes_back_at_once_also_two_of_one_part(plan, owed, later, coordinator):
    for number, one in enumerate(owed):
        if number % 2:
            work.report_progress(
                duty=one.duty, percent=40, note="", by=coordinator, today=one.due_on, deliverable=one
            )
    before = stood(plan)
    with undo.collecting() as made:
        record(plan, list(owed), coordinator, later)
    assert [one.action for one in made] == ["plan.results_recorded"]
    undo.take_back(pk=made[0].pk, by=coordinator)
    assert stood(plan) == before and not wrong(plan)


def test_what_was_reported_meanwhile_keeps_all(plan, owed, later, coordinator):
    one = owed.first()
    with undo.collecting() as made:
        record(plan, list(owed), coordinator, later)
    work.report_progress(
        duty=one.duty, percent=60, note="", by=coordinator, today=later, deliverable=one, falls_back=True
    )
    before = stood(plan)
    with pytest.raises(Refused, match="đã có lần báo khác"):
        undo.take_back(pk=made[0].pk, by=coordinator)
    assert stood(plan) == before


def test_a_closed_plan_refuses_and_so_does_everybody_who_does_not_run_it(
    plan, owed, later, coordinator, officer, client_of
):
    rows = list(owed)
    data = {"viec": "da-xong", "dong": [str(rows[0].pk)], "thuoc": plan.pk, "xac-nhan": "1", "basis": BASIS}
    assert (
        client_of(officer).post(reverse("kernel:list_act", args=["plans.results"]), data).status_code == 403
    )
    work.close_plan(plan=plan, by=coordinator)
    with pytest.raises(Refused, match="Đã đóng"):
        record(plan, rows, coordinator, later)
    assert not Progress.objects.exists()


def test_from_the_list_with_its_form(plan, owed, later, coordinator, client_of):
    client, keys = client_of(coordinator), [str(one.pk) for one in owed[:2]]
    address, back = (
        reverse("kernel:list_act", args=["plans.results"]),
        reverse("plans:results", args=[plan.pk]),
    )
    assert "Ghi đã hoàn thành" in client.get(back).text
    chosen = {"viec": "da-xong", "dong": keys, "thuoc": plan.pk, "loc": "", "tat-ca": "", "ve": back}
    form = client.post(address, chosen)
    assert "Căn cứ" in form.text and not Progress.objects.exists()
    done = client.post(address, chosen | {"xac-nhan": "1", "basis": BASIS, "day": ""}, follow=True)
    assert "Đã ghi 2 kết quả là hoàn thành." in done.text and "Hoàn tác" in done.text
    assert Progress.objects.filter(note=BASIS).count() == 2
    assert Undoable.objects.get().action == "plan.results_recorded"


def test_a_plan_that_is_entered_late_says_so_and_leads_to_the_list(
    plan_import, coordinator, client_of, monkeypatch
):
    """Whoever enters the plan in the middle of its year is told what stands late only because of that."""
    monkeypatch.setattr("nhipcau.plans.views.imports.today", lambda: date(2026, 7, 1))
    client = client_of(coordinator)
    page = client.post(reverse("plans:import_confirm", args=[plan_import.pk]), follow=True)
    made = page.context["plan"]
    late = Deliverable.objects.filter(duty__task__plan=made, due_on__lt=date(2026, 7, 1)).count()
    assert late and f"{late} kết quả có thời hạn đã qua trước khi nhập kế hoạch" in page.text
    assert f"{reverse('plans:results', args=[made.pk])}?tinh_trang=qua-han" in page.text


def test_one_entered_in_time_or_only_filed_says_nothing(plan_import, coordinator, client_of, monkeypatch):
    monkeypatch.setattr("nhipcau.plans.views.imports.today", lambda: date(2026, 1, 5))
    page = client_of(coordinator).post(reverse("plans:import_confirm", args=[plan_import.pk]), follow=True)
    assert "đã qua trước khi nhập" not in page.text
