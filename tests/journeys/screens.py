"""Looking at screens as a reader with other eyes or a small phone does: WCAG 2.2 AA, no sideways scrolling, nothing
under its label, broken in two, glued together or out of its line (looks.js)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe

from nhipcau.agencies.models import Officer
from tests.journeys.conftest import DESKTOP, PHONE

LOOKS = Path(__file__).with_name("looks.js").read_text()
RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
CONTRAST = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
"""What another theme can make different."""
_ASKED_OF_ALL = """async (only) => {
  const looked = await axe.run(document, { runOnly: only, resultTypes: ["violations"] });
  return looked.violations.map((found) => [found.id, found.nodes[0].html.slice(0, 160)]);
}"""
_ASKED = Path(__file__).with_name("contrast.js").read_text()
_stood: set[str] = set()
"""Marks of words that stood out from their ground on some page (contrast.js)."""
_UNFOLDED = """() => {
  document.querySelectorAll("main details").forEach((folded) => { folded.open = true; });
  const [root, said] = [document.documentElement, document.body.innerText];
  return [
    ["shows the template's own marks", /\\{\\{|\\{%/.test(said)],
    ["shows dashes where nothing is chosen", said.includes("-----")],
    ["scrolls sideways", root.scrollWidth > root.clientWidth],
  ].flatMap(([fault, is]) => (is ? [fault] : []));
}"""
_SETTLED = """async () => {
  const working = () => document.querySelector(".htmx-request, .htmx-settling, .htmx-swapping");
  const frame = () => new Promise((next) => setTimeout(next, 20));
  do { await frame(); await frame(); } while (working());
}"""


@cache
def _axe() -> str:
    return str(Axe().axe_script)


def violations(page, told: str = "", only: dict = RULES) -> list[str]:
    """What axe finds on a page, one line each with the element."""
    _with_axe(page)
    answer = page.evaluate(_ASKED, {"asked": only, "known": sorted(_stood)})
    _stood.update(answer["stood"])
    return [f"{told}{page.url} {rule}: {element}" for rule, element in answer["found"]]


def violations_asked_of_all(page, only: dict = RULES) -> list[list[str]]:
    """What axe finds when every word is asked about: (rule, element)."""
    _with_axe(page)
    page.evaluate("axe.reset()")
    return page.evaluate(_ASKED_OF_ALL, only)


def _with_axe(page) -> None:
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(_axe())


def settle(page) -> None:
    """Waits for the parts that a page asks for by itself."""
    page.wait_for_load_state("load")
    page.evaluate(_SETTLED)


def turn(page, theme: str) -> None:
    page.evaluate(f"document.documentElement.setAttribute('data-bs-theme', '{theme}')")


def wrong_on(page, address: str, told: str) -> list[str]:
    """What is wrong with one address on one page of its size, in the light and in the dark, all folds open."""
    return _opened(page, address, told) or _seen(page, address, told) + in_both_themes(page, told)


def _opened(page, address: str, told: str) -> list[str]:
    answer = page.goto(address)
    settle(page)
    return [] if answer.status == 200 else [f"{told}{address} answers {answer.status}"]


def _seen(page, address: str, told: str) -> list[str]:
    return [f"{told}{address} {fault}" for fault in (*page.evaluate(_UNFOLDED), *page.evaluate(LOOKS))]


def in_both_themes(page, told: str = "") -> list[str]:
    """What axe finds in the light, and what of it colours alone may change in the dark."""
    turn(page, "light")
    wrong = violations(page, f"{told}light ")
    turn(page, "dark")
    return wrong + violations(page, f"{told}dark ", CONTRAST)


def look_at(open_as, username: str, addresses: Iterable[str]) -> Iterator[tuple[object, str, list[str]]]:
    """Each address on a phone and on a desk: (page, address, what is wrong there).  It is loaded once, on the phone, whose
    scripts fold and scroll what a desk has room for, and given the desk's width after.  The dark colours are the same on both."""
    page = open_as(Officer.objects.get(username=username), size=PHONE)
    phone, desk = f"{username} 360 ", f"{username} 1440 "
    for address in addresses:
        page.set_viewport_size(PHONE)
        wrong = _opened(page, address, phone)
        if not wrong:
            wrong += _seen(page, address, phone) + violations(page, f"{phone}light ")
            page.set_viewport_size(DESKTOP)
            settle(page)
            wrong += _seen(page, address, desk) + in_both_themes(page, desk)
        yield page, address, wrong
