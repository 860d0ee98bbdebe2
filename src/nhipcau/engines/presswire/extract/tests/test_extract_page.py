"""A page goes in, the article comes out; a page that is none is named as such."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nhipcau.engines.presswire.extract import extract
from nhipcau.engines.presswire.model import Article, FetchedPage, Unreadable
from nhipcau.engines.presswire.sentences import sentence

PARAGRAPHS = [
    "Sáng 12/5, đoàn khảo sát của tỉnh làm việc với các xã biên giới về cụm thông tin điện tử, nghe báo cáo tiến độ và kiểm tra thực địa.",
    "Theo báo cáo, đến nay ba cụm đã vận hành thử, nội dung được cập nhật hằng ngày bằng tiếng Việt, tiếng M'Nông và tiếng Khmer.",
    "Đoàn đề nghị các đơn vị hoàn thành hạng mục còn lại trước quý III, đồng thời tập huấn cho cán bộ trực tiếp quản lý thiết bị.",
    "Người dân hai bên cửa khẩu cho biết màn hình giúp họ nắm giờ thông quan, giá nông sản và các quy định mới về xuất nhập cảnh.",
]
MENU = "".join(f'<li><a href="/muc-{at}">Chuyên mục {at}</a></li>' for at in range(15))
RELATED = "".join(
    f'<li><a href="/bai-{at}.html">Một tin khác trong ngày về đời sống vùng cao, số {at}</a></li>'
    for at in range(6)
)


def vietnamese_page(head: str = "", date: str = "Thứ Hai, 12/5/2025 14:30 (GMT+7)") -> str:
    paragraphs = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">
    <title>Khảo sát cụm thông tin cửa khẩu - Báo Ví Dụ</title>
    <meta property="og:site_name" content="Báo Ví Dụ">
    <meta property="og:title" content="Khảo sát cụm thông tin cửa khẩu">
    <meta property="og:image" content="/anh/cua-khau.jpg">
    <link rel="canonical" href="https://baovidu.vn/khao-sat-cum-thong-tin-123.html">{head}</head>
    <body><div class="top-menu"><ul>{MENU}</ul></div>
    <div class="main-detail"><h1 class="detail-title">Khảo sát cụm thông tin cửa khẩu</h1>
    <div class="detail-time">{date}</div>
    <div class="detail-content">{paragraphs}
    <figure><img src="a.jpg"><figcaption>Đoàn khảo sát tại cửa khẩu. Ảnh: Văn Ví</figcaption></figure>
    <p style="text-align:right"><strong>Nguyễn Văn Ví</strong></p></div>
    <div class="related-news"><h3>Tin liên quan</h3><ul>{RELATED}</ul></div></div>
    <div class="footer"><p>Giấy phép số 1/GP-BC cấp ngày 1/1/2020. © Bản quyền thuộc Báo Ví Dụ.</p></div></body></html>"""


def read(html: str | bytes, url: str = "", **hints: str) -> Article:
    body = html.encode() if isinstance(html, str) else html
    return extract(FetchedPage(url=url, body=body, **hints))  # type: ignore[arg-type]


def test_a_vietnamese_page_gives_its_text_without_menu_related_news_and_footer() -> None:
    article = read(vietnamese_page())
    for paragraph in PARAGRAPHS:
        assert paragraph in article.body
    assert "Chuyên mục" not in article.body
    assert "Một tin khác" not in article.body
    assert "Giấy phép" not in article.body


def test_title_outlet_address_image_language_and_signature_are_read() -> None:
    article = read(vietnamese_page())
    assert article.title == "Khảo sát cụm thông tin cửa khẩu"
    assert article.outlet == "Báo Ví Dụ"
    assert article.canonical_url == "https://baovidu.vn/khao-sat-cum-thong-tin-123.html"
    assert article.lead_image == "https://baovidu.vn/anh/cua-khau.jpg"
    assert article.language == "vi"
    assert article.authors == ("Nguyễn Văn Ví",)


def test_a_printed_vietnamese_date_keeps_its_zone() -> None:
    article = read(vietnamese_page())
    assert article.published == datetime(2025, 5, 12, 14, 30, tzinfo=timezone(timedelta(hours=7)))
    assert article.published_has_zone


def test_a_date_without_zone_is_taken_in_the_pages_zone_and_says_so() -> None:
    article = read(vietnamese_page(date="12/05/2025 14:30"))
    assert article.published == datetime(2025, 5, 12, 14, 30, tzinfo=timezone(timedelta(hours=7)))
    assert not article.published_has_zone


@pytest.mark.parametrize("date", ["2 giờ trước", "Hôm nay", "Mon, 12 May", "31/02/2025"])
def test_a_date_that_cannot_be_read_is_none(date: str) -> None:
    assert read(vietnamese_page(date=date)).published is None


def test_local_time_wrongly_marked_as_utc_is_put_right_by_the_printed_time() -> None:
    head = '<meta property="article:published_time" content="2025-05-12T14:30:00Z">'
    assert read(vietnamese_page(head)).published == datetime(
        2025, 5, 12, 14, 30, tzinfo=timezone(timedelta(hours=7))
    )


