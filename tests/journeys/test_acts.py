"""What is read straight after an act is what the act has made, however slowly it comes."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.journeys import acts

pytestmark = pytest.mark.browser
PAUSE = 0.4
FIRST = """<!doctype html><title>Trang</title><h1>Trang đầu</h1>
<a href="/sau/" id="link">Sang trang sau</a>
<form action="/sau/"><input name="q" id="field"></form>
<form action="/sau/" id="posted" method="post"><button>Gửi</button></form>
<select id="choice" onchange="location.href = '/sau/'"><option>a<option>b</select>
<button id="late" onclick="location.href = '/cham/'">Chậm</button>
<a href="/chuyen/" id="moved">Chuyển</a>
<a href="/tep/" id="file">Tệp</a>
<a href="#cho" id="inside">Trong trang</a>
<button id="part" onclick="ask()">Phần</button><ul id="parts"></ul>
<script>
  function ask() {
    const list = document.getElementById("parts");
    list.classList.add("htmx-request");
    fetch("/cham/").then((answer) => answer.text()).then(() => {
      list.innerHTML = "<li>một<li>hai"; list.classList.remove("htmx-request");
    });
  }
</script>"""
LINES = "".join(f"<li>{number}" for number in range(5))


class Slow(BaseHTTPRequestHandler):
    """Half of each page, a pause, the other half."""

    def do_GET(self) -> None:
        if self.path == "/chuyen/":
            self.send_response(302)
            self.send_header("Location", "/sau/")
            self.end_headers()
            return
        if self.path == "/cham/":
            time.sleep(PAUSE)
        self.send_response(200)
        if self.path == "/tep/":
            self.send_header("Content-Disposition", "attachment; filename=a.txt")
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        if self.path in ("/", "/tep/"):
            self.wfile.write(FIRST.encode())
            return
        self.wfile.write(b"<!doctype html><title>Sau</title><h1>Trang sau</h1><ul>" + b" " * 4096)
        self.wfile.flush()
        time.sleep(PAUSE)
        self.wfile.write(LINES.encode())

    do_POST = do_GET

    def log_message(self, *_args: object) -> None:
        pass


@pytest.fixture(scope="module")
def slow() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Slow)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(browser, slow):
    context = browser.new_context()
    acts.watch(context)
    page = context.new_page()
    page.goto(slow)
    yield page
    context.close()


WAYS = {
    "a link": lambda page: page.click("#link"),
    "a link found": lambda page: page.locator("#link").click(),
    "a link to what has moved": lambda page: page.click("#moved"),
    "Enter in a field": lambda page: page.locator("#field").press("Enter"),
    "Enter on the keyboard": lambda page: (page.focus("#field"), page.keyboard.press("Enter")),
    "a form that is posted": lambda page: page.get_by_role("button", name="Gửi").click(),
    "a choice that goes on by itself": lambda page: page.select_option("#choice", "b"),
    "a script, and a server that thinks": lambda page: page.click("#late"),
    "an address": lambda page: page.goto("/sau/".join([page.url.rstrip("/"), ""]), wait_until="commit"),
    "a click, then another page": lambda page: (page.click("#inside"), page.click("#link")),
}


@pytest.mark.parametrize("way", WAYS)
def test_the_next_page_is_read_whole(page, way):
    WAYS[way](page)
    assert page.locator("li").all_inner_texts() == list("01234")
    page.go_back(wait_until="commit")
    assert page.locator("h1").all_inner_texts() == ["Trang đầu"]


def test_a_part_is_read_when_it_is_laid_in(page):
    page.click("#part")
    assert page.locator("li").all_inner_texts() == ["một", "hai"]


def test_a_page_opened_by_another_is_read_whole(page, slow):
    page.evaluate("document.getElementById('link').target = '_blank'")
    with page.context.expect_page() as opened:
        page.click("#link")
    opened.value.reload(wait_until="commit")
    assert opened.value.locator("li").count() == 5


def test_a_file_leaves_the_page_where_it_is(page):
    with page.expect_download() as file:
        page.click("#file")
    assert file.value.suggested_filename == "a.txt"
    page.click("#inside")
    page.click("#file")
    assert page.url.endswith("#cho")
    page.click("#link")
    assert page.locator("li").count() == 5


def test_a_page_that_is_closed_by_an_act_is_not_waited_for(page):
    page.evaluate("document.getElementById('part').onclick = () => window.close()")
    with page.context.expect_page() as opened:
        page.evaluate("window.open('about:blank')")
    opened.value.evaluate("document.body.innerHTML = '<button onclick=\"window.close()\">Đóng</button>'")
    opened.value.click("button")
    assert page.locator("h1").inner_text() == "Trang đầu"
