"""Asking for a later day of a result, and deciding on it (gia hạn).  What stood, and how late it was, stays told.

Each is one row (``Extension``), decided once; the part's row is held first, as a report holds it, so of two who act at
once the second is told what the first did.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from nhipcau.agencies.models import Officer
from nhipcau.agencies.queries.accounts import people_of
from nhipcau.kernel import audit, clock, lists, rows, undo
from nhipcau.kernel.access import demand
from nhipcau.kernel.notifications import notify
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.sentences import Sentence
from nhipcau.kernel.standing import written
from nhipcau.plans import rules
from nhipcau.plans.actions import over
from nhipcau.plans.actions.counting import recount
from nhipcau.plans.actions.telling import address_of_part
from nhipcau.plans.models import Deliverable, Duty, Extension
from nhipcau.plans.permissions import REPORT, RUN_PLANS
from nhipcau.plans.states import EXTENSION_STATES, ExtensionState

ASKED = "task.time_asked"
GRANTED = "task.time_granted"
DECLINED = "task.time_declined"
WITHDRAWN = "task.time_withdrawn"
ASKED_NOTICE, DECIDED_NOTICE = "plans.time_asked", "plans.time_decided"
SENTENCES = {
    "plans.time_asked": N_("Đề nghị gia hạn đến %(day)s: %(task)s"),
    "plans.time_granted": N_("Được gia hạn đến %(day)s: %(task)s"),
    "plans.time_declined": N_("Không được gia hạn: %(task)s"),
    "plans.time_withdrawn": N_("Đã rút đề nghị gia hạn: %(task)s"),
    "plans.time_why": N_("%(agency)s, thời hạn %(day)s: %(reason)s"),
}


@transaction.atomic
def ask_time(*, owed: Deliverable, wanted: date, reason: str, today: date, by: Officer) -> Extension:
    """Ask for a later day of a result in its agency's name; whoever runs the plan is told.

    Raises Refused for what is delivered or over, a closed plan, a day that is no later or is over, no reason, and while
    another wish for it waits.
    """
    (duty,) = _hold([owed.duty_id])
    duty.task.plan.go("extend")
    item = duty.deliverables.get(pk=owed.pk)
    _check_owed(duty, item)
    rules.check_asking_for_time(reason=reason, wanted=wanted, due_on=item.due_on, today=today)
    waiting = item.extensions.waiting().first()
    if waiting is not None:
        raise Refused(
            N_("Đã có đề nghị gia hạn kết quả này đến %(day)s, đang chờ quyết định."),
            day=written(waiting.wanted),
        )
    made = Extension.objects.create(
        deliverable=item,
        due_on=item.due_on,
        wanted=wanted,
        reason=reason.strip(),
        asked_on=today,
        asked_by=by,
    )
    said = {"agency": duty.agency, "due": item.due_on, "wanted": wanted, "reason": made.reason}
    audit.record(ASKED, target=duty.task, by=by, data=audit.plain(said))
    with undo.offered(ASKED, target=made, by=by, data=_way_back([made])):
        _tell_of_wish(made, "plans.time_asked", by)
    return made


@transaction.atomic
def grant(
    *, asked: Extension, today: date, by: Officer, until: date | None = None, answer: str = ""
) -> Extension:
    """Let the result be owed by a later day, the wished one unless ``until`` names another; its agency is told.

    Raises Refused where it was decided or withdrawn, for what was delivered or is over meanwhile, and for a day that is
    over or no later than the one that stands.
    """
    return _decide(
        [asked], by, GRANTED, lambda one, duty: _grant(one, duty, until or one.wanted, answer, today, by)
    )[0]


@transaction.atomic
def decline(*, asked: Extension, answer: str, by: Officer) -> Extension:
    """Leave the day as it stands, with a reason; the agency is told.  Raises Refused as ``grant`` does."""
    rules.check_declining(answer=answer)
    return _decide([asked], by, DECLINED, lambda one, duty: _decline(one, duty, answer, by))[0]


@transaction.atomic
def grant_many(*, requests: Iterable[Extension], today: date, by: Officer) -> int:
    """Grant what is asked for in many; all or none, with a sentence that names what refuses.  Returns how many."""
    demand(by, RUN_PLANS)
    return len(
        _decide(list(requests), by, GRANTED, lambda one, duty: _grant(one, duty, one.wanted, "", today, by))
    )


@transaction.atomic
def decline_many(*, requests: Iterable[Extension], answer: str, by: Officer) -> int:
    """Decline many with one reason; likewise."""
    demand(by, RUN_PLANS)
    rules.check_declining(answer=answer)
    return len(_decide(list(requests), by, DECLINED, lambda one, duty: _decline(one, duty, answer, by)))


@transaction.atomic
def withdraw(*, asked: Extension, by: Officer) -> Extension:
    """Ask for no more time after all; whoever runs the plan is told.  Raises Refused where it was decided before."""
    (duty,) = _hold([asked.deliverable.duty_id])
    held = rows.held(asked)
    _settle(held, "withdraw", by)
    audit.record(
        WITHDRAWN, target=duty.task, by=by, data=audit.plain({"agency": duty.agency, "wanted": held.wanted})
    )
    with undo.offered(WITHDRAWN, target=held, by=by, data=_way_back([held])):
        _tell_of_wish(held, "plans.time_withdrawn", by)
    return held


def unask(first: Extension, data: dict[str, Any], by: Officer) -> None:
    """The counter-action of ``ask_time``: withdrawn before anybody heard of it."""
    _hold([first.deliverable.duty_id])
    _settle(rows.held(first), "withdraw", by)


def take_back(first: Extension, data: dict[str, Any], by: Officer) -> None:
    """The counter-action of deciding and of withdrawing: each wish waits again, each day stands as before.

    Raises Refused where the agency has delivered or the day was moved meanwhile.
    """
    found = Extension.objects.filter(pk__in=data["_requests"]).select_related("deliverable").order_by("pk")
    duties = {duty.pk: duty for duty in _hold([one.deliverable.duty_id for one in found])}
    for asked in found:
        held, duty = rows.held(asked), duties[asked.deliverable.duty_id]
        duty.task.plan.go("extend")
        state = EXTENSION_STATES.go("take_back", held.state, since=held.since)
        item = duty.deliverables.get(pk=held.deliverable_id)
        other = item.extensions.waiting().first()
        if other is not None:
            raise Refused(
                N_(
                    "Cơ quan đã gửi đề nghị gia hạn khác cho kết quả này ngày %(day)s nên không hoàn tác được."
                ),
                day=written(other.asked_on),
            )
        if held.is_granted:
            if item.done_on is not None or item.ended_on is not None or item.due_on != held.granted_until:
                raise Refused(N_("Kết quả này đã được nộp hoặc đổi thời hạn nên không hoàn tác được."))
            _move(item, held.due_on)
        held.state, held.granted_until, held.answer = state, None, ""
        held.decided_at = held.decided_by = None
        held.save()
    _recount(list(duties.values()))


# --- deciding ---


def _decide(requests: Sequence[Extension], by: Officer, deed: str, decide: Any) -> list[Extension]:
    """All of them, or none.  decide: (wish, part) → writes one, and raises Refused."""
    duties = {duty.pk: duty for duty in _hold([one.deliverable.duty_id for one in requests])}
    done: list[Extension] = []

    def take(asked: Extension) -> None:
        held = rows.held(asked)
        duty = duties[asked.deliverable.duty_id]
        duty.task.plan.go("extend")
        decide(held, duty)
        done.append(held)

    if len(requests) == 1:
        take(requests[0])
    else:
        lists.each(requests, take)
    _recount(list(duties.values()))
    with undo.offered(deed, target=done[0], by=by, data=_way_back(done)):
        for one in done:
            _tell_of_answer(one, by)
    return done


def _grant(held: Extension, duty: Duty, until: date, answer: str, today: date, by: Officer) -> None:
    EXTENSION_STATES.go("grant", held.state, since=held.since)
    item = duty.deliverables.get(pk=held.deliverable_id)
    _check_owed(duty, item)
    rules.check_granting(until=until, due_on=item.due_on, today=today)
    before = item.due_on
    if before != held.due_on:
        raise Refused(N_("Thời hạn của kết quả này đã thay đổi sau khi cơ quan đề nghị. Hãy mở lại trang."))
    _move(item, until)
    held.granted_until, held.answer = until, answer.strip()
    _settle(held, "grant", by)
    said = {"agency": duty.agency, "reason": held.answer, "late": held.late_days}
    audit.record(
        GRANTED,
        target=duty.task,
        by=by,
        data=audit.plain({name: value for name, value in said.items() if value}),
        before=audit.plain({"due": before}),
        after=audit.plain({"due": until}),
    )


def _decline(held: Extension, duty: Duty, answer: str, by: Officer) -> None:
    held.answer = answer.strip()
    _settle(held, "decline", by)
    said = {"agency": duty.agency, "wanted": held.wanted, "reason": held.answer}
    audit.record(DECLINED, target=duty.task, by=by, data=audit.plain(said))


def _settle(held: Extension, verb: str, by: Officer) -> None:
    held.state = EXTENSION_STATES.go(verb, held.state, since=held.since)
    held.decided_at, held.decided_by = clock.now(), by
    held.save()


def _move(item: Deliverable, day: date) -> None:
    item.due_on = day
    item.save(update_fields=["due_on"])


def _check_owed(duty: Duty, item: Deliverable) -> None:
    if item.done_on is not None:
        raise Refused(N_("Kết quả này đã nộp ngày %(day)s nên không cần gia hạn."), day=written(item.done_on))
    if duty.ended_on is not None or item.ended_on is not None:
        ended_on = duty.ended_on or item.ended_on
        raise Refused(
            N_("Phần việc hoặc thời hạn này đã kết thúc ngày %(day)s nên không gia hạn được."),
            day=written(ended_on) if ended_on else "",
        )


def _hold(keys: Iterable[int]) -> list[Duty]:
    """The parts' rows, held in one order until all is over."""
    return [over.held_part(key) for key in sorted(set(keys))]


