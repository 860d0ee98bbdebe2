"""First words of a report's parts, taken from records: what was reported of a task, its evidence, papers issued, what is still open.

Nothing is made up: each sentence is a record's own words and names it (``rules.Source``).  Words of officers may be changed in the
report; facts that the records alone say are told beside them and cannot.  A fixed number of queries whatever the number of tasks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db.models import Min, Q

from nhipcau.agencies.lineage import Lineage
from nhipcau.agencies.models import Agency, FocalOfficer, Succession
from nhipcau.agencies.queries import Matcher
from nhipcau.agencies.rules import FocalDuty
from nhipcau.documents.models import RegisteredDocument
from nhipcau.engines.counting import Period, PeriodKind, PeriodName
from nhipcau.indicators import queries as figures
from nhipcau.kernel import clock, facts
from nhipcau.kernel.evidence import with_pages
from nhipcau.kernel.models import Evidence
from nhipcau.kernel.standing import written
from nhipcau.plans.models import Deliverable, Duty, Progress, Task
from nhipcau.plans.rules import ANSWERABLE, OBLIGATION_TITLES, ROLE_LABELS, DutyRole, TaskKind
from nhipcau.reports import outline as outlines
from nhipcau.reports.models import OfficeOutline, Report, ReportRound
from nhipcau.reports.outline import Outline, OutlinePart
from nhipcau.reports.rules import (
    Drafted,
    Source,
    SourceDay,
    about,
    next_of,
    next_words,
    sentence,
    span_of,
)

TASKS = (TaskKind.DUTY, TaskKind.DIRECTION)
OBLIGATIONS = frozenset(OBLIGATION_TITLES.values())
"""Dated duties of the agencies: no report reports on itself."""
MOST_PAPERS = 10
"""So many papers are named in the text; of more it says how many, and the annex has them all."""
_ORDER = {role: place for place, role in enumerate(DutyRole)}


def outline_now() -> Outline:
    """The outline that a new round takes: the office's own, else the shipped one."""
    return outlines.read_outline(text) if (text := outline_text()) else outlines.shipped()


def outline_text() -> str:
    """The office's own outline file; "" where it has none."""
    newest = OfficeOutline.objects.order_by("-pk").values_list("text", flat=True).first()
    return newest or ""


def outline_for(period: PeriodName) -> str:
    """The outline file that a new round of a period keeps: of the spokesperson's year its own, else the office's; "" for the
    shipped one."""
    if period.kind == PeriodKind.SPOKESPERSON_YEAR:
        return outlines.shipped_text("outline_spokesperson")
    return outline_text()


def outline_of(round_: ReportRound) -> Outline:
    """The outline by which a round's reports are made."""
    return outlines.read_outline(round_.outline) if round_.outline else outlines.shipped()


def question_of(report: Report) -> figures.Asked:
    """What the figures of a report are asked for."""
    known = _laid.get()
    if known is None:
        return figures.asked(report.round.period, report.agency)
    if report.pk not in known.questions:
        known.questions[report.pk] = figures.asked(report.round.period, report.agency)
    return known.questions[report.pk]


def period_of(report: Report) -> Period:
    """The days of which a report tells: those of ``question_of``, which a write asks for without the rest of it."""
    if _laid.get() is not None:
        return question_of(report).period
    return facts.calendar().period(report.round.period)


