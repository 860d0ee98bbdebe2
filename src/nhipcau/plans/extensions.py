"""What agencies ask for when they cannot keep a day (đề nghị gia hạn)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel import clock
from nhipcau.kernel.choices import choices
from nhipcau.kernel.standing import written
from nhipcau.kernel.states import Since
from nhipcau.plans.states import EXTENSION_STATE_LABELS, ExtensionState

OFFICER = settings.AUTH_USER_MODEL


class ExtensionQuerySet(models.QuerySet["Extension"]):
    def waiting(self) -> ExtensionQuerySet:
        """Those that somebody has to decide on: of a result that is still owed, in a running plan."""
        owed = Q(
            deliverable__done_on=None,
            deliverable__ended_on=None,
            deliverable__duty__task__plan__closed_at=None,
        )
        return self.filter(owed, state=ExtensionState.WAITING)

    def shown(self) -> ExtensionQuerySet:
        """With what a list names."""
        return self.select_related(
            "deliverable__duty__agency", "deliverable__duty__task__plan__document", "asked_by", "decided_by"
        )


class Extension(models.Model):
    """One agency's wish for a later day of one result, and what was decided on it (đề nghị gia hạn); never changed after.

    due_on: the day that stood when it was asked; asked_on after it says how late the result was then, whatever was
    granted.  granted_until: the day that the result is owed by since; decided_at, decided_by: also of who withdrew it.
    """

    deliverable = models.ForeignKey("plans.Deliverable", on_delete=models.CASCADE, related_name="extensions")
    state = models.CharField(
        max_length=10, choices=choices(EXTENSION_STATE_LABELS), default=ExtensionState.WAITING.value
    )
    due_on = models.DateField(_("thời hạn khi đề nghị"))
    wanted = models.DateField(_("đề nghị đến ngày"))
    reason = models.TextField(_("lý do"))
    asked_on = models.DateField()
    asked_at = models.DateTimeField(default=clock.now, editable=False)
    asked_by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    granted_until = models.DateField(_("gia hạn đến ngày"), null=True, blank=True)
    answer = models.TextField(_("ý kiến trả lời"), blank=True)
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        OFFICER, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = ExtensionQuerySet.as_manager()

    class Meta:
        app_label = "plans"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["deliverable"],
                condition=Q(state=ExtensionState.WAITING.value),
                name="one_extension_waits",
            ),
            models.CheckConstraint(
                condition=Q(state=ExtensionState.WAITING.value, decided_at=None, decided_by=None)
                | (
                    ~Q(state=ExtensionState.WAITING.value)
                    & Q(decided_at__isnull=False, decided_by__isnull=False)
                ),
                name="extension_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state=ExtensionState.GRANTED.value, granted_until__gt=F("due_on"))
                | (~Q(state=ExtensionState.GRANTED.value) & Q(granted_until=None)),
                name="extension_granted_until_later",
            ),
            models.CheckConstraint(
                condition=Q(wanted__gt=F("due_on")) & ~Q(reason=""),
                name="extension_asks_for_later_with_reason",
            ),
        ]
        indexes = [models.Index(fields=["state", "wanted"])]

    def __str__(self) -> str:
        duty = self.deliverable.duty
        return f"{duty.agency} – {duty.task.number} {written(self.due_on)}".strip()

    def since(self) -> Since:
        """Since when it stands as it does, and by whom: asked, or decided on."""
        if self.decided_at is not None:
            return Since(self.decided_at, self.decided_by)
        return Since(self.asked_at, self.asked_by)

    @property
    def waits(self) -> bool:
        return self.state == ExtensionState.WAITING

    @property
    def is_granted(self) -> bool:
        return self.state == ExtensionState.GRANTED

    @property
    def late_days(self) -> int:
        """How many days the result was late when more time was asked for."""
        return max(0, (self.asked_on - self.due_on).days)
