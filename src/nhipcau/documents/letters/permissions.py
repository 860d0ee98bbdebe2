"""Who may draft, read and sign papers: load and authorise in one call."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext as _

from nhipcau.agencies.models import Agency, AgencyQuerySet, Officer
from nhipcau.documents.letters.models import Letter, LetterQuerySet
from nhipcau.documents.permissions import DRAFT_PAPERS, READ_ALL_PAPERS
from nhipcau.office.asks import queries as asks
from nhipcau.office.signing import queries as signing


def drafting_agencies(officer: Officer) -> AgencyQuerySet:
    """The agencies in whose name an officer may draft papers."""
    return Agency.objects.filter(pk__in=officer.agencies_with(DRAFT_PAPERS))


def letters_for(officer: Officer) -> LetterQuerySet:
    """Papers that an officer may see: those of agencies for which the officer drafts or takes a step of
    signing, those that the officer is asked about, and all for who may read all."""
    letters = Letter.objects.select_related("agency", "signer", "drafted_by", "edited_by")
    if officer.may(READ_ALL_PAPERS):
        return letters
    return letters.filter(
        Q(agency__in=officer.agencies_with(DRAFT_PAPERS))
        | Q(agency__in=signing.agencies_signed_for(officer))
        | Q(signer=officer)
        | Q(drafted_by=officer)
        | Q(pk__in=asks.keys_asked(officer, Letter))
    )


def get_letter_for(officer: Officer, pk: int) -> Letter:
    """A paper to read; 404 where the officer may not know of it."""
    letter = letters_for(officer).filter(pk=pk).first()
    if letter is None:
        raise Http404
    return letter


def may_draft(officer: Officer, agency: Agency) -> bool:
    """Whether an officer may write papers in an agency's name."""
    return officer.may(DRAFT_PAPERS, agency)


def get_letter_to_edit(officer: Officer, pk: int) -> Letter:
    """A paper to write on; PermissionDenied for who may only read it."""
    letter = get_letter_for(officer, pk)
    if not may_draft(officer, letter.agency):
        raise PermissionDenied(_("Bạn chỉ soạn được văn bản của cơ quan mình."))
    return letter
