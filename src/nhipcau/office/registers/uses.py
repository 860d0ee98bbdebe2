"""What a number is used for: asked of the rooms that use numbers, which stand above this one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

from nhipcau.agencies.models import Officer
from nhipcau.kernel.joints import Joint, place_of
from nhipcau.kernel.states import UNTOLD, Since
from nhipcau.office.registers.models import Number


@dataclass(frozen=True, slots=True)
class Use:
    """The paper that bears a number, or waits with it.  issued: whether it has gone out.  since: since when, and
    who let it go.  opens: whether its page answers an officer: whoever reads the book need not be one who reads the paper.
    """

    title: str
    url: str
    issued: bool
    on: date | None = None
    since: Since = UNTOLD
    opens: Callable[[Officer], bool] = lambda officer: True


Finder = Callable[[Collection[Number]], Mapping[int, Use]]

finders: Joint[Finder] = Joint("finder of uses of numbers", key=place_of)
"""(numbers) → {number's key: its use}, for those that have one."""


def uses_of(numbers: Collection[Number]) -> dict[int, Use]:
    """The use of each number that has one, by the number's key."""
    found: dict[int, Use] = {}
    for finder in finders:
        found.update(finder(numbers))
    return found
