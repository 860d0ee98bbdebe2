"""Thirty officers who save at the same moment, each with a connection of its own: nothing is lost, nobody is told of a lock."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from tests.cast import _officer
from tests.laid import laid

from nhipcau.agencies.models import Agency, Officer
from nhipcau.agencies.rules import Role
from nhipcau.kernel.models import LogEntry
from nhipcau.kernel.refusal import Refused
from nhipcau.plans.actions.duties import give_duties
from nhipcau.plans.models import Assignment, Plan
from nhipcau.reports import drafting
from nhipcau.reports.actions import rounds, writing
from nhipcau.reports.models import Part, Report, ReportRound
from nhipcau.reports.rules import span_of
from nhipcau.reports.tests.conftest import DAY, DUE

pytestmark = pytest.mark.django_db(transaction=True)

WRITERS, EACH = 30, 4
PLACES = ("I", "II", "V.1", "V.2", "V.3", "VIII")


def at_once(deed) -> list:
    """deed(0) … deed(29) in threads that start together; their results."""
    start = Barrier(WRITERS)

    def run(number: int):
        try:
            start.wait(60)
            return deed(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        return list(pool.map(run, range(WRITERS)))


@pytest.fixture
@laid
def officers(installation) -> list[Officer]:
    made = []
    for number in range(WRITERS):
        agency = Agency.objects.create(
            code=f"so-{number}", name=f"Sở {number}", kind="department", valid_from=date(2020, 1, 1)
        )
        made.append(_officer(f"canbo{number}", f"Cán bộ {number}", Role.OFFICER, agency))
    return made


@pytest.fixture
@laid
def open_round(officers, plan: Plan, coordinator) -> ReportRound:
    """Every one of thirty agencies has a report."""
    task = plan.tasks.get(number="2.1")
    for officer in officers:
        Assignment.objects.create(
            task=task, role="coordinate", written=str(officer.agency), agency=officer.agency
        )
    give_duties(plan=plan, on=date(2026, 1, 5))
    return rounds.open_round(plan=plan, period="2026-H1", due_on=DUE, note="", today=DAY, by=coordinator)


def places(report: Report) -> list[str]:
    """Places that every report has."""
    parts = drafting.outline_of(report.round).parts_for(province=False, span=span_of(report.round.name))
    return [part.no for part in parts][: len(PLACES)]


def test_thirty_reports_written_at_once_each_keep_every_part(officers, open_round):
    reports = {one.agency_id: one for one in open_round.reports.select_related("round__plan", "agency")}
    of = [reports[officer.agency_id] for officer in officers]
    where = places(of[0])[:EACH]

    def write(number: int) -> list[tuple[int, str, str]]:
        answered = []
        for place in where:
            text = f"Đơn vị {number} ghi phần {place}."
            kept = writing.write_part(report=of[number], place=place, text=text, seen=0, by=officers[number])
            answered.append((kept.pk, place, text))
        return answered

    answered = [one for each in at_once(write) for one in each]
    assert len(answered) == WRITERS * EACH
    assert dict(Part.objects.values_list("pk", "text")) == {pk: text for pk, _place, text in answered}
    assert LogEntry.objects.filter(action="report.part_written").count() == WRITERS * EACH


def test_thirty_hands_in_one_report_lose_nothing_and_each_answered_save_stands(
    officers, open_round, coordinator
):
    report = open_round.reports.get(agency=officers[0].agency)
    where = places(report)

    def write(number: int) -> int:
        """Into one of a few parts, behind what stands there, as the page says: loaded anew when somebody was faster."""
        place, told = where[number % len(where)], 0
        while True:
            part = Part.objects.filter(report=report, place=place).first()
            text = "\n".join(filter(None, [part.text if part else "", f"Dòng của {number}."]))
            try:
                writing.write_part(
                    report=report, place=place, text=text, seen=part.revision if part else 0, by=coordinator
                )
            except Refused:
                told += 1
                continue
            return told

    told = at_once(write)
    lines = [line for part in report.parts.all() for line in part.text.splitlines()]
    assert sorted(lines) == sorted(f"Dòng của {number}." for number in range(WRITERS))
    assert sum(part.revision for part in report.parts.all()) == WRITERS and len(told) == WRITERS


def test_thirty_browsers_are_answered_and_none_is_told_of_a_lock(officers, open_round):
    reports = {one.agency_id: one.pk for one in open_round.reports.all()}
    clients = []
    for officer in officers:
        client = Client()
        client.force_login(officer)
        clients.append(client)

    def post(number: int) -> tuple[int, str]:
        address = reverse("reports:part", args=[reports[officers[number].agency_id], "V.1"])
        answer = clients[number].post(address, {"text": f"Đã lưu từ trình duyệt {number}.", "seen": 0})
        return answer.status_code, answer.content.decode()

    answers = at_once(post)
    assert {status for status, _page in answers} == {302}
    assert not any("locked" in page for _status, page in answers)
    kept = set(Part.objects.filter(place="V.1").values_list("text", flat=True))
    assert kept == {f"Đã lưu từ trình duyệt {number}." for number in range(WRITERS)}
