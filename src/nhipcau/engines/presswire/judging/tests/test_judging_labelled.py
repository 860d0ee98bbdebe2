"""How well proposals agree with articles labelled by hand, and that corrections make them better.

"held-out" is the part that no rule was tuned on, but the hand that wrote it wrote the words too.  "others"
and "events" are texts that other people wrote for other purposes.  Read by rules that had never seen them
(before and after the lists of words were made): "others" subject 0.59 and 0.75, tone 0.51 and 0.59; "events"
subject 0.78 and 0.92, tone 0.46 and 0.66.  Their mistakes have been learned from since, so today's higher
figures say that nothing got worse, and those above what to expect of news nobody has looked at.
"""

from __future__ import annotations

import importlib.util
import random
import sys
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from nhipcau.engines.presswire.judging.judge import Decision, Judge, JudgedText
from nhipcau.engines.presswire.judging.lexicon import load_rules

_spec = importlib.util.spec_from_file_location("labelled_news", Path(__file__).with_name("labelled_news.py"))
assert _spec and _spec.loader
news = importlib.util.module_from_spec(_spec)
sys.modules["labelled_news"] = news
_spec.loader.exec_module(news)

FLOORS = {
    "subject": 0.93,
    "tone_macro_f1": 0.92,
    "none_found": 0.8,
    "amplify_precision": 0.8,
    "amplify_recall": 0.8,
    "sensitive_precision": 0.9,
    "sensitive_recall": 0.9,
    "inaccurate_recall": 0.8,
    "inaccurate_precision": 0.7,
}


def test_two_hundred_articles_are_labelled_in_nine_languages() -> None:
    rows = [*news.texts("dev"), *news.texts("held-out")]
    assert len(rows) >= 200
    assert len(news.texts("held-out")) >= 80
    assert {row["language"] for row in rows} == {"vi", "en", "fr", "zh", "ja", "ko", "ru", "km", "lo"}
    assert {row["subject"] for row in rows} <= set(load_rules().subjects)


def test_the_split_is_made_by_hash_so_nobody_chose_it() -> None:
    for part, held in (("dev", False), ("held-out", True)):
        assert all((int(row["id"], 16) % 5 < 2) is held for row in news.texts(part))


@pytest.mark.parametrize("part", ["dev", "held-out"])
def test_proposals_agree_with_the_labels(part: str) -> None:
    figures = news.measure(news.texts(part), Judge().propose)
    assert {name: figures[name] for name, floor in FLOORS.items() if figures[name] < floor} == {}, figures


@pytest.mark.parametrize("language", ["en", "fr", "zh", "ja", "ko", "ru", "km", "lo"])
def test_every_language_is_read(language: str) -> None:
    rows = [row for part in ("dev", "held-out") for row in news.texts(part) if row["language"] == language]
    figures = news.measure(rows, Judge().propose)
    assert figures["subject"] >= 0.85, figures
    assert figures["tone"] >= 0.85, figures


def test_proposals_agree_on_texts_that_others_wrote() -> None:
    figures = news.measure_others(Judge().propose)
    assert figures["subject"] >= 0.9, figures
    assert figures["tone_macro_f1"] >= 0.8, figures
    figures = news.measure_events(Judge().propose)
    assert figures["subject"] >= 0.93, figures
    assert figures["tone"] >= 0.85, figures


# ---- a desk that corrects ----------------------------------------------------------------------------------------

# What the rules cannot know: this desk files sport and song birds under culture, boats on the lake under tourism.
_OWN = {
    "culture": (
        (
            "{who} giành cúp giải {game} {place}",
            "Trận chung kết {game} ở {place} kết thúc lúc tối muộn, {who} thắng sát nút trước sự chứng kiến của đông đảo khán đài.",
        ),
        (
            "Hội thi chim chào mào {place} mở màn",
            "{who} mang lồng chim tới {place} từ sớm, giọng hót vang khắp sân, trọng tài chấm bốn vòng.",
        ),
    ),
    "tourism": (
        (
            "Chèo sup {place} ngày cuối tháng",
            "{who} chèo ván sup quanh {place}, áo phao đủ màu, bến thuyền mở từ sáng tới chiều.",
        ),
    ),
}
_WHO = ("Đội Xuân Trường", "Đội phường Lâm Viên", "Nhóm bạn trẻ", "Câu lạc bộ Hoa Lư", "Anh em xã Hiệp Thạnh")
_GAMES = ("bóng chuyền", "bóng đá", "cầu lông", "bóng bàn", "cờ tướng")
_PLACES = ("Bảo Lộc", "Đức Trọng", "Gia Nghĩa", "Phan Thiết", "Đơn Dương", "Di Linh")


