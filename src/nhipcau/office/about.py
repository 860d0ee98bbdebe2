"""Records that a direction is given on or that somebody is asked about, of whatever app.

An app registers its kinds; a page shows what was said and asked about its record by one include, and a
list of directions or asks leads back to the record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db import models
from django.http import Http404

from nhipcau.agencies.models import Officer
from nhipcau.kernel.joints import Joint
from nhipcau.kernel.known import Known, kind_among
from nhipcau.kernel.refusal import Refused


def _open(record: Any) -> Refused | None:
    return None


def _nobody(record: Any) -> Iterable[Officer]:
    return ()


def _not_kept(officer: Officer, record: Any) -> bool:
    return False


def _itself(record: Any) -> models.Model:
    made: models.Model = record
    return made


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutKind(Known):
    """One kind of record (``kernel.known``).

    closed: why nothing may be said about a record (not signed yet), or None.
    people: who is told of what is said about a record, besides those who follow directions.
    logged_on: the record in whose history a direction stands.
    with_title: what title and url read besides the record itself (foreign keys), fetched with it for lists.
    kept_by: (officer, record) → whether the officer keeps it, and so reminds, withdraws and sends back what is
    asked about it, as whoever asked does.
    """

    closed: Callable[[Any], Refused | None] = _open
    people: Callable[[Any], Iterable[Officer]] = _nobody
    logged_on: Callable[[Any], models.Model] = _itself
    kept_by: Callable[[Officer, Any], bool] = _not_kept
    with_title: tuple[str, ...] = ()


about_kinds: Joint[AboutKind] = Joint("kind of record spoken about", key=lambda kind: kind.name)


def kind_of(record: models.Model) -> AboutKind:
    """The kind of a record.  Raises LookupError for a record of no kind."""
    kind = kind_among(about_kinds, record)
    if kind is None:
        raise LookupError(f"nobody registered {type(record).__name__} as something to speak about")
    return kind


def with_records() -> GenericPrefetch:
    """For lists of what is said: the records, one query a kind, each with what its title needs."""
    return GenericPrefetch(
        "about",
        [
            kind.model._base_manager.select_related(*kind.with_title).order_by()
            for kind in about_kinds
            if kind.with_title
        ],
    )


def get_about_for(officer: Officer, kind: str, pk: int) -> Any:
    """A record of a kind that an officer may see; 404 otherwise."""
    if kind not in about_kinds:
        raise Http404
    found = next(iter(about_kinds.get(kind).visible(officer, [pk])), None)
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True, slots=True)
class Spoken:
    """A record as lists of directions and asks name it; gone: it is no longer there."""

    title: str
    url: str

    @classmethod
    def of(cls, record: models.Model | None) -> Spoken:
        if record is None:
            return cls("", "")
        kind = kind_of(record)
        return cls(kind.title(record), kind.url(record))
