"""What becomes of an agency's unanswered data calls at a merger."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from nhipcau.agencies.models import Agency, Officer
from nhipcau.kernel import audit
from nhipcau.reports.calls import queries
from nhipcau.reports.datacall_states import ANSWERED
from nhipcau.reports.datacalls import CallReply, CallReplyQuerySet

PASSED_ON = "data_call.passed_on"


def under_way() -> CallReplyQuerySet:
    """What agencies still have to answer."""
    return CallReply.objects.to_write()


@transaction.atomic
def pass_on(*, predecessor: Agency, successor: Agency, on: date, by: Officer | None) -> int:
    """Give an agency's unanswered calls to its heir; returns how many moved.

    Where the heir is asked too and still writes, it takes over what it has not answered itself; where it has answered, the
    predecessor's stays as it stands, for a person.
    """
    moved = 0
    for held in under_way().filter(agency=predecessor).select_for_update(of=("self",)).order_by("pk"):
        own = (
            CallReply.objects.filter(call=held.call_id, agency=successor)
            .select_for_update(of=("self",))
            .first()
        )
        if own is not None and own.state in ANSWERED:
            continue
        if own is None:
            held.agency = successor
            held.ready_at = held.ready_by = None
            held.save(update_fields=["agency", "ready_at", "ready_by"])
        else:
            _into(own, held)
        audit.record(
            PASSED_ON,
            target=held.call,
            by=by,
            data=audit.plain({"from": predecessor, "to": successor, "on": on}),
        )
        moved += 1
    return moved


def _into(own: CallReply, held: CallReply) -> None:
    """What the heir has not answered comes from the predecessor, whose reply is no more."""
    theirs = queries.answers_of(own)
    for key, answer in queries.answers_of(held).items():
        if queries.said_of(theirs.get(key)).is_empty:
            if key in theirs:
                theirs[key].delete()
            answer.reply = own
            answer.save(update_fields=["reply"])
    held.delete()
