"""A fresh installation, each page asked for once by each role: where it is empty it says the next step in an officer's words, with
its button where the reader may; it lights its section or leads back; and it leads to its section of the handbook."""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple
from urllib.parse import urljoin

import pytest
from django.test import Client
from tests.architecture.test_routes import GUARDED

from nhipcau.agencies.rules import Role
from nhipcau.kernel import handbook, navigation

pytestmark = pytest.mark.django_db
every_role = pytest.mark.parametrize("role", list(Role), ids=str)
BOX = re.compile(r'<div class="nc-empty.*?</div>', re.S)
BARE = re.compile(r'<tbody>\s*</tbody>|<ul class="nc-list">\s*</ul>')
TOLD_TO_DO = re.compile(r"\b(Hãy|Bấm|Xin)\b")
SHELL = re.compile(r"script/\w|\b(nhipcau|python|pip|docker|manage\.py) [a-z_]+|<code", re.I)
FOR_ITS_KEEPER = {"ops:health"}
"""Whoever looks after the machine works in a terminal: its page names the commands, and lists nothing."""


EVERYWHERE = {entry.url for entry in [*navigation.tools.all(), *navigation.own.all()]} | {
    "kernel:notices",
    "kernel:handbook",
    "kernel:signed_in",
}
"""What the head of every page leads to beside its sections; "signed_in" is for a tab left open, and leads home."""


class Page(NamedTuple):
    """What an address that names no record shows."""

    name: str
    address: str
    text: str

    @property
    def head(self) -> str:
        return self.text.partition("<main")[0]

    @property
    def main(self) -> str:
        return "<main" + self.text.partition("<main")[2].partition("</main>")[0]

    @property
    def is_whole(self) -> bool:
        """Whether it has a head; a part of a page has none."""
        return "<header" in self.head


_asked: dict[Role, list[Page]] = {}


@pytest.fixture
def pages(role, request, client_of, installation) -> list[Page]:
    """All pages that a role may open in a house without records, the role's account the only one; asked for once."""
    client = client_of(request.getfixturevalue(role.value))
    if role not in _asked:
        _asked[role] = [
            page
            for route in GUARDED
            if not route.arguments and (page := _page(route, client.get(route.address)))
        ]
    return _asked[role]


def _page(route, answer) -> Page | None:
    """None for what is no page."""
    if answer.status_code != 200 or "text/html" not in answer.headers.get("Content-Type", ""):
        return None
    text = (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()
    return Page(route.name, route.address, text)


def words_of(box: str) -> str:
    """The sentences alone, without the words on the button."""
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", "".join(re.findall(r"<p>.*?</p>", box, re.S))).split()))


def faults(client: Client, address: str, box: str) -> list[str]:
    """What is wrong with one empty box for the reader who is signed in."""
    words, links = words_of(box), re.findall(r'href="([^"]+)"', box)
    does = bool(links) or "<form" in box
    found = []
    if not does and len(re.findall(r"[.!?](?: |$)", words)) < 2:
        found.append("says that nothing is there, and not what comes next")
    if not does and TOLD_TO_DO.search(words):
        found.append("tells to do something, and has no button for it")
    for link in links:
        if client.get(urljoin(address, unescape(link)), follow=True).status_code != 200:
            found.append(f"leads to {link}, which is closed for the reader")
    return [f"{words}: {fault}" for fault in found]


@every_role
def test_an_empty_page_says_the_next_step(pages, client):
    wrong, seen = [], 0
    for page in pages:
        boxes = BOX.findall(page.main)
        seen += len(boxes)
        told = [fault for box in boxes for fault in faults(client, page.address, box)]
        if BARE.search(page.main) and not boxes:
            told.append("a list without rows that says nothing")
        if (shell := SHELL.search(page.main)) and page.name not in FOR_ITS_KEEPER:
            told.append(f"speaks of {shell[0]}")
        wrong += [(page.name, one) for one in told]
    assert wrong == []
    assert seen >= 10


@every_role
def test_every_page_lights_its_section_or_leads_back(pages):
    whole = [page for page in pages if page.is_whole and page.name not in EVERYWHERE]
    assert len(whole) > 8
    crumbs = '<nav class="nc-crumbs"'
    assert [one.name for one in whole if "aria-current" not in one.head and crumbs not in one.main] == []


@every_role
def test_each_role_is_led_from_its_pages_to_the_section_and_reads_it(pages, client):
    whole = [page for page in pages if page.is_whole]
    assert len(whole) > 8
    for page in whole:
        led = re.findall(r'href="([^"]+)"[^>]*data-help', page.text)
        assert led == [handbook.address(handbook.section_for(page.name))], page.name
    for chapter in handbook.chapters():
        assert client.get(chapter.url).status_code == 200


@pytest.mark.parametrize(
    ("box", "says"),
    [
        ("<div><p>Chưa có gì.</p></div>", "not what comes next"),
        ("<div><p>Chưa có gì. Hãy thêm.</p></div>", "no button"),
        ('<div><p>Chưa có gì.</p><a href="/nhat-ky/">Thêm</a></div>', "closed for the reader"),
        ("<div><p>Chưa có gì. Việc được giao hiện ở đây.</p></div>", ""),
        ('<div><p>Chưa có gì. Hãy xem.</p><a href="?tat-ca=1">Xem</a></div>', ""),
    ],
)
def test_what_is_looked_for_is_found(box, says, client_of, officer, installation):
    found = faults(client_of(officer), "/ke-hoach/", box)
    assert len(found) == bool(says)
    assert all(says in one for one in found)
