"""Fetch: an address to a page, politely, within limits, and with every failure named.

Feeds, sitemaps, section pages and articles all come through here.  The network is injected as an httpx
transport (``netguard.GuardedTransport`` in service), the time as a clock.
"""

from __future__ import annotations

import hashlib
import ssl
import threading
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urldefrag, urlsplit

import httpx

from nhipcau.engines.presswire.model import FetchedPage, OutcomeCounter, PresswireError, TryLater, Unreadable
from nhipcau.engines.presswire.net import robots
from nhipcau.engines.presswire.net.inflate import MEGABYTE, inflater, too_large
from nhipcau.engines.presswire.net.links import joined
from nhipcau.engines.presswire.net.netguard import Deadline, GuardedTransport
from nhipcau.engines.presswire.net.pace import Clock, FairQueue, HostPace, SystemClock

AGENT = "NhipCau"
_ACCEPT = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.5"
_ENCODINGS = "gzip, deflate, br, zstd"
_NOT_TEXT = ("image/", "video/", "audio/", "font/", "application/pdf", "application/zip", "application/msword",
             "application/vnd.", "application/octet-stream", "application/x-msdownload")  # fmt: skip
_RETRY_AT_MOST = 24 * 3600.0
_REFUSALS = {
    401: ("forbidden", "login"),
    403: ("forbidden", ""),
    404: ("not_found", ""),
    410: ("gone", ""),
    451: ("forbidden", "law"),
    204: ("empty_page", ""),
}
_PAUSES = {408: 300.0, 425: 300.0, 429: 900.0, 500: 900.0, 502: 600.0, 503: 900.0, 504: 600.0}


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may cost.

    connect, read, total: seconds.  largest: most bytes of a body, before and after unpacking.
    redirects: most hops.
    """

    connect: float = 10.0
    read: float = 20.0
    total: float = 60.0
    largest: int = 12 * MEGABYTE
    redirects: int = 6


@dataclass(frozen=True, slots=True)
class Validators:
    """What is remembered of the last good answer, so that an unchanged page is not sent or read again.

    body_hash: of the body, for servers whose ETag changes with every answer.
    """

    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""


@dataclass(frozen=True, slots=True)
class FetchRequest:
    """One address to fetch.

    text_only: refuse pictures, videos, PDF and the like by their Content-Type before reading the body.
    key: the caller's own name, handed back untouched.
    """

    url: str
    validators: Validators = Validators()
    text_only: bool = True
    key: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer.

    page: the page; None when the server says 304 Not Modified.
    validators: to be given with the next request.
    unchanged: 304, or the same bytes as last time.
    moved_to: the new address if every redirect on the way was permanent, else "".
    """

    page: FetchedPage | None
    validators: Validators
    unchanged: bool = False
    moved_to: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one request: exactly one of ``fetched`` and ``failure`` is set."""

    request: FetchRequest
    fetched: Fetched | None = None
    failure: Unreadable | TryLater | None = None


@dataclass(slots=True)
class Fetcher:
    """Fetches addresses.  Safe for several threads; ``close`` when done (or use as a context manager).

    transport: httpx transport; the guarded one by default.
    obey_robots: ask robots.txt first.  counter: counts every outcome under stage ``fetch``.
    agent: sent as User-Agent; its product token (before the "/") is looked up in robots.txt.
    """

    transport: httpx.BaseTransport = field(default_factory=GuardedTransport)
    clock: Clock = field(default_factory=SystemClock)
    limits: Limits = Limits()
    pace: HostPace = field(default_factory=HostPace)
    counter: OutcomeCounter = field(default_factory=OutcomeCounter)
    agent: str = f"{AGENT}/0.1"
    obey_robots: bool = True
    headers: Mapping[str, str] = field(default_factory=dict)
    _robots: robots.RobotsCache = field(init=False)
    _lock: threading.Lock = field(init=False, default_factory=threading.Lock)
    _deadline: Deadline = field(init=False)

    def __post_init__(self) -> None:
        self._robots = robots.RobotsCache(self._load_robots, self.clock.monotonic)
        known = getattr(self.transport, "deadline", None)
        self._deadline = known if isinstance(known, Deadline) else Deadline()

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self.transport.close()

    def fetch(self, request: FetchRequest | str) -> Fetched:
        """Fetch one address, waiting for the host's turn.

        Raises Unreadable (private_address, bad_address, robots_disallow, not_found, gone, forbidden,
        too_large, redirect_loop, too_many_redirects, not_text, broken_encoding …) or
        TryLater (timeout, no_such_host, connection, cut_off, busy, server_error, tls …) with ``after``.
        """
        if isinstance(request, str):
            request = FetchRequest(request)
        host = host_of(request.url)
        while (pause := self.pace.try_start(host, self.clock.monotonic())) > 0:
            self.clock.sleep(pause)
        try:
            return self._counted(request)
        finally:
            self.pace.finish(host)

    def fetch_all(self, requests: Iterable[FetchRequest], *, threads: int = 8) -> Iterator[Outcome]:
        """Fetch many addresses, hosts in rotation; outcomes come as they are ready, one for each request."""
        queue = FairQueue(((host_of(request.url), request) for request in requests), self.pace)
        running: dict[Future[Outcome], str] = {}
        with ThreadPoolExecutor(max_workers=threads, thread_name_prefix="fetch") as pool:
            try:
                while queue or running:
                    pause = 60.0
                    while queue and len(running) < threads:
                        taken = queue.take(self.clock.monotonic())
                        if isinstance(taken, float):
                            pause = taken
                            break
                        host, request = taken
                        running[pool.submit(self._outcome, host, request)] = host
                    if not running:
                        self.clock.sleep(pause)
                        continue
                    done, _ = wait(running, timeout=min(pause, 1.0), return_when=FIRST_COMPLETED)
                    for future in done:
                        del running[future]
                        yield future.result()
            finally:
                for future in running:
                    future.cancel()

    def _outcome(self, host: str, request: FetchRequest) -> Outcome:
        try:
            return Outcome(request, fetched=self._counted(request))
        except (Unreadable, TryLater) as failure:
            return Outcome(request, failure=failure)
        finally:
            self.pace.finish(host)

    def _counted(self, request: FetchRequest) -> Fetched:
        outcome = "internal_error"
        try:
            fetched = self._fetch(request)
            outcome = "unchanged" if fetched.unchanged else "ok"
            return fetched
        except PresswireError as failure:
            outcome = failure.code
            raise
        finally:
            with self._lock:
                self.counter.add("fetch", outcome)

    def _fetch(self, request: FetchRequest) -> Fetched:
        url = normal_address(request.url)
        seen: set[str] = set()
        permanent = True
        deadline = self.clock.monotonic() + self.limits.total
        for _ in range(self.limits.redirects + 1):
            if url in seen:
                raise Unreadable("redirect_loop", page=request.url)
            seen.add(url)
            if self.obey_robots:
                self._ask_robots(url)
            answer = self._exchange(url, request if len(seen) == 1 else FetchRequest(request.url), deadline)
            if isinstance(answer, _Redirect):
                permanent = permanent and answer.permanent
                url = normal_address(joined(url, answer.target) or answer.target)
                continue
            return self._fetched(request, url, answer, moved=permanent and len(seen) > 1)
        raise Unreadable("too_many_redirects", page=request.url, most=self.limits.redirects)

    def _fetched(self, request: FetchRequest, url: str, answer: _Answer, *, moved: bool) -> Fetched:
        moved_to = url if moved else ""
        validators = Validators(
            etag=answer.headers.get("etag", "")[:500]
            or (request.validators.etag if answer.status == 304 else ""),
            last_modified=answer.headers.get("last-modified", "")[:100]
            or (request.validators.last_modified if answer.status == 304 else ""),
            body_hash=request.validators.body_hash if answer.status == 304 else body_hash_of(answer.body),
        )
        if answer.status == 304:
            return Fetched(None, validators, unchanged=True, moved_to=moved_to)
        content_type = answer.headers.get("content-type", "")
        page = FetchedPage(
            url=request.url,
            body=answer.body,
            content_type=content_type,
            charset=charset_of(content_type),
            fetched_at=self.clock.now(),
            status=answer.status,
            final_url="" if url == request.url else url,
            key=request.key,
        )
        same = bool(request.validators.body_hash) and request.validators.body_hash == validators.body_hash
        return Fetched(page, validators, unchanged=same, moved_to=moved_to)

    def _ask_robots(self, url: str) -> None:
        rules = self._robots.of(url)
        if rules.delay:
            self.pace.slow_down(host_of(url), rules.delay)
        if not rules.allows(url):
            raise Unreadable("robots_disallow", page=url)

    def robots_of(self, url: str) -> robots.Robots:
        """The robots rules of an address's host (asked for once a day)."""
        return self._robots.of(url)

    def _load_robots(self, origin: str) -> robots.Robots:
        """RFC 9309, 2.3.1: 4xx means everything is allowed, an unreachable file that nothing is, for now."""
        url = origin + "/robots.txt"
        deadline = self.clock.monotonic() + min(self.limits.total, 30.0)
        for _ in range(5):
            try:
                answer = self._exchange(url, FetchRequest(url, text_only=False), deadline, robots.LARGEST)
            except Unreadable as failure:
                if failure.code == "private_address":
                    raise
                return robots.ALLOW_ALL
            except TryLater as failure:
                after = failure.after or 1800.0
                code = "no_such_host" if failure.code == "no_such_host" else "robots_unreachable"
                raise TryLater(code, host=host_of(url), after=after) from failure
            if not isinstance(answer, _Redirect):
                return robots.parse(answer.body, self.agent.partition("/")[0])
            url = normal_address(joined(url, answer.target) or answer.target)
        return robots.ALLOW_ALL

    def _exchange(
        self, url: str, request: FetchRequest, deadline: float, cut_at: int | None = None
    ) -> _Answer | _Redirect:
        """One request and its answer, with the clock running.  cut_at: keep only so much of a longer body."""
        left = deadline - self.clock.monotonic()
        if left <= 0:
            raise _timeout(url)
        limits = self.limits
        timeout = {
            "connect": min(limits.connect, left),
            "read": min(limits.read, left),
            "write": limits.read,
            "pool": left,
        }
        call = httpx.Request("GET", url, headers=self._headers(request), extensions={"timeout": timeout})
        self._deadline.at = deadline if isinstance(self.clock, SystemClock) else None
        response: httpx.Response | None = None
        try:
            response = self.transport.handle_request(call)
            return self._answer(url, request, response, deadline, cut_at)
        except httpx.TimeoutException as error:
            raise _timeout(url) from error
        except (httpx.RemoteProtocolError, httpx.ReadError) as error:
            raise TryLater("cut_off", page=url, after=600.0) from error
        except (httpx.ConnectError, ssl.SSLError) as error:
            if "CERTIFICATE" in str(error).upper() or isinstance(error, ssl.SSLError):
                raise TryLater("tls", host=host_of(url), after=6 * 3600.0) from error
            raise TryLater("connection", host=host_of(url), after=900.0) from error
        except (httpx.TransportError, OSError) as error:
            raise TryLater("connection", "line", page=url, after=900.0) from error
        except (httpx.InvalidURL, UnicodeError, ValueError) as error:
            raise _bad_address(url) from error
        finally:
            self._deadline.at = None
            if response is not None:
                with suppress(Exception):  # the answer is already decided; closing a broken line may fail
                    response.close()

    def _headers(self, request: FetchRequest) -> dict[str, str]:
        headers = {
            "User-Agent": self.agent,
            "Accept": _ACCEPT,
            "Accept-Encoding": _ENCODINGS,
            "Accept-Language": "vi,en;q=0.8,*;q=0.5",
        }
        headers.update(self.headers)
        if request.validators.etag:
            headers["If-None-Match"] = request.validators.etag
        if request.validators.last_modified:
            headers["If-Modified-Since"] = request.validators.last_modified
        return headers

    def _answer(
        self, url: str, request: FetchRequest, response: httpx.Response, deadline: float, cut_at: int | None
    ) -> _Answer | _Redirect:
        status, headers = response.status_code, response.headers
        if status in (301, 302, 303, 307, 308) and headers.get("location"):
            return _Redirect(headers["location"], permanent=status in (301, 308))
        if status == 304 and (request.validators.etag or request.validators.last_modified):
            return _Answer(status, headers, b"")
        if status not in (200, 203):
            raise self._refusal(url, status, headers)
        kind = headers.get("content-type", "").lower()
        if request.text_only and kind.startswith(_NOT_TEXT) and "xml" not in kind:
            raise Unreadable("not_text", page=url, kind=kind[:60])
        announced = headers.get("content-length", "")
        if cut_at is None and announced.isdigit() and int(announced) > self.limits.largest:
            raise too_large(self.limits.largest)
        return _Answer(status, headers, self._body(url, response, deadline, cut_at))

    def _body(self, url: str, response: httpx.Response, deadline: float, cut_at: int | None) -> bytes:
        encodings = [word for word in response.headers.get("content-encoding", "").split(",") if word.strip()]
        if len(encodings) > 3:
            raise Unreadable("unknown_encoding", "layers", page=url)
        chain = [inflater(word) for word in reversed(encodings)]
        limit = cut_at or self.limits.largest
        body = bytearray()
        packed = 0
        for chunk in response.stream:  # type: ignore[union-attr]
            packed += len(chunk)
            for step in chain:
                chunk = step.feed(chunk, limit)
            body += chunk
            if len(body) > limit or packed > limit:
                if cut_at is None:
                    raise too_large(limit)
                return bytes(body[:limit])
            if self.clock.monotonic() > deadline:
                raise _timeout(url)
        return bytes(body)

    def _refusal(self, url: str, status: int, headers: httpx.Headers) -> Unreadable | TryLater:
        if status in _PAUSES or status >= 500:
            asked = retry_after(headers.get("retry-after", ""), self.clock.now())
            after = asked if asked is not None else _PAUSES.get(status, 900.0)
            if asked is not None and status in (429, 503):
                self.pace.hold(host_of(url), self.clock.monotonic() + asked)
            code = "busy" if status in (429, 503) else "server_error" if status >= 500 else "timeout"
            variant = "answer" if code == "timeout" else ""
            return TryLater(code, variant, host=host_of(url), status=status, after=after)
        code, variant = _REFUSALS.get(status, ("bad_status", ""))
        return Unreadable(code, variant, page=url, status=status)


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: httpx.Headers
    body: bytes


