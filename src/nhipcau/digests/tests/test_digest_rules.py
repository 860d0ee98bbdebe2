from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.digests import figures, rules
from nhipcau.digests.figures import CountedItem, Printed
from nhipcau.digests.rules import DigestKind, DigestPart, DraftDays, Written
from nhipcau.kernel.refusal import Refused

BODY = (
    "Sáng nay, đoàn khảo sát đã làm việc với chính quyền xã về phương án mở tuyến đường ven hồ dài tám cây số. "
    "Theo báo cáo, công trình cần ba trăm tỷ đồng và dự kiến hoàn thành sau mười tám tháng. "
    "Người dân hai bên tuyến đã hiến đất, một số hộ đề nghị có chỗ đỗ xe cho khách tham quan vào cuối tuần. "
    "Lãnh đạo xã cho biết sẽ lấy thêm ý kiến trong tháng này trước khi trình cấp trên xem xét quyết định."
)
NOW = datetime(2026, 6, 18, 6, 0, tzinfo=timezone(timedelta(hours=7)))


def test_a_summary_in_the_offices_own_words_is_kept():
    rules.check_summary("Xã dự kiến mở đường ven hồ, người dân đã hiến đất; còn chờ lấy ý kiến.", [BODY])


def test_a_full_text_is_refused_as_a_summary():
    with pytest.raises(Refused, match="nguyên văn"):
        rules.check_summary(BODY, [BODY])


def test_a_long_summary_is_refused_even_without_an_article():
    with pytest.raises(Refused, match="rút gọn"):
        rules.check_summary("từ " * (rules.SUMMARY_MOST_WORDS + 1), [])


def test_a_copied_passage_is_found_inside_own_words():
    copied = " ".join(BODY.split()[5 : 5 + 30])
    with pytest.raises(Refused):
        rules.check_summary(f"Báo viết rằng {copied} và còn nữa.", [BODY])


def test_letter_case_and_punctuation_do_not_hide_a_copy():
    assert rules.longest_quote("SÁNG NAY đoàn khảo sát, đã làm việc", BODY) == 8


def test_languages_without_spaces_are_measured_too():
    khmer = "ខេត្តឡាំដុងបានបើកផ្លូវថ្មីនៅជាប់ព្រំដែនកម្ពុជាដើម្បីសម្រួលដល់ពាណិជ្ជកម្មនិងទេសចរណ៍" * 3
    assert len(rules.words_of(khmer)) > 40
    with pytest.raises(Refused):
        rules.check_summary(khmer, [khmer])


@given(st.text(max_size=3000))
def test_what_a_draft_proposes_is_always_brief_enough(text):
    proposed = rules.propose_summary(text)
    rules.check_summary(proposed, [text])


@given(st.text(alphabet="ab .\n", max_size=400), st.integers(1, 60))
def test_shortening_keeps_to_its_limit(text, most):
    assert len(rules.words_of(rules.shorten(text, most))) <= most


@pytest.mark.parametrize(
    ("text", "most", "kept"),
    [
        ("Một hai ba bốn năm sáu bảy. Tám chín.", 6, ""),
        (
            "Họp ở TP. Đà Lạt sáng nay. Dự có GS. TS. Lan.",
            12,
            "Họp ở TP. Đà Lạt sáng nay. Dự có GS. TS. Lan.",
        ),
        ("Họp ở TP. Đà Lạt sáng nay.", 3, ""),
        (
            "Phản ánh của bà N.T.L. đã được trả lời. Xong.",
            12,
            "Phản ánh của bà N.T.L. đã được trả lời. Xong.",
        ),
        ("Tỉnh công bố kế hoạch phát triển du lị...", 20, ""),
        ("Tỉnh công bố kế hoạch. Theo đó, du lị…", 20, "Tỉnh công bố kế hoạch."),
        ("Ảnh: Thu Hà\nTỉnh đón đoàn khách. Đoàn ở ba ngày.", 20, "Tỉnh đón đoàn khách. Đoàn ở ba ngày."),
        ("Tỉnh đón đoàn khách.\nMột chú thích\nĐoàn ở lại ba ngày.", 20, "Tỉnh đón đoàn khách."),
        ("Giá 1.500 đồng là 3.5 lần. Hết.", 20, "Giá 1.500 đồng là 3.5 lần. Hết."),
        ("“Chúng tôi vui!” Ông nói vậy.", 20, "“Chúng tôi vui!” Ông nói vậy."),
        ("省长会见。会谈很好", 20, "省长会见。"),
        ("ອັດຕາດອກເບ້ຍ", 20, ""),
        ("", 20, ""),
    ],
)
def test_a_draft_is_never_cut_inside_a_sentence(text, most, kept):
    assert rules.shorten(text, most) == kept


