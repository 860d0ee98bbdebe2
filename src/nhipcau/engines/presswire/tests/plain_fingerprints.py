"""The fingerprint as it reads, word by word: what the quick one is held to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nhipcau.engines.presswire.copies.letters import parted
from nhipcau.engines.vntext.letters import clean

Gram = tuple[str, ...]
_TOKEN = re.compile(r"[0-9]+(?:[.,/:][0-9]+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|[.!?…:\n]")
_UNSPACED = re.compile(r"([\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff])")
_BEYOND = re.compile("[\U00010000-\U0010ffff]")
_STOPS = frozenset(".!?…:\n")


def said(token: str) -> str:
    """A token as it is compared: a number without the signs that group its digits, a word with its tones last."""
    if token[0] in "0123456789":
        return token.replace(".", "").replace(",", "")
    letters = [parted(one) for one in token]
    return (
        "".join(base for base, _ in letters) + "+" + "".join(sorted("".join(tones for _, tones in letters)))
    )


def plain(title: str, body: str) -> tuple[set[Gram], set[tuple[Gram, str]]]:
    """The 3-grams of words, and each fact with the words around it (two on each side, facts covered)."""
    text = _UNSPACED.sub(r" \1 ", _BEYOND.sub(" ", clean(f"{title}\n{body}")))
    words: list[str] = []
    masked: list[str] = []
    facts: list[tuple[int, str]] = []
    after_stop = True
    for token in _TOKEN.findall(text):
        if token in _STOPS:
            after_stop = True
            continue
        word = said(token)
        words.append(word)
        if token[0].isdigit():
            facts.append((len(masked), word))
            masked.append("#")
        elif token[0].isupper() and not after_stop:
            if masked and masked[-1] == "^" and facts and facts[-1][0] == len(masked) - 1:
                facts[-1] = (facts[-1][0], f"{facts[-1][1]} {word}")
            else:
                facts.append((len(masked), word))
                masked.append("^")
        else:
            masked.append(word)
        after_stop = False
    return set(grams(words)), {(around(masked, at), fact) for at, fact in facts}


def grams(words: list[str]) -> Iterator[Gram]:
    if words:
        padded = words if len(words) >= 3 else [*words, *[""] * (3 - len(words))]
        yield from zip(padded, padded[1:], padded[2:], strict=False)


def around(masked: list[str], at: int) -> Gram:
    padded = ["", "", *masked, "", ""]
    return tuple(padded[at : at + 5])
