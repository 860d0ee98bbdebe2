"""Parcels that came, and whose keys are trusted."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import Exists, Max, OuterRef, QuerySet
from django.shortcuts import get_object_or_404

from nhipcau.kernel.models import StoredFile
from nhipcau.office.signing import queries as signing
from nhipcau.office.signing.deeds import issue_of, recall_of
from nhipcau.office.signing.models import Version
from nhipcau.reports.models import LookedParcel, ReceivedParcel, Report, SenderTrust
from nhipcau.reports.parcels.rules import Trust


def trusts(keys: Collection[str]) -> dict[str, SenderTrust]:
    """The newest word on each of some keys."""
    rows = SenderTrust.objects.filter(key__in=keys).select_related("by").order_by("pk")
    return {row.key: row for row in rows}


def trust_in(row: SenderTrust | None) -> Trust:
    """How a key stands by the newest word on it."""
    if row is None:
        return Trust.NEW
    return Trust.TRUSTED if row.is_trusted else Trust.WITHDRAWN


def trust_of(key: str) -> Trust:
    """How a key stands."""
    return trust_in(trusts([key]).get(key))


def other_keys(sender: str, key: str) -> bool:
    """Whether somebody of this name has signed with another key before."""
    return SenderTrust.objects.filter(sender=sender).exclude(key=key).exists()


def standing(parcels: Iterable[ReceivedParcel]) -> list[ReceivedParcel]:
    """Those among all of some periods that no later one of the same sender stands for."""
    found = list(parcels)
    replaced = {(one.key, one.period, one.corrects) for one in found if one.corrects}
    return [one for one in found if (one.key, one.period, one.number) not in replaced]


def chain_of(parcel: ReceivedParcel) -> list[ReceivedParcel]:
    """A parcel with all that it stands for and that stand for it, the oldest first."""
    rows = ReceivedParcel.objects.filter(key=parcel.key, period=parcel.period).defer("content").order_by("pk")
    found = list(rows)
    linked, more = {parcel.number}, True
    while more:
        near = {one.number for one in found if one.corrects and one.corrects in linked}
        near |= {one.corrects for one in found if one.number in linked and one.corrects}
        more = not near <= linked
        linked |= near
    return sorted(
        (one for one in found if one.number in linked),
        key=lambda one: (one.issued_on, bool(one.corrects), one.pk),
    )


def issued(report: Report) -> Version | None:
    """The version of the province's report that has gone out and was not recalled."""
    version = signing.standing(report) if report.is_of_province else None
    if version is None or issue_of(version) is None or recall_of(version) is not None:
        return None
    return version


def newest_periods() -> list[str]:
    """The periods of which parcels came, that of the newest parcel first."""
    came = ReceivedParcel.objects.order_by().values("period").annotate(newest=Max("pk"))
    return list(came.order_by("-newest").values_list("period", flat=True))


def waiting() -> QuerySet[LookedParcel]:
    """Parcels that were looked at and not taken in yet, the newest first."""
    taken = ReceivedParcel.objects.filter(sha256=OuterRef("file__sha256"))
    return (
        LookedParcel.objects.filter(~Exists(taken))
        .select_related("brought_by")
        .order_by("-brought_at", "-pk")
    )


def laid_down(pk: int) -> StoredFile:
    """The file of a parcel that somebody laid down to be looked at, or took in.  Raises Http404 for another file."""
    looked = LookedParcel.objects.filter(file=OuterRef("pk"))
    taken = ReceivedParcel.objects.filter(file=OuterRef("pk"))
    return get_object_or_404(StoredFile.objects.filter(Exists(looked) | Exists(taken)), pk=pk)


def own_of(period: str) -> list[Version]:
    """What this province reported of a period itself: the newest edition of each round."""
    reports = Report.objects.filter(agency=None, round__period=period).newest().order_by("pk")
    return [version for report in reports if (version := issued(report)) is not None]
