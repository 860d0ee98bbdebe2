"""Agencies are asked, and propose: per task or a new one, each with a reason; sent as a whole, or nothing to propose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse

from nhipcau.agencies.models import Agency, Officer
from nhipcau.agencies.queries.accounts import people_of
from nhipcau.kernel import audit, clock, lists, rows, undo
from nhipcau.kernel.access import demand
from nhipcau.kernel.notifications import notify
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.sentences import Sentence
from nhipcau.kernel.standing import written
from nhipcau.kernel.stated import MOVED
from nhipcau.plans.actions.urging import Urged
from nhipcau.plans.models import NextPlan, NextReply, NextTask, Proposal
from nhipcau.plans.next import replies, rules
from nhipcau.plans.next.actions import writing
from nhipcau.plans.next.permissions import DRAFT_NEXT_PLAN, PROPOSE_NEXT
from nhipcau.plans.next_states import ProposalState, ReplyState, Wish
from nhipcau.plans.timing_words import time_written

ASKED = "next_plan.proposals_asked"
URGED = "next_plan.proposals_urged"
ADDED = "next_reply.proposal_added"
EDITED = "next_reply.proposal_edited"
REMOVED = "next_reply.proposal_removed"
SENT = "next_reply.sent"
TAKEN_BACK = "next_reply.taken_back"
ASKED_NOTICE, URGED_NOTICE, SENT_NOTICE = "plans.next_asked", "plans.next_urged", "plans.next_sent"
SENTENCES = {
    "plans.next_asked": N_("Đề xuất nhiệm vụ cho kế hoạch năm %(year)s trước hết ngày %(day)s"),
    "plans.next_urged": N_("Đôn đốc: gửi đề xuất của %(agency)s cho kế hoạch năm %(year)s"),
    "plans.next_urged.by": N_("Hạn gửi đề xuất: %(day)s. Không có gì đề xuất thì bấm “Không có đề xuất”."),
    "plans.next_sent": N_("%(agency)s gửi đề xuất cho kế hoạch năm %(year)s"),
}
WORDS = ("title", "content", "timing_text", "outputs", "budget")
PROPOSAL = ("wish", "task", *WORDS, "reason")
_ASKING = ("proposals_due", "asked_at", "asked_by_id")


def address(reply: NextReply) -> str:
    """The page of an agency's answer."""
    return reverse("plans:next_reply", args=[reply.pk])


@transaction.atomic
def ask(
    *, next_plan: NextPlan, agencies: Iterable[Agency], due: date, today: date, by: Officer
) -> int:  # fmt: skip
    """Ask agencies to propose by a day; those that were asked before keep their answer, and hear of another day.  Returns how
    many are asked anew.  Raises Refused for a day that is over, and where nobody is chosen."""
    demand(by, DRAFT_NEXT_PLAN, next_plan.drafter)
    rules.check_asking(due=due, today=today)
    held = writing.hold_open(next_plan)
    held.go("ask")
    have = {reply.agency_id: reply for reply in held.replies.select_related("agency")}
    fresh = [agency for agency in agencies if agency.pk not in have]
    if not fresh and not have:
        raise Refused(N_("Hãy chọn ít nhất một cơ quan để lấy đề xuất."))
    if not fresh and held.proposals_due == due:
        raise Refused(N_("Các cơ quan này đã được hỏi, hạn vẫn như cũ."))
    for agency in fresh:
        if not agency.is_alive(today):
            raise Refused(N_("%(agency)s không còn hoạt động%(since)s. Hãy hỏi cơ quan tiếp nhận."), agency=agency.name, since=agency.ended().told)  # fmt: skip
    before = {name: getattr(held, name) for name in _ASKING}
    moved = held.proposals_due != due
    held.proposals_due, held.asked_at, held.asked_by = due, clock.now(), by
    held.save(update_fields=["proposals_due", "asked_at", "asked_by"])
    made = NextReply.objects.bulk_create(
        [NextReply(next_plan=held, agency=one, state_by=by) for one in fresh]
    )
    data = {"agencies": len(made), "due": due}
    audit.record(ASKED, target=held, by=by, data=audit.plain(data))
    kept = {"_made": [reply.pk for reply in made], "_before": before}
    with undo.offered(ASKED, target=held, by=by, data=audit.plain(kept)):
        waiting = [reply for reply in have.values() if reply.state == ReplyState.ASKED] if moved else []
        _tell_asked(held, [*made, *waiting], due)
    return len(made)


