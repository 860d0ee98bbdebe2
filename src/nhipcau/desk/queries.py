"""What each person's home page shows, joined from the apps."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import ModelLogEntry

from nhipcau.agencies.models import Agency, Officer
from nhipcau.agencies.queries import focal, who_may
from nhipcau.desk import charts
from nhipcau.digests.models import Digest
from nhipcau.kernel.access import SIGNED_IN
from nhipcau.plans import queries
from nhipcau.plans.models import Comment, Deliverable, Duty, Plan, PlanImport
from nhipcau.plans.queries import TaskRow
from nhipcau.plans.rules import TaskKind


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that waits for the coordinator, with where to do it."""

    count: int
    text: str
    url: str
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class PlanView:
    """A running plan with its rows and figures."""

    plan: Plan
    rows: list[TaskRow]
    health: queries.Health


def running(today: date, *, agencies: Collection[int] | None = None, most: int = 6) -> list[PlanView]:
    """Running plans, newest year first; with agencies, their part only."""
    found = Plan.objects.running().select_related("document", "coordinator")
    if agencies is not None:
        found = found.filter(pk__in=Duty.objects.current().filter(agency__in=agencies).values("task__plan"))
    plans = list(found[:most])
    rows = queries.rows_by_plan(plans, today=today, only=agencies)
    return [PlanView(plan, rows[plan.pk], queries.health(rows[plan.pk])) for plan in plans]


def needs(views: list[PlanView], today: date) -> list[Need]:
    """What needs the coordinator today, the most pressing first."""
    waiting = PlanImport.objects.filter(state=PlanImport.State.READ).count()
    found = [
        Need(
            waiting,
            ngettext("%(n)s bản kế hoạch chờ kiểm tra", "%(n)s bản kế hoạch chờ kiểm tra", waiting)
            % {"n": waiting},
            reverse("plans:plans"),
            True,
        )
    ]
    for view in views:
        here, figures = reverse("plans:plan", args=[view.plan.pk]), view.health
        name = f" · {view.plan.year}" if len(views) > 1 else ""
        found += [
            Need(figures.overdue, ngettext("%(n)s đầu việc quá hạn", "%(n)s đầu việc quá hạn", figures.overdue) % {"n": figures.overdue} + name, f"{here}?tinh_trang=open_overdue", True),
            Need(figures.unsettled, ngettext("%(n)s tên cơ quan chưa ghép được", "%(n)s tên cơ quan chưa ghép được", figures.unsettled) % {"n": figures.unsettled} + name, reverse("plans:names", args=[view.plan.pk])),
            Need(figures.without_lead, ngettext("%(n)s nhiệm vụ chưa có cơ quan chủ trì", "%(n)s nhiệm vụ chưa có cơ quan chủ trì", figures.without_lead) % {"n": figures.without_lead} + name, here),
            Need(figures.without_due, ngettext("%(n)s nhiệm vụ chưa có thời hạn", "%(n)s nhiệm vụ chưa có thời hạn", figures.without_due) % {"n": figures.without_due} + name, here),
            Need(figures.soon, ngettext("%(n)s đầu việc đến hạn trong 30 ngày", "%(n)s đầu việc đến hạn trong 30 ngày", figures.soon) % {"n": figures.soon} + name, f"{here}?xem=cot"),
        ]  # fmt: skip
    gaps = focal.gaps(on=today)
    found.append(
        Need(
            gaps,
            ngettext(
                "%(n)s cơ quan chưa cử đủ cán bộ đầu mối", "%(n)s cơ quan chưa cử đủ cán bộ đầu mối", gaps
            )
            % {"n": gaps},
            reverse("agencies:focal_officers"),
        )
    )
    nobody = Officer.objects.filter(is_active=True).exclude(pk__in=who_may(SIGNED_IN).values("pk")).count()
    found.append(
        Need(
            nobody,
            ngettext("%(n)s tài khoản chưa phân vai", "%(n)s tài khoản chưa phân vai", nobody)
            % {"n": nobody},
            reverse("agencies:officers"),
        )
    )
    return sorted((need for need in found if need.count), key=lambda need: not need.urgent)


