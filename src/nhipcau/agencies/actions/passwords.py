"""Choosing a password behind a signed link: nobody but its owner ever knows it."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from nhipcau.agencies.actions.accounts import own_password_chosen
from nhipcau.agencies.models import Officer
from nhipcau.kernel import links
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


def _holder(link: Link, officers) -> Officer:
    officer = officers.filter(pk=link.record, is_active=True).first()
    if officer is None or link.data.get("mark") != _mark(officer):
        raise Refused(_DEAD)
    return officer


def _mark(officer: Officer) -> str:
    """Changes with the password and says nothing about it."""
    return hashlib.sha256(f"nhipcau.password.{officer.password}".encode()).hexdigest()[:16]
