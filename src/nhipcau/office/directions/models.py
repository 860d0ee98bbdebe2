"""Directions and what became of those that made no task; written once."""

from __future__ import annotations

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef, Q

from nhipcau.kernel.frozen import FrozenModel, FrozenQuerySet

__all__ = ["Direction", "Followed", "FollowedTakenBack", "TakenBack"]

OFFICER = settings.AUTH_USER_MODEL


class DirectionQuerySet(FrozenQuerySet["Direction"]):
    def about_record(self, record: models.Model) -> DirectionQuerySet:
        return self.about_records(type(record), [record.pk])

    def about_records(self, model: type[models.Model], keys) -> DirectionQuerySet:
        return self.filter(about_type=ContentType.objects.get_for_model(model), about_id__in=keys)

    def standing(self) -> DirectionQuerySet:
        """Those that were not taken back at once."""
        return self.filter(taken_back=None)

    def open(self) -> DirectionQuerySet:
        """Those without a task of which nobody has written that they are done."""
        done = Followed.objects.standing().filter(direction=OuterRef("pk"), done=True)
        return self.standing().filter(~Exists(done), made_id=None)

    def for_list(self) -> DirectionQuerySet:
        return self.select_related("said_by", "written_by", "agency")


class Direction(FrozenModel):
    """A leader's word on a record (ý kiến chỉ đạo), as it was said; never changed.

    ``said_by`` is the leader, ``written_by`` who typed it (the same person, or the office that passes it
    on).  With an agency it has a day, and became a task: ``made``, whose name and page are kept.
    """

    about_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    about_id = models.PositiveBigIntegerField()
    about = GenericForeignKey("about_type", "about_id")
    text = models.TextField()
    said_by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="directions")
    said_at = models.DateTimeField()
    written_by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(
        "agencies.Agency", null=True, blank=True, on_delete=models.PROTECT, related_name="directions"
    )
    due = models.DateField(null=True, blank=True)
    made_type = models.ForeignKey(
        ContentType, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_id = models.PositiveBigIntegerField(null=True, blank=True)
    made = GenericForeignKey("made_type", "made_id")
    made_name = models.CharField(max_length=300, blank=True)
    made_url = models.CharField(max_length=300, blank=True)

    objects = DirectionQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["said_at", "pk"]
        indexes = [
            models.Index(fields=["about_type", "about_id"]),
            models.Index(fields=["made_type", "made_id"]),
            models.Index(fields=["said_by", "-said_at"]),
            models.Index(fields=["agency", "-said_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(agency=None, due=None) | Q(agency__isnull=False, due__isnull=False),
                name="office_direction_agency_and_day",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="office_direction_has_words"),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class TakenBack(FrozenModel):
    """That a direction was taken back in the first seconds, before anybody heard of it."""

    direction = models.OneToOneField(Direction, on_delete=models.PROTECT, related_name="taken_back")
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.direction)


class FollowedQuerySet(FrozenQuerySet["Followed"]):
    def standing(self) -> FollowedQuerySet:
        """Not taken back in the first seconds."""
        return self.filter(taken_back=None)


class Followed(FrozenModel):
    """What was done about a direction that became no task: taken up, or done, by whom and when."""

    direction = models.ForeignKey(Direction, on_delete=models.PROTECT, related_name="followed")
    done = models.BooleanField()
    note = models.TextField(blank=True)
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = FollowedQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.note[:60]


class FollowedTakenBack(FrozenModel):
    """That a word about what was done was taken back in the first seconds, before anybody heard of it."""

    followed = models.OneToOneField(Followed, on_delete=models.PROTECT, related_name="taken_back")
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.followed)
