"""An agency draws up its own plan: opens it, writes its lines, hands it in.

The plan's row is held first in every act, so of two who act at once the second sees what the first did; a line that
another wrote since the form was made is not written over (``seen``).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from nhipcau.agencies.models import Agency, Officer
from nhipcau.kernel import audit, clock, finding, rows, undo
from nhipcau.kernel.notifications import notify
from nhipcau.kernel.refusal import N_, Refused, Words
from nhipcau.kernel.seen import check_edited
from nhipcau.kernel.sentences import Sentence
from nhipcau.kernel.standing import written
from nhipcau.kernel.stated import MOVED
from nhipcau.office.permissions import SIGN
from nhipcau.office.signing import queries as signing
from nhipcau.office.signing.actions.chain import draw_back
from nhipcau.plans.models import Plan, UnitLine, UnitPlan
from nhipcau.plans.permissions import RUN_PLANS
from nhipcau.plans.unit_states import UnitPlanState
from nhipcau.plans.units import laying, queries, rules

OPENED = "unit_plan.opened"
EDITED = "unit_plan.edited"
SUBMITTED = "unit_plan.submitted"
LINE_ADDED = "unit_plan.line_added"
LINE_EDITED = "unit_plan.line_edited"
LINE_REMOVED = "unit_plan.line_removed"
SIGNER_CHOSEN = "unit_plan.signer_chosen"
SUBMITTED_NOTICE = "plans.unit_submitted"
SENTENCES = {
    "plans.unit_submitted": N_("%(agency)s nộp kế hoạch năm %(year)s"),
    "plans.unit_submitted.again": N_("%(agency)s nộp lại kế hoạch năm %(year)s sau khi sửa"),
}
_OTHER_SIGNER = Words(N_("Người ký được chọn lại sau khi trình."))
HEAD = ("aims", "organisation", "leader", "focal", "reports_half", "reports_year", "recipients")
LINE = (
    "task", "work", "output", "amount", "unit", "in_charge", "together_with", "begins", "ends", "money", "source",
)  # fmt: skip


def hold(unit_plan: UnitPlan) -> UnitPlan:
    """The plan as it stands now, locked until the transaction ends."""
    found = UnitPlan.objects.select_for_update(of=("self",))
    return rows.held_with(
        found, unit_plan.pk, "plan__document", "plan__coordinator", "agency", "state_by", "edited_by"
    )


def hold_open(unit_plan: UnitPlan) -> UnitPlan:
    """The same.  Raises Refused where the province's plan is closed, or this one is signed: since when and by whom."""
    held = hold(unit_plan)
    held.plan.go("unit_plan")
    signed = signing.signature_of(held)
    if signed is not None:
        raise Refused(
            N_("%(who)s đã ký kế hoạch này ngày %(on)s nên không sửa, không trả lại được nữa."),
            who=signed.officer_name,
            on=written(timezone.localdate(signed.at)),
        )
    return held


@transaction.atomic
def open_plan(*, plan: Plan, agency: Agency, coordinated: bool, today: date, by: Officer) -> UnitPlan:
    """Begin an agency's own plan with a line for each task that it leads; filled from last year's where there is one.

    coordinated: also for the tasks in which it helps.  The one that is there already is given back.  Raises Refused for an
    agency without a part in the plan, or that is no more.
    """
    held = rows.held_with(Plan.objects.select_for_update(of=("self",)), plan.pk, "document", "coordinator")
    held.go("unit_plan")
    known = UnitPlan.objects.filter(plan=held, agency=agency).first()
    if known is not None:
        return known
    if not agency.is_alive(today):
        since = agency.ended().told
        raise Refused(N_("%(agency)s không còn hoạt động%(since)s nên không lập kế hoạch."), agency=agency.name, since=since)  # fmt: skip
    tasks = queries.tasks_given(held, agency)
    if not tasks and agency.pk not in queries.owing(held):
        raise Refused(N_("%(agency)s không được giao nhiệm vụ nào trong kế hoạch này."), agency=agency.name)
    last = queries.last_year_of(held, agency)
    made = UnitPlan.objects.create(
        plan=held,
        agency=agency,
        last_year=last,
        opened_by=by,
        edited_by=by,
        state_by=by,
        **laying.head(held, agency, last, today=today),
    )
    lines = UnitLine.objects.bulk_create(laying.lines_for(made, tasks, last, coordinated=coordinated, by=by))
    audit.record(
        OPENED,
        target=made,
        by=by,
        data=audit.plain({"agency": agency, "lines": len(lines), **({"last_year": last} if last else {})}),
    )
    finding.keep("unit-plan", made)
    return made


