"""What the pages of agencies' answers show, as values made once: the drafter's board, proposals beside the draft, an
agency's own page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from nhipcau.agencies.models import Officer
from nhipcau.engines.officialdoc.amend.words import told_apart
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.saying import say
from nhipcau.kernel.standing import Standing, day_of, standing
from nhipcau.plans.amend_page import Field
from nhipcau.plans.models import NextPlan, NextReply, NextTask, Proposal
from nhipcau.plans.next import permissions, replies
from nhipcau.plans.next.pages import time_words
from nhipcau.plans.next.queries import Draft, shown_of
from nhipcau.plans.next_states import ProposalState, ReplyState
from nhipcau.plans.timing_words import time_written

TONES = {ProposalState.OPEN: "warn", ProposalState.TAKEN: "good", ProposalState.DECLINED: ""}
A_PAGE, PAGE = 10, "trang_de_xuat"
_WORDS = ("title", "content", "timing_text", "outputs", "budget")


def _labels() -> dict[str, str]:
    return {
        "title": _("Tên nhiệm vụ"),
        "content": _("Nội dung"),
        "timing_text": _("Thời gian"),
        "outputs": _("Sản phẩm"),
        "budget": _("Kinh phí"),
    }


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """One proposal beside the draft's words.  fields: what it would change, old words beside new."""

    proposal: Proposal
    about: str
    who: str
    wish: str
    state: str
    tone: str
    since: str
    fields: list[Field]
    may_decide: bool
    may_judge_anew: bool
    may_edit: bool
    seen: str
    """The mark of what this row shows, sent with what is decided on it."""


def _stands(task: NextTask, name: str) -> str:
    """A field of the draft's task in the language of the paper, as an agency wrote over it."""
    return time_written(task.timing_text, task.timing) if name == "timing_text" else str(getattr(task, name))


def row_of(proposal: Proposal, *, decides: bool, edits: bool = False, own: bool = False) -> ProposalRow:
    """A proposal in words; decides: the reader draws up the plan, edits: he may still change it, own: it stands on its
    agency's page, which does not name the agency again."""
    task, labels = proposal.task, _labels()
    fields = []
    for name in _WORDS:
        new = getattr(proposal, name).strip()
        if not new:
            continue
        old = "" if task is None else _stands(task, name)
        fields.append(Field(labels[name], told_apart(old, new)))
    is_open = proposal.state == ProposalState.OPEN
    is_sent = proposal.reply.state == ReplyState.SENT
    return ProposalRow(
        proposal=proposal,
        about=str(task) if task is not None else proposal.title,
        who="" if own else proposal.reply.agency.name,
        wish=str(proposal.get_wish_display()),
        state=str(proposal.get_state_display()) if is_sent else _("Chưa gửi"),
        tone=TONES[ProposalState(proposal.state)] if is_sent else "",
        since=proposal.since_said if not is_open else "",
        fields=fields,
        may_decide=decides and is_open,
        may_judge_anew=decides and not is_open,
        may_edit=edits and is_open,
        seen=shown_of(proposal),
    )


@dataclass(frozen=True, slots=True)
class Proposals:
    """What agencies sent, on the draft's page: those that wait, or all, ``A_PAGE`` at a time."""

    rows: list[ProposalRow]
    page: Page[Proposal]
    waiting: int
    whole: int
    asked: int
    answered: int
    due: date | None
    shows_all: bool
    may_ask: bool


