"""How often and how many at once: every host is asked politely, and no host makes the others wait."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Generic, Protocol, TypeVar

T = TypeVar("T")


class Clock(Protocol):
    """Time, injected so that tests need not wait."""

    def now(self) -> datetime: ...  # pragma: no cover - protocol

    def monotonic(self) -> float: ...  # pragma: no cover - protocol

    def sleep(self, seconds: float) -> None: ...  # pragma: no cover - protocol


class SystemClock:
    """The machine's own time."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


@dataclass(slots=True)
class _HostState:
    next_start: float = 0.0
    active: int = 0
    delay: float = 0.0


@dataclass(slots=True)
class HostPace:
    """At most ``at_once`` requests to a host at a time, their starts at least ``interval`` seconds apart."""

    interval: float = 5.0
    at_once: int = 2
    _hosts: dict[str, _HostState] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def try_start(self, host: str, now: float) -> float:
        """Take a slot: 0.0 if taken, else the seconds after which to ask again (no slot taken)."""
        with self._lock:
            state = self._state(host)
            if state.active >= self.at_once:
                return max(state.next_start - now, 0.05)
            if now < state.next_start:
                return state.next_start - now
            state.active += 1
            state.next_start = now + max(self.interval, state.delay)
            return 0.0

    def finish(self, host: str) -> None:
        """Give a slot back."""
        with self._lock:
            state = self._state(host)
            state.active = max(0, state.active - 1)

    def ready_in(self, host: str, now: float) -> float:
        """Seconds until a request to the host may start by its interval (0.0: now), slots aside."""
        with self._lock:
            return max(0.0, self._state(host).next_start - now)

    def hold(self, host: str, until: float) -> None:
        """The host asked to be left alone (Retry-After): no start before ``until``."""
        with self._lock:
            state = self._state(host)
            state.next_start = max(state.next_start, until)

    def slow_down(self, host: str, delay: float) -> None:
        """The host's robots.txt asks for a longer interval (at most 60 s is granted)."""
        with self._lock:
            self._state(host).delay = min(delay, 60.0)

    def _state(self, host: str) -> _HostState:
        if len(self._hosts) > 20000:
            self._hosts = {name: state for name, state in self._hosts.items() if state.active}
        return self._hosts.setdefault(host, _HostState())


class FairQueue(Generic[T]):
    """Work by host, handed out in rotation: a host with 500 addresses does not go before one with two."""

    def __init__(self, work: Iterable[tuple[str, T]], pace: HostPace) -> None:
        self._pace = pace
        self._queues: dict[str, deque[T]] = {}
        for host, item in work:
            self._queues.setdefault(host, deque()).append(item)
        self._turn: deque[str] = deque(self._queues)

    def __bool__(self) -> bool:
        return bool(self._turn)

    def take(self, now: float) -> tuple[str, T] | float:
        """The next piece of work whose host may be asked now (its slot is taken), or the seconds to wait."""
        shortest = 60.0
        for _ in range(len(self._turn)):
            host = self._turn.popleft()
            wait = self._pace.try_start(host, now)
            if wait == 0.0:
                item = self._queues[host].popleft()
                if self._queues[host]:
                    self._turn.append(host)
                return host, item
            self._turn.append(host)
            shortest = min(shortest, wait)
        return shortest
