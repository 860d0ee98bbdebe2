"""How far an article concerns the province: an ordered table of rules over what its mentions come to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, Protocol


class Relevance(StrEnum):
    """How far an article concerns the province."""

    ABOUT = "about"
    MENTIONS = "mentions"
    PASSING = "in passing"
    NONE = "none"


class Weighed(Protocol):
    """What is needed of a mention: where it stands (characters of its part) and what it weighs (0-1)."""

    @property
    def part(self) -> Literal["title", "body"]: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def weight(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Weights:
    """What the mentions of an article come to.

    in_title, lead: the heaviest mention in the title and at the head of the body.  mass: the sum in the body, a
    chain of places counted once; share: its part of all places there; per_1000: the sum for 1,000 characters.
    full: one mention weighs whole.  substantive: a sentence speaks of the province alone.
    """

    in_title: float
    lead: float
    mass: float
    share: float
    per_1000: float
    length: int
    any_in_body: bool
    full: bool
    outside_in_title: bool
    substantive: bool

    @property
    def score(self) -> float:
        """Orders articles of equal relevance."""
        score = 3.0 * self.in_title + 1.5 * self.lead + min(self.mass, 8.0) * 0.4
        score += 2.0 * self.share * min(1.0, self.mass / 2) + min(self.per_1000, 3.0) * 0.5
        return score - (0.8 if self.outside_in_title and self.in_title < 1 else 0.0)


def weights_of(
    mentions: Sequence[Weighed], length: int, outside: float, *, outside_in_title: bool, substantive: bool
) -> Weights:
    """Sum up the mentions of a body of so many characters; outside: the weight of other provinces in it."""
    in_body = [mention for mention in mentions if mention.part == "body"]
    mass = mass_of(in_body)
    lead_end = max(150, min(700, length // 5))
    return Weights(
        in_title=max((mention.weight for mention in mentions if mention.part == "title"), default=0.0),
        lead=max((mention.weight for mention in in_body if mention.start < lead_end), default=0.0),
        mass=mass,
        share=mass / (mass + outside) if mass else 0.0,
        per_1000=mass * 1000 / max(length, 400),
        length=length,
        any_in_body=bool(in_body),
        full=any(mention.weight >= 1 for mention in mentions),
        outside_in_title=outside_in_title,
        substantive=substantive,
    )


def mass_of(mentions: Sequence[Weighed]) -> float:
    """Sum of the weights, a chain of places («xã A, huyện B, tỉnh C») counted once."""
    mass, last_end = 0.0, -100
    for mention in mentions:
        if mention.start - last_end > 16:
            mass += mention.weight
        last_end = mention.end
    return mass


def titled(it: Weights) -> bool:
    """Named in the title, and the body does not turn to elsewhere."""
    return it.in_title >= 0.5 and (it.share >= 0.34 or it.mass >= 3 or not it.any_in_body)


def hinted_in_title(it: Weights) -> bool:
    """Only hinted at in the title (a product, a list), but the lead is there."""
    return it.in_title > 0 and it.lead >= 1 and it.share >= 0.5 and it.mass >= 2


def led(it: Weights) -> bool:
    """The lead is there and most of the places named are."""
    enough = it.mass >= 2 or it.length < 500
    return it.lead >= 1 and it.share >= 0.6 and enough and not it.outside_in_title


def led_and_dense(it: Weights) -> bool:
    """The lead is there, half of the places are, and they come often."""
    return it.lead >= 1 and it.share >= 0.5 and it.mass >= 4 and it.per_1000 >= 1.0


def dense(it: Weights) -> bool:
    """Nearly all places named are there, and often."""
    return it.share >= 0.75 and it.mass >= 3 and it.per_1000 >= 1.5


def titled_in_part(it: Weights) -> bool:
    """The title names it beside others, and it is named in full somewhere."""
    return it.in_title >= 0.25 and (it.full or it.mass >= 1)


def told_of(it: Weights) -> bool:
    """A sentence of its own."""
    return it.substantive


def named_often(it: Weights) -> bool:
    """Named nearly twice in full."""
    return it.mass >= 1.8


def named_in_lead(it: Weights) -> bool:
    """Named in full in the lead, where a third of the places are."""
    return it.full and it.lead >= 1 and it.share >= 0.34


RULES: tuple[tuple[Relevance, Callable[[Weights], bool]], ...] = (
    (Relevance.ABOUT, titled),
    (Relevance.ABOUT, hinted_in_title),
    (Relevance.ABOUT, led),
    (Relevance.ABOUT, led_and_dense),
    (Relevance.ABOUT, dense),
    (Relevance.MENTIONS, titled_in_part),
    (Relevance.MENTIONS, told_of),
    (Relevance.MENTIONS, named_often),
    (Relevance.MENTIONS, named_in_lead),
)


def relevance_of(weights: Weights) -> Relevance:
    """The first rule that holds; "in passing" where none does."""
    return next((relevance for relevance, holds in RULES if holds(weights)), Relevance.PASSING)
