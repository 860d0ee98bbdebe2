"""Tables that copying took apart: cells parted by tabs, or each on a line of its own, with empty and long cells."""

from __future__ import annotations

import pytest

from nhipcau.engines.officialdoc import read
from nhipcau.engines.officialdoc.plan.model import PlanReading
from nhipcau.engines.officialdoc.plan.reading import read_plan
from nhipcau.engines.officialdoc.tests.test_plan_kinds import names

HEAD = """ỦY BAN NHÂN DÂN
TỈNH BÌNH AN
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 31/KH-UBND
Bình An, ngày 05 tháng 02 năm 2026

KẾ HOẠCH
Thông tin đối ngoại năm 2026
I. MỤC ĐÍCH
Quảng bá hình ảnh của tỉnh.
II. NHIỆM VỤ
"""
FOOT = "\nIII. KINH PHÍ\n1. Ngân sách tỉnh.\n2. Nguồn xã hội hóa.\nNơi nhận:\n- Lưu: VT.\nCHỦ TỊCH\nTrần Văn Thử\n"


def plan(table: str) -> PlanReading:
    return read_plan(read((HEAD + table + FOOT).encode(), name="dan.txt"))


def rows(table: str) -> list[tuple[str, str, list[str], list[str], str]]:
    """number, title, leads, partners, words of the time, of each task."""
    return [
        (task.number, task.title, names(task.lead or task.implement), names(task.coordinate), task.timing.text if task.timing else "")
        for task in plan(table).walk()
    ]  # fmt: skip


WANTED = [
    ("1", "Vẽ bản đồ du lịch", ["Sở Ngoại vụ"], ["Sở Y tế", "Công an tỉnh"], "Tháng 5/2026"),
    ("2", "Dịch sách ảnh", ["Sở Nội vụ"], [], "Quý III/2026"),
    ("3", "Mở lớp tiếng Anh", ["Hội Nông dân tỉnh"], ["Sở Nội vụ"], "trước 30/9/2026"),
]


@pytest.mark.parametrize(
    "table",
    [
        # a browser: a line for each cell, none for the empty one
        "TT\nNội dung công việc\nĐơn vị chủ trì\nĐơn vị phối hợp\nTiến độ\n1\nVẽ bản đồ du lịch\nSở Ngoại vụ\nSở Y tế, Công an tỉnh\nTháng 5/2026\n"
        "2\nDịch sách ảnh\nSở Nội vụ\nQuý III/2026\n3\nMở lớp tiếng Anh\nHội Nông dân tỉnh\nSở Nội vụ\nHoàn thành trước 30/9/2026",
        # the same with a blank line between cells, and a partner on a line of its own
        "STT\n\nNhiệm vụ\n\nChủ trì\n\nPhối hợp\n\nThời hạn\n\n01\n\nVẽ bản đồ du lịch\n\nSở Ngoại vụ\n\nSở Y tế;\n\nCông an tỉnh\n\nTháng 5/2026\n\n"
        "02\n\nDịch sách ảnh\n\nSở Nội vụ\n\nQuý III/2026\n\n03\n\nMở lớp tiếng Anh\n\nHội Nông dân tỉnh\n\nSở Nội vụ\n\ntrước 30/9/2026\n",
        # headings broken over lines, columns numbered, the head again on the next page
        "STT\nNhiệm vụ\nCơ quan,\nđơn vị chủ trì\nCơ quan phối hợp\nThời gian\nthực hiện\n(1)\n(2)\n(3)\n(4)\n(5)\n1.\nVẽ bản đồ du lịch\nSở Ngoại vụ\nSở Y tế, Công an tỉnh\nTháng 5/2026\n"
        "2.\nDịch sách ảnh\nSở Nội vụ\nQuý III/2026\n3.\nMở lớp tiếng Anh\nHội Nông dân tỉnh\nSở Nội vụ\ntrước 30/9/2026",
        # a spreadsheet: tabs, a cell of two lines between quotation marks
        'TT\tNội dung\tChủ trì\tPhối hợp\tThời gian\n1\tVẽ bản đồ du lịch\tSở Ngoại vụ\t"Sở Y tế\nCông an tỉnh"\tTháng 5/2026\n2\tDịch sách ảnh\tSở Nội vụ\t\tQuý III/2026\n3\tMở lớp tiếng Anh\tHội Nông dân tỉnh\tSở Nội vụ\ttrước 30/9/2026',
        # Word: tabs, a cell of two paragraphs, blanks around
        "STT\tNội dung \tCơ quan chủ trì\t Cơ quan phối hợp\tThời hạn\n1\tVẽ bản đồ\ndu lịch\tSở Ngoại vụ\tSở Y tế\nCông an tỉnh\tTháng 5/2026\n2\tDịch sách ảnh\tSở Nội vụ\t\tQuý III/2026\n3\tMở lớp tiếng Anh\tHội Nông dân tỉnh\tSở Nội vụ\ttrước 30/9/2026\n",
        # a PDF's text with its columns kept by blanks: cells over two lines, one empty
        " TT   Nội dung             Chủ trì               Phối hợp           Thời gian\n\n"
        "  1   Vẽ bản đồ du lịch    Sở Ngoại vụ           Sở Y tế,           Tháng 5/2026\n"
        "                                                 Công an tỉnh\n\n"
        "  2   Dịch sách ảnh        Sở Nội vụ                                Quý III/2026\n"
        "  3   Mở lớp               Hội Nông dân tỉnh     Sở Nội vụ          trước\n"
        "      tiếng Anh                                                     30/9/2026\n",
    ],
    ids=["browser", "blank lines", "broken headings", "spreadsheet", "word", "blanks"],
)
def test_a_pasted_table_gives_its_tasks(table: str) -> None:
    got = rows(table)
    assert [(row[0].lstrip("0"), row[1].replace("\n", " "), *row[2:]) for row in got] == WANTED


