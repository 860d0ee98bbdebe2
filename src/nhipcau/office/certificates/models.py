"""Certificates that sign here and issuers that are trusted; every table is written once (``kernel.frozen``)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from nhipcau.kernel.frozen import FrozenModel, FrozenQuerySet

__all__ = ["IssuerRemoved", "KeyFile", "KeyRemoved", "TrustedIssuer"]

OFFICER = settings.AUTH_USER_MODEL


class KeyFileQuerySet(FrozenQuerySet["KeyFile"]):
    def standing(self) -> KeyFileQuerySet:
        """Not removed."""
        return self.filter(removed=None)


class KeyFile(FrozenModel):
    """A file with a certificate and its private key (tệp chứng thư số), of a person or of an agency.

    The file itself lies in a private folder (``vault``) under ``file``, locked by its own passphrase, which is
    kept nowhere.  The rest is what its certificate says.
    """

    officer = models.ForeignKey(OFFICER, null=True, on_delete=models.PROTECT, related_name="key_files")
    agency = models.ForeignKey(
        "agencies.Agency", null=True, on_delete=models.PROTECT, related_name="key_files"
    )
    file = models.CharField(max_length=80, unique=True)
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    organisation = models.CharField(max_length=200, blank=True)
    issuer = models.CharField(max_length=200)
    serial = models.CharField(max_length=80)
    fingerprint = models.CharField(max_length=64)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField()
    added_by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    objects = KeyFileQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(officer=None, agency__isnull=False) | Q(officer__isnull=False, agency=None),
                name="office_key_of_one",
            ),
            models.CheckConstraint(
                condition=~Q(sha256="") & ~Q(fingerprint="") & Q(valid_to__gt=models.F("valid_from")),
                name="office_key_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.issuer})"


class KeyRemoved(FrozenModel):
    """A file taken out: nobody signs with it any more; what was signed stays signed."""

    key = models.OneToOneField(KeyFile, on_delete=models.PROTECT, related_name="removed")
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.key)


class TrustedIssuerQuerySet(FrozenQuerySet["TrustedIssuer"]):
    def standing(self) -> TrustedIssuerQuerySet:
        """Not removed."""
        return self.filter(removed=None)


class TrustedIssuer(FrozenModel):
    """An issuer of certificates (nơi cấp) whose signatures are called known; ``certificate``: DER in base64."""

    name = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)
    certificate = models.TextField()
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField()
    added_by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    objects = TrustedIssuerQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(certificate=""), name="office_issuer_has_certificate")
        ]

    def __str__(self) -> str:
        return self.name


class IssuerRemoved(FrozenModel):
    """An issuer that is trusted no more."""

    issuer = models.OneToOneField(TrustedIssuer, on_delete=models.PROTECT, related_name="removed")
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.issuer)
