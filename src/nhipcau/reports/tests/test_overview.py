"""The overview of reports and the leaders' page: every number is the one of the figures, and what is missing is a gap."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from nhipcau.engines.officialdoc.write.chart import Kind
from nhipcau.indicators import actions as figure_actions
from nhipcau.indicators import queries as figures
from nhipcau.reports import charts, leaders, overview
from nhipcau.reports.tests.conftest import DUE

pytestmark = pytest.mark.django_db
AFTER = DUE + timedelta(days=3)


@pytest.fixture
def over(handed_in, monkeypatch):
    """The round's day is over: one agency handed in before it, the other did not."""
    monkeypatch.setenv("NHIPCAU_TODAY", AFTER.isoformat())
    figures.forget()
    return handed_in.round


def question(period="2026"):
    return overview.asked(period)


def test_the_board_says_who_handed_in_and_its_foot_is_the_figure_of_that_day(over, agency, other_agency):
    found = overview.board(question(), {})
    said = {row.agency: [cell.words for cell in row.cells if cell] for row in found.rows}
    assert said[agency][0].startswith("Đúng hạn") and said[other_agency] == ["Chưa nộp"]
    (round_,) = found.rounds
    indicator = question().definitions.get("REPORTS_ON_TIME")
    told = figures.figures(question(f"{DUE}..{DUE}"), [indicator])["REPORTS_ON_TIME"]
    value = {line.now.part.part: line.now.value for line in told.lines}
    assert (round_.on_time, round_.owed) == (value["on_time"], value["all"])
    assert round_.handed_in == sum(row.on_time for row in found.rows) == 1


def test_before_its_day_a_round_has_nobody_late_and_no_figure(handed_in, agency, other_agency):
    found = overview.board(question(), {})
    said = {row.agency: row.cells[0].words for row in found.rows}
    assert (said[agency], said[other_agency]) == ("Đã nộp", "Chưa đến hạn")
    assert found.rounds[0].owed is None and found.chart is None


def test_the_board_sorts_by_a_round_and_by_what_came_in_time(over, agency, other_agency):
    key = f"dot-{over.pk}"
    first = [
        overview.board(question(), {"xep": wish}).rows[0].agency for wish in (key, f"-{key}", "-dung-han")
    ]
    assert first == [agency, other_agency, agency]


def test_a_year_without_a_figure_is_a_gap_and_never_none(over):
    (trend,) = overview.trends(question("2026-H1"), ["INTL_DELEGATIONS"])
    assert trend.names == ("2022", "2023", "2024", "2025", "2026")
    assert trend.lines[0][1] == (None,) * 5
    assert "polyline" not in trend.chart.wide


def test_a_closed_year_stands_as_it_was_closed(over, coordinator):
    asked = figures.asked("2026-H1", None, AFTER)
    part = asked.definitions.get("INTL_DELEGATIONS").part("")
    figure_actions.enter(question=asked, part=part, value=12, source="Sở Ngoại vụ", by=coordinator)
    figure_actions.close(question=asked, by=coordinator)
    figure_actions.enter(question=asked, part=part, value=20, source="Sở Ngoại vụ, bổ sung", by=coordinator)
    (trend,) = overview.trends(question("2026-H1"), ["INTL_DELEGATIONS"])
    assert trend.lines[0][1][-1] == 12


def test_a_goal_stands_beside_its_figure_and_says_which_way_is_better(over, coordinator):
    asked = question()
    part = asked.definitions.get("OUT_PCI").part("")
    figure_actions.set_goal(
        question=asked, part=part, value=10, at_most=True, source="12/NQ-HĐND", by=coordinator
    )
    told = "Báo cáo PCI, công bố ngày 05/05/2026"
    figure_actions.enter(question=asked, part=part, value=12, source=told, by=coordinator)
    (row,) = overview.goal_rows(question())
    assert (row.wanted, row.goal.figure, row.goal.tone) == ("không quá 10", "12", "warn")
    assert row.goal.words == "chưa đạt (120%)"


GUESTS = "INTL_DELEGATIONS"


def entered(by, **values):
    """International delegations, entered for some periods, with a goal for the year."""
    for period, value in values.items():
        asked = figures.asked(period.replace("Y", "2026-").rstrip("-"), None, AFTER)
        part = asked.definitions.get(GUESTS).part("")
        figure_actions.enter(question=asked, part=part, value=value, source="Sở Ngoại vụ", by=by)
    asked = question()
    part = asked.definitions.get(GUESTS).part("")
    figure_actions.set_goal(question=asked, part=part, value=30, at_most=False, source="9876/KH-UBND", by=by)


@pytest.mark.parametrize(
    ("values", "figure", "words", "until"),
    [
        ({"YH1": 12}, "12", "chưa đạt (40%)", "H1"),  # the half year of which a report was made
        ({"YQ1": 6}, "6", "chưa đạt (20%)", "Q1"),
        (
            {"YM01": 2, "YM02": 3, "YM03": 4},
            "9",
            "chưa đạt (30%)",
            "M03",
        ),  # months that follow one another
        ({"YM01": 2, "YM03": 4}, "2", "chưa đạt (6,7%)", "M01"),  # a gap is not passed over
        ({"YH1": 33}, "33", "đạt (110%)", "H1"),
        ({}, "–", "chưa có số liệu", None),
    ],
)
def test_a_yearly_goal_in_a_running_year_stands_beside_what_was_reached_until_now(
    values, figure, words, until, over, coordinator, client
):
    entered(coordinator, **values)
    (row,) = overview.goal_rows(question())
    assert (row.wanted, row.goal.figure, row.goal.words) == ("30", figure, words)
    day = question(f"2026-{until}").period.last if until else None
    assert row.until == day
    client.force_login(coordinator)
    told = client.get(reverse("reports:overview_table", args=["muc-tieu"]))
    sheet = load_workbook(BytesIO(b"".join(told) if told.streaming else told.content)).active
    (line,) = [row for row in sheet.iter_rows(values_only=True) if row[3] == "30"]
    assert (line[2], line[4]) == (figure, f"{words}, đến {day:%d/%m/%Y}" if day else words)
    page = client.get(reverse("reports:overview")).content.decode()
    assert (f"lũy kế đến {day:%d/%m/%Y}" in page) if day else ("lũy kế đến" not in page)


