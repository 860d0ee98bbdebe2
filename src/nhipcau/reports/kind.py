"""The report as a kind of signed version: signed by the agency's leader, numbered by its clerk; the province's by the coordinating
agency."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext

from nhipcau.agencies.models import Agency, Officer
from nhipcau.documents.issuing import enter_and_send
from nhipcau.documents.letters.rules import PAPER_LABELS, PaperKind
from nhipcau.engines.officialdoc.write.model import Draft
from nhipcau.kernel.refusal import N_
from nhipcau.office.deliveries.addressing import Addressed
from nhipcau.office.deliveries.handing_out import addressed, going
from nhipcau.office.permissions import SIGN
from nhipcau.office.signing import heads
from nhipcau.office.signing import queries as signing
from nhipcau.office.signing.deeds import issue_of, signer_of
from nhipcau.office.signing.kinds import BookKey, Going, Kind, Mark, Missing, StepKind
from nhipcau.office.signing.locking import Locked
from nhipcau.office.signing.models import Version
from nhipcau.office.signing.rules import EDITOR
from nhipcau.office.signing.vacant import vacant
from nhipcau.reports.actions.writing import handed_in
from nhipcau.reports.content import content_of
from nhipcau.reports.lacking import address, lacking
from nhipcau.reports.models import Part, Report, Wording
from nhipcau.reports.paper import paper
from nhipcau.reports.permissions import reads
from nhipcau.reports.rules import ReportState


def unfinished(report: Report) -> Sequence[Missing]:
    """What keeps a report from being signed, each with where to do it; nothing of one that was handed in."""
    if report.state != ReportState.WRITING:
        return []
    found: list[Missing] = []
    if not report.round.may("take_in"):
        found.append(Missing(gettext("Đợt báo cáo đã kết thúc nên không nhận thêm báo cáo."), ""))
    if report.issuer is None:
        found.append(Missing(gettext("Kế hoạch chưa có cơ quan điều phối."), address(report)))
    elif not heads.abbreviation_of(report.issuer):
        found.append(Missing(gettext("Cơ quan chưa có tên viết tắt để lập ký hiệu văn bản."), ""))
    if signing.standing(report) is None:
        found += vacant(REPORT, report, report.issuer)
    return [*found, *lacking(report)]


def _book(version: Version, day: date) -> BookKey | None:
    """Reports share the agency's book of reports with those that are drafted as papers (Decree 30/2020, art. 15)."""
    if version.agency is None:
        return None
    return BookKey(version.agency, PaperKind.REPORT.value, day.year, title=PAPER_LABELS[PaperKind.REPORT])


def _symbol(version: Version, number: str) -> str:
    symbol: str = version.content["symbol"]
    return f"{number}/{symbol}" if number else symbol


def _agency(report: Report) -> Agency | None:
    issuer: Agency | None = report.issuer
    return issuer


def _editor(report: Report) -> Officer | None:
    editor: Officer | None = report.edited_by
    return editor


def _corrects(report: Report) -> Version | None:
    """The issue that this one takes the place of; one that was recalled has none to give up."""
    before = report.corrects
    return signing.standing(before) if before is not None and not report.is_after_recall else None


def _receivers(version: Version, on: date) -> Addressed:
    content = version.content
    return addressed(
        content["recipients"],
        to=content["addressees"],
        on=on,
        tied=content["agencies"],
        without=[version.agency_id] if version.agency_id else [],
    )


def _goes(version: Version, on: date) -> Going:
    return going(_receivers(version, on))


def _file_name(version: Version) -> str:
    content = version.content
    again = f"-lan-{content['edition'] + 1}" if content["edition"] else ""
    name = content["agency"].replace("Đ", "D").replace("đ", "d")
    return slugify(f"bao-cao-{content['period']['code']}-{name}{again}")[:120]


def _after_issue(version: Version, by: Officer) -> None:
    """In the last transaction: entered in the register, sent to whom it is addressed, handed in."""
    issue, content = version.issue, version.content
    to = _receivers(version, issue.issued_on)
    enter_and_send(version, kind="báo cáo", title=content["summary"], to=to, by=by)
    report: Any = version.subject
    handed_in(report, on=issue.issued_on, by=by)


def preview(report: Report) -> tuple[Draft, str]:
    """The report as it would be printed now, with its file's name; the sealed words once there are any.  Raises Refused."""
    version = signing.standing(report)
    content = version.content if version is not None else content_of(report)
    issue = issue_of(version) if version is not None else None
    mark = Mark(
        number=issue.number.text if issue and issue.number else None,
        issued_on=issue.issued_on if issue else None,
        signer=signer_of(version) if version is not None else None,
    )
    whose = content["agency"].replace("Đ", "D").replace("đ", "d")
    return paper(content, mark), slugify(f"du-thao-bao-cao-{content['period']['code']}-{whose}")[:120]


REPORT = Kind(
    name="report",
    label=N_("Báo cáo"),
    model=Report,
    steps=(StepKind("signed", N_("Ký"), SIGN, by_other_than=(EDITOR,)),),
    content=content_of,
    paper=paper,
    url=address,
    reads=reads,
    unfinished=unfinished,
    agency=_agency,
    editor=_editor,
    book=_book,
    symbol=_symbol,
    corrects=_corrects,
    file_name=_file_name,
    after_issue=_after_issue,
    going=_goes,
    locks=(
        Locked(
            Report,
            except_fields=("state", "state_at", "state_by", "submitted_on", "proof", "agency"),
        ),
        Locked(Part, draft="report"),
        Locked(Wording, draft="report"),
    ),
)
