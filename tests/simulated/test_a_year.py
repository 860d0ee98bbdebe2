"""A year of a province with sixty agencies, two of which are merged in July: what is left of it fits together.

Who does what is drawn with a seed; the days are those on which it would be done.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from nhipcau.agencies.actions.roles import give_role
from nhipcau.agencies.actions.succession import merge
from nhipcau.agencies.models import Agency, AgencyName, Officer, RoleHolding
from nhipcau.agencies.open_work import open_work
from nhipcau.agencies.rules import Role
from nhipcau.indicators import actions as figures_actions
from nhipcau.indicators import queries as figures
from nhipcau.kernel import clock
from nhipcau.kernel.proofs import all_doubts
from nhipcau.office.signing import actions as signing
from nhipcau.office.signing.models import Version
from nhipcau.plans.actions import confirm
from nhipcau.plans.actions.work import add_evidence, report_progress
from nhipcau.plans.models import Deliverable, Duty, Plan, UnitPlan
from nhipcau.plans.tests.unit_cast import WORK
from nhipcau.plans.unit_states import UnitPlanState
from nhipcau.plans.units.actions import deciding
from nhipcau.plans.units.actions import writing as unit_writing
from nhipcau.reports import drafting, gathering, queries
from nhipcau.reports.actions import gathering as wording
from nhipcau.reports.actions import rounds, writing
from nhipcau.reports.models import Part, Report, ReportRound
from nhipcau.reports.rules import NIL_REASONS, ReportState

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True), pytest.mark.timeout(900)]

AGENCIES, SEED = 60, 2026
SAID = (
    "Đã quán triệt chỉ thị đến toàn thể cán bộ.",
    "Phối hợp tổ chức tuyên truyền tại cơ sở.",
    "Kinh phí cấp chậm nên một số việc phải lùi lại.",
)


@contextmanager
def on(day: date, hour: int = 9, minute: int = 0) -> Iterator[date]:
    """The day in the story, for everything done in the block."""
    moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=timezone.get_default_timezone())
    with clock.told(moment):
        yield day


@dataclass(slots=True)
class House:
    """Who signs for one agency; of the others everything comes on paper."""

    agency: Agency
    officer: Officer
    checker: Officer
    director: Officer
    clerk: Officer


@dataclass(slots=True)
class Year:
    """What was done, as the story knows it: compared with what the product says at the end."""

    plan: Plan
    coordinator: Officer
    houses: list[House]
    chance: random.Random
    first_day: dict[tuple[str, int], date] = field(default_factory=dict)
    sealed: dict[int, str] = field(default_factory=dict)

    @property
    def own(self) -> House:
        return self.houses[0]


def given(officer: Officer, role: Role, by: Officer, agency: Agency | None = None) -> None:
    """A role by the product's own deed, which the log tells."""
    RoleHolding.objects.filter(officer=officer).delete()
    give_role(officer=officer, role=role, agency=agency, since=date(2020, 1, 1), by=by)
    officer.forget_roles()


@pytest.fixture
def year(plan_import, coordinator, administrator, other_agency, agency, installation) -> Year:
    given(administrator, Role.ADMINISTRATOR, administrator)
    given(coordinator, Role.COORDINATOR, administrator)
    for number in range(AGENCIES - 2):
        Agency.objects.create(
            code=f"so-{number}", name=f"Sở số {number + 1}", kind="department", valid_from=date(2020, 1, 1)
        )
    with on(date(2026, 1, 5)):
        plan = confirm.confirm_import(plan_import=plan_import, by=coordinator, today=date(2026, 1, 5))
    plan.coordinator = other_agency
    plan.save(update_fields=["coordinator"])
    third = Agency.objects.get(code="so-0")
    houses = [_house(one, number, administrator) for number, one in enumerate((other_agency, agency, third))]
    return Year(plan, coordinator, houses, random.Random(SEED))


def _house(agency: Agency, number: int, by: Officer) -> House:
    AgencyName.objects.create(agency=agency, name=f"SO{number}", kind="abbreviation")

    def person(name: str, role: Role) -> Officer:
        made = Officer.objects.create_user(
            username=f"{name}{number}",
            full_name=f"{name.title()} {number}",
            agency=agency,
            position="Giám đốc",
        )
        give_role(officer=made, role=role, agency=agency, since=date(2020, 1, 1), by=by)
        return made

    return House(
        agency,
        officer=person("canbo", Role.OFFICER),
        checker=person("soatxet", Role.OFFICER),
        director=person("giamdoc", Role.AGENCY_LEADER),
        clerk=person("vanthu", Role.CLERK),
    )


