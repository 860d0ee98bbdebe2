"""What a desk shows: the deeds and cards that the apps registered, for one account on one day."""

from __future__ import annotations

from typing import Any

from nhipcau.kernel import navigation
from nhipcau.kernel.models import LogEntry
from nhipcau.kernel.navigation import Asked
from nhipcau.office.deadlines.queries import due_on_desk

NEWEST = 12

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


def dues(asked: Asked) -> dict[str, Any] | None:
    """What falls due within a week for the account, of every kind that an app registered."""
    rows = due_on_desk(asked, SOON)[:SHOWN]
    return {"rows": rows} if rows else None


def happened(asked: Asked) -> dict[str, Any]:
    """The newest entries of the log."""
    entries = LogEntry.objects.newest_first()
    return {"entries": entries[:NEWEST]}
