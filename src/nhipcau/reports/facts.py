"""What reports tell to figures: each report that fell due, whether in time, whether it says that there was nothing."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from itertools import pairwise

from django.db.models import QuerySet

from nhipcau.engines.counting import Fact, Period, ReportCalendar
from nhipcau.engines.counting.errors import CountingError
from nhipcau.kernel.clock import today
from nhipcau.kernel.facts import Wanted, by_the_log, calendar
from nhipcau.reports.models import Part, Report, ReportRound
from nhipcau.reports.queries import first_days

_DAY = timedelta(days=1)


def since() -> date | None:
    """From the day on which the first round that fell due stands."""
    rounds = list(_rounds().filter(due_on__lte=today()).order_by("due_on", "pk")[:2])
    return min(_standing_since(rounds, calendar()).values(), default=None)


def stamp(wanted: Wanted) -> Hashable:
    """With the day: that a round falls due stands in no log."""
    return by_the_log(wanted), today()


def _rounds() -> QuerySet[ReportRound]:
    """Rounds by their days alone: their outlines are long texts."""
    return ReportRound.objects.only("due_on", "period")


def _standing_since(rounds: Iterable[ReportRound], known: ReportCalendar) -> dict[int, date]:
    """From which day on each round tells something, by its key: the day on which its own period's data close, so that the period
    tells of its own reports though they are due some days later; the due day where that is earlier."""
    found = {}
    for one in rounds:
        found[one.pk] = one.due_on
        with suppress(CountingError):
            found[one.pk] = min(one.due_on, known.period(one.period).last)
    return found


def awaits(period: Period, known: ReportCalendar) -> date | None:
    """The due day of a period's own round that is not over."""
    rounds = list(_rounds().filter(due_on__gte=max(today(), period.first)))
    starts = _standing_since(rounds, known)
    days = [one.due_on for one in rounds if period.first <= starts[one.pk] <= period.last]
    return max(days, default=None)


def owed(wanted: Wanted) -> Iterator[Fact]:
    """Reports of rounds whose day is over: each stands from the day on which its period's data close (``_standing_since``) until the
    next round's, so that a period tells of its own round, and of its newest where it has several."""
    rounds = list(_rounds().filter(due_on__lte=today()))
    starts = _standing_since(rounds, calendar())
    rounds.sort(key=lambda one: (starts[one.pk], one.due_on, one.pk))
    days = sorted(set(starts.values()))
    following = dict(pairwise(days))
    ends = {
        one.pk: max(
            one.due_on, following.get(starts[one.pk], date(one.due_on.year + 1, 12, 31) + _DAY) - _DAY
        )
        for one in rounds
    }
    standing = [one for one in rounds if starts[one.pk] <= wanted.last and ends[one.pk] >= wanted.first]
    keys = [one.pk for one in standing]
    first = first_days(keys)
    due = {one.pk: one.due_on for one in standing}
    rows = Report.objects.of_agencies().newest().filter(round__in=keys)
    nil = _says_nothing(keys)
    for pk, round_, agency, code in rows.order_by("pk").values_list("pk", "round", "agency", "agency__code"):
        on = first.get((round_, agency), (0, None))[1]
        in_time = on is not None and on <= due[round_]
        yield Fact(
            ref=f"report:{pk}",
            kind="report.owed",
            first=starts[round_],
            last=ends[round_],
            agencies=(code,),
            attributes={
                "on_time": ("yes" if in_time else "no",),
                "nil": ("yes" if pk in nil else "no",),
                "handed_in": ("no" if on is None else "yes",),
                "round": (str(round_),),
            },
        )


def _says_nothing(rounds: list[int]) -> set[int]:
    """Reports that were handed in and tell, of everything, why there was nothing."""
    reports = Report.objects.of_agencies().newest().handed_in().filter(round__in=rounds)
    parts = Part.objects.filter(place__startswith="task:")
    nil = set(parts.exclude(nil_reason="").filter(report__in=reports).values_list("report", flat=True))
    if not nil:
        return nil
    told = parts.exclude(text="").filter(report__in=nil)  # of these few only: all parts are thousands
    return nil - set(told.values_list("report", flat=True))