@transaction.atomic
def edit_head(*, unit_plan: UnitPlan, fields: Mapping[str, Any], seen: int, by: Officer) -> UnitPlan:
    """Write what stands above and below the lines (``HEAD``).

    seen: how often it had been changed when the form was made.  Raises Refused where it is locked, and where somebody
    wrote meanwhile.
    """
    held = hold_open(unit_plan)
    _check_head_open(held)
    check_edited(held, seen)
    before = audit.snapshot(held, HEAD)
    for name in HEAD:
        if name in fields:
            setattr(held, name, fields[name])
    after = audit.snapshot(held, HEAD)
    if after == before:
        return held
    _touched(held, by)
    held.save()
    audit.record(EDITED, target=held, by=by, before=before, after=after)
    finding.keep("unit-plan", held)
    return held


@transaction.atomic
def add_line(*, unit_plan: UnitPlan, fields: Mapping[str, Any], by: Officer) -> UnitLine:
    """Write one more line (``LINE``).  Raises Refused where the plan is locked, or full."""
    held = hold_open(unit_plan)
    _check_head_open(held)
    rules.check_room(held.lines.count())
    line = UnitLine(unit_plan=held, edited_by=by, position=_next_place(held))
    _write(line, fields)
    line.save()
    _told("unit_plan.line_added", held, line, by, after=audit.snapshot(line, LINE))
    return line


@transaction.atomic
def edit_line(*, line: UnitLine, fields: Mapping[str, Any], seen: int, by: Officer) -> UnitLine:
    """Change a line; seen: as for ``edit_head``.  Raises Refused where it is locked: since when, by whom, and who can open it."""
    held = hold_open(line.unit_plan)
    kept = rows.held(line)
    kept.unit_plan = held
    check_line_open(held, kept)
    check_edited(kept, seen)
    before = audit.snapshot(kept, LINE)
    _write(kept, fields)
    after = audit.snapshot(kept, LINE)
    if after == before:
        return kept
    _touched(kept, by)
    kept.save()
    _told("unit_plan.line_edited", held, kept, by, before=before, after=after)
    return kept


@transaction.atomic
def remove_line(*, line: UnitLine, by: Officer) -> None:
    """Take a line out; what it said stays in the log.  Raises Refused as ``edit_line`` does."""
    held = hold_open(line.unit_plan)
    kept = rows.held(line)
    check_line_open(held, kept)
    if kept.taken_on.exists():
        raise Refused(N_("Kế hoạch năm sau đã lấy dòng này làm căn cứ nên không xóa được."))
    before, key = audit.snapshot(kept, LINE), kept.pk
    kept.taken_from = None
    rows.removed(kept)
    audit.record(LINE_REMOVED, target=held, by=by, data={"line": key, "work": before["work"]}, before=before)
    _touched_by(held, by)
    finding.keep("unit-plan", held)


@transaction.atomic
def take_on(*, unit_plan: UnitPlan, line: UnitLine, by: Officer) -> UnitLine:
    """Go on with a line of last year that no task of this year goes on: it becomes the agency's own work.

    Raises Refused for a line of another plan, and one that is taken on already.
    """
    held = hold_open(unit_plan)
    _check_head_open(held)
    rules.check_room(held.lines.count())
    if line.unit_plan_id != held.last_year_id or held.lines.filter(taken_from=line).exists():
        raise Refused(N_("Dòng này không thuộc kế hoạch năm trước, hoặc đã được đưa vào."))
    made = laying.taken_on(held, line, task=None, position=_next_place(held), by=by)
    made.save()
    _told("unit_plan.line_added", held, made, by, after=audit.snapshot(made, LINE))
    return made


@transaction.atomic
def submit(*, unit_plan: UnitPlan, today: date, by: Officer) -> UnitPlan:
    """Hand the plan in; whoever runs the province's plan is told.  Raises Refused while the rules find errors in it."""
    held = hold_open(unit_plan)
    verb = "unsubmit_mended" if held.state == UnitPlanState.RETURNED else "unsubmit"
    again = held.state == UnitPlanState.RETURNED
    held.go("submit")
    rules.check_submitting(queries.findings_of(held, held.lines.in_order(), today=today))
    before = {"at": held.submitted_at, "by": held.submitted_by_id}
    held.move("submit", by=by)
    held.submitted_at, held.submitted_by = held.state_at, by
    held.save(update_fields=[*MOVED, "submitted_at", "submitted_by"])
    audit.record(SUBMITTED, target=held, by=by, data=audit.plain({"agency": held.agency}))
    with undo.offered(SUBMITTED, target=held, by=by, data={"_verb": verb, "_before": audit.plain(before)}):
        notify(
            recipients=Officer.objects.who_may(RUN_PLANS).exclude(pk=by.pk),
            kind=SUBMITTED_NOTICE,
            once=f"{SUBMITTED_NOTICE}:{held.pk}:{held.submitted_at}",
            title=Sentence(
                "plans.unit_submitted.again" if again else "plans.unit_submitted",
                {"agency": held.agency.name, "year": held.plan.year},
            ),
            text=held.plan.title[:500],
            url=address(held),
        )
    return held


