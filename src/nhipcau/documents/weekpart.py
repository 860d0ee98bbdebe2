"""What the register gives to the weekly sheet: papers that went out in the week."""

from __future__ import annotations

from django.urls import reverse

from nhipcau.kernel.days import written
from nhipcau.kernel.refusal import N_
from nhipcau.office.signing.deeds import issue_of
from nhipcau.office.signing.models import Version
from nhipcau.office.weekly.parts import Counted, Line, WeekAsked

MOST = 200


def papers(asked: WeekAsked) -> list[Counted]:
    """Papers issued in the week, the newest first."""
    found = (
        Version.objects.issued()
        .filter(kind="letter", issue__issued_on__gte=asked.first, issue__issued_on__lte=asked.last)
        .select_related("issue", "agency")
        .defer("content")
        .order_by("-issue__issued_on", "-pk")[:MOST]
    )
    return [Counted("ban-hanh", N_("Ban hành trong tuần"), tuple(map(_line, found)), brief=True)]


def _line(version: Version) -> Line:
    issue = issue_of(version)
    number = issue.symbol if issue else ""
    day = written(issue.issued_on) if issue else ""
    note = "; ".join(filter(None, (number, day, str(version.agency or ""))))
    return Line(version.title, reverse("documents:letter", args=[version.subject_id]), note)