def own_articles(seed: int, count: int) -> list[tuple[JudgedText, Decision]]:
    chance = random.Random(seed)
    made = []
    for number in range(count):
        subject = chance.choice(("culture", "culture", "tourism"))
        title, body = chance.choice(_OWN[subject])
        words = {
            "who": chance.choice(_WHO),
            "game": chance.choice(_GAMES),
            "place": chance.choice(_PLACES),
        }
        text = JudgedText(f"{title.format(**words)} {number}", body.format(**words), news.PUBLISHED)
        made.append((text, Decision(subject=subject, tone="positive", flags=frozenset())))
    return made


def labelled(part: str) -> list[tuple[JudgedText, Decision]]:
    return [
        (news.judged(row), Decision(row["subject"], row["tone"], frozenset(row["flags"])))
        for row in news.texts(part)
    ]


def right_by_subject(judge: Judge, articles: list[tuple[JudgedText, Decision]]) -> Counter[str]:
    return Counter(
        decision.subject
        for text, decision in articles
        if judge.propose(text).subject.label == decision.subject and decision.subject
    )


def test_a_desk_that_corrects_is_proposed_what_it_means_and_nothing_else_gets_worse() -> None:
    stream = [*own_articles(1, 150), *labelled("dev")[:150]]
    random.Random(7).shuffle(stream)
    judge, fresh, held = Judge(), own_articles(2, 60), labelled("held-out")
    before = {"fresh": right_by_subject(judge, fresh), "held": right_by_subject(judge, held)}
    kept: list[bool] = []
    untaught = sum(judge.propose(text).subject.label == decision.subject for text, decision in stream)
    for number, (text, decision) in enumerate(stream):
        proposal = judge.propose(text)
        kept.append(proposal.subject.label == decision.subject)
        judge.learn(text, proposal, decision, date(2026, 1, 5) + timedelta(days=number // 10))
    assert len(stream) == 300
    assert sum(kept) >= untaught + 60
    assert sum(kept[-100:]) >= 90
    after = {"fresh": right_by_subject(judge, fresh), "held": right_by_subject(judge, held)}
    assert sum(after["fresh"].values()) >= 0.9 * len(fresh)
    assert sum(after["fresh"].values()) >= sum(before["fresh"].values()) + 15
    assert sum(after["held"].values()) >= sum(before["held"].values()) - 2
    lost = {name: before["held"][name] - after["held"][name] for name in before["held"]}
    assert all(count <= 1 for count in lost.values()), lost
    rates = [rate for rate in judge.hit_rates() if rate.question == "subject"]
    assert rates[-1].rate > rates[0].rate


def test_corrections_that_follow_no_rule_are_not_believed() -> None:
    judge, chance, held = Judge(), random.Random(3), labelled("held-out")
    before = right_by_subject(judge, held)
    subjects = sorted(judge.subjects)
    for text, _ in labelled("dev"):
        judge.learn(text, judge.propose(text), Decision(subject=chance.choice(subjects)), date(2026, 1, 5))
    assert sum(right_by_subject(judge, held).values()) >= sum(before.values()) - 3


def propose(title: str, body: str = "") -> Any:
    return Judge().propose(JudgedText(title, body, news.PUBLISHED))


def test_where_nothing_speaks_for_a_subject_it_is_said_so() -> None:
    assert propose("Một buổi chiều", "Trời dịu, phố vắng người.").subject.label == "none"
    assert propose("", "").subject.label == "none"


@pytest.mark.parametrize(
    "title",
    [
        "Xe lật, không có người bị thương",
        "Diễn tập chữa cháy tại khách sạn",
        "Công an bác bỏ tin đồn bắt cóc trẻ em",
        "Chưa ghi nhận thiệt hại sau trận động đất",
        "No one injured in highland tremor",
        "Землетрясение: пострадавших нет",
        "中部发生地震 无人员伤亡",
        "中部高原で地震 被害なし",
    ],
)
def test_bad_words_that_are_denied_or_played_are_not_bad_news(title: str) -> None:
    proposal = propose(title)
    assert proposal.tone.label != "negative", proposal.tone
    assert "sensitive" not in {flag.label for flag in proposal.flags}


@pytest.mark.parametrize(
    ("title", "tone"),
    [
        ("Tỷ lệ hộ nghèo giảm mạnh", "positive"),
        ("Tai nạn giao thông giảm cả ba tiêu chí", "positive"),
        ("Tai nạn giao thông tăng đột biến", "negative"),
        ("Kim ngạch xuất khẩu giảm sâu", "negative"),
        ("Giá cà phê tăng mạnh", "positive"),
        ("Poverty rate falls again", "positive"),
        ("Coffee exports drop", "negative"),
        ("林同省贫困率下降", "positive"),
    ],
)
def test_what_rises_or_falls_makes_it_good_or_bad(title: str, tone: str) -> None:
    proposal = propose(title)
    assert proposal.tone.label == tone
    assert proposal.tone.because


def test_a_word_across_the_edge_of_another_is_not_found() -> None:
    assert propose("Hồ cũ thành công viên").tone.label == "neutral"
