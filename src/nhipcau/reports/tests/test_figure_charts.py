"""Charts of figures in a report's paper: which figures, beside what, sealed as plain values, and fit for Word."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from lxml import etree
from tests.gallery import test_word_opens as word

from nhipcau.engines.counting.periods import parse_period
from nhipcau.engines.officialdoc.check import check_form
from nhipcau.engines.officialdoc.write.chart import Chart, Kind, Series, laid_out, ticks
from nhipcau.engines.officialdoc.write.docx import write_docx
from nhipcau.engines.officialdoc.write.model import Picture
from nhipcau.engines.officialdoc.write.pdf import write_pdf
from nhipcau.indicators import actions as entering
from nhipcau.indicators import queries as figures
from nhipcau.office.signing.kinds import Mark, Signer
from nhipcau.reports import content, figure_charts, paper, queries
from nhipcau.reports.actions import rounds
from nhipcau.reports.models import ReportRound
from nhipcau.reports.rules import titled

pytestmark = pytest.mark.django_db
MARK = Mark(number="12", issued_on=date(2026, 5, 20), signer=Signer(name="Phạm Giám Đốc", post="Giám đốc"))


def enter(code, period, value, by):
    question = figures.asked(period, None)
    entering.enter(
        question=question,
        part=question.definitions.get(code).part(),
        value=value,
        source="VCCI, công bố ngày 05/01/2026",
        by=by,
    )


@pytest.fixture
def entered(round_, coordinator):
    """Guests and news of three half years; a rank, a median and a figure that is nowhere but in this period."""
    for period, guests, vietnamese, foreign in (
        ("2025-H1", 9, 388, 40),
        ("2025-H2", 20, 402, 55),
        ("2026-H1", 13, 431, 61),
    ):
        enter("INTL_DELEGATIONS", period, guests, coordinator)
        enter("NEWS_VI", period, vietnamese, coordinator)
        enter("NEWS_FOREIGN", period, foreign, coordinator)
        enter("OUT_PCI", period, 30, coordinator)
    enter("VIDEOS", "2026-H1", 7, coordinator)
    question = figures.asked("2026", None)
    part = question.definitions.get("NEWS_VI").part()
    entering.set_goal(
        question=question, part=part, value=900, at_most=False, source="678/KH-UBND", by=coordinator
    )
    return queries.province_report(round_)


def charts(report):
    return content.content_of(report)["annexes"]["charts"]


def test_figures_of_one_unit_stand_beside_the_period_before_and_last_year(entered):
    compared, _goals = charts(entered)
    assert compared["title"] == (
        "Số liệu của kỳ so với 6 tháng cuối năm 2025 và 6 tháng đầu năm 2025 (tin, bài)"
    )
    assert compared["names"] == [
        "Số tin, bài TTĐN bằng tiếng Việt",
        "Số tin, bài bằng tiếng nước ngoài (theo từng thứ tiếng)",
    ]
    assert compared["series"] == [
        ["6 tháng đầu năm 2026", ["431", "61"]],
        ["6 tháng cuối năm 2025", ["402", "55"]],
        ["6 tháng đầu năm 2025", ["388", "40"]],
    ]


def test_ranks_and_figures_without_anything_beside_them_have_no_bars(entered):
    drawn = {name for one in charts(entered) for name in one["names"]}
    assert not any("PCI" in name or "video" in name for name in drawn)


def test_a_goal_is_a_line_at_a_hundred_percent(entered):
    goals = charts(entered)[-1]
    assert (goals["unit"], goals["goal"]) == ("%", "100")
    assert goals["names"] == ["Số tin, bài TTĐN bằng tiếng Việt (mục tiêu 900)"]
    assert goals["series"] == [["So với mục tiêu", ["47.9"]]]


def test_the_period_before_stands_in_the_table_too(entered):
    said = content.content_of(entered)
    table = next(
        annex.body[-1] for annex in paper.paper(said, MARK).annexes if annex.title == "Tổng hợp số liệu"
    )
    assert [cell.text for cell in table.header[0]][3:6] == ["Kỳ này", "Kỳ trước", "Cùng kỳ năm trước"]
    row = next(row for row in table.rows if len(row) > 1 and row[1].text.startswith("Số đoàn khách"))
    assert [cell.text for cell in row[3:6]] == ["13", "20", "9"]


def test_what_was_sealed_before_there_were_charts_is_printed_as_it_was(entered):
    said = content.content_of(entered)
    del said["annexes"]["charts"]
    for section in said["annexes"]["figures"]:
        section["rows"] = [row[:7] for row in section["rows"]]
    made = paper.paper(said, MARK)
    (annex,) = [one for one in made.annexes if one.title == "Tổng hợp số liệu"]
    assert not any(isinstance(block, Picture) for block in annex.body)
    assert len(annex.body[-1].widths) == 8
    assert write_docx(made)


def test_the_drawing_says_in_words_all_that_it_shows_and_keeps_its_meaning_in_grey(entered):
    (first, second) = figure_charts.pictures(charts(entered))
    assert first.caption.startswith("Biểu đồ 1. ") and second.caption.startswith("Biểu đồ 2. ")
    assert "tiếng Việt: 6 tháng đầu năm 2026 431, 6 tháng cuối năm 2025 402" in first.words
    patterns = re.findall(r'<pattern id="(\w+)".*?</pattern>', first.svg)
    assert patterns == ["c1s0", "c1s1", "c1s2"]
    inside = re.findall(r"<pattern [^>]*><rect [^>]*/>(.*?)</pattern>", first.svg)
    assert len(set(inside)) == 3  # told apart without their colours
    for value in ("431", "402", "388", "61", "55", "40"):
        assert f">{value}</text>" in first.svg


def test_several_years_stand_side_by_side_year_by_year(entered, plan, coordinator):
    for year, value in ((2024, 700), (2025, 790)):
        enter("NEWS_VI", str(year), value, coordinator)
    question = figures.asked("2024..2026", None)
    rows = content.figures.of_indicators(question, ["NEWS_VI"])
    columns = figure_charts.columns_of(question, rows, {})
    assert [(one.name, one.values["NEWS_VI"]) for one in columns][:2] == [
        ("Năm 2024", 700),
        ("Năm 2025", 790),
    ]
    (chart, *_goals) = figure_charts.charts_of(question, rows, columns)
    assert chart["title"] == "Số liệu từng năm (tin, bài)" and chart["series"][1] == ["Năm 2025", ["790"]]


def test_a_chart_has_no_more_bars_than_a_page_holds(entered):
    question = figures.asked("2026-H1", None)
    columns = [figure_charts.Column(name, {}) for name in ("nay", "trước", "năm trước")]
    lines = [(f"Chỉ tiêu {at}", (at, at + 1, 0)) for at in range(30)]
    made = figure_charts._compared(question, "văn bản", lines, columns)
    assert made["names"] == [f"Chỉ tiêu {at}" for at in range(24, 30)]
    (drawn,) = figure_charts.pictures([made])
    height = float(re.search(r'height="([\d.]+)pt"', drawn.svg)[1])
    assert height < 400


def test_whole_figures_have_no_ticks_between_them():
    assert ticks(0, 13, whole=True) == [0, 5, 10, 15]
    assert 2.5 in ticks(0, 13)
    chart = Chart(Kind.ROWS, ("a",), (Series("x", (Decimal(13),)),))
    assert {one.text for one in laid_out(chart, width=400, height=200).words} >= {"0", "5", "10", "15"}


# ---- the files


@pytest.fixture
def file(entered) -> bytes:
    return write_docx(paper.paper(content.content_of(entered), MARK))


def test_the_paper_with_charts_is_in_the_decree_s_form_and_a_pdf(entered, file):
    assert check_form(file, name="a.docx").findings == ()
    assert write_pdf(paper.paper(content.content_of(entered), MARK)).startswith(b"%PDF")


def test_word_opens_it(file, monkeypatch):
    """All that Word calls a file damaged for, looked for in a report with charts."""
    monkeypatch.setattr(word, "package", lambda name: zipfile.ZipFile(io.BytesIO(file)))
    word.test_children_stand_in_the_order_of_the_schema_and_once("report")
    word.test_each_part_has_a_type_and_each_relation_a_target("report")
    word.test_what_the_text_names_is_there("report")
    word.test_tables_are_whole("report")
    word.test_drawings_are_whole("report")


def test_each_drawing_in_word_has_words_for_whoever_does_not_see_it(file):
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(file)).read("word/document.xml"))
    told = [node.get("descr") for node in root.iter(word.WP + "docPr")]
    assert len(told) == 3 and all("Biểu đồ" in one or "Đúng hạn" in one for one in told)


def test_a_lead_never_ends_a_page(entered):
    made = paper.paper(content.content_of(entered), MARK)
    leads = [block.text for block in made.body if getattr(block, "leads", False)]
    assert "Số liệu trong kỳ:" in leads


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("2026-H1", "6 tháng cuối năm 2026"),
        ("2026", "năm 2027"),
        ("2026-SPK", "năm 2027"),
        ("2022..2026", "giai đoạn 2027 - 2031"),
        ("2026-01-01..2026-05-31", "thời gian tới"),
    ],
)
def test_the_time_after_a_period_is_named_as_reports_name_it(period, words):
    assert titled("Phương hướng {next}", parse_period(period)) == f"Phương hướng {words}"


@pytest.mark.parametrize(
    "period", ["2026-M05", "2026-Q1", "2026", "2022..2026", "2026-01-01..2026-04-30", "2026-SPK"]
)
def test_every_kind_of_report_is_in_form(round_, plan, coordinator, period):
    made = ReportRound.objects.filter(period=period).first() or rounds.open_round(
        plan=plan, period=period, due_on=date(2026, 12, 31), note="", today=date(2026, 5, 20), by=coordinator
    )
    for report in made.reports.all()[:2]:
        file = write_docx(paper.paper(content.content_of(report), MARK))
        assert check_form(file, name="a.docx").findings == (), report
