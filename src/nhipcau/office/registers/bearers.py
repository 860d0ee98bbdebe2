"""Papers that were signed and numbered outside: which record of the house each is, so that its number leads to it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models

from nhipcau.agencies.models import Officer
from nhipcau.kernel.joints import Joint
from nhipcau.kernel.states import Since
from nhipcau.office.registers.models import Bearer, Number
from nhipcau.office.registers.uses import Use


@dataclass(frozen=True, slots=True)
class Borne:
    """One kind of record that bears a number given outside.  opens: whether its page answers an officer."""

    model: type[models.Model]
    url: Callable[[Any], str]
    opens: Callable[[Officer, Any], bool]


borne: Joint[Borne] = Joint("record that bears a number given outside", key=lambda one: one.model._meta.label)


def uses(numbers: Collection[Number]) -> Mapping[int, Use]:
    """For number books: the record that bears each number."""
    rows = Bearer.objects.filter(number__in=[number.pk for number in numbers])
    found = {}
    for row in rows.select_related("number", "by").prefetch_related("paper"):
        paper = row.paper
        known = next((one for one in borne if isinstance(paper, one.model)), None)
        found[row.number_id] = Use(
            title=row.number.what,
            url=known.url(paper) if known else "",
            issued=True,
            since=Since(row.at, row.by),
            opens=_opens(known, paper) if known else _nobody,
        )
    return found


def _opens(known: Borne, paper: Any) -> Callable[[Officer], bool]:
    return lambda officer: known.opens(officer, paper)


def _nobody(officer: Officer) -> bool:
    return False
