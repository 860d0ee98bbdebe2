"""What the pages of agencies' own plans show, as values made once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from nhipcau.agencies.models import Agency, Officer
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.saying import say
from nhipcau.kernel.sentences import language
from nhipcau.kernel.standing import Standing, standing, written
from nhipcau.office.asks import permissions as asking
from nhipcau.office.asks import queries as asks
from nhipcau.office.asks.queries import Row as AskRow
from nhipcau.office.signing import heads, printing
from nhipcau.office.signing import queries as signing
from nhipcau.office.signing.deeds import issue_of, signature_in
from nhipcau.office.signing.kinds import Going, Mark
from nhipcau.office.signing.pages import SigningPart, part_of
from nhipcau.plans.models import UnitLine, UnitPlan
from nhipcau.plans.permissions import RUN_PLANS
from nhipcau.plans.unit_states import UnitPlanState
from nhipcau.plans.units import kind, paper, permissions, queries, rules
from nhipcau.plans.units.actions.writing import check_line_open
from nhipcau.plans.units.rules import MARK_LABELS, MARK_TONES, Finding, Place

HANDED_IN = (UnitPlanState.SUBMITTED.value, UnitPlanState.ACCEPTED.value)


@dataclass(frozen=True, slots=True)
class Shown:
    """One finding in words, with where it is put right."""

    words: str
    url: str
    stops: bool


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line as the page lists it."""

    line: UnitLine
    output: str
    time: str
    money: str
    source: str
    mark: str
    mark_tone: str
    is_open: bool
    lock: str
    is_mended: bool
    wrong: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one task, under its name; task: None for the agency's own work."""

    number: str
    title: str
    url: str
    leads: bool
    rows: list[LineRow] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class UnitPlanPage:
    """All that the page of an agency's plan shows to one reader.  locked: why whoever drafts can change nothing of it now."""

    state: str
    tone: str
    since: str
    locked: str
    due: date
    standing: Standing
    groups: list[Group]
    lines: int
    sums: list[tuple[str, str]]
    total: str
    findings: list[Shown]
    errors: int
    left_out: list[UnitLine]
    asks: list[AskRow]
    signing: SigningPart | None
    going: Going
    may_write: bool
    may_head: bool
    may_add: bool
    may_submit: bool
    may_judge: bool
    may_accept: bool
    may_return: bool
    may_ask: bool
    may_present: bool
    may_choose_signer: bool
    not_presented: str


def page_of(unit_plan: UnitPlan, *, reader: Officer, today: date, now: datetime) -> UnitPlanPage:
    """The page for one reader: who drafts sees what is open and what is wanting, the coordinator what to decide on."""
    lines = list(unit_plan.lines.in_order())
    drafts = permissions.may_draft(reader, unit_plan.agency)
    judges = reader.may(RUN_PLANS)
    works_on = permissions.works_on(reader, unit_plan)
    runs = unit_plan.plan.is_open
    version = signing.standing(unit_plan)
    signed = version is not None and signature_in(version) is not None
    issue = issue_of(version) if version else None
    returned = unit_plan.state == UnitPlanState.RETURNED
    open_head = unit_plan.state == UnitPlanState.DRAFT or (returned and bool(unit_plan.head_returned))
    accepted = unit_plan.state == UnitPlanState.ACCEPTED
    looked_at = unit_plan.state in (UnitPlanState.DRAFT, UnitPlanState.RETURNED, UnitPlanState.SUBMITTED)
    found = queries.findings_of(unit_plan, lines, today=today) if looked_at and (drafts or judges) else ()
    part = part_of(unit_plan, reader, edits=drafts) if works_on and accepted else None
    lacks = next((one.text for one in part.missing), "") if part is not None else ""
    presents = drafts and accepted and version is None and runs
    due = queries.due_of(unit_plan.plan, unit_plan.agency)
    done = queries.submitted_on(unit_plan)
    handed_in = unit_plan.state in HANDED_IN
    sums = rules.sums(map(queries.written_line, lines))
    writes = drafts and runs and not signed
    locked = _locked(unit_plan) if writes else ""
    return UnitPlanPage(
        state=unit_plan.get_state_display(),
        tone=queries.BOARD_TONES[unit_plan.state],
        since=unit_plan.since_said,
        locked=locked,
        due=due,
        standing=standing(due, done if handed_in else None, today),
        groups=_groups(unit_plan, lines, found, writes=writes),
        lines=len(lines),
        sums=[(_source(source), money_words(amount)) for source, amount in sums.items()],
        total=money_words(sum(sums.values())) if sums else "",
        findings=[
            _shown(one, unit_plan, edits=writes and not locked)
            for one in sorted(found, key=lambda one: not one.stops)
        ],
        errors=len(rules.stopping(found)),
        left_out=queries.left_out(unit_plan) if drafts or judges else [],
        asks=asks.about(
            unit_plan,
            now,
            of=None if works_on else reader,
            opens=lambda asked: asking.may_open(reader, asked),
        ),
        signing=part,
        going=_going(unit_plan, today) if part is not None and issue is None else Going(),
        may_write=writes,
        may_head=writes and open_head,
        may_add=writes and open_head,
        may_submit=writes and unit_plan.may("submit"),
        may_judge=judges and runs,
        may_accept=judges and runs and unit_plan.may("accept"),
        may_return=judges and runs and unit_plan.may("send_back") and not signed,
        may_ask=drafts and runs and unit_plan.plan.coordinator_id not in (None, unit_plan.agency_id),
        may_present=presents and not lacks,
        may_choose_signer=writes and accepted,
        not_presented=lacks if presents else "",
    )


