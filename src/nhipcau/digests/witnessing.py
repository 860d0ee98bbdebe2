"""What signed digests witness: that the press was read and told of all through a result's time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from nhipcau.agencies.models import Officer
from nhipcau.digests.models import Digest
from nhipcau.digests.rules import DigestKind
from nhipcau.kernel import witness
from nhipcau.kernel.refusal import N_
from nhipcau.kernel.witness import Shown, Wanted, Witness
from nhipcau.office.signing.models import Version


@dataclass(frozen=True, slots=True)
class Pace:
    """How many days may pass without an issue (a long holiday, a late one), and at most before the end of the time."""

    between: int
    at_end: int


PACES = {
    DigestKind.DAY: Pace(10, 4),
    DigestKind.WEEK: Pace(14, 7),
    DigestKind.MONTH: Pace(45, 31),
}
LABELS = {
    DigestKind.DAY: N_("Điểm báo ngày đã ký"),
    DigestKind.WEEK: N_("Điểm báo tuần đã ký"),
    DigestKind.MONTH: N_("Điểm báo tháng đã ký"),
}
RULES = {
    DigestKind.DAY: N_("Đủ khi bản tin được ký đều suốt kỳ của kết quả: không gián đoạn quá 10 ngày."),
    DigestKind.WEEK: N_("Đủ khi bản tin được ký đều suốt kỳ của kết quả: không gián đoạn quá 14 ngày."),
    DigestKind.MONTH: N_("Đủ khi bản tin được ký đều suốt kỳ của kết quả: không gián đoạn quá 45 ngày."),
}


def connect() -> None:
    """Register a kind for each digest of the province; once, when the app starts."""
    for kind in PACES:
        witness.witnesses.register(
            Witness(name=name_of(kind), label=LABELS[kind], rule=RULES[kind], find=_finders[kind])
        )


def name_of(kind: DigestKind) -> str:
    """What the kind is called among witnesses."""
    return f"digest-{kind.value}"


def tell(digest: Digest) -> None:
    """Say that a digest was signed or recalled."""
    kind = DigestKind(digest.kind)
    if kind in PACES:
        witness.changed(name_of(kind))


def tell_of_recall(version: Version, by: Officer) -> None:
    """Listener to recalls."""
    if isinstance(version.subject, Digest):
        tell(version.subject)


@dataclass(frozen=True, slots=True)
class _Issued:
    """A digest's period as it went out: when first, and the edition that holds now."""

    on: date
    digest: Any


def signed(kind: DigestKind, wanted: Collection[Wanted]) -> Mapping[Wanted, Shown]:
    """The issues of an agency that were signed all through the time asked about; one that was recalled is none.  Two
    queries."""
    if not wanted:
        return {}
    first, last = min(one.first for one in wanted), max(one.last for one in wanted)
    issued = _issued(kind, first, last)
    shown: dict[Wanted, Shown] = {}
    for one in wanted:
        own = [issue for agency in one.agencies for issue in issued.get(agency, ())]
        within = sorted((each for each in own if one.first <= each.on <= one.last), key=lambda each: each.on)
        day = full_on([each.on for each in within], one.first, one.last, PACES[kind])
        if day is not None:
            shown[one] = Shown(tuple(each.digest for each in within), day)
    return shown


def full_on(days: Iterable[date], first: date, last: date, pace: Pace) -> date | None:
    """The day on which issues signed on some days, in order, are enough for a time; None while they are not.

    >>> full_on([date(2026, 3, 2)], date(2026, 3, 1), date(2026, 3, 31), PACES[DigestKind.MONTH])
    datetime.date(2026, 3, 2)
    """
    before = first - timedelta(days=1)
    enough: date | None = None
    for day in days:
        if (day - before).days > pace.between:
            return None
        if enough is None and (last - day).days <= pace.at_end:
            enough = day
        before = day
    return enough


def _issued(kind: DigestKind, first: date, last: date) -> dict[int, list[_Issued]]:
    """Issues by the agency that issued them: one for each period, whatever corrections it had."""
    standing = Digest.objects.filter(
        kind=kind, versions__issue__issued_on__range=(first, last), versions__recall=None
    )
    lines = standing.order_by("edition", "pk").values_list(
        "pk", "first_day", "versions__issue__issued_on", "versions__agency", "versions__made_by__agency"
    )
    periods: dict[tuple[int, date], tuple[date, int]] = {}
    for key, begins, on, agency, desk in lines:
        issuer = agency or desk
        if issuer is not None:
            known = periods.get((issuer, begins))
            periods[issuer, begins] = (min(on, known[0]) if known else on, key)
    digests = Digest.objects.in_bulk([key for _on, key in periods.values()])
    found: dict[int, list[_Issued]] = defaultdict(list)
    for (issuer, _begins), (on, key) in periods.items():
        found[issuer].append(_Issued(on, digests[key]))
    return found


def _finder(kind: DigestKind) -> Callable[[Collection[Wanted]], Mapping[Wanted, Shown]]:
    return lambda wanted: signed(kind, wanted)


_finders = {kind: _finder(kind) for kind in PACES}
"""Made once: the same kind may be registered again when apps start anew."""
