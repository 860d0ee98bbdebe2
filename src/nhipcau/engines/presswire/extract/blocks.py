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
from selectolax.lexbor import LexborHTMLParser, LexborNode

SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "iframe",
        "object",
        "embed",
        "video",
        "audio",
        "canvas",
        "map",
        "math",
        "select",
        "option",
        "datalist",
        "textarea",
        "head",
        "link",
        "meta",
        "picture",
        "source",
        "track",
        "param",
        "input",
        "progress",
        "meter",
        "dialog",
    ]
)
INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "o:p",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "center-inline",
    ]
)
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
        r"lead(?:$|[^a-z])|lede|sapo|standfirst|summary|intro|description|desc(?:$|[^a-z])|dek|deck|chapeau|excerpt|abstract|teaser-?text|sub-?(?:title|head)|strapline|tom-?tat|mo-?ta|vorspann|occhiello|sommario",
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
_NOTED = frozenset(("img", "picture", "time"))
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
    images: list[tuple[LexborNode, int, int]] = field(default_factory=list)
    times: list[tuple[LexborNode, int, int]] = field(default_factory=list)
    reckoned: dict[int, list[int]] = field(default_factory=dict)

    def note(self, tag: str, node: LexborNode, place: int) -> None:
        """Remember a picture or a time element; of very many only the first."""
        if tag in _NOTED:
            noted = self.times if tag == "time" else self.images
            if len(noted) < _NOTED_MOST:
                noted.append((node, place, len(self.blocks)))


def _flags(tag: str, attributes: dict[str, str | None]) -> tuple[int, str, str]:
    """Own flags of an element from its name and attributes, its class, and all its names."""
    flags = _TAG_FLAGS.get(tag, 0)
    hint = TAG_HINTS.get(tag)
    if hint is not None:
        flags |= _BIT[hint]
    if not attributes:
        return flags, "", ""
    klass = attributes.get("class") or ""
    words = klass
    for name in ("id", "role", "data-component", "data-testid", "aria-label"):
        more = attributes.get(name)
        if more:
            words = f"{words} {more}"
    if words:
        flags |= hints_of(words[:200])
    if "itemprop" in attributes and (attributes["itemprop"] or "").lower() in ("articlebody", "text"):
        flags |= ITEM_BODY
    if "property" in attributes and "articlebody" in (attributes["property"] or "").lower():
        flags |= ITEM_BODY
    style = attributes.get("style")
    if (
        ("hidden" in attributes)
        or (style and _HIDING.search(style))
        or attributes.get("aria-hidden") == "true"
    ):
        flags |= HIDDEN
    return flags, klass, words


def blocks_of(tree: LexborHTMLParser, limit: int = 6_000) -> BlockedPage:
    """Cut a parsed page into blocks; ``limit`` bounds their number on hostile pages."""
    page = BlockedPage()
    body = tree.body
    if body is None:
        return page
    places, blocks = page.places, page.blocks
    places.append(Place("body", -1, 0, 0, 0, 0, "body"))
    pieces: list[str] = []
    # Running totals of the block being gathered.
    link_chars = links = bold_chars = breaks = break_run = 0
    images_told = 0
    first_link = False
    hrefs: list[str] = []

    def flush(at: int) -> None:
        nonlocal link_chars, links, bold_chars, breaks, break_run, first_link, images_told
        if pieces:
            text = " ".join((pieces[0] if len(pieces) == 1 else _joined(pieces)).split())
            if text and not _WORDLESS.match(text):
                pictured = len(page.images) > images_told
                images_told = len(page.images)
                blocks.append(Block(text, places[at].tag, at, min(link_chars, len(text)), links,
                                    min(bold_chars, len(text)), breaks, first_link, tuple(hrefs), pictured))  # fmt: skip
            pieces.clear()
        hrefs.clear()
        link_chars = links = bold_chars = breaks = break_run = 0
        first_link = False

    # Explicit stack: pages may nest deeper than Python recurses.  An entry is (next node, place,
    # inside a link, inside bold, closes a block).
    stack: list[tuple[LexborNode | None, int, bool, bool, bool]] = [(body.child, 0, False, False, True)]
    while stack:
        node, at, in_link, in_bold, closes = stack.pop()
        while node is not None:
            tag = node.tag or "-"
            if tag == "-text":
                text = node.text_content or ""
                if text and not text.isspace():
                    if break_run >= 2:
                        flush(at)
                    break_run = 0
                    pieces.append(text)
                    size = len(text) if len(text) < 40 else len(text.strip())
                    if in_link:
                        link_chars += size
                        if len(pieces) == 1:
                            first_link = True
                    if in_bold:
                        bold_chars += size
                elif text:
                    pieces.append(" ")
            elif tag == "br":
                break_run += 1
                breaks += 1
                pieces.append(" ")
            elif tag in SKIPPED or tag[0] in "-_!":
                page.note(tag, node, at)
            elif tag in INLINE or places[at].tag in HEADINGS:
                # A headline is one line however it is set.
                if tag not in INLINE:
                    pieces.append(" ")
                page.note(tag, node, at)
                child = node.child
                if child is not None:
                    if tag == "a":
                        links += 1
                        hrefs.extend(_href(node)[: 50 - len(hrefs)])
                    stack.append((node.next, at, in_link, in_bold, closes))
                    node, closes = child, False
                    in_link = in_link or tag == "a"
                    in_bold = in_bold or tag in ("b", "strong")
                    continue
            else:
                child = node.child
                if child is not None or tag == "hr":
                    flush(at)
                if child is not None:
                    if len(blocks) >= limit:
                        return page
                    own, klass, words = _flags(tag, node.attributes)
                    up = places[at]
                    places.append(
                        Place(
                            tag,
                            at,
                            up.depth + 1,
                            up.flags | own,
                            own,
                            own | up.own_flags,
                            f"{tag}.{klass}",
                            words,
                        )
                    )
                    stack.append((node.next, at, in_link, in_bold, closes))
                    node, at, closes = child, len(places) - 1, True
                    if in_link:
                        links += 1
                    continue
            node = node.next
        if closes:
            flush(at)
    page.blocks = _rows_joined(page)
    return page


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


def _href(node: LexborNode) -> list[str]:
    """A link's address, if it has one."""
    href = node.attributes.get("href")
    return [href] if href else []


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
