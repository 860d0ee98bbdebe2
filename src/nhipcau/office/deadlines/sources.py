"""The joint where apps say what is due for whom.

Desk, calendars and notices ask every source; none of them knows which apps there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from nhipcau.kernel.joints import Joint
from nhipcau.office.deadlines.rules import Asked, Due


@dataclass(frozen=True, slots=True)
class Source:
    """One app's due things.

    name: stable ("plans.deliverables"); label: what officers call them; query: (officer, asked) → rows,
    scoped to what the officer may know; at most two queries, whatever the number of rows.
    notices: the kinds of notice for what is soon due and for what is overdue, or None for no reminders.
    moments: some of it is due at a moment: asked every ten minutes for what is due within hours.
    """

    name: str
    label: Any
    query: Callable[[Any, Asked], Iterable[Due]]
    notices: tuple[str, str] | None = None
    moments: bool = False


sources: Joint[Source] = Joint("source of deadlines", key=lambda source: source.name)
