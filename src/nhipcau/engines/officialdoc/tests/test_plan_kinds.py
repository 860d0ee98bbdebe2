"""Ways of writing that readers stumble over, several made-up examples of each kind."""

from datetime import date

import pytest

from nhipcau.engines.officialdoc import read
from nhipcau.engines.officialdoc.plan.reading import read_plan

TITLE = "Công tác đối ngoại tỉnh Bình Hải năm 2026"
TAIL = """
Nơi nhận:
- Như trên;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Trần Thị Thử
"""


def head(title=TITLE, number="Số: 21/KH-UBND", dated="Bình Hải, ngày 09 tháng 02 năm 2026"):
    return f"""ỦY BAN NHÂN DÂN
TỈNH BÌNH HẢI
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
{number}
{dated}

KẾ HOẠCH
{title}

I. MỤC ĐÍCH
Quảng bá hình ảnh của tỉnh.

"""


def plan_of(body, top=None):
    return read_plan(read(((top or head()) + body + TAIL).encode(), name="plan.txt"))


def tasks_of(body, top=None):
    return {task.number: task for task in plan_of(body, top).walk()}


def names(agencies):
    return [agency.name for agency in agencies]


# --- content and duties by agency -------------------------------------------------------------------------------


def test_duties_by_agency_beside_a_content_section_are_tasks_too():
    tasks = tasks_of("""II. NỘI DUNG
1. Hội thảo biên giới
- Thời gian: ngày 12/6/2026.
- Đơn vị chủ trì: Sở Ngoại vụ.
2. Triển lãm ảnh
- Đơn vị chủ trì: Sở Văn hóa, Thể thao và Du lịch.

III. PHÂN CÔNG NHIỆM VỤ
1. Sở Ngoại vụ:
- Mời đại biểu nước ngoài trước ngày 20/5/2026.
- Chủ trì, phối hợp với Công an tỉnh làm thủ tục nhập cảnh cho khách.
2. Sở Y tế
Cử tổ cấp cứu trực tại nơi tổ chức hội thảo.
3. Công an tỉnh: Bảo đảm an ninh, trật tự nơi diễn ra triển lãm.
""")
    assert list(tasks) == ["II.1", "II.2", "III.1.1", "III.1.2", "III.2", "III.3"]
    assert names(tasks["III.1.1"].implement) == ["Sở Ngoại vụ"]
    assert tasks["III.1.1"].timing.date == date(2026, 5, 20)
    assert names(tasks["III.1.2"].lead) == ["Sở Ngoại vụ"]
    assert names(tasks["III.1.2"].coordinate) == ["Công an tỉnh"]
    assert names(tasks["III.3"].implement) == ["Công an tỉnh"]


def test_agencies_listed_below_their_label():
    tasks = tasks_of("""II. NHIỆM VỤ
1. Ban hành văn bản
Đơn vị chủ trì: Sở Ngoại vụ
Đơn vị phối hợp:
- Sở Tư pháp
- Sở Tài chính
- UBND các xã, phường
Thời gian thực hiện:
Trong quý I năm 2026
2. Kiện toàn tổ công tác
Đơn vị chủ trì: Sở Nội vụ
- Rà soát thành viên.
""")
    assert names(tasks["1"].coordinate) == ["Sở Tư pháp", "Sở Tài chính", "UBND các xã, phường"]
    assert tasks["1"].timing.quarter == 1 and names(tasks["2"].lead) == ["Sở Nội vụ"]


def test_points_with_a_duty_each_are_tasks_of_their_own():
    tasks = tasks_of("""II. NHIỆM VỤ
1. Tuyên truyền ở nước ngoài
- Làm phim ngắn: Sở Ngoại vụ chủ trì, phối hợp với Sở Tài chính; hoàn thành trong tháng 6/2026.
- Dựng trang tiếng Anh: Sở Khoa học và Công nghệ chủ trì; hoàn thành trong tháng 9/2026.
2. Đón đoàn
a) Sở Ngoại vụ chủ trì, phối hợp với Công an tỉnh soạn chương trình trước ngày 10/3/2026.
b) Văn phòng UBND tỉnh chủ trì bố trí phương tiện trước ngày 15/3/2026.
""")
    assert list(tasks) == ["1", "1.1", "1.2", "2", "2.a", "2.b"]
    assert [tasks[number].title for number in ("1.1", "1.2", "2.a", "2.b")] == [
        "Làm phim ngắn",
        "Dựng trang tiếng Anh",
        "Soạn chương trình",
        "Bố trí phương tiện",
    ]
    assert names(tasks["1.2"].lead) == ["Sở Khoa học và Công nghệ"] and tasks["1.2"].timing.end == date(
        2026, 9, 30
    )
    assert not tasks["1"].assigned and not tasks["2"].assigned and tasks["2"].timing is None


