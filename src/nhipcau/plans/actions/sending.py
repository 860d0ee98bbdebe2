"""A plan goes to its "Nơi nhận": whoever is here confirms by one click, the others are listed for paper."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse

from nhipcau.agencies.models import Agency, Officer
from nhipcau.kernel import audit
from nhipcau.kernel.models import Notice
from nhipcau.kernel.sentences import Sentence
from nhipcau.kernel.standing import written
from nhipcau.office.deliveries.handing_out import addressed, announce, hand_out
from nhipcau.plans.models import Duty, Plan
from nhipcau.plans.rules import ACKNOWLEDGE_DAYS

KIND = "plans.sent"


@transaction.atomic
def send_plan(*, plan: Plan, names: Iterable[str], by: Officer, today: date) -> Notice | None:
    """Send a plan to the recipients that its paper names; None where it names none.

    names: as the paper writes them.  "Như trên" means the agencies that answer for a task.  The sender's own
    agency needs no copy.  Runs again without sending anybody the plan twice.
    """
    answering = Duty.objects.current().answerable().filter(task__plan=plan).values("agency")
    to = addressed(
        names,
        on=today,
        above=list(Agency.objects.filter(pk__in=answering).in_order().values_list("pk", flat=True)),
        without=by.own_agencies(),
    )
    if not to.inside and not to.paper:
        return None
    notice = announce(
        kind=KIND,
        once=f"{KIND}:{plan.pk}",
        title=plan.title,
        text=_where_from(plan),
        url=reverse("plans:plan", args=[plan.pk]),
    )
    hand_out(notice=notice, to=to, acknowledge_by=today + timedelta(days=ACKNOWLEDGE_DAYS), by=by)
    plan.sent = notice
    plan.save(update_fields=["sent"])
    audit.record(
        "plan.sent",
        target=plan,
        by=by,
        data={"inside": len(to.inside), "paper": [each.name for each in to.paper]},
    )
    return notice


def _where_from(plan: Plan) -> Sentence:
    document = plan.document
    named = {"number": document.number, "issuer": document.issuer}
    if document.date is None:
        return Sentence("plans.paper", named)
    return Sentence("plans.paper.dated", named | {"day": written(document.date)})
