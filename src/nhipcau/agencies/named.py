"""Rows of those whom agencies name for this work (cán bộ đầu mối), and of asking for them."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nhipcau.agencies.rules import FOCAL_DUTY_LABELS
from nhipcau.kernel.choices import choices
from nhipcau.kernel.standing import written


class FocalOfficerQuerySet(models.QuerySet["FocalOfficer"]):
    def current(self, on: date) -> FocalOfficerQuerySet:
        return self.filter(since__lte=on).filter(Q(until=None) | Q(until__gt=on))


class FocalOfficer(models.Model):
    """The leader and the officer whom an agency names for this work (cán bộ đầu mối)."""

    agency = models.ForeignKey("agencies.Agency", on_delete=models.CASCADE, related_name="focal_officers")
    duty = models.CharField(_("phân công"), max_length=10, choices=choices(FOCAL_DUTY_LABELS))
    name = models.CharField(_("họ và tên"), max_length=120)
    position = models.CharField(_("chức vụ"), max_length=120, blank=True)
    email = models.EmailField(_("thư điện tử công vụ"), blank=True)
    phone = models.CharField(_("điện thoại công vụ"), max_length=30, blank=True)
    officer = models.ForeignKey(
        "agencies.Officer",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="focal_for",
        verbose_name=_("tài khoản"),
    )
    since = models.DateField(_("từ ngày"))
    until = models.DateField(_("đến ngày"), null=True, blank=True)

    objects = FocalOfficerQuerySet.as_manager()

    class Meta:
        app_label = "agencies"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "duty"], condition=Q(until=None), name="one_focal_per_duty"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_duty_display()})"


class FocalReminder(models.Model):
    """One reminder to name focal officers, at most one per agency and day (lời nhắc cử đầu mối).

    ``told``: how many officers got a notice; none where the agency has no account and a letter was written.
    """

    agency = models.ForeignKey("agencies.Agency", on_delete=models.CASCADE, related_name="focal_reminders")
    on = models.DateField()
    by = models.ForeignKey("agencies.Officer", null=True, on_delete=models.SET_NULL, related_name="+")
    told = models.PositiveSmallIntegerField(default=0)

    class Meta:
        app_label = "agencies"
        constraints = [models.UniqueConstraint(fields=["agency", "on"], name="one_focal_reminder_a_day")]
        ordering = ["-on"]

    def __str__(self) -> str:
        return f"{self.agency} {written(self.on)}"
