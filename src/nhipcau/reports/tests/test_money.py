"""The annex of money: what agencies' accepted plans name by the period's end, by task and source, and only that."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from nhipcau.kernel import clock
from nhipcau.office.signing.kinds import Mark
from nhipcau.plans.models import UnitPlan
from nhipcau.plans.tests.unit_cast import begun, submitted
from nhipcau.plans.units.actions import deciding
from nhipcau.reports import content, drafting, money, paper, queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def period(report):
    return drafting.question_of(report).period


@pytest.fixture
def accepted(plan, agency, officer, coordinator, report) -> UnitPlan:
    """The agency's plan with 300 million of the province's budget on each line, accepted on 2 March."""
    handed_in = submitted(begun(plan, agency, officer), officer)
    with clock.told(datetime(2026, 3, 2, 9, tzinfo=timezone.get_current_timezone())):
        return deciding.accept(unit_plan=handed_in, by=coordinator)


def test_an_accepted_plan_s_money_stands_by_task_with_its_sum(report, accepted, period, agency):
    said = money.of_plans(report, period)
    lines = list(accepted.lines.in_order())
    assert [row[1:4] for row in said["rows"]] == [
        [agency.name, "Ngân sách tỉnh", "300 triệu đồng"] for _line in lines
    ]
    assert said["rows"][0][0].startswith(f"{lines[0].task.number} ")
    assert said["total"] == f"{300 * len(lines)} triệu đồng"
    assert said["sums"] == [["Ngân sách tỉnh", said["total"]]]


def test_two_pieces_of_work_of_one_task_and_source_are_one_row(report, accepted, period):
    line = accepted.lines.in_order()[0]
    line.pk, line.money = None, 1_500_000
    line.save()
    said = money.of_plans(report, period)
    assert said["rows"][0][3] == "301,5 triệu đồng"


def test_another_source_is_a_row_and_a_sum_of_its_own(report, accepted, period):
    line = accepted.lines.in_order()[0]
    line.pk, line.money, line.source = None, 900_000, "social"
    line.save()
    said = money.of_plans(report, period)
    assert ["Nguồn xã hội hóa", "900.000 đồng"] in said["sums"]
    assert len(said["sums"]) == 2


def test_what_was_accepted_after_the_period_or_is_not_accepted_is_not_in_it(report, accepted, period):
    UnitPlan.objects.filter(pk=accepted.pk).update(accepted_at=accepted.accepted_at + timedelta(days=400))
    assert money.of_plans(report, period) == {}


def test_an_agency_s_report_holds_its_own_money_alone(report, other_report, accepted, period):
    assert money.of_plans(other_report, period) == {}
    assert money.of_plans(queries.province_report(report.round), period)["rows"]


def test_the_paper_has_the_table_with_its_sums_below(report, accepted, period):
    said = content.content_of(report)
    annex = paper.paper(said, Mark()).annexes[-1]
    assert annex.title == "Tổng hợp kinh phí"
    table = annex.body[-1]
    assert [cell.text for cell in table.rows[-1]][:2] == ["Tổng cộng", said["annexes"]["money"]["total"]]
    assert all(sum(cell.columns for cell in row) == len(paper.MONEY) for row in table.rows)


def test_a_report_sealed_before_there_was_this_annex_is_drawn_as_it_was(report):
    said = content.content_of(report)
    del said["annexes"]["money"]
    assert all(annex.title != "Tổng hợp kinh phí" for annex in paper.paper(said, Mark()).annexes)
    assert date.fromisoformat(said["period"]["last"])
