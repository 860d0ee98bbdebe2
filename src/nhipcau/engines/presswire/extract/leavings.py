"""Lines that are set like an article's paragraphs and are none of it: what a page says to its reader between or under
them.  Rules of the table in ``amending``; each knows one kind by its words and, where words alone could be a story's,
by its place.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import re2

from nhipcau.engines.vntext.regexes import regex
from nhipcau.engines.vntext.wordlists import WordLists

from .blocks import HEADINGS, HINT_NAMES, Block

if TYPE_CHECKING:
    from .amending import Choice

_LISTS = WordLists(__file__)
_BITS = {name: 1 << at for at, name in enumerate(HINT_NAMES)}
_SQUEEZE = regex(r"\W+")
_LONGEST = 260  # letters of a line to the reader
_MOST = 0.4  # of a text that such lines may be: where they are more the page is about nothing else

_PAID = regex(lambda: rf"^\W*(?:{_LISTS.alternatives('paid')})\s*(?:[:：|–—-]|$)", re.IGNORECASE)


def _asked() -> str:
    channel = rf"\b(?:{_LISTS.alternatives('channels')})\b"
    return (
        r"^\W*(?:(?:for (?:more|the latest)\b.{0,60}?,?\s)?(?:subscribe|sign up|join|get|receive|follow|like|download|stay)\b"
        rf"(?=.{{0,200}}\b(?:our|us|your|informed|tuned|newsletters?)\b).{{0,200}}{channel}"
        rf"|(?:follow|like) [\w @.]{{2,40}} on {channel}"
        rf"|{_LISTS.alternatives('asked')})"
    )


_ASKED = regex(_asked, re.IGNORECASE)
_EMBED = regex(lambda: _LISTS.alternatives("embeds"), re.IGNORECASE)
_MEMBERS = regex(lambda: _LISTS.alternatives("members"), re.IGNORECASE)
_EAST_ASIAN = regex(lambda: _LISTS.alternatives("east_asian"), re.IGNORECASE)


def _short(block: Block) -> bool:
    return len(block.text) <= _LONGEST and block.tag not in HEADINGS


_MAY_SAY = re2.compile(
    r"(?i)view |post|voir|beitrag|投稿|javascript|instagram|♬|browser|trình duyệt|hosted|provided|delivered|nội dung|video|bài|"
    r"listen|download|duration|nghe|有料|会員|残り|회원|유료|登录|订阅|subscribers?|members?|reading|đăng nhập|页|免责声明|关注|關注|"
    r"記事|読みたい|제보|扫|分享到|QR|字号"
)
"""A word of each way in which ``_EMBED``, ``_MEMBERS`` and ``_EAST_ASIAN`` can match: they look at every letter, RE2 is quick."""


def _said_to_reader(block: Block) -> bool:
    """Whether a line is the page's, not the story's, by what it says."""
    text = block.text
    return _short(block) and (
        _PAID.match(text) is not None
        or _ASKED.match(text) is not None
        or (
            _MAY_SAY.search(text) is not None
            and any(pattern.search(text) for pattern in (_EMBED, _MEMBERS, _EAST_ASIAN))
        )
    )


def drop_said_to_reader(choice: Choice) -> None:
    """Paid lines, requests to subscribe or follow, notes in the stead of an embed, walls for members.

    A line that stands in an element named after a newsletter or an advert needs fewer words.
    """
    blocks = choice.page.blocks
    kept = choice.kept()
    boxes, polls = _form_boxes(choice), _polls(choice)
    found = [
        at
        for at in kept
        if _said_to_reader(blocks[at])
        or _boxed(choice, at)
        or blocks[at].tag == "button"
        or (choice.page.places[blocks[at].place].parent in boxes and _short(blocks[at]))
        or (polls and _short(blocks[at]) and not polls.isdisjoint(choice.up(at, 5)))
    ]
    if _share(choice, found, kept) <= _MOST:
        for at in found:
            choice.keep[at] = False


_BOX = 500  # letters of all that a box round a form may say


def _form_boxes(choice: Choice) -> set[int]:
    """Elements that hold a form and little text: what they say speaks of the form."""
    places = choice.page.places
    around = {place.parent for place in places if place.tag == "form"}
    around &= {places[choice.page.blocks[at].place].parent for at in choice.kept()}
    if not around:
        return set()
    says = dict.fromkeys(around, 0)
    for at, block in enumerate(choice.page.blocks):
        for place in choice.up(at, 12):
            if place in says:
                says[place] += len(block.text)
    return {place for place, letters in says.items() if letters <= _BOX}


_ASKS_VOTES = regex(
    r"(?:^|[\s_-])(?:polls?|survey|quiz|votes?|voting|binh-?chon|khao-?sat|tham-?do|bieu-?quyet)(?:$|[\s_-])",
    re.IGNORECASE,
)


def _polls(choice: Choice) -> set[int]:
    """Elements named after a poll that say little: their questions are asked of the reader."""
    places = choice.page.places
    named = {
        place for at in choice.kept() for place in choice.up(at, 5) if _ASKS_VOTES.search(places[place].words)
    }
    if not named:
        return named
    says = dict.fromkeys(named, 0)
    for at, block in enumerate(choice.page.blocks):
        for place in choice.up(at, 12):
            if place in says:
                says[place] += len(block.text)
    return {place for place, letters in says.items() if letters <= _BOX}


_BOXED = regex(lambda: rf"\b(?:{_LISTS.alternatives('boxed')})\b", re.IGNORECASE)


def _boxed(choice: Choice, at: int) -> bool:
    """Whether a short line stands in a box beside the text that asks for an address or money."""
    block = choice.page.blocks[at]
    flags = choice.flags[block.place]
    return (
        _short(block)
        and bool(flags & (_BITS["news"] | _BITS["ad"] | _BITS["side"]))
        and _BOXED.search(block.text) is not None
    )


def _share(choice: Choice, found: list[int], kept: list[int]) -> float:
    blocks = choice.page.blocks
    whole = sum(len(blocks[at].text) for at in kept)
    return sum(len(blocks[at].text) for at in found) / whole if whole else 0.0


_POINTER = regex(lambda: rf"^\W*(?:{_LISTS.alternatives('pointers')})\s*(?:[:：|>»–-]|$)", re.IGNORECASE)
_ENDED = regex(r"[.!?。！？…][\"”’»」)\]]*$")


def drop_pointers(choice: Choice) -> None:
    """Pointers to other articles between the paragraphs: linked titles after "Read also:", in its line or below."""
    blocks = choice.page.blocks
    kept = choice.kept()
    found: list[int] = []
    for at in kept:
        block = blocks[at]
        if len(block.text) > 220 or block.tag in HEADINGS:
            continue
        linked = block.link_chars >= 0.4 * len(block.text)
        alone = block.link_chars >= 0.95 * len(block.text) and block.links == 1 and len(block.text) >= 20
        pointed = _POINTER.match(block.text) is not None
        if (pointed and (linked or len(block.text) < 30)) or (
            alone and found[-1:] == [at - 1] and not _ENDED.search(block.text)
        ):
            found.append(at)
    if _share(choice, found, kept) <= _MOST:
        for at in found:
            choice.keep[at] = False


_FOOT = regex(
    lambda: rf"^\W*(?:{_LISTS.alternatives('foot_openings')})|{_LISTS.alternatives('foot_marks')}",
    re.IGNORECASE,
)


def drop_foot(choice: Choice) -> None:
    """What ends a page and not its text: rights, the page's own address, the editor on duty, a reporter's mailbox."""
    for at in reversed(choice.kept()[1:]):
        block = choice.page.blocks[at]
        if not (_FOOT.search(block.text) and len(block.text) <= 200):
            if len(block.text) >= 60:
                return
            continue
        choice.keep[at] = False


_BIO = regex(
    r"^(?-i:[A-ZĐ][\w'’.-]+\s){1,4}(?:is|are|was|has|covers|writes|reports|joined)\b.{0,200}\b(?:reporter|journalist|writer|correspondent|"
    r"editor|columnist|freelance\w*|contributor|covers|writes|reporting|newspaper|paper|written (?:about|for))\b"
    r"|^(?-i:[A-ZĐ][\w'’.-]+\s){1,4}(?:covers|writes about|reports on)\b",
    re.IGNORECASE | re.DOTALL,
)
_REACHED = regex(r"@|\be-?mail\b|\b(?:follow|reach|contact) (?:him|her|them)\b", re.IGNORECASE)


def drop_bio(choice: Choice) -> None:
    """Who wrote the article, told under it: in an element of its own name, or with where to reach the writer."""
    for at in choice.kept()[1:][-3:]:
        block = choice.page.blocks[at]
        if len(block.text) > 400 or not _BIO.search(block.text):
            continue
        named = any(choice.page.places[place].own_flags & _BITS["byline"] for place in choice.up(at, 3))
        if named or _REACHED.search(block.text):
            choice.keep[at] = False


_STAMP = regex(
    r"^\W*(?:(?:last|first|originally)\s+)?(?:updated?|published|posted|modified|cập nhật|ngày đăng|đăng (?:lúc|ngày)|xuất bản)\b\W*.{0,140}$",
    re.IGNORECASE,
)
_CLOCK = regex(r"\b(?:19|20)[0-9]{2}\b")


def drop_stamps(choice: Choice) -> None:
    """A line that only says when the page was published and changed, before the text or after it."""
    kept = choice.kept()
    for at in {*kept[:2], *kept[-1:]} if len(kept) > 3 else ():
        text = choice.page.blocks[at].text
        if len(text) <= 160 and _STAMP.match(text) and _CLOCK.search(text):
            choice.keep[at] = False


def drop_pulled(choice: Choice) -> None:
    """A pull quote: words of the text once more, in an element of quotes or beside the text."""
    blocks, places = choice.page.blocks, choice.page.places
    kept = choice.kept()
    quoted = [
        at
        for at in kept
        if len(blocks[at].text) <= 600
        and any(
            places[place].tag in ("aside", "blockquote") or places[place].own_flags & _BITS["quote"]
            for place in choice.up(at, 3)
        )
    ]
    if not quoted:
        return
    said = {at: _SQUEEZE.sub("", blocks[at].text) for at in kept}
    for at in quoted:
        if 12 <= len(said[at]) <= 400 and any(
            other != at and said[at] in said[other] and (said[at] != said[other] or choice.keep[other])
            for other in kept
        ):
            choice.keep[at] = False
