"""How a watched name may be spelled: its letters, its words and the forms that the press gives them.

The rule for Latin script is one sentence: a spelling matches when its letters are the name's letters
and its marks are some of the name's marks.  So "Đắk Nông" is found as Đắk Nông, Đăk Nông, Đak Nong
and Dak Nong, while "năm đồng" is never taken for the commune Nam Dong.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, product

TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
APOSTROPHES = "'’‘ʼ´`ʻ′"
# Clusters on which the old and the new school put the tone on different letters (hòa / hoà).
TONE_MOVES = ("oa", "oe", "uy")
# Below this many letters a name without marks or gaps is too common a string to be trusted.
SHORTEST_JOINED = 6
SHORTEST_ANY_CASE = 4
_MOST_FORMS = 96
_HEAD = re.compile(r"(?:^|(?<=\.))[^\x00-\x7f]")
_GAP = re.compile(r"[\s\-‐-―_]+")


@dataclass(frozen=True, slots=True)
class WatchName:
    """One name to look for.

    text: the name as it is properly written, in any script.
    key: what the name stands for (a place's id); free for the caller.
    """

    text: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter of a name: its bare form in lower case and the marks it may carry."""

    base: str
    marks: frozenset[str]


Word = tuple[Letter, ...]


@lru_cache(maxsize=16384)
def words_of(text: str) -> tuple[Word, ...]:
    """Cut a name into words of letters; tone marks are allowed on both letters of oa, oe, uy.

    Đ is a letter of its own here ("đ" with no marks), an apostrophe is the letter "'".
    """
    words = []
    for word in _GAP.split(unicodedata.normalize("NFC", text).strip()):
        letters = [_letter(char) for char in _clusters(word)]
        for left, right in pairwise(letters):
            if left[0] + right[0] in TONE_MOVES:
                tones = (left[1] | right[1]) & TONES
                left[1].update(tones)
                right[1].update(tones)
        if letters:
            words.append(tuple(Letter(base, frozenset(marks)) for base, marks in letters))
    return tuple(words)


def _clusters(word: str) -> Iterator[str]:
    """A letter with the marks that have no composed form (rare: M'Nông's m̆)."""
    cluster = ""
    for char in word:
        if cluster and unicodedata.combining(char):
            cluster += char
            continue
        if cluster:
            yield cluster
        cluster = char
    if cluster:
        yield cluster


def _letter(cluster: str) -> tuple[str, set[str]]:
    decomposed = unicodedata.normalize("NFD", cluster.lower())
    base = decomposed[0]
    if base in APOSTROPHES:
        return "'", set()
    base = {"ð": "đ", "ɖ": "đ"}.get(base, base)
    return base, set(decomposed[1:])


def is_latin(text: str) -> bool:
    """True when the name's letters are Latin (accents included)."""
    return all(not c.isalpha() or "LATIN" in unicodedata.name(c, "") for c in text)


def is_spaced_script(text: str) -> bool:
    """True for scripts that part words by spaces, so that a name must begin at a word's beginning."""
    return all(
        not c.isalpha() or unicodedata.name(c, "").startswith(("LATIN", "CYRILLIC", "GREEK")) for c in text
    )


def letter_count(words: tuple[Word, ...]) -> int:
    return sum(letter.base != "'" for word in words for letter in word)


def _shape(letters: Word, *, tones: bool, hats: bool, stroke: bool, tone_at: int) -> str:
    """Spell a word with the marks that a writer keeps.  tone_at: which letter of a moved pair has it."""
    spelled = []
    for i, letter in enumerate(letters):
        base = "d" if letter.base == "đ" and not stroke else letter.base
        marks = "".join(
            m
            for m in sorted(letter.marks, key=lambda m: m in TONES)
            if (tones and _carries_tone(letters, i, tone_at) if m in TONES else hats)
        )
        spelled.append(unicodedata.normalize("NFC", base + marks))
    return "".join(spelled)


def _carries_tone(letters: Word, i: int, tone_at: int) -> bool:
    def moved(a: int) -> bool:
        pair = letters[a : a + 2]
        return (
            a >= 0
            and len(pair) == 2
            and pair[0].base + pair[1].base in TONE_MOVES
            and bool(pair[0].marks & TONES)
        )

    if moved(i):
        return tone_at == 0
    if moved(i - 1):
        return tone_at == 1
    return True


@lru_cache(maxsize=16384)
def word_spellings(letters: Word) -> tuple[str, ...]:
    """All composed (NFC) lower-case spellings of one word, the fullest first, the bare one last."""
    found: dict[str, None] = {}
    for tone_at in (0, 1):
        for tones, hats, stroke in product((True, False), repeat=3):
            if tones and not hats:
                continue  # á for ắ: nobody writes the tone and drops the letter's own hat
            found[_shape(letters, tones=tones, hats=hats, stroke=stroke, tone_at=tone_at)] = None
    bare = _shape(letters, tones=False, hats=False, stroke=False, tone_at=0)
    found.pop(bare)
    found[bare] = None
    return tuple(found)


def spellings(words: tuple[Word, ...]) -> Iterator[tuple[str, ...]]:
    """All spellings of several words, as tuples of lower-case words.

    Words are spelled independently while that stays small; a long name is spelled in one manner throughout.
    """
    each = [word_spellings(word) for word in words]
    total = 1
    for choices in each:
        total *= len(choices)
    if total <= _MOST_FORMS:
        yield from product(*each)
        return
    seen: set[tuple[str, ...]] = set()
    for rank in range(max(map(len, each))):
        one = tuple(choices[min(rank, len(choices) - 1)] for choices in each)
        if one not in seen:
            seen.add(one)
            yield one
    bare = tuple(choices[-1] for choices in each)
    if bare not in seen:
        yield bare


def cased(word: str) -> tuple[str, str, str]:
    """lower, UPPER and Title case of a lower-case word; ASCII letters stay as they are.

    The matcher minds no case of ASCII letters, so only the others need their own spellings.
    """
    upper = "".join(c if c.isascii() else c.upper() for c in word)
    title = _HEAD.sub(lambda found: found.group().upper(), word)  # "đà" → "Đà", "l.đồng" → "l.Đồng"
    return word, upper, title
