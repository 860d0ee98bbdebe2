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
from nhipcau.office.permissions import CHECK, NUMBER, SIGN, agencies_with


def drafting_agencies(officer: Officer) -> AgencyQuerySet:
    """The agencies in whose name an officer may draft papers."""
    keys = agencies_with(officer, DRAFT_PAPERS)
    return Agency.objects.all() if keys is None else Agency.objects.filter(pk__in=keys)


def letters_for(officer: Officer) -> LetterQuerySet:
    """Papers that an officer may see: those of agencies for which the officer drafts, checks, signs or
    numbers, those that pass on the officer's word or that the officer is asked about, and all for who may read all."""
    letters = Letter.objects.select_related("agency", "signer", "drafted_by", "edited_by")
    held = [agencies_with(officer, permission) for permission in (DRAFT_PAPERS, CHECK, SIGN, NUMBER)]
    if officer.may(READ_ALL_PAPERS) or None in held:
        return letters
    agencies = frozenset().union(*(keys for keys in held if keys is not None))
    return letters.filter(
        Q(agency__in=agencies)
        | Q(signer=officer)
        | Q(drafted_by=officer)
        | Q(said_by=officer)
        | Q(pk__in=asks.keys_asked(officer, Letter))
    )


def reads(officer: Officer, letter: Letter) -> bool:
    """Whether an officer may read a paper."""
    return letters_for(officer).filter(pk=letter.pk).exists()


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
