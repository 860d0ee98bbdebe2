"""Plans written in many ways, each a made-up province's."""

import json
import os
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nhipcau.engines.officialdoc import read
from nhipcau.engines.officialdoc.plan.cli import describe, main
from nhipcau.engines.officialdoc.plan.reading import read_plan
from nhipcau.engines.vntext import TimingKind, squeeze

HEAD = """ỦY BAN NHÂN DÂN
TỈNH NINH THUẬN
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: 123/KH-UBND
Ninh Thuận, ngày 05 tháng 01 năm 2026

KẾ HOẠCH
Công tác thông tin đối ngoại năm 2026

Căn cứ Nghị định số 72/2015/NĐ-CP ngày 07/9/2015 của Chính phủ về quản lý hoạt động thông tin đối ngoại;
Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:

I. MỤC ĐÍCH, YÊU CẦU
- Nâng cao nhận thức.
"""
TAIL = """
Nơi nhận:
- Như trên;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Nguyễn Văn Thử
"""
ROOT = Path(__file__).resolve().parents[5]
SHARED = Path(os.environ.get("NHIPCAU_SHARED", ROOT.parent / "shared")) / "plans"


def plan_of(body, head=HEAD):
    return read_plan(read((head + body + TAIL).encode(), name="plan.txt"))


def by_number(plan):
    return {task.number: task for task in plan.walk()}


def names(agencies):
    return [agency.name for agency in agencies]


def test_points_in_any_order_and_by_any_name():
    tasks = by_number(
        plan_of("""II. NHIỆM VỤ
1. Ban hành văn bản chỉ đạo
d) Thời gian hoàn thành: Quý I
a) Cơ quan phối hợp: Sở Ngoại vụ, Công an tỉnh và các cơ quan liên quan
b) Đơn vị chủ trì: Sở Văn hóa, Thể thao và Du lịch
c) Sản phẩm: Văn bản của UBND tỉnh
2. Tổ chức tập huấn
- Chủ trì: Sở Nội vụ; phối hợp: Sở Ngoại vụ; thời gian: Quý II - Quý III.
- Địa điểm: Hội trường tỉnh.
- Kinh phí: 150 triệu đồng, từ nguồn ngân sách tỉnh.
3. Theo dõi báo chí
Cơ quan chỉ đạo, hướng dẫn: Ban Tuyên giáo và Dân vận Tỉnh ủy
Cơ quan thực hiện: Báo Ninh Thuận; Đài Phát thanh và Truyền hình tỉnh
Tiến độ: thường xuyên
""")
    )
    assert names(tasks["1"].lead) == ["Sở Văn hóa, Thể thao và Du lịch"]
    assert names(tasks["1"].coordinate) == ["Sở Ngoại vụ", "Công an tỉnh", "các cơ quan liên quan"]
    assert tasks["1"].timing.to_json()["quarter"] == 1
    assert [output.text for output in tasks["1"].outputs] == ["Văn bản của UBND tỉnh"]
    assert names(tasks["2"].lead) == ["Sở Nội vụ"]
    assert (tasks["2"].timing.start, tasks["2"].timing.end) == (date(2026, 4, 1), date(2026, 9, 30))
    assert tasks["2"].place.text == "Hội trường tỉnh"
    assert tasks["2"].budget.amount == 150_000_000
    assert tasks["2"].budget.funding == "ngân sách tỉnh"
    assert names(tasks["3"].direct) == ["Ban Tuyên giáo và Dân vận Tỉnh ủy"]
    assert names(tasks["3"].implement) == ["Báo Ninh Thuận", "Đài Phát thanh và Truyền hình tỉnh"]


def test_numbers_that_start_again_take_their_groups_number():
    plan = plan_of("""II. NHIỆM VỤ
A. CHỈ ĐẠO
1. Ban hành văn bản
Chủ trì: Sở Ngoại vụ.
B. TUYÊN TRUYỀN
1. Làm phim
Chủ trì: Báo Ninh Thuận.
""")
    assert [task.number for task in plan.leaves()] == ["A.1", "B.1"]


