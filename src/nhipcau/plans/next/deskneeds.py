"""What the next plan puts on the desk: what waits for whoever draws it up, and what an agency is asked."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nhipcau.kernel.navigation import Asked, Need
from nhipcau.kernel.shapes import shape
from nhipcau.kernel.standing import written
from nhipcau.office.permissions import acts_for
from nhipcau.plans.models import NextReply, Proposal
from nhipcau.plans.next_states import NextPlanState, ProposalState, ReplyState


def waiting(asked: Asked) -> Iterator[Need]:
    """Proposals that were sent and wait for a word, of each draft."""
    by_plan: dict[int, int] = {}
    for plan in _sent():
        by_plan[plan] = by_plan.get(plan, 0) + 1
    for plan, count in by_plan.items():
        words = ngettext(
            "%(n)s đề xuất cho kế hoạch năm sau chờ xem xét",
            "%(n)s đề xuất cho kế hoạch năm sau chờ xem xét",
            count,
        )
        page = f"{reverse('plans:next_plan', args=[plan])}#de-xuat"
        yield Need(count, words % {"n": count}, page, urgent=True)


def to_propose(asked: Asked) -> Iterator[Need]:
    """What the own agencies were asked and have not answered."""
    for reply, year, due in _asked(agencies=acts_for(asked.account)):
        words = _("Gửi đề xuất cho kế hoạch năm %(year)s, hạn %(day)s") % {"year": year, "day": written(due)}
        yield Need(1, words, reverse("plans:next_reply", args=[reply]), urgent=due < asked.today)


@shape
def _asked(agencies: Collection[int]) -> QuerySet[Any, Any]:
    found = NextReply.objects.filter(
        agency__in=agencies,
        state=ReplyState.ASKED.value,
        next_plan__state=NextPlanState.DRAFT.value,
        next_plan__proposals_due__isnull=False,
    )
    rows = found.order_by("next_plan__proposals_due", "pk")
    return rows.values_list("pk", "next_plan__year", "next_plan__proposals_due")


@shape
def _sent() -> QuerySet[Any, int]:
    found = Proposal.objects.filter(
        state=ProposalState.OPEN.value,
        reply__state=ReplyState.SENT.value,
        reply__next_plan__state=NextPlanState.DRAFT.value,
    )
    return found.order_by("reply__next_plan").values_list("reply__next_plan", flat=True)
