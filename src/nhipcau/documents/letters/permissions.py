"""Who may draft, read and sign papers: load and authorise in one call."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from nhipcau.agencies.models import Agency, AgencyQuerySet, Officer
from nhipcau.documents.letters.models import Letter, LetterQuerySet
from nhipcau.documents.permissions import DRAFT_PAPERS, READ_ALL_PAPERS
from nhipcau.office.asks import queries as asks
from nhipcau.office.permissions import CHECK, NUMBER, SIGN, agencies_with, of_agencies


def drafting_agencies(officer: Officer) -> AgencyQuerySet:
    """The agencies in whose name an officer may draft papers."""
    keys = agencies_with(officer, DRAFT_PAPERS)
    return Agency.objects.all() if keys is None else Agency.objects.filter(pk__in=keys)


def letters_for(officer: Officer) -> LetterQuerySet:
    """Papers that an officer may see: those that the officer works on or is asked about."""
    letters = Letter.objects.select_related("agency", "signer", "drafted_by", "edited_by")
    return letters.filter(_worked_on_by(officer) | Q(pk__in=asks.keys_asked(officer, Letter)))


def _worked_on_by(officer: Officer) -> Q:
    """Papers of agencies for which an officer drafts, checks, signs or numbers, those that the officer signs,
    drafted or is quoted in, and all for who may read all."""
    held = [agencies_with(officer, permission) for permission in (DRAFT_PAPERS, CHECK, SIGN, NUMBER)]
    if officer.may(READ_ALL_PAPERS) or None in held:
        return Q(pk__isnull=False)
    agencies = frozenset().union(*(keys for keys in held if keys is not None))
    return of_agencies(officer, agencies) | Q(signer=officer) | Q(drafted_by=officer) | Q(said_by=officer)


def works_on(officer: Officer, letter: Letter) -> bool:
    """Whether an officer sees how a paper comes about: comments, others' opinions, versions sent back.

    Whoever is only asked for an opinion reads the draft, the question and the own answers.
    """
    return Letter.objects.filter(_worked_on_by(officer), pk=letter.pk).exists()


def get_letter_for(officer: Officer, pk: int) -> Letter:
    """A paper to read; 404 where the officer may not know of it."""
    return get_object_or_404(letters_for(officer), pk=pk)


def get_letter_to_comment(officer: Officer, pk: int) -> Letter:
    """A paper to comment on, by who works on it; an opinion that was asked for is answered where it was asked."""
    letter = get_letter_for(officer, pk)
    if not works_on(officer, letter):
        raise PermissionDenied(_("Bạn được hỏi ý kiến về dự thảo này. Hãy trả lời tại mục góp ý."))
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
