"""The drafting agency decides on what agencies propose: takes it up (word for word, or as written by a person) or declines
it with a reason; the agency is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from nhipcau.agencies.models import Officer
from nhipcau.agencies.queries.accounts import people_of
from nhipcau.engines.vntext import find_timing
from nhipcau.kernel import audit, clock, rows, undo
from nhipcau.kernel.access import demand
from nhipcau.kernel.notifications import notify
from nhipcau.kernel.proofs import mark_of
from nhipcau.kernel.refusal import N_, Refused, Words
from nhipcau.kernel.seen import check_shown
from nhipcau.kernel.sentences import Sentence
from nhipcau.kernel.stated import MOVED
from nhipcau.plans.models import NextPlan, NextTask, Proposal
from nhipcau.plans.next import rules
from nhipcau.plans.next.actions import arranging, proposing, writing
from nhipcau.plans.next.permissions import DRAFT_NEXT_PLAN, PROPOSE_NEXT, WITHDRAWN
from nhipcau.plans.next_states import ReplyState, Wish
from nhipcau.plans.rules import DutyRole

Json = dict[str, Any]
TAKEN = "next_plan.proposal_taken"
DECLINED = "next_plan.proposal_declined"
UNDECIDED = "next_plan.proposal_undecided"
NOTICE = "plans.next_decided"
SENTENCES = {
    "plans.next_taken": N_("Đề xuất của %(agency)s cho kế hoạch năm %(year)s được tiếp thu"),
    "plans.next_declined": N_("Đề xuất của %(agency)s cho kế hoạch năm %(year)s không được tiếp thu"),
}
_WRITTEN_ON = N_("Nhiệm vụ vừa được sửa tiếp nên không hoàn tác được.")
_STOOD = (*writing.TASK, "left_out", "reason")


@transaction.atomic
def take(
    *, proposal: Proposal, by: Officer, fields: Mapping[str, Any] | None = None, seen: str = "", note: str = ""
) -> NextTask:  # fmt: skip
    """Take a proposal up: word for word, or as ``fields`` of the task have it; returns the task that carries it.

    seen: the mark of the page that showed it (``queries.shown_of``).  Raises Refused for one that was decided on, that the agency or the
    draft words otherwise by now, and for a task that is in the draft no more.
    """
    demand(by, DRAFT_NEXT_PLAN, proposal.reply.next_plan.drafter)
    held, kept = _held(proposal)
    kept.go("take")
    task = _task(held, kept)
    check_shown(seen, kept.reply, kept, task if kept.task is not None else None)
    stood = {name: getattr(task, name) for name in _STOOD} if task is not None else None
    before, ended = kept.made_id, list[NextTask]()
    if task is not None and kept.wish == Wish.END and fields is None:
        made, ended = arranging.end(held, task, f"{kept.reply.agency.name}: {kept.reason}", by)
    elif task is None:
        fresh = NextTask(next_plan=held, edited_by=by)
        made = writing.keep_new(held, fresh, fields or _as_proposed(held, kept), by)
    else:
        made = writing.rewrite(held, task, fields or _changed(held, kept), by)
    kept.move("take", by=by)
    kept.decided_reason, kept.made = note.strip(), made
    kept.save(update_fields=[*MOVED, "decided_reason", "made"])
    audit.record(TAKEN, target=held, by=by, data=_judged(kept) | {"_made": made.pk})
    kept_before = {"_stood": audit.plain(stood), "_edited": made.edited, "_made": before}
    data = kept_before | {"_ended": [one.pk for one in ended]}
    with undo.offered(TAKEN, target=kept, by=by, data=data):
        _tell(held, kept, "plans.next_taken", by)
    return made


def untake(proposal: Proposal, data: dict[str, Any], by: Officer) -> None:
    """The counter-action of ``take``: the task is again as it stood.  Raises Refused where somebody wrote on it since."""
    held, kept = _held(proposal)
    made = kept.made
    kept.move("undecide", by=by)
    kept.decided_reason, kept.made_id = "", data["_made"]
    kept.save(update_fields=[*MOVED, "decided_reason", "made"])
    audit.record(UNDECIDED, target=held, by=by, data=_data(kept))
    if made is None:
        return
    task = writing.held_task(held, made)
    if task.edited != data["_edited"]:
        raise Refused(_WRITTEN_ON)
    if data["_stood"] is None:
        if task.proposals.exists() or task.children.exists():
            raise Refused(_WRITTEN_ON)
        rows.removed(task)
    elif data["_ended"]:
        arranging.bring_back(held, data["_ended"], by)
    else:
        writing.rewrite(held, task, data["_stood"], by)
    writing.touched_by(held, by)


@transaction.atomic
def decline(*, proposal: Proposal, reason: str, by: Officer, seen: str = "") -> None:
    """Decline a proposal; the agency reads the reason.

    seen: the mark of the page that showed it (``queries.shown_of``).  Raises Refused without a reason, and for one that the agency or the
    draft words otherwise by now.
    """
    demand(by, DRAFT_NEXT_PLAN, proposal.reply.next_plan.drafter)
    rules.check_declining(reason)
    held, kept = _held(proposal)
    check_shown(seen, kept.reply, kept, kept.task)
    kept.move("decline", by=by)
    kept.decided_reason = reason.strip()
    kept.save(update_fields=[*MOVED, "decided_reason"])
    audit.record(DECLINED, target=held, by=by, data=_judged(kept))
    with undo.offered(DECLINED, target=kept, by=by):
        _tell(held, kept, "plans.next_declined", by)


def undecline(proposal: Proposal, data: dict[str, Any], by: Officer) -> None:
    """The counter-action of ``decline``."""
    held, kept = _held_undecided(proposal, by)
    audit.record(UNDECIDED, target=held, by=by, data=_data(kept))


@transaction.atomic
def judge_anew(*, proposal: Proposal, by: Officer) -> None:
    """Look at a decided proposal again; what it made of the draft stays until it is changed."""
    demand(by, DRAFT_NEXT_PLAN, proposal.reply.next_plan.drafter)
    held, kept = _held_undecided(proposal, by)
    audit.record(UNDECIDED, target=held, by=by, data=_data(kept))


def _held_undecided(proposal: Proposal, by: Officer) -> tuple[NextPlan, Proposal]:
    held, kept = _held(proposal)
    kept.move("undecide", by=by)
    kept.decided_reason = ""  # what it made stays, and is found again where it is taken up once more
    kept.save(update_fields=[*MOVED, "decided_reason"])
    return held, kept


def _held(proposal: Proposal) -> tuple[NextPlan, Proposal]:
    """The draft and the proposal as they stand now, locked."""
    held = writing.hold_open(proposal.reply.next_plan)
    held.go("decide")
    found = Proposal.objects.select_for_update(of=("self",))
    kept = rows.held_with(found, proposal.pk, "reply__agency", "reply__sent_by", "task", "made", "state_by")
    if kept.reply.state != ReplyState.SENT:
        raise Refused(WITHDRAWN)
    kept.reply.next_plan = held
    return held, kept


def _task(held: NextPlan, kept: Proposal) -> NextTask | None:
    """The task that it is about; of a new one the task that it made when it was taken up before; None: there is none yet."""
    about = kept.task or kept.made
    if about is None:
        return None
    task = writing.held_task(held, about)
    if task.left_out and kept.wish != Wish.END:
        raise Refused(N_("Nhiệm vụ này đã được ghi là không đưa vào kế hoạch. Hãy đưa lại vào trước."))
    return task


def _changed(held: NextPlan, kept: Proposal) -> Json:
    """The words that a proposal changes; its time is read as that of every plan."""
    fields: Json = {name: getattr(kept, name) for name in proposing.WORDS if getattr(kept, name).strip()}
    if words := fields.get("timing_text"):
        fields["timing"] = timing_in(words, held.year)
    return fields


def _as_proposed(held: NextPlan, kept: Proposal) -> Json:
    """A new task in the agency's words, which leads it; its heirs do where it is no more."""
    agency = kept.reply.agency
    leads = agency.heirs(clock.today()) or [agency]
    return _changed(held, kept) | {"names": {DutyRole.LEAD.value: [one.name for one in leads]}}


