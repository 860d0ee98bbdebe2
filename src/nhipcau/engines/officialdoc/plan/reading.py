"""A yearly plan out of the typed parts of an official document: tasks, duties with dates, doubts.

Reads what the plan says and nothing more.  Three ways of writing tasks are understood: headings with
labelled points, tables, and sentences agency by agency; the first that names agencies is the plan's.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace

from nhipcau.engines.vntext import find_dates, find_definitions, fold, fold_in_place, regexes
from nhipcau.engines.vntext.records import record
from nhipcau.engines.vntext.regexes import regex

from ..model import (
    Attachment,
    Basis,
    Block,
    Head,
    OfficialDocument,
    Paragraph,
    Recipients,
    Role,
    Signature,
    Table,
)
from .above import led_from_above
from .by_agency import tasks_by_agency, told_by_agency
from .doubts import doubts_of
from .duties import read_obligations
from .model import PlanHead, PlanReading, TaskReading, Worded
from .outline import Part, hoist_lone_duties, outline
from .owed import owed_by_agency, tied
from .references import assign_by_reference
from .table_columns import continued, with_head_of
from .tables import read_task_table
from .tasks import tasks_of_part
from .titles import PartKind
from .words import Words

_YEAR = regex(r"\bnam\s*(20[0-9]{2})\b")
_SPAN = regex(r"\b(20[0-9]{2})\s*[-–]\s*(20[0-9]{2})\b")
_AIMED_AT = regex(
    r"(?:tam nhin|dinh huong|huong toi|huong den|muc tieu|phan dau|\bden|\btoi|\btruoc|\bsau)\s+(?:den\s+|toi\s+|het\s+|cuoi\s+|nhung\s+)*(?:nam\s*)?20[0-9]{2}"
)
_OWN_PLAN = regex(r"(?:ban hanh|xay dung|lap|trien khai)\s+(?:va trien khai\s+)?ke hoach\b|^ke hoach nay")
_PLAN_KINDS = ("kế hoạch", "chương trình", "đề án", "phương án", "chương trình công tác")


@record(frozen=True)
class _Body:
    """Where the plan itself stands: the document, or what is attached to it."""

    head: Head
    blocks: tuple[Block, ...]
    bases: tuple[Basis, ...]
    signature: Signature | None
    recipients: Recipients | None
    annexes: tuple[Attachment, ...]
    attached: bool = False


def read_plan(document: OfficialDocument) -> PlanReading:
    """The plan in a document (its own or attached to a decision) as tasks, obligations and doubts.

    Never raises on a document that is no plan: its reading has no tasks and a doubt says so.
    """
    body = _body(document)
    year, year_sure = plan_year(document, body.head, body.blocks)
    parts = outline(body.blocks, document)
    for part in parts:
        hoist_lone_duties(part.root)
    found, left = _tasks(parts, body, document, year)
    tasks = _number_once(found)
    duty_parts = parts
    if body.attached:
        duty_parts = parts + outline(_body_blocks(document.blocks), document)
    obligations = read_obligations(duty_parts, year)
    head = _head(document, body, year)
    return PlanReading(
        document=head,
        bases=body.bases if body.bases and not body.attached else _bases(document, body),
        tasks=tuple(tasks),
        obligations=tuple(obligations),
        doubts=tuple(doubts_of(head, year_sure, tasks, obligations, document, left)),
        budget=_money(parts),
        abbreviations=tuple(find_definitions(_plain(body.blocks))),
        warnings=document.warnings,
    )


def _body(document: OfficialDocument) -> _Body:
    """The plan is the document, unless a plan is attached to it ("QUYẾT ĐỊNH ban hành Kế hoạch ...")."""
    plans = [part for part in document.attachments if _is_plan(part)]
    own_kind = (document.head.kind or "").lower()
    if plans and own_kind not in _PLAN_KINDS:
        plan = plans[0]
        annexes = tuple(part for part in document.attachments if part is not plan)
        return _Body(
            plan.head, plan.body, plan.bases, plan.signature, plan.recipients, annexes, attached=True
        )
    return _Body(
        document.head,
        _body_blocks(document.blocks),
        document.bases,
        document.signature,
        document.recipients,
        document.attachments,
    )


def _is_plan(part: Attachment) -> bool:
    words = fold(f"{part.kind or ''} {part.title or ''}")
    return part.label is None and bool(regexes.search(r"ke hoach|chuong trinh|nhiem vu|de an", words))


def _body_blocks(blocks: Sequence[Block]) -> tuple[Block, ...]:
    return tuple(block for block in blocks if block.role is Role.BODY)


def _bases(document: OfficialDocument, body: _Body) -> tuple[Basis, ...]:
    return (*document.bases, *(basis for basis in body.bases if basis not in document.bases))


def plan_year(document: OfficialDocument, head: Head, blocks: Sequence[Block]) -> tuple[int | None, float]:
    """The plan's year and how sure it is: from the title, else the opening words, else the year of signing (which a
    head may print without a day)."""
    for title in (head.title, document.head.title):
        if title and (found := year_of(title)):
            return found, 1.0
    for block in blocks[:4]:
        opening = _OWN_PLAN.search(fold_in_place(block.text)) if isinstance(block, Paragraph) else None
        if opening and isinstance(block, Paragraph) and (found := year_of(block.text[opening.start() :])):
            return found, 0.8
    signed = document.head.date or head.date
    year = signed.year if signed else document.head.dated_year or head.dated_year
    return (year, 0.5) if year else (None, 0.0)


def year_of(text: str) -> int | None:
    """The year that a title sets for its plan: no year of a cited document's date, none that is only aimed at
    ("tầm nhìn đến năm 2045"); of a span the first."""
    for day in reversed(find_dates(text)):
        text = f"{text[: day.start]} {text[day.end :]}"
    folded = _AIMED_AT.sub(" ", fold_in_place(text))
    years = [int(year) for year in _YEAR.findall(folded)]
    if years:
        return years[-1]
    span = _SPAN.search(folded)
    return int(span.group(1)) if span else None


def _tasks(
    parts: list[Part], body: _Body, document: OfficialDocument, year: int | None
) -> tuple[list[TaskReading], list[Words]]:
    """The tasks of the content (headings or tables) with what agencies owe besides; where no content names agencies,
    the sentences by agency alone.  Second: sentences of agencies that were taken for neither."""
    by_part = [
        (
            part,
            tasks_by_agency([part], year)
            if part.kind is None and told_by_agency(part)
            else led_from_above(part, tasks_of_part(part, year), year),
        )
        for part in parts
        if part.kind in (PartKind.TASKS, None) and (part.label or part.heading or part.nodes)
    ]
    headed = [(part, tasks) for part, tasks in by_part if _names_agencies(tasks)]
    named = [(part, tasks) for part, tasks in by_part if part.kind is PartKind.TASKS and tasks]
    tabled = _table_tasks(parts, body, document, year) or _annex_tasks(body, document, year)
    organisation = [part for part in parts if part.kind is PartKind.ORGANISATION]
    if headed and not (
        tabled and _share(tabled) > 0.5 > _share([task for _, tasks in headed for task in tasks])
    ):
        tasks, left = _with_owed(headed, organisation, year)
        return (assign_by_reference(tasks, organisation) or tasks) + _further(tabled, tasks), left
    if _names_agencies(tabled):
        beside = [part for part in organisation if not any(node.tables for node in part.root.walk())]
        owed = owed_by_agency(beside, year)
        numbers = {task.number for one in tabled for task in one.walk()}
        clash = any(task.number in numbers for _, tasks in owed.tasks for one in tasks for task in one.walk())
        more = _signed(owed.tasks) if clash else _joined(owed.tasks)
        return tabled + _further(tied(more, tabled), tabled), owed.left
    cited = assign_by_reference(_joined(named), organisation)
    if cited:
        return cited, []
    told = tasks_by_agency(organisation, year)
    if not _names_agencies(told):
        told = tasks_by_agency([part for part in parts if part.kind is PartKind.TASKS], year)
    if _names_agencies(told):
        return told, []
    return _joined(named) or tabled, []


def _with_owed(
    headed: list[tuple[Part, list[TaskReading]]], organisation: Sequence[Part], year: int | None
) -> tuple[list[TaskReading], list[Words]]:
    """The content's tasks and the agencies' own; where their numbers clash, each part's number goes in front."""
    owed = owed_by_agency([part for part in organisation if part not in [own for own, _ in headed]], year)
    count = sum(len(tasks) for _, tasks in headed)
    joined = _joined([*headed, *owed.tasks], owed.numbers)
    return [*joined[:count], *tied(joined[count:], joined[:count])], owed.left


