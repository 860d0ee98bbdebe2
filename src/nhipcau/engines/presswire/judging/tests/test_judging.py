from __future__ import annotations

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from nhipcau.engines.presswire.judging.judge import Decision, Judge, JudgedText


def flags(title: str, body: str = "", published: date | None = None) -> set[str]:
    return {opinion.label for opinion in Judge().propose(JudgedText(title, body, published)).flags}


def test_bad_news_is_negative_and_says_why() -> None:
    proposal = Judge().propose(
        JudgedText("Lũ quét, ba người thiệt mạng", "Nhiều nhà bị ngập, thiệt hại lớn.")
    )
    assert proposal.tone.label == "negative"
    assert proposal.subject.label == "environment"
    assert "thiệt mạng" in {reason.words for reason in proposal.tone.because}


def test_good_news_is_offered_for_amplifying() -> None:
    assert "amplify" in flags(
        "Công viên địa chất được UNESCO vinh danh", "Người dân tự hào, du khách khen ngợi."
    )


def test_good_words_in_bad_news_are_not_offered() -> None:
    assert "amplify" not in flags(
        "Mô hình được vinh danh vướng lừa đảo", "Bị can chiếm đoạt 5 tỷ đồng, công an khởi tố."
    )


def test_a_negation_turns_a_word_round() -> None:
    assert Judge().propose(JudgedText("Xe lật, không ai bị thương", "")).tone.label != "negative"


def test_old_names_used_as_current_ones_are_pointed_out_only_after_the_merger() -> None:
    title = "Chủ tịch tỉnh Đắk Nông thăm dân"
    assert "inaccurate" in flags(title, published=date(2026, 2, 1))
    assert "inaccurate" not in flags(title, published=date(2024, 2, 1))
    assert "inaccurate" not in flags("Chuyện ở tỉnh Đắk Nông (cũ)", published=date(2026, 2, 1))


def test_every_reason_points_at_its_words() -> None:
    text = JudgedText("Dân bức xúc vì ô nhiễm", "Trại heo xả thải, người dân kêu cứu và khiếu nại nhiều lần.")
    proposal = Judge().propose(text)
    reasons = [
        *proposal.tone.because,
        *proposal.subject.because,
        *(r for f in proposal.flags for r in f.because),
    ]
    assert reasons
    for reason in reasons:
        assert (text.title if reason.part == "title" else text.body)[
            reason.start : reason.end
        ] == reason.words


def test_corrections_teach() -> None:
    judge = Judge()
    plain = JudgedText("Đua thuyền trên hồ", "Các đội chèo thuyền tranh cúp, khán giả cổ vũ.")
    before = judge.propose(plain)
    for week in range(8):
        wrong = JudgedText(
            f"Giải đua thuyền lần {week}", "Đội chèo thuyền tranh cúp, khán giả cổ vũ vang trời."
        )
        judge.learn(
            wrong,
            judge.propose(wrong),
            Decision("culture", "positive", frozenset({"amplify"})),
            date(2026, 1, 5 + week),
        )
        other = JudgedText(f"Giá tiêu ngày {week}", "Thương lái thu mua hồ tiêu tại vườn.")
        judge.learn(
            other, judge.propose(other), Decision("farming", "neutral", frozenset()), date(2026, 1, 5 + week)
        )
    after = judge.propose(plain)
    assert after.subject.label == "culture"
    assert after.tone.label == "positive"
    assert "amplify" in {flag.label for flag in after.flags}
    assert any(reason.source == "learned" for reason in after.tone.because)
    assert before.tone.label == "neutral"


def test_the_hit_rate_is_counted_by_week() -> None:
    judge = Judge()
    text = JudgedText("Lũ quét, ba người thiệt mạng", "")
    proposal = judge.propose(text)
    judge.learn(text, proposal, Decision(tone="negative"), date(2026, 1, 7))
    judge.learn(text, proposal, Decision(tone="neutral"), date(2026, 1, 8))
    (week,) = judge.hit_rates()
    assert (week.week, week.decided, week.right, week.rate) == (date(2026, 1, 5), 2, 1, 0.5)


def test_what_was_learned_survives_a_restart() -> None:
    judge = Judge()
    text = JudgedText("Đua thuyền", "Chèo thuyền tranh cúp.")
    judge.learn(text, judge.propose(text), Decision("culture", "positive", frozenset()), date(2026, 1, 7))
    again = Judge.from_json(json.loads(json.dumps(judge.to_json())))
    assert again.propose(text) == judge.propose(text)
    assert again.hit_rates() == judge.hit_rates()


@given(st.text(max_size=200), st.text(max_size=500))
def test_any_text_gets_a_proposal(title: str, body: str) -> None:
    proposal = Judge().propose(JudgedText(title, body, date(2026, 1, 1)))
    assert 0 <= proposal.tone.sure <= 1
