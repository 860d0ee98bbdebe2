"""Mergers: one agency's work passes to another on a day, and every floor above is told (``open_work``)."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from nhipcau.agencies import rules
from nhipcau.agencies.actions.handing_on import tell_heir
from nhipcau.agencies.actions.registry import in_turn
from nhipcau.agencies.actions.roles import move_roles
from nhipcau.agencies.models import Agency, Officer, Succession
from nhipcau.agencies.open_work import pass_work_on
from nhipcau.kernel import audit, rows


@transaction.atomic
def merge(
    *,
    predecessor: Agency,
    successor: Agency,
    on: date,
    what: str = "",
    document: str = "",
    by: Officer | None,
    today: date,
    move_work: bool = True,
) -> Succession:
    """Record that ``successor`` takes over from ``predecessor`` on a day, which has come.

    The predecessor's last day becomes the day before; its open tasks move, its history stays.
    An agency divided among several gets one call each with the same day; ``move_work`` says to which
    of them the open tasks go.  A day still to come is refused: work would move too early.
    Raises Refused.
    """
    in_turn()
    predecessor = rows.held(predecessor)
    successor = Agency.objects.get(
        pk=successor.pk
    )  # as it stands now: it may have been merged away meanwhile
    last_day = on - timedelta(days=1)
    rules.check_merger(
        predecessor_alive=predecessor.is_alive(last_day),
        ended=predecessor.ended,
        same=predecessor.pk == successor.pk,
        successor_from=successor.valid_from,
        successor_to=successor.valid_to,
        on=on,
    )
    rules.check_merger_day(
        on=on,
        today=today,
        recorded=Succession.objects.filter(predecessor=predecessor, successor=successor).exists(),
        ended=predecessor.ended,
        leads_back=Succession.objects.lineage().leads(successor.pk, predecessor.pk),
    )
    before = audit.snapshot(predecessor, ["valid_to"])
    predecessor.valid_to = last_day
    predecessor.save(update_fields=["valid_to"])
    step = Succession.objects.create(
        predecessor=predecessor, successor=successor, on=on, what=what, document=document
    )
    moved = 0
    if move_work:
        moved = pass_work_on(predecessor=predecessor, successor=successor, on=on, by=by)
        _move_accounts(predecessor, successor, by)
        move_roles(predecessor=predecessor, successor=successor, on=on, by=by)
        tell_heir(predecessor=predecessor, successor=successor, moved=moved, on=on)
    audit.record(
        "agency.merged",
        target=predecessor,
        by=by,
        data={"successor": successor, "on": on, "what": what, "document": document, "moved": moved},
        before=before,
        after=audit.snapshot(predecessor, ["valid_to"]),
    )
    audit.record("agency.took_over", target=successor, by=by, data={"predecessor": predecessor, "on": on})
    return step


def _move_accounts(predecessor: Agency, successor: Agency, by: Officer | None) -> None:
    """People go with the work: else nobody could report on what the successor took over."""
    for officer in predecessor.officers.all():
        officer.agency = successor
        officer.save(update_fields=["agency"])
        audit.record(
            "account.edited",
            target=officer,
            by=by,
            before={"agency": audit.plain(predecessor)},
            after={"agency": audit.plain(successor)},
        )
