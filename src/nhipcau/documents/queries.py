"""Finding documents in the register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Count, QuerySet

from nhipcau.documents.models import RegisteredDocument
from nhipcau.documents.permissions import READ_DOCUMENTS
from nhipcau.engines.vntext import fold
from nhipcau.kernel import ordering


def search(words: str = "", kind: str = "") -> QuerySet[RegisteredDocument]:
    """Documents whose number, kind, summary or issuer holds every word, marks or no marks; newest first."""
    found = RegisteredDocument.objects.annotate(
        cites=Count("citations", distinct=True), cited=Count("cited_by", distinct=True)
    ).order_by("-date", "-pk")  # counting drops the model's own order
    for word in fold(words).split():
        found = found.filter(search_text__contains=word)
    return found.filter(kind=kind) if kind else found


SORTS: ordering.Columns = {
    "so": (ordering.vietnamese("number"),),
    "ngay": ("date",),
    "loai": (ordering.vietnamese("kind"), "date"),
    "noi-ban-hanh": (ordering.vietnamese("issuer"), "date"),
}


def listed(address: Mapping[str, Any]) -> QuerySet[RegisteredDocument]:
    """The register under the filters of an address (q, loai, xep)."""
    words, kind = (str(address.get(name, ""))[:100].replace("\x00", "") for name in ("q", "loai"))
    return ordering.ordered(search(words, kind), address, SORTS)


def visible(officer: Any, keys: Sequence[int]) -> QuerySet[RegisteredDocument]:
    """The documents among some that an officer may see: the register is open to every officer with a role."""
    return (
        RegisteredDocument.objects.filter(pk__in=keys)
        if officer.may(READ_DOCUMENTS)
        else RegisteredDocument.objects.none()
    )
