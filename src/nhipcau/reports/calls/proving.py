"""Whether data calls stand as the log tells: sent, answered in these words, confirmed by those people, accepted or given back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nhipcau.kernel.models import LogEntry
from nhipcau.kernel.proofs import Doubt, iso
from nhipcau.kernel.refusal import N_
from nhipcau.reports.calls import queries
from nhipcau.reports.calls.actions import answering, judging, letters, passing, sending
from nhipcau.reports.datacall_states import SENT, CallState, ReplyState
from nhipcau.reports.datacalls import CallAnswer, CallReply, DataCall

_NOT_SENT = N_("đề nghị “%(call)s”: nhật ký không ghi việc gửi")
_QUESTIONS = N_("đề nghị “%(call)s”: câu hỏi không còn như khi gửi")
_CALL_STATE = N_("đề nghị “%(call)s”: tình trạng không phải tình trạng mà nhật ký ghi")
_LETTER = N_("đề nghị “%(call)s”: nhật ký không ghi việc soạn văn bản trả lời đang gắn với đề nghị")
_STATE = N_("trả lời của %(agency)s cho “%(call)s”: tình trạng không phải tình trạng mà nhật ký ghi")
_CONFIRMED = N_("trả lời của %(agency)s cho “%(call)s”: nhật ký không ghi việc %(who)s xác nhận")
_WORDS = N_("trả lời của %(agency)s cho “%(call)s”: câu “%(question)s” không còn như khi được ghi")
_GONE = N_("đề nghị “%(call)s”: nhật ký ghi %(count)s câu trả lời mà nay không còn")

_CALL_DEEDS = {
    sending.OPENED: CallState.OPEN,
    sending.UNOPENED: CallState.DRAFT,
    sending.CLOSED: CallState.CLOSED,
    sending.REOPENED: CallState.OPEN,
}
_SENDING = (answering.SUBMITTED, answering.ON_PAPER)
_REPLY_DEEDS = {
    **dict.fromkeys(_SENDING, (ReplyState.SUBMITTED,)),
    judging.ACCEPTED: (ReplyState.ACCEPTED,),
    judging.UNACCEPTED: (ReplyState.SUBMITTED,),
    judging.RETURNED: (ReplyState.RETURNED,),
    judging.RETURN_ENDED: (ReplyState.SUBMITTED, ReplyState.ACCEPTED, ReplyState.RETURNED),
}
_PORTION = 1_000


class _Log:
    """What the log tells of data calls, the newest of each: read once, in the order in which it was written."""

    def __init__(self) -> None:
        self.calls: dict[str, LogEntry] = {}
        self.opened: dict[str, LogEntry] = {}
        self.letters: dict[str, set[Any]] = {}
        self.replies: dict[int, LogEntry] = {}
        self.sent: dict[int, LogEntry] = {}
        self.answers: dict[int, str] = {}
        self.written: dict[str, set[int]] = {}
        self.merged: set[str] = set()
        entries = LogEntry.objects.filter(action__startswith="data_call.").order_by("pk")
        for entry in entries.iterator(chunk_size=_PORTION):
            self._take(entry)

    def _take(self, entry: LogEntry) -> None:
        told, call, action = entry.data, entry.record_id, entry.action
        if action in _CALL_DEEDS:
            self.calls[call] = entry
        if action == sending.OPENED:
            self.opened[call] = entry
        if action in _REPLY_DEEDS:
            self.replies[told.get("_reply", 0)] = entry
        if action in _SENDING:
            self.sent[told.get("_reply", 0)] = entry
        if action == answering.ANSWERED:
            marks = {int(key): mark for key, mark in told.get("_answers", {}).items()}
            self.answers |= marks
            self.written.setdefault(call, set()).update(marks)
        if action == letters.DRAFTED:
            self.letters.setdefault(call, set()).add((told.get("letter") or {}).get("id"))
        if action == passing.PASSED_ON:
            self.merged.add(call)


def doubts() -> Iterator[Doubt]:
    """Rows of data calls against the newest that the log tells of each."""
    log = _Log()
    yield from _calls(log)
    yield from _replies(log)
    yield from _answers(log)


def _calls(log: _Log) -> Iterator[Doubt]:
    for call in DataCall.objects.prefetch_related("questions").order_by("pk").iterator(chunk_size=_PORTION):
        said, key = {"call": call.title}, str(call.pk)
        told = log.calls.get(key)
        opened = log.opened.get(key)
        if call.state in SENT and opened is None:
            yield Doubt(_NOT_SENT, said)
        elif call.state != (_CALL_DEEDS[told.action] if told else CallState.DRAFT):
            yield Doubt(_CALL_STATE, said)
        elif opened and call.state in SENT and opened.data.get("_questions") != queries.asked_mark(call):
            yield Doubt(_QUESTIONS, said)
        if call.letter_id is not None and call.letter_id not in log.letters.get(key, ()):
            yield Doubt(_LETTER, said)


def _replies(log: _Log) -> Iterator[Doubt]:
    rows = CallReply.objects.select_related("call", "agency").order_by("pk")
    for reply in rows.iterator(chunk_size=_PORTION):
        said = {"agency": reply.agency.name, "call": reply.call.title}
        told = log.replies.get(reply.pk)
        if reply.state not in (_REPLY_DEEDS[told.action] if told else (ReplyState.WRITING,)):
            yield Doubt(_STATE, said)
        sent = log.sent.get(reply.pk)
        if reply.submitted_on is not None and (sent is None or not _is_told(reply, sent)):
            yield Doubt(_CONFIRMED, {**said, "who": reply.confirmed_name})


def _is_told(reply: CallReply, sent: LogEntry) -> bool:
    """Whether who confirmed a reply, when and how it came, are those of the entry."""
    named = (sent.data.get("confirmed"), sent.data.get("on"))
    if named != (reply.confirmed_name, iso(reply.confirmed_on)):
        return False
    if reply.on_paper:
        return sent.action == answering.ON_PAPER and sent.data.get("number") == reply.paper_number
    return sent.action == answering.SUBMITTED and sent.by_id == reply.confirmed_by_id


def _answers(log: _Log) -> Iterator[Doubt]:
    rows = CallAnswer.objects.select_related("reply__call", "reply__agency", "question").order_by("pk")
    there = set()
    for answer in rows.iterator(chunk_size=_PORTION):
        there.add(answer.pk)
        if log.answers.get(answer.pk) != queries.said_of(answer).mark:
            reply = answer.reply
            said = {
                "agency": reply.agency.name,
                "call": reply.call.title,
                "question": answer.question.text[:120],
            }
            yield Doubt(_WORDS, said)
    titles = {str(key): title for key, title in DataCall.objects.values_list("pk", "title")}
    for call, keys in log.written.items():
        if call not in log.merged and (gone := keys - there):
            yield Doubt(_GONE, {"call": titles.get(call, call), "count": len(gone)})
