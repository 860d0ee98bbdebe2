"""Rows of the log (nhật ký): entries, their personal part, closed blocks; written by ``kernel.audit`` alone."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel.frozen import FrozenModel, FrozenQuerySet


class LogEntryQuerySet(FrozenQuerySet["LogEntry"]):
    def about(self, record: models.Model) -> LogEntryQuerySet:
        return self.filter(record_kind=record._meta.label_lower, record_id=str(record.pk))

    def newest_first(self) -> LogEntryQuerySet:
        return self.order_by("-at", "-pk")


class LogEntry(FrozenModel):
    """Who did what to which record, when (nhật ký); written by ``kernel.audit.record``, never changed.

    Names are kept as they were then: the log stays readable when an officer or a record has another name.
    ``personal_hash`` binds the personal part, which stands apart and is shredded on its day.
    """

    at = models.DateTimeField(default=timezone.now)
    action = models.CharField(max_length=80)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=150, blank=True)
    record_kind = models.CharField(max_length=80, blank=True)
    record_id = models.CharField(max_length=64, blank=True)
    record_name = models.CharField(max_length=200, blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    data = models.JSONField(default=dict)
    personal_hash = models.CharField(max_length=64, blank=True)

    objects = LogEntryQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        app_label = "kernel"
        indexes = [
            models.Index(fields=["at"], name="log_at"),
            models.Index(fields=["by", "at"], name="log_by"),
            models.Index(fields=["action", "at"], name="log_action"),
            models.Index(fields=["record_kind", "record_id", "at"], name="log_record"),
            models.Index(fields=["record_name", "at"], name="log_name"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(record_kind="", record_id="")
                | ~models.Q(record_kind="") & ~models.Q(record_id=""),
                name="log_record_whole",
            )
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.record_name}".strip()

    @property
    def actor_name(self) -> str:
        """Who did it, as the name was then; the system itself where nobody did."""
        return self.by_name or str(_("Hệ thống"))

    @property
    def label(self) -> str:
        """The record's name as it was then; "" where it is about no record."""
        return self.record_name

    @property
    def changes(self) -> list[tuple[str, object, object]]:
        """What changed: field, value before (None where there was none), value after."""
        return [(field, self.before.get(field), value) for field, value in self.after.items()]

    @property
    def private_words(self) -> dict[str, object]:
        """The personal part while it is kept; {} where there is none or it has been shredded."""
        part = getattr(self, "personal", None) if self.personal_hash else None
        return part.data or {} if part else {}


class LogPersonal(FrozenModel):
    """The personal part of an entry (telephone, e-mail), apart so that it can be shredded on its day."""

    except_fields = ("salt", "data", "shredded_at")

    entry = models.OneToOneField(
        LogEntry, primary_key=True, on_delete=models.PROTECT, related_name="personal"
    )
    salt = models.CharField(max_length=64, blank=True)
    data = models.JSONField(null=True)
    shredded_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "kernel"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(shredded_at=None) & ~models.Q(salt="")
                | models.Q(shredded_at__isnull=False, salt=""),
                name="log_personal_shredded_whole",
            )
        ]

    def __str__(self) -> str:
        return str(self.entry_id)


class LogBlock(FrozenModel):
    """A closed block of the log: which rows it holds, their hash, and the hash of the block before."""

    number = models.PositiveBigIntegerField(primary_key=True)
    last = models.BigIntegerField()
    rows = models.TextField()
    rows_hash = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True)
    closed_at = models.DateTimeField()
    seal = models.CharField(max_length=64)

    class Meta:
        app_label = "kernel"

    def __str__(self) -> str:
        return f"{self.number}:{self.seal[:12]}"
