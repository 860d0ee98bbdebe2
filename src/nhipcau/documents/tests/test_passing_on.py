"""A leader's word goes out as an official letter that somebody else signs; both names stay."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from nhipcau.agencies.models import AgencyName, Officer, RoleHolding
from nhipcau.agencies.rules import Role
from nhipcau.documents.letters import actions as letters
from nhipcau.documents.letters.models import Letter
from nhipcau.documents.letters.queries import gaps_of
from nhipcau.documents.letters.rules import Gap
from nhipcau.kernel import clock
from nhipcau.kernel.models import Notice
from nhipcau.office.deliveries.models import Delivery
from nhipcau.office.directions import actions, queries
from nhipcau.office.directions.models import Direction
from nhipcau.office.directions.rules import DirectionState
from nhipcau.office.signing import actions as signing
from nhipcau.office.signing.models import Version

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2026, 6, 15)
NOW = timezone.make_aware(datetime(2026, 6, 15, 8, 0))


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setenv("NHIPCAU_TODAY", DAY.isoformat())


@pytest.fixture
def office(coordinator, other_agency):
    """The coordinator's office, with who checks, signs and numbers there."""
    AgencyName.objects.create(agency=other_agency, name="VPUBND", kind="abbreviation")
    coordinator.agency = other_agency
    coordinator.save(update_fields=["agency"])
    people = {}
    for username, role, position in (
        ("soat", Role.OFFICER, "Trưởng phòng"),
        ("chanhvp", Role.AGENCY_LEADER, "Giám đốc"),
        ("vanthu", Role.CLERK, "Văn thư"),
    ):
        person = Officer.objects.create_user(
            username=username, password="mat-khau-thu-1", full_name=f"Người {username}", agency=other_agency,
            position=position,
        )  # fmt: skip
        RoleHolding.objects.create(
            officer=person, role=role, agency=other_agency, since=date(2026, 1, 1), given_at=NOW
        )
        people[username] = person
    return people


@pytest.fixture
def said(plan, leader) -> Direction:
    leader.position = "Phó Chủ tịch"
    leader.save(update_fields=["position"])
    return actions.give(
        about=plan.tasks.get(number="2.1"),
        text="Rà soát lại số liệu.\nBáo cáo đồng chí Chủ tịch.",
        by=leader,
        now=NOW,
    )


def passed_on(client, direction: Direction):
    return client.post(reverse("documents:letter_pass_on", args=[direction.pk]), follow=True)


def test_one_click_drafts_the_letter_with_the_words_as_they_were_said(
    said, leader, coordinator, office, client_of
):
    page = passed_on(client_of(coordinator), said)
    letter = Letter.objects.get()
    assert page.redirect_chain[-1][0] == reverse("documents:letter_edit", args=[letter.pk])
    assert letter.said_by == leader
    assert letter.about == said
    for words in ("Phó Chủ tịch Phạm Lãnh Đạo", "“Rà soát lại số liệu.", "Báo cáo đồng chí Chủ tịch.”"):
        assert words in letter.body


def test_the_agency_and_the_day_of_a_direction_stand_in_the_letter(
    plan, leader, coordinator, office, agency, client_of
):
    given = actions.give(
        about=plan.tasks.get(number="2.1"), text="Kiểm tra.", by=leader, now=NOW, agency=agency,
        due=date(2026, 6, 19),
    )  # fmt: skip
    passed_on(client_of(coordinator), given)
    letter = Letter.objects.get()
    assert [each.agency for each in letter.recipients.filter(role="addressed")] == [agency]
    assert "chậm nhất ngày 19/6/2026" in letter.body


def test_pressed_twice_it_is_one_letter_and_a_discarded_one_makes_room(said, coordinator, office, client_of):
    client = client_of(coordinator)
    passed_on(client, said)
    passed_on(client, said)
    letter = Letter.objects.get()
    letters.discard(letter=letter, by=coordinator)
    passed_on(client, said)
    assert Letter.objects.standing().count() == 1


def issue(letter: Letter, coordinator, office, agency) -> Version:
    fields = {name: getattr(letter, name) for name in letters.FIELDS if name != "kind"}
    letters.edit(
        letter=letter, fields=fields | {"signer": office["chanhvp"], "unit": "TH"},
        receivers=[
            letters.Receiver(agency.name, agency, letters.RecipientRole.ADDRESSED),
            *(letters.Receiver(one.name) for one in letter.recipients.filter(role=letters.RecipientRole.COPY)),
        ],
        edited=letter.edited, by=coordinator,
    )  # fmt: skip
    version = signing.present(subject=letter, by=coordinator)
    for step, who in (("checked", "soat"), ("signed", "chanhvp")):
        signing.take_step(version=version, step=step, seen_seal=version.seal, by=office[who], now=NOW)
    signing.issue(version=version, by=office["vanthu"], day=clock.today())
    return Version.objects.with_deeds().get(pk=version.pk)


