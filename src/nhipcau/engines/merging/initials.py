"""Short forms that one report writes and another writes out: "Trung tâm PVHCC" beside "Trung tâm Phục vụ hành chính công".

No list can hold the short forms of sixty agencies; within one task somebody mostly writes the words whose first letters they are.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from itertools import pairwise

from nhipcau.engines.vntext.letters import clean, fold_in_place
from nhipcau.engines.vntext.regexes import regex

LEAST_LETTERS = 3  # two letters are the first of too many words
MOST_LETTERS = 8
MOST_SHORT = 30  # of one task
_SHORT = regex(r"(?<![\w&.,-])[A-ZĐ](?:[&-]?[A-ZĐ]){2,9}(?![\w&-])")
_WORD = regex(r"[^\W\d_]+")
_PARTING = regex(r"[^\s,–-]")  # between two words of one name stand spaces, commas and dashes


def told_in(texts: Iterable[str], known: Container[str]) -> dict[str, str]:
    """The short forms in a task's texts that no list knows, with the words for which they stand; those for which more than one
    run of words could stand are left out."""
    all_texts = list(dict.fromkeys(texts))
    asked: dict[str, str] = {}
    for text in all_texts:
        for found in _SHORT.findall(text):
            letters = "".join(_first(letter) for letter in found if letter.isalpha())
            if (
                found not in known
                and LEAST_LETTERS <= len(letters) <= MOST_LETTERS
                and len(asked) < MOST_SHORT
            ):
                asked.setdefault(found, letters)
    if not asked:
        return {}
    meant: dict[str, dict[str, str]] = {short: {} for short in asked}
    for text in all_texts:
        firsts, places, text = _firsts(clean(text))
        for short, letters in asked.items():
            at = firsts.find(letters)
            while at >= 0:
                words = text[places[at][0] : places[at + len(letters) - 1][1]]
                meant[short].setdefault(fold_in_place(words), words)
                at = firsts.find(letters, at + 1)
    return {short: next(iter(words.values())) for short, words in meant.items() if len(words) == 1}


def _firsts(text: str) -> tuple[str, list[tuple[int, int]], str]:
    """The first letters of a text's words, "|" where a sign parts them or a word is a short form; where each stands; the text."""
    words = [found for found in _WORD.finditer(text) if found.group() != "và"]
    firsts, places = [], []
    for before, word in pairwise([None, *words]):
        assert word is not None
        if before is not None and _PARTING.search(text[before.end() : word.start()].replace("và", "")):
            firsts.append("|")
            places.append((word.start(), word.start()))
        written = word.group()
        firsts.append("|" if len(written) > 1 and written.isupper() else _first(written[0]))
        places.append(word.span())
    return "".join(firsts), places, text


def _first(letter: str) -> str:
    """A letter as initials have it: small, without marks but for đ."""
    small = letter.lower()
    return small if small == "đ" else fold_in_place(small)
