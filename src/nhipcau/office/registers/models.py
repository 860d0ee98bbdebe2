"""Number books of every issuing body (sổ đăng ký số), and the numbers given."""

from __future__ import annotations

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel import clock
from nhipcau.kernel.choices import choices
from nhipcau.kernel.frozen import FrozenModel, FrozenQuerySet
from nhipcau.kernel.standing import written
from nhipcau.office.registers.rules import ORIGIN_LABELS, Origin

__all__ = ["Bearer", "Book", "GivenUp", "Number", "PaperNumber"]


class Book(models.Model):
    """One run of numbers: of one body, one series, one year (sổ đăng ký số).

    ``last`` is the highest number given; whoever gives the next one holds the lock of this row.
    """

    issuer = models.ForeignKey(
        "agencies.Agency", on_delete=models.PROTECT, related_name="books", verbose_name=_("cơ quan ban hành")
    )
    series = models.SlugField(_("loại sổ"), max_length=40)
    year = models.PositiveSmallIntegerField(_("năm"))
    title = models.CharField(_("tên sổ"), max_length=200)
    last = models.PositiveIntegerField(default=0, editable=False)
    opened_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering = ["-year", "issuer__name", "title"]
        constraints = [models.UniqueConstraint(fields=["issuer", "series", "year"], name="office_book_once")]

    def __str__(self) -> str:
        return f"{self.title} {self.year}"

    @property
    def shown_title(self) -> str:
        """Its name in the reader's language: books are named after kinds of papers, which the screens know."""
        return gettext(self.title) if self.title else self.series

    @property
    def shown(self) -> str:
        return f"{self.shown_title} {self.year}"


class NumberQuerySet(FrozenQuerySet["Number"]):
    def held(self) -> NumberQuerySet:
        """Not given up; whether a number is used is known to the room that uses it."""
        return self.filter(given_up=None)


class Number(FrozenModel):
    """A number that a book has given (số văn bản): once, for good.

    what: the paper it was given for, in words.
    """

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="numbers")
    value = models.PositiveIntegerField()
    text = models.CharField(max_length=12)
    origin = models.CharField(max_length=8, choices=choices(ORIGIN_LABELS))
    reserved_at = models.DateTimeField()
    reserved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=300)

    objects = NumberQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["book", "-value"]
        constraints = [
            models.UniqueConstraint(fields=["book", "value"], name="office_number_once"),
            models.CheckConstraint(condition=Q(value__gte=1), name="office_number_from_one"),
            models.CheckConstraint(
                condition=Q(origin__in=[origin.value for origin in Origin]), name="office_number_origin"
            ),
        ]

    def __str__(self) -> str:
        return self.text


class PaperNumber(FrozenModel):
    """That a number was given to a paper which is not written here (cấp số văn bản giấy), and the paper's day.

    The paper's summary is the number's ``what``.
    """

    number = models.OneToOneField(Number, on_delete=models.PROTECT, related_name="on_paper")
    on = models.DateField()

    def __str__(self) -> str:
        return f"{self.number}: {written(self.on)}"


class Bearer(FrozenModel):
    """The record of the house that bears a number given outside (văn bản mang số): a report that came on paper, a plan that was
    signed elsewhere."""

    number = models.OneToOneField(Number, on_delete=models.PROTECT, related_name="bearer")
    paper_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    paper_id = models.PositiveBigIntegerField()
    paper = GenericForeignKey("paper_type", "paper_id")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        indexes = [models.Index(fields=["paper_type", "paper_id"])]

    def __str__(self) -> str:
        return str(self.number)


class GivenUp(FrozenModel):
    """A number that no paper bears (bỏ số): shown in the book with its reason, never given again."""

    number = models.OneToOneField(Number, on_delete=models.PROTECT, related_name="given_up")
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="office_given_up_with_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.reason}"
