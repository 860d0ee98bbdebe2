"""What offices call the fields of a task: who leads, who helps, by when, and persons in charge, who are no agencies."""

from datetime import date

import pytest

from nhipcau.engines.officialdoc.plan.fields import Field, read_field
from nhipcau.engines.officialdoc.plan.words import Passage, Words
from nhipcau.engines.officialdoc.tests.test_plan_kinds import names, tasks_of
from nhipcau.engines.officialdoc.tests.test_plan_tables import docx_table


def kind_of(text):
    found = read_field(Words(text, Passage(text, None, text)))
    return found and found.kind


@pytest.mark.parametrize(
    "label",
    [
        "Đơn vị phụ trách chính",
        "Cấp ủy phụ trách",
        "Nhóm thực hiện chính",
        "Tổ đầu mối thực hiện",
        "Chịu trách nhiệm chính",
        "Phòng chuyên môn đầu mối",
        "Cơ quan giữ vai trò chính",
        "Đơn vị nòng cốt",
        "Ban chủ lực",
        "Được giao chủ trì",
        "Giao nhiệm vụ cho",
        "Phân công cho",
        "Đơn vị chủ công",
        "Chi bộ phụ trách",
    ],
)
def test_who_leads(label):
    assert kind_of(f"{label}: Sở Ngoại vụ") in (Field.LEAD, Field.MIXED)


@pytest.mark.parametrize(
    "label",
    [
        "Đơn vị hỗ trợ",
        "Cơ quan hỗ trợ thực hiện",
        "Cùng làm",
        "Đơn vị cùng triển khai",
        "Phòng cùng thực hiện",
        "Nơi hỗ trợ",
        "Đơn vị phối thuộc",
        "Đơn vị liên quan",
        "Các cơ quan có liên quan",
        "Cấp ủy phối hợp",
        "Đồng thực hiện",
        "Cùng phối hợp thực hiện",
    ],
)
def test_who_helps(label):
    assert kind_of(f"{label}: Sở Ngoại vụ") is Field.COORDINATE


@pytest.mark.parametrize(
    ("line", "due"),
    [
        ("Xong trước: 12/5/2026", date(2026, 5, 11)),
        ("Hoàn thành trước: ngày 12/5/2026", date(2026, 5, 11)),
        ("Cần xong trước ngày: 12/5/2026", date(2026, 5, 11)),
        ("Hoàn thành chậm nhất: 12/5/2026", date(2026, 5, 12)),
        ("Chậm nhất: 12/5/2026", date(2026, 5, 12)),
        ("Hạn chót: 12/5/2026", date(2026, 5, 12)),
        ("Hạn cuối: 12/5/2026", date(2026, 5, 12)),
        ("Kỳ hoàn thành: tháng 5/2026", date(2026, 5, 31)),
        ("Lịch thực hiện: tháng 5/2026", date(2026, 5, 31)),
        ("Thời điểm kết thúc: 12/5/2026", date(2026, 5, 12)),
        ("Deadline: 12/5/2026", date(2026, 5, 12)),
        ("Ngày xong: 12/5/2026", date(2026, 5, 12)),
        ("Thời gian chậm nhất phải hoàn thành: 12/5/2026", date(2026, 5, 12)),
    ],
)
def test_by_when(line, due):
    tasks = tasks_of(f"""II. NHIỆM VỤ
1. Vẽ bản đồ du lịch
- Cơ quan chủ trì: Sở Ngoại vụ.
- {line}.
""")
    assert tasks["1"].timing is not None
    assert tasks["1"].timing.due == due


def test_a_rhythm_under_its_own_label():
    tasks = tasks_of("""II. NHIỆM VỤ
1. Gửi bản tin
- Cơ quan chủ trì: Sở Ngoại vụ.
- Tần suất: mỗi tháng một kỳ.
2. Họp nhóm biên tập
- Cơ quan chủ trì: Sở Nội vụ.
- Chu kỳ: hằng quý.
3. Gặp gỡ phóng viên
- Cơ quan chủ trì: Sở Y tế.
- Định kỳ: hằng tuần.
""")
    assert [task.timing and task.timing.kind for task in tasks.values()] == ["continuous"] * 3


@pytest.mark.parametrize(
    "label", ["Người phụ trách", "Cán bộ theo dõi", "Chuyên viên thực hiện", "Công chức đầu mối"]
)
def test_a_person_in_charge_is_no_agency(label):
    tasks = tasks_of(f"""II. NHIỆM VỤ
1. Vẽ bản đồ du lịch
- Cơ quan chủ trì: Sở Ngoại vụ.
- {label}: Lê Thị Thử.
- Thời gian: tháng 5/2026.
""")
    assert names(tasks["1"].lead) == ["Sở Ngoại vụ"]
    assert not tasks["1"].direct and not tasks["1"].implement
    assert "Lê Thị Thử" in tasks["1"].content


