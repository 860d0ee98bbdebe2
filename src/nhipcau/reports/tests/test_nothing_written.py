"""A report in which nothing was written is not presented: what each kind lacks is listed with where it is written."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from django.urls import reverse

from nhipcau.indicators import actions as figures
from nhipcau.kernel import clock
from nhipcau.kernel.refusal import Refused
from nhipcau.office.signing.models import Version
from nhipcau.plans.models import Deliverable, Duty
from nhipcau.reports import content, drafting, forms_out, kind, queries
from nhipcau.reports.actions import rounds, writing
from nhipcau.reports.models import Part, Report
from nhipcau.reports.tests.conftest import fill

pytestmark = pytest.mark.django_db


@pytest.fixture
def spoken(plan, house, coordinator, other_agency, officer, agency_leader, monkeypatch) -> Report:
    """The spokesperson's report of the officer's agency, of which nobody has written a word."""
    plan.coordinator = other_agency
    plan.save(update_fields=["coordinator"])
    monkeypatch.setenv("NHIPCAU_TODAY", "2026-12-15")
    clock.forget()
    made = rounds.open_round(
        plan=plan, period="2026-SPK", due_on=date(2026, 12, 19), note="", today=date(2026, 12, 15), by=coordinator
    )  # fmt: skip
    return made.reports.get(agency=officer.agency)


def missing(report: Report) -> dict[str, str]:
    report = Report.objects.get(pk=report.pk)
    return {one.text: one.url for one in kind.unfinished(report)}


def test_the_spokespersons_report_lists_each_figure_and_part_that_is_wanting(spoken, officer, client_of):
    fill(spoken, officer)
    found = missing(spoken)
    assert any("II. Khó khăn, vướng mắc" in text for text in found)
    wanted = forms_out.figures_of(spoken, drafting.parts_of(spoken))
    assert wanted and all(any(forms_out.name_of(one) in text for text in found) for one in wanted)
    with pytest.raises(Refused):
        writing.present_report(report=spoken, by=officer)
    assert not Version.objects.exists()
    page = client_of(officer)
    shown = page.get(reverse("reports:report", args=[spoken.pk])).text
    assert not re.search(r'action="[^"]*trinh[^"]*"', shown)
    for text, url in found.items():
        assert url and url in unescape(shown), text
        assert page.get(url).status_code == 200, url
    page.post(reverse("reports:present", args=[spoken.pk]))
    assert not Version.objects.exists()


def test_noughts_and_a_reason_are_an_answer(spoken, officer):
    fill(spoken, officer)
    question = drafting.question_of(spoken)
    for one in forms_out.figures_of(spoken, drafting.parts_of(spoken)):
        figures.enter(question=question, part=one.part, value=0, source="Sổ theo dõi", by=officer)
    left = missing(spoken)
    assert len(left) == 1, left
    ((text, url),) = left.items()
    assert "II. Khó khăn" in text and url == reverse("reports:part", args=[spoken.pk, "II"])
    writing.write_part(report=spoken, place="II", text="", nil_reason="Không có.", seen=0, by=officer)
    assert missing(spoken) == {}
    version = writing.present_report(report=spoken, by=officer)
    assert [part["no"] for part in version.content["parts"]] == ["I", "II"]


def test_a_part_that_is_owed_is_shown_and_takes_a_reason_on_its_page(spoken, officer, client_of):
    web, address = client_of(officer), reverse("reports:part", args=[spoken.pk, "II"])
    assert "lý do chưa phát sinh" in web.get(address).text
    assert address in web.get(reverse("reports:report", args=[spoken.pk])).text
    done = web.post(address, {"text": "", "nil_reason": "Không có vướng mắc.", "seen": "0"})
    assert done.status_code == 302
    assert Part.objects.get(report=spoken, place="II").nil_reason == "Không có vướng mắc."


@pytest.mark.parametrize("period", ["2026-H1", "2026-02-01..2026-04-30"])
def test_an_agency_without_a_task_of_its_own_hands_in_no_empty_sheet(
    period, plan, house, coordinator, other_agency, agency, officer, agency_leader, client_of
):
    plan.coordinator = other_agency
    plan.save(update_fields=["coordinator"])
    made = rounds.open_round(
        plan=plan, period=period, due_on=date(2026, 5, 25), note="", today=date(2026, 5, 20), by=coordinator
    )
    Deliverable.objects.filter(duty__agency=agency).delete()
    Duty.objects.filter(agency=agency).update(role="coordinate")
    report = made.reports.get(agency=agency)
    assert not any(part["lines"] or part["tasks"] for part in content.content_of(report)["parts"])
    ((text, url),) = missing(report).items()
    assert "chưa có nội dung nào" in text and client_of(officer).get(url).status_code == 200
    with pytest.raises(Refused):
        writing.present_report(report=report, by=officer)
    writing.write_part(report=report, place="V.1", text="Đã phối hợp tốt.", seen=0, by=officer)
    assert missing(report) == {}


def test_the_provinces_spokespersons_report_without_a_word_lists_its_parts(spoken):
    found = missing(queries.province_report(spoken.round))
    assert [text[:8] for text in found if text.startswith("Phần")] == ["Phần “I.", "Phần “II"]
    assert all(found.values())