def unask(next_plan: NextPlan, data: dict[str, Any], by: Officer) -> None:
    """The counter-action of ``ask``, before anybody heard of it."""
    held = writing.hold_open(next_plan)
    made = NextReply.objects.filter(next_plan=held, pk__in=data["_made"])
    if (
        Proposal.objects.filter(reply__in=made).exists()
        or made.exclude(state=ReplyState.ASKED.value).exists()
    ):
        raise Refused(N_("Đã có cơ quan đề xuất nên không hoàn tác được."))
    made.delete()
    for name, value in data["_before"].items():
        setattr(held, name, value)
    held.save(update_fields=["proposals_due", "asked_at", "asked_by"])


def _tell_asked(held: NextPlan, asked: Iterable[NextReply], due: date) -> None:
    found = list(asked)
    people = people_of([reply.agency_id for reply in found], PROPOSE_NEXT)
    for reply in found:
        notify(
            recipients=people.get(reply.agency_id, ()),
            kind=ASKED_NOTICE,
            once=f"{ASKED_NOTICE}:{reply.pk}:{due.isoformat()}",
            title=Sentence("plans.next_asked", {"year": held.year, "day": written(due)}),
            text=held.title[:500],
            url=address(reply),
        )


@transaction.atomic
def urge(*, next_plan: NextPlan, agencies: Iterable[Agency], today: date, by: Officer) -> Urged:
    """Remind agencies that have not answered, each once a day.  Raises Refused, naming them, for those that have, and where
    nobody is left."""
    demand(by, DRAFT_NEXT_PLAN, next_plan.drafter)
    next_plan.go("ask")
    chosen = list(agencies)
    open_replies = next_plan.replies.filter(state=ReplyState.ASKED.value)
    waiting = {reply.agency_id: reply for reply in open_replies.order_by("pk")}

    def check(agency: Agency) -> None:
        if agency.pk not in waiting:
            raise Refused(N_("đã trả lời, hoặc chưa được hỏi."))

    lists.each(chosen, check)
    if not chosen:
        raise Refused(N_("Không còn cơ quan nào chưa trả lời."))
    people = people_of([agency.pk for agency in chosen], PROPOSE_NEXT)
    due = written(next_plan.proposals_due) if next_plan.proposals_due else "–"
    told: list[Agency] = []

    def tell() -> int:
        for agency in chosen:
            reply = waiting[agency.pk]
            if notify(
                recipients=people.get(agency.pk, ()),
                kind=URGED_NOTICE,
                once=f"{URGED_NOTICE}:{reply.pk}:{today.isoformat()}",
                title=Sentence("plans.next_urged", {"year": next_plan.year, "agency": agency.name}),
                text=Sentence("plans.next_urged.by", {"day": due}),
                url=address(reply),
            ):
                told.append(agency)
        return len(told)

    undo.telling(URGED, target=next_plan, by=by, tell=tell)
    if told:
        audit.record(URGED, target=next_plan, by=by, data=audit.plain({"agencies": len(told)}))
    without = tuple(agency for agency in chosen if not people.get(agency.pk))
    before = tuple(agency for agency in chosen if agency not in told and agency not in without)
    return Urged(tuple(told), before, without)


# --- an agency's answer ---


def hold_reply(reply: NextReply) -> NextReply:
    """An answer as it stands now, locked behind its draft.  Raises Refused where the draft is closed or signed."""
    held = writing.hold_open(reply.next_plan)
    held.go("reply")
    found = NextReply.objects.select_for_update(of=("self",))
    kept = rows.held_with(found, reply.pk, "agency", "state_by")
    kept.next_plan = held
    return kept


