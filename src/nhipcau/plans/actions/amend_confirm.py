"""From checked changes to an amended plan, in one transaction: what was done stays, what is owed follows the paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction

from nhipcau.agencies.models import Officer
from nhipcau.agencies.queries import Matcher
from nhipcau.documents.actions import register_document
from nhipcau.documents.models import RegisteredDocument
from nhipcau.documents.rules import identity
from nhipcau.engines.officialdoc.amend.model import Deed
from nhipcau.kernel import audit, finding, rows, undo
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.standing import kept_day
from nhipcau.kernel.stated import MOVED
from nhipcau.kernel.states import Since
from nhipcau.office.deadlines.law import swaps
from nhipcau.plans import amend_draft, rules
from nhipcau.plans.actions.amend_sending import parts_changed, roles_in, send_amendment
from nhipcau.plans.actions.amend_undo import rows_of, way_back
from nhipcau.plans.actions.amending import NO_PLAN, OWN_PAPER
from nhipcau.plans.actions.changing import carry_percents
from nhipcau.plans.actions.confirm import add_dues
from nhipcau.plans.actions.counting import recount
from nhipcau.plans.actions.duties import catch_up_successions, give_duties, owe
from nhipcau.plans.actions.ordering import number_places
from nhipcau.plans.actions.rewriting import Rewriting
from nhipcau.plans.models import Amendment, Duty, Plan, PlanImport, Task, TaskAmendment
from nhipcau.plans.rules import ReportPeriods, TaskKind
from nhipcau.plans.running_tree import running_tasks

Json = dict[str, Any]
SHOWN = 5  # tasks named in a refusal


class AlreadyAmended(Refused):
    """The same paper has amended a plan already; ``amendment`` is that."""

    def __init__(self, amendment: Amendment) -> None:
        super().__init__(
            N_(
                "Văn bản số %(number)s đã được áp dụng vào kế hoạch trước đó%(since)s. Hãy xem nội dung đã sửa đổi."
            ),
            number=amendment.document.number,
            since=Since(amendment.confirmed_at, amendment.confirmed_by).told,
        )
        self.amendment = amendment


class Moved(Refused):
    """The plan has moved since it was compared, in what the paper touches."""


@transaction.atomic
def confirm_amendment(*, plan_import: PlanImport, by: Officer, today: date) -> Amendment:
    """Do what the paper says, as officers checked it.

    Raises AlreadyAmended for the second of two, Moved where a touched task is not as it was compared, Refused where
    the plan is closed, the paper has no number or day, or an item speaks of no task that is there.
    """
    plan_import = rows.held(plan_import)
    if (done := Amendment.objects.filter(plan_import=plan_import).first()) is not None:
        raise AlreadyAmended(done)
    plan_import.move("confirm", by=by)
    draft, plan = plan_import.changes, plan_import.amends
    if draft is None or plan is None:
        raise Refused(NO_PLAN)
    plan.go("amend")
    items = list(amend_draft.deeds(draft))
    _check(draft, items)
    touched = sorted(item["task"] for item in items if item["task"] is not None)
    _hold(plan, touched)
    # Taken after the rows of tasks and duties, as every writer of a plan does (ADR 33).
    plan = rows.held_with(Plan.objects.select_for_update(no_key=True, of=("self",)), plan.pk, "document")
    plan.go("amend")
    _refuse_what_moved(plan, items, touched)
    head = (plan_import.draft or {})["document"]
    document, signed_on = _register(plan_import, plan, head, by)
    amendment = Amendment.objects.create(
        plan=plan,
        document=document,
        instead_of=plan.document if draft["whole"] else None,
        plan_import=plan_import,
        confirmed_by=by,
    )
    deed = _Deed(amendment, plan, signed_on, by)
    had = roles_in(touched)
    stood = rows_of(plan)
    deed.do(draft, items)
    _move_report_dates(deed, items)
    if draft["whole"]:
        plan.document = document
        plan.title = str(head.get("plan_title") or head.get("title") or plan.title)
        plan.save(update_fields=["document", "title"])
    # New days of old parts are owed since the paper; what follows counts the plan.
    owe(plan=plan, on=signed_on, counts=False)
    give_duties(plan=plan, on=signed_on, tasks=sorted(deed.touched))
    carry_percents(*Task.objects.filter(pk__in=deed.rewriting.redated))
    _end_lone_reports(deed)
    catch_up_successions(plan=plan, today=today, by=by)
    plan_import.save(update_fields=MOVED)
    audit.record(
        "plan.amended",
        target=plan,
        by=by,
        data={"number": document.number, "import": plan_import.pk, **deed.counts},
    )
    amendment.parts = parts_changed(had, roles_in(deed.touched), deed.touched)
    amendment.way_back = way_back(stood, rows_of(plan))
    amendment.save(update_fields=["parts", "way_back"])
    with undo.offered("plan.amended", target=amendment, by=by, data={"number": document.number}):
        send_amendment(amendment=amendment, names=head.get("recipient_names") or [], by=by, today=today)
    return amendment


def _check(draft: Json, items: list[Json]) -> None:
    if not items:
        raise Refused(N_("Không có nội dung nào để áp dụng. Nếu văn bản không sửa đổi gì, hãy hủy nhập."))
    if lost := amend_draft.aimless(draft):
        raise Refused(
            N_(
                "Còn %(count)s nội dung chưa rõ thuộc nhiệm vụ nào. Hãy chọn nhiệm vụ, hoặc chọn “Không áp dụng”."
            ),
            count=len(lost),
        )
    if unread := amend_draft.unread(draft):
        raise Refused(
            N_(
                "Còn %(count)s nội dung máy chưa đọc được. Hãy mở từng nội dung, điền theo văn bản hoặc chọn “Đã xem” hay"
                " “Không áp dụng”."
            ),
            count=len(unread),
        )
    if any(not str(item["new"].get("title") or "").strip() for item in items if item["do"] != Deed.END):
        raise Refused(N_("Có nhiệm vụ chưa có tên. Hãy điền tên hoặc chọn “Không áp dụng”."))
    keys = [item["task"] for item in items if item["task"] is not None]
    if len(set(keys)) != len(keys):
        raise Refused(N_("Có nhiệm vụ được sửa ở hai nội dung. Hãy gộp lại hoặc bỏ một nội dung."))


def _hold(plan: Plan, tasks: list[int]) -> None:
    """Lock what is to be changed, always in one order: reports and corrections on it wait, and others' papers.

    All tasks of the plan, since a new one moves the places of those behind it.  Without their keys: a report that has its
    part held still writes rows that point to the task.
    """
    every = Task.objects.select_for_update(of=("self",), no_key=True).filter(plan=plan)
    list(every.order_by("pk").only("pk"))
    parts = Duty.objects.select_for_update(of=("self",), no_key=True).filter(task__in=tasks)
    list(parts.order_by("pk").only("pk"))


def _refuse_what_moved(plan: Plan, items: list[Json], touched: list[int]) -> None:
    now = running_tasks(plan, only=touched)
    moved = [
        item for item in items if item["task"] is not None and now.seals.get(item["task"]) != item["base"]
    ]
    if moved:
        names = "; ".join(
            f"{item['new'].get('number') or ''} {str(item['new'].get('title') or '')[:60]}".strip()
            for item in moved[:SHOWN]
        )
        raise Moved(
            N_(
                "Kế hoạch đã thay đổi từ khi so sánh, ở %(count)s nhiệm vụ: %(names)s. Hãy bấm “So sánh lại” và xem lại"
                " những chỗ đó."
            ),
            count=len(moved),
            names=names,
        )


def _register(
    plan_import: PlanImport, plan: Plan, head: Json, by: Officer
) -> tuple[RegisteredDocument, date]:
    """The paper in the register, with the plan among what it cites.  Raises Refused, AlreadyAmended."""
    if not str(head.get("number") or "").strip():
        raise Refused(N_("Chưa có số, ký hiệu của văn bản. Hãy điền ở phần đầu văn bản."))
    signed_on = kept_day(head.get("date"))
    if signed_on is None:
        raise Refused(N_("Chưa có ngày ban hành văn bản. Hãy điền ở phần đầu văn bản."))
    key = identity(number=head["number"], date=signed_on, issuer=head.get("issuer") or "")
    if key == plan.document.identity:
        raise Refused(OWN_PAPER)
    there = Amendment.objects.standing().filter(document__identity=key).select_related("document").first()
    if there is not None:
        raise AlreadyAmended(there)
    refuse_a_plans_paper(key)
    signer = head.get("signer") or {}
    cites = list((plan_import.draft or {}).get("bases") or [])
    document = register_document(
        head={
            **head,
            "date": signed_on,
            "signer": signer.get("name", ""),
            "signer_position": signer.get("position", ""),
        },
        cites=[*cites, {"number": plan.document.number, "date": plan.document.date}],
        file=plan_import.file,
        by=by,
    )
    return document, signed_on


def refuse_a_plans_paper(key: str) -> None:
    """Raise Refused for a paper on which a plan stands, or stood before another replaced it: papers go in no circle."""
    other = Plan.objects.filter(document__identity=key).select_related("document").first()
    other = (
        other
        or Plan.objects.filter(amendments__in=Amendment.objects.standing().filter(instead_of__identity=key))
        .select_related("document")
        .first()
    )
    if other is not None:
        raise Refused(
            N_(
                "Văn bản này đã là văn bản của kế hoạch %(plan)s trong hệ thống%(since)s nên không sửa đổi kế hoạch khác"
                " được."
            ),
            plan=str(other),
            since=Since(other.confirmed_at, other.confirmed_by).told,
        )


@dataclass
class _Deed:
    """What is being done, and what was."""

    amendment: Amendment
    plan: Plan
    signed_on: date
    by: Officer
    touched: set[int] = field(default_factory=set)
    told: set[int] = field(default_factory=set)  # agencies
    made: dict[str, Task] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=lambda: {"added": 0, "changed": 0, "ended": 0})

    def do(self, draft: Json, items: list[Json]) -> None:
        """Every item, in the draft's order; then all tasks stand in their places."""
        periods = ReportPeriods.for_year(
            self.plan.year, self.plan.six_month_due, self.plan.annual_due, swaps=swaps()
        )
        self.rewriting = Rewriting(
            amendment=self.amendment,
            signed_on=self.signed_on,
            matcher=Matcher.load(on=self.signed_on),
            year=self.plan.year,
            periods=periods,
        )
        tasks = Task.objects.in_bulk([item["task"] for item in items if item["task"] is not None])
        last = max(Task.objects.filter(plan=self.plan).values_list("position", flat=True), default=0)
        for place, item in enumerate(items, start=1):
            if item["do"] == Deed.ADD:
                self._add(item, last + place)
            elif item["do"] == Deed.END:
                self._end(tasks[item["task"]], item)
            elif item["fields"]:
                self._change(tasks[item["task"]], item)
        _put_in_order(self.plan, draft, self.made)
        finding.keep("task", *Task.objects.filter(pk__in=self.touched).select_related("plan"))

    def _keep(self, task: Task, deed: Deed, item: Json, before: Json, after: Json) -> None:
        TaskAmendment.objects.create(
            amendment=self.amendment,
            task=task,
            deed=deed.value,
            before=before,
            after=after,
            words=str(item.get("words") or "")[:5000],
        )
        audit.record(
            "task.amended",
            target=task,
            by=self.by,
            before=before,
            after=after,
            data={"number": self.amendment.document.number},
        )
        self.touched.add(task.pk)

    def _add(self, item: Json, position: int) -> None:
        new = item["new"]
        task = Task(
            plan=self.plan,
            position=position,
            kind=TaskKind.GROUP if new.get("is_group") else TaskKind.DUTY,
            source=new.get("source") if isinstance(new.get("source"), dict) else {},
        )
        self.rewriting.put_words(task, new)
        task.save()
        self.made[item["key"]] = task
        if task.kind == TaskKind.DUTY:
            self.rewriting.put_names(task, new)
            dues = rules.dues(new.get("timing"), self.plan.year, self.rewriting.periods)
            # A date before the paper's own is nobody's any more.
            add_dues(task, (due for due in dues if due.on >= self.signed_on))
        self.counts["added"] += 1
        self._keep(task, Deed.ADD, item, {}, shown(new))
        self.told |= {line.agency_id for line in task.assignments.all() if line.agency_id}

    def _change(self, task: Task, item: Json) -> None:
        names = [name for name in item["fields"] if name != "what"]
        before = running_tasks(self.plan, only=[task.pk]).by_key[task.pk]
        self.told |= _answering(task)
        if "due" in names:
            self.rewriting.move_to(task, date.fromisoformat(item["new"]["due"]))
        else:
            self.rewriting.rewrite(task, item["new"], names)
        self.counts["changed"] += 1
        self._keep(
            task,
            Deed.CHANGE,
            item,
            {name: before.get(name) for name in names},
            {name: item["new"].get(name) for name in names},
        )

    def _end(self, task: Task, item: Json) -> None:
        self.told |= _answering(task)
        task.closed_on = self.signed_on
        task.save(update_fields=["closed_on"])
        self.rewriting.end_duties(Duty.objects.current().filter(task=task))
        task.dues.current().update(ended_on=self.signed_on)
        self.counts["ended"] += 1
        self._keep(task, Deed.END, item, shown(item["new"]), {})


