"""What plans put on the desk: what waits, and cards for the coordinator, for leaders and for officers."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nhipcau.kernel import navigation
from nhipcau.kernel.access import SIGNED_IN
from nhipcau.kernel.navigation import Asked, Card, Entry, Need, Waiting
from nhipcau.kernel.shapes import number_of, shape
from nhipcau.office.deadlines.queries import due_on_desk
from nhipcau.office.permissions import DIRECT
from nhipcau.plans import charts, elsewhere, of_agencies, queries, returned
from nhipcau.plans.models import Comment, Deliverable, Duty, Extension, PlanImport
from nhipcau.plans.permissions import READ_ALL_PARTS, REPORT, RUN_PLANS
from nhipcau.plans.rules import TaskKind
from nhipcau.plans.running import PlanView, groups, late_first, running, year_line
from nhipcau.plans.states import ImportState

SOON = timedelta(days=30)
MOST_OWED = 60
MOST_AGENCIES = 12
CHOOSES = "ke_hoach"  # of the address
ALL_OF_THEM = "#theo-ke-hoach"  # the card with a line for each plan
AHEAD = 3660  # days: all that an agency owes
Shown = dict[str, Any] | None


def connect() -> None:
    """Register it all, once when the app starts."""
    navigation.deeds.register(
        Entry(
            "plans.import", gettext_lazy("Nhập kế hoạch"), "plans:import_new", permission=RUN_PLANS,
            icon="file-up", look="primary",
        )
    )  # fmt: skip
    navigation.deeds.register(
        Entry(
            "plans.calendar", gettext_lazy("Đưa vào lịch"), "plans:calendar_settings",
            unless=READ_ALL_PARTS, icon="calendar-plus",
        )
    )  # fmt: skip
    navigation.waiting.register(Waiting("plans", RUN_PLANS, waiting, order=10))
    for card in CARDS:
        navigation.cards.register(card)


def _all(asked: Asked) -> list[PlanView]:
    """Every running plan, the one with most overdue first."""
    unsettled = asked.account.may(RUN_PLANS)
    return asked.once("plans.running", lambda: late_first(running(asked.today, unsettled=unsettled)))


def _chosen(asked: Asked) -> list[PlanView]:
    """The plan that the address chooses, or all that run."""
    views = _all(asked)
    return [view for view in views if str(view.plan.pk) == asked.chosen.get(CHOOSES, "")] or views


def _own(asked: Asked) -> set[int]:
    return asked.once("agencies.own", asked.account.own_agencies)


def waiting(asked: Asked) -> Iterable[Need]:
    """Imports to check, and in each running plan what is late, soon due, or lacks a lead, a day, an agency."""
    count = sum(_imports_to_check())
    said = ngettext("%(n)s bản kế hoạch chờ rà soát", "%(n)s bản kế hoạch chờ rà soát", count)
    yield Need(count, said % {"n": count}, reverse("plans:plans"), urgent=True)
    wishes = sum(_wishes_for_time())
    said = ngettext("%(n)s đề nghị gia hạn chờ quyết định", "%(n)s đề nghị gia hạn chờ quyết định", wishes)
    yield Need(wishes, said % {"n": wishes}, reverse("plans:extensions"), urgent=True)
    views = _all(asked)
    for view in views:
        name = f" · {view.plan.document.number}" if len(views) > 1 else ""
        yield from (
            Need(count, words % {"n": count} + name, address, urgent)
            for count, words, address, urgent in _points(view)
        )


@shape
def _imports_to_check() -> QuerySet[Any, int]:
    return number_of(PlanImport.objects.filter(state=ImportState.READ))


@shape
def _wishes_for_time() -> QuerySet[Any, int]:
    return number_of(Extension.objects.waiting())


def _points(view: PlanView) -> list[tuple[int, str, str, bool]]:
    """(count, words, address of the list that is counted, urgent) of one plan."""
    here, names = reverse("plans:plan", args=[view.plan.pk]), reverse("plans:names", args=[view.plan.pk])
    figures = view.health
    return [
        (figures.overdue, ngettext("%(n)s đầu việc quá hạn", "%(n)s đầu việc quá hạn", figures.overdue), f"{here}?tinh_trang=open_overdue", True),
        (figures.unsettled, ngettext("%(n)s chỗ ghi tên cơ quan chưa xác định", "%(n)s chỗ ghi tên cơ quan chưa xác định", figures.unsettled), names, False),
        (figures.without_lead, ngettext("%(n)s nhiệm vụ chưa có cơ quan chủ trì", "%(n)s nhiệm vụ chưa có cơ quan chủ trì", figures.without_lead), f"{here}?tinh_trang=without_lead", False),
        (figures.without_due, ngettext("%(n)s nhiệm vụ chưa có thời hạn", "%(n)s nhiệm vụ chưa có thời hạn", figures.without_due), f"{here}?tinh_trang=without_due", False),
        (figures.soon, ngettext("%(n)s đầu việc đến hạn trong 30 ngày", "%(n)s đầu việc đến hạn trong 30 ngày", figures.soon), f"{here}?tinh_trang=soon", False),
    ]  # fmt: skip


def health(asked: Asked) -> Shown:
    """Each running plan's figures, or those of the chosen one; or the word to bring one in."""
    views = _chosen(asked)
    return {"views": views} | _switched(asked, views)


