"""Where a round's report proves a duty of the plan, the desk and the task's page lead to the report."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from tests.laid import laid

from nhipcau.plans.models import Deliverable
from nhipcau.reports.actions import rounds
from nhipcau.reports.tests.conftest import fill, hand_in

pytestmark = pytest.mark.django_db


@pytest.fixture
@laid
def owed(report, agency) -> Deliverable:
    return Deliverable.objects.get(
        duty__agency=agency, duty__task__title="Báo cáo 6 tháng", duty__task__plan=report.round.plan
    )


def on_the_desk(client, owed) -> str:
    """The line of a result on the officer's desk."""
    text = " ".join(client.get(reverse("desk:home")).text.split())
    lines = re.findall(r'<li class="nc-owed">.*?</li>', text)
    return next(line for line in lines if reverse("plans:task", args=[owed.duty.task_id]) in line)


def test_the_desk_leads_to_the_report_in_place_of_quick_buttons(report, owed, officer, client):
    client.force_login(officer)
    line = on_the_desk(client, owed)
    assert reverse("reports:report", args=[report.pk]) in line
    assert 'name="percent"' not in line


def test_the_task_page_leads_there_too(report, owed, officer, client):
    client.force_login(officer)
    text = client.get(reverse("plans:task", args=[owed.duty.task_id])).text
    assert reverse("reports:report", args=[report.pk]) in text
    assert reverse("plans:duty_report", args=[owed.duty_id]) not in text


def test_other_results_and_those_of_an_ended_round_are_reported_as_ever(
    round_, report, owed, officer, coordinator, client
):
    rounds.close_round(round_=round_, by=coordinator)
    client.force_login(officer)
    line = on_the_desk(client, owed)
    assert reverse("reports:report", args=[report.pk]) not in line and 'name="percent"' in line


def test_once_it_is_handed_in_nothing_leads_there_any_more(report, owed, people, client):
    fill(report, people["officer"])
    hand_in(report, **people)
    client.force_login(people["officer"])
    text = client.get(reverse("desk:home")).text
    assert f'href="{reverse("plans:task", args=[owed.duty.task_id])}"' not in text