@dataclass(frozen=True, slots=True)
class TaskWork:
    """What an agency did of one task within the period.

    drafted: its officers' own words.  facts: what the records alone say, which nobody writes: done when, what shows it, not due
    yet.  dues: days with when each was delivered.  is_quiet: the period itself tells nothing; it was done before, or is not due yet.
    """

    task: Task
    role: DutyRole
    drafted: tuple[Drafted, ...] = ()
    facts: tuple[Drafted, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    percent: int = 0
    dues: tuple[tuple[date, date | None], ...] = ()
    is_quiet: bool = False

    @property
    def place(self) -> str:
        return f"task:{self.task.pk}"

    @property
    def owes(self) -> bool:
        return self.role in ANSWERABLE

    @property
    def role_words(self) -> str:
        return ROLE_LABELS[self.role]

    @property
    def was_worked_on(self) -> bool:
        """Whether the period knows of anything."""
        return bool(self.drafted or self.facts) and not self.is_quiet


@dataclass(slots=True)
class _Gathered:
    duties: list[Duty] = field(default_factory=list)
    progress: list[Progress] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    owed: list[Deliverable] = field(default_factory=list)

    @property
    def task(self) -> Task:
        """The one that all of it is of."""
        return self.duties[0].task


def works_of(
    round_: ReportRound, agency: Agency, period: Period, *, tasks: Collection[int] | None = None
) -> list[TaskWork]:
    """The tasks that an agency reports on: those it answers for, and those it helped with and did something of in the period.

    tasks: of these alone; None: of all of the plan.
    """
    agencies = {agency.pk, *_left_to(agency, period)}
    duties = (
        Duty.objects.filter(task__plan=round_.plan_id, task__kind__in=TASKS, agency__in=agencies)
        .exclude(task__title__in=OBLIGATIONS)
        .filter(Q(ended_on=None) | Q(ended_on__gt=period.first))
        .filter(began_on__lte=period.last)
        .exclude(task__closed_on__lte=period.first)
        .select_related("task")
        .order_by("task__position", "pk")
    )
    if tasks is not None:
        duties = duties.filter(task__in=tasks)
    by_task: dict[int, _Gathered] = defaultdict(_Gathered)
    task_of: dict[int, int] = {}
    for duty in duties:
        by_task[duty.task_id].duties.append(duty)
        task_of[duty.pk] = duty.task_id
    _gather(by_task, task_of, period)
    found = [_work(gathered, period) for gathered in by_task.values()]
    return [work for work in found if work.owes or work.was_worked_on]


def _left_to(agency: Agency, period: Period) -> Collection[int]:
    known = _laid.get()
    lineage = known.lineage if known is not None else None
    if lineage is None:
        lineage = Succession.objects.lineage()
    if known is not None:
        known.lineage = lineage
    return lineage.left_to([agency.pk], period.last) - {agency.pk}


def _gather(by_task: Mapping[int, _Gathered], task_of: Mapping[int, int], period: Period) -> None:
    keys = list(task_of)
    within = Progress.objects.filter(
        duty__in=keys, reported_on__range=(period.first, period.last), sends_back=False, takes_back=None
    )
    taken_back = Progress.objects.filter(duty__in=keys).exclude(takes_back=None).values("takes_back")
    for one in within.exclude(pk__in=taken_back).select_related("duty").order_by("reported_on", "pk"):
        by_task[task_of[one.duty_id]].progress.append(one)
    about = ContentType.objects.get_for_model(Duty)
    kept = Evidence.objects.standing().filter(about_type=about, about_id__in=keys)
    for shown in kept.between(period.first, period.last).select_related("file").order_by("day", "pk"):
        by_task[task_of[shown.about_id]].evidence.append(shown)
    for owed in (
        Deliverable.objects.current().filter(duty__in=keys).select_related("duty").order_by("due_on", "pk")
    ):
        by_task[task_of[owed.duty_id]].owed.append(owed)


def _work(gathered: _Gathered, period: Period) -> TaskWork:
    task = gathered.task
    role = min((DutyRole(duty.role) for duty in gathered.duties), key=_ORDER.__getitem__)
    drafted, facts = list(_told(gathered)), list(_facts(gathered, period))
    quiet = not (drafted or facts)
    if quiet:
        facts = list(_quiet(gathered, period))
    return TaskWork(
        task=task,
        role=role,
        drafted=tuple(drafted),
        facts=tuple(facts),
        evidence=tuple(gathered.evidence),
        percent=max(duty.percent for duty in gathered.duties),
        dues=tuple((one.due_on, one.done_on) for one in gathered.owed),
        is_quiet=quiet,
    )


def _told(gathered: _Gathered) -> Iterator[Drafted]:
    said: set[str] = set()
    for one in gathered.progress:
        text = sentence(one.note)
        if text and text not in said:
            said.add(text)
            yield Drafted(text, (_progress(gathered, one),))


def _facts(gathered: _Gathered, period: Period) -> Iterator[Drafted]:
    done = [
        one for one in gathered.owed if one.done_on is not None and period.first <= one.done_on <= period.last
    ]
    if done:
        yield _done(gathered, "Hoàn thành", done)
    elif gathered.progress:
        last = gathered.progress[-1]
        yield Drafted(f"Mức độ hoàn thành: {last.percent}%.", (_progress(gathered, last),))
    if gathered.evidence:
        names = "; ".join(one.title.strip().rstrip(".") for one in gathered.evidence)
        sources = tuple(Source("evidence", one.pk, one.title, one.day) for one in gathered.evidence)
        yield Drafted(f"Tài liệu, sản phẩm: {names}.", sources)


def _done(gathered: _Gathered, words: str, results: Iterable[Deliverable]) -> Drafted:
    found = list(results)
    days = ", ".join(dict.fromkeys(written(one.done_on) for one in found if one.done_on))
    sources = dict.fromkeys(_source(gathered.task, one.done_on, SourceDay.DONE) for one in found)
    return Drafted(f"{words} ngày {days}.", tuple(sources))


def _quiet(gathered: _Gathered, period: Period) -> Iterator[Drafted]:
    """Of a task of which the period tells nothing: that it was done before, or is not due yet.  Nothing where a result was owed in it."""
    past = [one for one in gathered.owed if one.due_on <= period.last]
    if any(one.done_on is None or one.done_on >= period.first for one in past):
        return
    coming = [one for one in gathered.owed if one.due_on > period.last and not _before(one, period.last)]
    inside = [one for one in past if one.due_on >= period.first]
    if coming and not inside:
        due = coming[0].due_on
        source = _source(gathered.task, due, SourceDay.DUE)
        yield Drafted(f"Chưa đến thời hạn thực hiện ({written(due)}).", (source,))
    elif done := [one for one in inside or gathered.owed if _before(one, period.last)]:
        yield _done(gathered, "Đã hoàn thành", done)


def _before(one: Deliverable, day: date) -> bool:
    return one.done_on is not None and one.done_on <= day


def _progress(gathered: _Gathered, one: Progress) -> Source:
    return _source(gathered.task, one.reported_on, SourceDay.REPORTED)


def _source(task: Task, on: date | None, was: SourceDay) -> Source:
    return Source("task", task.pk, f"{task.number} {task.title.strip()}".strip(), on, was)


# ---- the other parts


def papers_of(agency: Agency | None, period: Period) -> list[RegisteredDocument]:
    """Papers that an agency issued in the period; None: that any agency of the province did."""
    rows = list(
        RegisteredDocument.objects.filter(date__range=(period.first, period.last))
        .exclude(issuer="")
        .order_by("date", "pk")
    )
    if not rows:
        return []
    matcher = Matcher.load(on=period.last)
    known = {issuer: matcher.known(issuer) for issuer in {row.issuer for row in rows}}
    if agency is None:
        return [row for row in rows if known[row.issuer] is not None]
    keys = {agency.pk, *_left_to(agency, period)}
    return [row for row in rows if (of := known[row.issuer]) is not None and of.pk in keys]


def cited(paper: RegisteredDocument) -> str:
    """A paper as it is cited: kind, number, day, summary."""
    day = f" ngày {written(paper.date)}" if paper.date else ""
    return f"{paper.kind or 'văn bản'} số {paper.number}{day}{about(paper.title)}".strip()


def _of_papers(report: Report, period: Period) -> list[Drafted]:
    papers = papers_of(report.agency, period)
    if not papers:
        return []
    sources = tuple(Source("document", one.pk, one.number, one.date) for one in papers)
    if report.is_of_province or len(papers) > MOST_PAPERS:
        return [Drafted(f"Trong kỳ đã ban hành {len(papers)} văn bản (danh mục tại Phụ lục).", sources)]
    return [
        Drafted(sentence(f"ban hành {cited(one)}"), (source,))
        for one, source in zip(papers, sources, strict=True)
    ]


def _of_focal(report: Report, period: Period) -> list[Drafted]:
    if report.agency is None:
        return []
    named = list(FocalOfficer.objects.current(period.last).filter(agency=report.agency))
    duties = {one.duty for one in named}
    if not {FocalDuty.LEADER, FocalDuty.OFFICER} <= duties:
        return []
    source = Source("agency", report.agency.pk, report.agency.name)
    return [Drafted("Đã cử đầu mối thông tin đối ngoại gồm 01 lãnh đạo và 01 cán bộ.", (source,))]


def _of_open_tasks(report: Report, period: Period) -> list[Drafted]:
    """What is still to be done, what is overdue first: work that was not done in time is the next period's, too."""
    owed = (
        Deliverable.objects.open()
        .filter(duty__task__plan=report.round.plan_id, duty__task__kind__in=TASKS)
        .filter(duty__began_on__lte=clock.today())  # a paper of an earlier day knows of no later task
        .exclude(duty__task__title__in=OBLIGATIONS)
    )
    if report.agency is not None:
        owed = owed.filter(duty__agency=report.agency)
    due = dict(owed.order_by().values_list("duty__task").annotate(Min("due_on")))
    tasks = list(Task.objects.filter(pk__in=list(due)).only("number", "title").order_by("position"))
    tasks.sort(key=lambda task: due[task.pk] > period.last)  # stable: in the plan's order
    horizon = _horizon(period)
    near = [task for task in tasks if horizon is None or due[task.pk] <= horizon]
    later = [task for task in tasks if horizon is not None and due[task.pk] > horizon]
    return [
        Drafted(
            f"{_to_do(due[task.pk], period)} nhiệm vụ {task.number} “{task.title.strip().rstrip('.;')}”, thời hạn"
            f" {written(due[task.pk])}.".replace("  ", " "),
            (_source(task, due[task.pk], SourceDay.DUE),),
        )
        for task in near
    ] + _going_on(later, due, period)


def _horizon(period: Period) -> date | None:
    """Until when the work of the time after a period is told one by one: the end of the next month or quarter; None for longer
    periods, after which all that is open is told."""
    if period.name.kind not in {PeriodKind.MONTH, PeriodKind.QUARTER}:
        return None
    return facts.calendar().period(next_of(period.name).code).last


def _going_on(tasks: Sequence[Task], due: Mapping[int, date], period: Period) -> list[Drafted]:
    """What is due after the next period, in one sentence."""
    if not tasks:
        return []
    numbers = ", ".join(task.number or f"“{task.title.strip()}”" for task in tasks)
    words = f"Tiếp tục thực hiện {len(tasks)} nhiệm vụ có thời hạn sau {next_words(period.name)}: {numbers}."
    return [Drafted(words, tuple(_source(task, due[task.pk], SourceDay.DUE) for task in tasks))]


def _to_do(due: date, period: Period) -> str:
    """What is to be done with a task; the days of an overdue one are its own, which the sentence names."""
    return "Thực hiện" if due > period.last else "Hoàn thành (quá hạn)"


_DRAWN = {"documents": _of_papers, "focal": _of_focal, "open_tasks": _of_open_tasks}


@dataclass(frozen=True, slots=True)
class PartDraft:
    """One part of the outline with what the records say for it (``facts``), and its tasks."""

    part: OutlinePart
    facts: tuple[Drafted, ...] = ()
    works: tuple[TaskWork, ...] = ()

    @property
    def place(self) -> str:
        return self.part.no

    @property
    def is_left_out(self) -> bool:
        """Whether an agency's report has nothing here to say: no task, nothing drafted, and not a part that people write, or that no report
        goes without."""
        return not (self.works or self.facts or self.part.is_owed) and self.part.draws in {
            "tasks",
            "documents",
            "focal",
            "open_tasks",
        }


def parts_of(report: Report) -> list[PartDraft]:
    """The parts of a report with what is drafted for each; for the province without tasks' words, which come from the agencies'."""
    if (known := _laid.get()) is not None and report.pk in known.parts:
        return known.parts[report.pk]
    made = _parts_of(report)
    if known is not None:
        known.parts[report.pk] = made
    return made


@contextmanager
def once() -> Iterator[None]:
    """Within it what is drafted for a report is laid out once: for a page, which writes nothing."""
    token = _laid.set(_Laid())
    try:
        yield
    finally:
        _laid.reset(token)


@dataclass(slots=True)
class _Laid:
    """What was laid out of some reports, by their keys."""

    parts: dict[int, list[PartDraft]] = field(default_factory=dict)
    questions: dict[int, figures.Asked] = field(default_factory=dict)
    lineage: Lineage | None = None


_laid: ContextVar[_Laid | None] = ContextVar("laid", default=None)


def _parts_of(report: Report) -> list[PartDraft]:
    outline = outline_of(report.round)
    period = period_of(report)
    works = works_of(report.round, report.agency, period) if report.agency else []
    by_part: dict[str, list[TaskWork]] = defaultdict(list)
    parts = outline.parts_for(province=report.is_of_province, span=span_of(report.round.name))
    known = {part.no for part in parts}
    for work in works:
        by_part[place_of(report.round, work.task, outline, known)].append(work)
    return [
        PartDraft(
            part,
            tuple(_DRAWN[part.draws](report, period)) if part.draws in _DRAWN else (),
            tuple(by_part[part.no]),
        )
        for part in parts
    ]


def place_of(round_: ReportRound, task: Task, outline: Outline, known: Collection[str]) -> str:
    """In which part of the outline a task stands: where the round keeps it, else by its words."""
    kept = round_.places.get(str(task.pk)) or outline.place(f"{task.title} {task.content}")
    return kept if kept in known else next(part.no for part in outline.parts if part.is_rest)


def tasks_by_part(round_: ReportRound, drafts: Iterable[PartDraft]) -> dict[str, list[Task]]:
    """The plan's tasks in the parts of an outline where they stand."""
    outline = outline_of(round_)
    found: dict[str, list[Task]] = {draft.part.no: [] for draft in drafts}
    for task in tasks_of(round_):
        found[place_of(round_, task, outline, found.keys())].append(task)
    return found


def tasks_of(round_: ReportRound) -> list[Task]:
    """The tasks of the plan that reports speak of, in its order."""
    found = round_.plan.tasks.filter(kind__in=TASKS).exclude(title__in=OBLIGATIONS)
    return list(found.shown().order_by("position"))


def shown_evidence(reader: object, works: Iterable[TaskWork]) -> dict[int, str]:
    """Where a reader may open the evidence of some tasks, by its key."""
    rows = [one for work in works for one in work.evidence]
    return {one.pk: one.page or one.url for one in with_pages(reader, rows)}


def shipped_rest() -> OutlinePart:
    """A part that stands for no part, where only the tasks matter."""
    return next(part for part in outlines.shipped().parts if part.is_rest)
