"""Looking at screens as a reader with other eyes or a small phone does: WCAG 2.2 AA, no sideways scrolling."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from axe_playwright_python.sync_playwright import Axe

from nhipcau.agencies.models import Officer
from tests.journeys.conftest import DESKTOP, PHONE

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


def violations(page, told: str = "") -> list[str]:
    """What axe finds on a page, one line each with the element."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{told}{page.url} {item['id']}: {item['nodes'][0]['html'][:160]}" for item in found]


def turn(page, theme: str) -> None:
    page.evaluate(f"document.documentElement.setAttribute('data-bs-theme', '{theme}')")


def wrong_on(page, address: str, told: str) -> list[str]:
    """What is wrong with one address on one page, in the light and in the dark, all folds open."""
    answer = page.goto(address)
    page.wait_for_load_state("networkidle")
    if answer.status != 200:
        return [f"{told}{address} answers {answer.status}"]
    page.evaluate("document.querySelectorAll('main details').forEach((folded) => { folded.open = true; })")
    wrong = []
    if any(mark in page.inner_text("body") for mark in ("{{", "{%")):
        wrong.append(f"{told}{address} shows the template's own marks")
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        wrong.append(f"{told}{address} scrolls sideways")
    for theme in ("light", "dark"):
        turn(page, theme)
        wrong += violations(page, f"{told}{theme} ")
    return wrong


def look_at(
    open_as, username: str, addresses: Iterable[str]
) -> Iterator[tuple[object, object, str, list[str]]]:
    """Each address on a desk and on a phone: (desk page, phone page, address, what is wrong there)."""
    account = Officer.objects.get(username=username)
    desk, phone = open_as(account, size=DESKTOP), open_as(account, size=PHONE)
    for address in addresses:
        wrong = wrong_on(desk, address, f"{username} 1440 ") + wrong_on(phone, address, f"{username} 360 ")
        yield desk, phone, address, wrong
