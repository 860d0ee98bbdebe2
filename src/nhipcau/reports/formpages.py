"""What pages show of forms that were given out, as typed values made once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Max, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nhipcau.agencies.models import Officer
from nhipcau.reports.datacall_states import ReplyState
from nhipcau.reports.datacalls import CallReply, DataCall
from nhipcau.reports.models import GivenForm, Report, ReportRound
from nhipcau.reports.permissions import RUN_REPORTS
from nhipcau.reports.rules import ReportState

UNANSWERED = (ReplyState.WRITING, ReplyState.RETURNED)


@dataclass(frozen=True, slots=True)
class GivenPart:
    """The forms of a report, or of a call for one agency, on its page: the newest first; given: None where none left.

    is_open: whether it may still be taken in by a form.  is_of_before: the newest is of the edition that was given back.
    """

    rows: tuple[GivenForm, ...]
    is_open: bool
    is_of_before: bool
    give_url: str
    bring_url: str
    docx_url: str = ""
    xlsx_url: str = ""

    @property
    def newest(self) -> GivenForm | None:
        return self.rows[0] if self.rows else None


def given_shown(report: Report, reader: Officer) -> GivenPart | None:
    """For whoever runs reports; None where there is nothing to show."""
    if report.is_of_province or not reader.may(RUN_REPORTS):
        return None
    given = GivenForm.objects.filter(report__round=report.round_id, report__agency=report.agency_id)
    rows = tuple(given.order_by("-edition").select_related("given_by")[:10])
    is_open = report.state == ReportState.WRITING and report.round.may("take_in")
    if not rows and not is_open:
        return None
    return given_part(
        rows,
        is_open=is_open,
        is_of_before=bool(rows) and rows[0].report_id != report.pk,
        key=rows[0].report_id if rows else report.pk,
        names=("reports:form_give", "reports:form_bring", "reports:form_given"),
        own=report.pk,
    )


def given_part(
    rows: tuple[GivenForm, ...],
    *,
    is_open: bool,
    is_of_before: bool,
    key: int | None,
    own: int,
    names: tuple[str, str, str],
) -> GivenPart:
    """key: whose the newest is; own: of which record the page is.  names: of the pages that give a form out, take one back, and hold one."""
    give, bring, held = names
    files = [
        reverse(held, args=[key, rows[0].edition, ending]) if rows else "" for ending in ("docx", "xlsx")
    ]
    return GivenPart(
        rows, is_open, is_of_before, reverse(give, args=[own]), reverse(bring, args=[own]), *files
    )


def call_given(reply: CallReply, reader: Officer) -> GivenPart | None:
    """The same of a call for one agency."""
    if not reader.may(RUN_REPORTS):
        return None
    given = GivenForm.objects.filter(call=reply.call_id, agency=reply.agency_id)
    rows = tuple(given.order_by("-edition").select_related("given_by")[:10])
    is_open = reply.may("write") and reply.call.may("take_in")
    if not rows and not is_open:
        return None
    names = ("reports:call_form_give", "reports:call_form_bring", "reports:call_form_given")
    return given_part(rows, is_open=is_open, is_of_before=False, key=reply.pk, own=reply.pk, names=names)


def given_days(round_: ReportRound) -> dict[int, date]:
    """On which day each report's form left last, by the report."""
    rows = GivenForm.objects.filter(report__round=round_).order_by().values_list("report")
    return {key: timezone.localdate(at) for key, at in rows.annotate(Max("given_at"))}


def waiting_forms(round_: ReportRound) -> QuerySet[GivenForm]:
    """The forms of agencies that have not handed in."""
    waiting = round_.reports.of_agencies().newest().filter(state=ReportState.WRITING)
    return GivenForm.objects.filter(report__in=waiting).order_by("report__agency__folded", "-edition")


def waiting_call_forms(call: DataCall) -> QuerySet[GivenForm]:
    """The forms of agencies that have not answered a call."""
    waiting = call.replies.filter(state__in=UNANSWERED).values("agency")
    return GivenForm.objects.filter(call=call, agency__in=waiting).order_by("agency__folded", "-edition")


def newest_each(forms: QuerySet[GivenForm]) -> list[GivenForm]:
    """Of each agency the form that left last."""
    found: dict[str, GivenForm] = {}
    for one in forms.select_related("report__round"):
        found.setdefault(one.form["scope"], one)
    return list(found.values())


def ways_out(forms: QuerySet[GivenForm]) -> tuple[tuple[str, str], ...]:
    """(ending, words) of the files in which forms can be taken out together; none where there are none."""
    if not forms.exists():
        return ()
    return ("docx", _("Tải biểu mẫu đã đưa (Word, ZIP)")), ("xlsx", _("Tải biểu mẫu đã đưa (Excel, ZIP)"))
