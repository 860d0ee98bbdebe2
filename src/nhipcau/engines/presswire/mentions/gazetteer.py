"""Finds the names of a profile in a text: word bounded, with marks or in ASCII, longest first.

Pure look-up: whether a weak name counts is decided in ``reader`` from what stands around it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from nhipcau.engines.presswire.profile import SHORTENED, WORD, PlaceName, Profile, Strength, name_key
from nhipcau.engines.vntext.letters import composed, fold_in_place, tone_key

# Syllables of names from Central Highlands languages that the press spells in several ways.
_LOOSE = frozenset({"dak", "dac", "krong", "cu", "chu", "nam", "buon", "ea", "da"})
_DOTTED = re.compile(r"\.[ \t\u00a0]*\Z")  # «TP.HCM»
_BETWEEN = re.compile(r"[ \t\u00a0]*[-–]?[ \t\u00a0]*\Z")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_CYRILLIC_FROM = "\u0400"
_CAMEL = re.compile(r"[^\W\d_A-Z][A-ZĐ]|[a-zà-ỹđ][^\W\d_a-zà-ỹđ]")
_PLACE_KINDS = frozenset(("tinh", "ubnd", "hdnd", "tp", "pho", "province", "city"))
# Letters that look like Đ and đ but are not (Latin Eth, African D), and characters that nobody sees.
_LOOKALIKES = str.maketrans({"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ"})
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_DISTURBED = re.compile("[ÐðƉɖ\u00ad\u200b-\u200f\u2060\ufeff]")
_POSSESSIVE = re.compile(r"(?<=[^\W\d_]{2})['’‘ʼ`´][sS]\Z")  # Da Lat's; no name of a place ends so
_CASE_ENDING = 3  # letters a Russian case may add: Далат, Далата, Далатом


class Word(NamedTuple):
    """A word of the text: where it stands, its folded form without apostrophes, and as printed."""

    start: int
    end: int
    key: str
    surface: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A name found: characters [start, end) of the text, words [first, last) of its words."""

    name: PlaceName
    start: int
    end: int
    first: int
    last: int
    ascii: bool


@lru_cache(maxsize=65536)
def _canonical(word: str) -> str:
    """The word without regard to case, tone placement, apostrophe form, and y/i after a consonant."""
    key = tone_key(re.sub(r"['’‘ʼ`´]", "", word))
    return re.sub(r"(?<=[^\W\d_aeiou])y(?=[\u0300\u0301\u0303\u0309\u0323]*$)|(?<=qu)y", "i", key)


def _fewer_marks(surface: str, canon: str) -> bool:
    """Whether a word is a name's with some of its marks left out, and none put in."""
    printed = unicodedata.normalize("NFD", _canonical(surface))
    full = unicodedata.normalize("NFD", canon)
    marks = Counter(filter(unicodedata.combining, printed)) - Counter(filter(unicodedata.combining, full))
    bases = ("".join(c for c in text if not unicodedata.combining(c)) for text in (printed, full))
    first, second = bases
    return (
        not marks
        and len(first) == len(second)
        and all(
            one == other or (one == "d" and other == "đ") for one, other in zip(first, second, strict=True)
        )
    )


def _joins(text: str, word: Word, following: Word) -> bool:
    """Whether two words may belong to one name by what stands between them."""
    between = text[word.end : following.start]
    return bool(_BETWEEN.match(between) or (word.key == "tp" and _DOTTED.match(between)))


def words_of(text: str) -> list[Word]:
    """The words of an NFC text, in order."""
    folded = fold_in_place(text)
    found = []
    for match in WORD.finditer(text):
        start, end = match.span()
        if end - start > 3 and text[end - 1] in "sS" and _POSSESSIVE.search(match.group()):
            end -= 2
        key = folded[start:end]
        if not key.isalnum():
            key = re.sub(r"['’‘ʼ`´]", "", key)
        found.append(Word(start, end, key, text[start:end]))
    return found


