"""Reading rounds and reports."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, QuerySet

from nhipcau.agencies.models import Officer, Succession
from nhipcau.agencies.queries.accounts import people_of
from nhipcau.engines.counting import Period, PeriodKind
from nhipcau.engines.counting.errors import CountingError
from nhipcau.indicators.rules import in_words
from nhipcau.kernel import facts, finding, ordering
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.plans.models import Plan, Task
from nhipcau.reports import drafting
from nhipcau.reports.models import Part, Report, ReportQuerySet, ReportRound
from nhipcau.reports.permissions import WRITE_REPORT, reports_for
from nhipcau.reports.rules import ReportState, same_as, span_of, titled

NO_PLACE = N_("Báo cáo không có phần này. Hãy tải lại trang.")


def period_of(code: str) -> Period:
    """A period by its code or name, with its days.  Raises Refused for what is none."""
    try:
        return facts.calendar().period(code)
    except CountingError as error:
        raise in_words(error) from error


def called(report: Report, place: str) -> str:
    """What a place of a report that can be written is called: a part of the outline, or one of its tasks.

    Raises Refused for a place that the report has not.  Only what this one place hangs on is read: each part that somebody writes
    asks for its name.
    """
    outline = drafting.outline_of(report.round)
    for part in outline.parts_for(province=report.is_of_province, span=span_of(report.round.name)):
        if part.no == place:
            return f"{part.no}. {titled(part.title, report.round.name)}"
    task = _task_at(report, place)
    if task is None:
        raise Refused(NO_PLACE)
    return f"{task.number} {task.title}".strip()[:120]


def _task_at(report: Report, place: str) -> Task | None:
    """The task of which a report speaks there: an agency's of its own work, or of what was written of while it was its work."""
    task = next((one for one in drafting.tasks_of(report.round) if f"task:{one.pk}" == place), None)
    if task is None or report.agency is None or report.parts.filter(place=place).exists():
        return task
    period = drafting.period_of(report)
    return task if drafting.works_of(report.round, report.agency, period, tasks=[task.pk]) else None


def rounds_for(officer: Officer) -> QuerySet[ReportRound]:
    """Rounds in which an officer has, or reads, a report; the newest first."""
    keys = reports_for(officer).values("round")
    return ReportRound.objects.filter(pk__in=keys).select_related("plan__document", "state_by")


@dataclass(frozen=True, slots=True)
class Standing:
    """How many of a round's reports stand how."""

    asked: int
    submitted: int
    accepted: int
    late: int

    @property
    def missing(self) -> int:
        return self.asked - self.submitted


def standings(rounds: Iterable[ReportRound]) -> dict[int, Standing]:
    """The same of several rounds; two queries."""
    due = {one.pk: one.due_on for one in rounds}
    counts: dict[int, dict[str, int]] = {key: {} for key in due}
    newest = Report.objects.of_agencies().newest().filter(round__in=list(due))
    for key, state, many in newest.order_by().values_list("round", "state").annotate(Count("pk")):
        counts[key][state] = many
    late: dict[int, int] = dict.fromkeys(due, 0)
    for key, on in first_days(list(due)).values():
        late[key] += on > due[key]
    return {key: _standing(found, late[key]) for key, found in counts.items()}


def _standing(found: Mapping[str, int], late: int) -> Standing:
    accepted = found.get(ReportState.ACCEPTED, 0)
    return Standing(sum(found.values()), accepted + found.get(ReportState.SUBMITTED, 0), accepted, late)


def first_days(rounds: Collection[int]) -> dict[tuple[int, int], tuple[int, date]]:
    """On which day each agency first handed in its report of some rounds, by round and agency: what is asked for again later was not
    late; what was recalled was not handed in."""
    handed = Report.objects.of_agencies().filter(round__in=rounds).exclude(submitted_on=None)
    rows = handed.exclude(state=ReportState.RECALLED).order_by("edition")
    found: dict[tuple[int, int], tuple[int, date]] = {}
    for round_, agency, on in rows.values_list("round", "agency", "submitted_on"):
        if agency is not None and on is not None:
            found.setdefault((round_, agency), (round_, on))
    return found


