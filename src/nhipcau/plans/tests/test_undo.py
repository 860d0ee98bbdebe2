"""Ten seconds to take back what was just done; nobody is told before they are over."""

from __future__ import annotations

import threading
from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from nhipcau.kernel import audit, undo
from nhipcau.kernel.models import LogEntry, Notice, Undoable
from nhipcau.kernel.refusal import Refused
from nhipcau.office.deliveries import summary
from nhipcau.office.deliveries.letters import MAIL
from nhipcau.office.deliveries.models import Delivery
from nhipcau.plans.actions import work
from nhipcau.plans.actions.counting import recount
from nhipcau.plans.models import Comment, Deliverable, Duty, Plan, Tally

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk(duty, coordinator, client_of):
    """A word of the coordinator that tells the officer of the duty's agency."""
    client = client_of(coordinator)
    page = f"/nhiem-vu/{duty.task_id}/"

    def say(text="Đề nghị báo sớm"):
        return client.post(f"{page}trao-doi/", {"text": text, "_trang": page}, follow=True)

    return client, say


def test_whom_it_tells_is_told_when_the_time_is_over(talk, officer, monkeypatch):
    _, say = talk
    shown = say().content.decode()
    assert "Hoàn tác" in shown and "sau 10 giây" in shown
    words = {"kind": "plans.comment"}
    assert Notice.objects.filter(recipient=officer, **words).count() == 1
    assert not Notice.objects.to(officer).filter(**words).exists()
    assert not Notice.objects.awaiting_mail().filter(**words).exists()
    later = timezone.now() + timedelta(seconds=11)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert Notice.objects.to(officer).filter(**words).count() == 1
    assert Notice.objects.awaiting_mail().filter(recipient=officer, **words).count() == 1


def test_taken_back_in_time_nobody_ever_hears_of_it_and_the_log_knows(talk, officer, coordinator):
    client, say = talk
    say()
    kept = Undoable.objects.get()
    answer = client.post(f"/hoan-tac/{kept.pk}/", follow=True)
    assert "Đã hoàn tác" in answer.content.decode()
    assert not Comment.objects.exists()
    assert not Notice.objects.filter(recipient=officer, kind="plans.comment").exists()
    undone = LogEntry.objects.get(action="kernel.undone")
    assert (undone.by, undone.data["action"]) == (coordinator, "task.comment")
    client.post(f"/hoan-tac/{kept.pk}/")  # a second click
    assert LogEntry.objects.filter(action="kernel.undone").count() == 1


def test_between_the_last_moment_to_take_back_and_the_first_to_be_told_nothing_happens(
    talk, officer, coordinator, monkeypatch
):
    _, say = talk
    say()
    kept = Undoable.objects.get()
    for after, told in ((0, False), (0.4, False), (0.6, True)):
        then = kept.until + timedelta(seconds=after)
        monkeypatch.setattr(timezone, "now", lambda then=then: then)
        with pytest.raises(Refused):
            undo.take_back(pk=kept.pk, by=coordinator)
        assert Notice.objects.to(officer).filter(kind="plans.comment").exists() is told


@pytest.mark.django_db(transaction=True)
def test_what_is_taken_back_while_a_worker_gathers_letters_is_in_none(
    talk, officer, coordinator, monkeypatch
):
    """The worker begins when the way back has looked at the clock and has not yet ended."""
    _, say = talk
    Notice.objects.update(mail_wanted=False)  # what the plan has told
    say()
    Undoable.objects.update(until=timezone.now() + timedelta(seconds=60))
    spoken = Notice.objects.filter(kind="plans.comment")
    spoken.update(held_until=timezone.now() - timedelta(seconds=1))  # the worker's clock is ahead
    begun, may_end = threading.Event(), threading.Event()
    way = undo.undos.get("task.comment")

    def slowly(*told):
        begun.set()
        may_end.wait()
        way.counter(*told)

    def gather():
        begun.wait()
        threading.Timer(0.3, may_end.set).start()
        summary.write_summaries(date(2026, 6, 15))
        connection.close()

    monkeypatch.setattr(undo.undos, "get", lambda name: undo.Undo(name, slowly))
    worker = threading.Thread(target=gather)
    worker.start()
    undo.take_back(pk=Undoable.objects.get().pk, by=coordinator)
    worker.join()
    assert not Comment.objects.exists()
    assert not spoken.exists()
    assert not Delivery.objects.by(MAIL).exists()  # and no letter about nothing


def test_too_late_is_said_and_changes_nothing(talk, coordinator):
    client, say = talk
    say()
    Undoable.objects.update(until=timezone.now() - timedelta(seconds=1))
    kept = Undoable.objects.get()
    assert "Đã quá 10 giây" in client.post(f"/hoan-tac/{kept.pk}/", follow=True).content.decode()
    assert Comment.objects.count() == 1
    with pytest.raises(Refused):
        undo.take_back(pk=kept.pk, by=coordinator)