# --- what is done in it


def draw_up_unit_plans(year: Year) -> None:
    """Of every agency: drafted, handed in, accepted but for a few; those with a house signed."""
    agencies = Agency.objects.filter(pk__in=Duty.objects.filter(task__plan=year.plan).values("agency"))
    for place, agency in enumerate(agencies.order_by("pk")):
        house = next((one for one in year.houses if one.agency == agency), None)
        by = house.officer if house else year.coordinator
        with on(date(2026, 1, 12) + timedelta(days=place % 30)) as day:
            made = unit_writing.open_plan(plan=year.plan, agency=agency, coordinated=True, today=day, by=by)
            head = {"leader": "Nguyễn Thị Mẫu", "focal": "Trần Văn Ví Dụ"}
            unit_writing.edit_head(unit_plan=made, fields=head, seen=made.edited, by=by)
            for line in made.lines.in_order():
                unit_writing.edit_line(line=line, fields=WORK, seen=line.edited, by=by)
            made.refresh_from_db()
            if house is None and year.chance.random() < 0.1:
                continue  # still a draft
            unit_writing.submit(unit_plan=made, today=day, by=by)
            deciding.accept(unit_plan=made, by=year.coordinator)
        if house is not None and house is not year.houses[2]:
            unit_writing.choose_signer(unit_plan=made, signer=house.director, by=house.officer)
            made.refresh_from_db()
            _signed(year, made, house, date(2026, 2, 20), ("checked", "signed"), house.officer)


def _signed(
    year: Year, subject: Any, house: House, day: date, steps: tuple[str, ...], by: Officer
) -> Version:
    """Presented, signed, numbered; what was sealed is remembered."""
    with on(day):
        version = (
            writing.present_report(report=subject, by=by)
            if isinstance(subject, Report)
            else signing.present(subject=subject, by=by)
        )
        for step in steps:
            who = house.checker if step == "checked" else house.director
            signing.take_step(
                version=version, step=step, seen_seal=version.seal, by=who, now=clock.now(), post="Giám đốc"
            )
    with on(day, 15):
        signing.issue(version=version, by=house.clerk, day=day)
    year.sealed[version.pk] = json.dumps(version.content, sort_keys=True)
    return version


def work(year: Year, first: date, days: int) -> None:
    """Progress and evidence by chance."""
    duties = Duty.objects.filter(task__plan=year.plan, ended_on=None, task__kind="task").order_by("pk")
    for duty in duties.select_related("agency"):
        if year.chance.random() < 0.5:
            continue
        with on(first + timedelta(days=year.chance.randrange(days))) as day:
            percent = year.chance.choice([p for p in (30, 60, 100) if p >= duty.percent])
            report_progress(
                duty=duty, percent=percent, note=f"Đã làm {percent} phần trăm việc của {duty.agency}",
                by=year.coordinator, today=day,
            )  # fmt: skip
            if year.chance.random() < 0.4:
                add_evidence(
                    duty=duty, title="Tài liệu", url=f"https://example.org/{duty.pk}", day=day, by=year.coordinator
                )  # fmt: skip


def written(year: Year, report: Report, by: Officer) -> None:
    """A sentence of what is not a task, and a reason for each task without words."""
    said = year.chance.choice(SAID)
    writing.write_part(report=report, place="V.1", text=said, seen=_seen(report, "V.1"), by=by)
    for part in drafting.parts_of(report):
        for one in part.works:
            if one.owes and not (one.drafted or one.facts or report.parts.filter(place=one.place).exists()):
                writing.write_part(
                    report=report, place=one.place, text="", nil_reason=NIL_REASONS[0], seen=0, by=by
                )


def _seen(report: Report, place: str) -> int:
    part = report.parts.filter(place=place).first()
    return part.revision if part else 0


