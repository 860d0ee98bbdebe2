"""What becomes of an agency's answer at a merger: it passes to the heir."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from nhipcau.agencies.models import Agency, Officer
from nhipcau.kernel import audit, rows
from nhipcau.plans.models import NextReply, Proposal
from nhipcau.plans.next import replies

PASSED_ON = "next_reply.passed_on"


@transaction.atomic
def pass_on(*, predecessor: Agency, successor: Agency, on: date, by: Officer | None) -> int:
    """Give an agency's answers, for plans that are still drawn up, to its heir; returns how many moved.

    Where the heir was asked too, and stands where this one does, its proposals and its word go into that answer; where one has answered and
    the other has not, both stay: the heir reads what was left to it.
    """
    moved = 0
    found = replies.under_way().filter(agency=predecessor)
    for reply in found.select_for_update(of=("self",)).order_by("pk"):
        own = (
            NextReply.objects.filter(next_plan=reply.next_plan_id, agency=successor)
            .select_for_update(of=("self",))
            .first()
        )
        if own is None:
            reply.agency = successor
            reply.save(update_fields=["agency"])
        elif own.state == reply.state:
            proposals = Proposal.objects.filter(reply=reply).update(reply=own)
            own.nothing = own.nothing and not proposals
            if reply.note:
                own.note = "\n".join(filter(None, (own.note, f"{predecessor.name}: {reply.note}")))
            own.save(update_fields=["nothing", "note"])
            rows.removed(reply)
        else:
            continue
        data = {"from": predecessor, "to": successor, "on": on}
        audit.record(PASSED_ON, target=reply.next_plan, by=by, data=audit.plain(data))
        moved += 1
    return moved
