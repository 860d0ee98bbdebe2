"""Each figure above a list of the press leads to exactly what it counts."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from nhipcau.press.models import Article, Outlet, Source

pytestmark = pytest.mark.django_db
TILE = re.compile(r'<a class="nc-figure[^"]*" href="([^"]+)"[^>]*>\s*<b>(\d+)</b>')


def behind(client, address: str, row: str) -> int:
    """How many rows stand on all pages behind an address."""
    count, number = 0, 1
    while True:
        glue = "&" if "?" in address else "?"
        page = client.get(f"{address.replace('&amp;', '&')}{glue}trang={number}").text
        count += len(re.findall(row, page))
        if 'rel="next"' not in page:
            return count
        number += 1


def test_of_sources(client_of, coordinator):
    outlet = Outlet.objects.create(host="bao.example", name="Báo")
    for number, (state, failures) in enumerate(
        [("active", 0), ("active", 3), ("quarantined", 5), ("paused", 2), ("paused", 0)]
    ):
        Source.objects.create(
            outlet=outlet,
            address=f"https://bao.example/{number}",
            kind="feed",
            state=state,
            failures=failures,
        )
    client, here = client_of(coordinator), reverse("press:sources")
    tiles = TILE.findall(client.get(here).text)
    assert [int(count) for _address, count in tiles] == [2, 1, 1, 5]
    for address, count in tiles:
        assert behind(client, here + address, 'name="dong"') == int(count), address


def test_of_the_desk(client_of, coordinator, article):
    copy = Article.objects.get(pk=article.pk)
    for number, state in enumerate(["new", "kept", "kept", "dropped"]):
        copy.pk, copy.key, copy.state, copy.sequence = None, f"them-{number}", state, 900 + number
        copy.save(force_insert=True)
    client, here = client_of(coordinator), reverse("press:desk")
    day = {"ngay": f"{article.at:%d/%m/%Y}"}
    tiles = TILE.findall(client.get(here, {**day, "dau": "sensitive"}).text)
    assert len(tiles) == 4
    for address, count in tiles:
        assert behind(client, here + address, r'class="press-item') == int(count), address
