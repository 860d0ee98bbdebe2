"""Writing a report: part by part, presented, handed in, accepted or given back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.files import File
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from nhipcau.agencies.models import Officer
from nhipcau.agencies.queries.accounts import people_of
from nhipcau.documents.issuing import enter_outside
from nhipcau.documents.letters.rules import PaperKind
from nhipcau.kernel import audit, clock, files, finding, rows, undo
from nhipcau.kernel.models import StoredFile
from nhipcau.kernel.notifications import notify
from nhipcau.kernel.refusal import N_, Refused, Words
from nhipcau.kernel.seen import check_shown
from nhipcau.kernel.sentences import Sentence
from nhipcau.kernel.stamps import refuse_secrets
from nhipcau.kernel.stated import MOVED
from nhipcau.kernel.states import Since
from nhipcau.office.signing import queries as signing
from nhipcau.office.signing.actions.chain import draw_back, present
from nhipcau.office.signing.deeds import returned_of, signature_in
from nhipcau.office.signing.models import Version
from nhipcau.reports import drafting, rules
from nhipcau.reports.actions.proving import prove
from nhipcau.reports.models import Part, Report, Wording
from nhipcau.reports.permissions import RUN_REPORTS, WRITE_REPORT
from nhipcau.reports.queries import called
from nhipcau.reports.rules import ReportState

GIVEN_BACK, HANDED_IN = "reports.given_back", "reports.handed_in"
SENTENCES = {
    "reports.given_back": N_("Báo cáo bị trả lại một phần: %(round)s"),
    "reports.handed_in": N_("%(agency)s đã nộp: %(round)s"),
}


@transaction.atomic
def write_part(
    *, report: Report, place: str, text: str, nil_reason: str = "", seen: int, by: Officer
) -> Part:
    """Keep what was written of a part.

    nil_reason: why there is nothing to tell; the text is then empty.  seen: the revision that the writer began from.  A report on
    its way to a signature is drawn back.  Raises Refused where somebody else wrote meanwhile, for a part that is not open, and once
    the report is signed.
    """
    held = open_report(report)
    rules.check_text(text)
    rules.check_text(nil_reason)
    name = called(held, place)
    before = held.parts.filter(place=place).first()
    _check_part(held, before, seen)
    text, nil_reason = text.strip(), nil_reason.strip()
    if nil_reason and text:
        raise Refused(N_("Phần này đã có nội dung nên không ghi “Chưa phát sinh”. Hãy xóa một trong hai."))
    if before is not None and (before.text, before.nil_reason) == (text, nil_reason):
        return before
    withdraw_version(held, by)
    part = before or Part(report=held, place=place)
    part.text, part.nil_reason = text, nil_reason
    part.revision, part.edited_at, part.edited_by = part.revision + 1, clock.now(), by
    part.save()
    held.edited_at, held.edited_by = part.edited_at, by
    held.save(update_fields=["edited_at", "edited_by"])
    audit.record(
        "report.part_written",
        target=held,
        by=by,
        data={"part": name, "nil": nil_reason[:300]},
    )
    return part


def _check_part(report: Report, before: Part | None, seen: int) -> None:
    fresh = report.edition == 0 or report.is_after_recall
    if not (before.is_open if before is not None else fresh):
        raise Refused(N_("Phần này đã được tiếp nhận; chỉ sửa được các phần bị trả lại."))
    if before is not None and before.revision != seen:
        raise Refused(
            N_(
                "%(who)s vừa sửa phần này lúc %(at)s: “%(text)s”. Phần bạn viết vẫn ở trong ô; hãy đối chiếu rồi lưu lại."
            ),
            who=str(before.edited_by),
            at=f"{timezone.localtime(before.edited_at):%H:%M %d/%m}",
            text=before.text[:300] or before.nil_reason[:300],
        )


def open_report(report: Report) -> Report:
    """The report that may still be written.  Raises Refused with why not, since when and by whom."""
    held = rows.held_with(
        Report.objects.select_for_update(of=("self",)), report.pk, "round__plan__coordinator", "agency"
    )
    held.round.go("take_in")
    held.go("write")
    version = signing.standing(held)
    signed = signature_in(version) if version is not None else None
    if signed is not None:
        raise Refused(
            N_(
                "Báo cáo đã ký%(since)s nên không sửa được nữa. Cơ quan điều phối trả lại thì sửa được phần bị trả lại."
            ),
            since=Since(signed.at, signed.officer_name).told,
        )
    return held


def withdraw_version(report: Report, by: Officer) -> None:
    """What was on its way to a signature is not what stands there any more."""
    version = signing.standing(report)
    if version is not None and returned_of(version) is None:
        draw_back(version=version, reason=Words(N_("Báo cáo được sửa sau khi trình.")), by=by)


@transaction.atomic
def present_report(*, report: Report, by: Officer) -> Version:
    """Send a report on its way to be signed: drafted words that nobody touched become its own.

    Raises Refused for what is unfinished, for a report that is signed, or a round that has ended.
    """
    held = open_report(report)
    _keep_drafted(held, by)
    held.edited_by = held.edited_by or by
    held.save(update_fields=["edited_by"])
    return present(subject=held, by=by)


def _keep_drafted(report: Report, by: Officer) -> None:
    """The drafted words as they stand now, so that later progress does not change what is signed."""
    if report.is_of_province:
        return
    written = set(report.parts.values_list("place", flat=True))
    works = (
        drafting.works_of(report.round, report.agency, drafting.period_of(report)) if report.agency else ()
    )
    Part.objects.bulk_create(
        Part(report=report, place=work.place, text=rules.text_of(work.drafted), edited_by=by)
        for work in works
        if work.place not in written and work.drafted
    )


def handed_in(report: Report, *, on: date, by: Officer) -> Report:
    """Within the issuing transaction: the report is in, its duty in the plan is done with the report as proof, and whoever runs reports is
    told.  The province's is out."""
    held = rows.held(report)
    held.move("submit", by=by)
    held.submitted_on = on
    held.save(update_fields=[*MOVED, "submitted_on"])
    finding.keep("report", held)
    audit.record("report.submitted", target=held, by=by, data=audit.plain({"on": on}))
    if not held.is_of_province:
        held.proof = prove(held, on=on, by=by)
        held.save(update_fields=["proof"])
        _tell_coordinators(held)
    return held


