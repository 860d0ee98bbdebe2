"""What is kept of figures: entries with their sources, goals, an office's own indicators, and figures as they were closed.

Counted figures are not kept: they are counted from the records each time, until a period is closed.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nhipcau.engines.counting import default_definitions, parse_period, period_name
from nhipcau.engines.counting.definitions import Level, Over
from nhipcau.kernel import clock
from nhipcau.kernel.choices import choices
from nhipcau.kernel.frozen import FrozenModel, FrozenQuerySet
from nhipcau.kernel.refusal import N_
from nhipcau.kernel.sentences import language

OFFICER = settings.AUTH_USER_MODEL
LEVEL_LABELS = {
    Level.BOTH: N_("Toàn tỉnh và từng cơ quan"),
    Level.PROVINCE: N_("Chỉ toàn tỉnh"),
    Level.UNIT: N_("Chỉ từng cơ quan"),
}
OVER_WORDS = {Over.SUM: N_("Cộng dồn trong kỳ"), Over.LAST: N_("Trạng thái vào ngày chốt số liệu")}


def named(code: str, period: str) -> str:
    """What an indicator's figure of a period is called, for the log; an office's own by its code."""
    known = default_definitions()
    name = known.get(code).name.vi if code in known else code
    return f"{name}, {period_name(parse_period(period))}"


def _officer() -> models.ForeignKey:
    return models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")


def _agency() -> models.ForeignKey:
    """For which agency; None: for the whole province."""
    return models.ForeignKey(
        "agencies.Agency", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )


class EnteredQuerySet(FrozenQuerySet["Entered"]):
    def newest(self) -> EnteredQuerySet:
        """Of each figure the entry that stands; the earlier ones are its history."""
        later = Entered.objects.filter(
            indicator=models.OuterRef("indicator"),
            part=models.OuterRef("part"),
            period=models.OuterRef("period"),
            scope=models.OuterRef("scope"),
            pk__gt=models.OuterRef("pk"),
        )
        return self.exclude(models.Exists(later))


class Entered(FrozenModel):
    """A figure that nobody can count yet, or one that others publish, entered with its source (số nhập tay).

    Written once: a later entry of the same figure takes its place and the earlier one stays.  scope: the agency's code, or
    "province", as the engine names it.
    """

    indicator = models.CharField(max_length=40)
    part = models.CharField(max_length=40, blank=True)
    period = models.CharField(max_length=30)
    scope = models.CharField(max_length=100, default="province")
    agency = _agency()
    value = models.DecimalField(max_digits=21, decimal_places=6)
    source = models.CharField(_("nguồn"), max_length=500)
    entered_at = models.DateTimeField(default=clock.now, editable=False)
    entered_by = _officer()

    objects = EnteredQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["scope", "period"], name="entered_scope_period")]
        constraints = [
            models.CheckConstraint(condition=~Q(source=""), name="entered_has_source"),
            models.CheckConstraint(condition=Q(value__gte=0), name="entered_not_negative"),
            models.CheckConstraint(
                condition=Q(scope="province", agency=None) | ~Q(scope="province") & Q(agency__isnull=False),
                name="entered_scope_is_agency",
            ),
        ]

    def __str__(self) -> str:
        return named(self.indicator, self.period)


class FigureGoal(FrozenModel):
    """What a figure is to reach in a period (mục tiêu), with the paper that says so; the newest of a figure holds.

    value None: the goal was taken back.
    """

    indicator = models.CharField(max_length=40)
    part = models.CharField(max_length=40, blank=True)
    period = models.CharField(max_length=30)
    scope = models.CharField(max_length=100, default="province")
    agency = _agency()
    value = models.DecimalField(max_digits=21, decimal_places=6, null=True)
    at_most = models.BooleanField(_("càng ít càng tốt"), default=False)
    source = models.CharField(_("căn cứ"), max_length=500)
    set_at = models.DateTimeField(default=clock.now, editable=False)
    set_by = _officer()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["scope", "period"], name="goal_scope_period")]
        constraints = [models.CheckConstraint(condition=~Q(source=""), name="goal_has_source")]

    def __str__(self) -> str:
        return named(self.indicator, self.period)


class OwnIndicatorQuerySet(models.QuerySet["OwnIndicator"]):
    def standing(self) -> OwnIndicatorQuerySet:
        return self.filter(ended_at=None)


class OwnIndicator(models.Model):
    """An indicator that this office added without code (chỉ tiêu riêng).  Its rule never changes, since figures were given by it:
    another rule is another indicator.  One that is ended is offered no more; what was entered and closed stays."""

    code = models.CharField(_("mã"), max_length=40, unique=True)
    name = models.CharField(_("tên chỉ tiêu"), max_length=300)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=300, blank=True)
    unit = models.CharField(_("đơn vị tính"), max_length=60)
    unit_en = models.CharField(_("đơn vị tính bằng tiếng Anh"), max_length=60, blank=True)
    over = models.CharField(
        _("cách tính"), max_length=10, choices=choices(OVER_WORDS), default=Over.SUM.value
    )
    level = models.CharField(
        _("tính cho"), max_length=10, choices=choices(LEVEL_LABELS), default=Level.BOTH.value
    )
    kind = models.CharField(_("đếm từ loại bản ghi"), max_length=40, blank=True)
    where = models.CharField(_("điều kiện"), max_length=300, blank=True)
    added_at = models.DateTimeField(default=clock.now, editable=False)
    added_by = _officer()
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_by = models.ForeignKey(
        OFFICER, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = OwnIndicatorQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="own_indicator_ended_by",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Closing(FrozenModel):
    """That a period's figures were closed (chốt số liệu) for the province or one agency; and each later correction, with its
    reason.  version: 1 for the first."""

    period = models.CharField(max_length=30)
    scope = models.CharField(max_length=100, default="province")
    agency = _agency()
    version = models.PositiveSmallIntegerField(default=1)
    reason = models.TextField(_("lý do"), blank=True)
    on = models.DateField()
    at = models.DateTimeField(default=clock.now, editable=False)
    by = _officer()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["period", "scope", "version"], name="closed_once"),
            models.CheckConstraint(condition=Q(version=1) | ~Q(reason=""), name="correction_has_reason"),
        ]

    def __str__(self) -> str:
        return period_name(parse_period(self.period), language())


class ClosedFigure(FrozenModel):
    """One figure as it was closed: the engine's canonical words with what it stood on, sealed, each version after the one before
    (``engines.counting.frozen``)."""

    closing = models.ForeignKey(Closing, on_delete=models.PROTECT, related_name="figures")
    indicator = models.CharField(max_length=40)
    part = models.CharField(max_length=40, blank=True)
    version = models.PositiveSmallIntegerField()
    # As the content says it, which may name thousands of records: a page asks for the value alone.
    value = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    content = models.TextField()
    reason = models.TextField(blank=True)
    on = models.DateField()
    by_name = models.CharField(max_length=150)
    previous = models.CharField(max_length=64, blank=True)
    seal = models.CharField(max_length=64)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["indicator", "part"], name="closed_figure_of")]
        constraints = [
            models.UniqueConstraint(fields=["closing", "indicator", "part"], name="figure_closed_once"),
            models.CheckConstraint(condition=~Q(seal=""), name="closed_figure_sealed"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.closing}"
