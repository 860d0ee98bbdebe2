"""What reports tell to figures: each report that fell due, whether in time, whether it says that there was nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Min

from nhipcau.engines.counting import Fact
from nhipcau.kernel.clock import today
from nhipcau.kernel.facts import Wanted
from nhipcau.reports.models import Part, Report, ReportRound
from nhipcau.reports.queries import first_days


def since() -> date | None:
    """From the day of the first round."""
    found: date | None = ReportRound.objects.aggregate(first=Min("due_on"))["first"]
    return found


def owed(wanted: Wanted) -> Iterator[Fact]:
    """Reports of rounds whose day is over: each stands from that day until the next round's, so that a period tells of its newest."""
    rounds = list(ReportRound.objects.filter(due_on__lte=min(wanted.last, today())).order_by("due_on", "pk"))
    ends = dict(zip([one.pk for one in rounds], [each.due_on for each in rounds[1:]], strict=False))
    standing = [one for one in rounds if ends.get(one.pk, date.max) > wanted.first]
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
            first=due[round_],
            last=max(due[round_], ends.get(round_, date(due[round_].year + 1, 12, 31)) - timedelta(days=1)),
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
