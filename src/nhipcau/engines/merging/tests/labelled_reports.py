"""The labelled sentences (``labelled.txt``, and further hands' in ``labelled_third.txt`` and ``labelled_fourth.txt``) as pairs, those that were tuned on and those that were not, and how well they are merged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from nhipcau.engines.merging import Said, merge

FILE = Path(__file__).with_name("labelled.txt")
THIRD = Path(__file__).with_name("labelled_third.txt")
FOURTH = Path(__file__).with_name("labelled_fourth.txt")
SAME, GATHERED, AGAINST, APART = "=", "+", "!", "~"
ASIDE = "c-"  # blocks that nobody looked at when rules were made: written last, measured, not read again


@dataclass(frozen=True)
class Line:
    """One labelled sentence.  label: "=", "+", "!number", "~unit" …"""

    label: str
    agency: str
    text: str


@dataclass(frozen=True)
class Block:
    """One fact and the sentences that are held against it."""

    name: str
    lines: tuple[Line, ...]

    @property
    def aside(self) -> bool:
        """Whether nobody looked at it when rules were made."""
        return self.name.startswith(ASIDE)


@dataclass(frozen=True)
class Pair:
    """Two sentences and what they are to each other."""

    one: Line
    other: Line
    label: str

    @property
    def together(self) -> bool:
        return self.label in (SAME, GATHERED)


@lru_cache(maxsize=3)
def blocks(file: Path = FILE) -> tuple[Block, ...]:
    """All blocks of a file, in order."""
    found: list[tuple[str, list[Line]]] = []
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("@ "):
            found.append((line[2:], []))
        elif line and line[0] in "=+!~":
            head, _, text = line.partition(" | ")
            label, _, agency = head.partition(" ")
            found[-1][1].append(Line(label, agency, text))
    return tuple(Block(name, tuple(lines)) for name, lines in found)


def pairs(*, aside: bool | None = None, file: Path = FILE) -> list[Pair]:
    """The wordings of each fact with each other, and each with what is held against it.  aside: None for all blocks."""
    return [pair for block in blocks(file) if aside is None or block.aside is aside for pair in _pairs(block)]


def _pairs(block: Block) -> Iterator[Pair]:
    facts = [line for line in block.lines if line.label == SAME]
    for number, fact in enumerate(facts):
        yield from (Pair(fact, other, SAME) for other in facts[number + 1 :])
        yield from (Pair(fact, other, other.label) for other in block.lines if other.label != SAME)


def measured(*, aside: bool | None, file: Path = FILE) -> dict[str, Any]:
    """Precision and recall of putting two sentences together, and of conflicts with the thing they are about; each pair is merged
    alone, as a task of its own."""
    right = folded = wanted = found = shown = conflicts = 0
    chosen = pairs(aside=aside, file=file)
    for pair in chosen:
        merged = merge(
            [Said(pair.one.agency, "1", pair.one.text), Said(pair.other.agency, "1", pair.other.text)]
        ).tasks[0]
        together = len(merged.groups) == 1
        right += together and pair.together
        folded += together
        wanted += pair.together
        kinds = {conflict.on.value for conflict in merged.conflicts}
        shown += bool(kinds)
        if pair.label[0] == AGAINST:
            conflicts += 1
            found += pair.label[1:] in kinds
    return {
        "pairs": len(chosen),
        "precision": round(right / max(folded, 1), 3),
        "recall": round(right / max(wanted, 1), 3),
        "conflicts shown rightly": round(found / max(shown, 1), 3),
        "conflicts found": round(found / max(conflicts, 1), 3),
    }