def _tell_coordinators(report: Report) -> None:
    notify(
        recipients=Officer.objects.who_may(RUN_REPORTS),
        kind=HANDED_IN,
        once=f"{HANDED_IN}:{report.pk}",
        title=Sentence(
            "reports.handed_in",
            {"agency": report.agency.name if report.agency else "", "round": str(report.round)},
        ),
        text="",
        url=reverse("reports:report", args=[report.pk]),
    )


@transaction.atomic
def accept(*, reports: Iterable[Report], by: Officer, seen: str = "") -> int:
    """Accept reports that were handed in; all or none.  Returns how many.

    seen: the mark of the page that showed them (``kernel.seen``).  Raises Refused, saying how one stands, also where it was
    handed in anew since.
    """
    chosen = list(reports)
    for report in chosen:
        held = rows.held(report)
        held.round.go("take_in")
        check_shown(seen, held)
        held.move("accept", by=by)
        held.save(update_fields=MOVED)
        audit.record("report.accepted", target=held, by=by)
    if chosen:
        with undo.offered(
            "report.accepted", target=chosen[0], by=by, data={"reports": [one.pk for one in chosen]}
        ):
            pass  # the agency reads it on its page
    return len(chosen)


def unaccept(first: Report, data: dict[str, Any], by: Officer) -> None:
    """The counter-action of ``accept``."""
    for report in Report.objects.filter(pk__in=data["reports"]).order_by("pk"):
        held = rows.held(report)
        held.move("take_back", by=by)
        held.save(update_fields=MOVED)
        audit.record("report.unaccepted", target=held, by=by)


