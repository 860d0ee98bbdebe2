"""A real browser over a real server: Debian's Chromium by Playwright."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from nhipcau.agencies.rules import DEMO_PASSWORD
from nhipcau.config import environment
from nhipcau.kernel import clock

# Playwright's own loop runs in this thread; Django would take it for an async view.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
PASSWORD = "mat-khau-thu-1"
DESKTOP, PHONE = {"width": 1440, "height": 900}, {"width": 360, "height": 740}


def chromium() -> str | None:
    return (
        environment.get("NHIPCAU_TEST_BROWSER")
        or shutil.which("chromium")
        or shutil.which("chromium-browser")
    )


@pytest.fixture(scope="session")
def browser() -> Iterator:
    path = chromium()
    if path is None:
        pytest.skip("browser: chromium is not installed (Debian package chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        opened = play.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        )  # fmt: skip
        yield opened
        opened.close()


@pytest.fixture
def open_as(browser, live_server):
    """open_as(user, size=…) → a page signed in as that user; errors in the console fail the test."""
    contexts, complaints = [], []

    def open_page(user=None, size=DESKTOP, **options):
        context = browser.new_context(viewport=size, base_url=live_server.url, locale="vi-VN", **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda message: (
                complaints.append(message.text) if "Content Security Policy" in message.text else None
            ),
        )
        if user is not None:
            page.goto("/tai-khoan/login/")
            page.fill("input[name=login]", user.username)
            page.fill("input[name=password]", PASSWORD)
            page.keyboard.press("Enter")
            page.wait_for_url(lambda address: "/login" not in address)
        return page

    yield open_page
    for context in contexts:
        context.close()
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
