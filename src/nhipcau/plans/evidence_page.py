"""The page that counts evidence between two days: each kind's figure opens to its rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext

from nhipcau.agencies.models import Officer
from nhipcau.kernel import evidence, ordering
from nhipcau.kernel.models import Evidence
from nhipcau.plans.models import Duty
from nhipcau.plans.permissions import visible_evidence

PER_PAGE = 50
SORTS: ordering.Columns = {"ngay": ("day",), "tai-lieu": (ordering.vietnamese("title"),)}


@dataclass(frozen=True, slots=True)
class TallyRow:
    """One kind with its figure, and where its rows are."""

    label: str
    count: int
    url: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One evidence: of which day, for whose part of which task."""

    kept: Evidence
    duty: Duty


@dataclass(frozen=True, slots=True)
class EvidencePage:
    """first, last: both included.  listed: the pages of the opened kind's rows, newest day first; None: none is open."""

    first: date
    last: date
    total: int
    tallies: list[TallyRow]
    opened: str
    listed: Page[Any] | None
    rows: list[EvidenceRow]


def page(
    officer: Officer,
    first: date,
    last: date,
    *,
    kind: str = "",
    number: Any = None,
    address: Mapping[str, Any] | None = None,
) -> EvidencePage:
    """What an officer may open of the evidence of things between two days.  kind: whose rows are shown."""
    kept = visible_evidence(officer).between(first, last)
    found = evidence.tally(kept)
    labels = {each.name: gettext(each.label) for each in found}
    listed = None
    if kind in labels:
        rows = evidence.of_kind(kept, kind).select_related("file").prefetch_related("record", "about__task")
        rows = rows.prefetch_related("about__agency").order_by("-day", "-pk")
        rows = ordering.ordered(rows, address or {}, SORTS)
        listed = Paginator(rows, PER_PAGE).get_page(number)
    return EvidencePage(
        first=first,
        last=last,
        total=sum(each.count for each in found),
        tallies=[
            TallyRow(labels[each.name], each.count, _address(first, last, each.name), each.name == kind)
            for each in found
        ],
        opened=labels.get(kind, ""),
        listed=listed,
        rows=[EvidenceRow(one, cast(Duty, one.about)) for one in evidence.with_pages(officer, listed or ())],
    )


def _address(first: date, last: date, kind: str) -> str:
    return f"{reverse('plans:evidence')}?{urlencode({'tu': first, 'den': last, 'loai': kind})}"
