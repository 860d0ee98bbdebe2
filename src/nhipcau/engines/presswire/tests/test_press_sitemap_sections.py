"""Sitemaps and section pages give the addresses of articles."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.engines.presswire.feeds import read_feed
from nhipcau.engines.presswire.find.sections import article_links
from nhipcau.engines.presswire.find.sitemap import read_sitemap
from nhipcau.engines.presswire.model import Unreadable

NEWS = """junk
<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><url><image:image><image:loc>https://a.example/p.jpg</image:loc></image:image>
<loc> https://a.example/tin?a=1&b=2 </loc><lastmod>2025-05-12T08:00:00Z</lastmod><news:news><news:publication><news:name>A</news:name>
<news:language>vi</news:language></news:publication><news:publication_date>2025-05-12T14:30:00+07:00</news:publication_date>
<news:title>Mùa &amp; vụ</news:title><news:keywords>cà phê, rừng</news:keywords></news:news></url><url><loc>/tin/2</loc><lastmod>hôm nay</lastmod>
</url><url></url></urlset>"""


def test_a_news_sitemap_with_junk_stray_ampersands_and_pictures() -> None:
    for raw in (NEWS.encode(), gzip.compress(NEWS.encode())):
        first, second = read_sitemap(raw, url="https://a.example/s.xml").entries
        assert first.url == "https://a.example/tin?a=1&b=2"
        assert (first.title, first.language, first.keywords) == ("Mùa & vụ", "vi", ("cà phê", "rừng"))
        assert first.published == datetime(2025, 5, 12, 7, 30, tzinfo=UTC)
        assert (second.url, second.updated) == ("https://a.example/tin/2", None)


def test_an_index_is_told_from_a_sitemap() -> None:
    index = "<sitemapindex><sitemap><loc>https://a.example/1.xml.gz</loc><lastmod>2025-05-12</lastmod></sitemap></sitemapindex>"
    read = read_sitemap(index.encode())
    assert read.is_index
    assert read.entries[0].url == "https://a.example/1.xml.gz"


def test_bombs_and_other_files_are_refused_by_name() -> None:
    with pytest.raises(Unreadable, match="not_a_sitemap"):
        read_sitemap(b"<html></html>")
    with pytest.raises(Unreadable, match="too_large"):
        read_sitemap(gzip.compress(b"<urlset>" + b" " * 3_000_000), limit=1_000_000)


MENU = (
    "<nav><ul>"
    + "".join(f'<li><a href="/{word}">{word}</a></li>' for word in ("kinh-te", "the-thao", "lien-he"))
    + "</ul></nav>"
)


def page(main: str) -> bytes:
    foot = '<footer class="footer"><a href="/gioi-thieu-toa-soan-va-ban-bien-tap">Giới thiệu tòa soạn và ban biên tập báo</a></footer>'
    return f"<html><head><meta charset=utf-8></head><body>{MENU}{main}{foot}</body></html>".encode()


def test_headlines_are_articles_and_menus_are_not() -> None:
    main = "".join(
        f'<div class="card"><a href="/a/anh-{n}.jpg"><img></a><h3><a href="https://www.bao.vn/kinh-te/gia-ca-phe-tang-lan-thu-{n}-d1234{n}.html?utm=x#top">'
        f"Giá cà phê tăng lần thứ {n} trong tháng</a></h3></div>"
        for n in range(4)
    )
    main += '<div class="tags"><a href="/tag/ca-phe-cao-nguyen">Cà phê</a></div><a href="https://other.example/mot-bai-viet-rat-dai-123456.html">Một bài viết ở trang khác</a>'
    links = article_links(page(main), url="https://bao.vn/kinh-te")
    assert [link.url for link in links] == [
        f"https://www.bao.vn/kinh-te/gia-ca-phe-tang-lan-thu-{n}-d1234{n}.html?utm=x" for n in range(4)
    ]
    assert links[2].title == "Giá cà phê tăng lần thứ 2 trong tháng"


def test_headlines_without_spaces_are_headlines_too() -> None:
    main = "".join(
        f'<li><a href="/2025-05/12/c_{n}77001.htm">林同省咖啡价格连续第{n}周上涨农民惜售</a></li>'
        for n in range(3)
    )
    assert len(article_links(page(main), url="https://news.example.cn/")) == 3


def test_an_article_page_without_lists_gives_nothing() -> None:
    assert article_links(page("<p>Một đoạn văn.</p>"), url="https://bao.vn/a.html") == ()


@given(st.binary(max_size=400))
def test_no_bytes_break_the_section_reader(raw: bytes) -> None:
    assert isinstance(article_links(raw, url="https://bao.vn/"), tuple)


NO_ADDRESS = "//[x"  # a bracket without its pair: urllib raises ValueError at it


def test_a_link_that_is_no_address_costs_only_itself() -> None:
    sitemap = f"<urlset><url><loc>{NO_ADDRESS}</loc></url><url><loc>/tin/2</loc></url></urlset>"
    assert [entry.url for entry in read_sitemap(sitemap.encode(), url="https://a.example/s.xml").entries] == [
        "https://a.example/tin/2"
    ]
    page = f'<base href="{NO_ADDRESS}"><a href="{NO_ADDRESS}">Bỏ</a><a href="/lam-dong-mo-duong-moi-101.html">Lâm Đồng mở đường mới ở cao nguyên</a>'
    assert [link.url for link in article_links(page.encode(), url="https://a.example/")] == [
        "https://a.example/lam-dong-mo-duong-moi-101.html"
    ]
    feed = (
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="{NO_ADDRESS}"><entry xml:base="{NO_ADDRESS}"><title>Bỏ</title>'
        f'<link href="{NO_ADDRESS}"/></entry><entry><title>Giữ</title><link href="/tin/2"/></entry></feed>'
    )
    assert [entry.link for entry in read_feed(feed.encode(), url="https://a.example/rss").entries] == [
        "",
        "https://a.example/tin/2",
    ]
