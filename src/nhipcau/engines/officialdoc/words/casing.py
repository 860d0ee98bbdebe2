"""Capitals to normal writing: ỦY BAN NHÂN DÂN TỈNH ĐẮK NÔNG → Ủy ban nhân dân tỉnh Đắk Nông.

How a name is written in the document's own text decides; where it does not occur there, a list of names
that official texts write in one way (Decree 30/2020, annex II on capitals).
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from nhipcau.engines.vntext.letters import place_tones
from nhipcau.engines.vntext.regexes import regex

from .wordlists import LISTS

_TOKEN = regex(r"[^\W_]+(?:['’`][^\W_]+)*|[^\w\s]|\n")
_SENTENCE_END = frozenset(".:;?!\n“\"'(-–•+|/")
_LONGEST = 7


_PLACE_WORDS = regex(
    r"(?:tỉnh|thành phố|huyện|xã|phường|thị xã|thị trấn|quận|đặc khu|thôn|bon|buôn)$", re.IGNORECASE
)


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(text)


# "Gia Lai, ngày 14 tháng 6": the place of the head, in normal case.
_PLACE_LINE = regex(r"^([^\W\d_][^\n,;:]{1,30}),\s*ngày\b", re.MULTILINE)


@cache
def _acronyms() -> frozenset[str]:
    names = LISTS.entries("official_names")
    return frozenset(name for name in names if name.isupper() and " " not in name)


@cache
def _after_places() -> frozenset[str]:
    return frozenset(LISTS.entries("after_places"))


@cache
def _lexicon() -> str:
    """Each name stands between sentence words so that its capitals count."""
    phrases = [*LISTS.entries("official_names"), *LISTS.entries("provinces")]
    return " , ".join(f"của {phrase}" for phrase in phrases)


def _only_shown(tokens: list[str], index: int, end: int) -> bool:
    """Whether the capitals of these tokens, words among them, are for show and tell nothing."""
    words = [token for token in tokens[index:end] if token.isalpha()]
    if len(words) > 1 or len(words[0]) < 2:
        return True
    near = tokens[max(index - 3, 0) : index] + tokens[end : end + 3]
    return any(len(word) > 1 and word.isupper() for word in near)


class _Tree(dict[str, "_Tree"]):
    """Words that go on from words."""


class Recaser:
    """Writes capitals in normal case as the given text (and the list of names) writes them."""

    def __init__(self, text: str) -> None:
        self._tokens = _tokens(text[:300_000])
        places = {place.strip() for place in _PLACE_LINE.findall(text[:20_000]) if not place.isupper()}
        self._lexicon_tokens = _tokens(_lexicon() + "".join(f" , của {place}" for place in sorted(places)))
        self._lower: dict[int, list[str]] = {}
        self._places: dict[int, dict[str, list[int]]] = {}
        self._normal: dict[str, str] = {}  # a head is read more than once

    def _lowered(self, tokens: list[str]) -> list[str]:
        """The tokens in lower case with their tone marks in one place; made once for each list."""
        if id(tokens) not in self._lower:
            known: dict[str, str] = {}
            for token in set(tokens):
                known[token] = place_tones(token.lower())
            self._lower[id(tokens)] = [known[token] for token in tokens]
        return self._lower[id(tokens)]

    def _places_of(self, tokens: list[str], starts: set[str]) -> list[int]:
        """Where one of the words stands, in order; where each stands is looked up once for each list."""
        if id(tokens) not in self._places:
            places: dict[str, list[int]] = {}
            for index, token in enumerate(self._lowered(tokens)):
                places.setdefault(token, []).append(index)
            self._places[id(tokens)] = places
        known = self._places[id(tokens)]
        return sorted(index for start in starts for index in known.get(start, ()))

    def _forms(
        self, needed: set[tuple[str, ...]], tokens: list[str]
    ) -> dict[tuple[str, ...], Counter[tuple[str, ...]]]:
        lower = self._lowered(tokens)
        begun: _Tree = _Tree()
        for gram in needed:
            below = begun
            for word in gram:
                below = below.setdefault(word, _Tree())
        found: dict[tuple[str, ...], Counter[tuple[str, ...]]] = {}
        count = len(tokens)
        for index in self._places_of(tokens, set(begun)):
            opens = index == 0 or tokens[index - 1] in _SENTENCE_END
            below, end = begun, index
            has_words, all_upper = False, True
            # What a longer one begins with is needed too: ``normal`` asks for every length.
            while end < count and (going_on := below.get(lower[end])) is not None:
                below, token = going_on, tokens[end]
                end += 1
                if token.isalpha():
                    has_words, all_upper = True, all_upper and token.isupper()
                if not has_words or (all_upper and _only_shown(tokens, index, end)):
                    continue
                gram = tuple(lower[index:end])
                forms = found.get(gram)
                if forms is None:
                    forms = found[gram] = Counter()
                forms[tuple(tokens[index:end])] += 0 if opens else 1
        return found

    def normal(self, text: str) -> str:
        """``text`` in normal case with a capital first; text that is not in capitals stays as it is."""
        if text not in self._normal:
            self._normal[text] = self._in_normal_case(text)
        return self._normal[text]

    def _in_normal_case(self, text: str) -> str:
        text = " ".join(text.split())
        letters = [*filter(str.isalpha, text)]
        if not letters or sum(map(str.isupper, letters)) < 0.7 * len(letters):
            return text
        spans = list(_TOKEN.finditer(text))
        tokens = [span.group() for span in spans]
        lower = [place_tones(token.lower()) for token in tokens]
        needed = {
            tuple(lower[start : start + length])
            for start in range(len(lower))
            for length in range(1, _LONGEST + 1)
            if start + length <= len(lower)
        }
        own = self._forms(needed, self._tokens)
        listed = self._forms(needed, self._lexicon_tokens)
        out = self._choose(tokens, lower, own, listed)
        result = ""
        end = 0
        for span, word in zip(spans, out, strict=True):
            result += text[end : span.start()] + word
            end = span.end()
        result += text[end:]
        return result[:1].upper() + result[1:]

    def _choose(
        self,
        tokens: list[str],
        lower: list[str],
        own: dict[tuple[str, ...], Counter[tuple[str, ...]]],
        listed: dict[tuple[str, ...], Counter[tuple[str, ...]]],
    ) -> list[str]:
        out: list[str] = []
        index = 0
        while index < len(tokens):
            chosen: tuple[str, ...] | None = None
            after_place = bool(out) and self._in_place_name(out)
            if tokens[index] in _acronyms():
                out.append(tokens[index])
                index += 1
                continue
            for length in range(min(_LONGEST, len(tokens) - index), 0, -1):
                gram = tuple(lower[index : index + length])
                if not any(word.isalpha() for word in gram):
                    continue
                for forms in (own, listed):
                    best = forms.get(gram)
                    if not best:
                        continue
                    form, count = best.most_common(1)[0]
                    if not count and forms is own and (listed.get(gram) or (length == 1 and after_place)):
                        continue  # only seen at a sentence's start: the list of names knows better
                    if length == 1 and forms is listed and _PLACE_SYLLABLE.get(gram[0]):
                        continue
                    chosen = form if count else _lower_first(form)
                    break
                if chosen:
                    break
            if chosen and not (len(chosen) == 1 and chosen[0].islower() and after_place):
                out += chosen
                index += len(chosen)
            else:
                word = lower[index]
                name = after_place and word.isalpha() and word not in _after_places()
                out.append(tokens[index] if _is_sign(tokens[index]) else word.capitalize() if name else word)
                index += 1
        return out

    @staticmethod
    def _in_place_name(out: list[str]) -> bool:
        """Whether the next word goes on with the name of a place: tỉnh Đắk |Nông."""
        for back in range(1, min(4, len(out)) + 1):
            tail = out[-back:]
            if _PLACE_WORDS.match(" ".join(tail[:1])) or (
                len(tail) > 1
                and _PLACE_WORDS.match(f"{tail[0]} {tail[1]}")
                and tail[1] not in _after_places()
            ):
                names = tail[2:] if len(tail) > 1 and _PLACE_WORDS.match(f"{tail[0]} {tail[1]}") else tail[1:]
                return all(word[:1].isupper() for word in names)
        return False


_PLACE_SYLLABLE: dict[str, bool] = {
    "báo": True,
    "cục": True,
    "vụ": True,
    "luật": True,
    "đảng": False,
    "lào": False,
}
_SIGNS = regex(r"^(?:[IVXLC]+|[BCDĐGHKLMNPQRSTVX]{2,}|[0-9].*)$")


def _is_sign(token: str) -> bool:
    """A Roman number or an abbreviation without vowels stays in capitals."""
    return bool(_SIGNS.match(token)) and token not in ("C", "D", "L", "M", "V", "X")


def _lower_first(form: tuple[str, ...]) -> tuple[str, ...]:
    """A form only seen at a sentence's start says nothing about its first capital."""
    first = form[0]
    return (first if first.isupper() and len(first) > 1 else first.lower(), *form[1:])
