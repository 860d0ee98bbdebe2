from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.agencies.rules import AgencyKind
from nhipcau.office.signing import authority
from nhipcau.office.signing.authority import Capacity, capacities_for, lines_for

PROVINCE = ("council", "Ủy ban nhân dân tỉnh Lâm Đồng")
DEPARTMENT = ("department", "Sở Văn hóa, Thể thao và Du lịch")


@pytest.mark.parametrize(
    ("post", "capacity", "body", "expected"),
    [
        ("Giám đốc", "head", DEPARTMENT, ["GIÁM ĐỐC"]),
        ("Phó Giám đốc", "deputy", DEPARTMENT, ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]),
        ("Quyền Giám đốc", "acting", DEPARTMENT, ["Q. GIÁM ĐỐC"]),
        ("Trưởng phòng Báo chí", "ordered", DEPARTMENT, ["TL. GIÁM ĐỐC", "TRƯỞNG PHÒNG BÁO CHÍ"]),
        ("Phó Trưởng phòng Báo chí", "ordered", DEPARTMENT, ["TL. GIÁM ĐỐC", "KT. TRƯỞNG PHÒNG BÁO CHÍ", "PHÓ TRƯỞNG PHÒNG BÁO CHÍ"]),
        ("Chánh Văn phòng", "delegated", DEPARTMENT, ["TUQ. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"]),
        ("Chủ tịch", "head", PROVINCE, ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]),
        ("Phó Chủ tịch", "deputy", PROVINCE, ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]),
        ("Chánh Văn phòng", "ordered", PROVINCE, ["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"]),
        ("Phó Chánh Văn phòng", "ordered", PROVINCE, ["TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"]),
        ("Chủ tịch", "head", ("commune", "UBND xã Đơn Dương"), ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]),
        ("Phó Chủ tịch", "deputy", ("ward", "Phường Xuân Hương"), ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]),
        ("Phó Chánh Văn phòng", "deputy", ("office", "Văn phòng UBND tỉnh"), ["KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"]),
        ("Trưởng ban", "head", ("department", "Ban Dân tộc"), ["TRƯỞNG BAN"]),
        ("Phó Tổng Biên tập", "deputy", ("press", "Báo Lâm Đồng"), ["KT. TỔNG BIÊN TẬP", "PHÓ TỔNG BIÊN TẬP"]),
        ("Phó Trưởng ban", "deputy", ("committee", "Ban Chỉ đạo công tác thông tin đối ngoại"), ["TM. BAN CHỈ ĐẠO CÔNG TÁC THÔNG TIN ĐỐI NGOẠI", "KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"]),
    ],
)  # fmt: skip
def test_lines_above_a_name(post, capacity, body, expected):
    lines = lines_for(post=post, capacity=capacity, agency_kind=body[0], agency_name=body[1])
    assert [*lines.authority, lines.post] == expected


def test_a_paper_of_the_chair_alone_bears_no_collective():
    lines = lines_for(
        post="Phó Chủ tịch",
        capacity="deputy",
        agency_kind="council",
        agency_name=PROVINCE[1],
        collective=False,
    )
    assert lines.authority == ("KT. CHỦ TỊCH",)


@pytest.mark.parametrize(
    ("post", "body", "usual"),
    [
        ("Giám đốc", DEPARTMENT, Capacity.HEAD),
        ("Giám đốc Sở", DEPARTMENT, Capacity.HEAD),
        ("Phó Giám đốc", DEPARTMENT, Capacity.DEPUTY),
        ("Q. Giám đốc", DEPARTMENT, Capacity.ACTING),
        ("Trưởng phòng", DEPARTMENT, Capacity.ORDERED),
        ("Chánh Văn phòng", PROVINCE, Capacity.ORDERED),
        ("Phó Chủ tịch", PROVINCE, Capacity.DEPUTY),
        ("Phó Trưởng phòng", DEPARTMENT, Capacity.ORDERED),
    ],
)
def test_the_usual_capacity_follows_from_the_post(post, body, usual):
    assert capacities_for(post=post, agency_kind=body[0], agency_name=body[1])[0] is usual


def test_the_head_does_not_sign_by_the_heads_order():
    assert Capacity.ORDERED not in capacities_for(post="Giám đốc", agency_kind="department")


POSTS = st.sampled_from(
    ["Giám đốc", "Phó Giám đốc", "Chủ tịch", "Phó Chủ tịch", "Trưởng phòng", "Quyền Giám đốc"]
)


@given(post=POSTS, kind=st.sampled_from(list(AgencyKind)))
def test_whatever_a_post_allows_can_be_printed(post, kind):
    for capacity in capacities_for(post=post, agency_kind=kind):
        lines = lines_for(post=post, capacity=capacity, agency_kind=kind, agency_name="Sở X")
        assert lines.post == lines.post.upper() != ""
        assert all(line.startswith(("TM. ", "KT. ", "TL. ", "TUQ. ")) for line in lines.authority)


def test_every_capacity_has_words():
    assert set(authority.CAPACITY_LABELS) == set(Capacity)
