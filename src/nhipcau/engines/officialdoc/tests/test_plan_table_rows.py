"""Tables as pages and scans break them."""

from dataclasses import replace

import pytest

from nhipcau.engines.officialdoc import read
from nhipcau.engines.officialdoc.model import Cell, Position, Table
from nhipcau.engines.officialdoc.page.rawdoc import RawCell, RawLine, RawTable
from nhipcau.engines.officialdoc.page.stitch import stitch_tables
from nhipcau.engines.officialdoc.plan.reading import read_plan
from nhipcau.engines.officialdoc.plan.table_columns import with_head_of
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


def test_a_table_on_the_next_page_without_headings_goes_on():
    first = table_of(HEAD, ["1", "Làm phim", "Báo Sơn La", "", "Cả năm"])
    second = table_of(
        ["2", "Viết bài", "Sở Ngoại vụ", "Công an tỉnh", "Quý I"], ["3", "Mở lớp", "Sở Nội vụ", "", "Quý II"]
    )
    assert read_task_table(second, DOCUMENT, 2026) == []
    tasks = read_task_table(with_head_of(second, first), DOCUMENT, 2026)
    assert [task.number for task in tasks] == ["2", "3"]
    assert names(tasks[0].coordinate) == ["Công an tỉnh"] and tasks[0].sure < 0.75


def test_a_page_that_lost_its_last_column_keeps_the_others():
    first = table_of(HEAD, ["1", "Làm phim", "Báo Sơn La", "", "Cả năm"])
    second = table_of(["2", "Viết bài", "Sở Ngoại vụ", "Công an tỉnh"], ["3", "Mở lớp", "Sở Nội vụ", ""])
    tasks = read_task_table(with_head_of(second, first), DOCUMENT, 2026)
    assert [names(task.lead) for task in tasks] == [["Sở Ngoại vụ"], ["Sở Nội vụ"]]


def test_another_table_does_not_take_the_headings():
    first = table_of(HEAD, ["1", "Làm phim", "Báo Sơn La", "", "Cả năm"])
    other = table_of(
        ["Họ tên", "Chức vụ", "Điện thoại", "Thư", "Ghi chú"], ["An", "Chuyên viên", "0123", "a@b", ""]
    )
    assert with_head_of(other, first) is other


def test_headings_misread_on_the_next_page_are_no_task():
    tasks = tasks_of(
        ["1", "Làm phim", "Báo Sơn La", "", "Cả năm"],
        ["TT", "Nhiệrn vụ", "Chủ trì", "Phồi hợp", "Thời qian"],
        ["2", "Viết bài", "Báo Sơn La", "", "Cả năm"],
    )
    assert [task.title for task in tasks] == ["Làm phim", "Viết bài"]


def raw_table(page, edges, *rows):
    cells = tuple(
        RawCell(at, column, 1, 1, (RawLine(text, page, at + 1, starts=True),) if text else ())
        for at, row in enumerate(rows)
        for column, text in enumerate(row)
    )
    return RawTable(cells, len(rows), len(rows[0]), page, 1, edges=edges)


def test_pages_of_one_table_may_lie_aside_or_lose_an_edge():
    first = raw_table(1, (0.1, 0.2, 0.6, 0.9), ["TT", "Việc", "Ai"], ["1", "Làm phim", "Sở Y tế"])
    aside = raw_table(2, (0.14, 0.24, 0.64, 0.94), ["2", "Viết bài", "Sở Y tế"])
    cut = raw_table(3, (0.1, 0.2, 0.6), ["3", "Mở lớp"])
    other = raw_table(3, (0.1, 0.5, 0.9), ["a", "b"])
    (table,) = stitch_tables([first, aside, cut])
    assert (table.rows, table.columns) == (4, 3)
    assert [cell.lines[0].text for cell in table.cells if cell.column == 0] == ["TT", "1", "2", "3"]
    assert table.sure < 0.75
    assert len(stitch_tables([first, other])) == 2


@pytest.mark.parametrize(
    ("start", "end", "first", "last"),
    [
        ("20/10/2026", "22/10/2026", "2026-10-20", "2026-10-22"),
        ("Tháng 5/2026", "Tháng 8/2026", "2026-05-01", "2026-08-31"),
        ("01/02/2026", "Tháng 4/2026", "2026-02-01", "2026-04-30"),
    ],
)
@pytest.mark.parametrize("closing", ["Hoàn thành", "Kết thúc"])
def test_a_start_and_an_end_make_a_span(start, end, first, last, closing):
    text = (
        "KẾ HOẠCH\nII. NHIỆM VỤ\n"
        f"| STT | Nội dung | Cơ quan chủ trì | Bắt đầu | {closing} |\n"
        f"| 1 | Tổ chức hội thảo | Sở Ngoại vụ | {start} | {end} |\n"
        f"| 2 | Làm phim | Sở Du lịch |  | {end} |\n"
    )
    one, other = read_plan(read(text.encode(), name="x.txt")).tasks
    assert (one.timing.start.isoformat(), one.timing.end.isoformat()) == (first, last)
    assert other.timing is not None and other.timing.due.isoformat() == last
