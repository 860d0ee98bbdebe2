"""A delivery's states: one table, and a receiver's one word."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.states import UNTOLD
from nhipcau.office.deliveries.rules import (
    MAY_HAVE_ARRIVED,
    STATE_LABELS,
    STATES,
    WHY_SENTENCES,
    Receiver,
    State,
    Why,
    is_overdue,
)


def test_every_state_and_every_reason_has_words():
    assert set(STATE_LABELS) == set(State)
    assert set(WHY_SENTENCES) == set(Why)


def test_the_machine_never_sends_again_what_it_claimed():
    assert "claim" in STATES.verbs(State.DUE)
    for state in (State.SENDING, State.SENT, State.CONFIRMED, State.FAILED, State.UNKNOWN, State.RECALLED):
        with pytest.raises(Refused):
            STATES.go("claim", state, since=lambda: UNTOLD)


@given(st.lists(st.sampled_from(["claim", "accept", "refuse", "lose", "confirm", "recall"]), max_size=12))
def test_without_a_person_or_a_server_that_said_not_now_a_letter_is_claimed_at_most_once(verbs):
    state, claims = State.DUE, 0
    for verb in verbs:
        if STATES.may(verb, state):
            state = STATES.target(verb)
            claims += verb == "claim"
    assert claims <= 1


def test_only_a_person_or_a_plain_not_now_makes_a_letter_due_again():
    back = {verb for verb, move in STATES.moves.items() if move.target == State.DUE}
    assert back == {"again", "postpone"}


def test_what_was_never_begun_has_not_arrived():
    assert State.DUE not in MAY_HAVE_ARRIVED and State.FAILED not in MAY_HAVE_ARRIVED
    assert State.UNKNOWN in MAY_HAVE_ARRIVED


def test_nothing_is_done_with_what_was_recalled():
    assert STATES.verbs(State.RECALLED) == ()


@pytest.mark.parametrize(
    ("receiver", "key"),
    [
        (Receiver("Lê Cán Bộ", officer=7, agency=3, address="a@b.vn"), "officer:7"),
        (Receiver("Sở Công Thương", agency=3), "agency:3"),
        (Receiver("Báo", address="Toa.Soan@Bao.vn"), "address:toa.soan@bao.vn"),
        (Receiver("Thường trực HĐND tỉnh"), "name:thuong truc hdnd tinh"),
    ],
)
def test_one_receiver_has_one_word(receiver, key):
    assert receiver.key == key


def test_the_day_itself_is_not_overdue():
    day = date(2026, 6, 19)
    assert not is_overdue(State.SENT, day, day)
    assert is_overdue(State.SENT, day, date(2026, 6, 20))
    assert not is_overdue(State.CONFIRMED, day, date(2026, 6, 20))
    assert not is_overdue(State.SENT, None, day)
