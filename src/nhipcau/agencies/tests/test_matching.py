"""Written names find their agencies, and never another's."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.laid import laid

from nhipcau.agencies import naming
from nhipcau.agencies.models import (
    Agency,
    AgencyGroup,
    AgencyName,
    GroupName,
    NameDecision,
    Succession,
)
from nhipcau.agencies.queries import Matcher
from nhipcau.agencies.rules import AgencyKind, How, Level, NameKind
from nhipcau.engines.vntext import fold
from nhipcau.kernel.models import Installation

BEFORE, AFTER = date(2025, 3, 1), date(2025, 9, 1)
MERGED = date(2025, 7, 1)


def make(name: str, *, to: date | None = None, since: date | None = None, **rest) -> Agency:
    code = fold(f"{name} {'cu' if to else ''}").replace(" ", "-").replace(",", "").replace("'", "")[:80]
    return Agency.objects.create(code=code.strip("-"), name=name, valid_from=since, valid_to=to, **rest)


@pytest.fixture
@laid
def register(db) -> dict[str, Agency]:
    """A province before and after a merger, as its documents name it."""
    Installation.objects.create(province="Lâm Đồng")
    old, new = {"to": date(2025, 6, 30)}, {"since": MERGED}
    people = make("UBND tỉnh Đắk Nông", kind=AgencyKind.COUNCIL, **old)
    people_now = make("UBND tỉnh Lâm Đồng", kind=AgencyKind.COUNCIL, **new)
    found = {"ubnd cũ": people, "ubnd": people_now}
    for name in (
        "Sở Công Thương",
        "Sở Thông tin và Truyền thông",
        "Sở Văn hóa, Thể thao và Du lịch",
        "Sở Nội vụ",
    ):
        found[f"{name} cũ"] = make(name, parent=people, **old)
    for name in (
        "Sở Công Thương",
        "Sở Khoa học và Công nghệ",
        "Sở Văn hóa, Thể thao và Du lịch",
        "Sở Nội vụ",
    ):
        found[name] = make(name, parent=people_now, **new)
        if f"{name} cũ" in found:
            Succession.objects.create(predecessor=found[f"{name} cũ"], successor=found[name], on=MERGED)
    ministry_work = "công nghệ thông tin, viễn thông, bưu chính"
    Succession.objects.create(
        predecessor=found["Sở Thông tin và Truyền thông cũ"],
        successor=found["Sở Khoa học và Công nghệ"],
        on=MERGED,
        what=ministry_work,
    )
    Succession.objects.create(
        predecessor=found["Sở Thông tin và Truyền thông cũ"],
        successor=found["Sở Văn hóa, Thể thao và Du lịch"],
        on=MERGED,
        what="báo chí, xuất bản, thông tin đối ngoại",
    )
    found["Công an"] = make("Công an tỉnh Lâm Đồng", kind=AgencyKind.POLICE, parent=people_now, **new)
    found["Báo"] = make("Báo và phát thanh, truyền hình Lâm Đồng", kind=AgencyKind.PRESS, **new)
    found["Báo cũ"] = make("Báo Đắk Nông", kind=AgencyKind.PRESS, **old)
    found["Đài cũ"] = make("Đài Phát thanh và Truyền hình Đắk Nông", kind=AgencyKind.PRESS, **old)
    for one in ("Báo cũ", "Đài cũ"):
        Succession.objects.create(predecessor=found[one], successor=found["Báo"], on=MERGED)
    found["CHQS"] = make("Bộ Chỉ huy Quân sự tỉnh Lâm Đồng", kind=AgencyKind.MILITARY, **new)
    AgencyName.objects.create(agency=found["CHQS"], name="BCHQS", kind=NameKind.ABBREVIATION)
    found["huyện"] = make(
        "UBND huyện Đắk R'lấp", kind=AgencyKind.DISTRICT, level=Level.DISTRICT, parent=people, **old
    )
    for name in ("UBND xã Quảng Tân", "UBND phường Bắc Gia Nghĩa", "UBND xã Đắk Mil"):
        found[name] = make(name, kind=AgencyKind.COMMUNE, level=Level.COMMUNE, parent=people_now, **new)
    found["Bộ Ngoại giao"] = make("Bộ Ngoại giao", level=Level.CENTRAL, kind=AgencyKind.OTHER)
    return found


@pytest.fixture
@laid
def groups(db) -> dict[str, AgencyGroup]:
    departments = AgencyGroup.objects.create(
        code="cac-so", name="Các Sở, ban, ngành", kinds=[AgencyKind.DEPARTMENT]
    )
    GroupName.objects.create(group=departments, name="các sở, ngành")
    districts = AgencyGroup.objects.create(
        code="cac-huyen", name="UBND các huyện, thành phố", kinds=[AgencyKind.DISTRICT]
    )
    anybody = AgencyGroup.objects.create(code="lien-quan", name="các cơ quan liên quan", is_open=True)
    return {"sở": departments, "huyện": districts, "mở": anybody}


@pytest.mark.parametrize(
    ("written", "meant", "how"),
    [
        ("Sở Công Thương", "Sở Công Thương", How.EXACT),
        ("Sở Công thương", "Sở Công Thương", How.EXACT),
        ("Sở Công Thương tỉnh Lâm Đồng", "Sở Công Thương", How.ALIAS),
        ("sở  công thương tỉnh", "Sở Công Thương", How.ALIAS),
        ("Giám đốc Sở Công Thương", "Sở Công Thương", How.ALIAS),
        ("Sở Văn hoá - Thể thao và Du lịch", "Sở Văn hóa, Thể thao và Du lịch", How.ALIAS),
        ("Sở VHTTDL", "Sở Văn hóa, Thể thao và Du lịch", How.ABBREVIATION),
        ("Sở VH,TT&DL tỉnh", "Sở Văn hóa, Thể thao và Du lịch", How.ABBREVIATION),
        ("Sở VH, TT và DL", "Sở Văn hóa, Thể thao và Du lịch", How.ABBREVIATION),
        ("Sở KH&CN", "Sở Khoa học và Công nghệ", How.ABBREVIATION),
        ("SKHCN", "Sở Khoa học và Công nghệ", How.ABBREVIATION),
        ("Bộ CHQS tỉnh", "CHQS", How.ABBREVIATION),
        ("BCHQS", "CHQS", How.ABBREVIATION),
        ("Bộ Chỉ huy quân sự tỉnh", "CHQS", How.ALIAS),
        ("Công an tỉnh", "Công an", How.ALIAS),
        ("UBND tỉnh", "ubnd", How.ALIAS),
        ("Ủy ban nhân dân tỉnh", "ubnd", How.ALIAS),
        ("Uỷ ban nhân dân tỉnh Lâm Đồng", "ubnd", How.ALIAS),
        ("xã Đắk Mil", "UBND xã Đắk Mil", How.ALIAS),
        ("Chủ tịch UBND phường Bắc Gia Nghĩa", "UBND phường Bắc Gia Nghĩa", How.ALIAS),
        ("Sở Công Thương (cơ quan thường trực)", "Sở Công Thương", How.ALIAS),
        ("Phòng Truyền thông mới (Sở Nội vụ)", "Sở Nội vụ", How.ALIAS),
        ("Sở Công Thươg", "Sở Công Thương", How.SIMILAR),
        ("SởCông Thương", "Sở Công Thương", How.SIMILAR),
        ("Sở Văn hóa, Thể thao và Du lihc", "Sở Văn hóa, Thể thao và Du lịch", How.SIMILAR),
    ],
)
def test_a_name_is_found_however_it_is_written(register, groups, written, meant, how):
    found = Matcher.load(on=AFTER).match(written)
    assert (found.agency, found.how) == (register[meant], how)
    assert found.via is None
    assert found.is_settled


@pytest.mark.parametrize(
    ("written", "said", "meant"),
    [
        ("Báo Đắk Nông", "Báo cũ", "Báo"),
        ("Đài PT-TH Đắk Nông", "Đài cũ", "Báo"),
        (
            "Sở Thông tin và Truyền thông",
            "Sở Thông tin và Truyền thông cũ",
            "Sở Văn hóa, Thể thao và Du lịch",
        ),
        ("Sở TT&TT", "Sở Thông tin và Truyền thông cũ", "Sở Văn hóa, Thể thao và Du lịch"),
        ("Sở Công Thương tỉnh Đắk Nông", "Sở Công Thương cũ", "Sở Công Thương"),
    ],
)
def test_a_merged_agency_leads_to_its_successor_and_both_are_told(register, written, said, meant):
    found = Matcher.load(on=AFTER).match(written)
    assert (found.agency, found.via) == (register[meant], register[said])
    before = Matcher.load(on=BEFORE).match(written)
    assert (before.agency, before.via) == (register[said], None)


def test_a_divided_agency_without_an_heir_for_this_work_is_left_to_a_person(register):
    Succession.objects.filter(what__contains="đối ngoại").update(what="báo chí")
    found = Matcher.load(on=AFTER).match("Sở Thông tin và Truyền thông")
    assert found.agency is None
    assert {candidate.agency for candidate in found.candidates} >= {
        register["Sở Khoa học và Công nghệ"],
        register["Sở Văn hóa, Thể thao và Du lịch"],
    }


@pytest.mark.parametrize(
    "written",
    [
        "Sở Công an",
        "Sở Ngoại vụ",
        "Sở Công Thương tỉnh Bình Định",
        "Bộ Công Thương",
        "Sở Văn hóa và Thể thao",
        "Sở Du lịch",
        "UBND xã Quảng Tâm",
        "UBND phường Đắk Mil",
        "Báo",
        "Báo Nhân Dân",
        "Bộ Ngoại giao tỉnh Lâm Đồng",
        "Chi cục Quản lý thị trường",
        "nhân dân",
        "...",
        "",
    ],
)
def test_another_agency_is_never_taken_for_ours(register, groups, written):
    found = Matcher.load(on=AFTER).match(written)
    assert (found.agency, found.group, found.how, found.score) == (None, None, How.NONE, 0.0)


def test_an_agency_that_is_not_yet_born_is_only_proposed(register):
    found = Matcher.load(on=BEFORE).match("Sở Khoa học và Công nghệ")
    assert found.agency is None
    assert register["Sở Khoa học và Công nghệ"] in {candidate.agency for candidate in found.candidates}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Các Sở, ban, ngành", "sở"),
        ("các ban, sở, ngành tỉnh", "sở"),
        ("Các Sở, ban, nghành của tỉnh", "sở"),
        ("các sở, ngành", "sở"),
        ("Ủy ban nhân dân các huyện, thành phố", "huyện"),
        ("UBND các huyện và thành phố", "huyện"),
        ("các cơ quan, đơn vị có liên quan", "mở"),
        ("các Sở, ban, ngành có liên quan", "mở"),
    ],
)
def test_groups_are_found_by_their_words(register, groups, written, meant):
    found = Matcher.load(on=AFTER).match(written)
    assert (found.group, found.agency) == (groups[meant], None)


def test_a_decision_comes_first_and_follows_mergers(register, coordinator):
    NameDecision.objects.create(
        folded=fold("Cơ quan báo Đảng"), written="Cơ quan báo Đảng", agency=register["Báo cũ"]
    )
    NameDecision.objects.create(folded=fold("Sở Nội vụ"), written="Sở Nội vụ", agency=register["Công an"])
    matcher = Matcher.load(on=AFTER)
    found = matcher.match("cơ quan Báo Đảng")
    assert (found.agency, found.via, found.how) == (register["Báo"], register["Báo cũ"], How.DECISION)
    assert matcher.match("Sở Nội vụ").agency == register["Công an"]


def test_a_decision_may_say_that_a_name_is_nobody(register):
    NameDecision.objects.create(folded=fold("nhân dân các dân tộc"), written="nhân dân các dân tộc")
    found = Matcher.load(on=AFTER).match("Nhân dân các dân tộc")
    assert (found.agency, found.group, found.how) == (None, None, How.DECISION)


def test_a_wrong_slip_is_offered_to_a_person(register):
    found = Matcher.load(on=AFTER).match("Sở Văn hóa và Thể thao")
    assert found.candidates[0].agency == register["Sở Văn hóa, Thể thao và Du lịch"]
    assert found.candidates[0].score < 1


def test_matching_costs_no_query_and_loading_seven(register, groups, django_assert_num_queries):
    with django_assert_num_queries(7):
        matcher = Matcher.load(on=AFTER)
    with django_assert_num_queries(0):
        for name in ("Sở Công Thương", "Sở lạ hoắc", "các sở, ngành", "Báo Đắk Nông"):
            matcher.match(name)


@given(st.text(max_size=60))
def test_any_text_has_a_key_that_reads_the_same_again(text):
    key = naming.name_key(text)
    assert naming.name_key(key.core).core.replace(" va ", " ") == key.core or key.core == ""


@given(st.text(alphabet="abcdeghiklmnopqrstuvxy ", min_size=1, max_size=30))
def test_a_slip_is_never_over_its_allowance(text):
    known = "so thong tin truyen thong"
    apart = naming.slip(" ".join(text.split()), known)
    assert apart is None or apart <= naming.allowance(known.replace(" ", ""))


@pytest.mark.parametrize(
    ("written", "level"),
    [
        ("UBND phường Hoa Lan", Level.COMMUNE),
        ("Ủy ban nhân dân xã Đá Vách", Level.COMMUNE),
        ("UBND xã Công Thương", Level.COMMUNE),
        ("UBND huyện Đăk Song", Level.DISTRICT),
    ],
)
def test_a_place_below_the_province_is_never_offered_an_agency_of_the_province(register, written, level):
    make("Ủy ban nhân dân phường Hoa Lam", kind=AgencyKind.WARD, level=Level.COMMUNE, since=MERGED)
    make("Văn phòng Ủy ban nhân dân tỉnh", kind=AgencyKind.OFFICE, level=Level.PROVINCE, since=MERGED)
    found = Matcher.load(on=AFTER).match(written)
    assert found.agency is None
    offered = {candidate.agency.level for candidate in found.candidates if candidate.agency}
    assert offered <= {Level.COMMUNE, Level.DISTRICT}, (written, level, found.candidates)


def test_a_ward_written_wrongly_is_still_offered_its_ward(register):
    ward = make("Ủy ban nhân dân phường Hoa Lam", kind=AgencyKind.WARD, level=Level.COMMUNE, since=MERGED)
    found = Matcher.load(on=AFTER).match("UBND phường Hoa Lan")
    assert ward in {candidate.agency for candidate in found.candidates}
