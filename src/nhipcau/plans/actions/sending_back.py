"""Sending a reported result back to its agency (trả lại): it stands open again until the agency has mended it.

What was reported, and what shows it, stays; the return stands beside it with who, when and why.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from nhipcau.agencies.models import Officer
from nhipcau.agencies.queries.accounts import people_of
from nhipcau.kernel import audit, clock, undo
from nhipcau.kernel.notifications import notify
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.sentences import Sentence
from nhipcau.kernel.standing import written
from nhipcau.plans import rules
from nhipcau.plans.actions import over
from nhipcau.plans.actions.percents import reckon_part
from nhipcau.plans.actions.telling import address_of_part
from nhipcau.plans.models import Deliverable, Duty, Progress
from nhipcau.plans.permissions import REPORT

NOTICE = "plans.sent_back"
DEED = "task.sent_back"


@transaction.atomic
def send_back(
    *,
    owed: Deliverable | Duty,
    reason: str,
    today: date,
    by: Officer,
    new_due: date | None = None,
    seen: int | None = None,
) -> Progress:
    """Open a delivered result again, at the percent reported before it was done; the agency's officers are told.

    owed: the result; of a part that owes nothing at any day (phối hợp, thường xuyên) the part itself.  new_due: by when
    this agency owes the result now; None: its day stays.  seen: the newest word on it (``Progress``) when it was judged;
    None: whatever it is now.  Raises Refused for what is not delivered, is over, or was reported again meanwhile, and for
    a new day of a part without days.
    """
    rules.check_sending_back(reason=reason, new_due=new_due, today=today)
    duty = over.held_part(owed.duty_id if isinstance(owed, Deliverable) else owed.pk)
    duty.task.plan.go("send_back")
    item = _item(owed, duty)
    _check_open(duty, item)
    words = Progress.objects.filter(duty=duty, deliverable=item).order_by("-pk")
    newest = words.first()
    if (item.done_on is None) if item is not None else (newest is None or newest.percent < 100):
        raise _nothing_to_send_back(newest)
    if seen is not None and (newest is None or newest.pk != seen):
        raise Refused(N_("Cơ quan đã báo lại sau khi trang này được mở. Hãy xem lần báo mới rồi trả lại."))
    if item is None and new_due is not None:
        raise Refused(N_("Phần việc này không có thời hạn nên không đặt được thời hạn mới."))
    before = words.filter(percent__lt=100).values_list("percent", flat=True).first() or 0
    stood: dict[str, Any] = {"percent": 100}
    now: dict[str, Any] = {"percent": before}
    kept: dict[str, Any] = {}
    was: dict[str, date | None] = {}
    if item is not None:
        kept = {"_done_on": item.done_on, "_due_on": item.due_on}
        stood["due"] = item.due_on
        was = {"was_due": item.due_on, "was_done": item.done_on}
        item.percent, item.done_on, item.due_on = before, None, new_due or item.due_on
        item.save(update_fields=["percent", "done_on", "due_on"])
        now["due"] = item.due_on
    sent = Progress.objects.create(
        duty=duty,
        deliverable=item,
        percent=before,
        note=reason.strip(),
        sends_back=True,
        new_due=new_due,
        reported_on=today,
        officer=by,
        **was,
    )
    reckon_part(duty, before)
    audit.record(
        DEED,
        target=duty.task,
        by=by,
        data={"agency": duty.agency, "reason": sent.note},
        before=audit.plain(stood),
        after=audit.plain(now),
    )
    data = {"agency": duty.agency, "task": duty.task, **kept}
    with undo.offered(DEED, target=sent, by=by, data=data):
        _tell(sent, by)
    return sent


def take_back(sent: Progress, data: dict[str, Any], by: Officer) -> None:
    """The counter-action of ``send_back``: the result is delivered as it was; both words stay.  Raises Refused where the
    agency has reported meanwhile."""
    duty = over.held_part(sent.duty_id)
    duty.task.plan.go("send_back")
    item = duty.deliverables.get(pk=sent.deliverable_id) if sent.deliverable_id is not None else None
    _check_open(duty, item)
    if Progress.objects.filter(duty=duty, deliverable=item).order_by("-pk").first() != sent:
        raise Refused(N_("Cơ quan đã báo lại kết quả này nên không hoàn tác được."))
    if item is not None:
        item.percent = 100
        item.done_on = date.fromisoformat(data["_done_on"])
        item.due_on = date.fromisoformat(data["_due_on"])
        item.save(update_fields=["percent", "done_on", "due_on"])
    Progress.objects.create(
        duty=duty, deliverable=item, percent=100, takes_back=sent, reported_on=clock.today(), officer=by
    )
    reckon_part(duty, 100)


def _item(owed: Deliverable | Duty, duty: Duty) -> Deliverable | None:
    """The result read anew, now that the part is held; None for a part without days."""
    if isinstance(owed, Deliverable):
        return duty.deliverables.get(pk=owed.pk)
    if duty.deliverables.current().exists():
        raise Refused(N_("Phần việc này có thời hạn. Hãy chọn kết quả cần trả lại."))
    return None


def _check_open(duty: Duty, owed: Deliverable | None) -> None:
    over.check_part(duty)
    if owed is not None and owed.ended_on is not None:
        raise Refused(N_("Thời hạn của kết quả này đã thay đổi. Hãy mở lại trang."))


def _nothing_to_send_back(newest: Progress | None) -> Refused:
    if newest is not None and newest.sends_back:
        return Refused(
            N_("Kết quả này đã được trả lại ngày %(day)s, đang chờ cơ quan báo lại."),
            day=written(newest.reported_on),
        )
    return Refused(N_("Cơ quan chưa báo hoàn thành kết quả này nên chưa có gì để trả lại."))


def _tell(sent: Progress, by: Officer) -> None:
    duty = sent.duty
    people = people_of([duty.agency_id], REPORT).get(duty.agency_id, ())
    notify(
        recipients=[each for each in people if each != by],
        kind=NOTICE,
        once=f"{NOTICE}:{sent.pk}",
        title=Sentence(NOTICE, {"task": str(duty.task)[:200]}),
        text=sent.note,
        url=address_of_part(duty),
    )
