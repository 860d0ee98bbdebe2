"""Mergers: one agency's work passes to another on a day, and every floor above is told.

Apps above (plans) say what a merger means to them with ``on_succession`` when they start; the
listeners run inside the merger's transaction, so either everything moves or nothing does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from django.db import transaction

from nhipcau.agencies import rules
from nhipcau.agencies.actions.roles import move_roles
from nhipcau.agencies.models import Agency, Officer, Succession
from nhipcau.kernel import audit
from nhipcau.kernel.joints import Joint, place_of


class Listener(Protocol):
    """What an app does when an agency's work passes on; returns how many things moved, or None."""

    def __call__(
        self, *, predecessor: Agency, successor: Agency, on: date, by: Officer | None
    ) -> int | None: ...


@dataclass(frozen=True, slots=True)
class _Registered:
    listener: Listener
    count: Callable[[Agency], int] | None


_registered: Joint[_Registered] = Joint("listener to mergers", key=lambda entry: place_of(entry.listener))


def on_succession(listener: Listener, *, count: Callable[[Agency], int] | None = None) -> None:
    """Have ``listener`` called, by keyword, in the transaction of every merger.

    count: how many open tasks an agency's merger would move, for the preview.
    """
    _registered.register(_Registered(listener, count))


def open_work(agency: Agency) -> int:
    """How many open tasks a merger of this agency would move, over all apps."""
    return sum(entry.count(agency) for entry in _registered if entry.count)


def pass_work_on(*, predecessor: Agency, successor: Agency, on: date, by: Officer | None) -> int:
    """Tell every listener; returns how many things moved in all.  The caller holds the transaction."""
    return sum(
        entry.listener(predecessor=predecessor, successor=successor, on=on, by=by) or 0
        for entry in _registered
    )


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
    predecessor = Agency.objects.select_for_update().get(pk=predecessor.pk)
    last_day = on - timedelta(days=1)
    rules.check_merger(
        predecessor_alive=predecessor.is_alive(last_day),
        same=predecessor.pk == successor.pk,
        successor_from=successor.valid_from,
        successor_to=successor.valid_to,
        on=on,
    )
    rules.check_merger_day(
        on=on,
        today=today,
        recorded=Succession.objects.filter(predecessor=predecessor, successor=successor).exists(),
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
