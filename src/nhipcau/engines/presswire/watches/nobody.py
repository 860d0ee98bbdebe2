"""Whether words name a person: a watch follows subjects, never people, whoever types them and however.

Wider than ``vntext.persons``, which looks for names in printed text: here a name may be typed in small letters or
capitals, without marks, with signs between, joined, alone, after a post or among other words.  In doubt it is a
person: the officer is told and types the subject in another way, with its marks or with what it is («đường …»).
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from nhipcau.engines.vntext.letters import clean, fold, place_tones
from nhipcau.engines.vntext.persons import persons_in

_DATA = Path(__file__).with_name("nobody.toml")
_ACCOUNT = re.compile(r"@|://|www\.|\.(?:com|net|org|vn|me)\b|(?:\d[\s.\-]?){8,}")
_TOKEN = re.compile(r"(?:[^\W\d_]['’ʼ](?=[^\W\d_]))?[^\W\d_]+|\d+")
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?[iuo]?[aeiouy]{1,2}(?:ng|nh|ch|[cmnpt])?"
)
_MIDDLE = frozenset({"văn", "thị"})
_AFTER_MIDDLE = frozenset(
    {"trường", "trấn", "xã", "trưởng", "hóa", "phòng", "bản", "kiện", "minh", "học", "sát", "thực"}
)
_LONGEST = 4  # words of a name after the family name


@dataclass(frozen=True, slots=True)
class _Word:
    """A word as typed, in small letters with its marks, and without."""

    typed: str
    marked: str
    bare: str

    @property
    def capital(self) -> bool:
        return self.typed[:1].isupper()


Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Lists:
    """The data file, with marks and without: a word typed without marks is looked up without."""

    marked: dict[str, frozenset[Phrase]]
    bare: dict[str, frozenset[Phrase]]

    def at(self, name: str, words: Sequence[_Word], start: int) -> int:
        """How many words from ``start`` on make the longest entry of a list; 0 for none."""
        for length in range(min(5, len(words) - start), 0, -1):
            part = words[start : start + length]
            if tuple(word.marked for word in part) in self.marked[name]:
                return length
            if (
                all(word.typed.isascii() for word in part)
                and tuple(word.bare for word in part) in self.bare[name]
            ):
                return length
        return 0

    def has(self, name: str, word: _Word) -> bool:
        return self.at(name, (word,), 0) == 1


@lru_cache(maxsize=1)
def _lists() -> _Lists:
    read = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    marked = {
        name: frozenset(tuple(place_tones(entry).split()) for entry in re.split(r",\s*", words.strip()))
        for name, words in read.items()
    }
    bare = {
        name: frozenset(tuple(fold(" ".join(p)).split()) for p in phrases) for name, phrases in marked.items()
    }
    return _Lists(marked, bare)


def person_in(words: str) -> str:
    """The person, account or telephone that words name, as typed; "" for none.

    A place, a body or a prize called after somebody is none while its kind stands before («đường Nguyễn Huệ»).
    """
    text = " ".join(clean(unicodedata.normalize("NFKC", words)).split())
    if _ACCOUNT.search(text):
        return text
    tokens = [_word(match.group()) for match in _TOKEN.finditer(text)]
    if text.isupper():  # capitals throughout tell nothing
        tokens = [_word(token.typed.lower()) for token in tokens]
    tokens = _without_carried(tokens)
    printed = persons_in(" ".join(token.typed for token in tokens))
    if printed:
        return printed[0].name
    for start in range(len(tokens)):
        for rule in (_joined, _by_family, _by_address, _by_post, _of_the_highlands, _from_elsewhere):
            length = rule(tokens, start)
            if length:
                return " ".join(token.typed for token in tokens[start : start + length])
    return ""


def _word(typed: str) -> _Word:
    marked = place_tones(typed.lower())
    return _Word(typed, marked, fold(marked))


_BREAK = _Word("|", "|", "|")


def _without_carried(tokens: list[_Word]) -> list[_Word]:
    """Without places that begin like a name, and what is called after somebody."""
    lists, kept, at = _lists(), [], 0
    while at < len(tokens):
        place = lists.at("places", tokens, at)
        if place:
            kept.append(_BREAK)
            at += place
            continue
        carrier = _carrier(tokens, at)
        if carrier:
            kept.append(_BREAK)
            at += carrier
            continue
        kept.append(tokens[at])
        at += 1
    return kept


def _carrier(tokens: list[_Word], at: int) -> int:
    lists = _lists()
    length = lists.at("carrier", tokens, at)
    if not length:
        return 0
    end = at + length
    while more := (lists.at("carrier", tokens, end) or lists.at("carried", tokens, end)):
        end += more
    family = _family(tokens, end)
    if not family:
        return 0
    end += family
    if end < len(tokens) and tokens[end].marked in _MIDDLE | {"van", "thi"}:
        end += 1
    wanted = 1 if end < len(tokens) else 0
    # The second given name belongs to it where it is one.
    if end + 1 < len(tokens) and _lists().has("given", tokens[end + 1]):
        wanted = 2
    return end + wanted - at


def _family(tokens: Sequence[_Word], at: int) -> int:
    lists = _lists()
    return lists.at("sure", tokens, at) or (1 if at < len(tokens) and lists.has("family", tokens[at]) else 0)


def _joined(tokens: list[_Word], at: int) -> int:
    """nguyenvannam"""
    bare = tokens[at].bare
    if len(bare) < 8:
        return 0
    for kind in ("sure", "family"):
        for entry in _lists().bare[kind]:
            family = "".join(entry)
            rest = bare[len(family) :]
            if bare.startswith(family) and (
                kind == "sure" or (rest.startswith(("van", "thi")) and len(rest) > 4)
            ):
                return 1
    return 0


def _by_family(tokens: list[_Word], at: int) -> int:
    """A family name with what makes it a person's."""
    lists = _lists()
    sure = lists.at("sure", tokens, at)
    if sure:
        return min(len(tokens) - at, sure + _LONGEST - 1)
    if not lists.has("family", tokens[at]):
        return 0
    rest = tokens[at + 1 : at + 1 + _LONGEST]
    if not rest or rest[0] is _BREAK:
        return 0
    if len(rest) == 1 and tokens[at].capital and rest[0].capital and _is_middle(tokens[at], rest[0]):
        return 2
    if len(rest) > 1 and _is_middle(tokens[at], rest[0]) and rest[1].marked not in _AFTER_MIDDLE | {"|"}:
        return 3
    given = 0
    for word in rest:
        if not lists.has("given", word) or (tokens[at].capital and not word.capital):
            break
        given += 1
    if given >= 2:
        return 1 + given
    if tokens[at].capital and tokens[at].typed != tokens[at].typed.upper():
        run = _capitals(tokens, at)
        alone = run == 2 and given == 1
        return run if alone or (run >= 3 and given) else 0
    return 0


