"""Who opens rounds, writes an agency's report, reads all."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from nhipcau.agencies.models import Officer
from nhipcau.kernel.access import declare
from nhipcau.kernel.refusal import N_
from nhipcau.office.permissions import CHECK, NUMBER, SIGN, agencies_with
from nhipcau.office.permissions import of_agencies as rows_of_agencies
from nhipcau.reports.models import Report, ReportQuerySet, ReportRound

RUN_REPORTS = declare(
    "reports.run",
    N_("Mở đợt báo cáo, tiếp nhận hoặc trả lại báo cáo của các cơ quan, lập báo cáo tổng hợp của tỉnh."),
)
READ_REPORTS = declare("reports.read", N_("Xem báo cáo của mọi cơ quan và báo cáo tổng hợp."))
WRITE_REPORT = declare("reports.write", N_("Soạn báo cáo của cơ quan mình."), of_agency=True)


def reports_for(officer: Officer) -> ReportQuerySet:
    """Reports that an officer may see: all, or those of the agencies for which he writes, checks, signs or numbers; the province's
    report is read by whoever reads all, and signed and numbered in the name of the coordinating agency."""
    reports = Report.objects.select_related(
        "round__plan__document", "round__plan__coordinator", "agency", "edited_by"
    )
    held = [agencies_with(officer, permission) for permission in (WRITE_REPORT, CHECK, SIGN, NUMBER)]
    if officer.may(READ_REPORTS) or officer.may(RUN_REPORTS) or None in held:
        return reports
    keys = frozenset().union(*(keys for keys in held if keys is not None))
    signs = frozenset().union(*(keys for keys in held[1:] if keys is not None))
    own = rows_of_agencies(officer, keys)
    province = rows_of_agencies(officer, signs, "round__plan__coordinator")
    return reports.filter(own, agency__isnull=False) | reports.filter(province, agency__isnull=True)


def get_report_for(officer: Officer, pk: int) -> Report:
    """A report to read; 404 where the officer may not know of it."""
    return get_object_or_404(reports_for(officer), pk=pk)


def may_write(officer: Officer, report: Report) -> bool:
    """Whether an officer writes a report: his agency's, or as the coordinator the province's and, on an agency's behalf, what came on
    paper."""
    if officer.may(RUN_REPORTS):
        return True
    return report.agency is not None and officer.may(WRITE_REPORT, report.agency)


def get_report_to_write(officer: Officer, pk: int) -> Report:
    """A report to write; PermissionDenied for who may only read it."""
    report = get_report_for(officer, pk)
    if not may_write(officer, report):
        raise PermissionDenied(_("Bạn chỉ soạn được báo cáo của cơ quan mình."))
    return report


def reads(officer: Officer, report: Report | None) -> bool:
    """Whether a version of a report may be read."""
    return report is not None and reports_for(officer).filter(pk=report.pk).exists()


def get_round_for(officer: Officer, pk: int) -> ReportRound:
    """A round to see; 404 for whoever neither reads all nor has a report in it."""
    found = get_object_or_404(
        ReportRound.objects.select_related("plan__document", "plan__coordinator"), pk=pk
    )
    if not (officer.may(READ_REPORTS) or reports_for(officer).filter(round=found).exists()):
        raise Http404
    return found
