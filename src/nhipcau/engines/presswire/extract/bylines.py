"""Who wrote an article, from what the page prints, where it states no author for machines.

A table of rules, the first that finds a name wins: a line that begins with "By", an element named after authors,
the signature under a Vietnamese text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from nhipcau.engines.vntext.regexes import regex
from nhipcau.engines.vntext.wordlists import WordLists

from .amending import ASTRAY
from .blocks import HINT_NAMES, BlockedPage, hints_of, inherited
from .metadata import names_in, squash
from .structured import squeeze

_AWAY = ASTRAY & ~(1 << HINT_NAMES.index("menu")) & ~(1 << HINT_NAMES.index("share"))
_NAMED = ", ".join(
    f'[class*="{word}" i]'
    for word in ("author", "tac-gia", "tacgia", "tac_gia", "byline", "writer", "reporter", "nguoi-viet", "but-danh")
) + ', [href*="/tac-gia/"], [href*="/author/"], [itemprop~="author"], [data-role="author"]'  # fmt: skip
_BY = re.compile(
    r"^[\W_]*(?:by|von|par|por|di|oleh|(?:written|reported|story|text|words|posted|submitted|published|đăng) (?:by|bởi)|người đăng|tác giả|bài(?:,? (?:và )?ảnh)?|tin,? (?:bài|ảnh)|người viết|phóng viên)"
    r"(?=\s|:)\s*[:：]?\s*",
    re.IGNORECASE,
)
_POSTED = re.compile(
    r"^[\W_]*(?:(?:posted|written|published) by|người (?:đăng|viết)|đăng bởi|tác giả)(?=\s|:)", re.IGNORECASE
)
"""How a line under a text begins that names its writer, and cannot be a sentence of it."""
_TRADE = re.compile(
    r"^[\W_]*(?:(?:tin|bài|ảnh|clip|video|theo|nguồn|text|photos?|story)(?:\s*[,&+và-]+\s*(?:tin|bài|ảnh|clip|video|photos?))*)\s*[:：]\s*",
    re.IGNORECASE,
)
_PAPER = re.compile(r"\s*[/|–—]\s*(?:(?-i:[A-ZĐ]{2,})(?:\s*$|\s+(?-i:[A-Z][a-z]))|VOV|báo\b|theo\b|[\w-]+\.(?:vn|com|net|org)\b).*$|\s*\((?:theo|nguồn|t/h|tổng hợp|ghi|dịch|báo|đài|ttxvn|vov|vtv|(?-i:[A-ZĐ]{2,}\b))[^)]*\)\s*$", re.IGNORECASE)  # fmt: skip
_DASHED = re.compile(r"\s+[-–—]\s+|\s*[;,&/]\s+|\s+(?:và|and)\s+", re.IGNORECASE)
_POST = re.compile(
    r"(?:^|[|·ㅣ/\s])([가-힣]{2,4})\s?(?:(?:선임|인턴|객원|수습)?기자|특파원|논설위원)(?=$|[\s|·ㅣ/(=])"
    r"|[\u3400-\u9fffァ-ヴー]{2,10}＝([\u3400-\u9fff々]{2,6})(?=[】）)\s]|$)"
    r"|(?:^|[|｜·\s（(【])(?:作者|记者|記者|本报记者|撰文|文)\s*[:：/／]\s*([\u3400-\u9fff·]{2,12}(?:[\s、，,]+[\u3400-\u9fff·]{2,4}(?![\u3400-\u9fff：:]))*)"
)
"""A name with its bearer's post, as Korean and Chinese lines under a headline have it."""
_EAST_ASIAN = re.compile(r"zh|ko|ja")
_LINKING = frozenset(
    ("de", "da", "di", "del", "van", "von", "der", "den", "la", "le", "bin", "al", "el", "y")
)
# Words that make a capitalised line something else than a person's name.
_NO_PERSON = regex(lambda: rf"\b(?:{WordLists(__file__).alternatives('no_persons')})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Printed:
    """What the rules look at.  kept: indexes of the article's blocks; head: of the headline, -1 for none."""

    page: BlockedPage
    tree: LexborHTMLParser
    kept: list[int]
    head: int
    language: str
    outlet: str


def printed_authors(printed: Printed) -> tuple[str, ...]:
    """Names as printed, () where the page prints none."""
    for rule in RULES:
        names = [name for name in rule(printed) if squash(name) != squash(printed.outlet)]
        if names:
            return tuple(dict.fromkeys(names))
    return ()


def persons_in(text: str) -> list[str]:
    """Names of persons in a byline without its words of the trade; [] where a part is no name."""
    text = _PAPER.sub("", _TRADE.sub("", squeeze(text)).strip(" .,:")).strip(" .,:()[]*")
    text = _PAPER.sub("", text)
    names: list[str] = []
    for piece in _DASHED.split(text):
        found = [name for name in names_in(piece) if is_person(name)]
        if piece.strip() and not found:
            return names  # "Lan Anh, Reporter": what follows the names is no name
        names.extend(found)
    return names


def is_person(name: str) -> bool:
    """Whether a short text is written like a person's name.

    "Phạm Linh", "NGỌC NGÀ", "J. van Dyk" are; "Văn phòng UBND tỉnh", "Read more", "12 May" are not.
    """
    words = name.split()
    if not 1 <= len(words) <= 5 or len(name) < 3 or len(name) > 50 or _NO_PERSON.search(name):
        return False
    return all(
        word.lower() in _LINKING
        or (word[0].isupper() and re.fullmatch(r"[^\W\d_]+(?:[.'’-][^\W\d_]*)*", word))
        for word in words
    )


# -------------------------------------------------------------------------------------------------------- rules


def line_with_by(printed: Printed) -> list[str]:
    """ "By Jane Doe", "BY SOK DARA, Staff Reporter", "Tác giả: Lan Anh": a short line round the headline."""
    first, last = (printed.kept[0], printed.kept[-1]) if printed.kept else (printed.head, printed.head)
    count = len(printed.page.blocks)
    above = range(max(printed.head, 0), min(max(first + 2, printed.head + 8), count))
    for at in (*above, *range(max(last, 0), min(last + 3, count))):
        text = printed.page.blocks[at].text
        begins = _BY if at in above else _POSTED
        if at == printed.head or len(text) > 140 or not begins.match(text):
            continue
        rest = _BY.sub("", text)
        cut = re.split(
            r"\s[|•·–—]\s|\s{2,}|\s+on\s+(?=[0-9]|[A-Z][a-z]{2,8}\b)|\s+(?:at|vào lúc|lúc)\s+(?=[0-9])|(?<=[^\W\d_])\s(?=[0-9]|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)|,\s(?=[A-Z][a-z]+ [0-9])",
            rest,
        )[0]
        names = persons_in(cut)
        if names and len(names[0].split()) > 1:
            return names
    return []


def name_with_post(printed: Printed) -> list[str]:
    """ "김서연 기자 | 승인 2026.10.20", "来源：晨光报 作者：王丽华": a short line round the headline or under the text."""
    if not _EAST_ASIAN.match(printed.language) or not printed.kept:
        return []
    blocks = printed.page.blocks
    near = range(max(printed.head, 0), min(max(printed.kept[0] + 2, printed.head + 8), len(blocks)))
    for at in (*near, *range(printed.kept[-1], min(printed.kept[-1] + 3, len(blocks)))):
        if at == printed.head or len(blocks[at].text) > 120:
            continue
        names = [one for found in _POST.findall(blocks[at].text) for one in found if one]
        if names:
            return [name for line in names for name in re.split(r"[\s、，,]+", line) if name]
    return []


def element_of_author(printed: Printed) -> list[str]:
    """An element whose class or link is an author's, not in comments, related items or a footer."""
    for node in printed.tree.css(_NAMED)[:30]:
        text = squeeze(node.text(deep=True, separator=" ") or "")
        if not 2 < len(text) < 90 or _astray(node):
            continue
        names = persons_in(_BY.sub("", text))
        if names:
            return names
    return []


def _astray(node: LexborNode) -> bool:
    up: LexborNode | None = node.parent
    for _ in range(12):
        if up is None or up.tag in ("body", "html", "main"):
            return False
        if up.tag in ("footer", "aside"):
            return True
        names = f"{up.attributes.get('class') or ''} {up.attributes.get('id') or ''}".strip()
        if names and hints_of(names[:200]) & _AWAY:
            return True
        up = up.parent
    return False


def signature(printed: Printed) -> list[str]:
    """The name under a Vietnamese text: a short line of its own that ends it or follows it."""
    if printed.language != "vi" or not printed.kept:
        return []
    flags = inherited(printed.page, printed.head)
    last = printed.kept[-1]
    for at in (last, last + 1, last + 2, last - 1):
        if not 0 <= at < len(printed.page.blocks):
            continue
        block = printed.page.blocks[at]
        if block.links or len(block.text) > 80 or flags[block.place] & _AWAY:
            continue
        said = bool(_TRADE.match(block.text))
        names = persons_in(block.text)
        bold = block.bold_chars > 0.6 * len(block.text)
        sure = not block.text.isupper() or bold or said or at in printed.kept
        if names and sure and all(said or len(name.split()) > 1 for name in names):
            return names
    return []


RULES: tuple[Callable[[Printed], list[str]], ...] = (
    line_with_by,
    name_with_post,
    element_of_author,
    signature,
)
