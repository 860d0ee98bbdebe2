"""What the page of a draft reckons once, though several of its parts ask for it.

Kept on the very row that the page was given (``shown``), which nobody writes; rows that acts hold are reckoned anew each time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from nhipcau.plans.models import NextPlan

T = TypeVar("T")
_KEPT = "_reckoned_once"


def shown(next_plan: NextPlan, **known: Any) -> None:
    """Say that a row is only shown from now on, with what is reckoned of it already."""
    next_plan.__dict__[_KEPT] = known


def once(next_plan: NextPlan, name: str, reckon: Callable[[], T]) -> T:
    """What ``reckon`` gives; of a row that is only shown the first answer."""
    kept: dict[str, Any] | None = next_plan.__dict__.get(_KEPT)
    if kept is None:
        return reckon()
    if name not in kept:
        kept[name] = reckon()
    answer: T = kept[name]
    return answer