def test_points_of_one_duty_stay_one_task():
    tasks = tasks_of("""II. NHIỆM VỤ
1. Mở lớp
- Sở Nội vụ chủ trì, phối hợp với Sở Ngoại vụ mở lớp trước ngày 30/6/2026.
- Trường Chính trị tỉnh phối hợp.
""")
    assert list(tasks) == ["1"] and names(tasks["1"].lead) == ["Sở Nội vụ"]


def test_agencies_that_are_asked_owe_what_stands_below():
    tasks = tasks_of("""II. NỘI DUNG
1. Hội chợ
- Chủ trì: Sở Công Thương.
III. TRÁCH NHIỆM CỦA CÁC CƠ QUAN
1. Giao Sở Công Thương
a) Mời doanh nghiệp nước ngoài tham gia hội chợ.
2. Đề nghị Hội Nông dân tỉnh
Vận động hội viên đưa sản phẩm đến hội chợ.
3. Công an tỉnh bảo đảm an ninh, trật tự nơi diễn ra hội chợ.
4. Sở Y tế chịu trách nhiệm bố trí trạm cấp cứu trước ngày 18/4/2026.
""")
    assert list(tasks) == ["II.1", "III.1", "III.2", "III.3", "III.4"]
    assert names(tasks["III.1"].implement) == ["Sở Công Thương"]
    assert names(tasks["III.2"].implement) == ["Hội Nông dân tỉnh"]
    assert tasks["III.4"].title == "Bố trí trạm cấp cứu"
    assert [tasks[number].about for number in tasks] == ["", "II.1", "II.1", "II.1", ""]


def test_a_duty_without_a_known_verb_is_doubted_and_a_signature_is_none():
    plan = plan_of("""II. NỘI DUNG
1. Hội chợ
- Chủ trì: Sở Công Thương.
III. TRÁCH NHIỆM CỦA CÁC CƠ QUAN
1. Sở Xây dựng
- Phối hợp với Ủy ban nhân dân phường Hải Đông chỉnh trang vỉa hè trước ngày 10/9/2026.
2. Sở Y tế
- Phối hợp với Chi cục Thủy lợi túc trực.
3. Sở Ngoại vụ
- Theo dõi, đưa tin về hội chợ.
""")
    tasks = {task.number: task for task in plan.walk()}
    assert list(tasks) == ["II.1", "III.1", "III.3"]
    assert (
        tasks["III.1"].title == "Chỉnh trang vỉa hè"
        and tasks["III.3"].title == "Theo dõi, đưa tin về hội chợ"
    )
    assert ["túc trực" in doubt.params["words"] for doubt in plan.doubts if doubt.code == "left-out"] == [
        True
    ]


def test_following_up_the_plan_itself_is_no_task_beside_a_content_section():
    plan = plan_of("""II. NHIỆM VỤ
1. Làm phim
- Chủ trì: Sở Ngoại vụ.
- Thời gian: Quý II/2026.
III. TỔ CHỨC THỰC HIỆN
1. Sở Ngoại vụ
- Theo dõi, đôn đốc các cơ quan thực hiện Kế hoạch này.
- Tổng hợp, báo cáo UBND tỉnh kết quả thực hiện.
2. Các sở, ban, ngành
Căn cứ nhiệm vụ được phân công, xây dựng kế hoạch của đơn vị trước ngày 15/3/2026.
3. Sở Tài chính tham mưu bố trí kinh phí thực hiện Kế hoạch theo quy định.
""")
    assert [task.number for task in plan.walk()] == ["1"]
    assert [duty.due for duty in plan.obligations] == [date(2026, 3, 14)]


def test_a_duty_by_agency_that_is_not_taken_is_doubted():
    plan = plan_of("""II. NHIỆM VỤ
1. Làm phim
- Chủ trì: Sở Ngoại vụ.
- Thời gian: Quý II/2026.
III. TỔ CHỨC THỰC HIỆN
1. Báo Bình Hải tăng cường tin, bài về biên giới bằng nhiều thứ tiếng.
""")
    assert [task.number for task in plan.walk()] == ["1"]
    left = [doubt for doubt in plan.doubts if doubt.key == "doubt.tasks.left-out"]
    assert len(left) == 1 and "Báo Bình Hải" in left[0].params["words"]


