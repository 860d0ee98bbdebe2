"""Agencies' own plans for the province's plan (kế hoạch của đơn vị), line by line."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel import clock
from nhipcau.kernel.choices import choices
from nhipcau.kernel.stated import Stated
from nhipcau.plans.unit_states import MONEY_LABELS, UNIT_PLAN_LABELS, UNIT_PLAN_STATES, UnitPlanState

OFFICER = settings.AUTH_USER_MODEL


class UnitPlanQuerySet(models.QuerySet["UnitPlan"]):
    def shown(self) -> UnitPlanQuerySet:
        """With what a page or a list names."""
        return self.select_related("plan__document", "plan__coordinator", "agency", "state_by")

    def under_way(self) -> UnitPlanQuerySet:
        """Of running plans."""
        return self.filter(plan__closed_at=None)


class UnitPlan(Stated):
    """One agency's own plan that carries out a plan of the province (kế hoạch của đơn vị).

    last_year: the plan that it was begun from.  leader, focal: who leads the work at the agency and who does it, as the
    paper names them.  reports_*: by when rooms report within the agency.  head_returned: why all but the lines was sent
    back, as of a line.  submitted_*, accepted_*: the newest of each.
    """

    states = UNIT_PLAN_STATES

    plan = models.ForeignKey("plans.Plan", on_delete=models.PROTECT, related_name="unit_plans")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="unit_plans")
    state = models.CharField(
        max_length=10, choices=choices(UNIT_PLAN_LABELS), default=UnitPlanState.DRAFT.value
    )
    last_year = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="next_years"
    )
    aims = models.TextField(_("mục đích, yêu cầu"), blank=True)
    organisation = models.TextField(_("tổ chức thực hiện"), blank=True)
    leader = models.CharField(_("lãnh đạo phụ trách"), max_length=120, blank=True)
    focal = models.CharField(_("cán bộ đầu mối"), max_length=120, blank=True)
    reports_half = models.DateField(_("ngày tổng hợp báo cáo 6 tháng"), null=True, blank=True)
    reports_year = models.DateField(_("ngày tổng hợp báo cáo năm"), null=True, blank=True)
    recipients = models.TextField(_("nơi nhận"), blank=True)
    signer = models.ForeignKey(
        OFFICER, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("người ký")
    )
    opened_at = models.DateTimeField(default=clock.now, editable=False)
    opened_by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+", editable=False)
    edited = models.PositiveIntegerField(default=0, editable=False)
    edited_at = models.DateTimeField(default=clock.now, editable=False)
    edited_by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+", editable=False)
    head_returned = models.TextField(_("lý do trả lại phần chung"), blank=True, editable=False)
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    submitted_by = models.ForeignKey(
        OFFICER, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    accepted_at = models.DateTimeField(null=True, blank=True, editable=False)
    accepted_by = models.ForeignKey(
        OFFICER, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = UnitPlanQuerySet.as_manager()

    class Meta:
        app_label = "plans"
        ordering = ["-plan__year", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "agency"], name="one_unit_plan_an_agency"),
            models.CheckConstraint(
                condition=Q(submitted_at=None, submitted_by=None)
                | Q(submitted_at__isnull=False, submitted_by__isnull=False),
                name="unit_plan_submitted_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="unit_plan_accepted_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state=UnitPlanState.ACCEPTED.value) | Q(accepted_at__isnull=False),
                name="unit_plan_accepted_since",
            ),
        ]

    def __str__(self) -> str:
        said = gettext("Kế hoạch năm %(year)s của %(agency)s")
        return said % {"year": self.plan.year, "agency": self.agency.name}


class UnitLineQuerySet(models.QuerySet["UnitLine"]):
    def in_order(self) -> UnitLineQuerySet:
        """As the province's plan orders its tasks; the agency's own work last."""
        return self.select_related("task", "edited_by", "returned_by", "taken_from").order_by(
            F("task__position").asc(nulls_last=True), "position", "pk"
        )


class UnitLine(models.Model):
    """One piece of work in an agency's plan (dòng kế hoạch), for a task of the province's plan or its own.

    taken_from: the line of last year that it was begun from.  money: đồng.  returned_*: why, when and by whom it was sent
    back; stands until the plan is sent back again or accepted, so that it can be held against what was mended.
    """

    unit_plan = models.ForeignKey(UnitPlan, on_delete=models.CASCADE, related_name="lines")
    task = models.ForeignKey(
        "plans.Task", null=True, blank=True, on_delete=models.PROTECT, related_name="unit_lines",
        verbose_name=_("nhiệm vụ của tỉnh"),
    )  # fmt: skip
    taken_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="taken_on", editable=False
    )
    position = models.PositiveIntegerField(default=0, editable=False)
    work = models.TextField(_("công việc của cơ quan"))
    output = models.TextField(_("kết quả, sản phẩm"), blank=True)
    amount = models.PositiveIntegerField(_("số lượng"), null=True, blank=True)
    unit = models.CharField(_("đơn vị tính"), max_length=40, blank=True)
    in_charge = models.CharField(_("người phụ trách"), max_length=120, blank=True)
    together_with = models.TextField(_("phối hợp"), blank=True)
    begins = models.DateField(_("từ ngày"), null=True, blank=True)
    ends = models.DateField(_("đến ngày"), null=True, blank=True)
    money = models.PositiveBigIntegerField(_("kinh phí (đồng)"), null=True, blank=True)
    source = models.CharField(
        _("nguồn kinh phí"), max_length=12, choices=choices(MONEY_LABELS), blank=True, default=""
    )
    returned_reason = models.TextField(_("lý do trả lại"), blank=True, editable=False)
    returned_at = models.DateTimeField(null=True, blank=True, editable=False)
    returned_by = models.ForeignKey(
        OFFICER, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    edited = models.PositiveIntegerField(default=0, editable=False)
    edited_at = models.DateTimeField(default=clock.now, editable=False)
    edited_by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+", editable=False)

    objects = UnitLineQuerySet.as_manager()

    class Meta:
        app_label = "plans"
        ordering = ["unit_plan", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(returned_at=None, returned_by=None, returned_reason="")
                | (Q(returned_at__isnull=False, returned_by__isnull=False) & ~Q(returned_reason="")),
                name="unit_line_returned_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(begins=None) | Q(ends=None) | Q(ends__gte=F("begins")),
                name="unit_line_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.work[:120]

    @property
    def is_returned(self) -> bool:
        return bool(self.returned_reason)

    @property
    def span(self) -> tuple[date | None, date | None]:
        return self.begins, self.ends
