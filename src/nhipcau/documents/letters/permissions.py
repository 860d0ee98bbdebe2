"""Who may draft, read and sign papers: load and authorise in one call."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q
from django.http import Http404

from nhipcau.agencies.models import Agency, Officer
from nhipcau.documents.letters.models import Letter, LetterQuerySet, LetterRecipient
from nhipcau.documents.permissions import DRAFT_PAPERS, READ_ALL_PAPERS


def letters_for(officer: Officer) -> LetterQuerySet:
    """Papers that an officer may see: those of agencies for which the officer drafts or signs, those that
    the officer is asked about, and all for who may read all.  A draft sent nowhere yet stays in its agency."""
    letters = Letter.objects.select_related("agency", "signer", "drafted_by", "edited_by")
    if officer.may(READ_ALL_PAPERS):
        return letters
    return letters.filter(
        Q(agency__in=agencies_of(officer))
        | Q(signer=officer)
        | Q(drafted_by=officer)
        | Q(pk__in=asked_about(officer))
        | Q(pk__in=received_by(officer))
    )