SORTS: ordering.Columns = {
    "co-quan": ("agency__folded",),
    "tinh-trang": ("state", "agency__folded"),
    "ngay": ("submitted_on", "agency__folded"),
}


NO_ACCOUNT = "khong-tai-khoan"
"""In an address: not handed in, and nobody of the agency writes here; its report leaves as a form."""


def _with_writers(round_: ReportRound) -> list[int]:
    keys = round_.reports.of_agencies().filter(state=ReportState.WRITING).values_list("agency", flat=True)
    return [key for key, people in people_of(list(keys), WRITE_REPORT).items() if people]


def board(officer: Officer, round_: ReportRound, asked: Mapping[str, Any]) -> ReportQuerySet:
    """The newest edition of each agency's report of a round that an officer may see, under the filters of an address."""
    rows = (
        reports_for(officer)
        .filter(round=round_)
        .of_agencies()
        .newest()
        .select_related("state_by", "corrects")
    )
    state = asked.get("tinh-trang", "")
    if state == "chua-nop":
        rows = rows.exclude(state__in=(ReportState.SUBMITTED, ReportState.ACCEPTED))
    elif state == NO_ACCOUNT:
        rows = rows.filter(state=ReportState.WRITING).exclude(agency__in=_with_writers(round_))
    elif state in set(ReportState):
        rows = rows.filter(state=state)
    if asked.get("q", "").strip():
        rows = rows.filter(pk__in=finding.holding("report", asked["q"]))
    return ordering.ordered(rows, asked, SORTS) if asked.get("xep") else rows.order_by("agency__folded")


def province_report(round_: ReportRound) -> Report:
    """The newest edition of a round's consolidated report."""
    return (
        round_.reports.filter(agency=None)
        .select_related("round__plan__document", "round__plan__coordinator")
        .order_by("-edition")[0]
    )


def earlier_parts(report: Report) -> dict[str, str]:
    """What the same agency wrote in its last report before this one's period, by place; tasks by the number that the plan gives them."""
    before = (
        Report.objects.filter(agency=report.agency, round__due_on__lt=report.round.due_on)
        .exclude(round=report.round)
        .handed_in()
        .select_related("round__plan")
        .order_by("-round__due_on", "-edition")
        .first()
    )
    if before is None:
        return {}
    tasks = drafting.tasks_of(before.round)
    numbers = {f"task:{task.pk}": f"so:{task.number}" for task in tasks}
    if before.round.plan_id != report.round.plan_id:
        tasks = drafting.tasks_of(report.round)
    now = {f"so:{task.number}": f"task:{task.pk}" for task in tasks}
    found = {}
    for part in Part.objects.filter(report=before).exclude(text=""):
        place = numbers.get(part.place, part.place)
        found[now.get(place, place)] = part.text
    return found


def repeated(report: Report, texts: Mapping[str, str], earlier: Mapping[str, str] | None = None) -> set[str]:
    """The places whose words are those of the period before.  earlier: those, where they are known."""
    before = earlier_parts(report) if earlier is None else earlier
    return {place for place, text in texts.items() if same_as(text, before.get(place, ""))}


def visible(officer: Any, keys: Any = None) -> ReportQuerySet:
    """Reports that an officer may see, among some."""
    found = reports_for(officer)
    return found if keys is None else found.filter(pk__in=keys)


def due_of(plan: Plan, period: str) -> date:
    """Until when reports of a period are due: the plan's own day, else by the rules of the period.  Raises Refused for no period."""
    asked = period_of(period)
    own = {
        PeriodKind.HALF: plan.six_month_due if asked.name.number == 1 else None,
        PeriodKind.YEAR: plan.annual_due,
    }
    return own.get(asked.name.kind) or asked.deadline or asked.last + timedelta(days=7)


def heirs_report(report: Report) -> Report | None:
    """The report into which the words of one went when its agency was merged; None for others."""
    if report.state != ReportState.PASSED_ON or report.agency is None:
        return None
    heirs = Succession.objects.filter(predecessor=report.agency).values("successor")
    found = Report.objects.filter(round=report.round, agency__in=heirs).newest()
    return found.select_related("agency").order_by("pk").first()
