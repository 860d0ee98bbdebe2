"""Further kinds, first met in the fourth set of made-up papers: who stands above, sites of law, letters, rhythms."""

from __future__ import annotations

import pytest

from nhipcau.engines.officialdoc import read
from nhipcau.engines.officialdoc.plan.reading import read_plan
from nhipcau.engines.officialdoc.tests.test_pasted_tables import plan
from nhipcau.engines.officialdoc.tests.test_plan_kinds import names


@pytest.mark.parametrize(
    ("label", "who"),
    [
        ("Lãnh đạo phụ trách", "Phó Chủ tịch UBND tỉnh"),
        ("Lãnh đạo UBND tỉnh chỉ đạo", "Chủ tịch UBND tỉnh"),
        ("Lãnh đạo trực tiếp chỉ đạo", "Phó Giám đốc Sở Ngoại vụ"),
        ("Đồng chí chỉ đạo", "Phó Chủ tịch Thường trực UBND tỉnh"),
    ],
)
def test_who_stands_above_a_task_directs_it(label: str, who: str) -> None:
    task = next(plan(f"1. Vẽ bản đồ du lịch\n- {label}: {who}.\n- Chủ trì: Sở Ngoại vụ.\n").walk())
    assert (names(task.direct), names(task.lead)) == ([who], ["Sở Ngoại vụ"])


@pytest.mark.parametrize(
    ("sentence", "every"),
    [
        ("Cung cấp số liệu cho báo chí hằng tháng.", "month"),
        ("Họp giao ban với các cơ quan thường trú hàng quý.", "quarter"),
        ("Đăng tin tiếng Anh mỗi tuần;", "week"),
    ],
)
def test_a_rhythm_that_ends_a_sentence_is_its_time(sentence: str, every: str) -> None:
    task = next(one for one in plan(f"1. Sở Y tế\n- {sentence}\n- Cử người trực.\n").walk() if one.timing)
    assert task.timing is not None and task.timing.every == every


@pytest.mark.parametrize(
    "about",
    [
        "V/v: tiếp đoàn phóng viên KBS",
        "V/v phối hợp với Đài VTV",
        "Về việc cấp thẻ APEC",
        "V/v góp ý dự thảo Kế hoạch của UBND",
    ],
)
def test_a_letters_summary_may_end_in_a_short_form(about: str) -> None:
    text = f"UBND TỈNH BÌNH AN\nSỞ NGOẠI VỤ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 88/SNgV-LT\n{about}\nBình An, ngày 05 tháng 3 năm 2026\nKính gửi: Công an tỉnh.\nĐề nghị phối hợp.\n"
    head = read(text.encode(), name="cv.txt").head
    wanted = about.partition(" ")[2].removeprefix("việc ")
    assert head.title == wanted[:1].upper() + wanted[1:]
    assert (head.place, head.number) == ("Bình An", "88/SNgV-LT")


FRAME = (
    "Trang nhất\nVăn bản\nKế hoạch 12/KH-UBND 2026\nThuộc tính\n{properties}\nLưu\nTải về\nBản in\nTheo dõi\nChia sẻ\nÝ kiến\nNội dung\nTiếng Anh\n"
    "Văn bản gốc\nLược đồ\n"
)
PROPERTIES = (
    "Số ký hiệu\n12/KH-UBND\nNgày ban hành\n05/02/2026\nNgày có hiệu lực\n05/02/2026\nLoại văn bản\nKế hoạch\nCơ quan ban hành\nUBND tỉnh Bình An\nNgười ký\nTrần Văn Thử",
    "Số hiệu: 12/KH-UBND\nLĩnh vực: Văn hóa\nNơi ban hành: Tỉnh Bình An\nNgười ký: Trần Văn Thử\nTrích yếu: Thông tin đối ngoại\nTình trạng: Còn hiệu lực",
)


@pytest.mark.parametrize("properties", PROPERTIES, ids=["a line each", "after colons"])
def test_what_a_site_of_law_shows_above_a_text_is_left_out(properties: str) -> None:
    text = (
        FRAME.format(properties=properties)
        + "ỦY BAN NHÂN DÂN\nTỈNH BÌNH AN\n-------\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n---------------\n"
        "Số: 12/KH-UBND\nBình An, ngày 05 tháng 02 năm 2026\nKẾ HOẠCH\nTHÔNG TIN ĐỐI NGOẠI NĂM 2026\nI. NHIỆM VỤ\n1. Vẽ bản đồ\n- Chủ trì: Sở Ngoại vụ.\n"
        "Nơi nhận:\n- Lưu: VT.\nCHỦ TỊCH\nTrần Văn Thử\nVăn bản liên quan\nTải về\n"
    )
    found = read_plan(read(text.encode(), name="luat.txt"))
    assert (found.document.number, found.document.place, found.document.title) == (
        "12/KH-UBND",
        "Bình An",
        "Thông tin đối ngoại năm 2026",
    )
    assert found.document.signer is not None and found.document.signer.name == "Trần Văn Thử"


@pytest.mark.parametrize(
    ("kind", "whose", "summary"),
    [
        ("CHỈ THỊ", "CỦA BAN THƯỜNG VỤ TỈNH ỦY", "về tăng cường lãnh đạo công tác thông tin đối ngoại"),
        ("NGHỊ QUYẾT", "CỦA BAN CHẤP HÀNH ĐẢNG BỘ TỈNH", "về hội nhập quốc tế"),
        ("KẾT LUẬN", "CỦA THƯỜNG TRỰC TỈNH ỦY", "tại cuộc họp ngày 02 tháng 3 năm 2026"),
    ],
)
def test_whose_directive_it_is_is_no_summary(kind: str, whose: str, summary: str) -> None:
    text = f"ĐẢNG BỘ TỈNH BÌNH AN\nTỈNH ỦY\n*\nSố 12-CT/TU\nĐẢNG CỘNG SẢN VIỆT NAM\nBình An, ngày 05 tháng 3 năm 2026\n{kind}\n{whose}\n{summary}\n-----\nThời gian qua, công tác này đạt kết quả.\n"
    head = read(text.encode(), name="ct.txt").head
    assert head.title is not None and head.title.lower() == summary.lower()
