"""Rules of the next plan by example: years moved on, numbers, marks, what keeps it from being presented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from nhipcau.kernel.refusal import Refused
from nhipcau.plans.next import moving, numbering, rules
from nhipcau.plans.next.numbering import Numbered, Pattern, Style
from nhipcau.plans.next.rules import Place, WrittenNext, WrittenTask
from nhipcau.plans.next_states import Mark
from nhipcau.plans.rules import period_warnings


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Công tác thông tin đối ngoại năm 2026", "Công tác thông tin đối ngoại năm 2027"),
        ("Trước ngày 30/6/2026", "Trước ngày 30/6/2027"),
        ("Quý III/2026", "Quý III/2027"),
        ("tháng 3/2026 và tháng 9-2026", "tháng 3/2027 và tháng 9-2027"),
        ("ngày 20 tháng 11 năm 2026", "ngày 20 tháng 11 năm 2027"),
        ("từ 01/10/2026 đến 31/3/2027", "từ 01/10/2027 đến 31/3/2028"),
        ("giai đoạn 2026-2030", "giai đoạn 2026-2030"),
        ("kỷ niệm 50 năm (1976 – 2026)", "kỷ niệm 50 năm (1976 – 2026)"),
        ("theo Nghị định số 72/2026/NĐ-CP", "theo Nghị định số 72/2026/NĐ-CP"),
        ("Kế hoạch số 12/KH-UBND ngày 05/01/2026 của tỉnh", "Kế hoạch số 12/KH-UBND ngày 05/01/2026 của tỉnh"),
        ("Công văn 3837/BTTTT-TTĐN ngày 16 tháng 9 năm 2026", "Công văn 3837/BTTTT-TTĐN ngày 16 tháng 9 năm 2026"),
        ("Quyết định số 15/2026 và hội nghị năm 2026", "Quyết định số 15/2026 và hội nghị năm 2027"),
        ("so với năm 2025", "so với năm 2025"),
        ("2.026 đại biểu, điện thoại 0912026", "2.026 đại biểu, điện thoại 0912026"),
        ("", ""),
    ],
)  # fmt: skip
def test_only_the_plan_s_own_year_moves_on_in_words(before, after):
    assert moving.moved_words(before, since=2026, to=2027) == after


def test_the_29th_of_february_becomes_the_28th():
    assert moving.moved_words("ngày 29/2/2024", since=2024, to=2025) == "ngày 28/2/2025"
    assert moving.moved_words("ngày 29/2/2024", since=2024, to=2028) == "ngày 29/2/2028"
    assert moving.moved_timing({"kind": "date", "date": "2024-02-29"}, since=2024, to=2025) == {
        "kind": "date",
        "date": "2025-02-28",
    }


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, None),
        ({"kind": "continuous", "every": "month", "day": 18}, {"kind": "continuous", "every": "month", "day": 18}),
        ({"kind": "year", "year": 2026}, {"kind": "year", "year": 2027}),
        ({"kind": "quarter", "quarter": 3, "year": 2026}, {"kind": "quarter", "quarter": 3, "year": 2027}),
        ({"kind": "period", "from": 2026, "to": 2030}, {"kind": "period", "from": 2026, "to": 2030}),
        (
            {"kind": "range", "from": "2026-10-01", "to": "2027-03-31"},
            {"kind": "range", "from": "2027-10-01", "to": "2028-03-31"},
        ),
        (
            {"kind": "before", "date": "2026-06-30", "text": "Trước ngày 30/6/2026"},
            {"kind": "before", "date": "2027-06-30", "text": "Trước ngày 30/6/2027"},
        ),
        ({"kind": "before", "date": "2031-06-30"}, {"kind": "before", "date": "2031-06-30"}),
    ],
)  # fmt: skip
def test_times_move_on_as_their_kind_has_it(before, after):
    assert moving.moved_timing(before, since=2026, to=2027) == after


def tree(*items: Any) -> list[Numbered]:
    """("I", [("1", []), …]) → a tree; keys as they come."""
    keys = iter(range(1, 1000))

    def make(part: Any) -> Numbered:
        number, under = part if isinstance(part, tuple) else (part, [])
        key = next(keys)
        return Numbered(key, number, [make(one) for one in under])

    return [make(item) for item in items]


@pytest.mark.parametrize(
    ("last_year", "now", "numbers"),
    [
        (["1", ("2", ["2.1", "2.2"])], ["", ("", ["", ""])], ["1", "2", "2.1", "2.2"]),
        (
            [("I", ["1", "2"]), ("II", ["1"])],
            [("", ["", ""]), ("", ["", ""])],
            ["I", "1", "2", "II", "1", "2"],
        ),
        (
            [("I", ["1", "2"]), ("II", ["3"])],
            [("", ["", ""]), ("", ["", ""])],
            ["I", "1", "2", "II", "3", "4"],
        ),
        (
            [("I.", [("1.", ["a)", "b)"])])],
            [("", [("", ["", "", "", "", ""])])],
            ["I.", "1.", "a)", "b)", "c)", "d)", "đ)"],
        ),
        (
            [("I", [("1", ["1.1", "1.2"]), ("2", ["2.1"])])],
            [("", [("", [""]), ("", ["", ""])])],
            ["I", "1", "1.1", "2", "2.1", "2.2"],
        ),
        (["Nhiệm vụ 1", "Nhiệm vụ 2"], ["", "", ""], ["Nhiệm vụ 1", "Nhiệm vụ 2", "Nhiệm vụ 3"]),
        ([], [("", ["", ("", [""])])], ["I", "1", "2", "2.1"]),
        ([], ["", ""], ["1", "2"]),
    ],
)
def test_tasks_are_numbered_as_last_year_s_plan_numbers_them(last_year, now, numbers):
    assert list(numbering.numbered(tree(*now), like=tree(*last_year)).values()) == numbers


def test_roman_numbers_and_a_pattern_that_few_break():
    assert [numbering.roman(n) for n in (1, 4, 9, 14, 40, 99)] == ["I", "IV", "IX", "XIV", "XL", "XCIX"]
    assert numbering.patterns(tree("1", "2", "Phụ lục A", "BC1"), [])[0] == Pattern(Style.PLAIN)


def test_a_day_of_the_plan_moves_on():
    assert moving.moved_day(date(2026, 5, 14), since=2026, to=2027) == date(2027, 5, 14)
    assert moving.moved_day(None, since=2026, to=2027) is None


# --- marks ---

BEFORE: dict[str, Any] = {
    "title": "Hội chợ",
    "lead": ["Sở Công Thương"],
    "timing": {"kind": "year", "year": 2027},
}


@pytest.mark.parametrize(
    ("now", "fields"),
    [
        (BEFORE, ()),
        (BEFORE | {"title": "hội  chợ.", "number": "9"}, ()),
        (BEFORE | {"title": "Hội chợ biên giới"}, ("title",)),
        (BEFORE | {"timing": {"kind": "quarter", "quarter": 3, "year": 2027}, "outputs": "01 hội chợ"}, ("timing", "outputs")),
        (BEFORE | {"lead": ["Sở Ngoại vụ"]}, ("lead",)),
    ],
)  # fmt: skip
def test_what_changed_since_last_year_is_named_by_field(now, fields):
    assert rules.changed_fields(now, BEFORE) == fields
    assert rules.changed_fields(now, None) == ()


@pytest.mark.parametrize(
    ("left_out", "came_from", "changed", "overdue", "mark"),
    [
        (False, False, (), 0, Mark.NEW),
        (False, True, (), 0, Mark.KEPT),
        (False, True, ("title",), 0, Mark.CHANGED),
        (False, True, ("title",), 2, Mark.UNFINISHED),
        (True, True, (), 2, Mark.ENDED),
        (True, False, (), 0, Mark.ENDED),
    ],
)
def test_a_task_has_one_mark(left_out, came_from, changed, overdue, mark):
    assert rules.mark_of(left_out=left_out, came_from=came_from, changed=changed, overdue=overdue) == mark


def test_marks_are_counted_each_in_its_order():
    counted = rules.marks_counted([Mark.KEPT, Mark.NEW, Mark.KEPT])
    assert list(counted) == list(Mark)
    assert (counted[Mark.KEPT], counted[Mark.NEW], counted[Mark.ENDED]) == (2, 1, 0)


# --- what keeps it from being presented ---

WHOLE = WrittenTask(
    key=1,
    number="1",
    title="Hội chợ",
    leads=True,
    timing={"kind": "year", "year": 2027},
    outputs="01 hội chợ",
)
PLAN = WrittenNext(
    year=2027,
    title="Kế hoạch",
    bases="Luật",
    aims="Mục đích",
    recipients="Lưu: VT",
    six_month=date(2027, 6, 15),
    annual=date(2027, 12, 15),
    unit_plans=date(2027, 1, 31),
    tasks=(WHOLE,),
)


def said(plan: WrittenNext, *, stops: bool) -> list[str]:
    return [str(one.said) for one in rules.findings(plan) if one.stops is stops]


def test_a_whole_draft_is_found_fault_with_by_nobody():
    assert rules.findings(PLAN) == ()
    assert rules.stopping(rules.findings(PLAN)) == []


@pytest.mark.parametrize(
    ("task", "words"),
    [
        ({"leads": False}, "“1 Hội chợ” chưa có cơ quan chủ trì hoặc thực hiện."),
        ({"timing": None}, "“1 Hội chợ” chưa ghi thời gian."),
        ({"timing": {"kind": "year", "year": 2026}}, "“1 Hội chợ”: thời gian (2026) nằm ngoài năm 2027 của kế hoạch."),
        ({"unknown": ("Sở Lạ",)}, "“1 Hội chợ”: chưa rõ “Sở Lạ” là cơ quan nào."),
    ],
)  # fmt: skip
def test_what_stops_a_task(task, words):
    plan = replace(PLAN, tasks=(replace(WHOLE, **task),))
    assert said(plan, stops=True) == [words]
    assert [(one.place, one.key) for one in rules.findings(plan)] == [(Place.TASK, 1)]
    assert said(replace(PLAN, tasks=(WHOLE, replace(WHOLE, key=2, left_out=True, **task))), stops=True) == []


@pytest.mark.parametrize(
    ("task", "words"),
    [
        ({"outputs": " "}, "“1 Hội chợ” chưa ghi sản phẩm."),
        ({"unknown_others": ("Hội Lạ",)}, "“1 Hội chợ”: chưa rõ “Hội Lạ” là cơ quan nào."),
        ({"gone": {"Sở cũ": "Sở mới"}}, "“1 Hội chợ” ghi “Sở cũ”, nay là Sở mới."),
        ({"gone": {"Sở cũ": ""}}, "“1 Hội chợ” ghi “Sở cũ”, cơ quan này không còn."),
        ({"number": ""}, "1 nhiệm vụ chưa có số. Hãy đánh số lại."),
    ],
)
def test_what_is_only_warned_of(task, words):
    plan = replace(PLAN, tasks=(replace(WHOLE, **task),))
    assert (said(plan, stops=True), said(plan, stops=False)) == ([], [words])


def test_a_time_in_words_alone_is_a_time():
    assert rules.findings(replace(PLAN, tasks=(replace(WHOLE, timing=None, timing_text="Theo đợt"),))) == ()


@pytest.mark.parametrize(
    ("timing", "when"),
    [
        (None, ""),
        ({"kind": "continuous"}, ""),
        ({"kind": "quarter", "quarter": 1, "year": 2028}, "2028"),
        ({"kind": "quarter", "quarter": 1}, ""),
        ({"kind": "before", "date": "2028-01-01"}, ""),  # until 31 December
        ({"kind": "before", "date": "2027-01-01"}, "01/01/2027"),
        ({"kind": "date", "date": "2026-12-31"}, "31/12/2026"),
        ({"kind": "range", "from": "2026-10-01", "to": "2027-03-31"}, ""),
        ({"kind": "range", "from": "2026-10-01", "to": "2026-12-31"}, "31/12/2026"),
        ({"kind": "period", "from": 2021, "to": 2026}, "2026"),
        ({"kind": "period", "from": 2026, "to": 2030}, ""),
        ({"kind": "from", "from": 2028}, "2028"),
        ({"kind": "from", "from": "2028-02-01"}, "01/02/2028"),
        ({"kind": "date", "date": "hỏng"}, ""),
    ],
)
def test_which_times_lie_outside_the_plan_s_year(timing, when):
    assert rules.outside(timing, 2027) == when


def test_last_year_s_unfinished_work_is_never_lost_in_silence():
    plan = replace(PLAN, unfinished={7: ("2.1 Ấn phẩm", 2)})
    assert said(plan, stops=True) == [
        "Nhiệm vụ năm trước “2.1 Ấn phẩm” còn 2 kết quả quá hạn chưa xong mà dự thảo không có."
        " Hãy đưa vào, hoặc ghi lý do không đưa vào."
    ]
    for going_on in (replace(WHOLE, came_from=7), replace(WHOLE, came_from=7, left_out=True, reason="Thôi")):
        assert said(replace(plan, tasks=(WHOLE, replace(going_on, key=2))), stops=True) == []


def test_open_directions_and_proposals_are_decided_first():
    plan = replace(PLAN, directions={3: "Làm ngay"}, proposals={4: ("Sở A", "Thêm hội thảo")}, unanswered=2)
    assert said(plan, stops=True) == [
        "1 ý kiến chỉ đạo còn mở chưa xem xét, trước hết: “Làm ngay”.",
        "1 đề xuất chưa xem xét, trước hết của Sở A: “Thêm hội thảo”.",
    ]
    assert said(plan, stops=False) == ["2 cơ quan được hỏi chưa gửi đề xuất."]


def test_the_head_names_what_is_wanting():
    plan = WrittenNext(
        year=2027, title="Kế hoạch", has_issuer=False, has_letter=False, annual=date(2028, 1, 5)
    )
    assert said(plan, stops=True) == [
        "Dự thảo chưa có nhiệm vụ nào.",
        "Chưa chọn cơ quan ban hành kế hoạch.",
        "Hạn báo cáo năm (05/01/2028) nằm ngoài năm 2027 của kế hoạch.",
    ]
    assert len(said(plan, stops=False)) == 6


def test_report_days_before_the_law_closes_its_data_are_warned_of():
    early = period_warnings(2026, date(2026, 5, 14), None)
    found = said(replace(PLAN, year=2026, six_month=date(2026, 5, 14), annual=date(2026, 12, 15),
                         unit_plans=date(2026, 1, 31), tasks=(replace(WHOLE, timing=None, timing_text="Cả năm"),),
                         periods=early), stops=False)  # fmt: skip
    assert len(early) == 1 and len(found) == 1
    assert "14/05/2026" in found[0] and "14/06/2026" in found[0]


# --- what an act asks ---


@pytest.mark.parametrize(
    "check",
    [
        lambda: rules.check_beginning(year=2026, last_year=2026),
        lambda: rules.check_beginning(year=26, last_year=None),
        lambda: rules.check_task(title="  "),
        lambda: rules.check_room(rules.MOST_TASKS),
        lambda: rules.check_leaving_out(" "),
        lambda: rules.check_asking(due=date(2026, 1, 1), today=date(2026, 1, 2)),
        lambda: rules.check_proposal(wish="new", has_task=False, title="", changes=True, reason="Vì"),
        lambda: rules.check_proposal(wish="new", has_task=False, title="Tên", changes=True, reason=" "),
        lambda: rules.check_proposal(wish="end", has_task=False, title="", changes=False, reason="Vì"),
        lambda: rules.check_proposal(wish="change", has_task=True, title="", changes=False, reason="Vì"),
        lambda: rules.check_sending(proposals=0, nothing=False),
        lambda: rules.check_sending(proposals=2, nothing=True),
        lambda: rules.check_declining(""),
    ],
)
def test_what_cannot_be_done_says_why(check):
    with pytest.raises(Refused):
        check()


def test_what_can_be_done_passes():
    rules.check_beginning(year=2027, last_year=2026)
    rules.check_proposal(wish="end", has_task=True, title="", changes=False, reason="Đã xong")
    rules.check_sending(proposals=0, nothing=True)
    rules.check_sending(proposals=1, nothing=False)
