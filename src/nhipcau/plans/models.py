"""Plans, their tasks, who does what by when, and what was reported."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nhipcau.engines.vntext import fold
from nhipcau.kernel import audit, clock, sentences
from nhipcau.kernel.choices import choices
from nhipcau.kernel.standing import Standing, day_of, standing, written
from nhipcau.kernel.stated import Stated
from nhipcau.kernel.states import Since
from nhipcau.plans.querysets import (
    AmendmentQuerySet,
    AssignmentQuerySet,
    DeliverableQuerySet,
    DutyQuerySet,
    PlanQuerySet,
    TaskDueQuerySet,
    TaskQuerySet,
)
from nhipcau.plans.rules import (
    ANSWERABLE,
    CHANGE_LABELS,
    DUE_LABELS,
    ROLE_LABELS,
    TASK_KIND_LABELS,
    DueKind,
    DutyRole,
    TaskKind,
    obligation_title,
)
from nhipcau.plans.states import IMPORT_STATE_LABELS, IMPORT_STATES, PLAN_STATES, ImportState, PlanState

OFFICER = settings.AUTH_USER_MODEL


class Plan(models.Model):
    """A signed yearly plan that is being carried out (kế hoạch)."""

    document = models.OneToOneField(
        "documents.RegisteredDocument", on_delete=models.PROTECT, related_name="plan"
    )
    title = models.TextField(_("tên kế hoạch"))
    year = models.PositiveSmallIntegerField(_("năm"))
    coordinator = models.ForeignKey(
        "agencies.Agency",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="coordinated_plans",
        verbose_name=_("cơ quan điều phối"),
    )
    six_month_due = models.DateField(_("hạn báo cáo 6 tháng"), null=True, blank=True)
    annual_due = models.DateField(_("hạn báo cáo năm"), null=True, blank=True)
    confirmed_at = models.DateTimeField(default=clock.now, editable=False)
    confirmed_by = models.ForeignKey(OFFICER, null=True, on_delete=models.SET_NULL, related_name="+")
    # By when agencies hand in their own plans, where no task of this one says so and the coordinator set a day.
    unit_plans_due = models.DateField(_("hạn kế hoạch của đơn vị"), null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        OFFICER, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    # What its deliveries carry, once it has gone to its "Nơi nhận".
    sent = models.OneToOneField(
        "kernel.Notice", null=True, blank=True, on_delete=models.PROTECT, related_name="sent_plan"
    )

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closed_at=None, closed_by=None)
                | models.Q(closed_at__isnull=False, closed_by__isnull=False),
                name="plan_closed_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"{self.document.number} ({self.year})"

    @property
    def state(self) -> PlanState:
        return PlanState.OPEN if self.closed_at is None else PlanState.CLOSED

    @property
    def is_open(self) -> bool:
        return self.state == PlanState.OPEN

    @property
    def stands_since(self) -> date:
        """The day of its paper; of one without a day, when it was taken in."""
        return self.document.date or day_of(self.confirmed_at)

    def go(self, verb: str) -> str:
        """The state that a verb of ``PLAN_STATES`` leads to.  Raises Refused: closed since when, by whom."""
        return PLAN_STATES.go(verb, self.state, since=self._since)

    def _since(self) -> Since:
        if self.closed_at is not None:
            return Since(self.closed_at, self.closed_by)
        opened = audit.last(self, "plan.reopened")
        if opened is not None:
            return Since(clock.in_story(opened.at), opened.by)
        return Since(self.confirmed_at, self.confirmed_by)


class PlanImport(Stated):
    """A plan document between upload and confirmation (lượt nhập kế hoạch).

    ``reading`` is what the engine read and never changes; ``draft`` is the same form with the
    officer's corrections; ``version`` counts them, so that two people cannot undo each other unseen.
    """

    states = IMPORT_STATES

    file = models.ForeignKey("kernel.StoredFile", on_delete=models.PROTECT, related_name="plan_imports")
    state = models.CharField(
        max_length=10, choices=choices(IMPORT_STATE_LABELS), default=ImportState.WAITING.value
    )
    problem = models.JSONField(null=True, blank=True)  # a key with parameters, see kernel.sentences
    text = models.TextField(blank=True)
    pages = models.JSONField(default=list, blank=True)
    reading = models.JSONField(null=True, blank=True)
    draft = models.JSONField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    plan = models.OneToOneField(
        Plan, null=True, blank=True, on_delete=models.SET_NULL, related_name="imported_by"
    )
    # Of a paper that amends a running plan: which one, and its changes as officers correct them (``amend_draft``).
    amends = models.ForeignKey(
        Plan, null=True, blank=True, on_delete=models.PROTECT, related_name="amending_imports"
    )
    changes = models.JSONField(null=True, blank=True)
    uploaded_at = models.DateTimeField(default=clock.now, editable=False)
    uploaded_by = models.ForeignKey(OFFICER, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        return self.file.name

    @property
    def barred(self) -> tuple[str, ...]:
        """A plan that was made is not unmade; a paper that amended one may be taken back."""
        return () if self.amends_id else ("take_back",)

    @property
    def why(self) -> str:
        """Why the file was not read, in the reader's language; "" where it was."""
        return sentences.shown(self.problem)


