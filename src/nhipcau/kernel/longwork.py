"""Rows of work that goes on over many jobs."""

from __future__ import annotations

from django.db import models


class ProofRun(models.Model):
    """One round through all proofs (lượt kiểm tra toàn bộ), see ``kernel.proofruns``.

    proofs: those not yet done, the first under way behind ``after``; step: how many pieces are done; found: doubts as
    ``kernel.sentences`` keeps them.
    """

    slot = models.CharField(max_length=40, unique=True)
    proofs = models.JSONField(default=list)
    after = models.CharField(max_length=300, blank=True)
    step = models.PositiveIntegerField(default=0)
    found = models.JSONField(default=list)
    begun_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    given_up = models.BooleanField(default=False)

    class Meta:
        app_label = "kernel"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.slot}: {self.step}"
