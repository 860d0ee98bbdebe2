"""What is due for an officer, over all apps."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from nhipcau.agencies.models import Officer
from nhipcau.engines.lawdates import Rule, rules
from nhipcau.kernel import navigation
from nhipcau.office.deadlines.law import seal
from nhipcau.office.deadlines.models import LawRuleCheck
from nhipcau.office.deadlines.rules import Asked, Due, Whose, in_order
from nhipcau.office.deadlines.sources import sources


def due_for(officer: Officer, days: int, *, today: date, now: datetime | None = None) -> list[Due]:
    """What the officer has to do: overdue, and due within so many days (today counts as 0); open only.

    now: tells what is due at a moment by the hour.
    """
    return asked_of_all(officer, Asked(today=today, last=today + timedelta(days=days), now=now))


def due_on_desk(desk: navigation.Asked, days: int) -> list[Due]:
    """The same for a desk, where several cards ask: read once, if the card that asks for most days is early."""
    read: tuple[int, list[Due]] | None = desk.known.get("deadlines.due")
    if read is None or read[0] < days:
        read = desk.known["deadlines.due"] = (
            days,
            due_for(desk.account, days, today=desk.today, now=desk.now),
        )
    last = desk.today + timedelta(days=days)
    return [due for due in read[1] if due.day <= last]


def in_calendar(officer: Officer, *, since: date, today: date, whose: Whose) -> list[Due]:
    """Due days and moments from a day on, done or not, for a calendar."""
    return asked_of_all(officer, Asked(today=today, first=since, whose=whose, with_done=True))


def asked_of_all(officer: Officer, asked: Asked) -> list[Due]:
    """Every source's rows that belong to the question, the soonest first."""
    return in_order(due for source in sources for due in source.query(officer, asked) if asked.takes(due))


def compared_rules() -> Mapping[str, LawRuleCheck]:
    """Rules of law that an officer compared with the gazette as they stand now, by code."""
    seals = {rule.code: seal(rule) for rule in rules()}
    return {
        check.code: check
        for check in LawRuleCheck.objects.standing().select_related("checked_by")
        if seals.get(check.code) == check.seal
    }


def rule_named(code: str) -> Rule | None:
    """A rule of the data file by its code."""
    return next((rule for rule in rules() if rule.code == code), None)
