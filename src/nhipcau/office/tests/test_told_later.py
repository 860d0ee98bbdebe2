"""Acts that tell somebody can be taken back for ten seconds; before these are over nobody hears of them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from nhipcau.agencies.models import Agency, FocalReminder
from nhipcau.kernel import clock, proofs
from nhipcau.kernel.models import LogEntry, Notice, Undoable
from nhipcau.office.asks import actions as asking
from nhipcau.office.asks.models import Answer, Ask
from nhipcau.office.asks.rules import Verdict
from nhipcau.office.deliveries import outside
from nhipcau.office.deliveries.models import Delivery
from nhipcau.office.directions import actions as directing
from nhipcau.office.directions.models import Direction
from nhipcau.office.weekly.models import Meeting

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 15)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setenv("NHIPCAU_TODAY", DAY.isoformat())


@pytest.fixture
def meeting(db) -> Meeting:
    return Meeting.objects.create(year=2026, week=25)


@pytest.fixture
def later(monkeypatch):
    """later(): the ten seconds are over."""

    def pass_by() -> None:
        then = timezone.now() + timedelta(seconds=11)
        monkeypatch.setattr(timezone, "now", lambda: then)

    return pass_by


def undo(client):
    return client.post(f"/hoan-tac/{Undoable.objects.order_by('-pk').first().pk}/", follow=True).text


# ---- urging agencies to name their focal officers


@pytest.mark.parametrize("one", [True, False])
def test_a_round_of_letters_and_notices_waits_and_is_taken_back_as_one(
    agency, officer, mute, coordinator, client_of, one
):
    client = client_of(coordinator)
    said = client.post(reverse("agencies:remind_focal"), {"agency": mute.code} if one else {}, follow=True)
    assert "sau 10 giây" in said.text
    assert not Delivery.objects.exists()
    assert Notice.objects.filter(address=mute.email, held_until__gt=timezone.now()).count() == 1
    held = Notice.objects.get(address=mute.email).pk
    assert "Đã hoàn tác" in undo(client)
    assert not outside.send_held.call(notice=held)  # the worker comes too late: nothing to send
    assert not Notice.objects.exists()
    assert not Delivery.objects.exists()
    assert not FocalReminder.objects.exists()
    client.post(reverse("agencies:remind_focal"), {}, follow=True)  # and may be urged again on the same day
    assert set(FocalReminder.objects.values_list("agency", flat=True)) >= {agency.pk, mute.pk}


def test_a_letter_whose_act_stands_goes_when_the_seconds_are_over(mute, coordinator, client_of, later):
    client = client_of(coordinator)
    client.post(reverse("agencies:remind_focal"), {"agency": mute.code})
    held = Notice.objects.get(address=mute.email)
    later()
    assert outside.send_held.call(notice=held.pk)
    assert Delivery.objects.get().address == mute.email
    outside.send_held.call(notice=held.pk)  # a job that runs again after a crash
    assert Delivery.objects.count() == 1
    assert "Đã quá 10 giây" in undo(client)
    assert FocalReminder.objects.count() == 1


def test_what_was_sent_by_a_worker_whose_clock_is_ahead_is_not_taken_back(mute, coordinator, client_of):
    client = client_of(coordinator)
    client.post(reverse("agencies:remind_focal"), {"agency": mute.code})
    outside.send_held.call(notice=Notice.objects.get(address=mute.email).pk)
    assert "Đã quá 10 giây" in undo(client)
    assert FocalReminder.objects.count() == 1


def test_where_nobody_is_reached_there_is_nothing_to_take_back(mute, coordinator, client_of):
    Agency.objects.filter(pk=mute.pk).update(email="")
    said = client_of(coordinator).post(reverse("agencies:remind_focal"), {"agency": mute.code}, follow=True)
    assert "chưa có tài khoản" in said.text
    assert not Undoable.objects.exists()
    assert not LogEntry.objects.filter(action="agency.focal_reminded").exists()


# ---- what was done about a direction


@pytest.mark.parametrize("done", [True, False])
def test_a_word_about_a_direction_is_taken_back_before_the_leader_hears_of_it(
    meeting, leader, coordinator, client_of, done
):
    given = directing.give(about=meeting, text="Kiểm tra.", by=leader, now=clock.now())
    client, form = client_of(coordinator), {"note": "Đã làm", **({"done": "on"} if done else {})}
    client.post(reverse("office:follow", args=[given.pk]), form)
    assert Direction.objects.open().exists() is not done
    assert not Notice.objects.to(leader).exists()
    assert "Đã hoàn tác" in undo(client)
    assert Direction.objects.open().exists()
    assert not Notice.objects.filter(recipient=leader).exists()
    assert "Đã làm" not in client.get(reverse("office:directions")).text
    client.post(reverse("office:follow", args=[given.pk]), form | {"done": "on"})
    assert not Direction.objects.open().exists()
    assert given.followed.standing().count() == 1


# ---- an answer


@pytest.fixture
def asked(meeting, agency, coordinator) -> Ask:
    return asking.ask(
        about=meeting, to=[agency], question="Ý kiến?", due=DAY + timedelta(5), today=DAY, by=coordinator
    )[0]


def test_an_answer_is_taken_back_before_anybody_reads_it(asked, officer, coordinator, client_of):
    client, address = client_of(officer), reverse("office:ask", args=[asked.pk])
    client.post(address, {"verdict": "disagree", "text": "Không đồng ý vội", "declared": ""})
    assert not Ask.objects.waiting().exists()
    assert not Notice.objects.to(coordinator).filter(kind="office.answered").exists()
    assert "Đã hoàn tác" in undo(client)
    assert Ask.objects.waiting().get() == asked
    for reader in (officer, coordinator):
        assert "Không đồng ý vội" not in client_of(reader).get(address).text
    client.post(address, {"verdict": "agree", "text": "Đồng ý"})
    assert not Ask.objects.waiting().exists()
    assert Answer.objects.said().count() == 1
    assert "đề nghị trả lời lại" not in client_of(coordinator).get(address).text.lower().partition("<form")[0]
    assert proofs.proofs.get("office.asks").doubts() == []


def test_an_answer_that_the_asker_sent_back_is_not_taken_back(asked, officer, coordinator, client_of):
    client = client_of(officer)
    client.post(reverse("office:ask", args=[asked.pk]), {"verdict": "agree", "text": "Đồng ý"})
    asking.send_back(answer=Answer.objects.get(), reason="Nói rõ hơn", by=coordinator)
    assert "đề nghị trả lời lại" in undo(client)
    assert Answer.objects.said().count() == 1


def test_what_its_own_writer_sends_back_with_a_reason_stays_to_be_read(asked, agency, coordinator):
    """Whoever asks may answer too: only the ten seconds make an answer unsaid."""
    given = asking.answer(asked=asked, verdict=Verdict.AGREE, text="Đồng ý", today=DAY, by=coordinator)
    asking.send_back(answer=given, reason="Tôi trả lời nhầm", by=coordinator)
    assert Answer.objects.said().get() == given


# ---- an answer sent back


@pytest.fixture
def given(asked, officer) -> Answer:
    return asking.answer(asked=asked, verdict=Verdict.AGREE, text="Đồng ý", today=DAY, by=officer)


def back(client, given: Answer):
    address = reverse("office:answer_send_back", args=[given.ask_id, given.pk])
    return client.post(address, {"reason": "Nêu rõ căn cứ nào."}, follow=True).text


def asked_again(officer):
    return Notice.objects.filter(recipient=officer, once__contains=":tra-lai:")


def test_sending_an_answer_back_waits_ten_seconds_and_then_is_told(
    given, officer, coordinator, client_of, later
):
    assert "Hoàn tác" in back(client_of(coordinator), given)
    assert Ask.objects.waiting().get() == given.ask
    assert not Notice.objects.to(officer).filter(once__contains=":tra-lai:").exists()
    later()
    assert Notice.objects.to(officer).filter(once__contains=":tra-lai:").count() == 1


def test_an_answer_sent_back_by_mistake_stands_again_and_can_be_sent_back_after_all(
    given, officer, coordinator, client_of
):
    client = client_of(coordinator)
    back(client, given)
    assert "Đã hoàn tác" in undo(client)
    assert not Ask.objects.waiting().exists()
    assert not asked_again(officer).exists()
    assert "Nêu rõ căn cứ nào" not in client.get(reverse("office:ask", args=[given.ask_id])).text
    assert proofs.proofs.get("office.asks").doubts() == []
    back(client, given)
    assert Ask.objects.waiting().get() == given.ask
    assert asked_again(officer).count() == 1
    assert given.returns.count() == 2
    assert proofs.proofs.get("office.asks").doubts() == []


def test_what_was_answered_anew_keeps_that_the_first_was_sent_back(given, officer, coordinator, client_of):
    client = client_of(coordinator)
    back(client, given)
    asking.answer(asked=given.ask, verdict=Verdict.DISAGREE, text="Theo Điều 3", today=DAY, by=officer)
    assert "Đã có trả lời mới hơn" in undo(client)
    assert given.returned.reason == "Nêu rõ căn cứ nào."


@pytest.mark.django_db(transaction=True)
def test_answers_taken_back_before_this_release_stay_so(migrated):
    old = migrated("office", "0012_followed_taken_back")
    officers, kinds = old.get_model("agencies", "Officer"), old.get_model("contenttypes", "ContentType")
    one, other = (officers.objects.create(username=name, full_name=name) for name in ("a", "b"))
    kind = kinds.objects.create(app_label="office", model="meeting-of-then")
    ask = old.get_model("office", "Ask").objects.create(
        about_type=kind,
        about_id=1,
        question="?",
        officer=one,
        due=DAY,
        asked_at=timezone.now(),
        asked_by=other,
    )
    answers, returned = old.get_model("office", "Answer"), old.get_model("office", "AnswerReturned")
    for text, reason, by in (
        ("vội", "Hoàn tác.", one),
        ("sai", "Nói rõ hơn", other),
        ("nhầm", "Hoàn tác.", other),
    ):
        made = answers.objects.create(ask=ask, verdict="agree", text=text, at=timezone.now(), by=one)
        returned.objects.create(answer=made, reason=reason, at=timezone.now(), by=by)
    migrated("office", "0013_answers_taken_back")
    assert set(Answer.objects.said().values_list("text", flat=True)) == {"sai", "nhầm"}
    assert not Answer.objects.standing().exists()
    assert Answer.objects.get(text="vội").taken_back.by_id == one.pk
    assert Answer.objects.get(text="vội").returned is None
    before = migrated("office", "0012_followed_taken_back").get_model("office", "AnswerReturned").objects
    assert before.filter(reason="Hoàn tác.").count() == 2
