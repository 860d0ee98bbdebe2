"""Who held which permission on a day that is past: for proofs, not for letting anybody do something."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from nhipcau.agencies import roles
from nhipcau.agencies.lineage import Lineage
from nhipcau.agencies.models import RoleHolding, Succession
from nhipcau.kernel import clock
from nhipcau.kernel.models import LogEntry

# A role taken away at noon ended the evening before: what its holder did in the morning was allowed.
_TAKEN_TODAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Held:
    role: str
    agency: int | None
    since: date
    until: date | None

    def on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until + _TAKEN_TODAY)


@dataclass(slots=True)
class Holdings:
    """All roles that were ever held, by the officers' keys; also those that ended before they had lasted a day."""

    _by_officer: defaultdict[int, list[_Held]] = field(default_factory=lambda: defaultdict(list))
    _lineage: Lineage = field(default_factory=lambda: Succession.objects.lineage())

    @classmethod
    def load(cls) -> Holdings:
        made = cls()
        for held in RoleHolding.objects.iterator(chunk_size=2000):
            made._by_officer[held.officer_id].append(_Held(held.role, held.agency_id, held.since, held.until))
        for entry in LogEntry.objects.filter(action="account.role_taken", after={}).exclude(before={}):
            said, agency = entry.before, entry.data.get("agency")
            first, last = date.fromisoformat(said["since"]), timezone.localdate(clock.in_story(entry.at))
            made._by_officer[int(entry.record_id)].append(
                _Held(said["role"], agency["id"] if agency else None, min(first, last), max(first, last))
            )
        return made

    def had(self, officer: int, permission: str, agency: int | None, day: date) -> bool:
        """Whether an officer held a role with a permission on a day, for the house, for that agency or for one that had
        taken over what it left."""
        wanted = {None} if agency is None else {None, *self._lineage.line(agency, day)}
        return any(
            held.on(day)
            and roles.carries(held.role, permission)
            and (agency is None or held.agency in wanted)
            for held in self._by_officer.get(officer, ())
        )
