"""Asks and all that is done to them; written once, so who asked and answered what stays."""

from __future__ import annotations

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from nhipcau.kernel.choices import choices
from nhipcau.kernel.frozen import FrozenModel, FrozenQuerySet
from nhipcau.office.asks.rules import VERDICT_LABELS

__all__ = ["Answer", "Ask", "AskReminded", "AskReturned", "AskWithdrawn"]

OFFICER = settings.AUTH_USER_MODEL


class AskQuerySet(FrozenQuerySet["Ask"]):
    def about_record(self, record: models.Model) -> AskQuerySet:
        return self.filter(about_type=ContentType.objects.get_for_model(type(record)), about_id=record.pk)

    def waiting(self) -> AskQuerySet:
        """Not answered, given back or withdrawn."""
        return self.filter(answer=None, returned=None, withdrawn=None)

    def put_to(self, officer) -> AskQuerySet:
        """Those that an officer may answer: put to the person, or to an agency of a role held."""
        return self.filter(Q(officer=officer) | Q(agency__in=officer.own_agencies()))

    def for_list(self) -> AskQuerySet:
        return self.select_related(
            "asked_by", "agency", "officer", "answer__by", "answer__file", "returned__by", "withdrawn__by"
        ).prefetch_related("about", "reminders")


class Ask(FrozenModel):
    """Something asked of one agency or one person about a record, to be answered by a day (câu hỏi).

    ``for_round``: which round of opinions on the record it belongs to; 0 for a plain question.
    """

    about_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    about_id = models.PositiveBigIntegerField()
    about = GenericForeignKey("about_type", "about_id")
    question = models.TextField()
    asked_by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="asks")
    asked_at = models.DateTimeField()
    agency = models.ForeignKey(
        "agencies.Agency", null=True, blank=True, on_delete=models.PROTECT, related_name="asks"
    )
    officer = models.ForeignKey(
        OFFICER, null=True, blank=True, on_delete=models.PROTECT, related_name="asked"
    )
    due = models.DateField()
    for_round = models.PositiveSmallIntegerField(default=0)

    objects = AskQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["due", "pk"]
        indexes = [
            models.Index(fields=["about_type", "about_id"]),
            models.Index(fields=["agency", "due"]),
            models.Index(fields=["officer", "due"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(agency=None, officer__isnull=False) | Q(agency__isnull=False, officer=None),
                name="office_ask_of_one",
            ),
            models.CheckConstraint(condition=~Q(question=""), name="office_ask_has_words"),
        ]

    def __str__(self) -> str:
        return self.question[:60]

    @property
    def asked(self) -> str:
        """Who is asked."""
        return str(self.agency or self.officer)


class Answer(FrozenModel):
    """The answer to an ask (trả lời)."""

    ask = models.OneToOneField(Ask, on_delete=models.PROTECT, related_name="answer")
    verdict = models.CharField(max_length=10, choices=choices(VERDICT_LABELS))
    text = models.TextField(blank=True)
    file = models.ForeignKey(
        "kernel.StoredFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.text[:60]


class AskReturned(FrozenModel):
    """An ask given back unanswered (trả lại), with the reason."""

    ask = models.OneToOneField(Ask, on_delete=models.PROTECT, related_name="returned")
    reason = models.TextField()
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="office_ask_returned_why")]

    def __str__(self) -> str:
        return self.reason[:60]


class AskWithdrawn(FrozenModel):
    """An ask that its asker no longer wants answered (rút)."""

    ask = models.OneToOneField(Ask, on_delete=models.PROTECT, related_name="withdrawn")
    reason = models.TextField(blank=True)
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.reason[:60]


class AskReminded(FrozenModel):
    """A reminder of an ask by a person (nhắc); the clock's own reminders are notices only."""

    ask = models.ForeignKey(Ask, on_delete=models.PROTECT, related_name="reminders")
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.ask} {self.at:%d/%m/%Y}"
