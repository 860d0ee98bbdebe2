"""What holds for any facts: a figure is what a walk over all of them finds, whatever their order."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from nhipcau.engines.counting import periods
from nhipcau.engines.counting.figures import Status
from nhipcau.engines.counting.kinds import default_kinds
from nhipcau.engines.counting.ledger import Ledger
from nhipcau.engines.counting.model import PROVINCE, Coverage, Fact, Scope, Typed


def value(ledger: Ledger, code: str, period="2026-H1", scope: Scope = PROVINCE):
    return ledger.count(code, period, scope).main.value


def typed(ref: str, number: int, period: str) -> Typed:
    return Typed(ref=ref, indicator="INTL_DELEGATIONS", period=period, value=number, source="Sở Ngoại vụ")


DAYS = st.dates(date(2024, 6, 1), date(2026, 12, 31))
AGENCIES = st.lists(st.sampled_from("ABCDE"), min_size=1, max_size=3, unique=True)


@st.composite
def things(draw) -> list[Fact]:
    """Some conferences, visits and trainees of several agencies."""
    found = []
    for number in range(draw(st.integers(0, 25))):
        kind = draw(
            st.sampled_from(["press.conference", "foreign_press.visit", "training.completed", "task.overdue"])
        )
        first = draw(DAYS)
        last: date | None = first
        if kind in {"foreign_press.visit", "task.overdue"}:
            last = draw(st.one_of(st.none(), st.integers(0, 90).map(lambda days, first=first: first + timedelta(days=days))))  # fmt: skip
        found.append(
            Fact(
                ref=f"f{number}",
                kind=kind,
                first=first,
                last=last,
                agencies=tuple(draw(AGENCIES)),
                amounts={"reporters": draw(st.integers(0, 9))} if kind == "foreign_press.visit" else {},
                attributes={"form": ("periodic",)} if kind == "press.conference" else {},
                keys={"person": draw(st.sampled_from("pqrs"))} if kind == "training.completed" else {},
            )
        )
    return found


CODES = st.sampled_from(["PRESS_CONF_PERIODIC", "FP_DELEGATIONS", "FP_REPORTERS"])
PERIODS = st.integers(2025, 2026).flatmap(lambda year: st.sampled_from(periods.of_year(year)))
COVERED = [Coverage(kind.kind) for kind in default_kinds()]


def ledger_of(facts) -> Ledger:
    return Ledger(facts, coverage=COVERED)


@given(things(), CODES, PERIODS)
def test_a_figure_is_what_a_walk_over_all_facts_finds(facts, code, period):
    ledger = ledger_of(facts)
    asked = ledger.calendar.period(period)
    kind = {"PRESS_CONF_PERIODIC": "press.conference"}.get(code, "foreign_press.visit")
    taken = [each for each in facts if each.kind == kind and asked.holds(each.first)]
    expected = sum(each.amounts["reporters"] for each in taken) if code == "FP_REPORTERS" else len(taken)
    for scope, of in ((PROVINCE, "ABCDE"), (Scope.of("A"), "A"), (Scope.of("A", "B"), "AB")):
        some = [each for each in taken if set(of) & set(each.agencies)]
        expected = sum(each.amounts["reporters"] for each in some) if code == "FP_REPORTERS" else len(some)
        figure = ledger.count(code, period, scope).main
        assert (figure.value, figure.count) == (expected, len(some))
        assert {each.fact.ref for each in figure.facts} == {each.ref for each in some}


@given(things(), PERIODS)
def test_a_state_and_different_persons_are_what_a_walk_finds(facts, period):
    ledger = ledger_of(facts)
    asked = ledger.calendar.period(period)
    for scope, of in ((PROVINCE, "ABCDE"), (Scope.of("A"), "A"), (Scope.of("A", "B"), "AB")):
        some = [each for each in facts if set(of) & set(each.agencies)]
        late = [each for each in some if each.kind == "task.overdue" and each.stands_on(asked.last)]
        figure = ledger.count("TASKS_LATE", period, scope).figure("overdue")
        assert figure.value == len(late) and {each.fact.ref for each in figure.facts} == {
            each.ref for each in late
        }
        persons = {each.keys["person"] for each in some if each.kind == "training.completed" and asked.holds(each.first)}  # fmt: skip
        assert value(ledger, "TRAINEES", period, scope) == len(persons)


@given(things(), CODES, st.integers(2025, 2026))
def test_what_adds_up_over_months_quarters_and_halves_is_the_year(facts, code, year):
    ledger = ledger_of(facts)
    whole = value(ledger, code, str(year))
    for series in (
        [periods.month(year, n) for n in range(1, 13)],
        [periods.quarter(year, n) for n in range(1, 5)],
        [periods.half(year, 1), periods.half(year, 2)],
    ):
        assert sum(value(ledger, code, period) for period in series) == whole


@given(things(), CODES, PERIODS)
def test_the_province_has_no_more_than_its_agencies_together_and_no_less_than_any(facts, code, period):
    ledger = ledger_of(facts)
    each = [found.main.value for found in ledger.by_agency(code, period).values()]
    whole = value(ledger, code, period)
    assert max(each, default=0) <= whole <= sum(each)


@given(things(), CODES, PERIODS, st.randoms())
def test_the_order_of_facts_makes_no_difference(facts, code, period, chance):
    mixed = list(facts)
    chance.shuffle(mixed)
    one, other = ledger_of(facts).count(code, period), ledger_of(mixed).count(code, period)
    assert one == other and one.main.facts == other.main.facts


@given(
    st.lists(st.tuples(st.integers(0, 20), st.integers(1, 9)), max_size=12),
    st.integers(0, 10),
    st.integers(1, 12),
)
def test_entries_fill_a_span_exactly_when_some_choice_of_them_does(spans, start, length):
    begin = date(2026, 1, 1)

    def code(low: int, high: int) -> str:
        return periods.days(begin + timedelta(days=low), begin + timedelta(days=high)).code

    given_spans = {(low, low + size - 1) for low, size in spans} - {(start, start + length - 1)}
    entries = [typed(f"t{n}", 1, code(*span)) for n, span in enumerate(sorted(given_spans))]
    reached = {start}
    for day in range(start, start + length):
        if day in reached:
            reached |= {high + 1 for low, high in given_spans if low == day and high < start + length}
    figure = Ledger([], typed=entries).count("INTL_DELEGATIONS", code(start, start + length - 1)).main
    assert (figure.status == Status.TYPED) == (start + length in reached)
    if figure.typed:
        held = [Ledger([]).calendar.period(entry.period) for entry in figure.typed]
        assert sum(period.length for period in held) == length


def test_many_entries_that_overlap_and_fill_nothing_are_seen_through_at_once():
    begin = date(2026, 1, 1)
    entries = [
        typed(
            f"t{day}/{size}",
            1,
            periods.days(begin + timedelta(days=day), begin + timedelta(days=day + size)).code,
        )
        for day in range(200)
        for size in (0, 1, 2)
    ]
    span = periods.days(begin, begin + timedelta(days=203))  # the last day is nobody's
    assert Ledger([], typed=entries).count("INTL_DELEGATIONS", span).main.status == Status.MISSING