@pytest.mark.parametrize(
    ("words", "title", "roles"),
    [
        (
            "Căn cứ chức năng, nhiệm vụ được giao, chủ trì, phối hợp với Sở Tư pháp soạn thảo quy chế.",
            "Soạn thảo quy chế",
            {"lead": ["Sở Nội vụ"], "coordinate": ["Sở Tư pháp"]},
        ),
        (
            "Trên cơ sở đề nghị của các cơ quan, phối hợp với các đơn vị liên quan mở lớp tập huấn.",
            "Mở lớp tập huấn",
            {"implement": ["Sở Nội vụ"], "coordinate": ["các đơn vị liên quan"]},
        ),
        ("Theo chức năng, cử giảng viên dạy các lớp.", "Cử giảng viên dạy các lớp", {"implement": ["Sở Nội vụ"]}),
        ("Chủ trì tham mưu kiện toàn tổ công tác.", "Tham mưu kiện toàn tổ công tác", {"lead": ["Sở Nội vụ"]}),
        ("Hướng dẫn các đơn vị lập danh sách học viên.", "Hướng dẫn các đơn vị lập danh sách học viên", {"implement": ["Sở Nội vụ"]}),
    ],
)  # fmt: skip
def test_an_agency_followed_by_a_sentence(words, title, roles):
    tasks = tasks_of(f"""II. TỔ CHỨC THỰC HIỆN
1. Sở Ngoại vụ
- Chủ trì biên tập bản tin.
2. Sở Nội vụ
{words}
""")
    assert tasks["2"].title == title
    for role in ("lead", "coordinate", "implement"):
        assert names(tasks["2"].role(role)) == roles.get(role, [])


# --- names --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "agency",
    [
        "Sở Xây dựng",
        "Cục Thống kê tỉnh",
        "Ban Quản lý dự án đầu tư xây dựng các công trình giao thông",
        "Quỹ Bảo vệ và phát triển rừng",
        "Văn phòng Đăng ký đất đai",
        "Trung tâm Bảo tồn và phát huy giá trị di sản",
        "Ban Tổ chức Tỉnh ủy",
        "Ban Chỉ đạo thông tin đối ngoại tỉnh",
        "Ban chỉ đạo phòng thủ dân sự tỉnh",
        "Trung tâm Xúc tiến đầu tư và hỗ trợ doanh nghiệp",
        "Phòng Kế hoạch - Tổng hợp",
        "Phòng Tổ chức - Hành chính",
        "Văn phòng Sở",
        "Thanh tra Sở",
    ],
)
def test_verbs_and_dashes_inside_a_name_belong_to_it(agency):
    tasks = tasks_of(f"""II. NHIỆM VỤ
1. Soát lại biển báo
- {agency} chủ trì, phối hợp với Sở Ngoại vụ rà soát biển báo trước ngày 30/6/2026.
2. Thay biển báo
- Cơ quan chủ trì: {agency}.
- Cơ quan phối hợp: Sở Ngoại vụ, {agency}.
3. Dựng biển báo mới
- {agency} đôn đốc nhà thầu hoàn thành trong năm 2026.
""")
    assert names(tasks["1"].lead) == names(tasks["2"].lead) == [agency]
    assert names(tasks["1"].coordinate) == ["Sở Ngoại vụ"]
    assert names(tasks["2"].coordinate) == ["Sở Ngoại vụ", agency]
    assert names(tasks["3"].implement) == [agency]


@pytest.mark.parametrize(
    "group",
    [
        "Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương",
        "UBND các xã, phường có đường biên giới",
        "các đơn vị sự nghiệp trực thuộc Sở",
        "Các cơ quan thông tấn, báo chí Trung ương và địa phương",
        "các cơ quan Trung ương đóng trên địa bàn tỉnh",
        "Đảng ủy các xã, phường, đặc khu",
    ],
)
def test_the_end_of_a_groups_name_is_kept(group):
    tasks = tasks_of(f"""II. NHIỆM VỤ
1. Trao đổi tin
- Cơ quan chủ trì: Sở Ngoại vụ.
- Cơ quan phối hợp: Công an tỉnh; {group}.
""")
    assert names(tasks["1"].coordinate) == ["Công an tỉnh", group]


