"""Agencies' words in the province's report: merged, worded anew, in conflict, signed."""

from __future__ import annotations

from datetime import date

import pytest
from tests.laid import laid

from nhipcau.engines.officialdoc.write.docx import write_docx
from nhipcau.indicators import actions as figures_actions
from nhipcau.indicators import queries as figures
from nhipcau.kernel import clock
from nhipcau.kernel.refusal import Refused
from nhipcau.office.signing import queries as signing
from nhipcau.reports import content, gathering, kind, paper, queries
from nhipcau.reports.actions import gathering as wording
from nhipcau.reports.actions import rounds, writing
from nhipcau.reports.models import Report
from nhipcau.reports.rules import ReportState
from nhipcau.reports.tests.conftest import DAY, fill, hand_in

pytestmark = pytest.mark.django_db
SAME = "Đã quán triệt Chỉ thị số 26 đến toàn thể cán bộ."
PLACE = "V.1"


@pytest.fixture
@laid
def both(report, other_report, coordinator, officer, people, house):
    """Two agencies' reports, handed in, with one sentence in common and one in conflict."""
    for one, by, many in ((report, officer, 12), (other_report, house["officer"], 15)):
        text = f"{SAME}\nHội nghị tổng kết ngày 10/4/2026 tại Đà Lạt có {many} đại biểu nước ngoài dự."
        writing.write_part(report=one, place=PLACE, text=text, seen=0, by=by)
        fill(one, by)
    hand_in(report, **people)
    hand_in(other_report, **house)
    return queries.province_report(report.round)


def lines(report):
    return gathering.gathered(report, PLACE)


def test_one_sentence_of_two_agencies_stands_once_with_both(both):
    (same,) = [one for one in lines(both) if "quán triệt" in one.text]
    assert same.group.agencies == ("Sở Công Thương", "Sở Văn hóa, Thể thao và Du lịch")


def test_another_figure_is_a_conflict_that_keeps_it_from_being_signed(both):
    against = [one for one in lines(both) if one.open_conflicts]
    assert len(against) == 2
    assert any("khác nhau" in one.text for one in kind.unfinished(both))


def test_a_conflict_is_settled_by_wording_or_leaving_out(both, coordinator):
    first, second = [one for one in lines(both) if one.open_conflicts]
    wording.word(
        report=both,
        place=PLACE,
        members=first.member_keys,
        text="Hội nghị có 15 đại biểu nước ngoài.",
        by=coordinator,
    )
    assert not any(one.open_conflicts for one in lines(both))
    wording.leave_out(report=both, place=PLACE, members=second.member_keys, by=coordinator)
    said = [each["text"] for part in content.content_of(both)["parts"] for each in part["lines"]]
    assert "Hội nghị có 15 đại biểu nước ngoài." in said and not any("12 đại biểu" in one for one in said)
    wording.restore(report=both, place=PLACE, members=second.member_keys, by=coordinator)
    assert not any(one.is_out for one in lines(both))


def test_wording_goes_on_when_an_agency_hands_in_again(both, report, coordinator, officer, people):
    (same,) = [one for one in lines(both) if "quán triệt" in one.text]
    wording.word(
        report=both, place=PLACE, members=same.member_keys, text="Các sở đã quán triệt.", by=coordinator
    )
    again = writing.give_back(
        report=Report.objects.get(pk=report.pk), place=PLACE, reason="Xem lại.", by=coordinator
    )
    assert [one.text for one in lines(both) if one.wording] == ["Các sở đã quán triệt."]
    part = again.parts.get(place=PLACE)
    writing.write_part(
        report=again, place=PLACE, text=f"{SAME} Thêm một câu mới hẳn.", seen=part.revision, by=officer
    )
    hand_in(again, **people)
    assert [one.text for one in lines(both) if one.wording] == ["Các sở đã quán triệt."]
    assert any("một câu mới" in one.text for one in lines(both))


def test_what_is_no_more_is_not_worded(both, coordinator):
    with pytest.raises(Refused, match="tải lại"):
        wording.word(report=both, place=PLACE, members=["0" * 16], text="x", by=coordinator)


def test_a_returned_report_is_not_in_the_provinces(both, report, coordinator):
    writing.give_back(report=Report.objects.get(pk=report.pk), place=PLACE, reason="Sai.", by=coordinator)
    assert all(one.group.agencies == ("Sở Văn hóa, Thể thao và Du lịch",) for one in lines(both))


def ready(both, coordinator):
    for one in lines(both):
        if one.open_conflicts:
            wording.leave_out(report=both, place=PLACE, members=one.member_keys, by=coordinator)
    figures_actions.close(question=figures.asked("2026-H1", None), by=coordinator)


