"""How plans stand, kept counted (ADR 33): rows that ``actions.counting`` alone writes."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from nhipcau.kernel.standing import written


class Tally(models.Model):
    """How much of what is owed on one day is done (số đếm): by all agencies of a task, or by one agency in a plan.

    Counted from the deliverables that are owed or were delivered by whatever changes them (``actions.counting``), so that a
    screen reads some rows where it would count thousands.  It holds nothing of the day on which it is read: what is
    late today follows from ``due_on`` and what is not done.
    """

    plan = models.ForeignKey("plans.Plan", on_delete=models.CASCADE, related_name="tallies")
    task = models.ForeignKey(
        "plans.Task", null=True, blank=True, on_delete=models.CASCADE, related_name="tallies"
    )
    agency = models.ForeignKey(
        "agencies.Agency", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    due_on = models.DateField()
    owed = models.PositiveIntegerField()
    done = models.PositiveIntegerField()
    late = models.PositiveIntegerField()  # done after the day
    last_done = models.DateField(null=True, blank=True)

    class Meta:
        app_label = "plans"
        constraints = [
            models.CheckConstraint(
                condition=Q(task=None, agency__isnull=False) | Q(task__isnull=False, agency=None),
                name="tally_of_task_or_agency",
            ),
            models.UniqueConstraint(
                fields=["task", "due_on"], condition=Q(agency=None), name="tally_of_task_once"
            ),
            models.UniqueConstraint(
                fields=["plan", "agency", "due_on"], condition=Q(task=None), name="tally_of_agency_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.done}/{self.owed} {written(self.due_on)}"


class Share(models.Model):
    """How far the answerable agencies of a task are, added up; counted as ``Tally`` is."""

    task = models.OneToOneField("plans.Task", on_delete=models.CASCADE, related_name="share")
    agencies = models.PositiveIntegerField()
    percents = models.PositiveIntegerField()  # the sum over the agencies
    least = models.PositiveSmallIntegerField()

    class Meta:
        app_label = "plans"

    def __str__(self) -> str:
        return f"{self.percents}/{self.agencies}"


class Delivered(models.Model):
    """How many results of a task were delivered in one month, by its first day; counted as ``Tally`` is."""

    task = models.ForeignKey("plans.Task", on_delete=models.CASCADE, related_name="delivered")
    month = models.DateField()
    count = models.PositiveIntegerField()

    class Meta:
        app_label = "plans"
        constraints = [models.UniqueConstraint(fields=["task", "month"], name="delivered_month_once")]

    def __str__(self) -> str:
        return f"{self.count} {self.month:%m/%Y}"
