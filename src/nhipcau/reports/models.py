"""Rounds of reports, each agency's report in them, and the province's report that is made of all."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nhipcau.engines.counting import PeriodName, parse_period, period_name
from nhipcau.kernel import clock
from nhipcau.kernel.choices import choices
from nhipcau.kernel.frozen import FrozenModel
from nhipcau.kernel.sentences import language
from nhipcau.kernel.stated import Stated
from nhipcau.reports.datacalls import CallAnswer, CallReply, CallWording, DataCall, DataQuestion
from nhipcau.reports.rules import (
    REPORT_STATE_LABELS,
    REPORT_STATES,
    ROUND_STATE_LABELS,
    ROUND_STATES,
    ReportState,
    RoundState,
)

__all__ = [
    "CallAnswer",
    "CallReply",
    "CallWording",
    "DataCall",
    "DataQuestion",
    "OfficeOutline",
    "Part",
    "Report",
    "ReportQuerySet",
    "ReportRound",
    "Wording",
]
OFFICER = settings.AUTH_USER_MODEL


class OfficeOutline(FrozenModel):
    """An outline that the office put in the shipped one's place (đề cương báo cáo); the newest holds, an empty one takes it back."""

    text = models.TextField(blank=True)
    put_at = models.DateTimeField(default=clock.now, editable=False)
    put_by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return gettext("Đề cương báo cáo")


class ReportRound(Stated):
    """One period's reports on one plan (đợt báo cáo): who owes one, until when.

    period: the engine's code ("2026-H1").  outline: the file by which its reports are made, kept when the round began; "" for the
    shipped one.  places: which task stands in which part of the outline, {task: "III.2"}.  is_dated: the plan itself asks for it by a
    day, so that the duty stands in calendars already.
    """

    states = ROUND_STATES

    plan = models.ForeignKey("plans.Plan", on_delete=models.PROTECT, related_name="report_rounds")
    period = models.CharField(max_length=30)
    due_on = models.DateField(_("hạn nộp"))
    note = models.TextField(_("hướng dẫn"), blank=True)
    outline = models.TextField(blank=True)
    places = models.JSONField(default=dict)
    is_dated = models.BooleanField(default=False)
    state = models.CharField(
        max_length=10, choices=choices(ROUND_STATE_LABELS), default=RoundState.OPEN.value
    )
    opened_at = models.DateTimeField(default=clock.now, editable=False)
    opened_by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-due_on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["plan", "period"], name="one_round_a_period")]

    def __str__(self) -> str:
        return gettext("Báo cáo %(period)s") % {"period": period_name(self.name, language())}

    @property
    def written_name(self) -> str:
        """What it is called wherever it is kept in words: in Vietnamese, whoever writes it."""
        return f"Báo cáo {period_name(self.name)}"

    @property
    def name(self) -> PeriodName:
        return parse_period(self.period)


class ReportQuerySet(models.QuerySet["Report"]):
    def of_agencies(self) -> ReportQuerySet:
        return self.exclude(agency=None)

    def newest(self) -> ReportQuerySet:
        """Of each agency the edition that counts: one that was given back or recalled is followed by the next, one whose words went
        into an heir's report counts no more."""
        followed = Exists(Report.objects.filter(corrects=OuterRef("pk")))
        return self.exclude(followed).exclude(state=ReportState.PASSED_ON)

    def handed_in(self) -> ReportQuerySet:
        return self.filter(state__in=(ReportState.SUBMITTED, ReportState.ACCEPTED))


