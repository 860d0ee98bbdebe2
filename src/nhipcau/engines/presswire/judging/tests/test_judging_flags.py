"""What is sensitive, and what only sounds so: written before the words were listed, half kept aside."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from nhipcau.engines.presswire.judging.judge import Judge, JudgedText
from nhipcau.engines.presswire.judging.lexicon import load_rules

LABELLED = Path(__file__).parent / "labelled"


def texts(part: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (LABELLED / f"flags-{part}.jsonl").read_text("utf-8").splitlines()]


def is_sensitive(title: str, body: str = "") -> bool:
    return any(flag.label == "sensitive" for flag in Judge().propose(JudgedText(title, body)).flags)


def test_the_split_is_made_by_hash_so_nobody_chose_it() -> None:
    assert len(texts("dev")) + len(texts("held-out")) >= 250
    for part, held in (("dev", False), ("held-out", True)):
        assert all((int(text["id"], 16) % 2 == 1) is held for text in texts(part))


@pytest.mark.parametrize("part", ["dev", "held-out"])
def test_sensitive_news_is_told_from_calm_news_with_alarming_words(part: str) -> None:
    pairs = [(text["sensitive"], is_sensitive(text["title"], text["body"])) for text in texts(part)]
    right = sum(want and got for want, got in pairs)
    assert right / sum(got for _, got in pairs) >= 0.85
    assert right / sum(want for want, _ in pairs) >= 0.85


@pytest.mark.parametrize(
    "title",
    [
        "Nữ khách Hà Lan bị giật điện thoại",
        "Lô chanh dây bị hải quan Úc trả về",
        "Tàu khảo sát Nga vào vùng biển đặc quyền kinh tế",
        "Kế toán ủy ban bị bắt quả tang",
        "Tiểu thương căng băng rôn ở chợ",
        "Mục sư bị sách nhiễu",
        "Sứ quán khuyến cáo công dân",
        "Swedish tourist robbed near the lake",
        "Inspectors charged over kickbacks",
    ],
)
def test_two_groups_in_one_sentence_raise_the_flag(title: str) -> None:
    assert is_sensitive(title)


@pytest.mark.parametrize(
    "title",
    [
        "Khách Hà Lan thích hoa. Hội thi bắt cá vui nhộn",
        "Không có khách Nga nào bị thương",
        "Diễn tập cứu du khách Pháp bị nước cuốn",
        "Tàu hải quân Nhật Bản thăm hữu nghị",
        "Số người tử vong giảm mạnh",
    ],
)
def test_what_is_apart_denied_or_played_does_not(title: str) -> None:
    assert not is_sensitive(title)


def test_the_desk_is_told_why() -> None:
    flags = Judge().propose(JudgedText("Nữ khách Hà Lan bị giật điện thoại", "")).flags
    assert any(reason.note.startswith("Người nước ngoài") for flag in flags for reason in flag.because)


def test_every_pair_has_words_and_every_group_is_paired() -> None:
    rules = load_rules()
    paired = {group for pair in rules.pairs for group in (pair.first, pair.second)}
    assert {pair.flag for pair in rules.pairs} <= set(rules.flag_names)
    for phrases in (rules.vietnamese, rules.other):
        assert phrases.find("x") == []
    data = (Path(__file__).parents[1] / "words" / "vi.toml").read_text("utf-8")
    assert all(f"\n{group} = " in data for group in paired)
