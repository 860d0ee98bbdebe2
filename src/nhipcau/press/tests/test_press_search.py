from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from tests.laid import apart, laid

from nhipcau.kernel.models import Notice
from nhipcau.kernel.refusal import Refused
from nhipcau.press import search, searchwords
from nhipcau.press.actions import searches
from nhipcau.press.excerpts import excerpt
from nhipcau.press.models import SavedSearch, SearchText
from nhipcau.press.searchwords import Wish
from nhipcau.press.tests.press_pages import FLOWERS, MORNING

pytestmark = pytest.mark.django_db


@pytest.fixture
@laid
def flowers(take):
    return take("https://tinkhac.example/b-2.html", "Đà Lạt đón 48.000 lượt khách cuối tuần", FLOWERS,
                at=MORNING - timedelta(days=3), outlet="Tin Khác")  # fmt: skip


@pytest.fixture(params=["the newest", "the index"])
@apart
def asked_first(request, monkeypatch):
    """Both ways in which PostgreSQL is asked; SQLite knows one."""
    if request.param == "the index":
        monkeypatch.setattr(search, "_newest", lambda *asked: None)


@pytest.mark.usefixtures("asked_first")
@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("cửa khẩu", "gate"),
        ("CUA KHAU", "gate"),
        ('"cụm thông tin điện tử"', "gate"),
        ('"thông tin cụm"', ""),
        ('"tiếng khmer và tiếng"', "gate"),
        ('"khmer và tiếng việt"', ""),  # each pair is there, the whole is not
        ("lam dong -khmer/và/tiếng/việt", "both"),
        ("lam dong -khmer/và/tiếng", "flowers"),
        ("lam dong -tiếng/việt", "flowers"),
        ("lam dong o1 o2 o3", ""),  # tags are no words
        ("ho xuan huong", "flowers"),
        ("Lâm Đồng", "both"),
        ("lam dong -khach", "gate"),
        ("đắk peur", "gate"),
        ("khong co dau", ""),
        ("...", ""),
        ('"', ""),
        ("' OR 1=1 --", ""),
        ("AND NOT NEAR(", ""),
        ("48.000", "flowers"),
    ],
)
def test_words_are_found_without_minding_marks(article, flowers, words, found):
    wanted = {"gate": {article.pk}, "flowers": {flowers.pk}, "both": {article.pk, flowers.pk}, "": set()}[
        found
    ]
    assert set(search.find(Wish(words=words)).articles) == wanted


@pytest.mark.usefixtures("asked_first")
def test_filters_narrow_the_finds(article, flowers):
    assert search.find(Wish(outlet=flowers.outlet_id)).articles == [flowers.pk]
    assert search.find(Wish(since=date(2026, 6, 16))).articles == [article.pk]
    assert search.find(Wish(until=date(2026, 6, 15))).articles == [flowers.pk]
    assert (
        search.find(Wish(words="lam dong", until=date(2026, 6, 15), outlet=article.outlet_id)).articles == []
    )
    assert search.find(Wish(subject=flowers.subject, words="da lat")).articles == [flowers.pk]


def test_newest_first_a_page_at_a_time(take):
    for number in range(5):
        take(f"https://baomau.example/t-{number}.html", f"Đà Lạt ngày thứ {number}", (f"Tin số {number} ở Đà Lạt, Lâm Đồng.", *FLOWERS[number % 2 :]),
             at=MORNING + timedelta(hours=number))  # fmt: skip
    first = search.find(Wish(words="da lat"), limit=3)
    rest = search.find(Wish(words="da lat"), limit=3, before=first.keys[-1])
    assert first.more
    assert not rest.more
    assert list(first.keys + rest.keys) == sorted(first.keys + rest.keys, reverse=True)
    assert len(set(first.articles + rest.articles)) == len(first.articles) + len(rest.articles)


