"""What words mean where they stand: negation, prevention, rise and fall, and the frame of the whole article.

"Không có người bị thương" is not bad news, "tỷ lệ hộ nghèo giảm" is good news, a drill's fire burns nobody,
and a rumour that the authority refutes is not the article's own claim.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from nhipcau.engines.presswire.judging.lexicon import Mark, Pair
from nhipcau.engines.presswire.judging.phrases import UNSPACED, Found

Part = Literal["title", "body"]
_BREAK = re.compile(r"[.,;:!?…](?=\s|$)|[\n–—。，；：！？、]|\s-\s")
_SENTENCE = re.compile(r"[.!?…](?=\s|$)|[\n。！？]")
_NEAR = 4  # words that a negation reaches; letters count double
_CHANGE_REACH = 6
_LETTERS = 2.5  # letters of a script without spaces for one word
_CHANGE_WEIGHT = 2.0
_FRAME_WITHIN = 300  # characters of the body in which a frame is announced


class Hit(NamedTuple):
    """A mark in the article with its weight after scope."""

    question: str
    label: str
    weight: float
    part: Part
    start: int
    end: int
    note: str = ""


def read_part(
    text: str, part: Part, found: list[Found[Mark]], pairs: Iterable[Pair] = ()
) -> tuple[list[Hit], set[str]]:
    """Hits for subject, tone and flags in one part of the article, and the frames it announces."""
    kept = _longest(found)
    by: dict[str, list[Found[Mark]]] = {}
    for one in kept:
        by.setdefault(one.mark.question, []).append(one)
    hits = [_hit(one, part) for one in by.get("subject", ())]
    changes, spent = _changes(text, part, by.get("change", []), by.get("worth", []), by.get("turn", []))
    hits += changes
    for one in (*by.get("tone", ()), *by.get("flag", ())):
        if any(start < one.end and one.start < end for start, end in spent) and one.mark.label != "amplify":
            continue
        good = one.mark.label in ("positive", "amplify")
        turned = _turned(text, one, by.get("turn", ()))
        if turned is None or (good and turned == "against"):
            hits.append(_hit(one, part))
        elif good and one.mark.question == "tone":
            hits.append(Hit("tone", "negative", one.mark.weight * 0.7, part, one.start, one.end))
    untold = {
        question: [one for one in marks if not any(s < one.end and one.start < e for s, e in spent)]
        if question.startswith("group ")
        else marks
        for question, marks in by.items()
    }
    hits += _paired(text, part, untold, pairs)
    frames = {one.mark.label for one in by.get("frame", ()) if part == "title" or one.start < _FRAME_WITHIN}
    return hits, frames


def _paired(text: str, part: Part, by: Mapping[str, list[Found[Mark]]], pairs: Iterable[Pair]) -> list[Hit]:
    """Flags raised by two groups in one sentence, the second not denied; each pair once a sentence."""
    hits: list[Hit] = []
    ends: list[int] | None = None
    for pair in pairs:
        firsts, seconds = by.get(f"group {pair.first}"), by.get(f"group {pair.second}")
        if not firsts or not seconds:
            continue
        if ends is None:
            ends = [match.end() for match in _SENTENCE.finditer(text)]
        told = {bisect_right(ends, one.start): one for one in reversed(firsts)}
        done: set[int] = set()
        for second in seconds:
            sentence = bisect_right(ends, second.start)
            first = told.get(sentence)
            if first is None or sentence in done or (first.start < second.end and second.start < first.end):
                continue
            if _turned(text, second, by.get("turn", ())) is not None:
                continue
            done.add(sentence)
            start, end = min(first.start, second.start), max(first.end, second.end)
            hits.append(Hit("flag", pair.flag, pair.weight, part, start, end, pair.reason))
    return hits


def _hit(found: Found[Mark], part: Part) -> Hit:
    return Hit(found.mark.question, found.mark.label, found.mark.weight, part, found.start, found.end)


def _longest(found: list[Found[Mark]]) -> list[Found[Mark]]:
    """Without what stands inside a longer phrase on the same question, or inside an idiom."""
    if len(found) < 2:
        return [one for one in found if one.mark.question != "idiom"]
    over: dict[int, list[Found[Mark]]] = {}
    for one in found:
        for word in range(one.word, one.last + 1) if one.last > one.word else ():
            over.setdefault(word, []).append(one)
    return [one for one in found if one.mark.question != "idiom" and not _covered(one, over)]


def _covered(one: Found[Mark], over: Mapping[int, list[Found[Mark]]]) -> bool:
    """Inside a longer phrase on the same question; or across the edge of an idiom, as «thành công» in
    «thành công viên»."""
    size = one.end - one.start
    for word in (one.word, one.last) if one.last > one.word else (one.word,):
        for other in over.get(word, ()):
            inside = other.start <= one.start and one.end <= other.end
            if (
                inside
                and other.end - other.start > size
                and other.mark.question in (one.mark.question, "idiom")
            ):
                return True
            if (
                not inside
                and other.mark.question == "idiom"
                and one.last - one.word <= other.last - other.word
            ):
                return True
    return False


def _apart(text: str, one: Found[Mark], other: Found[Mark]) -> float | None:
    """Words between two phrases of one clause; None where a clause ends between them."""
    first, second = (one, other) if one.start <= other.start else (other, one)
    if first.end > second.start:
        return 0.0
    if _BREAK.search(text, first.end, second.start):
        return None
    gap = second.word - first.last - 1
    return gap / _LETTERS if UNSPACED.match(text, first.start) else float(gap)


def _turned(text: str, one: Found[Mark], turns: Iterable[Found[Mark]]) -> str | None:
    """The kind of negation that reaches a phrase, if any."""
    for turn in turns:
        follows = turn.mark.label == "after"
        if (turn.start >= one.end) if follows else (turn.end <= one.start):
            apart = _apart(text, turn, one)
            if apart is not None and apart <= _NEAR * turn.mark.weight:
                return turn.mark.label
    return None


def _changes(
    text: str, part: Part, changes: list[Found[Mark]], worths: list[Found[Mark]], turns: list[Found[Mark]]
) -> tuple[list[Hit], list[tuple[int, int]]]:
    """Rise and fall of what is good or bad, as tone; and the stretches of text that are told by it."""
    hits, spent = [], []
    for change in changes:
        near = [
            (apart + (0.5 if worth.start > change.start else 0), worth)
            for worth in worths
            if (apart := _apart(text, change, worth)) is not None and apart <= _CHANGE_REACH
        ]
        if not near or _turned(text, change, turns) is not None:
            continue
        _, worth = min(near, key=lambda pair: pair[0])
        good = (worth.mark.label == "good") == (change.mark.label == "up")
        start, end = min(change.start, worth.start), max(change.end, worth.end)
        hits.append(Hit("tone", "positive" if good else "negative", _CHANGE_WEIGHT, part, start, end))
        spent.append((start, end))
    return hits, spent
