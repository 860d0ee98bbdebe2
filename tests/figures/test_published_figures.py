"""What others publish of the province: entered alone, each with its source and the day of publication."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from nhipcau.engines.counting import Status
from nhipcau.indicators import actions, pages, queries, rules
from nhipcau.indicators.models import Entered
from nhipcau.kernel.refusal import Refused

pytestmark = pytest.mark.django_db
VISITORS = "OUT_VISITORS"


@pytest.fixture(autouse=True)
def _on_18_june_2026(monkeypatch, installation):
    monkeypatch.setenv("NHIPCAU_TODAY", "2026-06-18")
    queries.forget()


def asked(period="2026-H1"):
    return queries.asked(period, None)


def published():
    return [each for each in asked().definitions if each.section == rules.PUBLISHED]


def enter(value, by, source, code=VISITORS, period="2026-H1"):
    part = asked(period).definitions.get(code).part("")
    return actions.enter(question=asked(period), part=part, value=value, source=source, by=by)


def test_nothing_counts_what_others_publish(coordinator):
    found = queries.figures(asked(), published())
    assert len(found) == 9
    assert {line.now.status for each in found.values() for line in each.lines} == {Status.MISSING}
    section = next(one for one in pages.sheet(coordinator, asked()).sections if one.key == rules.PUBLISHED)
    assert section.rows == () and len(section.missing) == 9


def test_it_is_entered_with_the_day_on_which_it_was_published(coordinator, client_of):
    where = reverse("indicators:enter", args=[VISITORS]) + "?ky=2026-H1"
    client = client_of(coordinator)
    given = {"value": "312.500", "source": "Cục Thống kê tỉnh, báo cáo 6 tháng"}
    assert client.post(where, given).status_code == 422 and not Entered.objects.exists()
    assert client.post(where, {**given, "published": "29/05/2026"}).status_code == 302
    assert Entered.objects.get().source == "Cục Thống kê tỉnh, báo cáo 6 tháng, công bố ngày 29/05/2026"
    page = client.get(reverse("indicators:indicator", args=[VISITORS]) + "?ky=2026-H1").text
    assert "312.500" in page and "công bố ngày 29/05/2026" in page


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("Cục Thống kê tỉnh", "ngày công bố"),
        ("Cục Thống kê tỉnh, công bố ngày 31/02/2026", "ngày công bố"),
        ("Cục Thống kê tỉnh, công bố ngày 19/06/2026", "chưa đến"),
    ],
)
def test_a_source_without_a_day_or_of_a_day_to_come_is_refused(coordinator, source, words):
    with pytest.raises(Refused, match=words):
        enter(3, coordinator, source)
    assert not Entered.objects.exists()


def test_what_the_office_counts_asks_for_no_day_of_publication(coordinator, client_of):
    page = client_of(coordinator).get(reverse("indicators:enter", args=["INTL_DELEGATIONS"]) + "?ky=2026-H1")
    assert "Ngày công bố" not in page.text


def test_quarters_of_visitors_add_up_and_a_rank_stands_for_its_own_period_alone(coordinator):
    told = "Cục Thống kê tỉnh, công bố ngày 29/05/2026"
    enter(100, coordinator, told, period="2026-Q1")
    enter(150, coordinator, told, period="2026-Q2")
    enter(12, coordinator, "Báo cáo PCI 2025, công bố ngày 05/05/2026", code="OUT_PCI", period="2025")
    found = queries.figures(asked(), published())
    assert found[VISITORS].lines[0].now.value == 250
    assert found["OUT_PCI"].lines[0].now.value is None
    assert queries.figures(asked("2025"), published())["OUT_PCI"].lines[0].now.value == 12


def test_money_may_have_decimals_and_stands_beside_its_goal(coordinator):
    year = asked("2026")
    part = year.definitions.get("OUT_EXPORT").part("")
    actions.set_goal(
        question=year, part=part, value=1200, at_most=False, source="9876/KH-UBND", by=coordinator
    )
    enter(Decimal("612.4"), coordinator, "Hải quan, công bố ngày 10/06/2026", code="OUT_EXPORT")
    line = queries.figures(asked(), published())["OUT_EXPORT"].lines[0]
    assert (line.now.value, line.goals[0].percent) == (Decimal("612.4"), Decimal("51.0"))


def test_no_indicator_speaks_of_causes_or_scores_an_outlet():
    for each in published():
        assert "không suy ra nguyên nhân" in each.counts.vi or "không chấm điểm" in each.counts.vi, each.code
