"""Asks and answers; what was said stays as it was said (``kernel.frozen``)."""

from __future__ import annotations

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery

from nhipcau.kernel import sentences
from nhipcau.kernel.choices import choices
from nhipcau.kernel.frozen import FrozenModel, FrozenQuerySet
from nhipcau.kernel.standing import Limit
from nhipcau.kernel.states import Since
from nhipcau.office.asks.rules import VERDICT_LABELS, AskState, state

__all__ = ["Answer", "AnswerReturned", "AnswerTakenBack", "Ask", "ReturnTakenBack"]

OFFICER = settings.AUTH_USER_MODEL


class AskQuerySet(models.QuerySet["Ask"]):
    def of(self, record: models.Model) -> AskQuerySet:
        """About one record."""
        about = ContentType.objects.get_for_model(type(record))
        return self.filter(about_type=about, about_id=record.pk)

    def with_answers(self) -> AskQuerySet:
        """With the key of the newest answer, and whether it was sent back: all that its state needs."""
        newest = Answer.objects.said().filter(ask=OuterRef("pk")).order_by("-pk")
        back = AnswerReturned.objects.standing().filter(answer=OuterRef("newest"))
        return self.annotate(newest=Subquery(newest.values("pk")[:1])).annotate(sent_back=Exists(back))

    def waiting(self) -> AskQuerySet:
        """An answer is still wanted: none was given, or each that was given was sent back."""
        standing = Answer.objects.standing().filter(ask=OuterRef("pk"))
        return self.filter(~Exists(standing), withdrawn_at=None, closed_at=None)

    def shown(self) -> AskQuerySet:
        back = Prefetch("returns", AnswerReturned.objects.standing().select_related("by"))
        answers = Answer.objects.said().select_related("by", "file").prefetch_related(back)
        return (
            self.with_answers()
            .select_related("agency", "officer", "asked_by__agency")
            .prefetch_related(Prefetch("answers", answers))
        )


class Ask(models.Model):
    """One agency or officer asked about a record by a day or a moment (đề nghị trả lời, lấy ý kiến).

    due: the last day; due_at: the last moment in it, where the hour counts.  said: the machine's own question as a code
    (``kernel.sentences``), read in the reader's language; {} where a person wrote it.  question: that in Vietnamese.
    """

    about_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    about_id = models.PositiveBigIntegerField()
    about = GenericForeignKey("about_type", "about_id")
    question = models.TextField()
    said = models.JSONField(default=dict, blank=True)
    agency = models.ForeignKey(
        "agencies.Agency", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    officer = models.ForeignKey(OFFICER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    due = models.DateField()
    due_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        OFFICER, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(OFFICER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = AskQuerySet.as_manager()

    class Meta:
        ordering = ["due", models.F("due_at").asc(nulls_last=True), "pk"]
        indexes = [
            models.Index(fields=["about_type", "about_id"]),
            models.Index(fields=["agency", "due"]),
            models.Index(fields=["officer", "due"]),
            models.Index(fields=["due_at"], name="office_ask_due_at", condition=Q(due_at__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(agency=None, officer__isnull=False) | Q(agency__isnull=False, officer=None),
                name="office_ask_of_one",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="office_ask_withdrawn_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="office_ask_closed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.wording[:80]

    @property
    def wording(self) -> str:
        """The question in the reader's language, where the machine wrote it; as it was written otherwise."""
        return sentences.shown(self.said) or self.question

    @property
    def receiver(self) -> models.Model | None:
        """Who is asked."""
        return self.agency or self.officer

    @property
    def limit(self) -> Limit:
        """The last good day or moment for an answer."""
        return self.due_at or self.due

    def since(self) -> Since:
        """Since when no answer is waited for any more, and who brought that about; of a row read by ``with_answers``."""
        if self.withdrawn_at is not None:
            return Since(self.withdrawn_at, self.withdrawn_by)
        answer = self.answers.standing().select_related("by").first()
        if answer is None:
            return Since(self.closed_at, self.closed_by)
        return Since(answer.at, answer.by)

    def state_on(self, now: Limit) -> AskState:
        """Where it stands on a day or at a moment; of a row read by ``with_answers``."""
        newest, sent_back = getattr(self, "newest", None), bool(getattr(self, "sent_back", False))
        return state(
            due=self.limit,
            now=now,
            answered=newest is not None and not sent_back,
            returned=newest is not None and sent_back,
            withdrawn=self.withdrawn_at is not None,
            closed=self.closed_at is not None,
        )


class AnswerQuerySet(FrozenQuerySet["Answer"]):
    def said(self) -> AnswerQuerySet:
        """Without those that their own writer took back in the first seconds, before anybody heard of them."""
        return self.filter(taken_back=None)

    def standing(self) -> AnswerQuerySet:
        """Said, and not sent back."""
        back = AnswerReturned.objects.standing().filter(answer=OuterRef("pk"))
        return self.said().filter(~Exists(back))


class Answer(FrozenModel):
    """What was answered (ý kiến trả lời); never changed, the next one follows it.

    One that its own writer took back in the first seconds (``taken_back``) counts for nothing.
    """

    ask = models.ForeignKey(Ask, on_delete=models.PROTECT, related_name="answers")
    verdict = models.CharField(max_length=10, choices=choices(VERDICT_LABELS))
    text = models.TextField(blank=True)
    file = models.ForeignKey("kernel.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")

    objects = AnswerQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.text[:80] or self.get_verdict_display()

    @property
    def returned(self) -> AnswerReturned | None:
        """Why it was sent back; None where it was not, or that was taken back."""
        if "returns" in getattr(self, "_prefetched_objects_cache", {}):
            return next(iter(self.returns.all()), None)  # prefetched by ``shown``: those that stand
        return AnswerReturned.objects.standing().filter(answer=self).first()


class AnswerTakenBack(FrozenModel):
    """That an answer was taken back by its own writer in the first seconds, before anybody heard of it."""

    answer = models.OneToOneField(Answer, on_delete=models.PROTECT, related_name="taken_back")
    at = models.DateTimeField()
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.answer)


class AnswerReturnedQuerySet(FrozenQuerySet["AnswerReturned"]):
    def standing(self) -> AnswerReturnedQuerySet:
        """Without those that were taken back in the first seconds."""
        return self.filter(taken_back=None)


class AnswerReturned(FrozenModel):
    """An answer sent back with a reason (đề nghị trả lời lại); at most one of an answer stands."""

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="returns")
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")

    objects = AnswerReturnedQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="office_answer_returned_with_reason")
        ]

    def __str__(self) -> str:
        return self.reason[:80]


class ReturnTakenBack(FrozenModel):
    """That sending an answer back was itself taken back in the first seconds: the answer stands as before."""

    returned = models.OneToOneField(AnswerReturned, on_delete=models.PROTECT, related_name="taken_back")
    at = models.DateTimeField()
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.returned)
