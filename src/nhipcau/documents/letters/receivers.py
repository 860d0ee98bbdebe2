"""Receivers as officers type them, one a line, tied to the register where the name is known."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from nhipcau.agencies.models import Agency
from nhipcau.agencies.queries.matching import Matcher
from nhipcau.documents.letters.actions import Receiver
from nhipcau.documents.letters.models import LetterRecipient, RecipientRole
from nhipcau.engines.vntext import clean, in_full, squeeze
from nhipcau.office.deliveries.addressing import Addressed, is_filed, plain_name


def read_receivers(text: str, role: RecipientRole, *, on: date) -> list[Receiver]:
    """One receiver a line; "(để báo cáo)" and a leading "-" do not hinder the matching.

    A group's name stays one printed line; whom it means is asked when the paper is sent.  A name that was typed
    without marks or capitals is printed as the register writes it.  Whom the paper is addressed to it names in full.
    """
    # Letters and their signs may have come apart (a name pasted from a PDF): one name is one receiver.
    composed = unicodedata.normalize("NFC", text)
    lines = [name for line in composed.splitlines() if (name := squeeze(line).lstrip("-–• ").rstrip(";. "))]
    if not lines:
        return []
    matcher = Matcher.load(on=on)
    written = dict.fromkeys(_spelled(matcher, line) for line in lines)
    named = in_full if role is RecipientRole.ADDRESSED else str
    read = {named(line): _agency(matcher, line) for line in reversed(written)}
    return [Receiver(line, agency, role) for line, agency in reversed(read.items())]


def _spelled(matcher: Matcher, line: str) -> str:
    plain = plain_name(line)
    return line if is_filed(plain) else line.replace(plain, matcher.spelled(plain), 1)


def _agency(matcher: Matcher, line: str) -> Agency | None:
    plain = plain_name(line)
    if is_filed(plain):
        return None
    match = matcher.match(plain)
    return match.agency if match.is_settled else None


def told_by_the_house(
    to: Addressed, *, addressees: Iterable[str], said_by: Mapping[str, str] | None
) -> Addressed:
    """Where a paper goes, without a paper copy for the leader whose word it passes on: the house tells that one.

    addressees: whom the paper itself is addressed to: they get it.  said_by: the leader's post and name.  An agency
    gets its copy however a leader is called: only the very line of post and name is left out, where it means
    nobody of the register.
    """
    if said_by is None:
        return to
    quoted = squeeze(clean(quoted_line(**said_by)))
    if quoted in (in_full(plain_name(one)) for one in addressees):
        return to
    kept = (one for one in to.paper if one.agency is not None or in_full(one.name) != quoted)
    return replace(to, paper=tuple(kept))


def quoted_line(*, post: str, name: str) -> str:
    """A leader as a paper names one: post in full and name, "đồng chí" where the account has no post."""
    return f"{in_full(post) or 'đồng chí'} {name}"


def as_text(receivers: Iterable[LetterRecipient], role: RecipientRole) -> str:
    """The lines as an officer edits them."""
    return "\n".join(each.name for each in receivers if each.role == role)
