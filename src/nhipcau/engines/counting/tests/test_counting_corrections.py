"""Facts that were corrected or withdrawn, and what cannot be taken at all."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from nhipcau.engines.counting.errors import BadFact, UnknownIndicator
from nhipcau.engines.counting.ledger import Ledger
from nhipcau.engines.counting.model import Fact, Typed, Withdrawal

from .made_facts import H1, fact, typed, value


def test_a_corrected_fact_counts_as_corrected_and_a_withdrawn_one_no_longer():
    first = fact("p1", "publication", "2026-02-03", amounts={"copies": 500})
    second = Fact(ref="p1b", kind="publication", first=first.first, last=first.last, agencies=first.agencies, amounts={"copies": 600}, supersedes="p1", reason="đếm lại")  # fmt: skip
    gone = Withdrawal("w", "p2", "ghi nhầm")
    ledger = Ledger([second, gone, first, fact("p2", "publication", "2026-02-03", amounts={"copies": 9})])
    assert value(ledger, "PRINTS", part="copies") == 600
    assert [one.ref for one in ledger.standing.history("p1b")] == ["p1", "p1b"]
    assert [one.ref for one in ledger.standing.history("p2")] == ["p2", "w"]
    assert value(Ledger([gone, fact("p2", "publication", "2026-02-03")]), "PRINTS") == 0, (
        "recorded, and none: not missing"
    )


def superseding(ref: str, old: str) -> Fact:
    return Fact(ref=ref, kind="news", first=date(2026, 1, 1), last=date(2026, 1, 1), supersedes=old)


@pytest.mark.parametrize(
    ("facts", "fault"),
    [
        ([fact("a", "news", "2026-01-01"), fact("a", "news", "2026-01-02")], "twice"),
        ([superseding("b", "a")], "supersedes-unknown"),
        ([fact("a", "news", "2026-01-01"), superseding("b", "a"), superseding("c", "a")], "superseded-twice"),
        (
            [fact("a", "news", "2026-01-01"), superseding("b", "a"), Withdrawal("c", "a", "")],
            "superseded-twice",
        ),
        ([superseding("a", "b"), superseding("b", "a")], "circle"),
        ([superseding("a", "a")], "circle"),
        ([fact("a", "newz", "2026-01-01")], "kind"),
        ([fact("a", "news", "2026-01-02", "2026-01-01")], "order"),
        ([fact("a", "news", "2026-01-01", "2026-01-02")], "day"),
        ([fact("a", "news", "2026-01-01", tonge="foreign")], "attribute"),
        ([fact("a", "news", "2026-01-01", tongue="foriegn")], "value"),
        ([fact("a", "news", "2026-01-01", tongue=["foreign", "ethnic"])], "several"),
        ([fact("a", "news", "2026-01-01", amounts={"copies": 3})], "amount"),
        ([fact("a", "publication", "2026-01-01", amounts={"copies": -3})], "number"),
        ([fact("a", "publication", "2026-01-01", amounts={"copies": 3.5})], "number"),
        ([fact("a", "publication", "2026-01-01", amounts={"copies": True})], "number"),
        ([fact("a", "publication", "2026-01-01", amounts={"copies": Decimal("NaN")})], "number"),
        ([fact("a", "publication", "2026-01-01", amounts={"copies": Decimal("1E-9")})], "number"),
        ([fact("a", "news", "2026-01-01", keys={"person": "p"})], "key"),
    ],
)
def test_facts_that_cannot_be_are_refused_by_name(facts, fault):
    with pytest.raises(BadFact) as refused:
        Ledger(facts)
    assert refused.value.variant == fault and refused.value.params["ref"]


@pytest.mark.parametrize(
    ("entry", "error"),
    [
        (typed("t", 3, code="NOPE"), UnknownIndicator),
        (typed("t", 3, part="pages"), UnknownIndicator),
        (typed("t", -3), BadFact),
        (Typed(ref="t", indicator="COURSES", period=H1, value=3, source=" "), BadFact),
    ],
)
def test_an_entry_that_cannot_be_is_refused(entry, error):
    with pytest.raises(error):
        Ledger([], typed=[entry])


def test_a_fact_corrected_twice_is_known_from_its_first_words_on():
    chain = [fact("a", "news", "2026-01-01"), superseding("b", "a"), superseding("c", "b")]
    ledger = Ledger(chain)
    for ref in "abc":
        assert [one.ref for one in ledger.standing.history(ref)] == ["a", "b", "c"]
    assert [one.ref for one in ledger.standing.facts] == ["c"] and ledger.standing.history("x") == ()
