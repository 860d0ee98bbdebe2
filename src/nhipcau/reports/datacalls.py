"""Data calls (đề nghị cung cấp thông tin, số liệu): what somebody asked the office for, put to agencies question by question."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel import clock
from nhipcau.kernel.choices import choices
from nhipcau.kernel.standing import Limit
from nhipcau.kernel.stated import Stated
from nhipcau.reports.datacall_states import (
    ANSWERED,
    CALL_STATE_LABELS,
    CALL_STATES,
    QUESTION_KIND_LABELS,
    REPLY_STATE_LABELS,
    REPLY_STATES,
    SENT,
    CallState,
    QuestionKind,
    ReplyState,
)

OFFICER = settings.AUTH_USER_MODEL


class DataCallQuerySet(models.QuerySet["DataCall"]):
    def shown(self) -> DataCallQuerySet:
        """With what a page or a list names."""
        return self.select_related("document", "letter", "state_by", "made_by__agency")

    def sent(self) -> DataCallQuerySet:
        """Those that agencies were told of."""
        return self.filter(state__in=SENT)


class DataCall(Stated):
    """One request for information (đề nghị cung cấp thông tin, số liệu).

    document: the incoming letter in the register; number, dated, issuer: the same as they are cited, typed where the register has no
    such letter.  period: of its figures, by the engine's code, or "".  due, due_at: the last day, and the last moment in it where
    the hour counts.  letter: the answer that was drafted from it.
    """

    states = CALL_STATES

    title = models.CharField(_("tên"), max_length=200)
    document = models.ForeignKey(
        "documents.RegisteredDocument",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("văn bản đến"),
    )
    number = models.CharField(_("số, ký hiệu"), max_length=80, blank=True)
    dated = models.DateField(_("ngày"), null=True, blank=True)
    issuer = models.CharField(_("nơi đề nghị"), max_length=200)
    period = models.CharField(_("kỳ"), max_length=30, blank=True)
    due = models.DateField(_("hạn trả lời"))
    due_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(_("hướng dẫn"), blank=True)
    state = models.CharField(max_length=10, choices=choices(CALL_STATE_LABELS), default=CallState.DRAFT.value)
    letter = models.ForeignKey(
        "documents.Letter", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(default=clock.now, editable=False)
    made_by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = DataCallQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=CallState.DRAFT) | Q(opened_at__isnull=False), name="sent_call_says_when"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def limit(self) -> Limit:
        """Until when it is answered: a day, or a moment."""
        return self.due_at or self.due


class DataQuestion(models.Model):
    """One question of a data call.

    unit: of a number.  may_add: whether agencies' numbers are added up.  columns: of a table.  indicator: the code of a figure that the
    system counts by itself.  claim: what nobody may be asked a second time for the period, taken when the call is sent; None before,
    and for what may be asked again.
    """

    call = models.ForeignKey(DataCall, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=choices(QUESTION_KIND_LABELS))
    text = models.CharField(_("câu hỏi"), max_length=500)
    hint = models.TextField(_("hướng dẫn"), blank=True)
    unit = models.CharField(_("đơn vị tính"), max_length=40, blank=True)
    may_add = models.BooleanField(_("được cộng"), default=False)
    columns = models.JSONField(_("cột"), default=list, blank=True)
    indicator = models.CharField(_("chỉ tiêu"), max_length=60, blank=True)
    claim = models.CharField(max_length=120, null=True, unique=True, editable=False)

    class Meta:
        ordering = ["call", "position", "pk"]

    def __str__(self) -> str:
        return self.text

    @property
    def is_asked(self) -> bool:
        """Whether agencies answer it; what the system counts is read alone."""
        return self.kind != QuestionKind.INDICATOR


class CallReplyQuerySet(models.QuerySet["CallReply"]):
    def shown(self) -> CallReplyQuerySet:
        return self.select_related("call", "agency", "state_by")

    def answered(self) -> CallReplyQuerySet:
        return self.filter(state__in=ANSWERED)

    def to_write(self) -> CallReplyQuerySet:
        """Of open calls, what an agency still has to answer, or to mend."""
        return self.filter(call__state=CallState.OPEN).exclude(state__in=ANSWERED)


class CallReply(Stated):
    """One agency's answers to a data call.

    ready_*: the agency's leader was asked to confirm it.  confirmed_*: who confirmed it by name, for the agency; on_paper: it came
    signed on paper, with number and day, and its scan where there is one.  submitted_on: the day of the first.
    """

    states = REPLY_STATES

    call = models.ForeignKey(DataCall, on_delete=models.CASCADE, related_name="replies")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=10, choices=choices(REPLY_STATE_LABELS), default=ReplyState.WRITING.value
    )
    ready_at = models.DateTimeField(null=True, blank=True)
    ready_by = models.ForeignKey(OFFICER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    confirmed_name = models.CharField(_("người xác nhận"), max_length=120, blank=True)
    confirmed_post = models.CharField(_("chức vụ"), max_length=120, blank=True)
    confirmed_on = models.DateField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        OFFICER, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    submitted_on = models.DateField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    on_paper = models.BooleanField(default=False)
    paper_number = models.CharField(_("số, ký hiệu"), max_length=80, blank=True)
    paper_date = models.DateField(_("ngày"), null=True, blank=True)
    scan = models.ForeignKey(
        "kernel.StoredFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = CallReplyQuerySet.as_manager()

    class Meta:
        ordering = ["call", "agency"]
        constraints = [
            models.UniqueConstraint(fields=["call", "agency"], name="one_reply_an_agency"),
            models.CheckConstraint(
                condition=Q(on_paper=False) | ~Q(paper_number="") & Q(paper_date__isnull=False),
                name="paper_reply_has_number_and_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=ANSWERED)
                | Q(submitted_on__isnull=False) & (Q(on_paper=True) | Q(confirmed_by__isnull=False)),
                name="answered_reply_is_confirmed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call} – {self.agency.name}"


class CallAnswer(models.Model):
    """What one agency says to one question.

    nil_reason: why there is nothing to tell.  revision: counts the changes, so that two people do not undo each other unseen.
    returned: why it was given back, until the reply is sent again; "" where it stands.  mended: whether it was changed since.
    """

    reply = models.ForeignKey(CallReply, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(DataQuestion, on_delete=models.CASCADE, related_name="answers")
    text = models.TextField(blank=True)
    value = models.DecimalField(max_digits=22, decimal_places=6, null=True, blank=True)
    rows = models.JSONField(default=list, blank=True)
    nil_reason = models.CharField(max_length=1000, blank=True)
    revision = models.PositiveIntegerField(default=0)
    returned = models.CharField(max_length=1000, blank=True)
    mended = models.BooleanField(default=False)
    edited_at = models.DateTimeField(default=clock.now, editable=False)
    edited_by = models.ForeignKey(OFFICER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["reply", "question"]
        constraints = [models.UniqueConstraint(fields=["reply", "question"], name="one_answer_a_question")]

    def __str__(self) -> str:
        return f"{self.reply}: {self.question}"


class CallWording(models.Model):
    """What the coordinator wrote in place of a group of agencies' sentences, or that it is left out; as of ``Wording``."""

    question = models.ForeignKey(DataQuestion, on_delete=models.CASCADE, related_name="wordings")
    members = models.JSONField(default=list)
    text = models.TextField(blank=True)
    is_out = models.BooleanField(default=False)
    written_at = models.DateTimeField(default=clock.now, editable=False)
    written_by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(is_out=True) | ~Q(text=""), name="call_wording_says_something")
        ]

    def __str__(self) -> str:
        return self.text[:60]
