"""Lines that text and scans break anywhere: what begins with a number, and what a line's last word leaves open."""

from datetime import date

import pytest

from nhipcau.engines.officialdoc.tests.test_plan_kinds import head, names, plan_of, tasks_of


@pytest.mark.parametrize("section", ["II. NHIỆM VỤ\n", "", "Ủy ban nhân dân tỉnh phân công như sau:\n"])
def test_who_does_a_task_may_stand_after_its_title_and_a_colon(section):
    top = head() if section.startswith("II.") else head().partition("I. MỤC ĐÍCH")[0]
    body = f"""{section}1. Xuất bản bản tin tiếng Lào: Sở Ngoại vụ chủ trì, phối hợp với Hội Nhà báo tỉnh, Công an tỉnh, hoàn thành trước ngày 20/6/2026.
2. Trại sáng tác ảnh "Biên cương": Hội Văn học Nghệ thuật tỉnh chủ trì; tổ chức trong quý III/2026.
3. Tập huấn: viết tin, chụp ảnh, quay phim
Đơn vị chủ trì: Sở Nội vụ
"""
    tasks = tasks_of(body, top)
    assert [task.title for task in tasks.values()] == [
        "Xuất bản bản tin tiếng Lào",
        'Trại sáng tác ảnh "Biên cương"',
        "Tập huấn: viết tin, chụp ảnh, quay phim",
    ]
    assert [names(tasks[number].lead) for number in "123"] == [
        ["Sở Ngoại vụ"],
        ["Hội Văn học Nghệ thuật tỉnh"],
        ["Sở Nội vụ"],
    ]
    assert names(tasks["1"].coordinate) == ["Hội Nhà báo tỉnh", "Công an tỉnh"]
    assert tasks["1"].timing.date == date(2026, 6, 20)
    assert tasks["2"].timing.quarter == 3


@pytest.mark.parametrize(
    "time", ["hằng quý", "hàng tháng", "mỗi ngày", "cả năm", "trong năm", "suốt năm", "từng quý"]
)
@pytest.mark.parametrize("numbers", [("1", "2"), ("1.1", "1.2"), ("a", "b")])
def test_a_time_that_ends_in_a_word_of_time_leaves_nothing_open(time, numbers):
    first, second = (f"{number})" if number.isalpha() else f"{number}." for number in numbers)
    top = "1. Nhóm việc\n" if first != "1." else ""
    tasks = tasks_of(f"""II. NHIỆM VỤ
{top}{first} Gửi bản tin đối ngoại cho các cơ quan đại diện
Đơn vị chủ trì: Sở Ngoại vụ
Thời gian: {time}
{second} Vẽ bản đồ du lịch
Đơn vị chủ trì: Sở Y tế
Thời gian: quý II
""")
    leaves = [task for task in tasks.values() if not task.children]
    assert [task.title for task in leaves] == [
        "Gửi bản tin đối ngoại cho các cơ quan đại diện",
        "Vẽ bản đồ du lịch",
    ]
    assert [names(task.lead) for task in leaves] == [["Sở Ngoại vụ"], ["Sở Y tế"]]


@pytest.mark.parametrize(
    "broken",
    [
        "Mời báo chí của\n8 nước dự họp báo",
        "Phát hành trong tháng\n5. Bản tin phải gọn",
        "In sổ tay, phát\n2.000 bản cho khách",
        "Dựng trang tin đáp ứng chuẩn\n4.0 của ngành",
        "Đón đoàn khách đến từ năm\n2. nước châu Âu",
        "Họp báo theo Quyết định số\n15/QĐ-UBND của Chủ tịch UBND tỉnh",
        "Họp báo theo Công văn số\n88-CV/TU của Tỉnh ủy",
    ],
)
def test_a_wrapped_line_that_begins_with_a_number_is_no_point(broken):
    tasks = tasks_of(f"""II. NHIỆM VỤ
1. {broken}
- Đơn vị chủ trì: Sở Ngoại vụ.
- Thời gian: trước ngày 12/5/2026.
2. Vẽ bản đồ du lịch
- Đơn vị chủ trì: Sở Y tế.
""")
    assert list(tasks) == ["1", "2"]
    assert names(tasks["1"].lead) == ["Sở Ngoại vụ"]
    assert tasks["1"].timing.date == date(2026, 5, 12)


