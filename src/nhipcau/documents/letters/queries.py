"""Papers as lists and pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from nhipcau.agencies.models import Officer
from nhipcau.documents.letters import rules
from nhipcau.documents.letters.models import Letter, LetterQuerySet, RecipientRole
from nhipcau.documents.letters.permissions import letters_for
from nhipcau.documents.letters.rules import Gap, PaperKind, Written
from nhipcau.kernel import finding, ordering
from nhipcau.office.asks import queries as asks


def listed(officer: Officer, *, words: str = "", kind: str = "") -> LetterQuerySet:
    """Papers for the list, newest change first."""
    letters = letters_for(officer).standing()
    if kind in set(PaperKind):
        letters = letters.filter(kind=kind)
    return letters.filter(pk__in=finding.holding("letter", words)) if words.strip() else letters


SORTS: ordering.Columns = {
    "trich-yeu": (ordering.vietnamese("summary"),),
    "loai": ("kind", "edited_at"),
    "co-quan": ("agency__folded", "edited_at"),
    "sua": ("edited_at",),
}


def listed_by(officer: Officer, address: Mapping[str, Any]) -> LetterQuerySet:
    """The list under the filters of an address (q, loai, xep)."""
    words, kind = (str(address.get(name, ""))[:100].replace("\x00", "") for name in ("q", "loai"))
    return ordering.ordered(listed(officer, words=words, kind=kind), address, SORTS)


def gaps_of(letter: Letter) -> list[Gap]:
    """What keeps a draft from being signed."""
    receivers = list(letter.recipients.all())
    return rules.gaps(
        PaperKind(letter.kind),
        Written(
            summary=letter.summary,
            body=letter.body,
            addressed=any(each.role == RecipientRole.ADDRESSED for each in receivers),
            to_itself=any(
                each.role == RecipientRole.ADDRESSED and each.agency_id == letter.agency_id
                for each in receivers
            ),
            signer=letter.signer_id is not None,
            recipients=len(receivers),
            open_opinions=asks.open_count(letter),
            texts=(letter.closing, letter.bases, *(each.name for each in receivers)),
        ),
    )


def visible(officer: Officer, keys: Sequence[int]) -> Iterable[Letter]:
    """The papers among some that an officer may see; for the search."""
    return letters_for(officer).standing().filter(pk__in=keys)


def words_of(letter: Letter) -> str:
    """All that a paper is found by."""
    receivers = " ".join(letter.recipients.values_list("name", flat=True)[:50])
    return f"{rules.PAPER_LABELS[PaperKind(letter.kind)]} {letter.summary} {receivers} {letter.body}"
