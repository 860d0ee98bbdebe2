"""Which asks are an officer's, and who may read and write one: load and authorise in one call."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from nhipcau.agencies.models import Officer
from nhipcau.office.about import kind_of
from nhipcau.office.asks.models import Answer, Ask, AskQuerySet
from nhipcau.office.permissions import ANSWER, agencies_with, of_agencies, of_own_agencies


def for_officer(officer: Officer) -> AskQuerySet:
    """Asks that an officer may answer: those of the person, and of agencies for which the officer answers."""
    agencies = agencies_with(officer, ANSWER)
    theirs = Q(agency__isnull=False) if agencies is None else of_agencies(officer, agencies)
    return Ask.objects.shown().filter(Q(officer=officer) | theirs)


def of_own(officer: Officer) -> Q:
    """Asks of an officer, or of the officer's own agencies."""
    return Q(officer=officer) | of_own_agencies(officer)


def may_manage(officer: Officer, asked: Ask) -> bool:
    """Whether an officer may remind, withdraw and send back: who asked, or whoever keeps the record."""
    record: Any = asked.about
    if asked.asked_by_id == officer.pk:
        return True
    return record is not None and kind_of(record).kept_by(officer, record)


def get_ask_for(officer: Officer, pk: int) -> Ask:
    """An ask to read: the asked one's, or whoever manages it; 404 for others."""
    return _get(officer, pk, may_open)


def may_open(officer: Officer, asked: Ask) -> bool:
    """Whether the page of an ask answers an officer."""
    return may_manage(officer, asked) or may_answer(officer, asked)


def may_answer(officer: Officer, asked: Ask) -> bool:
    """Whether an officer answers an ask."""
    return for_officer(officer).filter(pk=asked.pk).exists()


def get_ask_to_answer(officer: Officer, pk: int) -> Ask:
    """An ask to answer; 404 for others."""
    return get_object_or_404(for_officer(officer), pk=pk)


def get_ask_to_manage(officer: Officer, pk: int) -> Ask:
    """An ask to remind of, withdraw or close; 404 for others."""
    return _get(officer, pk, may_manage)


def _get(officer: Officer, pk: int, may: Callable[[Officer, Ask], bool]) -> Ask:
    found = Ask.objects.shown().filter(pk=pk).first()
    if found is None or not may(officer, found):
        raise Http404
    return found


def get_answer(asked: Ask, pk: int) -> Answer:
    """An answer of an ask; 404 for another's."""
    return get_object_or_404(asked.answers.said().select_related("file"), pk=pk)
