"""The coordinator on agencies' replies: accepts them, or gives single questions back with reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.urls import reverse

from nhipcau.agencies.models import Officer
from nhipcau.agencies.queries.accounts import people_of
from nhipcau.kernel import audit, clock, lists, rows, undo
from nhipcau.kernel.access import demand
from nhipcau.kernel.notifications import notify
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.seen import check_shown
from nhipcau.kernel.sentences import Sentence
from nhipcau.kernel.stated import MOVED
from nhipcau.reports.datacall_states import ReplyState
from nhipcau.reports.datacalls import CallAnswer, CallReply
from nhipcau.reports.permissions import RUN_REPORTS, WRITE_REPORT
from nhipcau.reports.rules import check_reason

ACCEPTED = "data_call.accepted"
UNACCEPTED = "data_call.unaccepted"
RETURNED = "data_call.returned"
RETURN_ENDED = "data_call.return_ended"
RETURNED_NOTICE = "reports.call_returned"
SENTENCES = {"reports.call_returned": N_("Câu trả lời bị trả lại, cần bổ sung: %(call)s")}


@transaction.atomic
def accept(*, replies: Iterable[CallReply], by: Officer, seen: str = "") -> int:
    """Accept replies; all or none.  Returns how many.

    seen: the mark of the page that showed them (``kernel.seen``).  Raises Refused, naming those that cannot be accepted and why,
    also where one was sent anew since.
    """
    demand(by, RUN_REPORTS)
    chosen = list(replies)

    def take(reply: CallReply) -> None:
        held = rows.held(reply)
        held.call.go("take_in")
        check_shown(seen, held)
        held.move("accept", by=by)
        held.save(update_fields=MOVED)
        audit.record(ACCEPTED, target=held.call, by=by, data=_of(held))

    if len(chosen) == 1:  # on its own page there is no list of which it could be taken out
        take(chosen[0])
    else:
        lists.each(chosen, take)
    if chosen:
        data = {"_replies": [one.pk for one in chosen]}
        with undo.offered(ACCEPTED, target=chosen[0].call, by=by, data=data):
            pass  # the agency reads it on its page
    return len(chosen)


def _of(reply: CallReply, **more: Any) -> dict[str, Any]:
    """What the log tells of a reply; by "_reply" it is proven afterwards."""
    told: dict[str, Any] = audit.plain({"agency": reply.agency, "_reply": reply.pk, **more})
    return told


def unaccept(call: Any, data: dict[str, Any], by: Officer) -> None:
    """The counter-action of ``accept``."""
    for reply in CallReply.objects.filter(pk__in=data["_replies"]).order_by("pk"):
        held = rows.held(reply)
        held.move("take_back", by=by)
        held.save(update_fields=MOVED)
        audit.record(UNACCEPTED, target=held.call, by=by, data=_of(held))


@transaction.atomic
def give_back(*, reply: CallReply, reasons: Mapping[int, str], by: Officer) -> CallReply:
    """Give single answers back to their agency, by their questions' keys, each with a reason; only these are open again.

    Raises Refused without a reason, for a question that is not there, and before the agency has answered.
    """
    demand(by, RUN_REPORTS)
    held = rows.held_with(CallReply.objects.select_for_update(of=("self",)), reply.pk, "call", "agency")
    held.call.go("take_in")
    before = held.state
    if not reasons:
        raise Refused(N_("Hãy ghi lý do ở ít nhất một câu cần trả lại."))
    answers = {one.question_id: one for one in held.answers.select_related("question")}
    if reasons.keys() - answers.keys():
        raise Refused(N_("Cơ quan chưa trả lời câu này nên không trả lại được. Hãy tải lại trang."))
    held.move("give_back", by=by)
    held.save(update_fields=MOVED)
    was: dict[str, list[str | bool]] = {}
    for key, reason in reasons.items():
        check_reason(reason)
        answer = answers[key]
        was[str(answer.pk)] = [answer.returned, answer.mended]
        answer.returned, answer.mended = " ".join(reason.split()), False
        answer.save(update_fields=["returned", "mended"])
    audit.record(
        RETURNED,
        target=held.call,
        by=by,
        data=_of(
            held,
            reasons=[f"{answers[key].question.text[:80]}: {why[:300]}" for key, why in reasons.items()],
        ),
    )
    data = {"_reply": held.pk, "_before": before, "_was": was, "_revisions": _revisions(held, reasons)}
    with undo.offered(RETURNED, target=held.call, by=by, data=data):
        _tell(held, "; ".join(reasons.values()))
    return held


def _revisions(reply: CallReply, keys: Iterable[int]) -> dict[str, int]:
    rows_ = CallAnswer.objects.filter(reply=reply, question__in=list(keys))
    return {str(pk): revision for pk, revision in rows_.values_list("pk", "revision")}


def ungive_back(call: Any, data: dict[str, Any], by: Officer) -> None:
    """The counter-action of ``give_back``, before the agency heard of it.  Raises Refused where it has written already."""
    reply = CallReply.objects.get(pk=data["_reply"])
    held = rows.held(reply)
    answers = {str(one.pk): one for one in held.answers.filter(pk__in=list(data["_was"]))}
    if held.state != ReplyState.RETURNED or any(
        one.revision != data["_revisions"][key] for key, one in answers.items()
    ):
        raise Refused(N_("Cơ quan đã sửa câu bị trả lại nên không hoàn tác được nữa."))
    for key, one in answers.items():
        one.returned, one.mended = data["_was"][key]
        one.save(update_fields=["returned", "mended"])
    if data["_before"] != ReplyState.RETURNED:
        held.move("keep" if data["_before"] == ReplyState.SUBMITTED else "keep_accepted", by=by)
        held.save(update_fields=MOVED)
    audit.record(RETURN_ENDED, target=held.call, by=by, data=_of(held))


def _tell(reply: CallReply, why: str) -> None:
    for people in people_of([reply.agency_id], WRITE_REPORT).values():
        notify(
            recipients=people,
            kind=RETURNED_NOTICE,
            once=f"{RETURNED_NOTICE}:{reply.pk}:{clock.now():%Y%m%d%H%M%S}",
            title=Sentence("reports.call_returned", {"call": reply.call.title}),
            text=why[:500],
            url=reverse("reports:call_reply", args=[reply.pk]),
        )
