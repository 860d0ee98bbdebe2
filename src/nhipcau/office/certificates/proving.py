"""Whether certificates and trusted issuers are those that the log says were added, and their files lie there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from nhipcau.kernel.models import LogEntry
from nhipcau.kernel.proofs import Deed, Doubt, Proof, against_log, proofs
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.office.certificates import vault
from nhipcau.office.certificates.models import IssuerRemoved, KeyFile, KeyRemoved, TrustedIssuer


def connect() -> None:
    proofs.register(
        Proof("office.certificates", _("Chứng thư số, nơi cấp được tin đối chiếu với nhật ký"), _find)
    )


def _find() -> Iterator[Doubt]:
    for key in KeyFile.objects.standing().order_by("pk"):
        try:
            vault.take(key.file, key.sha256)
        except (Refused, OSError):
            yield Doubt(N_("%(key)s: tệp chứng thư số không còn hoặc đã bị thay"), {"key": _where(key)})
    added, removed = KeyFile.objects.order_by("pk"), KeyRemoved.objects.select_related("key").order_by("pk")
    yield from against_log(
        (Deed((str(_owner(one)), one.fingerprint, one.added_by_id), _where(one)) for one in added),
        ("office.key_added",),
        _key_told,
    )
    yield from against_log(
        (Deed((str(_owner(one.key)), one.key.fingerprint, one.by_id), _where(one.key)) for one in removed),
        ("office.key_removed",),
        _key_told,
    )
    yield from against_log(
        (
            Deed((one.fingerprint, one.added_by_id), _where(one))
            for one in TrustedIssuer.objects.order_by("pk")
        ),
        ("office.issuer_added",),
        _issuer_told,
    )
    gone = IssuerRemoved.objects.select_related("issuer").order_by("pk")
    yield from against_log(
        (Deed((one.issuer.fingerprint, one.by_id), _where(one.issuer)) for one in gone),
        ("office.issuer_removed",),
        _issuer_told,
    )


def _owner(key: KeyFile) -> int | None:
    return key.officer_id if key.officer_id is not None else key.agency_id


def _key_told(entry: LogEntry) -> tuple[object, ...]:
    return entry.record_id, entry.data.get("fingerprint"), entry.by_id


def _issuer_told(entry: LogEntry) -> tuple[object, ...]:
    return entry.data.get("fingerprint"), entry.by_id


def _where(row: Any) -> Refused:
    return Refused(N_("chứng thư %(row)s của %(name)s"), row=row.pk, name=row.name)
