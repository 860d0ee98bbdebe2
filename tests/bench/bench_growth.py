"""How readers' time grows with what they read: doubled twice, no reader may take over three times as long.

Every reader and rule of vntext, officialdoc, presswire and fillable is given every shape of ``growth_shapes`` and the
files of its own format, small first, until it takes a measurable time; then that size, twice and four times
it.  CPU time only, so a busy machine does not matter; a failure is measured twice more before it counts.
Ends with code 1 where something grows faster.  ``--only WORD`` measures the pairs whose name holds the word.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import io
import multiprocessing
import os
import signal
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from html import escape
from typing import Any

from growth_forms import form_cases
from growth_shapes import SHAPES

MOST = 3.0  # times as long for twice as much, over both doublings: linear is 2, by the square is 4
BASE_SECONDS = 0.004  # the smallest size takes at least this, or the largest size is reached
LARGEST = 60_000  # bytes of the smallest size
LONGEST = 10.0  # seconds for one reading: beyond it, it counts as growing without end

Case = tuple[str, Callable[[int], Any], Callable[[Any], object]]  # name, the input of a size, the reader


class TooLong(BaseException):
    """A reading was ended; not an Exception, so that no reader takes it for its own."""


def _end(signum: int, frame: object) -> None:
    raise TooLong


def _seconds(reader: Callable[[Any], object], given: Any) -> float:
    """CPU time of one reading.  What a reader refuses by name is read: the refusal must be quick as well."""
    signal.setitimer(signal.ITIMER_REAL, LONGEST)
    begun = time.process_time()
    try:
        reader(given)
    except TooLong:
        return float("inf")
    except Exception as refused:
        if not hasattr(refused, "code"):
            raise
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return time.process_time() - begun


def growth(
    make: Callable[[int], Any],
    reader: Callable[[Any], object],
    base: float = BASE_SECONDS,
    largest: int = LARGEST,
) -> tuple[int, list[float]]:
    """The size from which it was doubled and the times of that size, twice and four times it."""
    size = 32
    with contextlib.suppress(Exception):
        reader(make(size))  # what is built once is built now
    before: Any = None
    while True:
        given = make(size)
        took = _seconds(reader, given)
        if took >= base or len(given) >= largest or given == before:
            break  # the same again: what is doubled is nothing that this kind of file can hold
        before = given
        size *= 2 if took > base / 8 else 4
    if took < base:
        return size, [took]  # too quick at this size for any growth to matter
    times = [took]
    for step in (2, 4):
        if times[-1] == float("inf"):
            break
        times.append(_seconds(reader, make(size * step)))
    return size, times


def worst(times: list[float]) -> float:
    """How many times as long a doubling took, over all of them; times too short to measure say nothing."""
    if times[-1] == float("inf"):
        return float("inf")
    return (times[-1] / times[0]) ** (1 / (len(times) - 1)) if len(times) > 1 else 0.0


# ---- readers of text -------------------------------------------------------------------------------------------


def text_readers() -> dict[str, Callable[[str], object]]:
    from nhipcau.engines import vntext
    from nhipcau.engines.coded import Coded
    from nhipcau.engines.counting import default_definitions, parse_period
    from nhipcau.engines.counting.lines import read_lines
    from nhipcau.engines.merging import Said, merge
    from nhipcau.engines.merging.cutting import sentences
    from nhipcau.engines.officialdoc import read
    from nhipcau.engines.officialdoc.kinds import kind_at_start
    from nhipcau.engines.officialdoc.plan.reading import read_plan
    from nhipcau.engines.officialdoc.scan.ocr_repair import repair, repair_list_marks
    from nhipcau.engines.officialdoc.words.casing import Recaser
    from nhipcau.engines.officialdoc.words.labels import read_label
    from nhipcau.engines.officialdoc.words.signers import is_authority, is_name, is_post, mended_name
    from nhipcau.engines.officialdoc.words.wording import is_motto, is_national_title, is_portal_stamp
    from nhipcau.engines.presswire.copies.fingerprints import fingerprint
    from nhipcau.engines.presswire.extract.language import language_of
    from nhipcau.engines.presswire.extract.moments import parse_moment
    from nhipcau.engines.presswire.feeds.dates import read_date
    from nhipcau.engines.presswire.feeds.markup import plain_text
    from nhipcau.engines.presswire.judging.judge import Judge, JudgedText
    from nhipcau.engines.presswire.mentions.reader import MentionReader
    from nhipcau.engines.presswire.net.robots import parse as read_robots
    from nhipcau.engines.presswire.profile import load_profile
    from nhipcau.engines.presswire.screen import Screener, WatchName
    from nhipcau.engines.presswire.stories.features import NewsItem, terms_of
    from nhipcau.engines.vntext.legacy import converted, from_tcvn3, from_vni, sense
    from nhipcau.engines.vntext.saying import say

    profile = load_profile("lam-dong")
    mentions = MentionReader(profile)
    screen = Screener.compile(WatchName(name) for name in profile.watch_names())
    judge = Judge()

    def each_line(text: str) -> object:
        return [read_label(line) or kind_at_start(line) for line in text.split("\n")]

    def wording(text: str) -> object:
        return [
            (is_motto(line), is_national_title(line), is_portal_stamp(line), is_authority(line), is_post(line),
             is_name(line), mended_name(line))
            for line in text.split("\n")
        ]  # fmt: skip

    def refused(reader: Callable[[str], object]) -> Callable[[str], object]:
        """What a reader takes until it has refused a text whole."""

        def read(text: str) -> object:
            try:
                return reader(text)
            except Coded as said:
                return said

        return read

    return {
        "counting.periods": refused(parse_period),
        "counting.lines": refused(lambda text: read_lines(text.encode().split(b"\n"), default_definitions())),
        "vntext.clean": vntext.clean,
        "vntext.fold": vntext.fold,
        "vntext.squeeze": vntext.squeeze,
        "vntext.place_tones": vntext.place_tones,
        "vntext.tone_key": vntext.tone_key,
        "vntext.find_dates": vntext.find_dates,
        "vntext.find_doc_numbers": vntext.find_doc_numbers,
        "vntext.find_definitions": vntext.find_definitions,
        "vntext.expand": vntext.expand,
        "vntext.find_agencies": vntext.find_agencies,
        "vntext.opens_agency": vntext.opens_agency,
        "vntext.find_timing": vntext.find_timing,
        "vntext.join_text": vntext.join_text,
        "vntext.legacy": lambda text: (converted(text), from_tcvn3(text), from_vni(text)),
        "vntext.sense": sense,
        "vntext.say": say,
        "merging.sentences": sentences,
        # Every sentence a task of its own: within one task sentences are compared with up to 300 others (bench_merging).
        "merging.merge": lambda text: merge(
            Said("Sở Ngoại vụ", str(at), one) for at, one in enumerate(sentences(text))
        ),
        "officialdoc.labels": each_line,
        "officialdoc.wording": wording,
        "officialdoc.recaser": lambda text: Recaser(text).normal(text[:2000].upper()),
        "officialdoc.repair": lambda text: (repair(text), repair_list_marks(text)),
        "officialdoc.read": lambda text: read(text.encode(), name="a.txt"),
        "officialdoc.read_plan": lambda text: read_plan(read(text.encode(), name="a.txt")),
        "presswire.mentions": lambda text: mentions.read(title=text[:300], body=text),
        "presswire.screen": lambda text: (screen.any(text.encode()), screen.hits(text.encode())),
        "presswire.judge": lambda text: judge.propose(JudgedText(title=text[:300], body=text)),
        "presswire.terms": lambda text: terms_of(NewsItem("a", text[:300], text)),
        "presswire.fingerprint": lambda text: fingerprint(text[:300], text),
        "presswire.language": language_of,
        "presswire.read_date": read_date,
        "presswire.parse_moment": parse_moment,
        "presswire.plain_text": plain_text,
        "presswire.robots": lambda text: read_robots(text.encode(), "nhipcau").allows(
            "https://a.vn/" + text[:2000]
        ),
    }


# ---- readers of files ------------------------------------------------------------------------------------------


def _packed(document: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override'
            ' PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument'
            '.wordprocessingml.document.main+xml"/></Types>',
        )
        package.writestr(
            "word/document.xml",
            '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
            f"{document}</w:body></w:document>",
        )
    return out.getvalue()


def _p(text: str) -> str:
    return f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def _row(cells: list[str]) -> str:
    return "<w:tr>" + "".join(f"<w:tc>{_p(cell)}</w:tc>" for cell in cells) + "</w:tr>"


def _lines_of(text: str) -> str:
    """A paragraph for each line; what no XML holds is left out."""
    return "".join(_p("".join(sign for sign in line if sign.isprintable())) for line in text.split("\n"))


_HEAD = _p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + _p("Số: 5/KH-UBND") + _p("KẾ HOẠCH")
_FOOT = _p("Nơi nhận:") + _p("- Lưu: VT.") + _p("CHỦ TỊCH") + _p("Nguyễn Văn An")

DOCX: dict[str, Callable[[int], str]] = {
    "paragraphs": lambda n: "".join(_p(f"Nội dung {i} của kế hoạch.") for i in range(n)),
    "short": lambda n: _p("a") * n,
    "numbered": lambda n: "".join(_p(f"{i}. Tổ chức hội nghị.") for i in range(n)),
    "empty": lambda n: _p("Kế hoạch") + "<w:p/>" * (n * 4),
    "runs": lambda n: "<w:p>" + "<w:r><w:t>từ </w:t></w:r>" * (n * 2) + "</w:p>",
    "breaks": lambda n: "<w:p>" + "<w:r><w:t>dòng</w:t><w:br/></w:r>" * n + "</w:p>",
    "tabs": lambda n: "<w:p>" + "<w:r><w:tab/><w:t>a</w:t></w:r>" * n + "</w:p>",
    "table-rows": lambda n: "<w:tbl>" + "".join(_row([str(i), "Tổ chức đoàn ra", "Sở Ngoại vụ", "Quý II"]) for i in range(n)) + "</w:tbl>",
    "table-columns": lambda n: "<w:tbl>" + _row(["a"] * n) * 2 + "</w:tbl>",
    "tables": lambda n: ("<w:tbl>" + _row(["1", "Nội dung", "Sở Ngoại vụ"]) * 2 + "</w:tbl>") * n,
    "merged-down": lambda n: "<w:tbl>" + "".join(
        f'<w:tr><w:tc><w:tcPr><w:vMerge w:val="{"restart" if i == 0 else "continue"}"/></w:tcPr>{_p("việc")}</w:tc><w:tc>{_p("a")}</w:tc></w:tr>'
        for i in range(n)) + "</w:tbl>",
    "cell-lines": lambda n: "<w:tbl><w:tr><w:tc>" + _p("Sở Ngoại vụ") * n + f"</w:tc><w:tc>{_p('b')}</w:tc></w:tr></w:tbl>",
    "nested-tables": lambda n: "<w:tbl><w:tr><w:tc>" * min(n, 90) + _p("a") * n + "</w:tc></w:tr></w:tbl>" * min(n, 90),
}  # fmt: skip

HTML: dict[str, Callable[[int], str]] = {
    "paragraphs": lambda n: "<p>Sở Ngoại vụ tỉnh Lâm Đồng tổ chức hội nghị.</p>" * n,
    "breaks": lambda n: "Sở Ngoại vụ Lâm Đồng<br>" * n,
    "spans": lambda n: "<p>" + "<span>từ </span>" * n + "</p>",
    "deep-divs": lambda n: "<div>" * n + "Lâm Đồng" + "</div>" * n,
    "deep-inline": lambda n: "<b><i>" * n + "Lâm Đồng",
    "open-tags": lambda n: "<p><a href=x>" * n,
    "links": lambda n: "".join(f'<a href="/tin/bai-viet-so-{i}-ve-lam-dong.html">Bài viết số {i} về Lâm Đồng hôm nay</a> ' for i in range(n)),
    "numbered-list": lambda n: "<ol>" + "<li>Việc cần làm</li>" * n + "</ol>",
    "wide-cells": lambda n: "<table><tr>" + "<td colspan=9 rowspan=9>a</td>" * n + "</tr></table>",
    "list": lambda n: "<ul>" + "<li><span>Việc cần làm</span></li>" * n + "</ul>",
    "nested-lists": lambda n: "<ul><li>a" * n,
    "table": lambda n: "<table>" + "<tr><td>1</td><td>Việc ở Đà Lạt</td><td>Quý I</td></tr>" * n + "</table>",
    "tables": lambda n: "<table><tr><td>a</td><td>b</td></tr></table>" * n,
    "nested-tables": lambda n: "<table><tr><td>a" * n,
    "scripts": lambda n: '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Lâm Đồng"}</script>' * n,
    "json": lambda n: '<script type="application/ld+json">' + '{"a":[' * n + "</script>",
    "comments": lambda n: "<!-- a --><p>b</p>" * n,
    "open-comment": lambda n: "<!--" * n,
    "metas": lambda n: '<meta property="article:published_time" content="2026-01-02T03:04:05+07:00">' * n,
    "attributes": lambda n: "<p " + " ".join(f'data-a{i}="b"' for i in range(n)) + ">Lâm Đồng</p>",
    "entities": lambda n: "<p>" + "&#272;&agrave; L&#7841;t " * n + "</p>",
    "broken-entities": lambda n: "<p>" + "&" * n + "</p>",
    "less-than": lambda n: "<p>" + "<" * n + "</p>",
    "headings": lambda n: "<h2>Lâm Đồng mời gọi đầu tư</h2><p>Đoạn văn.</p>" * n,
    "dated": lambda n: "<p>Thứ hai, ngày 5/1/2026, 10:20 GMT+7</p>" * n,
    "classes": lambda n: "<div class='related tags share'>Xem thêm</div><p>Thân bài ở Đà Lạt.</p>" * n,
    "images": lambda n: "<figure><img src='a.jpg'><figcaption>Ảnh: Đà Lạt</figcaption></figure>" * n,
}  # fmt: skip

RSS: dict[str, Callable[[int], str]] = {
    "items": lambda n: "".join(f"<item><title>Tin {i}</title><link>https://a.vn/{i}</link><pubDate>Mon, 05 Jan 2026 10:00:00 +0700</pubDate></item>" for i in range(n)),
    "long-item": lambda n: "<item><title>a</title><description>" + "&lt;p&gt;chữ&lt;/p&gt;" * n + "</description></item>",
    "categories": lambda n: "<item><title>a</title>" + "<category>b</category>" * n + "</item>",
    "deep": lambda n: "<item>" + "<a>" * n + "</a>" * n + "</item>",
    "ampersands": lambda n: "<item><title>" + "a & b &x " * n + "</title></item>",
    "controls": lambda n: "<item><title>" + "a\x01\x0b\ufffe" * n + "</title></item>",
    "cut": lambda n: "<item><title>a</title>" * n,
    "cdata": lambda n: "<item><title><![CDATA[" + "]] >" * n + "]]></title></item>",
    "open-cdata": lambda n: "<![CDATA[" * n,
    "comments": lambda n: "<item><description>" + "&lt;!-- a " * n + "</description></item>",
    "silent": lambda n: "<item><description>" + "&lt;script " * n + "</description></item>",
    "spaces": lambda n: "<item><link>" + " " * n + "</link></item>",
}  # fmt: skip


def _feed(items: str) -> bytes:
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>{items}</channel></rss>'.encode()
    )


def _site(n: int) -> bytes:
    urls = "".join(
        f"<url><loc>https://a.vn/bai-{i}.html</loc><lastmod>2026-01-05T10:00:00+07:00</lastmod></url>"
        for i in range(n)
    )
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'.encode()


def _json_feed(n: int) -> bytes:
    items = ",".join(f'{{"id":"{i}","url":"https://a.vn/{i}","title":"T {i}"}}' for i in range(n))
    return f'{{"version":"https://jsonfeed.org/version/1.1","title":"T","items":[{items}]}}'.encode()


@lru_cache(maxsize=16)
def _pdf(pages: int) -> bytes:
    """A PDF of so many pages of text, written by hand: five lines of Latin letters each."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    kids = []
    for page in range(pages):
        lines = "".join(
            f"BT /F1 12 Tf 72 {760 - 18 * i} Td (Line {i} of page {page}.) Tj ET\n" for i in range(40)
        )
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {len(objects) + 2} 0 R"
            "/Resources<</Font<</F1 3 0 R>>>>>>"
        )
        objects.append(f"<</Length {len(lines)}>>\nstream\n{lines}endstream")
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {pages}>>"
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    return (
        out
        + (
            f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}"
            f"trailer\n<</Size {len(places) + 1}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF\n"
        ).encode()
    )


