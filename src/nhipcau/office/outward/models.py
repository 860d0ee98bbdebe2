"""What the office allows to go out besides letters, and where to."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Q

from nhipcau.kernel import clock

__all__ = ["PushDevice", "PushSetting", "Webhook"]

OFFICER = settings.AUTH_USER_MODEL


class PushSetting(models.Model):
    """Whether this installation sends web push, and by which key it signs; at most one row.

    The key stands in the database, so that every machine of the office sends by the same one and a backup holds it:
    a browser refuses what another key signed.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    is_on = models.BooleanField(default=False)
    key = models.CharField(max_length=64, editable=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="office_one_push_setting")]

    def __str__(self) -> str:
        return "on" if self.is_on else "off"


class PushDevice(models.Model):
    """A browser on which an officer wants to be told (thiết bị nhận thông báo): where to, and its keys."""

    officer = models.ForeignKey(OFFICER, on_delete=models.CASCADE, related_name="push_devices")
    endpoint = models.CharField(max_length=1000, unique=True)
    p256dh = models.CharField(max_length=100)
    auth = models.CharField(max_length=40)
    label = models.CharField(max_length=60, blank=True)
    added_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering = ["-added_at", "-pk"]

    def __str__(self) -> str:
        return self.label or f"#{self.pk}"


class Webhook(models.Model):
    """The office's own messenger (kênh nhắn tin của cơ quan): where to, which kinds, in which words; at most one row.

    says_title: the notice's title and page go along; otherwise only that there is something to read.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    url = models.CharField(max_length=1000)
    secret = models.CharField(max_length=80, editable=False)
    kinds = models.JSONField(default=list)
    language = models.CharField(max_length=8, choices=settings.LANGUAGES, default="vi")
    says_title = models.BooleanField(default=True)
    is_on = models.BooleanField(default=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="office_one_webhook")]

    def __str__(self) -> str:
        return urlsplit(self.url).hostname or ""  # never the whole address: its path often holds a secret
