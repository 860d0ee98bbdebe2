"""Building the demonstration through the doors that officers use: the same reader, the same actions.

The plan is written by the Decree 30 writer as .docx, read back by the reader and confirmed; half a year
of reports, evidence, talk and directions follows from a fixed seed, so every build looks the same.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.files.base import ContentFile
from django.db import transaction

from nhipcau.agencies.actions.focal import name_focal
from nhipcau.agencies.actions.loading import load_agencies
from nhipcau.agencies.actions.roles import give_role
from nhipcau.agencies.models import Agency, Officer
from nhipcau.agencies.rules import DEMO_PASSWORD, ROLES_OF_AGENCY, FocalDuty
from nhipcau.agencies.witnessing import FOCAL
from nhipcau.demo import people, words
from nhipcau.demo.calls import build_calls
from nhipcau.demo.digests import at, build_digest_demo
from nhipcau.demo.figures import build_figures
from nhipcau.demo.letters import Writers, build_letters, hand_over
from nhipcau.demo.nextplan import build_next_plan
from nhipcau.demo.plan import DRAFT
from nhipcau.demo.press import build_press_demo
from nhipcau.demo.reports import build_reports
from nhipcau.demo.units import build_units
from nhipcau.desk import directions
from nhipcau.engines.officialdoc.write.docx import write_docx
from nhipcau.kernel import clock
from nhipcau.kernel.atomic import alone
from nhipcau.kernel.models import Installation
from nhipcau.office.deliveries.actions import acknowledge
from nhipcau.office.deliveries.channels import INSIDE, PAPER
from nhipcau.office.deliveries.models import Delivery
from nhipcau.office.directions import actions as directing
from nhipcau.office.directions.models import Direction
from nhipcau.plans import proven_words
from nhipcau.plans.actions import confirm, imports, proving, work
from nhipcau.plans.actions.sending_back import send_back
from nhipcau.plans.models import Deliverable, Duty, Plan, PlanImport
from nhipcau.plans.rules import UNIT_PLAN_PROOF, DutyRole, TaskKind

DEMO_DAY = date(2026, 6, 18)
TAKEN_IN = date(2025, 12, 24)
SEED = 678
FILE_NAME = "ke-hoach-thong-tin-doi-ngoai-2026.docx"

Say = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Cast:
    """The accounts that act in the demonstration."""

    coordinator: Officer
    leader: Officer
    officer: Officer
    checker: Officer
    clerk: Officer
    director: Officer


def build(say: Say) -> Plan:
    """Make the demonstration in an empty installation; all of it or nothing.

    say: told what is being done, one line a step.
    """
    with alone(), transaction.atomic():
        say("Lập danh sách cơ quan…")
        Installation.objects.create(
            province="Lâm Đồng", office="Sở Văn hóa, Thể thao và Du lịch", is_demo=True, demo_day=DEMO_DAY
        )
        clock.forget()
        load_agencies(wanted="lam-dong", today=clock.today(), by=None)
        cast = _cast()
        say("Viết, đọc lại và xác nhận kế hoạch mẫu…")
        plan = _plan(cast)
        say("Ghi nửa năm báo cáo, tài liệu kiểm chứng và trao đổi…")
        chance = random.Random(SEED)  # noqa: S311 - a story, not a secret
        _focal_officers(cast, chance)
        _proven(plan, cast)
        _half_a_year(plan, cast, chance)
        _sent_back(plan, cast)
        _talk(plan, cast)
        build_press_demo(
            by=cast.coordinator, leader=cast.leader, today=clock.today(), province="Lâm Đồng", say=say
        )
        directions.choose(task=directions.proposed(), by=cast.coordinator)
        for digest in build_digest_demo(
            by=cast.coordinator, leader=cast.leader, today=clock.today(), say=say
        ):
            directions.file_digest(digest)
        say("Soạn, ký và gửi văn bản…")
        _letters(plan, cast)
        say("Lập, xem xét kế hoạch của các đơn vị…")
        build_units(plan=plan, who=_writers(cast))
        say("Nhập, chốt số liệu 6 tháng đầu năm…")
        build_figures(by=cast.coordinator, officer=cast.officer)
        say("Mở đợt báo cáo, nộp, tổng hợp, ký báo cáo 6 tháng…")
        build_reports(plan=plan, who=_writers(cast), today=clock.today())
        say("Gửi đề nghị cung cấp số liệu, nhận trả lời…")
        build_calls(who=_writers(cast), today=clock.today())
        say("Soạn kế hoạch năm sau, lấy đề xuất, soạn tờ trình…")
        build_next_plan(plan=plan, who=_writers(cast))
    return plan


def _cast() -> Cast:
    made: dict[str, Officer] = {}
    for username, full_name, position, role, code in people.ACCOUNTS:
        made[username] = Officer.objects.create_user(
            username=username,
            password=DEMO_PASSWORD,
            email=f"{username}@demo.invalid",
            full_name=full_name,
            position=position,
            agency=(agency := Agency.objects.get(code=code) if code else None),
        )
        give_role(
            officer=made[username],
            role=role,
            agency=agency if role in ROLES_OF_AGENCY else None,
            since=people.SINCE,
            by=None,
        )
    return Cast(
        coordinator=made["dieuphoi"],
        leader=made["lanhdao"],
        officer=made["canbo"],
        checker=made["soatxet"],
        clerk=made["vanthu"],
        director=made["giamdoc"],
    )


def _plan(cast: Cast) -> Plan:
    """Taken in two days after it was signed, handed out and confirmed."""
    with clock.told(at(TAKEN_IN, 9)):
        content = ContentFile(write_docx(DRAFT), name=FILE_NAME)
        started: PlanImport = imports.start_import(upload=content, name=FILE_NAME, by=cast.coordinator)
        imports.read_import.call(started.pk)
        plan = confirm.confirm_import(plan_import=started, by=cast.coordinator, today=clock.today())
    hand_over(Delivery.objects.by(PAPER), by=cast.clerk, when=at(TAKEN_IN, 16))
    with clock.told(at(TAKEN_IN + timedelta(days=1), 8)):
        for one in Delivery.objects.by(INSIDE).filter(agency=cast.officer.agency):
            acknowledge(delivery=one, by=cast.officer)
    return plan


def _writers(cast: Cast) -> Writers:
    return Writers(cast.coordinator, cast.checker, cast.director, cast.clerk, cast.officer)


def _letters(plan: Plan, cast: Cast) -> None:
    who = _writers(cast)
    word = Direction.objects.filter(agency__isnull=False).exclude(agency=who.agency).order_by("pk").first()
    build_letters(plan=plan, who=who, direction=word, today=clock.today())


def _focal_officers(cast: Cast, chance: random.Random) -> None:
    """Most agencies have named their two; some only one, a few nobody."""
    named = people.names()
    on = date(2026, 1, 20)
    for agency in Agency.objects.filter(pk__in=Duty.objects.current().values("agency")).in_order():
        luck = chance.random()
        duties = [] if luck < 0.12 else [FocalDuty.LEADER] if luck < 0.22 else list(FocalDuty)
        for duty in duties:
            own = cast.officer if duty == FocalDuty.OFFICER and agency == cast.officer.agency else None
            name_focal(
                agency=agency,
                duty=duty,
                name=own.full_name if own else next(named),
                position="Phó Thủ trưởng" if duty == FocalDuty.LEADER else "Chuyên viên",
                officer=own,
                since=on,
                today=on,
                by=cast.coordinator,
            )


def _proven(plan: Plan, cast: Cast) -> None:
    """The coordinator confirms what the words of tasks suggest; whoever has named both focal officers need not report it."""
    day = date(2026, 1, 26)
    with clock.told(at(day, 9)):
        for task in plan.tasks.order_by("position"):
            if kind := proven_words.suggested(task):
                proving.choose(task=task, kind=kind, by=cast.coordinator)
        proving.settle(today=day)


def _half_a_year(plan: Plan, cast: Cast, chance: random.Random) -> None:
    """Reports up to the demonstration's day: most in time, some late, some missing, next ones begun."""
    owed = (
        Deliverable.objects.current()
        .filter(duty__task__plan=plan)
        .exclude(duty__task__proof__kind=FOCAL)  # nobody reports it by hand
        .exclude(
            duty__task__proof__kind=UNIT_PLAN_PROOF, duty__agency=cast.director.agency
        )  # its plan is issued here
        .select_related("duty__task", "duty__agency", "due")
    )
    for item in owed.order_by("due_on", "pk"):
        diligence = random.Random(f"{SEED}{item.duty.agency.code}").uniform(0.72, 1.0)  # noqa: S311 - a story, not a secret
        by = cast.officer if item.duty.agency_id == cast.officer.agency_id else cast.coordinator
        if item.due_on <= DEMO_DAY:
            if chance.random() < diligence:
                _report(item, 100, _around(item.due_on, chance), by, chance)
            elif chance.random() < 0.6:
                _report(
                    item,
                    chance.choice((25, 50, 75)),
                    item.due_on - timedelta(days=chance.randint(5, 30)),
                    by,
                    chance,
                )
        elif item.due_on <= DEMO_DAY + timedelta(days=75) and chance.random() < 0.7:
            _report(
                item,
                chance.choice((25, 50, 75, 100)),
                DEMO_DAY - timedelta(days=chance.randint(1, 25)),
                by,
                chance,
            )


