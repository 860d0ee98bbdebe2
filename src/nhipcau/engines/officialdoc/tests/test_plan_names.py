"""Names of agencies as tables and sentences give them: a line for each, heads shared, words that only look like heads."""

import pytest

from nhipcau.engines.officialdoc.tests.test_plan_kinds import names, plan_of, tasks_of
from nhipcau.engines.officialdoc.tests.test_plan_tables import docx_table


@pytest.mark.parametrize(
    "lines",
    [
        ["Sở Ngoại vụ", "Đồn Biên phòng Bản Giàng"],
        ["Công an tỉnh", "Hạt Kiểm lâm Núi Chúa", "Trạm Y tế xã Phước Hải"],
        ["Phòng Báo chí", "Phòng Lễ tân", "Thanh tra Sở"],
        ["Chi cục Thủy sản", "Cảng vụ Hàng hải Bình Hải"],
        ["Đảng ủy xã Tân Lập", "Chi bộ bản Mường", "Đoàn Thanh niên xã"],
        ["Hội đồng Sư cả", "Mặt trận Tổ quốc xã"],
        ["Lữ đoàn 101", "Hải đoàn 32", "Trung đoàn 88"],
        ["Bưu điện tỉnh", "VNPT Bình Hải", "Viettel Bình Hải"],
        ["Kho bạc Nhà nước khu vực I", "Thuế tỉnh", "Hải quan khu vực II"],
        ["Khoa Ngoại ngữ", "Đại học Bình Hải"],
    ],
)
def test_a_line_of_a_cell_for_each_agency(lines):
    plan = docx_table(
        ["TT", "Nội dung", "Chủ trì", "Phối hợp", "Thời gian"],
        ["1", "Vẽ bản đồ du lịch", "Sở Y tế", "\n".join(lines), "Quý I"],
        ["2", "Dịch sách ảnh", "Sở Nội vụ", "", "Quý II"],
    )
    assert names(next(plan.walk()).coordinate) == lines


@pytest.mark.parametrize(
    "name",
    [
        "Ban Quản lý\nKhu du lịch Hồ Xanh",
        "Văn phòng\nĐoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh",
        "Ủy ban Mặt trận\nTổ quốc Việt Nam tỉnh",
        "UBND\nThành phố Bình Hải",
        "Trung tâm\nVăn hóa - Điện ảnh",
        "Ban Chấp hành\nĐoàn tỉnh",
    ],
)
def test_a_name_on_two_lines_of_a_cell_stays_one(name):
    plan = docx_table(
        ["TT", "Nội dung", "Chủ trì", "Phối hợp", "Thời gian"],
        ["1", "Vẽ bản đồ du lịch", "Sở Y tế", name, "Quý I"],
        ["2", "Dịch sách ảnh", "Sở Nội vụ", "", "Quý II"],
    )
    assert names(next(plan.walk()).coordinate) == [name.replace("\n", " ")]


def test_duties_below_a_table_have_the_number_of_their_section():
    tasks = tasks_of("""II. NHIỆM VỤ
| STT | Nội dung | Chủ trì | Thời hạn |
| 1 | Ký bản ghi nhớ | Sở Ngoại vụ | 5/2026 |
| 2 | Dự hội chợ | Sở Công Thương | 10/2026 |

III. TRÁCH NHIỆM CỦA CÁC ĐƠN VỊ
1. Công an tỉnh
Làm thủ tục nhập cảnh cho khách trước ngày 20/5/2026.
2. Sở Y tế
- Cử tổ cấp cứu trực tại hội chợ.
- Cấp thuốc cho đoàn công tác.
""")
    assert list(tasks) == ["1", "2", "III.1", "III.2.1", "III.2.2"]


def test_an_action_without_a_known_verb_begins_where_the_name_before_it_ends():
    plan = plan_of("""II. NỘI DUNG
1. Giao Sở Ngoại vụ chủ trì, phối hợp với Công an tỉnh ghìm dây cờ dọc đại lộ trong quý II/2026.
2. Giao Sở Y tế chủ trì, phối hợp với UBND phường Tân An phủ bạt bến xe trong quý III/2026.
""")
    told = [(task.title, [one.name for one in task.coordinate]) for task in plan.walk()]
    assert told == [
        ("Ghìm dây cờ dọc đại lộ", ["Công an tỉnh"]),
        ("Phủ bạt bến xe", ["UBND phường Tân An"]),
    ]
