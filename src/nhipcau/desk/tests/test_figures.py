"""Every figure of the house leads to just what it counts, or leads nowhere because nothing stands behind it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urljoin

import pytest
from django.urls import reverse

import nhipcau
from nhipcau.agencies.actions.focal import name_focal
from nhipcau.agencies.rules import FocalDuty
from nhipcau.kernel import clock
from nhipcau.office.asks import actions as asking
from nhipcau.office.directions import actions as directing
from nhipcau.office.weekly.models import Meeting
from nhipcau.plans.models import Deliverable

SRC = Path(nhipcau.__file__).parent
TILE = re.compile(r'<a class="nc-figure[^"]*" href="([^"]+)"[^>]*>\s*<b>(\d+)(?:<small> / \d+</small>)?</b>')
LIST, TABLE = r'<ul class="(?:nc-list|mb-2)">.*?</ul>', r"<tbody>.*?</tbody>"
PLAIN = {
    "digests/parts/figures.html": "counted from what was signed; the issue's own items stand on the page",
    "reports/calls/parts/board.html": "until when a call waits for answers counts nothing",
    "reports/round.html": "the day until when a round takes reports in counts nothing",
    "plans/amend_check.html": "all that is counted stands on the page, to be looked at one after the other",
}
"""Templates with figures that lead nowhere, and why."""


def test_a_figure_that_leads_nowhere_says_why():
    plain = set()
    for path in SRC.rglob("templates/**/*.html"):
        for figure in re.findall(r"<c-figure\s[^>]*?/>", path.read_text(encoding="utf-8"), re.S):
            if "url=" not in figure:
                plain.add(str(path.relative_to(SRC)).partition("templates/")[2])
    assert plain == set(PLAIN)


def behind(client, address: str) -> int:
    """How many rows stand on all pages behind an address: of its table, else of its list."""
    count, number = 0, 1
    while True:
        page = client.get(f"{address}{'&' if '?' in address else '?'}trang={number}").text
        main = page[page.index("<main") :]
        tables = re.findall(TABLE, main, re.S)
        rows = "".join(tables) if tables else "".join(re.findall(LIST, main, re.S))
        count += len(re.findall(r"<tr[ >]" if tables else r"<li[ >]", rows))
        if 'rel="next"' not in page:
            return count
        number += 1


def check(client, page: str) -> list[int]:
    answer = client.get(page, follow=True)
    here = answer.redirect_chain[-1][0] if answer.redirect_chain else page
    found = [
        (urljoin(here, address.replace("&amp;", "&")), int(n)) for address, n in TILE.findall(answer.text)
    ]
    assert found
    for address, count in found:
        assert behind(client, address) == count, address
    return [count for _address, count in found]


@pytest.fixture
def week(plan, leader, agency, coordinator, monkeypatch) -> date:
    """A week with late work, a direction and an ask."""
    first = Deliverable.objects.open().filter(duty__task__plan=plan).order_by("due_on").first()
    day = first.due_on + timedelta(days=40)
    monkeypatch.setenv("NHIPCAU_TODAY", day.isoformat())
    clock.forget()
    meeting = Meeting.objects.create(year=day.isocalendar().year, week=day.isocalendar().week)
    directing.give(about=meeting, text="Kiểm tra, báo cáo.", by=leader, now=clock.now())
    asking.ask(about=meeting, to=[agency], question="Đến đâu?", due=day, today=day, by=coordinator)
    return day


@pytest.mark.django_db
def test_of_the_week(week, client_of, leader, coordinator):
    for reader in (leader, coordinator):
        assert len([count for count in check(client_of(reader), reverse("office:this_week")) if count]) >= 3


@pytest.mark.django_db
def test_of_agencies_and_their_officers(agency, other_agency, coordinator, client_of, monkeypatch):
    monkeypatch.setenv("NHIPCAU_TODAY", "2026-06-15")
    since, today = date(2026, 1, 1), date(2026, 6, 15)
    for duty in FocalDuty:
        name_focal(agency=agency, duty=duty, name="Lê An", since=since, today=today, by=coordinator)
    name_focal(
        agency=other_agency, duty=FocalDuty.LEADER, name="Vũ Ba", since=since, today=today, by=coordinator
    )
    counts = check(client_of(coordinator), reverse("agencies:focal_officers"))
    assert counts[1:3] == [1, 1]
    assert counts[0] == sum(counts[1:])
