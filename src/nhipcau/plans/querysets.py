"""What is asked of the rows of plans, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from nhipcau.plans.rules import ANSWERABLE, TaskKind

if TYPE_CHECKING:
    from nhipcau.plans.models import Amendment, Assignment, Deliverable, Duty, Plan, Task, TaskDue  # noqa: F401 - for types alone


class PlanQuerySet(models.QuerySet["Plan"]):
    def running(self) -> PlanQuerySet:
        return self.filter(closed_at=None)


class TaskQuerySet(models.QuerySet["Task"]):
    def leaves(self) -> TaskQuerySet:
        return self.exclude(kind=TaskKind.GROUP)

    def shown(self) -> TaskQuerySet:
        """Without what no list shows, and is long."""
        return self.defer("search_text", "source")


class TaskDueQuerySet(models.QuerySet["TaskDue"]):
    def current(self) -> TaskDueQuerySet:
        return self.filter(ended_on=None)


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def current(self) -> AssignmentQuerySet:
        return self.filter(ended_on=None)


class DutyQuerySet(models.QuerySet["Duty"]):
    def current(self) -> DutyQuerySet:
        return self.filter(ended_on=None)

    def answerable(self) -> DutyQuerySet:
        return self.filter(role__in=ANSWERABLE)


class DeliverableQuerySet(models.QuerySet["Deliverable"]):
    def open(self) -> DeliverableQuerySet:
        return self.filter(done_on=None, ended_on=None, duty__task__plan__closed_at=None)

    def current(self) -> DeliverableQuerySet:
        """What is owed, and what was delivered, by an agency whose part is over too: done work stays counted."""
        return self.filter(ended_on=None)

    def of_agency(self, agency) -> DeliverableQuerySet:
        return self.filter(duty__agency=agency)


class AmendmentQuerySet(models.QuerySet["Amendment"]):
    def standing(self) -> AmendmentQuerySet:
        """Those that were not taken back."""
        return self.filter(undone_at=None)