# --- times --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "label",
    [
        "Thời hạn ban hành", "Thời hạn trình", "Tiến độ", "Hạn hoàn thành", "Thời gian trình ban hành", "Thời hạn gửi",
        "Thời điểm phê duyệt", "Ngày hoàn thành", "Mốc hoàn thành", "Thời hạn nộp sản phẩm", "Thời gian nghiệm thu",
        "Thời hạn phê duyệt, công bố", "Thời hạn trình UBND tỉnh",
    ],
)  # fmt: skip
def test_labels_of_time_by_any_name(label):
    task = tasks_of(f"""II. NHIỆM VỤ
1. Ban hành quy chế
- Cơ quan chủ trì: Sở Nội vụ.
- {label}: trước ngày 15/8/2026.
""")["1"]
    assert task.timing is not None and task.timing.date == date(2026, 8, 15)
    assert names(task.lead) == ["Sở Nội vụ"]


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("trước ngày 05 tháng 5 và ngày 05 tháng 11 hằng năm", [date(2026, 5, 4), date(2026, 11, 4)]),
        ("trước ngày 10/6, ngày 10/9 và ngày 10/12 hằng năm", [date(2026, 6, 9), date(2026, 9, 9), date(2026, 12, 9)]),
        ("chậm nhất ngày 20 tháng 6 và 20 tháng 12 hàng năm", [date(2026, 6, 20), date(2026, 12, 20)]),
        ("trước ngày 15 tháng 6, 15 tháng 12 năm 2026", [date(2026, 6, 14), date(2026, 12, 14)]),
    ],
)  # fmt: skip
def test_every_day_of_a_yearly_duty_is_kept(words, days):
    plan = plan_of(f"""II. NHIỆM VỤ
1. Làm phim
- Chủ trì: Sở Ngoại vụ.
- Thời gian: Hằng năm.
III. CHẾ ĐỘ BÁO CÁO
Các cơ quan gửi báo cáo về Sở Ngoại vụ {words}.
""")
    assert [duty.due for duty in plan.obligations] == days


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("trước ngày 18 hằng tháng", date(2026, 1, 17), date(2026, 12, 17)),
        ("vào ngày 18 hàng tháng", date(2026, 1, 18), date(2026, 12, 18)),
        ("trước ngày 18 của tháng", date(2026, 1, 17), date(2026, 12, 17)),
        ("hằng tháng, trước ngày 18", date(2026, 1, 17), date(2026, 12, 17)),
        ("hàng tháng (chậm nhất ngày 18)", date(2026, 1, 18), date(2026, 12, 18)),
    ],
)
def test_a_monthly_duty_has_its_twelve_days(words, first, last):
    plan = plan_of(f"""II. NHIỆM VỤ
1. Làm phim
- Chủ trì: Sở Ngoại vụ.
- Thời gian: {words}.
III. CHẾ ĐỘ BÁO CÁO
Các cơ quan báo cáo Sở Ngoại vụ {words}.
""")
    days = [duty.due for duty in plan.obligations]
    assert (len(days), days[0], days[-1]) == (12, first, last)
    assert {duty.what for duty in plan.obligations} == {"monthly report"}
    timing = plan.tasks[0].timing
    assert timing is not None and (timing.every, timing.day) == ("month", 18)


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("Quảng bá tỉnh Bình Hải, định hướng đến năm 2040", 2026),
        ("Thực hiện Nghị quyết số 12-NQ/TU ngày 04 tháng 9 năm 2023 của Tỉnh ủy về đối ngoại", 2026),
        ("Thực hiện Chiến lược đối ngoại đến năm 2030, tầm nhìn đến năm 2045", 2026),
        ("Triển khai Quyết định số 14/QĐ-TTg ngày 05/01/2024 năm 2027", 2027),
        ("Sơ kết năm 2025, nhiệm vụ đối ngoại năm 2026", 2026),
        ("Đối ngoại giai đoạn 2027 - 2030, tầm nhìn 2045", 2027),
    ],
)
def test_the_plans_year_is_no_other_year_of_its_title(title, year):
    plan = plan_of("II. NHIỆM VỤ\n1. Làm phim\n- Chủ trì: Sở Ngoại vụ.\n", head(title))
    assert plan.document.year == year


def test_a_date_in_the_title_is_not_the_day_of_issue():
    text = """KẾ HOẠCH
Thực hiện Chỉ thị số 05/CT-TTg ngày 12 tháng 3 năm 2025
của Thủ tướng Chính phủ về đối ngoại

I. MỤC ĐÍCH
Quảng bá.
II. NHIỆM VỤ
1. Làm phim
- Chủ trì: Sở Ngoại vụ.
- Thời gian: Hằng năm.
"""
    plan = read_plan(read(text.encode(), name="plan.txt"))
    assert plan.document.date is None and plan.document.year is None and plan.document.number is None
    assert plan.document.title.endswith("về đối ngoại")
    assert {"doubt.date.missing", "doubt.year.missing"} <= {doubt.key for doubt in plan.doubts}