def _locked(unit_plan: UnitPlan) -> str:
    """Why nothing of it can be changed now: since when and by whom; "" while something can."""
    try:
        unit_plan.go("mend" if unit_plan.state == UnitPlanState.RETURNED else "write")
    except Refused as refused:
        return say(refused)
    return ""


def _groups(
    unit_plan: UnitPlan, lines: Iterable[UnitLine], found: Iterable[Finding], *, writes: bool
) -> list[Group]:
    leads = {task.key: task.leads for task in queries.tasks_given(unit_plan.plan, unit_plan.agency)}
    wrong: dict[int, list[str]] = {}
    for one in found:
        if one.place is Place.LINE and one.stops:
            wrong.setdefault(one.key, []).append(say(one.said))
    groups: dict[int | None, Group] = {}
    for line in lines:
        task = line.task
        if line.task_id not in groups:
            groups[line.task_id] = Group(
                number=task.number if task else "",
                title=task.title if task else _("Việc riêng của cơ quan"),
                url=reverse("plans:task", args=[task.pk]) if task else "",
                leads=leads.get(line.task_id or 0, False),
            )
        groups[line.task_id].rows.append(_row(unit_plan, line, tuple(wrong.get(line.pk, ())), writes=writes))
    return list(groups.values())


def _row(unit_plan: UnitPlan, line: UnitLine, wrong: tuple[str, ...], *, writes: bool) -> LineRow:
    lock = ""
    if writes:
        try:
            check_line_open(unit_plan, line)
        except Refused as refused:
            lock = say(refused)
    mark = queries.mark_of(line)
    words = {"amount": line.amount, "unit": line.unit, "output": line.output}
    return LineRow(
        line=line,
        output=paper.output_words(words),
        time=" – ".join(written(day) for day in dict.fromkeys(line.span) if day),
        money=money_words(line.money) if line.money else "",
        source=_source(line.source) if line.source else "",
        mark=_(MARK_LABELS[mark]) if unit_plan.last_year_id else "",
        mark_tone=MARK_TONES[mark],
        is_open=writes and not lock,
        lock=lock if unit_plan.state == UnitPlanState.RETURNED else "",
        is_mended=line.returned_at is not None and line.edited_at > line.returned_at,
        wrong=wrong,
    )


def line_words(line: UnitLine) -> str:
    """A line in one sentence, for whoever judges it."""
    days = " – ".join(written(day) for day in dict.fromkeys(line.span) if day)
    output = paper.output_words({"amount": line.amount, "unit": line.unit, "output": line.output})
    money = f"{money_words(line.money)}, {_source(line.source)}" if line.money else ""
    return " · ".join(filter(None, (output, line.in_charge, line.together_with, days, money)))


