"""Feeds as outlets send them, each with the entries it must give; half of them kept aside by a hash of the name."""

from __future__ import annotations

import json
from dataclasses import dataclass


@dataclass(frozen=True)
class Feed:
    """entries: title, link, day as ISO ("" for none)."""

    name: str
    body: bytes
    entries: tuple[tuple[str, str, str], ...]


def rss(items: str, spaces: str = "", head: str = '<?xml version="1.0" encoding="utf-8"?>') -> bytes:
    return f"{head}<rss version='2.0' {spaces}><channel><title>Tin</title><link>https://t.example/</link>{items}</channel></rss>".encode()


BURNER = 'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"'

FEEDS = (
    Feed("origLink beside a redirecting link", rss(
        "<item><title>Hoa ban nở sớm</title><link>http://feedproxy.google.com/~r/tin/~3/AbC/hoa-ban</link><guid isPermaLink='false'>https://t.example/?p=9</guid>"
        "<feedburner:origLink>https://t.example/hoa-ban-no-som?utm_source=feedburner</feedburner:origLink><pubDate>Tue, 10 Nov 2026 07:00:00 +0700</pubDate></item>", BURNER),
        (("Hoa ban nở sớm", "https://t.example/hoa-ban-no-som", "2026-11-10"),)),
    Feed("Vietnamese names of days and months", rss(
        "<item><title>Chợ phiên</title><link>https://t.example/a</link><pubDate>Thứ Ba, 10 Tháng 11 2026 07:00:00 +0700</pubDate></item>"
        "<item><title>Chợ đêm</title><link>https://t.example/b</link><pubDate>10/11/2026 2:30:00 CH</pubDate></item>"),
        (("Chợ phiên", "https://t.example/a", "2026-11-10"), ("Chợ đêm", "https://t.example/b", "2026-11-10"))),
    Feed("a title of markup and entities twice escaped", rss(
        "<item><title>Growers &amp;amp; buyers &lt;b&gt;meet&lt;/b&gt; in Da&amp;nbsp;Lat</title><link>https://t.example/a</link><pubDate>Tue, 10 Nov 2026 00:00:00 GMT</pubDate></item>"),
        (("Growers & buyers meet in Da Lat", "https://t.example/a", "2026-11-10"),)),
    Feed("a clock at the epoch in milliseconds and a far year", rss(
        "<item><title>A one</title><link>https://t.example/a</link><pubDate>0</pubDate></item><item><title>B two</title><link>https://t.example/b</link><pubDate>Tue, 01 Jan 2099 00:00:00 GMT</pubDate></item>"
        "<item><title>C three</title><link>https://t.example/c</link><pubDate>Thu, 01 Jan 1970 08:00:00 +0800</pubDate></item>"),
        (("A one", "https://t.example/a", ""), ("B two", "https://t.example/b", ""), ("C three", "https://t.example/c", ""))),
    Feed("an item cut in the middle", rss(
        "<item><title>Whole</title><link>https://t.example/a</link><pubDate>Tue, 10 Nov 2026 00:00:00 GMT</pubDate></item>").split(b"</channel>")[0]
        + b"<item><title>Second & broken</title><link>https://t.example/b</link><pubDate>Wed, 11 Nov 2026 00:00:00 GMT</pubDate></item><item><title>Cut",
        (("Whole", "https://t.example/a", "2026-11-10"), ("Second & broken", "https://t.example/b", "2026-11-11"))),
    Feed("Atom with a relative link, an alternate and a self", (
        b"<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://t.example/en/'><title>T</title><entry><title type='html'>Rain &amp;lt; sun</title><id>tag:t.example,2026:1</id>"
        b"<link rel='self' href='https://t.example/api/1'/><link rel='enclosure' href='https://t.example/1.mp3'/><link rel='alternate' type='text/html' href='news/rain'/><published>2026-11-10T23:30:00-05:00</published><updated>2099-01-01T00:00:00Z</updated></entry></feed>"),
        (("Rain < sun", "https://t.example/en/news/rain", "2026-11-10"),)),
    Feed("an RSS 1.0 feed with dc dates", (
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel rdf:about='x'><title>高原</title></channel>"
        "<item rdf:about='https://t.example/1'><title>高原の花市場、電子化へ</title><link>https://t.example/1</link><dc:date>2026-11-10T09:00+09:00</dc:date></item></rdf:RDF>").encode(),
        (("高原の花市場、電子化へ", "https://t.example/1", "2026-11-10"),)),
    Feed("untitled notes named by their text", rss(
        "<item><title>[No title]</title><link>https://t.example/a</link><description><![CDATA[<img src='x.jpg'>Đường đèo thông xe. Xe tải đi chậm.]]></description></item>"
        "<item><title>-</title><link>https://t.example/b</link><description>Bến xe đóng cửa sớm! Hành khách lưu ý.</description></item>"
        "<item><title>Không tiêu đề</title><link>https://t.example/c</link><description>Cầu mới đã xong. Dân vui.</description></item>"),
        (("Đường đèo thông xe.", "https://t.example/a", ""), ("Bến xe đóng cửa sớm!", "https://t.example/b", ""), ("Cầu mới đã xong.", "https://t.example/c", ""))),
    Feed("text before the declaration and a wrong charset", b"\xef\xbb\xbf\r\n\r\n<!-- cache hit -->" + rss(
        "<item><title>Cà phê được mùa</title><link> https://t.example/a \n</link><pubDate>Tue, 10 Nov 2026 07:00 +0700</pubDate></item>", head='<?xml version="1.0" encoding="us-ascii"?>'),
        (("Cà phê được mùa", "https://t.example/a", "2026-11-10"),)),
    Feed("a news sitemap with a title in another space", (
        "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'><url><loc>https://t.example/a</loc><lastmod>2026-11-20</lastmod><n:news><n:publication><n:name>T</n:name></n:publication>"
        "<n:publication_date>2026-11-10T07:00:00+07:00</n:publication_date><n:title>Đường mới qua đèo</n:title></n:news></url></urlset>").encode(),
        (("Đường mới qua đèo", "https://t.example/a", "2026-11-10"),)),
    Feed("JSON Feed with a redirect link and an empty title", json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [
        {"id": "https://t.example/a", "external_url": "https://t.example/a", "title": " ", "content_html": "<p>Sương mù dày đặc. Bay trễ.</p>", "date_published": "2026-11-10T07:00:00+07:00"},
        {"id": 7, "url": "https://t.example/b", "title": "Second", "date_published": "1970-01-01T00:00:00Z"}]}).encode(),
        (("Sương mù dày đặc.", "https://t.example/a", "2026-11-10"), ("Second", "https://t.example/b", ""))),
)  # fmt: skip

