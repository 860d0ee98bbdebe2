"""``script/bench press``: the scan pipeline beside what a user would write today, in one run on one core.

The user's own script: trafilatura with metadata on every page, then a regular expression of the watched
names over title and text.  The stream: the real pages of ../shared/press, 5 % of them with our own labelled
texts about the province set into the same pages' templates.
"""

from __future__ import annotations

import argparse
import gzip
import html
import json
import os
import random
import re
import resource
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from nhipcau.engines.presswire.model import FetchedPage
from nhipcau.engines.presswire.profile import load_profile
from nhipcau.engines.presswire.scan.pipeline import Kept, assemble, make_scanner

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


def set_into(template: bytes, body: str, text: dict[str, Any]) -> bytes | None:
    """The page with its article's paragraphs and titles replaced by a text of ours, or None if it has none."""
    tree = LexborHTMLParser(template)
    paragraphs = [
        node
        for node in tree.css("p")
        if len(node.text(strip=True)) > 60 and node.text(strip=True)[:40] in body
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


def stream(
    pages: int, others: list[bytes], relevant: list[bytes], seed: int = 7
) -> Iterator[tuple[FetchedPage, bool]]:
    """``pages`` pages, 5 % relevant, each with an address of its own, the same for every run."""
    chance = random.Random(seed)
    for number in range(pages):
        wanted = chance.random() < RELEVANT
        body = relevant[chance.randrange(len(relevant))] if wanted else others[chance.randrange(len(others))]
        yield FetchedPage(url=f"https://example.org/{number}", body=body, key=str(number)), wanted


def by_trafilatura(pages: list[tuple[FetchedPage, bool]]) -> tuple[float, set[str]]:
    import trafilatura

    names = sorted(load_profile("lam-dong").watch_names(), key=len, reverse=True)
    pattern = re.compile(
        "|".join(
            rf"\b{re.escape(name)}\b" if name[0].isascii() or name[0] < "\u0e00" else re.escape(name)
            for name in names
        ),
        re.I,
    )
    started = time.process_time()
    found: set[str] = set()
    for page, _ in pages:
        document = trafilatura.bare_extraction(page.body, with_metadata=True, url=page.url)
        if document is not None and pattern.search(f"{document.title or ''}\n{document.text or ''}"):
            found.add(page.key)
    return time.process_time() - started, found


def by_nhipcau(pages: Iterator[tuple[FetchedPage, bool]]) -> tuple[float, list[Kept], list[float]]:
    scanner = make_scanner("lam-dong")
    started = time.process_time()
    kept: list[Kept] = []
    memory: list[float] = []
    for number, (page, _) in enumerate(pages, 1):
        found = scanner.scan(page)
        if found is not None:
            kept.append(found)
        if number % 10_000 == 0:
            memory.append(round(resident_mb(), 1))
    return time.process_time() - started, kept, memory


def resident_mb() -> float:
    status = Path("/proc/self/status")
    if status.exists():
        match = re.search(r"VmRSS:\s+(\d+)", status.read_text())
        if match:
            return int(match.group(1)) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def run(argv: Sequence[str] = ()) -> dict[str, Any]:
    parser = argparse.ArgumentParser(
        prog="script/bench press", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=2000, help="pages both read")
    parser.add_argument(
        "--long", type=int, default=0, help="pages of the memory run, e.g. 100000; 0 for none"
    )
    options = parser.parse_args(argv)
    if not SHARED.is_dir():
        raise SystemExit(f"Không có dữ liệu thử ở {SHARED}: hãy đặt NHIPCAU_SHARED.")
    others, relevant = list(real_pages().values()), relevant_pages()
    pages = list(stream(options.pages, others, relevant))
    wanted = {page.key for page, is_wanted in pages if is_wanted}
    started = time.process_time()
    make_scanner("lam-dong")
    prepare = time.process_time() - started
    ours, kept, _ = by_nhipcau(iter(pages))
    found = {one.article.id for one in kept}
    started = time.process_time()
    articles = list(assemble(kept))
    ending = time.process_time() - started
    theirs, theirs_found = by_trafilatura(pages)
    figures: dict[str, Any] = {
        "pages": len(pages),
        "relevant": len(wanted),
        "templates_with_own_texts": len(relevant),
        "prepare_seconds": round(prepare, 2),
        "nhipcau": {
            "pages_per_second": round(len(pages) / ours, 1),
            "pages_per_second_with_copies_and_stories": round(len(pages) / (ours + ending), 1),
            "recall": round(len(found & wanted) / len(wanted), 4),
            "precision": round(len(found & wanted) / max(1, len(found)), 4),
            "articles": len(articles),
        },
        "trafilatura_then_regex": {
            "pages_per_second": round(len(pages) / theirs, 1),
            "recall": round(len(theirs_found & wanted) / len(wanted), 4),
            "precision": round(len(theirs_found & wanted) / max(1, len(theirs_found)), 4),
        },
    }
    figures["times_faster"] = round(theirs / ours, 1)
    figures["times_faster_with_copies_and_stories"] = round(theirs / (ours + ending), 1)
    if options.long:
        took, kept, memory = by_nhipcau(stream(options.long, others, relevant, seed=8))
        figures["long_run"] = {
            "pages": options.long,
            "kept": len(kept),
            "pages_per_second": round(options.long / took, 1),
            "resident_mb_each_10000": memory,
        }
    return figures
