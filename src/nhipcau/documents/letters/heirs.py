"""Drafts of an agency that is no more go on at its heir, who signs them in its own name."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from nhipcau.agencies.models import Agency, Officer
from nhipcau.documents.letters.models import Letter, LetterQuerySet
from nhipcau.kernel import audit, finding
from nhipcau.kernel.refusal import N_, Words
from nhipcau.office.signing import queries as signing
from nhipcau.office.signing.actions.chain import draw_back

_DRAWN_BACK = Words(
    N_("Cơ quan ban hành đã kết thúc hoạt động; dự thảo chuyển sang cơ quan tiếp nhận để trình ký lại.")
)


def under_way() -> LetterQuerySet:
    """Drafts that nobody has signed and nobody gave up."""
    return Letter.objects.standing().exclude(pk__in=signing.signed_of(Letter))


@transaction.atomic
def pass_on(*, predecessor: Agency, successor: Agency, on: date, by: Officer | None) -> int:
    """Give an agency's drafts to its heir; returns how many moved.

    A version on its way to a signature is drawn back first, with the reason, by whoever records the merger: the heir
    presents its own.  By the clock (by None) such a draft stays for a person.  What is signed never moves.
    """
    moved = 0
    for letter in under_way().filter(agency=predecessor).select_for_update(of=("self",)).order_by("pk"):
        version = signing.standing(letter)
        if version is not None:
            if by is None:
                continue
            draw_back(version=version, reason=_DRAWN_BACK, by=by)
        letter.agency = successor
        letter.save(update_fields=["agency"])
        finding.keep("letter", letter)
        audit.record(
            "letter.passed_on_to", target=letter, by=by, data={"from": predecessor, "to": successor, "on": on}
        )
        moved += 1
    return moved
