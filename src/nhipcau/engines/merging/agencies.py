"""Agencies in the sentences of reports: those that report, those that every report names, and whatever stands like one.

A name is compared by its key: short forms written out, no marks, no "và", no commas; "UBND xã X" and "xã X" are one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from nhipcau.engines.merging.lexicon import LISTS, Syllable, syllable
from nhipcau.engines.vntext.abbreviations import Abbreviation, expander
from nhipcau.engines.vntext.letters import clean
from nhipcau.engines.vntext.regexes import regex

_TOKEN = regex(r"[^\W\d_]+(?:['’][^\W\d_]+)*|[0-9]+")
_CITY = regex(r"\b(?:TP|Tp|tp)\b\.?\s*(?=[A-ZĐ])")
# "Sở VH,TT&DL", "Sở VH-TT và DL": a short form with marks inside
CULTURE = regex(r"\bVH\s?[,&-]?\s?TT\s?(?:,|&|-|và)\s?DL\b")
_OFFICIAL = frozenset(["so", "bo", "ban", "hoi", "cuc", "vien"])  # their names go on with a capital
LEAST_SURE = 5  # so many words are a name whatever their letters: "Ban tuyên giáo và dân vận tỉnh ủy"
_COMMITTEE = ("uy", "ban", "nhan", "dan")
_BODIES = (
    _COMMITTEE,
    ("hoi", "dong", "nhan", "dan"),
    ("dang", "uy"),
    ("cong", "an"),
    ("tram", "y", "te"),
    ("mat", "tran", "to", "quoc"),
)
_OF_EVERY_LEVEL = frozenset([*_BODIES, ("thanh", "tra"), ("hoi", "nong", "dan")])
_RANKS = (
    ("xa",),
    ("phuong",),
    ("dac", "khu"),
    ("thi", "tran"),
    ("huyen",),
    ("quan",),
    ("thi", "xa"),
    ("thanh", "pho"),
)
_PAIRED_HEADS = {"chi": "cuc", "trung": "tam", "cong": "ty", "tap": "doan", "hiep": "hoi", "lien": "hiep"}


class Found(NamedTuple):
    """An agency at a place: its key, how many words it takes, whether its name is that of a commune or town."""

    key: str
    size: int
    is_place: bool = False


@lru_cache(maxsize=4096)
def agency_key(name: str) -> str:
    """What names of one agency have in common: "UBND xã Quảng Trực" → "xa quang truc"."""
    key = _plain_key(name)
    return _aliases().get(key, key)


@lru_cache(maxsize=4096)  # each merging asks for the names that every report knows
def _plain_key(name: str) -> str:
    return _key(_words(_expanded()(CULTURE.sub("VHTTDL", clean(name)))))


@lru_cache(maxsize=1)
def _expanded() -> Callable[[str], str]:
    return expander(Abbreviation(one, full) for one, full in LISTS.pairs("short_forms").items())


@lru_cache(maxsize=1)
def _aliases() -> dict[str, str]:
    """Other names of one body, by their keys."""
    return {
        _plain_key(other): _plain_key(name)
        for name, others in LISTS.pairs("agency_aliases").items()
        for other in others.split(" | ")
    }


@lru_cache(maxsize=1)
def _provinces() -> frozenset[tuple[str, ...]]:
    return frozenset(_words(name) for name in LISTS.entries("provinces"))


def province_behind(words: Sequence[str]) -> int:
    """How many words at the end are the name of a province, at least two words standing before; 0 for none."""
    return next(
        (size for size in (4, 3, 2, 1) if len(words) > size + 1 and tuple(words[-size:]) in _provinces()), 0
    )


def _words(name: str) -> tuple[str, ...]:
    found = (syllable(one.replace("’", "'")).folded for one in _TOKEN.findall(_CITY.sub("thành phố ", name)))
    return tuple(word for word in found if word != "va")


def _key(words: Sequence[str]) -> str:
    found = tuple(words)
    if found[:4] == _COMMITTEE and _rank(found[4:]) and len(found) > 4 + len(_rank(found[4:])):
        found = found[4:]
    if len(found) > 2 and "tinh" in found[2:]:
        found = found[: found.index("tinh", 2)]
        if found in _OF_EVERY_LEVEL:
            found = (*found, "tinh")
    elif not _rank(found) and (size := province_behind(found)):
        found = found[:-size]  # "Báo và Phát thanh, Truyền hình Lâm Đồng"
        if found in _OF_EVERY_LEVEL:
            found = (*found, "tinh")
    return " ".join(found)


def _rank(words: Sequence[str]) -> tuple[str, ...]:
    return next((rank for rank in _RANKS if tuple(words[: len(rank)]) == rank), ())


Names = dict[str, list[tuple[tuple[str, ...], str]]]
"""The words and the key of each name, by its first word, the longest first."""


@lru_cache(maxsize=4096)
def _spellings(name: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """The words by which a name is found, each with its key; none for what is found by its head alone.

    "xã X" is a place's name, too.
    """
    key, words = agency_key(name), tuple(_plain_key(name).split())
    own = () if len(words) < 2 or _rank(words) else ((words, key),)
    return (*own, ((*_COMMITTEE, *key.split()), key)) if _rank(key.split()) else own


def _add(names: Names, added: Iterable[str]) -> None:
    """Add names to those that are known; of two that are written alike the first stands."""
    seen = {words for found in names.values() for words, _ in found}
    changed = set()
    for words, key in (one for name in added for one in _spellings(name)):
        if words not in seen:
            seen.add(words)
            names.setdefault(words[0], []).append((words, key))
            changed.add(words[0])
    for first in changed:
        names[first].sort(key=lambda one: -len(one[0]))


@lru_cache(maxsize=1)
def _of_every_report() -> Names:
    names: Names = {}
    _add(names, LISTS.entries("agencies"))
    return names


class AgencyNames:
    """The names that every report knows, and those of the agencies that report, found in sentences."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_first: Names = {first: list(found) for first, found in _of_every_report().items()}
        _add(self._by_first, names)

    def at(
        self, tokens: Sequence[Syllable], parted: Sequence[str], place: int, known: Callable[[int], bool]
    ) -> Found | None:
        """The agency whose name begins at a place.  known: whether a word of reports stands at a place."""
        token = tokens[place]
        for words, key in self._by_first.get(token.folded, ()):
            if (
                words[0] in _OFFICIAL
                and len(words) < LEAST_SURE
                and words[:2] != ("bo", "doi")
                and token.capital
                and not (place + 1 < len(tokens) and tokens[place + 1].capital)
            ):
                continue  # "do Sở xây dựng"
            if size := _size(words, tokens, place):
                return Found(key, self._with_province(tokens, parted, place + size) - place)
        if not token.capital:
            return None
        return self._commune(tokens, parted, place) or self._unknown(tokens, parted, place, known)

    @staticmethod
    def _with_province(tokens: Sequence[Syllable], parted: Sequence[str], place: int) -> int:
        """The place behind "tỉnh" and the province's name, where they follow."""
        if place + 1 < len(tokens) and (tokens[place].folded, tokens[place + 1].folded) == ("tinh", "uy"):
            return place + 2
        begun = tokens[place - 1].folded == "tinh"
        if begun or (place < len(tokens) and tokens[place].folded == "tinh" and not parted[place]):
            place += not begun
            while place < len(tokens) and tokens[place].capital and not parted[place]:
                place += 1
            return place
        behind = place
        while (
            behind < min(place + 4, len(tokens))
            and tokens[behind].capital
            and not (behind > place and parted[behind])
        ):
            behind += 1
        words = [token.folded for token in tokens[place:behind]]
        return place + next(
            (size for size in range(len(words), 0, -1) if tuple(words[:size]) in _provinces()), 0
        )

    @staticmethod
    def _commune(tokens: Sequence[Syllable], parted: Sequence[str], place: int) -> Found | None:
        """ "UBND xã Quảng Trực", "Công an phường B'Lao"."""
        folded = [token.folded for token in tokens[place : place + 7]]
        for body in _BODIES:
            if tuple(folded[: len(body)]) != body:
                continue
            rank = _rank(folded[len(body) :])
            behind = place + len(body) + len(rank)
            if not rank or behind >= len(tokens):
                return None
            name = []
            while behind < len(tokens) and tokens[behind].capital and not parted[behind]:
                name.append(tokens[behind].folded)
                behind += 1
            if not name and tokens[behind].folded != "#":
                return None
            words = (*rank, *name) if body == _COMMITTEE else (*body, *rank, *name)
            return Found(" ".join(words), behind - place, True)
        return None

    @staticmethod
    def _unknown(
        tokens: Sequence[Syllable], parted: Sequence[str], place: int, known: Callable[[int], bool]
    ) -> Found | None:
        """A name like an agency's that nobody told: its head, then words in capitals."""
        first = tokens[place].folded
        head = 1
        if first in _PAIRED_HEADS:
            if place + 1 >= len(tokens) or tokens[place + 1].folded != _PAIRED_HEADS[first]:
                return None
            head = 2
        elif tokens[place].marked not in ("sở", "cục", "viện", "hội", "ban"):
            return None
        behind = place + head
        if behind >= len(tokens) or not tokens[behind].capital or parted[behind]:
            return None
        while behind < len(tokens) and tokens[behind].capital and not parted[behind]:
            behind += 1
        if (
            behind < len(tokens)
            and not parted[behind]
            and not known(behind)
            and len(tokens[behind - 1].folded) > 1
            and tokens[behind].folded != "#"
        ):
            behind += 1
        key = " ".join(token.folded for token in tokens[place:behind])
        return Found(key, behind - place)


def _size(words: Sequence[str], tokens: Sequence[Syllable], place: int) -> int:
    """How many tokens a name takes at a place, "và" between its words passed over; 0 where it does not stand there."""
    at = place
    for number, word in enumerate(words):
        if number and at < len(tokens) and tokens[at].folded == "va" and word != "va":
            at += 1
        if at >= len(tokens) or tokens[at].folded != word:
            return 0
        at += 1
    return at - place
