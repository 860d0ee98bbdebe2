"""Who may see and write the province's next plan, and who proposes for it: load and authorise in one call."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from nhipcau.agencies.models import Agency, AgencyQuerySet, Officer
from nhipcau.kernel.access import declare
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.shapes import shape
from nhipcau.office.permissions import agencies_with, of_own_agencies
from nhipcau.plans.models import NextPlan, NextReply, NextTask, Proposal
from nhipcau.plans.next_states import NextPlanState, ReplyState
from nhipcau.plans.permissions import READ_ALL_PARTS

DRAFT_NEXT_PLAN = declare(
    "plans.draft_next_plan",
    N_("Soạn kế hoạch năm sau của tỉnh, lấy và xem xét đề xuất của các cơ quan, trình ký, ban hành."),
)

PROPOSE_NEXT = declare(
    "plans.propose_next", N_("Đề xuất nhiệm vụ của cơ quan cho kế hoạch năm sau của tỉnh."), of_agency=True
)


WITHDRAWN = N_("Cơ quan đã rút đề xuất về để sửa. Hãy chờ cơ quan gửi lại.")


def next_plans_for(officer: Officer) -> QuerySet[NextPlan]:
    """All for those who read everything; else those that an own agency draws up, or is to sign and issue."""
    found = NextPlan.objects.select_related(
        "drafter", "issuer", "letter", "last_year__document", "signer", "plan__document", "edited_by"
    )
    if officer.may(READ_ALL_PARTS):
        return found
    own = officer.own_agencies()
    return found.filter(Q(drafter__in=own) | Q(issuer__in=own))


def drafts_read(officer: Officer) -> list[NextPlan]:
    """Drafts that are written on now, for those who read everything; nothing is asked for others."""
    return list(_drafts()) if officer.may(READ_ALL_PARTS) else []


@shape
def _drafts() -> QuerySet[NextPlan]:
    return (
        NextPlan.objects.filter(state=NextPlanState.DRAFT.value).select_related("drafter").order_by("-year")
    )


def visible(officer: Officer, keys: Sequence[int]) -> QuerySet[NextPlan]:
    """Those among some that an officer may see."""
    return next_plans_for(officer).filter(pk__in=keys)


def may_draft(officer: Officer, next_plan: NextPlan) -> bool:
    """Whether an officer draws up a plan."""
    return officer.may(DRAFT_NEXT_PLAN, next_plan.drafter)


def get_next_plan_for(officer: Officer, pk: int) -> NextPlan:
    """A draft to read; 404 where the officer may not know of it."""
    return get_object_or_404(next_plans_for(officer), pk=pk)


def get_next_plan_to_write(officer: Officer, pk: int) -> NextPlan:
    """A draft to write on; PermissionDenied for who may only read it."""
    found = get_next_plan_for(officer, pk)
    if not may_draft(officer, found):
        raise PermissionDenied(_("Chỉ cơ quan soạn kế hoạch sửa được dự thảo này."))
    return found


def plan_of_task(pk: int) -> int:
    """The key of the draft that a task is of; 404 where there is no such task.  Whether it may be read is asked of the draft."""
    return get_object_or_404(NextTask.objects.only("next_plan_id"), pk=pk).next_plan_id


def get_task_to_write(officer: Officer, pk: int) -> NextTask:
    """A task of a draft to write on, with its plan; 404 where the officer may not know of it."""
    task = get_object_or_404(NextTask.objects.select_related("parent", "came_from"), pk=pk)
    task.next_plan = get_next_plan_to_write(officer, task.next_plan_id)
    return task


def drafting_agencies(officer: Officer) -> AgencyQuerySet:
    """The agencies in whose name an officer draws up a plan; his own desk's for a role of the house."""
    keys = agencies_with(officer, DRAFT_NEXT_PLAN)
    return Agency.objects.filter(pk__in=officer.own_agencies() if keys is None else keys)


def replies_for(officer: Officer) -> QuerySet[NextReply]:
    """What agencies were asked: all for those who read everything, else the own agencies', and what was left to them."""
    found = NextReply.objects.select_related(
        "agency", "next_plan__drafter", "next_plan__last_year__document", "sent_by", "state_by"
    )
    return found if officer.may(READ_ALL_PARTS) else found.filter(of_own_agencies(officer))


MOST_REPLIES = 3
"""So many years of what was asked stand on the page of plans."""


def replies_of_own(officer: Officer) -> list[NextReply]:
    """What the own agencies were asked of late, answered or not: the way back to what became of it.  Nothing is asked for
    those who read everything, whose way is the draft."""
    if officer.may(READ_ALL_PARTS) or not officer.may(PROPOSE_NEXT):
        return []
    found = replies_for(officer).exclude(next_plan__state=NextPlanState.DROPPED.value)
    return list(
        found.filter(next_plan__proposals_due__isnull=False).order_by("-next_plan__year", "pk")[:MOST_REPLIES]
    )


def may_propose(officer: Officer, reply: NextReply) -> bool:
    """Whether an officer proposes in an agency's name; whoever drafts enters what came on paper."""
    return officer.may(PROPOSE_NEXT, reply.agency)


def get_reply_for(officer: Officer, pk: int) -> NextReply:
    """An agency's answer to read; 404 where the officer may not know of it."""
    return get_object_or_404(replies_for(officer), pk=pk)


def get_reply_to_write(officer: Officer, pk: int) -> NextReply:
    """An agency's answer to write on; PermissionDenied for who may only read it."""
    found = get_reply_for(officer, pk)
    if not may_propose(officer, found):
        raise PermissionDenied(_("Bạn chỉ đề xuất được thay cơ quan mình."))
    return found


def get_proposal_to_write(officer: Officer, pk: int) -> Proposal:
    """A proposal to write on, with its answer."""
    proposal = get_object_or_404(Proposal.objects.select_related("task"), pk=pk)
    proposal.reply = get_reply_to_write(officer, proposal.reply_id)
    return proposal


def get_proposal_to_decide(officer: Officer, pk: int) -> Proposal:
    """A proposal for whoever draws up the plan; 404 for one that was never sent.  Raises Refused for one that the agency has
    taken back since."""
    found = Proposal.objects.select_related("task", "reply__agency", "made")
    proposal = get_object_or_404(found, pk=pk, reply__sent_at__isnull=False)
    proposal.reply.next_plan = get_next_plan_to_write(officer, proposal.reply.next_plan_id)
    if proposal.reply.state != ReplyState.SENT:
        raise Refused(WITHDRAWN)
    return proposal


def get_plan_of_proposal(officer: Officer, pk: int) -> NextPlan:
    """The draft that a proposal is about, for whoever draws it up."""
    proposal = get_object_or_404(Proposal.objects.select_related("reply"), pk=pk)
    return get_next_plan_to_write(officer, proposal.reply.next_plan_id)