@dataclass(frozen=True, slots=True)
class _Redirect:
    target: str
    permanent: bool


def _timeout(url: str) -> TryLater:
    return TryLater("timeout", page=url, after=900.0)


def _bad_address(url: str) -> Unreadable:
    return Unreadable("bad_address", address=url[:200])


def normal_address(url: str) -> str:
    """The address to ask for: http or https, a host, no fragment, no user name.  Raises Unreadable bad_address."""
    try:
        bare = urldefrag(url.strip()).url
        parts = urlsplit(bare)
        parsed = httpx.URL(bare)
        _ = parts.port
    except (ValueError, httpx.InvalidURL) as error:
        raise _bad_address(url) from error
    if parts.scheme not in ("http", "https") or not parsed.host or "@" in parts.netloc or len(bare) > 8000:
        raise _bad_address(url)
    return str(parsed)


def host_of(url: str) -> str:
    """Host and port of an address, lower case; "" for what is no address."""
    try:
        parts = urlsplit(url.strip())
        return (parts.hostname or "") + (f":{parts.port}" if parts.port else "")
    except ValueError:
        return ""


def charset_of(content_type: str) -> str | None:
    """The charset parameter of a Content-Type header."""
    for part in content_type.split(";")[1:]:
        name, _, value = part.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'").lower() or None
    return None


def body_hash_of(body: bytes) -> str:
    return hashlib.blake2b(body, digest_size=16).hexdigest()


def retry_after(text: str, now: datetime) -> float | None:
    """Seconds of a Retry-After header (number or HTTP date), at most a day; None if it says nothing."""
    text = text.strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:9]), _RETRY_AT_MOST)
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return min(max((moment - now).total_seconds(), 0.0), _RETRY_AT_MOST)
