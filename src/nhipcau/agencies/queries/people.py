"""People found by name and post: accounts and focal officers, as the pages of agencies and accounts show them.

Asked anew each time: names are not copied into the table of what is found, so nothing has to be shredded there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from nhipcau.agencies.models import FocalOfficer, Officer, RoleHolding
from nhipcau.agencies.permissions import KEEP_ACCOUNTS, KEEP_AGENCIES, SEE_CONTACTS
from nhipcau.engines.vntext import fold
from nhipcau.kernel.clock import today
from nhipcau.kernel.finding import Found, nearness
from nhipcau.kernel.shapes import shape

_MOST_WORDS = 8


def found(reader: Officer, words: str, most: int) -> list[Found]:
    """The people that a reader may know of whose name and post hold all words, each at the beginning of a word.

    Whoever keeps accounts finds all of them; whoever sees contacts the people of every agency; others those of
    their own agencies.  Best names first.
    """
    wanted = [f" {word}" for word in fold(words).split()[:_MOST_WORDS]]
    hits: dict[object, Found] = {}
    for key, name, post, agency, url in (*_accounts(reader), *_focal(reader)):
        held = fold(f" {name} {post}")
        if all(word in f" {held}" for word in wanted):
            hits.setdefault(key, Found(name, url, ", ".join(filter(None, (post, agency)))))
    return sorted(hits.values(), key=lambda hit: (nearness(hit.title, words), hit.title))[:most]


Row = tuple[object, str, str, str, str]


def _accounts(reader: Officer) -> Iterator[Row]:
    keeps = reader.may(KEEP_ACCOUNTS)
    all_of_them, on = keeps or _sees_all(reader), None if keeps else today()
    people = _known_accounts(agencies=None if all_of_them else reader.own_agencies(), on=on)
    for pk, name, username, post, agency, code in people:
        if keeps:
            yield pk, name or username, post, agency or "", reverse("agencies:officer", args=[pk])
        elif code:
            yield pk, name or username, post, agency, reverse("agencies:agency", args=[code])


@shape
def _known_accounts(agencies: Collection[int] | None, on: date | None) -> QuerySet[Officer, tuple[Any, ...]]:
    """Those of some agencies, or all; on: a day on which they hold a role, None where that does not matter."""
    if on is None:
        known = Officer.objects.all()
    elif agencies is None:
        standing = RoleHolding.objects.standing(on)
        known = Officer.objects.filter(is_active=True, pk__in=standing.values("officer"))
    else:
        known = Officer.objects.working_for(agencies, on)
    return known.values_list("pk", "full_name", "username", "position", "agency__name", "agency__code")


def _focal(reader: Officer) -> Iterator[Row]:
    focal = _known_focal(agencies=None if _sees_all(reader) else reader.own_agencies(), on=today())
    for pk, name, post, officer, agency, code in focal:
        yield officer or f"focal {pk}", name, post, agency, reverse("agencies:agency", args=[code])


@shape
def _known_focal(agencies: Collection[int] | None, on: date) -> QuerySet[FocalOfficer, tuple[Any, ...]]:
    focal = FocalOfficer.objects.current(on)
    known = focal if agencies is None else focal.filter(agency__in=agencies)
    return known.values_list("pk", "name", "position", "officer", "agency__name", "agency__code")


def _sees_all(reader: Officer) -> bool:
    return reader.may(SEE_CONTACTS) or reader.may(KEEP_AGENCIES)