def _table_tasks(
    parts: list[Part], body: _Body, document: OfficialDocument, year: int | None
) -> list[TaskReading]:
    tables: list[Table] = []
    for part in parts:
        for node in part.root.walk():
            tables += node.tables
    for annex in body.annexes:
        tables += [block for block in annex.blocks if isinstance(block, Table)]
        tables += [table for table in annex.tables if table not in tables]
    found: list[TaskReading] = []
    before: Table | None = None
    for table in _over_pages(tables):
        table = with_head_of(table, before)
        before = table
        tasks = read_task_table(table, document, year)
        if tasks:
            found += _further(tasks, found) if found else tasks
    return found


def _over_pages(tables: Sequence[Table]) -> list[Table]:
    """The tables; two that a page parted in the middle of a row are one."""
    whole: list[Table] = []
    for table in tables:
        joined = continued(whole[-1], table) if whole else None
        if joined is not None:
            whole[-1] = joined
        else:
            whole.append(table)
    return whole


def _annex_tasks(body: _Body, document: OfficialDocument, year: int | None) -> list[TaskReading]:
    """The tasks of annexes that tell them by headings with labelled points, as the body of a plan does."""
    found: list[tuple[Part, list[TaskReading]]] = []
    for annex in body.annexes:
        for part in outline(annex.body, document):
            hoist_lone_duties(part.root)
            tasks = led_from_above(part, tasks_of_part(part, year), year)
            if _names_agencies(tasks):
                found.append((part, tasks))
    return _joined(found)