class Task(models.Model):
    """A numbered part of the plan (nhiệm vụ); leaves carry duties, groups carry tasks.

    closed_on: the day of the paper that ended it; what was done and reported in it stays.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="tasks")
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="children"
    )
    kind = models.CharField(max_length=12, choices=choices(TASK_KIND_LABELS), default=TaskKind.DUTY.value)
    number = models.CharField(_("số"), max_length=20, blank=True)
    position = models.PositiveIntegerField(default=0)
    depth = models.PositiveSmallIntegerField(default=0)
    title = models.TextField(_("tên nhiệm vụ"))
    content = models.TextField(_("nội dung"), blank=True)
    timing = models.JSONField(_("thời gian"), null=True, blank=True)
    timing_text = models.CharField(_("thời gian trong văn bản"), max_length=300, blank=True)
    place = models.CharField(_("địa điểm"), max_length=300, blank=True)
    budget = models.TextField(_("kinh phí"), blank=True)
    outputs = models.TextField(_("sản phẩm"), blank=True)
    source = models.JSONField(default=dict, blank=True)
    search_text = models.TextField(editable=False, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "position"]
        constraints = [models.UniqueConstraint(fields=["plan", "position"], name="task_position_once")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    def save(self, *args, **kwargs):
        self.search_text = fold(f"{self.number} {self.title} {self.content}")
        super().save(*args, **kwargs)

    @property
    def heading(self) -> str:
        """The title as a page shows it: a dated duty of every agency is named by us, so in the reader's language."""
        return gettext(obligation_title(self.title)) if self.kind == TaskKind.OBLIGATION else self.title


class TaskDue(models.Model):
    """One due date of a task and the rule that made it.  One that was moved or dropped stays, with the day since which
    it holds no more: what was owed and delivered for it keeps its place."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="dues")
    on = models.DateField()
    kind = models.CharField(max_length=10, choices=choices(DUE_LABELS), default=DueKind.FIXED.value)
    why = models.CharField(max_length=200, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    moved_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="moved_to"
    )

    objects = TaskDueQuerySet.as_manager()

    class Meta:
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(fields=["task", "on"], condition=Q(ended_on=None), name="due_once")
        ]

    def __str__(self) -> str:
        return written(self.on)

    @property
    def reason(self) -> str:
        """Why the work is due on this day: the plan's own words for a fixed one, else the period."""
        return gettext(self.why) if self.kind == DueKind.FIXED and self.why else self.get_kind_display()