class Report(Stated):
    """One agency's report of a round, in one edition; agency None: the province's, made of all (báo cáo tổng hợp).

    edition: 0 for the first; one that was given back keeps its words, and ``corrects`` leads the next edition to it.  on_paper: it
    came as a signed paper from an agency that does not work here (nhận bằng văn bản), entered by whom ``edited_by`` names.
    submitted_on: on which day it was handed in.  proof: the report of progress by which its duty in the plan was done.
    """

    states = REPORT_STATES

    round = models.ForeignKey(ReportRound, on_delete=models.PROTECT, related_name="reports")
    agency = models.ForeignKey(
        "agencies.Agency", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    edition = models.PositiveSmallIntegerField(default=0)
    corrects = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by"
    )
    state = models.CharField(
        max_length=10, choices=choices(REPORT_STATE_LABELS), default=ReportState.WRITING.value
    )
    submitted_on = models.DateField(null=True, blank=True)
    proof = models.ForeignKey(
        "plans.Progress", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    on_paper = models.BooleanField(default=False)
    paper_number = models.CharField(_("số, ký hiệu"), max_length=80, blank=True)
    paper_date = models.DateField(_("ngày"), null=True, blank=True)
    scan = models.ForeignKey(
        "kernel.StoredFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    with_notes = models.BooleanField(_("ghi nguồn ở cuối trang"), default=False)
    edited_at = models.DateTimeField(default=clock.now, editable=False)
    edited_by = models.ForeignKey(OFFICER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["round", "agency", "-edition"]
        constraints = [
            models.UniqueConstraint(fields=["round", "agency", "edition"], name="one_report_an_edition"),
            models.UniqueConstraint(
                fields=["round", "edition"], condition=Q(agency=None), name="one_province_report_an_edition"
            ),
            models.CheckConstraint(
                condition=Q(on_paper=False) | ~Q(paper_number="") & Q(paper_date__isnull=False),
                name="paper_report_has_number_and_day",
            ),
        ]

    def __str__(self) -> str:
        whose = self.agency.name if self.agency else gettext("toàn tỉnh")
        return f"{self.round} – {whose}"

    @property
    def is_of_province(self) -> bool:
        return self.agency_id is None

    @property
    def is_after_recall(self) -> bool:
        """Whether it stands for one that was recalled, so that all of it is open."""
        return self.corrects is not None and self.corrects.state == ReportState.RECALLED

    @property
    def issuer(self) -> Any:
        """In whose name it is signed."""
        return self.agency or self.round.plan.coordinator


class Part(models.Model):
    """What was written of one part of a report; where there is none the drafted words stand.

    place: the outline's number ("V.1"), or "task:41".  nil_reason: why there is nothing to tell.  revision: counts the changes, so
    that two people do not undo each other unseen.  is_open: whether it may be written; of an edition that was given back only
    the parts that were.  returned: why it was given back.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="parts")
    place = models.CharField(max_length=40)
    text = models.TextField(blank=True)
    nil_reason = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0)
    is_open = models.BooleanField(default=True)
    returned = models.TextField(blank=True)
    edited_at = models.DateTimeField(default=clock.now, editable=False)
    edited_by = models.ForeignKey(OFFICER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["report", "place"]
        constraints = [models.UniqueConstraint(fields=["report", "place"], name="one_part_a_place")]

    def __str__(self) -> str:
        return f"{self.report} {self.place}"


class Wording(models.Model):
    """What the coordinator wrote in place of a group of agencies' sentences in the province's report, or that it is left out.

    members: the keys of the sentences in the group (``engines.merging``), so that it goes on with the group when another agency
    comes or changes a word.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="wordings")
    place = models.CharField(max_length=40)
    members = models.JSONField(default=list)
    text = models.TextField(blank=True)
    is_out = models.BooleanField(default=False)
    written_at = models.DateTimeField(default=clock.now, editable=False)
    written_by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(is_out=True) | ~Q(text=""), name="wording_says_something")
        ]

    def __str__(self) -> str:
        return self.text[:60]


