"""What is done with many agencies or accounts at once: all, or none with a sentence that names what refuses."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from nhipcau.agencies.actions import accounts, focal
from nhipcau.agencies.actions.focal import Reminded
from nhipcau.agencies.models import Agency, FocalReminder, Officer
from nhipcau.agencies.permissions import KEEP_ACCOUNTS, KEEP_AGENCIES
from nhipcau.kernel import lists, undo
from nhipcau.kernel.access import demand
from nhipcau.kernel.refusal import N_, Refused

REMINDED = "agency.focal_reminded"


@transaction.atomic
def remind(*, agencies: Iterable[Agency], today: date, by: Officer) -> int:
    """Urge agencies to name their missing focal officers; returns how many were reached.

    Raises Refused, naming them, for agencies that miss nobody, have ended, or cannot be reached.
    """
    demand(by, KEEP_AGENCIES)
    wanted: list[Agency] = []

    def take(agency: Agency) -> None:
        if not agency.is_alive(today):
            raise Refused(N_("cơ quan đã kết thúc hoạt động%(since)s."), since=agency.ended().told)
        if not focal.missing_duties(agency, today):
            raise Refused(N_("đã cử đủ đầu mối."))
        wanted.append(agency)

    lists.each(agencies, take)
    told = _remind(wanted, today, by)
    if told.unreachable:
        why = N_("chưa có tài khoản hoặc thư điện tử công vụ.")
        raise lists.none_done(
            [Refused(N_("%(row)s: %(why)s"), row=one.name, why=Refused(why)) for one in told.unreachable],
            told.unreachable,
        )
    return told.told + told.mailed


@transaction.atomic
def remind_round(*, agencies: Iterable[Agency], today: date, by: Officer) -> Reminded:
    """Urge those among some agencies that have not named their focal officers; the others are passed over."""
    demand(by, KEEP_AGENCIES)
    wanted = [one for one in agencies if one.is_alive(today) and focal.missing_duties(one, today)]
    return _remind(wanted, today, by) if wanted else Reminded()


def _remind(wanted: list[Agency], today: date, by: Officer) -> Reminded:
    """Urge them, with one way back for all; where nobody was reached there is nothing to take back."""
    before = set(FocalReminder.objects.filter(agency__in=wanted, on=today).values_list("pk", flat=True))
    data: dict[str, Any] = {
        "on": today,
        "agencies": [agency.name for agency in wanted],
        "_before": sorted(before),
    }
    found = Reminded()

    def tell() -> int:
        nonlocal found
        found = focal.remind(agencies=wanted, today=today, by=by)
        return found.told + found.mailed

    undo.telling(REMINDED, target=wanted[0], by=by, data=data, tell=tell)
    return found


def forget_reminders(first: Agency, data: dict[str, Any], by: Officer) -> None:
    """The counter-action of both: nobody heard of it, letters included, so the agencies may be urged again today."""
    made = FocalReminder.objects.filter(by=by, on=data["on"], agency__name__in=data["agencies"])
    made.exclude(pk__in=data["_before"]).delete()


@transaction.atomic
def move_to(*, officers: Iterable[Officer], agency: Agency, by: Officer) -> int:
    """Say in which agency people work; their roles stay.  Returns how many were elsewhere before."""
    demand(by, KEEP_ACCOUNTS)

    def move(officer: Officer) -> bool:
        if officer.agency_id == agency.pk:
            return False
        accounts.edit_account(officer=officer, fields={"agency": agency}, by=by)
        return True

    return lists.each(officers, move)