def _end_lone_reports(deed: _Deed) -> None:
    """An agency that is left without work in the plan reports on none any more."""
    current = Duty.objects.current().filter(task__plan=deed.plan)
    working = current.exclude(task__kind=TaskKind.OBLIGATION).filter(agency__in=deed.told).values("agency")
    lone = current.filter(agency__in=deed.told).exclude(agency__in=working)
    if deed.rewriting.end_duties(lone):
        recount(plan=deed.plan.pk)


def _answering(task: Task) -> set[int]:
    return set(Duty.objects.current().filter(task=task).values_list("agency", flat=True))


def shown(task: Json) -> Json:
    """A task's words without what only the machine needs."""
    return {name: task[name] for name in amend_draft.SHOWN if task.get(name)}


def _move_report_dates(deed: _Deed, items: Iterable[Json]) -> None:
    """The plan's own report dates, and with them the work that is shown at each report."""
    fields = {"six-month report": "six_month_due", "annual report": "annual_due"}
    for item in items:
        name = fields.get(item["new"].get("what", ""))
        if name and "due" in item["fields"]:
            day = date.fromisoformat(item["new"]["due"])
            setattr(deed.plan, name, day)
            deed.plan.save(update_fields=[name])
            deed.rewriting.move_period(deed.plan, rules.DueKind(name.removesuffix("_due")), day)


