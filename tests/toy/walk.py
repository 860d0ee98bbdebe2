"""The toy capability as its users meet it; run by ``tests/architecture/test_toy`` in a house that has it."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from nhipcau.agencies.rules import Role
from nhipcau.kernel import audit, clock, evidence, finding, navigation
from nhipcau.kernel.refusal import Refused
from nhipcau.office.deadlines import queries as deadlines
from nhipcau.office.directions import actions as directions
from nhipcau.office.directions import queries as directed
from nhipcau.office.signing import actions as signing
from nhipcau.office.signing.models import Version
from tests.architecture.test_routes import guarded, wrong_for
from tests.toy import actions
from tests.toy.models import Visit
from tests.toy.rules import State

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2026, 6, 18)


@pytest.mark.parametrize("role", list(Role), ids=str)
def test_its_addresses_serve_those_roles_that_may(role, request, client):
    client.force_login(request.getfixturevalue(role.value))
    asked = [(route, client.get(route.address)) for route in guarded("toy")]
    assert len(asked) > 1
    assert [wrong for route, one in asked if (wrong := wrong_for(role, route, client, one.status_code))] == []


@pytest.fixture
def visit(installation, agency, officer) -> Visit:
    return actions.announce(who="Đoàn báo chí Campuchia", on=date(2026, 6, 20), agency=agency, by=officer)


def test_it_is_received_once_on_its_page(visit, coordinator, client_of):
    page = client_of(coordinator).post(reverse("toy:receive", args=[visit.pk]), follow=True)
    assert "Đoàn báo chí Campuchia" in page.text
    visit.refresh_from_db()
    assert visit.state == State.RECEIVED
    with pytest.raises(Refused):
        actions.receive(visit=visit, by=coordinator)
    assert [entry.action for entry in audit.history(visit)] == ["toy.received", "toy.announced"]


def test_it_is_found_is_evidence_and_is_due_for_who_may_see_it(visit, coordinator, officer):
    assert [hit.record for hit in finding.find(coordinator, "campuchia", kinds=["visit"])] == [visit]
    assert not finding.find(officer, "campuchia", kinds=["visit"])
    assert list(evidence.kinds.get("visit").find(coordinator, "đoàn")) == [visit]
    assert visit.who in {due.title for due in deadlines.due_for(coordinator, 30, today=DAY)}


def test_a_leader_s_word_is_said_on_it(visit, coordinator):
    directions.give(about=visit, text="Chuẩn bị chu đáo.", by=coordinator, now=timezone.now())
    assert [row.about.title for row in directed.about(visit, DAY)] == [visit.who]


def test_it_is_signed_numbered_and_issued(visit, officer, agency_leader, clerk):
    version = signing.present(subject=visit, by=officer)
    now = timezone.now()
    signing.take_step(version=version, step="sign", seen_seal=version.seal, by=agency_leader, now=now)
    issued = signing.issue(version=version, by=clerk, day=clock.today())
    assert issued.number.text == "01"
    assert issued.pdf.content.size > 1000
    assert Version.objects.get().content["who"] == visit.who


def test_it_puts_an_entry_into_the_head_and_nothing_else_into_navigation(coordinator, officer):
    """So the house's tests of the other kinds find in this house what they find in the house itself."""
    assert [entry.url for entry in navigation.entries.all() if entry.key == "toy"] == ["toy:visits"]
    others = (navigation.cards, navigation.waiting, navigation.pages, navigation.deeds, navigation.tools)
    assert [one.key for kind in others for one in kind.all() if one.key.startswith("toy")] == []
    assert coordinator.may("toy.keep") and not officer.may("toy.keep")
