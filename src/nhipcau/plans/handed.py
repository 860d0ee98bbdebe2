"""How what was handed out (a plan, a paper that amends it) stands with its receivers, for a page that shows it."""

from __future__ import annotations

from nhipcau.agencies.models import Officer
from nhipcau.kernel.clock import today
from nhipcau.office.deliveries import queries as deliveries
from nhipcau.office.deliveries.permissions import READ_SENT, sent_by


def out(officer: Officer, notice: int | None) -> dict[str, object]:
    """What waits for the reader's own confirmation; for those who may read it, how all recipients stand.

    notice: what the deliveries carry; None where it went to nobody.
    """
    if notice is None:
        return {}
    waiting = deliveries.waiting_for(officer).filter(notice=notice)
    context: dict[str, object] = {"to_confirm": waiting.only("pk").first()}
    if officer.may(READ_SENT):
        context["tally"] = deliveries.tally(sent_by(officer, READ_SENT).filter(notice=notice), today())
    return context
