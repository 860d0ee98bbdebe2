from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.engines.presswire.mentions.reader import MentionReader, Relevance
from nhipcau.engines.presswire.profile import ProfileRefused, Strength, load_profile

READER = MentionReader(load_profile("lam-dong"))


def surfaces(title: str, body: str = "", host: str = "") -> list[str]:
    return [mention.surface for mention in READER.read(title=title, body=body, host=host).mentions]


def test_spans_point_into_the_text_they_were_given() -> None:
    title, body = "Lũ ở D’Ran", "Nước ngập xã Đắk R'Tíh.\nDu khách rời Đà Lạt."
    for mention in READER.read(title=title, body=body).mentions:
        text = title if mention.part == "title" else body
        assert text[mention.start : mention.end] == mention.surface


def test_decomposed_letters_are_read_and_spans_stay_true() -> None:
    body = unicodedata.normalize("NFD", "Đoàn khách đến Đà Lạt hôm qua.")
    (mention,) = READER.read(title="", body=body).mentions
    assert unicodedata.normalize("NFC", body[mention.start : mention.end]) == "Đà Lạt"


@pytest.mark.parametrize(
    "spelling",
    ["Đắk Nông", "Đăk Nông", "ĐẮK NÔNG", "Đak Nông", "Đắc Nông", "Dak Nong", "DAK NONG", "daknong"],
)
def test_the_old_province_is_known_in_every_spelling(spelling: str) -> None:
    assert surfaces(f"Tin từ {spelling}") == [spelling]


@pytest.mark.parametrize("word", ["Đắk Lắk", "đồng áng", "lắm đồng", "Lâm Đông", "Đa Lát", "Daknongs"])
def test_likenesses_are_not_the_province(word: str) -> None:
    assert surfaces(f"Chuyện {word} ngày mưa") == []


def test_russian_cases_are_followed() -> None:
    assert surfaces("Отдых в Далате", "Из Фантьета в Ламдонг.") == ["Далате", "Фантьета", "Ламдонг"]


def test_old_districts_and_new_communes_both_count() -> None:
    assert READER.read(title="Huyện Đắk Glong có điện", body="").relevance is Relevance.ABOUT
    assert (
        READER.read(title="Phường Xuân Hương - Đà Lạt mở bộ phận một cửa", body="").relevance
        is Relevance.ABOUT
    )


def test_a_namesake_follows_the_province_the_text_names() -> None:
    assert surfaces("Lễ hội ở xã Thuận An, huyện Đắk Mil") == ["Thuận An", "Đắk Mil"]
    assert surfaces("Lễ hội ở phường Thuận An, thành phố Huế") == []


def test_the_provinces_own_paper_needs_no_address() -> None:
    title, body = "Thuận An làm đường", "Bà con xã góp công."
    assert READER.read(title=title, body=body, host="baolamdong.vn").relevance is Relevance.ABOUT
    assert READER.read(title=title, body=body, host="vnexpress.net").relevance is Relevance.NONE


def test_closing_links_do_not_count() -> None:
    body = "Hà Nội mưa to cả ngày.\nĐường ngập nhiều nơi.\nTin liên quan\nĐà Lạt đón khách\nLũ ở Bảo Lộc"
    assert READER.read(title="Hà Nội ngập", body=body).relevance is Relevance.NONE


def test_a_list_of_provinces_is_in_passing() -> None:
    body = "Mưa ở Gia Lai, Đắk Lắk, Đắk Nông và Đồng Nai. Hà Nội nắng."
    assert READER.read(title="Thời tiết", body=body).relevance is Relevance.PASSING


def test_any_province_can_be_watched() -> None:
    gia_lai = MentionReader(load_profile("Gia Lai"))
    assert gia_lai.read(title="Gia Lai mở hội", body="").relevance is Relevance.ABOUT
    assert gia_lai.read(title="Lâm Đồng mở hội", body="").relevance is Relevance.NONE


def test_an_unknown_profile_is_refused_with_what_to_do() -> None:
    with pytest.raises(ProfileRefused, match="lam-dong"):
        load_profile("xu-thanh")


def test_the_screen_needs_only_names_that_stand_alone() -> None:
    profile = load_profile("lam-dong")
    weak = {name.text for name in profile.names if name.strength in (Strength.WEAK, Strength.TYPED)}
    watched = set(profile.watch_names())
    assert not watched & weak
    assert {"Lâm Đồng", "Đắk Nông", "Đà Lạt"} <= watched


@given(st.text(max_size=300), st.text(max_size=600))
def test_any_text_can_be_read(title: str, body: str) -> None:
    reading = READER.read(title=title, body=body)
    for mention in reading.mentions:
        assert (title if mention.part == "title" else body)[mention.start : mention.end] == mention.surface


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "piece", ["Thuận An, Huế, Đà Lạt, Gia Lai, xã Tân Thành. ", "Đà Lạt và Huế ", "Tags: Huế\n"]
)
def test_a_page_of_nothing_but_names_is_read_in_time(piece: str) -> None:
    READER.read(title="Đà Lạt", body=piece * 4000)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("Dans la province de Lâm Dông, les planteurs attendent.", True),
        ("À Dak Nong et à Dà Lat, la pluie a repris.", True),
        ("Le groupe Làm Đông expose à Paris.", False),  # a mark that the name does not have
        ("Nông dân ra lâm dông từ sáng, cấy nốt thửa ruộng đầu làng.", False),
    ],
)
def test_a_foreign_newsroom_may_leave_some_marks_out(body, found):
    reading = MentionReader(load_profile("lam-dong")).read(title="", body=body, host="example.fr")
    assert bool(reading.mentions) is found
