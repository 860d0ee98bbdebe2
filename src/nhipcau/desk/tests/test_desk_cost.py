"""What a desk costs: where nothing waits, each card asks one light query, and what two cards need is read once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nhipcau.agencies.models import Agency
from nhipcau.agencies.queries.focal import focal_board, gaps, lacking
from nhipcau.desk import queries
from nhipcau.kernel.navigation import Asked
from nhipcau.office.asks.models import Answer, AnswerReturned, Ask
from nhipcau.office.asks.queries import open_for, open_limits
from nhipcau.office.deadlines.queries import due_for, due_on_desk

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 20)


def tables(captured: CaptureQueriesContext) -> list[str]:
    return [
        query["sql"].split(" FROM ")[1].split()[0].strip('"')
        for query in captured
        if " FROM " in query["sql"]
    ]


def test_an_officers_desk_reads_what_is_due_once(officer, plan):
    with CaptureQueriesContext(connection) as captured:
        made = queries.home(Asked(officer, DAY))
    templates = [card["template"] for card in made["main"]]
    assert "plans/desk/owed.html" in templates
    assert "desk/cards/dues.html" not in templates, "what the agency owes is told once"
    wide = [
        query
        for query in captured
        if '"plans_deliverable"."id"' in query["sql"] and "plans_taskdue" in query["sql"]
    ]
    assert len(wide) == 1


def test_a_shorter_look_ahead_is_cut_from_the_longer(officer, plan):
    desk = Asked(officer, DAY)
    assert due_on_desk(desk, 3660) == due_for(officer, 3660, today=DAY)
    anew = due_for(officer, 12, today=DAY)
    with CaptureQueriesContext(connection) as captured:
        assert due_on_desk(desk, 12) == anew
    assert len(captured) == 0


def test_a_longer_look_ahead_is_read_anew(officer, plan):
    desk = Asked(officer, DAY)
    due_on_desk(desk, 1)
    assert due_on_desk(desk, 3660) == due_for(officer, 3660, today=DAY)


def test_cards_where_nothing_waits_ask_one_light_query_each(officer):
    officer.roles_today()
    with CaptureQueriesContext(connection) as captured:
        queries.home(Asked(officer, DAY))
    asked = tables(captured)
    for table in ("office_version", "office_delivery", "office_direction"):
        assert asked.count(table) <= 1, table
    assert asked.count("office_ask") <= 2  # how many wait; and those among what is due
    assert "office_followed" not in asked


def test_missing_focal_officers_are_the_same_by_every_count(agency, other_agency, officer):
    board = focal_board({"cu": "thieu"}, on=DAY)
    assert gaps(on=DAY) == board.agencies.count() == board.asked - board.complete > 0
    every = list(Agency.objects.values_list("pk", flat=True))
    assert lacking(every, on=DAY) == list(board.agencies)
    assert lacking([], on=DAY) == []


def test_an_ask_waits_until_an_answer_stands(officer, agency, other_agency, coordinator):
    made = [
        Ask.objects.create(
            about=other_agency, question="?", agency=agency, due=DAY + timedelta(days=number),
            asked_at="2026-06-01T00:00Z", asked_by=coordinator,
        )
        for number in range(4)
    ]  # fmt: skip
    answers = {
        number: Answer.objects.create(ask=made[number], verdict="agree", at="2026-06-02T00:00Z", by=officer)
        for number in (1, 2)
    }
    AnswerReturned.objects.create(answer=answers[2], reason="?", at="2026-06-03T00:00Z", by=coordinator)
    made[3].withdrawn_at, made[3].withdrawn_by = "2026-06-02T00:00Z", coordinator
    made[3].save()
    assert list(open_for(officer)) == [made[0], made[2]]
    assert open_limits(officer) == [made[0].due, made[2].due]
    Answer.objects.create(ask=made[2], verdict="agree", at="2026-06-04T00:00Z", by=officer)
    assert list(open_for(officer)) == [made[0]]
