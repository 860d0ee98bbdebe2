"""Figures as a reader meets them on their pages: each name leads to its own records, and what stands beside a closed value is of it."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from nhipcau.agencies.actions import focal
from nhipcau.agencies.rules import FocalDuty
from nhipcau.indicators import actions, pages, queries
from nhipcau.kernel import clock
from nhipcau.office.directions import actions as directions
from tests.plan_cast import duty, plan, plan_import, plan_text  # noqa: F401

pytestmark = pytest.mark.django_db
GUESTS = "INTL_DELEGATIONS"
DAY = date(2026, 6, 18)


@pytest.fixture(autouse=True)
def _on_18_june_2026(monkeypatch, installation):
    monkeypatch.setenv("NHIPCAU_TODAY", "2026-06-18")
    queries.forget()


def asked(period="2026-H1"):
    return queries.asked(period, None)


def enter(value, by, source="Sở Ngoại vụ, công văn 12/SNV-LT", period="2026-H1"):
    question = asked(period)
    part = question.definitions.get(GUESTS).part("")
    return actions.enter(question=question, part=part, value=value, source=source, by=by)


def rows(officer, period="2026-H1"):
    return [row for section in pages.sheet(officer, asked(period)).sections for row in section.rows]


def guests(officer):
    return next(row for row in rows(officer) if f"/{GUESTS}/" in row.url)


def test_a_figure_below_another_opens_its_own_records(signed, leader, coordinator, client_of):
    item = signed.items.first()
    said = directions.give(about=item, text="Kiểm tra, trả lời.", by=leader, now=clock.now())
    directions.follow(direction=said, done=True, note="Đã trả lời.", by=coordinator, now=clock.now())
    below = next(row for row in rows(coordinator, "2026-H2") if row.name == "Đã hoàn thành")
    assert below.url.endswith("DIRECTIONS/?ky=2026-H2&so=done")
    assert "1 bản ghi đứng sau số liệu “Đã hoàn thành”" in client_of(coordinator).get(below.url).text


def test_a_name_that_says_two_figures_is_parted_between_their_lines(plan, duty, coordinator):  # noqa: F811
    late = [row for row in rows(coordinator, "2026-H2") if "TASKS_LATE" in row.url]
    assert [row.name for row in late] == [
        "Số nhiệm vụ hoàn thành trễ",
        "Chưa xong, quá hạn",
    ]


def test_what_stands_to_the_end_of_its_year_is_shown_from_when_it_stands(plan, duty, coordinator, client_of):  # noqa: F811
    page = client_of(coordinator).get(
        reverse("indicators:indicator", args=["TASKS_DONE"]) + "?ky=2026-H2&so=all"
    )
    assert "bản ghi đứng sau số liệu “Được giao”" in page.text and "31/12/2026" not in page.text


def test_two_changes_of_one_agency_say_whose_they_are(agency, coordinator, client_of):
    for duty_named, name in ((FocalDuty.LEADER, "Lê Lãnh Đạo"), (FocalDuty.OFFICER, "Trần Cán Bộ")):
        focal.name_focal(
            agency=agency, duty=duty_named, name=name, since=date(2026, 6, 1), today=DAY, by=coordinator
        )
    page = client_of(coordinator).get(reverse("indicators:indicator", args=["FOCAL_CHANGES"]) + "?ky=2026-H1")
    behind = page.text.partition('id="ban-ghi"')[2].partition("</table>")[0]
    assert "Lãnh đạo phụ trách" in behind and "Cán bộ thực hiện" in behind


def test_a_figure_that_counts_each_once_says_why_more_records_stand_behind_it(tell, coordinator, client_of):
    first = tell("Lễ hội hoa")
    tell("Lễ hội hoa, đăng lại", story=first.story, outlet="Báo Khác")
    where = reverse("indicators:indicator", args=["STORIES_ABOUT"]) + "?ky=2026-H2"
    page = client_of(coordinator).get(where).text
    assert "2 bản ghi đứng sau số liệu" in page and "Mỗi chủ đề chỉ đếm một lần" in page


def test_a_figure_on_which_nothing_stands_says_so(signed, coordinator, client_of):
    page = client_of(coordinator).get(reverse("indicators:indicator", args=["DIRECTIONS"]) + "?ky=2026-H2")
    assert "Không có bản ghi nào đứng sau số liệu" in page.text


def test_what_stands_beside_a_closed_value_is_of_that_value(coordinator):
    enter(12, coordinator)
    year = asked("2026")
    part = year.definitions.get(GUESTS).part("")
    actions.set_goal(question=year, part=part, value=30, at_most=False, source="9876/KH-UBND", by=coordinator)
    actions.close(question=asked(), by=coordinator)
    enter(15, coordinator, source="Sở Ngoại vụ, bổ sung")
    row = guests(coordinator)
    assert (row.now, row.to_date, row.live) == ("12", "12", "15")
    assert (row.source, [goal.words for goal in row.goals]) == ("Số đã chốt", ["chưa đạt (40%)"])


def test_the_running_total_of_a_longer_time_goes_on_counting(coordinator):
    enter(12, coordinator)
    enter(5, coordinator, period="2026-Q1")
    actions.close(question=asked("2026-Q1"), by=coordinator)
    enter(7, coordinator, period="2026-Q1")
    assert guests(coordinator).to_date == "12"


def test_a_direction_is_not_cut_within_a_word_unseen(signed, leader, coordinator, client_of):
    text = "Kiểm tra nội dung báo nêu, trả lời cơ quan báo chí và báo cáo kết quả trước khi họp giao ban."
    directions.give(about=signed.items.first(), text=text, by=leader, now=clock.now())
    page = client_of(coordinator).get(reverse("indicators:indicator", args=["DIRECTIONS"]) + "?ky=2026-H2")
    assert text in page.text


def test_the_workbook_holds_a_change_as_the_page_has_it(coordinator, client_of):
    enter(9, coordinator, period="2025-H1")
    enter(13, coordinator)
    found = client_of(coordinator).get(reverse("indicators:workbook") + "?ky=2026-H1")
    sheet = load_workbook(BytesIO(found.getvalue())).active
    row = next(row for row in sheet.iter_rows(values_only=True) if row[3] == 13)
    assert row[6] == guests(coordinator).change == "+4 (+44,4%)"


def test_a_condition_that_names_nothing_says_what_there_is(coordinator, client_of):
    given = {"name": "Tin", "code": "TIN_A", "unit": "tin", "level": "both", "over": "sum", "kind": "digest"}
    client, where = client_of(coordinator), reverse("indicators:own")
    assert "Có: form" in client.post(where, given | {"where": "nope=1"}).text
    assert "daily" in client.post(where, given | {"where": "form=hourly"}).text


def test_the_form_of_what_is_counted_in_wholes_shows_a_whole_number(coordinator, client_of):
    where = reverse("indicators:enter", args=["DIGESTS_DAILY"]) + "?ky=2026-H1"
    assert "1.250,5" not in client_of(coordinator).get(where).text
