"""A report that is recalled is not handed in any more; one under way goes to the heir at a merger, a signed one stays."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction
from django.urls import reverse

from nhipcau.agencies.actions.succession import merge
from nhipcau.agencies.open_work import open_work
from nhipcau.kernel import clock
from nhipcau.kernel.models import LogEntry, Notice
from nhipcau.kernel.refusal import Refused
from nhipcau.office.signing import actions as signing
from nhipcau.office.signing import queries as versions
from nhipcau.plans.models import Deliverable
from nhipcau.reports import gathering, queries
from nhipcau.reports.actions import writing
from nhipcau.reports.models import Report
from nhipcau.reports.rules import ReportState
from nhipcau.reports.tests.conftest import DAY, fill, hand_in

pytestmark = pytest.mark.django_db


def recall(report, by):
    version = versions.standing(report)
    return signing.recall(version=version, reason="Sai số liệu.", by=by, now=clock.now())


def next_of(report) -> Report:
    return Report.objects.get(corrects=report)


def owed(report) -> Deliverable:
    return Deliverable.objects.get(
        duty__agency=report.agency, duty__task__title="Báo cáo 6 tháng", duty__task__plan=report.round.plan
    )


def test_a_recalled_report_is_written_again_whole_and_its_duty_is_open(handed_in, people):
    assert owed(handed_in).done_on == DAY
    recall(handed_in, people["director"])
    handed_in.refresh_from_db()
    again = next_of(handed_in)
    assert handed_in.state == ReportState.RECALLED and again.state == ReportState.WRITING
    assert owed(handed_in).done_on is None
    before = {part.place: (part.text, part.nil_reason) for part in handed_in.parts.all()}
    assert {part.place: (part.text, part.nil_reason) for part in again.parts.all()} == before
    writing.write_part(report=again, place="V.1", text="Viết lại.", seen=0, by=people["officer"])
    version = hand_in(again, **people)
    assert version.content["corrects"] == versions.standing(handed_in).issue.symbol
    assert owed(handed_in).done_on == DAY


def test_the_provinces_report_is_made_without_what_was_recalled(handed_in, people):
    assert [one.pk for one in gathering.taken_in(handed_in.round)] == [handed_in.pk]
    recall(handed_in, people["director"])
    assert not gathering.taken_in(handed_in.round).exists()
    standing = queries.standings([handed_in.round])[handed_in.round.pk]
    assert standing.submitted == 0 and standing.asked == 2


def test_the_pages_say_that_it_was_recalled(handed_in, people, client_of, coordinator):
    recall(handed_in, people["director"])
    page = client_of(coordinator).get(reverse("reports:round", args=[handed_in.round.pk]))
    assert "Đã thu hồi" in page.content.decode()
    page = client_of(coordinator).get(reverse("reports:report", args=[handed_in.pk])).content.decode()
    assert (
        "Báo cáo này đã thu hồi" in page and reverse("reports:report", args=[next_of(handed_in).pk]) in page
    )
    assert Notice.objects.filter(kind="reports.recalled", recipient=coordinator).count() == 1
    assert LogEntry.objects.filter(action="report.recalled").count() == 1


def test_a_duty_reported_on_since_stands_and_a_closed_plan_keeps_nobody_from_recalling(
    handed_in, people, coordinator
):
    from nhipcau.plans.actions.work import close_plan

    close_plan(plan=handed_in.round.plan, by=coordinator)
    recall(handed_in, people["director"])
    assert owed(handed_in).done_on == DAY
    assert next_of(handed_in).state == ReportState.WRITING


def test_a_report_given_back_and_then_recalled_is_open_whole(handed_in, people, coordinator):
    again = writing.give_back(report=handed_in, place="V.1", reason="Thiếu.", by=coordinator)
    assert again.parts.filter(is_open=False).exists()
    recall(handed_in, people["director"])
    assert (
        not again.parts.filter(is_open=False).exists()
        and Report.objects.filter(corrects=handed_in).count() == 1
    )
    handed_in.refresh_from_db()
    assert handed_in.state == ReportState.RECALLED


def test_what_was_accepted_is_not_taken_back_over_a_recall(handed_in, people, coordinator):
    writing.accept(reports=[handed_in], by=coordinator)
    recall(handed_in, people["director"])
    with pytest.raises(Refused), transaction.atomic():
        writing.unaccept(handed_in, {"reports": [handed_in.pk]}, coordinator)


def merged(predecessor, successor, by):
    return merge(predecessor=predecessor, successor=successor, on=DAY, by=by, today=DAY)


def test_a_report_under_way_goes_to_the_heir(report, agency, third_agency, coordinator, officer):
    writing.write_part(report=report, place="V.1", text="Đã mở 2 lớp.", seen=0, by=officer)
    assert [one.count for one in open_work(agency) if str(one.label) == "Báo cáo đang soạn"] == [1]
    merged(agency, third_agency, coordinator)
    report.refresh_from_db()
    assert report.agency == third_agency and report.state == ReportState.WRITING


def test_into_an_heirs_own_report_the_words_go_behind_its_own(
    report, other_report, agency, other_agency, coordinator, officer, house
):
    writing.write_part(report=report, place="V.1", text="Câu của Sở A.", seen=0, by=officer)
    writing.write_part(report=report, place="V.2", text="Chỉ Sở A.", seen=0, by=officer)
    writing.write_part(report=other_report, place="V.1", text="Câu của Sở B.", seen=0, by=house["officer"])
    merged(agency, other_agency, coordinator)
    texts = dict(other_report.parts.values_list("place", "text"))
    assert texts["V.1"] == "Câu của Sở B.\nCâu của Sở A." and texts["V.2"] == "Chỉ Sở A."
    report.refresh_from_db()
    assert report.state == ReportState.PASSED_ON
    assert queries.standings([report.round])[report.round.pk].asked == 1


def test_a_signed_report_stays_with_whom_it_was_signed_for(handed_in, agency, other_agency, coordinator):
    merged(agency, other_agency, coordinator)
    handed_in.refresh_from_db()
    assert handed_in.agency == agency and handed_in.state == ReportState.SUBMITTED
    assert [one.pk for one in gathering.taken_in(handed_in.round)] == [handed_in.pk]


def test_what_was_presented_is_drawn_back_by_whoever_records_the_merger(
    report, agency, third_agency, coordinator, officer
):
    fill(report, officer)
    writing.present_report(report=report, by=officer)
    merged(agency, third_agency, coordinator)
    assert versions.standing(Report.objects.get(pk=report.pk)) is None


def test_by_the_clock_what_was_presented_waits_for_a_person(report, agency, third_agency, officer):
    fill(report, officer)
    writing.present_report(report=report, by=officer)
    merge(predecessor=agency, successor=third_agency, on=date(2026, 5, 20), by=None, today=DAY)
    assert Report.objects.get(pk=report.pk).agency == agency
