"""Rules of the province's next plan: what keeps it from being presented, and how its tasks stand to last year's.

Pure; what is written comes in as plain values, days are passed in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from nhipcau.kernel.refusal import N_, Refused
from nhipcau.plans.units.rules import Level


class Place(StrEnum):
    """Where a finding is put right."""

    HEAD = "head"
    TASK = "task"
    DIRECTION = "direction"
    PROPOSAL = "proposal"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong or wanting: what (a sentence), how grave, and where it is put right.

    key: the task's, the direction's or the proposal's; 0 for the head of the plan.
    """

    level: Level
    said: Refused
    place: Place
    key: int = 0

    @property
    def stops(self) -> bool:
        """Whether the plan cannot be presented with it."""
        return self.level is Level.ERROR


@dataclass(frozen=True, slots=True)
class WrittenTask:
    """One part of the draft as it stands."""

    key: int
    title: str
    is_group: bool = False
    left_out: bool = False


def findings(tasks: Iterable[WrittenTask]) -> tuple[Finding, ...]:
    """All that keeps a draft from being presented, or should be looked at."""
    if any(not task.is_group and not task.left_out for task in tasks):
        return ()
    return (Finding(Level.ERROR, Refused(N_("Dự thảo chưa có nhiệm vụ nào.")), Place.HEAD),)


def stopping(found: Iterable[Finding]) -> list[Finding]:
    """Those with which the plan cannot be presented."""
    return [one for one in found if one.stops]
