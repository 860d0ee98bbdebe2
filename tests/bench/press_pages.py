"""The pages of ``script/bench press``: real ones, some with our own labelled texts set into their templates.

A stream is the same at every making.  Of its pages a part tells of the province (a labelled text stands in the place
of the article), and as large a part names it elsewhere only: in a list of other news beside a foreign article, in an
address, in a script.  Those are not wanted, and a reader that looks at raw bytes alone cannot tell.
"""

from __future__ import annotations

import gzip
import html
import json
import os
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from nhipcau.engines.presswire.model import FetchedPage

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("NHIPCAU_SHARED", ROOT.parent / "shared")) / "press"
LABELLED = ROOT / "src/nhipcau/engines/presswire/mentions/tests/labelled"
RELEVANT = 0.05
# Our labelled texts are short; news is not.  These say nothing of any place.
REST = [
    "Trao đổi với chúng tôi sáng nay, nhiều người cho biết họ đã chờ đợi việc này từ lâu và mong mọi chuyện sớm ổn thỏa.",
    "Các bên liên quan sẽ họp lại trong tuần tới để thống nhất cách làm, sau đó công bố rộng rãi để người dân được biết.",
    "Theo các chuyên gia, cần nhìn nhận vấn đề một cách toàn diện, tránh nóng vội nhưng cũng không nên chần chừ quá lâu.",
    "Năm ngoái, một việc tương tự từng thu hút sự chú ý của dư luận, song khi ấy chưa có đủ số liệu để đi đến kết luận.",
    "Kinh phí thực hiện được lấy từ nhiều nguồn khác nhau, trong đó phần đóng góp của cộng đồng chiếm tỷ lệ đáng kể.",
    "Chúng tôi sẽ tiếp tục thông tin đến bạn đọc khi có thêm diễn biến mới về vụ việc này trong những ngày tới.",
]


def real_pages() -> dict[str, bytes]:
    return {
        path.name.removesuffix(".html.gz"): gzip.decompress(path.read_bytes())
        for path in sorted((SHARED / "pages").glob("*.html.gz"))
    }


def own_texts() -> list[dict[str, Any]]:
    lines = [
        line
        for part in ("dev", "held-out")
        for line in (LABELLED / f"{part}.jsonl").read_text("utf-8").splitlines()
    ]
    return [
        text
        for text in map(json.loads, lines)
        if text["relevance"] in ("about", "mentions") and not text["host"]
    ]


def is_caption(node: LexborNode) -> bool:
    """Whether a paragraph stands under a picture: what is set there is a caption, not the article."""
    up = node.parent
    for _ in range(3):
        if up is None:
            return False
        if up.tag in ("figure", "figcaption") or "caption" in (up.attributes.get("class") or ""):
            return True
        up = up.parent
    return False


def set_into(template: bytes, body: str, text: dict[str, Any]) -> bytes | None:
    """The page with its article's paragraphs and titles replaced by a text of ours, or None if it has none."""
    tree = LexborHTMLParser(template)
    paragraphs = [
        node
        for node in tree.css("p")
        if len(node.text(strip=True)) > 60 and node.text(strip=True)[:40] in body and not is_caption(node)
    ]
    if len(paragraphs) < 6:
        return None
    sentences = [*re.split(r"(?<=[.!?。])\s+|\n", text["body"]), *REST]
    for number, node in enumerate(paragraphs):
        if number < len(sentences):
            node.replace_with(LexborHTMLParser(f"<p>{html.escape(sentences[number])}</p>").css_first("p"))
        else:
            node.decompose()
    for node in tree.css("h1"):
        node.replace_with(LexborHTMLParser(f"<h1>{html.escape(text['title'])}</h1>").css_first("h1"))
    page = tree.html or ""
    page = re.sub(
        r"(?is)<title[^>]*>.*?</title>",
        lambda _: f"<title>{html.escape(text['title'])}</title>",
        page,
        count=1,
    )
    page = re.sub(r"(?is)<script[^>]+ld\+json.*?</script>", "", page)  # the other article's own words
    page = re.sub(
        r'(?is)<meta[^>]+(?:og|twitter):(?:title|description)[^>]*>|<meta[^>]+name="description"[^>]*>',
        "",
        page,
    )
    if not re.search(r"(?i)<meta[^>]+charset", page[:2000]):
        page = re.sub(
            r"(?i)<head[^>]*>", lambda found: found.group() + '<meta charset="utf-8">', page, count=1
        )
    return re.sub(r'(?i)charset=["\']?(?!utf-8)[\w-]+', "charset=utf-8", page, count=1).encode("utf-8")


def relevant_pages() -> list[bytes]:
    expected = {
        row["id"]: row["body"]
        for row in map(json.loads, (SHARED / "expected.jsonl").read_text("utf-8").splitlines())
    }
    templates = list(real_pages().items())
    chance = random.Random(11)
    made: list[bytes] = []
    for text in own_texts():
        for name, template in chance.sample(templates, len(templates)):
            page = set_into(template, " ".join(expected.get(name, "").split()), text)
            if page is not None:
                made.append(page)
                break
    return made


# Other news as pages list it: never the page's own story.
ELSEWHERE = (
    '<aside class="related"><h3>Tin cùng chuyên mục</h3><ul><li><a href="/tin/{n}">Đà Lạt đón khách dịp lễ</a></li>'
    '<li><a href="/tin/{n}1">Giá vàng sáng nay</a></li></ul></aside>',
    '<div class="sidebar-right"><div class="most-read"><a href="/du-lich/lam-dong-{n}.html" title="Lâm Đồng mùa hoa">Mùa hoa</a></div></div>',
    '<footer><ul class="menu"><li><a href="/ha-noi">Hà Nội</a></li><li><a href="/lam-dong">Lâm Đồng</a></li></ul></footer>',
    '<script>var menu = [{{"id": {n}, "name": "\\u0110\\u1eafk N\\u00f4ng"}}, {{"id": 7, "name": "Hà Giang"}}];</script>',
    '<div class="news-list"><p><a href="/{n}">L&acirc;m Đồng: sầu riêng vào vụ</a></p><p><a href="/9">Bóng đá hôm nay</a></p></div>',
)


def named_elsewhere(page: bytes, number: int) -> bytes:
    """The page with the province's name in its frame: before the body's end, in a way of ELSEWHERE."""
    frame = ELSEWHERE[number % len(ELSEWHERE)].format(n=number)
    at = page.lower().rfind(b"</body")
    at = len(page) if at < 0 else at
    try:
        page.decode("utf-8")
        written = frame.encode("utf-8")
    except UnicodeDecodeError:  # an old charset: letters as references, which every charset can write
        written = frame.encode("ascii", "xmlcharrefreplace")
    return page[:at] + written + page[at:]


def stream(
    pages: int, others: list[bytes], relevant: list[bytes], seed: int = 7, elsewhere: float = RELEVANT
) -> Iterator[tuple[FetchedPage, bool]]:
    """``pages`` pages with addresses of their own, the same for every run; True where the page is wanted.

    RELEVANT of them tell of the province, ``elsewhere`` of them name it in their frame only.
    """
    chance = random.Random(seed)
    for number in range(pages):
        drawn = chance.random()
        if drawn < RELEVANT:
            body = relevant[chance.randrange(len(relevant))]
        else:
            body = others[chance.randrange(len(others))]
            if drawn < RELEVANT + elsewhere:
                body = named_elsewhere(body, number)
        yield FetchedPage(url=f"https://example.org/{number}", body=body, key=str(number)), drawn < RELEVANT
