"""Keep the fetcher on the public internet: every address is resolved, checked and only then connected.

An outlet's page, a redirect or a DNS answer may point at the office's own network (server-side request
forgery).  So names are resolved here, each resolved address must be public, and the connection goes to the
very address that was checked: a second DNS answer (rebinding) is never asked for.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import httpcore
import httpx

from nhipcau.engines.presswire.model import TryLater, Unreadable

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Resolver = Callable[[str, int], list[str]]

_NAT64 = ipaddress.ip_network(
    "64:ff9b::/96"
)  # the well-known prefix; 64:ff9b:1::/48 is each network's own (RFC 8215)
_GLOBAL = ipaddress.ip_network(
    "2000::/3"
)  # all that IANA has given out for the internet; what lies outside is not of it
_ISATAP = (0x00005EFE, 0x02005EFE)  # an interface that carries an IPv4 address (RFC 5214)
_NEVER = tuple(
    ipaddress.ip_network(text)
    for text in (
        *("0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15", "240.0.0.0/4"),
        *("::/128", "100::/64", "2001:db8::/32", "3fff::/20", "5f00::/16", "fec0::/10"),
    )
)


def is_public(text: str) -> bool:
    """True if an IP address belongs to the public internet.

    Addresses that carry an IPv4 address inside (v4-mapped, v4-translated, v4-compatible, 6to4, Teredo, NAT64,
    ISATAP) are judged by both.  What cannot be parsed is not public.
    """
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    return all(_is_public(each) for each in (address, *_inside(address)))


def _inside(address: Address) -> Iterator[ipaddress.IPv4Address]:
    if isinstance(address, ipaddress.IPv4Address):
        return
    if address.ipv4_mapped:
        yield address.ipv4_mapped
    if address.sixtofour:
        yield address.sixtofour
    if address.teredo:
        yield from address.teredo
    if address in _NAT64 or int(address) >> 32 == 0 or (int(address) >> 32) & 0xFFFFFFFF in _ISATAP:
        yield ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)


def _is_public(address: Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        return True  # judged by the address inside
    if isinstance(address, ipaddress.IPv6Address) and address in _NAT64:
        return True
    if isinstance(address, ipaddress.IPv6Address) and address not in _GLOBAL:
        return False
    if address.is_multicast or address.is_loopback or address.is_link_local or address.is_unspecified:
        return False
    return address.is_global and not any(
        address in network for network in _NEVER if network.version == address.version
    )


def system_resolver(host: str, port: int) -> list[str]:
    """All addresses of a host, by the system's resolver."""
    return list(
        dict.fromkeys(str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
    )


@dataclass(frozen=True, slots=True)
class NetGuard:
    """Which addresses may be connected to.

    allowed: networks that are allowed although they are not public (the office's own portal, the demo).
    resolver: host, port → addresses.
    """

    allowed: tuple[Network, ...] = ()
    resolver: Resolver = system_resolver

    @classmethod
    def allowing(cls, networks: Iterable[str], resolver: Resolver = system_resolver) -> NetGuard:
        return cls(tuple(ipaddress.ip_network(text) for text in networks), resolver)

    def permits(self, address: str) -> bool:
        if is_public(address):
            return True
        try:
            parsed = ipaddress.ip_address(address.partition("%")[0])
        except ValueError:
            return False
        plain = (
            parsed.ipv4_mapped if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped else parsed
        )
        return any(plain in network for network in self.allowed if network.version == plain.version)

    def addresses(self, host: str, port: int) -> list[str]:
        """Resolve a host and keep it to what is permitted.

        Raises Unreadable ``private_address`` if any of its addresses is not permitted (a host that mixes
        public and private answers is playing tricks), TryLater ``no_such_host`` if it does not resolve.
        """
        try:
            found = [str(ipaddress.ip_address(host.strip("[]")))]
        except ValueError:
            try:
                found = self.resolver(host, port)
            except (OSError, UnicodeError) as error:
                raise TryLater("no_such_host", host=host, after=1800) from error
        if not found:
            raise TryLater("no_such_host", host=host, after=1800)
        for address in found:
            if not self.permits(address):
                raise Unreadable("private_address", host=host, address=address)
        return found


@dataclass(slots=True)
class Deadline(threading.local):
    """When the current request of this thread must be over, on the monotonic clock; None for no limit."""

    at: float | None = field(default=None)


class _TimedStream(httpcore.NetworkStream):
    """A connection whose every wait ends at the request's deadline, so that no slow drip outlives it."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def _left(self, timeout: float | None, error: type[Exception]) -> float | None:
        if self._deadline.at is None:
            return timeout
        left = self._deadline.at - time.monotonic()
        if left <= 0:
            raise error("total time limit")
        return left if timeout is None else min(timeout, left)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._left(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._left(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(
            ssl_context, server_hostname, self._left(timeout, httpcore.ConnectTimeout)
        )
        return _TimedStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class GuardedBackend(httpcore.NetworkBackend):
    """Connects to checked addresses only.  trusted: hosts exempt from the check (the configured proxy)."""

    def __init__(self, guard: NetGuard, deadline: Deadline, trusted: frozenset[str] = frozenset()) -> None:
        self._guard = guard
        self._deadline = deadline
        self._trusted = trusted
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = [host] if host in self._trusted else self._guard.addresses(host, port)
        failure: Exception | None = None
        for address in addresses[:4]:
            left = timeout
            if self._deadline.at is not None:
                left = min(timeout or 60.0, self._deadline.at - time.monotonic())
                if left <= 0:
                    raise httpcore.ConnectTimeout("total time limit")
            try:
                stream = self._inner.connect_tcp(address, port, left, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
                continue
            return _TimedStream(stream, self._deadline)
        raise failure or httpcore.ConnectError(f"no address of {host}")

    def sleep(self, seconds: float) -> None:
        self._inner.sleep(seconds)


_FAILURES: tuple[tuple[type[Exception], type[httpx.TransportError]], ...] = (
    (httpcore.ConnectTimeout, httpx.ConnectTimeout),
    (httpcore.ReadTimeout, httpx.ReadTimeout),
    (httpcore.WriteTimeout, httpx.WriteTimeout),
    (httpcore.PoolTimeout, httpx.PoolTimeout),
    (httpcore.ConnectError, httpx.ConnectError),
    (httpcore.ReadError, httpx.ReadError),
    (httpcore.WriteError, httpx.WriteError),
    (httpcore.ProxyError, httpx.ProxyError),
    (httpcore.RemoteProtocolError, httpx.RemoteProtocolError),
    (httpcore.LocalProtocolError, httpx.LocalProtocolError),
    (httpcore.UnsupportedProtocol, httpx.UnsupportedProtocol),
)


def _as_httpx(error: Exception) -> Exception:
    for theirs, ours in _FAILURES:
        if isinstance(error, theirs):
            return ours(str(error))
    return error


class _Body(httpx.SyncByteStream):
    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self._stream
        except Exception as error:
            raise _as_httpx(error) from error

    def close(self) -> None:
        self._stream.close()


class GuardedTransport(httpx.BaseTransport):
    """An httpx transport over connections that ``NetGuard`` has checked.

    proxy: ``http://host:port`` or ``socks5://…`` address of the office's proxy.  The proxy itself may be on a private network;
    what it is asked for is checked here first as far as this machine can resolve it.
    """

    def __init__(
        self,
        guard: NetGuard | None = None,
        *,
        proxy: str | None = None,
        ssl_context: ssl.SSLContext | None = None,
        deadline: Deadline | None = None,
    ) -> None:
        self.guard = guard or NetGuard()
        self.deadline = deadline or Deadline()
        self._proxied = proxy is not None
        context = ssl_context or httpx.create_ssl_context()
        common: dict[str, Any] = {
            "ssl_context": context,
            "max_connections": 64,
            "max_keepalive_connections": 16,
            "keepalive_expiry": 20.0,
        }
        if proxy is None:
            self._pool: Any = httpcore.ConnectionPool(
                network_backend=GuardedBackend(self.guard, self.deadline), **common
            )
            return
        address = httpx.URL(proxy)
        backend = GuardedBackend(self.guard, self.deadline, trusted=frozenset({address.host}))
        auth = (address.username, address.password) if address.username else None
        kind: Any = httpcore.SOCKSProxy if address.scheme.startswith("socks5") else httpcore.HTTPProxy
        self._pool = kind(
            proxy_url=str(address.copy_with(username=None, password=None)),
            proxy_auth=auth,
            network_backend=backend,
            **common,
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if self._proxied:
            self._check_before_proxy(request.url)
        call = httpcore.Request(
            method=request.method,
            url=httpcore.URL(
                scheme=request.url.raw_scheme,
                host=request.url.raw_host,
                port=request.url.port,
                target=request.url.raw_path,
            ),
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        try:
            answer = self._pool.handle_request(call)
        except Exception as error:
            raise _as_httpx(error) from error
        return httpx.Response(
            status_code=answer.status,
            headers=answer.headers,
            stream=_Body(answer.stream),
            extensions=answer.extensions,
        )

    def _check_before_proxy(self, url: httpx.URL) -> None:
        try:
            self.guard.addresses(url.host, url.port or (443 if url.scheme == "https" else 80))
        except TryLater:
            return  # an office without DNS of its own: the proxy resolves

    def close(self) -> None:
        self._pool.close()
