"""Words that stand for each other, short forms that another report tells, and figures however they are written."""

import pytest

from nhipcau.engines.merging import Said, merge
from nhipcau.engines.merging.cutting import sentences
from nhipcau.engines.merging.figures import counted
from nhipcau.engines.merging.initials import told_in

ONE, OTHER = "UBND xã Ea Tóh", "UBND xã Ea Kly"


def merged(one: str, other: str):
    """The groups of two agencies' sentences, and on what they contradict each other."""
    task = merge([Said(ONE, "1", one), Said(OTHER, "1", other)]).tasks[0]
    return len(task.groups), [conflict.on.value for conflict in task.conflicts]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sở Y tế phát 2.000 tờ rơi cho khách.", "Sở Y tế đã phân phối hai nghìn tờ rơi cho khách."),
        ("Sở Y tế tiếp nhận 15 tấn gạo.", "Sở Y tế đã nhận 15.000 kg gạo."),
        ("Sở Y tế mở 3 lớp CSSKBĐ cho dân.", "Sở Y tế mở 3 lớp chăm sóc sức khỏe ban đầu cho dân."),
        ("Sở Y tế đón 4 đoàn Hoa Kỳ.", "Bốn đoàn của nước Mỹ được Sở Y tế đón tiếp."),
        ("Sở Y tế dịch 7 bài sang tiếng Anh, Hàn.", "Sở Y tế dịch 7 bài sang hai thứ tiếng: Anh và Hàn."),
        ("Sở Y tế đăng 9 tin trong tháng 8.", "Trong tháng tám, Sở Y tế đã đăng tải 9 tin."),
        ("Công an tỉnh đã xử phạt 6 người.", "6 người bị Công an tỉnh xử phạt."),
        ("Trên mạng xã hội, Sở Y tế đã đăng 9 tin.", "Sở Y tế đã đăng 9 tin trên mạng xã hội."),
    ],
)  # fmt: skip
def test_one_fact_in_other_words_stands_once(one, other):
    assert merged(one, other) == (1, [])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sở Y tế phát 2.000 tờ rơi cho khách.", "Sở Y tế đã phân phối ba nghìn tờ rơi cho khách."),
        ("Sở Y tế tiếp nhận 15 tấn gạo.", "Sở Y tế tiếp nhận 15 tạ gạo."),
        ("Sở Y tế đón 4 đoàn Hoa Kỳ.", "Sở Y tế đón 4 đoàn Hàn Quốc."),
        ("Sở Y tế dịch 7 bài sang tiếng Anh, Hàn.", "Sở Y tế dịch 7 bài sang tiếng Anh, Nhật."),
        ("Sở Y tế đã trồng 500 cây.", "Sở Y tế phấn đấu trồng 500 cây."),
        ("Sở Y tế ban hành 7 văn bản hướng dẫn thông tin đối ngoại.", "Sở Y tế ban hành 7 văn bản hướng dẫn dân vận."),
        ("Kim ngạch xuất nhập khẩu đạt 80 triệu USD.", "Kim ngạch nhập khẩu đạt 80 triệu USD."),
    ],
)  # fmt: skip
def test_another_fact_in_the_same_words_stands_apart(one, other):
    assert merged(one, other)[0] == 2


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("ba nghìn tờ", (3_000, 2)),
        ("một nghìn hai trăm người", (1_200, 4)),
        ("hai trăm linh năm", (205, 4)),
        ("một trăm hai mươi lăm cây", (125, 5)),
        ("hai triệu ba trăm nghìn đồng", (2_300_000, 5)),
        ("ba chục", (30, 2)),
        ("năm trăm năm", (500, 2)),
        ("nghìn", (0, 0)),
    ],
)
def test_numbers_in_words(words, value):
    assert counted(words.split()) == value


def test_short_forms_are_told_by_who_writes_them_out():
    told = told_in(["Mở 2 lớp tại TTHTCĐ.", "Mở 2 lớp tại trung tâm học tập cộng đồng."], known=())
    assert told == {"TTHTCĐ": "trung tâm học tập cộng đồng"}
    assert told_in(["Lớp của HTX.", "hai tuần xong", "hộ trồng xoài"], known=()) == {}, "two could be meant"
    assert told_in(["Lớp của HTX.", "hợp tác xã"], known={"HTX"}) == {}


def test_a_mark_of_a_list_behind_a_semicolon_begins_a_sentence():
    assert sentences("- Mở 2 lớp; - In 300 tờ; đã phát.") == ["Mở 2 lớp;", "In 300 tờ; đã phát."]


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        # what each says more stands at another place: nothing stands for anything else
        (
            "Hội nghị đã thông qua 12 nghị quyết chuyên môn.",
            "Tại hội nghị toàn thể, 12 nghị quyết chuyên môn được thông qua.",
            True,
        ),
        # at the same place one stands for the other
        (
            "Sản xuất 24 chương trình truyền hình về biển.",
            "24 chương trình phát thanh về biển đã được sản xuất.",
            False,
        ),
        ("Phát mỗi tuần 03 bản tin.", "Mỗi ngày đã phát 3 bản tin.", False),
        # a denial inside a word list is a denial
        ("Việc kiểm tra chưa thường xuyên.", "Việc kiểm tra được thực hiện thường xuyên.", False),
        ("Cán bộ thiếu kinh nghiệm, làm kiêm nhiệm.", "Cán bộ có kinh nghiệm, làm kiêm nhiệm.", False),
        # who is counted, and what they did
        ("Thu hút 3.200 lượt người xem.", "Thu hút 3.200 lượt xem.", True),
        ("Đoàn diễn viên gồm 30 người đã biểu diễn.", "Đoàn 30 diễn viên đã biểu diễn.", True),
        # a word behind a comma is no agency that speaks of itself
        ("Tiếp nhận phản ánh của báo chí, người dân.", "Tiếp nhận phản ánh của người dân, báo chí.", True),
        # lists of quarters and months
        ("Họp các quý I, II năm 2026.", "Họp trong quý 1 và quý 2/2026.", True),
        ("Họp các quý I, II năm 2026.", "Họp trong quý 1 và quý 3/2026.", False),
        ("Phát trong tháng 4, 5 và 6/2026.", "Phát trong tháng 4, tháng 5 và tháng 6 năm 2026.", True),
    ],
)
def test_what_stands_in_anothers_place_is_told_from_what_is_said_more(one, other, together):
    merged = merge([Said("Sở A", "1", one), Said("Sở A", "1", other)]).tasks[0]
    assert (len(merged.groups) == 1) is together