def _is_middle(family: _Word, word: _Word) -> bool:
    """Văn, Thị; without marks where the family name too is typed without."""
    return word.marked in _MIDDLE or (family.typed.isascii() and word.marked in ("van", "thi"))


def _capitals(tokens: Sequence[_Word], at: int) -> int:
    length = 0
    while at + length < len(tokens) and tokens[at + length].capital and tokens[at + length].typed.isalpha():
        length += 1
    return length


def _is_syllable(word: _Word) -> bool:
    return _SYLLABLE.fullmatch(word.bare) is not None


def _by_address(tokens: list[_Word], at: int) -> int:
    """ông Trump, bà Hoa; «Anh» in capitals is the country, «anh ninh» a word."""
    length = _lists().at("address", tokens, at)
    after = at + length
    if not length or after >= len(tokens) or (tokens[at].marked == "anh" and tokens[at].capital):
        return 0
    run = _capitals(tokens, after)
    if run:
        return length + run
    strange = tokens[after].typed.isalpha() and not _is_syllable(tokens[after])
    return length + 1 if strange and not _lists().at("of", tokens, after) else 0


def _by_post(tokens: list[_Word], at: int) -> int:
    """Tổng thống Putin, phóng viên Minh Anh; not Bộ trưởng Ngoại giao, Đại sứ Campuchia."""
    lists = _lists()
    length = lists.at("post", tokens, at)
    after = at + length
    if not length or after >= len(tokens) or lists.at("of", tokens, after):
        return 0
    run = _capitals(tokens, after)
    if not run:
        strange = tokens[after].typed.isalpha() and not _is_syllable(tokens[after])
        return length + 1 if strange else 0
    goes_on = after + run < len(tokens) and tokens[after + run] is not _BREAK
    if run == 1 and goes_on and _is_syllable(tokens[after]):
        return 0
    return length + run


def _of_the_highlands(tokens: list[_Word], at: int) -> int:
    """Y Thanh Hà, K'Brễu, H'Hen Niê"""
    word = tokens[at]
    if word.typed == "Y" or re.match(r"[KH]['’ʼ]\w", word.typed):
        run = _capitals(tokens, at + 1)
        return 1 + run if run or "'" in word.typed else 0
    return 0


def _from_elsewhere(tokens: list[_Word], at: int) -> int:
    lists = _lists()
    if lists.has("foreign_given", tokens[at]) and not (
        tokens[at].typed.isupper() and len(tokens[at].typed) < 4
    ):
        return min(2, len(tokens) - at)
    if lists.has("foreign_family", tokens[at]) and at + 1 < len(tokens) and tokens[at + 1] is not _BREAK:
        follows = tokens[at + 1]
        known = follows.bare in ("sen", "manet", "many", "mana", "manith")
        if known or (tokens[at].capital and follows.capital and not lists.has("given", follows)):
            return 2
    return 0
