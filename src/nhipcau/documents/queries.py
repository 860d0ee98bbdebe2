"""Finding documents in the register."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, QuerySet

from nhipcau.documents.models import RegisteredDocument
from nhipcau.documents.permissions import READ_DOCUMENTS
from nhipcau.engines.vntext import fold


def search(words: str = "", kind: str = "") -> QuerySet[RegisteredDocument]:
    """Documents whose number, kind, summary or issuer holds every word, marks or no marks; newest first."""
    found = RegisteredDocument.objects.annotate(
        cites=Count("citations", distinct=True), cited=Count("cited_by", distinct=True)
    ).order_by("-date", "-pk")  # counting drops the model's own order
    for word in fold(words).split():
        found = found.filter(search_text__contains=word)
    return found.filter(kind=kind) if kind else found


def visible(officer: Any, keys: Sequence[int]) -> QuerySet[RegisteredDocument]:
    """The documents among some that an officer may see: the register is open to every officer with a role."""
    return (
        RegisteredDocument.objects.filter(pk__in=keys)
        if officer.may(READ_DOCUMENTS)
        else RegisteredDocument.objects.none()
    )
