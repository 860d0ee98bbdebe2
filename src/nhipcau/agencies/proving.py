"""Whether every role that somebody holds was given, and still stands as the log left it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from nhipcau.agencies.models import RoleHolding
from nhipcau.kernel.models import LogEntry
from nhipcau.kernel.proofs import Doubt, Proof, proofs
from nhipcau.kernel.refusal import N_

_ACTIONS = ("account.role_given", "account.role_changed", "account.role_taken")
_Who = tuple[str, str]  # the officer's key, the role


@dataclass(slots=True)
class _Told:
    """What the log says of roles.

    given: (officer, role, agency) that was given, or came by a merger.  open: how many without a last day each
    (officer, role) has left.  ends: the last days that were ever named for an officer.
    """

    given: set[tuple[str, str, int | None]] = field(default_factory=set)
    open: Counter[_Who] = field(default_factory=Counter)
    ends: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


def connect() -> None:
    proofs.register(Proof("agencies.roles", _("Vai trò đang giữ đối chiếu với nhật ký"), _roles))


def _roles() -> Iterator[Doubt]:
    told, standing = _told(), Counter[_Who]()
    for held in (
        RoleHolding.objects.select_related("officer", "agency").order_by("pk").iterator(chunk_size=1000)
    ):
        details = {"officer": str(held.officer), "role": held.words}
        officer = str(held.officer_id)
        if (officer, held.role, held.agency_id) not in told.given:
            yield Doubt(N_("%(officer)s, vai trò %(role)s: nhật ký không ghi việc giao"), details)
        elif held.until is None:
            standing[officer, held.role] += 1
            if standing[officer, held.role] > told.open[officer, held.role]:
                yield Doubt(N_("%(officer)s, vai trò %(role)s: đã kết thúc theo nhật ký mà vẫn còn"), details)
        elif held.until.isoformat() not in told.ends[officer]:
            yield Doubt(N_("%(officer)s, vai trò %(role)s: ngày kết thúc không có trong nhật ký"), details)


def _told() -> _Told:
    told = _Told()
    for entry in LogEntry.objects.filter(action__in=_ACTIONS).order_by("pk").iterator(chunk_size=2000):
        _take(entry, told)
    return told


def _take(entry: LogEntry, told: _Told) -> None:
    officer, before, after = entry.record_id, entry.before, entry.after
    role = str(entry.data.get("role") or after.get("role"))
    for said in (before, after):
        if said.get("until"):
            told.ends[officer].add(str(said["until"]))
    if entry.action == "account.role_given":
        told.given.add((officer, role, _agency(after)))
        told.open[officer, role] += "until" not in after
    elif "on" in entry.data:
        # At a merger: the days before it stay with the agency that is gone, the role goes on at its successor.
        told.given.add((officer, role, _agency(after)))
        told.ends[officer].add((date.fromisoformat(str(entry.data["on"])) - timedelta(days=1)).isoformat())
    elif entry.action == "account.role_changed" and "until" in after:
        told.open[officer, role] += (after["until"] is None) - (before["until"] is None)
    elif entry.action == "account.role_taken":
        ended = before.get("until") is None if not after else before.get("until", "") is None
        told.open[officer, role] -= ended and before != after


def _agency(said: dict[str, Any]) -> int | None:
    found = said.get("agency")
    return found["id"] if found else None
