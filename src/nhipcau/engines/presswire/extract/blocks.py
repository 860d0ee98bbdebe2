"""A page as a list of text blocks, each with what its place in the page says of it.

One walk over the parsed tree.  A block is a run of text that a browser would set as one paragraph:
bounded by block-level elements or by two line breaks.  What an element's name, class and id hint at
(menu, comments, caption, article …) is inherited by the blocks below it, with its distance.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Any

import re2
from selectolax.lexbor import LexborHTMLParser

from .noted import VOID, Noted, unescaped

SKIPPED = frozenset(
    ("script", "style", "noscript", "template", "svg", "iframe", "object", "embed", "video", "audio", "canvas", "map", "math",
     "select", "option", "datalist", "textarea", "head", "link", "meta", "picture", "source", "track", "param", "input", "progress",
     "meter", "dialog")
)  # fmt: skip
INLINE = frozenset(
    ("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "ins", "kbd",
     "label", "mark", "nobr", "o:p", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time",
     "tt", "u", "var", "wbr", "center-inline")
)  # fmt: skip
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))

# What class, id and role words hint at.  One bit each; words are matched at word or camel-case borders
# or as parts of longer words where that is safe.
HINTS: tuple[tuple[str, str], ...] = (
    (
        "menu",
        r"nav|menu|breadcrumb|crumb|topbar|toolbar|masthead|hamburger|header|banner|pagination|paginat|pager",
    ),
    ("foot", r"foot(?:er)?|copyright|colophon|legal|disclaimer|imprint"),
    ("side", r"sidebar|aside|rail|right-?col|left-?col|col-?right|secondary|complementary|widget|gadget"),
    (
        "comment",
        r"comment|disqus|discuss|reply|replies|respond|reader-?letters|binh-?luan|y-?kien|ykien|kommentar|commentaire",
    ),
    (
        "related",
        r"relat|recommend|recirc|suggest|more-?(?:on|from|news|stories|articles|in|to)|read-?(?:more|also|next)|see-?also|"
        r"also-?read|similar|you-?may|trending|most-?(?:read|pop|view)|popular|latest|newest|tin-?(?:lien|cung|khac|moi|hot)|"
        r"lien-?quan|cung-?chuyen|doc-?them|xem-?them|box-?tin|outbrain|taboola|zergnet|mgid|up-?next|linked|associat|"
        r"topstor|headlines|bottom-?news|list-?news|news-?list|other-?news|ranking|teaser|promo|card|tile|carousel|slider|swiper",
    ),
    (
        "share",
        r"shar(?:e|ing)|social|sns|facebook|twitter|zalo|whatsapp|pinterest|follow|addthis|addtoany|like|tools|utilit|"
        r"print|bookmark|save|button|btn|control|player|audio|speech|listen|font-?size|zoom|copy-?link|action",
    ),
    (
        "news",
        r"newsletter|subscri|signup|sign-?up|sign-?in|login|regist|paywall|premium|donat|member|regwall|piano|abo-?|offer|"
        r"call-?to|cta|app-?(?:promo|banner|download)|inscription|consent|cookie|gdpr|privacy|modal|popup|overlay|toast|alert|notice",
    ),
    (
        "ad",
        r"(?:^|[^a-z])ads?(?:$|[^a-z])|advert|adsense|adslot|sponsor|dfp|commercial|quang-?cao|werbung|publicit|reklam|anzeige",
    ),
    (
        "caption",
        r"caption|credit|figcap|image-?(?:desc|text|source|info|meta|title)|photo-?(?:desc|text|by|info)|img-?desc|copyright-?holder|"
        r"gallery|legend|media-?(?:desc|info|text)|video|image|img|photo|picture|pic(?:$|[^a-z])|thumb|figure|wp-caption|lightbox|slideshow",
    ),
    (
        "byline",
        r"byline|author|writer|reporter|journalist|contributor|tac-?gia|signature|bio(?:$|[^a-z])|by-?name|posted|published|publish|"
        r"pub-?date|date|time(?:stamp)?|updated|meta(?:$|[^a-z])|info|dateline|source|nguon|ngay|gio|editor",
    ),
    (
        "tags",
        r"tags?(?:$|[^a-z])|tag-?(?:list|cloud)|keyword|topics?|categor|label|hashtag|chuyen-?muc|chu-?de|section-?(?:name|label)|kicker|eyebrow|rubric",
    ),
    ("title", r"title|headline|heading|hed(?:$|[^a-z])|tieu-?de"),
    (
        "lead",
        r"lead(?:$|[^a-z])|lede|sapo|standfirst|summary|intro|description|desc(?:$|[^a-z])|dek|deck|chapeau|excerpt|abstract|teaser-?text|sub-?(?:title|head)|strapline|tom-?tat|trich-?(?:dan|yeu)|mo-?ta|vorspann|occhiello|sommario",
    ),
    (
        "body",
        r"(?:article|story|post|entry|news|detail|main|page|single|cms|field|text|rich|fck|blog)[-_]{0,2}(?:body|content|text|main|detail|copy|inner)|"
        r"articlebody|content-?(?:detail|body|article|main|news)|body-?(?:copy|text|content)|maincontent|chi-?tiet|noi-?dung|fck|prose|paragraph|rte|wysiwyg|contenu|"
        r"inhalt|articolo|cuerpo|texto",
    ),
    ("article", r"article|story|post(?:$|[^a-z])|entry|hentry|detail|content|blog|news"),
    ("quote", r"quote|pullquote|blockquote|tweet|instagram|embed|twitter-tweet"),
    (
        "box",
        r"factbox|fact-?box|info-?box|box(?:$|[^a-z])|sidebar|inset|callout|aside|highlight|key-?points|bullet|takeaway|glance|timeline|live-?blog|toc|table-of-contents",
    ),
)
HINT_NAMES = tuple(name for name, _ in HINTS)


def _hint_set() -> Any:
    """All hint patterns as one automaton: one pass over a class string says which of them match."""
    patterns = re2.Set.SearchSet()
    for _, pattern in HINTS:
        patterns.Add(pattern)
    patterns.Compile()
    return patterns


_HINT_SET = _hint_set()
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
TAG_HINTS = {"nav": "menu", "header": "menu", "footer": "foot", "aside": "side", "figure": "caption", "figcaption": "caption",
             "button": "share", "menu": "menu", "time": "byline", "address": "byline", "blockquote": "quote"}  # fmt: skip
_BIT = {name: 1 << at for at, name in enumerate(HINT_NAMES)}

LAYOUT_HINTS = sum(
    _BIT[name]
    for name in ("menu", "foot", "side", "comment", "related", "share", "news", "ad", "tags", "box", "byline")
)

HIDDEN = 1 << len(HINTS)
IN_LIST = HIDDEN << 1
IN_TABLE = HIDDEN << 2
IN_ARTICLE = HIDDEN << 3
IN_MAIN = HIDDEN << 4
IN_FORM = HIDDEN << 5
ITEM_BODY = HIDDEN << 6
IN_BUTTON = HIDDEN << 7
IN_SECTION = HIDDEN << 8
FLAG_COUNT = len(HINTS) + 9
_TAG_FLAGS = {"ul": IN_LIST, "ol": IN_LIST, "dl": IN_LIST, "table": IN_TABLE, "article": IN_ARTICLE, "main": IN_MAIN,
              "form": IN_FORM, "button": IN_BUTTON, "section": IN_SECTION}  # fmt: skip
_NOTED = frozenset(("img", "time"))
_RAW = frozenset(("script", "style", "iframe", "xmp", "noembed", "noframes", "plaintext"))  # no tags inside
_HREFS = 50
_HREF = re.compile(r'(?:^| )href="([^"]*)"')
_TELLING = re.compile(
    r'(?:^| )(class|id|role|data-component|data-testid|aria-label|itemprop|property|style|hidden|aria-hidden)="([^"]*)"'
)
_NOTED_MOST = 500
_WORDLESS = re.compile(r"\W*$")
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@lru_cache(maxsize=65536)
def hints_of(words: str) -> int:
    """Bits of what a class and id string hints at."""
    spaced = _CAMEL.sub("-", words).lower().replace("_", "-")
    bits = 0
    for at in _HINT_SET.Match(spaced) or ():
        bits |= 1 << at
    return bits


@dataclass(slots=True)
class Place:
    """An element that can hold blocks: inherited flags, its class for likeness, all its names (``words``)."""

    tag: str
    parent: int
    depth: int
    flags: int
    own_flags: int
    near_flags: int
    signature: str
    words: str = ""


@dataclass(slots=True)
class Block:
    """One paragraph's worth of text; ``place`` indexes the page's places.

    after_image: whether a picture stands between it and the text before.
    """

    text: str
    tag: str
    place: int
    link_chars: int
    links: int
    bold_chars: int
    breaks: int
    first_link: bool
    hrefs: tuple[str, ...] = ()
    after_image: bool = False


@dataclass(slots=True)
class BlockedPage:
    """The blocks of a page in reading order and the elements they stand in.

    images, times: pictures and time elements with their place and the number of blocks before them.
    reckoned: what ``inherited`` found, by headline.
    """

    blocks: list[Block] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    images: list[tuple[Noted, int, int]] = field(default_factory=list)
    times: list[tuple[Noted, int, int]] = field(default_factory=list)
    reckoned: dict[int, list[int]] = field(default_factory=dict)

    def note(self, element: Noted, place: int) -> None:
        """Remember a picture or a time element; of very many only the first."""
        noted = self.times if element.tag == "time" else self.images
        if len(noted) < _NOTED_MOST:
            noted.append((element, place, len(self.blocks)))


@lru_cache(maxsize=16384)
def _flags(tag: str, attributes: str) -> tuple[int, str, str]:
    """Own flags of an element from its name and attributes as written, its class, and all its names."""
    flags = _TAG_FLAGS.get(tag, 0)
    hint = TAG_HINTS.get(tag)
    if hint is not None:
        flags |= _BIT[hint]
    if not attributes:
        return flags, "", ""
    told = dict(_TELLING.findall(attributes))
    if not told:
        return flags, "", ""
    klass = words = unescaped(told.get("class", ""))
    for name in ("id", "role", "data-component", "data-testid", "aria-label"):
        more = told.get(name)
        if more:
            words = f"{words} {unescaped(more)}"
    if words:
        flags |= hints_of(words[:200])
    if told.get("itemprop", "").lower() in ("articlebody", "text"):
        flags |= ITEM_BODY
    if "articlebody" in told.get("property", "").lower():
        flags |= ITEM_BODY
    if "hidden" in told or told.get("aria-hidden") == "true" or _HIDING.search(told.get("style", "")):
        flags |= HIDDEN
    return flags, klass, words


class _Gathered:
    """The block being gathered: its pieces of text and running totals."""

    __slots__ = ("bold_chars", "break_run", "breaks", "first_link", "hrefs", "images_told", "link_chars", "links", "page",
                 "pieces", "spoken")  # fmt: skip

    def __init__(self, page: BlockedPage) -> None:
        self.page = page
        self.pieces: list[str] = []
        self.hrefs: list[str] = []
        self.images_told = self.link_chars = self.links = self.bold_chars = self.breaks = self.break_run = 0
        self.first_link = self.spoken = False  # spoken: among the pieces is more than white space

    def flush(self, at: int) -> None:
        """What was gathered is a block of the element ``at``, if it says anything; the next one begins."""
        pieces = self.pieces
        if self.spoken:
            page = self.page
            text = " ".join((pieces[0] if len(pieces) == 1 else _joined(pieces)).split())
            if text and (text[0].isalnum() or not _WORDLESS.match(text)):
                pictured = len(page.images) > self.images_told
                self.images_told = len(page.images)
                page.blocks.append(
                    Block(text, page.places[at].tag, at, min(self.link_chars, len(text)), self.links,
                          min(self.bold_chars, len(text)), self.breaks, self.first_link, tuple(self.hrefs), pictured)
                )  # fmt: skip
            self.spoken = False
        if self.hrefs:
            self.hrefs.clear()
        if pieces:
            pieces.clear()
        self.link_chars = self.links = self.bold_chars = self.breaks = self.break_run = 0
        self.first_link = False

    def say(self, text: str, at: int, in_link: bool, in_bold: bool) -> None:
        """A piece of text as the page writes it."""
        if "&" in text:
            text = unescaped(text)
        if text.isspace():
            self.pieces.append(" ")
            return
        if self.break_run >= 2:
            self.flush(at)
        self.break_run = 0
        self.spoken = True
        self.pieces.append(text)
        size = len(text) if len(text) < 40 else len(text.strip())
        if in_link:
            self.link_chars += size
            if len(self.pieces) == 1:
                self.first_link = True
        if in_bold:
            self.bold_chars += size

    def break_line(self) -> None:
        self.break_run += 1
        self.breaks += 1
        self.pieces.append(" ")

    def link(self, attributes: str) -> None:
        """A link begins."""
        self.links += 1
        if len(self.hrefs) < _HREFS and (href := _HREF.search(attributes)) and href.group(1):
            self.hrefs.append(unescaped(href.group(1)))


def blocks_of(tree: LexborHTMLParser, limit: int = 6_000) -> BlockedPage:
    """Cut a parsed page into blocks; ``limit`` bounds their number on hostile pages."""
    page = BlockedPage()
    body = tree.body
    if body is None:
        return page
    places = page.places
    places.append(Place("body", -1, 0, 0, 0, 0, "body"))
    gathered = _Gathered(page)
    # Every element that holds something is closed, so an end tag closes what was opened last.  An entry says how the
    # element around was read: whether the end closes a block, then place, inside a link, inside bold, and its name.
    stack: list[_Around] = []
    markup = (body.html or "").split("<")
    count = len(markup)
    at, in_link, in_bold, in_heading = 0, False, False, False
    number = 1  # the first piece stands before the body's own tag
    while number < count:
        piece = markup[number]
        number += 1
        mark = piece[:1]
        if mark == "/":
            if not stack:
                break
            closes, around, in_link, in_bold, _ = stack.pop()
            if closes:
                if gathered.pieces or gathered.links:
                    gathered.flush(at)
                in_heading = places[around].tag in HEADINGS
            at = around
            text = piece[piece.find(">") + 1 :]
        elif mark == "!":
            number, text = _after_comment(markup, number - 1)
        else:
            head, _, text = piece.partition(">")
            tag, _, attributes = head.partition(" ")
            if tag in SKIPPED:
                if tag == "picture":
                    page.note(Noted(tag, markup, number - 1, False), at)
                if tag not in VOID:
                    number, text = _after_skipped(markup, number, tag)
            elif tag == "br":
                gathered.break_line()
            else:
                inline = tag in INLINE or in_heading
                if inline and tag not in INLINE:
                    gathered.pieces.append(" ")  # a headline is one line however it is set
                if tag in _NOTED:
                    page.note(Noted(tag, markup, number - 1, _linked(stack)), at)
                if tag in VOID:
                    if tag == "hr" and not inline:
                        gathered.flush(at)
                elif not text and markup[number].startswith("/"):  # holds nothing
                    text = markup[number].partition(">")[2]
                    number += 1
                elif inline:
                    stack.append((False, at, in_link, in_bold, tag))
                    if tag == "a":
                        gathered.link(attributes)
                        in_link = True
                    in_bold = in_bold or tag in ("b", "strong")
                elif number == 2:  # the body itself
                    stack.append((True, 0, False, False, "body"))
                else:
                    if gathered.pieces or gathered.links:
                        gathered.flush(at)
                    if len(page.blocks) >= limit:
                        return page
                    stack.append((True, at, in_link, in_bold, tag))
                    at, in_heading = _place(places, at, tag, attributes), tag in HEADINGS
                    gathered.links += in_link
                    if tag in _RAW:
                        number, text = _raw_text(markup, number, tag, text)
        if text:
            gathered.say(text, at, in_link, in_bold)
    page.blocks = _rows_joined(page)
    return page


_Around = tuple[bool, int, bool, bool, str]


def _linked(stack: list[_Around]) -> bool:
    """Whether one of the four elements around is a link."""
    return any(around[4] == "a" for around in stack[-4:])


def _place(places: list[Place], at: int, tag: str, attributes: str) -> int:
    """A new element inside ``at``; its index."""
    own, klass, words = _flags(tag, attributes)
    up = places[at]
    near = own | up.own_flags
    places.append(Place(tag, at, up.depth + 1, up.flags | own, own, near, f"{tag}.{klass}", words))
    return len(places) - 1


def _after_comment(markup: list[str], number: int) -> tuple[int, str]:
    """The number of the piece after a comment, which may hold "<", and the text behind the comment."""
    found = markup[number].find("-->", 3)
    while found < 0 and number + 1 < len(markup):
        number += 1
        found = markup[number].find("-->")
    return number + 1, markup[number][found + 3 :] if found >= 0 else ""


def _after_skipped(markup: list[str], number: int, tag: str) -> tuple[int, str]:
    """The number of the piece after an element that is not read, and the text behind it."""
    end, depth, count = f"/{tag}>", 1, len(markup)
    nests, again = tag not in _RAW, (f"{tag} ", f"{tag}>")
    while number < count:
        piece = markup[number]
        number += 1
        if piece.startswith(end):
            depth -= 1
            if depth == 0:
                return number, piece[len(end) :]
        elif nests and piece.startswith(again):
            depth += 1
    return number, ""


def _raw_text(markup: list[str], number: int, tag: str, text: str) -> tuple[int, str]:
    """The number of the piece that ends an element whose text may hold "<", and that text."""
    told = [text]
    while number < len(markup) and not markup[number].startswith(f"/{tag}>"):
        told.append(markup[number])
        number += 1
    return number, "<".join(told)


def _joined(pieces: list[str]) -> str:
    """The text of neighbouring elements; words that only a style sheet parts are parted here too.

    "…Đồng" + "Tỉnh mở…" and "…season." + "Officials…" are two words each; a large first letter ("T" + "he")
    and an ending in bold ("photo" + "graphs") are one.
    """
    parts = [pieces[0]]
    for before, after in pairwise(pieces):
        if after[:1].isupper() and after[1:2].islower() and before[-2:-1].isalnum():
            last = before[-1]
            if last.islower() or last in ".!?:…”":
                parts.append(" ")
        parts.append(after)
    return "".join(parts)


def above(page: BlockedPage, at: int) -> frozenset[int]:
    """The element of a block and all that it stands in; nothing for -1."""
    found: set[int] = set()
    place = page.blocks[at].place if at >= 0 else -1
    while place >= 0:
        found.add(place)
        place = page.places[place].parent
    return frozenset(found)


def inherited(page: BlockedPage, head: int) -> list[int]:
    """Flags of each place with those of the elements around it.

    A hint like "comments" or "sidebar" on an element that holds the headline speaks of the page's layout, not of
    the text inside; such hints are not handed down.
    """
    if head in page.reckoned:
        return page.reckoned[head]
    around = above(page, head)
    flags = [0] * len(page.places)
    for at, place in enumerate(page.places):
        if at:
            flags[at] = flags[place.parent] | (
                place.own_flags & ~LAYOUT_HINTS if at in around else place.own_flags
            )
    page.reckoned[head] = flags
    return flags


def _rows_joined(page: BlockedPage) -> list[Block]:
    """Blocks with the short cells of one table row made one block: a row is read as one line."""
    joined: list[Block] = []
    for block in page.blocks:
        if block.tag in ("td", "th") and joined:
            last = joined[-1]
            if (
                last.tag in ("td", "th")
                and last.place != block.place
                and page.places[last.place].parent == page.places[block.place].parent
                and len(block.text) < 200
                and len(last.text) < 400
            ):
                last.text = f"{last.text} {block.text}"
                last.link_chars += block.link_chars
                last.links += block.links
                last.bold_chars += block.bold_chars
                last.hrefs += block.hrefs
                continue
        joined.append(block)
    return joined