def money_words(amount: int) -> str:
    """Money as the reader's language writes it: "300 triệu đồng", "1,250.5 million dong"; papers are Vietnamese whoever reads."""
    if language() != "en":
        return paper.millions(amount)
    if amount < 1_000_000:
        return f"{amount:,} dong"
    whole, rest = divmod(amount, 1_000_000)
    return f"{whole:,}{f'.{rest:06d}'.rstrip('0') if rest else ''} million dong"


def _source(source: str) -> str:
    return str(dict(UnitLine._meta.get_field("source").flatchoices).get(source) or _("chưa rõ nguồn"))


def _shown(one: Finding, unit_plan: UnitPlan, *, edits: bool) -> Shown:
    return Shown(say(one.said), _where(one, unit_plan) if edits else "", one.stops)


def _where(one: Finding, unit_plan: UnitPlan) -> str:
    if one.place is Place.LINE:
        return reverse("plans:unit_line", args=[one.key])
    if one.place is Place.ADD:
        return f"{reverse('plans:unit_line_add', args=[unit_plan.pk])}?nhiem_vu={one.key}"
    return reverse("plans:unit_plan_edit", args=[unit_plan.pk])


def _going(unit_plan: UnitPlan, day: date) -> Going:
    """Where its receivers would get it."""
    names = [line.strip(" -;.") for line in unit_plan.recipients.splitlines() if line.strip(" -;.")]
    helping = [line.together_with for line in unit_plan.lines.all()]
    return kind.going_to(names, helping=helping, on=day, without=unit_plan.agency_id)


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One agency on the board; one that was handed in and sent back since is owed again."""

    agency: Agency
    state: str
    tone: str
    url: str
    due: date
    standing: Standing
    submitted: datetime | None
    lines: int


def board_rows(agencies: Iterable[Agency], *, today: date) -> list[BoardRow]:
    """Agencies as ``queries.board`` gives them, in words."""
    rows = []
    for one in agencies:
        shown: Any = one
        sent = timezone.localdate(shown.unit_submitted) if shown.unit_submitted else None
        done = {queries.REPORTED: shown.unit_reported, **dict.fromkeys(HANDED_IN, sent)}.get(shown.unit_state)
        rows.append(
            BoardRow(
                agency=one,
                state=_(queries.BOARD_LABELS[shown.unit_state]),
                tone=queries.BOARD_TONES[shown.unit_state],
                url=reverse("plans:unit_plan", args=[shown.unit_plan]) if shown.unit_plan else "",
                due=shown.unit_due,
                standing=standing(shown.unit_due, done, today),
                submitted=shown.unit_submitted,
                lines=shown.unit_lines or 0,
            )
        )
    return rows


def board_figures(counted: queries.BoardCount) -> list[tuple[str, str, int, str]]:
    """(state, label, number, tone) of the board's figures; each leads to the rows that it counts."""
    tones = queries.BOARD_TONES | {queries.LATE: "bad" if counted.late else ""}
    states = (UnitPlanState.ACCEPTED, UnitPlanState.SUBMITTED, UnitPlanState.RETURNED, UnitPlanState.DRAFT)
    return [
        (str(state), _(queries.FILTERS[state]), counted.of(state), tones[state])
        for state in (*states, queries.NOT_BEGUN, queries.REPORTED, queries.LATE)
        if counted.of(state) or state != queries.REPORTED
    ]


def draft_file(unit_plan: UnitPlan, ending: str) -> tuple[BytesIO, str]:
    """The plan as a file with number and day left open, and its name.  Raises Refused."""
    with override("vi"):
        signer = heads.expected_signer(unit_plan.signer, unit_plan.agency)
        draft = paper.paper_of(paper.content_of(unit_plan), Mark(signer=signer))
        name = slugify(str(unit_plan).replace("Đ", "D").replace("đ", "d"))[:60]
    content = printing.plain_pdf(draft) if ending == "pdf" else printing.docx_of(draft)
    return BytesIO(content), f"du-thao-{name}.{ending}"
