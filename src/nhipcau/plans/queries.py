"""Reads that join several models: the rows of a plan's lists, and its figures.

All lists and counts are made from ``count``, so a figure and the list behind it cannot differ.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from django.db.models import Count, F, Max, Min, Q, QuerySet, Sum
from django.utils.translation import gettext

from nhipcau.engines.vntext import fold
from nhipcau.engines.vntext.alphabet import in_alphabet
from nhipcau.kernel import ordering
from nhipcau.kernel.refusal import N_
from nhipcau.kernel.shapes import shape
from nhipcau.kernel.standing import LATENESS_LABELS, Lateness, Standing, standing
from nhipcau.plans import helping
from nhipcau.plans.models import Assignment, Deliverable, Duty, Plan, Share, Task, TaskDue, TaskQuerySet
from nhipcau.plans.rules import ROLE_LABELS, DutyRole, TaskKind, overall
from nhipcau.plans.tallies import OF_TASK, SUMS

BRIEF = ("plan", "parent", "kind", "number", "position", "depth", "title", "closed_on")
TASK_STATES: dict[str, str] = {
    **{str(name): label for name, label in LATENESS_LABELS.items()},
    "soon": N_("Đến hạn trong 30 ngày"),
    "done": N_("Đã hoàn thành"),
    "without_lead": N_("Chưa có cơ quan chủ trì"),
    "without_due": N_("Chưa có thời hạn"),
}
"""What a plan's list is filtered by: each figure of the plan leads to one of them."""
SOON_DAYS = 30
UNSETTLED = Q(agency=None, group=None, means_nobody=False)

PLAN_SORTS: ordering.Columns = {
    "ten": (ordering.vietnamese("title"),),
    "so": (ordering.vietnamese("document__number"),),
    "ngay": ("document__date",),
    "nam": ("year", "document__date"),
}


@dataclass(frozen=True, slots=True)
class Name:
    """An agency or group in a row: as written, who it is today, and whether it is settled."""

    written: str
    now: str
    settled: bool
    moved: bool = False  # the work has gone to a successor: both names are shown

    @property
    def shown(self) -> str:
        """The name by which everybody knows it: a paper's short writing only where it means no one agency."""
        return self.written if self.moved or not self.now else self.now