def test_another_account_cannot_take_it_back(talk, officer, client_of):
    _, say = talk
    say()
    assert client_of(officer).post(f"/hoan-tac/{Undoable.objects.get().pk}/").status_code == 404
    assert Comment.objects.count() == 1


def test_what_the_clock_or_a_command_does_tells_at_once(duty, coordinator, officer):
    work.say(task=duty.task, text="Từ việc nền", by=coordinator)
    assert Notice.objects.to(officer).filter(kind="plans.comment").count() == 1
    assert not Undoable.objects.exists()


def test_a_report_of_progress_is_corrected_by_another_that_stays_in_the_history(duty, officer, client_of):
    client, page = client_of(officer), f"/nhiem-vu/{duty.task_id}/"
    for percent in ("50", "100"):
        client.post(f"/phan-viec/{duty.pk}/tien-do/", {"percent": percent, "note": "", "_trang": page})
    client.post(f"/hoan-tac/{Undoable.objects.order_by('-pk').first().pk}/")
    item = duty.deliverables.get()
    assert (item.percent, item.done_on) == (50, None)
    assert [one.percent for one in duty.progress.all()] == [50, 100, 50]
    assert Undoable.objects.count() == 2  # the way back has none of its own


def test_evidence_taken_down_comes_back(duty, officer, client_of):
    kept = work.add_evidence(duty=duty, title="Ảnh", url="https://example.org/", by=officer)
    client = client_of(officer)
    work_withdraw(client, kept)
    kept.refresh_from_db()
    assert kept.withdrawn_at is not None
    client.post(f"/hoan-tac/{Undoable.objects.get().pk}/")
    kept.refresh_from_db()
    assert kept.withdrawn_at is None


def work_withdraw(client, kept):
    from django.urls import reverse

    assert client.post(reverse("plans:evidence_withdraw", args=[kept.pk])).status_code == 302


def test_asks_are_withdrawn_before_anybody_hears_of_them(duty, coordinator, other_agency):
    from nhipcau.office.asks import actions as asks
    from nhipcau.office.asks.models import Ask

    day = date(2026, 6, 1)
    with undo.collecting() as done:
        asks.ask(
            about=duty.task, to=[duty.agency], question="Đến đâu rồi?", due=day + timedelta(days=5), today=day,
            by=coordinator,
        )  # fmt: skip
    undo.take_back(pk=done[0].pk, by=coordinator)
    assert Ask.objects.get().withdrawn_at is not None
    assert not Notice.objects.filter(kind="office.asked").exists()


@pytest.fixture
def filed(plan, coordinator):
    """A plan that was closed without ever having given work."""
    work.close_plan(plan=plan, by=coordinator)
    Duty.objects.filter(task__plan=plan).delete()
    recount(plan=plan.pk)
    Notice.objects.filter(kind="plans.assigned").delete()
    plan.refresh_from_db()
    return plan


def stands(plan):
    figures = (Duty, Deliverable, Tally)
    of_plan = {Duty: "task__plan", Deliverable: "duty__task__plan", Tally: "task__plan"}
    kept = Plan.objects.values_list("closed_at", "closed_by", "coordinator").get(pk=plan.pk)
    return [kept, *(model.objects.filter(**{of_plan[model]: plan}).count() for model in figures)]


def test_opening_a_filed_plan_again_is_taken_back_with_the_work_that_it_gave(filed, officer, coordinator):
    before = stands(filed)
    with undo.collecting() as done:
        work.reopen_plan(plan=filed, by=coordinator)
    assert Duty.objects.filter(task__plan=filed).exists()
    assert Notice.objects.filter(recipient=officer, kind="plans.assigned").exists()
    assert not Notice.objects.to(officer).filter(kind="plans.assigned").exists()
    undo.take_back(pk=done[0].pk, by=coordinator)
    assert stands(filed) == before
    assert not Notice.objects.filter(kind="plans.assigned").exists()
    work.reopen_plan(plan=Plan.objects.get(pk=filed.pk), by=coordinator)  # by a command: told at once
    assert Notice.objects.to(officer).filter(kind="plans.assigned").exists()


def test_opening_again_is_not_taken_back_once_an_agency_reported(filed, duty_of, officer, coordinator):
    with undo.collecting() as done:
        work.reopen_plan(plan=filed, by=coordinator)
    duty_of(filed, officer)
    with pytest.raises(Refused, match="đã báo cáo sau khi mở lại"):
        undo.take_back(pk=done[0].pk, by=coordinator)
    assert Plan.objects.get(pk=filed.pk).is_open


@pytest.fixture
def duty_of():
    """Have an officer's agency report on its first part of a plan."""

    def report(plan, officer):
        duty = (
            Duty.objects.current()
            .filter(task__plan=plan, agency=officer.agency)
            .exclude(task__kind="obligation")
        )
        work.add_evidence(duty=duty[0], title="Ảnh", url="https://example.org/", by=officer)

    return report


def test_every_way_back_is_of_an_act_of_the_log():
    assert {one.action for one in undo.undos} <= set(audit.known_actions())
    assert len(undo.undos) >= 7
