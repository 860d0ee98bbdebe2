"""One deed at a time on a record: whoever signs, returns or issues holds the lock of the draft's row."""

from __future__ import annotations

from typing import Any

from django.db import models

from nhipcau.agencies.models import Officer
from nhipcau.kernel import audit
from nhipcau.kernel.models import StoredFile
from nhipcau.kernel.shapes import shape
from nhipcau.office.certificates.models import KeyFile
from nhipcau.office.signing import rules
from nhipcau.office.signing.models import Version


def hold(version: Version) -> Version:
    """A version with all that was done to it so far, its record locked; words that no longer give its seal
    are refused."""
    model = version.subject_type.model_class()
    subject = None
    if model is not None:
        subject = model._base_manager.select_for_update(of=("self",)).filter(pk=version.subject_id).first()
    (held,) = _with_deeds(version=version.pk)
    rules.check_whole(seal=held.seal, reckoned=rules.seal_of_kept(held.content))
    if subject is not None:
        held.subject = subject
    return held


@shape
def _with_deeds(version: int) -> models.QuerySet[Version]:
    return Version.objects.filter(pk=version).with_deeds()


def record(action: str, version: Version, by: Officer, **data: Any) -> None:
    """An entry of the log on the version's record (on the version itself where the record is gone)."""
    target: models.Model = version.subject or version
    audit.record(action, target=target, by=by, data={"version": version.pk, "seal": version.seal} | data)


def record_certificate(version: Version, by: Officer, key: KeyFile, pdf: StoredFile) -> None:
    """An entry of the log: a certificate signed a version's PDF."""
    record("office.paper_signed", version, by, name=key.name, fingerprint=key.fingerprint, pdf=pdf.sha256)
