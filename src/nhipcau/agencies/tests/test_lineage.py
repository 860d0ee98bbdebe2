"""Who does an agency's work after mergers and divisions: one walk, whoever asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.cast import _officer

from nhipcau.agencies.actions import loading, succession
from nhipcau.agencies.held import Holdings
from nhipcau.agencies.lineage import Lineage, Span, Step
from nhipcau.agencies.models import Agency, Officer, Succession
from nhipcau.agencies.queries import Matcher, who_may
from nhipcau.agencies.queries.accounts import people_of
from nhipcau.agencies.rules import Role
from nhipcau.kernel.refusal import Refused
from nhipcau.office.permissions import NUMBER, of_own_agencies

DAY = date(2026, 6, 1)
OURS = ("Thông tin đối ngoại", "CÔNG TÁC THÔNG TIN ĐỐI NGOẠI", "thong tin doi ngoai")


@dataclass(frozen=True)
class Drawn:
    """A register: each agency's last day (None: it lives), and the mergers between them."""

    last: tuple[date | None, ...]
    steps: tuple[tuple[int, int, date, str], ...]


@st.composite
def registers(draw) -> Drawn:
    count = draw(st.integers(2, 7))
    agency = st.integers(0, count - 1)
    around = st.integers(-3, 3).map(lambda days: DAY + timedelta(days=days))
    last = draw(st.tuples(*[st.none() | around] * count))
    parts = st.sampled_from(["", "Quản lý chợ", *OURS])
    steps = draw(
        st.lists(
            st.tuples(agency, agency, around, parts).filter(lambda step: step[0] != step[1]),
            max_size=9,
            unique_by=lambda step: step[:3],
        )
    )
    return Drawn(last, tuple(sorted(steps, key=lambda step: step[2])))


def lineage(drawn: Drawn) -> Lineage:
    return Lineage.of(
        [Step(*step) for step in drawn.steps], {at: Span(None, last) for at, last in enumerate(drawn.last)}
    )


def lives(drawn: Drawn, at: int, on: date = DAY) -> bool:
    return drawn.last[at] is None or drawn.last[at] >= on


def expected(drawn: Drawn, at: int, on: date, gone: tuple[int, ...] = ()) -> set[int]:
    """The rule as one would say it, without a thought for speed."""
    if lives(drawn, at, on):
        return {at}
    came = [step for step in drawn.steps if step[0] == at and step[2] <= on]
    named = [step for step in came if step[3] in OURS]
    named = [step for step in named if all(step[2] >= other[2] for other in named)]
    return {
        heir
        for step in named or came
        if step[1] not in (*gone, at)
        for heir in expected(drawn, step[1], on, (*gone, at))
    }


@given(registers(), st.integers(-4, 4))
def test_an_agency_s_work_is_done_by_itself_or_by_those_it_came_to(drawn, days):
    on = DAY + timedelta(days=days)
    found = lineage(drawn)
    for at in range(len(drawn.last)):
        agency = Agency(pk=at, valid_to=drawn.last[at])
        heirs = found.heirs(agency, on)
        assert set(heirs) == expected(drawn, at, on)
        assert len(heirs) == len(set(heirs)) and all(lives(drawn, heir, on) for heir in heirs)


@given(registers())
def test_what_was_left_to_an_agency_is_what_it_is_the_heir_of(drawn):
    found = lineage(drawn)
    for key in range(len(drawn.last)):
        left = {
            at for at in range(len(drawn.last)) if not lives(drawn, at) and key in expected(drawn, at, DAY)
        }
        assert found.left_to([key], DAY) == left
    everybody = range(len(drawn.last))
    assert found.left_to(everybody, DAY) == frozenset().union(*(found.left_to([at], DAY) for at in everybody))


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=20))
def test_no_row_of_mergers_ever_closes_a_circle(pairs):
    taken = Lineage()
    steps = [pair for pair in pairs if taken.add(Step(*pair, DAY))]
    for one, other in steps:
        assert one != other and not taken.leads(other, one)
    for pair in set(pairs) - set(steps):
        assert taken.leads(pair[1], pair[0])


def test_a_chain_longer_than_the_stack_is_walked_to_its_end():
    long = 5000
    spans = {at: Span(None, DAY - timedelta(days=1)) for at in range(long)} | {long: Span()}
    found = Lineage.of([Step(at, at + 1, DAY) for at in range(long)], spans)
    assert found.heirs(Agency(pk=0, valid_to=DAY - timedelta(days=1)), DAY) == [long]
    assert found.leads(0, long) and not found.leads(long, 0)


