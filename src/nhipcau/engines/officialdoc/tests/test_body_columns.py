"""Running text that a page sets in two columns: read one after the other, and told."""

import pytest

from nhipcau.engines.officialdoc import read
from nhipcau.engines.officialdoc.page.body_columns import find_regions
from nhipcau.engines.officialdoc.page.rows import Word, rows_of
from nhipcau.engines.officialdoc.plan.reading import read_plan
from nhipcau.engines.officialdoc.tests.conftest import typeset
from nhipcau.engines.officialdoc.tests.test_plan_kinds import names

TASKS = [
    ("1. Dựng phim ngắn về nghề dệt chiếu và nghề làm muối", "Sở Công Thương", "UBND các xã, phường ven biển", "quý I/2026"),
    ("2. Mời phóng viên nước ngoài thăm rừng ngập mặn", "Sở Ngoại vụ", "Công an tỉnh; Sở Nông nghiệp và Môi trường", "tháng 5/2026"),
    ("3. In tập gấp ba thứ tiếng phát tại cảng tàu khách", "Sở Văn hóa, Thể thao và Du lịch", "Cảng vụ Hàng hải Bình Hải", "quý III/2026"),
    ("4. Tổ chức đêm nhạc hữu nghị tại quảng trường biển", "Sở Ngoại vụ", "Hội Văn học Nghệ thuật tỉnh", "tháng 11/2026"),
]  # fmt: skip


def typst_plan(*, justify, size=12, gutter="8mm"):
    halves = [
        "\n\n".join(
            f"{title}\n\n- Đơn vị chủ trì: {lead}.\n\n- Đơn vị phối hợp: {helps}.\n\n- Thời gian: {when}.".replace(
                "\n- ", "\n\\- "
            ).replace(". ", "\\. ", 1)
            for title, lead, helps, when in tasks
        )
        for tasks in (TASKS[:2], TASKS[2:])
    ]
    return f"""#set page(paper: "a4", margin: (left: 30mm, right: 18mm, y: 20mm))
#set text(font: "Libertinus Serif", size: {size}pt, lang: "vi")
#set par(justify: {str(justify).lower()})
#grid(columns: (42%, 58%), align: center, [ỦY BAN NHÂN DÂN \\ TỈNH BÌNH HẢI], [CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM \\ Độc lập - Tự do - Hạnh phúc],
 [Số: 21/KH-UBND], [Bình Hải, ngày 09 tháng 02 năm 2026])
#align(center)[KẾ HOẠCH \\ Công tác đối ngoại tỉnh Bình Hải năm 2026]

I. MỤC ĐÍCH

Quảng bá hình ảnh của tỉnh tới bạn bè trong khu vực; tạo điều kiện để doanh nghiệp, người dân tham gia giới thiệu quê hương mình.
#grid(columns: (1fr, 1fr), column-gutter: {gutter}, [
II. NHIỆM VỤ

{halves[0]}
], [
{halves[1]}
])

III. TỔ CHỨC THỰC HIỆN

Các cơ quan, đơn vị báo cáo kết quả về Sở Ngoại vụ trước ngày 10/12/2026 để tổng hợp, báo cáo Ủy ban nhân dân tỉnh.
#grid(columns: (50%, 50%), [*Nơi nhận:* \\ \\- Như trên; \\ \\- Lưu: VT.], align(center)[TM. ỦY BAN NHÂN DÂN \\ CHỦ TỊCH \\ #v(15mm) Trần Thị Thử])
"""


@pytest.mark.parametrize("justify", [True, False])
@pytest.mark.parametrize(("size", "gutter"), [(12, "8mm"), (13, "12mm"), (10.5, "6mm")])
def test_two_columns_of_a_printed_plan(justify, size, gutter):
    pdf = typeset(typst_plan(justify=justify, size=size, gutter=gutter))
    plan = read_plan(read(pdf, name="plan.pdf"))
    tasks = list(plan.walk())
    assert [task.number for task in tasks] == ["1", "2", "3", "4"]
    assert [names(task.lead) for task in tasks] == [[lead] for _, lead, _, _ in TASKS]
    assert [task.title for task in tasks] == [title[3:] for title, *_ in TASKS]
    assert names(tasks[1].coordinate) == ["Công an tỉnh", "Sở Nông nghiệp và Môi trường"]
    assert [task.timing.kind for task in tasks] == ["quarter", "range", "quarter", "range"]
    assert plan.document.title == "Công tác đối ngoại tỉnh Bình Hải năm 2026"
    assert [one.to_json()["due"] for one in plan.obligations] == ["2026-12-09"]
    assert "two-columns" in [doubt.code for doubt in plan.doubts]


def rows(*lines, width=500.0):
    """Rows of words ten points apart; a line is [(left, words), ...]."""
    words = []
    for at, pieces in enumerate(lines):
        for left, text in pieces:
            x = left
            for one in text.split():
                words.append(Word(one, x, at * 14.0, x + 6 * len(one), at * 14.0 + 10))
                x += 6 * len(one) + 3
    return rows_of(words)


def test_a_page_of_whole_lines_has_no_columns():
    line = [(50, "một dòng dài chạy suốt từ lề trái sang tận lề phải của trang giấy này")]
    assert find_regions(rows(*[line] * 12), 500) == []


def test_short_cells_beside_each_other_are_no_columns():
    cells = [(50, "1"), (90, "Việc một"), (280, "Sở Y tế")]
    assert find_regions(rows(*[cells] * 12), 500) == []


def test_labels_with_short_values_are_no_columns():
    pair = [(50, "Cơ quan chủ trì"), (280, "Sở Y tế")]
    assert find_regions(rows(*[pair] * 12), 500) == []


def test_a_row_broken_over_two_pages_keeps_its_last_words():
    rows = "".join(
        f"[{n}], [Việc thứ {n} của kế hoạch nói về cảnh đẹp, món ăn, nghề cũ, con người và lễ hội của vùng biển Bình Hải, dài nhiều dòng],"
        f" [Sở Ngoại vụ], [Tháng {n}/2026],\n"
        for n in range(1, 10)
    )
    source = f"""#set page(paper: "a5", margin: 18mm)
#set text(font: "Libertinus Serif", size: 13pt)
II. NHIỆM VỤ
#table(columns: (10mm, 34mm, 1fr, 1fr), [STT], [Nội dung], [Chủ trì], [Thời hạn],
{rows})

III. TỔ CHỨC THỰC HIỆN

Các đơn vị báo cáo Ủy ban nhân dân tỉnh trước ngày 20/12/2026.
"""
    plan = read_plan(read(typeset(source), name="plan.pdf"))
    assert [task.number for task in plan.walk()] == [str(n) for n in range(1, 10)]
    assert all(task.title.endswith("dài nhiều dòng") for task in plan.walk())
    assert [one.to_json()["due"] for one in plan.obligations] == ["2026-12-19"]
