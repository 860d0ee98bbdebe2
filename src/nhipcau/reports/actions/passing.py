"""What becomes of reports under way when one agency's work passes to another; what is signed stays with whom it was signed for."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from nhipcau.agencies.models import Agency, Officer
from nhipcau.kernel import audit, finding
from nhipcau.kernel.refusal import N_, Words
from nhipcau.kernel.stated import MOVED
from nhipcau.office.signing import queries as signing
from nhipcau.office.signing.actions.chain import draw_back
from nhipcau.reports.models import Part, Report, ReportQuerySet
from nhipcau.reports.rules import LONGEST_TEXT, ReportState, RoundState

_DRAWN_BACK = Words(N_("Báo cáo chuyển sang cơ quan tiếp nhận để trình ký lại."))


def under_way() -> ReportQuerySet:
    """Reports of open rounds that are still written and that nobody has signed."""
    written = Report.objects.of_agencies().filter(state=ReportState.WRITING, round__state=RoundState.OPEN)
    return written.exclude(pk__in=signing.signed_of(Report))


@transaction.atomic
def pass_on(*, predecessor: Agency, successor: Agency, on: date, by: Officer | None) -> int:
    """Give an agency's reports under way to its heir; returns how many moved.

    Where the heir writes one of its own in the round, the words go into that one, behind its own.  What is on its way to a signature
    is drawn back by whoever records the merger; by the clock (by None), or where the heir's is signed already, it stays for a
    person.
    """
    moved = 0
    found = under_way().filter(agency=predecessor).select_for_update(of=("self",))
    for held in found.order_by("pk"):
        own = Report.objects.filter(round=held.round_id, agency=successor).newest().first()
        if own is not None and not under_way().filter(pk=own.pk).exists():
            continue
        versions = [signing.standing(one) for one in (held, own) if one is not None]
        waiting = [one for one in versions if one is not None]
        if waiting:
            if by is None:
                continue
            for version in waiting:
                draw_back(version=version, reason=_DRAWN_BACK, by=by)
        if own is None:
            held.agency = successor
            held.save(update_fields=["agency"])
        else:
            _into(own, held)
            held.move("pass_on", by=by)
            held.save(update_fields=MOVED)
            finding.keep("report", own)
        finding.keep("report", held)
        audit.record(
            "report.passed_on",
            target=own or held,
            by=by,
            data={"from": predecessor, "to": successor, "on": on},
        )
        moved += 1
    return moved


def _into(own: Report, held: Report) -> None:
    """The words behind the heir's own; what it was given back for is open in the heir's too."""
    written = Part.objects.select_for_update(of=("self",)).filter(report=own)
    there = {part.place: part for part in written}
    for part in held.parts.order_by("pk"):
        if (mine := there.get(part.place)) is None:
            Part.objects.create(
                report=own,
                place=part.place,
                text=part.text,
                nil_reason=part.nil_reason,
                revision=part.revision,
                returned=part.returned,
                edited_at=part.edited_at,
                edited_by=part.edited_by,
            )
        elif part.text.strip():
            mine.text = "\n".join(filter(None, [mine.text, part.text]))[:LONGEST_TEXT]
            mine.nil_reason, mine.is_open, mine.revision = "", True, mine.revision + 1
            mine.save(update_fields=["text", "nil_reason", "is_open", "revision"])
