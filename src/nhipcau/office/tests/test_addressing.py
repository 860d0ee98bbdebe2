"""The lines of "Nơi nhận" as plans write them, and whom they mean."""

from __future__ import annotations

import pytest

from nhipcau.office.deliveries.addressing import Meant, address, is_filed, means_those_above, plain_name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("- Bộ Văn hóa, Thể thao và Du lịch (b/c);", "Bộ Văn hóa, Thể thao và Du lịch"),
        ("- Bộ VHTTDL (để b/c);", "Bộ VHTTDL"),
        ("Thường trực Tỉnh ủy (để báo cáo) ;", "Thường trực Tỉnh ủy"),
        ("– Các Sở, ban, ngành (t/h) (qua eOffice).", "Các Sở, ban, ngành"),
        ("+ UBND các xã, phường;", "UBND các xã, phường"),
        ("Hội Hữu nghị Việt - Lào tỉnh", "Hội Hữu nghị Việt - Lào tỉnh"),
    ],
)
def test_a_line_is_read_as_the_name_in_it(written, name):
    assert plain_name(written) == name


@pytest.mark.parametrize("line", ["Lưu: VT, VX", "Lưu : VT", "LƯU VT-TTBCXB"])
def test_the_office_s_own_copy_is_sent_to_nobody(line):
    assert is_filed(line)


@pytest.mark.parametrize("line", ["Như trên", "Như Điều 3", "Như mục III", "Như kính gửi", "Như thành phần"])
def test_those_named_above_are_meant(line):
    assert means_those_above(line)


def test_a_name_that_only_begins_alike_is_a_name():
    assert not means_those_above("Như Thanh")
    assert not is_filed("Trung tâm Lưu trữ lịch sử")


KNOWN = {
    "Sở Công Thương": Meant((1,), True),
    "Sở Ngoại vụ": Meant((2,), True),
    "Các Sở": Meant((1, 2, 3), True),
    "Không ai": Meant((), True),
}
NAMES = {1: "Sở Công Thương", 2: "Sở Ngoại vụ", 3: "Sở Y tế"}


def addressed(*names, above=(), here=(1, 2, 3), without=()):
    found = address(
        names,
        meant=lambda name: KNOWN.get(name, Meant()),
        above=above,
        agency_names=NAMES,
        reachable=lambda keys: set(keys) & set(here),
        without=without,
    )
    return [each.agency for each in found.inside], [each.name for each in found.paper]


def test_a_group_is_its_members_and_nobody_is_named_twice():
    assert addressed("- Sở Ngoại vụ;", "- Các Sở;", "- Lưu: VT.") == ([2, 1, 3], [])


def test_a_list_on_one_line_is_taken_apart_where_all_of_it_is_known():
    assert addressed("Sở Công Thương, Sở Ngoại vụ") == ([1, 2], [])
    assert addressed("Sở Công Thương, Sở Lạ") == ([], ["Sở Công Thương, Sở Lạ"])


def test_unknown_names_and_agencies_without_an_account_get_paper():
    assert addressed("Thường trực HĐND tỉnh (b/c);", "Các Sở", here=(1,)) == (
        [1],
        ["Thường trực HĐND tỉnh", "Sở Ngoại vụ", "Sở Y tế"],
    )


def test_those_above_are_the_agencies_with_work():
    assert addressed("Như trên", "Thường trực Tỉnh ủy", above=[3, 1]) == ([3, 1], ["Thường trực Tỉnh ủy"])


def whole(*names, to=(), above=()):
    return address(
        names,
        to=to,
        meant=lambda name: KNOWN.get(name, Meant()),
        above=above,
        agency_names=NAMES,
        reachable=set,
        without=(),
    )


@pytest.mark.parametrize("line", ["- Như trên;", "- NHƯ TRÊN (để thực hiện);", "Như kính gửi", "Nhu tren ."])
def test_a_paper_that_is_addressed_goes_to_its_addressees_once_and_as_above_means_them(line):
    found = whole(line, "- Sở Ngoại vụ;", "- Lưu: VT.", to=["Sở Công Thương", "Bộ Ngoại giao"])
    assert [one.agency for one in found.inside] == [1, 2]
    assert [one.name for one in found.paper] == ["Bộ Ngoại giao"]
    assert found.unclear == ()


def test_as_above_in_a_paper_addressed_to_nobody_that_gives_no_work_is_said_to_mean_nobody():
    found = whole("- Như Điều 3;", "- Sở Ngoại vụ;", "- Như Điều 3 (t/h);")
    assert [one.agency for one in found.inside] == [2] and found.unclear == ("Như Điều 3",)


def test_the_sender_needs_no_copy():
    assert addressed("Các Sở", without=[2]) == ([1, 3], [])


def test_one_name_with_two_spellings_is_one_paper_copy():
    assert addressed("Thường trực Tỉnh ủy", "- THƯỜNG TRỰC TỈNH ỦY (b/c);")[1] == ["Thường trực Tỉnh ủy"]