def test_headings_again_on_the_next_page_are_no_task() -> None:
    head = "STT\nNội dung\nCơ quan chủ trì\nThời gian\n"
    got = rows(
        head
        + "1\nVẽ bản đồ\nSở Ngoại vụ\nTháng 5/2026\n"
        + head
        + "2\nDịch sách ảnh\nSở Nội vụ\nQuý III/2026"
    )
    assert [(row[1], row[2]) for row in got] == [
        ("Vẽ bản đồ", ["Sở Ngoại vụ"]),
        ("Dịch sách ảnh", ["Sở Nội vụ"]),
    ]


@pytest.mark.parametrize("parted", ["\t", "\n"])
def test_groups_of_a_pasted_table_hold_their_rows(parted: str) -> None:
    lines = [
        ["TT", "Nhiệm vụ", "Chủ trì", "Thời gian"],
        ["I", "THÔNG TIN"], ["1", "Vẽ bản đồ", "Sở Ngoại vụ", "Quý II/2026"], ["2", "Dịch sách ảnh", "Sở Nội vụ", "Quý III/2026"],
        ["II", "ĐÀO TẠO"], ["1", "Mở lớp tiếng Lào", "Sở Y tế", "Tháng 9/2026"],
    ]  # fmt: skip
    got = rows("\n".join(parted.join(line) for line in lines))
    assert [(row[0], row[2]) for row in got] == [
        ("I", []), ("I.1", ["Sở Ngoại vụ"]), ("I.2", ["Sở Nội vụ"]), ("II", []), ("II.1", ["Sở Y tế"]),
    ]  # fmt: skip


def test_a_row_whose_cells_can_be_put_back_in_two_ways_is_doubted() -> None:
    """Three agencies on three lines for two columns: which of them leads together is a guess."""
    found = plan(
        "STT\nNội dung\nChủ trì\nPhối hợp\nThời gian\n1\nVẽ bản đồ\nSở Ngoại vụ\nSở Y tế\nCông an tỉnh\nTháng 5/2026"
        "\n2\nDịch sách ảnh\nSở Nội vụ\nSở Tài chính\nQuý III/2026"
    )
    doubted = {doubt.task for doubt in found.doubts if doubt.field == "task"}
    assert doubted == {"1"}


@pytest.mark.parametrize(
    "text",
    [
        "STT\nchỉ là một từ đứng riêng.\n1\nMột câu bình thường.",
        "Họ tên\tChức vụ\tĐiện thoại\nNguyễn Văn A\tChuyên viên\t0900",
        "1\n2\n3\n4",
    ],
)
def test_what_is_no_table_of_tasks_stays_lines(text: str) -> None:
    assert rows(text) == []


def test_what_stands_below_a_pasted_table_is_no_row_of_it() -> None:
    found = plan("TT\nNội dung\nChủ trì\nThời gian\n1\nVẽ bản đồ\nSở Ngoại vụ\nQuý II/2026")
    assert [task.title for task in found.walk()] == ["Vẽ bản đồ"]
    assert found.document.signer is not None and found.document.signer.name == "Trần Văn Thử"


@pytest.mark.parametrize(
    "table",
    [
        # the number stands in the middle of its row: which lines are whose is not told
        " TT   Nội dung             Chủ trì        Thời gian\n      Vẽ bản đồ            Sở             Tháng\n  1   du lịch              Ngoại vụ       5/2026\n",
        " TT   Nội dung             Chủ trì        Thời gian\n  1   Vẽ bản đồ            Sở Y tế        Quý II\n      Dịch                 Sở             Tháng\n  2   sách ảnh             Ngoại vụ       5/2026\n",
        # two columns run into each other
        " TT   Nội dung             Chủ trì        Thời gian\n  1   Vẽ bản đồ du lịch của tỉnh  Sở Ngoại vụ và Công an  Quý II\n",
    ],
)
def test_columns_that_cannot_be_told_apart_are_not_guessed(table: str) -> None:
    found = plan(table)
    assert not [task for task in found.walk() if task.lead]
    assert any(doubt.field == "tasks" for doubt in found.doubts) or not list(found.walk())