@transaction.atomic
def give_back(*, report: Report, place: str, reason: str, by: Officer) -> Report:
    """Give one part of a report back to its agency: the next edition begins with all its words, that part alone open.

    Given back already, another part of the next edition is opened.  Returns the edition to write.  Raises Refused without a reason,
    for a part that there is not, and where the agency has presented the next edition already.
    """
    rules.check_reason(reason)
    held = rows.held(report)
    held.round.go("take_in")
    name = called(held, place)
    again = Report.objects.filter(corrects=held).first()
    is_first = again is None
    if again is None:
        again = next_edition(held, "give_back", by=by)
    elif again.state != ReportState.WRITING:
        raise Refused(N_("Cơ quan đã nộp bản bổ sung. Hãy trả lại trên bản đó."))
    elif signing.standing(again) is not None:
        raise Refused(N_("Cơ quan đã trình ký bản bổ sung. Khi bản đó được nộp, hãy trả lại trên bản đó."))
    part, _made = Part.objects.get_or_create(report=again, place=place)
    before = {"is_open": part.is_open and not is_first and part.returned != "", "returned": part.returned}
    part.is_open, part.returned = True, reason.strip()
    part.save(update_fields=["is_open", "returned"])
    audit.record(
        "report.given_back",
        target=again,
        by=by,
        data={"part": name, "reason": part.returned, "agency": str(held.agency)},
    )
    way_back = {"_part": part.pk, "_first": is_first, "_before": before}
    with undo.offered("report.given_back", target=again, by=by, data=way_back):
        _tell_agency(again, part)
    return again


def ungive_back(again: Report, data: dict[str, Any], by: Officer) -> None:
    """The counter-action of ``give_back``, before the agency heard of it.  Raises Refused where it has written already."""
    held = open_report(again)
    part = held.parts.get(pk=data["_part"])
    if part.revision or signing.standing(held) is not None:
        raise Refused(N_("Cơ quan đã sửa phần bị trả lại nên không hoàn tác được nữa."))
    if data["_first"] and held.parts.exclude(pk=part.pk).exclude(returned="").exists():
        raise Refused(N_("Sau đó phần khác cũng bị trả lại. Hãy hoàn tác việc ấy trước."))
    if data["_first"] and held.given_forms.exists():
        raise Refused(N_("Đã đưa biểu mẫu của bản bổ sung nên không hoàn tác được nữa."))
    if not data["_first"]:
        part.is_open, part.returned = data["_before"]["is_open"], data["_before"]["returned"]
        part.save(update_fields=["is_open", "returned"])
    before = held.corrects
    if data["_first"] and before is not None:
        finding.forget("report", held.pk)
        held.delete()
        earlier = rows.held(before)
        earlier.move("keep", by=by)
        earlier.save(update_fields=MOVED)
        finding.keep("report", earlier)
    audit.record("report.return_ended", target=before or held, by=by)


def next_edition(report: Report, verb: str, *, by: Officer, is_open: bool = False) -> Report:
    """The edition that follows a report which a verb ends, with all its words.  is_open: whether they may be changed."""
    report.move(verb, by=by)
    report.save(update_fields=MOVED)
    again = Report.objects.create(
        round=report.round,
        agency=report.agency,
        edition=report.edition + 1,
        corrects=report,
        with_notes=report.with_notes,
        edited_by=report.edited_by,
        state_by=by,
    )
    Part.objects.bulk_create(
        Part(
            report=again,
            place=part.place,
            text=part.text,
            nil_reason=part.nil_reason,
            is_open=is_open,
            edited_at=part.edited_at,
            edited_by=part.edited_by,
        )
        for part in report.parts.all()
    )
    Wording.objects.bulk_create(
        Wording(
            report=again,
            place=one.place,
            members=one.members,
            text=one.text,
            is_out=one.is_out,
            written_at=one.written_at,
            written_by=one.written_by,
        )
        for one in report.wordings.order_by("pk")
    )
    finding.keep("report", report)
    finding.keep("report", again)
    return again


