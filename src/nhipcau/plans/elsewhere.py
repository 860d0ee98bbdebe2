"""Results that are delivered on another page than their task's: a round's report, an agency's own plan.

Who keeps such a page registers how it is found; the desk and the task's page then lead there and offer no quick reporting, since the
result is done by itself once that is handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from nhipcau.kernel.joints import Joint, place_of
from nhipcau.plans.models import Deliverable


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where a result is delivered, and what the link says (translated)."""

    url: str
    label: str


Find = Callable[[Any, Collection[Deliverable]], Mapping[int, Elsewhere]]
"""The reader, and open results with their parts and tasks → where those are delivered that this knows and he may open, by the
results' keys.  A fixed number of queries, none for results that it does not know."""

finders: Joint[Find] = Joint("page where results are delivered", key=place_of)


def of(reader: Any, results: Collection[Deliverable]) -> dict[int, Elsewhere]:
    """Where each of some results is delivered; of those that are open and not reported on their task's page."""
    waiting = [one for one in results if one.done_on is None]
    found: dict[int, Elsewhere] = {}
    for find in finders if waiting else ():
        found |= find(reader, waiting)
    return found
