"""Directing: a leader's words that become tasks or are followed, and the urging of what is overdue."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import kill_house as house
from killing import Flow, compare, done, doubled, journal, logged

LATE = date(2026, 12, 1)  # a day on which the plan's work is overdue


def prepare() -> None:
    """The house and a running plan; it is read in a process of its own, as what reads has threads."""
    house.prepare()
    assert not done(_plan)


def _plan() -> None:
    from django.core.files.base import ContentFile

    from nhipcau.agencies.models import Agency
    from nhipcau.plans.actions import confirm, imports

    sys.path.insert(0, str(Path(__file__).parents[2]))
    from tests.plan_cast import PLAN_TEXT

    by = house.officer("dieuphoi")
    Agency.objects.filter(code="so-b").update(name="Sở Công Thương")
    Agency.objects.filter(code="so-c").update(name="Sở Văn hóa, Thể thao và Du lịch")
    text = ContentFile(PLAN_TEXT.encode(), name="kh.txt")
    started = imports.start_import(upload=text, name="kh.txt", by=by)
    imports.read_import.call(started.pk)
    started.refresh_from_db()
    confirm.confirm_import(plan_import=started, by=by, today=date(2026, 1, 5))


def _the_plan() -> Any:
    from nhipcau.plans.models import Plan

    return Plan.objects.get()


def write(writer: int) -> None:
    """Say, follow and urge, until killed; each writer urges on days of its own."""
    for number in range(1000):
        _give(f"Giao việc {writer}.{number}", "so-b")
        _follow(_give(f"Xem lại {writer}.{number}", ""))
        _urge(LATE + timedelta(days=writer * 1000 + number), f"{writer}.{number}")


def _give(text: str, code: str) -> Any:
    from django.utils import timezone

    from nhipcau.office.directions import actions
    from nhipcau.plans.models import Task

    about = Task.objects.filter(kind="duty").order_by("pk").first()
    made = actions.give(
        about=about, text=text, by=house.officer("lanhdao"), now=timezone.now(),
        agency=house.agency(code) if code else None, due=house.soon() if code else None,
    )  # fmt: skip
    journal.note("given", direction=made.pk, text=text, task=made.made_id)
    return made


def _follow(direction: Any) -> None:
    from django.utils import timezone

    from nhipcau.office.directions import actions

    by = house.officer("dieuphoi")
    if not direction.followed.filter(done=False).exists():
        begun = actions.follow(direction=direction, done=False, note="Đang làm.", by=by, now=timezone.now())
        journal.note("followed", followed=begun.pk)
    if not direction.followed.filter(done=True).exists():
        ended = actions.follow(direction=direction, done=True, note="Đã làm.", by=by, now=timezone.now())
        journal.note("followed", followed=ended.pk)


def _urge(day: date, mark: str) -> None:
    from nhipcau.plans.actions import urging

    plan, by = _the_plan(), house.officer("dieuphoi")
    owed = urging.overdue_of(plan, today=LATE)
    urging.notify_agencies(plan=plan, owed=owed, today=day, by=by)
    journal.note("urged", day=day.isoformat())
    letter = urging.draft_letter(plan=plan, owed=owed, issuer=house.agency("so-a"), today=day, by=by)
    journal.note("letter", letter=letter.pk)


def finish() -> None:
    """The next day: what was said is followed; the agencies that were urged are urged once more that day."""
    from nhipcau.office.directions.models import Direction
    from nhipcau.plans.actions import urging

    for direction in Direction.objects.filter(made_id=None).order_by("pk"):
        _follow(direction)
    plan, by = _the_plan(), house.officer("dieuphoi")
    owed = urging.overdue_of(plan, today=LATE)
    for line in journal.all("urged"):
        urging.notify_agencies(plan=plan, owed=owed, today=date.fromisoformat(line["day"]), by=by)


def half_way() -> dict[str, int]:
    from nhipcau.documents.letters.models import Letter
    from nhipcau.kernel.models import Notice
    from nhipcau.office.directions.models import Direction, Followed

    said = Direction.objects.filter(made_id=None).count()
    return {
        "directions": Direction.objects.count(),
        "not_done": said - Followed.objects.filter(done=True).count(),
        "urging_letters": Letter.objects.count(),
        "urged": Notice.objects.filter(kind="plans.urged").count(),
    }


def wrong() -> list[str]:
    from nhipcau.documents.letters.models import Letter, LetterRecipient
    from nhipcau.kernel.models import Findable, Notice
    from nhipcau.office.directions.models import Direction, Followed
    from nhipcau.plans.models import Deliverable, Duty, Task

    given = list(Direction.objects.order_by("pk"))
    tasks = {task.pk: task for task in Task.objects.filter(kind="direction")}
    there = {one.pk: (one.text, one.made_id) for one in given}
    found: list[str] = []
    for line in journal.all("given"):
        found += compare(
            f"direction {line['direction']}", there.get(line["direction"]), (line["text"], line["task"])
        )
    found += doubled("direction", [one.text for one in given])
    made = [one.made_id for one in given if one.made_id is not None]
    found += compare("tasks of directions", sorted(tasks), sorted(made))
    found += compare("agencies and tasks", sum(one.agency_id is not None for one in given), len(made))
    duties = Duty.objects.filter(task__in=tasks)
    found += compare("duties of directions", Counter(duties.values_list("task", flat=True)), Counter(made))
    owed = Deliverable.objects.filter(duty__in=duties).values_list("duty__task", flat=True)
    found += compare("days of directions", Counter(owed), Counter(made))
    findable = Findable.objects.filter(kind="task", record_id__in=tasks).count()
    found += compare("tasks to be found", findable, len(tasks))
    found += compare("entries of directions", logged("office.direction").total(), len(given))
    found += doubled("deed", Followed.objects.values_list("direction", "done"))
    lost = {line["followed"] for line in journal.all("followed")} - set(
        Followed.objects.values_list("pk", flat=True)
    )
    found += [f"deed {pk} is lost" for pk in sorted(lost)]
    found += compare("deeds", Followed.objects.count(), 2 * (len(given) - len(made)))
    found += compare(
        "entries of deeds", logged("office.direction_followed").total(), Followed.objects.count()
    )
    found += doubled("notice", Notice.objects.values_list("recipient", "once"))
    told = Counter(
        once.rpartition(":")[2]
        for once in Notice.objects.filter(kind="plans.urged").values_list("once", flat=True)
    )
    days = {line["day"] for line in journal.all("urged")}
    found += [f"the urging of {day} is lost" for day in sorted(days - set(told))]
    found += compare("agencies told a day", len(set(told.values())) <= 1, True)
    letters = set(Letter.objects.values_list("pk", flat=True))
    lost = {line["letter"] for line in journal.all("letter")} - letters
    found += [f"letter {pk} is lost" for pk in sorted(lost)]
    found += compare("entries of letters", logged("plan.urging_drafted").total(), len(letters))
    receivers = Counter(LetterRecipient.objects.values_list("letter", flat=True))
    found += compare(
        "receivers of letters", (set(receivers), len(set(receivers.values())) <= 1), (letters, True)
    )
    return found


FLOW = Flow(prepare=prepare, writers=[write], half_way=half_way, finish=finish, wrong=wrong, longest=0.6)