def _around(due: date, chance: random.Random) -> date:
    """A day of delivery: mostly one to twelve days early, now and then some days late."""
    late = chance.random() < 0.12
    day = due + timedelta(days=chance.randint(1, 9)) if late else due - timedelta(days=chance.randint(0, 12))
    return min(day, DEMO_DAY)


def _report(item: Deliverable, percent: int, on: date, by: Officer, chance: random.Random) -> None:
    duty: Duty = item.duty
    work.report_progress(
        duty=duty,
        percent=percent,
        note=words.note(duty.task, percent, chance),
        by=by,
        today=on,
        deliverable=item,
    )
    if percent == 100 and chance.random() < 0.55:
        title = words.evidence(duty.task, duty.agency, on)
        text = f"{title}\n{duty.agency}\nTệp mẫu của bản trình diễn.\n"
        work.add_evidence(
            duty=duty,
            title=title,
            upload=ContentFile(text.encode(), name=f"minh-chung-{duty.pk}-{item.pk}.txt"),
            day=on,
            by=by,
        )


def _sent_back(plan: Plan, cast: Cast) -> None:
    """The officer's agency reports the next result that it leads; it does not do, and comes back with another day."""
    led = Deliverable.objects.filter(
        duty__task__plan=plan,
        duty__agency=cast.officer.agency,
        duty__ended_on=None,
        duty__role=DutyRole.LEAD,
        duty__task__kind=TaskKind.DUTY,
        proven=None,
        done_on=None,
    )
    result = led.order_by("due_on", "pk")[0]
    reported = DEMO_DAY - timedelta(days=2)
    work.report_progress(
        duty=result.duty,
        percent=100,
        note=words.REPORTED,
        by=cast.officer,
        today=reported,
        deliverable=result,
    )
    send_back(
        owed=result,
        reason=words.SENT_BACK,
        new_due=max(result.due_on, DEMO_DAY + timedelta(days=7)),
        today=DEMO_DAY,
        by=cast.coordinator,
    )


def _talk(plan: Plan, cast: Cast) -> None:
    """Some discussion, and three directions, one of which became a task."""
    duties = plan.tasks.filter(kind=TaskKind.DUTY)
    for task, text, who in words.talk(list(duties), cast.coordinator, cast.officer):
        work.say(task=task, text=text, by=who)
    led = [
        task
        for task in duties.order_by("position")
        if task.duties.current().filter(role=DutyRole.LEAD).exists()
    ]
    for task, text in zip(led[2::6], words.DIRECTIONS, strict=False):
        directing.give(about=task, text=text, by=cast.leader, now=at(DEMO_DAY, 8))
    task = led[-1]
    lead = task.duties.current().filter(role=DutyRole.LEAD).select_related("agency").order_by("pk")[0].agency
    directing.give(
        about=task,
        text=words.DIRECTED_TASK,
        by=cast.leader,
        now=at(DEMO_DAY, 8),
        agency=lead,
        due=DEMO_DAY + timedelta(days=22),
    )