def _put_in_order(plan: Plan, draft: Json, made: dict[str, Task]) -> None:
    """Every task's parent, depth and position: a whole new text's order, or where the paper puts what it adds."""
    tasks = {
        task.pk: task
        for task in plan.tasks.order_by("position").only("pk", "parent", "position", "depth", "plan")
    }
    by_item = {item["key"]: item for item in draft["items"]}
    own = {
        item["key"]: made[item["key"]].pk if item["key"] in made else item["task"] for item in draft["items"]
    }

    def standing(key: str | None) -> int | None:
        """The task of the nearest item above that was not left out."""
        while key is not None:
            if own.get(key) is not None:
                return own[key]
            key = by_item[key]["under"] if key in by_item else None
        return None

    rank: dict[int, tuple[int, int, int]] = {}
    before = (0, 0, 0)
    places = {
        own[item["key"]]: place
        for place, item in enumerate(draft["items"], start=1)
        if item["do"] != Deed.END
    }
    for task in tasks.values():  # what the text does not speak of stays after what stood before it
        if draft["whole"] and task.pk in places:
            before = (places[task.pk], 0, 0)
            rank[task.pk] = before
        elif not draft["whole"]:
            rank[task.pk] = (task.position, 0, 0)
        else:
            rank[task.pk] = (before[0], 1, task.position)
    for place, item in enumerate(draft["items"]):
        key = own[item["key"]]
        if key is None or key not in tasks or item["do"] == Deed.END:
            continue
        if draft["whole"]:
            if not item["new"].get("what"):
                tasks[key].parent_id = standing(item["under"])
        elif item["key"] in made:
            tasks[key].parent_id = item["parent"] if item["parent"] in tasks else None
            after = tasks.get(item["after"]) if item["after"] is not None else None
            rank[key] = (after.position if after else 10**6, 1, place)
    number_places(tasks, rank)
