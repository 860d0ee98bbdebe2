"""What the words of reports mean to the merging: which carry no fact, which are one word, which turn a fact round.

Read once from ``data/``; matched on syllables without marks, so that "to chuc" is "tổ chức", and with their marks where the
sentence has them, so that "chữa" is never "chưa".
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from nhipcau.engines.vntext.letters import fold_in_place, place_tones
from nhipcau.engines.vntext.regexes import regex
from nhipcau.engines.vntext.wordlists import WordLists

LISTS = WordLists(__file__)
LITTLE, HALF = (
    0.2,
    0.5,
)  # what words of the lists "light" and "half" weigh; a syllable that nobody knows weighs 1
STRICT = "="
"""Before a strict word's value: "=nam" is "nam", never the "nam" of "năm"."""
_SURE = frozenset(["chua", "khong", "chang", "tang", "giam", "se"])
_LETTERS = regex(r"[^\W\d_]+")
_Y = str.maketrans("yýỳỷỹỵ", "iíìỉĩị")


class Syllable(NamedTuple):
    """A syllable as it is compared: small letters with marks, without marks, whether it began with a capital, and whether it was
    all in capitals ("KBS")."""

    marked: str
    folded: str
    capital: bool
    loud: bool = False


@lru_cache(maxsize=16384)
def syllable(word: str) -> Syllable:
    """A written syllable; "kỹ" and "kĩ", "hoà" and "hòa" are one."""
    marked = place_tones(word).lower()
    if len(marked) > 1 and marked[-1] in "yýỳỷỹỵ" and (marked[-2] in "hklmst" or marked.startswith("qu")):
        marked = marked[:-1] + marked[-1].translate(_Y)
    return Syllable(marked, fold_in_place(marked), word[:1].isupper(), len(word) > 1 and word.isupper())


def syllables(words: str) -> tuple[Syllable, ...]:
    """The syllables of some words."""
    return tuple(syllable(one) for one in _LETTERS.findall(words))


@dataclass(frozen=True, slots=True)
class Entry:
    """Words that are known.  kind: "filler", "word", "turn", "about", "unit", "shield", "post", "self", "head"; value: what
    they count as."""

    marked: tuple[str, ...]
    folded: tuple[str, ...]
    kind: str
    value: str


_Known = tuple[Entry, tuple[tuple[str, str], ...]]
"""An entry and its syllables, each without and with its marks."""


class Words:
    """Entries by their first two syllables, the longest first, and those of one."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._begins: dict[str, dict[str, list[_Known]]] = {}
        for entry in entries:
            second = entry.folded[1] if len(entry.folded) > 1 else ""
            known = entry, tuple(zip(entry.folded, entry.marked, strict=True))
            self._begins.setdefault(entry.folded[0], {}).setdefault(second, []).append(known)
        for seconds in self._begins.values():
            for found in seconds.values():
                found.sort(key=lambda known: -len(known[1]))

    def at(self, tokens: Sequence[Syllable], place: int, *, plain: bool = False) -> Entry | None:
        """The longest entry that stands at a place.

        plain: the sentence is typed without marks; one syllable then turns nothing round but where no other word is like it
        ("dang" is "đăng" before it is "đang").
        """
        seconds = self._begins.get(tokens[place].folded)
        if seconds is None:
            return None
        last = len(tokens)
        longer = seconds.get(tokens[place + 1].folded, ()) if place + 1 < last else ()
        for entry, written in (*longer, *seconds.get("", ())):
            if plain and entry.kind == "turn" and len(entry.folded) == 1 and entry.folded[0] not in _SURE:
                continue
            at = place
            for folded, marked in written:
                if at == last:
                    break
                token = tokens[at]
                if token.folded != folded or (token.marked != marked and token.marked != folded):
                    break
                at += 1
            else:
                return entry
        return None

    def parted(self, tokens: Sequence[Syllable], place: int, entry: Entry) -> Entry:
        """The entry that stands at a place, or a shorter one that leaves the next word whole: "cuộc | họp báo", not "cuộc họp | báo"."""
        behind = place + len(entry.folded)
        if self.at(tokens, behind):
            return entry
        for begins in range(place + 1, behind):
            following = self.at(tokens, begins)
            if following is not None and begins + len(following.folded) > behind:
                return self.at(tokens[place:begins], 0) or entry
        return entry


def _entry(words: str, kind: str, value: str) -> Entry:
    found = syllables(words)
    return Entry(tuple(one.marked for one in found), tuple(one.folded for one in found), kind, value)


def _classes(name: str, kind: str) -> list[Entry]:
    """A list of "value = word | word"."""
    return [
        _entry(word, kind, value) for value, words in LISTS.pairs(name).items() for word in words.split(" | ")
    ]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All that is known of words."""

    words: Words
    abouts: Words
    units: Words
    selves: Words
    posts: Words
    heads: Words
    events: frozenset[str]
    weights: dict[str, float]
    strict: frozenset[str]
    verbs: frozenset[str]
    opposed: frozenset[frozenset[str]]
    contrasts: dict[str, frozenset[str]]  # words of which one never stands for the other
    near: dict[str, frozenset[str]]  # words that may stand for each other, by their values
    place_ends: frozenset[str]
    titles: frozenset[str]
    alone: frozenset[str]
    classifiers: frozenset[str]
    languages: frozenset[str]


