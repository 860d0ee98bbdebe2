"""By when agencies propose for the province's next plan, for desk, calendars and reminders."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from nhipcau.agencies.models import Officer
from nhipcau.kernel.addresses import address
from nhipcau.kernel.shapes import shape
from nhipcau.kernel.standing import day_of, standing
from nhipcau.office.deadlines.rules import Asked, Due, Whose
from nhipcau.office.permissions import acts_for
from nhipcau.plans.models import NextPlan, NextReply
from nhipcau.plans.next.permissions import PROPOSE_NEXT
from nhipcau.plans.next_states import NextPlanState, ReplyState
from nhipcau.plans.permissions import READ_ALL_PARTS


def due_proposals(officer: Officer, asked: Asked) -> Iterator[Due]:
    """What the own agencies are asked; for those who read all, one day a plan.  Done once it is sent; one query."""
    if asked.whose == Whose.READABLE and officer.may(READ_ALL_PARTS):
        yield from (_whole(plan, asked) for plan in _asking())
        return
    agencies: Collection[int] = acts_for(officer)
    if asked.whose == Whose.REMINDED:
        agencies = frozenset(key for key in agencies if officer.may(PROPOSE_NEXT, key))
    for reply in _owed(agencies=agencies) if agencies else ():
        yield _due(reply, asked)


@shape
def _owed(agencies: Collection[int]) -> QuerySet[NextReply]:
    rows = NextReply.objects.filter(
        agency__in=agencies,
        next_plan__state=NextPlanState.DRAFT.value,
        next_plan__proposals_due__isnull=False,
    )
    return rows.select_related("next_plan", "agency").order_by("next_plan__proposals_due", "pk")


@shape
def _asking() -> QuerySet[NextPlan]:
    rows = NextPlan.objects.filter(state=NextPlanState.DRAFT.value, proposals_due__isnull=False)
    return rows.order_by("proposals_due", "pk")


def _due(reply: NextReply, asked: Asked) -> Due:
    at: Any = reply.next_plan.proposals_due
    done = day_of(reply.sent_at) if reply.state == ReplyState.SENT and reply.sent_at else None
    return Due(
        key=f"plans.next-reply:{reply.pk}",
        at=at,
        title=format_lazy(
            gettext_lazy("Gửi đề xuất của {agency} cho kế hoạch năm {year}"),
            agency=reply.agency.name,
            year=reply.next_plan.year,
        ),
        short=gettext_lazy("Đề xuất cho kế hoạch năm sau"),
        url=address("plans:next_reply", reply.pk),
        state=standing(at, done, asked.today),
        record=reply,
    )


def _whole(plan: NextPlan, asked: Asked) -> Due:
    at: Any = plan.proposals_due
    return Due(
        key=f"plans.next-replies:{plan.pk}",
        at=at,
        title=format_lazy(gettext_lazy("Các cơ quan gửi đề xuất cho kế hoạch năm {year}"), year=plan.year),
        short=gettext_lazy("Đề xuất cho kế hoạch năm sau"),
        url=address("plans:next_replies", plan.pk),
        state=standing(at, None, asked.today),
        record=plan,
    )
