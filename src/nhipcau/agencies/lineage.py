"""Which agency does another's work after mergers and divisions: the one walk over ``Succession``.

Permissions, lists, names in documents, proofs of past days and what a merger moves all ask here, so that they cannot
come to different answers.  The rule: an agency does its own work while it lives; afterwards those do that took over
until the day asked about, each of them by the same rule; of a division only those of this work, where one is named
(``rules.of_this_work``).  A circle, which no action lets in, ends where it began.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from nhipcau.agencies.rules import of_this_work

if TYPE_CHECKING:
    from nhipcau.agencies.models import Agency


@dataclass(frozen=True, slots=True)
class Step:
    """One agency took over from another on a day; ``what``: which part of its work."""

    predecessor: int
    successor: int
    on: date
    what: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """From when until when an agency lives; None: not known, or no end."""

    first: date | None = None
    last: date | None = None

    def holds(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(slots=True)
class Lineage:
    """All mergers and divisions, in memory (``Succession.objects.lineage()``: one query, what is asked afterwards none).

    Agencies are named by their keys; one that never took part in a merger has nobody before or after it.
    """

    _after: dict[int, list[Step]] = field(default_factory=dict)
    _spans: dict[int, Span] = field(default_factory=dict)

    @classmethod
    def of(cls, steps: Iterable[Step], spans: dict[int, Span]) -> Lineage:
        """Of steps in the order in which they came."""
        after: dict[int, list[Step]] = {}
        for step in steps:
            after.setdefault(step.predecessor, []).append(step)
        return cls(after, spans)

    def line(self, key: int, on: date) -> list[int]:
        """An agency, and all whom its work had come to by a day, those in between too."""
        found, asked = [key], [key]
        while asked:
            for step in self._next(asked.pop(0), on):
                if step.successor not in found:
                    found.append(step.successor)
                    asked.append(step.successor)
        return found

    def heirs(self, agency: Agency, on: date) -> list[int]:
        """Who does an agency's work on a day: itself while it lives, otherwise who took it over (several, where it was
        divided and nothing says which took over external information; none, where nobody did)."""
        if agency.is_alive(on):
            return [agency.pk]
        return [key for key in self.line(agency.pk, on)[1:] if self._spans[key].holds(on)]

    def left_to(self, keys: Collection[int], on: date) -> frozenset[int]:
        """The agencies that are no more on a day and whose work came to one of these: ``heirs`` the other way round."""
        wanted = {key for key in keys if key in self._spans and self._spans[key].holds(on)}
        return frozenset(
            gone for gone in self._gone(self._before(wanted), on) if wanted & {*self.line(gone, on)}
        )

    def taken_over(self, on: date) -> frozenset[int]:
        """The agencies that are no more on a day and whose work somebody living does."""
        gone = self._gone(self._after, on)
        return frozenset(key for key in gone if any(self._spans[one].holds(on) for one in self.line(key, on)))

    def _gone(self, keys: Iterable[int], on: date) -> Iterator[int]:
        return (key for key in keys if not self._spans[key].holds(on))

    def _before(self, keys: Collection[int]) -> set[int]:
        """Those from whom mergers lead to some agencies, whatever the day and the part of the work."""
        found: set[int] = set()
        asked = set(keys)
        while asked:
            asked = {
                key
                for key, steps in self._after.items()
                if key not in found and any(step.successor in asked for step in steps)
            }
            found |= asked
        return found

    def leads(self, start: int, end: int) -> bool:
        """Whether mergers lead from one agency to another, whatever the day and the part of the work."""
        seen, waiting = {start}, [start]
        while waiting:
            here = waiting.pop()
            if here == end:
                return True
            new = {step.successor for step in self._after.get(here, ())} - seen
            seen |= new
            waiting += new
        return False

    def add(self, step: Step) -> bool:
        """Take in a step that was made since; False, and nothing taken in, where it would close a circle."""
        if self.leads(step.successor, step.predecessor):
            return False
        self._after.setdefault(step.predecessor, []).append(step)
        return True

    def _next(self, key: int, on: date) -> Iterator[Step]:
        steps = self._after.get(key)
        if steps and not self._spans[key].holds(on):
            yield from of_this_work([step for step in steps if step.on <= on])
