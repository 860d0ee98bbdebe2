"""What a desk shows: the deeds and cards that the apps registered, for one account on one day."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import ngettext

from nhipcau.kernel import audit, navigation
from nhipcau.kernel.models import LogEntry
from nhipcau.kernel.navigation import Asked
from nhipcau.kernel.shapes import shape
from nhipcau.office.deadlines.queries import due_on_desk

NEWEST = 12
NAME = 50  # letters of a record's name that others stand behind
LOOKED_AT = 120  # entries of the log
MOMENT = timedelta(seconds=5)
"""What one press of a button does, as the log's clock sees it; two presses are seldom so near."""

SOON = 7  # days
SHOWN = 8


def home(asked: Asked) -> dict[str, Any]:
    """{place: its cards that have something to show}, the deeds, and the style sheets that the cards need."""
    made: dict[str, list[dict[str, Any]]] = {"wide": [], "main": [], "aside": []}
    styles = []
    cards = navigation.for_account(navigation.cards, asked.account)
    reckoned = {card.key: card.shown(asked) for card in sorted(cards, key=lambda card: not card.early)}
    for card in cards:
        if (shown := reckoned[card.key]) is not None:
            made[card.place].append({"template": card.template, "shown": shown})
            styles.append(card.style)
    deeds = navigation.for_account(navigation.deeds, asked.account)
    return {**made, "deeds": deeds, "styles": list(dict.fromkeys(filter(None, styles)))}


def needs(asked: Asked) -> dict[str, Any] | None:
    """What waits for an account for whom something may wait at all."""
    if not navigation.for_account(navigation.waiting, asked.account):
        return None
    return {"needs": navigation.needs(asked)}


def morning(asked: Asked) -> dict[str, Any] | None:
    """What a day begins with for those who run the programme: each number leads to its list."""
    kinds = navigation.for_account(navigation.morning, asked.account)
    found = [need for kind in kinds for need in kind.find(asked)]
    return {"figures": found} if found else None


def dues(asked: Asked) -> dict[str, Any] | None:
    """What falls due within a week for the account, of every kind that an app registered; what a card shows apart
    (``known["deadlines.shown"]``) stands there alone."""
    apart = asked.known.get("deadlines.shown", ())
    rows = [due for due in due_on_desk(asked, SOON) if due.key not in apart][:SHOWN]
    return {"rows": rows} if rows else None


@dataclass(slots=True)
class Happening:
    """What one person did of one kind at one moment, as a desk tells it: once, with how many records."""

    at: datetime
    actor_name: str
    action: str
    first: str
    count: int = 1

    @property
    def label(self) -> str:
        """The newest record's name, and how many others."""
        if self.count == 1:
            return self.first
        more = self.count - 1
        # Shortened here: at its end stands how many.
        name = self.first if len(self.first) <= NAME else f"{self.first[:NAME].rstrip()}…"
        return ngettext("%(name)s và %(n)d mục khác", "%(name)s và %(n)d mục khác", more) % {
            "name": name,
            "n": more,
        }


def gathered(entries: Iterable[LogEntry]) -> list[Happening]:
    """Entries (newest first) with those put together that are one act on several records."""
    found: list[Happening] = []
    running: dict[tuple[int | None, str], Happening] = {}
    for entry in entries:
        key = (entry.by_id, entry.action)
        known = running.get(key)
        if known is not None and known.at - entry.at <= MOMENT:
            known.count += 1
            continue
        running[key] = Happening(entry.at, entry.actor_name, entry.action, entry.label)
        found.append(running[key])
    return found


def happened(asked: Asked) -> dict[str, Any]:
    """What people did last; neither the machine's own deeds nor who came in stand here (the log has them)."""
    return {"entries": gathered(_newest_of_people(without=audit.passing()))[:NEWEST]}


@shape
def _newest_of_people(without: Collection[str]) -> QuerySet[LogEntry]:
    entries = LogEntry.objects.newest_first().exclude(by=None).exclude(action__in=without)
    return entries.only("at", "by", "by_name", "action", "record_name")[:LOOKED_AT]
