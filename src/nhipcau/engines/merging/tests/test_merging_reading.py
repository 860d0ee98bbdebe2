"""Sentences cut and read: each kind of figure, time, name and turn by an example."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.engines.merging.agencies import agency_key
from nhipcau.engines.merging.alike import compare
from nhipcau.engines.merging.cutting import sentences
from nhipcau.engines.merging.figures import counted, figures_in, times_in
from nhipcau.engines.merging.gathering import names, parts
from nhipcau.engines.merging.reading import Reader
from nhipcau.engines.merging.verdicts import Answer
from nhipcau.engines.vntext.letters import fold_in_place

READER = Reader(["Sở Y tế", "Sở Tư pháp", "UBND xã Nam Dong", "Báo và Đài Phát thanh, Truyền hình tỉnh"])
BY = agency_key("Sở Y tế")


def said(text: str, by: str = BY):
    return READER.read(text, by)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Đã họp. Chưa ký.", ["Đã họp.", "Chưa ký."]),
        ("Họp tại TP. Đà Lạt. Sau đó về.", ["Họp tại TP. Đà Lạt.", "Sau đó về."]),
        ("Phát 1.200 tờ rơi. 02 xã dự.", ["Phát 1.200 tờ rơi.", "02 xã dự."]),
        ("- Đã họp\n- Chưa ký", ["Đã họp", "Chưa ký"]),
        ("Công tác thông tin\nđối ngoại tốt.", ["Công tác thông tin đối ngoại tốt."]),
        ("Ông Nguyễn V. An dự. Xong.", ["Ông Nguyễn V. An dự.", "Xong."]),
        ("Tin, bài, v.v. đã đăng.", ["Tin, bài, v.v. đã đăng."]),
        ("…", []),
        ("Hai  khoảng trắng  giữ nguyên.", ["Hai  khoảng trắng  giữ nguyên."]),
    ],
)
def test_a_text_is_cut_into_its_sentences(text, found):
    assert sentences(text) == found


@given(st.text(max_size=200))
def test_cutting_loses_no_letter(text):
    letters = "".join(text.split())
    assert sum(len("".join(one.split())) for one in sentences(text)) <= len(letters)
    for one in sentences(text):
        assert one == one.strip() and "\n" not in one
    kept = "".join(sentences(text))
    assert [letter for letter in kept if letter.isalnum()] == [letter for letter in text if letter.isalnum()]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("02 lớp", "2", ""),
        ("1.200 tờ rơi", "1200", ""),
        ("1,2 tỷ đồng", "1200000000", "đồng"),
        ("1.200 triệu đồng", "1200000000", "đồng"),
        ("1 tỷ 200 triệu đồng", "1200000000", "đồng"),
        ("48 triệu USD", "48000000", "USD"),
        ("92,5 %", "92.5", "%"),
        ("78 phần trăm", "78", "%"),
        ("20 nghìn lượt", "20000", ""),
        ("58/62 xã", "58/62", ""),
        ("58 trên tổng số 62 xã", "58/62", ""),
        ("10 đồng chí", "10", ""),
    ],
)
def test_a_figure_has_its_exact_value(text, value, unit):
    [figure] = figures_in(fold_in_place(text))
    assert (figure.value, figure.unit) == (value, unit)


@pytest.mark.parametrize(
    ("text", "key", "year"),
    [
        ("ngày 15/5/2026", "day 15 5", 2026),
        ("ngày 15 tháng 5 năm 2026", "day 15 5", 2026),
        ("ngày 05/6", "day 5 6", 0),
        ("2026-05-15", "day 15 5", 2026),
        ("từ ngày 12 đến ngày 16/4/2026", "days 12 4 16 4", 2026),
        ("từ 12/4 - 16/4/2026", "days 12 4 16 4", 2026),
        ("quý I/2026", "quarter 1", 2026),
        ("quý 4 năm 2026", "quarter 4", 2026),
        ("tháng 03/2026", "month 3", 2026),
        ("6 tháng đầu năm 2026", "months 6", 2026),
        ("giai đoạn 2026 - 2030", "years 2026 2030", 0),
        ("năm 2026", "year", 2026),
        ("lúc 14 giờ", "time 14 0", 0),
        ("14h30", "time 14 30", 0),
    ],
)
def test_a_time_is_one_however_it_is_written(text, key, year):
    [when] = times_in(fold_in_place(text), lambda _at: False)
    assert (when.key, when.year) == (key, year)


def test_a_day_that_is_none_and_a_length_of_hours_are_no_times():
    assert not list(times_in(fold_in_place("ngày 31/2/2026 x"), lambda _at: False))
    assert not list(times_in(fold_in_place("720 giờ phát"), lambda _at: False))


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("hai lớp", (2, 1)),
        ("mười hai đoàn", (12, 2)),
        ("ba mươi lăm bản", (35, 3)),
        ("hai mươi xã", (20, 2)),
        ("lớp", (0, 0)),
    ],
)
def test_numbers_in_words(words, number):
    assert counted(words.split()) == number


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("UBND xã Nam Dong", "Ủy ban nhân dân xã Nam Dong"),
        ("UBND xã Nam Dong", "xã Nam Dong"),
        ("Sở VHTTDL", "Sở Văn hóa, Thể thao và Du lịch"),
        ("Sở GD&ĐT tỉnh Lâm Đồng", "Sở Giáo dục và Đào tạo"),
        ("BCH BĐBP tỉnh", "Bộ Chỉ huy Bộ đội Biên phòng tỉnh"),
    ],
)
def test_names_of_one_agency_have_one_key(one, other):
    assert agency_key(one) == agency_key(other)


def test_agencies_of_every_level_keep_their_level():
    keys = {
        agency_key(name)
        for name in ("UBND tỉnh", "UBND xã Nam Dong", "Công an tỉnh", "Công an xã Nam Dong", "Sở Nội vụ")
    }
    assert len(keys) == 5


@pytest.mark.parametrize(
    ("text", "subject", "explicit"),
    [
        ("Sở Y tế đã họp báo.", BY, True),
        ("Sở đã họp báo.", BY, True),
        ("Trong kỳ, Sở đã họp báo.", BY, True),
        ("Đã họp báo.", BY, False),
        ("Tổ chức họp báo.", BY, False),
        ("Ngày 15/5/2026, Sở Tư pháp họp báo.", agency_key("Sở Tư pháp"), True),
        ("Họp báo do Sở Tư pháp tổ chức đã diễn ra.", agency_key("Sở Tư pháp"), True),
        ("Hội nghị được tổ chức tại Đà Lạt.", "", False),
        ("Có 58/62 cơ quan gửi báo cáo.", "", False),
        ("Xã Nam Dong đã họp báo.", "xa nam dong", True),
        ("Toàn tỉnh có 45 xã có đài truyền thanh.", "tinh", True),
        ("Tỉnh đã tổ chức 5 hội nghị.", "tinh", True),
        ("Trên địa bàn tỉnh, Sở Tư pháp đã họp báo.", agency_key("Sở Tư pháp"), True),
        ("Đã cử 5 cán bộ dự lớp tập huấn do Sở Tư pháp tổ chức.", BY, False),
    ],
)
def test_of_whom_a_sentence_speaks(text, subject, explicit):
    reading = said(text)
    assert (reading.subject, reading.explicit) == (subject, explicit)


def test_what_is_typed_without_marks_is_read():
    reading = said("da to chuc 2 lop tap huan tai xa Nam Dong")
    assert [(one.value, one.unit) for one in reading.amounts] == [("2", "lop")]
    assert compare(reading, said("Đã tổ chức 02 lớp tập huấn tại xã Nam Dong")).answer is Answer.SAME


@pytest.mark.parametrize(
    ("text", "denials", "turns"),
    [
        ("Chưa hoàn thành.", 1, set()),
        ("Không phát sinh; chưa xử lý.", 2, set()),
        ("Sửa chữa hàng không dân dụng.", 0, set()),
        ("Tăng cường giảm nghèo.", 0, set()),
        ("Tăng 4% so với cùng kỳ.", 0, {"+change"}),
        ("Sẽ tổ chức họp báo.", 0, {"later"}),
        ("Nộp báo cáo quá hạn.", 0, {"-term"}),
    ],
)
def test_what_turns_a_sentence_round(text, denials, turns):
    reading = said(text)
    assert (reading.denials, reading.turns) == (denials, turns)


@pytest.mark.parametrize(
    "other",
    [
        "Đăng 15 tin, bài bằng tiếng Trung lên cổng.",
        "Đăng 15 video bằng tiếng Anh lên cổng.",
        "Đăng hơn 15 tin, bài bằng tiếng Anh lên cổng.",
        "Đăng 15 tin, bài bằng tiếng Anh lên mạng xã hội.",
        "Gỡ 15 tin, bài bằng tiếng Anh trên cổng.",
        "Mỗi tuần đăng 15 tin, bài bằng tiếng Anh lên cổng.",
        "Sẽ đăng 15 tin, bài bằng tiếng Anh lên cổng.",
    ],
)
def test_what_is_not_the_same_is_not_folded(other):
    assert compare(said("Đăng 15 tin, bài bằng tiếng Anh lên cổng."), said(other)).answer in (
        Answer.APART,
        Answer.AGAINST,
    )


def test_a_slip_of_typing_is_forgiven_where_it_makes_no_other_word():
    one = said("Tổ chức hội nghị phổ biến luật biên phòng cho chiến sĩ.")
    assert (
        compare(one, said("Tổ chức hội nghị phổ biến luậtt biên phòng cho chiến sĩ.")).answer is Answer.SAME
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Trong kỳ, Sở Y tế đã họp báo.", ("Trong kỳ, ", " đã họp báo.")),
        ("Sở đã họp báo.", ("", " đã họp báo.")),
        ("Đã họp báo.", ("", "Đã họp báo.")),
        ("Sở Y tế tỉnh Lâm Đồng đã họp báo.", ("", " đã họp báo.")),
    ],
)
def test_a_sentence_without_its_subject(text, found):
    assert parts(text, BY) == found


def test_agencies_in_one_line():
    assert names(["Sở A", "Sở B"]) == "Sở A, Sở B"
    assert names(["Sở A", "Sở B", "Sở C"]) == "Sở A, Sở B và Sở C"
    assert (
        names(["Sở A", *(f"UBND xã {one}" for one in "ABCD"), *(f"UBND phường {one}" for one in "ABCD")])
        == "Sở A, 4 xã và 4 phường"
    )


@given(st.text(max_size=300))
def test_any_text_is_read(text):
    reading = said(text)
    assert compare(reading, reading).answer is Answer.SAME
