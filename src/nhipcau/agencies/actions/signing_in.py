"""Who came in, who tried to, who left: written into the log as any other deed.

A name that no account has is not written down: people type their password into the wrong field.
"""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_removed
from django.db import transaction
from django.http import HttpRequest

from nhipcau.agencies.models import Officer
from nhipcau.kernel import audit


def connect() -> None:
    """The second factor is kept by a library, which tells of it by signals alone."""
    authenticator_added.connect(_added, dispatch_uid="nhipcau.second_factor_added")
    authenticator_removed.connect(_removed, dispatch_uid="nhipcau.second_factor_removed")
    authentication_failed.connect(_failed, dispatch_uid="nhipcau.second_factor_failed")


def signed_in(*, officer: Officer, request: HttpRequest) -> None:
    _record("account.signed_in", officer, request, by=officer)


def signed_out(*, officer: Officer, request: HttpRequest) -> None:
    _record("account.signed_out", officer, request, by=officer)


def sign_in_failed(*, name: str, request: HttpRequest) -> None:
    """name: as it was typed, a name of an account or an e-mail address."""
    found = Officer.objects.filter(username__iexact=name).first() if name else None
    if found is None and "@" in name:
        found = Officer.objects.filter(email__iexact=name).first()
    _record("account.sign_in_failed", found, request, by=None)


def _added(*, request: HttpRequest, user: Officer, authenticator: Any, **more: Any) -> None:
    _record("account.second_factor_added", user, request, by=user, data={"kind": authenticator.type})


def _removed(*, request: HttpRequest, user: Officer, authenticator: Any, **more: Any) -> None:
    _record("account.second_factor_removed", user, request, by=user, data={"kind": authenticator.type})


def _failed(*, request: HttpRequest, user: Officer, **more: Any) -> None:
    _record("account.second_factor_failed", user, request, by=None)


@transaction.atomic
def _record(
    action: str, officer: Officer | None, request: HttpRequest, *, by: Officer | None, data: Any = None
) -> None:
    """The machine's address is personal and goes on its day; the entry stays."""
    address = get_adapter(request).get_client_ip(request) if request is not None else ""
    audit.record(
        action,
        target=officer,
        by=by,
        data=data,
        personal={"address_of_machine": address} if address else None,
    )
