"""Nothing inside the office can be reached through an outlet's page, redirect or DNS."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator

import pytest

from nhipcau.engines.presswire.model import TryLater, Unreadable
from nhipcau.engines.presswire.net.fetch import Fetcher, HostPace, Limits
from nhipcau.engines.presswire.net.netguard import GuardedTransport, NetGuard, is_public
from nhipcau.engines.presswire.net.robots import parse


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.9.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "192.88.99.1", "::1", "::",
        "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1",
        "2002:7f00:1::", "2002:a00:1::1", "64:ff9b::10.0.0.1", "2001:db8::1", "2001:0:7f00:1::", "fec0::1", "no address", "",
        "::ffff:127.0.0.1", "::ffff:0:127.0.0.1", "::ffff:0:10.0.0.1", "::ffff:0:a9fe:a9fe", "::ffff:0:8.8.8.8",
        "64:ff9b:1:ffff:a:0:100::", "64:ff9b:1:7f00:1::", "2606:4700::5efe:10.0.0.1", "2606:4700::200:5efe:7f00:1",
        "4000::1", "::ffff:ffff:8.8.8.8", "2001:20::1", "5f00::1", "3fff::1", "::5efe:127.0.0.1",
    ],
)  # fmt: skip
def test_inner_addresses_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "1.1.1.1", "172.32.0.1", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(address)


class _Site(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = b"inside"
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def inner_port() -> Iterator[int]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


def guarded(guard: NetGuard) -> Fetcher:
    return Fetcher(
        transport=GuardedTransport(guard),
        limits=Limits(total=5.0, connect=2.0),
        pace=HostPace(interval=0.0),
        obey_robots=False,
    )


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "localhost", "2130706433", "0x7f.1", "127.1"]
)
def test_loopback_is_refused_however_it_is_written(inner_port: int, host: str) -> None:
    with guarded(NetGuard()) as fetcher, pytest.raises((Unreadable, TryLater)) as caught:
        fetcher.fetch(f"http://{host}:{inner_port}/")
    assert caught.value.code in {"private_address", "no_such_host", "bad_address"}


def test_a_name_that_resolves_inside_is_refused_even_if_one_answer_is_public(inner_port: int) -> None:
    guard = NetGuard(resolver=lambda host, port: ["93.184.216.34", "127.0.0.1"])
    with guarded(guard) as fetcher, pytest.raises(Unreadable) as caught:
        fetcher.fetch(f"http://tin.example:{inner_port}/")
    assert caught.value.code == "private_address"


def test_the_checked_address_is_the_one_connected_to(inner_port: int) -> None:
    """A second answer of the DNS (rebinding) is never asked for."""
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    guard = NetGuard.allowing(["127.0.0.1/32"], lambda host, port: next(answers))
    with guarded(guard) as fetcher:
        page = fetcher.fetch(f"http://tin.example:{inner_port}/").page
    assert page is not None
    assert page.body == b"inside"
    assert next(answers) == ["10.0.0.1"]


def test_an_allowed_network_is_reached_and_nothing_beside_it() -> None:
    guard = NetGuard.allowing(["10.20.0.0/16"])
    assert guard.permits("10.20.3.4")
    assert guard.permits("::ffff:10.20.3.4")
    assert not guard.permits("10.21.0.1")


def test_a_host_without_an_address_is_to_be_tried_later() -> None:
    def nowhere(host: str, port: int) -> list[str]:
        raise OSError("no such name")

    with guarded(NetGuard(resolver=nowhere)) as fetcher, pytest.raises(TryLater) as caught:
        fetcher.fetch("http://khong-co.example/")
    assert caught.value.code == "no_such_host"


def test_the_office_proxy_may_be_inside_but_what_it_fetches_may_not(inner_port: int) -> None:
    transport = GuardedTransport(
        NetGuard(resolver=lambda host, port: ["93.184.216.34"]), proxy=f"http://127.0.0.1:{inner_port}"
    )
    with Fetcher(transport=transport, pace=HostPace(interval=0.0), obey_robots=False) as fetcher:
        page = fetcher.fetch("http://tin.example/").page
        assert page is not None
        assert page.body == b"inside"
        with pytest.raises(Unreadable):
            fetcher.fetch("http://192.168.0.1/")


ROBOTS = """
# comment
User-agent: other
Disallow: /

User-agent: *
Disallow: /tmp/
Allow: /tmp/open
Disallow: /*.pdf$
Disallow: /tim-kiem?*q=
Disallow:

User-Agent: NhipCau
User-agent: friend
Disallow: /private   # inline
Allow: /private/news$
Crawl-delay: 7
Sitemap: https://a.example/news.xml
"""


def test_robots_groups_and_longest_match() -> None:
    rules = parse(ROBOTS.encode(), "nhipcau")
    assert not rules.allows("https://a.example/private/x")
    assert rules.allows("https://a.example/private/news")
    assert not rules.allows("https://a.example/private/news2")
    assert rules.allows("https://a.example/tmp/x")
    assert (rules.delay, rules.sitemaps) == (7.0, ("https://a.example/news.xml",))
    anyone = parse(ROBOTS.encode(), "stranger")
    assert not anyone.allows("https://a.example/tmp/x")
    assert anyone.allows("https://a.example/tmp/open/x")
    assert not anyone.allows("https://a.example/a/b.pdf")
    assert anyone.allows("https://a.example/a/b.pdf?x=1")
    assert not anyone.allows("https://a.example/tim-kiem?trang=2&q=x")
    assert anyone.allows("https://a.example/robots.txt")


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe\x00",
        b"User-agent: *\nDisallow: /" + b"a" * 600_000,
        b"<html>no robots</html>",
        b"Disallow: /\n",
    ],
)
def test_odd_robots_files_allow(raw: bytes) -> None:
    assert parse(raw, "nhipcau").allows("https://a.example/x")


def test_a_version_behind_a_crawlers_name_does_not_hide_its_rules() -> None:
    rules = parse(b"User-agent: NhipCau/2.1\nDisallow: /private\n\nUser-agent: *\nDisallow: /\n", "nhipcau")
    assert rules.allows("https://a.example/x")
    assert not rules.allows("https://a.example/private")


def test_a_delay_of_days_is_not_meant() -> None:
    assert parse(b"User-agent: *\nCrawl-delay: 90000\n", "nhipcau").delay is None


def test_percent_encoding_in_robots_is_made_uniform() -> None:
    rules = parse("User-agent: *\nDisallow: /tin-mới/\nDisallow: /%7Ean/\n".encode(), "nhipcau")
    assert not rules.allows("https://a.example/tin-m%E1%BB%9Bi/1")
    assert not rules.allows("https://a.example/~an/1")


def test_a_robots_pattern_full_of_stars_is_matched_in_linear_time() -> None:
    rules = parse(b"User-agent: *\nDisallow: /" + b"*a" * 900 + b"$\n", "nhipcau")
    assert rules.allows("https://a.example/" + "a" * 1800 + "b")