class GivenForm(FrozenModel):
    """The form of an agency's report, or of a data call that was put to it, as it left (biểu mẫu đã đưa): what was filled in is read
    against exactly this.

    report: whose form it is; else call and agency.  edition: counted up for each form that the agency gets of a round or a call, so
    that an older one is known.  seal: what the form carries in
    print.  form: as the engine has it (``forms_kept``).
    """

    report = models.ForeignKey(Report, null=True, on_delete=models.PROTECT, related_name="given_forms")
    call = models.ForeignKey(
        "reports.DataCall", null=True, on_delete=models.PROTECT, related_name="given_forms"
    )
    agency = models.ForeignKey("agencies.Agency", null=True, on_delete=models.PROTECT, related_name="+")
    edition = models.PositiveIntegerField()
    seal = models.CharField(max_length=24)
    form = models.JSONField()
    given_at = models.DateTimeField(default=clock.now, editable=False)
    given_by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-edition"]
        constraints = [
            models.UniqueConstraint(fields=["report", "edition"], name="one_form_an_edition"),
            models.UniqueConstraint(fields=["call", "agency", "edition"], name="one_call_form_an_edition"),
            models.CheckConstraint(
                condition=Q(report__isnull=False, call=None, agency=None)
                | Q(report=None, call__isnull=False, agency__isnull=False),
                name="form_of_a_report_or_a_call",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report or self.call} ({self.edition})"

    @property
    def of_report(self) -> Report:
        """The report whose form it is.  To be asked only of a form of a report."""
        assert self.report is not None
        return self.report


class FilledForm(models.Model):
    """What a filled form said that somebody brought, shown to him and waiting to be taken whole (biểu đã điền, chờ nhập).

    called: the file's name.  changes, added, faults: as the engine read them.  sha256: of the file, of which nothing else is kept.  Kept for a week where it is not
    taken.
    """

    given = models.ForeignKey(GivenForm, on_delete=models.PROTECT, related_name="filled")
    called = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    changes = models.JSONField(default=list)
    added = models.JSONField(default=list)
    faults = models.JSONField(default=list)
    read_at = models.DateTimeField(default=clock.now, editable=False)
    read_by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.called


class SenderTrust(FrozenModel):
    """That an administrator trusts the key by which a sender signs parcels, or no more; the newest of a key holds.

    key: the public key, in hexadecimal.  sender: whose it is, as the parcel said.  note: how the fingerprints were compared.
    """

    key = models.CharField(max_length=64, db_index=True)
    sender = models.CharField(max_length=300)
    is_trusted = models.BooleanField()
    note = models.TextField(_("đã đối chiếu thế nào"))
    at = models.DateTimeField(default=clock.now, editable=False)
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.sender


class LookedParcel(models.Model):
    """A parcel that somebody laid down to be looked at, and that is not taken in (gói xem trước).

    key, sender, number, period: as the parcel says.  Kept for a week, its file with it.
    """

    file = models.OneToOneField("kernel.StoredFile", on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=64)
    sender = models.CharField(max_length=300)
    number = models.CharField(max_length=80)
    period = models.CharField(max_length=30)
    brought_at = models.DateTimeField(default=clock.now, editable=False)
    brought_by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.sender} – {self.number}"


class ReceivedParcel(FrozenModel):
    """A report that another installation sent (gói báo cáo gửi đến), as it was signed there.

    sha256: of the parcel's bytes: the same one is taken once.  key: who signed it, as SenderTrust names it.  number, corrects: of the
    paper, and of the one that it stands for.  content: as ``reports.parcels.schema`` tells.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    key = models.CharField(max_length=64, db_index=True)
    sender = models.CharField(max_length=300)
    sender_code = models.CharField(max_length=100, blank=True)
    province = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=500)
    period = models.CharField(max_length=30, db_index=True)
    number = models.CharField(max_length=80)
    issued_on = models.DateField()
    corrects = models.CharField(max_length=80, blank=True)
    made_at = models.DateTimeField()
    content = models.JSONField()
    file = models.ForeignKey("kernel.StoredFile", on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(default=clock.now, editable=False)
    taken_by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.sender} – {self.number}"


class ParcelPaper(FrozenModel):
    """A paper that came in a parcel, kept by itself so that it can be opened."""

    parcel = models.ForeignKey(ReceivedParcel, on_delete=models.PROTECT, related_name="papers")
    file = models.ForeignKey("kernel.StoredFile", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.file)
