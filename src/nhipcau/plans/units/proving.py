"""Whether agencies' own plans were handed in, accepted and sent back by those whom the log names."""

from __future__ import annotations

from collections.abc import Iterator

from nhipcau.kernel.models import LogEntry
from nhipcau.kernel.proofs import Doubt
from nhipcau.kernel.refusal import N_
from nhipcau.plans.models import UnitLine, UnitPlan

_SUBMITTED = N_("%(plan)s: nhật ký không ghi việc nộp của %(who)s")
_ACCEPTED = N_("%(plan)s: nhật ký không ghi việc chấp nhận của %(who)s")
_RETURNED = N_("%(plan)s: nhật ký không ghi việc %(who)s trả lại dòng “%(line)s”")


def doubts() -> Iterator[Doubt]:
    """Each deed that stands in a row against the log's entries of that plan, by the same person."""
    told = set(
        LogEntry.objects.filter(
            action__in=("unit_plan.submitted", "unit_plan.accepted", "unit_plan.returned")
        ).values_list("action", "record_id", "by")
    )
    plans = UnitPlan.objects.select_related("plan", "agency", "submitted_by", "accepted_by").order_by("pk")
    for one in plans.iterator(chunk_size=1_000):
        for action, sentence, who in (
            ("unit_plan.submitted", _SUBMITTED, one.submitted_by),
            ("unit_plan.accepted", _ACCEPTED, one.accepted_by),
        ):
            if who is not None and (action, str(one.pk), who.pk) not in told:
                yield Doubt(sentence, {"plan": str(one), "who": str(who)})
    lines = UnitLine.objects.filter(returned_by__isnull=False).order_by("pk")
    rows = lines.select_related("unit_plan__plan", "unit_plan__agency", "returned_by")
    for line in rows.iterator(chunk_size=1_000):
        if ("unit_plan.returned", str(line.unit_plan_id), line.returned_by_id) not in told:
            said = {"plan": str(line.unit_plan), "who": str(line.returned_by), "line": str(line)}
            yield Doubt(_RETURNED, said)
