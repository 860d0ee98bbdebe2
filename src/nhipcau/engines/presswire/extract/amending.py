"""What the learned judge cannot know, said in rules: a table of small ones, each amends the choice of blocks.

The judge weighs each block by its look and place.  These rules know what a page's parts are to each other: the
pieces of one text between adverts, the items of its lists, its second copy, the words under its pictures, and
what a browser asks its reader before it shows anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import re2

from nhipcau.engines.vntext.regexes import regex
from nhipcau.engines.vntext.wordlists import WordLists

from .blocks import HEADINGS, HIDDEN, HINT_NAMES, Block, BlockedPage, inherited
from .leavings import drop_bio, drop_foot, drop_pointers, drop_pulled, drop_said_to_reader, drop_stamps

_BITS = {name: 1 << at for at, name in enumerate(HINT_NAMES)}
ASTRAY = sum(
    _BITS[name] for name in ("menu", "foot", "side", "comment", "related", "news", "ad", "share", "tags")
)
"""Hints of what is no part of the article."""
_END = re.compile(r"[.!?。！？…।។៕][\"”’»」)\]]*$")
_SENTENCE = re.compile(r"(?<=[.!?。！？…])[\"”’»」]?\s+|\n")
_LISTS = WordLists(__file__)
_PROMPT = regex(lambda: _LISTS.alternatives("prompts"), re.IGNORECASE)
"""What stands under many an article and is set like it."""
_SQUEEZE = re.compile(r"\W+")
_BOXES = 20
_MOST_LINKED, _NEAR_COLON = 0.8, 6  # an announced list of ways holds links, but says more than they do
_LEAST_TOLD = 4  # words that a term is told with: fewer are a label's value
_LEAST = 100
_COPY = 80
_VIETNAMESE = re.compile(r"[ăđơưạ-ỹĂĐƠƯẠ-Ỹ]")


@dataclass(slots=True)
class Choice:
    """A page with the blocks chosen so far.  head: index of the headline, -1 for none; title: as the page states it.

    chances: of each block to be the article, as the judge says."""

    page: BlockedPage
    keep: list[bool]
    head: int
    title: str
    chances: list[float] = field(default_factory=list)
    flags: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.flags = inherited(self.page, self.head)

    def astray(self, at: int) -> bool:
        """Whether a block stands in a part of the page that is no article."""
        return bool(self.flags[self.page.blocks[at].place] & ASTRAY)

    def kept(self) -> list[int]:
        return [at for at, keep in enumerate(self.keep) if keep]

    def up(self, at: int, steps: int) -> list[int]:
        """A block's element and those above it, at most so many."""
        places, found = self.page.places, [self.page.blocks[at].place]
        while len(found) < steps and places[found[-1]].parent >= 0:
            found.append(places[found[-1]].parent)
        return found


def amend(choice: Choice) -> list[int]:
    """Apply every rule in order; the indexes of the blocks that are the article."""
    if any(choice.keep):
        for rule in RULES:
            rule(choice)
    return choice.kept()


# ------------------------------------------------------------------------------------------- what belongs to it


def _prose(block: Block) -> bool:
    """A paragraph by its look: long, ended like a sentence, not made of links."""
    return (
        len(block.text) >= 60
        and block.tag not in HEADINGS
        and block.link_chars < 0.35 * len(block.text)
        and _END.search(block.text) is not None
    )


def take_in_parts(choice: Choice) -> None:
    """A paragraph set like kept ones and next to them is one of them: a text cut by adverts, a text in columns."""
    page, keep = choice.page, choice.keep
    shapes = {_shape(choice, at) for at in choice.kept() if _prose(page.blocks[at])}
    if not shapes:
        return
    count = len(page.blocks)
    for order in (range(count), range(count - 1, -1, -1)):
        last = -99
        for at in order:
            if keep[at]:
                last = at
            elif (
                abs(at - last) <= 4
                and _prose(page.blocks[at])
                and not _PROMPT.search(page.blocks[at].text)
                and not choice.astray(at)
                and at > choice.head
                and _shape(choice, at) in shapes
            ):
                keep[at] = True
                last = at


