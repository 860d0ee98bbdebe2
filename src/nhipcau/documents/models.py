"""The register of official documents (sổ văn bản)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nhipcau.documents import rules
from nhipcau.documents.letters.models import Letter, LetterAttachment, LetterComment, LetterRecipient
from nhipcau.engines.vntext import fold
from nhipcau.kernel import clock

__all__ = ["Citation", "Letter", "LetterAttachment", "LetterComment", "LetterRecipient", "RegisteredDocument"]


def kind_words(kind: str) -> str:
    """A kind of document in the active language, with a capital: "Kế hoạch", "Plan"."""
    return capfirst(gettext(kind) if kind in rules.KINDS else kind)


class RegisteredDocument(models.Model):
    """One document with its head as read and confirmed (văn bản)."""

    number = models.CharField(_("số, ký hiệu"), max_length=80)
    kind = models.CharField(_("loại văn bản"), max_length=60, blank=True)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=200, blank=True)
    place = models.CharField(_("nơi ban hành"), max_length=100, blank=True)
    date = models.DateField(_("ngày ban hành"), null=True, blank=True)
    title = models.TextField(_("trích yếu"), blank=True)
    signer = models.CharField(_("người ký"), max_length=120, blank=True)
    signer_position = models.CharField(_("chức vụ người ký"), max_length=200, blank=True)
    identity = models.CharField(max_length=300, unique=True, editable=False)
    search_text = models.TextField(editable=False, blank=True)
    file = models.ForeignKey(
        "kernel.StoredFile", null=True, on_delete=models.PROTECT, related_name="documents"
    )
    registered_at = models.DateTimeField(default=clock.now, editable=False)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-date", "-pk"]

    def __str__(self) -> str:
        return self.number

    def save(self, *args, **kwargs):
        self.identity = rules.identity(number=self.number, date=self.date, issuer=self.issuer)
        self.search_text = fold(f"{self.number} {self.kind} {self.title} {self.issuer}")
        super().save(*args, **kwargs)

    @property
    def kind_words(self) -> str:
        """Its kind as a reader's language has it; a kind that no catalogue knows as it was written."""
        return kind_words(self.kind)


class Citation(models.Model):
    """A document named in another (viện dẫn); ``cited`` is set when the register holds it."""

    citing = models.ForeignKey(RegisteredDocument, on_delete=models.CASCADE, related_name="citations")
    number = models.CharField(max_length=80)
    date = models.DateField(null=True, blank=True)
    as_basis = models.BooleanField(default=False)
    cited = models.ForeignKey(
        RegisteredDocument, null=True, blank=True, on_delete=models.SET_NULL, related_name="cited_by"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["citing", "number"], name="citation_once")]

    def __str__(self) -> str:
        return self.number
