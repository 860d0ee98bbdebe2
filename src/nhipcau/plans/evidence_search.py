"""Files and links that were handed in before, found again: one paper may show the work of several tasks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse

from nhipcau.engines.vntext import fold
from nhipcau.kernel.models import Evidence, EvidenceQuerySet
from nhipcau.plans.permissions import visible_evidence

_MOST = 20
_LOOKED_AT = 2_000


def _files_and_links(officer: Any) -> EvidenceQuerySet:
    return visible_evidence(officer).exclude(kind=Evidence.Kind.RECORD).select_related("file")


def find(officer: Any, words: str) -> list[Evidence]:
    """The newest whose title, file name or address holds every word, whatever marks and case; each file or
    link once."""
    wanted = fold(words).split()
    found: dict[object, Evidence] = {}
    for kept in _files_and_links(officer)[:_LOOKED_AT]:
        text = fold(f"{kept.title} {kept.file.name if kept.file else kept.url}")
        if all(word in text for word in wanted):
            found.setdefault(kept.file.sha256 if kept.file else kept.url, kept)
        if len(found) == _MOST:
            break
    return list(found.values())


def visible(officer: Any, keys: Sequence[int]) -> Iterable[Evidence]:
    """Those among some that the officer may open."""
    return _files_and_links(officer).filter(pk__in=keys)


def address(kept: Evidence) -> str:
    """Where the file or the link is opened."""
    return kept.url if kept.kind == Evidence.Kind.LINK else reverse("plans:evidence_file", args=[kept.pk])
