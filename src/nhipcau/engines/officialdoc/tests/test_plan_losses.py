"""What a reader may lose without a word: each is kept, or told by a doubt."""

import pytest

from nhipcau.engines.officialdoc import read
from nhipcau.engines.officialdoc.plan.reading import read_plan

HEAD = """ỦY BAN NHÂN DÂN
TỈNH BÌNH HẢI
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 21/KH-UBND
Bình Hải, ngày 09 tháng 02 năm 2026

KẾ HOẠCH
Công tác đối ngoại tỉnh Bình Hải năm 2026

I. MỤC ĐÍCH
Quảng bá hình ảnh của tỉnh.

"""


def plan_of(body, top=HEAD):
    return read_plan(read((top + body).encode(), name="plan.txt"))


def test_a_day_that_not_every_month_has_is_kept_without_dates():
    plan = plan_of("""II. NHIỆM VỤ
1. Làm phim
- Chủ trì: Sở Ngoại vụ.
III. CHẾ ĐỘ BÁO CÁO
Các cơ quan báo cáo Sở Ngoại vụ trước ngày 30 hằng tháng.
""")
    (duty,) = plan.obligations
    assert (duty.day, duty.every, duty.due, duty.who) == (30, "month", None, "Các cơ quan")
    assert [doubt.code for doubt in plan.doubts if doubt.field == "due"] == ["unread"]


def test_every_line_of_a_list_of_names_is_kept():
    plan = plan_of("""II. NHIỆM VỤ
1. Làm phim
- Chủ trì: Sở Ngoại vụ.
- Phối hợp:
+ Báo chí
+ Đoàn viên, thanh niên
+ Sở Du lịch
- Thời gian: Quý I/2026.
""")
    names = [name.name for name in plan.tasks[0].coordinate]
    assert names == ["Báo chí", "Đoàn viên, thanh niên", "Sở Du lịch"]
    assert plan.tasks[0].timing.quarter == 1


def test_a_note_that_a_name_loses_is_a_doubt():
    plan = plan_of("""II. NHIỆM VỤ
1. Hội chợ
- Chủ trì: Sở Y tế (nội dung an toàn thực phẩm), Sở Công Thương (chủ trì chung).
""")
    notes = [doubt.params for doubt in plan.doubts if doubt.code == "note"]
    assert notes == [{"name": "Sở Y tế", "note": "nội dung an toàn thực phẩm"}]


@pytest.mark.parametrize(
    ("numbers", "missing"), [("2 3", "1"), ("1 3", "2"), ("1 2 5", "3 - 4"), ("3 4", "1 - 2")]
)
def test_numbers_that_are_missing_are_doubts(numbers, missing):
    tasks = "\n".join(f"{number}. Việc thứ {number}\n- Chủ trì: Sở Y tế." for number in numbers.split())
    plan = plan_of(f"II. NHIỆM VỤ\n{tasks}\n")
    assert [doubt.params["missing"] for doubt in plan.doubts if doubt.code == "gap"] == [missing]


LEFT = [
    "II. NHIỆM VỤ", "1. Biên soạn cẩm nang đầu tư", "- Chủ trì: Sở Tài chính.", "- Thời gian: Quý I/2026.",
    "2. Làm phim tư liệu về làng nghề", "- Chủ trì: Sở Công Thương, UBND các", "xã, phường có làng nghề.",
]  # fmt: skip
RIGHT = [
    "- Thời gian: Quý III/2026.", "3. Tổ chức hội thảo quốc tế", "- Chủ trì: Sở Ngoại vụ.", "- Phối hợp: Trường Đại học",
    "Bình Hải, Hội Nhà báo tỉnh.", "- Thời gian: Quý IV/2026.", "III. KINH PHÍ",
]  # fmt: skip


def test_two_columns_of_running_text_are_read_one_after_the_other_and_told():
    rows = "\n".join(f"{left:<40}{right}" for left, right in zip(LEFT, RIGHT, strict=True))
    plan = plan_of(rows + "\n")
    assert [(task.number, task.timing.quarter) for task in plan.tasks] == [("1", 1), ("2", 3), ("3", 4)]
    assert [name.name for name in plan.tasks[1].lead] == [
        "Sở Công Thương",
        "UBND các xã, phường có làng nghề",
    ]
    assert "two-columns" in [doubt.code for doubt in plan.doubts]


def test_a_table_set_with_spaces_is_no_running_text():
    rows = "\n".join(f"{number:<8}Việc số {number} của kế hoạch này" for number in range(1, 9))
    plan = plan_of("II. NHIỆM VỤ\n" + rows + "\n")
    assert "two-columns" not in [doubt.code for doubt in plan.doubts]


@pytest.mark.parametrize(
    ("opening", "numbers"),
    [
        (
            "Thực hiện Nghị quyết số 18-NQ/TW ngày 24/01/2025 của Bộ Chính trị, Quy chế làm việc ban hành kèm theo Quyết định"
            " số 05-QĐ/TU ngày 05/11/2025, Ban Thường vụ xây dựng Chương trình như sau:",
            ["18-NQ/TW", "05-QĐ/TU"],
        ),
        (
            "Để triển khai Chỉ thị số 25-CT/TW ngày 08/8/2018 của Ban Bí thư, UBND tỉnh ban hành Kế hoạch như sau:",
            ["25-CT/TW"],
        ),
        (
            "Triển khai thực hiện Công văn số 12/BNG-TTBC ngày 02/01/2026, UBND tỉnh ban hành Kế hoạch như sau:",
            ["12/BNG-TTBC"],
        ),
    ],
)
def test_what_a_plan_rests_on_is_found_however_it_is_said(opening, numbers):
    top = HEAD.replace("I. MỤC ĐÍCH", f"{opening}\nI. MỤC ĐÍCH")
    assert [basis.number for basis in plan_of("", top).bases] == numbers


def test_a_report_whose_days_stand_first_is_a_duty():
    plan = plan_of("""II. CHẾ ĐỘ BÁO CÁO
Định kỳ trước ngày 10/6 và 10/12, các đơn vị báo cáo Sở Ngoại vụ.
""")
    assert [(duty.what, duty.due.isoformat()) for duty in plan.obligations] == [
        ("report", "2026-06-09"),
        ("report", "2026-12-09"),
    ]


@pytest.mark.parametrize(
    "opening",
    [
        "Triển khai Chỉ thị số 25-CT/TW ngày 08/8/2018 của Ban Bí thư, Sở Ngoại vụ lập Kế hoạch cụ thể như sau:",
        "Cụ thể hóa Nghị quyết số 25-CT/TW ngày 08/8/2018 của Ban Bí thư, Sở Ngoại vụ đề ra Kế hoạch sau:",
        "Nhằm triển khai Chỉ thị số 25-CT/TW ngày 08/8/2018 của Ban Bí thư, Sở Ngoại vụ ban hành Kế hoạch:",
        "Hưởng ứng Công văn số 25-CT/TW ngày 08/8/2018, Sở Ngoại vụ xây dựng Kế hoạch như sau:",
    ],
)
def test_an_opening_that_carries_out_another_paper_is_a_basis(opening):
    top = HEAD.split("I. MỤC ĐÍCH")[0] + opening + "\n"
    plan = read_plan(
        read(
            (top + "I. MỤC ĐÍCH\nGiới thiệu.\nII. NHIỆM VỤ\n1. Vẽ bản đồ\n- Chủ trì: Sở Y tế.\n").encode(),
            name="plan.txt",
        )
    )
    assert [basis.number for basis in plan.bases] == ["25-CT/TW"]
