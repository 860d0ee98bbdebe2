"""How much the pages of reports ask of the database."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nhipcau.indicators import queries as figures
from nhipcau.plans.actions.work import report_progress
from nhipcau.reports.tests.test_agency_reports import task_place

pytestmark = pytest.mark.django_db


def asked(client, address) -> int:
    client.get(address)  # what a process keeps is kept
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_the_page_of_a_report_asks_no_more_for_more_that_was_reported(report, duty, officer, client):
    client.force_login(officer)
    address = reverse("reports:report", args=[report.pk])
    before = asked(client, address)
    for day in range(1, 6):
        report_progress(
            duty=duty, percent=40 + day, note=f"Việc thứ {day}", by=officer, today=date(2026, 4, day)
        )
    assert asked(client, address) == before


def test_the_page_of_one_place_counts_no_figures(report, officer, client):
    client.force_login(officer)
    whole = asked(client, reverse("reports:report", args=[report.pk]))
    part = asked(client, reverse("reports:part", args=[report.pk, task_place(report, "2.1")]))
    assert part <= 24 and part < whole - 12


def test_the_page_of_a_report_asks_few_queries_and_few_more_after_somebody_wrote(
    report, duty, officer, client
):
    """Figures are read again only where the log has a new entry; what several sources ask alike is asked once."""
    client.force_login(officer)
    address = reverse("reports:report", args=[report.pk])
    assert asked(client, address) <= 40
    report_progress(duty=duty, percent=70, note="Việc mới", by=officer, today=date(2026, 4, 9))
    with CaptureQueriesContext(connection) as found:
        client.get(address)
    assert len(found) <= 55
    assert asked(client, address) <= 40


def test_what_is_laid_out_anew_takes_the_place_of_what_stood(report, duty, officer, client):
    """A process that holds figures of every moment of the day holds thousands of facts that nobody asks for."""
    client.force_login(officer)
    address = reverse("reports:report", args=[report.pk])
    client.get(address)
    held = set(figures._laid)
    assert held
    for day in range(1, 4):
        report_progress(duty=duty, percent=50 + day, note=f"Việc {day}", by=officer, today=date(2026, 4, day))
        client.get(address)
    assert set(figures._laid) == held