def take_in_lines(choice: Choice) -> None:
    """A short sentence between two kept paragraphs, next to both and set like both, belongs to them."""
    page, keep = choice.page, choice.keep
    for at in range(1, len(page.blocks) - 1):
        block = page.blocks[at]
        if (
            not keep[at]
            and keep[at - 1]
            and keep[at + 1]
            and len(block.text.split()) >= 6
            and not block.links
            and _END.search(block.text)
            and not _PROMPT.search(block.text)
            and not choice.astray(at)
            and _shape(choice, at - 1) == _shape(choice, at) == _shape(choice, at + 1)
        ):
            keep[at] = True


def _shape(choice: Choice, at: int) -> tuple[str, ...]:
    """How a block is set: its element and the three around it, by name and class."""
    return tuple(choice.page.places[place].signature for place in choice.up(at, 4))


def take_in_items(choice: Choice) -> None:
    """The items of a list that stands between kept paragraphs, or after one that ends with a colon."""
    page, keep = choice.page, choice.keep
    homes: dict[int, int] = {}
    kept = choice.kept()
    for at in kept:
        for place in choice.up(at, 2)[1:]:
            homes[place] = at  # the last kept paragraph in that element
    first: dict[int, int] = {}
    for at in reversed(kept):
        first[page.places[page.blocks[at].place].parent] = at
    announced = {at for at in kept if page.blocks[at].text.endswith((":", "："))}
    colon = -99  # the last kept paragraph that announces a list
    for at, block in enumerate(page.blocks):
        colon = at if at in announced else colon
        most_links = _MOST_LINKED if at - colon <= _NEAR_COLON else 0.5
        if (
            keep[at]
            or block.after_image
            or block.link_chars > most_links * len(block.text)
            or len(block.text) < 12
            or choice.astray(at)
        ):
            continue
        chain = choice.up(at, 5)
        item = next((place for place in chain if page.places[place].tag in ("li", "dd")), None)
        if item is None:
            continue
        around = page.places[page.places[item].parent].parent
        begun = around in first and first[around] < at
        told = page.places[item].tag == "dd" and len(block.text.split()) >= _LEAST_TOLD
        if begun and (homes.get(around, -1) > at or at - colon <= 12 or told):
            keep[at] = True
            if told and at and page.places[page.blocks[at - 1].place].tag == "dt":
                keep[at - 1] = True


def take_in_sapo(choice: Choice) -> None:
    """The standfirst (sapo) between headline and text, where its name says so."""
    page, keep = choice.page, choice.keep
    kept = [at for at in choice.kept() if at > choice.head]
    if choice.head < 0 or not kept:
        return
    for at in range(choice.head + 1, min(kept[0], choice.head + 12)):
        block = page.blocks[at]
        place = page.places[block.place]
        under = block.tag == "h2" and at <= choice.head + 3 and _END.search(block.text) is not None
        first = (
            block.tag == "p" and _only_lines(choice, at) and _prose(block) and not _PROMPT.search(block.text)
        )
        named = (
            under or first or (place.near_flags & _BITS["lead"] and not place.near_flags & _BITS["caption"])
        )
        if (
            named
            and _VIETNAMESE.search(block.text)
            and 40 <= len(block.text) <= 700
            and len(block.text.split()) >= 8
            and block.link_chars < 0.3 * len(block.text)
            and not choice.astray(at)
            and not block.after_image
        ):
            keep[at] = True
            return


def _only_lines(choice: Choice, at: int) -> bool:
    """Whether a block follows the headline, or it and a line or two (day, writer)."""
    between = choice.page.blocks[choice.head + 1 : at]
    return len(between) <= 2 and all(len(block.text) <= 60 and not block.links for block in between)


