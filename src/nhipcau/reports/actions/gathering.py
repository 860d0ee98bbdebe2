"""What the coordinator writes in place of agencies' sentences in the province's report."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from nhipcau.agencies.models import Officer
from nhipcau.kernel import audit, clock
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.reports import rules
from nhipcau.reports.actions.writing import open_report, withdraw_version
from nhipcau.reports.gathering import Gathered, gathered
from nhipcau.reports.models import Report, Wording


@transaction.atomic
def word(*, report: Report, place: str, members: Sequence[str], text: str, by: Officer) -> Wording:
    """Write another sentence in place of a group's.  Raises Refused for no words, or a group that is no more."""
    if not text.strip():
        raise Refused(N_("Hãy viết câu thay thế, hoặc bấm “Không đưa vào”."))
    rules.check_text(text)
    return _write(report, place, members, " ".join(text.split()), False, by)


@transaction.atomic
def leave_out(*, report: Report, place: str, members: Sequence[str], by: Officer) -> Wording:
    """Leave a group's sentence out of the province's report; it stays in the agencies'."""
    return _write(report, place, members, "", True, by)


@transaction.atomic
def restore(*, report: Report, place: str, members: Sequence[str], by: Officer) -> None:
    """Let the agencies' words stand again."""
    held = open_report(report)
    one = _found(held, place, members)
    if one.wording is None:
        return
    withdraw_version(held, by)
    Wording.objects.filter(report=held, place=place, pk=one.wording.pk).delete()
    audit.record("report.wording_ended", target=held, by=by, data={"text": one.group.text[:300]})


def _write(
    report: Report, place: str, members: Sequence[str], text: str, is_out: bool, by: Officer
) -> Wording:
    held = open_report(report)
    one = _found(held, place, members)
    if one.wording is not None and (one.wording.text, one.wording.is_out) == (text, is_out):
        return one.wording
    withdraw_version(held, by)
    if one.wording is not None:
        Wording.objects.filter(pk=one.wording.pk).delete()
    made = Wording.objects.create(
        report=held, place=place, members=list(one.member_keys), text=text, is_out=is_out, written_by=by
    )
    held.edited_at, held.edited_by = clock.now(), by
    held.save(update_fields=["edited_at", "edited_by"])
    audit.record(
        "report.left_out" if is_out else "report.worded",
        target=held,
        by=by,
        data={"text": text[:300], "before": one.text[:300]},
    )
    return made


def _found(report: Report, place: str, members: Sequence[str]) -> Gathered:
    """The group that a form speaks of, wherever its sentences stand now."""
    wanted = set(members)
    found = [one for one in gathered(report, place) if wanted & set(one.member_keys)]
    if not report.is_of_province or not found:
        raise Refused(N_("Câu này đã thay đổi vì có cơ quan nộp lại báo cáo. Hãy tải lại trang."))
    return max(found, key=lambda one: len(wanted & set(one.member_keys)))
