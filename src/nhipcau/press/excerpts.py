"""The words around a find, with the find marked; pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nhipcau.engines.vntext.letters import fold_in_place

_ABOUT = 220


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; hit: it is what was looked for."""

    text: str
    hit: bool = False


def excerpt(body: str, runs: Sequence[tuple[str, ...]], length: int = _ABOUT) -> list[Piece]:
    """About ``length`` letters of the body around the first find, finds marked whatever their marks.

    runs: folded words that stand together; without any, the body's beginning.
    """
    text = " ".join(body[:20_000].split())
    # "da lat" typed without quotes still means Đà Lạt where that stands, not every đá and đã.
    together = tuple(word for run in runs for word in run)
    spans = marks(text, [together]) if len(runs) > 1 else []
    spans = spans or marks(text, runs)
    first = spans[0][0] if spans else 0
    begin = max(0, first - length // 3)
    if begin:
        begin = text.find(" ", begin) + 1 or begin
    end = min(len(text), begin + length)
    if end < len(text):
        end = text.rfind(" ", begin, end) if text.rfind(" ", begin, end) > begin else end
    pieces = [Piece("… ")] if begin else []
    pieces.extend(_cut(text, begin, end, spans))
    if end < len(text):
        pieces.append(Piece(" …"))
    return pieces


def marks(text: str, runs: Sequence[tuple[str, ...]]) -> list[tuple[int, int]]:
    """Where the runs stand in the text, in order, not overlapping."""
    if not runs:
        return []
    folded = fold_in_place(text)
    if len(folded) != len(text):
        return []
    spans: list[tuple[int, int]] = []
    for run in runs:
        pattern = r"[\W_]{0,3}".join(map(re.escape, run))
        spans.extend(match.span() for match in re.finditer(rf"(?<![^\W_]){pattern}(?![^\W_])", folded))
    apart: list[tuple[int, int]] = []
    for begin, end in sorted(spans):
        if not apart or begin >= apart[-1][1]:
            apart.append((begin, end))
    return apart


def _cut(text: str, begin: int, end: int, spans: Sequence[tuple[int, int]]) -> list[Piece]:
    pieces, at = [], begin
    for first, last in spans:
        if first < begin or last > end:
            continue
        if first > at:
            pieces.append(Piece(text[at:first]))
        pieces.append(Piece(text[first:last], hit=True))
        at = last
    if at < end:
        pieces.append(Piece(text[at:end]))
    return pieces
