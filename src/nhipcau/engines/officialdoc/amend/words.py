"""Old words beside new words: which words went and which came."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from rapidfuzz.distance import Indel

from nhipcau.engines.vntext.records import record

_PIECE = re.compile(r"\s+|\d+(?:[./,:-]\d+)+|\w+|[^\w\s]")  # a date or a sum is one word
MOST = 3_000  # words of either side that are told apart; of longer texts the middle is told as one


class Fate(StrEnum):
    SAME = "same"
    GONE = "gone"
    CAME = "came"


@record(frozen=True, slots=True)
class Run:
    """Words that stay, go or come together."""

    text: str
    fate: Fate


def told_apart(old: str, new: str) -> list[Run]:
    """Both texts as one run of words, each same, gone or come; joined they give either text again."""
    before, after = _PIECE.findall(old), _PIECE.findall(new)
    head = 0
    while head < min(len(before), len(after)) and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < min(len(before), len(after)) - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    runs = [Run("".join(before[:head]), Fate.SAME)]
    runs += _middle(before[head : len(before) - tail], after[head : len(after) - tail])
    runs.append(Run("".join(before[len(before) - tail :]), Fate.SAME))
    return [run for run in runs if run.text]


def names_apart(old: Sequence[str], new: Sequence[str]) -> list[Run]:
    """Two lists of names as one: those that stay or go in their order, then those that come; a name is never cut."""
    runs = [Run(name, Fate.SAME if name in new else Fate.GONE) for name in old]
    runs += [Run(name, Fate.CAME) for name in new if name not in old]
    found: list[Run] = []
    for run in runs:
        found += [Run("; ", Fate.SAME), run] if found else [run]
    return found


def _middle(before: list[str], after: list[str]) -> list[Run]:
    if len(before) > MOST or len(after) > MOST:
        return [Run("".join(before), Fate.GONE), Run("".join(after), Fate.CAME)]
    runs: list[Run] = []
    for step in Indel.opcodes(before, after):
        gone, came = (
            "".join(before[step.src_start : step.src_end]),
            "".join(after[step.dest_start : step.dest_end]),
        )
        if step.tag == "equal":
            runs.append(Run(came, Fate.SAME))
        else:
            runs += [Run(gone, Fate.GONE), Run(came, Fate.CAME)]
    return _joined([run for run in runs if run.text])


def _joined(runs: list[Run]) -> list[Run]:
    """Without islands: a lone space between two changes belongs to them; what went stands before what came."""
    found: list[Run] = []
    gone = came = ""
    for place, run in enumerate(runs):
        island = run.fate is Fate.SAME and run.text.isspace() and 0 < place < len(runs) - 1
        if run.fate is Fate.SAME and not island:
            found += [Run(gone, Fate.GONE), Run(came, Fate.CAME), run]
            gone = came = ""
        else:
            gone += run.text if run.fate is not Fate.CAME else ""
            came += run.text if run.fate is not Fate.GONE else ""
    found += [Run(gone, Fate.GONE), Run(came, Fate.CAME)]
    return [run for run in found if run.text]
