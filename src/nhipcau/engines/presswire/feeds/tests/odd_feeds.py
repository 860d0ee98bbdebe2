"""Odd feeds, each named by what is odd in it: what ``odd_feeds.json`` holds the reader to.

``python -m nhipcau.engines.presswire.feeds.tests.odd_feeds`` writes that file anew; look at the difference before
keeping it.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any

from nhipcau.engines.presswire.feeds import read_feed
from nhipcau.engines.presswire.model import Unreadable

EXPECTED = Path(__file__).with_name("odd_feeds.json")
NOW = datetime(2026, 1, 1, tzinfo=UTC)
MIXTURES = 400
SPACES = (
    "xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:content='http://purl.org/rss/1.0/modules/content/' "
    "xmlns:media='http://search.yahoo.com/mrss/' xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd' "
    "xmlns:dcterms='http://purl.org/dc/terms/' xmlns:xhtml='http://www.w3.org/1999/xhtml' "
    "xmlns:atom='http://www.w3.org/2005/Atom' xmlns:feedburner='http://rssnamespace.org/feedburner/ext/1.0'"
)
ATOM = "http://www.w3.org/2005/Atom"

# What stands inside a title or a summary.
TEXTS = {
    "plain": "Chợ phiên  vùng cao\n họp sớm",
    "empty": "",
    "white space": " \n\t ",
    "escaped": "Rau &amp; hoa &lt;b&gt;Đà Lạt&lt;/b&gt;",
    "twice escaped": "A &amp;amp; B &amp;lt;b&amp;gt; &amp;amp;lt;i&amp;amp;gt;",
    "cdata": "<![CDATA[<p>Một</p><p>Hai &amp; ba</p><br/>bốn <b>n</b>ăm]]>",
    "two cdata": "đầu <![CDATA[a < b & c]]> giữa <![CDATA[<i>cuối</i>]]>",
    "cdata in cdata": "<![CDATA[<![CDATA[trong]]]]><![CDATA[>]]>",
    "picture": "<![CDATA[<a href='https://a.example/1'><img src=\"/1.jpg\" alt='a > b'/></a></br>Lời dẫn &nbsp; hai]]>",
    "script": "<![CDATA[Trước<script>if (a<b) x()</script>sau<STYLE>p{}</STYLE>hết]]>",
    "open script": "<![CDATA[Trước <script src=x> không đóng]]>",
    "scripts no script": "<![CDATA[a<scripts>b</scripts><sup>2</sup><script-x>c</script-x>d]]>",
    "comment": "<![CDATA[a<!-- b <p> -->c<!---->d]]>",
    "open comment": "<![CDATA[a<!-- b <p>c]]>",
    "xml comment": "trước<!-- lời -->sau",
    "instruction": "trước<?php echo 1 ?>sau",
    "unclosed tag": "<![CDATA[a <b c <i>d</i> e > f <]]>",
    "tag in tag": "<![CDATA[a <a title=<b>>x</a> <<p>> y]]>",
    "no tags": "<![CDATA[5 < 7 > 3 <3 <é> <pé> <p:x>z</p:x> <1>]]>",
    "capital tags": "<![CDATA[<DIV CLASS=X>a</DIV>b<BR>c<H1>d</H1>e<Span>f</Span>]]>",
    "doctype": "<![CDATA[<!DOCTYPE html>a<!doctype html>b]]>",
    "named entities": "<![CDATA[&eacute;&hellip;&notit;&amp&lt;b&gt; &unknown; &copy2025 &AMP;]]>",
    "bare entities": "caf&eacute; &hellip; &nbsp;x &unknown; AT&T &",
    "numbered": "a&#8217;b &#x1EA1; &#225; &#128; &#x80;",
    "numbered in cdata": "<![CDATA[a&#8217;b&#0;c&#1;d&#127;e&#xD800;f&#1114112;g&#13;h&#160;i]]>",
    "numbered controls": "a&#0;b&#11;c&#x1F;d&#x7f;e",
    "a delete": "a\x7fb",
    "marks apart": "Ha\u0300 No\u0323\u0302i va\u0300 \u0110a\u0300 La\u0323t",
    "a pile": "x" + "\u0301" * 40 + "y",
    "a numbered pile": "<![CDATA[x" + "&#769;" * 40 + "y]]>",
    "a named pile": "<![CDATA[x" + "&DownBreve;" * 40 + "&tdot;" * 30 + "y]]>",
    "twelve and thirteen": "x" + "\u0301" * 12 + "y" + "\u0323" * 13 + "z",
    "thai": "ข่าวเช้านี้ที่เมืองหลวง",
    "khmer": "ព័ត៌មានព្រឹកនេះ",
    "chinese": "今天早上的新闻　下午",
    "wide spaces": "a\u2003b\u00a0c\u0085d\u3000e\u2028f\u200bg",
    "beyond": "tin \U0001f600 \U0001d400",
    "private": "a\ue000b\ufffdc\ufdd0d",
    "no title": "(no title)",
    "untitled with text": "Untitled số 2",
    "signs": "... !!! …",
    "number": "24h: mưa",
    "quote": '"Ngày hội" cồng chiêng',
    "xhtml": "<div xmlns='http://www.w3.org/1999/xhtml'>a <b>b</b><p>c &amp; d &lt;e&gt;</p></div>",
    "children": "a<b>b</b>c<p>d</p>",
    "sentence": "Chợ nổi mở lại sáng nay. Hai trăm ghe đã về! Còn nữa",
    "no marks": "ABC",
}
DATES = (
    "Mon, 12 May 2025 07:30:21 +0700", "Mon, 12 May 2025 00:30:21 GMT", "Mon, 5 May 2025 07:30:21 +0700",
    "Mon, 05 May 2025 07:30:21 GMT+7", "Mon, 12 May 2025 07:30:21 EST", "Mon, 12 May 2025 07:30 +0700",
    "mon, 12 MAY 2025 07:30:21 +0700", "Sun, 12 May 2025 07:30:21 -0000", "Mon, 12 May 2025 07:30:21 +1530",
    "Mon, 12 May 2025 07:30:21 +0060", "Mon, 12 May 2025 24:00:00 +0700", "Mon, 12 May 2025 23:59:60 +0700",
    "Mon, 12 May 2025 25:00:00 +0700", "Mon, 12 May 2025 07:60:00 +0700", "Mon, 32 May 2025 07:30:21 +0700",
    "Mon, 29 Feb 2025 07:30:21 +0700", "Thu, 29 Feb 2024 07:30:21 +0700", "Mon, 12 Foo 2025 07:30:21 +0700",
    "Mon, 12 May 0001 07:30:21 +0700", "Mon, 12 May 9999 07:30:21 +0700", "Mon, 12 May 1989 23:59:59 GMT",
    "Sun, 31 Dec 1989 23:30:00 -0500", "Mon, 01 Jan 1990 00:00:00 +0700", "Fri, 02 Jan 2026 00:00:00 GMT",
    "Fri, 02 Jan 2026 00:00:01 GMT", "Fri, 02 Jan 2026 06:59:59 +0700", "Thu, 01 Jan 2026 20:00:00 -0500",
    " Mon, 12 May 2025 07:30:21 +0700 ", "Mon,  12 May 2025 07:30:21 +0700", "Mon, 12 May 2025 7:30:21 +0700",
    "Mon, 12 May 2025 ０7:30:21 +0700", "Mon, 12 May 2025 +7:30:21 +0700", "Mon, 12 May 2025  7:30:21 +0700",
    "Mon, 12 May 25 07:30:21 +0700", "12 May 2025 07:30:21 +0700", "Monday, 12 May 2025 07:30:21 +0700",
    "Mon, 12 May 2025", "Mon, 12 May 2025 07:30:21", "May 12, 2025 07:30 AM", "5/12/2025 2:30:00 PM", "5/25/2025 2:30:00 PM",
    "2025-05-12T07:30:21+07:00", "2025-05-12T07:30:21+0700", "2025-05-12T07:30:21Z", "2025-05-12T07:30:21z",
    "2025-05-12T07:30:21.5Z", "2025-05-12T07:30:21.123456789+07:00", "2025-05-12T07:30:21", "2025-05-12 07:30:21",
    "2025-05-12 07:30:21+07:00", "2025-05-12", "2025-13-12T07:30:21Z", "2025-05-12T07:30Z", "20250512T073021Z",
    "2025-5-2T07:30:21Z", "0000-00-00 00:00:00", "0001-01-01T00:00:00Z", "9999-12-31T23:59:60Z", "2025-05-12T24:00:00Z",
    "2025-05-12T07:30:21+99:00", "2025-05-12T07:30:21-14:00", "2025-05-12T07:30:21+07:00[Asia/Ho_Chi_Minh]",
    "12/05/2025 07:30:21", "4/5/2025 10:00", "31/02/2025 10:00", "12.05.2025 07:30", "Thứ Hai, 12/05/2025 | 07:30 GMT+7",
    "ngày 12 tháng 5 năm 2025", "12 Tháng Năm 2025 08:00", "12/05/2025 02:30 CH", "14h30, ngày 12/5/2025", "hôm qua", "N/A",
    "1747035000", ":", "::", "07:30:21", ":30:21 GMT", "7:30:21", "", "Mon May 12 07:30:21 2025", "Mon May 12 07:30:21 +0700 2025",
    "lun, 12 mai 2025 07:30:21 +0200", "Пн, 12 мая 2025 07:30:21 +0300", "Mon, 12 May 2025 07:30:21 ",
    "Mon, 12 May 2025 07:30:21 +07:00", "Mon, 12 May 2025 07:30:21 Z", "Mon, 12 May 2025 07:30:21.000 +0700",
)  # fmt: skip
# Children of an entry of RSS, and of Atom.
RSS_PARTS = {
    "guid": "<guid>https://a.example/guid-1</guid>",
    "guid no link": "<guid isPermaLink='false'>https://a.example/guid-1</guid>",
    "guid small letters": "<guid ispermalink='FALSE'>https://a.example/guid-1</guid>",
    "guid no address": "<guid> g 1 </guid>",
    "guid twice": "<guid>https://a.example/1</guid><guid isPermaLink='false'>2</guid>",
    "guid and link": "<guid>https://a.example/guid-1</guid><link> https://a.example/link-1 </link>",
    "id": "<id>https://a.example/id-1</id>",
    "link relative": "<link>/tin/1.html</link>",
    "link no scheme": "<link>//b.example/1</link>",
    "link other scheme": "<link>feed:x</link>",
    "link broken": "<link>http://[::1</link><link>//[x</link>",
    "link closed early": "<link/>https://a.example/tail",
    "link with href": "<link href='https://a.example/href'/>",
    "link twice": "<link></link><link>https://a.example/2</link>",
    "links of atom": "<atom:link rel='self' href='/self'/><atom:link href='/alt' type='application/json'/><link>https://a.example/3</link>",
    "original link": "<link>https://count.example/x</link><feedburner:origLink>https://a.example/orig</feedburner:origLink>",
    "original small letters": "<link>https://count.example/x</link><feedburner:origlink>n/a</feedburner:origlink>",
    "base": "<link xml:base='https://x.example/'>rel</link>",
    "author": "<author>ban@bao.example (Người viết)</author>",
    "author empty": "<author/><dc:creator> </dc:creator>",
    "author nested": "<author><name>An</name><email>a@a.example</email><name>Bình</name></author>",
    "authors": "<dc:creator>An</dc:creator><dc:creator>Bình</dc:creator><dc:creator>An</dc:creator><itunes:author>Chi &amp; Dũng</itunes:author>",
    "author typed": "<dc:creator type='text'>a &lt;b&gt;</dc:creator><dc:author type='html'>&lt;b&gt;E&lt;/b&gt;</dc:author>",
    "categories": "<category>Xã hội</category><category domain='x'>Kinh tế &amp;amp; chợ</category><category/><category>Xã hội</category>",
    "category of atom": "<atom:category term='t1' label='Nhãn'/><atom:category term='t2'/><atom:category term=''>chữ</atom:category>",
    "subjects": "<dc:subject>Chủ đề</dc:subject><dc:subject> </dc:subject>",
    "dates": "<pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate><dc:date>2025-05-12T07:30:21Z</dc:date>",
    "date later": "<pubDate>hôm qua</pubDate><pubDate>Mon, 12 May 2025 07:30:21 +0700</pubDate>",
    "updated": "<atom:updated>2025-05-12T07:30:21Z</atom:updated><dcterms:modified>2025-05-13T07:30:21Z</dcterms:modified>",
    "date terms": "<dcterms:issued>2025-05-12T07:30:21Z</dcterms:issued><dcterms:created>2025-05-11</dcterms:created>",
    "date names": "<PubDate/><publishDate>2025-05-12T07:30:21Z</publishDate>",
    "date with child": "<pubDate>Mon, <b>12</b> May 2025 07:30:21 +0700</pubDate>",
    "date in cdata": "<pubDate><![CDATA[Mon, 12 May 2025 07:30:21 +0700]]></pubDate>",
    "enclosure": "<enclosure url='/1.mp3' type='audio/mpeg'/><enclosure url=' /1.jpg ' type='image/jpeg'/>",
    "enclosure by ending": "<enclosure url='https://a.example/1.PNG?w=3'/>",
    "media": "<media:content url='/v.mp4' medium='video'/><media:content url='/m.webp' type='image/webp'/>",
    "media group": "<media:group><media:thumbnail url='/t.jpg'/><media:description>Mô tả</media:description><feedburner:origLink>https://a.example/o</feedburner:origLink></media:group>",
    "image": "<image><url>/i.gif</url></image>",
    "image href": "<image href='/j.gif'/>",
    "itunes image": "<itunes:image href='/k.jpg'/>",
    "encoded": "<description>d</description><content:encoded><![CDATA[<p>Toàn văn</p> ]]></content:encoded>",
    "encoded twice": "<content:encoded>một</content:encoded><content:encoded>hai</content:encoded>",
    "body": "<xhtml:body><xhtml:p>Thân &amp; bài</xhtml:p></xhtml:body>",
    "content child": "<content type='xhtml'>a &lt; b<p>c</p>đuôi</content>",
    "titles": "<title/><dc:title>Tên khác</dc:title><media:title>Ảnh</media:title>",
    "title typed": "<title type='text'>a &lt;b&gt; c</title>",
    "title upper type": "<title type='TEXT/PLAIN'>a &lt;b&gt;  c</title>",
    "title html": "<title type='html'>&lt;b&gt;a&lt;/b&gt; c</title>",
    "summary": "<summary>s</summary><description>d</description><dc:description>e</dc:description>",
    "unknown": "<x:y xmlns:x='urn:x'>z</x:y><rss:title xmlns:rss='http://purl.org/rss/1.0/'>T1</rss:title>",
    "undeclared": "<foo:bar>z</foo:bar><slash:comments>3</slash:comments>",
    "nothing": "",
    "upper case": "<TITLE>T</TITLE><LINK>https://a.example/1</LINK><PUBDATE>2025-05-12T07:30:21Z</PUBDATE>",
    "nested item": "<item><title>trong</title></item><title>ngoài</title>",
    "attribute twice": "<guid isPermaLink='false' isPermaLink='true'>g</guid><title>t</title>",
    "not closed": "<title>một<description>hai</description>",
    "stray ampersand": "<link>https://a.example/?a=1&b=2&copy=3</link><title>A&B &lt;i&gt;</title>",
}  # fmt: skip
ATOM_PARTS = {
    "links": "<link rel='enclosure' href='/1.jpg' type='image/jpeg'/><link rel='self' href='/self'/><link href='/alt'/>",
    "link by kind": "<link href='alt.json' type='application/json'/><link href='alt.html' type='text/html'/>",
    "link upper": "<link rel='ALTERNATE' href=' https://a.example/1 '/>",
    "link printed": "<link>https://a.example/printed</link>",
    "id": "<id>https://a.example/id</id>",
    "id tag": "<id> tag:a.example,2025:1 </id><id>b</id>",
    "author": "<author><name>An</name><uri>x</uri></author><author><name>Bình <b>b</b></name></author>",
    "author bare": "<author>Cao</author>",
    "contributor": "<contributor><name>Dũng</name></contributor>",
    "dates": "<published>2025-05-12T07:30:21Z</published><updated>2025-05-13T07:30:21+07:00</updated><updated>2025-05-14T07:30:21Z</updated>",
    "old dates": "<issued>2025-05-12T07:30:21Z</issued><created>2025-05-10</created><modified>2025-05-13T07:30:21Z</modified>",
    "content html": "<content type='html'>&lt;p&gt;Toàn văn&lt;/p&gt;</content>",
    "content xhtml": "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>a &amp; <b>b</b></div></content>",
    "content away": "<content src='https://a.example/x' type='text/html'/>",
    "category": "<category term='t' label='L'/><category term='u'/><category/>",
    "base": "<link href='rel.html'/>",
    "title xhtml": "<title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>a<br/>b &lt;c&gt;</div></title>",
    "title text": "<title type='text'>a &lt;b&gt; &amp;amp; c</title>",
    "title media type": "<title type='text/html'>&lt;b&gt;a&lt;/b&gt;</title>",
    "comment inside": "<title>a<!-- x -->b</title><!-- y --><?z?>",
    "group": "<media:group><media:title>T</media:title><media:content url='/m.jpg' type='image/jpeg'/><media:description>D</media:description></media:group>",
}  # fmt: skip
ITEM = "<item><title>Tin</title><link>https://a.example/1</link><pubDate>Mon, 12 May 2025 07:30:21 +0700</pubDate></item>"


def rss(items: str, *, head: str = "", version: str = "2.0", spaces: str = SPACES) -> str:
    """A feed of RSS around items."""
    return f"<rss version='{version}' {spaces}><channel><title>Báo</title><link>https://a.example/</link>{head}{items}</channel></rss>"


def atom(entries: str, *, more: str = "", space: str = ATOM) -> str:
    """A feed of Atom around entries."""
    return f"<feed xmlns='{space}' {SPACES} {more}><title>Báo</title><link href='https://a.example/'/>{entries}</feed>"


def wholes() -> Iterator[tuple[str, bytes]]:
    """Feeds that are odd as a whole: charsets, what stands round the root, kinds."""
    plain = rss(ITEM.replace("Tin", "Sáng nay ở Đắk Mil"), head="<language>vi-VN</language>")
    western, asian = rss(ITEM.replace("Tin", "Récolte à l’été")), rss(ITEM.replace("Tin", "今日の新聞"))
    for name, text, charset, declared in (
        ("utf-8", plain, "utf-8", "utf-8"), ("no declaration", plain, "utf-8", ""), ("utf-8 as latin", plain, "utf-8", "iso-8859-1"),
        ("utf-8 as ascii", plain, "utf-8", "us-ascii"), ("utf-8 as nothing known", plain, "utf-8", "made-up"),
        ("utf-16", plain, "utf-16", "utf-16"), ("utf-16-le", plain, "utf-16-le", "utf-16"), ("utf-16-be", plain, "utf-16-be", ""),
        ("utf-32", plain, "utf-32", "utf-32"), ("bom", plain, "utf-8-sig", "utf-8"), ("bom as latin", plain, "utf-8-sig", "latin1"),
        ("cp1258 marks", rss(ITEM.replace("Tin", "Da\u0300 La\u0323t"), head="<language>vi</language>"), "cp1258", "windows-1258"),
        ("cp1258 silent", rss(ITEM.replace("Tin", "Da\u0300 La\u0323t"), head="<language>vi</language>"), "cp1258", ""),
        ("cp1252", western, "cp1252", "windows-1252"), ("cp1252 silent", western, "cp1252", ""), ("cp1252 as utf-8", western, "cp1252", "utf-8"),
        ("shift jis", asian, "cp932", "Shift_JIS"), ("gb", asian, "gb18030", "gb2312"), ("iso 2022 jp", asian, "iso2022_jp", "iso-2022-jp"),
        ("euc jp", asian, "euc_jp", "euc-jp"), ("big5", rss(ITEM.replace("Tin", "新聞")), "big5", "big5"),
    ):  # fmt: skip
        head = f"<?xml version='1.0' encoding='{declared}'?>" if declared else ""
        yield f"charset: {name}", (head + text).encode(charset, "replace")
    yield "charset: a damaged letter", plain.encode().replace("ở".encode(), b"\xe1\xbb")
    yield "charset: half characters", plain.encode().replace("ở".encode(), b"\xed\xa0\x80")
    yield "charset: overlong", plain.encode().replace("ở".encode(), b"\xc0\xaf")
    yield "packed", gzip.compress(plain.encode(), mtime=0)
    declaration = "<?xml version='1.0' encoding='utf-8'?>"
    doctype = "<!DOCTYPE rss PUBLIC '-//Netscape Communications//DTD RSS 0.91//EN' 'http://my.netscape.com/publish/formats/rss-0.91.dtd'>"
    own = "<!DOCTYPE rss [<!ENTITY nbsp '&#160;'><!ENTITY x 'nội dung'>\n]>"
    for name, before, after in (
        ("blank lines", "\n\n " + declaration, "\n\n"), ("words before", "Warning: mysql <br />\n" + declaration, ""),
        ("comment before", "<!-- x -->" + declaration, ""), ("comment after declaration", declaration + "<!-- <item> -->", ""),
        ("style sheet", declaration + "<?xml-stylesheet type='text/xsl' href='/x.xsl'?>", ""),
        ("style sheet alone", "<?xml-stylesheet href='/x.xsl'?>", ""), ("two declarations", declaration * 2, ""),
        ("upper declaration", declaration.replace("xml", "XML"), ""), ("doctype", declaration + doctype, ""),
        ("doctype alone", doctype, ""), ("own doctype", declaration + own, ""), ("small doctype", doctype.replace("DOCTYPE", "doctype"), ""),
        ("script after", declaration, "<script>x()</script>"), ("words after", declaration, "hết"),
        ("second root", declaration, "<rss><channel><item><title>2</title></item></channel></rss>"),
        ("zero bytes", declaration, "\0\0"), ("long comment", "<!--" + "x" * 5000 + "-->", ""), ("a mark before", "\ufeff" + declaration, ""),
    ):  # fmt: skip
        yield f"around: {name}", (before + plain + after).encode()
    yield (
        "around: declaration in cdata",
        rss(ITEM.replace("Tin", "<![CDATA[<?xml version='1.0'?> a]]>")).encode(),
    )
    yield (
        "around: declaration in cdata and two",
        rss(ITEM.replace("Tin", "<![CDATA[<?xml ?><?xml a?> a]]>") * 2).encode(),
    )
    yield "around: reference of the own doctype", (own + plain.replace("Sáng", "&x; &nbsp;")).encode()
    yield "around: cut", plain.encode()[:-60]
    yield "around: cut in a letter", (plain[: plain.index("ở")].encode() + "ở".encode()[:1])
    yield "around: a control", plain.replace("Sáng", "S\x0báng\x01\ufffe").encode()
    yield "around: a control and a reference", plain.replace("Sáng", "S\x0báng &#8217;").encode()
    yield "around: doubled marks", plain.replace("Sáng", "No\u0323\u0302i").encode()
    yield "around: html", b"<!DOCTYPE html><html><head><title>x</title></head><body><p>404</p></body></html>"
    yield (
        "around: html with a feed in it",
        b"<html><body><rss><channel><item><title>a</title></item></channel></rss></body></html>",
    )
    yield "around: no feed", b"<opml><body/></opml>"
    yield "around: nothing", b" \n\0"
    yield "around: a word", b"hello"
    yield "around: root alone", b"<rss"
    yield (
        "around: deep",
        b"<rss><channel><item><title>"
        + b"<b>" * 400
        + b"x"
        + b"</b>" * 400
        + b"</title></item></channel></rss>",
    )
    yield (
        "around: too deep",
        b"<rss><channel><item><title>a</title><x>"
        + b"<b>" * 3000
        + b"x"
        + b"</b>" * 3000
        + b"</x></item></channel></rss>",
    )
    yield (
        "around: a bomb",
        (
            "<!DOCTYPE rss [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;'>]>"
            + rss(ITEM.replace("Tin", "&c; x"))
        ).encode(),
    )
    yield (
        "kind: 0.91",
        rss(
            ITEM,
            version="0.91",
            head="<description>x</description><image><title>no</title><url>/x.gif</url></image>",
        ).encode(),
    )
    yield (
        "kind: 0.92",
        rss(
            ITEM.replace("<title>Tin</title>", "<description>Chỉ có lời.</description>"), version="0.92"
        ).encode(),
    )
    rdf = "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='{}' xmlns:dc='http://purl.org/dc/elements/1.1/'>{}</rdf:RDF>"
    channel = "<channel rdf:about='x'><title>Báo</title><link>https://a.example/</link><dc:language>vi</dc:language></channel>"
    about = "<item rdf:about='https://a.example/1'><title>Tin</title><dc:date>2025-05-12T07:30:21Z</dc:date></item>"
    yield "kind: 0.90", rdf.format("http://my.netscape.com/rdf/simple/0.9/", channel + ITEM).encode()
    yield "kind: 1.0", rdf.format("http://purl.org/rss/1.0/", channel + about * 2).encode()
    yield "kind: 1.0 without spaces", f"<RDF>{channel.replace('rdf:about', 'about')}{ITEM}</RDF>".encode()
    yield (
        "kind: atom 0.3",
        atom(
            "<entry><title mode='escaped'>&lt;b&gt;x</title><issued>2025-05-12T07:30:21Z</issued></entry>",
            space="http://purl.org/atom/ns#",
        ).encode(),
    )
    yield (
        "kind: atom with a base",
        atom(
            "<entry xml:base='tin/'><title>T</title><link href='1.html'/></entry>",
            more="xml:lang='vi' xml:base='https://b.example/x/'",
        ).encode(),
    )
    yield (
        "kind: atom with prefix",
        f"<a:feed xmlns:a='{ATOM}'><a:title>B</a:title><a:entry><a:title>T</a:title><a:id>1</a:id></a:entry></a:feed>".encode(),
    )
    yield (
        "kind: atom without space",
        b"<feed><title>B</title><entry><title>T</title><link href='/1'/></entry></feed>",
    )
    yield (
        "kind: atom in wrong space",
        atom("<entry><title>T</title></entry>", space="http://www.w3.org/2005/ATOM#x").encode(),
    )
    yield "kind: channel alone", f"<channel><title>B</title>{ITEM}</channel>".encode()
    yield (
        "kind: channel in channel",
        f"<rss><channel><title>B</title><channel><title>C</title>{ITEM}</channel></channel></rss>".encode(),
    )
    yield "kind: items outside", f"<rss><channel><title>B</title></channel>{ITEM}</rss>".encode()
    yield (
        "kind: upper case",
        b"<RSS VERSION='0.91'><CHANNEL><TITLE>B</TITLE><ITEM><TITLE>C</TITLE><LINK>https://c.example/</LINK></ITEM></CHANNEL></RSS>",
    )
    yield "kind: no items", rss("").encode()
    yield (
        "kind: entries in rss",
        rss("<entry><title>E</title></entry><x:item xmlns:x='urn:x'><title>no</title></x:item>").encode(),
    )
    yield "kind: relative space", rss(ITEM, spaces="xmlns:rel='x/y'").encode()
    yield (
        "kind: relative space and marks",
        rss(ITEM.replace("Tin", "No\u0323\u0302i"), spaces="xmlns:rel='x/y'").encode(),
    )
    yield (
        "kind: undeclared spaces",
        rss(
            ITEM.replace("</item>", "<dc:creator>An</dc:creator><media:thumbnail url='/1.jpg'/></item>"),
            spaces="",
        ).encode(),
    )
    for name, document in jsons().items():
        yield f"json: {name}", document if isinstance(document, bytes) else json.dumps(document).encode()


def jsons() -> dict[str, Any]:
    """JSON Feeds."""
    version = "https://jsonfeed.org/version/1.1"
    item = {"id": "1", "url": "/1", "title": "Tin <b>&amp;</b>", "content_html": "<p>x</p>", "date_published": "2025-05-12T07:30:21+07:00"}  # fmt: skip
    return {
        "usual": {"version": version, "title": "B", "home_page_url": "https://a.example/", "language": "vi", "items": [item]},
        "odd values": {"version": version, "items": [{**item, "id": 7.5, "title": None, "tags": ["a", 1], "summary": "S\ud800 a\x07"}, 3, None]},
        "authors": {"version": version, "items": [{**item, "authors": [{"name": "An"}, "x", {"url": "y"}], "image": "/i.jpg"}]},
        "author": {"version": version, "items": [{**item, "author": {"name": "An"}, "date_modified": "1970-01-01T00:00:00Z"}]},
        "vietnamese": {"version": version, "language": "vi", "items": [{**item, "date_published": "4/5/2025 10:00"}]},
        "no version": {"items": []}, "no items": {"version": version}, "cut": b'{"version": ', "a mark": b"\xef\xbb\xbf " + json.dumps({"version": 1, "items": [item]}).encode(),
    }  # fmt: skip


def named() -> Iterator[tuple[str, bytes]]:
    """Every odd feed with its name."""
    yield from wholes()
    for name, text in TEXTS.items():
        item = f"<item><title>{text}</title><description>{text}</description><category>{text}</category><dc:creator>{text}</dc:creator></item>"
        yield f"rss text: {name}", rss(item + ITEM).encode("utf-8", "surrogatepass")
        entry = "".join(
            f"<entry><title type='{kind}'>{text}</title><summary type='{kind}'>{text}</summary><content type='{kind}'>{text}</content></entry>"
            for kind in ("text", "html", "xhtml")
        )
        yield f"atom text: {name}", atom(entry).encode("utf-8", "surrogatepass")
    for name, part in RSS_PARTS.items():
        yield f"rss part: {name}", rss(f"<item>{part}</item>{ITEM}").encode()
    for name, part in ATOM_PARTS.items():
        yield (
            f"atom part: {name}",
            atom(f"<entry>{part}</entry>", more="xml:base='https://b.example/x/y'").encode(),
        )
    for language in ("vi", "en"):
        items = "".join(f"<item><title>T</title><pubDate>{date}</pubDate></item>" for date in DATES)
        yield f"dates: {language}", rss(items, head=f"<language>{language}</language>").encode()
        entries = "".join(
            f"<entry><published>{date}</published><updated>{date}</updated></entry>" for date in DATES
        )
        yield f"atom dates: {language}", atom(entries, more=f"xml:lang='{language}'").encode()


def mixture(seed: int) -> bytes:
    """A feed of several entries, each with several oddities, always the same for a seed."""
    dice = random.Random(seed)
    made = []
    of_atom = dice.random() < 0.3
    parts, holder = (ATOM_PARTS, "entry") if of_atom else (RSS_PARTS, "item")
    for _ in range(dice.randint(1, 6)):
        title, summary = dice.choice(list(TEXTS.values())), dice.choice(list(TEXTS.values()))
        date = f"{'' if dice.random() < 0.7 else ' '}{dice.choice(DATES)}"
        at = "published" if of_atom else "pubDate"
        pieces = [
            f"<title>{title}</title>",
            f"<{'summary' if of_atom else 'description'}>{summary}</{'summary' if of_atom else 'description'}>",
        ]
        pieces += [f"<{at}>{date}</{at}>", *dice.choices(list(parts.values()), k=dice.randint(0, 4))]
        dice.shuffle(pieces)
        made.append(f"<{holder}>{dice.choice(['', chr(10)]).join(pieces)}</{holder}>")
    text = (
        atom("".join(made))
        if of_atom
        else rss("".join(made), head=dice.choice(["", "<language>vi</language>"]))
    )
    raw = text.encode("utf-8", "surrogatepass")
    if dice.random() < 0.2:
        at_byte = dice.randrange(len(raw))
        raw = (
            raw[:at_byte]
            + dice.choice([b"", b"&", b"<", b">", b"\xff", b"\0", b"</item>", b"]]>"])
            + raw[at_byte + 1 :]
        )
    return raw


def told(raw: bytes, url: str = "https://a.example/rss/x.rss") -> Any:
    """What the reader says of a feed, as JSON holds it."""
    try:
        feed = read_feed(raw, url=url, not_after=NOW)
    except Unreadable as failure:
        return failure.code
    entries = []
    for entry in feed.entries:
        values = entry._asdict()
        for when in ("published", "updated"):
            values[when] = values[when].isoformat() if values[when] else None
        values["authors"], values["categories"] = list(entry.authors), list(entry.categories)
        entries.append({name: value for name, value in values.items() if value not in ("", None, False, [])})
    return [feed.kind, feed.title, feed.link, feed.language, feed.damaged, entries]


def digest(raw: bytes) -> str:
    """A few letters that stand for what the reader says of a feed."""
    said = json.dumps([told(raw), told(raw, "")], sort_keys=True)
    return blake2b(said.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()


def everything() -> dict[str, Any]:
    """What ``odd_feeds.json`` holds."""
    return {
        "named": {name: told(raw) for name, raw in named()},
        "mixtures": [digest(mixture(seed)) for seed in range(MIXTURES)],
    }


if __name__ == "__main__":
    said = everything()
    lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(one)}" for name, one in said["named"].items())
    mixtures = json.dumps(said["mixtures"])
    EXPECTED.write_text(f'{{"named": {{\n{lines}\n}},\n"mixtures": {mixtures}}}\n', "ascii")
