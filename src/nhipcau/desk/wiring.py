"""What the desk offers to the floors below, said once when the app starts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from nhipcau.agencies.rules import Permission
from nhipcau.kernel import navigation
from nhipcau.kernel.navigation import Entry


def connect() -> None:
    """The desk's own entries in the head."""
    navigation.entries.register(Entry("home", _("Bàn làm việc"), "desk:home", order=10))
    navigation.entries.register(
        Entry("audit", _("Nhật ký"), "desk:audit_log", permission=Permission.RUN, order=70)
    )