# A later set, three of a kind, written before the reader was asked about any of it; half kept aside likewise.
LATER_FEEDS = (
    Feed("later: untitled entries whose words stand in the description", rss(
        "<item><link>https://t.example/a</link><description>Sáng nay, chợ hoa mở cửa sớm hơn mọi năm.</description><pubDate>Tue, 10 Nov 2026 07:00:00 +0700</pubDate></item>"
        "<item><title></title><link>https://t.example/b</link><description>&lt;p&gt;Đường đèo thông xe.&lt;/p&gt;</description><pubDate>Tue, 10 Nov 2026 08:00:00 +0700</pubDate></item>"),
        (("Sáng nay, chợ hoa mở cửa sớm hơn mọi năm.", "https://t.example/a", "2026-11-10"), ("Đường đèo thông xe.", "https://t.example/b", "2026-11-10"))),
    Feed("later: an Atom feed of untitled notes", (
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>Ghi chép</title><entry><id>https://t.example/n/1</id><title/><link href='https://t.example/n/1'/><updated>2026-11-10T01:00:00Z</updated>"
        "<content type='html'>&lt;p&gt;Mưa từ đêm qua.&lt;/p&gt;</content></entry></feed>").encode(),
        (("Mưa từ đêm qua.", "https://t.example/n/1", ""),)),
    Feed("later: a title of blanks and a guid for a link", rss(
        "<item><title> \u200b </title><guid>https://t.example/g/5</guid><description>Hội sách khai mạc.</description><pubDate>10 Nov 2026 07:00 +0700</pubDate></item>"),
        (("Hội sách khai mạc.", "https://t.example/g/5", "2026-11-10"),)),
    Feed("later: pheedo's and feedburner's links to the true page", rss(
        "<item><title>Một</title><link>http://www.pheedcontent.com/click.phdo?i=1</link><pheedo:origLink>https://t.example/mot</pheedo:origLink><pubDate>Tue, 10 Nov 2026 07:00:00 +0700</pubDate></item>",
        'xmlns:pheedo="http://www.pheedo.com/namespace/pheedo"'),
        (("Một", "https://t.example/mot", "2026-11-10"),)),
    Feed("later: the origLink of an Atom entry", (
        b"<feed xmlns='http://www.w3.org/2005/Atom' xmlns:feedburner='http://rssnamespace.org/feedburner/ext/1.0'><title>T</title><entry><title>Hai</title><id>x</id><link rel='alternate' href='http://feeds.feedburner.com/~r/t/~3/x/'/>"
        b"<feedburner:origLink>https://t.example/hai</feedburner:origLink><published>2026-11-10T09:00:00+07:00</published></entry></feed>"),
        (("Hai", "https://t.example/hai", "2026-11-10"),)),
    Feed("later: an empty origLink", rss(
        "<item><title>Ba</title><link>https://t.example/ba</link><feedburner:origLink></feedburner:origLink><pubDate>Tue, 10 Nov 2026 07:00:00 +0700</pubDate></item>", BURNER),
        (("Ba", "https://t.example/ba", "2026-11-10"),)),
    Feed("later: years of two digits, of nought and of far", rss(
        "<item><title>A một</title><link>https://t.example/a</link><pubDate>Tue, 10 Nov 26 07:00:00 +0700</pubDate></item><item><title>B hai</title><link>https://t.example/b</link><pubDate>Mon, 01 Jan 0001 00:00:00 +0000</pubDate></item>"
        "<item><title>C ba</title><link>https://t.example/c</link><pubDate>0000-00-00 00:00:00</pubDate></item>"),
        (("A một", "https://t.example/a", "2026-11-10"), ("B hai", "https://t.example/b", ""), ("C ba", "https://t.example/c", ""))),
    Feed("later: the epoch in Vietnam's time and a published beside it", (
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>T</title><entry><title>Bốn</title><id>https://t.example/4</id><link href='https://t.example/4'/><published>1970-01-01T07:00:00+07:00</published><updated>2026-11-10T09:00:00+07:00</updated></entry>"
        "<entry><title>Năm</title><id>https://t.example/5</id><link href='https://t.example/5'/><published>2099-12-31T00:00:00Z</published></entry></feed>").encode(),
        (("Bốn", "https://t.example/4", ""), ("Năm", "https://t.example/5", ""))),
    Feed("later: a day of the month that is none", rss(
        "<item><title>Sáu</title><link>https://t.example/6</link><pubDate>Tue, 31 Nov 2026 07:00:00 +0700</pubDate></item><item><title>Bảy</title><link>https://t.example/7</link><pubDate>Tue, 10 Nov 2026 25:61:00 +0700</pubDate></item>"),
        (("Sáu", "https://t.example/6", ""), ("Bảy", "https://t.example/7", "?"))),
)  # fmt: skip