def standings(asked: Asked) -> Shown:
    """Agencies by what they owe in the running plans, the latest first."""
    plans = [view.plan for view in _chosen(asked)]
    rows = of_agencies.agency_standings(plans, today=asked.today) if plans else []
    if not rows:
        return None
    shown = of_agencies.in_plans(rows[:MOST_AGENCIES], plans, today=asked.today)
    more = plans[0].pk if len(rows) > MOST_AGENCIES and len(plans) == 1 else None
    return {"standings": shown, "more": more}


def year(asked: Asked) -> Shown:
    """How the running plans go, in four figures and one bar, with a switch between them."""
    views = _chosen(asked)
    if not views:
        return {"views": []}
    figures = queries.together([view.health for view in views])
    share = round(100 * figures.delivered_on_time / figures.delivered) if figures.delivered else None
    one = views[0] if len(views) == 1 else None
    here = reverse("plans:plan", args=[one.plan.pk]) if one else ""
    return {
        "views": views,
        "health": figures,
        "here": here or ALL_OF_THEM,
        "late": f"{here}?tinh_trang=open_overdue" if here else ALL_OF_THEM,
        "soon": f"{here}?tinh_trang=soon" if here else ALL_OF_THEM,
        "delivered": f"{reverse('plans:results', args=[one.plan.pk])}?tinh_trang=da-nop"
        if one
        else ALL_OF_THEM,
        **_switched(asked, views),
        "on_time": "–" if share is None else f"{share}%",
        "states": charts.stacked(
            [
                ("good", _("đã hoàn thành"), figures.done),
                ("brand", _("chưa đến hạn"), figures.open),
                ("info", _("đến hạn trong 30 ngày"), figures.soon),
                ("bad", _("quá hạn"), figures.overdue),
            ]
        ),
    }


def _switched(asked: Asked, views: list[PlanView]) -> dict[str, Any]:
    """What ``plans/desk/switch.html`` draws."""
    return {"switch": _switch(asked), "chooses": CHOOSES, "one": views[0] if len(views) == 1 else None}


def _switch(asked: Asked) -> list[tuple[PlanView, bool]]:
    """The running plans, each with whether it is the chosen one; none where there is nothing to choose."""
    views, chosen = _all(asked), _chosen(asked)
    return [(view, chosen == [view]) for view in views] if len(views) > 1 else []


def decide(asked: Asked) -> Shown:
    """Overdue tasks of all running plans that want a leader's word, the latest first."""
    views = _chosen(asked)
    if not views:
        return None
    rows = [row for view in views for row in view.rows]
    late = [row for row in rows if row.task.kind != TaskKind.GROUP and row.column == "overdue"]
    late = sorted(late, key=lambda row: -row.standing.days if row.standing else 0)[:8]
    queries.put_names(late)
    names = {view.plan.pk: view.plan.document.number for view in views} if len(views) > 1 else {}
    return {"rows": [(row, names.get(row.task.plan_id, "")) for row in late]}


