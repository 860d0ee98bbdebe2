import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.engines.vntext import find_agencies, opens_agency, split_agencies

NAMES = [
    "Sở Văn hóa, Thể thao và Du lịch",
    "Sở Nông nghiệp và Môi trường",
    "Sở Lao động - Thương binh và Xã hội",
    "Sở Thông tin và Truyền thông",
    "Sở Kế hoạch và Đầu tư",
    "Đài Phát thanh và Truyền hình tỉnh",
    "Báo và phát thanh, truyền hình Lâm Đồng",
    "Trung tâm Xúc tiến đầu tư, Hỗ trợ doanh nghiệp và Quản lý Công viên địa chất Đắk Nông",
    "Ban Tuyên giáo và Dân vận Tỉnh ủy",
    "Hội Liên hiệp Phụ nữ tỉnh",
    "Công an tỉnh",
    "Bộ Chỉ huy Bộ đội Biên phòng tỉnh",
    "Văn phòng Đoàn ĐBQH và HĐND tỉnh",
    "UBND các huyện, thành phố",
    "UBND các huyện, thị xã, thành phố",
    "UBND các xã, phường, đặc khu",
    "các sở, ban, ngành, đoàn thể tỉnh",
    "các cơ quan có liên quan",
    "Liên hiệp các tổ chức hữu nghị tỉnh",
    "VP. UBND tỉnh",
    "VP Tỉnh ủy",
]


@pytest.mark.parametrize("name", NAMES)
def test_one_name_is_not_broken(name):
    assert split_agencies(name) == [name]


@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=6, unique=True), st.sampled_from(["; ", ", "]))
def test_lists_of_names_come_apart_again(names, mark):
    assert split_agencies(mark.join(names) + ".") == names


@given(st.lists(st.sampled_from(NAMES), min_size=2, max_size=5, unique=True))
def test_a_last_name_after_va(names):
    if names[-1].startswith("các") or names[-1][0].isupper():
        assert split_agencies(", ".join(names[:-1]) + " và " + names[-1]) == names


def test_groups_with_a_qualifier_are_complete():
    text = "các Sở, ban, ngành; các cơ quan báo chí và đơn vị khác có liên quan"
    assert split_agencies(text) == ["các Sở, ban, ngành", "các cơ quan báo chí và đơn vị khác có liên quan"]
    text = "UBND các huyện, thành phố, các cơ quan báo chí, đơn vị lực lượng vũ trang"
    assert split_agencies(text) == [
        "UBND các huyện, thành phố",
        "các cơ quan báo chí",
        "đơn vị lực lượng vũ trang",
    ]


def test_a_group_spelled_with_capitals():
    assert split_agencies("Các Sở, Ban, Ngành, UBND các huyện") == ["Các Sở, Ban, Ngành", "UBND các huyện"]


def test_a_shared_head_goes_to_each_name():
    text = "các sở: Ngoại vụ, Văn hóa, Thể thao và Du lịch, Tài chính; Công an tỉnh"
    assert split_agencies(text) == [
        "Sở Ngoại vụ",
        "Sở Văn hóa, Thể thao và Du lịch",
        "Sở Tài chính",
        "Công an tỉnh",
    ]


def test_whom_a_unit_belongs_to_is_no_part_of_its_name():
    text = "Trung tâm Xúc tiến đầu tư trực thuộc Văn phòng UBND tỉnh"
    assert split_agencies(text) == ["Trung tâm Xúc tiến đầu tư"]
    assert split_agencies("các đơn vị trực thuộc Sở Tài chính") == ["các đơn vị trực thuộc Sở Tài chính"]


def test_an_open_list_is_marked():
    found = find_agencies("Sở Ngoại vụ, Công an tỉnh...")
    assert found.texts == ["Sở Ngoại vụ", "Công an tỉnh"]
    assert found.open


@pytest.mark.parametrize(
    "text",
    [
        "Tổ chức hội nghị",
        "Công tác tuyên truyền",
        "Ban hành văn bản",
        "Hội thảo quốc tế",
        "Báo cáo kết quả",
        "Số lượng",
        "Mỗi quý lập một bản tin",
    ],
)
def test_other_words_do_not_open_an_agency(text):
    assert not opens_agency(text)


@given(st.text(max_size=120))
def test_any_text_is_survived(text):
    for found in find_agencies(text).names:
        assert found.name.strip() == found.name
        assert 0 <= found.start <= found.end <= len(text)


@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True))
def test_splitting_again_changes_nothing(names):
    once = split_agencies(", ".join(names))
    assert split_agencies("; ".join(once)) == once


@pytest.mark.parametrize(
    "name",
    [
        "Phòng Quản lý đào tạo và Bổ túc nghiệp vụ",
        "Trung tâm Nghe nhìn và Phóng tác",
        "Viện Toán học và Tính toán khoa học",
        "Trung tâm Trợ giúp và Hồi hương người di cư",
        "Phòng Biên tập và Bản thảo",
        "Ban Vận động và Quý nhân tài",
        "Cục Bảo hộ và Bảo vệ công dân",
        "Phòng Chính trị và Đối ngoại quốc phòng",
        "Trung tâm Lưu trữ và Số hóa tư liệu",
    ],
)
def test_a_word_that_only_looks_like_a_head_goes_on_with_the_name(name):
    assert split_agencies(name) == [name]
    assert split_agencies(f"{name}, Sở Y tế") == [name, "Sở Y tế"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("UBND phường Đông Hồ, xã Tây Hồ", ["UBND phường Đông Hồ", "UBND xã Tây Hồ"]),
        ("Đảng ủy xã Lâm Sơn và phường Bảo Vinh", ["Đảng ủy xã Lâm Sơn", "Đảng ủy phường Bảo Vinh"]),
        (
            "Ủy ban nhân dân huyện Bắc Sơn, thành phố Lạng Sơn, thị xã Kỳ Lừa",
            [
                "Ủy ban nhân dân huyện Bắc Sơn",
                "Ủy ban nhân dân thành phố Lạng Sơn",
                "Ủy ban nhân dân thị xã Kỳ Lừa",
            ],
        ),
        ("Công an xã An Hải; UBND đặc khu Phú Quý, xã An Hải", ["Công an xã An Hải", "UBND đặc khu Phú Quý", "UBND xã An Hải"]),
        ("UBND các xã, phường", ["UBND các xã, phường"]),
        ("UBND các huyện Đồng Văn, Mèo Vạc", ["UBND các huyện Đồng Văn, Mèo Vạc"]),
        ("UBND thành phố Huế, các xã, phường", ["UBND thành phố Huế", "các xã, phường"]),
    ],
)  # fmt: skip
def test_a_committee_named_once_for_several_places(text, names):
    assert split_agencies(text) == names


@pytest.mark.parametrize(
    "names",
    [
        ["Phòng Nghiệp vụ", "Đội Nghệ thuật", "Đội Cứu hộ bến"],
        ["Khoa Ngoại ngữ", "Tổ Hành chính", "Nhóm Biên dịch"],
        ["Trạm Kiểm ngư Cù Lao", "Khối Nội chính", "Quỹ Bình Hải xanh"],
        ["Sở Y tế", "Cụm Thi đua số 2", "Chốt Biên phòng 12"],
        ["Sở Y tế", "Bảo tàng Bình Hải", "Bảo hiểm xã hội tỉnh"],
    ],
)
@pytest.mark.parametrize("mark", [", ", "; "])
def test_small_units_spelled_as_names(names, mark):
    assert split_agencies(mark.join(names)) == names