def test_json_ld_in_a_graph_with_a_trailing_comma_is_read() -> None:
    head = """<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"X"},
    {"@type":"NewsArticle","headline":"Khảo sát cụm thông tin cửa khẩu","datePublished":"2025-05-12T07:00:00+07:00",
    "dateModified":"2025-05-13T08:00:00+07:00","author":[{"@type":"Person","name":"Trần Thị Dụ"}],}]}</script>"""
    article = read(vietnamese_page(head))
    assert article.authors == ("Trần Thị Dụ",)
    assert article.published and article.published.hour == 7
    assert article.updated and article.updated.day == 13


def test_a_page_whose_text_is_only_in_json_ld_gives_that() -> None:
    text = " ".join(PARAGRAPHS)
    data = json.dumps({"@type": "NewsArticle", "headline": "Tin", "articleBody": text})
    article = read(
        f'<html><head><script type="application/ld+json">{data}</script></head><body><div id="app"></div></body></html>'
    )
    assert article.body == text
    assert article.how == "json-ld"


def test_a_page_whose_text_is_only_in_script_data_gives_that() -> None:
    held = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    data = json.dumps({"props": {"content": held}}).replace("<", "\\u003c")
    article = read(
        f"<html><head><title>Tin</title></head><body><div id=x></div><script>var d={data}</script></body></html>"
    )
    assert article.body.splitlines() == PARAGRAPHS
    assert article.how == "payload"


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_lying_charset_header_is_survived(charset: str) -> None:
    article = read(vietnamese_page().encode(charset), content_type="text/html; charset=iso-8859-1")
    assert PARAGRAPHS[0] in article.body


def test_windows_1258_is_read_and_composed() -> None:
    raw = "<html><head><meta charset=windows-1258><title>Ti\u00ea\u0301ng Vi\u00ea\u0323t</title></head><body><p>x</p></body></html>".encode(
        "cp1258"
    )
    assert read(raw).title == "Tiếng Việt"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "empty_page"),
        (b" \n\t ", "empty_page"),
        (b"%PDF-1.7 ...", "not_html"),
        (bytes(range(256)) * 40, "not_html"),
        (b"just words, no markup", "not_html"),
        (b"<p>a" * 4_000_000, "page_too_large"),
        (b"<div>" * 100_000 + b"x", "page_too_deep"),
        (b"<div " + b" ".join(b"a%d=1" % at for at in range(50_000)) + b">x</div>", "page_too_deep"),
        (b"<html><body><div></div></body></html>", "no_text"),
    ],
    ids=["empty", "blank", "pdf", "binary", "plain text", "16 MB", "deep", "attributes", "nothing"],
)
def test_what_is_no_article_page_is_named(body: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as failure:
        read(body)
    assert failure.value.code == code
    assert sentence(failure.value)


def test_entity_declarations_are_not_expanded() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "' + b"b" * 1000 + b'">]><title>T</title><p>' + b"&a;" * 1000 + b"</p>"
    assert len(read(bomb).body) < 10_000


@settings(max_examples=60)
@given(st.binary(max_size=2000))
def test_any_bytes_give_an_article_or_a_named_failure(body: bytes) -> None:
    try:
        article = read(b"<html><body>" + body)
    except Unreadable as failure:
        assert failure.code
    else:
        assert article.id


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<div class=content>",
                "</div>",
                "<table><tr><td>",
                "<a href='//['>",
                "<br>",
                "chữ ",
                "</body>",
                "<!--",
                "]]>",
                "&#xD800;",
                "\u0300",
            ]
        ),
        max_size=60,
    )
)
def test_broken_markup_never_breaks_the_reader(pieces: list[str]) -> None:
    try:
        read("<html><title>Tin</title>" + "".join(pieces), url="https://baovidu.vn/tin.html")
    except Unreadable as failure:
        assert failure.code


LINES = (
    "Sáng mồng ba, cả làng ra bến từ lúc trời còn tối để kịp con nước đầu tiên của năm mới.",
    "Người già ngồi trên chiếu hoa, trẻ con chạy quanh đống lửa và chờ được chia xôi nếp nương.",
    "Khi tiếng trống dứt, thuyền của xóm trên đã vượt qua cây nêu trước thuyền bạn nửa sải chèo.",
    "Ban tổ chức trao giải ngay tại bến, rồi mọi người cùng về nhà chung ăn bữa cơm đầu năm.",
)


def test_a_short_sentence_between_two_paragraphs_of_the_text_is_kept() -> None:
    short = "Năm nay có ba thuyền mới."
    parts = "".join(f"<p>{line}</p>" for line in (*LINES[:2], short, *LINES[2:]))
    article = read(
        f"<html><body><h1>Hội đua thuyền đầu năm</h1><div class='noi-dung'>{parts}</div></body></html>"
    )
    assert short in article.body.split("\n")


def test_a_first_paragraph_set_apart_under_the_headline_is_kept() -> None:
    first = "Ba xóm ven sông mở lại hội đua thuyền sau mười năm, với hai mươi mốt tay chèo mỗi bên."
    parts = "".join(f"<p>{line}</p>" for line in LINES)
    html = (
        f"<html><body><h1>Hội đua thuyền đầu năm</h1><div class='q1'><div><p>{first}</p></div></div>"
        f"<div class='z9'><span>12/2/2025</span></div><div class='noi-dung'>{parts}</div></body></html>"
    )
    assert read(html).body.startswith(first)
