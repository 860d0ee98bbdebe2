"""Amending: papers that change a running plan are confirmed; a kill leaves each done whole or not at all."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import kill_house as house
from killing import Flow, compare, doubled, journal, logged

PAPERS = 400
TASKS = 4
PLAN_DAY, PAPER_DAY = date(2026, 1, 5), date(2026, 3, 2)
FIRST_LATER = date(2026, 10, 1)


def prepare() -> None:
    """The house, a running plan on which work was reported, and papers that were read and held against it."""
    house.prepare()
    plan = _plan()
    for number in range(PAPERS):
        _paper(plan, number)


def _plan() -> Any:
    from nhipcau.documents.actions import register_document
    from nhipcau.plans.actions.confirm import add_dues
    from nhipcau.plans.actions.duties import give_duties
    from nhipcau.plans.actions.work import report_progress
    from nhipcau.plans.models import Assignment, Duty, Plan, Task
    from nhipcau.plans.rules import Due, DueKind

    by = house.officer("dieuphoi")
    paper = register_document(
        head={"number": "1/KH-UBND", "date": PLAN_DAY, "issuer": "UBND tỉnh"}, cites=(), file=None, by=by
    )
    plan = Plan.objects.create(document=paper, title="Kế hoạch", year=2026, confirmed_by=by)
    for place in range(TASKS):
        task = Task.objects.create(
            plan=plan, position=place, number=str(place + 1), title=f"Việc số {place + 1} của kế hoạch",
            timing={"kind": "date", "date": "2026-06-30"},
        )  # fmt: skip
        add_dues(task, [Due(date(2026, 6, 30), DueKind.FIXED, "Ngày nêu trong kế hoạch")])
        Assignment.objects.create(task=task, role="lead", written="Sở B", agency=house.agency("so-b"))
    give_duties(plan=plan, on=PLAN_DAY)
    duty = Duty.objects.get(task__number="1")
    report_progress(duty=duty, percent=40, note="đang làm", by=by, today=date(2026, 2, 2))
    return plan


def _paper(plan: Any, number: int) -> None:
    """A paper with a new task, and every tenth one with another day for a task, which makes the others of its task
    be told that the plan has moved."""
    from nhipcau.kernel.models import StoredFile
    from nhipcau.plans import amend_draft
    from nhipcau.plans.models import PlanImport
    from nhipcau.plans.running_tree import running_tasks

    running = running_tasks(plan)
    new = {
        "number": f"9.{number}", "title": f"Việc thêm {number}", "lead": ["Sở C"], "is_group": False,
        "timing": {"kind": "date", "date": "2026-09-30"},
    }  # fmt: skip
    blank = {
        "fields": [],
        "sure": 1.0,
        "doubts": [],
        "parent": None,
        "after": None,
        "under": None,
        "words": "",
    }
    changes = [{**blank, "do": "add", "task": None, "new": new, "source": None}]
    if number % 10 == 0:
        key = list(running.by_key)[number // 10 % TASKS]
        # Each on a day of its own: what stands already is no change, and would not be kept as one.
        day = (FIRST_LATER + timedelta(days=number // 10)).isoformat()
        later = {**amend_draft.alone(running.by_key[key]), "timing": {"kind": "date", "date": day}}
        changes.append(
            {**blank, "do": "change", "task": key, "new": later, "fields": ["timing"], "source": None}
        )
    kept = StoredFile.objects.first() or _file()
    PlanImport.objects.create(
        file=kept,
        state="read",
        text="",
        reading={},
        draft={
            "document": {
                "number": f"{number + 10}/QĐ-UBND",
                "date": PAPER_DAY.isoformat(),
                "issuer": "UBND tỉnh",
            },
            "tasks": [],
            "obligations": [],
        },
        amends=plan,
        changes=amend_draft.begin(changes, running.seals, whole=False),
        uploaded_by=house.officer("dieuphoi"),
    )


def _file() -> Any:
    from django.core.files.base import ContentFile

    from nhipcau.kernel import files

    return files.store(ContentFile(b"quyet dinh", name="qd.txt"), name="qd.txt", by=house.officer("dieuphoi"))


def write(writer: int) -> None:
    """Confirm one paper after the other, until killed."""
    from nhipcau.plans.models import PlanImport

    for pk in PlanImport.objects.filter(state="read").order_by("pk").values_list("pk", flat=True):
        if pk % 2 == writer % 2:
            _confirm(pk)


def _confirm(pk: int) -> None:
    from nhipcau.plans.actions.amend_confirm import AlreadyAmended, Moved, confirm_amendment
    from nhipcau.plans.actions.amending import compare_again
    from nhipcau.plans.models import PlanImport

    by = house.officer("dieuphoi")
    try:
        made = confirm_amendment(plan_import=PlanImport.objects.get(pk=pk), by=by, today=date(2026, 3, 3))
        journal.note("amended", paper=pk, amendment=made.pk)
    except AlreadyAmended as there:
        journal.note("amended", paper=pk, amendment=there.amendment.pk)
    except Moved:
        compare_again(plan_import=PlanImport.objects.get(pk=pk), by=by)
        journal.note("moved", paper=pk)


def finish() -> None:
    """The officer presses once more on what is still open, of those that the kills came upon."""
    from nhipcau.plans.models import Amendment, PlanImport

    last = Amendment.objects.order_by("-plan_import").values_list("plan_import", flat=True).first() or 0
    for _ in range(3):
        for pk in PlanImport.objects.filter(state="read", pk__lte=last + 2).values_list("pk", flat=True):
            _confirm(pk)
    for line in journal.all("amended"):
        _confirm(line["paper"])


def half_way() -> dict[str, int]:
    from nhipcau.plans.models import Amendment, PlanImport, Task

    return {
        "confirmed": PlanImport.objects.filter(state="confirmed").count(),
        "amendments": Amendment.objects.count(),
        "tasks": Task.objects.count(),
    }


def wrong() -> list[str]:
    from nhipcau.documents.models import RegisteredDocument
    from nhipcau.kernel.models import Notice
    from nhipcau.plans import tallies
    from nhipcau.plans.models import Amendment, Duty, Plan, PlanImport, Progress, Task, TaskAmendment

    done = PlanImport.objects.filter(state="confirmed")
    added = {f"9.{int(one.draft['document']['number'].split('/')[0]) - 10}" for one in done}
    changed = sum(len(one.changes["items"]) for one in done)
    plan = Plan.objects.get()
    found = compare("amendments", Amendment.objects.count(), done.count())
    found += compare("papers", RegisteredDocument.objects.count(), done.count() + 1)
    found += compare(
        "tasks added",
        set(Task.objects.filter(number__startswith="9.").values_list("number", flat=True)),
        added,
    )
    found += doubled("task", Task.objects.values_list("number", flat=True))
    found += compare("changes kept", TaskAmendment.objects.count(), changed)
    found += compare(
        "positions",
        sorted(Task.objects.values_list("position", flat=True)),
        list(range(Task.objects.count())),
    )
    found += compare(
        "duties of what was added", Duty.objects.filter(task__number__startswith="9.").count(), len(added)
    )
    found += compare("reports", Progress.objects.count(), 1)
    found += compare("entries", logged("plan.amended").total(), done.count())
    found += doubled("notice", Notice.objects.filter(kind="plans.amended").values_list("recipient", "once"))
    found += [f"standing {kind.name} {key}" for kind, key in tallies.wrong(plan)]
    answered = {line["amendment"] for line in journal.all("amended")}
    lost = answered - set(Amendment.objects.values_list("pk", flat=True))
    return found + [f"the answer about {pk} is lost" for pk in sorted(lost)]


FLOW = Flow(
    prepare=prepare, writers=[write], half_way=half_way, finish=finish, wrong=wrong, longest=1.2, touches=1200
)
