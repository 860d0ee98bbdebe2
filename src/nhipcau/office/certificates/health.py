"""Certificates that end soon, or have ended: whoever relies on one cannot sign from that day on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel.health import Check, Finding, Level, checks
from nhipcau.kernel.refusal import N_
from nhipcau.kernel.standing import day_of, written
from nhipcau.office.certificates.models import KeyFile

SOON = timedelta(days=45)  # a new one is applied for, issued and fetched in a month


def connect() -> None:
    checks.register(Check("office.certificates", _("Chứng thư số"), ending, 50))


def ending(now: datetime) -> Iterator[Finding]:
    """One finding for each that ends soon; one for all where none does."""
    url = reverse("office:certificates")
    standing = KeyFile.objects.standing()
    several = list(standing.filter(valid_to__lt=now + SOON).order_by("valid_to", "pk")[:20])
    for key in several:
        ended = key.valid_to <= now
        yield Finding(
            Level.WRONG if ended else Level.LOOK,
            N_("Chứng thư số của %(name)s đã hết hạn ngày %(day)s.") if ended
            else N_("Chứng thư số của %(name)s hết hạn ngày %(day)s."),
            {"name": key.name, "day": written(day_of(key.valid_to))},
            N_("Xin cấp chứng thư mới, thêm tệp mới rồi gỡ tệp cũ."),
            url,
        )  # fmt: skip
    if not several:
        yield Finding(
            Level.FINE,
            N_("%(count)s tệp chứng thư số, chưa tệp nào sắp hết hạn."),
            {"count": standing.count()},
        )
