"""What the pages of a report say of how it stands while it waits for a signature, and of a part with nothing to tell."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from tests.laid import laid

from nhipcau.kernel import clock
from nhipcau.kernel.refusal import Refused
from nhipcau.office.signing import queries as signing
from nhipcau.office.signing.actions import take_step
from nhipcau.office.signing.models import Version
from nhipcau.reports import pages, queries, roundpages
from nhipcau.reports.actions import rounds, writing
from nhipcau.reports.tests.conftest import DAY, fill
from nhipcau.reports.tests.test_agency_reports import task_place

pytestmark = pytest.mark.django_db


@pytest.fixture
@laid
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


def test_a_paper_counts_by_the_day_on_which_it_came_whenever_it_is_entered(report, coordinator):
    def received(came_on):
        return writing.receive_on_paper(
            report=report,
            number="12/BC-SCT",
            day=date(2026, 5, 12),
            scan=None,
            declared=False,
            on=DAY,
            came_on=came_on,
            by=coordinator,
        )

    for wrong in (date(2026, 5, 11), date(2026, 5, 21)):
        with pytest.raises(Refused, match="Ngày nhận"):
            received(wrong)
    assert received(date(2026, 5, 14)).submitted_on == date(2026, 5, 14)


def test_the_form_of_a_paper_asks_when_it_came(report, coordinator, client):
    client.force_login(coordinator)
    address = reverse("reports:on_paper", args=[report.pk])
    assert 'name="came_on"' in client.get(address).text
    sent = {"number": "12/BC-SCT", "day": "12/05/2026", "came_on": "14/05/2026"}
    assert client.post(address, sent).status_code == 302
    report.refresh_from_db()
    assert report.submitted_on == date(2026, 5, 14)


def test_what_was_presented_is_not_signed_into_a_round_that_ended_until_it_opens_again(
    presented, people, coordinator
):
    version = signing.standing(presented)
    rounds.close_round(round_=presented.round, by=coordinator)

    def sign():
        take_step(
            version=Version.objects.with_deeds().get(pk=version.pk),
            step="signed",
            seen_seal=version.seal,
            by=people["director"],
            now=clock.now(),
            post="Giám đốc",
        )

    with pytest.raises(Refused, match="đã kết thúc"):
        sign()
    rounds.reopen_round(round_=presented.round, by=coordinator)
    sign()


def test_a_reason_keeps_no_character_that_a_database_does_not_take(report, officer, client):
    client.force_login(officer)
    place = task_place(report, "2.1")
    client.post(reverse("reports:nil", args=[report.pk, place]), {"ly-do": "Chờ\x00 in."})
    assert report.parts.get(place=place).nil_reason == "Chờ in."
