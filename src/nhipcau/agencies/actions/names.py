"""Saying once what a written name means; every later import remembers."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from nhipcau.agencies.models import Agency, AgencyGroup, NameDecision, Officer
from nhipcau.agencies.permissions import KEEP_AGENCIES
from nhipcau.engines.vntext import fold, squeeze
from nhipcau.kernel import audit, clock, lists, rows
from nhipcau.kernel.access import demand
from nhipcau.kernel.refusal import N_, Refused


@transaction.atomic
def decide_name(
    *, written: str, by: Officer | None, agency: Agency | None = None, group: AgencyGroup | None = None
) -> NameDecision:
    """Keep what an officer said about a written name: an agency, a group, or (neither) nobody at all.

    A later word about the same name replaces the earlier one.  Raises Refused for no name or for both.
    """
    folded = fold(written)[:300]
    if not folded:
        raise Refused(N_("Chưa có tên cần xác định."))
    if agency is not None and group is not None:
        raise Refused(N_("Hãy chọn đúng một cơ quan hoặc một nhóm cơ quan."))
    decision = NameDecision.objects.filter(folded=folded).select_related("agency", "group").first()
    before = audit.snapshot(decision, ("agency", "group")) if decision else {}
    if decision is None:
        decision = NameDecision(folded=folded)
    decision.written = squeeze(written)[:300]
    decision.agency, decision.group, decision.decided_by = agency, group, by
    decision.decided_at = clock.now()
    decision.save()
    audit.record(
        "name.decided",
        target=decision,
        by=by,
        before=before,
        after=audit.snapshot(decision, ("agency", "group")),
    )
    return decision


@transaction.atomic
def forget_decision(*, decision: NameDecision, by: Officer | None) -> None:
    """Take a decision back: the name is matched by rule again, or asked about again."""
    audit.record(
        "name.forgotten",
        target=decision,
        by=by,
        before=audit.snapshot(decision, ("written", "agency", "group")),
        after={},
    )
    rows.removed(decision)


@transaction.atomic
def forget_all(*, decisions: Iterable[NameDecision], by: Officer) -> int:
    """Take many back at once; returns how many."""
    demand(by, KEEP_AGENCIES)
    return lists.each(decisions, lambda decision: forget_decision(decision=decision, by=by))
