"""What the register of agencies tells to the figures of reports: who has to name focal officers, who has, and each change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Min

from nhipcau.agencies.models import Agency
from nhipcau.agencies.named import FocalOfficer
from nhipcau.agencies.rules import FOCAL_DUTY_LABELS, FocalDuty
from nhipcau.engines.counting import Fact
from nhipcau.kernel.facts import Wanted

EVER = date(1900, 1, 1)  # of an agency whose beginning nobody wrote down
_DAY = timedelta(days=1)
Span = tuple[date, date | None]  # both included; None: still


def since() -> date | None:
    """From the day on which the first focal officer was named."""
    return FocalOfficer.objects.aggregate(first=Min("since"))["first"]


def focal(wanted: Wanted) -> Iterator[Fact]:
    """Agencies that name focal officers, the spans in which both were named, and each day on which one came or went."""
    asked = Agency.objects.asked_for_focal().values_list("pk", "code", "valid_from", "valid_to")
    spans: dict[tuple[int, str], list[Span]] = defaultdict(list)
    rows = FocalOfficer.objects.order_by("since", "pk").values_list("agency", "duty", "since", "until")
    for agency, duty, begins, until in rows:
        # One that was replaced on his first day was never in office at the end of one.
        if until is None or until > begins:
            spans[agency, duty].append((begins, until - _DAY if until else None))
    for pk, code, since_day, ends in asked.order_by("pk"):
        life: Span = (since_day or EVER, ends)
        if ends is not None and ends < life[0]:
            continue
        yield Fact(ref=f"agency:{pk}", kind="agency", first=life[0], last=ends, agencies=(code,), attributes={"duty": ("focal",)})  # fmt: skip
        leaders, officers = (spans[pk, duty] for duty in (FocalDuty.LEADER, FocalDuty.OFFICER))
        for number, span in enumerate(_both(_both([life], leaders), officers)):
            yield Fact(ref=f"agency:{pk}/both.{number}", kind="focal.complete", first=span[0], last=span[1], agencies=(code,))  # fmt: skip
        for duty in FocalDuty:
            for day in sorted(_changes(spans[pk, duty])):
                if wanted.first <= day <= wanted.last:
                    ref = f"agency:{pk}/{duty}.{day:%Y%m%d}"
                    yield Fact(ref=ref, kind="focal.change", first=day, last=day, agencies=(code,), attributes={"role": (duty.value,)})  # fmt: skip


def whose(fact: Fact) -> str:
    """Of a change: of the leader or of the officer."""
    return next((FOCAL_DUTY_LABELS[FocalDuty(role)] for role in fact.attributes.get("role", ())), "")


def _both(ones: list[Span], others: list[Span]) -> list[Span]:
    """When both stand, in order."""
    found = []
    for one in ones:
        for other in others:
            begins = max(one[0], other[0])
            ends = min((day for day in (one[1], other[1]) if day is not None), default=None)
            if ends is None or begins <= ends:
                found.append((begins, ends))
    return sorted(found, key=lambda span: span[0])


def _changes(spans: list[Span]) -> set[date]:
    """The days on which somebody came or went; who follows at once is one change with whom he follows."""
    begun = {begins for begins, _ends in spans}
    return begun | {ends + _DAY for _begins, ends in spans if ends is not None}