def test_among_new_articles_the_wish_finds_its_own(article, flowers):
    keys = [searchwords.key_of(one.at, one.pk) for one in (article, flowers)]
    assert search.among(Wish(words="lam dong"), keys) == sorted(keys, reverse=True)
    assert search.among(Wish(words="cua khau"), keys) == keys[:1]
    assert search.among(Wish(words="lam dong", until=date(2026, 6, 15)), keys) == keys[1:]
    assert search.among(Wish(words="lam dong"), keys[1:]) == keys[1:]
    assert search.among(Wish(), keys) == sorted(keys, reverse=True)
    assert search.among(Wish(words="-khach"), keys) == []


@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_query_or_nothing(words):
    search.find(Wish(words=words), limit=1)
    search.find(Wish(words=words, subject="tourism"), limit=1)


@given(st.lists(st.text(alphabet="aăâđêôơưàáạ大叻កម ", min_size=1, max_size=12), max_size=8))
def test_an_excerpt_is_part_of_the_text(words):
    body = " ".join(words)
    runs = [tuple(searchwords.tokens(words[0]))] if words and searchwords.tokens(words[0]) else []
    pieces = [piece.text for piece in excerpt(body, runs)]
    assert "".join(pieces).strip("… ") in " ".join(body.split())


def test_scripts_without_spaces_are_found_letter_by_letter():
    assert searchwords.tokens("大叻 Đà Lạt") == ["大", "叻", "da", "lat"]


def test_an_article_that_goes_takes_its_words_along(article):
    article.pages.all().delete()
    article.delete()
    assert search.find(Wish(words="cua khau")).articles == []


def test_the_index_can_be_made_anew(article, capsys):
    SearchText.objects.all().delete()
    call_command("press_reindex")
    assert search.find(Wish(words="cua khau")).articles == [article.pk]


def test_a_saved_search_tells_once_of_each_find(coordinator, article, take):
    searches.save_search(name="Đà Lạt", wish=Wish(words='"đà lạt"'), alert=True, by=coordinator)
    assert searches.tell_of_finds() == 0
    take("https://tinkhac.example/b-2.html", "Đà Lạt đón 48.000 lượt khách cuối tuần", FLOWERS)
    assert searches.tell_of_finds() == 1
    assert searches.tell_of_finds() == 0
    assert Notice.objects.get().title == "1 tin mới: Đà Lạt"


def test_an_empty_search_is_not_saved(coordinator):
    with pytest.raises(Refused):
        searches.save_search(name="Tất cả", wish=Wish(), alert=True, by=coordinator)


def test_a_feed_opens_by_its_key_and_closes_with_the_account(client, coordinator, article):
    kept = searches.save_search(name="Cửa khẩu", wish=Wish(words="cua khau"), alert=False, by=coordinator)
    address = reverse("press:feed", args=[kept.feed_key])
    page = client.get(address).content.decode()
    assert article.canonical in page
    assert article.body not in page
    coordinator.is_active = False
    coordinator.save()
    assert client.get(address).status_code == 404


def test_another_officers_saved_search_is_not_there(client_of, leader, coordinator, article):
    kept = searches.save_search(name="Cửa khẩu", wish=Wish(words="cua khau"), alert=False, by=coordinator)
    assert client_of(leader).post(reverse("press:saved_remove", args=[kept.pk])).status_code == 404
    assert SavedSearch.objects.exists()


def test_the_workbook_holds_the_finds_and_no_formulas(client_of, coordinator, take):
    take("https://baomau.example/x.html", '=HYPERLINK("http://xau.example") ở Đà Lạt', FLOWERS)
    answer = client_of(coordinator).get(reverse("press:export"), {"q": "da lat"})
    sheet = load_workbook(BytesIO(answer.content)).active
    titles = [row[2].value for row in sheet.iter_rows(min_row=4)]
    assert len(titles) == 1
    assert titles[0].startswith("'=")
    assert sheet["C4"].data_type == "s"


def test_words_that_stand_together_are_marked_together_and_not_apart():
    body = "Đất đá lấp đường vào Đà Lạt. Xe đã đi vòng."
    pieces = excerpt(body, [("da",), ("lat",)])
    assert [piece.text for piece in pieces if piece.hit] == ["Đà Lạt"]
    apart = excerpt("Đá rơi; ván lát vỡ.", [("da",), ("lat",)])
    assert [piece.text for piece in apart if piece.hit] == ["Đá", "lát"]
