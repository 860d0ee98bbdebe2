"""Results that were sent back to their agency (trả lại) and not reported again since."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from nhipcau.kernel.shapes import shape
from nhipcau.plans.models import Progress


def standing() -> QuerySet[Progress]:
    """The words that sent a result back, after which nothing was reported on it."""
    later = Progress.objects.filter(deliverable=OuterRef("deliverable"), pk__gt=OuterRef("pk"))
    return Progress.objects.filter(~Exists(later), sends_back=True).order_by()


def of(deliverables: Collection[int]) -> dict[int, Progress]:
    """Those of some results, by the results' keys.  One query, none for no results."""
    rows = _of(deliverables=deliverables) if deliverables else []
    return {row.deliverable_id: row for row in rows if row.deliverable_id is not None}


@shape
def _of(deliverables: Collection[int]) -> QuerySet[Any, Progress]:
    return standing().filter(deliverable__in=deliverables).select_related("officer")
