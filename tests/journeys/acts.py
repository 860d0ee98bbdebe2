"""After each act in a browser the page is what the act has made of it.

Playwright comes back from a click once the next page has been committed, not once it has been parsed; from a key, before
anything was asked for; from what htmx asks for, at once.  Who reads then (``all_inner_texts``, ``count``, ``evaluate``)
reads whatever a quick machine happens to have made by that time.  So every act of a page that is watched here ends when
no page is on its way, the one that stands is parsed, its scripts have run, and htmx has laid in the parts it asked for.
What comes later by itself, such as an offer made when somebody has stopped typing, is still to be waited for by name.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Error, Frame, Keyboard, Locator, Page, Request

LONGEST = 120.0  # seconds after which a page hangs: no limit that a busy machine comes near
_ACTS = (
    *("click", "dblclick", "tap", "check", "uncheck", "set_checked", "press", "press_sequentially", "type", "fill"),
    *("clear", "blur", "focus", "select_option", "set_input_files", "drag_to", "drag_and_drop"),
    *("goto", "reload", "go_back", "go_forward", "insert_text"),
)  # fmt: skip
# A browser says of each page that is about to be left, by a link, a form or a script, before it asks the server; and of
# each new one when it is parsed and its scripts have run.
_TELLS = """document.addEventListener("DOMContentLoaded", () => { window.isParsed = true; });
navigation.addEventListener("navigate", (event) => {
  if (!event.hashChange && !event.destination.sameDocument && event.downloadRequest === null) window.isLeft = true;
});"""
_DONE = """async () => {
  const parts = ".htmx-request, .htmx-settling, .htmx-swapping";
  const isParsed = () => window.isParsed || document.readyState === "complete";
  const working = () => !isParsed() || document.querySelector(parts);
  const turn = (long) => new Promise((next) => setTimeout(next, long));
  do { await turn(0); await turn(working() ? 10 : 0); } while (working() && !window.isLeft);
  const left = !!window.isLeft;
  window.isLeft = false;
  return left;
}"""


class _Watch:
    """What is on its way to one page."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._asked: set[Request] = set()
        self._seen, self._known = 0, 0
        page.on("request", self._begun)
        page.on("requestfailed", lambda request: self._asked.discard(request))
        page.on("framenavigated", self._arrived)
        page.on("download", lambda _file: self._asked.clear())

    def _begun(self, request: Request) -> None:
        if request.is_navigation_request():
            self._seen += 1
            self._asked.add(request)

    def _arrived(self, frame: Frame) -> None:
        if frame.parent_frame is None:
            self._asked.clear()

    def settle(self) -> None:
        until = time.monotonic() + LONGEST
        while not self._page.is_closed():
            try:
                is_left = self._page.evaluate(_DONE)
            except Error:  # the page that was asked is gone: its successor is asked
                is_left = True
            else:
                if not is_left and not self._asked:
                    break
            while (self._asked or (is_left and self._seen == self._known)) and not self._page.is_closed():
                assert time.monotonic() < until, f"{self._page.url}: what was asked for never came"
                self._page.wait_for_timeout(5)
            self._known = self._seen
        self._known = self._seen


_watches: dict[Page, _Watch] = {}
_pages_of_keys: dict[Keyboard, Page] = {}


def watch(context: BrowserContext) -> None:
    """From now on the acts on this context's pages are waited for, those on pages that they open too."""
    context.add_init_script(_TELLS)
    context.on("page", _watch)


def _watch(page: Page) -> None:
    _watches[page] = _Watch(page)
    _pages_of_keys[page.keyboard] = page
    page.on("close", _forget)


def _forget(page: Page) -> None:
    _watches.pop(page, None)
    _pages_of_keys.pop(page.keyboard, None)


def _page_of(actor: Page | Locator | Keyboard) -> Page | None:
    if isinstance(actor, Locator):
        return actor.page
    return _pages_of_keys.get(actor) if isinstance(actor, Keyboard) else actor


def _waited_for(act: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(act)
    def acted(actor: Page | Locator | Keyboard, *args: object, **options: object) -> Any:
        done = act(actor, *args, **options)
        page = _page_of(actor)
        if page in _watches:
            _watches[page].settle()
        return done

    return acted


@contextmanager
def waited_for() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for kind in (Page, Locator, Keyboard):
            for name in _ACTS:
                if hasattr(kind, name):
                    patch.setattr(kind, name, _waited_for(getattr(kind, name)))
        yield