# -------------------------------------------------------------------------------------------- what is none of it


def drop_copies(choice: Choice) -> None:
    """Of two copies of a text the visible one stays, else the first; so too where the copy is cut otherwise.

    A paragraph that an article says twice (a refrain, a recipe) is no copy: a second copy is hidden, or long and
    in the order of the first.
    """
    page, keep = choice.page, choice.keep
    hidden = {at for at in range(len(keep)) if choice.flags[page.blocks[at].place] & HIDDEN}
    by_text: dict[str, list[int]] = {}
    for at, block in enumerate(page.blocks):
        if len(block.text) >= _COPY and block.tag not in HEADINGS:
            by_text.setdefault(block.text, []).append(at)
    for places in by_text.values():
        if len(places) > 1 and any(at in hidden for at in places) and any(keep[at] for at in places):
            shown = [at for at in places if at not in hidden and (keep[at] or not choice.astray(at))]
            best = next((at for at in shown if keep[at]), shown[0] if shown else -1)
            if best < 0:
                best = next(at for at in places if keep[at])
            for at in places:
                keep[at] = at == best
    _drop_second_run(choice, hidden)


def _drop_second_run(choice: Choice, hidden: set[int]) -> None:
    """Drop kept blocks whose sentences were all said before, where they are a good part of the text."""
    kept = [at for at in choice.kept() if len(choice.page.blocks[at].text) >= _COPY]
    seen: dict[str, int] = {}
    again: list[int] = []
    in_order = total = last = 0
    for at in sorted(kept, key=lambda at: (at in hidden, at)):
        text = choice.page.blocks[at].text
        total += len(text)
        said = [one for part in _SENTENCE.split(text) if len(one := _SQUEEZE.sub("", part)) >= 20]
        known = [one for one in said if one in seen]
        if said and sum(map(len, known)) > 0.8 * sum(map(len, said)):
            again.append(at)
            in_order += seen[known[0]] >= last
            last = seen[known[-1]]
        else:
            for one in said:
                seen.setdefault(one, len(seen))
    size = sum(len(choice.page.blocks[at].text) for at in again)
    if any(at in hidden for at in again) or (size > 0.25 * total and in_order >= 0.9 * len(again)):
        for at in again:
            choice.keep[at] = False


_CREDIT = re.compile(
    r"(?:^|[\s(\[–—\-/|])(?:ảnh|hình|nguồn ảnh|ảnh minh họa|đồ họa|photos?|photo (?:by|credit)|foto|image|picture|graphic|credit)"
    r"\s*(?:[:：]|\bby\b)\s*[^.!?:]{2,60}[)\].]?$",
    re.IGNORECASE,
)
_AGENCY = re.compile(
    r"\((?:photo\s*(?:by|:)?\s*|ảnh\s*:?\s*)?(?:[A-Z]{2,6}|Xinhua|Reuters|Getty(?: Images)?|Bernama|Yonhap|Kyodo)(?:\s*/\s*[^()]{2,50})?\)\.?$"
    r"|\b(?:REUTERS|AFP|AP|EPA|VNA|TTXVN|Xinhua|Getty(?: Images)?|Bernama|Yonhap|Kyodo)\s*/\s*[^.()]{2,50}\.?$"
)


def drop_captions(choice: Choice) -> None:
    """The words under a picture: by their element, by the credit that ends them, by a table that frames both."""
    page = choice.page
    for at in choice.kept():
        block = page.blocks[at]
        if len(block.text) > 400:
            continue
        tags = [page.places[place].tag for place in choice.up(at, 5)]
        short = len(block.text) <= 300
        if (
            ("figcaption" in tags)
            or ("figure" in tags and "blockquote" not in tags and short and len(block.text.split()) < 60)
            or (short and _CREDIT.search(block.text) and (block.after_image or len(block.text) < 200))
            or (short and block.after_image and _AGENCY.search(block.text))
            or (short and block.after_image and tags[0] in ("td", "th") and _alone_in_table(choice, at))
            or (short and block.after_image and page.places[block.place].own_flags & _BITS["caption"])
        ):
            choice.keep[at] = False


