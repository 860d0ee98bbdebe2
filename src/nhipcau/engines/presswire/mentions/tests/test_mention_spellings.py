"""Spellings of a name that are the name: foreign letters for Đ, characters that nobody sees, no gap, an initial."""

from __future__ import annotations

import html
from functools import lru_cache

import pytest

from nhipcau.engines.presswire.mentions.reader import MentionReader, MentionReading
from nhipcau.engines.presswire.profile import load_profile
from nhipcau.engines.presswire.screen import Screener, WatchName

REST = " hôm qua đã họp bàn việc đón khách quốc tế trong mùa tới, có nhiều doanh nghiệp tham dự."


@lru_cache(maxsize=1)
def reader() -> MentionReader:
    return MentionReader(load_profile("lam-dong"))


@lru_cache(maxsize=1)
def screener() -> Screener:
    return Screener.compile(WatchName(name) for name in load_profile("lam-dong").watch_names())


def read(text: str) -> MentionReading:
    return reader().read(title="", body=text)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Tỉnh Lâm Ðồng", "Lâm Đồng"),
        ("tỉnh Lâm &ETH;ồng", "Lâm Đồng"),
        ("tỉnh &#208;ắk Nông", "Đắk Nông"),
        ("thành phố Ðà Lạt", "Đà Lạt"),
        ("TỈNH LÂM ÐỒNG", "Lâm Đồng"),
        ("tỉnh L\u200bâm Đồng", "Lâm Đồng"),
        ("tỉnh Lâm\u200b Đồng", "Lâm Đồng"),
        ("tỉnh Lâm \ufeffĐồng", "Lâm Đồng"),
        ("tỉnh Đắk\u2060 Nông", "Đắk Nông"),
        ("tỉnh Bình&shy; Thuận", "Bình Thuận"),
        ("tỉnh Lâm&#8203; Đ&zwnj;ồng", "Lâm Đồng"),
        ("Tỉnh ĐắkNông", "Đắk Nông"),
        ("Tỉnh ĐăkNông", "Đắk Nông"),
        ("UBND tỉnh LâmĐồng", "Lâm Đồng"),
        ("TP.ĐàLạt", "Đà Lạt"),
        ("TỈNH LÂMĐỒNG", "Lâm Đồng"),
        ("UBND tỉnh L.Đồng", "Lâm Đồng"),
        ("Sở Du lịch L.Đồng", "Lâm Đồng"),
        ("tỉnh Đ.Nông", "Đắk Nông"),
        ("TP Đ.Lạt", "Đà Lạt"),
        ("tỉnh B.Thuận", "Bình Thuận"),
    ],
)
def test_the_name_is_read_and_screened(written: str, name: str) -> None:
    text = html.unescape(written) + REST
    found = read(text).mentions
    assert name in {mention.name for mention in found}
    for mention in found:
        assert mention.surface == text[mention.start : mention.end]
    assert screener().any((written + REST).encode())


def test_an_initial_with_a_space_needs_the_kind_of_place_before_it() -> None:
    assert {mention.name for mention in read("UBND tỉnh L. Đồng" + REST).mentions} == {"Lâm Đồng"}


@pytest.mark.parametrize(
    "written",
    [
        "Ông Nguyễn L. Đồng",
        "Bà L.Hồng",
        "Trận đấu của N.Đồng",
        "Công ty VLamDongX",
        "Giá mười nghìn đồng",
        "Ông B. Thuận",
        "tỉnh Bình ÐÐ",
    ],
)
def test_what_only_looks_like_it_is_not_read(written: str) -> None:
    assert read(written + REST).mentions == ()
