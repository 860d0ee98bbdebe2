"""From a checked draft to a running plan, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from nhipcau.agencies.models import Agency, Officer
from nhipcau.agencies.queries import Matcher
from nhipcau.documents.actions import register_document
from nhipcau.documents.models import RegisteredDocument
from nhipcau.documents.rules import identity
from nhipcau.kernel import audit, clock, finding, rows
from nhipcau.kernel.days import written
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.standing import kept_day
from nhipcau.kernel.stated import MOVED
from nhipcau.kernel.states import Since
from nhipcau.office.deadlines.law import swaps
from nhipcau.plans import import_draft as drafts
from nhipcau.plans import rules
from nhipcau.plans.actions.duties import catch_up_successions, give_duties, names_of
from nhipcau.plans.actions.sending import send_plan
from nhipcau.plans.actions.telling import tell_of_work
from nhipcau.plans.models import Assignment, Plan, PlanImport, Task, TaskDue
from nhipcau.plans.rules import Due, DueKind, DutyRole, ReportPeriods, TaskKind

_Made = tuple[Task, dict[str, Any]]  # a task with what was read of it


class AlreadyThere(Refused):
    """The same document is a plan already; ``plan`` is the first one."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(
            N_("Kế hoạch số %(number)s ngày %(date)s đã được nhập trước đó%(since)s. Hãy mở kế hoạch đã có."),
            number=plan.document.number,
            date=written(plan.document.date),
            since=Since(plan.confirmed_at, plan.confirmed_by).told,
        )
        self.plan = plan


@transaction.atomic
def confirm_import(*, plan_import: PlanImport, by: Officer, today: date, gives_work: bool = True) -> Plan:
    """Make the plan from the draft.

    gives_work False files a plan whose time is over: closed at once, with its words and names, but nobody owes,
    gets or is told anything.  Opened again, it gives its work.

    The import's row is locked first, so two people who confirm together make one plan: the second
    is told so (AlreadyThere).  Raises Refused where the head lacks what a plan cannot be without.
    """
    # Locked alone: PostgreSQL would give a waiter the joined rows as they were before the wait.
    plan_import = rows.held(plan_import)
    if plan_import.plan is not None:
        raise AlreadyThere(plan_import.plan)
    plan_import.move("confirm", by=by)
    assert plan_import.draft is not None  # what may be confirmed has been read
    draft = plan_import.draft
    head = draft["document"]
    signed_on, _year = check_head(head, draft)
    document = _register(plan_import, head, signed_on, by)
    plan = make_plan(draft=draft, document=document, today=today, by=by, gives_work=gives_work)
    plan_import.plan = plan
    plan_import.save(update_fields=["plan", *MOVED])
    if gives_work:
        send_plan(plan=plan, names=head.get("recipient_names") or [], by=by, today=today)
        tell_of_plan(plan)
    audit.record(
        "plan.confirmed" if gives_work else "plan.filed",
        target=plan,
        by=by,
        data={
            "number": document.number,
            "tasks": sum(1 for _ in drafts.walk(draft["tasks"])),
            "import": plan_import.pk,
        },
    )
    return plan


def make_plan(
    *,
    draft: Mapping[str, Any],
    document: RegisteredDocument,
    today: date,
    by: Officer,
    gives_work: bool = True,
) -> Plan:
    """Make a running plan of a paper that stands in the register, from its parts in the reading's form; nobody is told,
    nothing is sent.  To be called in a transaction.

    draft: "document" (plan_title, year …), "tasks", "obligations", however they came about: read from a paper, or drawn
    up here.  Raises Refused as ``check_head`` does.
    """
    head = draft["document"]
    signed_on, year = check_head(head, draft)
    periods = {what: kept_day(due) for what, due in drafts.period_dues(draft).items()}
    plan = Plan.objects.create(
        document=document,
        title=head.get("plan_title") or head.get("title") or document.number,
        year=year,
        six_month_due=periods.get("six-month report"),
        annual_due=periods.get("annual report"),
        confirmed_by=by,
    )
    matcher = Matcher.load(on=signed_on)
    tasks = _make_tasks(plan, draft["tasks"], signed_on)
    dated = _make_obligations(plan, draft["obligations"], position=len(tasks))
    _assign([*tasks, *dated], matcher)
    if gives_work:
        give_duties(plan=plan, on=signed_on)
        catch_up_successions(plan=plan, today=today, by=by)
        plan.coordinator = coordinator_of(plan)
    else:
        plan.closed_at, plan.closed_by = clock.now(), by
    plan.save(update_fields=["coordinator", "closed_at", "closed_by"])
    finding.keep("task", *plan.tasks.select_related("plan"))
    return plan


def tell_of_plan(plan: Plan) -> None:
    """Tell whoever has work in a new plan."""
    url = reverse("plans:plan", args=[plan.pk])
    tell_of_work(plan=plan, url=url, once=f"plans.plan:{plan.pk}", text=plan.title)


