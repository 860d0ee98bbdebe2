"""A verb has from and to; a lock says why, since when, by whom and what opens it."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.saying import say
from nhipcau.kernel.states import Move, Since, Transitions


class State(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


LABELS = {State.DRAFT: "Dự thảo", State.OPEN: "Đang làm", State.CLOSED: "Đã đóng"}
TABLE = Transitions(
    LABELS,
    start=Move(State.DRAFT, State.OPEN, "bắt đầu"),
    close=Move({State.DRAFT, State.OPEN}, State.CLOSED, "đóng"),
    reopen=Move(State.CLOSED, State.OPEN, "mở lại", who="người điều phối"),
    note=Move(State.OPEN, State.OPEN, "ghi chú"),
)


def unknown() -> Since:
    return Since(None, None)


def by_coordinator() -> Since:
    return Since(date(2025, 6, 3), "Trần Điều Phối")


def never() -> Since:
    raise AssertionError("asked, though nothing is locked")


def test_a_verb_leads_from_one_state_to_another():
    assert TABLE.go("start", State.DRAFT, since=never) == State.OPEN
    assert TABLE.go("close", "open", since=never) == State.CLOSED
    assert TABLE.target("reopen") == State.OPEN
    assert TABLE.verbs(State.OPEN) == ("close", "note")
    assert TABLE.may("reopen", State.CLOSED) and not TABLE.may("reopen", State.OPEN)


def test_a_lock_says_why_since_when_by_whom_and_what_opens_it():
    with pytest.raises(Refused) as locked:
        TABLE.go("note", State.CLOSED, since=by_coordinator)
    assert say(locked.value) == (
        "Không ghi chú được vì Trần Điều Phối đã chuyển sang tình trạng “Đã đóng” từ ngày 03/06/2025."
        " Muốn vậy, hãy mở lại trước (người điều phối)."
    )


def test_no_lock_sends_anybody_to_a_step_that_this_record_never_takes():
    with pytest.raises(Refused) as locked:
        TABLE.go("note", State.CLOSED, since=by_coordinator, barred=("reopen",))
    assert say(locked.value) == (
        "Không ghi chú được vì Trần Điều Phối đã chuyển sang tình trạng “Đã đóng” từ ngày 03/06/2025."
    )


def test_a_lock_that_knows_neither_day_nor_person_still_names_the_state():
    with pytest.raises(Refused) as locked:
        TABLE.go("start", State.OPEN, since=unknown)
    assert say(locked.value) == "Không bắt đầu được vì đang ở tình trạng “Đang làm”."


def test_what_is_done_already_is_told_no_way_to_do_it_again():
    with pytest.raises(Refused) as locked:
        TABLE.go("close", State.CLOSED, since=unknown)
    assert say(locked.value) == "Không đóng được vì đang ở tình trạng “Đã đóng”."


def test_a_table_knows_no_state_without_a_label():
    with pytest.raises(ValueError, match="close knows states without a label: gone"):
        Transitions(LABELS, close=Move(State.OPEN, "gone"))


@given(st.sampled_from(list(TABLE.moves)), st.sampled_from(list(State)))
def test_a_verb_is_offered_exactly_where_it_may_be_done(verb, state):
    if verb in TABLE.verbs(state):
        assert TABLE.go(verb, state, since=never) in set(State)
    else:
        with pytest.raises(Refused):
            TABLE.go(verb, state, since=unknown)