def _names_agencies(tasks: Sequence[TaskReading]) -> bool:
    return any(leaf.assigned for task in tasks for leaf in task.walk())


def _share(tasks: Sequence[TaskReading]) -> float:
    """The part of the leaves that name an agency."""
    leaves = [leaf for task in tasks for leaf in task.walk() if not leaf.children]
    return sum(leaf.assigned for leaf in leaves) / len(leaves) if leaves else 0.0


def _joined(found: list[tuple[Part, list[TaskReading]]], beside: Set[str] = frozenset()) -> list[TaskReading]:
    """The tasks of several parts; when their numbers clash, each part's number goes in front.

    beside: numbers of points in the last parts that are no tasks, and clash all the same.
    """
    firsts = [{task.number.split(".")[0] for task in tasks} for _, tasks in found]
    numbers = [task.number for _, tasks in found for task in tasks]
    if (
        len(set(numbers)) == len(numbers)
        and len(set().union(*firsts)) == sum(map(len, firsts))
        and not (beside and firsts and beside & firsts[0])
    ):
        return [task for _, tasks in found for task in tasks]
    return _signed(found)


def _signed(found: list[tuple[Part, list[TaskReading]]]) -> list[TaskReading]:
    """The tasks of several parts, each part's number before theirs."""
    joined = []
    for part, tasks in found:
        sign = regexes.sub(r"[^\w]", "", part.label.text.split()[-1]) if part.label else ""
        joined += [_prefixed(task, sign) if sign else task for task in tasks]
    return joined


def _prefixed(task: TaskReading, sign: str) -> TaskReading:
    children = tuple(_prefixed(child, sign) for child in task.children)
    return replace(task, number=f"{sign}.{task.number}", children=children)


def _further(tasks: list[TaskReading], have: Sequence[TaskReading]) -> list[TaskReading]:
    """Tasks that a second telling (an annex) adds: those whose titles are not told already."""
    known = {fold(task.title)[:60] for one in have for task in one.walk()}
    added = [task for task in tasks if not any(fold(leaf.title)[:60] in known for leaf in task.walk())]
    numbers = {task.number for one in have for task in one.walk()}
    clash = any(task.number in numbers for one in added for task in one.walk())
    return [_prefixed(task, "PL") for task in added] if clash else added


def _number_once(tasks: list[TaskReading]) -> list[TaskReading]:
    """Every task a number of its own: a number that starts again under each group takes the group's."""
    numbers = [task.number for one in tasks for task in one.walk()]
    if len(set(numbers)) == len(numbers):
        return tasks
    widened = [_under(task, "") for task in tasks]
    seen: dict[str, int] = {}
    return [_unique(task, seen) for task in widened]


def _under(task: TaskReading, parent: str, old_parent: str = "") -> TaskReading:
    """The number with its parent's new one in front: "1" under "B" is "B.1", and its "1.2" is "B.1.2"."""
    old = task.number
    number = old
    if parent:
        own = old.removeprefix(f"{old_parent}.") if old_parent else old
        number = old if old.startswith(f"{parent}.") else f"{parent}.{own}"
    children = tuple(_under(child, number, old) for child in task.children)
    return replace(task, number=number, children=children)


def _unique(task: TaskReading, seen: dict[str, int]) -> TaskReading:
    """A number given twice by mistake: the second is marked "2*", for a person to settle."""
    seen[task.number] = seen.get(task.number, 0) + 1
    number = task.number + "*" * (seen[task.number] - 1)
    return replace(task, number=number, children=tuple(_unique(child, seen) for child in task.children))


def _head(document: OfficialDocument, body: _Body, year: int | None) -> PlanHead:
    own, plan = document.head, body.head
    sources = {**plan.sources, **own.sources} if body.attached else dict(own.sources)
    if body.attached and "title" in plan.sources:
        sources["plan_title"] = plan.sources["title"]
    return PlanHead(
        number=own.number,
        kind=own.kind,
        issuer=own.issuer,
        place=own.place,
        date=own.date,
        title=own.title or plan.title,
        plan_title=plan.title or own.title,
        year=year,
        signer=document.signature or body.signature,
        recipients=document.recipients or body.recipients,
        sources=sources,
    )


def _money(parts: list[Part]) -> tuple[Worded, ...]:
    """The words of the part on money, paragraph by paragraph."""
    found: list[Worded] = []
    for part in parts:
        if part.kind is not PartKind.BUDGET:
            continue
        for node in part.root.walk():
            words = [node.heading] if node.heading and node is not part.root else []
            words += node.body
            words += [piece for field in node.fields for piece in field.words]
            found += [Worded(piece.text, piece.source, piece.sure) for piece in words if piece]
    return tuple(found)


def _plain(blocks: Sequence[Block]) -> str:
    return "\n".join(block.text for block in blocks if isinstance(block, Paragraph))