class Assignment(models.Model):
    """One name in a task's list, as the document writes it, and what it was matched to.

    ended_on: since when the name stands there no more, by a change of the running task.
    """

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="assignments")
    role = models.CharField(max_length=10, choices=choices(ROLE_LABELS))
    written = models.CharField(max_length=300)
    agency = models.ForeignKey(
        "agencies.Agency", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    group = models.ForeignKey(
        "agencies.AgencyGroup", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    means_nobody = models.BooleanField(default=False)
    given_by = models.ForeignKey(
        "plans.Amendment", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    position = models.PositiveSmallIntegerField(default=0)
    ended_on = models.DateField(null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["task", "role", "position"]

    def __str__(self) -> str:
        return self.written

    @property
    def is_settled(self) -> bool:
        return self.agency_id is not None or self.group_id is not None or self.means_nobody


class Duty(models.Model):
    """One agency's part in one task (phần việc).  After a merger, or another lead, the old agency's duty ends and
    the successor's begins with ``inherited_from``: history stays where it happened.

    officer: who does it at the agency (cán bộ phụ trách), where somebody was named.
    """

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="duties")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="duties")
    role = models.CharField(max_length=10, choices=choices(ROLE_LABELS))
    assignment = models.ForeignKey(
        Assignment, null=True, blank=True, on_delete=models.SET_NULL, related_name="duties"
    )
    percent = models.PositiveSmallIntegerField(default=0)
    reported_at = models.DateTimeField(null=True, blank=True)
    officer = models.ForeignKey(
        OFFICER, null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        verbose_name=_("cán bộ phụ trách"),
    )  # fmt: skip
    began_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    inherited_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="passed_to"
    )
    ended_by = models.ForeignKey(
        "plans.Amendment", null=True, blank=True, on_delete=models.PROTECT, related_name="ended_duties"
    )

    objects = DutyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["task", "agency", "role"], condition=Q(ended_on=None), name="one_current_duty"
            )
        ]
        indexes = [models.Index(fields=["agency", "ended_on"])]

    def __str__(self) -> str:
        return f"{self.agency} – {self.task}"

    @property
    def is_answerable(self) -> bool:
        return self.role in ANSWERABLE

    @property
    def role_words(self) -> str:
        """As ``get_role_display``, without that making all choices anew: a desk shows dozens."""
        return gettext(ROLE_LABELS[DutyRole(self.role)])


class Deliverable(models.Model):
    """What an answerable agency owes at one due date (kết quả phải nộp).

    began_on: since when, where the due date came after the duty (None: since the duty began).  ended_on: since when it
    is owed no more, because the part or the due date was taken away; never of what was delivered.
    """

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="deliverables")
    due = models.ForeignKey(TaskDue, on_delete=models.CASCADE, related_name="deliverables")
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    percent = models.PositiveSmallIntegerField(default=0)
    began_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    objects = DeliverableQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["duty", "due"], name="one_deliverable_a_due"),
            models.CheckConstraint(
                condition=Q(done_on=None) | Q(ended_on=None), name="what_was_delivered_stays"
            ),
        ]
        indexes = [models.Index(fields=["done_on", "due_on"])]

    def __str__(self) -> str:
        return f"{self.duty} {written(self.due_on)}"

    def standing(self, today: date) -> Standing:
        return standing(self.due_on, self.done_on, today)


