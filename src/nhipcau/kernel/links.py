"""Signed links for people without a session: for one purpose, about one record, until a moment.

A link is a value, nothing is stored when it is made, so a list of links costs nothing and shows nothing.
Opening it (GET) reads it and changes nothing: mail scanners and previews open links.  Where the purpose
wants it once, the POST behind the page spends it (``spend``), in the transaction of the deed.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core import signing
from django.db import IntegrityError, transaction

from nhipcau.kernel.joints import Joint
from nhipcau.kernel.models import SpentLink
from nhipcau.kernel.refusal import N_, Refused


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a kind of link is for; a link of one purpose opens nothing of another.

    name: stable, part of the signature.  once: the deed behind it can be done one time only.
    """

    name: str
    once: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """What a good link says: the record's key, what else it was given, and the link's own number."""

    record: str
    data: Mapping[str, Any]
    until: datetime
    number: str


purposes: Joint[Purpose] = Joint("purpose of links", key=lambda purpose: purpose.name)


def make(purpose: Purpose, *, record: object, until: datetime, data: Mapping[str, Any] | None = None) -> str:
    """A token for the address.

    until: an aware moment, after which the link is good for nothing.
    data: JSON that the link is bound to, e.g. a mark of the record's state, so that it dies with the state.
    """
    body = [str(record), int(until.timestamp()), secrets.token_urlsafe(12), dict(data or {})]
    return _signer(purpose).sign_object(body, compress=True)


def read(purpose: Purpose, token: str, *, now: datetime) -> Link:
    """The link behind a token; changes nothing.  Raises Refused: altered, of another purpose, late, spent."""
    try:
        record, until, number, data = _signer(purpose).unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError):
        raise Refused(
            N_("Liên kết này không đúng: có thể đã bị cắt mất một phần. Hãy mở lại từ nơi bạn nhận được nó.")
        ) from None
    link = Link(record, data, datetime.fromtimestamp(until, tz=now.tzinfo), number)
    if now >= link.until:
        raise Refused(N_("Liên kết này đã hết hạn. Hãy xin người gửi một liên kết mới."))
    if purpose.once and SpentLink.objects.filter(purpose=purpose.name, number=number).exists():
        raise Refused(_SPENT)
    return link


def spend(purpose: Purpose, token: str, *, now: datetime) -> Link:
    """Use up a link, in the transaction of the deed.  Raises Refused; of two at once one is refused."""
    assert purpose.once, purpose.name
    link = read(purpose, token, now=now)
    try:
        with transaction.atomic():
            SpentLink.objects.create(purpose=purpose.name, number=link.number, until=link.until)
    except IntegrityError:
        raise Refused(_SPENT) from None
    return link


_SPENT = N_("Liên kết này đã được dùng. Hãy xin người gửi một liên kết mới.")


def _signer(purpose: Purpose) -> signing.Signer:
    return signing.Signer(salt=f"nhipcau.links.{purpose.name}")
