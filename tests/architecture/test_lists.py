"""Every list of the house sorts by its columns and is taken out as a workbook, or is named here with the reason why not."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from django.http import Http404, QueryDict
from tests.architecture.test_routes import GUARDED
from tests.architecture.test_templates import TEMPLATES, name, text

from nhipcau.agencies.models import Officer
from nhipcau.kernel import lists

HAS_ROWS = re.compile(r"<c-(?:table|pager|bulk)\b|<table\b")
SORTS = re.compile(r"<c-sort(?:-by)?\s+key=\"([\w-]+)\"")
BULK = re.compile(r"<c-bulk\s+list=\"([\w.]+)\"")
INCLUDED = re.compile(r"\{%\s*include\s+\"([^\"]+)\"")

STEPS = "rows of one form or of a file that is being read in, in the order of that form or file"
OF_ONE = "belongs to one record and is read with it, as its paper or its days put it"
FIGURES = "figures in a fixed order; each leads to a list that sorts"
WITHOUT = {
    "agencies/table.html": "the columns that a table may have",
    "agencies/table_draft.html": STEPS,
    "agencies/roles.html": "a table of roles by permissions, with its own workbook",
    "agencies/invitations.html": "all who have set no password, ticked for one print; the accounts beside it sort",
    "kernel/notice_choices.html": "one form: kinds of notices by ways",
    "office/day_swaps.html": "the swapped days of a year, by date",
    "office/work_hours.html": "the office's hours, each from its day on: a history, seldom of more than three rows",
    "office/paper.html": "the list that goes out with the paper, in the order of its “Nơi nhận”",
    "office/version.html": OF_ONE,
    "office/version_step.html": OF_ONE,
    "office/version_received.html": OF_ONE,
    "office/outward.html": "the newest tries of one hook, by time",
    "digests/digest.html": FIGURES,
    "documents/letter.html": OF_ONE,
    "plans/next/next_plan.html": "proposals beside the draft's words, as they were asked for; the draft is taken out whole, the board sorts",
    "plans/next_outside.html": "the tasks of a plan as its paper has them, beside the form by which they begin to run",
    "plans/urge.html": "one form: who is urged about what, the longest late first",
    "plans/names_agencies.html": STEPS,
    "digests/sign.html": OF_ONE,
    "plans/task_parts.html": "the agencies of one task, with a find box; the plan's list of results sorts them",
    "indicators/figures.html": FIGURES,
    "indicators/indicator.html": "the records behind one figure, by day; what they are is worked with on their own lists",
    "indicators/own.html": "a handful of indicators that the office added, by code",
    "press/desk.html": "stories, each with its texts; the more outlets tell one, the higher it stands",
    "press/search.html": "an index finds the newest first; another order would read all that it finds",
    "press/source_list.html": STEPS,
    "press/hit_rates.html": FIGURES,
    "press/source.html": "the newest pages of one source, by time, to see whether it is read",
    "press/watch_form.html": "what the words that are being typed would have caught",
    "reports/calls/calls.html": "some calls a month, the newest first, with words and state to look for",
    "reports/calls/reply.html": OF_ONE,
    "reports/calls/together.html": OF_ONE,
    "reports/outline.html": OF_ONE,
    "reports/form_filled.html": STEPS,
    "reports/parcel.html": FIGURES,
    "reports/parcels.html": "some parcels a period, the newest first",
    "reports/parcels_compare.html": FIGURES,
    "reports/overview/leaders.html": FIGURES,
    "reports/overview/page.html": "figures of agencies, sorted by the page itself; each table has its own workbook",
    "reports/places.html": OF_ONE,
    "reports/rounds.html": "some rounds a year, the newest first",
    "ops/health.html": "what is wrong comes first; it is looked at, never worked through",
}
"""{page: why its rows neither sort nor are taken out}"""


def _found(path: str) -> Path | None:
    return next((one for one in TEMPLATES if one.as_posix().endswith(f"/templates/{path}")), None)


@cache
def whole(path: str) -> str:
    """A page with the parts that it includes by name."""
    file = _found(path)
    if file is None:
        return ""
    words = text(file)
    return words + "".join(whole(part) for part in INCLUDED.findall(words) if part != path)


def pages() -> dict[str, str]:
    """{page: all its words} of what is shown whole and has rows."""
    found = {}
    for file in TEMPLATES:
        own = name(file).split("templates/", 1)[1]
        if "{% extends" in text(file) and HAS_ROWS.search(whole(own)) and "allauth" not in text(file):
            found[own] = whole(own)
    return found


def test_every_page_with_rows_sorts_and_takes_them_out_or_says_why_not():
    bare = {page for page, words in pages().items() if not (BULK.search(words) and SORTS.search(words))}
    assert sorted(bare - set(WITHOUT)) == []
    assert sorted(set(WITHOUT) - bare) == [], "named, though it has both or no rows"


def test_every_list_that_is_registered_stands_on_a_page():
    shown = {key for words in pages().values() for key in BULK.findall(words)}
    shown |= {key for file in TEMPLATES for key in BULK.findall(text(file))}
    assert shown == {listing.key for listing in lists.listings}


def heads() -> list[tuple[str, str]]:
    """(list, column) of every head that sorts."""
    found = set()
    for file in TEMPLATES:
        own = name(file).split("templates/", 1)[1]
        if "{% extends" not in text(file):
            continue
        keys = BULK.findall(whole(own))
        if len(keys) == 1:
            found |= {(keys[0], column) for column in SORTS.findall(whole(own))}
    return sorted(found)


HERE = {"plans.tasks", "plans.results", "desk.log"}
"""Sorted by the page itself: a plan's rows are all in hand, the log goes on from an entry by an index (ADR 44)."""