@transaction.atomic
def propose(*, reply: NextReply, fields: Mapping[str, Any], by: Officer) -> Proposal:
    """Write one more proposal (``PROPOSAL``); of a task only the words that differ from the draft's are kept.  Raises Refused
    once the answer was sent, for one that nobody could take up, and for too many."""
    demand(by, PROPOSE_NEXT, reply.agency)
    kept = hold_reply(reply)
    kept.go("write")
    if kept.proposals.count() >= rules.MOST_PROPOSALS:
        raise Refused(N_("Mỗi cơ quan gửi được nhiều nhất %(most)s đề xuất."), most=rules.MOST_PROPOSALS)
    proposal = Proposal(reply=kept, edited_by=by, state_by=by)
    _write(proposal, fields)
    if proposal.task is not None and proposed_to(kept, proposal.task) is not None:
        raise Refused(N_("Cơ quan đã có đề xuất về nhiệm vụ này. Hãy sửa hoặc xóa đề xuất ấy."))
    proposal.save()
    audit.record(ADDED, target=kept.next_plan, by=by, data=_data(proposal), after=_snapshot(proposal))
    return proposal


def proposed_to(reply: NextReply, task: NextTask) -> Proposal | None:
    """What an agency proposes to a task: one wish, so that nobody has to choose between two."""
    return reply.proposals.filter(task=task).order_by("pk").first()


@transaction.atomic
def edit_proposal(*, proposal: Proposal, fields: Mapping[str, Any], seen: int, by: Officer) -> Proposal:
    """Change a proposal before it is sent.  seen: how often it had been changed when the form was made."""
    demand(by, PROPOSE_NEXT, proposal.reply.agency)
    kept = hold_reply(proposal.reply)
    kept.go("write")
    held = rows.held(proposal)
    held.reply = kept
    _check_undecided(held)
    if held.edited != seen:
        raise Refused(N_("Người khác trong cơ quan vừa sửa đề xuất này. Phần bạn viết vẫn ở trong ô; hãy đối chiếu rồi lưu lại."))  # fmt: skip
    before = _snapshot(held)
    _write(held, fields)
    after = _snapshot(held)
    if after == before:
        return held
    writing.touch(held, by)
    held.save()
    audit.record(EDITED, target=kept.next_plan, by=by, data=_data(held), before=before, after=after)
    return held


@transaction.atomic
def remove_proposal(*, proposal: Proposal, by: Officer) -> None:
    """Take a proposal out before it is sent; what it said stays in the log."""
    demand(by, PROPOSE_NEXT, proposal.reply.agency)
    kept = hold_reply(proposal.reply)
    kept.go("write")
    held = rows.held(proposal)
    held.reply = kept
    _check_undecided(held)
    data, before = _data(held), _snapshot(held)
    rows.removed(held)
    audit.record(REMOVED, target=kept.next_plan, by=by, data=data, before=before)


@transaction.atomic
def send(*, reply: NextReply, nothing: bool, note: str, by: Officer) -> NextReply:
    """Send the answer; with nothing: that the agency has nothing to propose.  Raises Refused for an answer that says nothing,
    or both."""
    demand(by, PROPOSE_NEXT, reply.agency)
    kept = hold_reply(reply)
    kept.go("send")
    rules.check_sending(proposals=kept.proposals.count(), nothing=nothing)
    before = {"at": kept.sent_at, "by": kept.sent_by_id, "note": kept.note}
    kept.move("send", by=by)
    kept.nothing, kept.note, kept.sent_at, kept.sent_by = nothing, note.strip(), kept.state_at, by
    kept.save(update_fields=[*MOVED, "nothing", "note", "sent_at", "sent_by"])
    data = {"agency": kept.agency, "proposals": kept.proposals.count(), "nothing": nothing}
    audit.record(SENT, target=kept.next_plan, by=by, data=audit.plain(data))
    with undo.offered(SENT, target=kept, by=by, data={"_before": audit.plain(before)}):
        if not nothing:
            _tell_sent(kept, by)
    return kept