def late_agencies(asked: Asked) -> Shown:
    """Agencies with overdue work in the running plans."""
    plans = [view.plan for view in _chosen(asked)]
    if not plans:
        return None
    rows = [row for row in of_agencies.agency_standings(plans, today=asked.today) if row.overdue]
    return {"agencies": of_agencies.in_plans(rows[:6], plans, today=asked.today)}


def line(asked: Asked) -> Shown:
    """The year's two lines: owed and delivered."""
    plans = [view.plan for view in _chosen(asked)]
    return {"line": year_line(*plans, today=asked.today)} if plans else None


def by_group(asked: Asked) -> Shown:
    """The plan's groups of tasks with how far each is; of several plans, how far each of them is."""
    views = _chosen(asked)
    if not views:
        return None
    return {"views": views} if len(views) > 1 else {"groups": groups(views[0].rows)}


def owed(asked: Asked) -> Shown:
    """What the account's agencies owe, by how near it is; one click reports."""
    own, today = _own(asked), asked.today
    dues = due_on_desk(asked, AHEAD)
    asked.known["deadlines.shown"] = {due.key for due in dues if isinstance(due.record, Deliverable)}
    pairs = [(due.record, due.state) for due in dues if isinstance(due.record, Deliverable)][:MOST_OWED]
    sent_back = returned.of([item.pk for item, _state in pairs])
    led = elsewhere.of(asked.account, [item for item, _state in pairs])
    sections = [
        ("overdue", _("Quá hạn"), "bad", [pair for pair in pairs if pair[0].due_on < today]),
        ("soon", _("Đến hạn trong 30 ngày"), "info", [pair for pair in pairs if today <= pair[0].due_on <= today + SOON]),
        ("later", _("Sắp tới"), "", [pair for pair in pairs if pair[0].due_on > today + SOON]),
    ]  # fmt: skip
    shown = [
        {
            "heading": heading,
            "tone": tone,
            "items": [(*pair, sent_back.get(pair[0].pk), led.get(pair[0].pk)) for pair in items],
            "open": key != "later" or len(items) == len(pairs),
        }
        for key, heading, tone, items in sections
        if items
    ]
    return {"agencies": own, "sections": shown}


def own_plans(asked: Asked) -> Shown:
    """The account's part of each running plan."""
    own = _own(asked)
    views = running(asked.today, agencies=own) if own else []
    return {"views": views} if views else None


def talk(asked: Asked) -> Shown:
    """What was last said on the tasks of the account's agencies."""
    own = _own(asked)
    found = _last_said(agencies=own)
    return {"talk": found} if found else None


@shape
def _last_said(agencies: Collection[int]) -> QuerySet[Comment]:
    tasks = Duty.objects.current().filter(agency__in=agencies).values("task")
    said = Comment.objects.filter(task__in=tasks).select_related("task", "said_by")
    return said.order_by("-said_at")[:6]


STYLE = "plans/desk.css"
_LEADER: dict[str, Any] = {"permission": DIRECT, "unless": RUN_PLANS, "style": STYLE}
_OFFICER: dict[str, Any] = {"permission": REPORT, "unless": READ_ALL_PARTS, "style": STYLE}
_OWN: dict[str, Any] = {"permission": SIGNED_IN, "unless": READ_ALL_PARTS, "style": STYLE}
CARDS = (
    Card("plans.health", "plans/desk/health.html", RUN_PLANS, health, order=20, style=STYLE),
    Card("plans.standings", "plans/desk/standings.html", RUN_PLANS, standings, order=30),
    Card("plans.year", "plans/desk/year.html", shown=year, order=20, place="wide", **_LEADER),
    Card("plans.decide", "plans/desk/decide.html", shown=decide, order=30, **_LEADER),
    Card("plans.late", "plans/desk/late.html", shown=late_agencies, order=40, **_LEADER),
    Card("plans.line", "plans/desk/line.html", shown=line, order=30, place="aside", **_LEADER),
    Card("plans.groups", "plans/desk/groups.html", shown=by_group, order=40, place="aside", **_LEADER),
    Card("plans.owed", "plans/desk/owed.html", shown=owed, order=12, early=True, **_OFFICER),
    Card("plans.own", "plans/desk/own.html", shown=own_plans, order=20, place="aside", **_OWN),
    Card("plans.talk", "plans/desk/talk.html", shown=talk, order=30, place="aside", **_OWN),
)
