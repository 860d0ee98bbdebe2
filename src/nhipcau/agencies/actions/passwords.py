"""Choosing a password behind a signed link: nobody but its owner ever knows it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.db.models import QuerySet

from nhipcau.agencies.actions.accounts import own_password_chosen
from nhipcau.agencies.models import Officer, OfficerQuerySet
from nhipcau.kernel import audit, links, ordering
from nhipcau.kernel.links import Link, Purpose
from nhipcau.kernel.refusal import N_, Refused

CHOOSE = links.purposes.register(Purpose("agencies.password", once=True))
GOOD_FOR = timedelta(days=7)
_DEAD = N_("Liên kết này không dùng được nữa. Hãy xin quản trị viên một liên kết mới.")


def link_for(*, officer: Officer, now: datetime) -> str:
    """A token with which its holder chooses the account's password, once, within ``GOOD_FOR``.

    It dies as soon as the password is another than now, so of several links the first that is used counts.
    """
    return links.make(CHOOSE, record=officer.pk, until=now + GOOD_FOR, data={"mark": _mark(officer)})


@dataclass(frozen=True, slots=True)
class Invitation:
    """An account with the token by which its owner comes in for the first time."""

    officer: Officer
    token: str


@transaction.atomic
def invite(*, officers: Sequence[int], by: Officer, now: datetime) -> list[Invitation]:
    """Links for accounts that nobody has come in with yet, to be printed or sent; each is told in the log.

    Accounts whose owner has chosen a password, and closed ones, are left out: theirs is for the account's own page.
    """
    found = uninvited().filter(pk__in=officers)
    made = [Invitation(officer, link_for(officer=officer, now=now)) for officer in found]
    for each in made:
        audit.record("account.invited", target=each.officer, by=by, data={"until": now + GOOD_FOR})
    return made


def uninvited() -> OfficerQuerySet:
    """Open accounts that nobody has come in with yet, by password or the province's own sign-in, agency by agency."""
    return (
        Officer.objects.filter(is_active=True, last_login=None, password__startswith=UNUSABLE_PASSWORD_PREFIX)
        .select_related("agency")
        .with_roles()
        .order_by("agency__level_order", "agency__folded", *ordering.people("full_name"), "username")
    )


def officer_of(*, token: str, now: datetime) -> Officer:
    """Whose password a link is for; changes nothing.  Raises Refused."""
    return _holder(links.read(CHOOSE, token, now=now), Officer.objects.all())


@transaction.atomic
def choose(*, token: str, password: str, now: datetime) -> Officer:
    """Spend the link and keep the password.  Raises Refused, ValidationError for a password that is too easy."""
    officer = _holder(links.spend(CHOOSE, token, now=now), Officer.objects.select_for_update(of=("self",)))
    validate_password(password, officer)
    own_password_chosen(officer=officer, password=password)
    return officer


def _holder(link: Link, officers: QuerySet[Officer]) -> Officer:
    officer = officers.filter(pk=link.record, is_active=True).first()
    if officer is None or link.data.get("mark") != _mark(officer):
        raise Refused(_DEAD)
    return officer


def _mark(officer: Officer) -> str:
    """Changes with the password and says nothing about it."""
    return hashlib.sha256(f"nhipcau.password.{officer.password}".encode()).hexdigest()[:16]
