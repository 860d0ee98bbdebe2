"""Whether each delivery stands where its receipts lead, and what a person said of it stands in the log."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nhipcau.agencies.held import Holdings
from nhipcau.kernel.models import LogEntry
from nhipcau.kernel.proofs import Deed, Doubt, Proof, against_log, proofs
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.office.deliveries.models import Delivery, Receipt
from nhipcau.office.deliveries.rules import STATES, State
from nhipcau.office.permissions import ACKNOWLEDGE
from nhipcau.office.signing.models import Recall

_ACTIONS = {
    "confirm": "office.acknowledged",
    "arrived": "office.letter_taken_as_sent",
    "again": "office.letter_again",
    "hand_over": "office.sent_on_paper",
}


def connect() -> None:
    proofs.register(Proof("office.deliveries", _("Lượt gửi, biên nhận đối chiếu với nhật ký"), _deliveries))


def _deliveries() -> Iterator[Doubt]:
    receipts = Prefetch("receipts", queryset=Receipt.objects.order_by("pk"))
    recalled = set(Recall.objects.values_list("version_id", flat=True))
    for one in Delivery.objects.order_by("pk").prefetch_related(receipts).iterator(chunk_size=1000):
        verbs = [receipt.what for receipt in one.receipts.all()]
        if _state(one.state) != (STATES.moves[verbs[-1]].target if verbs else State.DUE):
            yield Doubt(
                N_("%(delivery)s: trạng thái “%(state)s” không có biên nhận dẫn tới"),
                {"delivery": _where(one), "state": one.get_state_display()},
            )
        if "recall" in verbs and one.version_id not in recalled:
            yield Doubt(N_("%(delivery)s: thu hồi mà văn bản không bị thu hồi"), {"delivery": _where(one)})
    yield from _confirmed_by_others()
    yield from against_log(_said_by_people(), _ACTIONS.values(), _told)


def _confirmed_by_others() -> Iterator[Doubt]:
    """Confirmations by somebody who held no role for it at the receiver."""
    holdings = Holdings.load()
    confirmed = Receipt.objects.filter(what="confirm").select_related("delivery", "by").order_by("pk")
    for one in confirmed.iterator(chunk_size=1000):
        mine = one.delivery.officer_id is not None and one.delivery.officer_id == one.by_id
        day = timezone.localdate(one.at)
        if not mine and not holdings.had(one.by_id or 0, ACKNOWLEDGE, one.delivery.agency_id, day):
            yield Doubt(
                N_("%(delivery)s: %(who)s xác nhận mà không giữ vai trò ở nơi nhận"),
                {"delivery": _where(one.delivery), "who": str(one.by)},
            )


def _state(state: str) -> str:
    """What is being sent has no receipt of that: it was due a moment ago."""
    return State.DUE if state == State.SENDING else state


def _said_by_people() -> Iterator[Deed]:
    """What only a person can have said; paper handed over has the day that was given."""
    said = Receipt.objects.filter(what__in=_ACTIONS).select_related("delivery").order_by("pk")
    for one in said.iterator(chunk_size=1000):
        on = one.detail.get("on", "")
        if one.what == "hand_over" and not one.delivery.way.by_hand:
            continue
        yield Deed((_ACTIONS[one.what], str(one.delivery_id), one.by_id, on), _where(one.delivery))


def _told(entry: LogEntry) -> tuple[object, ...]:
    return entry.action, entry.record_id, entry.by_id, entry.data.get("on", "")


def _where(delivery: Delivery) -> Refused:
    return Refused(N_("lượt gửi %(delivery)s tới %(name)s"), delivery=delivery.pk, name=delivery.name)