def _pages_of(n: int) -> bytes:
    return _pdf(max(1, n // 16))


def _warc(n: int) -> bytes:
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>L\xc3\xa2m \xc4\x90\xe1\xbb\x93ng</p>"
    record = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.vn/\r\nWARC-Date: 2026-01-05T00:00:00Z\r\n"
        b"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        b"Content-Type: application/http; msgtype=response\r\nContent-Length: " + str(len(body)).encode() + b"\r\n\r\n"
    ) + body + b"\r\n\r\n"  # fmt: skip
    return record * n


def _from_file(reader: Callable[[str], object], ending: str) -> Callable[[bytes], object]:
    import tempfile
    from pathlib import Path

    def read_it(data: bytes) -> object:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"a{ending}"
            path.write_bytes(data)
            return reader(str(path))

    return read_it


def _page(html: Callable[[int], str], n: int) -> bytes:
    return f"<html><head><title>T</title></head><body>{html(n)}</body></html>".encode()


_SHOWN = b"<p>" + b"a word " * 300 + b"</p>"
# Names in what a page shows beside its article, and in what only looks like that.
FRAMES: dict[str, Callable[[int], str]] = {
    "links": lambda n: "<li><a href='/1'>Lâm Đồng</a></li>" * n,
    "inline": lambda n: "<li><a href='/1'>" + "<b>" * n + "Lâm Đồng</b></a></li>" * n,
    "scripts": lambda n: "<!-- <script> -->" * n + "<script>'Lâm Đồng'</script>" * n,
    "remarks": lambda n: "<script><!--</script>" * n,
    "open": lambda n: "<a x='Lâm Đồng' " * n,
    "references": lambda n: "L&acirc;m &#272;&#7891;ng &amp;amp;" * n,
    "gaps": lambda n: "Lâm" + "&nbsp;\\u00a0%20<b>" * n,
    "words": lambda n: "Ea&nbsp;" * n,
}


def file_cases() -> Iterator[Case]:
    from nhipcau.engines.officialdoc import read
    from nhipcau.engines.officialdoc.check import check_form
    from nhipcau.engines.officialdoc.plan.reading import read_plan
    from nhipcau.engines.presswire.extract import extract
    from nhipcau.engines.presswire.feeds import read_feed
    from nhipcau.engines.presswire.find.sections import article_links
    from nhipcau.engines.presswire.find.sitemap import read_sitemap
    from nhipcau.engines.presswire.model import FetchedPage
    from nhipcau.engines.presswire.profile import load_profile
    from nhipcau.engines.presswire.scan.sources import pages_in
    from nhipcau.engines.presswire.screen import Screener, WatchName
    from nhipcau.engines.presswire.screen.frame import names_in_frame_only

    screen = Screener.compile(map(WatchName, load_profile("lam-dong").watch_names()))

    def plan(data: bytes) -> object:
        return read_plan(read(data, name="a"))

    def form(data: bytes) -> object:
        return check_form(data, name="a.docx")

    for name, docx in DOCX.items():
        yield f"docx:{name}", lambda n, docx=docx: _packed(docx(n)), plan  # type: ignore[misc]
        yield f"form:{name}", lambda n, docx=docx: _packed(_HEAD + docx(n) + _FOOT), form  # type: ignore[misc]
    for name, shape in SHAPES.items():
        yield f"form:shape-{name}", lambda n, shape=shape: _packed(_HEAD + _lines_of(shape(n)) + _FOOT), form  # type: ignore[misc]
    for name, html in HTML.items():
        page = partial(_page, html)
        yield f"html:{name}", page, plan
        yield f"page:{name}", page, lambda data: extract(FetchedPage("https://a.vn/tin/bai.html", data))
        yield f"section:{name}", page, lambda data: article_links(data, url="https://a.vn/tin/")
    for name, html in (HTML | FRAMES).items():
        yield f"frame:{name}", partial(_page, html), lambda data: names_in_frame_only(_SHOWN + data, screen)
    for name, rss in RSS.items():
        yield (
            f"feed:{name}",
            lambda n, rss=rss: _feed(rss(n)),
            lambda data: read_feed(data, url="https://a.vn/"),
        )  # type: ignore[misc]
    yield "feed:json", _json_feed, lambda data: read_feed(data, url="https://a.vn/")
    yield "sitemap:urls", _site, lambda data: read_sitemap(data, url="https://a.vn/")
    yield "pdf:pages", _pages_of, plan
    yield "warc:records", _warc, _from_file(lambda path: list(pages_in(path)), ".warc")


def cases() -> Iterator[Case]:
    for reader, call in text_readers().items():
        for shape, make in SHAPES.items():
            yield f"{reader}:{shape}", make, call
    yield from file_cases()
    yield from form_cases()


def _share(names: list[str]) -> list[tuple[str, int, list[float]]]:
    """Measure the named cases in this process."""
    signal.signal(signal.SIGALRM, _end)
    gc.disable()  # its own time grows with what else lives
    wanted = set(names)
    out = []
    for number, (name, make, reader) in enumerate(cases()):
        if name not in wanted:
            continue
        if number % 50 == 0:
            gc.collect()
        size, times = growth(make, reader)
        if worst(times) > MOST:
            # A moment's noise is not growth: measured again, on larger inputs, so that noise and
            # what is built once weigh less, and once as it was.  What grows by the square does so each time.
            again = [growth(make, reader, 5 * BASE_SECONDS, 8 * LARGEST), growth(make, reader)]
            told = [one for one in again if worst(one[1])]
            size, times = min([(size, times), *told], key=lambda one: worst(one[1]))
        out.append((name, size, times))
    return out


def run(argv: list[str]) -> dict[str, Any]:
    parser = argparse.ArgumentParser(prog="script/bench growth")
    parser.add_argument("--only", default="", help="pairs whose name holds this")
    options = parser.parse_args(argv)
    begun = time.perf_counter()
    names = [name for name, _, _ in cases() if options.only in name]
    hands = min(2, os.cpu_count() or 1)
    with multiprocessing.get_context("fork").Pool(hands) as pool:
        shares = pool.map(_share, [names[hand::hands] for hand in range(hands)], chunksize=1)
    found = {name: (size, times) for share in shares for name, size, times in share}
    failed = {
        name: f"{size}: " + ", ".join(f"{took:.3f}" for took in times)
        for name, (size, times) in found.items()
        if worst(times) > MOST
    }
    for name, figures in failed.items():
        print(f"{name}  {figures}", file=sys.stderr)
    slowest = sorted(((name, worst(times)) for name, (_, times) in found.items()), key=lambda one: -one[1])[
        :5
    ]
    return {
        "measured": len(found),
        "most": MOST,
        "worst": {name: round(times, 2) for name, times in slowest},
        "failed": failed,
        "seconds": round(time.perf_counter() - begun, 1),
    }


def wrong(figures: dict[str, Any]) -> bool:
    """Whether the measurement says that something is broken; ``run.py`` ends with code 1 then."""
    return bool(figures["failed"])
