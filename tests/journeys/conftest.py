"""A real browser over a real server: Debian's Chromium by Playwright."""

from __future__ import annotations

import os
import shutil
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.servers.basehttp import ThreadedWSGIServer
from django.test import Client
from django.urls import reverse

from nhipcau.agencies.models import Officer
from nhipcau.agencies.rules import DEMO_PASSWORD
from nhipcau.config import environment
from nhipcau.kernel import clock

# Playwright's own loop runs in this thread; Django would take it for an async view.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
PASSWORD = "mat-khau-thu-1"
LONGEST = 120_000  # milliseconds after which a page hangs: no limit that a busy machine comes near
DESKTOP, PHONE = {"width": 1440, "height": 900}, {"width": 360, "height": 740}


def chromium() -> str | None:
    """The shell shows the same pages without windows around them, at less than half the processor time."""
    known = ("chromium-headless-shell", "chromium", "chromium-browser")
    return environment.get("NHIPCAU_TEST_BROWSER") or next(filter(None, map(shutil.which, known)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator:
    path = chromium()
    if path is None:
        pytest.skip("browser: Chromium is not installed (Debian package chromium-headless-shell or chromium)")
    from playwright.sync_api import sync_playwright

    from tests.journeys import acts

    with sync_playwright() as play:
        opened = play.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        )  # fmt: skip
        with acts.waited_for():
            yield opened
        opened.close()


class Underway:
    """The connections of browsers that are being served.  What a page asked for as its test ended must not be answered
    with the settings, the clock and the rows of the next test."""

    def __init__(self) -> None:
        self._open: set[object] = set()
        self._came: set[object] = set()
        self._changed = threading.Condition()

    def begun(self, who: object) -> None:
        with self._changed:
            self._open.add(who)
            self._came.add(who)
            self._changed.notify_all()

    def ended(self, who: object) -> None:
        with self._changed:
            self._open.discard(who)
            self._changed.notify_all()

    def wait(self, address: tuple[str, int], seconds: float = LONGEST / 1000) -> None:
        """Connections are taken up in the order in which they came: when our own was, no earlier one still waits."""
        with socket.create_connection(address) as own:
            me = own.getsockname()
        with self._changed:
            over = self._changed.wait_for(lambda: me in self._came and not self._open, seconds)
            assert over, "a request was never answered"
            self._came.clear()


@pytest.fixture(scope="session")
def underway() -> Iterator[Underway]:
    made = Underway()
    taken_up, served = ThreadedWSGIServer.process_request, ThreadedWSGIServer.process_request_thread

    def take_up(server, request, who) -> None:
        made.begun(who)
        taken_up(server, request, who)

    def serve(server, request, who) -> None:
        try:
            served(server, request, who)
        finally:
            made.ended(who)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ThreadedWSGIServer, "process_request", take_up)
        patch.setattr(ThreadedWSGIServer, "process_request_thread", serve)
        yield made


def _signed_in(user: Officer, server: str) -> list[dict[str, str]]:
    """The cookies that the house's own door gives this user: without a browser, which would show two pages."""
    client = Client()
    answer = client.post(reverse("account_login"), {"login": user.username, "password": PASSWORD})
    assert answer.status_code == 302, answer.content.decode()
    return [{"name": name, "value": one.value, "url": server} for name, one in client.cookies.items()]


@pytest.fixture
def open_as(browser, live_server, underway):
    """open_as(user, size=…) → an empty page signed in as that user; errors in the console fail the test."""
    from tests.journeys import acts

    contexts, complaints = [], []

    def open_page(user=None, size=DESKTOP, **options):
        context = browser.new_context(viewport=size, base_url=live_server.url, locale="vi-VN", **options)
        contexts.append(context)
        acts.watch(context)
        page = context.new_page()
        page.set_default_timeout(LONGEST)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda message: (
                complaints.append(message.text) if "Content Security Policy" in message.text else None
            ),
        )
        if user is not None:
            context.add_cookies(_signed_in(user, live_server.url))
        return page

    yield open_page
    for context in contexts:
        context.close()
    underway.wait((live_server.thread.host, live_server.thread.port))
    assert complaints == []


@pytest.fixture
def half_year(monkeypatch):
    monkeypatch.setenv("NHIPCAU_TODAY", "2026-06-20")
    clock.forget()


@pytest.fixture
def demo(demonstration, monkeypatch):
    """The demonstration; its accounts sign in with its own password."""
    monkeypatch.setitem(globals(), "PASSWORD", DEMO_PASSWORD)


@pytest.fixture
def pictures() -> Path | None:
    """Where the README's screenshots go when they are asked for."""
    folder = environment.get("NHIPCAU_SCREENSHOTS")
    return Path(folder) if folder else None
