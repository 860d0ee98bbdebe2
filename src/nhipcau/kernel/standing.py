"""The one word of lateness, for every list, count, notice and report of the house.

Decree 09/2019 keeps "done late" and "open and overdue" apart.  Pure; the day is passed in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nhipcau.kernel.refusal import N_


class Lateness(StrEnum):
    ON_TIME = "on_time"
    DONE_LATE = "done_late"
    OPEN = "open"
    OPEN_OVERDUE = "open_overdue"


LATENESS_LABELS = {
    Lateness.ON_TIME: N_("Hoàn thành đúng hạn"),
    Lateness.DONE_LATE: N_("Hoàn thành quá hạn"),
    Lateness.OPEN: N_("Đang làm"),
    Lateness.OPEN_OVERDUE: N_("Quá hạn"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """Lateness with its days: days late when late, days left when open, 0 when done on time."""

    lateness: Lateness
    days: int

    @property
    def is_done(self) -> bool:
        return self.lateness in {Lateness.ON_TIME, Lateness.DONE_LATE}


def standing(due: date | None, done_on: date | None, today: date) -> Standing:
    """How one piece of work stands.  A day due today is not late; without a due date nothing is late."""
    if done_on is not None:
        late = (done_on - due).days if due else 0
        return Standing(Lateness.DONE_LATE, late) if late > 0 else Standing(Lateness.ON_TIME, 0)
    if due is None:
        return Standing(Lateness.OPEN, 0)
    late = (today - due).days
    return Standing(Lateness.OPEN_OVERDUE, late) if late > 0 else Standing(Lateness.OPEN, -late)
