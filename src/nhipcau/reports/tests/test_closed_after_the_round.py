"""Figures of reports are closed once the reports are due: what a period's closing could not know yet follows with the round's end."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from nhipcau.indicators import actions as closing
from nhipcau.indicators import pages, proving, queries
from nhipcau.indicators.models import ClosedFigure, Closing
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.standing import written
from nhipcau.reports import overview
from nhipcau.reports.actions import rounds
from nhipcau.reports.tests.conftest import DUE

pytestmark = pytest.mark.django_db
PERIOD = "2026-H1"
CODES = ("REPORTS_ON_TIME", "REPORTS_NIL")
AFTER = DUE + timedelta(days=3)


def on(monkeypatch, day: date) -> None:
    """Another day; what was laid out stays laid out."""
    monkeypatch.setenv("NHIPCAU_TODAY", day.isoformat())


def asked(period: str = PERIOD) -> queries.Asked:
    return queries.asked(period, None)


def shown() -> dict[str, str]:
    """The share in time and the number of reports without anything, as every page tells them."""
    rows = pages.of_indicators(asked(), CODES)
    return {code: rows[code][0].now for code in CODES}


def kept() -> dict[tuple[str, str], object]:
    return {key: value for key, value in queries.closed_of(asked()).values.items() if key[0] in CODES}


@pytest.fixture
def closed(handed_in, coordinator) -> Closing:
    """One of two agencies has handed in; the period's figures are closed five days before the reports are due."""
    assert asked().period.last < date(2026, 5, 20) < DUE
    return closing.close(question=asked(), by=coordinator)


def test_a_period_tells_of_its_own_reports_from_the_day_on_which_they_are_due(handed_in, monkeypatch):
    on(monkeypatch, DUE - timedelta(days=1))
    assert shown() == {"REPORTS_ON_TIME": "–", "REPORTS_NIL": "–"}
    on(monkeypatch, AFTER)  # nobody wrote anything since
    assert shown()["REPORTS_ON_TIME"] == "50"


def test_a_closing_before_the_day_leaves_them_out_and_says_so(closed, coordinator, client):
    assert kept() == {}
    client.force_login(coordinator)
    page = client.get(reverse("indicators:figures"), {"ky": PERIOD}).content.decode()
    assert "chưa chốt cùng kỳ" in page and written(DUE) in page
    assert "số liệu nay đã khác" not in page


def test_what_waits_is_told_before_the_period_is_closed(handed_in, coordinator, client):
    client.force_login(coordinator)
    page = client.get(reverse("indicators:figures"), {"ky": PERIOD}).content.decode()
    assert "Chốt số liệu" in page and "chưa chốt cùng kỳ" in page


def test_the_rounds_end_closes_what_waited_and_nothing_else(closed, round_, coordinator, monkeypatch):
    before = dict(queries.closed_of(asked()).values)
    on(monkeypatch, AFTER)
    part = asked().definitions.get("INTL_DELEGATIONS").part("")
    closing.enter(question=asked(), part=part, value=12, source="Sở Ngoại vụ", by=coordinator)
    rounds.close_round(round_=round_, by=coordinator)
    after = queries.closed_of(asked())
    assert kept()["REPORTS_ON_TIME", ""] == 50
    assert {key: value for key, value in after.values.items() if key[0] not in CODES} == before
    newest = after.closing
    assert (newest.version, newest.by) == (2, coordinator)
    assert "6 tháng đầu năm 2026" in newest.reason and "kết thúc" in newest.reason
    assert shown()["REPORTS_ON_TIME"] == "50"
    assert list(proving.closed_figures()) == []


def test_what_changes_afterwards_needs_a_new_version_with_a_reason(closed, round_, coordinator, monkeypatch):
    on(monkeypatch, AFTER)
    rounds.close_round(round_=round_, by=coordinator)
    rounds.reopen_round(round_=round_, by=coordinator)
    rounds.close_round(round_=round_, by=coordinator)
    assert Closing.objects.filter(period=PERIOD).count() == 2  # nothing was left to close
    with pytest.raises(Refused):
        closing.correct(question=asked(), reason="Rà soát", by=coordinator)


def test_a_round_that_ends_before_its_day_closes_nothing(closed, round_, coordinator):
    rounds.close_round(round_=round_, by=coordinator)
    assert kept() == {}


def test_after_the_day_a_person_may_close_it_with_a_reason_while_the_round_runs(
    closed, coordinator, monkeypatch
):
    with pytest.raises(Refused):
        closing.correct(question=asked(), reason="Chốt thêm", by=coordinator)
    on(monkeypatch, DUE)  # reports may come until its end
    with pytest.raises(Refused):
        closing.correct(question=asked(), reason="Chốt thêm", by=coordinator)
    on(monkeypatch, AFTER)
    closing.correct(question=asked(), reason="Chốt thêm", by=coordinator)
    assert kept()["REPORTS_ON_TIME", ""] == 50


def test_a_period_that_is_closed_after_the_day_has_them_at_once(handed_in, coordinator, monkeypatch):
    on(monkeypatch, AFTER)
    closing.close(question=asked(), by=coordinator)
    assert kept()["REPORTS_ON_TIME", ""] == 50
    assert ClosedFigure.objects.filter(indicator="REPORTS_NIL").count() == 1


def test_a_year_tells_of_its_newest_round_and_the_half_year_of_its_own(
    handed_in, plan, coordinator, monkeypatch
):
    on(monkeypatch, date(2026, 11, 10))
    due = date(2026, 11, 20)
    year = rounds.open_round(
        plan=plan, period="2026", due_on=due, note="", today=date(2026, 11, 10), by=coordinator
    )
    on(monkeypatch, due + timedelta(days=1))
    figure = queries.figures(asked("2026"), [asked().definitions.get("REPORTS_ON_TIME")])["REPORTS_ON_TIME"]
    value = {line.now.part.part: line.now.value for line in figure.lines}
    assert (value["on_time"], value["all"]) == (0, year.reports.of_agencies().count())
    assert shown()["REPORTS_ON_TIME"] == "50"
    heads = overview.board(asked("2026"), {}).rounds
    assert [(head.on_time, head.handed_in) for head in heads] == [(1, 1), (0, 0)]