def hand_in(year: Year, round_: ReportRound, reports: list[Report]) -> None:
    """Most on paper, those with a house signed; a tenth late."""
    for place, report in enumerate(reports):
        house = next((one for one in year.houses if one.agency == report.agency), None)
        late = year.chance.random() < 0.1
        day = round_.due_on + timedelta(
            days=year.chance.randint(1, 5) if late else -year.chance.randint(0, 6)
        )
        by = house.officer if house else year.coordinator
        with on(day, 9, place % 50):
            written(year, report, by)
            if house is None:
                writing.receive_on_paper(
                    report=report, number=f"{day.timetuple().tm_yday * 100 + place % 99}/BC", day=day, scan=None, declared=False, on=day,
                    by=year.coordinator,
                )  # fmt: skip
        if house is not None:
            _signed(year, report, house, day, ("signed",), house.officer)
        year.first_day.setdefault((round_.period, report.agency_id or 0), day)


def consolidate(year: Year, round_: ReportRound, day: date) -> Report:
    province = queries.province_report(round_)
    with on(day, 8):
        figures_actions.close(question=figures.asked(round_.period, None), by=year.coordinator)
        for place, lines in gathering.all_gathered(province).items():
            for one in lines:
                if one.open_conflicts:
                    wording.leave_out(
                        report=province, place=place, members=one.member_keys, by=year.coordinator
                    )
    _signed(year, province, year.own, day + timedelta(days=1), ("signed",), year.coordinator)
    return province


def opened(year: Year, period: str, day: date, due: date) -> ReportRound:
    with on(day, 8):
        return rounds.open_round(
            plan=year.plan, period=period, due_on=due, note="", today=day, by=year.coordinator
        )


def of_agencies(round_: ReportRound) -> list[Report]:
    rows = round_.reports.of_agencies().newest().filter(state=ReportState.WRITING)
    return list(rows.select_related("round__plan__coordinator", "agency").order_by("pk"))


def give_one_back(year: Year, round_: ReportRound) -> None:
    """One that came on paper is given back, corrected and handed in again; the others are accepted."""
    handed = list(round_.reports.of_agencies().newest().handed_in().order_by("pk"))
    back = next(one for one in handed if one.on_paper)
    with on(round_.due_on + timedelta(days=8)):
        again = writing.give_back(report=back, place="V.1", reason="Chưa nêu số liệu.", by=year.coordinator)
        writing.accept(reports=[one for one in handed if one != back], by=year.coordinator)
    with on(round_.due_on + timedelta(days=10)) as day:
        writing.write_part(
            report=again, place="V.1", text="Đã mở 3 lớp.", seen=_seen(again, "V.1"), by=year.coordinator
        )
        writing.receive_on_paper(
            report=again,
            number=f"{day.timetuple().tm_yday * 100 + 99}/BC",
            day=day,
            scan=None,
            declared=False,
            on=day,
            by=year.coordinator,
        )


def merge_two(year: Year, administrator: Officer) -> tuple[Agency, Agency]:
    """One whose unit plan is not signed and whose report is being written goes to one that writes its own."""
    gone, heir = Agency.objects.get(code="so-0"), Agency.objects.get(code="so-1")
    with on(date(2026, 7, 1), 8) as day:
        merge(predecessor=gone, successor=heir, on=day, by=administrator, today=day)
    return gone, heir


# --- what is asked at its end


def values_of(code: str, period: str) -> dict[str, Any]:
    """An indicator's figures, by part."""
    question = figures.asked(period, None)
    return {line.now.part.part: line.now.value for line in figures.figures(question)[code].lines}