def test_figures_must_be_closed_first(both, coordinator):
    assert any("Chưa chốt" in one.text for one in kind.unfinished(both))
    ready(both, coordinator)
    assert not kind.unfinished(both)


def test_signed_it_is_a_paper_with_annexes_and_stays(both, coordinator, house, report):
    ready(both, coordinator)
    version = hand_in(both, officer=coordinator, director=house["director"], clerk=house["clerk"])
    both.refresh_from_db()
    assert both.state == ReportState.SUBMITTED and version.issue.symbol.endswith("/BC-SVHTTDL")
    draft = paper.paper(version.content, kind.Mark(number="01", symbol="01/BC-SVHTTDL", issued_on=DAY))
    assert [one.title for one in draft.annexes] == [
        "Kết quả thực hiện từng nhiệm vụ của Kế hoạch",
        "Tổng hợp số liệu",
        "Tình hình nộp báo cáo của các đơn vị",
    ]
    with pytest.raises(Refused):
        wording.leave_out(report=both, place=PLACE, members=lines(both)[0].member_keys, by=coordinator)


def test_where_a_sentence_comes_from_stands_at_the_foot_on_wish(both, coordinator):
    writing.set_notes(report=both, wanted=True, by=coordinator)
    both.refresh_from_db()
    draft = paper.paper(content.content_of(both), kind.Mark())
    notes = [
        run.note for block in draft.body for run in getattr(block, "text", ()) if getattr(run, "note", "")
    ]
    assert "Theo báo cáo của Sở Công Thương, Sở Văn hóa, Thể thao và Du lịch." in notes


def test_the_paper_holds_to_the_decree(both, coordinator, tmp_path):
    from nhipcau.engines.officialdoc.check import check_form

    draft = paper.paper(content.content_of(both), kind.Mark(number="01", issued_on=DAY))
    found = check_form(write_docx(draft))
    assert [one for one in found.findings if one.severity == "error"] == []


def test_figures_in_the_report_are_those_of_the_page_of_figures(both, coordinator, client_of):
    ready(both, coordinator)
    clock.forget()
    from nhipcau.indicators import pages

    said = content.content_of(both)["annexes"]["figures"]
    told = {row[0]: row[2] for section in said for row in section["rows"]}
    sheet = pages.sheet(coordinator, figures.asked("2026-H1", None))
    shown = {row.name: row.now for section in sheet.sections for row in section.rows}
    assert told == shown and told


def test_the_submissions_register_tells_in_time_and_late(round_, both, third_agency, coordinator):
    said = content.content_of(both)
    rows = said["annexes"]["submissions"]
    assert [row[3] for row in rows] == ["Đúng hạn", "Đúng hạn"]
    drawn = paper.paper(said, kind.Mark()).annexes[-1].body[0]
    assert drawn.words == "Đúng hạn: 2; Trễ: 0; Chưa nộp: 0 (tổng số 2 đơn vị)"
    rounds.change_round(round_=round_, due_on=date(2026, 5, 18), note="", by=coordinator)
    both = Report.objects.get(pk=both.pk)
    assert {row[3] for row in content.content_of(both)["annexes"]["submissions"]} == {"Trễ 2 ngày"}
    assert signing.standing(both) is None


def test_a_sentence_of_one_agency_bears_its_name(report, other_report, people, house, officer):
    """Read alone it was not told whose it is; one that says so already, and one of two agencies, stay as they are."""
    said = "Đã đăng 12 tin, bài.\nCán bộ còn kiêm nhiệm.\nSở Công Thương hoàn thành kế hoạch năm.\n" + SAME
    writing.write_part(report=report, place=PLACE, text=said, seen=0, by=officer)
    writing.write_part(report=other_report, place=PLACE, text=SAME, seen=0, by=house["officer"])
    fill(report, officer)
    fill(other_report, house["officer"])
    hand_in(report, **people)
    hand_in(other_report, **house)
    province = queries.province_report(report.round)
    texts = {one.text for one in lines(province)}
    assert {
        "Sở Công Thương đã đăng 12 tin, bài.",
        "Sở Công Thương: Cán bộ còn kiêm nhiệm.",
        "Sở Công Thương hoàn thành kế hoạch năm.",
    } <= texts
    assert not any(text.count("Sở Công Thương") > 1 for text in texts)
    part = next(one for one in content.content_of(province)["parts"] if one["no"] == PLACE)
    assert texts == {line["text"] for line in part["lines"]}