def timing_in(words: str, year: int) -> Json | None:
    """The time that words tell, in the reading's form; None where none can be read."""
    found = find_timing(words, year)
    return found.timing.to_json() if found is not None else None


def prefilled(proposal: Proposal) -> Json:
    """The first values of a task's form with a proposal's words in it."""
    held = proposal.reply.next_plan
    return _as_proposed(held, proposal) if proposal.task is None else _changed(held, proposal)


def _data(kept: Proposal) -> Any:
    about = kept.task or kept.title
    words = {"agency": kept.reply.agency, "task": str(about)[:160], "wish": Words(kept.wish)}
    return audit.plain(words | {"_proposal": kept.pk})


def _judged(kept: Proposal) -> Any:
    """The same of one that was decided on just now, with all by which that is proven (``proving_drafts``)."""
    why = {"reason": kept.decided_reason} if kept.decided_reason else {}
    return _data(kept) | why | {"_at": moment_of(kept), "_words": words_mark(kept)}


def moment_of(proposal: Proposal) -> str:
    """When it was brought where it stands, whatever zone its hour is read in."""
    return f"{proposal.state_at.timestamp():.6f}" if proposal.state_at else ""


def words_mark(proposal: Proposal) -> str:
    """What an agency proposes, as one word for the log."""
    return mark_of(
        {name: getattr(proposal, name) for name in (*proposing.WORDS, "wish", "reason", "task_id")}
    )


def _tell(held: NextPlan, kept: Proposal, sentence: str, by: Officer) -> None:
    people = people_of([kept.reply.agency_id], PROPOSE_NEXT).get(kept.reply.agency_id, ())
    told = {kept.reply.sent_by, *people} - {None, by}
    notify(
        recipients=[each for each in told if each is not None],
        kind=NOTICE,
        once=f"{NOTICE}:{kept.pk}:{kept.state}:{kept.state_at}",
        title=Sentence(sentence, {"agency": kept.reply.agency.name, "year": held.year}),
        text="\n".join(filter(None, (str(kept.task or kept.title)[:300], kept.decided_reason))),
        url=proposing.address(kept.reply),
    )
