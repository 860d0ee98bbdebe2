"""What the rules find in an agency's own plan, and how its lines stand to last year's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.kernel.refusal import Refused
from nhipcau.plans.units import rules
from nhipcau.plans.units.rules import Frame, GivenTask, Mark, Place, WrittenLine, WrittenPlan

LEADS = GivenTask(1, "2.1", "Xuất bản ấn phẩm song ngữ", leads=True, last=date(2026, 6, 29), paid=True)
HELPS = GivenTask(2, "2.2", "Tổ chức hội chợ biên giới", leads=False)
FRAME = Frame(tasks=(LEADS, HELPS), half=date(2026, 5, 14), whole=date(2026, 11, 14))
LINE = WrittenLine(
    key=7,
    task=1,
    work="In ấn phẩm",
    output="Ấn phẩm",
    amount=500,
    unit="cuốn",
    in_charge="Lê Hoài Cán",
    begins=date(2026, 2, 1),
    ends=date(2026, 6, 1),
    money=300_000_000,
    source="province",
)
PLAN = WrittenPlan(
    year=2026,
    agency="Sở Công Thương",
    leader="Đỗ Giám Đốc",
    focal="Lê Hoài Cán",
    aims="- Quảng bá.",
    recipients="UBND tỉnh (b/c)",
    reports_half=date(2026, 5, 9),
    reports_year=date(2026, 11, 9),
    lines=(LINE,),
)


def said(plan: WrittenPlan = PLAN, frame: Frame = FRAME) -> list[tuple[bool, str]]:
    return [(one.stops, str(one.said)) for one in rules.findings(plan, frame)]


def with_line(**values) -> WrittenPlan:
    return replace(PLAN, lines=(replace(LINE, **values),))


def test_a_whole_plan_has_nothing_wanting():
    assert said() == []


def test_each_task_that_the_agency_leads_has_a_line_and_what_it_helps_in_needs_none():
    own = replace(LINE, task=None)
    found = rules.findings(replace(PLAN, lines=(own,)), FRAME)
    assert [(one.place, one.key, one.stops) for one in found] == [(Place.ADD, 1, True)]
    assert "2.1 Xuất bản ấn phẩm song ngữ" in str(found[0].said)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"output": " "}, "chưa ghi kết quả"),
        ({"begins": None}, "chưa ghi đủ thời gian"),
        ({"ends": None}, "chưa ghi đủ thời gian"),
        ({"begins": date(2025, 12, 1)}, "01/12/2025 nằm ngoài năm 2026"),
        ({"ends": date(2026, 6, 30)}, "sau thời hạn của nhiệm vụ 2.1 (29/06/2026)"),
        ({"in_charge": ""}, "chưa ghi người phụ trách"),
        ({"source": ""}, "chưa ghi nguồn"),
        ({"task": 99}, "không còn giao cho cơ quan"),
    ],
)
def test_what_is_wrong_in_a_line_stops_it_and_leads_to_the_line(values, words):
    found = [one for one in rules.findings(with_line(**values), FRAME) if one.place is Place.LINE]
    assert [(one.stops, one.key) for one in found] == [(True, 7)]
    assert words in str(found[0].said)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"amount": None}, "chưa có số lượng"),
        ({"money": None, "source": "province"}, "chưa ghi số tiền"),
        ({"money": None, "source": ""}, "kế hoạch của tỉnh có ghi kinh phí"),
    ],
)
def test_what_is_only_wanting_stops_nothing(values, words):
    found = said(with_line(**values))
    assert found and not any(stops for stops, _words in found)
    assert any(words in each for _stops, each in found)


def test_the_last_day_of_the_task_is_in_time_and_a_task_without_one_takes_the_whole_year():
    assert said(with_line(ends=date(2026, 6, 29))) == []
    all_year = replace(FRAME, tasks=(replace(LEADS, last=None),))
    assert said(with_line(ends=date(2026, 12, 31)), all_year) == []


def test_leader_officer_and_report_days_are_named_and_not_after_the_province_s():
    plan = replace(PLAN, leader="", focal=" ", reports_half=date(2026, 5, 15), reports_year=None)
    found = said(plan)
    assert [words for stops, words in found if stops] == [
        "Chưa ghi lãnh đạo phụ trách.",
        "Chưa ghi cán bộ đầu mối.",
        "Ngày tổng hợp báo cáo 6 tháng (15/05/2026) sau hạn báo cáo của tỉnh (14/05/2026).",
    ]
    assert (False, "Ngày tổng hợp báo cáo năm còn trống.") in found


def test_names_are_those_of_the_day_of_the_plan():
    ended = replace(PLAN, agency_ended=date(2026, 2, 28))
    assert any(stops and "28/02/2026" in words for stops, words in said(ended))
    gone = replace(FRAME, gone={"Sở Thông tin và Truyền thông": "Sở Văn hóa", "Hội X": ""})
    plan = with_line(together_with="Sở Thông tin và Truyền thông; Công an tỉnh\nHội X.")
    words = " ".join(each for _stops, each in said(plan, gone))
    assert "nay là Sở Văn hóa" in words and "“Hội X”, cơ quan này không còn" in words


def test_errors_stop_the_submit_and_warnings_do_not():
    rules.check_submitting(rules.findings(with_line(amount=None), FRAME))
    with pytest.raises(Refused) as refused:
        rules.check_submitting(rules.findings(with_line(output=""), FRAME))
    assert refused.value.details["count"] == 1


def test_sending_back_names_a_line_and_a_reason():
    for wrong in ([], [" "], ["sai ngày", ""]):
        with pytest.raises(Refused):
            rules.check_returning(wrong)
    rules.check_returning(["sai ngày"])


# --- last year ---


def test_a_line_is_new_changed_or_as_last_year_whatever_the_year():
    before = replace(LINE, begins=date(2025, 2, 1), ends=date(2025, 6, 1))
    assert rules.mark_of(LINE, None) is Mark.NEW
    assert rules.mark_of(LINE, before) is Mark.SAME
    assert rules.mark_of(replace(LINE, work="  In   ấn phẩm "), before) is Mark.SAME
    assert rules.mark_of(replace(LINE, money=1), before) is Mark.CHANGED
    assert rules.differences(replace(LINE, ends=date(2026, 6, 2)), before) == ("ends",)


def test_tasks_go_on_by_near_identical_words_or_by_number_with_words_in_common():
    now = {
        1: ("2.1", "Xuất bản ấn phẩm song ngữ Việt - Anh năm 2026"),
        2: ("2.2", "Tổ chức hội chợ biên giới"),
        3: ("2.3", "Mở chuyên trang tiếng Khmer"),
    }
    before = {
        10: ("2.2", "Xuất bản ấn phẩm song ngữ Việt - Anh năm 2025"),
        11: ("2.2", "Hội chợ thương mại biên giới"),
        12: ("2.3", "Tập huấn phát ngôn"),
    }
    assert rules.matched(now, before) == {1: 10, 2: 11}


@given(
    st.dictionaries(
        st.integers(1, 6), st.tuples(st.sampled_from("12"), st.text("ab ", max_size=6)), max_size=5
    ),
    st.dictionaries(
        st.integers(7, 12), st.tuples(st.sampled_from("12"), st.text("ab ", max_size=6)), max_size=5
    ),
)
def test_each_task_goes_on_once_at_most(now, before):
    found = rules.matched(now, before)
    assert len(set(found.values())) == len(found)
    assert set(found) <= set(now) and set(found.values()) <= set(before)


@given(st.dates(date(2000, 1, 1), date(2090, 12, 31)), st.integers(1, 4))
def test_a_day_a_year_on_is_the_same_day_of_the_year(day, years):
    moved = rules.moved_on(day, years)
    assert moved is not None and moved.year == day.year + years
    assert rules.mark_of(replace(LINE, begins=moved), replace(LINE, begins=day)) is Mark.SAME


def test_money_is_summed_by_source():
    lines = [LINE, replace(LINE, money=5), replace(LINE, source="social", money=7), replace(LINE, money=None)]
    assert rules.sums(lines) == {"province": 300_000_005, "social": 7}