def test_a_draft_takes_whole_sentences_where_they_fit():
    assert rules.shorten("Một hai ba. Bốn năm sáu. Bảy tám chín.", 6) == "Một hai ba. Bốn năm sáu."


@pytest.mark.parametrize(
    ("tone", "flags", "part"),
    [
        ("positive", ["sensitive"], DigestPart.SENSITIVE),
        ("positive", ["inaccurate", "amplify"], DigestPart.SENSITIVE),
        ("neutral", ["amplify"], DigestPart.POSITIVE),
        ("positive", [], DigestPart.POSITIVE),
        ("negative", [], DigestPart.OTHER),
    ],
)
def test_what_is_sensitive_never_stands_among_the_good(tone, flags, part):
    assert rules.part_of(tone, flags) is part


def test_reach_comes_before_outlets_and_outlets_before_time():
    first = rules.weight_of(4, 1, NOW)
    second = rules.weight_of(3, 9, NOW)
    third = rules.weight_of(3, 2, NOW + timedelta(hours=5))
    assert sorted([third, second, first]) == [first, second, third]


def test_nothing_is_drafted_before_the_hour_or_on_a_day_off():
    assert rules.draft_due(NOW, time(6, 0), DraftDays.EVERY) == date(2026, 6, 18)
    assert rules.draft_due(NOW - timedelta(minutes=1), time(6, 0), DraftDays.EVERY) is None
    saturday = NOW + timedelta(days=2)
    assert rules.draft_due(saturday, time(6, 0), DraftDays.WORKING) is None
    assert rules.draft_due(saturday, time(6, 0), DraftDays.EVERY) == date(2026, 6, 20)


def test_a_digest_begins_where_the_last_one_ended_but_not_weeks_ago():
    assert rules.window(NOW, NOW - timedelta(days=3)) == (NOW - timedelta(days=3), NOW)
    assert rules.window(NOW, NOW - timedelta(days=30)) == (NOW - rules.LONGEST_GAP, NOW)
    assert rules.window(NOW, None) == (NOW - timedelta(days=1), NOW)


@given(st.dates(date(2020, 1, 10), date(2090, 1, 1)), st.sampled_from(list(DigestKind)))
def test_the_period_before_ends_the_day_before(day, kind):
    first, last = rules.period_of(kind, day)
    assert first <= day <= last
    before = rules.period_before(kind, first)
    assert before[1] == first - timedelta(days=1)


@given(st.dates(date(2020, 1, 10), date(2090, 1, 1)))
def test_only_periods_that_are_over_are_drafted(day):
    assert all(last < day for _kind, _first, last in rules.closed_periods(day))


def test_a_sensitive_item_without_a_proposal_cannot_be_signed():
    item = Written(1, DigestPart.SENSITIVE, "  ", "Báo nêu.")
    with pytest.raises(Refused, match="đề xuất xử lý"):
        raise rules.missing_for_signing(items=[item], note="")[0][1]
    written = Written(1, DigestPart.SENSITIVE, "Mời họp.", "Báo nêu.")
    assert rules.missing_for_signing(items=[written], note="") == []


@pytest.mark.parametrize(
    ("summary", "said"), [("  ", "cần viết tóm tắt"), ("Tỉnh mời…", "giữa câu"), ("Tỉnh mời ...", "giữa câu")]
)
def test_an_item_without_whole_words_of_its_own_cannot_be_signed(summary, said):
    found = rules.missing_for_signing(items=[Written(3, DigestPart.OTHER, "", summary)], note="x")
    assert [number for number, _ in found] == [3]
    assert said in str(found[0][1])


@pytest.mark.parametrize(
    ("title", "summary", "said"),
    [
        ("Red dragon fruit sails for India", "Thanh long lên đường.", ["chưa có tiêu đề tiếng Việt"]),
        ("Thanh long sang Ấn Độ", "Red dragon fruit sails.", ["chưa viết bằng tiếng Việt"]),
        ("Red dragon fruit sails", "", ["cần viết tóm tắt", "chưa có tiêu đề tiếng Việt"]),
        ("Thanh long sang Ấn Độ", "Thanh long lên đường.", []),
    ],
)
def test_a_foreign_item_is_signed_with_a_vietnamese_title_and_summary(title, summary, said):
    item = Written(2, DigestPart.OTHER, "", summary, title, is_foreign=True)
    found = [str(why) for _, why in rules.missing_for_signing(items=[item], note="")]
    assert len(found) == len(said)
    assert all(words in sentence for words, sentence in zip(said, found, strict=True))
    ours = Written(2, DigestPart.OTHER, "", summary or "Báo nêu.", title)
    assert rules.missing_for_signing(items=[ours], note="") == []


