"""How the system stands (tình trạng hệ thống): each app registers what an administrator must know of it.

The page, the card of the desk and ``nhipcau doctor`` read the same checks.  A check looks and writes nothing; each of
its findings says what is there and, where something is wrong, what to do and where.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from django.db import DatabaseError, connection
from django.utils.functional import Promise

from nhipcau.kernel.joints import Joint
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.saying import say

logger = logging.getLogger(__name__)


class Level(StrEnum):
    """How a finding stands, the worst first."""

    WRONG = "wrong"
    LOOK = "look"
    FINE = "fine"


LEVEL_LABELS = {
    Level.WRONG: N_("Cần xử lý"),
    Level.LOOK: N_("Cần xem"),
    Level.FINE: N_("Bình thường"),
}
_ORDER = list(Level)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found: a sentence with %(name)s places for ``details``, and what to do next (a sentence, too).

    url: the address where it is done; "" where it is done on the server.
    """

    level: Level
    sentence: str
    details: Mapping[str, object] = field(default_factory=dict)
    advice: str = ""
    url: str = ""

    @property
    def words(self) -> str:
        """In the active language."""
        return say(Refused(self.sentence, **self.details))

    @property
    def what_to_do(self) -> str:
        """In the active language; "" where nothing is to be done."""
        return say(Refused(self.advice, **self.details)) if self.advice else ""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that is looked at.

    find: (now) → findings, with few queries: the desk asks, too.  order: where it stands among those of its level.
    is_slow: the desk does not ask it.  find_all: in its place for the doctor, where it reads what grows without end.
    """

    name: str
    label: str | Promise
    find: Callable[[datetime], Iterable[Finding]]
    order: int = 100
    is_slow: bool = False
    find_all: Callable[[datetime], Iterable[Finding]] | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A finding with the check that found it."""

    check: Check
    finding: Finding

    @property
    def level(self) -> Level:
        return self.finding.level


checks: Joint[Check] = Joint("health check", key=lambda check: check.name)

_NOT_LOOKED = N_("Không kiểm tra được mục này: %(fault)s")
_SEE_LOG = N_("Xem nhật ký của dịch vụ trên máy chủ (journalctl -u nhipcau) rồi báo nơi hỗ trợ.")


def look(now: datetime, *, slow: bool = True, long: bool = False) -> list[Line]:
    """Every check's findings, the worst first.  One that breaks down is itself a finding; the others are asked on.

    slow: those too that take long; long: reading all there is, however long it takes.
    """
    asked = [check for check in checks if slow or not check.is_slow]
    lines = [Line(check, finding) for check in asked for finding in _found(check, now, long)]
    return sorted(lines, key=lambda line: (_ORDER.index(line.level), line.check.order, line.check.name))


def _found(check: Check, now: datetime, long: bool) -> list[Finding]:
    find = check.find_all if long and check.find_all else check.find
    try:
        return list(find(now))
    except Exception as fault:
        away = isinstance(fault, DatabaseError)  # locked or gone for a moment: its own lines say enough
        logger.warning("the health check %s broke down: %s", check.name, fault, exc_info=not away)
        if isinstance(fault, DatabaseError) and not connection.in_atomic_block:
            connection.close()  # the next check begins anew
        return [Finding(Level.WRONG, _NOT_LOOKED, {"fault": type(fault).__name__}, _SEE_LOG)]


def worst(lines: Iterable[Line]) -> Level:
    """The worst level among lines; FINE where there are none."""
    return min((line.level for line in lines), key=_ORDER.index, default=Level.FINE)