def _alone_in_table(choice: Choice, at: int) -> bool:
    """Whether a cell's text is all that its table says."""
    places = choice.page.places
    table = next((place for place in choice.up(at, 6) if places[place].tag == "table"), None)
    near = range(max(0, at - 2), min(len(choice.page.blocks), at + 3))
    return table is not None and all(other == at or table not in choice.up(other, 6) for other in near)


_ASKING_PLACE = re.compile(
    r"onetrust|(?:^|[\s_-])ot-(?:sdk|pc)|cookie|gdpr|consent|didomi|usercentrics|cmp(?:box|-|$)|sp_message|qc-cmp|truste|iubenda|"
    r"privacy[-_]?(?:cent|modal|banner|popup|pref|notice|pc)",
    re.IGNORECASE,
)


@cache
def _asking() -> Any:
    """What notices of consent say as one automaton: one pass over a text says which of it stands there."""
    together = re2.Set.SearchSet()
    for pattern in _LISTS.entries("cookies"):
        together.Add(f"(?i){pattern}")
    together.Compile()
    return together


_TO_THE_READER = re.compile(
    r"\b(?:you|your|our|we|sie|ihre[rnms]?|ihnen|dir|mir|ich|vous|votre|vos|usted|su|bạn|chúng tôi)\b",
    re.IGNORECASE,
)


def drop_asking(choice: Choice) -> None:
    """What a browser asks first: consent to cookies, leave to show a film; with the box that it stands in."""
    if _asks(choice.title) >= 1:
        return  # a story about cookies
    kept = choice.kept()
    told = _asks("\n".join(choice.page.blocks[at].text for at in kept)) >= 2
    asking = [
        at for at in kept if _in_notice(choice, at) or (told and _asks_reader(choice.page.blocks[at].text))
    ]
    if not asking:
        return
    chains = {at: frozenset(choice.up(at, 60)) for at in kept}
    head = frozenset(choice.up(choice.head, 60)) if choice.head >= 0 else frozenset()
    doubtful = set(asking)
    if sum(len(choice.page.blocks[at].text) for at in kept if at not in doubtful) < _LEAST:
        return  # a page of nothing else: better this than nothing
    for at in asking[:_BOXES]:
        box = -1
        for place in choice.up(at, 12):
            inside = [other for other in kept if place in chains[other]]
            own = sum(len(choice.page.blocks[other].text) for other in inside if other in doubtful)
            if place in head or 2 * own < sum(len(choice.page.blocks[other].text) for other in inside):
                break
            box = place
        for other in kept:
            if box in chains[other]:
                choice.keep[other] = False
    for at in asking:
        choice.keep[at] = False


def _asks(text: str) -> int:
    """How many of the things that such a notice says a text says."""
    return len(_asking().Match(text) or ())


def _asks_reader(text: str) -> bool:
    return len(text) <= 1200 and _TO_THE_READER.search(text) is not None and _asks(text) >= 2


def _in_notice(choice: Choice, at: int) -> bool:
    """Whether a block stands in an element that is named after consent, cookies or a maker of such notices."""
    flags = choice.flags
    return bool(flags[choice.page.blocks[at].place] & _BITS["news"]) and any(
        flags[place] & _BITS["news"] and _ASKING_PLACE.search(choice.page.places[place].words)
        for place in choice.up(at, 8)
    )


RULES: tuple[Callable[[Choice], None], ...] = (
    take_in_parts,
    take_in_lines,
    take_in_items,
    take_in_sapo,
    drop_copies,
    drop_captions,
    drop_asking,
    drop_pulled,
    drop_said_to_reader,
    drop_pointers,
    drop_bio,
    drop_stamps,
    drop_foot,
)
