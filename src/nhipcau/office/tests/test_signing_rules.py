from __future__ import annotations

import hashlib
import json
import unicodedata
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.kernel.refusal import Refused
from nhipcau.office.signing import rules
from nhipcau.office.signing.rules import Done, NotSealable, State

letters = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), max_size=20)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-rules.LARGEST, rules.LARGEST) | letters,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(letters, inner, max_size=4),
    max_leaves=12,
)


def _keeps_keys_apart(value) -> bool:
    try:
        rules.plain(value)
    except NotSealable:
        return False
    return True


@given(values.filter(_keeps_keys_apart))
def test_a_seal_stands_when_the_content_comes_back_from_the_database(content):
    kept = json.loads(json.dumps(rules.plain(content)))
    assert rules.seal(kept) == rules.seal(content)
    assert rules.plain(kept) == kept


@given(st.dictionaries(letters, st.integers(0, 9), max_size=6).filter(_keeps_keys_apart))
def test_the_order_of_keys_does_not_matter(content):
    turned = dict(reversed(list(content.items())))
    assert rules.seal(turned) == rules.seal(content)


def test_the_written_form_is_what_anybody_can_reckon_again():
    content = {"b": [1, True, None], "a": "Điểm báo", "day": date(2026, 6, 18)}
    words = '{"a":"Điểm báo","b":[1,true,null],"day":"2026-06-18"}'
    assert rules.canonical(content) == words.encode()
    assert rules.seal(content) == hashlib.sha256(words.encode()).hexdigest()


def test_letters_written_in_two_ways_give_one_seal():
    assert rules.seal({"x": unicodedata.normalize("NFD", "Điện Biên")}) == rules.seal({"x": "Điện Biên"})


def test_moments_become_text():
    assert rules.plain([datetime(2026, 6, 18, 7, 30, tzinfo=UTC)]) == ["2026-06-18T07:30:00+00:00"]


@pytest.mark.parametrize(
    "content",
    [
        1.5,
        float("nan"),
        {"a": 0.1},
        [b"x"],
        {1: "x"},
        "a\x00",
        "\ud800",
        2**53 + 1,
        {"\u00e9": 1, "e\u0301": 2},
    ],
)
def test_what_has_no_one_written_form_is_not_sealed(content):
    with pytest.raises(NotSealable):
        rules.canonical(content)


def test_the_last_word_decides_the_state():
    assert rules.state_of(Done(steps_left=True)) is State.PRESENTED
    assert rules.state_of(Done(steps_left=False)) is State.SIGNED
    assert rules.state_of(Done(steps_left=False, numbered=True)) is State.NUMBERED
    assert rules.state_of(Done(steps_left=True, returned=True)) is State.RETURNED
    assert rules.state_of(Done(steps_left=True, issued=True)) is State.ISSUED  # by pen
    assert rules.state_of(Done(False, numbered=True, issued=True, replaced=True)) is State.REPLACED
    assert rules.state_of(Done(False, issued=True, replaced=True, recalled=True)) is State.RECALLED


@given(st.builds(Done, *(st.booleans() for _ in range(6))))
def test_every_state_has_words_and_a_colour(done):
    state = rules.state_of(done)
    assert rules.STATE_LABELS[state]
    assert rules.STATE_TONES[state]


def test_nothing_leads_back_from_what_has_gone_out():
    gone = (State.ISSUED, State.REPLACED, State.RECALLED)
    for state in gone:
        for verb in rules.SIGNING.verbs(state):
            assert rules.SIGNING.moves[verb].target in gone


def test_steps_come_in_their_order():
    steps = ("check", "sign")
    assert rules.next_step(steps, []) == "check"
    assert rules.next_step(steps, ["check"]) == "sign"
    assert rules.next_step(steps, ["sign", "check"]) == ""
    with pytest.raises(Refused, match="Soát xét"):
        rules.check_turn(step="sign", following="check", labels={"check": "Soát xét"})


def test_a_salted_hash_says_nothing_without_the_salt():
    data = {"phone": "0900000000"}
    assert rules.binding("a" * 64, data) != rules.binding("b" * 64, data)
    assert rules.binding("a" * 64, data) == rules.binding("a" * 64, dict(data))


@pytest.mark.parametrize(
    ("day", "signed_on", "today", "said"),
    [
        (date(2026, 6, 18), date(2026, 6, 18), date(2026, 6, 18), None),
        (date(2026, 6, 18), None, date(2026, 6, 19), None),
        (date(2026, 6, 17), date(2026, 6, 18), date(2026, 6, 18), "trước ngày ký"),
        (date(2026, 6, 19), date(2026, 6, 18), date(2026, 6, 18), "chưa tới"),
        (date(2199, 12, 31), None, date(2026, 6, 18), "chưa tới"),
    ],
)
def test_a_paper_goes_out_between_its_signature_and_today(day, signed_on, today, said):
    if said is None:
        rules.check_issue_day(day=day, signed_on=signed_on, today=today)
    else:
        with pytest.raises(Refused, match=said):
            rules.check_issue_day(day=day, signed_on=signed_on, today=today)
