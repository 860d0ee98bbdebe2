"""The weekly meeting and what was concluded in it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext

from nhipcau.kernel import clock

__all__ = ["Conclusion", "Meeting"]

OFFICER = settings.AUTH_USER_MODEL


class Meeting(models.Model):
    """The weekly meeting (giao ban tuần) of one ISO week; there once something was concluded in it."""

    year = models.PositiveSmallIntegerField()
    week = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["-year", "-week"]
        constraints = [models.UniqueConstraint(fields=["year", "week"], name="office_meeting_once")]

    def __str__(self) -> str:
        return gettext("Giao ban tuần %(week)s/%(year)s") % {"week": self.week, "year": self.year}


class ConclusionQuerySet(models.QuerySet["Conclusion"]):
    def standing(self) -> ConclusionQuerySet:
        return self.filter(dropped_at=None)

    def drafts(self) -> ConclusionQuerySet:
        """Typed, and sent by nobody yet."""
        return self.standing().filter(sent_at=None)


class Conclusion(models.Model):
    """What a leader concluded in the meeting (kết luận giao ban), typed in the room; a direction once it is sent.

    said_by: the leader; written_by: who typed it.  sent_at: when the leader sent it; the direction is made when the
    seconds in which that can be taken back are over.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="conclusions")
    text = models.TextField()
    agency = models.ForeignKey(
        "agencies.Agency", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    due = models.DateField(null=True, blank=True)
    said_by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    written_by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=clock.now, editable=False)
    sent_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    direction = models.OneToOneField(
        "office.Direction", null=True, blank=True, on_delete=models.PROTECT, related_name="conclusion"
    )

    objects = ConclusionQuerySet.as_manager()

    class Meta:
        ordering = ["written_at", "pk"]
        indexes = [models.Index(fields=["said_by", "sent_at"])]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="office_conclusion_has_words"),
            models.CheckConstraint(
                condition=Q(direction=None) | Q(sent_at__isnull=False, dropped_at=None),
                name="office_conclusion_sent_before_direction",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]
