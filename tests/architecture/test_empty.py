"""A fresh installation: every empty page says the next step in an officer's words, with its button where the reader may."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urljoin

import pytest
from django.test import Client
from tests.architecture.test_routes import GUARDED

pytestmark = pytest.mark.django_db
ROLES = ("administrator", "coordinator", "leader", "officer", "clerk", "agency_leader")
BOX = re.compile(r'<div class="nc-empty.*?</div>', re.S)
BARE = re.compile(r'<tbody>\s*</tbody>|<ul class="nc-list">\s*</ul>')
TOLD_TO_DO = re.compile(r"\b(Hãy|Bấm|Xin)\b")
SHELL = re.compile(r"script/\w|\b(nhipcau|python|pip|docker|manage\.py) [a-z_]+|<code", re.I)
FOR_ITS_KEEPER = {"ops:health"}
"""Whoever looks after the machine works in a terminal: its page names the commands, and lists nothing."""


def main_of(answer) -> str:
    """What a page shows below its head; "" for what is no page."""
    if answer.status_code != 200 or "text/html" not in answer.headers.get("Content-Type", ""):
        return ""
    page = answer.content.decode()
    return page[page.find("<main") : page.find("</main>")]


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


@pytest.mark.parametrize("role", ROLES)
def test_an_empty_page_says_the_next_step(role, request, client_of, installation):
    client = client_of(request.getfixturevalue(role))
    wrong, seen = [], 0
    for route in GUARDED:
        if route.arguments:
            continue
        main = main_of(client.get(route.address))
        boxes = BOX.findall(main)
        seen += len(boxes)
        told = [fault for box in boxes for fault in faults(client, route.address, box)]
        if BARE.search(main) and not boxes:
            told.append("a list without rows that says nothing")
        if (shell := SHELL.search(main)) and route.name not in FOR_ITS_KEEPER:
            told.append(f"speaks of {shell[0]}")
        wrong += [(route.name, one) for one in told]
    assert wrong == []
    assert seen >= 10


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