@dataclass(slots=True)
class TaskRow:
    """One task as a list shows it."""

    task: Task
    names: dict[str, list[Name]] = field(default_factory=lambda: defaultdict(list))
    percent: int = 0
    agencies: int = 0
    owed: int = 0
    done: int = 0
    late: int = 0
    overdue: int = 0
    next_due: date | None = None
    last_due: date | None = None
    standing: Standing | None = None
    unsettled: int = 0  # names that mean no agency yet
    helps: str = ""  # a reader's own part that owes nothing: its role
    plan_due: date | None = None  # and the plan's day for those who do
    only_filed: bool = False  # of a plan that was filed without giving work
    days: dict[date, tuple[int, int]] = field(default_factory=dict)  # due day → how much is owed, and done

    @property
    def shown_due(self) -> date | None:
        """The next day that matters to the reader: of what is owed, else the plan's own."""
        return self.next_due or self.plan_due

    @property
    def owes_nothing(self) -> bool:
        """No percent means anything: a part that only helps, or a plan that was filed without giving work."""
        return bool(self.helps) or self.only_filed

    @property
    def helps_words(self) -> str:
        """How a reader's part stands that owes nothing."""
        return f"{gettext(ROLE_LABELS[DutyRole(self.helps)])}, {gettext('không phải nộp')}"

    @property
    def leads(self) -> list[Name]:
        return self.names[DutyRole.LEAD] or self.names[DutyRole.IMPLEMENT]

    @property
    def column(self) -> str:
        """The board's column: overdue, soon (30 days), open, done; "" for groups, and for what a paper ended."""
        if self.standing is None or self.task.closed_on is not None:
            return ""
        if self.standing.is_done:
            return "done"
        if self.standing.lateness == Lateness.OPEN_OVERDUE:
            return "overdue"
        return "soon" if self.next_due and self.standing.days <= SOON_DAYS else "open"

    def column_on(self, day: date, today: date) -> str:
        """The same for one of its due days alone: what is late in June says nothing of December."""
        if self.only_filed:
            return "open"
        owed, done = self.days.get(day, (0, 0))
        if owed and done == owed:
            return "done"
        if not owed and self.owed:
            return "done" if self.column == "done" else ""
        if day < today:
            return "overdue"
        return "soon" if (day - today).days <= SOON_DAYS else "open"

    def missing_on(self, day: date) -> int:
        """How much of what falls due on a day is not done."""
        owed, done = self.days.get(day, (0, 0))
        return owed - done

    @property
    def urgency(self) -> int | None:
        """How pressing it is, for sorting: the latest first, then what is due soonest, then what is done."""
        if self.standing is None:
            return None
        if self.standing.is_done:
            return 100_000 + self.standing.days
        if self.standing.lateness == Lateness.OPEN_OVERDUE:
            return -self.standing.days
        return self.standing.days if self.next_due else 50_000

    def is_in(self, state: str) -> bool:
        """Whether a leaf is counted by a state of the list's filter (``TASK_STATES``): a word of lateness, or what a
        figure of the plan counts besides."""
        if self.task.closed_on is not None:  # a task that is over is in no figure
            return False
        if state == "without_lead":
            return self.agencies == 0 and self.task.kind != TaskKind.OBLIGATION
        if state == "without_due":
            return self.owed == 0 and self.agencies > 0
        if state in {"soon", "done"}:
            return self.column == state
        return self.standing is not None and self.standing.lateness == state

    @property
    def tone(self) -> str:
        """The tone of its bar: bad when overdue, good when all is done."""
        return {"overdue": "bad", "done": "good"}.get(self.column, "")


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address asks for; empty means everything."""

    words: str = ""
    agency: int | None = None
    role: str = ""
    lateness: str = ""
    timing: str = ""

    def __bool__(self) -> bool:
        return any((self.words, self.agency, self.role, self.lateness, self.timing))


def _of_time(wanted: str) -> Q:
    """Tasks of a kind of time, or ("every-quarter") of a rhythm."""
    _every, sep, rhythm = wanted.partition("every-")
    return Q(timing__kind="continuous", timing__every=rhythm) if sep else Q(timing__kind=wanted)


def task_rows(tasks: Iterable[Task], *, today: date, only: Collection[int] | None = None) -> list[TaskRow]:
    """Rows in the plan's order, with their names.  Five queries, whatever the number of tasks.

    only: count only the part of these agencies (a focal officer's view); None counts all.
    """
    read = tasks.shown() if isinstance(tasks, TaskQuerySet) else tasks
    rows = {task.pk: TaskRow(task=task) for task in read}
    count(rows, today=today, only=only)
    put_names(rows.values())
    return list(rows.values())


def count(rows: Mapping[int, TaskRow], *, today: date, only: Collection[int] | None = None) -> None:
    """Fill in how far rows are and how they stand, by their tasks' keys.  Two queries.

    Of all agencies it is kept counted (``tallies``); the part of some is counted here, in the same words.
    """
    lines: Iterable[Any]
    shares: Iterable[Any]
    keys = tuple(rows)
    if only is None:
        lines, shares = _kept_lines(tasks=keys), _kept_shares(tasks=keys)
    else:
        lines, shares = _lines_of(tasks=keys, agencies=only), _shares_of(tasks=keys, agencies=only)
    days_late: dict[int, int] = {}
    for key, due_on, owed, done, late, last_done in lines:
        row = rows[key]
        row.owed, row.done, row.late = row.owed + owed, row.done + done, row.late + late
        row.last_due = max(row.last_due or due_on, due_on)
        row.days[due_on] = (owed, done)
        if done < owed:
            row.overdue += owed - done if due_on < today else 0
            row.next_due = min(row.next_due or due_on, due_on)
        if last_done is not None:
            days_late[key] = max(days_late.get(key, 0), (last_done - due_on).days)
    for key, agencies, percents, least in shares:
        row = rows[key]
        row.percent, row.agencies = percents // agencies, agencies
        row.standing = Standing(Lateness.ON_TIME if least == 100 else Lateness.OPEN, 0)
    unowned: dict[int, TaskRow] = {}
    for key, row in rows.items():
        if row.owed:
            row.standing = _standing(row.next_due, days_late.get(key, 0), today)
        elif row.standing is None and row.task.kind != TaskKind.GROUP and row.task.closed_on is None:
            row.standing = Standing(Lateness.OPEN, 0)
            unowned[key] = row
    if only is None and unowned:
        _show_days(unowned, today)
    elif only is not None and unowned:
        for key, part in helping.parts(tasks=tuple(unowned), agencies=only, today=today).items():
            rows[key].helps, rows[key].plan_due = part


@shape
def _kept_lines(tasks: Collection[int]) -> QuerySet[Any, tuple[Any, ...]]:
    tallies = OF_TASK.model._default_manager.filter(OF_TASK.kept, task__in=tasks)
    return tallies.order_by().values_list("task", "due_on", *SUMS)


@shape
def _kept_shares(tasks: Collection[int]) -> QuerySet[Any, tuple[Any, ...]]:
    return Share.objects.filter(task__in=tasks).values_list("task", "agencies", "percents", "least")


@shape
def _lines_of(tasks: Collection[int], agencies: Collection[int]) -> QuerySet[Any, tuple[Any, ...]]:
    items = Deliverable.objects.current().filter(duty__agency__in=agencies, duty__task__in=tasks).order_by()
    return items.values_list("duty__task", "due_on").annotate(**SUMS)


@shape
def _shares_of(tasks: Collection[int], agencies: Collection[int]) -> QuerySet[Any, tuple[Any, ...]]:
    duties = Duty.objects.current().answerable().filter(agency__in=agencies, task__in=tasks).order_by()
    return duties.values_list("task").annotate(Count("pk"), Sum("percent"), Min("percent"))


def _show_days(rows: Mapping[int, TaskRow], today: date) -> None:
    """The days of tasks that nobody owes yet, because their names are still open: a day passes all the same.

    Not in a closed plan: what was filed without giving work is late in nothing.
    """
    days = TaskDue.objects.current().filter(task__in=rows).order_by().values("task", "task__plan__closed_at")
    for line in days.annotate(first=Min("on"), last=Max("on")):
        row = rows[line["task"]]
        row.last_due = line["last"]
        if line["task__plan__closed_at"] is not None:
            row.only_filed, row.plan_due = True, line["first"]
            continue
        row.next_due = line["first"]
        row.standing = standing(row.next_due, None, today)


def put_names(shown: Iterable[TaskRow]) -> None:
    """Fill in the names as the document writes them.  Two queries, and no objects: a plan has hundreds of names."""
    rows = {row.task.pk: row for row in shown}
    keys = tuple(rows)
    heirs = dict(_heirs_named(tasks=keys))
    for key, task, role, written, agency, group, nobody in _names_written(tasks=keys):
        now = heirs.get(key) or agency or group or ""
        settled = agency is not None or group is not None or nobody
        moved = agency is not None and now != agency
        rows[task].names[role].append(Name(written, now, settled, moved))
        rows[task].unsettled += not settled


@shape
def _heirs_named(tasks: Collection[int]) -> QuerySet[Any, tuple[int, str]]:
    moved = Duty.objects.current().filter(assignment__task__in=tasks).exclude(assignment__agency=None)
    return moved.exclude(assignment__agency=F("agency")).values_list("assignment", "agency__name")


@shape
def _names_written(tasks: Collection[int]) -> QuerySet[Any, tuple[Any, ...]]:
    return (
        Assignment.objects.current()
        .filter(task__in=tasks)
        .values_list("pk", "task", "role", "written", "agency__name", "group__name", "means_nobody")
    )


def rows_by_plan(
    plans: Iterable[Plan], *, today: date, only: Collection[int] | None = None, unsettled: bool = False
) -> dict[int, list[TaskRow]]:
    """Rows of several plans at once, by plan, for figures: without names, and no more of a task than a card shows.

    unsettled: with how many of their names mean no agency yet.  Three queries, or four, however many plans there are.
    """
    rows: dict[int, list[TaskRow]] = {plan.pk: [] for plan in plans}
    keys = tuple(rows)
    tasks = _brief(plans=keys) if only is None else _brief_of(plans=keys, agencies=only)
    found = {task.pk: TaskRow(task=task) for task in tasks}
    count(found, today=today, only=only)
    if unsettled:
        for key, number in _unsettled(tasks=tuple(found)):
            found[key].unsettled = number
    for row in found.values():
        rows[row.task.plan_id].append(row)
    return rows


@shape
def _brief(plans: Collection[int]) -> QuerySet[Task]:
    return Task.objects.filter(plan__in=plans).only(*BRIEF)


@shape
def _brief_of(plans: Collection[int], agencies: Collection[int]) -> QuerySet[Task]:
    own = Duty.objects.filter(agency__in=agencies).values("task")
    return Task.objects.filter(plan__in=plans, pk__in=own).only(*BRIEF)


@shape
def _unsettled(tasks: Collection[int]) -> QuerySet[Any, tuple[int, int]]:
    names = Assignment.objects.current().filter(UNSETTLED, task__in=tasks).order_by()
    return names.values_list("task").annotate(Count("pk"))


def _standing(next_due: date | None, days_late: int, today: date) -> Standing:
    if next_due is not None:
        return standing(next_due, None, today)
    return Standing(Lateness.DONE_LATE, days_late) if days_late else Standing(Lateness.ON_TIME, 0)


def matching(tasks: TaskQuerySet, filters: Filters) -> TaskQuerySet:
    """The leaves that match the words, agency, role and timing (lateness is counted, so it comes after)."""
    if filters.words:
        for word in fold(filters.words).split():
            tasks = tasks.filter(search_text__contains=word)
    if filters.agency or filters.role:
        duties = Duty.objects.current()
        if filters.agency:
            duties = duties.filter(agency=filters.agency)
        if filters.role:
            duties = duties.filter(role=filters.role)
        tasks = tasks.filter(pk__in=duties.values("task"))
    if filters.timing:
        tasks = tasks.filter(_of_time(filters.timing))
    return tasks


@dataclass(frozen=True, slots=True)
class Listed:
    """A plan's list: all its rows, from which its figures are counted, and those that the filters leave."""

    whole: list[TaskRow]
    rows: list[TaskRow]


def listed(
    tasks: TaskQuerySet,
    filters: Filters,
    *,
    today: date,
    only: Collection[int] | None = None,
    read: Iterable[Task] | None = None,
) -> Listed:
    """Rows that match, each under its groups; groups without a matching leaf are left out.

    read: the tasks, where they are read already.
    The figures of a plan are of the plan, whatever a filter finds.  At most six queries more than without filters.
    """
    whole = task_rows(tasks if read is None else read, today=today, only=only)
    if not filters:
        return Listed(whole, whole)
    if only is None and filters.agency:
        found = task_rows(matching(tasks.leaves(), filters), today=today, only={filters.agency})
    elif filters.words or filters.agency or filters.role or filters.timing:
        keys = set(matching(tasks.leaves(), filters).order_by().values_list("pk", flat=True))
        found = [row for row in whole if row.task.pk in keys]
    else:
        found = [row for row in whole if row.task.kind != TaskKind.GROUP]
    if filters.lateness:
        found = [row for row in found if row.is_in(filters.lateness)]
    groups = {row.task.pk: row for row in whole if row.task.kind == TaskKind.GROUP}
    shown = {row.task.pk: row for row in found}
    for row in found:
        parent = row.task.parent_id
        while parent in groups and parent not in shown:
            shown[parent] = groups[parent]
            parent = groups[parent].task.parent_id
    return Listed(whole, sorted(shown.values(), key=lambda row: row.task.position))


def filtered_rows(
    tasks: TaskQuerySet, filters: Filters, *, today: date, only: Collection[int] | None = None
) -> list[TaskRow]:
    """The rows of ``listed`` alone."""
    return listed(tasks, filters, today=today, only=only).rows


# Columns of a plan's list that mean an order.  Its rows are all in hand, counted for today (``tallies``), so they are
# sorted here; a sorted list has no groups, and its own order is the plan's.
SORTS: dict[str, Callable[[TaskRow], Any]] = {
    "so": lambda row: row.task.position,
    "nhiem-vu": lambda row: in_alphabet(row.task.heading),
    "co-quan": lambda row: in_alphabet(row.leads[0].now or row.leads[0].written) if row.leads else None,
    "han": lambda row: row.shown_due,
    "tien-do": lambda row: row.percent,
    "tinh-trang": lambda row: row.urgency,
}


def sorted_rows(rows: list[TaskRow], address: Mapping[str, Any]) -> list[TaskRow]:
    """Rows as the address wishes (``kernel.ordering``)."""
    if ordering.asked(address).column not in SORTS:
        return rows
    leaves = [row for row in rows if row.task.kind != TaskKind.GROUP]
    return ordering.ordered_here(leaves, address, SORTS)


@dataclass(frozen=True, slots=True)
class Health:
    """A plan in figures; every one is a count of rows or deliverables."""

    tasks: int
    percent: int
    done: int
    open: int
    soon: int
    overdue: int
    late: int
    owed: int
    delivered: int
    delivered_on_time: int
    without_lead: int
    without_due: int
    unsettled: int


def health(rows: Iterable[TaskRow]) -> Health:
    """Counts over the leaves of a list of rows.

    Of a task that a paper ended, only what was delivered before counts.
    """
    whole = [row for row in rows if row.task.kind != TaskKind.GROUP]
    leaves = [row for row in whole if row.task.closed_on is None]
    columns = [row.column for row in leaves]
    return Health(
        tasks=len(leaves),
        percent=overall(row.percent for row in leaves),
        done=columns.count("done"),
        open=columns.count("open"),
        soon=columns.count("soon"),
        overdue=columns.count("overdue"),
        late=sum(row.late for row in whole),
        owed=sum(row.owed for row in whole),
        delivered=sum(row.done for row in whole),
        delivered_on_time=sum(row.done - row.late for row in whole),
        without_lead=sum(row.is_in("without_lead") for row in leaves),
        without_due=sum(row.is_in("without_due") for row in leaves),
        unsettled=sum(row.unsettled for row in leaves),
    )


def together(figures: Sequence[Health]) -> Health:
    """The figures of several plans as one; its percent is of all their tasks."""
    if len(figures) == 1:
        return figures[0]
    sums = {one.name: sum(getattr(each, one.name) for each in figures) for one in fields(Health)}
    percents = sum(each.percent * each.tasks for each in figures)
    return Health(**(sums | {"percent": percents // sums["tasks"] if sums["tasks"] else 0}))


def unsettled_names(plan: Plan) -> list[tuple[Assignment, int]]:
    """Names in a plan that mean no agency yet: one line of each, and how often it stands there."""
    first: dict[str, Assignment] = {}
    count: dict[str, int] = defaultdict(int)
    for line in plan_assignments(plan).filter(UNSETTLED):
        key = fold(line.written)
        first.setdefault(key, line)
        count[key] += 1
    return [(line, count[key]) for key, line in first.items()]


def plan_assignments(plan: Plan):
    """All written names of a plan with their tasks."""
    return Assignment.objects.current().filter(task__plan=plan).select_related("task", "agency", "group")
