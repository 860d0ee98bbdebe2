"""The fingerprint as it reads, word by word: what the quick one is held to."""

from __future__ import annotations

from collections.abc import Iterator

from nhipcau.engines.presswire.copies.fingerprints import _SENTENCE_START, _TOKEN, _UNSPACED
from nhipcau.engines.vntext.letters import clean, place_tones

Gram = tuple[str, ...]


def plain(title: str, body: str) -> tuple[set[Gram], set[tuple[Gram, str]]]:
    """The 3-grams of words, and each fact with the words around it (two on each side, facts covered)."""
    text = _UNSPACED.sub(r" \1 ", place_tones(clean(f"{title}\n{body}")))
    words: list[str] = []
    masked: list[str] = []
    facts: list[tuple[int, str]] = []
    after_stop = True
    for token in _TOKEN.findall(text):
        if token in _SENTENCE_START:
            after_stop = True
            continue
        lower = token.lower()
        words.append(lower)
        if token[0].isdigit():
            facts.append((len(masked), lower.rstrip("%").replace(".", "").replace(",", "")))
            masked.append("#")
        elif token[0].isupper() and not after_stop:
            if masked and masked[-1] == "^" and facts and facts[-1][0] == len(masked) - 1:
                facts[-1] = (facts[-1][0], f"{facts[-1][1]} {lower}")
            else:
                facts.append((len(masked), lower))
                masked.append("^")
        else:
            masked.append(lower)
        after_stop = False
    return set(grams(words)), {(around(masked, at), fact) for at, fact in facts}


def grams(words: list[str]) -> Iterator[Gram]:
    if words:
        padded = words if len(words) >= 3 else [*words, *[""] * (3 - len(words))]
        yield from zip(padded, padded[1:], padded[2:], strict=False)


def around(masked: list[str], at: int) -> Gram:
    padded = ["", "", *masked, "", ""]
    return tuple(padded[at : at + 5])
