"""What digests put on the desk: the last issue, for leaders."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import ngettext

from nhipcau.digests.models import Digest
from nhipcau.digests.permissions import EDIT_DIGESTS, READ_DIGESTS
from nhipcau.kernel import navigation
from nhipcau.kernel.navigation import Asked, Card, Need, Waiting
from nhipcau.kernel.shapes import shape


def connect() -> None:
    """Register it, once when the app starts."""
    navigation.morning.register(Waiting("digests", EDIT_DIGESTS, to_sign, order=10))
    navigation.cards.register(
        Card(
            "digests.latest", "digests/desk/latest.html", READ_DIGESTS, latest, order=5, place="wide",
            unless=EDIT_DIGESTS,
        )
    )  # fmt: skip


def to_sign(asked: Asked) -> list[Need]:
    """Digests of the province that nobody has signed."""
    waiting = _unsigned(today=asked.today)
    url = reverse("digests:edit", args=waiting) if len(waiting) == 1 else reverse("digests:digests")
    count = len(waiting)
    return [Need(count, ngettext("bản tin chờ ký", "bản tin chờ ký", count), url, urgent=count > 0)]


def latest(asked: Asked) -> dict[str, Any] | None:
    """The newest signed digest that was not corrected."""
    digest = next(iter(_newest()), None)
    return {"digest": digest} if digest else None


@shape
def _unsigned(today: date) -> QuerySet[Digest, int]:
    drafts = Digest.objects.of_province().drafts().filter(last_day__lte=today)
    return drafts.values_list("pk", flat=True)[:50]


@shape
def _newest() -> QuerySet[Digest]:
    newest = Digest.objects.of_province().last_words().order_by("-last_day", "-versions__issue__issued_at")
    return newest.with_version()[:1]
