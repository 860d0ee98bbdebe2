"""Looking at screens as a reader with other eyes or a small phone does: WCAG 2.2 AA, no sideways scrolling, nothing
under its label, broken in two, glued together or out of its line (looks.js)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe

from nhipcau.agencies.models import Officer
from tests.journeys.conftest import DESKTOP, PHONE

LOOKS = Path(__file__).with_name("looks.js").read_text()
RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
CONTRAST = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
"""What another theme can make different."""
_LOOK = """async (only) => {
  const looked = await axe.run(document, { runOnly: only, resultTypes: ["violations"] });
  return looked.violations.map((found) => [found.id, found.nodes[0].html.slice(0, 160)]);
}"""
_SETTLED = """async () => {
  const working = () => document.querySelector(".htmx-request, .htmx-settling, .htmx-swapping");
  const frame = () => new Promise((next) => setTimeout(next, 20));
  do { await frame(); await frame(); } while (working());
}"""


def violations(page, told: str = "", only: dict = RULES) -> list[str]:
    """What axe finds on a page, one line each with the element."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(Axe().axe_script)
    return [f"{told}{page.url} {rule}: {element}" for rule, element in page.evaluate(_LOOK, only)]


def settle(page) -> None:
    """Waits for the parts that a page asks for by itself."""
    page.wait_for_load_state("load")
    page.evaluate(_SETTLED)


def turn(page, theme: str) -> None:
    page.evaluate(f"document.documentElement.setAttribute('data-bs-theme', '{theme}')")


def wrong_on(page, address: str, told: str, *, dark: bool = True) -> list[str]:
    """What is wrong with one address on one page, in the light and in the dark, all folds open."""
    answer = page.goto(address)
    settle(page)
    if answer.status != 200:
        return [f"{told}{address} answers {answer.status}"]
    page.evaluate("document.querySelectorAll('main details').forEach((folded) => { folded.open = true; })")
    wrong = []
    if any(mark in page.inner_text("body") for mark in ("{{", "{%")):
        wrong.append(f"{told}{address} shows the template's own marks")
    if "-----" in page.inner_text("body"):
        wrong.append(f"{told}{address} shows dashes where nothing is chosen")
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        wrong.append(f"{told}{address} scrolls sideways")
    wrong += [f"{told}{address} {fault}" for fault in page.evaluate(LOOKS)]
    return wrong + (in_both_themes(page, told) if dark else violations(page, f"{told}light "))


def in_both_themes(page, told: str = "") -> list[str]:
    """What axe finds in the light, and what of it colours alone may change in the dark."""
    turn(page, "light")
    wrong = violations(page, f"{told}light ")
    turn(page, "dark")
    return wrong + violations(page, f"{told}dark ", CONTRAST)


def look_at(
    open_as, username: str, addresses: Iterable[str]
) -> Iterator[tuple[object, object, str, list[str]]]:
    """Each address on a desk and on a phone: (desk page, phone page, address, what is wrong there).  The dark colours are
    the same on both."""
    account = Officer.objects.get(username=username)
    desk, phone = open_as(account, size=DESKTOP), open_as(account, size=PHONE)
    for address in addresses:
        wrong = wrong_on(desk, address, f"{username} 1440 ")
        wrong += wrong_on(phone, address, f"{username} 360 ", dark=False)
        yield desk, phone, address, wrong
