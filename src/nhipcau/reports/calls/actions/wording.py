"""What the coordinator writes in place of agencies' sentences in the answer to a data call."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from nhipcau.agencies.models import Officer
from nhipcau.kernel import audit, rows
from nhipcau.kernel.access import demand
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.reports.calls import queries
from nhipcau.reports.datacalls import CallWording, DataQuestion
from nhipcau.reports.gathering import Gathered
from nhipcau.reports.permissions import RUN_REPORTS
from nhipcau.reports.rules import check_text

WORDED = "data_call.worded"
LEFT_OUT = "data_call.left_out"
ENDED = "data_call.wording_ended"


@transaction.atomic
def word(*, question: DataQuestion, members: Sequence[str], text: str, by: Officer) -> CallWording:
    """Write another sentence in place of a group's.  Raises Refused for no words, or a group that is no more."""
    if not text.strip():
        raise Refused(N_("Hãy viết câu thay thế, hoặc bấm “Không đưa vào”."))
    check_text(text)
    return _put(question, members, " ".join(text.split()), by)


@transaction.atomic
def leave_out(*, question: DataQuestion, members: Sequence[str], by: Officer) -> CallWording:
    """Leave a group's sentence out of the answer; it stays in the agencies'."""
    return _put(question, members, "", by)


@transaction.atomic
def restore(*, question: DataQuestion, members: Sequence[str], by: Officer) -> None:
    """Let the agencies' words stand again."""
    demand(by, RUN_REPORTS)
    held = _held(question)
    one = _found(held, members)
    if one.wording is None:
        return
    one.wording.delete()
    audit.record(
        ENDED, target=held.call, by=by, data={"question": held.text[:120], "text": one.group.text[:300]}
    )


def _put(question: DataQuestion, members: Sequence[str], text: str, by: Officer) -> CallWording:
    """text: "" leaves the group out."""
    demand(by, RUN_REPORTS)
    held = _held(question)
    one = _found(held, members)
    if one.wording is not None:
        if (one.wording.text, one.wording.is_out) == (text, not text):
            return CallWording.objects.get(pk=one.wording.pk)
        one.wording.delete()
    made = CallWording.objects.create(
        question=held, members=list(one.member_keys), text=text, is_out=not text, written_by=by
    )
    audit.record(
        WORDED if text else LEFT_OUT,
        target=held.call,
        by=by,
        data={"question": held.text[:120], "text": text[:300], "before": one.text[:300]},
    )
    return made


def _held(question: DataQuestion) -> DataQuestion:
    """Locked, so that of two who word one group the second finds what the first wrote."""
    held = rows.held(question)
    held.call = question.call
    return held


def _found(question: DataQuestion, members: Sequence[str]) -> Gathered:
    """The group that a form speaks of, wherever its sentences stand now."""
    wanted = set(members)
    lines = queries.merged(question.call, queries.taken_in(question.call)).get(question.pk, [])
    found = [one for one in lines if wanted & set(one.member_keys)]
    if not found:
        raise Refused(N_("Câu này đã thay đổi vì có cơ quan sửa câu trả lời. Hãy tải lại trang."))
    return max(found, key=lambda one: len(wanted & set(one.member_keys)))
