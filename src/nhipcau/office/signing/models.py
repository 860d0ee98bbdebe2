"""Exact versions and what was done to them; every table here is written once (``kernel.frozen``)."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from nhipcau.kernel.choices import choices
from nhipcau.kernel.frozen import FrozenModel, FrozenQuerySet
from nhipcau.kernel.models import StoredFile
from nhipcau.kernel.refusal import N_
from nhipcau.kernel.standing import written
from nhipcau.office.certificates.models import KeyFile
from nhipcau.office.registers.models import Number

__all__ = [
    "Issue",
    "IssueFile",
    "Numbering",
    "PaperSignature",
    "Recall",
    "Returned",
    "Step",
    "Version",
    "VersionPrivate",
]

OFFICER = settings.AUTH_USER_MODEL


def _officer() -> models.ForeignKey:
    """A person who did something here: as long as the deed stands, the account stands."""
    return models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")


class VersionQuerySet(FrozenQuerySet["Version"]):
    def of(self, subject: models.Model) -> VersionQuerySet:
        """Of one record."""
        return self.filter(
            subject_type=ContentType.objects.get_for_model(type(subject)), subject_id=subject.pk
        )

    def of_all(self, model: type[models.Model], keys: Iterable[int]) -> VersionQuerySet:
        """Of many records of one kind; keys: primary keys, or a query of them."""
        return self.filter(subject_type=ContentType.objects.get_for_model(model), subject_id__in=keys)

    def with_deeds(self) -> VersionQuerySet:
        """With everything that says where each stands."""
        deeds = ("returned__by", "issue__number", "recall", "replaced_by", "made_by", "agency")
        steps = models.Prefetch("steps", queryset=Step.objects.select_related("agency"))
        numbers = models.Prefetch(
            "numberings", queryset=Numbering.objects.select_related("number__book", "number__given_up")
        )
        return self.select_related(*deeds).prefetch_related(steps).prefetch_related(numbers)

    def with_signature(self) -> VersionQuerySet:
        """With number, files and who signed, for many in two queries."""
        signatures = models.Prefetch("steps", queryset=Step.objects.select_related("officer"))
        return self.select_related("issue__number", "issue__docx", "issue__pdf").prefetch_related(signatures)

    def issued(self) -> VersionQuerySet:
        return self.exclude(issue=None)

    def standing(self) -> VersionQuerySet:
        """Not sent back."""
        return self.filter(returned=None)

    def last_words(self) -> VersionQuerySet:
        """Issued, not replaced by a correction, not recalled: what figures are counted from."""
        return self.issued().filter(replaced_by=None, recall=None)


class Version(FrozenModel):
    """The exact words of something that is to leave the house (bản ký): made once, as a value, and sealed.

    ``content`` is all that is signed, without number and day of issue, ``seal`` the SHA-256 of its
    canonical JSON.  ``chain``: the steps under which it was made (``kinds.Chain``), with "added" where a later release
    filled them in.  ``edited_by`` is who last edited the draft that it was made from.
    """

    kind = models.CharField(max_length=40)
    subject_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    subject_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey("subject_type", "subject_id")
    agency = models.ForeignKey("agencies.Agency", null=True, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=300)
    content = models.JSONField()
    seal = models.CharField(max_length=64)
    chain = models.JSONField()
    made_at = models.DateTimeField()
    made_by = _officer()
    edited_by = models.ForeignKey(OFFICER, null=True, on_delete=models.PROTECT, related_name="+")
    corrects = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="corrections")

    objects = VersionQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["subject_type", "subject_id", "-id"]), models.Index(fields=["seal"])]
        constraints = [
            models.CheckConstraint(condition=~Q(seal="") & ~Q(kind=""), name="office_version_sealed"),
        ]

    def __str__(self) -> str:
        return self.title


class VersionPrivate(FrozenModel):
    """The personal part of a version, apart from its words, to be shredded on its day.

    The content holds only the salted hash of it, so the seal stands when the part is gone.
    """

    except_fields = ("salt", "data", "shredded_at")

    version = models.OneToOneField(Version, on_delete=models.PROTECT, related_name="private")
    salt = models.CharField(max_length=64, blank=True)
    data = models.JSONField(null=True)
    keep_until = models.DateField()
    shredded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(shredded_at=None) & ~Q(salt="") & Q(data__isnull=False))
                | (Q(shredded_at__isnull=False) & Q(salt="") & Q(data=None)),
                name="office_private_kept_or_shredded",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} ({written(self.keep_until)})"


class Step(FrozenModel):
    """One named person's step on a version (soát xét, ký), as that person was called on that day."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="steps")
    name = models.CharField(max_length=20)
    officer = _officer()
    at = models.DateTimeField()
    officer_name = models.CharField(max_length=120)
    post = models.CharField(max_length=120, blank=True)
    agency = models.ForeignKey("agencies.Agency", null=True, on_delete=models.PROTECT, related_name="+")
    authority = models.JSONField(default=list)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "name"], name="office_step_once"),
            models.CheckConstraint(condition=~Q(officer_name=""), name="office_step_by_name"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.officer_name}"


class Returned(FrozenModel):
    """A version sent back, or drawn back by its makers (trả lại): nobody signs it any more."""

    version = models.OneToOneField(Version, on_delete=models.PROTECT, related_name="returned")
    by = _officer()
    at = models.DateTimeField()
    reason = models.TextField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="office_returned_with_reason")]

    def __str__(self) -> str:
        return self.reason[:60]


