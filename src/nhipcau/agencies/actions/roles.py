"""Roles: given from a day to a day, changed, taken away; the history stays in the log."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from nhipcau.agencies import rules
from nhipcau.agencies.actions.focal import name_holder
from nhipcau.agencies.models import Agency, Officer, RoleHolding
from nhipcau.agencies.rules import Role
from nhipcau.kernel import audit, rows

_FIELDS = ("role", "agency", "since", "until")


@transaction.atomic
def give_role(
    *,
    officer: Officer,
    role: Role,
    since: date,
    by: Officer | None,
    agency: Agency | None = None,
    until: date | None = None,
    focal_on: date | None = None,
) -> RoleHolding:
    """Let a person hold a role, for an agency where the role is of an agency; ``until`` is the last day.

    focal_on: today, where a focal officer is also to be recorded as the one whom the agency has named, unless it has
    one: what the account may do and whom the agency has named are two things, and told in one form.

    Raises Refused for crossing days, a missing or superfluous agency, and a role held on one of the days.
    """
    officer = rows.held(officer)
    rules.check_role(role=role, has_agency=agency is not None, since=since, until=until)
    _check_free_days(officer, role, agency, since, until)
    held = RoleHolding.objects.create(
        officer=officer, role=role.value, agency=agency, since=since, until=until, given_by=by
    )
    audit.record("account.role_given", target=officer, by=by, before={}, after=audit.snapshot(held, _FIELDS))
    if focal_on is not None and role is Role.OFFICER and agency is not None:
        name_holder(officer=officer, agency=agency, since=since, today=focal_on, by=by)
    return held


@transaction.atomic
def change_days(
    *, held: RoleHolding, since: date, until: date | None, by: Officer | None, today: date
) -> RoleHolding:
    """Change the days of a role.  The last administrator keeps the role.  Raises Refused."""
    if held.role == Role.ADMINISTRATOR:
        administrators_in_turn()
    held = rows.held(held)
    rules.check_role(role=Role(held.role), has_agency=held.agency_id is not None, since=since, until=until)
    _check_free_days(held.officer, Role(held.role), held.agency, since, until, but=held)
    before = audit.snapshot(held, _FIELDS)
    held.since, held.until = since, until
    if until is not None or since > today:
        check_last_administrator(held, today)
    held.save(update_fields=["since", "until"])
    audit.record(
        "account.role_changed",
        target=held.officer,
        by=by,
        data={"role": held.role},
        before=before,
        after=audit.snapshot(held, _FIELDS),
    )
    return held


@transaction.atomic
def take_role(*, held: RoleHolding, by: Officer | None, today: date) -> None:
    """Take a role away from this moment on: it ended yesterday, or never was when it began today or later.

    The last administrator keeps the role.  Raises Refused.
    """
    if held.role == Role.ADMINISTRATOR:
        administrators_in_turn()
    held = rows.held(held)
    check_last_administrator(held, today)
    before = audit.snapshot(held, _FIELDS)
    if held.since >= today:
        held.delete()
        after: audit.Snapshot = {}
    else:
        yesterday = today - timedelta(days=1)
        if held.until is None or held.until > yesterday:
            held.until = yesterday
            held.save(update_fields=["until"])
        after = audit.snapshot(held, _FIELDS)
    audit.record(
        "account.role_taken",
        target=held.officer,
        by=by,
        data={"role": held.role, "agency": held.agency},
        before=before,
        after=after,
    )


def administrators_in_turn() -> None:
    """One at a time, in the caller's transaction and before it locks anything else: two administrators who close each
    other's account would each still find the other's open."""
    held = RoleHolding.objects.filter(role=Role.ADMINISTRATOR.value).order_by("pk")
    list(held.select_for_update(of=("self",)).values_list("pk"))


def check_last_administrator(held: RoleHolding, today: date) -> None:
    """Raise Refused where without this holding no open account would be administrator for good."""
    if held.role != Role.ADMINISTRATOR or not held.officer.is_active:
        return
    administrators_in_turn()
    others = RoleHolding.objects.filter(
        role=Role.ADMINISTRATOR.value, since__lte=today, until=None, officer__is_active=True
    )
    rules.check_administrators(left=others.exclude(officer=held.officer_id).count())


def move_roles(*, predecessor: Agency, successor: Agency, on: date, by: Officer | None) -> None:
    """At a merger the roles of one agency go on at the other from a day; their earlier days stay."""
    for held in predecessor.role_holdings.exclude(until__lt=on).select_related("officer"):
        until = held.until
        if held.since >= on:
            held.agency = successor
            held.save(update_fields=["agency"])
        else:
            held.until = on - timedelta(days=1)
            held.save(update_fields=["until"])
            _go_on(held, successor, on, until, by)
        audit.record(
            "account.role_changed",
            target=held.officer,
            by=by,
            data={"role": held.role, "on": on},
            before={"agency": audit.plain(predecessor)},
            after={"agency": audit.plain(successor)},
        )


def _go_on(held: RoleHolding, successor: Agency, on: date, until: date | None, by: Officer | None) -> None:
    """The same role at the successor, unless the person holds it there already."""
    there = held.officer.role_holdings.filter(role=held.role, agency=successor).exclude(until__lt=on)
    if not there.exists():
        RoleHolding.objects.create(
            officer=held.officer, role=held.role, agency=successor, since=on, until=until, given_by=by
        )


def _check_free_days(
    officer: Officer,
    role: Role,
    agency: Agency | None,
    since: date,
    until: date | None,
    but: RoleHolding | None = None,
) -> None:
    held = RoleHolding.objects.filter(officer=officer, role=role.value, agency=agency)
    if but is not None:
        held = held.exclude(pk=but.pk)
    rules.check_free_days(since=since, until=until, held=held.values_list("since", "until"), role=role)
