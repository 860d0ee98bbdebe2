"""A number that leads somewhere is the number of what stands there: each tile of the demonstration, in every role."""

from __future__ import annotations

import re
from collections import Counter, deque
from urllib.parse import urljoin

import lxml.html
import pytest
from django.test import Client

from nhipcau.agencies.models import Officer

ROLES = ("dieuphoi", "lanhdao", "canbo", "quantri", "vanthu", "giamdoc", "soatxet")
MOST_PAGES = 24
BEGIN = (
    "/",
    "/giao-ban/",
    "/bao-chi/",
    "/bao-chi/nguon/",
    "/bao-chi/chu-de/",
    "/ke-hoach/",
    "/co-quan/dau-moi/",
)
LEAST = dict.fromkeys(ROLES, 4) | {
    "dieuphoi": 15,
    "lanhdao": 15,
    "quantri": 15,
}  # so that none is passed over unseen
TILES = "//a[contains(concat(' ', @class, ' '), ' nc-figure ')]"
ROWS = "//main//tbody/tr[not(*[@colspan])]"
LINES = "//main//ul[not(ancestor::nav)]/li"
# A number that is not of rows, with its reason.
ANOTHER_COUNT = {
    "bản tin chờ ký": "where one waits it leads into the draft itself",
}


def pages(client: Client) -> dict[str, lxml.html.HtmlElement]:
    """The first pages that links lead to from the desk, one of each kind of address."""
    found, kinds, waiting, known = {}, Counter(), deque(BEGIN), set(BEGIN)
    while waiting and len(found) < MOST_PAGES:
        path = waiting.popleft()
        kind = re.sub(r"\d+", "#", re.sub(r"^/co-quan/[^/]+/", "/co-quan/#/", path.partition("?")[0]))
        kinds[kind] += 1
        if kinds[kind] > 1 or re.search(r"\.\w+$|/tep/|/thoi-han/quy-dinh|so-tay", path.partition("?")[0]):
            continue
        answer = client.get(path)
        if answer.status_code != 200 or "html" not in answer["Content-Type"]:
            continue
        found[path] = lxml.html.fromstring(answer.content)
        for link in found[path].xpath("//a/@href"):
            there = urljoin(path, link).partition("#")[0]
            if there.startswith("/") and there not in known:
                known.add(there)
                waiting.append(there)
    return found


def counted(client: Client, address: str) -> int:
    """How many rows a list has: as it says itself for acts on all of them, else as they stand on its pages."""
    page = lxml.html.fromstring(client.get(address).content)
    said = page.xpath("//input[@name='dem']/@value")
    if said and said[0].isdigit():
        return int(said[0])
    rows = len(page.xpath(LINES if address.startswith("/giao-ban/") else ROWS))
    ahead = page.xpath("//nav[contains(@class, 'nc-pager')]//a[@rel='next']/@href")
    return rows + (counted(client, urljoin(address, ahead[0])) if ahead else 0)


def number_of(tile: lxml.html.HtmlElement) -> int | None:
    """The number of a tile; None for a share in per cent."""
    first = re.match(r"\s*(\d+)\s*(?:/|$)", tile.xpath("string(./b)"))
    return int(first[1]) if first else None


@pytest.mark.parametrize("role", ROLES)
def test_each_number_of_the_demonstration_is_that_of_the_list_behind_it(role, demonstration):
    client = Client()
    client.force_login(Officer.objects.get(username=role))
    looked, wrong = set(), []
    for path, page in pages(client).items():
        for tile in page.xpath(TILES):
            number, address = number_of(tile), urljoin(path, tile.get("href"))
            label = " ".join(tile.xpath("string(./span)").split())
            if number is None or label in ANOTHER_COUNT or (address, number) in looked:
                continue
            looked.add((address, number))
            if counted(client, address.partition("#")[0]) != number:
                wrong.append((path, label, number, address))
    assert not wrong
    assert len(looked) >= LEAST[role], len(looked)
