"""Figures frozen at closing, and what a later correction makes of them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.engines.counting.errors import NotFrozen
from nhipcau.engines.counting.frozen import (
    canonical,
    check_chain,
    content_of,
    difference,
    freeze,
    read_frozen,
    revise,
)
from nhipcau.engines.counting.ledger import Ledger
from nhipcau.engines.counting.model import PROVINCE, Fact, Scope, Typed, Withdrawal

FEBRUARY, CLOSED, LATER = date(2026, 2, 3), date(2026, 6, 15), date(2026, 7, 2)


def prints(ref: str, copies: int | Decimal, supersedes: str = "") -> Fact:
    return Fact(ref=ref, kind="publication", first=FEBRUARY, last=FEBRUARY, agencies=("A",), amounts={"copies": copies}, supersedes=supersedes)  # fmt: skip


def copies(*facts, scope: Scope = PROVINCE, period: str = "2026-H1"):
    return Ledger(facts).count("PRINTS", period, scope).figure("copies")


FIRST = freeze(copies(prints("p1", 500), prints("p2", 20)), on=CLOSED, by="Trần Thị B")


def test_a_frozen_figure_says_what_it_stood_on():
    assert FIRST.version == 1 and FIRST.figure["value"] == "520"
    assert FIRST.figure["facts"] == [["p1", "500"], ["p2", "20"]]
    assert FIRST.figure["rule"] == "sum copies of publication[] on begins"
    assert FIRST.figure["period"] == {"code": "2026-H1", "first": "2025-12-15", "last": "2026-06-14"}
    assert json.loads(FIRST.to_json())["seal"] == FIRST.seal and len(FIRST.seal) == 64


def test_nothing_is_frozen_before_its_data_close():
    with pytest.raises(NotFrozen) as refused:
        freeze(copies(prints("p1", 500)), on=date(2026, 6, 13), by="B")
    assert refused.value.key == "counting.frozen.open"
    assert freeze(copies(prints("p1", 500)), on=date(2026, 6, 14), by="B").version == 1


def test_a_later_correction_makes_a_new_version_with_a_reason_and_names_the_facts():
    facts = [prints("p1", 500), prints("p2", 20), prints("p1b", 450, supersedes="p1"), prints("p3", 7)]
    figure = copies(*facts, Withdrawal("w", "p2", "ghi nhầm"))
    with pytest.raises(NotFrozen, match="reason"):
        revise(FIRST, figure, on=LATER, by="B", reason="  ")
    second = revise(FIRST, figure, on=LATER, by="B", reason="Nhà in xác nhận lại số bản")
    assert (second.version, second.previous, second.figure["value"]) == (2, FIRST.seal, "457")
    found = difference(FIRST, second)
    assert (found.added, found.removed, found.changed, found.others) == (
        ("p1b", "p3"),
        ("p1", "p2"),
        (),
        ("value",),
    )
    check_chain([FIRST, second])


def test_a_count_that_gives_the_same_makes_no_version():
    assert revise(FIRST, copies(prints("p2", 20), prints("p1", 500)), on=LATER, by="C", reason="") is FIRST
    assert (
        revise(FIRST, copies(prints("p2", Decimal("20.00")), prints("p1", 500)), on=LATER, by="C", reason="")
        is FIRST
    )


@pytest.mark.parametrize(
    "figure",
    [
        copies(prints("p1", 500), scope=Scope.of("A")),
        copies(prints("p1", 500), period="2026-H2"),
        Ledger([prints("p1", 500)]).count("PRINTS", "2026-H1").main,
    ],
)
def test_a_figure_of_something_else_is_no_version_of_it(figure):
    with pytest.raises(NotFrozen, match="other"):
        revise(FIRST, figure, on=LATER, by="B", reason="x")


def test_no_version_is_older_than_the_one_before():
    with pytest.raises(NotFrozen, match="open"):
        revise(FIRST, copies(prints("p1", 1)), on=date(2026, 6, 14), by="B", reason="x")


def test_a_chain_with_a_version_left_out_changed_or_out_of_order_is_seen():
    second = revise(FIRST, copies(prints("p1", 1)), on=LATER, by="B", reason="x")
    third = revise(second, copies(prints("p1", 2)), on=LATER, by="B", reason="y")
    check_chain([FIRST, second, third])
    check_chain([])
    forged = replace(second, content=second.content.replace('"value":"1"', '"value":"9"'))
    assert forged.content != second.content
    for versions in (
        [FIRST, third],
        [second, third],
        [FIRST, forged, third],
        [FIRST, replace(second, reason="")],
    ):
        with pytest.raises(NotFrozen, match="chain"):
            check_chain(versions)


def test_a_kept_version_is_read_back_and_a_changed_one_is_refused():
    assert read_frozen(FIRST.to_json()) == FIRST
    changed = FIRST.to_json().replace('\\"value\\":\\"520\\"', '\\"value\\":\\"521\\"')
    assert changed != FIRST.to_json()
    with pytest.raises(NotFrozen, match="seal"):
        read_frozen(changed)
    for text in ("", "[]", "{}", '{"frozen": 3}', FIRST.to_json()[:-9], "[" * 100_000):
        with pytest.raises(NotFrozen, match="unreadable"):
            read_frozen(text)
    with pytest.raises(NotFrozen, match="form"):
        read_frozen(FIRST.to_json().replace('"form":1', '"form":2'))


def test_the_seal_is_over_everything_that_a_version_says():
    others = {"reason": "khác", "by": "C", "on": LATER, "version": 2, "previous": "0", "content": "{}"}
    assert all(replace(FIRST, **{name: value}).seal != FIRST.seal for name, value in others.items())


def test_no_key_of_a_person_is_frozen():
    trained = Fact(
        ref="c", kind="training.completed", first=FEBRUARY, last=FEBRUARY, keys={"person": "0903123456"}
    )
    frozen = freeze(Ledger([trained]).count("TRAINEES", "2026-H1").main, on=CLOSED, by="B")
    assert "0903123456" not in frozen.to_json() and frozen.figure["facts"] == [["c", "1"]]


def test_an_entered_figure_is_frozen_with_its_source():
    entry = Typed(ref="t", indicator="INTL_DELEGATIONS", period="2026-H1", value=293, source="Sở Ngoại vụ")
    frozen = freeze(Ledger([], typed=[entry]).count("INTL_DELEGATIONS", "2026-H1").main, on=CLOSED, by="B")
    assert (frozen.figure["status"], frozen.figure["typed"][0]["source"]) == ("typed", "Sở Ngoại vụ")


@given(st.lists(st.integers(0, 10**9), max_size=8), st.randoms())
def test_the_canonical_writing_depends_on_nothing_but_the_figure(amounts, chance):
    facts = [prints(f"p{n}", amount) for n, amount in enumerate(amounts)]
    mixed = list(facts)
    chance.shuffle(mixed)
    one, other = canonical(content_of(copies(*facts))), canonical(content_of(copies(*mixed)))
    assert one == other and canonical(json.loads(one)) == one