def test_points_with_duties_of_their_own_are_tasks():
    plan = plan_of("""II. NHIỆM VỤ
1. Tăng cường chỉ đạo
a) Ban hành các văn bản hướng dẫn.
- Chủ trì: Sở Ngoại vụ
- Thời gian: thường xuyên
b) Tổ chức hội nghị sơ kết.
- Chủ trì: Văn phòng UBND tỉnh
- Thời gian: Trước ngày 30/11/2026
2. Đẩy mạnh tuyên truyền
a) Xây dựng chuyên mục trên báo.
b) Đăng tải trên mạng xã hội.
Cơ quan chủ trì: Báo Ninh Thuận
""")
    tasks = by_number(plan)
    assert list(tasks) == ["1", "1.a", "1.b", "2"]
    assert names(tasks["1.b"].lead) == ["Văn phòng UBND tỉnh"]
    assert tasks["1.b"].timing.due == date(2026, 11, 29)
    assert names(tasks["2"].lead) == ["Báo Ninh Thuận"]


def test_duties_in_sentences_and_in_brackets():
    tasks = by_number(
        plan_of("""II. NỘI DUNG
1. Đón đoàn báo chí nước ngoài (Sở Ngoại vụ chủ trì, phối hợp với Công an tỉnh; hoàn thành trong quý IV/2026)
2. Giao Công an tỉnh chủ trì, phối hợp với Bộ Chỉ huy Quân sự tỉnh đấu tranh với thông tin xấu độc trước ngày 30/6/2026.
3. Quảng bá du lịch
Làm phim giới thiệu tỉnh. Sở Du lịch chủ trì, phối hợp với các sở, ban, ngành thực hiện từ tháng 3 đến tháng 6/2026.
""")
    )
    assert tasks["1"].title == "Đón đoàn báo chí nước ngoài"
    assert names(tasks["1"].lead) == ["Sở Ngoại vụ"]
    assert tasks["1"].timing.quarter == 4
    assert tasks["2"].title == "Đấu tranh với thông tin xấu độc"
    assert names(tasks["2"].coordinate) == ["Bộ Chỉ huy Quân sự tỉnh"]
    assert names(tasks["3"].lead) == ["Sở Du lịch"]
    assert tasks["3"].timing.end == date(2026, 6, 30)


def test_tasks_told_agency_by_agency():
    plan = plan_of("""II. NỘI DUNG
- Tuyên truyền về biển, đảo.
III. TỔ CHỨC THỰC HIỆN
1. Sở Văn hóa, Thể thao và Du lịch: Chủ trì, phối hợp với Sở Ngoại vụ tổ chức lễ hội; hoàn thành trước ngày 15/7/2026.
2. Sở Nội vụ: Phối hợp với Sở Ngoại vụ mở lớp bồi dưỡng trong quý II/2026.
3. Công an tỉnh
a) Chủ trì đấu tranh với tin giả.
b) Chủ trì, phối hợp với các sở, ngành bảo vệ các đoàn khách.
""")
    tasks = by_number(plan)
    assert tasks["1"].title == "Tổ chức lễ hội"
    assert names(tasks["1"].lead) == ["Sở Văn hóa, Thể thao và Du lịch"]
    assert names(tasks["2"].lead) == ["Sở Ngoại vụ"]
    assert names(tasks["2"].coordinate) == ["Sở Nội vụ"]
    assert [child.number for child in tasks["3"].children] == ["3.a", "3.b"]
    assert names(tasks["3.b"].coordinate) == ["các sở, ngành"]


def test_a_table_with_roles_in_one_cell_and_groups():
    plan = plan_of("""II. NHIỆM VỤ
Theo bảng sau.

STT | Nội dung nhiệm vụ | Đơn vị thực hiện | Thời gian | Kết quả
I | Công tác chỉ đạo | | |
1 | Ban hành văn bản | Chủ trì: Sở Ngoại vụ<br>Phối hợp: Công an tỉnh, Sở Tài chính | Quý I | Kế hoạch
II | Công tác tuyên truyền | | |
2 | Làm phim | Chủ trì: Đài Phát thanh và Truyền hình tỉnh | Trước 30/9/2026 | Phim
3 | Viết bài | nt | Thường xuyên | Bài viết
""")
    tasks = by_number(plan)
    assert list(tasks) == ["I", "1", "II", "2", "3"]
    assert names(tasks["1"].coordinate) == ["Công an tỉnh", "Sở Tài chính"]
    assert tasks["2"].timing.kind is TimingKind.BEFORE
    assert names(tasks["3"].lead) == ["Đài Phát thanh và Truyền hình tỉnh"]
    assert [output.text for output in tasks["3"].outputs] == ["Bài viết"]