def proposals_of(draft: Draft, *, reader: Officer, asked: Mapping[str, Any]) -> Proposals:
    """Those that wait for a word first; all where the address asks for them (``xem=de-xuat-tat-ca``)."""
    plan = draft.next_plan
    decides = permissions.may_draft(reader, plan) and plan.may("decide")
    shows_all = asked.get("xem") == "de-xuat-tat-ca"
    page = Paginator(draft.proposals if shows_all else draft.waiting, A_PAGE).get_page(asked.get(PAGE))
    return Proposals(
        rows=[row_of(one, decides=decides) for one in page],
        page=page,
        waiting=len(draft.waiting),
        whole=draft.proposals.count(),
        asked=sum(draft.answers.values()),
        answered=draft.answers[ReplyState.SENT.value],
        due=plan.proposals_due,
        shows_all=shows_all,
        may_ask=decides,
    )


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One agency on the board."""

    reply: NextReply
    state: str
    tone: str
    url: str
    standing: Standing | None
    sent: datetime | None
    proposed: int
    undecided: int


def board_rows(rows: Iterable[Any], *, next_plan: NextPlan, today: date) -> list[BoardRow]:
    """Agencies as ``replies.board`` gives them, in words."""
    due = next_plan.proposals_due
    return [
        BoardRow(
            reply=one,
            state=_(replies.BOARD_LABELS[one.stands]),
            tone=replies.BOARD_TONES[one.stands],
            url=reverse("plans:next_reply", args=[one.pk]),
            standing=standing(due, _sent_on(one), today)
            if due
            else None,
            sent=one.sent_at if one.state == ReplyState.SENT else None,
            proposed=one.proposed,
            undecided=one.undecided,
        )
        for one in rows
    ]  # fmt: skip


def _sent_on(reply: NextReply) -> date | None:
    """The day on which an answer that stands was sent."""
    return day_of(reply.sent_at) if reply.sent_at and reply.state == ReplyState.SENT else None


def board_figures(counted: Mapping[str, int]) -> list[tuple[str, str, int, str]]:
    """(state, label, number, tone) of the board's figures; each leads to the rows that it counts."""
    tones = {**replies.BOARD_TONES, replies.LATE: "bad", replies.TO_DECIDE: "warn"}
    return [
        (str(state), _(label), counted[state], tones[state] if counted[state] else "")
        for state, label in replies.FILTERS.items()
    ]


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task of the draft as an agency looks at it.  proposed: the key of what the agency proposes to it; of two that
    came together by a merger the first."""

    key: int
    name: str
    role: str
    leading: str
    lead: str
    time: str
    outputs: str
    content: str
    proposed: int | None


@dataclass(frozen=True, slots=True)
class ReplyPage:
    """An agency's own page: its tasks first, what it proposes, how that was decided."""

    own: list[TaskRow]
    others: list[TaskRow]
    rows: list[ProposalRow]
    state: str
    since: str
    standing: Standing | None
    locked: str
    may_write: bool
    may_send: bool
    may_take_back: bool
    why_not_back: str


def reply_page(reply: NextReply, draft: Draft, *, reader: Officer) -> ReplyPage:
    """The page for one reader."""
    plan = reply.next_plan
    proposals = list(reply.proposals.select_related("task", "made", "state_by").order_by("pk"))
    for one in proposals:
        one.reply = reply
    writes = permissions.may_propose(reader, reply)
    locked = _locked(plan) if writes else ""
    is_open = writes and not locked and reply.may("write")
    own, others = replies.tasks_of(reply.agency, draft.tasks, draft.matcher)
    proposed = {one.task_id: one.pk for one in reversed(proposals)}
    sent = _sent_on(reply)
    decided = any(one.state != ProposalState.OPEN for one in proposals)
    late = replies.is_late(plan, draft.today)
    backs = writes and not locked and reply.may("take_back")
    return ReplyPage(
        own=[_task_row(one, proposed) for one in own],
        others=[_task_row(one, proposed) for one in others],
        rows=[row_of(one, decides=False, edits=is_open, own=True) for one in proposals],
        state=_(replies.BOARD_LABELS[replies.NOTHING if reply.nothing and sent else reply.state]),
        since=reply.since_said if reply.state == ReplyState.SENT else "",
        standing=standing(plan.proposals_due, sent, draft.today) if plan.proposals_due else None,
        locked=locked,
        may_write=is_open,
        may_send=writes and not locked and reply.may("send"),
        may_take_back=backs and not decided and not late,
        why_not_back=_why_not_back(decided=decided, late=late) if backs else "",
    )


def _why_not_back(*, decided: bool, late: bool) -> str:
    if decided:
        return _("Cơ quan soạn đã xem xét một phần đề xuất nên không rút về được.")
    return _("Đã quá hạn gửi đề xuất nên không rút về được.") if late else ""


def _locked(plan: NextPlan) -> str:
    try:
        plan.go("reply")
    except Refused as refused:
        return say(refused)
    return ""


def _task_row(one: replies.Concerned, proposed: Mapping[int | None, int]) -> TaskRow:
    task = one.task
    leads = task.names.get("lead")
    return TaskRow(
        key=task.pk,
        name=str(task),
        role=_(one.role) if one.role else "",
        leading=_("Chủ trì") if leads else _("Thực hiện"),
        lead="; ".join(leads or task.names.get("implement") or []),
        time=time_words(task),
        outputs=task.outputs,
        content=task.content,
        proposed=proposed.get(task.pk),
    )
