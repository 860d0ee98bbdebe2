"""Delivering: written, claimed, sent; never twice by the machine (docs/adr/0003).  Every write stands here."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from nhipcau.agencies.models import Officer
from nhipcau.kernel import audit, clock, rows
from nhipcau.kernel.jobs import job
from nhipcau.kernel.models import Notice
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.standing import Limit, day_of
from nhipcau.kernel.states import Since
from nhipcau.office.deliveries import letters
from nhipcau.office.deliveries.channels import Channel
from nhipcau.office.deliveries.models import Delivery, Receipt
from nhipcau.office.deliveries.rules import (
    MAY_HAVE_ARRIVED,
    MOST_POSTPONED,
    STATES,
    Away,
    Outcome,
    Receiver,
    State,
    Why,
)
from nhipcau.office.signing.models import Version

logger = logging.getLogger(__name__)


@transaction.atomic
def deliver(
    *,
    to: Iterable[Receiver],
    channel: Channel,
    by: Officer | None,
    version: Version | None = None,
    notice: Notice | None = None,
    acknowledge_by: Limit | None = None,
) -> list[Delivery]:
    """Write down that a version or a notice goes to some receivers; whoever has it by this way is passed over.

    Runs in the caller's transaction: what is delivered and its deliveries stand or fall together.  What the
    machine sends is enqueued with them.  Returns the new deliveries.
    """
    now = timezone.now()
    wanted: dict[str, Receiver] = {}
    for receiver in to:
        wanted.setdefault(receiver.key, receiver)
    have = set(
        Delivery.objects.filter(
            version=version, notice=notice, channel=channel.name, receiver_key__in=wanted
        ).values_list("receiver_key", flat=True)
    )
    at_once = channel.reach is None and not channel.by_hand
    limit = acknowledge_by if channel.acknowledged else None
    new = [
        Delivery(
            version=version,
            notice=notice,
            channel=channel.name,
            officer_id=receiver.officer,
            agency_id=receiver.agency,
            name=receiver.name[:300],
            address=receiver.address,
            receiver_key=key,
            position=place,
            state=STATES.target("hand_over") if at_once else State.DUE,
            due_at=now,
            acknowledge_by=day_of(limit) if limit else None,
            acknowledge_at=limit if isinstance(limit, datetime) else None,
            message_id=letters.new_message_id() if channel.reach else "",
            created_by=by,
            changed_at=now,
        )
        for place, (key, receiver) in enumerate(wanted.items())
        if key not in have
    ]
    made = Delivery.objects.bulk_create(new)
    if at_once:
        said = clock.now()
        Receipt.objects.bulk_create(Receipt(delivery=one, at=said, what="hand_over", by=by) for one in made)
    if channel.reach is not None:
        _enqueue(made)
    return made


def _enqueue(deliveries: Iterable[Delivery]) -> None:
    for one in deliveries:
        send_one.enqueue(delivery=one.pk)


@job(queue="mail")
def send_one(delivery: int) -> bool:
    """Send one delivery; another one's trouble is not this one's."""
    return send(delivery)


def send(pk: int) -> bool:
    """Send one delivery that is due; True when the other side took it.

    Reached first, claimed then: another side that is away costs nothing and is tried again.  The claim is
    one UPDATE, so of many workers one has it; after it only an answer or a person changes the row.
    """
    delivery = Delivery.objects.due(timezone.now()).for_list().filter(pk=pk).first()
    if delivery is None:
        return False
    reach = delivery.way.reach
    if reach is None:
        return False
    try:
        with reach(delivery) as hand_over:
            claimed = _claim(delivery)
            if claimed is None:
                return False
            outcome = hand_over()
    except Away as away:
        _keep_away(delivery, away)
        return False
    _keep_outcome(delivery, claimed, outcome)
    return outcome.verb == "accept"


def _claim(delivery: Delivery) -> int | None:
    """The number of the try that holds the row now; None where another worker has it."""
    attempt = delivery.attempts + 1
    won = Delivery.objects.filter(pk=delivery.pk, state=State.DUE, attempts=delivery.attempts).update(
        state=STATES.target("claim"),
        attempts=attempt,
        changed_at=timezone.now(),
        why="",
        why_params={},
    )
    return attempt if won else None


def _keep_away(delivery: Delivery, away: Away) -> None:
    answer = str(away)
    logger.warning("delivery %s by %s: away: %s", delivery.pk, delivery.channel, answer)
    Delivery.objects.filter(pk=delivery.pk, state=State.DUE, attempts=delivery.attempts).update(
        attempts=F("attempts") + 1, why=away.why, why_params={"answer": answer[:2000]}
    )


@transaction.atomic
def _keep_outcome(delivery: Delivery, attempt: int, outcome: Outcome) -> None:
    """Write the answer to one try; a row that another try or a person has changed since stays as it is."""
    held = Delivery.objects.select_for_update().filter(pk=delivery.pk, attempts=attempt).first()
    if held is None or not STATES.may(outcome.verb, held.state):
        return
    if outcome.why:
        logger.warning("delivery %s by %s: %s %s", held.pk, held.channel, outcome.why, outcome.answer)
    verb = outcome.verb
    if verb == "postpone" and attempt >= MOST_POSTPONED:
        verb = "refuse"
    _move(
        held,
        verb,
        by=None,
        why=outcome.why,
        params={"answer": outcome.answer[:2000]} if outcome.answer else {},
    )


def _move(
    delivery: Delivery,
    verb: str,
    *,
    by: Officer | None,
    why: str = "",
    params: dict[str, Any] | None = None,
    detail: dict[str, Any] | None = None,
) -> None:
    """Change a locked row's state, with its receipt."""
    _move_all([delivery], verb, by=by, why=why, params=params, detail=detail)