@pytest.mark.parametrize(
    "heading", ["Người phụ trách", "Cán bộ theo dõi", "Chuyên viên thực hiện", "Họ và tên người thực hiện"]
)
def test_a_column_of_persons_is_no_column_of_agencies(heading):
    plan = docx_table(
        ["STT", "Công việc", "Phòng chủ trì", heading, "Thời gian"],
        ["1", "Vẽ bản đồ du lịch", "Phòng Báo chí", "Lê Thị Thử", "Tháng 5/2026"],
        ["2", "Dịch sách ảnh", "Phòng Lễ tân", "Đỗ Văn Mẫu", "Tháng 6/2026"],
    )
    tasks = {task.number: task for task in plan.walk()}
    assert names(tasks["1"].lead) == ["Phòng Báo chí"]
    assert not tasks["1"].direct and not tasks["1"].implement and not tasks["2"].coordinate
    assert "Lê Thị Thử" in tasks["1"].content


def test_an_agency_in_charge_by_its_column_leads():
    plan = docx_table(
        ["STT", "Công việc", "Đơn vị phụ trách", "Đơn vị hỗ trợ", "Hạn chót"],
        ["1", "Vẽ bản đồ du lịch", "Sở Ngoại vụ", "Sở Y tế", "12/5/2026"],
        ["2", "Dịch sách ảnh", "Sở Nội vụ", "", "12/6/2026"],
    )
    task = next(plan.walk())
    assert (names(task.lead), names(task.coordinate)) == (["Sở Ngoại vụ"], ["Sở Y tế"])
    assert task.timing.due == date(2026, 5, 12)


def test_leaders_in_charge_direct():
    plan = docx_table(
        ["STT", "Công việc", "Lãnh đạo phụ trách", "Cơ quan chủ trì", "Thời gian"],
        ["1", "Vẽ bản đồ du lịch", "Phó Chủ tịch UBND tỉnh", "Sở Ngoại vụ", "Quý I"],
        ["2", "Dịch sách ảnh", "Chủ tịch UBND tỉnh", "Sở Nội vụ", "Quý II"],
    )
    task = next(plan.walk())
    assert names(task.direct) and names(task.lead) == ["Sở Ngoại vụ"]


# --- times as columns -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        (["x", "", "", ""], {"kind": "quarter", "quarter": 1}),
        (["", "X", "X", ""], {"kind": "range", "from": "2026-04-01", "to": "2026-09-30"}),
        (["", "", "", "✓"], {"kind": "quarter", "quarter": 4}),
        (["●", "", "", "●"], {"kind": "range", "from": "2026-01-01", "to": "2026-12-31"}),
        (["", "trước 12/5", "", ""], {"kind": "before", "date": "2026-05-12"}),
        (["", "", "10 bài", ""], {"kind": "quarter", "quarter": 3}),
    ],
)
def test_quarters_as_columns(marks, expected):
    plan = docx_table(
        ["TT", "Hoạt động", "Chủ trì", "Quý I", "Quý II", "Quý III", "Quý IV"],
        ["1", "Vẽ bản đồ du lịch", "Sở Ngoại vụ", *marks],
        ["2", "Dịch sách ảnh", "Sở Nội vụ", "", "x", "", ""],
    )
    said = next(plan.walk()).timing.to_json()
    assert {key: said.get(key) for key in expected} == expected


def test_months_as_columns_under_one_heading():
    plan = docx_table(
        ["TT", "Hoạt động", "Chủ trì", "Tiến độ (tháng)", None, None],
        ["TT", "Hoạt động", "Chủ trì", "T5", "T6", "T7"],
        ["1", "Vẽ bản đồ du lịch", "Sở Ngoại vụ", "x", "x", ""],
        ["2", "Dịch sách ảnh", "Sở Nội vụ", "", "", "x"],
    )
    tasks = {task.number: task for task in plan.walk()}
    assert list(tasks) == ["1", "2"]
    assert tasks["1"].timing.to_json()["to"] == "2026-06-30"
    assert tasks["2"].timing.due == date(2026, 7, 31)


@pytest.mark.parametrize(
    ("lead", "helps", "when"),
    [
        ("Đơn vị phụ trách chính", "Đơn vị hỗ trợ", "Mốc hoàn thành"),
        ("Phụ trách", "Cùng thực hiện", "Hạn chót"),
        ("Đầu mối", "Cùng tham gia", "Xong trước"),
        ("Bộ phận chủ công", "Bộ phận hỗ trợ", "Lịch thực hiện"),
        ("Nòng cốt", "Hỗ trợ", "Chậm nhất"),
        ("Giao cho", "Các đơn vị liên quan", "Kỳ hoàn thành"),
    ],
)
@pytest.mark.parametrize("mark", ["", "- ", "+ ", "• "])
def test_fields_on_lines_without_an_end_mark(lead, helps, when, mark):
    tasks = tasks_of(f"""II. NHIỆM VỤ
1. Vẽ bản đồ du lịch của vùng hồ và các bản làng quanh hồ bằng ba thứ tiếng
{mark}{lead}: Sở Ngoại vụ
{mark}{helps}: Sở Y tế, Công an tỉnh
{mark}{when}: 12/5/2026
2. Dịch sách ảnh
{mark}{lead}: Sở Nội vụ
{mark}{when}: 15/6/2026
""")
    assert list(tasks) == ["1", "2"]
    assert names(tasks["1"].lead) == ["Sở Ngoại vụ"]
    assert names(tasks["1"].coordinate) == ["Sở Y tế", "Công an tỉnh"]
    assert tasks["1"].timing.date == date(2026, 5, 12)
    assert names(tasks["2"].lead) == ["Sở Nội vụ"]
    assert tasks["2"].timing.date == date(2026, 6, 15)
