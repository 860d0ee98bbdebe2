"""The coordinator on agencies' own plans: accepts them whole, or sends single lines back with reasons; urges; sets the day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse

from nhipcau.agencies.models import Agency, Officer
from nhipcau.agencies.queries.accounts import people_of
from nhipcau.kernel import audit, clock, lists, rows, undo
from nhipcau.kernel.access import demand
from nhipcau.kernel.notifications import notify
from nhipcau.kernel.refusal import N_, Refused, Words
from nhipcau.kernel.seen import check_shown
from nhipcau.kernel.sentences import Sentence
from nhipcau.kernel.standing import written
from nhipcau.kernel.stated import MOVED
from nhipcau.office.signing import queries as signing
from nhipcau.office.signing.actions.chain import draw_back
from nhipcau.plans.actions import changing
from nhipcau.plans.actions.urging import Urged
from nhipcau.plans.models import Plan, UnitLine, UnitPlan
from nhipcau.plans.permissions import RUN_PLANS
from nhipcau.plans.unit_states import UnitPlanState
from nhipcau.plans.units import queries, rules
from nhipcau.plans.units.actions.writing import address, hold_open
from nhipcau.plans.units.permissions import DRAFT_UNIT_PLANS

ACCEPTED = "unit_plan.accepted"
RETURNED = "unit_plan.returned"
URGED = "plan.unit_plans_urged"
DUE_SET = "plan.unit_plans_due_set"
DECIDED_NOTICE, URGED_NOTICE = "plans.unit_decided", "plans.unit_urged"
SENTENCES = {
    "plans.unit_accepted": N_("Kế hoạch năm %(year)s của %(agency)s được chấp nhận"),
    "plans.unit_returned": N_("Kế hoạch năm %(year)s của %(agency)s bị trả lại, cần sửa"),
    "plans.unit_urged": N_("Đôn đốc: nộp kế hoạch năm %(year)s của %(agency)s"),
    "plans.unit_urged.by": N_("Kế hoạch số %(number)s; hạn nộp %(day)s."),
}
_DRAWN_BACK = Words(N_("Cơ quan điều phối trả lại kế hoạch để sửa."))
_RETURN = ("returned_reason", "returned_at", "returned_by_id")


@transaction.atomic
def accept(*, unit_plan: UnitPlan, by: Officer, seen: str = "") -> UnitPlan:
    """Accept an agency's plan as a whole; the agency is told and may have it signed.

    seen: the mark of the page that showed it (``kernel.seen``).  Raises Refused, also where it was handed in anew since.
    """
    demand(by, RUN_PLANS)
    held = hold_open(unit_plan)
    check_shown(seen, held)
    before = {"at": held.accepted_at, "by": held.accepted_by_id}
    held.move("accept", by=by)
    held.accepted_at, held.accepted_by = held.state_at, by
    held.save(update_fields=[*MOVED, "accepted_at", "accepted_by"])
    audit.record(ACCEPTED, target=held, by=by, data=audit.plain({"agency": held.agency}))
    with undo.offered(ACCEPTED, target=held, by=by, data={"_before": audit.plain(before)}):
        _tell(held, "plans.unit_accepted", held.plan.title[:500], by)
    return held


@transaction.atomic
def accept_many(*, unit_plans: Iterable[UnitPlan], by: Officer) -> int:
    """Accept several at once; all or none, with a sentence that names what refuses."""
    return lists.each(unit_plans, lambda one: accept(unit_plan=one, by=by))


def unaccept(unit_plan: UnitPlan, data: dict[str, Any], by: Officer) -> None:
    """The counter-action of ``accept``."""
    held = hold_open(unit_plan)
    held.move("undecide", by=by)
    held.accepted_at, held.accepted_by_id = data["_before"]["at"], data["_before"]["by"]
    held.save(update_fields=[*MOVED, "accepted_at", "accepted_by"])


@transaction.atomic
def send_back(*, unit_plan: UnitPlan, reasons: Mapping[int, str], by: Officer, head: str = "") -> UnitPlan:
    """Send single lines back, each with a reason; only these are open for change then, the rest stays as it was looked at.

    reasons: {line: why}; head: why what is no line (aims, people, missing lines) is to be mended, "" where it does.
    A version on its way to a signature is drawn back.  Raises Refused without a reason, and once it is signed.
    """
    demand(by, RUN_PLANS)
    held = hold_open(unit_plan)
    wanted = {key: reason.strip() for key, reason in reasons.items()}
    rules.check_returning([*wanted.values(), *([head.strip()] if head.strip() else [])])
    lines = {line.pk: line for line in held.lines.select_for_update(of=("self",)).order_by("pk")}
    if unknown := set(wanted) - set(lines):
        raise Refused(
            N_("%(count)s dòng đã chọn không còn trong kế hoạch. Hãy mở lại trang rồi trả lại."),
            count=len(unknown),
        )
    accepted = held.state == UnitPlanState.ACCEPTED
    stood = {
        "_accepted": accepted,
        "_head": held.head_returned,
        "_lines": {str(key): [getattr(line, name) for name in _RETURN] for key, line in lines.items() if line.is_returned},
    }  # fmt: skip
    _draw_back(held, by)
    held.move("send_back", by=by)
    held.head_returned = head.strip()
    held.save(update_fields=[*MOVED, "head_returned"])
    now = clock.now()
    for key, line in lines.items():
        reason = wanted.get(key, "")
        if reason or line.is_returned:
            line.returned_reason = reason
            line.returned_at, line.returned_by = (now, by) if reason else (None, None)
            line.save(update_fields=["returned_reason", "returned_at", "returned_by"])
    said = {str(lines[key])[:80]: reason for key, reason in wanted.items()}
    audit.record(
        RETURNED,
        target=held,
        by=by,
        data=audit.plain(
            {"agency": held.agency, "lines": len(wanted), "reasons": said, "head": held.head_returned}
        ),
    )
    with undo.offered(RETURNED, target=held, by=by, data=audit.plain(stood)):
        told = [
            *([held.head_returned] if held.head_returned else []),
            *(f"{work}: {why}" for work, why in said.items()),
        ]
        _tell(held, "plans.unit_returned", "\n".join(told)[:2000], by)
    return held


def unreturn(unit_plan: UnitPlan, data: dict[str, Any], by: Officer) -> None:
    """The counter-action of ``send_back``; a version that was drawn back is presented anew by its agency."""
    held = hold_open(unit_plan)
    held.move("undecide_accepted" if data["_accepted"] else "undecide", by=by)
    held.head_returned = data["_head"]
    held.save(update_fields=[*MOVED, "head_returned"])
    before = data["_lines"]
    for line in held.lines.select_for_update(of=("self",)).order_by("pk"):
        reason, at, who = before.get(str(line.pk), ("", None, None))
        UnitLine.objects.filter(pk=line.pk).update(returned_reason=reason, returned_at=at, returned_by=who)


def _draw_back(held: UnitPlan, by: Officer) -> None:
    version = signing.standing(held)
    if version is not None:
        draw_back(version=version, reason=_DRAWN_BACK, by=by)


def _tell(held: UnitPlan, sentence: str, text: str, by: Officer) -> None:
    people = people_of([held.agency_id], DRAFT_UNIT_PLANS).get(held.agency_id, ())
    told = {held.submitted_by, *people} - {None, by}
    notify(
        recipients=[each for each in told if each is not None],
        kind=DECIDED_NOTICE,
        once=f"{DECIDED_NOTICE}:{held.pk}:{held.state}:{held.state_at}",
        title=Sentence(sentence, {"year": held.plan.year, "agency": held.agency.name}),
        text=text,
        url=address(held),
    )


# --- the board ---


@transaction.atomic
def urge(*, plan: Plan, agencies: Iterable[Agency], today: date, by: Officer) -> Urged:
    """Remind the officers of agencies that have not handed in their plan, each agency once a day.

    Raises Refused, naming them, for agencies whose plan is in, and for a closed plan.
    """
    demand(by, RUN_PLANS)
    plan.go("unit_plan")
    chosen = list(agencies)
    keys = [agency.pk for agency in chosen]
    wanting = set(
        queries.board(plan, {}, today=today)
        .filter(pk__in=keys, unit_state__in=queries.WANTING)
        .values_list("pk", flat=True)
    )

    def check(agency: Agency) -> None:
        if agency.pk not in wanting:
            raise Refused(N_("đã nộp kế hoạch, không cần đôn đốc."))

    lists.each(chosen, check)
    if not chosen:
        raise Refused(N_("Không còn cơ quan nào chưa nộp kế hoạch."))
    people = people_of(keys, DRAFT_UNIT_PLANS)
    days, usual = queries.dues(plan), queries.usual_due(plan)
    told: list[Agency] = []

    def tell() -> int:
        for agency in chosen:
            due = days.get(agency.pk, usual)
            if notify(
                recipients=people.get(agency.pk, ()),
                kind=URGED_NOTICE,
                once=f"{URGED_NOTICE}:{plan.pk}:{agency.pk}:{today.isoformat()}",
                title=Sentence("plans.unit_urged", {"year": plan.year, "agency": agency.name}),
                text=Sentence("plans.unit_urged.by", {"number": plan.document.number, "day": written(due)}),
                url=reverse("plans:unit_plan_own", args=[plan.pk, agency.pk]),
            ):
                told.append(agency)
        return len(told)

    undo.telling(URGED, target=plan, by=by, tell=tell)
    if told:
        audit.record(URGED, target=plan, by=by, data=audit.plain({"agencies": told}))
    without = tuple(agency for agency in chosen if not people.get(agency.pk))
    before = tuple(agency for agency in chosen if agency not in told and agency not in without)
    return Urged(tuple(told), before, without)


@transaction.atomic
def set_due(*, plan: Plan, day: date, reason: str, today: date, by: Officer) -> None:
    """Set by when agencies hand in their plans: the day of the plan's own duty where it has one, so that desk, calendar and
    reminders go by one day; else a day of this plan alone.  Raises Refused for a day that stands already, without a reason."""
    demand(by, RUN_PLANS)
    held = rows.held_with(Plan.objects.select_for_update(of=("self",)), plan.pk, "document")
    held.go("unit_plan")
    tasks = list(queries.obligations(held).order_by("position"))
    for task in tasks:
        changing.set_dues(task=task, days=[day], reason=reason, today=today, by=by)
    if tasks:
        return
    if held.unit_plans_due == day:
        raise Refused(N_("Thời hạn vẫn như cũ, chưa có gì thay đổi."))
    before = audit.snapshot(held, ["unit_plans_due"])
    held.unit_plans_due = day
    held.save(update_fields=["unit_plans_due"])
    audit.record(
        DUE_SET,
        target=held,
        by=by,
        data={"reason": reason},
        before=before,
        after=audit.snapshot(held, ["unit_plans_due"]),
    )
