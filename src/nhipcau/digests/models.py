"""Digests: what the office sends its leaders about the press, and what leaders say to it."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from nhipcau.digests.rules import (
    DIGEST_KIND_LABELS,
    DIGEST_PART_LABELS,
    DRAFT_DAYS_LABELS,
    KINDS,
    OF_PROVINCE,
    PLAIN_WORDS,
    DigestKind,
    DigestPart,
    DraftDays,
    KindOfDigest,
)
from nhipcau.kernel import clock
from nhipcau.kernel.choices import choices
from nhipcau.kernel.models import StoredFile
from nhipcau.kernel.refusal import N_, Words
from nhipcau.kernel.sentences import Sentence
from nhipcau.kernel.standing import written
from nhipcau.kernel.states import Since
from nhipcau.office.signing.checking import file_of
from nhipcau.office.signing.deeds import issue_of, signature_in
from nhipcau.office.signing.models import Issue, Step, Version, VersionQuerySet
from nhipcau.press.rules import TONE_LABELS, Tone

OFFICER = settings.AUTH_USER_MODEL
SENTENCES = {
    "digests.name": "%(kind)s %(when)s",  # nothing in it to translate
    "digests.name.corrected": N_("%(title)s (đính chính lần %(edition)s)"),
    "digests.recalled": N_("Thu hồi: %(title)s"),
}


class DigestSetting(models.Model):
    """How this office makes its digests (tùy chọn điểm báo); at most one row, made when first asked for.

    ``evidence_for`` is the record of the plan that a signed digest shows work on: chosen once by an
    officer; the app of plans stands above this one, so it is named by its type.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    is_on = models.BooleanField(_("tự soạn bản tin mỗi sáng"), default=True)
    draft_at = models.TimeField(_("soạn xong trước"), default=time(6, 0))
    days = models.CharField(
        _("vào những ngày"), max_length=8, choices=choices(DRAFT_DAYS_LABELS), default=DraftDays.EVERY
    )
    agency = models.ForeignKey(
        "agencies.Agency", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("cơ quan phát hành")
    )  # fmt: skip
    symbol = models.CharField(_("ký hiệu văn bản"), max_length=40, blank=True)
    signers: models.ManyToManyField = models.ManyToManyField(
        OFFICER, blank=True, related_name="+", verbose_name=_("người được ký")
    )
    evidence_type = models.ForeignKey(
        ContentType, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    evidence_id = models.PositiveBigIntegerField(null=True, blank=True)
    evidence_for = GenericForeignKey("evidence_type", "evidence_id")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_digest_setting")]

    def __str__(self) -> str:
        return gettext("Tùy chọn điểm báo")


class DigestQuerySet(models.QuerySet["Digest"]):
    def signed(self) -> DigestQuerySet:
        """Signed and gone out."""
        return self.filter(models.Exists(_versions().issued()))

    def of_province(self) -> DigestQuerySet:
        """Those that tell of the province."""
        return self.filter(kind__in=OF_PROVINCE)

    def drafts(self) -> DigestQuerySet:
        """Not signed by anybody."""
        return self.exclude(models.Exists(_versions().standing()))

    def last_words(self) -> DigestQuerySet:
        """Signed digests that no signed correction has replaced: what figures are counted from."""
        return self.filter(models.Exists(_versions().last_words()))

    def with_version(self) -> DigestQuerySet:
        """With what was signed, for many in two queries; the words themselves are left where they are."""
        kept = Version.objects.standing().with_signature().defer("content")
        return self.prefetch_related(models.Prefetch("versions", queryset=kept))


def _versions() -> VersionQuerySet:
    return Version.objects.filter(digest=models.OuterRef("pk"))


class Digest(models.Model):
    """One issue of the press digest (bản tin điểm báo).

    The rows here are the draft; what was signed stands in its version (``office.signing``), and from the
    signature on the draft is locked.  A correction is a new issue (``edition`` 1, 2 …) of the same period
    that names the one it corrects.
    """

    kind = models.CharField(max_length=8, choices=choices(DIGEST_KIND_LABELS), default=DigestKind.DAY)
    first_day = models.DateField()
    last_day = models.DateField()
    edition = models.PositiveSmallIntegerField(default=0)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    note = models.TextField(_("nhận định chung"), blank=True)
    is_internal = models.BooleanField(_("tài liệu nội bộ"), default=False)
    corrects = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections"
    )
    correction_reason = models.TextField(blank=True)
    drafted_at = models.DateTimeField(default=clock.now, editable=False)
    drafted_by = models.ForeignKey(
        OFFICER, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    versions = GenericRelation(
        Version, content_type_field="subject_type", object_id_field="subject_id", related_query_name="digest"
    )

    objects = DigestQuerySet.as_manager()

    class Meta:
        ordering = ["-last_day", "kind", "-edition", "-pk"]
        constraints = [
            # Whoever drafts first has the period, however many workers look.
            models.UniqueConstraint(fields=["kind", "first_day", "edition"], name="digest_once"),
            models.UniqueConstraint(fields=["corrects"], name="digest_corrected_once"),
        ]
        indexes = [models.Index(fields=["kind", "-first_day"])]

    def __str__(self) -> str:
        return str(self.named)

    @property
    def named(self) -> Sentence:
        """What it is called, to be said in any language."""
        kind = Words(DIGEST_KIND_LABELS[DigestKind(self.kind)])
        title = Sentence("digests.name", {"kind": kind, "when": self.when})
        if not self.edition:
            return title
        return Sentence("digests.name.corrected", {"title": title, "edition": self.edition})

    @property
    def about(self) -> KindOfDigest:
        """In what its kind differs from others."""
        return KINDS[DigestKind(self.kind)]

    @property
    def version(self) -> Version | None:
        """What was signed; asked of the database once, unless ``with_version`` has read it."""
        if "versions" in getattr(self, "_prefetched_objects_cache", {}):
            return next(iter(self.versions.all()), None)
        if "_version" not in self.__dict__:
            self.__dict__["_version"] = Version.objects.of(self).standing().with_signature().first()
        found: Version | None = self.__dict__["_version"]
        return found

    def remember(self, version: Version) -> None:
        """Know what was signed without asking; for whoever has just written it."""
        self.__dict__["_version"] = version

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        self.__dict__.pop("_version", None)
        super().refresh_from_db(*args, **kwargs)

    @property
    def issue(self) -> Issue | None:
        """How it went out."""
        return issue_of(self.version) if self.version else None

    @property
    def is_locked(self) -> bool:
        """Signed, though it may not have gone out yet."""
        return self.version is not None

    @property
    def is_signed(self) -> bool:
        """Signed and gone out."""
        return self.issue is not None

    @property
    def content(self) -> dict[str, Any] | None:
        """The very words that were signed."""
        return self.version.content if self.version else None

    @property
    def seal(self) -> str:
        return self.version.seal if self.version else ""

    @property
    def number(self) -> int | None:
        return self.issue.number.value if self.issue and self.issue.number else None

    @property
    def signature(self) -> Step | None:
        return signature_in(self.version) if self.version else None

    @property
    def signed_at(self) -> datetime | None:
        return self.signature.at if self.signature else None

    @property
    def signed_by(self) -> Any:
        """The officer who signed."""
        return self.signature.officer if self.signature else None

    def since(self) -> Since:
        """Since when it is signed, and by whom."""
        return Since(self.signed_at, self.signer_name or None)

    @property
    def signer_name(self) -> str:
        return self.signature.officer_name if self.signature else ""

    @property
    def signer_post(self) -> str:
        return self.signature.post if self.signature else ""

    @property
    def docx(self) -> StoredFile | None:
        return self.issue.docx if self.issue else None

    @property
    def pdf(self) -> StoredFile | None:
        return self.issue.pdf if self.issue else None

    @property
    def words(self) -> StoredFile | None:
        """Its plain words; None of what is internal, and of what was issued before there were any."""
        return file_of(self.issue, PLAIN_WORDS) if self.issue else None

    @property
    def when(self) -> str:
        """The period in a reader's words."""
        if self.about.named_by_month:
            return f"{self.first_day:%m/%Y}"
        if self.first_day == self.last_day:
            return written(self.last_day)
        return pgettext("kỳ", "{first} – {last}").format(
            first=f"{self.first_day:%d/%m}", last=written(self.last_day)
        )

    def covers(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day


class DigestItemQuerySet(models.QuerySet["DigestItem"]):
    def standing(self) -> DigestItemQuerySet:
        return self.filter(dropped=False)


class DigestItem(models.Model):
    """One story in a digest (mục tin), as it stood when it was drafted and as the editor left it.

    Nothing of it is looked up again later: the story may grow, the digest may not.
    heading: under which it stands where the kind has headings of its own (the watch's name, as it was).
    pages: [{"outlet", "language", "country", "reach", "url", "title", "at"}], in order of time; never a text.
    """

    digest = models.ForeignKey(Digest, on_delete=models.CASCADE, related_name="items")
    story = models.ForeignKey(
        "press.Story", null=True, blank=True, on_delete=models.SET_NULL, related_name="digest_items"
    )
    key = models.CharField(max_length=32)
    part = models.CharField(
        _("nhóm"), max_length=10, choices=choices(DIGEST_PART_LABELS), default=DigestPart.OTHER
    )
    heading = models.CharField(_("chủ đề"), max_length=120, blank=True)
    position = models.PositiveIntegerField(default=0)
    dropped = models.BooleanField(default=False)
    title = models.CharField(_("tiêu đề"), max_length=300)
    summary = models.TextField(_("tóm tắt"), blank=True)
    note = models.TextField(_("ghi chú của biên tập"), blank=True)
    proposal = models.TextField(_("đề xuất xử lý"), blank=True)
    subject = models.CharField(max_length=20, blank=True)
    tone = models.CharField(max_length=8, choices=choices(TONE_LABELS), default=Tone.NEUTRAL)
    flags = models.JSONField(default=list, blank=True)
    doubt = models.TextField(blank=True)
    reach = models.PositiveSmallIntegerField(default=0)
    outlets = models.PositiveIntegerField(default=0)
    first_at = models.DateTimeField(null=True, blank=True)
    pages = models.JSONField(default=list, blank=True)
    seen_before = models.BooleanField(default=False)

    objects = DigestItemQuerySet.as_manager()

    class Meta:
        ordering = ["digest", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["digest", "key"], name="story_once_in_digest")]

    def __str__(self) -> str:
        return self.title
