"""What pages show of forms that were given out, as typed values made once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from nhipcau.agencies.models import Officer
from nhipcau.reports.models import GivenForm, Report, ReportRound
from nhipcau.reports.permissions import RUN_REPORTS
from nhipcau.reports.rules import ReportState


@dataclass(frozen=True, slots=True)
class GivenPart:
    """The forms of a report, on its page: the newest first; given: None where none left.

    is_open: whether the report may still be taken in by a form.  is_of_before: the newest is of the edition that was given back.
    """

    rows: tuple[GivenForm, ...]
    is_open: bool
    is_of_before: bool

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
    return GivenPart(rows, is_open, bool(rows) and rows[0].report_id != report.pk)


def given_days(round_: ReportRound) -> dict[int, date]:
    """On which day each report's form left last, by the report."""
    rows = GivenForm.objects.filter(report__round=round_).order_by().values_list("report")
    return {key: timezone.localdate(at) for key, at in rows.annotate(Max("given_at"))}


def waiting_forms(round_: ReportRound) -> list[GivenForm]:
    """The newest form of each agency that has not handed in."""
    waiting = round_.reports.of_agencies().newest().filter(state=ReportState.WRITING)
    rows = GivenForm.objects.filter(report__in=waiting).order_by("report__agency__folded", "-edition")
    found: dict[int, GivenForm] = {}
    for one in rows.select_related("report__agency"):
        found.setdefault(one.report_id, one)
    return list(found.values())


def ways_out(round_: ReportRound) -> tuple[tuple[str, str], ...]:
    """(ending, words) of the files in which a round's forms can be taken out; none where no form was given out."""
    waiting = round_.reports.of_agencies().filter(state=ReportState.WRITING)
    if not GivenForm.objects.filter(report__in=waiting).exists():
        return ()
    return ("docx", _("Tải biểu mẫu đã đưa (Word, ZIP)")), ("xlsx", _("Tải biểu mẫu đã đưa (Excel, ZIP)"))
