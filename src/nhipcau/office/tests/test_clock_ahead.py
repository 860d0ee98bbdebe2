"""A clock that stood ahead and was put right leaves no letter and no task waiting until the days that it said."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail as outbox_of
from django.utils import timezone

from nhipcau.kernel import workers
from nhipcau.office.deliveries import actions
from nhipcau.office.deliveries.letters import MAIL
from nhipcau.office.deliveries.models import Delivery
from nhipcau.office.deliveries.rules import Receiver, State

pytestmark = pytest.mark.django_db
AHEAD = [timedelta(days=2), timedelta(days=31), timedelta(days=365 * 3)]


@pytest.mark.parametrize("ahead", AHEAD)
def test_a_letter_written_under_a_wrong_clock_goes_out(issued, coordinator, at, ahead):
    at(ahead)
    (letter,) = actions.deliver(
        version=issued, to=[Receiver("Báo", address="a@example.org")], channel=MAIL, by=coordinator
    )
    at(timedelta(minutes=20))
    outbox_of.outbox.clear()
    assert letter in Delivery.objects.due(timezone.now())
    assert actions.send(letter.pk)
    assert len(outbox_of.outbox) == 1


@pytest.mark.parametrize("ahead", AHEAD)
def test_a_claim_under_a_wrong_clock_is_found_lost(issued, coordinator, at, ahead):
    (letter,) = actions.deliver(
        version=issued, to=[Receiver("Báo", address="a@example.org")], channel=MAIL, by=coordinator
    )
    at(ahead)
    assert actions._claim(letter) == 1
    at(timedelta(minutes=1))
    assert actions.mark_lost(timezone.now()) == 1
    assert Delivery.objects.get(pk=letter.pk).state == State.UNKNOWN
    assert Delivery.objects.in_doubt(timezone.now()).count() == 1


def test_a_fresh_claim_is_not_lost_on_a_machine_that_is_minutes_ahead(issued, coordinator, at):
    (letter,) = actions.deliver(
        version=issued, to=[Receiver("Báo", address="a@example.org")], channel=MAIL, by=coordinator
    )
    at(timedelta(minutes=9))
    actions._claim(letter)
    at(timedelta(0))
    assert actions.mark_lost(timezone.now()) == 0


@pytest.mark.parametrize("ahead", AHEAD)
def test_a_worker_that_died_under_a_wrong_clock_is_dead(tmp_path, ahead):
    now = timezone.now()
    assert workers.is_dead("kho-7", tmp_path, now + ahead, now)
    assert not workers.is_dead("kho-7", tmp_path, now + timedelta(minutes=20), now)
