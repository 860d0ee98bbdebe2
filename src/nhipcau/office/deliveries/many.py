"""What is done with many deliveries at once: confirmed, urged, ticked; all, or none with the names of what refuses."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.urls import reverse

from nhipcau.agencies.models import Officer
from nhipcau.agencies.queries.accounts import people_of
from nhipcau.kernel import audit, lists, undo
from nhipcau.kernel.access import demand
from nhipcau.kernel.notifications import notify
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.sentences import Sentence
from nhipcau.kernel.standing import written
from nhipcau.office.deliveries import actions
from nhipcau.office.deliveries.actions import since_of
from nhipcau.office.deliveries.channels import INSIDE, PAPER, channels
from nhipcau.office.deliveries.handing_out import RECEIVED, said_of
from nhipcau.office.deliveries.models import Delivery
from nhipcau.office.deliveries.permissions import ACKNOWLEDGE, SEND, SETTLE_LETTERS, sent_by
from nhipcau.office.deliveries.rules import State

URGED = "office.receipt_urged"
SENTENCES = {
    "office.received.urged": N_("Đôn đốc xác nhận đã nhận: %(title)s"),
    "office.received.by": N_("%(agency)s chưa xác nhận đã nhận; hạn xác nhận %(limit)s."),
    "office.received.urged.plain": N_("%(agency)s chưa xác nhận đã nhận."),
}


@transaction.atomic
def acknowledge(*, deliveries: Iterable[Delivery], by: Officer) -> int:
    """Say of each that it has come; returns how many had not been confirmed.

    deliveries: of those that came to the officer.  Raises Refused, naming them, for those that were recalled.
    """

    def confirm(one: Delivery) -> bool:
        waited = one.state != State.CONFIRMED
        actions.acknowledge(delivery=one, by=by)
        return waited

    return lists.each(deliveries, confirm)


@transaction.atomic
def urge(*, deliveries: Iterable[Delivery], today: date, by: Officer) -> int:
    """Urge receivers to say that something has come, each at most once a day; returns how many were told.

    Raises Refused, naming them, for those that have confirmed, go by another way, have nobody who could confirm, or
    were sent by an agency for which the officer does not send.
    """
    chosen = list(deliveries)
    keys = [one.pk for one in chosen]
    own = set(sent_by(by, SEND).filter(pk__in=keys).values_list("pk", flat=True))
    held = {one.pk: one for one in Delivery.objects.select_for_update().filter(pk__in=keys).order_by("pk")}
    people = people_of([one.agency_id for one in chosen if one.agency_id], ACKNOWLEDGE)

    def told(one: Delivery) -> list[Officer]:
        return [one.officer] if one.officer else list(people.get(one.agency_id or 0, ()))

    def take(one: Delivery) -> None:
        if one.pk not in own:
            raise Refused(N_("không phải văn bản do cơ quan bạn gửi."))
        if channels.get(one.channel) is not INSIDE:
            raise Refused(N_("không gửi trong hệ thống nên không đôn đốc xác nhận ở đây."))
        if held[one.pk].state != State.SENT:
            raise Refused(N_("đã xác nhận hoặc đã thu hồi%(since)s."), since=since_of(held[one.pk]).told)
        if not told(one):
            raise Refused(N_("chưa có tài khoản nào xác nhận được."))

    lists.each(chosen, take)

    def tell() -> int:
        reached = [one for one in chosen if _tell(one, told(one), today)]
        for one in reached:
            audit.record(URGED, target=one, by=by, data={"what": one.title, "receiver": one.name})
        return len(reached)

    return undo.telling(URGED, target=chosen[0], by=by, data={"to": [one.name for one in chosen]}, tell=tell)


def _tell(one: Delivery, people: list[Officer], today: date) -> int:
    limit = one.limit
    text = (
        Sentence("office.received.by", {"agency": one.name, "limit": written(limit)})
        if limit
        else Sentence("office.received.urged.plain", {"agency": one.name})
    )
    return notify(
        recipients=people,
        kind=RECEIVED,
        once=f"{URGED}:{one.pk}:{today.isoformat()}",
        title=Sentence("office.received.urged", {"title": said_of(one, "title")}),
        text=text,
        url=one.url or reverse("office:received"),
    )


@transaction.atomic
def settle(*, letters: Iterable[Delivery], arrived: bool, by: Officer) -> int:
    """Decide about many doubtful letters: they have arrived, or they go out again; returns about how many.

    Raises Refused, naming them, for those that are in doubt no more.
    """
    demand(by, SETTLE_LETTERS)
    return lists.each(letters, lambda one: actions.settle(delivery=one, arrived=arrived, by=by))


@transaction.atomic
def sent_on_paper(*, things: Iterable[Delivery], on: date, today: date, by: Officer) -> int:
    """Tick all paper copies that are left of some things: they went out on a day; returns how many copies.

    things: for each one of its deliveries (``queries.with_paper_left``).  Raises Refused for a day to come.
    """
    demand(by, SEND)
    copies = 0
    left = sent_by(by, SEND).by(PAPER).filter(state=State.DUE).for_list()
    for thing in things:
        for one in left.filter(version=thing.version_id, notice=thing.notice_id):
            actions.sent_on_paper(delivery=one, on=on, today=today, by=by)
            copies += 1
    return copies
