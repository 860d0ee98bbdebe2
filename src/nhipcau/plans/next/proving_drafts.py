"""Whether proposals for the next plan were decided as the log tells, and what was taken up stands in the draft as it was written.

Entries from before proposals and tasks were named in them prove nothing of one of them, and are counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from nhipcau.kernel.models import LogEntry
from nhipcau.kernel.proofs import Doubt
from nhipcau.kernel.refusal import N_
from nhipcau.plans.models import NextTask, Proposal
from nhipcau.plans.next.actions import deciding, writing
from nhipcau.plans.next_states import ProposalState, ReplyState

_DECIDED = N_(
    "đề xuất “%(proposal)s” của %(agency)s (%(plan)s): nhật ký không ghi việc xem xét như đang ghi ở đề xuất"
)
_UNDECIDED = N_(
    "đề xuất “%(proposal)s” của %(agency)s (%(plan)s): nhật ký ghi đã xem xét mà đề xuất ở tình trạng khác"
)
_WORDS = N_("đề xuất “%(proposal)s” của %(agency)s (%(plan)s): lời văn không còn như khi được xem xét")
_NOT_SENT = N_("đề xuất “%(proposal)s” của %(agency)s (%(plan)s): đã được xem xét mà cơ quan chưa gửi")
_NOWHERE = N_(
    "đề xuất “%(proposal)s” của %(agency)s (%(plan)s): đã tiếp thu mà dự thảo không có nhiệm vụ theo nhật ký"
)
_TASK = N_("%(plan)s: nhiệm vụ “%(task)s” của dự thảo khác lời văn mà nhật ký ghi")
_PORTION = 1_000
_STATES = {
    deciding.TAKEN: ProposalState.TAKEN,
    deciding.DECLINED: ProposalState.DECLINED,
    deciding.UNDECIDED: ProposalState.OPEN,
}


def doubts() -> Iterator[Doubt]:
    """Each proposal against the newest that the log tells of it, each task of a draft against its newest words."""
    newest, unnamed, words = _told()
    rows = Proposal.objects.select_related("reply__agency", "reply__next_plan", "task").order_by("pk")
    for one in rows.iterator(chunk_size=_PORTION):
        plan = one.reply.next_plan
        said = {"proposal": str(one.task or one)[:80], "agency": one.reply.agency.name, "plan": str(plan)}
        entry = newest.get(one.pk)
        if entry is None and one.state != ProposalState.OPEN and unnamed[(str(plan.pk), one.state)] > 0:
            unnamed[(str(plan.pk), one.state)] -= 1
        elif one.state == ProposalState.OPEN:
            if entry is not None and _STATES[entry.action] != ProposalState.OPEN:
                yield Doubt(_UNDECIDED, said)
        elif entry is None or _STATES[entry.action] != one.state or not _is_told(one, entry):
            yield Doubt(_DECIDED, said)
        elif one.reply.state != ReplyState.SENT:
            yield Doubt(_NOT_SENT, said)
        elif entry.data.get("_words") != deciding.words_mark(one):
            yield Doubt(_WORDS, said)
        elif one.state == ProposalState.TAKEN and (one.made_id is None or one.made_id != entry.data["_made"]):
            yield Doubt(_NOWHERE, said)
    tasks = NextTask.objects.select_related("next_plan").order_by("pk")
    for task in tasks.iterator(chunk_size=_PORTION):
        if words.get(task.pk) not in (None, writing.words_mark(task)):
            yield Doubt(_TASK, {"plan": str(task.next_plan), "task": str(task)[:80]})


def _told() -> tuple[dict[int, LogEntry], Counter[tuple[str, str]], dict[int, str]]:
    """The newest entry of each proposal; (plan, state) → how many entries name no proposal; the newest words of each task."""
    newest: dict[int, LogEntry] = {}
    unnamed: Counter[tuple[str, str]] = Counter()
    words: dict[int, str] = {}
    actions = [*_STATES, writing.TASK_ADDED, writing.TASK_EDITED]
    for entry in LogEntry.objects.filter(action__in=actions).order_by("pk").iterator(chunk_size=_PORTION):
        if entry.action not in _STATES:
            if "_task" in entry.data:
                words[entry.data["_task"]] = entry.data["_as"]
        elif "_proposal" in entry.data:
            newest[entry.data["_proposal"]] = entry
        else:
            unnamed[(entry.record_id, _STATES[entry.action])] += 1
    return newest, unnamed, words


def _is_told(one: Proposal, entry: LogEntry) -> bool:
    """Whether who decided, when, and the word given with it are those of the entry."""
    told = (entry.by_id, entry.data.get("_at"), entry.data.get("reason", ""))
    return told == (one.state_by_id, deciding.moment_of(one), one.decided_reason)