def coordinator_home(today: date) -> dict[str, Any]:
    """Plan health, what needs me, lateness by agency, what happened."""
    views = running(today)
    plans = [view.plan for view in views]
    return {
        "views": views,
        "needs": needs(views, today),
        "standings": queries.agency_standings(plans, today=today)[:12] if plans else [],
        "happened": ModelLogEntry.objects.select_related("user").order_by("-timestamp", "-pk")[:12],
    }


def officer_home(officer: Officer, today: date) -> dict[str, Any]:
    """My duties, what is due; one click reports."""
    own = officer.own_agencies()
    if not own:
        return {"owed": [], "views": [], "lacking": [], "agencies": []}
    owed = [(item, item.standing(today)) for item in queries.my_deliverables(own, today=today)[:60]]
    overdue = [pair for pair in owed if pair[0].due_on < today]
    soon = [pair for pair in owed if today <= pair[0].due_on <= today + timedelta(days=30)]
    later = [pair for pair in owed if pair[0].due_on > today + timedelta(days=30)]
    lacking = focal.lacking(own, on=today)
    return {
        "sections": [("overdue", _("Quá hạn"), overdue), ("soon", _("Đến hạn trong 30 ngày"), soon), ("later", _("Sắp tới"), later)],
        "owed": owed,
        "agencies": list(Agency.objects.filter(pk__in=own).in_order()),
        "views": running(today, agencies=own),
        "lacking": lacking,
        "talk": Comment.objects.filter(task__in=Duty.objects.current().filter(agency__in=own).values("task"))
        .select_related("task", "said_by").order_by("-said_at")[:6],
    }  # fmt: skip


def leader_home(officer: Officer, today: date) -> dict[str, Any]:
    """How the year goes, in one page, and what needs a decision."""
    digest = Digest.objects.last_words().order_by("-last_day", "-signed_at").first()
    views = running(today, most=1)
    if not views:
        return {"views": [], "digest": digest}
    view = views[0]
    leaves = [row for row in view.rows if row.task.kind != TaskKind.GROUP]
    figures = view.health
    return {
        "views": views,
        "view": view,
        "digest": digest,
        "states": charts.stacked(
            [
                ("good", _("đã xong"), figures.done),
                ("brand", _("đang làm"), figures.open),
                ("info", _("đến hạn trong 30 ngày"), figures.soon),
                ("bad", _("quá hạn"), figures.overdue),
            ]
        ),
        "line": _year_line(view.plan, today),
        "groups": _groups(view.rows),
        "decide": sorted(
            (row for row in leaves if row.column == "overdue"), key=lambda row: -row.standing.days if row.standing else 0
        )[:8],
        "agencies": [item for item in queries.agency_standings([view.plan], today=today) if item.overdue][:6],
        "on_time": round(100 * figures.delivered_on_time / figures.delivered) if figures.delivered else None,
        "directions": Comment.objects.filter(is_direction=True, said_by=officer)
        .select_related("task", "made_task").order_by("-said_at")[:6],
    }  # fmt: skip


def _groups(rows: list[TaskRow]) -> list[tuple[TaskRow, int, int]]:
    """Top-level tasks with the mean percent of their leaves, and how many of those are overdue."""
    found = []
    for index, row in enumerate(rows):
        if row.task.depth != 0 or row.task.kind == TaskKind.OBLIGATION:
            continue
        under = [row] if row.task.kind != TaskKind.GROUP else []
        for other in rows[index + 1 :]:
            if other.task.depth == 0:
                break
            if other.task.kind != TaskKind.GROUP:
                under.append(other)
        mean = sum(each.percent for each in under) // len(under) if under else 0
        found.append((row, mean, sum(each.column == "overdue" for each in under)))
    return found


def _year_line(plan: Plan, today: date) -> charts.Line:
    items = Deliverable.objects.current().filter(duty__task__plan=plan).values_list("due_on", "done_on")
    owed, delivered = [0] * 12, [0] * 12
    for due_on, done_on in items:
        for counts, day in ((owed, due_on), (delivered, done_on)):
            if day is None or day.year > plan.year:
                continue
            first = day.month - 1 if day.year == plan.year else 0
            for month in range(first, 12):
                counts[month] += 1
    gone = 12 if today.year > plan.year else today.month if today.year == plan.year else 0
    return charts.year_line(owed, delivered, months_gone=gone)
