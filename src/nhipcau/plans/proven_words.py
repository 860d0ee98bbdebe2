"""By what a task's results may be proven, told from its words: a suggestion to the coordinator, never a decision."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nhipcau.engines.vntext import fold
from nhipcau.kernel.witness import witnesses
from nhipcau.plans.models import Task
from nhipcau.plans.rules import UNIT_PLAN_PROOF, UNIT_PLAN_TITLES, TaskKind

FILE = Path(__file__).with_name("data") / "proven.tsv"


@dataclass(frozen=True, slots=True)
class Pattern:
    """One row of the file, its words folded.  holds: groups, of each of which one is asked."""

    kind: str
    begins: tuple[str, ...]
    holds: tuple[tuple[str, ...], ...]
    says: tuple[str, ...]
    example: str
    other: str

    def may_fit(self, title: str) -> bool:
        """Whether a folded title is of this kind, whatever else is said."""
        return any(_stands(words, title, at_start=True) for words in self.begins) and all(
            any(_stands(words, title) for words in group) for group in self.holds
        )

    def fits(self, whole: str) -> bool:
        """Whether all that is said of such a title, folded, is of this kind."""
        return not self.says or any(_stands(words, whole) for words in self.says)


def _stands(words: str, text: str, *, at_start: bool = False) -> bool:
    before = "^" if at_start else r"(?<!\w)"
    return re.search(rf"{before}{re.escape(words)}(?!\w)", text) is not None


@cache
def patterns() -> tuple[Pattern, ...]:
    """The rows of the file, in order."""
    return tuple(_rows())


def _rows() -> Iterator[Pattern]:
    lines = [line for line in FILE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    for line in lines[1:]:
        kind, begins, holds, says, example, other = line.split("\t")
        groups = tuple(_words(group) for group in holds.split(";") if group)
        yield Pattern(kind, _words(begins), groups, _words(says), example, other)


def _words(cell: str) -> tuple[str, ...]:
    return tuple(fold(words) for words in cell.split("|") if words)


def likely(title: str, rest: str = "") -> str:
    """The kind that words are of; "" where none is sure."""
    folded = fold(title)
    near = [one for one in patterns() if one.may_fit(folded)]
    whole = f"{folded}\n{fold(rest)}" if near else ""
    return next((one.kind for one in near if one.fits(whole)), "")


def suggested(task: Task) -> str:
    """The registered kind that a task's words suggest, "" for none; never of a group.

    Of the dated duties of all (reports, estimates) only the one that asks for plans of their own.
    """
    if task.title in UNIT_PLAN_TITLES and task.kind != TaskKind.GROUP:
        kind = UNIT_PLAN_PROOF
    elif task.kind == TaskKind.DUTY:
        kind = likely(task.title, f"{task.timing_text}\n{task.content}")
    else:
        kind = ""
    return kind if kind in witnesses else ""
