"""What apps put into the head and onto the desk opens for whoever may, and is hidden from the others."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.template.loader import get_template
from django.urls import reverse

from nhipcau.agencies.models import Officer
from nhipcau.desk import queries
from nhipcau.kernel import clock, navigation

pytestmark = pytest.mark.django_db
SHOWN = {
    "/thong-bao/": [*navigation.entries.all(), *navigation.tools.all()],
    "/": navigation.deeds.all(),
}


PEOPLE = ["officer", "leader", "coordinator", "administrator", "stranger"]


@pytest.mark.parametrize("page", SHOWN)
@pytest.mark.parametrize("who", PEOPLE)
def test_a_link_is_shown_to_those_for_whom_it_opens_and_to_nobody_else(client_of, request, page, who):
    account = request.getfixturevalue(who)
    client = client_of(account)
    words = client.get(page).content.decode()
    for entry in SHOWN[page]:
        address = reverse(entry.url)
        allowed = account.may(entry.permission)
        wanted = allowed and not (entry.unless and account.may(entry.unless))
        answer = client.get(address, follow=True)  # it may lead on, but only within its own place
        assert answer.status_code == (200 if allowed else 403), (who, entry.key)
        assert answer.request["PATH_INFO"].startswith(address), (who, entry.key)
        link = f'<a href="{address}"' if entry in navigation.entries.all() else f'href="{address}"'
        assert (link in words) == wanted, (who, entry.key)


@pytest.mark.parametrize("who", ["officer", "clerk", "coordinator", "administrator"])
def test_a_page_bears_the_name_by_which_the_head_leads_to_it(client_of, request, who):
    account = request.getfixturevalue(who)
    client, others = client_of(account), {}
    for entry in navigation.entries.all():
        if account.may(entry.permission):
            page = client.get(reverse(entry.url), follow=True).content.decode()
            heading = " ".join(re.sub(r"<[^>]+>", "", re.search(r"<h1.*?</h1>", page, re.DOTALL)[0]).split())
            if str(entry.label).casefold() not in heading.casefold():
                others[entry.key] = heading
    assert others == {}


@pytest.mark.parametrize("page", navigation.pages.all(), ids=lambda page: page.key)
@pytest.mark.parametrize("who", PEOPLE)
def test_pages_of_a_section_stand_side_by_side_on_each_of_them(client_of, request, page, who):
    account = request.getfixturevalue(who)
    answer = client_of(account).get(reverse(page.url))
    assert answer.status_code == (200 if account.may(page.permission) else 403)
    if answer.status_code == 200:
        tabs = answer.content.decode().partition('<nav class="nc-tabs"')[2].partition("</nav>")[0]
        addresses = re.findall(r'<a href="([^"]+)"', tabs)
        assert addresses == [reverse(each.url) for each in navigation.pages_of(page.section, account)]
        assert tabs.count('aria-current="page"') == 1
        assert f'<a href="{reverse(page.url)}" aria-current="page">' in tabs


@pytest.mark.parametrize("who", PEOPLE)
def test_cards_are_asked_only_for_those_who_may_see_them(client_of, request, plan, who):
    """Each is rendered once on a desk with a plan; whoever may not see it does not even cost its queries."""
    account = request.getfixturevalue(who)
    answer = client_of(account).get("/")
    assert answer.status_code == (403 if who == "stranger" else 200)
    made = [one for place in ("wide", "main", "aside") for one in (answer.context or {}).get(place, ())]
    templates = {one["template"] for one in made}
    desk = navigation.Asked(account, clock.today())
    if who != "stranger":
        queries.home(desk)  # what one card shows another leaves out
    for card in navigation.cards.all():
        allowed = account.may(card.permission) and not (card.unless and account.may(card.unless))
        if not allowed:
            assert card.template not in templates, card.key
        elif card.shown(desk) is not None:
            assert card.template in templates, card.key


def test_every_card_is_for_somebody_and_its_template_exists(request):
    accounts = [request.getfixturevalue(who) for who in PEOPLE]
    for card in navigation.cards.all():
        get_template(card.template)
        assert card.place in {"wide", "main", "aside"}
        assert any(account.may(card.permission) for account in accounts), card.key


@pytest.mark.parametrize("one", navigation.waiting.all(), ids=lambda one: one.key)
def test_what_waits_opens_for_whoever_it_waits_for(
    client_of, administrator, coordinator, plan, one, monkeypatch
):
    monkeypatch.setenv("NHIPCAU_TODAY", "2026-08-01")
    for account in (administrator, coordinator):
        if account.may(one.permission):
            for need in one.find(navigation.Asked(account, date(2026, 8, 1))):
                assert client_of(account).get(need.url).status_code == 200, need.url


@pytest.mark.django_db(transaction=True)
def test_what_waits_says_how_many_it_is(demonstration):
    """A number of the morning stands beside its words; what waits is one sentence, with its number."""
    told = [
        (one.key, need)
        for account in Officer.objects.filter(is_active=True)
        for one in navigation.for_account(navigation.waiting, account)
        for need in one.find(navigation.Asked(account, clock.today()))
    ]
    assert len({key for key, _need in told}) > 4
    assert [need.text for _key, need in told if str(need.count) not in need.text and need.count != 1] == []


def test_the_head_names_its_entries_in_one_order(client_of, administrator):
    words = client_of(administrator).get("/thong-bao/").content.decode()
    shown = [words.index(f'<a href="{reverse(entry.url)}"') for entry in _in_order(administrator)]
    assert len(shown) > 5
    assert shown == sorted(shown)


def _in_order(account):
    return sorted(
        (entry for entry in navigation.entries.all() if account.may(entry.permission)),
        key=lambda entry: (entry.order, entry.key),
    )


def test_the_open_section_is_told(client_of, coordinator):
    client = client_of(coordinator)
    assert '<a href="/co-quan/" aria-current="page">' in client.get("/co-quan/").content.decode()
    assert '<a href="/" aria-current="page">' in client.get("/").content.decode()
