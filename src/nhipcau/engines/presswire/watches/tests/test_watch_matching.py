"""What a watch's words hit, and what they do not."""

from __future__ import annotations

import unicodedata

import pytest

from nhipcau.engines.presswire.watches import Watcher, WatchRule


def caught(rule: WatchRule, title: str, body: str = "", host: str = "") -> bool:
    return bool(Watcher([rule]).read(title=title, body=body, host=host))


@pytest.mark.parametrize(
    ("word", "text", "hits"),
    [
        ("biển đảo", "Tuyên truyền BIỂN ĐẢO năm 2026", True),
        ("biển đảo", "Tuyên truyền biển, đảo", False),
        ("biển đảo", "Tuyên truyền biển-đảo", True),
        ("biển đảo", unicodedata.normalize("NFD", "Tuyên truyền biển đảo"), True),
        ("biển đảo", "tuyen truyen bien dao nam 2026", True),
        (
            "biển đảo",
            "Tuyên truyền bien dao của các em",
            False,
        ),  # a text with marks writes the word with marks
        ("biển đảo", "Đi xa biên đao kiếm", False),
        ("hòa bình", "Vì hoà bình ở khu vực", True),
        ("ASEAN", "Hội nghị Asean lần thứ 48", True),
        ("ASEAN", "Hợp tác Việt Nam–ASEAN", True),
        ("ASEAN", "Tập đoàn Aseanic khai trương", False),
        ("asean", "ASEAN họp", True),
        ("WHO", "who came to town", False),
        ("WHO", "the WHO came to town", True),
        ("bàn", "ban hanh van ban", False),  # one syllable without marks says nothing
        ("nhân quyền", "tội nhân. Quyền lực", False),
        ("nhân quyền", "tội nhân\nquyền lực", False),
        ("អាស៊ាន", "កិច្ចប្រជុំអាស៊ានលើកទី៤៨", True),
        ("东盟", "第48届东盟峰会", True),
        ("아세안", "아세안은 오늘", True),
        ("АСЕАН", "Саммит асеан открылся", True),
        ("South China Sea", "Talks on the South  China Sea code", True),
        ("South China Sea", "South of China, sea levels rise", False),
        ("Công ước Luật Biển", "công ước luật biển 1982", True),
    ],
)
def test_a_word_hits_whole_words_with_its_marks(word: str, text: str, hits: bool) -> None:
    assert caught(WatchRule(1, words=(word,)), text) is hits


@pytest.mark.parametrize(
    ("rule", "hits"),
    [
        (WatchRule(1, words=("cửa khẩu",), places=("Campuchia",)), True),
        (WatchRule(1, words=("cửa khẩu",), places=("Lào",)), False),
        (WatchRule(1, places=("Campuchia",)), True),
        (WatchRule(1, words=("cửa khẩu",), required=("nông sản",)), True),
        (WatchRule(1, words=("cửa khẩu",), required=("nông sản", "vàng")), False),
        (WatchRule(1, words=("cửa khẩu",), excluded=("nông sản",)), False),
        (WatchRule(1, words=("cửa khẩu",), hosts=("bao.example",)), True),
        (WatchRule(1, words=("cửa khẩu",), hosts=("khac.example",)), False),
        (WatchRule(1, hosts=("bao.example",)), False),  # nothing asked catches nothing
        (WatchRule(1, required=("cửa khẩu",)), False),
    ],
)
def test_each_group_that_is_asked_must_be_met(rule: WatchRule, hits: bool) -> None:
    body = "Nông sản qua lại hai bên.\nPhía Campuchia cảm ơn."
    assert caught(rule, "Cửa khẩu nối Campuchia mở lại", body, "www.bao.example") is hits


def test_a_word_in_passing_is_no_subject() -> None:
    rule = WatchRule(1, words=("ASEAN",))
    assert not caught(rule, "Giá cà phê", "Giá tăng. Thị trường ASEAN ổn định.")
    assert caught(rule, "Giá cà phê", "Giá tăng. ASEAN ổn định. Các nước ASEAN mua nhiều.")


def test_words_inside_one_another_count_once_and_say_where_they_stand() -> None:
    watcher = Watcher([WatchRule(7, words=("ASEAN", "thượng đỉnh ASEAN"))])
    title = "Hội nghị thượng đỉnh ASEAN bế mạc"
    (hit,) = watcher.read(title=title, body="")
    assert hit.key == 7
    assert [(one.words, one.part, title[one.start : one.end]) for one in hit.found] == [
        ("thượng đỉnh ASEAN", "title", "thượng đỉnh ASEAN")
    ]


def test_a_text_may_be_caught_by_several_watches() -> None:
    watcher = Watcher(
        [WatchRule(1, words=("ASEAN",)), WatchRule(2, places=("Campuchia",)), WatchRule(3, words=("x y",))]
    )
    assert [one.key for one in watcher.read(title="ASEAN họp ở Campuchia", body="")] == [1, 2]


@pytest.mark.parametrize(
    ("word", "page"),
    [
        ("biển đảo", "<p>Chủ quyền <b>biển</b> đảo</p>"),
        ("biển đảo", "<p>chu quyen bien dao</p>"),
        ("Biển Đông", "<p>t&igrave;nh h&igrave;nh Bi&#7875;n &#272;&ocirc;ng</p>"),
        ("ASEAN", "<title>Asean summit</title>"),
        ("អាស៊ាន", "<p>កិច្ចប្រជុំអាស៊ាន</p>"),
        ("东盟", "<p>第48届东盟峰会</p>"),
        ("EU", "<p>Hiệp định với EU</p>"),
    ],
)
def test_the_screen_lets_through_what_the_rule_would_catch(word: str, page: str) -> None:
    watcher = Watcher([WatchRule(1, words=(word,))])
    assert watcher.may_hold(page.encode())
    assert not watcher.may_hold("<p>Giá cà phê hôm nay tăng.</p>".encode())


def test_a_text_is_read_in_time_by_its_length() -> None:
    """Each word is compared at most as often as the longest phrase has words, whatever is repeated."""
    watcher = Watcher([WatchRule(1, words=("a a a a b",))])
    looked = 0
    real = watcher._marked.at

    def counted(words, start, until):
        nonlocal looked
        looked += 1
        return real(words, start, until)

    watcher._marked.at = counted  # type: ignore[method-assign]
    assert not watcher.read(title="", body="a " * 4000)
    assert looked == 4000