@pytest.mark.parametrize(
    ("dated", "key"),
    [
        ("Bình Hải, ngày    tháng    năm 2026", "doubt.date.blank"),
        ("Bình Hải, ngày … tháng 3 năm 2026", "doubt.date.blank"),
        ("Bình Hải, ngày 31 tháng 02 năm 2026", "doubt.date.unreadable"),
        ("Bình Hải, ngày 45 tháng 4 năm 2026", "doubt.date.unreadable"),
        ("", "doubt.date.missing"),
    ],
)
def test_a_day_left_blank_or_impossible_is_told_from_none(dated, key):
    plan = plan_of(
        """II. NHIỆM VỤ
1. Làm phim
- Chủ trì: Sở Ngoại vụ.
III. BÁO CÁO
Các sở, ngành báo cáo UBND tỉnh hằng năm trước ngày 10/12.
""",
        head("Quảng bá du lịch tỉnh Bình Hải", dated=dated),
    )
    assert plan.document.date is None
    assert key in {doubt.key for doubt in plan.doubts}
    if dated:
        assert plan.document.year == 2026 and plan.document.place == "Bình Hải"
        assert [duty.due for duty in plan.obligations] == [date(2026, 12, 9)]
    else:
        assert plan.document.year is None and [duty.due for duty in plan.obligations] == [None]


# --- lines ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "47/NQ-HĐND, danh mục kèm theo).",
        "1.200 lượt người xem mỗi tháng).",
        "15.000.000 đồng mỗi kỳ).",
        "12/2025/TT-BNV của Bộ Nội vụ).",
        "3. 500 tờ rơi bằng tiếng Anh).",
        "30/6/2026 theo lộ trình).",
    ],
)
def test_a_wrapped_line_that_begins_with_a_number_is_no_task(line):
    tasks = tasks_of(f"""II. NHIỆM VỤ
1. Xây dựng dữ liệu
a) Nội dung:
- Hoàn thiện dữ liệu dùng chung theo lộ trình đã được duyệt (chi tiết tại Nghị quyết
{line}
- Kết nối dữ liệu với các bộ, ngành.
b) Đơn vị chủ trì: Sở Khoa học và Công nghệ.
c) Thời gian thực hiện: Quý IV/2026.
2. Tập huấn
a) Đơn vị chủ trì: Sở Nội vụ.
""")
    assert list(tasks) == ["1", "2"]
    assert names(tasks["1"].lead) == ["Sở Khoa học và Công nghệ"] and tasks["1"].timing.quarter == 4


def test_a_closing_sentence_with_a_number_is_no_task_and_a_gap_is_doubted():
    plan = plan_of("""II. NHIỆM VỤ
1. Làm phim
- Chủ trì: Sở Ngoại vụ.
2. Dịch sách
- Chủ trì: Sở Ngoại vụ.
4. Mở lớp
- Chủ trì: Sở Nội vụ.
5. Trong quá trình thực hiện, nếu có vướng mắc, các cơ quan báo cáo UBND tỉnh xem xét, quyết định.
""")
    assert [task.number for task in plan.walk()] == ["1", "2", "4"]
    gaps = [doubt for doubt in plan.doubts if doubt.key == "doubt.number.gap"]
    assert [(doubt.task, doubt.params) for doubt in gaps] == [("4", {"missing": "3"})]


def test_a_time_broken_over_lines():
    tasks = tasks_of("""II. NHIỆM VỤ
1. Làm phim
d) Thời gian: Quý II và Quý
IV.
2. Mở lớp
d) Thời gian: Tháng 10
- tháng 11/2026.
""")
    assert [(task.timing.start.month, task.timing.end.month) for task in tasks.values()] == [
        (4, 12),
        (10, 11),
    ]


# --- money ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "funding", "amount"),
    [
        ("Ngân sách tỉnh, nguồn xã hội hóa", "Ngân sách tỉnh, nguồn xã hội hóa", None),
        ("từ ngân sách trung ương, ngân sách địa phương và các nguồn hợp pháp khác.", "ngân sách trung ương, ngân sách địa phương và các nguồn hợp pháp khác", None),
        ("200 triệu đồng, từ nguồn ngân sách tỉnh.", "ngân sách tỉnh", 200_000_000),
        ("Ngân sách tỉnh; xã hội hóa; tài trợ của doanh nghiệp.", "Ngân sách tỉnh; xã hội hóa; tài trợ của doanh nghiệp", None),
    ],
)  # fmt: skip
def test_every_source_of_money_is_kept(words, funding, amount):
    task = tasks_of(f"""II. NHIỆM VỤ
1. Lễ khai mạc
- Cơ quan chủ trì: Sở Ngoại vụ.
- Kinh phí: {words}
""")["1"]
    assert (task.budget.funding, task.budget.amount) == (funding, amount)
