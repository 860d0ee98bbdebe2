"""What a report may not be made to say or hold: other agencies' tasks, names twice, work that was done long ago as missing."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction
from django.urls import reverse

from nhipcau.agencies.models import AgencyName
from nhipcau.kernel.models import Evidence, LogEntry
from nhipcau.kernel.refusal import Refused
from nhipcau.office.signing import queries as signing
from nhipcau.plans.actions.work import withdraw_evidence
from nhipcau.plans.models import Deliverable, Progress
from nhipcau.reports import content, drafting, kind, outline, queries, roundpages
from nhipcau.reports.actions import rounds, writing
from nhipcau.reports.tests.conftest import DUE, fill, hand_in
from nhipcau.reports.tests.test_agency_reports import page_text, task_place

pytestmark = pytest.mark.django_db


def shipped_with(old: str, new: str) -> str:
    text = outline.shipped_text()
    assert old in text
    return text.replace(old, new, 1)


# --- what is printed ---


def test_the_annex_names_each_agency_of_a_task_once(report, round_):
    for made in (report, queries.province_report(round_)):
        rows = content.content_of(made)["annexes"]["tasks"]
        assert rows
        for row in rows:
            for names in (row[1].split("; "), row[2].split("; ")):
                assert len(names) == len(set(names))


def test_what_was_done_before_the_period_says_when_and_is_not_missing(report, officer):
    Progress.objects.all().delete()
    for shown in Evidence.objects.all():
        withdraw_evidence(kept=shown, by=officer)
    Deliverable.objects.filter(duty__agency=report.agency, duty__task__number="2.1").update(
        due_on=date(2026, 3, 31), done_on=date(2025, 12, 10)
    )
    Deliverable.objects.filter(duty__agency=report.agency, duty__task__number="2.1").exclude(
        due_on=date(2026, 3, 31)
    ).delete()
    place = task_place(report, "2.1")
    (work,) = [one for part in drafting.parts_of(report) for one in part.works if one.place == place]
    assert "Đã hoàn thành ngày 10/12/2025." in [one.text for one in work.facts]
    assert "2.1" not in " ".join(one.text for one in kind.unfinished(report))


def test_a_result_that_is_still_owed_is_missing_whatever_was_done_before(report):
    owed = Deliverable.objects.filter(duty__agency=report.agency, duty__task__number="2.1")
    owed.update(due_on=date(2026, 3, 31), done_on=None)
    place = task_place(report, "2.1")
    (work,) = [one for part in drafting.parts_of(report) for one in part.works if one.place == place]
    assert not any("Đã hoàn thành" in one.text for one in work.facts)


def test_the_paper_it_rests_on_is_cited_with_what_it_is_about(report):
    assert " về " in content.opening(report, "quý II năm 2026").partition(", ")[0]


# --- which places it has ---


def test_a_task_of_others_is_no_place_of_an_agencys_report(report, plan, officer, coordinator, people):
    own = {work.task.pk for part in drafting.parts_of(report) for work in part.works}
    other = next(task for task in drafting.tasks_of(report.round) if task.pk not in own)
    place = f"task:{other.pk}"
    with pytest.raises(Refused, match="không có phần này"):
        writing.write_part(report=report, place=place, text="", nil_reason="Không có.", seen=0, by=officer)
    fill(report, officer)
    hand_in(report, **people)
    report.refresh_from_db()
    with pytest.raises(Refused, match="không có phần này"):
        writing.give_back(report=report, place=place, reason="Thiếu.", by=coordinator)
    assert not report.parts.filter(place=place).exists()


def test_the_log_and_the_arranging_page_call_a_part_by_its_name(report, officer):
    writing.write_part(report=report, place="VII", text="Tiếp tục.", seen=0, by=officer)
    assert "{" not in LogEntry.objects.get(action="report.part_written").data["part"]
    options = roundpages.places_shown(report.round)["options"]
    assert not [label for _no, label in options if "{" in label]


# --- given back ---


def test_nothing_more_is_given_back_once_the_next_edition_is_presented(
    handed_in, coordinator, officer, people
):
    place = task_place(handed_in, "2.1")
    again = writing.give_back(report=handed_in, place=place, reason="Thiếu số.", by=coordinator)
    part = again.parts.get(place=place)
    writing.write_part(report=again, place=place, text="Đã đủ số.", seen=part.revision, by=officer)
    version = writing.present_report(report=again, by=officer)
    with pytest.raises(Refused, match="đã trình"):
        writing.give_back(report=handed_in, place="V.1", reason="Thiếu ưu điểm.", by=coordinator)
    assert signing.standing(again) == version
    assert not again.parts.filter(place="V.1").exclude(returned="").exists()


def test_the_first_return_is_not_undone_over_a_second(handed_in, coordinator):
    place = task_place(handed_in, "2.1")
    again = writing.give_back(report=handed_in, place=place, reason="a", by=coordinator)
    way = {"_part": again.parts.get(place=place).pk, "_first": True, "_before": {}}
    writing.give_back(report=handed_in, place="V.1", reason="b", by=coordinator)
    with pytest.raises(Refused, match="phần khác"), transaction.atomic():
        writing.ungive_back(again, way, coordinator)
    assert again.parts.exclude(returned="").count() == 2


# --- the outline ---


@pytest.mark.parametrize("title", ["Kỳ {period.__class__}", "Kỳ {0}", "Kỳ {", "Kỳ {ky}"])
def test_a_place_that_nobody_fills_in_is_refused_in_an_outline(title, coordinator):
    with pytest.raises(Refused, match="period"):
        rounds.put_outline(text=shipped_with("{next}", title), by=coordinator)


def test_a_round_whose_outline_was_taken_in_before_still_opens(report, officer):
    report.round.outline = shipped_with("{next}", "Kỳ {period.__class__} {")
    report.round.save(update_fields=["outline"])
    assert page_text(report, officer)
    assert "{period.__class__} {" in content.content_of(report)["summary"]


@pytest.mark.parametrize("text", ["a = " + "[" * 20_000, "a = " + "9" * 20_000, "a.b.c = 1\na = 2"])
def test_an_outline_that_cannot_be_read_is_refused(text, coordinator):
    with pytest.raises(Refused):
        rounds.put_outline(text=text, by=coordinator)


# --- files ---


def test_a_file_that_cannot_be_made_yet_says_why_on_the_reports_page(report, agency, client, officer):
    AgencyName.objects.filter(agency=agency, kind="abbreviation").delete()
    client.force_login(officer)
    answer = client.get(reverse("reports:preview", args=[report.pk, "pdf"]), follow=True)
    assert answer.redirect_chain and answer.status_code == 200
    assert "tên viết tắt" in answer.text


# --- lists ---


def test_the_list_of_rounds_tells_how_the_round_stands_not_the_readers_own_report(
    round_, other_report, house, coordinator
):
    fill(other_report, house["officer"])
    hand_in(other_report, officer=house["officer"], director=house["director"], clerk=house["clerk"])
    (row,) = roundpages.round_rows(coordinator, [round_])
    assert row.numbers.submitted == 1 and row.standing is not None
    assert not row.standing.is_done
    assert row.due == DUE


def test_a_months_report_tells_one_by_one_what_is_due_next_and_the_rest_in_a_sentence(
    report, plan, coordinator
):
    """Each of twenty-six tasks stood under “tháng 7”, also those due in December."""
    opened = rounds.open_round(
        plan=plan,
        period="2026-M06",
        due_on=date(2026, 6, 20),
        note="",
        today=date(2026, 6, 15),
        by=coordinator,
    )
    made = opened.reports.get(agency=None)
    tasks = drafting.tasks_of(opened)[:3]
    for task, due in zip(tasks, (date(2026, 7, 10), date(2026, 12, 31), date(2026, 11, 30)), strict=True):
        Deliverable.objects.filter(duty__task=task).update(due_on=due, done_on=None)
    Deliverable.objects.exclude(duty__task__in=tasks).update(done_on=date(2026, 6, 1))
    (drawn,) = (one for one in drafting.parts_of(made) if one.part.draws == "open_tasks")
    said = [one.text for one in drawn.facts]
    assert len(said) == 2 and "10/07/2026" in said[0]
    assert said[1].startswith("Tiếp tục thực hiện 2 nhiệm vụ có thời hạn sau tháng 7 năm 2026: ")
    assert len(drawn.facts[1].sources) == 2


def test_the_coordinators_own_report_goes_to_the_committee_not_to_itself(report, plan):
    plan.coordinator = report.agency
    plan.save(update_fields=["coordinator"])
    report.round.plan = plan
    said = content.content_of(report)
    assert len(said["addressees"]) == 1 and said["addressees"][0].startswith("Ủy ban nhân dân tỉnh")
    assert said["agencies"] == {}