def _tell_sent(kept: NextReply, by: Officer) -> None:
    plan = kept.next_plan
    people = people_of([plan.drafter_id], DRAFT_NEXT_PLAN).get(plan.drafter_id, ())
    notify(
        recipients=[each for each in people if each.pk != by.pk],
        kind=SENT_NOTICE,
        once=f"{SENT_NOTICE}:{kept.pk}:{kept.sent_at}",
        title=Sentence("plans.next_sent", {"agency": kept.agency.name, "year": plan.year}),
        text=kept.note[:500],
        url=f"{writing.address(plan)}#de-xuat",
    )


def unsend(reply: NextReply, data: dict[str, Any], by: Officer) -> None:
    """The counter-action of ``send``, before anybody heard of it."""
    kept = hold_reply(reply)
    _check_all_undecided(kept)
    kept.move("take_back", by=by)
    before = data["_before"]
    kept.nothing, kept.note, kept.sent_at, kept.sent_by_id = False, before["note"], before["at"], before["by"]
    kept.save(update_fields=[*MOVED, "nothing", "note", "sent_at", "sent_by"])


@transaction.atomic
def take_back(*, reply: NextReply, today: date, by: Officer) -> None:
    """Take an answer back to change it.  Raises Refused past the day by which it was asked, and once something of it was
    decided on."""
    demand(by, PROPOSE_NEXT, reply.agency)
    kept = hold_reply(reply)
    kept.go("take_back")
    if replies.is_late(kept.next_plan, today):
        raise Refused(
            N_("Đã quá hạn gửi đề xuất (%(day)s) nên không rút về được. Hãy liên hệ cơ quan soạn kế hoạch."),
            day=written(kept.next_plan.proposals_due) if kept.next_plan.proposals_due else "–",
        )
    _check_all_undecided(kept)
    kept.move("take_back", by=by)
    kept.nothing = False
    kept.save(update_fields=[*MOVED, "nothing"])
    audit.record(TAKEN_BACK, target=kept.next_plan, by=by, data=audit.plain({"agency": kept.agency}))


def _check_undecided(proposal: Proposal) -> None:
    """Raise Refused for one that was taken up or declined: its words stay those that were judged."""
    if proposal.state != ProposalState.OPEN:
        raise Refused(N_("Đề xuất này đã được xem xét nên không sửa, không xóa được."))


def _check_all_undecided(reply: NextReply) -> None:
    if reply.proposals.exclude(state=ProposalState.OPEN.value).exists():
        raise Refused(N_("Cơ quan soạn đã xem xét một phần đề xuất nên không rút về được."))


def _write(proposal: Proposal, fields: Mapping[str, Any]) -> None:
    for name in PROPOSAL:
        if name in fields:
            setattr(proposal, name, fields[name])
    task: NextTask | None = proposal.task
    if proposal.wish == Wish.NEW:
        proposal.task = None
    elif task is not None:
        if task.next_plan_id != proposal.reply.next_plan_id or task.left_out:
            raise Refused(N_("Nhiệm vụ này không còn trong dự thảo. Hãy tải lại trang."))
        for name in WORDS:
            stands = (
                time_written(task.timing_text, task.timing) if name == "timing_text" else getattr(task, name)
            )
            same = " ".join(getattr(proposal, name).split()) == " ".join(stands.split())
            if same or proposal.wish == Wish.END:
                setattr(proposal, name, "")
    rules.check_proposal(
        wish=proposal.wish,
        has_task=proposal.task is not None,
        title=proposal.title,
        changes=any(getattr(proposal, name).strip() for name in WORDS),
        reason=proposal.reason,
    )


def _snapshot(proposal: Proposal) -> audit.Snapshot:
    plain = {f"task_{name}": getattr(proposal, name) for name in WORDS}
    return {"wish": proposal.wish, "reason": proposal.reason, **plain}


def _data(proposal: Proposal) -> Any:
    about = proposal.task or proposal.title
    return audit.plain({"agency": proposal.reply.agency, "task": str(about)[:160]})
