"""People found by name and post: accounts and focal officers, as the pages of agencies and accounts show them.

Asked anew each time: names are not copied into the table of what is found, so nothing has to be shredded there.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse

from nhipcau.agencies.models import FocalOfficer, Officer, RoleHolding
from nhipcau.agencies.permissions import KEEP_ACCOUNTS, KEEP_AGENCIES, SEE_CONTACTS
from nhipcau.engines.vntext import fold
from nhipcau.kernel.clock import today
from nhipcau.kernel.finding import Found, nearness

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
    people = _known_accounts(reader).values_list(
        "pk", "full_name", "username", "position", "agency__name", "agency__code"
    )
    for pk, name, username, post, agency, code in people:
        if keeps:
            yield pk, name or username, post, agency or "", reverse("agencies:officer", args=[pk])
        elif code:
            yield pk, name or username, post, agency, reverse("agencies:agency", args=[code])


def _known_accounts(reader: Officer) -> QuerySet[Officer]:
    if reader.may(KEEP_ACCOUNTS):
        return Officer.objects.all()
    if _sees_all(reader):
        standing = RoleHolding.objects.standing(today())
        return Officer.objects.filter(is_active=True, pk__in=standing.values("officer"))
    return Officer.objects.working_for(reader.own_agencies())


def _focal(reader: Officer) -> Iterator[Row]:
    focal = FocalOfficer.objects.current(today())
    if not _sees_all(reader):
        focal = focal.filter(agency__in=reader.own_agencies())
    for pk, name, post, officer, agency, code in focal.values_list(
        "pk", "name", "position", "officer", "agency__name", "agency__code"
    ):
        yield officer or f"focal {pk}", name, post, agency, reverse("agencies:agency", args=[code])


def _sees_all(reader: Officer) -> bool:
    return reader.may(SEE_CONTACTS) or reader.may(KEEP_AGENCIES)