def test_the_signed_letter_bears_both_names_reaches_the_agency_and_the_leader_is_told(
    said, leader, coordinator, office, agency, officer, client_of
):
    passed_on(client_of(coordinator), said)
    version = issue(Letter.objects.get(), coordinator, office, agency)
    assert version.content["said_by"]["name"] == "Phạm Lãnh Đạo"
    assert version.issue.signer_name == "Người chanhvp"
    assert Delivery.objects.get(version=version, channel="inside").agency == agency
    # The leader is printed as a receiver and told by the house: nobody carries a paper copy there.
    assert f"{leader.position or 'đồng chí'} {leader} (để báo cáo)" in version.content["recipients"]
    assert not Delivery.objects.filter(version=version, channel="paper").exists()
    row = queries.rows(Direction.objects.filter(pk=said.pk), DAY, reader=leader)[0]
    assert row.state == DirectionState.TAKEN_UP
    assert version.issue.symbol in row.followed[0].note
    assert Notice.objects.filter(recipient=leader, title__contains=version.issue.symbol).exists()
    page = client_of(leader).get(reverse("office:directions"))
    assert reverse("documents:letter", args=[Letter.objects.get().pk]) in page.text
    assert (
        client_of(leader).get(reverse("documents:letter", args=[Letter.objects.get().pk])).status_code == 200
    )


def test_the_correction_of_such_a_letter_still_says_whose_word_it_is(
    said, leader, coordinator, office, agency, client_of
):
    passed_on(client_of(coordinator), said)
    issue(Letter.objects.get(), coordinator, office, agency)
    again = letters.correct(letter=Letter.objects.get(), by=coordinator)
    assert again.said_by == leader
    assert again.about == said


def test_only_who_follows_directions_or_wrote_this_one_passes_it_on(said, officer, coordinator, client_of):
    where = reverse("documents:letter_pass_on", args=[said.pk])
    assert client_of(officer).post(where).status_code == 404
    assert where not in client_of(officer).get(reverse("plans:task", args=[said.about.pk])).text
    assert where in client_of(coordinator).get(reverse("plans:task", args=[said.about.pk])).text
    assert not Letter.objects.exists()


def test_without_an_agency_to_write_for_it_is_said_what_to_do(said, coordinator, client_of):
    coordinator.agency = None
    coordinator.save(update_fields=["agency"])
    page = passed_on(client_of(coordinator), said)
    assert not Letter.objects.exists()
    assert "cơ quan" in page.text


def test_the_list_of_directions_costs_the_same_for_few_and_many(
    plan, leader, coordinator, office, client_of, django_assert_max_num_queries
):
    task = plan.tasks.get(number="2.1")
    for number in range(12):
        one = actions.give(about=task, text=f"Ý kiến {number}", by=leader, now=NOW)
        if number % 2:
            passed_on(client_of(coordinator), one)
    with django_assert_max_num_queries(12):
        rows = queries.about(task, DAY, reader=coordinator)
        assert sum(len(row.passed) for row in rows) == 6


def test_an_office_does_not_write_to_itself(plan, leader, coordinator, office, other_agency, client_of):
    given = actions.give(
        about=plan.tasks.get(number="2.1"), text="Kiểm tra.", by=leader, now=NOW, agency=other_agency,
        due=date(2026, 6, 19),
    )  # fmt: skip
    passed_on(client_of(coordinator), given)
    assert not Letter.objects.get().recipients.exclude(agency=None).exists()


@pytest.mark.parametrize("to", ["nobody", "own"])
def test_a_word_to_no_other_agency_leaves_a_blank_that_must_be_filled(
    plan, leader, coordinator, office, client_of, to, other_agency
):
    direction = actions.give(
        about=plan.tasks.get(number="2.1"), text="Rà soát.", by=leader, now=NOW,
        agency=other_agency if to == "own" else None, due=DAY if to == "own" else None,
    )  # fmt: skip
    page = passed_on(client_of(coordinator), direction)
    letter = Letter.objects.get()
    (addressed,) = letter.recipients.filter(role="addressed")
    assert addressed.agency is None
    assert addressed.name.startswith("[")
    assert addressed.name in page.text
    assert Gap.BLANKS in gaps_of(letter)