class Amendment(models.Model):
    """A paper that amended a running plan (văn bản sửa đổi, bổ sung), confirmed once.

    instead_of: the paper that the plan stood on before, where this one is its whole new text.  sent: what its deliveries
    carry.  parts: what it changed for each agency, by task: {task: {agency: [roles before, roles after]}}.  way_back: the
    plan's rows that it made and changed, as they were and are (``actions.amend_undo``).  undone_at: when it was taken
    back, before anything was done on it.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="amendments")
    document = models.ForeignKey(
        "documents.RegisteredDocument", on_delete=models.PROTECT, related_name="amendments"
    )
    instead_of = models.ForeignKey(
        "documents.RegisteredDocument", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )  # fmt: skip
    plan_import = models.OneToOneField(
        PlanImport, null=True, on_delete=models.SET_NULL, related_name="amendment"
    )
    confirmed_at = models.DateTimeField(default=clock.now, editable=False)
    confirmed_by = models.ForeignKey(OFFICER, null=True, on_delete=models.SET_NULL, related_name="+")
    sent = models.OneToOneField(
        "kernel.Notice", null=True, blank=True, on_delete=models.PROTECT, related_name="sent_amendment"
    )
    parts = models.JSONField(default=dict, blank=True)
    way_back = models.JSONField(null=True, blank=True, encoder=DjangoJSONEncoder)
    undone_at = models.DateTimeField(null=True, blank=True, editable=False)
    undone_by = models.ForeignKey(
        OFFICER, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document"], condition=Q(undone_at=None), name="a_paper_amends_once"
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="amendment_undone_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.document.number


class TaskAmendment(models.Model):
    """What one paper did to one task, in the words before and after (reading's form); never changed."""

    amendment = models.ForeignKey(Amendment, on_delete=models.PROTECT, related_name="changes")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="amendments")
    deed = models.CharField(max_length=10, choices=choices(CHANGE_LABELS))
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    words = models.TextField(blank=True)

    class Meta:
        ordering = ["amendment", "pk"]
        constraints = [models.UniqueConstraint(fields=["amendment", "task"], name="task_amended_once")]

    def __str__(self) -> str:
        return f"{self.amendment} – {self.task}"


class Progress(models.Model):
    """One report of an agency on its duty (tiến độ); never changed, the next one corrects it or ``takes_back`` it.

    sends_back: the coordinator's word that the report before it does not do (trả lại), owed by ``new_due`` where it is set;
    was_due, was_done: how the result stood until then, so that the figures of days before are not rewritten."""

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="progress")
    deliverable = models.ForeignKey(
        Deliverable, null=True, blank=True, on_delete=models.SET_NULL, related_name="progress"
    )
    percent = models.PositiveSmallIntegerField(_("mức độ hoàn thành"))
    note = models.TextField(_("kết quả, khó khăn"), blank=True)
    takes_back = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    sends_back = models.BooleanField(default=False, editable=False)
    new_due = models.DateField(null=True, blank=True, editable=False)
    was_due = models.DateField(null=True, blank=True, editable=False)
    was_done = models.DateField(null=True, blank=True, editable=False)
    reported_at = models.DateTimeField(default=clock.now, editable=False)
    reported_on = models.DateField()
    officer = models.ForeignKey(OFFICER, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-reported_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.percent}%"


class Comment(models.Model):
    """A word in a task's discussion (trao đổi)."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="comments")
    text = models.TextField()
    said_at = models.DateTimeField(default=clock.now, editable=False)
    said_by = models.ForeignKey(OFFICER, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["said_at"]

    def __str__(self) -> str:
        return self.text[:60]


# Last: they stand on the rows above.
from nhipcau.plans.counted import Delivered as Delivered  # noqa: E402 - it points at the models above
from nhipcau.plans.counted import Share as Share  # noqa: E402 - it points at the models above
from nhipcau.plans.counted import Tally as Tally  # noqa: E402 - it points at the models above
from nhipcau.plans.extensions import Extension as Extension  # noqa: E402 - it points at the models above
from nhipcau.plans.next_paper_models import NextPaper as NextPaper  # noqa: E402 - it points at the models above
from nhipcau.plans.nextplans import NextPlan as NextPlan  # noqa: E402 - it points at the models above
from nhipcau.plans.nextplans import NextReply as NextReply  # noqa: E402 - it points at the models above
from nhipcau.plans.nextplans import NextTask as NextTask  # noqa: E402 - it points at the models above
from nhipcau.plans.nextplans import Proposal as Proposal  # noqa: E402 - it points at the models above
from nhipcau.plans.proven_models import ProvenResult as ProvenResult  # noqa: E402 - it points at the models above
from nhipcau.plans.proven_models import TaskProof as TaskProof  # noqa: E402 - it points at the models above
from nhipcau.plans.unitplans import UnitLine as UnitLine  # noqa: E402 - it points at the models above
from nhipcau.plans.unitplans import UnitPlan as UnitPlan  # noqa: E402 - it points at the models above