def unsubmit(unit_plan: UnitPlan, data: dict[str, Any], by: Officer) -> None:
    """The counter-action of ``submit``: it is written on again, before anybody heard of it."""
    held = hold_open(unit_plan)
    held.move(data["_verb"], by=by)
    held.submitted_at, held.submitted_by_id = data["_before"]["at"], data["_before"]["by"]
    held.save(update_fields=[*MOVED, "submitted_at", "submitted_by"])


@transaction.atomic
def choose_signer(*, unit_plan: UnitPlan, signer: Officer | None, by: Officer) -> None:
    """Say who signs the plan, until it is signed; a version that was presented with another is drawn back.

    Raises Refused for somebody who does not sign for the agency.
    """
    held = hold_open(unit_plan)
    if signer is not None and not signer.may(SIGN, held.agency):
        raise Refused(
            N_("%(who)s không được phân công ký văn bản của %(agency)s."),
            who=str(signer),
            agency=held.agency.name,
        )
    if held.signer == signer:
        return
    version = signing.standing(held)
    if version is not None:
        draw_back(version=version, reason=_OTHER_SIGNER, by=by)
    before = audit.snapshot(held, ["signer"])
    held.signer = signer
    held.save(update_fields=["signer"])
    audit.record(SIGNER_CHOSEN, target=held, by=by, before=before, after=audit.snapshot(held, ["signer"]))


def address(unit_plan: UnitPlan) -> str:
    """The page of an agency's plan."""
    return reverse("plans:unit_plan", args=[unit_plan.pk])


def check_line_open(held: UnitPlan, line: UnitLine) -> None:
    """Raise Refused for a line that may not be changed now; of a plan that was returned only the returned ones may."""
    if held.state != UnitPlanState.RETURNED:
        held.go("write")
    elif not line.is_returned:
        raise Refused(
            N_(
                "Dòng này không bị trả lại nên đang khóa%(since)s. Cơ quan điều phối mở được bằng cách trả lại dòng này;"
                " hãy hỏi ở mục “Hỏi cơ quan điều phối”."
            ),
            since=held.since().told,
        )


def _check_head_open(held: UnitPlan) -> None:
    """The same for what is no line, and for further lines."""
    if held.state != UnitPlanState.RETURNED:
        held.go("write")
    elif not held.head_returned:
        raise Refused(
            N_(
                "Phần chung không bị trả lại nên đang khóa, chỉ sửa được các dòng bị trả lại%(since)s. Cơ quan điều phối"
                " mở được bằng cách trả lại phần chung."
            ),
            since=held.since().told,
        )


def _write(line: UnitLine, fields: Mapping[str, Any]) -> None:
    for name in LINE:
        if name in fields:
            setattr(line, name, fields[name])
    rules.check_line(work=line.work, begins=line.begins, ends=line.ends, money=line.money)


def _touched(row: models.Model, by: Officer) -> None:
    kept: Any = row
    kept.edited, kept.edited_at, kept.edited_by = kept.edited + 1, clock.now(), by


def _told(
    deed: str, held: UnitPlan, line: UnitLine, by: Officer, *, after: audit.Snapshot, before: audit.Snapshot | None = None
) -> None:  # fmt: skip
    """The log; whose plan it is was changed by them, too (four eyes of its signing)."""
    audit.record(
        deed, target=held, by=by, data={"line": line.pk, "work": line.work}, before=before or {}, after=after
    )
    _touched_by(held, by)
    finding.keep("unit-plan", held)


def _touched_by(held: UnitPlan, by: Officer) -> None:
    """Who wrote last, without counting it as a change of the head."""
    held.edited_at, held.edited_by = clock.now(), by
    held.save(update_fields=["edited_at", "edited_by"])


def _next_place(held: UnitPlan) -> int:
    return (held.lines.aggregate(last=models.Max("position"))["last"] or 0) + 1
