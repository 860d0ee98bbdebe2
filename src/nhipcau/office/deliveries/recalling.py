"""A version called back: its deliveries are marked, and whoever may have it is told by the way it came."""

from __future__ import annotations

from collections import defaultdict

from django.urls import reverse

from nhipcau.agencies.models import Officer
from nhipcau.kernel.models import Notice
from nhipcau.kernel.notifications import written
from nhipcau.kernel.refusal import N_
from nhipcau.kernel.sentences import Sentence
from nhipcau.office.deliveries.actions import deliver, recall
from nhipcau.office.deliveries.channels import INSIDE
from nhipcau.office.deliveries.handing_out import tell_agencies
from nhipcau.office.deliveries.models import Delivery
from nhipcau.office.deliveries.rules import Receiver
from nhipcau.office.signing.models import Version
from nhipcau.office.signing.queries import recall_of

KIND = "office.recalled"
SENTENCES = {"office.recalled": N_("Thu hồi: %(title)s")}


def tell_of_recall(version: Version, by: Officer) -> None:
    """Listener to recalls: a new notice to the same receivers, in the recall's transaction.

    What nobody had begun to send just does not go out any more.
    """
    deliveries = Delivery.objects.filter(version=version).for_list().order_by("pk")
    told: dict[str, list[Receiver]] = defaultdict(list)
    for one in recall(deliveries=deliveries, by=by):
        told[one.channel].append(
            Receiver(one.name, officer=one.officer_id, agency=one.agency_id, address=one.address)
        )
    if not told:
        return
    called_back = recall_of(version)
    title, why = (
        Sentence("office.recalled", {"title": version.title}),
        called_back.reason if called_back else "",
    )
    notice = Notice.objects.create(
        kind=KIND,
        once=f"{KIND}:{version.pk}",
        url=reverse("office:version", args=[version.pk]),
        **written(title, why),
    )
    for channel, receivers in told.items():
        sent = deliver(notice=notice, to=receivers, channel=channel, by=by)
        if channel == INSIDE:
            tell_agencies(sent, once=f"{KIND}:{version.pk}", title=title, text=why)
