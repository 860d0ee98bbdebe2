"""Forms of reports that leave and come back: given out, read, taken in whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from django.core.files import File
from django.db import transaction

from nhipcau.agencies.models import Agency, Officer
from nhipcau.engines import fillable
from nhipcau.engines.fillable import BadForm, Form, Unfit
from nhipcau.engines.fillable.laying import laid
from nhipcau.indicators import actions as indicators
from nhipcau.indicators.permissions import NO_ENTRY, may_enter
from nhipcau.kernel import audit, clock, files, lists, reading, rows, sentences
from nhipcau.kernel.access import must
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.stamps import refuse_secrets
from nhipcau.kernel.standing import written
from nhipcau.reports import drafting, forms_in, forms_kept, forms_out
from nhipcau.reports.actions import writing
from nhipcau.reports.models import FilledForm, GivenForm, Report
from nhipcau.reports.rules import ReportState

DRAFTS_KEPT = timedelta(days=7)
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
    _check(form)
    return form


def _give(report: Report, form: Form, by: Officer) -> GivenForm:
    held = writing.open_report(report)
    last = newest(held)
    if last is not None and last.report_id == held.pk:
        same = replace(form, edition=last.edition)
        if fillable.identity_of(same).seal == last.seal:
            return last
    form = replace(form, edition=last.edition + 1 if last is not None else 1)
    made = GivenForm.objects.create(
        report=held,
        edition=form.edition,
        seal=fillable.identity_of(form).seal,
        form=forms_kept.kept(form),
        given_at=clock.now(),
        given_by=by,
    )
    audit.record("report.form_given", target=held, by=by, data={"version": made.edition})
    return made


def _check(form: Form) -> None:
    """Raise Refused for a form that could not be read back."""
    try:
        laid(form)
    except BadForm as bad:
        raise Refused(
            N_(
                "Không lập được biểu mẫu của báo cáo này (%(why)s): nội dung quá dài, quá nhiều, hoặc có chữ như dấu mật. Hãy xem lại"
                " các phần đã soạn."
            ),
            why=bad.code,
        ) from bad


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


def file_of(given: GivenForm, ending: str) -> bytes:
    """The form as it was given out."""
    form = forms_kept.form_from(given.form)
    return fillable.written_docx(form) if ending == "docx" else fillable.written_xlsx(form)


def read_filled(*, report: Report, upload: File, by: Officer) -> FilledForm:
    """Read a filled form and keep what it says until it is taken.

    Never inside a transaction: the file is looked into and read in children.  Raises Refused for a report that is handed in, of which no
    form was given out, and for a file that is another, older, damaged, or stamped.
    """
    with transaction.atomic():
        writing.open_report(report)
    given = _form_to_read(report)
    name = files.harmless(upload.name or "bieu")[-255:]
    # Nothing of the file is kept, so nobody vouches for what cannot be looked into: reading it says what is wrong.
    refuse_secrets(upload, is_declared=True, by=by)
    upload.seek(0)
    data = upload.read()
    try:
        found = reading.checked(fillable.read, data, forms_kept.form_from(given.form), name=name)
    except Unfit as unfit:
        raise _refusal(unfit, name) from unfit
    return FilledForm.objects.create(
        given=given,
        called=name,
        sha256=files.sha256_of(upload),
        changes=[forms_kept.change_kept(one) for one in found.changes],
        faults=[forms_kept.fault_kept(one) for one in found.faults],
        read_at=clock.now(),
        read_by=by,
    )


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


def _refusal(unfit: Unfit, name: str) -> Refused:
    said = sentences.refusal(unfit)
    more: dict[str, object] = {"name": name}
    if unfit.code == "other-agency":
        other = Agency.objects.filter(code=str(unfit.params.get("of", ""))).first()
        more["of"] = other.name if other else str(unfit.params.get("of", ""))
    return Refused(said.reason, **{**said.details, **more})


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
        return filled.given.report
    came = came_on or on
    writing.check_paper(number=number, day=day, on=on, came=came)
    kept = writing.keep_scan(scan, declared=declared, by=by)
    with transaction.atomic():
        held = rows.held(filled)
        if held.taken_at is not None:
            return held.given.report
        report = writing.open_report(held.given.report)
        _take(held, report, seen=seen, own=forms_in.own_source(report, number, day), by=by)
        held.taken_at = clock.now()
        held.save(update_fields=["taken_at"])
        return writing.take_on_paper(report=report, number=number, day=day, scan=kept, on=came, by=by)


def _take(filled: FilledForm, report: Report, *, seen: str, own: str, by: Officer) -> None:
    last = newest(report)
    if last is None or last.pk != filled.given_id:
        raise Refused(
            N_(
                "Đã đưa cơ quan biểu mẫu lần %(edition)s sau khi đọc tệp này. Hãy nhận tệp điền theo biểu mới nhất."
            ),
            edition=last.edition if last else 0,
        )
    found = forms_in.judged(filled)
    if not found.is_sound:
        raise Refused(
            N_("Tệp còn lỗi nên chưa ghi phần nào. Hãy sửa trong tệp (hoặc báo cơ quan sửa) rồi đọc lại.")
        )
    if found.seen != seen:
        raise Refused(N_("Báo cáo vừa thay đổi sau khi bạn xem tệp. Hãy xem lại rồi xác nhận."))
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


def sweep() -> int:
    """Forget what was read and not taken in a week; how many."""
    old = FilledForm.objects.filter(taken_at=None, read_at__lt=clock.now() - DRAFTS_KEPT)
    return old.delete()[0]