class Numbering(FrozenModel):
    """A number kept for a version on its way out (giữ số): what is taken up again after a crash.

    A number given up is followed by another numbering of the same version.
    """

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="numberings")
    number = models.OneToOneField(Number, on_delete=models.PROTECT, related_name="numbering")
    symbol = models.CharField(max_length=80)
    day = models.DateField()
    by = _officer()
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.symbol


class Way(StrEnum):
    """How a version was signed."""

    ELECTRONIC = "electronic"
    PAPER = "paper"


WAY_LABELS = {Way.ELECTRONIC: N_("ký trên hệ thống"), Way.PAPER: N_("ký giấy")}


class Issue(FrozenModel):
    """A version gone out (phát hành): its number, day and files, each with its hash.

    Signed on paper: the scan, its hash, and who compared it with the sealed words.
    ``replaces`` is the issued version that this one corrects.
    """

    version = models.OneToOneField(Version, on_delete=models.PROTECT, related_name="issue")
    number = models.OneToOneField(Number, null=True, on_delete=models.PROTECT, related_name="issue")
    symbol = models.CharField(max_length=80, blank=True)
    issued_on = models.DateField()
    issued_by = _officer()
    issued_at = models.DateTimeField()
    way = models.CharField(max_length=10, choices=choices(WAY_LABELS))
    signer_name = models.CharField(max_length=120)
    signer_post = models.CharField(max_length=120, blank=True)
    docx = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    pdf = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    docx_sha256 = models.CharField(max_length=64, blank=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    scan = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    scan_sha256 = models.CharField(max_length=64, blank=True)
    compared_by = models.ForeignKey(OFFICER, null=True, on_delete=models.PROTECT, related_name="+")
    compared_at = models.DateTimeField(null=True)
    replaces = models.OneToOneField(Version, null=True, on_delete=models.PROTECT, related_name="replaced_by")

    class Meta:
        ordering = ["-issued_on", "-pk"]
        indexes = [
            models.Index(fields=["-issued_on"]),
            # Nearly all are NULL, which SQLite's statistics take for "finds everything": it would scan instead.
            models.Index(
                fields=["replaces"], name="office_issue_replaces", condition=Q(replaces__isnull=False)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=(Q(docx=None, docx_sha256="") | (Q(docx__isnull=False) & ~Q(docx_sha256="")))
                & (Q(pdf=None, pdf_sha256="") | (Q(pdf__isnull=False) & ~Q(pdf_sha256=""))),
                name="office_issue_files_with_hash",
            ),
            models.CheckConstraint(
                condition=Q(scan=None, scan_sha256="", compared_by=None, compared_at=None)
                | (
                    Q(scan__isnull=False, compared_by__isnull=False, compared_at__isnull=False)
                    & ~Q(scan_sha256="")
                ),
                name="office_issue_scan_compared",
            ),
            models.CheckConstraint(
                condition=Q(way="electronic", pdf__isnull=False) | Q(way="paper", scan__isnull=False),
                name="office_issue_has_its_paper",
            ),
            models.CheckConstraint(condition=~Q(signer_name=""), name="office_issue_by_name"),
        ]

    def __str__(self) -> str:
        return self.symbol or str(self.version)


class IssueFile(FrozenModel):
    """One form of an issue besides its paper (bản thể hiện): what its kind declared, and the hash of what was made."""

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="renditions")
    name = models.CharField(max_length=40)
    label = models.CharField(max_length=120)
    media_type = models.CharField(max_length=120)
    language = models.CharField(max_length=12, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["issue", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["issue", "name"], name="office_issue_file_once"),
            models.CheckConstraint(
                condition=~Q(sha256="") & ~Q(name__in=["", "docx", "pdf", "scan"]),
                name="office_issue_file_named",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.file}"


class Place(StrEnum):
    """Where in a paper a certificate signed."""

    SIGNER = "signer"
    SEAL = "seal"


PLACE_LABELS = {Place.SIGNER: N_("chữ ký số của người ký"), Place.SEAL: N_("con dấu số của cơ quan")}


class PaperSignature(FrozenModel):
    """A version's PDF signed with a certificate (chữ ký số): by the signer, number and day still open, or by the
    agency's seal at its issue.  ``places``: where on its pages the number, the day and the seal go."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="paper_signatures")
    place = models.CharField(max_length=10, choices=choices(PLACE_LABELS))
    key = models.ForeignKey(KeyFile, on_delete=models.PROTECT, related_name="+")
    by = _officer()
    at = models.DateTimeField()
    pdf = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    pdf_sha256 = models.CharField(max_length=64)
    places = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "place"], name="office_paper_signature_once"),
            models.CheckConstraint(condition=~Q(pdf_sha256=""), name="office_paper_signature_with_hash"),
        ]

    def __str__(self) -> str:
        return f"{self.place}: {self.key}"


class Recall(FrozenModel):
    """An issued version called back (thu hồi), with the reason that its readers are told."""

    version = models.OneToOneField(Version, on_delete=models.PROTECT, related_name="recall")
    reason = models.TextField()
    by = _officer()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="office_recall_with_reason")]

    def __str__(self) -> str:
        return self.reason[:60]
