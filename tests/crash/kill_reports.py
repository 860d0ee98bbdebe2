"""Reports: written part by part, signed and handed in, accepted, given back, put together; an answered save stands, a report is whole."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import kill_house as house
from kill_amending import PLAN_DAY
from killing import Flow, compare, journal, logged

AGENCIES = 24
TASKS = 3


def prepare() -> None:
    """The house, a plan in which every agency has work, and a round that is open."""
    from django.utils import timezone

    from nhipcau.agencies.models import Agency
    from nhipcau.agencies.rules import Role
    from nhipcau.reports.actions import rounds

    house.prepare()
    desk = house.agency("so-a")
    agencies = [desk]
    for number in range(AGENCIES):
        made = Agency.objects.create(
            code=f"don-vi-{number}", name=f"Đơn vị {number}", valid_from=date(2020, 1, 1)
        )
        house._somebody(f"dv-{number}", Role.OFFICER, made, "Chuyên viên")
        agencies.append(made)
    today = timezone.localdate()
    plan = _plan(desk, agencies, today.year)
    rounds.open_round(
        plan=plan,
        period=f"{today.year - 1}-12-15..{today - timedelta(days=1)}",
        due_on=today,
        note="",
        today=today,
        by=house.officer("dieuphoi"),
    )


def _plan(desk: Any, agencies: list[Any], year: int) -> Any:
    from nhipcau.documents.actions import register_document
    from nhipcau.plans.actions.duties import give_duties
    from nhipcau.plans.models import Assignment, Plan, Task

    by = house.officer("dieuphoi")
    paper = register_document(
        head={"number": "1/KH-UBND", "date": PLAN_DAY, "issuer": "UBND tỉnh"}, cites=(), file=None, by=by
    )
    plan = Plan.objects.create(document=paper, title="Kế hoạch", year=year, coordinator=desk, confirmed_by=by)
    for place in range(TASKS):
        task = Task.objects.create(
            plan=plan, position=place, number=str(place + 1), title=f"Tuyên truyền chuyên đề {place + 1}",
            timing={"kind": "continuous"},
        )  # fmt: skip
        for agency in agencies:
            Assignment.objects.create(task=task, role="lead", written=agency.name, agency=agency)
    give_duties(plan=plan, on=date(year, 1, 1))
    return plan


def _own(number: int) -> Any:
    from nhipcau.reports.models import Report

    rows = Report.objects.filter(agency__code=f"don-vi-{number}").select_related("round__plan", "agency")
    return rows.newest().get()


def write(writer: int) -> None:
    """Write every part of one agency's report after the other and hand it in, until killed."""
    from django.utils import timezone

    from nhipcau.kernel.refusal import Refused
    from nhipcau.reports.actions import writing

    for turn in range(1000):
        number = (turn * 2 + writer) % AGENCIES
        report, by = _own(number), house.officer(f"dv-{number}")
        if report.state != "writing":
            continue
        for task in report.round.plan.tasks.order_by("position"):
            place = f"task:{task.pk}"
            part = report.parts.filter(place=place).first()
            if part is not None and not part.is_open:
                continue
            text = f"Đã đăng {turn + task.pk} tin về chuyên đề."
            try:
                kept = writing.write_part(
                    report=report, place=place, text=text, seen=part.revision if part else 0, by=by
                )
            except Refused:  # the other writer was there first, or it was handed in meanwhile
                continue
            journal.note("written", part=kept.pk, text=text, revision=kept.revision)
        try:
            writing.receive_on_paper(
                report=report, number=f"{turn + 1}/BC", day=timezone.localdate(), scan=None,
                declared=False, on=timezone.localdate(), by=house.officer("dieuphoi"),
            )  # fmt: skip
        except Refused:
            continue
        journal.note("handed_in", report=report.pk)


def judge(writer: int) -> None:
    """Give most that were handed in back, accept the others, word the province's sentences, until killed."""
    from nhipcau.kernel.refusal import Refused
    from nhipcau.reports import gathering, queries
    from nhipcau.reports.actions import gathering as wording
    from nhipcau.reports.actions import writing
    from nhipcau.reports.models import Report, ReportRound

    by = house.officer("dieuphoi")
    for _turn in range(1000):
        for report in Report.objects.of_agencies().filter(state="submitted").order_by("pk"):
            try:
                if report.edition < 200 and (report.pk + report.edition) % 11:
                    place = report.parts.order_by("pk")[0].place
                    made = writing.give_back(report=report, place=place, reason="Chưa rõ.", by=by)
                    journal.note("returned", report=report.pk, again=made.pk)
                else:
                    writing.accept(reports=[report], by=by)
                    journal.note("accepted", report=report.pk)
            except Refused:
                continue
        province = queries.province_report(ReportRound.objects.get())
        for place, lines in gathering.all_gathered(province).items():
            if lines and lines[0].wording is None:
                try:
                    made_wording = wording.word(
                        report=province,
                        place=place,
                        members=lines[0].member_keys,
                        text="Câu của tỉnh.",
                        by=by,
                    )
                except Refused:
                    continue
                journal.note("worded", wording=made_wording.pk)


def finish() -> None:
    """The next day: whatever is still being written is handed in, whatever was handed in is accepted."""
    from django.utils import timezone

    from nhipcau.reports.actions import writing
    from nhipcau.reports.models import Report

    by = house.officer("dieuphoi")
    for report in Report.objects.of_agencies().newest().filter(state="writing"):
        writing.receive_on_paper(
            report=report, number="1/BC", day=timezone.localdate(), scan=None, declared=False,
            on=timezone.localdate(), by=by,
        )  # fmt: skip
    writing.accept(reports=Report.objects.of_agencies().newest().filter(state="submitted"), by=by)


def half_way() -> dict[str, int]:
    from nhipcau.reports.models import Part, Report, Wording

    counted = {f"reports {state}": Report.objects.filter(state=state).count() for state in ("submitted", "accepted", "returned")}  # fmt: skip
    return {**counted, "parts": Part.objects.count(), "wordings": Wording.objects.count()}


def wrong() -> list[str]:
    from nhipcau.reports.models import Part, Report

    found: list[str] = []
    parts = {part.pk: part for part in Part.objects.all()}
    for line in journal.all("written"):
        part = parts.get(line["part"])
        if part is None or part.revision < line["revision"]:
            found.append(f"an answered part is gone: {line}")
        elif part.revision == line["revision"]:
            found += compare(f"part {part.pk}", part.text, line["text"])
    reports = {report.pk: report for report in Report.objects.all()}
    for line in journal.all("handed_in"):
        found += compare(
            f"report {line['report']} handed in", reports[line["report"]].submitted_on is not None, True
        )
    for line in journal.all("returned"):
        found += compare(f"report {line['report']}", reports[line["report"]].state, "returned")
        found += compare(f"next of {line['report']}", reports[line["again"]].corrects_id, line["report"])
    for report in reports.values():
        if report.state == "returned":
            found += compare(
                f"editions after {report.pk}",
                sum(one.corrects_id == report.pk for one in reports.values()),
                1,
            )
        if report.agency_id and report.submitted_on is None:
            found.append(f"report {report.pk} was never handed in")
    for name, many in (("report.submitted", sum(one.submitted_on is not None for one in reports.values())),):
        found += compare(f"entries {name}", logged(name).total(), many)
    found += compare(
        "entries of parts",
        logged("report.part_written").total(),
        sum(part.revision for part in parts.values()),
    )
    return found


FLOW = Flow(
    prepare=prepare,
    writers=[write, judge],
    half_way=half_way,
    finish=finish,
    wrong=wrong,
    longest=1.5,
    touches=200,
)
