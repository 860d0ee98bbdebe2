"""What digests put on the desk: the last issue, for leaders."""

from __future__ import annotations

from typing import Any

from nhipcau.digests.models import Digest
from nhipcau.digests.permissions import EDIT_DIGESTS, READ_DIGESTS
from nhipcau.kernel import navigation
from nhipcau.kernel.navigation import Asked, Card


def connect() -> None:
    """Register it, once when the app starts."""
    navigation.cards.register(
        Card(
            "digests.latest", "digests/desk/latest.html", READ_DIGESTS, latest, order=5, place="wide",
            unless=EDIT_DIGESTS,
        )
    )  # fmt: skip


def latest(asked: Asked) -> dict[str, Any] | None:
    """The newest signed digest that was not corrected."""
    newest = Digest.objects.of_province().last_words().order_by("-last_day", "-versions__issue__issued_at")
    digest = newest.with_version().first()
    return {"digest": digest} if digest else None
