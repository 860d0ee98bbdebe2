"""What the page and the card of the system's health show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from nhipcau.kernel import health as checks
from nhipcau.kernel.health import LEVEL_LABELS, Level, Line
from nhipcau.kernel.navigation import Asked
from nhipcau.ops import asking, nightly
from nhipcau.ops.nightly import Copy

_LOOKS = {
    Level.WRONG: ("bad", "circle-alert"),
    Level.LOOK: ("warn", "triangle-alert"),
    Level.FINE: ("good", "circle-check"),
}
_ON_CARD = 4
MOST_COPIES = 10


@dataclass(frozen=True, slots=True)
class Shown:
    """One line as it is shown."""

    label: str
    words: str
    what_to_do: str
    url: str
    level: str
    tone: str
    icon: str


@dataclass(frozen=True, slots=True)
class Health:
    """The page: lines by level; counts for its head."""

    wrong: list[Shown]
    look: list[Shown]
    fine: list[Shown]
    at: datetime

    @property
    def all_well(self) -> bool:
        return not self.wrong and not self.look


def shown(line: Line) -> Shown:
    """A line in the active language."""
    tone, icon = _LOOKS[line.level]
    return Shown(
        label=str(line.check.label),
        words=line.finding.words,
        what_to_do=line.finding.what_to_do,
        url=line.finding.url,
        level=_(LEVEL_LABELS[line.level]),
        tone=tone,
        icon=icon,
    )


def health(now: datetime) -> Health:
    """Everything that is looked at, now."""
    lines = checks.look(now)
    by_level = {level: [shown(line) for line in lines if line.level is level] for level in Level}
    return Health(by_level[Level.WRONG], by_level[Level.LOOK], by_level[Level.FINE], now)


@dataclass(frozen=True, slots=True)
class Backups:
    """The part about backups: the newest ones, the folder they stand in, since when another is being made."""

    copies: list[Copy]
    folder: str
    since: datetime | None


def backups(now: datetime) -> Backups | None:
    """What is shown of backups; None where they are turned off."""
    if not settings.BACKUP_DIR:
        return None
    return Backups(nightly.copies(MOST_COPIES), str(settings.BACKUP_DIR), asking.under_way(now))


def card(asked: Asked) -> dict[str, Any] | None:
    """The worst lines for the desk; None where all is well."""
    bad = [shown(line) for line in _not_fine(checks.look(timezone.now(), slow=False))]
    return {"lines": bad[:_ON_CARD], "more": max(0, len(bad) - _ON_CARD)} if bad else None


def _not_fine(lines: Iterable[Line]) -> list[Line]:
    return [line for line in lines if line.level is not Level.FINE]
