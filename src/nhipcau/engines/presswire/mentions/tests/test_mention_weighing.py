"""Every rule by which an article is weighed, on the sums it was made for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nhipcau.engines.presswire.mentions import weighing
from nhipcau.engines.presswire.mentions.weighing import RULES, Relevance, Weights, relevance_of

NOTHING = Weights(
    in_title=0.0,
    lead=0.0,
    mass=0.0,
    share=0.0,
    per_1000=0.0,
    length=3000,
    any_in_body=True,
    full=False,
    outside_in_title=False,
    substantive=False,
)

CASES = {
    weighing.titled: {"in_title": 1.0, "share": 0.5},
    weighing.hinted_in_title: {"in_title": 0.35, "lead": 1.0, "share": 0.5, "mass": 2.0},
    weighing.led: {"lead": 1.0, "share": 0.6, "mass": 2.0},
    weighing.led_and_dense: {
        "lead": 1.0,
        "share": 0.5,
        "mass": 4.0,
        "per_1000": 1.0,
        "outside_in_title": True,
    },
    weighing.dense: {"share": 0.8, "mass": 3.0, "per_1000": 1.5},
    weighing.titled_in_part: {"in_title": 0.35, "full": True},
    weighing.told_of: {"substantive": True},
    weighing.named_often: {"mass": 1.8},
    weighing.named_in_lead: {"full": True, "lead": 1.0, "share": 0.4},
}


@pytest.mark.parametrize(("relevance", "rule"), RULES, ids=lambda it: getattr(it, "__name__", str(it)))
def test_each_rule_speaks_for_its_case_and_first(relevance, rule) -> None:  # type: ignore[no-untyped-def]
    case = replace(NOTHING, **CASES[rule])
    assert next(each for _, each in RULES if each(case)) is rule
    assert relevance_of(case) is relevance


def test_what_no_rule_takes_is_named_in_passing() -> None:
    assert relevance_of(replace(NOTHING, mass=0.35, share=0.1)) is Relevance.PASSING


def test_the_score_rises_with_every_sum() -> None:
    for name in ("in_title", "lead", "mass", "per_1000"):
        assert replace(NOTHING, **{name: 1.0}).score > NOTHING.score
