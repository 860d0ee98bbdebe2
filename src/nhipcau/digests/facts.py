"""What signed digests tell to the figures of reports: the digests, their sensitive items, leaders' words on items."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Max, Min
from django.urls import reverse
from django.utils import timezone

from nhipcau.digests.models import Digest, DigestItem
from nhipcau.digests.rules import DigestKind, DigestPart
from nhipcau.engines.counting import Fact
from nhipcau.kernel.clock import today
from nhipcau.kernel.facts import Wanted
from nhipcau.office.directions import queries as directed
from nhipcau.office.directions.models import Direction, DirectionQuerySet
from nhipcau.office.directions.permissions import directions_for
from nhipcau.office.directions.rules import DirectionState
from nhipcau.office.signing.models import Recall, Version

FORMS = {DigestKind.DAY: "daily", DigestKind.WEEK: "weekly", DigestKind.MONTH: "monthly"}


def since() -> date | None:
    """From the first day that a signed digest tells of; before it the press was read without this system."""
    return Digest.objects.last_words().aggregate(first=Min("first_day"))["first"]


def stamp(wanted: Wanted) -> Hashable:
    """Versions and recalls are written once, so the newest of each says whether anything is new."""
    issued = Version.objects.issued().filter(kind="digest").aggregate(newest=Max("issue"), many=Count("pk"))
    return (*issued.values(), Recall.objects.aggregate(newest=Max("pk"))["newest"])


def digests(wanted: Wanted) -> Iterator[Fact]:
    """A digest counts on the last day that it tells of; of a corrected one the correction, of a recalled one none."""
    rows = (
        Version.objects.last_words()
        .filter(digest__last_day__range=(wanted.first, wanted.last), digest__kind__in=FORMS)
        .values_list("digest__pk", "digest__kind", "digest__last_day", "agency__code")
    )
    for key, kind, day, agency in rows.order_by("digest__pk"):
        yield Fact(
            ref=f"digest:{key}",
            kind="digest",
            first=day,
            last=day,
            agencies=(agency,) if agency else (),
            attributes={"form": (FORMS[DigestKind(kind)],)},
        )


def sensitive_items(wanted: Wanted) -> Iterator[Fact]:
    """A sensitive story counts once, in the first signed digest that tells it; handled is what a leader's word on one of its
    items was carried out for."""
    items = (
        DigestItem.objects.standing()
        .filter(part=DigestPart.SENSITIVE, digest__in=Digest.objects.last_words().of_province())
        .filter(digest__last_day__lte=wanted.last)
        .order_by("digest__last_day", "digest__pk", "pk")
        .values_list("pk", "key", "digest__last_day")
    )
    told: dict[str, tuple[int, date]] = {}
    with_story: dict[str, set[int]] = {}
    for pk, story, day in items:
        told.setdefault(story, (pk, day))
        with_story.setdefault(story, set()).add(pk)
    asked = {story: with_story[story] for story, (_pk, day) in told.items() if day >= wanted.first}
    done = _carried_out({pk for keys in asked.values() for pk in keys})
    for story, keys in asked.items():
        pk, day = told[story]
        handled = "no" if done.isdisjoint(keys) else "yes"
        yield Fact(
            ref=f"digest-item:{pk}",
            kind="sensitive_item",
            first=day,
            last=day,
            attributes={"handled": (handled,)},
        )


def _on_items() -> DirectionQuerySet:
    items = ContentType.objects.get_for_model(DigestItem)
    return Direction.objects.standing().filter(about_type=items)


def _carried_out(items: set[int]) -> set[int]:
    rows = directed.rows(_on_items().filter(about_id__in=items), today()) if items else []
    return {row.direction.about_id for row in rows if row.state == DirectionState.DONE}


def directions(wanted: Wanted) -> Iterator[Fact]:
    """Leaders' words on items of digests, by the day on which they were said."""
    found = _on_items().filter(said_at__date__range=(wanted.first, wanted.last)).order_by("pk")
    for row in directed.rows(found, today()):
        one = row.direction
        day = timezone.localdate(one.said_at)
        yield Fact(
            ref=f"digest-direction:{one.pk}",
            kind="direction",
            first=day,
            last=day,
            agencies=(one.agency.code,) if one.agency else (),
            attributes={"done": ("yes" if row.state == DirectionState.DONE else "no",)},
        )


def visible_directions(officer: Any, keys: Sequence[int]) -> list[Direction]:
    """The words among some that the officer may know of."""
    found = _on_items().filter(pk__in=directions_for(officer).filter(pk__in=keys).values("pk"))
    return list(found.prefetch_related("about"))


def address_of(direction: Direction) -> str:
    """The item that a word was said on."""
    item = direction.about
    return reverse("digests:digest", args=[item.digest_id]) + f"#muc-{item.pk}" if item else ""