def check_head(head: Mapping[str, Any], draft: Mapping[str, Any]) -> tuple[date, int]:
    """The signing date and the plan's year; Refused says what is missing."""
    if not str(head.get("number") or "").strip():
        raise Refused(N_("Chưa có số, ký hiệu của kế hoạch. Hãy điền ở phần đầu văn bản."))
    signed_on = kept_day(head.get("date"))
    if signed_on is None:
        raise Refused(N_("Chưa có ngày ban hành kế hoạch. Hãy điền ở phần đầu văn bản."))
    year = head.get("year")
    if not isinstance(year, int) or not 1990 <= year <= 2200:
        raise Refused(N_("Chưa rõ kế hoạch của năm nào. Hãy điền năm ở phần đầu văn bản."))
    if not draft["tasks"]:
        raise Refused(N_("Chưa có nhiệm vụ nào. Hãy thêm ít nhất một nhiệm vụ."))
    if any(not str(task.get("title") or "").strip() for task, _ in drafts.walk(draft["tasks"])):
        raise Refused(N_("Có nhiệm vụ chưa có tên. Hãy điền tên hoặc xóa nhiệm vụ đó."))
    return signed_on, year


def already_there(draft: dict[str, Any]) -> Plan | None:
    """The plan that the same document is already, as far as the draft's head can tell."""
    head = draft["document"]
    signed_on = kept_day(head.get("date"))
    if signed_on is None or not str(head.get("number") or "").strip():
        return None
    key = identity(number=head["number"], date=signed_on, issuer=head.get("issuer") or "")
    return plan_on(key)


def plan_on(key: str) -> Plan | None:
    """The plan that stands on a paper, was amended by it, or stood on it before another replaced it; by its identity."""
    papers = Q(document__identity=key) | Q(amendments__document__identity=key)
    papers |= Q(amendments__instead_of__identity=key)
    return Plan.objects.filter(papers).select_related("document").order_by("pk").first()


def _register(
    plan_import: PlanImport, head: dict[str, Any], signed_on: date, by: Officer
) -> RegisteredDocument:
    key = identity(number=head["number"], date=signed_on, issuer=head.get("issuer") or "")
    first = plan_on(key)
    if first is not None:
        raise AlreadyThere(first)
    signer = head.get("signer") or {}
    return register_document(
        head={
            **head,
            "date": signed_on,
            "signer": signer.get("name", ""),
            "signer_position": signer.get("position", ""),
        },
        cites=(plan_import.draft or {}).get("bases") or [],
        file=plan_import.file,
        by=by,
    )


def _make_tasks(plan: Plan, tree: list[dict[str, Any]], signed_on: date) -> list[_Made]:
    made: list[_Made] = []
    periods = ReportPeriods.for_year(plan.year, plan.six_month_due, plan.annual_due, swaps=swaps())

    def make(items: list[dict[str, Any]], parent: Task | None, depth: int) -> None:
        for item in items:
            children = item.get("children") or []
            task = Task.objects.create(
                plan=plan,
                parent=parent,
                depth=depth,
                position=len(made),
                kind=TaskKind.GROUP if children else TaskKind.DUTY,
                number=str(item.get("number") or "")[:20],
                title=item["title"].strip(),
                content=item.get("content") or "",
                timing=item.get("timing"),
                timing_text=str(item.get("timing_text") or "")[:300],
                place=str(item.get("place") or "")[:300],
                budget=drafts.text_of(item.get("budget")),
                outputs=drafts.text_of(item.get("outputs")),
                source=item.get("source") or {},
            )
            made.append((task, item))
            if not children:
                add_dues(task, rules.dues(item.get("timing"), plan.year, periods, since=signed_on))
            make(children, task, depth + 1)

    make(tree, None, 0)
    return made


def add_dues(task: Task, dues: Iterable[Due]) -> None:
    """Write a task's due dates; a date named twice stands once."""
    seen: dict[date, Due] = {}
    for due in dues:
        seen.setdefault(due.on, due)
    TaskDue.objects.bulk_create(
        TaskDue(task=task, on=due.on, kind=due.kind, why=due.why) for due in seen.values()
    )


def _make_obligations(plan: Plan, obligations: list[dict[str, Any]], position: int) -> list[_Made]:
    """The dated duties.  What one agency is asked by name is a task of its own; the others owe nothing of it."""
    made: list[_Made] = []
    for place, item in enumerate(obligations):
        due, names = kept_day(item.get("due")), drafts.asked_alone(item)
        source = item.get("source")
        task = Task.objects.create(
            plan=plan,
            kind=TaskKind.DUTY if names else TaskKind.OBLIGATION,
            position=position + place,
            number=f"BC{place + 1}",
            title=rules.obligation_of(item.get("what")),
            content=rules.TO.join(filter(None, (item.get("through"), item.get("to")))),
            timing_text=""
            if isinstance(source, dict)
            else str(item.get("source_text") or source or "")[:300],
            source=source if isinstance(source, dict) else {},
        )
        made.append((task, {DutyRole.IMPLEMENT.value: list(names)}))
        if due:
            add_dues(task, [Due(due, DueKind.FIXED, N_("Ngày nêu trong kế hoạch"))])
    return made


def _assign(tasks: list[_Made], matcher: Matcher) -> None:
    Assignment.objects.bulk_create(
        line for task, item in tasks if task.kind == TaskKind.DUTY for line in names_of(task, item, matcher)
    )


def coordinator_of(plan: Plan) -> Agency | None:
    """The agency that leads most tasks: who runs the plan, until a person says otherwise."""
    from django.db.models import Count

    return (
        Agency.objects.filter(duties__task__plan=plan, duties__role=DutyRole.LEAD, duties__ended_on=None)
        .annotate(led=Count("duties"))
        .order_by("-led", "name")
        .first()
    )
