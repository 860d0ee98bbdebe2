"""The page of a document leads to the plan made of it, and to the plans that it amended, before those who may open them alone."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from tests.cast import _officer

from nhipcau.agencies.models import Agency
from nhipcau.agencies.rules import AgencyKind, Role
from nhipcau.documents.models import RegisteredDocument
from nhipcau.plans.models import Amendment

pytestmark = pytest.mark.django_db


@pytest.fixture
def outsider(plan):
    """Has neither part in the plan, nor was it sent to his agency."""
    society = Agency.objects.create(
        code="hoi-tu-thien", name="Hội Từ thiện tỉnh", kind=AgencyKind.MASS, valid_from=date(2026, 2, 1)
    )
    return _officer("hoituthien", "Bùi Từ Thiện", Role.OFFICER, society)


def linked(client, document, page) -> bool:
    """Whether the document's page leads to a page; where it does, that opens."""
    there = f'href="{page}"' in client.get(reverse("documents:document", args=[document.pk])).text
    assert client.get(page).status_code == (200 if there else 404)
    return there


def test_a_document_leads_to_its_plan_whoever_may_open_it(plan, officer, coordinator, outsider, client_of):
    page = reverse("plans:plan", args=[plan.pk])
    told = [linked(client_of(one), plan.document, page) for one in (officer, coordinator, outsider)]
    assert told == [True, True, False]


def test_a_document_leads_to_the_plans_that_it_amended(plan, officer, coordinator, outsider, client_of):
    paper = RegisteredDocument.objects.create(
        number="9/QĐ-UBND", date=date(2026, 3, 1), issuer="UBND tỉnh", kind="quyết định"
    )
    made = Amendment.objects.create(plan=plan, document=paper, confirmed_by=coordinator)
    page = reverse("plans:amendment", args=[made.pk])
    assert [linked(client_of(one), paper, page) for one in (officer, outsider)] == [True, False]
