from hypothesis import given
from hypothesis import strategies as st

from nhipcau.engines.vntext import expand, find_definitions, join_lines, join_text, opens_point, separator


def joined(text):
    return [paragraph.text for paragraph in join_lines(text.splitlines())]


def test_lines_that_break_anywhere_are_joined():
    text = "b) Đơn vị chủ trì: Sở\nThông tin và Truyền thông.\nc) Cơ quan phối hợp: Các\ncơ quan, đơn vị liên quan."
    assert joined(text) == [
        "b) Đơn vị chủ trì: Sở Thông tin và Truyền thông.",
        "c) Cơ quan phối hợp: Các cơ quan, đơn vị liên quan.",
    ]


def test_a_number_on_a_line_of_its_own_takes_the_next_line():
    assert joined("1.\nBan hành văn bản\n2.\nTổ chức") == ["1. Ban hành văn bản", "2. Tổ chức"]


def test_a_document_number_is_joined_without_space():
    assert joined("thực hiện Kết luận số 57-\nKL/TW ngày 15/6/2023") == [
        "thực hiện Kết luận số 57-KL/TW ngày 15/6/2023"
    ]
    assert separator("số 125-", "KH/TU") == ""
    assert separator("Quyết định số", "1911/QĐ-TTg") == " "


def test_a_dash_inside_a_phrase_is_no_point():
    assert joined("phát triển kinh tế\n- xã hội vùng đồng bào") == [
        "phát triển kinh tế - xã hội vùng đồng bào"
    ]
    assert joined("của tỉnh\n- Chủ trì: Sở Ngoại vụ") == ["của tỉnh", "- Chủ trì: Sở Ngoại vụ"]


def test_a_heading_in_capitals_stands_alone():
    text = "III.\nKINH PHÍ THỰC HIỆN\nNgân sách nhà nước đảm bảo"
    assert joined(text) == ["III. KINH PHÍ THỰC HIỆN", "Ngân sách nhà nước đảm bảo"]


def test_numbers_and_years_do_not_open_points():
    assert not opens_point("1911/QĐ-TTg của Thủ tướng")
    assert not opens_point("2030")
    assert opens_point("2.4.1. Quản lý")
    assert opens_point("đ) Kinh phí")
    assert opens_point("(1) Vị trí")


def test_abbreviations_that_a_document_defines():
    text = "công tác thông tin đối ngoại (sau đây viết tắt là TTĐN) của Đài Phát thanh và Truyền hình (PT-TH)"
    assert {item.short: item.full for item in find_definitions(text)} == {
        "TTĐN": "thông tin đối ngoại",
        "PT-TH": "Phát thanh và Truyền hình",
    }
    named = find_definitions("Quy chế phối hợp công tác (sau đây gọi tắt là Quy chế)")
    assert named[0].full == "Quy chế phối hợp công tác"


def test_own_abbreviations_win_over_common_ones():
    own = find_definitions("Trung tâm Thể thao (viết tắt là TTTT)")
    assert expand("UBND tỉnh và TTTT", own) == "Ủy ban nhân dân tỉnh và Trung tâm Thể thao"
    assert expand("Số 678/KH-UBND") == "Số 678/KH-UBND"


@given(st.lists(st.text(alphabet="aAđ1.-)( ;:IVXộ\t", max_size=20), max_size=12))
def test_joining_loses_no_letter(lines):
    text = "\n".join(lines)
    assert "".join(join_text(text).split()) == "".join(text.split())


@given(st.text(max_size=200))
def test_any_text_is_survived(text):
    join_text(text)
    find_definitions(text)
    expand(text)


def test_bodies_known_by_their_letters_and_foreign_names_are_names_of_their_own():
    from nhipcau.engines.vntext import split_agencies

    assert split_agencies("Sở Ngoại vụ, VCCI Đà Nẵng, FPT Software và Vietjet Air") == [
        "Sở Ngoại vụ",
        "VCCI Đà Nẵng",
        "FPT Software",
        "Vietjet Air",
    ]
    assert split_agencies("Sở Văn hóa, Thể thao và Du lịch, Sở Y tế") == [
        "Sở Văn hóa, Thể thao và Du lịch",
        "Sở Y tế",
    ]
