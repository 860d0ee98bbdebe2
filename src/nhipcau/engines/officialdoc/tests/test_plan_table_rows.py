"""Tables as pages and scans break them."""

from dataclasses import replace

from nhipcau.engines.officialdoc import read
from nhipcau.engines.officialdoc.model import Cell, Position, Table
from nhipcau.engines.officialdoc.plan.tables import read_task_table

HEAD = ["TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian"]
DOCUMENT = read("KẾ HOẠCH\nCông tác năm 2026".encode(), name="x.txt")


def table_of(*rows):
    def cell(text, at, column):
        return Cell(text, tuple(text.split("\n")), (at, column))

    grid = tuple(
        tuple(cell(text, at, column) for column, text in enumerate(row)) for at, row in enumerate(rows)
    )
    return Table(grid, Position(1, 1, 0, 1), header_rows=1)


def tasks_of(*rows):
    return read_task_table(table_of(HEAD, *rows), DOCUMENT, 2026)


def names(agencies):
    return [agency.name for agency in agencies]


def test_a_row_that_a_page_break_split_is_one_task():
    tasks = tasks_of(
        [
            "1",
            "Hội nghị xúc tiến đầu tư, biên soạn",
            "Trung tâm Xúc tiến đầu tư",
            "Công an tỉnh, Sở Công",
            "Quý II",
        ],
        ["", "tài liệu ba thứ tiếng.", "", "Thương, Sở Tài chính", ""],
        ["2", "Làm phim", "Báo Sơn La", "", "Cả năm"],
    )
    assert [task.number for task in tasks] == ["1", "2"]
    assert tasks[0].title == "Hội nghị xúc tiến đầu tư, biên soạn tài liệu ba thứ tiếng"
    assert names(tasks[0].coordinate) == ["Công an tỉnh", "Sở Công Thương", "Sở Tài chính"]


def test_headings_repeated_on_the_next_page_are_no_task():
    tasks = tasks_of(
        ["1", "Làm phim", "Báo Sơn La", "", "Cả năm"],
        ["TT", "Nhiệm vụ", "", "", ""],
        ["(1)", "(2)", "(3)", "(4)", "(5)"],
        ["2", "Viết bài", "Báo Sơn La", "", "Cả năm"],
    )
    assert [task.title for task in tasks] == ["Làm phim", "Viết bài"]


def test_a_number_lost_between_its_neighbours_is_filled_in_and_unsure():
    tasks = tasks_of(
        ["1", "Làm phim", "Báo Sơn La", "", "Cả năm"],
        ["", "Viết bài", "Sở Ngoại vụ", "", "Quý I"],
        ["3", "Mở lớp", "Sở Nội vụ", "", "Quý H/2026"],
    )
    assert [task.number for task in tasks] == ["1", "2", "3"]
    assert tasks[1].sure < 0.75
    assert tasks[2].timing.quarter == 2


def test_a_table_of_something_else_gives_no_tasks():
    rows = [["TT", "Họ và tên", "Chức vụ"], ["1", "Nguyễn Văn Thử", "Chuyên viên"]]
    assert read_task_table(table_of(*rows), DOCUMENT, 2026) == []
    assert read_task_table(replace(table_of(*rows), rows=()), DOCUMENT, 2026) == []