class Gazetteer:
    """All names of a profile and of the country around it, ready to be looked up."""

    def __init__(self, profile: Profile) -> None:
        self._joined: dict[str, tuple[str, PlaceName]] = {}
        self._initials: dict[tuple[str, str], tuple[str, PlaceName] | None] = {}
        self._by_first: dict[str, list[tuple[tuple[str, ...], tuple[str, ...], PlaceName]]] = {}
        unspaced: dict[str, PlaceName] = {}
        self._traps = profile.lower_case_traps
        for name in (*profile.names, *profile.outside):
            if _UNSPACED.search(name.text):
                unspaced.setdefault(name.text, name)
                continue
            canon = tuple(_canonical(word) for word in WORD.findall(name.text))
            keys = name_key(name.text)
            self._add(keys, canon, name)
            self._add_short(keys, canon, name)
            if keys[0] == "dak" and name.strength is not Strength.OUTSIDE:
                self._add(("dac", *keys[1:]), ("đac\u0301", *canon[1:]), name)
        for entries in self._by_first.values():
            # Longest first; of two names alike the watched one, of two watched ones the Vietnamese one.
            entries.sort(
                key=lambda entry: (
                    -len(entry[0]),
                    entry[2].strength is Strength.OUTSIDE,
                    entry[2].language != "vi",
                )
            )
        self._cyrillic = {word for word in self._by_first if _CYRILLIC.match(word)}
        self._unspaced = unspaced
        longest_first = sorted(unspaced, key=lambda text: (-len(text), text))
        self._unspaced_pattern = (
            re.compile("|".join(re.escape(text) for text in longest_first)) if unspaced else None
        )

    def _add(self, keys: tuple[str, ...], canon: tuple[str, ...], name: PlaceName) -> None:
        self._by_first.setdefault(keys[0], []).append((keys, canon, name))

    def _add_short(self, keys: tuple[str, ...], canon: tuple[str, ...], name: PlaceName) -> None:
        """A province's or a city's name written without its gap ("ĐắkNông") and with an initial ("L.Đồng")."""
        if name.kind not in SHORTENED or name.language != "vi" or len(keys) != 2:
            return
        if name.strength not in (Strength.STRONG, Strength.OUTSIDE):
            return
        self._joined.setdefault("".join(keys), ("".join(canon), name))
        known = self._initials.get((keys[0][0], keys[1]), (canon[1], name))
        # Two places with one initial: nobody can tell which is meant.
        other = known is not None and known[1].entity != name.entity and known[0] == canon[1]
        self._initials[keys[0][0], keys[1]] = None if other else known

    def _shortened(self, text: str, words: list[Word], index: int) -> Hit | None:
        """A name without its gap or with an initial, at a word."""
        word = words[index]
        joined = self._joined.get(word.key)
        if joined is not None:
            canon, name = joined
            whole = _canonical(word.surface) == canon or (
                not word.surface.isascii() and _fewer_marks(word.surface, canon)
            )
            if whole and (_CAMEL.search(word.surface) or word.surface.isupper()):
                return Hit(name, word.start, word.end, index, index + 1, False)
        if len(word.surface) != 1 or not word.surface.isupper() or index + 1 == len(words):
            return None
        following = words[index + 1]
        dot = text[word.end : following.start]
        initial = self._initials.get((word.key, following.key))
        if initial is None or dot not in (".", ". ") or _canonical(following.surface) != initial[0]:
            return None
        capital = following.surface[0].isupper()
        # With a space it may be a person's: then the kind of place stands before it.
        named = dot == "." or (index > 0 and words[index - 1].key in _PLACE_KINDS)
        if not capital or not named:
            return None
        return Hit(initial[1], word.start, following.end, index, index + 2, False)

    def find(self, text: str, words: list[Word], *, marked: bool) -> list[Hit]:
        """Names in the text, left to right, not overlapping.

        text: NFC.  marked: the text is Vietnamese written with its marks, so that a bare-ASCII surface
        of a weak Vietnamese name is taken for another word.
        """
        hits: list[Hit] = []
        index, count = 0, len(words)
        first, joined = self._by_first, self._joined
        while index < count:
            word = words[index]
            # Nearly every word begins no name; only a Cyrillic one may do so in another case.
            if (
                word.key not in first
                and word.key not in joined
                and word.key < _CYRILLIC_FROM
                and len(word.surface) != 1
            ):
                index += 1
                continue
            hit = self._at(text, words, index, marked) or self._shortened(text, words, index)
            if hit is None:
                index += 1
            else:
                hits.append(hit)
                index = hit.last
        if self._unspaced_pattern is not None and _UNSPACED.search(text):
            hits.extend(self._find_unspaced(text))
            hits.sort(key=lambda hit: hit.start)
        return hits

    def _find_unspaced(self, text: str) -> Iterator[Hit]:
        assert self._unspaced_pattern is not None
        for match in self._unspaced_pattern.finditer(text):
            yield Hit(self._unspaced[match.group()], match.start(), match.end(), -1, -1, False)

    def _at(self, text: str, words: list[Word], index: int, marked: bool) -> Hit | None:
        key = words[index].key
        entries = self._by_first.get(key)
        if entries is None and self._cyrillic and _CYRILLIC.match(key):
            for cut in range(1, _CASE_ENDING + 1):
                entries = self._by_first.get(key[:-cut])
                if entries is not None:
                    break
        if entries is None:
            return None
        second = words[index + 1].key if index + 1 < len(words) else ""
        for keys, canon, name in entries:
            many = len(keys)
            if many > 1 and second != keys[1] and (many > 2 or not second.startswith(keys[1])):
                continue
            last = index + many
            if last > len(words) or not self._keys_fit(words, index, keys):
                continue
            if any(not _joins(text, words[at], words[at + 1]) for at in range(index, last - 1)):
                continue
            fit, plain = self._surface_fits(words[index:last], canon, name, marked)
            if fit:
                return Hit(name, words[index].start, words[last - 1].end, index, last, plain)
        return None

    @staticmethod
    def _keys_fit(words: list[Word], index: int, keys: tuple[str, ...]) -> bool:
        for offset, key in enumerate(keys):
            found = words[index + offset].key
            if found == key:
                continue
            ending = offset == len(keys) - 1 and _CYRILLIC.match(key) and found.startswith(key)
            if not ending or len(found) - len(key) > _CASE_ENDING:
                return False
        return True

    def _surface_fits(
        self, words: list[Word], canon: tuple[str, ...], name: PlaceName, marked: bool
    ) -> tuple[bool, bool]:
        surfaces = [word.surface for word in words]
        plain = all(surface.isascii() for surface in surfaces)
        exact = all(
            _canonical(surface) == form
            or (_CYRILLIC.match(surface) is not None and _canonical(surface).startswith(form))
            for surface, form in zip(surfaces, canon, strict=True)
        )
        strong = name.strength in (Strength.STRONG, Strength.OUTSIDE)
        if not exact:
            loose = (
                strong and words[0].key in _LOOSE and words[0].key.startswith(("dak", "dac", "krong", "cu"))
            )
            # A foreign newsroom keeps the marks that its letters have: "Lâm Dông".
            halved = strong and not marked and all(map(_fewer_marks, surfaces, canon))
            if not (loose or halved or (plain and (strong or not marked))):
                return False, plain
        return self._case_fits(surfaces, words, name, exact, plain), plain

    def _case_fits(
        self, surfaces: list[str], words: list[Word], name: PlaceName, exact: bool, plain: bool
    ) -> bool:
        first_is_capital = surfaces[0][0].isupper() or surfaces[0][0].isdigit()
        capital = all(surface[0].isupper() or surface[0].isdigit() for surface in surfaces)
        if capital:
            return True
        if name.kind in ("landmark", "agency", "post", "border_gate"):
            # "hồ Tà Đùng": the proper part must be written as the profile writes it.
            printed = WORD.findall(name.text)
            return all(
                surface[0].isupper() or not form[0].isupper()
                for surface, form in zip(surfaces, printed, strict=len(printed) == len(surfaces))
            )
        if name.strength in (Strength.WEAK, Strength.TYPED, Strength.OUTSIDE):
            return False
        if name.kind == "commune":
            return first_is_capital
        if plain:
            return (
                name.kind in ("province", "city") and " ".join(word.key for word in words) not in self._traps
            )
        return exact


def nfc_with_positions(text: str) -> tuple[str, list[int] | None]:
    """The text in NFC, with Đ for its lookalikes and without what nobody sees; and, where that moved anything, each
    new character's position in the old text.
    """
    if _DISTURBED.search(text) is None and unicodedata.is_normalized("NFC", text):
        return text, None
    text = text.translate(_LOOKALIKES)
    if _INVISIBLE.search(text) is None and unicodedata.is_normalized("NFC", text):
        return text, None
    parts: list[str] = []
    positions: list[int] = []
    start = 0
    for end in range(1, len(text) + 1):
        if end < len(text) and (unicodedata.combining(text[end]) or _INVISIBLE.match(text[end])):
            continue
        whole = composed(_INVISIBLE.sub("", text[start:end]))
        parts.append(whole)
        positions.extend([start] * len(whole))
        start = end
    positions.append(len(text))
    return "".join(parts), positions
