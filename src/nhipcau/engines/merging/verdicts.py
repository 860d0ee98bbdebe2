"""What two sentences are to each other, and on what they contradict each other."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """On what two sentences contradict each other."""

    NUMBER = "number"
    DATE = "date"
    PLACE = "place"
    POLARITY = "polarity"


class Answer(StrEnum):
    """What two sentences are to each other."""

    SAME = "same"
    EACH = "each"  # the same, said by each agency of itself
    AGAINST = "against"
    APART = "apart"


class Verdict(NamedTuple):
    """The answer; on: the kind of contradiction, for AGAINST alone; why: what set them apart, for whoever tunes."""

    answer: Answer
    on: Kind | None = None
    why: str = ""
