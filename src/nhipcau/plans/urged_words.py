"""What an officer is told after urging: whom the notice reached, and whom it did not."""

from __future__ import annotations

from django.contrib import messages
from django.utils.translation import ngettext

from nhipcau.plans.actions.urging import Urged

NAMED = 12  # agencies named in a sentence; the others stand in its number


def sentences(urged: Urged) -> list[tuple[int, str]]:
    """(level of the message, words) for each outcome that there is; whoever was not reached waits for a letter."""
    told = []
    if n := len(urged.told):
        words = ngettext("Đã đôn đốc %(n)d cơ quan.", "Đã đôn đốc %(n)d cơ quan.", n)
        told.append((messages.SUCCESS, words % {"n": n}))
    if n := len(urged.before):
        words = ngettext(
            "%(n)d cơ quan đã được đôn đốc hôm nay, không báo lại.",
            "%(n)d cơ quan đã được đôn đốc hôm nay, không báo lại.",
            n,
        )
        told.append((messages.INFO, words % {"n": n}))
    if n := len(urged.without):
        named = ", ".join(agency.name for agency in urged.without[:NAMED]) + ("…" if n > NAMED else "")
        words = ngettext(
            "%(n)d cơ quan chưa nhận được vì chưa có ai có tài khoản: %(names)s. Hãy soạn công văn đôn đốc.",
            "%(n)d cơ quan chưa nhận được vì chưa có ai có tài khoản: %(names)s. Hãy soạn công văn đôn đốc.",
            n,
        )
        told.append((messages.WARNING, words % {"n": n, "names": named}))
    return told