def _recount(duties: Sequence[Duty]) -> None:
    for plan in sorted({duty.task.plan_id for duty in duties}):
        here = [duty for duty in duties if duty.task.plan_id == plan]
        recount(plan=plan, tasks={duty.task_id for duty in here}, agencies={duty.agency_id for duty in here})


def _way_back(requests: Sequence[Extension]) -> dict[str, Any]:
    first = requests[0].deliverable.duty
    named = {"agency": first.agency, "task": first.task} if len(requests) == 1 else {"results": len(requests)}
    return named | {"_requests": [one.pk for one in requests]}


# --- telling ---


def _tell_of_wish(asked: Extension, sentence: str, by: Officer) -> None:
    duty = asked.deliverable.duty
    why = {"agency": duty.agency.name, "day": written(asked.due_on), "reason": asked.reason[:500]}
    notify(
        recipients=Officer.objects.who_may(RUN_PLANS).exclude(pk=by.pk),
        kind=ASKED_NOTICE,
        once=f"{sentence}:{asked.pk}",
        title=Sentence(sentence, {"day": written(asked.wanted), "task": str(duty.task)[:200]}),
        text=Sentence("plans.time_why", why),
        url=address_of_part(duty),
    )


def _tell_of_answer(asked: Extension, by: Officer) -> None:
    duty = asked.deliverable.duty
    sentence = "plans.time_granted" if asked.state == ExtensionState.GRANTED else "plans.time_declined"
    told = {asked.asked_by, *people_of([duty.agency_id], REPORT).get(duty.agency_id, ())}
    day = asked.granted_until or asked.wanted
    notify(
        recipients=[each for each in told if each != by],
        kind=DECIDED_NOTICE,
        once=f"{DECIDED_NOTICE}:{asked.pk}:{asked.state}:{asked.decided_at}",
        title=Sentence(sentence, {"day": written(day), "task": str(duty.task)[:200]}),
        text=asked.answer,
        url=address_of_part(duty),
    )
