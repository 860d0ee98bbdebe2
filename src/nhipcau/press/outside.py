"""The way to the outside: the fetcher that workers use."""

from __future__ import annotations

from django.conf import settings

from nhipcau.engines.presswire.net.fetch import Fetcher
from nhipcau.engines.presswire.net.netguard import GuardedTransport, NetGuard
from nhipcau.engines.presswire.net.pace import HostPace

# One pace for the whole process: a new task must not forget whom the last one has just asked.
_pace = HostPace()


def open_fetcher() -> Fetcher:
    """A polite fetcher; private addresses only as far as the operator allows (NHIPCAU_PRESS_ALLOW)."""
    guard = NetGuard.allowing(settings.PRESS_ALLOW)
    _pace.interval = settings.PRESS_PACE_SECONDS
    return Fetcher(transport=GuardedTransport(guard, proxy=settings.PRESS_PROXY or None), pace=_pace)
