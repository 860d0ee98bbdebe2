"""Calling an address outside: reached first, then handed one request; the answer is read under limits.

Names are resolved and judged by the press's guard (``presswire.net.netguard``): only public addresses, and the office's
own networks where NHIPCAU_CALL_ALLOW names them; the connection goes to the very address that was judged.  Nothing is
redirected, no proxy is asked, no cookie kept.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from urllib.parse import SplitResult, urlsplit

import httpcore
from django.conf import settings

from nhipcau.engines.presswire.model import TryLater, Unreadable
from nhipcau.engines.presswire.net.netguard import Deadline, GuardedBackend, NetGuard, is_public
from nhipcau.office.deliveries.rules import Away, Why
from nhipcau.office.outward.rules import Answer

SECONDS_TO_REACH = 8.0
SECONDS_TO_ANSWER = 20.0
"""For request and answer together, however slowly it drips; well under LOST_AFTER of a claim."""
MOST_BYTES = 16_000
_MOST_WORDS = 200
_REST = 60.0
"""Seconds for which a host that could not be reached is not asked again by this process: a queue of hundreds would
otherwise wait for it hundreds of times, and letters behind it too."""

Call = Callable[[Mapping[str, str], bytes], Answer]
_resting: dict[tuple[str, int], tuple[float, str]] = {}


class Lost(Exception):
    """The request was begun and no answer came: nobody here knows whether it was taken."""

    def __init__(self, answer: str = "", *, why: Why = Why.LOST) -> None:
        super().__init__(answer)
        self.why = why


def forget_rest() -> None:
    """Ask every host again at once: a person wants to see."""
    _resting.clear()


@contextmanager
def reached(url: str) -> Iterator[Call]:
    """The way to an address, connected and encrypted; gives the call that posts a body.

    Raises Away where it cannot be reached or must not be; the call raises Lost.
    """
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    until, why = _resting.get((host, port), (0.0, ""))
    if until > time.monotonic():
        raise Away(why)
    deadline = Deadline()
    deadline.at = time.monotonic() + SECONDS_TO_REACH
    try:
        stream = _connected(parts, host, port, deadline)
    except Unreadable:
        raise Away(host, why=Why.PRIVATE) from None
    except TryLater as unknown:
        raise Away(host, why=Why.NO_HOST) from unknown
    except Exception as away:
        _resting[host, port] = (time.monotonic() + _REST, _said(away))
        raise Away(_said(away)) from away
    _resting.pop((host, port), None)
    try:
        yield lambda headers, body: _post(stream, parts, deadline, headers, body)
    finally:
        with suppress(Exception):
            stream.close()


def _connected(parts: SplitResult, host: str, port: int, deadline: Deadline) -> httpcore.NetworkStream:
    guard = NetGuard.allowing(settings.CALL_ALLOW)
    addresses = guard.addresses(host, port)
    if parts.scheme != "https" and any(is_public(address) for address in addresses):
        raise Unreadable("private_address", host=host, address=addresses[0])  # in plain words only inside
    judged = NetGuard(guard.allowed, resolver=lambda _host, _port: addresses)
    stream = GuardedBackend(judged, deadline).connect_tcp(host, port, SECONDS_TO_REACH)
    if parts.scheme == "https":
        # The system's own list of issuers, to which an office adds that of its network.
        stream = stream.start_tls(ssl.create_default_context(), host, SECONDS_TO_REACH)
    return stream


def _post(
    stream: httpcore.NetworkStream,
    parts: SplitResult,
    deadline: Deadline,
    headers: Mapping[str, str],
    body: bytes,
) -> Answer:
    deadline.at = time.monotonic() + SECONDS_TO_ANSWER
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    sent = {
        "Host": parts.netloc,
        "User-Agent": "NhipCau",
        "Accept": "*/*",
        "Connection": "close",
        "Content-Length": str(len(body)),
        **headers,
    }
    url = httpcore.URL(scheme=parts.scheme, host=parts.hostname or "", port=parts.port, target=target)
    request = httpcore.Request(
        "POST",
        url,
        headers=list(sent.items()),
        content=body,
        extensions={"timeout": {"read": SECONDS_TO_ANSWER, "write": SECONDS_TO_ANSWER}},
    )
    try:
        with httpcore.HTTP11Connection(origin=url.origin, stream=stream) as connection:
            answer = connection.handle_request(request)
            return Answer(answer.status, _beginning(answer))
    except (httpcore.TimeoutException, TimeoutError) as silent:
        raise Lost(why=Why.SILENT) from silent
    except Exception as lost:
        raise Lost(_said(lost)) from lost


def _beginning(answer: httpcore.Response) -> str:
    """The first words of an answer, on one line; what breaks off or drips behind the status changes nothing."""
    read = b""
    with suppress(Exception):
        for part in answer.iter_stream():
            read += part
            if len(read) >= MOST_BYTES:
                break
    words = read[:MOST_BYTES].decode(errors="replace")
    return " ".join("".join(letter if letter.isprintable() else " " for letter in words).split())[
        :_MOST_WORDS
    ]


def _said(why: Exception) -> str:
    return (str(why) or type(why).__name__)[:300]
