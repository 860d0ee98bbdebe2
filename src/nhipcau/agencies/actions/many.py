"""What is done with many agencies or accounts at once: all, or none with a sentence that names what refuses."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from nhipcau.agencies.actions import accounts, focal
from nhipcau.agencies.models import Agency, FocalReminder, Officer
from nhipcau.agencies.permissions import KEEP_ACCOUNTS, KEEP_AGENCIES
from nhipcau.kernel import lists, undo
from nhipcau.kernel.access import demand
from nhipcau.kernel.refusal import N_, Refused

REMINDED = "agency.focal_reminded"


class _NobodyTold(Exception):
    """Every agency was urged before today."""


@transaction.atomic
def remind(*, agencies: Iterable[Agency], today: date, by: Officer) -> int:
    """Urge agencies to name their missing focal officers; returns how many were reached.

    Raises Refused, naming them, for agencies that miss nobody, have ended, or cannot be reached.
    """
    demand(by, KEEP_AGENCIES)
    wanted: list[Agency] = []

    def take(agency: Agency) -> None:
        if not agency.is_alive(today):
            raise Refused(N_("cơ quan đã kết thúc hoạt động."))
        if not focal.missing_duties(agency, today):
            raise Refused(N_("đã cử đủ đầu mối."))
        wanted.append(agency)

    lists.each(agencies, take)
    reached = 0
    before = set(FocalReminder.objects.filter(agency__in=wanted, on=today).values_list("pk", flat=True))
    data: dict[str, Any] = {
        "on": today,
        "agencies": [agency.name for agency in wanted],
        "_before": sorted(before),
    }
    try:
        with transaction.atomic(), undo.offered(REMINDED, target=wanted[0], by=by, data=data):
            told = focal.remind(agencies=wanted, today=today, by=by)
            if told.unreachable:
                why = N_("chưa có tài khoản hoặc thư điện tử công vụ.")
                raise lists.none_done(
                    [
                        Refused(N_("%(row)s: %(why)s"), row=one.name, why=Refused(why))
                        for one in told.unreachable
                    ]
                )
            reached = told.told + told.mailed
            if not reached:
                raise _NobodyTold
    except _NobodyTold:
        return 0
    return reached


def forget_reminders(first: Agency, data: dict[str, Any], by: Officer) -> None:
    """The counter-action of ``remind``: nobody heard of it, so the agencies may be urged again today."""
    made = FocalReminder.objects.filter(by=by, on=data["on"], agency__name__in=data["agencies"])
    made = made.exclude(pk__in=data["_before"])
    if made.filter(told=0).exists():
        raise Refused(N_("Đã có thư gửi tới cơ quan chưa có tài khoản nên không hoàn tác được nữa."))
    made.delete()


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
