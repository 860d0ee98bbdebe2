"""Fetching is polite, bounded and honest about failures; one bad host never disturbs the others."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import brotli
import httpx
import pytest
import zstandard

from nhipcau.engines.presswire.model import PresswireError, TryLater, Unreadable
from nhipcau.engines.presswire.net.fetch import (
    Fetcher,
    FetchRequest,
    Limits,
    Validators,
    charset_of,
    normal_address,
    retry_after,
)
from nhipcau.engines.presswire.net.pace import FairQueue, HostPace


class FakeClock:
    """Time that passes only when asked to."""

    def __init__(self) -> None:
        self.at = 1000.0
        self.slept: list[float] = []

    def now(self) -> datetime:
        return datetime(2025, 5, 12, tzinfo=UTC) + timedelta(seconds=self.at)

    def monotonic(self) -> float:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += seconds


Handler = Callable[[httpx.Request], httpx.Response]


def fetcher(handler: Handler, **options: object) -> Fetcher:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/robots.txt" and not options.get("see_robots"):
            return httpx.Response(404)
        return handler(request)

    kept = {key: value for key, value in options.items() if key != "see_robots"}
    return Fetcher(transport=httpx.MockTransport(answer), **{"clock": FakeClock(), **kept})  # type: ignore[arg-type]


def failure_of(made: Fetcher, url: str = "https://a.example/x") -> PresswireError:
    with pytest.raises(PresswireError) as caught:
        made.fetch(url)
    return caught.value


def packed(body: bytes, encoding: str) -> Handler:
    return lambda request: httpx.Response(
        200,
        headers={"content-encoding": encoding, "content-type": "text/html"},
        stream=httpx.ByteStream(body),
    )


BODY = "<p>Mùa cà phê ở cao nguyên</p>".encode() * 50


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(BODY)), ("x-gzip", gzip.compress(BODY[:700]) + gzip.compress(BODY[700:])),
        ("deflate", zlib.compress(BODY)), ("deflate", zlib.compress(BODY)[2:-4]), ("br", brotli.compress(BODY)),
        ("zstd", zstandard.ZstdCompressor().compress(BODY)), ("identity", BODY), ("", BODY),
        ("gzip, br", brotli.compress(gzip.compress(BODY))),
    ],
)  # fmt: skip
def test_content_encodings_are_undone(encoding: str, body: bytes) -> None:
    page = fetcher(packed(body, encoding)).fetch("https://a.example/x").page
    assert page is not None
    assert page.body == BODY


@pytest.mark.parametrize(
    ("encoding", "bomb"),
    [
        ("gzip", gzip.compress(bytes(30_000_000))), ("deflate", zlib.compress(bytes(30_000_000))),
        ("br", brotli.compress(bytes(30_000_000), quality=5)), ("zstd", zstandard.ZstdCompressor().compress(bytes(30_000_000))),
        ("gzip, gzip", gzip.compress(gzip.compress(bytes(30_000_000)))),
    ],
)  # fmt: skip
def test_bombs_are_stopped_by_counting_what_comes_out(encoding: str, bomb: bytes) -> None:
    made = fetcher(packed(bomb, encoding), limits=Limits(largest=1_000_000))
    assert failure_of(made).code == "too_large"


@pytest.mark.parametrize(
    ("encoding", "code"),
    [("gzip", "broken_encoding"), ("br", "broken_encoding"), ("lzma", "unknown_encoding")],
)
def test_broken_encodings_are_named(encoding: str, code: str) -> None:
    assert failure_of(fetcher(packed(b"no such thing at all", encoding))).code == code


class Chunks(httpx.SyncByteStream):
    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks

    def __iter__(self) -> Iterator[bytes]:
        yield from self._chunks


def test_an_endless_body_stops_at_the_limit_and_a_slow_drip_at_the_deadline() -> None:
    def endless() -> Iterator[bytes]:
        while True:
            yield b"x" * 65536

    made = fetcher(lambda r: httpx.Response(200, stream=Chunks(endless())), limits=Limits(largest=1_000_000))
    assert failure_of(made).code == "too_large"
    clock = FakeClock()

    def drip() -> Iterator[bytes]:
        while True:
            clock.at += 1
            yield b"x"

    made = fetcher(lambda r: httpx.Response(200, stream=Chunks(drip())), clock=clock)
    failure = failure_of(made)
    assert (failure.code, type(failure)) == ("timeout", TryLater)
    assert clock.at <= 1065


def test_an_announced_large_body_is_not_read_at_all() -> None:
    def never() -> Iterator[bytes]:
        raise AssertionError("body was read")
        yield b""

    made = fetcher(
        lambda r: httpx.Response(200, headers={"content-length": "100000000"}, stream=Chunks(never()))
    )
    assert failure_of(made).code == "too_large"


@pytest.mark.parametrize(
    ("status", "kind", "code"),
    [
        (404, Unreadable, "not_found"), (410, Unreadable, "gone"), (403, Unreadable, "forbidden"), (451, Unreadable, "forbidden"),
        (400, Unreadable, "bad_status"), (304, Unreadable, "bad_status"), (429, TryLater, "busy"), (503, TryLater, "busy"),
        (500, TryLater, "server_error"), (522, TryLater, "server_error"),
    ],
)  # fmt: skip
def test_each_status_has_its_failure(status: int, kind: type[PresswireError], code: str) -> None:
    made = fetcher(lambda r: httpx.Response(status))
    failure = failure_of(made)
    assert (type(failure), failure.code) == (kind, code)
    assert made.counter.as_dict() == {"fetch": {code: 1}}


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (httpx.ReadTimeout("x"), "timeout"), (httpx.ConnectTimeout("x"), "timeout"), (httpx.RemoteProtocolError("x"), "cut_off"),
        (httpx.ConnectError("refused"), "connection"), (httpx.ConnectError("CERTIFICATE_VERIFY_FAILED"), "tls"),
        (httpx.ProxyError("x"), "connection"),
    ],
)  # fmt: skip
def test_each_network_error_is_to_be_tried_later(error: Exception, code: str) -> None:
    def fail(request: httpx.Request) -> httpx.Response:
        raise error

    failure = failure_of(fetcher(fail))
    assert isinstance(failure, TryLater)
    assert failure.code == code
    assert failure.after


def test_retry_after_holds_the_whole_host_back() -> None:
    clock = FakeClock()
    made = fetcher(lambda r: httpx.Response(429, headers={"retry-after": "120"}), clock=clock)
    failure = failure_of(made)
    assert isinstance(failure, TryLater)
    assert failure.after == 120
    started = clock.at
    failure_of(made)
    assert clock.at - started >= 120


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0", 0.0), ("120", 120.0), ("999999999", 86400.0), ("Mon, 12 May 2025 00:05:00 GMT", 300.0),
        ("Sun, 11 May 2025 00:05:00 GMT", 0.0), ("soon", None), ("", None), ("-5", None),
    ],
)  # fmt: skip
def test_retry_after_is_read(text: str, seconds: float | None) -> None:
    assert retry_after(text, datetime(2025, 5, 12, tzinfo=UTC)) == seconds


def test_unchanged_pages_are_told_by_304_or_by_their_bytes() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.headers.get("if-none-match") == '"a"':
            assert request.headers["if-modified-since"] == "Mon, 12 May 2025 00:00:00 GMT"
            return httpx.Response(304)
        return httpx.Response(
            200, content=BODY, headers={"etag": '"a"', "last-modified": "Mon, 12 May 2025 00:00:00 GMT"}
        )

    made = fetcher(answer)
    first = made.fetch("https://a.example/x")
    assert not first.unchanged
    second = made.fetch(FetchRequest("https://a.example/x", first.validators))
    assert second.page is None
    assert second.unchanged
    assert second.validators == first.validators
    third = made.fetch(
        FetchRequest("https://a.example/x", Validators(etag='"old"', body_hash=first.validators.body_hash))
    )
    assert third.unchanged
    assert third.page is not None


def test_redirects_are_followed_checked_and_counted() -> None:
    hops = {
        "/1": (301, "/2"),
        "/2": (308, "https://b.example/3#part"),
        "/t": (302, "/3"),
        "/loop": (302, "/loop2"),
        "/loop2": (302, "/loop"),
    }

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path in hops:
            status, target = hops[request.url.path]
            return httpx.Response(status, headers={"location": target})
        if request.url.path.startswith("/deep"):
            return httpx.Response(
                302, headers={"location": f"/deep{len(request.url.path)}{request.url.path[5:]}"}
            )
        if request.url.path == "/file":
            return httpx.Response(302, headers={"location": "file:///etc/hostname"})
        return httpx.Response(200, content=b"ok")

    made = fetcher(answer)
    fetched = made.fetch("https://a.example/1")
    assert fetched.moved_to == "https://b.example/3"
    assert fetched.page is not None
    assert fetched.page.address == "https://b.example/3"
    assert made.fetch("https://a.example/t").moved_to == ""
    assert failure_of(made, "https://a.example/loop").code == "redirect_loop"
    assert failure_of(made, "https://a.example/deep").code == "too_many_redirects"
    assert failure_of(made, "https://a.example/file").code == "bad_address"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "ftp://a.example/",
        "javascript:alert(1)",
        "https://",
        "https://u:p@a.example/",
        "http://a.example:99999/",
        "http://[::1",
        "https://" + "a" * 9000,
    ],
)
def test_bad_addresses_are_refused(url: str) -> None:
    assert failure_of(fetcher(lambda r: httpx.Response(200)), url).code == "bad_address"


def test_pictures_and_documents_are_refused_as_pages() -> None:
    made = fetcher(
        lambda r: httpx.Response(200, headers={"content-type": "application/pdf"}, content=b"%PDF")
    )
    assert failure_of(made).code == "not_text"
    assert made.fetch(FetchRequest("https://a.example/x", text_only=False)).page is not None


def test_the_charset_of_the_header_is_handed_on() -> None:
    assert charset_of("text/html; charset=UTF-8") == "utf-8"
    assert charset_of('text/html; x=1; Charset="windows-1258"') == "windows-1258"
    assert charset_of("text/html") is None


def test_fragments_and_vietnamese_letters_in_addresses_are_normal() -> None:
    assert normal_address(" https://a.example/tin-mới#x ") == "https://a.example/tin-m%E1%BB%9Bi"


def test_robots_are_asked_once_and_obeyed() -> None:
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        if request.url.path == "/robots.txt":
            return httpx.Response(200, text="User-agent: nhipcau\nDisallow: /secret\nCrawl-delay: 20\n")
        return httpx.Response(200, content=b"ok")

    clock = FakeClock()
    made = fetcher(answer, see_robots=True, clock=clock)
    made.fetch("https://a.example/x")
    assert failure_of(made, "https://a.example/secret/1").code == "robots_disallow"
    assert asked == ["/robots.txt", "/x"]
    started = clock.at
    made.fetch("https://a.example/y")
    assert clock.at - started >= 5


def test_an_unreachable_robots_file_means_not_now() -> None:
    made = fetcher(lambda r: httpx.Response(503), see_robots=True)
    failure = failure_of(made)
    assert (failure.code, type(failure)) == ("robots_unreachable", TryLater)


def test_a_host_is_asked_every_five_seconds() -> None:
    clock = FakeClock()
    starts: list[float] = []

    def answer(request: httpx.Request) -> httpx.Response:
        starts.append(clock.at)
        return httpx.Response(200, content=b"ok")

    made = fetcher(answer, clock=clock)
    for n in range(4):
        made.fetch(f"https://a.example/{n}")
    assert [later - earlier for earlier, later in pairwise(starts)] == [5.0, 5.0, 5.0]


def test_hosts_take_turns_and_two_at_once_is_the_most() -> None:
    pace = HostPace(interval=5.0, at_once=2)
    queue: FairQueue[int] = FairQueue([("big", n) for n in range(5)] + [("small", 9)], pace)
    assert queue.take(0.0) == ("big", 0)
    assert queue.take(0.0) == ("small", 9)
    assert queue.take(0.0) == 5.0
    assert queue.take(5.0) == ("big", 1)
    wait = queue.take(10.0)
    assert isinstance(wait, float)
    pace.finish("big")
    assert queue.take(10.0) == ("big", 2)
    assert bool(queue)


def test_many_addresses_come_back_once_each() -> None:
    made = fetcher(
        lambda r: httpx.Response(404 if "3" in r.url.path else 200, content=b"ok"),
        pace=HostPace(interval=0.0),
    )
    requests = [FetchRequest(f"https://h{n % 4}.example/{n}", key=str(n)) for n in range(20)]
    outcomes = list(made.fetch_all(requests))
    assert sorted(int(outcome.request.key) for outcome in outcomes) == list(range(20))
    assert {outcome.request.key for outcome in outcomes if outcome.failure} == {"3", "13"}
    assert made.counter.as_dict() == {"fetch": {"ok": 18, "not_found": 2}}


def test_a_redirect_to_what_is_no_address_is_a_bad_address() -> None:
    made = fetcher(lambda _request: httpx.Response(302, headers={"location": "//[x"}))
    assert failure_of(made).code == "bad_address"
