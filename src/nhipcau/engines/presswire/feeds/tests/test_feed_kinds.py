"""Kinds of entries that outlets send wrong: clocks never set, counting links, entries without a title."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from nhipcau.engines.presswire.feeds import read_feed


def rss(item: str, spaces: str = "") -> bytes:
    return f'<?xml version="1.0"?><rss version="2.0" {spaces}><channel><title>T</title>{item}</channel></rss>'.encode()


def item(date: str) -> str:
    return f"<item><title>A</title><link>https://a.example/1</link><pubDate>{date}</pubDate></item>"


@pytest.mark.parametrize(
    "date",
    ["Thu, 01 Jan 1970 00:00:00 GMT", "Thu, 01 Jan 1970 07:00:00 +0700", "1969-12-31T23:59:59Z", "0001-01-01T00:00:00Z",
     "Mon, 01 Jan 1900 00:00:00 GMT", "Fri, 31 Dec 2099 23:59:59 GMT", "2099-01-01", "9999-12-31T00:00:00Z"],
)  # fmt: skip
def test_a_date_that_no_news_can_have_is_none(date: str) -> None:
    assert read_feed(rss(item(date))).entries[0].published is None


def test_the_next_date_of_an_entry_is_taken_where_the_first_is_a_placeholder() -> None:
    entry = item("Thu, 01 Jan 1970 00:00:00 GMT").replace(
        "</item>", "<dc:date>2026-05-04T03:02:01Z</dc:date></item>"
    )
    found = read_feed(rss(entry, 'xmlns:dc="http://purl.org/dc/elements/1.1/"')).entries[0]
    assert found.published == datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC)


def test_json_dates_are_held_to_the_same() -> None:
    feed = {"version": "https://jsonfeed.org/version/1.1", "items": [
        {"id": "1", "url": "https://a.example/1", "title": "A", "date_published": "2099-01-01T00:00:00Z", "date_modified": "1970-01-01T00:00:00Z"}]}  # fmt: skip
    entry = read_feed(json.dumps(feed).encode()).entries[0]
    assert (entry.published, entry.updated) == (None, None)


@pytest.mark.parametrize("space", ['xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"', ""])
def test_the_address_of_the_article_goes_before_one_that_counts_readers(space: str) -> None:
    entry = (
        "<item><title>A</title><link>http://feedproxy.example/~r/a/~3/x/</link>"
        "<feedburner:origLink>https://a.example/bai-1.html?utm=1</feedburner:origLink></item>"
    )
    assert read_feed(rss(entry, space)).entries[0].link == "https://a.example/bai-1.html?utm=1"


def test_an_original_address_that_is_none_is_not_taken() -> None:
    entry = "<item><title>A</title><link>https://a.example/1</link><feedburner:origLink>n/a</feedburner:origLink></item>"
    assert read_feed(rss(entry)).entries[0].link == "https://a.example/1"


@pytest.mark.parametrize(
    "title",
    [
        "",
        "<title/>",
        "<title>  </title>",
        "<title>Untitled</title>",
        "<title>(no title)</title>",
        "<title>(Không có tiêu đề)</title>",
    ],
)
def test_an_entry_without_a_title_is_named_by_its_first_sentence(title: str) -> None:
    entry = f"<item>{title}<link>https://a.example/1</link><description>&lt;p&gt;Chợ nổi mở lại sáng nay. Hai trăm ghe đã về.&lt;/p&gt;</description></item>"
    assert read_feed(rss(entry)).entries[0].title == "Chợ nổi mở lại sáng nay."


def test_a_long_text_is_cut_at_a_word() -> None:
    entry = f"<item><link>https://a.example/1</link><description>{'mười chữ ' * 60}</description></item>"
    title = read_feed(rss(entry)).entries[0].title
    assert len(title) <= 121 and title.endswith("chữ…")


def test_the_full_text_names_an_entry_that_has_no_summary_and_a_bare_entry_stays_untitled() -> None:
    atom = (
        b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>a</id><link href="https://a.example/1"/><content type="html">&lt;b&gt;Rain&lt;/b&gt; fell. More.</content></entry>'
        b'<entry><id>b</id><link href="https://a.example/2"/></entry></feed>'
    )
    first, second = read_feed(atom).entries
    assert first.title == "Rain fell."
    assert (second.title, second.link) == ("", "https://a.example/2")
    json_feed = {
        "version": "https://jsonfeed.org/version/1",
        "items": [{"id": "1", "url": "https://a.example/1", "content_text": "A short note. More."}],
    }
    assert read_feed(json.dumps(json_feed).encode()).entries[0].title == "A short note."