@pytest.mark.django_db
@pytest.mark.parametrize(("key", "column"), [one for one in heads() if one[0] not in HERE])
def test_a_head_that_sorts_sorts_in_the_database_both_ways(key, column, administrator):
    listing = lists.listings.get(key)
    asked = [QueryDict(f"xep={sign}{column}") for sign in ("", "-")]
    try:
        orders = {str(listing.rows(administrator, one).query.order_by) for one in (QueryDict(""), *asked)}
    except Http404:  # rows of one record, which is not here
        assert column in listing.sorts
    else:
        assert len(orders) == 3, orders


ROWS = re.compile(r'<table class="nc-stack"[^>]*>.*?</table>', re.S)
BARE_ROUTES = {
    "agencies:roles", "agencies:table", "agencies:accounts_table", "agencies:invitations", "kernel:notice_choices", "kernel:gallery",
    "office:day_swaps", "office:outward", "press:hit_rates", "press:source_list", "plans:evidence", "ops:health", "desk:home",
    "indicators:figures", "indicators:own", "reports:rounds", "reports:outline", "reports:parcels",
    "reports:overview", "reports:leaders",
    "reports:calls",
}  # fmt: skip
"""The pages of ``WITHOUT`` by their addresses, and the desk, whose cards lead to lists."""


@pytest.mark.django_db(transaction=True)
def test_every_list_of_the_demonstration_is_worked_with(demonstration, client):
    wrong, seen = [], set()
    for username in ("quantri", "dieuphoi", "lanhdao", "canbo", "vanthu"):
        client.force_login(Officer.objects.get(username=username))
        for route in GUARDED:
            if route.arguments or route.name in BARE_ROUTES:
                continue
            answer = client.get(route.address)
            if answer.status_code != 200 or "text/html" not in answer.headers.get("Content-Type", ""):
                continue
            page = answer.content.decode()
            main = page[page.find("<main") : page.find("</main>")]
            rows = [one for one in ROWS.findall(main) if one.count("<tr") > 2]
            if not rows:
                continue
            seen.add(route.name)
            if "data-bulk" not in main or "nc-sort" not in main:
                wrong.append(f"{username} {route.name}")
    assert wrong == []
    assert len(seen) > 10