@pytest.mark.django_db
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=registers())
def test_permissions_lists_names_notices_and_proofs_come_to_one_answer(drawn, installation, monkeypatch):
    monkeypatch.setenv("NHIPCAU_TODAY", DAY.isoformat())
    with transaction.atomic():
        made = [
            Agency.objects.create(code=f"co-quan-{at}", name=f"Cơ quan thứ {at}", valid_to=last)
            for at, last in enumerate(drawn.last)
        ]
        for one, other, on, what in drawn.steps:
            Succession.objects.create(predecessor=made[one], successor=made[other], on=on, what=what)
        clerks = [_officer(f"vanthu{at}", f"Văn thư {at}", Role.CLERK, own) for at, own in enumerate(made)]
        matcher, holdings = Matcher.load(on=DAY), Holdings.load()
        told = people_of([own.pk for own in made], NUMBER)
        for at, own in enumerate(made):
            heirs = expected(drawn, at, DAY)
            assert {made.index(heir) for heir in own.heirs(DAY)} == heirs
            assert {made.index(heir) for heir in matcher.current(own)} == heirs
            assert {clerks.index(person) for person in told.get(own.pk, ())} >= heirs
            may = {by for by, clerk in enumerate(clerks) if anew(clerk).may(NUMBER, own)}
            assert may == heirs | {at}
            assert {clerks.index(person) for person in who_may(NUMBER, own)} == may
            lists = {
                by
                for by, clerk in enumerate(clerks)
                if own in Agency.objects.left_to(clerk.own_agencies())
                or RoleOf.objects.filter(of_own_agencies(anew(clerk)), agency=own).exists()
            }
            assert lists == may
            # Proofs of past days let those in between through too: a role ended the evening before.
            assert may <= {
                by for by, clerk in enumerate(clerks) if holdings.had(clerk.pk, NUMBER, own.pk, DAY)
            }
        transaction.set_rollback(True)


def anew(officer: Officer) -> Officer:
    return Officer.objects.get(pk=officer.pk)


RoleOf = Officer.role_holdings.rel.related_model


@pytest.mark.django_db
@pytest.mark.parametrize("what", OURS)
def test_of_a_division_the_part_of_this_work_counts_however_it_is_written(
    what, agency, other_agency, departments
):
    third = Agency.objects.create(code="so-thu-ba", name="Sở thứ ba")
    Agency.objects.filter(pk=agency.pk).update(valid_to=DAY)
    for heir, part in ((third, "Quản lý chợ"), (other_agency, what)):
        Succession.objects.create(predecessor=agency, successor=heir, on=DAY + timedelta(days=1), what=part)
    agency.refresh_from_db()
    assert agency.heirs(DAY) == [agency]
    assert agency.heirs(DAY + timedelta(days=1)) == [other_agency]


@pytest.mark.django_db
def test_of_two_that_took_over_this_work_the_last_does_it(agency, other_agency):
    """Handed on by the coordinator, or first a part and later the rest."""
    third = Agency.objects.create(code="so-thu-ba", name="Sở thứ ba")
    Agency.objects.filter(pk=agency.pk).update(valid_to=DAY)
    agency.refresh_from_db()
    for heir, days in ((third, 1), (other_agency, 1), (third, 5)):
        on = DAY + timedelta(days=days)
        Succession.objects.create(predecessor=agency, successor=heir, on=on, what=OURS[0])
    assert set(agency.heirs(DAY + timedelta(days=4))) == {third, other_agency}
    assert agency.heirs(DAY + timedelta(days=5)) == [third]


@pytest.mark.django_db
def test_mergers_that_would_come_back_are_refused(agency, other_agency, coordinator):
    third = Agency.objects.create(code="so-thu-ba", name="Sở thứ ba")
    ends = {"on": DAY, "by": coordinator, "today": DAY}
    succession.merge(predecessor=agency, successor=other_agency, **ends)
    succession.merge(predecessor=other_agency, successor=third, **ends)
    Agency.objects.filter(pk=agency.pk).update(valid_to=None)
    with pytest.raises(Refused, match="chính là nơi đã chuyển việc"):
        succession.merge(predecessor=third, successor=Agency.objects.get(pk=agency.pk), **ends)


@pytest.mark.django_db
def test_a_list_whose_mergers_come_back_is_refused_whole(tmp_path, monkeypatch, coordinator):
    named = "format = 1\n" + "".join(
        f'[[agency]]\ncode = "{code}"\nname = "Sở {code}"\nkind = "department"\nlevel = "province"\n'
        for code in "abc"
    )
    steps = "".join(
        f'[[succession]]\npredecessor = "{one}"\nsuccessor = "{other}"\non = 2025-07-01\n'
        for one, other in ("ab", "bc", "ca")
    )
    path = tmp_path / "vong.toml"
    path.write_text(named + steps, "utf-8")
    with pytest.raises(Refused, match="“Sở a” tiếp nhận “Sở c”"):
        loading.load_agencies(wanted=str(path), today=DAY, by=coordinator)
    assert not Succession.objects.exists() and not Agency.objects.filter(code="a").exists()
