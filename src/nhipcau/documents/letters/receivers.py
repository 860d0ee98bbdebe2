"""Receivers as officers type them, one a line, tied to the register where the name is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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


def sent_to(names: Iterable[str], said_by: Mapping[str, str] | None) -> list[str]:
    """The printed names that are sent a copy.

    said_by: post and name of the leader whose word the paper passes on: the house tells that one itself.
    """
    quoted = quoted_line(**said_by) if said_by else ""
    return [name for name in names if not quoted or plain_name(name) != plain_name(quoted)]


def quoted_line(*, post: str, name: str) -> str:
    """A leader as a receiver is printed: post and name, "đồng chí" where the account has no post."""
    return f"{post or 'đồng chí'} {name}"


def as_text(receivers: Iterable[LetterRecipient], role: RecipientRole) -> str:
    """The lines as an officer edits them."""
    return "\n".join(each.name for each in receivers if each.role == role)
