"""What no longer counts: whoever may have a version that was called back or put right is told by the way it came."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.urls import reverse

from nhipcau.agencies.models import Officer
from nhipcau.kernel.models import Notice
from nhipcau.kernel.notifications import Said, written
from nhipcau.kernel.refusal import N_
from nhipcau.kernel.sentences import Sentence
from nhipcau.office.deliveries.actions import deliver, recall
from nhipcau.office.deliveries.channels import Channel
from nhipcau.office.deliveries.handing_out import tell_agencies
from nhipcau.office.deliveries.models import Delivery
from nhipcau.office.deliveries.rules import MAY_HAVE_ARRIVED, Receiver
from nhipcau.office.signing.deeds import recall_of
from nhipcau.office.signing.models import Version

KIND = "office.recalled"
REPLACED = "office.replaced"
SENTENCES = {
    "office.recalled": N_("Thu hồi: %(title)s"),
    "office.replaced": N_("Đã có bản đính chính thay: %(title)s"),
    "office.replaced.by": N_("Văn bản %(symbol)s thay văn bản đã gửi. Bản cũ không còn dùng."),
}


def tell_of_recall(version: Version, by: Officer) -> None:
    """Listener to recalls: a new notice to the same receivers, and to those who still hold what it put right, in the
    recall's transaction.

    What nobody had begun to send just does not go out any more.
    """
    deliveries = Delivery.objects.filter(version=version).for_list().order_by("pk")
    told = recall(deliveries=deliveries, by=by)
    known = {one.receiver_key for one in told}
    earlier = version.corrects
    while earlier is not None:
        older = [one for one in _held(earlier) if one.receiver_key not in known]
        known |= {one.receiver_key for one in older}
        told += older
        earlier = earlier.corrects
    called_back = recall_of(version)
    title = Sentence("office.recalled", {"title": version.title})
    _tell(told, version, KIND, title, called_back.reason if called_back else "", by)


def tell_left_out(version: Version, by: Officer) -> None:
    """Listener to issues: a correction goes to its own receivers; who got the paper that it puts right and is not
    among them is told that it no longer counts."""
    if version.corrects is None:
        return
    new = set(Delivery.objects.filter(version=version).values_list("receiver_key", flat=True))
    left = [one for one in _held(version.corrects) if one.receiver_key not in new]
    title = Sentence("office.replaced", {"title": version.corrects.title})
    text = Sentence("office.replaced.by", {"symbol": version.issue.symbol})
    _tell(left, version, REPLACED, title, text, by)


def _held(version: Version) -> list[Delivery]:
    """What may have reached its receivers and was not called back."""
    sent = Delivery.objects.filter(version=version, state__in=MAY_HAVE_ARRIVED)
    return list(sent.for_list().order_by("pk"))


def _tell(
    among: Iterable[Delivery], version: Version, kind: str, title: Said, text: Said, by: Officer
) -> None:
    told: dict[Channel, list[Receiver]] = defaultdict(list)
    for one in among:
        told[one.way].append(
            Receiver(one.name, officer=one.officer_id, agency=one.agency_id, address=one.address)
        )
    if not told:
        return
    once = f"{kind}:{version.pk}"
    notice = Notice.objects.create(
        kind=kind, once=once, url=reverse("office:version", args=[version.pk]), **written(title, text)
    )
    for channel, receivers in told.items():
        sent = deliver(notice=notice, to=receivers, channel=channel, by=by)
        if channel.acknowledged:
            tell_agencies(sent, once=once, title=title, text=text)
