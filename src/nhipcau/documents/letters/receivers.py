"""Receivers as officers type them, one a line, tied to the register where the name is known."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from nhipcau.agencies.models import Agency
from nhipcau.agencies.queries.matching import Matcher
from nhipcau.documents.letters.actions import Receiver
from nhipcau.documents.letters.models import LetterRecipient, RecipientRole
from nhipcau.engines.vntext import squeeze
from nhipcau.office.deliveries.addressing import is_filed, plain_name


def read_receivers(text: str, role: RecipientRole, *, on: date) -> list[Receiver]:
    """One receiver a line; "(để báo cáo)" and a leading "-" do not hinder the matching.

    A group's name stays one printed line; whom it means is asked when the paper is sent.
    """
    lines = [clean for line in text.splitlines() if (clean := squeeze(line).lstrip("-–• ").rstrip(";. "))]
    if not lines:
        return []
    matcher = Matcher.load(on=on)
    return [Receiver(line, _agency(matcher, line), role) for line in dict.fromkeys(lines)]


def _agency(matcher: Matcher, line: str) -> Agency | None:
    plain = plain_name(line)
    if is_filed(plain):
        return None
    match = matcher.match(plain)
    return match.agency if match.is_settled else None


def as_text(receivers: Iterable[LetterRecipient], role: RecipientRole) -> str:
    """The lines as an officer edits them."""
    return "\n".join(each.name for each in receivers if each.role == role)