def test_an_empty_digest_says_so_or_is_not_signed():
    assert [number for number, _ in rules.missing_for_signing(items=[], note="")] == [0]
    assert rules.missing_for_signing(items=[], note="Trong ngày không có tin về tỉnh.") == []


@given(st.lists(st.integers(), unique=True, min_size=1), st.data(), st.integers(-3, 3))
def test_moving_loses_nothing_and_stops_at_the_ends(order, data, step):
    key = data.draw(st.sampled_from(order))
    after = rules.moved(order, key, step)
    assert sorted(after) == sorted(order)
    assert after.index(key) == min(max(order.index(key) + step, 0), len(order) - 1)


def page(outlet="Báo A", address="a/1", language="vi", reach=2, on=date(2026, 6, 15)):
    return Printed(outlet, language, reach, address, on)


def item(key, *pages, day=date(2026, 6, 15), tone="neutral", part="other"):
    return CountedItem(key, part, "tourism", tone, day, pages)


def test_a_story_carried_for_three_days_is_one_story_and_its_pages_count_once():
    week = [
        item("s1", page(address="a/1")),
        item("s1", page(address="a/1"), page("Báo B", "b/1"), day=date(2026, 6, 16), tone="positive"),
        item("s2", page("World", "w/1", "en", 4, date(2026, 6, 17)), day=date(2026, 6, 17)),
    ]
    told = figures.compute(week, [], start=date(2026, 6, 15), end=date(2026, 6, 21))
    assert (told.stories.now, told.articles.now, told.outlets.now) == (2, 3, 3)
    assert (told.foreign.now, told.far.now) == (1, 1)
    assert [count for _day, count in told.by_day] == [2, 0, 1, 0, 0, 0, 0]
    assert {row.label: row.count for row in told.by_tone} == {"positive": 1, "neutral": 1}


def test_what_was_there_before_and_is_gone_is_shown_with_nothing():
    told = figures.compute(
        [item("s2", page("Báo B", "b/2"))],
        [item("s1", page("Báo A"))],
        start=date(2026, 6, 15),
        end=date(2026, 6, 15),
    )
    gone = next(row for row in told.by_outlet if row.label == "Báo A")
    assert (gone.count, gone.before, gone.change) == (0, 1, -1)
    assert told.articles.percent == 0
    assert figures.Total(3, 0).percent is None


def test_figures_come_back_as_they_were_kept():
    told = figures.compute(
        [item("s", page())], [item("t", page())], start=date(2026, 6, 15), end=date(2026, 6, 21)
    )
    assert figures.from_json(figures.as_json(told)) == told


@given(st.lists(st.integers(0, 500), min_size=1, max_size=31))
def test_columns_stay_inside_the_drawing(counts):
    days = [(date(2026, 5, 1) + timedelta(days=step), count) for step, count in enumerate(counts)]
    for column in figures.columns(days):
        assert -0.2 <= column.y <= 150
        assert column.x + column.width <= 600.2


def test_a_draft_names_posts_and_no_private_person():
    body = "Bà Nguyễn Thị Lan phản ánh cống hỏng. Chủ tịch UBND phường Trần Văn Hải đã đến xem."
    body += " Ông Lê Minh Đức nói dân chờ lâu rồi. " + "Cống được sửa trong tháng sau. " * 40
    proposed = rules.propose_summary(body)
    assert "Bà N.T.L." in proposed
    assert "Chủ tịch UBND phường đã đến" in proposed
    assert not any(name in proposed for name in ("Lan", "Hải", "Minh Đức"))


def test_words_that_name_a_private_person_are_refused_and_posts_pass():
    with pytest.raises(Refused):
        rules.check_no_private_names("Đề nghị trả lời ông Nguyễn Văn Bình.")
    rules.check_no_private_names("Đề nghị Chủ tịch UBND phường trả lời người dân đường Nguyễn Văn Cừ.")
    rules.check_no_private_names("Phản ánh của bà N.T.L. đã được trả lời.")


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        ([], ()),
        (["amplify"], ("amplify",)),
        (["inaccurate", "amplify"], ("inaccurate",)),
        (["amplify", "sensitive"], ("sensitive",)),
        (["complaint", "amplify"], ("amplify", "complaint")),
    ],
)
def test_what_may_be_wrong_is_never_recommended_for_spreading(flags, said):
    assert rules.said_of(flags) == said