def test_a_goal_of_a_year_that_is_over_stands_beside_the_years_figure_alone(over, coordinator, monkeypatch):
    entered(coordinator, YH1=12)
    monkeypatch.setenv("NHIPCAU_TODAY", "2027-01-10")
    (row,) = overview.goal_rows(question("2026"))
    assert (row.goal.figure, row.until) == ("–", None)


def test_what_is_counted_says_until_when_in_a_running_year(over, coordinator):
    asked = question()
    part = asked.definitions.get("TASKS_DONE").part("")
    figure_actions.set_goal(
        question=asked, part=part, value=8, at_most=False, source="9876/KH-UBND", by=coordinator
    )
    (row,) = overview.goal_rows(question())
    assert row.until == AFTER and row.goal.figure != "–"


def test_tasks_by_agency_are_those_of_the_figures(over, agency):
    asked = question()
    done = dict(figures.by_agency(asked, asked.definitions.get("TASKS_DONE")))
    late = dict(figures.by_agency(asked, asked.definitions.get("TASKS_LATE")))
    rows = overview.late_rows(asked)
    assert {row.agency for row in rows} == {*done, *late}
    for row in rows:
        assert (row.done, row.owed) == tuple(done[row.agency].figure(part).value for part in ("", "all"))
        if row.agency in late:
            assert (row.late, row.overdue) == tuple(
                late[row.agency].figure(part).value for part in ("", "overdue")
            )


def test_the_plans_of_a_year_part_its_figures(over, plan):
    (line,) = leaders.lines()
    told = figures.figures(question(str(plan.year)))
    done = {one.now.part.part: one.now.value for one in told["TASKS_DONE"].lines}
    late = {one.now.part.part: one.now.value for one in told["TASKS_LATE"].lines}
    assert (line.done, line.owed, line.late, line.overdue) == (
        done[""],
        done["all"],
        late[""],
        late["overdue"],
    )
    assert (line.round.handed_in, line.round.owed) == (1, over.reports.of_agencies().newest().count())
    assert line.due is None or line.due >= AFTER


def test_each_table_is_taken_away_as_it_is_shown(over, coordinator, client_of, agency):
    client = client_of(coordinator)
    for name in ("nop-bao-cao", "xu-huong", "muc-tieu", "tre-han"):
        answer = client.get(reverse("reports:overview_table", args=[name]) + "?ky=2026")
        cells = list(load_workbook(BytesIO(answer.getvalue())).active.iter_rows(values_only=True))
        assert len(cells) >= 4, name
        if name == "nop-bao-cao":
            assert any(row[0] == agency.name and row[1].startswith("Đúng hạn") for row in cells)
    assert client.get(reverse("reports:overview_table", args=["khac"])).status_code == 404


def test_the_page_is_printed_with_its_charts_and_tables(over, leader, client_of, agency):
    import pypdfium2

    answer = client_of(leader).get(reverse("reports:overview_paper") + "?ky=2026")
    paper = pypdfium2.PdfDocument(BytesIO(answer.content))
    text = " ".join(" ".join(page.get_textpage().get_text_bounded() for page in paper).split())
    assert "TỔNG QUAN BÁO CÁO" in text and agency.name in text and "Chưa xong, quá hạn" in text


@pytest.mark.parametrize("name", ["reports:overview", "reports:overview_paper", "reports:leaders"])
def test_only_who_reads_all_reports_sees_it(over, officer, leader, client_of, name):
    assert client_of(officer).get(reverse(name)).status_code == 403
    assert client_of(leader).get(reverse(name)).status_code == 200


def test_an_address_of_no_period_is_not_found_and_an_early_year_is_no_fault(over, leader, client_of):
    client = client_of(leader)
    assert client.get(reverse("reports:overview") + "?ky=khong-co").status_code == 404
    assert client.get(reverse("reports:overview") + "?ky=2019&chi-tieu=KHONG_CO").status_code == 200


def test_charts_are_drawn_on_the_page_each_with_patterns_of_its_own(over, leader, client_of):
    import lxml.html

    page = lxml.html.fromstring(client_of(leader).get(reverse("reports:overview") + "?ky=2026").content)
    drawn = page.xpath("//*[local-name()='svg'][@role='img']")
    marks = page.xpath("//*[local-name()='pattern']/@id")
    assert len(drawn) >= 6 and all(one.get("aria-label") for one in drawn)
    assert marks and len(marks) == len(set(marks))


def test_the_leader_s_desk_leads_there(over, leader, coordinator, client_of):
    assert reverse("reports:leaders") in client_of(leader).get("/").text
    assert reverse("reports:leaders") in client_of(coordinator).get(reverse("reports:rounds")).text


def test_what_is_done_late_is_never_added_to_what_is_overdue():
    drawn = charts.of_late([("Sở Công Thương", 1, 2), ("Sở Y tế", 0, 3)])
    assert [(one.name, one.values) for one in drawn.chart.series] == [
        ("Hoàn thành trễ", (1, 0)),
        ("Chưa xong, quá hạn", (2, 3)),
    ]
    assert drawn.chart.kind == Kind.ROWS, "stacked bars would show their sum"
