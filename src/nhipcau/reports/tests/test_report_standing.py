"""What the pages of a report say of how it stands while it waits for a signature, and of a part with nothing to tell."""

from __future__ import annotations

import pytest
from django.urls import reverse

from nhipcau.reports import pages, queries, roundpages
from nhipcau.reports.actions import writing
from nhipcau.reports.tests.conftest import fill
from nhipcau.reports.tests.test_agency_reports import task_place

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def presented(report, officer):
    fill(report, officer)
    writing.present_report(report=report, by=officer)
    report.refresh_from_db()
    return report


def test_a_presented_report_is_not_called_being_written(presented, officer, coordinator):
    shown = pages.report_page(presented, officer)
    assert shown.state == "Chờ ký" and shown.is_presented
    rows = roundpages.board_rows(presented.round, queries.board(coordinator, presented.round, {}))
    assert {row.report.agency_id: row.state for row in rows}[presented.agency_id] == "Chờ ký"
    (row,) = roundpages.round_rows(officer, [presented.round])
    assert row.state == "Chờ ký"


def test_whoever_changes_a_presented_report_reads_that_it_is_drawn_back(presented, officer, client):
    client.force_login(officer)
    for address in (
        reverse("reports:report", args=[presented.pk]),
        reverse("reports:part", args=[presented.pk, "V.1"]),
    ):
        assert "rút về" in client.get(address).text


def test_another_reason_is_written_where_the_task_is_written(report, officer, client):
    client.force_login(officer)
    place = task_place(report, "2.1")
    address = reverse("reports:part", args=[report.pk, place])
    sent = {"text": "", "nil_reason": "Chờ nhà in giao giấy.", "seen": "0"}
    assert client.post(address, sent).status_code == 302
    assert report.parts.get(place=place).nil_reason == "Chờ nhà in giao giấy."
    assert "Chờ nhà in giao giấy." in client.get(address).text
    both = client.post(address, {"text": "Có.", "nil_reason": "Không.", "seen": "1"})
    assert both.status_code == 422 and "Chưa phát sinh" in both.text


def test_a_part_that_people_write_asks_for_no_such_reason(report, officer, client):
    client.force_login(officer)
    address = reverse("reports:part", args=[report.pk, "V.1"])
    assert 'name="nil_reason"' not in client.get(address).text
    client.post(address, {"text": "", "nil_reason": "Lén ghi.", "seen": "0"})
    assert not report.parts.filter(nil_reason="Lén ghi.").exists()
