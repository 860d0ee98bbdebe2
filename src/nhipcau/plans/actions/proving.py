"""Results that are done by what the system holds: recorded with that as evidence, opened again where it falls away.

Everything here may run twice, and at once: each result is read anew under its part's row, as a report holds it.  The machine
acts on the word of the coordinator who confirmed by what a task's results are proven, and names him.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from nhipcau.agencies.models import Officer
from nhipcau.agencies.queries.accounts import people_of
from nhipcau.kernel import audit, clock, rows, undo
from nhipcau.kernel.jobs import after_seconds, job
from nhipcau.kernel.models import Evidence
from nhipcau.kernel.notifications import notify
from nhipcau.kernel.refusal import N_, Refused, Words
from nhipcau.kernel.sentences import Sentence
from nhipcau.kernel.standing import written
from nhipcau.kernel.witness import Shown, Wanted, witnesses
from nhipcau.plans import rules
from nhipcau.plans.actions import over, work
from nhipcau.plans.actions.duties import first_day
from nhipcau.plans.actions.percents import reckon_part
from nhipcau.plans.actions.telling import address_of_part
from nhipcau.plans.models import Deliverable, Duty, Plan, Progress, ProvenResult, Task, TaskProof
from nhipcau.plans.permissions import REPORT, RUN_PLANS
from nhipcau.plans.states import ProvenState

SET = "task.proof_set"
PROVEN = "task.proven"
FELL = "task.proof_fell"
OBJECTED = "task.proof_objected"
TOLD, TOLD_OF_OBJECTION = "plans.proven", "plans.proof_objected"
SENTENCES = {
    "plans.proven": N_("Hệ thống ghi nhận hoàn thành: %(task)s"),
    "plans.proven.by": N_(
        "%(agency)s, kỳ hạn %(day)s, căn cứ: %(proof)s. Nếu không đúng, hãy báo lại ở phần việc này."
    ),
    "plans.proof_fell": N_("Kết quả mở lại vì không còn căn cứ: %(task)s"),
    "plans.proof_fell.kept": N_(
        "Căn cứ tự ghi nhận không còn, kết quả giữ theo báo cáo của cơ quan: %(task)s"
    ),
    "plans.proof_fell.what": N_("%(agency)s, kỳ hạn %(day)s, căn cứ trước đây: %(proof)s"),
    "plans.proof_objected": N_("Cơ quan báo kết quả tự ghi nhận không đúng: %(task)s"),
    "plans.proof_objected.why": N_("%(agency)s, kỳ hạn %(day)s: %(reason)s"),
}


# --- by what a task's results are proven ---


@transaction.atomic
def choose(*, task: Task, kind: str, by: Officer) -> TaskProof:
    """Say by what the task's results are proven; "": agencies report them themselves.  Results follow some seconds later.

    Raises Refused for a kind that there is not, a task that is over and a closed plan.
    """
    held = rows.held(task)
    held.plan.go("change_task")
    over.check_task(held)
    if kind and kind not in witnesses:
        raise Refused(N_("Không có cách tự ghi nhận này. Hãy mở lại trang rồi chọn."))
    known = TaskProof.objects.filter(task=held).first()
    before = known.kind if known is not None else None
    if known is not None and known.kind == kind:
        return known  # the same form sent again
    values = {"kind": kind, "set_at": clock.now(), "set_by": by}
    chosen = TaskProof.objects.update_or_create(task=held, defaults=values)[0]
    audit.record(SET, target=held, by=by, before={"proof": before or ""}, after={"proof": kind})
    with undo.offered(SET, target=held, by=by, data={"_before": before}):
        pass  # nobody is told
    # Its doer may still take it back: results change, and agencies are told, after that.
    after_seconds(settle_results, undo.SECONDS + 1).enqueue(task=held.pk)
    return chosen


@transaction.atomic
def chosen_by_words(task: Task, *, kind: str, word_of: Officer | None) -> None:
    """Take a kind as chosen whose words a coordinator confirmed with the plan itself, and on whose word the proof stands;
    what somebody has decided, and a task that is over, stay as they are."""
    held = rows.held(task)
    if word_of is None or held.closed_on is not None or TaskProof.objects.filter(task=held).exists():
        return
    TaskProof.objects.create(task=held, kind=kind, set_by=word_of)
    said = audit.plain({"proof": kind, "confirmed_by": word_of})
    audit.record(SET, target=held, by=None, data=said)


def take_back_choice(task: Task, data: dict[str, Any], by: Officer) -> None:
    """The counter-action of ``choose``.  What followed already, since something else changed meanwhile, follows back with the
    work that was written down for the choice."""
    chosen, before = TaskProof.objects.filter(task=rows.held(task)), data["_before"]
    if before is None and not ProvenResult.objects.filter(deliverable__duty__task=task).exists():
        chosen.delete()
    else:
        chosen.update(kind=before or "", set_at=clock.now(), set_by=by)


# --- bringing results in line ---


def when_changed(name: str, agencies: Collection[int]) -> None:
    """Listener to witnesses: in their transaction the work is written down, where any task is proven by them."""
    if TaskProof.objects.in_force().filter(kind=name).exists():
        settle_results.enqueue(kind=name, agencies=sorted(agencies))


@job()
def settle_results(kind: str = "", agencies: Collection[int] = (), task: int | None = None) -> int:
    """``settle`` by a worker, today."""
    return settle(today=clock.today(), kind=kind, agencies=agencies, task=task)


def settle(*, today: date, kind: str = "", agencies: Collection[int] = (), task: int | None = None) -> int:
    """Bring the results of running plans in line with what the system holds; how many changed.

    kind, agencies, task: only those; none: all.  Not to be called within a transaction: each result has its own.
    """
    chosen = TaskProof.objects.in_force().select_related("task__plan__document", "set_by").order_by("pk")
    if kind:
        chosen = chosen.filter(kind=kind)
    if task is not None:
        chosen = chosen.filter(task=task)
    return sum(_settle_task(each, agencies, today) for each in chosen)


def _settle_task(chosen: TaskProof, agencies: Collection[int], today: date) -> int:
    owed = Deliverable.objects.filter(
        duty__task=chosen.task, duty__ended_on=None, ended_on=None, due__ended_on=None
    )
    if agencies:
        owed = owed.filter(duty__agency__in=agencies)
    items = list(owed.select_related("duty", "due").order_by("due_on", "pk"))
    wanted = _wanted(chosen.task, items, today)
    known = witnesses.get(chosen.kind) if chosen.kind in witnesses else None
    shown = known.find(set(wanted.values())) if known is not None and wanted else {}
    standing = {row.deliverable_id: row for row in ProvenResult.objects.filter(deliverable__in=items)}
    changed = 0
    for item in items:
        row = standing.get(item.pk)  # its newest
        proof = shown.get(wanted[item.pk]) if item.pk in wanted else None
        if row is not None and row.is_proven:
            if proof is None or row.kind != chosen.kind:
                changed += _fall(row, today, by_choice=row.kind != chosen.kind)
        elif proof is not None and item.done_on is None:
            changed += _prove(item, chosen, proof, today)
    return changed


def _wanted(task: Task, items: Iterable[Deliverable], today: date) -> dict[int, Wanted]:
    """What is to be shown for each result, by its key; not for one whose time has not begun."""
    days = list(task.dues.current().values_list("on", flat=True))
    begins = _begins(task.plan)
    before = _agencies_before(task)
    found: dict[int, Wanted] = {}
    for item in items:
        period = rules.period_of(on=item.due.on, kind=item.due.kind, all_dues=days, begins=begins)
        if period.first <= today:
            found[item.pk] = Wanted(
                agency=item.duty.agency_id,
                plan=task.plan_id,
                before=before.get(item.duty_id, frozenset()),
                first=period.first,
                last=period.last,
                until=min(today, period.last) if period.comes_back else today,
            )
    return found


def _agencies_before(task: Task) -> dict[int, frozenset[int]]:
    """The agencies whose work in the task each part goes on with, after mergers."""
    parts: dict[int, tuple[int, int | None]] = {
        key: (agency, before)
        for key, agency, before in Duty.objects.filter(task=task).values_list(
            "pk", "agency", "inherited_from"
        )
    }
    found: dict[int, frozenset[int]] = {}
    for key, (_agency, before) in parts.items():
        gone: list[int] = []
        while before in parts and before not in gone:
            gone.append(before)
            before = parts[before][1]
        found[key] = frozenset(parts[part][0] for part in gone)
    return found


@transaction.atomic
def _prove(item: Deliverable, chosen: TaskProof, proof: Shown, today: date) -> bool:
    """Record one result as done by what shows it; False where meanwhile it is, or a person has spoken."""
    duty = _held(item.duty_id)
    held = duty.deliverables.filter(pk=item.pk, done_on=None, ended_on=None).first() if duty else None
    if duty is None or held is None or not TaskProof.objects.filter(pk=chosen.pk, kind=chosen.kind).exists():
        return False
    last = held.progress.order_by("-pk").first()
    row = held.proven.order_by("-pk").first()
    if (last is not None and last.sends_back) or (row is not None and not row.has_fallen):
        return False  # the coordinator, or the agency, has said that it is not done
    held.percent, held.done_on = 100, min(max(proof.day, _begins(duty.task.plan)), today)
    held.save(update_fields=["percent", "done_on"])
    said = Progress.objects.create(duty=duty, deliverable=held, percent=100, reported_on=today)
    made = ProvenResult.objects.create(
        deliverable=held,
        kind=chosen.kind,
        progress=said,
        confirmed_by=chosen.set_by,
        state_by=None,
        evidence=_attach(duty, proof, mine=row.evidence if row is not None else []),
    )
    duty.reported_at = clock.now()
    duty.save(update_fields=["reported_at"])
    reckon_part(duty, 100)
    audit.record(
        PROVEN,
        target=duty.task,
        by=None,
        data=audit.plain(_said(duty, held) | {"proof": made.kind, "confirmed_by": chosen.set_by}),
    )
    _tell_agency(made, duty, held, "plans.proven", "plans.proven.by")
    return True


def _begins(plan: Plan) -> date:
    """The first day on which its work can have been done: what stood before counts from then."""
    return max(date(plan.year, 1, 1), first_day(plan))


def _attach(duty: Duty, proof: Shown, *, mine: Collection[int]) -> list[int]:
    """Add what shows the result as evidence; what is there stays, what an officer took down stays down.  mine: what was
    added for this result before.  Gives the keys of what was added now."""
    added = []
    for record in proof.records:
        kind = ContentType.objects.get_for_model(record)
        about = Evidence.objects.about_record(duty).filter(record_type=kind, record_id=record.pk)
        if not about.exclude(pk__in=mine, withdrawn_at__isnull=False).exists():
            added.append(work.add_evidence(duty=duty, title="", record=record, by=None).pk)
    return added


@transaction.atomic
def _fall(row: ProvenResult, today: date, *, by_choice: bool) -> bool:
    """Open a result again whose proof is no more; one on which somebody has reported since stays as reported.

    by_choice: because the coordinator chose another proof, or none; he need not be told of each result.
    """
    duty = _held(row.deliverable.duty_id)
    held = ProvenResult.objects.filter(pk=row.pk, state=ProvenState.PROVEN).first()
    if duty is None or held is None:
        return False
    item = duty.deliverables.get(pk=row.deliverable_id)
    opens = item.done_on is not None and not _spoken_since(item, held)
    held.move("fall", by=None)
    if opens:
        held.reopened = _reopen(duty, item, held, today=today, by=None)
    held.save()
    _take_down(duty, held)
    audit.record(
        FELL,
        target=duty.task,
        by=None,
        data=audit.plain(_said(duty, item) | {"proof": held.kind, "confirmed_by": held.confirmed_by}),
        before={"percent": 100},
        after={"percent": item.percent},
    )
    title = "plans.proof_fell" if opens else "plans.proof_fell.kept"
    also = None if by_choice else Officer.objects.who_may(RUN_PLANS)
    _tell_agency(held, duty, item, title, "plans.proof_fell.what", also=also)
    return True


def _spoken_since(item: Deliverable, row: ProvenResult) -> bool:
    """Whether somebody has reported on a result, or sent it back, since the system recorded it."""
    return item.progress.filter(pk__gt=max(row.progress_id, row.reopened_id or 0)).exists()


def _reopen(
    duty: Duty, item: Deliverable, row: ProvenResult, *, today: date, by: Officer | None, note: str = ""
) -> Progress:
    """The result stands open at what was reported before."""
    before = item.progress.filter(pk__lt=row.progress_id).order_by("-pk").first()
    item.percent, item.done_on = (before.percent if before is not None else 0), None
    item.save(update_fields=["percent", "done_on"])
    said = Progress.objects.create(
        duty=duty,
        deliverable=item,
        percent=item.percent,
        takes_back=row.progress,
        note=note,
        reported_on=today,
        officer=by,
    )
    reckon_part(duty, item.percent)
    return said


def _take_down(duty: Duty, row: ProvenResult) -> None:
    """Take down what was added with a proof, except what shows another result of the part, too."""
    others = ProvenResult.objects.filter(deliverable__duty=duty, state=ProvenState.PROVEN)
    needed = {key for keys in others.values_list("evidence", flat=True) for key in keys}
    for kept in Evidence.objects.standing().filter(pk__in=set(row.evidence) - needed):
        work.withdraw_evidence(kept=kept, by=None)


# --- objecting ---


@transaction.atomic
def object_to(*, owed: Deliverable, reason: str, today: date, by: Officer) -> ProvenResult:
    """Say in the agency's name that a result which the system recorded is not so: it opens again, for good.

    Raises Refused without a reason, for what the system did not record or somebody has reported on since, for what is
    over and a closed plan.
    """
    rules.check_objection(reason=reason)
    duty = _held_to_write(owed.duty_id)
    item = duty.deliverables.get(pk=owed.pk)
    row = item.proven.filter(state=ProvenState.PROVEN).first()
    if row is None:
        raise _nothing_to_object_to(item)
    if item.done_on is None or _spoken_since(item, row):
        raise Refused(N_("Kết quả này đã được báo lại sau khi hệ thống ghi nhận. Hãy báo mức đúng."))
    stood = {"_done_on": item.done_on}
    row.move("object", by=by)
    row.reason = reason.strip()
    row.reopened = _reopen(duty, item, row, today=today, by=by, note=row.reason)
    row.save()
    said = _said(duty, item) | {"proof": row.kind, "reason": row.reason}
    audit.record(
        OBJECTED,
        target=duty.task,
        by=by,
        data=audit.plain(said),
        before={"percent": 100},
        after={"percent": item.percent},
    )
    with undo.offered(OBJECTED, target=row, by=by, data={"agency": duty.agency, "task": duty.task} | stood):
        _tell_of_objection(row, duty, item, by)
    return row


def _nothing_to_object_to(item: Deliverable) -> Refused:
    before = item.proven.filter(state=ProvenState.OBJECTED).order_by("-pk").first()
    if before is not None:
        return Refused(
            N_("Cơ quan đã báo kết quả này không đúng%(since)s; hệ thống không tự ghi nhận nữa."),
            since=before.since().told,
        )
    return Refused(N_("Kết quả này không do hệ thống ghi nhận. Hãy báo tiến độ như thường lệ."))


def take_back_objection(row: ProvenResult, data: dict[str, Any], by: Officer) -> None:
    """The counter-action of ``object_to``: the result is done as it was.  Raises Refused where it was reported on since."""
    duty = _held_to_write(row.deliverable.duty_id)
    held = rows.held(row)
    item = duty.deliverables.get(pk=held.deliverable_id)
    last = item.progress.order_by("-pk").first()
    if last is None or last.pk != held.reopened_id:
        raise Refused(N_("Sau ý kiến này kết quả đã được báo lại nên không hoàn tác được."))
    held.move("take_back", by=by)
    item.percent, item.done_on = 100, date.fromisoformat(data["_done_on"])
    item.save(update_fields=["percent", "done_on"])
    held.reopened = Progress.objects.create(
        duty=duty, deliverable=item, percent=100, takes_back=last, reported_on=clock.today(), officer=by
    )
    held.reason = ""
    held.save()
    reckon_part(duty, 100)


# --- in common ---


def _held(key: int) -> Duty | None:
    """A part of a running plan that is not over, held; None where it is no more."""
    try:
        duty = over.held_part(key)
    except Duty.DoesNotExist:
        return None
    return duty if duty.ended_on is None and duty.task.plan.is_open else None


def _held_to_write(key: int) -> Duty:
    duty = over.held_part(key)
    duty.task.plan.go("report")
    over.check_part(duty)
    return duty


def _said(duty: Duty, item: Deliverable) -> dict[str, Any]:
    return {"agency": duty.agency, "due": item.due_on}


def _tell_agency(
    row: ProvenResult,
    duty: Duty,
    item: Deliverable,
    title: str,
    text: str,
    *,
    also: models.QuerySet[Officer] | None = None,
) -> None:
    people = {*people_of([duty.agency_id], REPORT).get(duty.agency_id, ()), *(also or ())}
    words = {"agency": duty.agency.name, "day": written(item.due_on), "proof": Words(row.label)}
    notify(
        recipients=people,
        kind=TOLD,
        once=f"{title}:{row.pk}",
        title=Sentence(title, {"task": str(duty.task)[:200]}),
        text=Sentence(text, words),
        url=address_of_part(duty),
    )


def _tell_of_objection(row: ProvenResult, duty: Duty, item: Deliverable, by: Officer) -> None:
    words = {"agency": duty.agency.name, "day": written(item.due_on), "reason": row.reason[:500]}
    notify(
        recipients=Officer.objects.who_may(RUN_PLANS).exclude(pk=by.pk),
        kind=TOLD_OF_OBJECTION,
        once=f"{TOLD_OF_OBJECTION}:{row.pk}:{row.reopened_id}",
        title=Sentence("plans.proof_objected", {"task": str(duty.task)[:200]}),
        text=Sentence("plans.proof_objected.why", words),
        url=address_of_part(duty),
    )
