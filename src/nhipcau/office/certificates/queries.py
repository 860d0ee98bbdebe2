"""Which certificates are there, for whom, and which issuers are trusted."""

from __future__ import annotations

import base64
from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Case, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from nhipcau.agencies.models import Agency, Officer
from nhipcau.kernel import ordering
from nhipcau.kernel.access import must
from nhipcau.kernel.refusal import N_
from nhipcau.kernel.shapes import number_of, shape
from nhipcau.office.certificates.models import KeyFile, TrustedIssuer
from nhipcau.office.certificates.rules import WARNING
from nhipcau.office.permissions import KEEP_CERTIFICATES, NUMBER, agencies_with, of_agencies

WHOSE = ordering.vietnamese(Coalesce("officer__full_name", "agency__name"))


def own_keys(officer: Officer, now: datetime) -> list[KeyFile]:
    """The files that a person signs with at a moment: standing, within their days."""
    return list(KeyFile.objects.standing().filter(officer=officer, valid_from__lte=now, valid_to__gte=now))


def seals_of(agency: Agency | None, now: datetime) -> list[KeyFile]:
    """The files that seal an agency's papers at a moment."""
    if agency is None:
        return []
    return list(KeyFile.objects.standing().filter(agency=agency, valid_from__lte=now, valid_to__gte=now))


def kept_by(officer: Officer) -> QuerySet[KeyFile]:
    """The files that a person may see and remove, those of people first: the own ones, those of agencies that he seals
    for; all of them for the administrator."""
    found = KeyFile.objects.standing().select_related("officer", "agency", "added_by")
    if not officer.may(KEEP_CERTIFICATES):
        found = found.filter(Q(officer=officer) | Q(agency__in=sealed_for(officer)))
    return found.order_by(Case(When(officer=None, then=Value(1)), default=Value(0)), WHOSE, "pk")


NOT_TO_KEEP = N_("Bạn chỉ thêm, gỡ được chứng thư của chính mình và của cơ quan mà bạn cấp số.")


def sealed_for(officer: Officer) -> list[Agency]:
    """The agencies whose seal a person keeps: those that he numbers for, with those that are no more and left it to them;
    all for the administrator."""
    numbered = agencies_with(officer, NUMBER)
    found = Agency.objects.in_order()
    if officer.may(KEEP_CERTIFICATES) or numbered is None:
        return list(found)
    return list(found.filter(of_agencies(officer, numbered, "pk")))


def get_key_for(officer: Officer, pk: int) -> KeyFile:
    """A file that a person may remove.  Raises KeyFile.DoesNotExist for one that is gone, PermissionDenied."""
    key = KeyFile.objects.standing().select_related("officer", "agency").get(pk=pk)
    must(keeps(officer, of=key.officer, agency=key.agency), NOT_TO_KEEP)
    return key


def keeps(officer: Officer, *, of: Officer | None, agency: Agency | None) -> bool:
    """Whether a person may add and remove files of somebody or of an agency."""
    if officer.may(KEEP_CERTIFICATES):
        return True
    if of is not None:
        return of.pk == officer.pk and officer.is_active
    return agency is not None and officer.may(NUMBER, agency)


def ending(officer: Officer, now: datetime) -> int:
    """How many of the own files and of the own agencies' seals have ended or soon will."""
    numbered = agencies_with(officer, NUMBER)
    return sum(_ending(officer=officer.pk, agencies=numbered or (), by=now + WARNING))


@shape
def _ending(officer: int, agencies: Collection[int], by: datetime) -> QuerySet[Any, int]:
    mine = Q(officer=officer) | Q(agency__in=agencies)
    return number_of(KeyFile.objects.standing().filter(mine, valid_to__lte=by))


def issuers() -> list[TrustedIssuer]:
    """The issuers that are trusted today."""
    return list(TrustedIssuer.objects.standing().select_related("added_by"))


def trusted() -> tuple[bytes, ...]:
    """Their certificates (DER)."""
    return tuple(base64.b64decode(issuer.certificate) for issuer in TrustedIssuer.objects.standing())
