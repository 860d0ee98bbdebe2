"""Accounts: given, changed and closed by an administrator."""

from __future__ import annotations

from datetime import date
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction

from nhipcau.agencies import rules
from nhipcau.agencies.actions.roles import administrators_in_turn, check_last_administrator, give_role
from nhipcau.agencies.models import Agency, Officer
from nhipcau.agencies.rules import Role
from nhipcau.kernel import audit, rows
from nhipcau.kernel.refusal import N_, Refused

_FIELDS = ("username", "full_name", "position", "agency", "is_active")
_CONTACT = ("email",)


@transaction.atomic
def create_account(
    *,
    username: str,
    full_name: str,
    by: Officer | None,
    role: Role | None = None,
    since: date | None = None,
    until: date | None = None,
    agency: Agency | None = None,
    position: str = "",
    email: str = "",
    focal_on: date | None = None,
) -> Officer:
    """Give a person an account without a password: its owner chooses one behind a link (``passwords``).

    role, since, until, focal_on: the first role held, for ``agency`` where the role is of an agency (``give_role``).
    Raises Refused.
    """
    _check_free(username, email)
    officer = Officer.objects.create_user(
        username=username,
        email=email,
        full_name=full_name.strip(),
        position=position.strip(),
        agency=agency,
        password_is_temporary=True,
    )
    audit.record(
        "account.created",
        target=officer,
        by=by,
        before={},
        after=audit.snapshot(officer, _FIELDS),
        personal=audit.changed({}, audit.snapshot(officer, _CONTACT)),
    )
    if role is not None and since is not None:
        of_agency = agency if role in rules.ROLES_OF_AGENCY else None
        give_role(
            officer=officer, role=role, agency=of_agency, since=since, until=until, by=by, focal_on=focal_on
        )
    return officer


@transaction.atomic
def edit_account(*, officer: Officer, fields: dict[str, Any], by: Officer | None) -> Officer:
    """Change a person's name, post, e-mail or desk.  Raises Refused for an e-mail that another account has."""
    kept = rows.held(officer)
    before, reached = audit.snapshot(kept, _FIELDS), audit.snapshot(kept, _CONTACT)
    for name in ("full_name", "position", "email", "agency"):
        if name in fields:
            setattr(kept, name, fields[name])
    _check_free("", kept.email, but=kept)
    kept.save()
    audit.record(
        "account.edited",
        target=kept,
        by=by,
        before=before,
        after=audit.snapshot(kept, _FIELDS),
        personal=audit.changed(reached, audit.snapshot(kept, _CONTACT)),
    )
    return kept


@transaction.atomic
def set_active(*, officer: Officer, active: bool, by: Officer | None, today: date) -> Officer:
    """Close an account or open it again; work done with it stays.  Raises Refused for the last administrator."""
    if not active:
        administrators_in_turn()
    kept = rows.held(officer)
    if not active:
        for held in kept.role_holdings.standing(today).filter(role=Role.ADMINISTRATOR.value):
            check_last_administrator(held, today)
    before = audit.snapshot(kept, ("is_active",))
    kept.is_active = active
    kept.save(update_fields=["is_active"])
    audit.record(
        "account.opened" if active else "account.closed",
        target=kept,
        by=by,
        before=before,
        after=audit.snapshot(kept, ("is_active",)),
    )
    return kept


@transaction.atomic
def reset_password(*, officer: Officer, by: Officer | None) -> None:
    """Take an account's password away; whoever is signed in with it is signed out.  A link gives another."""
    officer.set_unusable_password()
    officer.password_is_temporary = True
    officer.save(update_fields=["password", "password_is_temporary"])
    audit.record("account.password_reset", target=officer, by=by)


@transaction.atomic
def reset_second_factor(*, officer: Officer, by: Officer | None) -> int:
    """Take away an account's passkeys, codes and recovery codes (a lost telephone); returns how many."""
    taken = Authenticator.objects.filter(user=officer)
    kinds = sorted(taken.values_list("type", flat=True))
    taken.delete()
    audit.record("account.second_factor_reset", target=officer, by=by, data={"taken": kinds})
    return len(kinds)


@transaction.atomic
def own_password_chosen(*, officer: Officer, password: str) -> None:
    """Keep the password that its owner chose."""
    officer.set_password(password)
    officer.password_is_temporary = False
    officer.save(update_fields=["password", "password_is_temporary"])
    audit.record("account.password_chosen", target=officer, by=officer)


def _check_free(username: str, email: str, but: Officer | None = None) -> None:
    others = Officer.objects.exclude(pk=but.pk) if but else Officer.objects.all()
    if username and others.filter(username__iexact=username).exists():
        raise Refused(N_("Tên đăng nhập “%(name)s” đã có người dùng. Hãy chọn tên khác."), name=username)
    if email and others.filter(email__iexact=email).exists():
        raise Refused(N_("Địa chỉ thư “%(email)s” đã thuộc một tài khoản khác."), email=email)
