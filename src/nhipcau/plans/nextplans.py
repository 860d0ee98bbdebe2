"""The province's own next plan while it is drawn up, and what agencies propose for it (dự thảo kế hoạch năm sau)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel import clock
from nhipcau.kernel.choices import choices
from nhipcau.kernel.stated import Stated
from nhipcau.plans.next_states import (
    NEXT_PLAN_LABELS,
    NEXT_PLAN_STATES,
    PROPOSAL_LABELS,
    PROPOSAL_STATES,
    REPLY_LABELS,
    REPLY_STATES,
    WISH_LABELS,
    NextPlanState,
    ProposalState,
    ReplyState,
)

OFFICER = settings.AUTH_USER_MODEL


class NextPlan(Stated):
    """The draft of the plan of a year to come (dự thảo kế hoạch).

    last_year: the plan that it goes on from.  drafter: who draws it up (the coordinator).  issuer: whose plan it will be
    (Ủy ban nhân dân tỉnh).  letter: the ministry's guiding letter; guidance: what it asks, in the drafter's words.
    bases: the papers it stands on, one a line.  aims, money, organisation: words above and below the tasks.
    *_due: the days that the plan itself will name.  proposals_due: by when agencies propose; None: not asked.
    plan: what it became when it was issued.
    """

    states = NEXT_PLAN_STATES

    year = models.PositiveSmallIntegerField(_("năm"))
    title = models.TextField(_("tên kế hoạch"))
    last_year = models.ForeignKey(
        "plans.Plan", null=True, blank=True, on_delete=models.PROTECT, related_name="goes_on_as"
    )
    drafter = models.ForeignKey(
        "agencies.Agency", on_delete=models.PROTECT, related_name="+", verbose_name=_("cơ quan soạn")
    )
    issuer = models.ForeignKey(
        "agencies.Agency", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("cơ quan ban hành"),
    )  # fmt: skip
    state = models.CharField(
        max_length=10, choices=choices(NEXT_PLAN_LABELS), default=NextPlanState.DRAFT.value
    )
    letter = models.ForeignKey(
        "documents.RegisteredDocument", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("văn bản hướng dẫn của Bộ"),
    )  # fmt: skip
    guidance = models.TextField(_("nội dung Bộ hướng dẫn"), blank=True)
    bases = models.TextField(_("căn cứ"), blank=True)
    aims = models.TextField(_("mục đích, yêu cầu"), blank=True)
    money = models.TextField(_("kinh phí thực hiện"), blank=True)
    organisation = models.TextField(_("tổ chức thực hiện"), blank=True)
    recipients = models.TextField(_("nơi nhận"), blank=True)
    six_month_due = models.DateField(_("hạn báo cáo 6 tháng"), null=True, blank=True)
    annual_due = models.DateField(_("hạn báo cáo năm"), null=True, blank=True)
    unit_plans_due = models.DateField(_("hạn kế hoạch của đơn vị"), null=True, blank=True)
    signer = models.ForeignKey(
        OFFICER, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("người ký")
    )
    proposals_due = models.DateField(_("hạn gửi đề xuất"), null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    asked_by = models.ForeignKey(
        OFFICER, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    opened_at = models.DateTimeField(default=clock.now, editable=False)
    opened_by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+", editable=False)
    edited = models.PositiveIntegerField(default=0, editable=False)
    edited_at = models.DateTimeField(default=clock.now, editable=False)
    edited_by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+", editable=False)
    plan = models.OneToOneField(
        "plans.Plan", null=True, blank=True, on_delete=models.PROTECT, related_name="drawn_up_as"
    )

    class Meta:
        app_label = "plans"
        ordering = ["-year", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["year"], condition=Q(state=NextPlanState.DRAFT.value), name="one_next_plan_a_year"
            ),
            models.CheckConstraint(
                condition=Q(state=NextPlanState.ISSUED.value, plan__isnull=False)
                | (~Q(state=NextPlanState.ISSUED.value) & Q(plan=None)),
                name="next_plan_issued_is_a_plan",
            ),
            models.CheckConstraint(
                condition=Q(proposals_due=None, asked_at=None, asked_by=None)
                | Q(proposals_due__isnull=False, asked_at__isnull=False, asked_by__isnull=False),
                name="next_plan_asked_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return gettext("Dự thảo kế hoạch năm %(year)s") % {"year": self.year}


class NextTask(models.Model):
    """A numbered part of the draft: a group, or a task with its agencies and time (nhiệm vụ dự thảo).

    names: names as they will be written, by role ({"lead": […], "coordinate": […]}).  came_from: the task of last year
    that it goes on; direction: the leader's word that it carries out; by_letter: asked for by the ministry's letter.
    left_out: not in the plan; what last year had and this year has not stays as a row, with the reason.
    """

    next_plan = models.ForeignKey(NextPlan, on_delete=models.CASCADE, related_name="tasks")
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="children"
    )
    position = models.PositiveIntegerField(default=0, editable=False)
    is_group = models.BooleanField(default=False)
    number = models.CharField(_("số"), max_length=20, blank=True)
    title = models.TextField(_("tên nhiệm vụ"))
    content = models.TextField(_("nội dung"), blank=True)
    timing = models.JSONField(_("thời gian"), null=True, blank=True)
    timing_text = models.CharField(_("thời gian trong văn bản"), max_length=300, blank=True)
    place = models.CharField(_("địa điểm"), max_length=300, blank=True)
    budget = models.TextField(_("kinh phí"), blank=True)
    outputs = models.TextField(_("sản phẩm"), blank=True)
    names = models.JSONField(_("cơ quan"), default=dict, blank=True)
    came_from = models.ForeignKey(
        "plans.Task", null=True, blank=True, on_delete=models.PROTECT, related_name="goes_on_as"
    )
    direction = models.ForeignKey(
        "office.Direction", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    by_letter = models.BooleanField(_("theo văn bản hướng dẫn của Bộ"), default=False)
    left_out = models.BooleanField(default=False)
    reason = models.TextField(_("lý do"), blank=True)
    edited = models.PositiveIntegerField(default=0, editable=False)
    edited_at = models.DateTimeField(default=clock.now, editable=False)
    edited_by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+", editable=False)

    class Meta:
        app_label = "plans"
        ordering = ["next_plan", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(left_out=False) | ~Q(reason=""), name="next_task_left_out_for_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()


class NextReply(Stated):
    """One agency that was asked to propose, and its answer as a whole.

    nothing: it has nothing to propose.  sent_*: the newest answer.
    """

    states = REPLY_STATES

    next_plan = models.ForeignKey(NextPlan, on_delete=models.CASCADE, related_name="replies")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="next_replies")
    state = models.CharField(max_length=10, choices=choices(REPLY_LABELS), default=ReplyState.ASKED.value)
    nothing = models.BooleanField(_("không có đề xuất"), default=False)
    note = models.TextField(_("ý kiến chung"), blank=True)
    edited = models.PositiveIntegerField(default=0, editable=False)
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    sent_by = models.ForeignKey(
        OFFICER, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )

    class Meta:
        app_label = "plans"
        ordering = ["next_plan", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["next_plan", "agency"], name="one_next_reply_an_agency"),
            models.CheckConstraint(
                condition=Q(sent_at=None, sent_by=None) | Q(sent_at__isnull=False, sent_by__isnull=False),
                name="next_reply_sent_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return gettext("Đề xuất của %(agency)s cho kế hoạch năm %(year)s") % {
            "agency": self.agency.name,
            "year": self.next_plan.year,
        }


class Proposal(Stated):
    """One thing that an agency proposes, for a task or a new one (đề xuất), taken up or declined with a reason.

    task: of the draft; None for a new one.  decided_reason: why it was declined, or how it was taken up.
    made: the task of the draft that carries it, once taken up.
    """

    states = PROPOSAL_STATES

    reply = models.ForeignKey(NextReply, on_delete=models.CASCADE, related_name="proposals")
    task = models.ForeignKey(
        NextTask, null=True, blank=True, on_delete=models.PROTECT, related_name="proposals",
        verbose_name=_("nhiệm vụ"),
    )  # fmt: skip
    wish = models.CharField(_("đề xuất"), max_length=8, choices=choices(WISH_LABELS))
    title = models.TextField(_("tên nhiệm vụ"), blank=True)
    content = models.TextField(_("nội dung"), blank=True)
    timing_text = models.CharField(_("thời gian"), max_length=300, blank=True)
    outputs = models.TextField(_("sản phẩm"), blank=True)
    budget = models.TextField(_("kinh phí"), blank=True)
    reason = models.TextField(_("lý do đề xuất"))
    state = models.CharField(
        max_length=10, choices=choices(PROPOSAL_LABELS), default=ProposalState.OPEN.value
    )
    decided_reason = models.TextField(_("ý kiến của cơ quan soạn"), blank=True, editable=False)
    made = models.ForeignKey(
        NextTask, null=True, blank=True, on_delete=models.PROTECT, related_name="carries", editable=False
    )
    edited = models.PositiveIntegerField(default=0, editable=False)
    edited_at = models.DateTimeField(default=clock.now, editable=False)
    edited_by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+", editable=False)

    class Meta:
        app_label = "plans"
        ordering = ["reply", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="proposal_has_a_reason"),
            models.CheckConstraint(
                condition=~Q(state=ProposalState.DECLINED.value) | ~Q(decided_reason=""),
                name="proposal_declined_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(wish="new", task=None) | (~Q(wish="new") & Q(task__isnull=False)),
                name="proposal_of_a_task",
            ),
        ]

    def __str__(self) -> str:
        return self.title[:120] or self.get_wish_display()
