"""A version called back: its deliveries are marked, and whoever may have it is told by the way it came."""

from __future__ import annotations

from collections import defaultdict

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from nhipcau.agencies.models import Officer
from nhipcau.kernel.models import Notice
from nhipcau.office.deliveries.actions import deliver, recall
from nhipcau.office.deliveries.models import Delivery
from nhipcau.office.deliveries.rules import Receiver
from nhipcau.office.signing.models import Version
from nhipcau.office.signing.queries import recall_of

KIND = "office.recalled"


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
    with override("vi"):
        title = _("Thu hồi: %(title)s") % {"title": version.title}
    notice = Notice.objects.create(
        kind=KIND,
        once=f"{KIND}:{version.pk}",
        title=title[:300],
        text=called_back.reason if called_back else "",
        url=reverse("office:version", args=[version.pk]),
    )
    for channel, receivers in told.items():
        deliver(notice=notice, to=receivers, channel=channel, by=by)
