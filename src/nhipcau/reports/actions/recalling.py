"""A report whose signed version is recalled is not handed in any more: its agency writes the next edition, its duty is open again."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from nhipcau.agencies.models import Officer
from nhipcau.agencies.queries.accounts import people_of
from nhipcau.kernel import audit, finding, rows
from nhipcau.kernel.notifications import notify
from nhipcau.kernel.refusal import N_
from nhipcau.kernel.sentences import Sentence
from nhipcau.kernel.stated import MOVED
from nhipcau.office.signing import queries as signing
from nhipcau.office.signing.deeds import recall_of
from nhipcau.office.signing.models import Version
from nhipcau.reports.actions.proving import disprove
from nhipcau.reports.actions.writing import next_edition, withdraw_version
from nhipcau.reports.models import Report
from nhipcau.reports.permissions import RUN_REPORTS, WRITE_REPORT
from nhipcau.reports.rules import ReportState

RECALLED = "reports.recalled"
SENTENCES = {"reports.recalled": N_("%(agency)s đã thu hồi: %(round)s")}


def when_recalled(version: Version, by: Officer) -> None:
    """Listener to recalls, in their transaction."""
    subject: Any = version.subject
    if not isinstance(subject, Report):
        return
    held = rows.held(subject)
    if not held.may("recall"):
        return
    again = Report.objects.select_for_update(of=("self",)).filter(corrects=held).first()
    if again is None:
        again = next_edition(held, "recall", by=by, is_open=True)
        is_open_again = disprove(held, by=by)
    else:  # it was given back: what follows stands for all of it
        held.move("recall", by=by)
        held.save(update_fields=MOVED)
        finding.keep("report", held)
        is_open_again = False
        if again.state == ReportState.WRITING and signing.signature_of(again) is None:
            withdraw_version(again, by)  # it would take the place of what has none any more
            again.parts.filter(is_open=False).update(is_open=True)
    audit.record("report.recalled", target=held, by=by, data={"is_open_again": is_open_again})
    _tell(held, again, version, by)


def _tell(report: Report, again: Report, version: Version, by: Officer) -> None:
    """Whoever runs reports, and whoever writes the next edition."""
    recalled = recall_of(version)
    people = {one.pk: one for one in Officer.objects.who_may(RUN_REPORTS)}
    if report.agency_id is not None:
        for writers in people_of([report.agency_id], WRITE_REPORT).values():
            people |= {one.pk: one for one in writers}
    people.pop(by.pk, None)
    notify(
        recipients=list(people.values()),
        kind=RECALLED,
        once=f"{RECALLED}:{version.pk}",
        title=Sentence(
            "reports.recalled",
            {"agency": str(report.issuer.name if report.issuer else ""), "round": str(report.round)},
        ),
        text=recalled.reason[:500] if recalled else "",
        url=reverse("reports:report", args=[again.pk]),
    )