def _move_all(
    deliveries: Collection[Delivery],
    verb: str,
    *,
    by: Officer | None,
    why: str = "",
    params: dict[str, Any] | None = None,
    detail: dict[str, Any] | None = None,
) -> None:
    """Change the states of locked rows by one verb, each with its receipt; two queries, however many rows."""
    now, said = timezone.now(), clock.now()
    told = ({"why": why} if why else {}) | (detail or {})
    receipts = []
    for one in deliveries:
        one.state = STATES.go(verb, one.state, since=partial(since_of, one))
        one.why, one.why_params, one.changed_at = why, params or {}, now
        kept = {"attempt": one.attempts} if by is None and one.attempts else {}
        receipts.append(Receipt(delivery=one, at=said, what=verb, by=by, detail=kept | told))
    # The receipts first: the database takes a confirmation or a recall only beside it (``locking``).
    Receipt.objects.bulk_create(receipts)
    if deliveries:
        moved = Delivery.objects.filter(pk__in=[one.pk for one in deliveries])
        moved.update(state=STATES.target(verb), why=why, why_params=params or {}, changed_at=now)


def since_of(delivery: Delivery) -> Since:
    """Since when it stands so, and by whom, where a person brought that about."""
    last = delivery.receipts.select_related("by").order_by("pk").last()
    return Since(clock.in_story(delivery.changed_at), last.by if last is not None else None)


def mark_lost(now: datetime) -> int:
    """Say of every claim without an answer that its outcome is not known; returns how many."""
    marked = 0
    for pk in list(Delivery.objects.lost(now).values_list("pk", flat=True)):
        with transaction.atomic():
            held = Delivery.objects.lost(now).select_for_update().filter(pk=pk).first()
            if held is not None:
                _move(held, "lose", by=None, why=Why.CUT)
                marked += 1
    return marked


@transaction.atomic
def acknowledge(*, delivery: Delivery, by: Officer) -> Delivery:
    """The receiver's one click: it has come.  Raises Refused where it was recalled or confirmed before."""
    held = _locked(delivery)
    if not held.way.acknowledged:
        raise Refused(N_("Văn bản gửi theo cách này không cần xác nhận trong hệ thống."))
    if held.state == State.CONFIRMED:
        return held  # the same click again
    _move(held, "confirm", by=by)
    audit.record("office.acknowledged", target=held, by=by, data={"what": held.title, "receiver": held.name})
    return held


@transaction.atomic
def settle(*, delivery: Delivery, arrived: bool, by: Officer) -> Delivery:
    """An administrator's decision about a doubtful one: it has arrived, or it goes out again."""
    held = _locked(delivery)
    if held.state == State.SENDING and Delivery.objects.lost(timezone.now()).filter(pk=held.pk).exists():
        _move(held, "lose", by=None, why=Why.CUT)
    _move(held, "arrived" if arrived else "again", by=by)
    action = "office.letter_taken_as_sent" if arrived else "office.letter_again"
    audit.record(action, target=held, by=by, data={"what": held.title, "receiver": held.name})
    if not arrived:
        _enqueue([held])
    return held


@transaction.atomic
def sent_on_paper(*, delivery: Delivery, on: date, today: date, by: Officer) -> Delivery:
    """A coordinator's tick: the paper went out on a day."""
    held = _locked(delivery)
    if not held.way.by_hand:
        raise Refused(N_("Lượt gửi này do hệ thống gửi nên không đánh dấu bằng tay."))
    if on > today:
        raise Refused(N_("Ngày gửi chưa tới. Hãy chọn hôm nay hoặc một ngày đã qua."))
    _move(held, "hand_over", by=by, detail={"on": on.isoformat()})
    audit.record(
        "office.sent_on_paper", target=held, by=by, data={"what": held.title, "receiver": held.name, "on": on}
    )
    return held


@transaction.atomic
def recall(*, deliveries: Iterable[Delivery], by: Officer | None) -> list[Delivery]:
    """Mark deliveries recalled; returns those that may have reached their receivers, who have to be told.

    A fixed number of queries, however many.
    """
    known = {one.pk: one for one in deliveries}
    # The rows alone, locked, as in ``_locked``; in one order, so that two recalls do not wait for each other.
    found = list(Delivery.objects.select_for_update().filter(pk__in=known).order_by("pk"))
    held = [one for one in found if STATES.may("recall", one.state)]
    for one in held:
        one.notice, one.version = known[one.pk].notice, known[one.pk].version
    told = [one for one in held if one.state in MAY_HAVE_ARRIVED]
    _move_all(held, "recall", by=by)
    return told


def _locked(delivery: Delivery) -> Delivery:
    """The row alone, locked: PostgreSQL would give a waiter the joined rows as they were before the wait."""
    held = rows.held(delivery)
    held.notice, held.version = delivery.notice, delivery.version
    return held
