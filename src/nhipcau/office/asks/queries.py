"""Reading asks: what waits for whom, and how those about a record stand."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q

from nhipcau.agencies.models import Agency, Officer
from nhipcau.agencies.queries.heirs import both_names, heirs_of
from nhipcau.kernel import clock, ordering
from nhipcau.kernel.shapes import shape
from nhipcau.kernel.standing import Limit, Standing, day_of, span, standing
from nhipcau.kernel.standing import in_order as limit_order
from nhipcau.office.about import Spoken
from nhipcau.office.asks.models import Ask, AskQuerySet
from nhipcau.office.asks.permissions import for_officer, of_own
from nhipcau.office.asks.rules import STATE_LABELS, WAITS, AskState
from nhipcau.office.permissions import ANSWER, acts_for


def address(asked: Ask) -> str:
    """The page of the record that an ask is about; "" where it is gone."""
    record: Any = asked.about
    return Spoken.of(record).url


MOST_COUNTED = 100
_SOONEST_FIRST = ("due", F("due_at").asc(nulls_last=True), "pk")
SORTS: ordering.Columns = {
    "noi-dung": (ordering.vietnamese("question"),),
    "noi-hoi": ("asked_by__agency__folded", "due"),
    "noi-duoc-hoi": ("agency__folded", *ordering.people("officer__full_name"), "due"),
    "han": ("due",),
}


def listed(officer: Officer, address: Mapping[str, Any]) -> AskQuerySet:
    """What an officer may answer, waiting and past, as the address sorts it."""
    return ordering.ordered(for_officer(officer).order_by("-pk"), address, SORTS)


def asked_by(officer: Officer) -> AskQuerySet:
    """What an officer asked of others, the newest first."""
    return Ask.objects.shown().filter(asked_by=officer).order_by("-pk")


def open_for(officer: Officer) -> AskQuerySet:
    """What waits for this officer, the soonest first.  Whoever answers for every agency sees the own desk's."""
    return Ask.objects.shown().waiting().filter(of_own(officer)).order_by(*_SOONEST_FIRST)


def unanswered() -> AskQuerySet:
    """What waits for an answer, whoever is asked."""
    return Ask.objects.shown().waiting()


def open_limits(officer: Officer) -> list[Limit]:
    """The last days and moments of what waits for this officer, the soonest first, at most ``MOST_COUNTED``; for counting."""
    found = _limits(officer=officer.pk, agencies=acts_for(officer))
    return [due_at or due for due, due_at in found]


@shape
def _limits(officer: int, agencies: Collection[int]) -> models.QuerySet[Any, tuple[date, datetime | None]]:
    waiting = Ask.objects.waiting().filter(Q(officer=officer) | Q(agency__in=agencies))
    return waiting.order_by(*_SOONEST_FIRST).values_list("due", "due_at")[:MOST_COUNTED]


def keys_asked(officer: Officer, model: type[models.Model]) -> models.QuerySet[Any]:
    """Keys of the records of a kind that an officer is asked about, for the app's scoped query."""
    about = ContentType.objects.get_for_model(model)
    return Ask.objects.filter(of_own(officer), about_type=about, withdrawn_at=None).values("about_id")


def open_count(record: models.Model) -> int:
    """How many answers about a record are still wanted."""
    return Ask.objects.of(record).waiting().count()


def people_of(asked: Ask) -> list[Officer]:
    """Whom to tell: the person asked, or those who answer for the agency."""
    if asked.officer is not None:
        return [asked.officer]
    assert asked.agency is not None
    doing = asked.agency.heirs(clock.today()) or [asked.agency]
    return list(
        Officer.objects.who_may(ANSWER, asked.agency)
        .filter(Q(agency__in=doing) | Q(role_holdings__agency__in=doing))
        .distinct()
    )


@dataclass(frozen=True, slots=True)
class Row:
    """One ask as a list shows it.

    left: how far its limit is, while an answer is wanted; heirs: who is to answer then, where the agency asked is no more.
    """

    ask: Ask
    state: AskState
    label: str
    waits: bool
    opens: bool = True
    left: Standing | None = None
    heirs: tuple[Agency, ...] = ()

    @property
    def whom(self) -> str:
        """Who was asked, and who answers today: «Sở Công Thương → Sở Kinh tế»."""
        return both_names(str(self.ask.receiver), self.heirs)

    @property
    def by_the_hour(self) -> bool:
        """Whether the hours are worth telling beside the day."""
        return self.left is not None and span(self.left)[1] != "days"


def rows(
    asks: Iterable[Ask],
    now: Limit,
    opens: Callable[[Ask], bool] | None = None,
    *,
    late_first: bool = True,
) -> list[Row]:
    """Asks with where each stands.  opens: whether an ask's page answers the reader (else all do); late_first: late
    ones before others, else in the order given."""
    where = [(one, one.state_on(now)) for one in asks]
    heirs = heirs_of((one.agency for one, state in where if state in WAITS), day_of(now))
    found = []
    for one, state in where:
        waits = state in WAITS
        left = standing(one.limit, None, now) if waits else None
        doing = heirs.get(one.agency_id or 0, ()) if waits else ()
        found.append(Row(one, state, STATE_LABELS[state], waits, opens is None or opens(one), left, doing))
    if not late_first:
        return found
    order = [
        AskState.LATE,
        AskState.OPEN,
        AskState.RETURNED,
        AskState.SILENT,
        AskState.ANSWERED,
        AskState.WITHDRAWN,
    ]
    return sorted(found, key=lambda row: (order.index(row.state), limit_order(row.ask.limit), row.ask.pk))


def about(
    record: models.Model,
    now: Limit,
    *,
    of: Officer | None = None,
    opens: Callable[[Ask], bool] | None = None,
) -> list[Row]:
    """All asks about a record; of: only those that an officer, or the officer's agency, is asked."""
    asks = Ask.objects.of(record).shown()
    return rows(asks if of is None else asks.filter(of_own(of)), now, opens)
