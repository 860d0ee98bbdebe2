"""Headings of task tables in further words: two languages, a column of groups, steps from when to when."""

from datetime import date

import pytest

from nhipcau.engines.officialdoc.tests.test_plan_kinds import names
from nhipcau.engines.officialdoc.tests.test_plan_tables import docx_table

ROWS = (
    ["1", "Vẽ bản đồ du lịch", "Sở Ngoại vụ", "Sở Y tế", "Tháng 5/2026"],
    ["2", "Dịch sách ảnh", "Sở Nội vụ", "", "Quý III/2026"],
)


@pytest.mark.parametrize(
    "heads",
    [
        [
            "STT/No.",
            "Nội dung/Content",
            "Cơ quan chủ trì/Lead agency",
            "Cơ quan phối hợp/Partners",
            "Thời gian/Time",
        ],
        ["STT (No.)", "Công việc (Work)", "Chủ trì (Lead)", "Phối hợp (Support)", "Thời hạn (Deadline)"],
        ["TT\nNo", "Nhiệm vụ\nTask", "Đơn vị chủ trì\nHost", "Đơn vị phối hợp\nPartner", "Tiến độ\nSchedule"],
        ["No.", "Task", "Lead unit", "Coordinating units", "Deadline"],
        ["Số TT", "Đầu việc", "Đơn vị chịu trách nhiệm", "Đơn vị hỗ trợ", "Mốc thời gian"],
        [
            "TT",
            "Nội dung triển khai",
            "Đơn vị được giao chủ trì",
            "Đơn vị được giao phối hợp",
            "Thời điểm hoàn tất",
        ],
        ["Thứ tự", "Việc phải làm", "Ai chủ trì", "Ai phối hợp", "Khi nào xong"],
    ],
)
def test_headings_in_other_words(heads):
    tasks = {task.number: task for task in docx_table(heads, *ROWS).walk()}
    assert list(tasks) == ["1", "2"]
    assert (names(tasks["1"].lead or tasks["1"].implement), names(tasks["1"].coordinate)) == (
        ["Sở Ngoại vụ"],
        ["Sở Y tế"],
    )
    assert tasks["1"].title == "Vẽ bản đồ du lịch"
    assert tasks["1"].timing.due == date(2026, 5, 31)


@pytest.mark.parametrize(
    "group", ["Lĩnh vực", "Chủ đề", "Nhóm", "Trụ cột", "Mảng công tác", "Nhóm giải pháp", "Mục tiêu cụ thể"]
)
def test_a_column_of_groups_before_the_tasks(group):
    plan = docx_table(
        [group, "Nhiệm vụ", "Phân công", "Nguồn lực", "Sản phẩm", "Tiến độ"],
        ["Biển đảo", "1. Vẽ bản đồ du lịch", "- Chủ trì: Sở Ngoại vụ\n- Phối hợp: Sở Y tế, Công an tỉnh", "Ngân sách tỉnh", "Bản đồ", "Tháng 5/2026"],
        [None, "2. Dịch sách ảnh", "- Chủ trì: Sở Nội vụ", "Xã hội hóa", "Sách", "12 - 16/10/2026"],
        ["Làng nghề", "3. Mở lớp tiếng Anh", "- Chủ trì: Sở Công Thương\n- Phối hợp: Hội Nông dân tỉnh", "Ngân sách tỉnh", "Lớp", "Cả năm 2026"],
        ["Cộng", "", "", "1.500 triệu đồng", "", ""],
        merged=[(1, 2, 0)],
    )  # fmt: skip
    tasks = {task.number: task for task in plan.walk() if not task.children}
    assert list(tasks) == ["1", "2", "3"]
    assert names(tasks["1"].lead) == ["Sở Ngoại vụ"]
    assert names(tasks["1"].coordinate) == ["Sở Y tế", "Công an tỉnh"]
    assert tasks["2"].title == "Dịch sách ảnh"
    assert tasks["2"].timing.due == date(2026, 10, 16)
    assert names(tasks["3"].coordinate) == ["Hội Nông dân tỉnh"]


def test_a_row_of_totals_is_no_task():
    for total in (
        "Tổng số",
        "Tổng cộng (A+B)",
        "Cộng",
        "TỔNG KINH PHÍ",
        "Tổng nhu cầu kinh phí",
        "Cộng toàn bộ",
    ):
        plan = docx_table(
            ["STT", "Công việc", "Chủ trì", "Phối hợp", "Thời gian", "Kinh phí"],
            *([*row, "20"] for row in ROWS),
            ["", total, "", "", "", "40"],
        )
        assert [task.number for task in plan.walk()] == ["1", "2"], total


@pytest.mark.parametrize(
    ("first", "last"),
    [("Bắt đầu", "Kết thúc"), ("Từ", "Đến"), ("Từ ngày", "Đến ngày"), ("Ngày bắt đầu", "Ngày hoàn thành"), ("Khởi động", "Hoàn thành"), ("Thời điểm bắt đầu", "Thời điểm kết thúc")],
)  # fmt: skip
def test_from_when_to_when_in_two_columns(first, last):
    plan = docx_table(
        ["STT", "Công việc", "Chủ trì", first, last],
        ["1", "Vẽ bản đồ du lịch", "Sở Ngoại vụ", "01/5/2026", "20/6/2026"],
        ["2", "Dịch sách ảnh", "Sở Nội vụ", "", "30/6/2026"],
    )
    tasks = {task.number: task for task in plan.walk()}
    assert (
        tasks["1"].timing.to_json() | {"from": "2026-05-01", "to": "2026-06-20"}
        == tasks["1"].timing.to_json()
    )
    assert tasks["2"].timing.due == date(2026, 6, 30)


@pytest.mark.parametrize(
    "heading",
    ["Nội dung, đơn vị thực hiện, thời gian", "Nhiệm vụ và phân công", "Nội dung công việc", "Hoạt động - trách nhiệm - tiến độ"],
)  # fmt: skip
def test_a_table_of_one_column_tells_its_duties_in_the_cells(heading):
    rows = (
        [
            "1",
            "Đón đoàn nhà báo Lào\nĐơn vị chủ trì: Sở Ngoại vụ\nĐơn vị phối hợp: Công an tỉnh\nThời gian: quý II/2026",
        ],
        ["2", "In tờ gấp tiếng Khmer\nĐơn vị chủ trì: Thư viện tỉnh\nThời gian: trước ngày 15/8/2026"],
    )
    first, second = docx_table(["STT", heading], *rows).tasks
    assert [task.title for task in (first, second)] == ["Đón đoàn nhà báo Lào", "In tờ gấp tiếng Khmer"]
    assert [names(task.lead) for task in (first, second)] == [["Sở Ngoại vụ"], ["Thư viện tỉnh"]]
    assert names(first.coordinate) == ["Công an tỉnh"]
    assert (first.timing.quarter, second.timing.date) == (2, date(2026, 8, 15))


def test_a_table_of_one_column_of_words_is_no_table_of_tasks():
    rows = (["1", "Giữ bí mật\nKhông nói: điều chưa công bố"], ["2", "Nói đúng, nói đủ"])
    assert docx_table(["STT", "Nội dung"], *rows).tasks == ()
