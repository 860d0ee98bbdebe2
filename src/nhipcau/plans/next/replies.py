"""Agencies' answers as their pages and the board ask for them: who was asked, who answered, what is proposed to what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, CharField, Count, F, IntegerField, Q, QuerySet, Value, When

from nhipcau.agencies.models import Agency, AgencyGroup, AgencyQuerySet
from nhipcau.agencies.queries import Matcher
from nhipcau.engines.vntext import fold
from nhipcau.kernel import ordering
from nhipcau.kernel.refusal import N_
from nhipcau.plans.import_draft import LISTS
from nhipcau.plans.models import Duty, NextPlan, NextReply, NextTask
from nhipcau.plans.next_states import NextPlanState, ProposalState, ReplyState
from nhipcau.plans.rules import ROLE_LABELS, DutyRole

NOTHING, LATE, TO_DECIDE = "nothing", "late", "open"
BOARD_LABELS: dict[str, str] = {
    ReplyState.ASKED: N_("Chưa trả lời"),
    ReplyState.SENT: N_("Đã gửi đề xuất"),
    NOTHING: N_("Không có đề xuất"),
}
FILTERS: dict[str, str] = {
    **BOARD_LABELS,
    LATE: N_("Quá hạn, chưa trả lời"),
    TO_DECIDE: N_("Còn đề xuất chờ xem xét"),
}
BOARD_TONES = {ReplyState.ASKED: "", ReplyState.SENT: "info", NOTHING: "good"}
SORTS: ordering.Columns = {
    "co-quan": (ordering.vietnamese("agency__name"),),
    "tinh-trang": ("stands", "agency__folded"),
    "gui": ("sent_at",),
    "de-xuat": ("proposed",),
    "cho": ("undecided",),
}


def asked_by_rule(next_plan: NextPlan) -> AgencyQuerySet:
    """Whom the drafter asks unless others are chosen: every agency with a part in last year's plan now, itself apart."""
    parts = Duty.objects.current().filter(task__plan=next_plan.last_year_id, task__closed_on=None)
    found = Agency.objects.filter(pk__in=parts.order_by().values("agency"))
    return found.exclude(pk=next_plan.drafter_id)


def board(next_plan: NextPlan, asked: Mapping[str, Any], *, today: date) -> QuerySet[Any]:
    """The agencies that were asked, with where they stand (``stands``), how much they proposed (``proposed``) and what of it
    waits (``undecided``); who has not answered first.  asked: q, tinh_trang."""
    sent = Q(state=ReplyState.SENT.value)
    found: QuerySet[Any] = (
        NextReply.objects.filter(next_plan=next_plan)
        .select_related("agency", "sent_by")
        .annotate(
            stands=Case(
                When(sent & Q(nothing=True), then=Value(NOTHING)),
                default=F("state"),
                output_field=CharField(),
            ),
            proposed=Count("proposals", filter=sent),
            undecided=Count("proposals", filter=sent & Q(proposals__state=ProposalState.OPEN.value)),
            place=Case(
                When(state=ReplyState.ASKED.value, then=Value(1)),
                default=Value(2),
                output_field=IntegerField(),
            ),
        )
    )
    for word in fold(str(asked.get("q", ""))[:100]).split():
        found = found.filter(agency__folded__contains=word)
    state = str(asked.get("tinh_trang", ""))
    if state == LATE:
        found = found.filter(state=ReplyState.ASKED.value) if is_late(next_plan, today) else found.none()
    elif state == TO_DECIDE:
        found = found.filter(undecided__gt=0)
    elif state in BOARD_LABELS:
        found = found.filter(stands=state)
    return found.order_by("place", "agency__folded", "pk")


def is_late(next_plan: NextPlan, today: date) -> bool:
    """Whether the day by which agencies answer is over."""
    return next_plan.proposals_due is not None and next_plan.proposals_due < today


def counted(next_plan: NextPlan, *, today: date) -> dict[str, int]:
    """How many agencies stand where, by ``FILTERS``; each the number of rows that its filter shows."""
    rows = list(board(next_plan, {}, today=today))
    by_state = Counter(row.stands for row in rows)
    return {
        **{state: by_state[state] for state in BOARD_LABELS},
        LATE: by_state[ReplyState.ASKED] if is_late(next_plan, today) else 0,
        TO_DECIDE: sum(row.undecided > 0 for row in rows),
    }


def wanting(next_plan: NextPlan) -> list[Agency]:
    """The agencies that were asked and did not answer."""
    rows = next_plan.replies.filter(state=ReplyState.ASKED.value).select_related("agency")
    return [row.agency for row in rows.order_by("pk")]


@dataclass(frozen=True, slots=True)
class Concerned:
    """A task of the draft as an agency looks at it.  role: its part in it, in words ("" for none)."""

    task: NextTask
    role: str


def tasks_of(
    agency: Agency, tasks: Collection[NextTask], matcher: Matcher
) -> tuple[list[Concerned], list[Concerned]]:
    """The tasks in which an agency is named (by itself, as an heir, or in a group), and the others that carry work; what is
    left out is in neither.  A fixed number of queries."""
    groups = _groups_of(agency, matcher.on)
    own: list[Concerned] = []
    others: list[Concerned] = []
    for task in tasks:
        if task.is_group or task.left_out:
            continue
        role = _role(task, agency, groups, matcher)
        (own if role else others).append(Concerned(task, role))
    return own, others


def _role(task: NextTask, agency: Agency, groups: Collection[int], matcher: Matcher) -> str:
    for role in LISTS:
        for name in task.names.get(role) or []:
            match = matcher.match(name)
            if match.agency is not None and match.agency.pk == agency.pk:
                return ROLE_LABELS[DutyRole(role)]
            if match.group is not None and match.group.pk in groups:
                return ROLE_LABELS[DutyRole(role)]
    return ""


def _groups_of(agency: Agency, on: date) -> set[int]:
    """The groups that an agency belongs to on a day."""
    if not agency.is_alive(on):
        return set()
    extra = set(AgencyGroup.objects.filter(extra=agency).values_list("pk", flat=True))
    by_rule = {
        group.pk
        for group in AgencyGroup.objects.all()
        if group.kinds and agency.kind in group.kinds and (not group.levels or agency.level in group.levels)
    }
    return extra | by_rule


def under_way() -> QuerySet[NextReply]:
    """Answers for plans that are still drawn up."""
    return NextReply.objects.filter(next_plan__state=NextPlanState.DRAFT.value)
