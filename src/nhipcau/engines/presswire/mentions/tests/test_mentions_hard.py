"""Names inside other names, in eighteen provinces: written before the rules, half kept aside."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from nhipcau.engines.presswire.mentions.gazetteer import words_of
from nhipcau.engines.presswire.mentions.inside import Carrier, carrier_words
from nhipcau.engines.presswire.mentions.reader import MentionReader, Relevance
from nhipcau.engines.presswire.mentions.scene import Scene
from nhipcau.engines.presswire.profile import load_profile

LABELLED = Path(__file__).parent / "labelled"


def texts(part: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (LABELLED / f"hard-{part}.jsonl").read_text("utf-8").splitlines()]


def measure(part: str) -> dict[str, float]:
    readers = {
        profile: MentionReader(load_profile(profile)) for profile in {t["profile"] for t in texts(part)}
    }
    pairs = [
        (
            text["place"],
            readers[text["profile"]].read(title=text["title"], body=text["body"]).relevance
            is not Relevance.NONE,
        )
        for text in texts(part)
    ]
    right = sum(want and got for want, got in pairs)
    return {
        "precision": right / sum(got for _, got in pairs),
        "recall": right / sum(want for want, _ in pairs),
    }


def test_more_than_a_hundred_and_fifty_hard_texts_are_split_by_hash() -> None:
    assert len(texts("dev")) + len(texts("held-out")) >= 150
    for part, held in (("dev", False), ("held-out", True)):
        assert all((int(text["id"], 16) % 2 == 1) is held for text in texts(part))


@pytest.mark.parametrize("part", ["dev", "held-out"])
def test_a_name_inside_another_name_is_not_the_place(part: str) -> None:
    figures = measure(part)
    assert figures["precision"] >= 0.9, figures
    assert figures["recall"] >= 0.97, figures


def carriers(text: str) -> list[Carrier | None]:
    """What each of our names in a text belongs to."""
    reader = MentionReader(load_profile("lam-dong"))
    words = words_of(text)
    scene = Scene(text, words, reader._gazetteer.find(text, words, marked=True))
    return [
        reader._inside.carrier(scene, at)
        for at, hit in enumerate(scene.hits)
        if hit.name.strength.value != "outside"
    ]


@pytest.mark.parametrize(
    ("text", "carrier"),
    [
        ("Sự cố trên đường Phan Thiết sáng nay", Carrier.STREET),
        ("Hẻm nhỏ cạnh chợ Bảo Lộc", Carrier.STREET),
        ("Quán bún riêu Đà Lạt vừa mở", Carrier.SHOP),
        ("Sà lan Phan Thiết bị chìm", Carrier.SHOP),
        ("Trường tiểu học Đà Lạt khai giảng", Carrier.BODY),
        ("Bà Đà Lạt kể chuyện", Carrier.PERSON),
        ("Huỳnh Bảo Lộc ghi bàn", Carrier.PERSON),
        ("Đạo diễn Bảo Lộc ra mắt phim", Carrier.ROLE),
        ("Xa lộ Bình Thuận được mở", Carrier.BRAND),
        ("Căn hộ tại Đà Lạt Riverside rao bán", Carrier.LONGER),
        ("A new Mui Ne Bakery has opened", Carrier.LONGER),
        ("Đường lên Đà Lạt thông xe", None),
        ("Quán cà phê ở Đà Lạt đông khách", None),
        ("Đường Phan Thiết - Mũi Né được sửa", None),
        ("Ông chủ tỉnh Lâm Đồng nói", None),
        ("Rau Đà Lạt được giá", None),
    ],
)
def test_what_a_name_belongs_to(text: str, carrier: Carrier | None) -> None:
    assert carriers(text)[0] is carrier


def relevance(title: str, body: str) -> Relevance:
    return MentionReader(load_profile("lam-dong")).read(title=title, body=body).relevance


def test_a_street_of_the_place_itself_stays_its_news() -> None:
    assert relevance("Cháy ở chợ Bảo Lộc", "Lửa bùng lên ở chợ lúc nửa đêm, không ai bị thương.") is not (
        Relevance.NONE
    )
    told = "Quán Huế trên đường Phan Thiết cũ, thành phố Bảo Lộc, tỉnh Lâm Đồng đóng cửa."
    assert relevance("Quán Huế đóng cửa", told) is not Relevance.NONE


def test_a_branch_is_of_its_place_unless_the_text_says_where_it_stands() -> None:
    assert relevance("Ngân hàng Lâm Đồng tăng vốn", "Ngân hàng Lâm Đồng có 20 điểm giao dịch.") is not (
        Relevance.NONE
    )
    assert relevance("Chi nhánh Lâm Đồng ở Hà Nội", "Chi nhánh Lâm Đồng tại Hà Nội đóng cửa.") is (
        Relevance.NONE
    )


def test_the_lists_hold_no_word_twice_in_two_meanings() -> None:
    words = carrier_words()
    assert not words.street & words.body
    assert not words.street & words.shop
    assert not words.body & words.shop
