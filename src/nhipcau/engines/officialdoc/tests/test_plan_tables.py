"""Task tables of every make: several actions under one number, roles in one cell, columns of any name."""

import io
from datetime import date

import pytest
from docx import Document

from nhipcau.engines.officialdoc import read
from nhipcau.engines.officialdoc.plan.reading import read_plan
from nhipcau.engines.officialdoc.tests.test_plan_kinds import TAIL, head, names, plan_of, tasks_of


def docx_table(*rows, merged=()):
    """A plan whose tasks stand in a table; merged: (first row, last row, column), rows from 0."""
    document = Document()
    for line in (head() + "II. NHIỆM VỤ\nTheo bảng sau:").split("\n"):
        if line:
            document.add_paragraph(line)
    table = document.add_table(len(rows), len(rows[0]))
    table.style = "Table Grid"
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            if text is not None:
                table.cell(at, column).text = text
    for first, last, column in merged:
        table.cell(first, column).merge(table.cell(last, column))
    for line in TAIL.split("\n"):
        if line:
            document.add_paragraph(line)
    file = io.BytesIO()
    document.save(file)
    return read_plan(read(file.getvalue(), name="plan.docx"))


def test_actions_under_one_number_are_tasks_of_their_own():
    plan = docx_table(
        ["TT", "Nhiệm vụ", "Việc cụ thể", "Cơ quan chủ trì", "Thời gian"],
        ["1", "Đưa tin về biển, đảo", "a) Dựng phim ngắn", "Báo Bình Hải", "Quý I"],
        [None, None, "b) Mở chuyên trang tiếng Anh", "Sở Khoa học và Công nghệ", "Quý III"],
        [None, None, "c) Dịch sách ảnh", "Sở Ngoại vụ", "Tháng 11"],
        ["2", "Tập huấn", "Mở 02 lớp", "Sở Nội vụ", "Quý II"],
        merged=[(1, 3, 0), (1, 3, 1)],
    )
    tasks = {task.number: task for task in plan.walk()}
    assert list(tasks) == ["1", "1.a", "1.b", "1.c", "2"]
    assert not tasks["1"].assigned and tasks["1"].timing is None
    assert tasks["1.b"].title == "Mở chuyên trang tiếng Anh"
    assert names(tasks["1.c"].lead) == ["Sở Ngoại vụ"]
    assert [tasks[f"1.{letter}"].timing.due.month for letter in "abc"] == [3, 9, 11]
    assert tasks["2"].title == "Tập huấn: Mở 02 lớp"


def test_actions_below_blank_cells_are_tasks_of_their_own():
    tasks = tasks_of("""II. NHIỆM VỤ
| STT | Nội dung | Hoạt động cụ thể | Chủ trì | Phối hợp | Thời hạn |
| 1 | Mở rộng quan hệ | Ký bản ghi nhớ | Sở Ngoại vụ | Sở Tư pháp | 5/2026 |
|  |  | Trao đổi đoàn | Văn phòng UBND tỉnh | Sở Ngoại vụ | 8/2026 |
| 2 | Xúc tiến | Dự hội chợ | Sở Công Thương | | 10/2026 |
""")
    assert list(tasks) == ["1", "1.1", "1.2", "2"]
    assert names(tasks["1.2"].lead) == ["Văn phòng UBND tỉnh"]
    assert tasks["1.2"].timing.end == date(2026, 8, 31)


def test_rows_of_one_number_with_duties_only_are_kept_apart_and_doubted():
    plan = docx_table(
        ["TT", "Nội dung công việc", "Chủ trì", "Thời gian"],
        ["1", "Sơ kết việc thực hiện đề án", "Sở Ngoại vụ", "Tháng 6"],
        [None, None, "Sở Tài chính", "Tháng 9"],
        merged=[(1, 2, 0), (1, 2, 1)],
    )
    tasks = {task.number: task for task in plan.walk()}
    assert names(tasks["1.1"].lead) == ["Sở Ngoại vụ"] and names(tasks["1.2"].lead) == ["Sở Tài chính"]
    assert {doubt.task for doubt in plan.doubts if doubt.key == "doubt.task.unsure"} == {"1.1", "1.2"}


def test_a_second_agency_in_a_merged_row_is_one_more_agency():
    plan = docx_table(
        ["TT", "Nội dung công việc", "Chủ trì", "Thời gian"],
        ["1", "Sơ kết việc thực hiện đề án", "Sở Ngoại vụ", "Tháng 6"],
        [None, None, "Sở Tài chính", None],
        merged=[(1, 2, 0), (1, 2, 1), (1, 2, 3)],
    )
    assert [names(task.lead) for task in plan.walk()] == [["Sở Ngoại vụ", "Sở Tài chính"]]


@pytest.mark.parametrize(
    "headings",
    [
        "Nội dung | Trách nhiệm thực hiện | Thời gian | Phương thức | Sản phẩm",
        "Nhiệm vụ | Phân công thực hiện | Tiến độ | Mục tiêu | Kết quả",
        "Nội dung công việc | Cơ quan thực hiện | Lộ trình | Đối tượng | Nguồn lực",
        "Nhiệm vụ, giải pháp | Tổ chức thực hiện | Thời hạn | Chỉ tiêu | Căn cứ",
    ],
)
def test_roles_in_one_cell_with_columns_of_any_name(headings):
    plan = plan_of(f"""II. TỔ CHỨC THỰC HIỆN
Phân công tại Phụ lục.
{TAIL}
PHỤ LỤC
PHÂN CÔNG NHIỆM VỤ
(Kèm theo Kế hoạch số 21/KH-UBND ngày 09 tháng 02 năm 2026 của Ủy ban nhân dân tỉnh)
| {headings} |
| 1. Dịch trang thông tin | Chủ trì: Sở Ngoại vụ (nội dung); Sở Khoa học và Công nghệ (kỹ thuật). Phối hợp: Công an tỉnh. | Quý III/2026 | Thuê đơn vị dịch thuật. | Trang tiếng Anh. |
| 2. Đón đoàn báo chí | Chủ trì: Văn phòng UBND tỉnh<br>Phối hợp: Sở Tài chính, UBND các xã, phường | Tháng 4/2026 | Các cơ quan thường trú. | 20 tin, bài. |
| Tổng cộng | | | | |
""")
    tasks = {task.number: task for task in plan.walk()}
    assert list(tasks) == ["1", "2"]
    assert names(tasks["1"].lead) == ["Sở Ngoại vụ", "Sở Khoa học và Công nghệ"]
    assert names(tasks["1"].coordinate) == ["Công an tỉnh"]
    assert names(tasks["2"].coordinate) == ["Sở Tài chính", "UBND các xã, phường"]
    assert not tasks["1"].implement and tasks["1"].timing.quarter == 3


def test_columns_of_means_and_of_beginning_and_end():
    tasks = tasks_of("""II. NHIỆM VỤ
| STT | Nhiệm vụ | Giải pháp thực hiện | Chủ trì | Bắt đầu | Kết thúc |
| 1 | Dựng phim | Đặt hàng; Sở duyệt | Sở Ngoại vụ | 01/3/2026 | 30/6/2026 |
| 2 | Viết sách | Mời chuyên gia | Sở Nội vụ | 4/2026 | 9/2026 |
| | Tổng cộng | | | | |
""")
    assert list(tasks) == ["1", "2"] and not tasks["1"].implement
    assert "Đặt hàng" in tasks["1"].content
    assert [(task.timing.start, task.timing.end) for task in tasks.values()] == [
        (date(2026, 3, 1), date(2026, 6, 30)),
        (date(2026, 4, 1), date(2026, 9, 30)),
    ]