def test_a_year_with_a_merger_fits_together(year, administrator):
    draw_up_unit_plans(year)
    work(year, date(2026, 2, 1), 80)
    half = opened(year, "2026-H1", date(2026, 4, 20), date(2026, 5, 15))
    assert half.reports.of_agencies().count() == AGENCIES
    hand_in(year, half, of_agencies(half))
    give_one_back(year, half)
    consolidate(year, half, date(2026, 5, 28))

    quarter = opened(year, "2026-Q2", date(2026, 6, 18), date(2026, 7, 10))
    gone = quarter.reports.get(agency__code="so-0")
    heirs = quarter.reports.get(agency__code="so-1")
    with on(date(2026, 6, 25)):
        writing.write_part(
            report=gone, place="V.1", text="Câu của bên sáp nhập.", seen=0, by=year.coordinator
        )
        writing.write_part(
            report=heirs, place="V.1", text="Câu của bên tiếp nhận.", seen=0, by=year.coordinator
        )
    before, after = merge_two(year, administrator)
    hand_in(year, quarter, [one for one in of_agencies(quarter) if one != heirs][10:30])

    with on(date(2026, 9, 3)):
        figures_actions.correct(
            question=figures.asked("2026-H1", None), reason="Có tài liệu nộp sau.", by=year.coordinator
        )
    work(year, date(2026, 7, 5), 100)
    annual = opened(year, "2026", date(2026, 10, 20), date(2026, 11, 15))
    assert annual.reports.of_agencies().count() == AGENCIES - 1
    hand_in(year, annual, of_agencies(annual))
    consolidate(year, annual, date(2026, 12, 18))

    with on(date(2026, 12, 31), 17):
        figures.forget()
        check_the_merger(before, after, gone, heirs)
        check_the_sealed(year)
        check_the_figures(year)
        assert {proof.name: [one.words for one in doubts] for proof, doubts in all_doubts() if doubts} == {}


def check_the_merger(before: Agency, after: Agency, gone: Report, heirs: Report) -> None:
    """What was under way went on with the heir; what was signed stays with whom it was signed for."""
    text = Part.objects.get(report=heirs, place="V.1").text
    assert text.splitlines() == ["Câu của bên tiếp nhận.", "Câu của bên sáp nhập."]
    gone.refresh_from_db()
    assert gone.state == ReportState.PASSED_ON
    assert Report.objects.get(agency=before, round__period="2026-H1").state == ReportState.ACCEPTED
    assert not Duty.objects.filter(agency=before, ended_on=None, percent__lt=100).exists()
    # The heir's own plan was accepted already: the other one waits for a person, as nothing else does.
    assert {str(one.label) for one in open_work(before)} == {"Kế hoạch của đơn vị chưa ký"}
    assert after.is_alive(date(2026, 12, 31))


def check_the_sealed(year: Year) -> None:
    """Each sealed content is as it was on its day, and bears its seal."""
    kept = {
        one.pk: json.dumps(one.content, sort_keys=True) for one in Version.objects.filter(pk__in=year.sealed)
    }
    assert kept == year.sealed and len(kept) >= 9


def check_the_figures(year: Year) -> None:
    """Against a plain walk over what the story did."""
    due = {"2026-H1": date(2026, 5, 15), "2026": date(2026, 11, 15)}
    for period, last in due.items():
        in_time = sum(day <= last for (of, _agency), day in year.first_day.items() if of == period)
        asked = sum(of == period for of, _agency in year.first_day)
        standing = queries.standings([ReportRound.objects.get(period=period)])
        (numbers,) = standing.values()
        assert (numbers.asked, numbers.submitted, numbers.asked - numbers.late) == (asked, asked, in_time)
    # A figure tells of its period's own round, though that is due some days after the period's data close.
    last = figures.asked("2026", None).period.last
    newest = ReportRound.objects.get(period="2026")
    assert newest.due_on > last
    days = [day for (of, _agency), day in year.first_day.items() if of == newest.period]
    owed = newest.reports.of_agencies().newest().count()
    told = values_of("REPORTS_ON_TIME", "2026")
    assert (told["on_time"], told["all"]) == (sum(day <= newest.due_on for day in days), owed)
    assert 0 < told["on_time"] < owed
    plans = UnitPlan.objects.filter(plan=year.plan, state=UnitPlanState.ACCEPTED).values("agency").distinct()
    assert values_of("UNIT_PLAN_RATE", "2026")["accepted"] == plans.count() > AGENCIES * 0.7
    assert values_of("TASKS_DONE", "2026")[""] == len(tasks_done(year.plan, last)) > 0


def tasks_done(plan: Plan, last: date) -> set[int]:
    """Tasks and duties of which everything owed was delivered by a day."""
    owed = Deliverable.objects.filter(duty__task__plan=plan, ended_on=None).exclude(duty__task__kind="group")
    days: dict[int, list[date | None]] = {}
    for task, done in owed.exclude(duty__ended_on__isnull=False, done_on=None).values_list(
        "duty__task", "done_on"
    ):
        days.setdefault(task, []).append(done)
    return {task for task, found in days.items() if all(day is not None and day <= last for day in found)}