@pytest.mark.parametrize(
    "closing",
    [
        "Trên đây là Kế hoạch đối ngoại năm 2026, yêu cầu các đơn vị nghiêm túc thực hiện./.",
        "Kế hoạch này thay thế Kế hoạch số 5/KH-UBND ngày 02/01/2025. Sở Ngoại vụ chịu trách nhiệm thi hành.",
        "Đề nghị Thủ trưởng các đơn vị quan tâm chỉ đạo, bảo đảm chất lượng, tiến độ.",
        "Nếu có phát sinh, các đơn vị kịp thời phản ánh về Sở Ngoại vụ để được hướng dẫn.",
        "Các đơn vị căn cứ Kế hoạch này chủ động triển khai.",
    ],
)
def test_a_closing_paragraph_is_no_task(closing):
    tasks = tasks_of(f"""II. NHIỆM VỤ
1. Vẽ bản đồ du lịch
- Đơn vị chủ trì: Sở Y tế.
2. Dịch sách ảnh
- Đơn vị chủ trì: Sở Nội vụ.

III. TỔ CHỨC THỰC HIỆN
1. Sở Tài chính bố trí kinh phí theo khả năng cân đối ngân sách.
{closing}
""")
    assert list(tasks) == ["1", "2"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Phần thứ hai", "Phần thứ ba"),
        ("PHẦN II", "PHẦN III"),
        ("Chương II", "Chương III"),
        ("Phần 2.", "Phần 3."),
    ],
)
def test_words_under_a_title_of_a_part_are_no_title(first, second):
    plan = plan_of(f"""{first}
NHIỆM VỤ
Các đơn vị thực hiện những việc sau:
1. Vẽ bản đồ du lịch
- Đơn vị chủ trì: Sở Y tế.

{second}
TỔ CHỨC THỰC HIỆN
Các phòng, trạm báo cáo Giám đốc trước ngày 12 tháng 11.
""")
    assert [task.number for task in plan.walk()] == ["1"]
    assert [one.to_json()["due"] for one in plan.obligations] == ["2026-11-11"]


@pytest.mark.parametrize(
    "duty",
    [
        "Sáng tác bài hát chủ đề của tuần lễ",
        "Gói bánh, nấu cơm lam mời khách",
        "Túc trực cứu hộ tại bến thuyền",
        "Dạy múa xòe cho học sinh",
        "Mượn loa, đèn của nhà văn hóa",
    ],
)
@pytest.mark.parametrize(
    "agency", ["Trạm Y tế xã", "Trung tâm Chuyển đổi số", "Hội Nghệ nhân tỉnh", "Trưởng các bản"]
)
def test_any_sentence_under_an_agency_is_its_duty(agency, duty):
    tasks = tasks_of(f"""II. NỘI DUNG
1. Tuần lễ văn hóa
- Đơn vị chủ trì: Sở Ngoại vụ.
- Thời gian: từ ngày 12/6/2026 đến ngày 18/6/2026, tại quảng trường trung tâm của phường Bình Hải.

III. TRÁCH NHIỆM CỦA CÁC ĐƠN VỊ
1. Công an tỉnh
Phân luồng xe trong tuần lễ.
2. {agency}
{duty}.
3. Sở Y tế
Kiểm tra an toàn thực phẩm tại các gian hàng.
""")
    assert list(tasks) == ["II.1", "III.1", "III.2", "III.3"]
    assert tasks["III.2"].title == duty
    assert ", ".join(names(tasks["III.2"].implement)) == agency


