"""What can be said of each block in numbers, for the judge in ``judge.py``.

Three kinds: what the text itself looks like, what the elements around it hint at, and how the block
stands to the rest of the page (how much running text shares its container, its class, its
neighbourhood).  Nothing here is tied to one site or one language.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import re2

from .blocks import FLAG_COUNT, HEADINGS, HINT_NAMES, LAYOUT_HINTS, BlockedPage, above, inherited

Array = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Clues:
    """What the page's metadata says that helps to judge its text."""

    title: str = ""
    description: str = ""
    article_body: str = ""


_DISCOUNTED = sum(
    1 << HINT_NAMES.index(name) for name in ("foot", "side", "comment", "related", "news", "ad", "menu")
)
_STRONG_END = '.!?。！？…।។៕”"」'
_QUOTES = "\"'“‘«「『"
_BULLETS = "•-–—*·|›»>▶►+#●■◆【[("
_COMMAS = ",،、，;；"
_CLOSERS = '"”’»」'


def _table(letters: str) -> npt.NDArray[np.bool_]:
    """Which code points of the basic plane are among ``letters``."""
    table = np.zeros(0x10000, dtype=bool)
    table[[ord(letter) for letter in letters]] = True
    return table


_IS_STRONG_END, _IS_QUOTE, _IS_BULLET, _IS_COMMA = map(_table, (_STRONG_END, _QUOTES, _BULLETS, _COMMAS))
_IS_FULL_STOP, _IS_CLOSER, _IS_BREAK = map(_table, (".!?。！？।៕…", _CLOSERS, " \n"))
_IS_DIGIT, _IS_COLON = map(_table, ("0123456789", ":："))


def _pattern(text: str) -> Any:
    """One RE2 pattern over a page's joined blocks: linear in the text whatever the page holds."""
    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    return re2.compile(text, options=options)


_START = r"(?m)^[^\pL\pN\n]*"
_DATE = _pattern(
    r"[0-9]{1,2}[:h][0-9]{2}|[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2,4}|\b(?:19|20)[0-9][0-9]\b|[0-9]年|GMT"
)
_MORE = _pattern(
    _START
    + r"(?:read (?:more|also|next|full|on|the)|more (?:on|from|about|stories|news)|see (?:also|more)|also read|related|"
    r"recommended|don['’]t miss|you may|watch|listen|click here|view (?:all|more|gallery)|in pictures|continue reading|trending|"
    r"xem (?:thêm|chi tiết|tiếp)|đọc (?:thêm|tiếp|nhiều)|tin (?:liên quan|cùng|khác|mới|nóng)|bài (?:liên quan|viết khác)|mời (?:bạn|quý)|"
    r"lire (?:aussi|la suite|également)|à lire|voir aussi|leggi (?:anche|tutto)|guarda|mehr (?:zum|lesen|dazu)|lesen sie|siehe auch|lea (?:también|más)|"
    r"ver más|te puede|leia (?:mais|também)|baca juga|czytaj (?:też|także|również)|zobacz|читайте|также по теме|см\. также|関連|あわせて|続きを|관련|"
    r"相关|延伸阅读|更多|推荐|อ่าน|ข่าวที่เกี่ยวข้อง|អាន|ອ່ານ)|(?m)^(?:>>|»|▶|►|[→➤])"
)
_CREDIT = _pattern(
    r"(?:photo(?:graph)?s?|ảnh|images?|fotos?|picture|pic|video|clip|graphic|đồ họa|nguồn|source|credit|infographic|minh họa|illustration|"
    r"写真|사진|图片?|фото|ภาพ)[ \t]*(?:[:：/|]|by |minh|tư liệu|par )|getty|reuters\b|shutterstock|istock|afp[/)]|epa[/-]|/ap\b|ap photo|xinhua|ttxvn|/tt\b|"
    r"pa (?:wire|images)|\bfile (?:photo|pic)|alamy|unsplash|©|\(c\)|courtesy|handout|提供|撮影|제공|연합뉴스"
)
_PROMPT = _pattern(
    r"newsletter|subscri|sign up|sign in|log in|follow us|our app|cookie|all rights reserved|copyright|bản quyền|advert|quảng cáo|share (?:this|on)|"
    r"comments?\b|bình luận|đăng ký|theo dõi|góp ý|chia sẻ|facebook|twitter|whatsapp|telegram|instagram|zalo|google news|youtube|e-?mail|donat|support us|terms of|"
    r"privacy|s['’]abonner|abonn|inscri|iscriviti|anmelden|jetzt|suscr|assine|подпис|会員|登録|無断|転載|구독|무단|기자|版权|责编|编辑|订阅|"
    r"report a|contact us|get in touch|tip us|click|tap here|hotline|tòa soạn|từ khóa|tags?:|topics?:|was this|print"
)
_BYLINE = _pattern(
    _START
    + r"(?:by|theo|tác giả|bài,? ảnh|bài và ảnh|tin,? ảnh|von|par|di|por|autor|text|story|reporting|written|posted|published|updated|last updated|"
    r"cập nhật|đăng|opublikowano|publié|pubblicato|veröffentlicht|обновлено|автор|更新|公開|입력|수정|记者|来源)(?:[^\pL\pN]|$)|@"
)
_HTTP = _pattern(r"http|www\.|@")
_TAGS = ("p", "li", "div", "td", "blockquote", "figcaption", "span", "section", "article", "dd", "pre")
_TAG_CODE = {tag: at + 1 for at, tag in enumerate(_TAGS)} | {"th": 4, "dt": 10} | {
    "h1": 20, "h2": 21, "h3": 22, "h4": 23, "h5": 24, "h6": 24,
}  # fmt: skip
_WIDE = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LETTERS = re.compile(r"\w+")


