"""The words of the next plan's draft as they left the house: taken out to be signed elsewhere, or confirmed as what was signed."""

from __future__ import annotations

from enum import StrEnum

from django.conf import settings
from django.db import models
from django.db.models import Q

from nhipcau.kernel import clock
from nhipcau.kernel.choices import choices
from nhipcau.kernel.frozen import FrozenModel
from nhipcau.kernel.refusal import N_


class PaperUse(StrEnum):
    """For what the words were kept."""

    TAKEN_OUT = "taken_out"
    SIGNED = "signed"


PAPER_USE_LABELS = {
    PaperUse.TAKEN_OUT: N_("Xuất bản trình ký"),
    PaperUse.SIGNED: N_("Bản đã ký ngoài hệ thống"),
}


class NextPaper(FrozenModel):
    """A draft's words as they were on a day (bản trình ký), with their seal; a plan that was signed outside runs from its own."""

    next_plan = models.ForeignKey("plans.NextPlan", on_delete=models.PROTECT, related_name="papers")
    use = models.CharField(max_length=10, choices=choices(PAPER_USE_LABELS))
    content = models.JSONField()
    seal = models.CharField(max_length=64)
    at = models.DateTimeField(default=clock.now, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        app_label = "plans"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(seal=""), name="next_paper_sealed"),
            models.UniqueConstraint(
                fields=["next_plan"], condition=Q(use=PaperUse.SIGNED.value), name="one_signed_next_paper"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.next_plan}: {self.get_use_display()}"