def _plain(name: str, kind: str) -> list[Entry]:
    return [_entry(word, kind, canonical(word)) for word in LISTS.entries(name)]


def canonical(words: str) -> str:
    """Words as the merging counts them: small, without marks and punctuation."""
    return " ".join(one.folded for one in syllables(words))


def _near(
    values: dict[tuple[str, ...], str], taken: Container[tuple[str, ...]]
) -> tuple[list[Entry], dict[str, frozenset[str]]]:
    """The words that stand for each other ("near.txt"): those of several syllables that are no words yet, and for each word's value
    those of the others.  values: of the words that are known; taken: all that are known.

    What is a run of known words stays one: "khách quốc tế" is "khách" and "quốc tế".
    """
    lines = [
        [_entry(word, "word", canonical(word)) for word in line.split(" | ")]
        for line in LISTS.entries("near")
    ]
    found: dict[str, set[str]] = {}
    words: dict[tuple[str, ...], Entry] = {}
    for line in lines:
        whole = [one for one in line if one.marked in taken or not _is_run(one.marked, taken)]
        words.update((one.marked, one) for one in whole if len(one.folded) > 1 and one.marked not in taken)
        named = {values.get(one.marked, one.value) for one in whole}
        for value in named:
            found.setdefault(value, set()).update(named - {value})
    return list(words.values()), {value: frozenset(others) for value, others in found.items()}


def _contrasts(values: dict[tuple[str, ...], str]) -> dict[str, frozenset[str]]:
    """For each word's value those of the others of its lines in "contrasts.txt"."""
    found: dict[str, set[str]] = {}
    for line in LISTS.entries("contrasts"):
        named = {
            value
            for word in line.split(" | ")
            for one in [_entry(word, "word", canonical(word))]
            for value in (values.get(one.marked, one.value), one.value)
        }
        for value in named:
            found.setdefault(value, set()).update(named - {value})
    return {value: frozenset(others) for value, others in found.items()}


def _is_run(words: tuple[str, ...], taken: Container[tuple[str, ...]]) -> bool:
    """Whether syllables are one known word after the other."""
    return not words or any(
        words[:size] in taken and _is_run(words[size:], taken) for size in range(1, len(words) + 1)
    )


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The word lists, read when they are first asked for."""
    synonyms = [
        Entry(one.marked, one.folded, "word", canonical(one.value)) for one in _classes("synonyms", "word")
    ]
    known = {one.folded for one in synonyms}
    named_strict = {canonical(word) for word in LISTS.entries("strict")}
    # Marked as what they are, so that "năm", which no list knows, is not "nam".
    strict = [
        Entry(one.marked, one.folded, "word", STRICT + one.value)
        for one in _plain("strict", "word")
        if one.folded not in known
    ]
    shields = _plain("shields", "word")
    values = {one.marked: one.value for one in (*strict, *synonyms)}
    others = [one for name in ("fillers", "light", "half", "events") for one in _plain(name, "")]
    taken = {one.marked for one in (*others, *shields, *_classes("turns", "turn"))} | values.keys()
    near_words, near = _near(values, taken)
    return Lexicon(
        words=Words(
            [
                *near_words,
                *_classes("turns", "turn"),
                *shields,
                *synonyms,
                *(one for one in _plain("events", "word") if one.folded not in known),
                *strict,
                *_plain("fillers", "filler"),
                *(
                    one
                    for name in ("light", "half")
                    for one in _plain(name, "word")
                    if one.folded not in known
                ),
            ]
        ),
        abouts=Words(_classes("about_numbers", "about")),
        units=Words(
            Entry(one.marked, one.folded, "unit", canonical(one.value)) for one in _classes("units", "unit")
        ),
        selves=Words(_plain("selves", "self")),
        posts=Words(_plain("posts", "post")),
        heads=Words(_plain("place_heads", "head")),
        events=frozenset(canonical(word) for word in LISTS.entries("events")),
        weights={
            **{canonical(word): LITTLE for word in LISTS.entries("light")},
            **{canonical(word): HALF for name in ("half", "events") for word in LISTS.entries(name)},
        },
        strict=frozenset(one.value for one in strict) | (named_strict & {one.value for one in synonyms}),
        verbs=frozenset(canonical(word) for word in LISTS.entries("verbs")),
        opposed=frozenset(
            frozenset(canonical(deed) for deed in entry.split(" = ")) for entry in LISTS.entries("opposed")
        ),
        contrasts=_contrasts(values),
        near=near,
        place_ends=frozenset(LISTS.entries("place_ends")),
        titles=frozenset(LISTS.entries("titles")),
        alone=frozenset(LISTS.entries("alone")),
        classifiers=frozenset(LISTS.entries("classifiers")),
        languages=frozenset(
            " ".join(syllable(one).folded for one in name.split()) for name in LISTS.entries("languages")
        ),
    )