@pytest.mark.parametrize(
    ("line", "due"),
    [
        ("Chủ trì: Sở Y tế; phối hợp: Công an tỉnh; hoàn thành trong tháng 5/2026.", date(2026, 5, 31)),
        ("Phòng chủ trì: Phòng Báo chí; phòng phối hợp: Văn phòng Sở, hoàn thành trước ngày 12/5/2026.", date(2026, 5, 11)),
        ("Đơn vị phụ trách: Sở Y tế, xong trong quý II/2026.", date(2026, 6, 30)),
        ("Chủ trì: Sở Y tế. Hoàn thành chậm nhất ngày 12/5/2026.", date(2026, 5, 12)),
    ],
)  # fmt: skip
def test_a_time_after_the_agencies_of_a_field(line, due):
    tasks = tasks_of(f"""II. NHIỆM VỤ
1. Vẽ bản đồ du lịch. {line}
2. Dịch sách ảnh. Chủ trì: Sở Nội vụ; thực hiện thường xuyên.
""")
    assert tasks["1"].timing is not None
    assert tasks["1"].timing.due == due
    assert not any("hoàn thành" in name for name in names(tasks["1"].coordinate) + names(tasks["1"].lead))
    assert tasks["2"].timing is not None
    assert tasks["2"].timing.kind == "continuous"


def test_a_labelled_time_goes_before_one_among_the_agencies():
    tasks = tasks_of("""II. NHIỆM VỤ
1. Vẽ bản đồ du lịch
- Chủ trì: Sở Y tế, hoàn thành trong quý I/2026.
- Thời gian: tháng 5/2026.
""")
    assert tasks["1"].timing.due == date(2026, 5, 31)


@pytest.mark.parametrize(
    "report",
    [
        "Các ban, trạm gửi kết quả về Văn phòng trước ngày 12/11/2026.",
        "Các đơn vị gửi số liệu, kết quả cho Sở Ngoại vụ trước ngày 12/11/2026.",
        "Các phòng nộp báo cáo về Văn phòng Sở trước ngày 12/11/2026.",
        "Các cơ sở hội tổng hợp kết quả gửi Ban Tuyên giáo trước ngày 12/11/2026.",
    ],
)
def test_results_sent_in_are_a_report_and_no_task(report):
    plan = plan_of(f"""II. NHIỆM VỤ
1. Vẽ bản đồ du lịch
- Đơn vị chủ trì: Sở Y tế.

III. TỔ CHỨC THỰC HIỆN
1. {report}
2. Kinh phí do các đơn vị tự bố trí.
""")
    assert [task.number for task in plan.walk()] == ["1"]
    assert [one.to_json()["due"] for one in plan.obligations] == ["2026-11-11"]


@pytest.mark.parametrize("command", ["Giao", "Phân công", "Đề nghị", "Yêu cầu"])
@pytest.mark.parametrize("agency", ["Hội Nông dân tỉnh", "Thư viện tỉnh", "Báo Bình Hải"])
def test_a_command_to_an_agency_is_no_part_of_the_title_above(command, agency):
    tasks = tasks_of(f"""II. NHIỆM VỤ
1. Dựng pa-nô ở chợ đêm Tây Hồ
{command} {agency} thực hiện trong quý II/2026.
2. Mở lớp tiếng Khmer cho tiểu thương ở các chợ dọc theo tuyến biên giới của tỉnh
{command} {agency} thực hiện trong quý IV/2026.
""")
    assert [task.title for task in tasks.values()] == [
        "Dựng pa-nô ở chợ đêm Tây Hồ",
        "Mở lớp tiếng Khmer cho tiểu thương ở các chợ dọc theo tuyến biên giới của tỉnh",
    ]
    assert [names(task.implement) for task in tasks.values()] == [[agency], [agency]]
    assert [task.timing.quarter for task in tasks.values()] == [2, 4]


@pytest.mark.parametrize("event", ["tổ chức", "khai mạc", "diễn ra", "ra mắt"])
def test_the_day_of_an_event_after_a_comma_is_its_time(event):
    tasks = tasks_of(f"""II. NHIỆM VỤ
1. Tuần phim tài liệu: Sở Ngoại vụ chủ trì, phối hợp với Thư viện tỉnh, {event} ngày 08/10/2026.
2. Trưng bày sách: Thư viện tỉnh chủ trì theo kết luận của hội nghị {event} ngày 05/01/2026.
""")
    assert tasks["1"].timing.date == date(2026, 10, 8)
    assert tasks["2"].timing is None
