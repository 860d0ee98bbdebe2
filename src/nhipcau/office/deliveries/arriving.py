"""What a receiver's page says of how a paper came."""

from __future__ import annotations

from nhipcau.agencies.models import Officer
from nhipcau.kernel import clock
from nhipcau.office.deliveries import queries
from nhipcau.office.signing.kinds import Arrived
from nhipcau.office.signing.models import Version


def arrived(officer: Officer, version: Version) -> Arrived | None:
    """On a receiver's page: the click that it came, or who has confirmed it; nothing for who only reads it."""
    came = queries.to_the_reader(officer, version)
    if came is None:
        return None
    values = {
        "delivery": came,
        "overdue": came.is_overdue(clock.now()),
        "confirmed": queries.confirmed(came),
    }
    return Arrived("office/parts/arrived.html", values)
