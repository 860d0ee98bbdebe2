"""Results that are proven by what the system itself holds (kết quả tự ghi nhận): for which tasks, and which ones are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from nhipcau.kernel import clock
from nhipcau.kernel.choices import choices
from nhipcau.kernel.refusal import N_
from nhipcau.kernel.stated import Stated
from nhipcau.kernel.witness import labels
from nhipcau.plans.states import PROVEN_STATE_LABELS, PROVEN_STATES, ProvenState

if TYPE_CHECKING:
    from nhipcau.plans.models import Progress

OFFICER = settings.AUTH_USER_MODEL
BY_HAND = N_("Không tự ghi nhận, cơ quan tự báo")


class TaskProofQuerySet(models.QuerySet["TaskProof"]):
    def in_force(self) -> TaskProofQuerySet:
        """Of tasks that are being carried out."""
        return self.filter(task__plan__closed_at=None, task__closed_on=None)


class TaskProof(models.Model):
    """By what the results of a task are proven, as the coordinator has said (kết quả tự ghi nhận từ …).

    kind: a name of ``kernel.witness``; "" where agencies report it themselves.
    """

    task = models.OneToOneField("plans.Task", on_delete=models.CASCADE, related_name="proof")
    kind = models.CharField(max_length=40, blank=True)
    set_at = models.DateTimeField(default=clock.now, editable=False)
    set_by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+", editable=False)

    objects = TaskProofQuerySet.as_manager()

    class Meta:
        app_label = "plans"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.kind

    @property
    def label(self) -> str:
        """What it is called; an N_ sentence."""
        return proof_labels().get(self.kind, self.kind)


def proof_labels() -> dict[str, str]:
    """What every kind of proof is called, by name; that of agencies' own reports first."""
    return {"": BY_HAND, **labels()}


class ProvenResult(Stated):
    """One result that the system recorded as done by what it holds; a new row each time it does.

    progress: the word that made it done; reopened: the last one that opened it again, or took that back.  evidence: keys of what was added with it.
    confirmed_by: the coordinator on whose word the machine acts.  reason: why an officer objected.
    """

    states = PROVEN_STATES

    deliverable = models.ForeignKey("plans.Deliverable", on_delete=models.CASCADE, related_name="proven")
    state = models.CharField(
        max_length=10, choices=choices(PROVEN_STATE_LABELS), default=ProvenState.PROVEN.value
    )
    kind = models.CharField(max_length=40)
    progress = models.OneToOneField("plans.Progress", on_delete=models.CASCADE, related_name="proven")
    reopened = models.OneToOneField(
        "plans.Progress", null=True, blank=True, on_delete=models.SET_NULL, related_name="unproven"
    )
    evidence = models.JSONField(default=list, blank=True)
    confirmed_by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+", editable=False)
    proven_at = models.DateTimeField(default=clock.now, editable=False)
    reason = models.TextField(blank=True)

    class Meta:
        app_label = "plans"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["deliverable"], condition=Q(state=ProvenState.PROVEN.value), name="one_proof_stands"
            ),
            models.CheckConstraint(
                condition=~Q(state=ProvenState.OBJECTED.value) | ~Q(reason=""),
                name="objection_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deliverable} ({self.kind})"

    @property
    def label(self) -> str:
        """What its proof is called; an N_ sentence."""
        return proof_labels().get(self.kind, self.kind)

    @property
    def is_proven(self) -> bool:
        return self.state == ProvenState.PROVEN

    @property
    def has_fallen(self) -> bool:
        return self.state == ProvenState.FALLEN

    @property
    def is_objected(self) -> bool:
        return self.state == ProvenState.OBJECTED


def is_by_machine(report: Progress) -> bool:
    """Whether a word on a result is the system's own; asks nothing where both were read with it."""
    return report.officer_id is None and (hasattr(report, "proven") or hasattr(report, "unproven"))
