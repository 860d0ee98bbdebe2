"""A paper that amended a plan goes to the agencies that it touches and to its "Nơi nhận"; taken back, they are told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from nhipcau.agencies.models import Agency, Officer
from nhipcau.agencies.queries.accounts import people_of
from nhipcau.engines.vntext import fold
from nhipcau.kernel import audit
from nhipcau.kernel.models import Notice
from nhipcau.kernel.notifications import notify
from nhipcau.kernel.sentences import Sentence
from nhipcau.office.deliveries.actions import recall
from nhipcau.office.deliveries.handing_out import addressed, announce, hand_out
from nhipcau.office.deliveries.models import Delivery
from nhipcau.office.deliveries.permissions import ACKNOWLEDGE
from nhipcau.plans.models import Amendment, Duty
from nhipcau.plans.rules import ACKNOWLEDGE_DAYS

KIND = "plans.amended"
UNDONE = "plans.amended.undone"
THOSE_TOUCHED = "Như trên"  # as papers say it: whoever the paper itself gives work to, or takes it from
Roles = dict[str, dict[str, list[str]]]


def roles_in(tasks: Collection[int]) -> Roles:
    """Who has which current parts in some tasks: {task: {agency: [roles]}}."""
    found: Roles = {}
    for task, agency, role in (
        Duty.objects.current().filter(task__in=tasks).order_by("role").values_list("task", "agency", "role")
    ):
        found.setdefault(str(task), {}).setdefault(str(agency), []).append(role)
    return found


def parts_changed(before: Roles, after: Roles, tasks: Iterable[int]) -> dict[str, dict[str, list[list[str]]]]:
    """For each task and agency with a part in it before or after: its roles before, its roles after."""
    found = {}
    for task in map(str, tasks):
        old, new = before.get(task, {}), after.get(task, {})
        found[task] = {agency: [old.get(agency, []), new.get(agency, [])] for agency in {**old, **new}}
    return {task: agencies for task, agencies in found.items() if agencies}


def send_amendment(*, amendment: Amendment, names: Iterable[str], by: Officer, today: date) -> None:
    """Send a confirmed paper: inside the system to be acknowledged by one click, the others on the list for paper.

    names: of its "Nơi nhận", as written.  The agencies that it touches get it whether they are named or not.
    Whoever of a touched agency confirms no papers is told by a notice.
    """
    touched = sorted({int(agency) for agencies in amendment.parts.values() for agency in agencies})
    title = Sentence(
        "plans.amended", {"plan": str(amendment.plan.title)[:120], "number": amendment.document.number}
    )
    url = reverse("plans:amendment", args=[amendment.pk])
    to = addressed(
        [THOSE_TOUCHED, *_named(amendment, names)],
        on=today,
        above=list(Agency.objects.filter(pk__in=touched).in_order().values_list("pk", flat=True)),
        without=by.own_agencies(),
    )
    if to.inside or to.paper:
        notice = announce(
            kind=KIND, once=f"{KIND}:{amendment.pk}", title=title, text=amendment.document.title, url=url
        )
        hand_out(notice=notice, to=to, acknowledge_by=today + timedelta(days=ACKNOWLEDGE_DAYS), by=by)
        amendment.sent = notice
        amendment.save(update_fields=["sent"])
        audit.record(
            "plan.amendment_sent",
            target=amendment.plan,
            by=by,
            data={
                "number": amendment.document.number,
                "inside": len(to.inside),
                "paper": [each.name for each in to.paper],
            },
        )
    asked = people_of([one.agency for one in to.inside if one.agency], ACKNOWLEDGE)
    confirming = {officer.pk for officers in asked.values() for officer in officers}
    notify(
        recipients=Officer.objects.filter(is_active=True, agency__in=touched).exclude(pk__in=confirming),
        kind=KIND,
        once=f"{KIND}:{amendment.pk}",
        title=title,
        text=amendment.document.title,
        url=url,
    )


def _named(amendment: Amendment, names: Iterable[str]) -> Iterator[str]:
    """The written names; "Như Kế hoạch số …" means whoever the plan itself went to."""
    for name in names:
        if not fold(name).strip(" -").startswith("nhu ke hoach"):
            yield name
        elif amendment.plan.sent_id is not None:
            went = Delivery.objects.filter(notice=amendment.plan.sent_id).order_by("pk")
            yield from went.values_list("name", flat=True)


def recall_sent(amendment: Amendment, by: Officer) -> Notice | None:
    """What was sent no longer counts; who has what stays written down."""
    if amendment.sent_id is not None:
        recall(deliveries=Delivery.objects.filter(notice=amendment.sent_id).for_list(), by=by)
    return amendment.sent


def tell_of_undo(amendment: Amendment, by: Officer) -> None:
    """Whoever has been told of the paper is told that it was taken back; nobody while its notices still wait."""
    heard = Notice.objects.filter(recipient__isnull=False).let_go()
    keys = [f"{KIND}:{amendment.pk}"]
    if amendment.sent_id is not None:
        keys.append(f"office.received:n{amendment.sent_id}")
    told: Any = heard.filter(once__in=keys).values("recipient")
    notify(
        recipients=Officer.objects.filter(is_active=True, pk__in=told),
        kind=KIND,
        once=f"{UNDONE}:{amendment.pk}",
        title=Sentence(
            "plans.amended.undone",
            {"plan": str(amendment.plan.title)[:120], "number": amendment.document.number},
        ),
        text=amendment.document.title,
        url=reverse("plans:amendment", args=[amendment.pk]),
    )
