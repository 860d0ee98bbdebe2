"""A page that names the province in its frame only is known by its bytes, and no page of the province is taken for one."""

from __future__ import annotations

import pytest

from nhipcau.engines.presswire.scan.pipeline import make_scanner
from nhipcau.engines.presswire.screen import Screener
from nhipcau.engines.presswire.screen.frame import names_in_frame_only

STORY = "".join(
    f"<p>Chiều {n} tháng sáu, đội thuyền tập thêm hai giờ trên sông để kịp ngày hội, dù nước lên rất nhanh và trời mưa.</p>"
    for n in range(1, 30)
)

FRAMES = {
    "list of links": "<aside><ul><li><a href='/1'>Lâm Đồng: cà phê được giá</a></li><li><a href='/2'>Khác</a></li></ul></aside>",
    "address": "<div class=x><a href='/lam-dong/tin.html'>Tin khác</a></div>",
    "picture": "<p><a href='/1'><img src='/1.jpg' alt='Đà Lạt mùa hoa'></a></p>",
    "title of a link": "<div><a href='/9' title=\"Lâm Đồng mùa hoa\">Mùa hoa</a></div>",
    "link with references": "<div><p><a href='/3'>L&acirc;m Đồng: sầu riêng vào vụ</a></p></div>",
    "bold within a link": "<li><a href='/3'><b>Lâm</b> <span class=y>Đồng</span> vào vụ</a></li>",
    "script": "<script>var menu = {'name': 'Lâm Đồng', 'more': '\\u0110\\u1eafk N\\u00f4ng'}</script>",
    "capitals in a menu": "<nav><ul>\n<li>\n<a class='m' href='/dl'>\n LÂM ĐỒNG\n</a>\n</li></ul></nav>",
}

TOLD = {
    "text": "<p>Đội thuyền Lâm Đồng tập thêm hai giờ.</p>",
    "text in parts": "<p>Đội thuyền <b>Lâm</b> <i>Đồng</i> tập thêm hai giờ.</p>",
    "link within a sentence": "<p>Đội thuyền <a href='/ld'>Lâm Đồng</a> tập thêm hai giờ.</p>",
    "link that begins a sentence": "<p><a href='/ld'>Lâm Đồng</a> tập thêm hai giờ.</p>",
    "link that ends a sentence": "<p>Tập thêm hai giờ ở <a href='/ld'>Lâm Đồng</a></p>",
    "link after a line break": "<p>Tập thêm hai giờ ở<br><a href='/ld'>Lâm Đồng</a></p>",
    "link never closed": "<p><a name='top'>Đội thuyền Lâm Đồng tập thêm hai giờ.</p>",
    "link in a remark": "<!-- <a href='/x'> --><p>Lâm Đồng</p>",
    "heading of links": "<h2><a href='/ld'>Lâm Đồng vào hội</a></h2>",
    "heading around a box": "<h2><div><a href='/ld'>Lâm Đồng vào hội</a></div></h2>",
    "references": "<p>Đội thuyền L&acirc;m Đồng tập thêm hai giờ.</p>",
    "numbers of letters": "<p>Đội thuyền &#76;&#226;&#109; &#272;&#7891;&#110;&#103; tập thêm hai giờ.</p>",
    "marks of their own": "<p>Đội thuyền La\u0302m Đô\u0300ng tập thêm hai giờ.</p>",
    "a sign of less": "<p>Có 5 < 6 đội Lâm Đồng</p>",
    "after a tag with an arrow": "<p data-x='a>b'>Lâm Đồng thắng</p>",
    "what machines are told": '<script type=\'application/ld+json\'>{"headline": "L\\u00e2m \\u0110\\u1ed3ng"}</script>',
    "after a script in a remark": "<!-- <script> --><p>Lâm Đồng thắng</p><script>x</script>",
    "after a remark in a script": "<script>s = '<!--'</script><p>Lâm Đồng thắng</p><script>x</script>",
    "table": "<table><tr><td>Đội</td><td>Lâm Đồng</td></tr></table>",
    "written tag": "<p>Dấu &#60;a x&#62;Lâm Đồng thắng&#60;/a&#62;</p>",
}


@pytest.fixture(scope="module")
def screen() -> Screener:
    found = make_scanner("lam-dong").screen
    assert found is not None
    return found


def page(more: str, story: str = STORY, title: str = "Hội thuyền", head: str = "") -> bytes:
    return (
        f"<html><head><title>{title}</title>{head}</head><body><h1>Hội thuyền</h1><div>{story}</div>{more}</body></html>"
    ).encode()


@pytest.mark.parametrize("kind", FRAMES)
def test_names_in_the_frame_are_known(screen: Screener, kind: str) -> None:
    assert screen.any(page(FRAMES[kind]))
    assert names_in_frame_only(page(FRAMES[kind]), screen)
    assert names_in_frame_only(page("".join(FRAMES.values())), screen)


@pytest.mark.parametrize("kind", TOLD)
def test_what_the_page_tells_is_never_taken_for_frame(screen: Screener, kind: str) -> None:
    assert not names_in_frame_only(page(TOLD[kind]), screen)
    assert not names_in_frame_only(
        page("".join(FRAMES.values()) + TOLD[kind] + FRAMES["list of links"]), screen
    )


def test_titles_are_told(screen: Screener) -> None:
    assert not names_in_frame_only(page("", title="Lâm Đồng vào hội"), screen)
    meta = "<meta property='og:title' content='Lâm Đồng vào hội'>"
    assert not names_in_frame_only(page(FRAMES["script"], head=meta), screen)


def test_a_page_that_shows_little_is_read(screen: Screener) -> None:
    assert not names_in_frame_only(page(FRAMES["script"], story="<p>Đang tải</p>"), screen)


def test_another_charset_is_read(screen: Screener) -> None:
    assert not names_in_frame_only(page(FRAMES["address"]).decode().encode("utf-16"), screen)
    assert not names_in_frame_only(page(FRAMES["address"]) + "é".encode("latin-1"), screen)


def test_very_many_names_are_left_to_the_parser(screen: Screener) -> None:
    assert not names_in_frame_only(page(FRAMES["list of links"] * 2000), screen)
