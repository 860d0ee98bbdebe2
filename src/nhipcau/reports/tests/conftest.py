"""A round of reports over the small plan, in the middle of its year."""

from __future__ import annotations

from datetime import date

import pytest
from tests.cast import _officer
from tests.laid import laid

from nhipcau.agencies.models import Agency, AgencyName, Officer
from nhipcau.agencies.rules import Role
from nhipcau.indicators import queries as figures
from nhipcau.kernel import clock
from nhipcau.office.signing import actions as signing
from nhipcau.office.signing.models import Version
from nhipcau.plans.actions.work import add_evidence, report_progress
from nhipcau.reports import gathering
from nhipcau.reports.actions import rounds, writing
from nhipcau.reports.models import Report, ReportRound

DAY = date(2026, 5, 20)
DUE = date(2026, 5, 25)


@pytest.fixture(autouse=True)
def _that_day(monkeypatch):
    monkeypatch.setenv("NHIPCAU_TODAY", DAY.isoformat())
    figures.forget()
    gathering.forget()


@pytest.fixture
@laid
def names(agency, other_agency) -> None:
    """Abbreviations, by which papers have their symbols."""
    AgencyName.objects.create(agency=agency, name="SCT", kind="abbreviation")
    AgencyName.objects.create(agency=other_agency, name="SVHTTDL", kind="abbreviation")


@pytest.fixture
@laid
def house(names, installation, other_agency) -> dict[str, Officer]:
    """Who writes, signs and numbers at the coordinating agency."""
    director = _officer("giamdocvh", "Phạm Giám Đốc", Role.AGENCY_LEADER, other_agency)
    director.position = "Giám đốc"
    director.save(update_fields=["position"])
    return {
        "officer": _officer("canbovh", "Lê Văn Hóa", Role.OFFICER, other_agency),
        "director": director,
        "clerk": _officer("vanthuvh", "Võ Văn Thư", Role.CLERK, other_agency),
    }


@pytest.fixture
@laid
def work(plan, duty, officer) -> None:
    """What the officer's agency did of task 2.1."""
    report_progress(
        duty=duty,
        percent=40,
        note="Đã in 500 tờ gấp song ngữ Việt - Anh",
        by=officer,
        today=date(2026, 3, 10),
    )
    add_evidence(
        duty=duty,
        title="Tờ gấp song ngữ",
        url="https://example.org/to-gap",
        day=date(2026, 3, 12),
        by=officer,
    )


@pytest.fixture
@laid
def round_(plan, work, house, coordinator, other_agency) -> ReportRound:
    plan.coordinator = other_agency
    plan.save(update_fields=["coordinator"])
    return rounds.open_round(
        plan=plan, period="2026-H1", due_on=DUE, note="Nộp bản có ký.", today=DAY, by=coordinator
    )


@pytest.fixture
@laid
def report(round_, agency, agency_leader) -> Report:
    """Of the officer's agency, still to be written; its leader can sign it."""
    return round_.reports.get(agency=agency)


def fill(report: Report, by: Officer) -> None:
    """A reason for every task that has no words."""
    from nhipcau.reports import drafting

    for draft in drafting.parts_of(report):
        for one in draft.works:
            if (
                one.owes
                and not (one.drafted or one.facts)
                and not report.parts.filter(place=one.place).exists()
            ):
                writing.write_part(
                    report=report,
                    place=one.place,
                    text="",
                    nil_reason="Không phát sinh trong kỳ.",
                    seen=0,
                    by=by,
                )


def hand_in(report: Report, *, officer: Officer, director: Officer, clerk: Officer) -> Version:
    """Present, sign and number a report."""
    version = writing.present_report(report=report, by=officer)
    signing.take_step(
        version=version, step="signed", seen_seal=version.seal, by=director, now=clock.now(), post="Giám đốc"
    )
    signing.issue(version=version, by=clerk, day=clock.today())
    return Version.objects.with_deeds().get(pk=version.pk)


@pytest.fixture
@laid
def people(officer, agency_leader, clerk) -> dict[str, Officer]:
    """Who hands in for the officer's agency."""
    return {"officer": officer, "director": agency_leader, "clerk": clerk}


@pytest.fixture
@laid
def handed_in(report, people) -> Report:
    fill(report, people["officer"])
    hand_in(report, **people)
    report.refresh_from_db()
    return report


@pytest.fixture
@laid
def other_report(round_, other_agency) -> Report:
    return round_.reports.get(agency=other_agency)


@pytest.fixture
@laid
def third_agency(installation) -> Agency:
    return Agency.objects.create(
        code="so-ngoai-vu", name="Sở Ngoại vụ", kind="department", valid_from=date(2020, 1, 1)
    )