def _tell_agency(report: Report, part: Part) -> None:
    keys = [report.agency_id or 0]
    for people in people_of(keys, WRITE_REPORT).values():
        notify(
            recipients=people,
            kind=GIVEN_BACK,
            once=f"{GIVEN_BACK}:{report.pk}:{part.place}",
            title=Sentence("reports.given_back", {"round": str(report.round)}),
            text=part.returned[:500],
            url=reverse("reports:report", args=[report.pk]),
        )


def receive_on_paper(
    *,
    report: Report,
    number: str,
    day: date,
    scan: File | None,
    declared: bool,
    on: date,
    by: Officer,
    came_on: date | None = None,
) -> Report:
    """Take in a report that an agency signed on paper: its number and day, and its scan where there is one.

    What it says is written into the parts before, by whoever enters it.  on: the day on which it is entered; came_on: on which it
    came, by which it counts as handed in, where that was before.  Raises Refused without a number, for a day to come, for one that
    came before the day that it bears, or once it is handed in.
    """
    came = came_on or on
    check_paper(number=number, day=day, on=on, came=came)
    kept = keep_scan(scan, declared=declared, by=by)
    return take_on_paper(report=report, number=number, day=day, scan=kept, on=came, by=by)


def check_paper(*, number: str, day: date, on: date, came: date | None = None) -> None:
    """Raise Refused for a report on paper without a number, of a day to come, or that came before the day that it bears."""
    if not number.strip():
        raise Refused(N_("Hãy ghi số, ký hiệu của báo cáo giấy."))
    if day > on:
        raise Refused(N_("Ngày của báo cáo giấy ở sau hôm nay. Hãy xem lại."))
    if not day <= (came or on) <= on:
        raise Refused(N_("Ngày nhận phải từ ngày ghi trên báo cáo đến hôm nay. Hãy xem lại."))


def editions_before(report: Report) -> list[Report]:
    """Those that an edition stands for, the newest first."""
    found = []
    before = report.corrects
    while before is not None:
        found.append(before)
        before = before.corrects
    return found


def keep_scan(scan: File | None, *, declared: bool, by: Officer) -> StoredFile | None:
    """The scan of a report on paper, kept before the transaction that needs it.  Raises Refused for a state secret."""
    if scan is None:
        return None
    unseen = refuse_secrets(scan, is_declared=declared, by=by)
    return files.store(scan, name=scan.name or "bao-cao.pdf", by=by, unseen=unseen)


@transaction.atomic
def take_on_paper(
    *, report: Report, number: str, day: date, scan: StoredFile | None, on: date, by: Officer
) -> Report:
    """A report that came on paper is handed in; its words stand in its parts.  Raises Refused once it is handed in."""
    held = open_report(report)
    if held.is_of_province:
        raise Refused(N_("Báo cáo của tỉnh được ký tại hệ thống này."))
    withdraw_version(held, by)
    _keep_drafted(held, by)
    held.on_paper, held.paper_number, held.paper_date = True, number.strip()[:80], day
    held.scan = scan
    held.edited_by = held.edited_by or by
    held.save(update_fields=["on_paper", "paper_number", "paper_date", "scan", "edited_by"])
    if held.agency is not None:
        enter_outside(
            issuer=held.agency,
            number=held.paper_number,
            on=day,
            kind=PaperKind.REPORT,
            what=f"{held.round.written_name} – {held.agency.name}",
            paper=held,
            by=by,
            editions=editions_before(held),
        )
    audit.record(
        "report.received_on_paper",
        target=held,
        by=by,
        data=audit.plain({"number": held.paper_number, "on": day}),
    )
    return handed_in(held, on=on, by=by)


@transaction.atomic
def set_notes(*, report: Report, wanted: bool, by: Officer) -> None:
    """Whether the paper says at the foot of the page from which agency a sentence comes.  Raises Refused once it is signed."""
    held = open_report(report)
    if held.with_notes == wanted:
        return
    withdraw_version(held, by)
    held.with_notes = wanted
    held.save(update_fields=["with_notes"])
    audit.record("report.notes_set", target=held, by=by, data={"with_notes": wanted})
