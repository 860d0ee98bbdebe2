"""What the office knows of its own calendar and of the law's rules: swapped days, its hours, rules compared."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel import clock
from nhipcau.kernel.standing import written

OFFICER = settings.AUTH_USER_MODEL


def _both_or_neither(at: str, by: str) -> Q:
    return Q(**{f"{at}__isnull": True, f"{by}__isnull": True}) | Q(
        **{f"{at}__isnull": False, f"{by}__isnull": False}
    )


class EnteredQuerySet(models.QuerySet[Any]):
    def standing(self) -> EnteredQuerySet:
        """Those that count: not withdrawn."""
        return self.filter(withdrawn_at=None)


class Entered(models.Model):
    """What an officer enters for the whole office.  Never changed: a wrong row is withdrawn and entered anew."""

    entered_at = models.DateTimeField(default=clock.now, editable=False)
    entered_by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        OFFICER, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = EnteredQuerySet.as_manager()

    class Meta:
        abstract = True


class DayOffSwap(Entered):
    """A working day given off and a day off worked in exchange, as an official notice says (hoán đổi ngày
    làm việc)."""

    off = models.DateField(_("ngày được nghỉ"))
    work = models.DateField(_("ngày làm bù"))
    notice = models.CharField(_("số, ngày của thông báo"), max_length=200)

    class Meta:
        ordering = ["-off", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["off"], condition=Q(withdrawn_at=None), name="day_off_once"),
            models.UniqueConstraint(fields=["work"], condition=Q(withdrawn_at=None), name="day_worked_once"),
            models.CheckConstraint(condition=~Q(off=F("work")), name="swap_of_two_days"),
            models.CheckConstraint(
                condition=_both_or_neither("withdrawn_at", "withdrawn_by"), name="swap_withdrawn_by_whom"
            ),
        ]

    def __str__(self) -> str:
        return f"{written(self.off)} → {written(self.work)}"


class WorkHours(Entered):
    """The office's own hours on working days from a day on, until the next begin (giờ làm việc).

    spans: as the law's data write them, "07:30-11:30 13:30-17:00".
    """

    begins = models.DateField(_("áp dụng từ ngày"))
    spans = models.CharField(_("giờ làm việc"), max_length=60)
    ground = models.CharField(_("căn cứ"), max_length=200)

    class Meta:
        ordering = ["-begins", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["begins"], condition=Q(withdrawn_at=None), name="work_hours_begin_once"
            ),
            models.CheckConstraint(condition=~Q(spans="") & ~Q(ground=""), name="work_hours_on_a_ground"),
            models.CheckConstraint(
                condition=_both_or_neither("withdrawn_at", "withdrawn_by"),
                name="work_hours_withdrawn_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.spans.replace(' ', ', ')} ({written(self.begins)})"


class LawRuleCheckQuerySet(models.QuerySet["LawRuleCheck"]):
    def standing(self) -> LawRuleCheckQuerySet:
        """Those that count: not taken back."""
        return self.filter(taken_back_at=None)


class LawRuleCheck(models.Model):
    """An officer compared a rule with the official gazette (đối chiếu công báo).

    seal: of the rule's text as it was compared; when the data file changes, the rule is to be compared anew.
    """

    code = models.CharField(max_length=60)
    seal = models.CharField(max_length=64)
    checked_at = models.DateTimeField(default=clock.now, editable=False)
    checked_by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(
        OFFICER, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = LawRuleCheckQuerySet.as_manager()

    class Meta:
        ordering = ["-checked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "seal"], condition=Q(taken_back_at=None), name="rule_checked_once"
            ),
            models.CheckConstraint(
                condition=_both_or_neither("taken_back_at", "taken_back_by"), name="check_taken_back_by_whom"
            ),
        ]

    def __str__(self) -> str:
        return self.code


__all__ = ["DayOffSwap", "LawRuleCheck", "WorkHours"]
