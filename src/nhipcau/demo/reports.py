"""Reports of the demonstration: the first half year handed in, put together, signed; the second quarter's still to be written."""

from __future__ import annotations

import random
from datetime import date, timedelta

from nhipcau.agencies.models import Officer
from nhipcau.demo.digests import at
from nhipcau.demo.letters import Writers
from nhipcau.demo.report_words import GOOD, LEAD, PROPOSALS, REASONS, WEAK
from nhipcau.kernel import clock
from nhipcau.office.signing import actions as signing
from nhipcau.plans.models import Plan
from nhipcau.reports import drafting, gathering, queries
from nhipcau.reports.actions import forms, rounds, writing
from nhipcau.reports.actions import gathering as wording
from nhipcau.reports.models import Report, ReportRound
from nhipcau.reports.rules import NIL_REASONS

SEED = 2026
MILITARY = "Bộ Chỉ huy Quân sự tỉnh"
MISSING = 4
"""So many agencies have handed in nothing."""


def build_reports(*, plan: Plan, who: Writers, today: date) -> None:
    """After the plan and its figures, whose own day closes the half year."""
    due = queries.due_of(plan, "2026-H1")
    half = _opened(
        plan, "2026-H1", due, "Báo cáo ký, đóng dấu gửi về Sở trước hạn.", who, due - timedelta(days=25)
    )
    chance = random.Random(SEED)  # noqa: S311 - a story, not a secret
    reports = list(half.reports.of_agencies().select_related("agency").order_by("agency__folded"))
    own = next(one for one in reports if one.agency == who.agency)
    others = [one for one in reports if one != own]
    silent = chance.sample([one for one in others if one.agency != who.officer.agency], MISSING)
    for place, report in enumerate(one for one in others if one not in silent):
        late = chance.random() < 0.12
        day = (
            due + timedelta(days=chance.randint(1, 6)) if late else due - timedelta(days=chance.randint(0, 9))
        )
        _on_paper(report, place, day, who, chance)
    _signed(own, who.checker, who, due - timedelta(days=2), chance)
    _judged(half, who, due + timedelta(days=8))
    _consolidated(half, who, due + timedelta(days=12))
    quarter = _opened(plan, "2026-Q2", today + timedelta(days=7), "", who, today - timedelta(days=3))
    _left_as_form(quarter, who, today - timedelta(days=2))


def _left_as_form(round_: ReportRound, who: Writers, on: date) -> None:
    """The military command works on a network of its own: its report left as a form."""
    report = round_.reports.of_agencies().filter(agency__name=MILITARY).first()
    if report is not None:
        with clock.told(at(on, 9)):
            forms.give_out(report=report, by=who.drafter)


def _opened(plan: Plan, period: str, due: date, note: str, who: Writers, on: date) -> ReportRound:
    with clock.told(at(on, 8, 30)):
        return rounds.open_round(
            plan=plan, period=period, due_on=due, note=note, today=clock.today(), by=who.drafter
        )


def _written(report: Report, by: Officer, chance: random.Random) -> None:
    """What people write besides what is filled in, and a reason for each task without words."""
    for place, words in (("V.1", GOOD), ("V.2", WEAK), ("V.3", REASONS), ("VIII", PROPOSALS)):
        chosen = chance.sample(words, chance.randint(1, 2))
        writing.write_part(report=report, place=place, text="\n".join(chosen), seen=0, by=by)
    for part in drafting.parts_of(report):
        for work in part.works:
            if work.owes and not (work.drafted or work.facts):
                writing.write_part(
                    report=report,
                    place=work.place,
                    text="",
                    nil_reason=chance.choice(NIL_REASONS[:2]),
                    seen=0,
                    by=by,
                )


def _on_paper(report: Report, place: int, day: date, who: Writers, chance: random.Random) -> None:
    with clock.told(at(day, 9, place % 50)):
        _written(report, who.drafter, chance)
        writing.receive_on_paper(
            report=report,
            number=f"{chance.randint(40, 300)}/BC",
            day=day,
            scan=None,
            declared=False,
            on=day,
            by=who.drafter,
        )


def _signed(report: Report, drafter: Officer, who: Writers, day: date, chance: random.Random) -> None:
    with clock.told(at(day, 9)):
        if not report.is_of_province:
            _written(report, drafter, chance)
        version = writing.present_report(report=report, by=drafter)
    with clock.told(at(day, 14)):
        signing.take_step(
            version=version,
            step="signed",
            seen_seal=version.seal,
            by=who.director,
            now=clock.now(),
            post="Giám đốc",
        )
    with clock.told(at(day, 15)):
        signing.issue(version=version, by=who.clerk, day=day)


def _judged(half: ReportRound, who: Writers, day: date) -> None:
    """All accepted but one, of which a part was given back."""
    with clock.told(at(day, 8)):
        handed = list(half.reports.of_agencies().newest().handed_in().order_by("pk"))
        writing.give_back(
            report=handed[7],
            place="V.2",
            reason="Chưa nêu nguyên nhân chậm của nhiệm vụ được giao chủ trì.",
            by=who.drafter,
        )
        writing.accept(reports=[one for one in handed if one != handed[7]], by=who.drafter)


def _consolidated(half: ReportRound, who: Writers, day: date) -> None:
    report = queries.province_report(half)
    with clock.told(at(day, 8)):
        writing.write_part(report=report, place="V.1", text=LEAD, seen=0, by=who.drafter)
        for place, lines in gathering.all_gathered(report).items():
            for one in lines:
                if one.open_conflicts:
                    wording.leave_out(report=report, place=place, members=one.member_keys, by=who.drafter)
    _signed(report, who.drafter, who, day + timedelta(days=1), random.Random(0))  # noqa: S311 - nothing is drawn