TEXT_NAMES = [
    "strong_end",
    "colon_end",
    "commas",
    "sentences",
    "digits",
    "lower_first",
    "all_caps",
    "bullet",
    "date",
    "more",
    "credit",
    "prompt",
    "byline",
    "quote_first",
    "bar",
    "address",
]


_HINT_FIGURES = [[f"{name}_{at}" for at in range(FLAG_COUNT)] for name in ("any", "own", "near")]
_FLAG_BITS = np.arange(FLAG_COUNT, dtype=np.int64)[:, None]
_MOST_FIGURES = 200


def _text_features(texts: list[str]) -> Array:
    """Figures of each block's own text, in the order of TEXT_NAMES.

    Counted over all blocks at once, joined by line breaks: as code points for single letters, as UTF-8
    for patterns.
    """
    joined = "\n".join(texts) + "\n"
    sizes = np.array([len(text) for text in texts])
    ends = np.cumsum(sizes + 1) - 1  # where each block's line break stands
    starts = ends - sizes
    codes = np.minimum(np.frombuffer(joined.encode("utf-32-le", "replace"), dtype=np.uint32), 0xFFFF)
    first, last = codes[starts], codes[ends - 1]

    def count(places: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """How many of some letters, by their places in order, each block holds."""
        return np.diff(np.searchsorted(places, ends), prepend=0)

    # Every block ends in a line break, so of a stop the next two letters are at hand; what is beyond the last is none.
    stops = np.flatnonzero(_IS_FULL_STOP[codes])
    after, beyond = codes[stops + 1], codes[np.minimum(stops + 2, len(codes) - 1)]
    closed = _IS_CLOSER[after] & _IS_BREAK[beyond] & (stops + 2 < len(codes))
    stop_then_break = stops[_IS_BREAK[after] | closed]
    encoded = joined.encode("utf-8", "replace")
    line_ends = np.flatnonzero(np.frombuffer(encoded, dtype=np.uint8) == 10)

    def marked(pattern: Any, below: int) -> npt.NDArray[np.bool_]:
        found = np.zeros(len(texts), dtype=bool)
        places = [match.start() for match in pattern.finditer(encoded)]
        if places:
            found[np.minimum(np.searchsorted(line_ends, places), len(texts) - 1)] = True
        return found & (sizes < below)

    short = sizes < 400
    columns = (
        _IS_STRONG_END[last],
        _IS_COLON[last],
        count(np.flatnonzero(_IS_COMMA[codes])) / (sizes + 20) * 50,
        np.where(sizes > 12, count(stop_then_break), 0),
        np.where(short, count(np.flatnonzero(_IS_DIGIT[codes])) / sizes, 0),
        [text[0].islower() for text in texts],
        [len(text) < 400 and text.isupper() for text in texts],
        _IS_BULLET[first],
        marked(_DATE, 160),
        marked(_MORE, 400),
        marked(_CREDIT, 400),
        marked(_PROMPT, 400),
        marked(_BYLINE, 200),
        short & _IS_QUOTE[first],
        short & (count(np.flatnonzero(codes == 0x7C)) > 0),
        marked(_HTTP, 400),
    )
    return np.stack([np.asarray(column, dtype=np.float32) for column in columns], axis=1)


def _overlap(words: set[str], other: frozenset[str]) -> float:
    """Share of ``words`` that are in ``other``."""
    return 0.0 if words.isdisjoint(other) else len(words & other) / len(words)


def _shift(values: Array, by: int) -> Array:
    """Values moved along the page, zero beyond its ends."""
    moved = np.zeros_like(values)
    if by > 0:
        moved[by:] = values[:-by] if len(values) > by else 0
    elif len(values) > -by:
        moved[:by] = values[-by:]
    return moved


def words_in(text: str) -> frozenset[str]:
    """The words of a text, in lower case."""
    return frozenset(_LETTERS.findall(text.lower()))


def headline(page: BlockedPage, title: str) -> int:
    """Index of the block that is the article's headline by the stated ``title``; -1 if none can be told."""
    title_words = words_in(title)
    # Outside heading elements only a block about as long as the stated title can be the headline.
    near = (max(12.0, len(title) * 0.4), len(title) * 1.6)
    best, best_worth = -1, 0.0
    for at, block in enumerate(page.blocks):
        if len(block.text) > 300:
            continue
        first = block.tag == "h1"
        if not first and block.tag not in HEADINGS and not near[0] <= len(block.text) <= near[1]:
            continue
        worth = 0.3 if first else 0.0
        if title_words:
            words = words_in(block.text)
            shared = len(words & title_words)
            if shared:
                worth += shared / max(len(words), 1) * shared / len(title_words)
        if block.tag in HEADINGS:
            worth += 0.1
        if worth > best_worth and (first or worth > 0.4):
            best, best_worth = at, worth
    return best


def _chain(ups: list[int], at: int) -> dict[int, int]:
    """An element and its ancestors, with the steps up to each."""
    chain: dict[int, int] = {}
    step = 0
    while at >= 0:
        chain[at] = step
        at, step = ups[at], step + 1
    return chain


def _relation(ups: list[int], chain: dict[int, int]) -> tuple[list[int], list[int]]:
    """For each element: steps up to where it meets the chain, and steps along the chain to there."""
    distance, meets = [0] * len(ups), [0] * len(ups)
    for at, up in enumerate(ups):
        if at in chain:
            meets[at] = chain[at]
        else:
            distance[at], meets[at] = distance[up] + 1, meets[up]
    return distance, meets


def _flags_around(page: BlockedPage, head: int) -> npt.NDArray[np.int64]:
    """Flags of each element: inherited, own, own with the parent's."""
    places, around = page.places, above(page, head)
    own = np.array([place.own_flags for place in places], dtype=np.int64)
    if around:
        own[list(around)] &= ~LAYOUT_HINTS
    up = np.array([place.parent for place in places], dtype=np.int64)
    flags = np.array(inherited(page, head), dtype=np.int64)
    return np.stack([flags, own, own | own[np.maximum(up, 0)]], axis=1)


def features(page: BlockedPage, clues: Clues, head: int) -> tuple[Array, Array, list[str]]:
    """One row of figures per block, the size of each block in (narrow) letters, and the figures' names."""
    blocks, places = page.blocks, page.places
    count = len(blocks)
    if not count:
        return np.zeros((0, 0), dtype=np.float32), np.zeros(0, dtype=np.float32), []
    names: list[str] = []
    # A figure of all blocks stands together, as the judge reads it.
    figures = np.empty((_MOST_FIGURES, count), dtype=np.float32)

    def put(name: str, values: npt.ArrayLike) -> None:
        figures[len(names)] = values
        names.append(name)

    def put_all(several: Sequence[str], values: npt.NDArray[Any]) -> None:
        figures[len(names) : len(names) + len(several)] = values
        names.extend(several)

    # --- the text itself
    texts = [block.text for block in blocks]
    own = _text_features(texts)
    put_all(TEXT_NAMES, own.T)
    raw = np.array([len(text) for text in texts], dtype=np.float32)
    # A wide letter (CJK, Thai, Khmer, Lao) says about two and a half narrow ones.
    wide = bool(len(_WIDE.findall("".join(texts)[:20000])) > 0.3 * min(20000.0, float(raw.sum())))
    size = raw * 2.5 if wide else raw
    link_share = np.array([block.link_chars for block in blocks], dtype=np.float32) / raw
    put("size", np.log1p(size))
    put("link_share", link_share)
    put("links", np.minimum([block.links for block in blocks], 10))
    put("bold_share", np.array([block.bold_chars for block in blocks], dtype=np.float32) / raw)
    put("breaks", np.minimum([block.breaks for block in blocks], 5))
    put("first_link", [block.first_link for block in blocks])
    put("tag", [_TAG_CODE.get(block.tag, 0) for block in blocks])
    heading = np.array([block.tag in HEADINGS for block in blocks], dtype=np.float32)

    # --- hints of the elements around
    place_of = np.array([block.place for block in blocks], dtype=np.int64)
    place_count = len(places)
    parent = np.array([place.parent for place in places], dtype=np.int64)
    ups = parent.tolist()
    title_words = words_in(clues.title)
    head_chain = _chain(ups, blocks[head].place) if head >= 0 else {}
    flags = _flags_around(page, head)[place_of]
    for which, several in enumerate(_HINT_FIGURES):
        put_all(several, (flags[:, which] >> _FLAG_BITS) & 1)
    depth = np.array([place.depth for place in places], dtype=np.float32)
    put("depth", depth[place_of])

    # --- running text: what looks like sentences rather than labels
    sentences = own[:, 3]
    prose = size * (1 - link_share) * (1 - heading)
    prose = np.where((size > 80) | ((sentences > 0) & (size > 40)), prose, 0.0).astype(np.float32)
    prose = np.where(link_share > 0.5, 0.0, prose).astype(np.float32)
    # Running text under a hint of another purpose counts little when the main element is sought.
    prose = np.where(flags[:, 0] & _DISCOUNTED, prose * 0.25, prose).astype(np.float32)
    total = float(prose.sum()) or 1.0
    put("page_prose", np.full(count, np.log1p(total)))
    put("page_blocks", np.full(count, np.log1p(count)))
    put("prose", np.log1p(prose))

    # Totals per element, added up towards the root (children come after parents in ``places``).
    sums = np.zeros((place_count, 4))
    np.add.at(sums, place_of, np.stack([prose, size, size * link_share, np.ones(count)], axis=1))
    direct = sums[:, 0].copy()
    rows = sums.tolist()
    for at in range(place_count - 1, 0, -1):
        row, up = rows[at], rows[ups[at]]
        up[0] += row[0]
        up[1] += row[1]
        up[2] += row[2]
        up[3] += row[3]
    sums = np.array(rows)
    # Readability's idea: an element is worth the prose of its children, half that of grandchildren.
    parents = np.maximum(parent, 0)
    worth = direct.copy()
    np.add.at(worth, parents, direct)
    np.add.at(worth, parents[parents], direct * 0.5)
    main = int(np.argmax(worth))
    distance, meets = _relation(ups, _chain(ups, main))
    put("main_distance", np.array(distance)[place_of])
    put("main_meets", np.array(meets)[place_of])
    if head_chain:
        head_distance, head_meets = _relation(ups, head_chain)
        put("head_distance", np.array(head_distance)[place_of])
        put("head_meets", np.array(head_meets)[place_of])
    else:
        put("head_distance", np.full(count, -1))
        put("head_meets", np.full(count, -1))
    put("main_share", np.full(count, sums[main, 0] / total))
    level = place_of
    for name in ("place", "parent", "grand", "great"):
        put(f"{name}_prose", sums[level, 0] / total)
        put(f"{name}_links", sums[level, 2] / np.maximum(sums[level, 1], 1))
        put(f"{name}_blocks", np.log1p(sums[level, 3]))
        put(f"{name}_mean", np.log1p(sums[level, 1] / np.maximum(sums[level, 3], 1)))
        level = np.maximum(parent[level], 0)
    put("worth_self", worth[place_of] / max(float(worth[main]), 1.0))
    put("worth_parent", worth[parents[place_of]] / max(float(worth[main]), 1.0))

    # --- blocks set alike: same element, class and parent's class
    alike: dict[tuple[str, str], int] = {}
    group = np.array(
        [
            alike.setdefault((place.signature, places[max(place.parent, 0)].signature), len(alike))
            for place in (places[block.place] for block in blocks)
        ]
    )
    by_group = np.zeros((len(alike), 4))
    np.add.at(by_group, group, np.stack([prose, size, size * link_share, np.ones(count)], axis=1))
    put("alike_prose", by_group[group, 0] / total)
    put("alike_links", by_group[group, 2] / np.maximum(by_group[group, 1], 1))
    put("alike_count", np.log1p(by_group[group, 3]))
    put("alike_mean", np.log1p(by_group[group, 1] / np.maximum(by_group[group, 3], 1)))

    # --- place in the order of reading
    log_size = np.log1p(size).astype(np.float32)
    log_prose = np.log1p(prose).astype(np.float32)
    link_share = link_share.astype(np.float32)
    for by in (1, 2, 3):
        for sign, word in ((1, "before"), (-1, "after")):
            put(f"size_{word}_{by}", _shift(log_size, by * sign))
            put(f"prose_{word}_{by}", _shift(log_prose, by * sign))
            put(f"links_{word}_{by}", _shift(link_share, by * sign))
            put(f"heading_{word}_{by}", _shift(heading, by * sign))
    same = place_of[1:] == place_of[:-1]
    near = parents[place_of[1:]] == parents[place_of[:-1]]
    put("same_before", np.concatenate(([0], same.astype(np.float32) + near)))
    put("same_after", np.concatenate((same.astype(np.float32) + near, [0])))
    alike_before = group[1:] == group[:-1]
    put("alike_before", np.concatenate(([0], alike_before)))
    put("alike_after", np.concatenate((alike_before, [0])))
    running = np.cumsum(prose)
    put("prose_before", running / total)
    put("prose_to_come", (total - running) / total)
    window = np.concatenate((np.zeros(6), running, np.full(6, running[-1])))
    put("prose_around", np.log1p(window[11 : 11 + count] - window[:count]))
    inside = np.array([meets[p] == 0 for p in place_of.tolist()]) & (prose > 0)
    within = np.flatnonzero(inside)
    first, last = (int(within[0]), int(within[-1])) if len(within) else (0, count - 1)
    index = np.arange(count)
    put("from_first", np.clip(index - first, -30, 60))
    put("from_last", np.clip(index - last, -60, 30))

    # --- against what the page says of itself
    about_words = words_in(clues.description)
    in_title, in_about, squeezed_about = [], [], clues.description[:60].strip()
    for block in blocks:
        if len(block.text) < 600 and (title_words or about_words):
            words = set(_LETTERS.findall(block.text.lower()))
            in_title.append(_overlap(words, title_words))
            in_about.append(_overlap(words, about_words))
        else:
            in_title.append(0.0)
            in_about.append(1.0 if squeezed_about and squeezed_about in block.text else 0.0)
    put("in_title", in_title)
    put("in_about", in_about)
    put("from_head", np.clip(index - head, -40, 60) if head >= 0 else np.full(count, -99))
    copies: dict[str, int] = {}
    repeated = []
    for text in texts:
        repeated.append(copies.get(text, 0))
        copies[text] = copies.get(text, 0) + 1
    put("seen_before", np.minimum(repeated, 3))
    put("times", np.minimum([copies[text] for text in texts], 5))
    if clues.article_body:
        squeezed = "".join(_LETTERS.findall(clues.article_body))
        put(
            "in_article_body",
            [1.0 if "".join(_LETTERS.findall(text[:200]))[:60] in squeezed else 0.0 for text in texts],
        )
    else:
        put("in_article_body", np.full(count, -1))
    return figures[: len(names)].T, np.maximum(size, 1).astype(np.float32), names
