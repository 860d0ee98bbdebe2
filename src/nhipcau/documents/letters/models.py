"""Drafts of official papers and to whom they go."""

from __future__ import annotations

from enum import StrEnum

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nhipcau.documents.letters.rules import (
    PAPER_LABELS,
    URGENCY_LABELS,
    PaperKind,
    Urgency,
)
from nhipcau.kernel import clock
from nhipcau.kernel.choices import choices
from nhipcau.kernel.refusal import N_

OFFICER = settings.AUTH_USER_MODEL


class LetterQuerySet(models.QuerySet["Letter"]):
    def standing(self) -> LetterQuerySet:
        return self.filter(discarded_at=None)


class Letter(models.Model):
    """An official paper drafted in the house (văn bản soạn thảo): its words, before and after they are signed.

    What is signed is an exact copy of the words (``office.signing``); this row is the draft that the copy was
    made from, and it is not edited any more once a copy is signed.

    about: the record that the paper speaks of (a task, a direction), if any.  said_by: the leader whose word
    the paper passes on, who is not its signer.  edited: counts the changes, so that two people cannot undo
    each other unseen.
    """

    kind = models.CharField(
        _("loại văn bản"), max_length=12, choices=choices(PAPER_LABELS), default=PaperKind.LETTER
    )
    agency = models.ForeignKey(
        "agencies.Agency", on_delete=models.PROTECT, related_name="+", verbose_name=_("cơ quan ban hành")
    )
    unit = models.CharField(_("viết tắt đơn vị soạn thảo"), max_length=20, blank=True)
    place = models.CharField(_("địa danh"), max_length=60, blank=True)
    urgency = models.CharField(
        _("độ khẩn"), max_length=12, choices=choices(URGENCY_LABELS), blank=True, default=Urgency.NONE
    )
    is_internal = models.BooleanField(_("tài liệu nội bộ"), default=False)
    summary = models.TextField(_("trích yếu"), blank=True)
    bases = models.TextField(_("căn cứ"), blank=True)
    body = models.TextField(_("nội dung"), blank=True)
    closing = models.TextField(_("câu kết"), blank=True)
    signer = models.ForeignKey(
        OFFICER, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("người ký")
    )
    about_type = models.ForeignKey(
        ContentType, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    about_id = models.PositiveBigIntegerField(null=True, blank=True)
    about = GenericForeignKey("about_type", "about_id")
    said_by = models.ForeignKey(OFFICER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    corrects = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by"
    )
    drafted_at = models.DateTimeField(default=clock.now, editable=False)
    drafted_by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    edited = models.PositiveIntegerField(default=0)
    edited_at = models.DateTimeField(default=clock.now, editable=False)
    edited_by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    discarded_at = models.DateTimeField(null=True, blank=True)
    discarded_by = models.ForeignKey(
        OFFICER, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["-edited_at", "-pk"]
        indexes = [
            models.Index(fields=["agency", "-edited_at"]),
            models.Index(fields=["about_type", "about_id"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(discarded_at=None, discarded_by=None)
                | Q(discarded_at__isnull=False, discarded_by__isnull=False),
                name="letter_discarded_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return (
            f"{gettext(PAPER_LABELS[PaperKind(self.kind)])}: {self.summary or gettext('chưa có trích yếu')}"
        )


class RecipientRole(StrEnum):
    """How a receiver stands on the paper."""

    ADDRESSED = "addressed"
    COPY = "copy"


RECIPIENT_ROLE_LABELS = {RecipientRole.ADDRESSED: N_("Kính gửi"), RecipientRole.COPY: N_("Nơi nhận")}


class LetterRecipient(models.Model):
    """To whom a paper goes (kính gửi, nơi nhận); an agency of the register receives it in the system.

    name: as printed; agency: None for a receiver outside, who gets it on paper; note: "(để báo cáo)".
    """

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="recipients")
    role = models.CharField(
        max_length=10, choices=choices(RECIPIENT_ROLE_LABELS), default=RecipientRole.COPY.value
    )
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=300)
    agency = models.ForeignKey(
        "agencies.Agency", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["letter", "role", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["letter", "role", "name"], name="letter_receiver_once")
        ]

    def __str__(self) -> str:
        return self.name


class LetterComment(models.Model):
    """A word on a draft (góp ý); kept when the draft changes."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="comments")
    text = models.TextField()
    said_at = models.DateTimeField(default=clock.now, editable=False)
    said_by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["said_at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]


class LetterAttachment(models.Model):
    """A paper that goes along with a letter (tài liệu kèm theo): its file as it was attached, with its hash.

    title: as the paper lists it.
    """

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="attachments")
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(_("tài liệu kèm theo"), max_length=300)
    file = models.ForeignKey("kernel.StoredFile", on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    attached_at = models.DateTimeField(default=clock.now, editable=False)
    attached_by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+", editable=False)

    class Meta:
        ordering = ["letter", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["letter", "title"], name="letter_attachment_once"),
            models.CheckConstraint(
                condition=~Q(sha256="") & ~Q(title=""), name="letter_attachment_with_hash"
            ),
        ]

    def __str__(self) -> str:
        return self.title