def test_columns_may_stand_in_any_order():
    plan = plan_of("""II. NHIỆM VỤ

Thời gian hoàn thành | Cơ quan chủ trì | Nhiệm vụ | Cơ quan phối hợp | TT
Tháng 5 | Sở Nội vụ | Mở lớp tập huấn | Sở Ngoại vụ | 1
Cả năm | Công an tỉnh | Theo dõi tin giả | Các sở, ban, ngành | 2
""")
    tasks = by_number(plan)
    assert names(tasks["1"].lead) == ["Sở Nội vụ"]
    assert tasks["2"].title == "Theo dõi tin giả"
    assert tasks["2"].timing.to_json()["kind"] == "year"


def test_dated_duties_of_the_units():
    plan = plan_of("""II. NHIỆM VỤ
1. Làm phim
Chủ trì: Báo Ninh Thuận.
III. TỔ CHỨC THỰC HIỆN
1. Các sở, ban, ngành, UBND các xã, phường xây dựng kế hoạch của đơn vị gửi Sở Ngoại vụ trước ngày 15/02/2026.
2. Định kỳ 6 tháng (trước ngày 15/6), hằng năm (trước ngày 10/12) các sở, ban, ngành báo cáo kết quả về UBND tỉnh (qua Sở Ngoại vụ).
3. Các sở, ban, ngành báo cáo quý trước ngày 20 của tháng cuối quý.
4. Các sở, ban, ngành báo cáo tháng trước ngày 25 hằng tháng.
""")
    found = [(duty.what, duty.due) for duty in plan.obligations]
    assert found == [
        ("unit plan", date(2026, 2, 14)),
        ("six-month report", date(2026, 6, 14)),
        ("annual report", date(2026, 12, 9)),
        *(("quarterly report", date(2026, month, 19)) for month in (3, 6, 9, 12)),
        *(("monthly report", date(2026, month, 24)) for month in range(1, 13)),
    ]
    assert plan.obligations[1].to == "UBND tỉnh"
    assert plan.obligations[1].through == "Sở Ngoại vụ"
    assert plan.obligations[0].to == "Sở Ngoại vụ"


def test_what_the_plan_does_not_say_stays_empty_and_is_named():
    plan = plan_of("""II. NHIỆM VỤ
1. Làm phim
Chủ trì: Báo Ninh Thuận.
2. Viết bài
Thời gian: theo kế hoạch của Trung ương
""")
    tasks = by_number(plan)
    assert tasks["1"].timing is None
    assert not tasks["2"].assigned
    assert tasks["2"].timing is None
    assert tasks["2"].timing_text == "theo kế hoạch của Trung ương"
    doubts = {(doubt.task, doubt.field, doubt.code) for doubt in plan.doubts}
    assert {("1", "timing", "missing"), ("2", "lead", "missing"), ("2", "timing", "unread")} <= doubts


def test_every_field_knows_its_words():
    text = HEAD + """II. NHIỆM VỤ
1. Làm phim giới thiệu tỉnh
Chủ trì: Báo Ninh Thuận,
Sở Ngoại vụ. Thời gian: trước ngày 30/6.
""" + TAIL  # fmt: skip
    document = read(text.encode(), name="plan.txt")
    task = by_number(read_plan(document))["1"]

    def shown(source):
        return squeeze(document.text[source.start : source.end])

    assert shown(task.sources["title"]) == "Làm phim giới thiệu tỉnh"
    assert [shown(agency.source) for agency in task.lead] == ["Báo Ninh Thuận", "Sở Ngoại vụ"]
    assert shown(task.sources["timing"]) == "trước ngày 30/6"


def test_a_text_that_is_no_plan_has_no_tasks_and_says_so():
    plan = read_plan(read("Hôm nay trời đẹp.\nKhông có gì để làm.".encode(), name="x.txt"))
    assert plan.tasks == ()
    assert "no-tasks" in {doubt.code for doubt in plan.doubts}


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            ["I. NHIỆM VỤ", "1.", "1.1. Làm", "a) Chủ trì: Sở A", "- Phối hợp:", "Thời gian: quý", "trước ngày 31/2", "Giao", ":",
             "(Sở A chủ trì", "| a | b |", "STT | Nội dung | Chủ trì", "1 | x | y", "Điều 1.", "PHỤ LỤC", "2.4.1.", "Nơi nhận:", "đ)"]
        ),
        max_size=14,
    )
)  # fmt: skip
def test_any_jumble_is_survived(lines):
    text = "\n".join(["KẾ HOẠCH", "Công tác năm 2026", *lines])
    json.dumps(read_plan(read(text.encode(), name="x.txt")).to_json())


