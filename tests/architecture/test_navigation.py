"""What apps put into the head and onto the desk opens for whoever may, and is hidden from the others."""

from __future__ import annotations

import pytest
from django.urls import reverse

from nhipcau.kernel import navigation

pytestmark = pytest.mark.django_db
LINKS = [*navigation.entries.all(), *navigation.deeds.all()]


@pytest.mark.parametrize("entry", LINKS, ids=lambda entry: entry.key)
@pytest.mark.parametrize("who", ["officer", "leader", "coordinator", "administrator"])
def test_a_link_is_shown_to_those_for_whom_it_opens_and_to_nobody_else(client_of, request, entry, who):
    account = request.getfixturevalue(who)
    client, address = client_of(account), reverse(entry.url)
    assert client.get(address).status_code == (200 if account.may(entry.permission) else 403)
    shown = f'href="{address}"' in client.get("/thong-bao/").content.decode()
    assert shown == (entry in navigation.entries.all() and account.may(entry.permission))


def test_the_head_names_its_entries_in_one_order():
    orders = [entry.order for entry in navigation.entries.all()]
    assert len(orders) > 5
    assert len(set(orders)) == len(orders)


def test_the_open_section_is_told(client_of, coordinator):
    client = client_of(coordinator)
    assert '<a href="/co-quan/" aria-current="page">' in client.get("/co-quan/").content.decode()
    assert '<a href="/" aria-current="page">' in client.get("/").content.decode()