# Further ones of the kinds that failed, all of them tuned on.
MORE_FEEDS = (
    Feed("more: an untitled Atom entry with a summary of markup", (
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>T</title><entry><id>https://t.example/s/1</id><link href='https://t.example/s/1'/><updated>2026-11-10T01:00:00Z</updated>"
        "<summary type='html'>&lt;b&gt;Cầu mới&lt;/b&gt; thông xe sáng nay.</summary></entry></feed>").encode(),
        (("Cầu mới thông xe sáng nay.", "https://t.example/s/1", ""),)),
    Feed("more: a title of zero-width marks alone", rss(
        "<item><title>\u200b\ufeff</title><link>https://t.example/z</link><description>Chợ phiên đông vui.</description><pubDate>Tue, 10 Nov 2026 07:00:00 +0700</pubDate></item>"),
        (("Chợ phiên đông vui.", "https://t.example/z", "2026-11-10"),)),
    Feed("more: a link in the guid, marked a permalink", rss(
        "<item><title>Hoa</title><guid isPermaLink='true'>https://t.example/hoa</guid><pubDate>Tue, 10 Nov 2026 07:00:00 +0700</pubDate></item>"),
        (("Hoa", "https://t.example/hoa", "2026-11-10"),)),
    Feed("more: a date without seconds, without a weekday", rss(
        "<item><title>Mưa</title><link>https://t.example/m</link><pubDate>10 Nov 2026 07:00 +0700</pubDate></item><item><title>Nắng</title><link>https://t.example/n</link><pubDate>2026-11-10 07:00</pubDate></item>"),
        (("Mưa", "https://t.example/m", "2026-11-10"), ("Nắng", "https://t.example/n", "2026-11-10"))),
    Feed("more: the thirtieth of February and an hour of 24", rss(
        "<item><title>Một</title><link>https://t.example/1</link><pubDate>Mon, 30 Feb 2026 07:00:00 GMT</pubDate></item><item><title>Hai</title><link>https://t.example/2</link><pubDate>Tue, 10 Nov 2026 24:00:00 GMT</pubDate></item>"),
        (("Một", "https://t.example/1", ""), ("Hai", "https://t.example/2", "?"))),
    Feed("more: an entry's published in a far year, its updated right", (
        b"<feed xmlns='http://www.w3.org/2005/Atom'><title>T</title><entry><title>Xa</title><id>https://t.example/x</id><link href='https://t.example/x'/><published>2099-01-01T00:00:00Z</published><updated>2026-11-10T09:00:00+07:00</updated></entry></feed>"),
        (("Xa", "https://t.example/x", ""),)),
    Feed("more: an old year that is true", rss(
        "<item><title>Ký ức</title><link>https://t.example/k</link><pubDate>Tue, 10 Nov 1998 07:00:00 +0700</pubDate></item>"),
        (("Ký ức", "https://t.example/k", "1998-11-10"),)),
)  # fmt: skip