def test_the_command_prints_a_table_or_json(tmp_path, capsys):
    file = tmp_path / "plan.txt"
    file.write_text(HEAD + "II. NHIỆM VỤ\n1. Làm phim\nChủ trì: Báo Ninh Thuận.\n" + TAIL, encoding="utf-8")
    assert main(["plan", "read", str(file)]) == 0
    shown = capsys.readouterr().out
    assert "Báo Ninh Thuận" in shown
    assert "1 nhiệm vụ" in shown
    assert main(["plan", "read", str(file), "--json"]) == 0
    written = json.loads(capsys.readouterr().out)
    assert written["tasks"][0]["lead"] == ["Báo Ninh Thuận"]
    assert written["document"]["number"] == "123/KH-UBND"
    assert main(["plan", "read", str(tmp_path / "none.txt")]) == 1
    assert "none.txt" in capsys.readouterr().err
    assert main(["plan"]) == 2


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="shared test data is not here (NHIPCAU_SHARED)")
def test_the_real_plan_is_read_whole(tmp_path):
    document = read(SHARED / "678-KH-UBND.txt")
    started = time.perf_counter()
    plan = read_plan(document)
    assert time.perf_counter() - started < 2
    answer = tmp_path / "answer.json"
    answer.write_text(json.dumps(plan.to_json(), ensure_ascii=False), encoding="utf-8")
    scored = subprocess.run(
        [sys.executable, SHARED / "score.py", SHARED / "678-KH-UBND.expected.json", answer],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "titles 27/27" in scored
    assert "bases 6/6 obligations 3/3" in scored
    assert float(scored.rsplit("F1 ", 1)[1]) >= 0.99
    assert by_number(plan)["2.3"].quota == {"leader": 1, "officer": 1}
    assert [len(by_number(plan)[number].items) for number in ("3.1", "3.2", "6.1")] == [4, 3, 12]
    for task in plan.walk():
        for role in ("lead", "coordinate", "direct", "implement"):
            for agency in task.role(role):
                assert squeeze(document.text[agency.source.start : agency.source.end]) == agency.name
    assert list(describe(plan, 120))


def test_duties_given_by_number_belong_to_the_tasks_of_the_other_part():
    plan = plan_of("""II. NHIỆM VỤ
1. Giới thiệu khu di tích bằng tám ngôn ngữ trong năm 2026.
2. Bồi dưỡng kỹ năng cho cán bộ xã, hoàn thành trước ngày 20/8/2026.
3. Phát thanh tiếng Chăm hằng tuần.
III. PHÂN CÔNG THỰC HIỆN
1. Sở Du lịch chủ trì thực hiện nhiệm vụ 1, mục II.
2. Sở Nội vụ chủ trì, phối hợp với Trường Chính trị tỉnh thực hiện các nhiệm vụ 2 và 3, mục II.
3. Sở Tài chính tham mưu bố trí kinh phí.
""")
    tasks = by_number(plan)
    assert list(tasks) == ["1", "2", "3"]
    assert names(tasks["1"].lead) == ["Sở Du lịch"]
    assert tasks["1"].timing.to_json()["kind"] == "year"
    assert names(tasks["3"].coordinate) == ["Trường Chính trị tỉnh"]
    assert tasks["2"].timing.due == date(2026, 8, 19)
    assert tasks["3"].timing.every == "week"


def test_a_decision_with_the_plan_attached():
    text = """ỦY BAN NHÂN DÂN
TỈNH BẮC NINH
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: 345/QĐ-UBND
Bắc Ninh, ngày 20 tháng 02 năm 2026

QUYẾT ĐỊNH
Ban hành Kế hoạch công tác thông tin đối ngoại tỉnh Bắc Ninh năm 2026

ỦY BAN NHÂN DÂN TỈNH BẮC NINH

Căn cứ Nghị định số 72/2015/NĐ-CP ngày 07 tháng 9 năm 2015 của Chính phủ về quản lý hoạt động thông tin đối ngoại;

QUYẾT ĐỊNH:
Điều 1. Ban hành kèm theo Quyết định này Kế hoạch công tác thông tin đối ngoại tỉnh Bắc Ninh năm 2026.
Điều 2. Giao Sở Ngoại vụ báo cáo UBND tỉnh trước ngày 15/12/2026.

Nơi nhận:
- Như Điều 2;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Lê Thị Thử

KẾ HOẠCH
Công tác thông tin đối ngoại tỉnh Bắc Ninh năm 2026
(Ban hành kèm theo Quyết định số 345/QĐ-UBND ngày 20/02/2026 của UBND tỉnh Bắc Ninh)

I. MỤC TIÊU
Nâng cao hình ảnh tỉnh.
II. NHIỆM VỤ
1. Quảng bá dân ca quan họ
a) Đơn vị chủ trì: Sở Văn hóa, Thể thao và Du lịch.
b) Thời gian: Quý II và quý III năm 2026.
"""
    plan = read_plan(read(text.encode(), name="qd.txt"))
    assert plan.document.number == "345/QĐ-UBND"
    assert plan.document.kind == "quyết định"
    assert plan.document.date == date(2026, 2, 20)
    assert plan.document.plan_title == "Công tác thông tin đối ngoại tỉnh Bắc Ninh năm 2026"
    assert plan.document.year == 2026
    assert plan.document.signer.name == "Lê Thị Thử"
    assert [task.title for task in plan.tasks] == ["Quảng bá dân ca quan họ"]
    assert plan.tasks[0].timing.end == date(2026, 9, 30)
    assert [duty.due for duty in plan.obligations] == [date(2026, 12, 14)]


def test_a_word_table_with_merged_cells(tmp_path):
    docx = pytest.importorskip("docx")
    rows = [
        ["STT", "Nhiệm vụ", "Phân công thực hiện", "", "Thời gian", "Kinh phí (triệu đồng)"],
        ["", "", "Chủ trì", "Phối hợp", "", ""],
        ["A", "CÔNG TÁC CHỈ ĐẠO", "", "", "", ""],
        ["1", "Ban hành quy chế", "Sở Văn hóa, Thể thao và Du lịch", "Sở Nội vụ", "Quý I", "50"],
        ["2", "Tổ chức hội nghị", "", "- Công an tỉnh\n- Các sở, ngành", "Quý II", "1.200"],
        ["B", "TUYÊN TRUYỀN", "", "", "", ""],
        ["1", "Làm phim", "Báo và phát thanh, truyền hình tỉnh", "", "Tháng 7", ""],
    ]
    document = docx.Document()
    for line in [*HEAD.splitlines(), "II. NHIỆM VỤ", "Chi tiết như sau:"]:
        document.add_paragraph(line)
    table = document.add_table(len(rows), 6)
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    merges = [((0, 0), (1, 0)), ((0, 1), (1, 1)), ((0, 2), (0, 3)), ((0, 4), (1, 4)), ((0, 5), (1, 5)), ((2, 1), (2, 5)),
              ((5, 1), (5, 5)), ((3, 2), (4, 2))]  # fmt: skip
    for first, last in merges:
        table.cell(*first).merge(table.cell(*last))
    for line in TAIL.splitlines():
        document.add_paragraph(line)
    file = tmp_path / "plan.docx"
    document.save(str(file))
    tasks = by_number(read_plan(read(file)))
    assert list(tasks) == ["A", "A.1", "A.2", "B", "B.1"]
    assert names(tasks["A.2"].lead) == ["Sở Văn hóa, Thể thao và Du lịch"]
    assert names(tasks["A.2"].coordinate) == ["Công an tỉnh", "Các sở, ngành"]
    assert tasks["A.2"].budget.amount == 1_200_000_000
    assert not tasks["A"].assigned
    assert tasks["B.1"].timing.end == date(2026, 7, 31)


def test_labels_that_a_scan_blurred():
    tasks = by_number(
        plan_of("""II. NHIỆM VỤ
1. Làm phim
a) Cơ quan chủ trl: Báo Ninh Thuận
b) Cơ quan phối họp: Sở Ngoại vụ
c) Thời qian thực hiện: Quý Il/2026
""")
    )
    assert names(tasks["1"].lead) == ["Báo Ninh Thuận"]
    assert names(tasks["1"].coordinate) == ["Sở Ngoại vụ"]
    assert tasks["1"].timing.quarter == 2
