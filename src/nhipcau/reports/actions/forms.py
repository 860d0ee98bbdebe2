"""Forms of reports that leave and come back: given out, read, taken in whole."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.core.files import File
from django.db import transaction

from nhipcau.agencies.models import Officer
from nhipcau.engines.fillable import Form
from nhipcau.indicators import actions as indicators
from nhipcau.indicators.permissions import NO_ENTRY, may_enter
from nhipcau.kernel import audit, clock, lists, rows
from nhipcau.kernel.access import must
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.standing import written
from nhipcau.reports import drafting, forms_in, forms_out
from nhipcau.reports.actions import given as given_forms
from nhipcau.reports.actions import writing
from nhipcau.reports.models import FilledForm, GivenForm, Report
from nhipcau.reports.rules import ReportState

MOST_AT_ONCE = 100


def give_out(*, report: Report, by: Officer) -> GivenForm:
    """The form of an agency's report, as it leaves: kept with who gave it out and when.  Where nothing changed since the last one, that
    is still the agency's.

    Laid out before the transaction, since it reads much.  Raises Refused for the province's report, and once the report is handed in.
    """
    form = _laid_out(report)
    with transaction.atomic():
        return _give(report, form, by)


def _laid_out(report: Report) -> Form:
    if report.is_of_province:
        raise Refused(N_("Báo cáo của tỉnh không có biểu mẫu để đưa cho cơ quan."))
    form = forms_out.form_of(report, 1)
    given_forms.check(form)
    return form


def _give(report: Report, form: Form, by: Officer) -> GivenForm:
    held = writing.open_report(report)
    last = newest(held)
    made, is_new = given_forms.keep(
        form, last, may_be_same=last is not None and last.report_id == held.pk, by=by, report=held
    )
    if is_new:
        audit.record("report.form_given", target=held, by=by, data={"version": made.edition})
    return made


def give_out_many(*, reports: Iterable[Report], by: Officer) -> int:
    """The forms of several reports; all or none.  Raises Refused, naming those that were handed in, and for too many at once."""
    chosen = list(reports)
    if len(chosen) > MOST_AT_ONCE:
        raise Refused(N_("Mỗi lần đưa nhiều nhất %(most)s biểu mẫu. Hãy chọn bớt."), most=MOST_AT_ONCE)
    laid_out = {one.pk: _laid_out(one) for one in chosen if one.state == ReportState.WRITING}

    def give(one: Report) -> None:
        if one.pk not in laid_out:
            raise Refused(N_("đã nộp báo cáo."))
        _give(one, laid_out[one.pk], by)

    return lists.each(chosen, give)


def newest(report: Report) -> GivenForm | None:
    """The form that an agency got last of a round, of whichever edition of its report."""
    given = GivenForm.objects.filter(report__round=report.round_id, report__agency=report.agency_id)
    return given.order_by("-edition").select_related("given_by").first()


def read_filled(*, report: Report, upload: File, by: Officer) -> FilledForm:
    """Read a filled form and keep what it says until it is taken.

    Never inside a transaction: the file is looked into and read in children.  Raises Refused for a report that is handed in, of which no
    form was given out, and for a file that is another, older, damaged, or stamped.
    """
    with transaction.atomic():
        writing.open_report(report)
    return given_forms.read_file(_form_to_read(report), upload, by)


def _form_to_read(report: Report) -> GivenForm:
    given = newest(report)
    if given is None:
        raise Refused(
            N_("Chưa đưa biểu mẫu của báo cáo này. Hãy tải biểu mẫu, gửi cơ quan điền rồi nhận lại.")
        )
    if given.report_id != report.pk:
        raise Refused(
            N_(
                "Biểu mẫu đã đưa ngày %(day)s là của bản báo cáo trước khi trả lại. Hãy đưa biểu mẫu mới cho phần phải bổ sung."
            ),
            day=written(given.given_at),
        )
    return given


def take_in(
    *,
    filled: FilledForm,
    number: str,
    day: date,
    scan: File | None,
    declared: bool,
    seen: str,
    on: date,
    by: Officer,
    came_on: date | None = None,
) -> Report:
    """Enter what a filled form says, part by part, and hand the report in with its number, day and scan; all or nothing.

    seen: the sum over what was shown.  came_on: on which day it came, by which it counts, where that was before.  Taken already, nothing is done again.  Raises Refused where the file has faults, where the system
    changed since it was shown, and once the report is handed in.
    """
    if filled.taken_at is not None:
        return filled.given.of_report
    came = came_on or on
    writing.check_paper(number=number, day=day, on=on, came=came)
    kept = writing.keep_scan(scan, declared=declared, by=by)
    with transaction.atomic():
        held = rows.held(filled)
        if held.taken_at is not None:
            return held.given.of_report
        report = writing.open_report(held.given.of_report)
        _take(held, report, seen=seen, own=forms_in.own_source(report, number, day), by=by)
        held.taken_at = clock.now()
        held.save(update_fields=["taken_at"])
        return writing.take_on_paper(report=report, number=number, day=day, scan=kept, on=came, by=by)


def _take(filled: FilledForm, report: Report, *, seen: str, own: str, by: Officer) -> None:
    given_forms.check_newest(filled, newest(report))
    found = forms_in.judged(filled)
    given_forms.check_shown(found.is_sound, found.seen, seen)
    revisions = dict(report.parts.values_list("place", "revision"))
    for one in found.words:
        writing.write_part(
            report=report,
            place=one.place,
            text=one.text,
            nil_reason=one.nil,
            seen=revisions.get(one.place, 0),
            by=by,
        )
    question = drafting.question_of(report)
    must(not found.entries or may_enter(by, report.agency), NO_ENTRY)
    for entry in found.entries:
        indicators.enter(
            question=question, part=entry.part, value=entry.value, source=entry.source or own, by=by
        )
    audit.record(
        "report.form_taken",
        target=report,
        by=by,
        data={"version": filled.given.edition, "count": len(found.words) + len(found.entries)},
    )
