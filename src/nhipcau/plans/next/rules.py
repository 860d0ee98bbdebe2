"""Rules of the province's next plan: what keeps it from being presented, and how its tasks stand to last year's.

Pure; what is written comes in as plain values, days are passed in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from nhipcau.engines.officialdoc.amend.model import differing
from nhipcau.kernel.refusal import N_, Refused, Words
from nhipcau.kernel.standing import kept_day, written
from nhipcau.plans.next_states import Mark, Wish
from nhipcau.plans.rules import DUE_LABELS, PeriodWarning
from nhipcau.plans.units.rules import Level

Json = dict[str, Any]
MOST_TASKS = 1_000
MOST_NAMED = 10
MOST_PROPOSALS = 60
MOST_DEPTH = 5
YEARS = range(2000, 2200)


class Place(StrEnum):
    """Where a finding is put right."""

    HEAD = "head"
    TASK = "task"
    ADD = "add"
    NUMBERS = "numbers"
    DIRECTION = "direction"
    PROPOSAL = "proposal"
    REPLIES = "replies"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong or wanting: what (a sentence), how grave, and where it is put right.

    key: the task's, the direction's or the proposal's; of ``Place.ADD`` last year's task; 0 for the plan as a whole.
    """

    level: Level
    said: Refused
    place: Place
    key: int = 0

    @property
    def stops(self) -> bool:
        """Whether the plan cannot be presented with it."""
        return self.level is Level.ERROR


@dataclass(frozen=True, slots=True)
class WrittenTask:
    """One part of the draft as it stands.  is_leaf: it carries no other task that is in the plan.

    unknown: names of whoever answers for it that mean no agency yet; unknown_others: of whoever helps.  gone: names of
    agencies that are no more → who follows ("" for nobody).
    """

    key: int
    title: str
    number: str = ""
    is_group: bool = False
    is_leaf: bool = True
    left_out: bool = False
    reason: str = ""
    came_from: int | None = None
    leads: bool = False
    timing: Mapping[str, Any] | None = None
    timing_text: str = ""
    outputs: str = ""
    unknown: tuple[str, ...] = ()
    unknown_others: tuple[str, ...] = ()
    gone: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return short(f"{self.number} {self.title}")


@dataclass(frozen=True, slots=True)
class WrittenNext:
    """The draft as it stands, with what has to be decided before it is presented.

    unfinished: last year's tasks with results that are overdue → (name, how many).  directions: those that nobody decided
    on → their words; proposals: what agencies sent and nobody decided on → (who, what).  unanswered: how many agencies
    were asked and did not answer.
    """

    year: int
    title: str
    has_issuer: bool = True
    has_letter: bool = True
    bases: str = ""
    aims: str = ""
    recipients: str = ""
    six_month: date | None = None
    annual: date | None = None
    unit_plans: date | None = None
    tasks: tuple[WrittenTask, ...] = ()
    unfinished: Mapping[int, tuple[str, int]] = field(default_factory=dict)
    directions: Mapping[int, str] = field(default_factory=dict)
    proposals: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    unanswered: int = 0
    periods: tuple[PeriodWarning, ...] = ()


def findings(plan: WrittenNext) -> tuple[Finding, ...]:
    """All that keeps a draft from being presented (errors), or should be looked at, in the order of the paper."""
    found = [*_of_head(plan), *_of_last_year(plan), *_to_decide(plan)]
    for task in plan.tasks:
        if task.left_out or not task.is_leaf:
            continue
        found += [
            Finding(level, said, Place.TASK, task.key)
            for level, check in _TASK_CHECKS
            for said in check(task, plan)
        ]
    return (*found, *_of_numbers(plan))


def stopping(found: Iterable[Finding]) -> list[Finding]:
    """Those with which the plan cannot be presented."""
    return [one for one in found if one.stops]


def _of_head(plan: WrittenNext) -> Iterator[Finding]:
    def found(level: Level, reason: str, **details: object) -> Finding:
        return Finding(level, Refused(reason, **details), Place.HEAD)

    if not any(task.is_leaf and not task.is_group and not task.left_out for task in plan.tasks):
        yield found(Level.ERROR, N_("Dự thảo chưa có nhiệm vụ nào."))
    if not plan.has_issuer:
        yield found(Level.ERROR, N_("Chưa chọn cơ quan ban hành kế hoạch."))
    if not plan.has_letter:
        yield found(Level.WARNING, N_("Chưa chọn văn bản hướng dẫn của Bộ."))
    for words, empty in (
        (N_("Phần căn cứ còn trống."), not plan.bases.strip()),
        (N_("Phần mục đích, yêu cầu còn trống."), not plan.aims.strip()),
        (N_("Chưa ghi nơi nhận."), not plan.recipients.strip()),
    ):
        if empty:
            yield found(Level.WARNING, words)
    for label, day in (
        (N_("Hạn kế hoạch của đơn vị"), plan.unit_plans),
        (N_("Hạn báo cáo 6 tháng"), plan.six_month),
        (N_("Hạn báo cáo năm"), plan.annual),
    ):
        if day is None:
            yield found(Level.WARNING, N_("%(what)s còn trống."), what=Words(label))
        elif day.year != plan.year:
            yield found(
                Level.ERROR,
                N_("%(what)s (%(day)s) nằm ngoài năm %(year)s của kế hoạch."),
                what=Words(label),
                day=written(day),
                year=plan.year,
            )
    for warning in plan.periods:
        yield found(
            Level.WARNING,
            N_("%(period)s: hạn %(due)s sớm hơn ngày làm việc đầu tiên sau ngày chốt số liệu (%(closing)s)."),
            period=Words(DUE_LABELS[warning.kind]),
            due=written(warning.due),
            closing=written(warning.usual.closing),
        )


def _of_last_year(plan: WrittenNext) -> Iterator[Finding]:
    """What last year left unfinished is gone on with, or left out with a reason; never lost in silence."""
    carried = {task.came_from for task in plan.tasks}
    for key, (name, count) in plan.unfinished.items():
        if key not in carried:
            said = Refused(
                N_(
                    "Nhiệm vụ năm trước “%(task)s” còn %(count)s kết quả quá hạn chưa xong mà dự thảo không có."
                    " Hãy đưa vào, hoặc ghi lý do không đưa vào."
                ),
                task=short(name),
                count=count,
            )
            yield Finding(Level.ERROR, said, Place.ADD, key)


def _to_decide(plan: WrittenNext) -> Iterator[Finding]:
    if plan.directions:
        said = Refused(
            N_("%(count)s ý kiến chỉ đạo còn mở chưa xem xét, trước hết: “%(words)s”."),
            count=len(plan.directions),
            words=short(next(iter(plan.directions.values()))),
        )
        yield Finding(Level.ERROR, said, Place.DIRECTION, next(iter(plan.directions)))
    if plan.proposals:
        agency, words = next(iter(plan.proposals.values()))
        said = Refused(
            N_("%(count)s đề xuất chưa xem xét, trước hết của %(agency)s: “%(words)s”."),
            count=len(plan.proposals),
            agency=agency,
            words=short(words),
        )
        yield Finding(Level.ERROR, said, Place.PROPOSAL, next(iter(plan.proposals)))
    if plan.unanswered:
        said = Refused(N_("%(count)s cơ quan được hỏi chưa gửi đề xuất."), count=plan.unanswered)
        yield Finding(Level.WARNING, said, Place.REPLIES)


def _of_numbers(plan: WrittenNext) -> Iterator[Finding]:
    """Numbers that stand twice, or not at all."""
    stand = [task for task in plan.tasks if not task.left_out and (task.is_leaf or not task.is_group)]
    without = sum(not task.number.strip() for task in stand)
    if without:
        said = Refused(N_("%(count)s nhiệm vụ chưa có số. Hãy đánh số lại."), count=without)
        yield Finding(Level.WARNING, said, Place.NUMBERS)
    counted = Counter(number for task in stand if (number := task.number.strip(" .")))
    twice = [number for number, count in counted.items() if count > 1]
    if twice:
        said = Refused(
            N_("Số %(numbers)s có ở nhiều nhiệm vụ. Hãy đánh số lại."), numbers=", ".join(twice[:MOST_NAMED])
        )
        yield Finding(Level.WARNING, said, Place.NUMBERS)


Check = Callable[[WrittenTask, WrittenNext], Iterator[Refused]]


def _without_lead(task: WrittenTask, plan: WrittenNext) -> Iterator[Refused]:
    if not task.leads:
        yield Refused(N_("“%(task)s” chưa có cơ quan chủ trì hoặc thực hiện."), task=task.name)


def _without_time(task: WrittenTask, plan: WrittenNext) -> Iterator[Refused]:
    if not task.timing and not task.timing_text.strip():
        yield Refused(N_("“%(task)s” chưa ghi thời gian."), task=task.name)


def _outside_year(task: WrittenTask, plan: WrittenNext) -> Iterator[Refused]:
    when = outside(task.timing, plan.year)
    if when:
        yield Refused(
            N_("“%(task)s”: thời gian (%(when)s) nằm ngoài năm %(year)s của kế hoạch."),
            task=task.name,
            when=when,
            year=plan.year,
        )


def _without_output(task: WrittenTask, plan: WrittenNext) -> Iterator[Refused]:
    if not task.outputs.strip():
        yield Refused(N_("“%(task)s” chưa ghi sản phẩm."), task=task.name)


_UNKNOWN = N_("“%(task)s”: chưa rõ “%(name)s” là cơ quan nào.")


def _unknown_leads(task: WrittenTask, plan: WrittenNext) -> Iterator[Refused]:
    for name in task.unknown:
        yield Refused(_UNKNOWN, task=task.name, name=name)


def _unknown_others(task: WrittenTask, plan: WrittenNext) -> Iterator[Refused]:
    """Whoever only helps may stand in no list yet: it is settled on the running plan's page, as of a plan that was read."""
    for name in task.unknown_others:
        yield Refused(_UNKNOWN, task=task.name, name=name)


def _names_that_are_gone(task: WrittenTask, plan: WrittenNext) -> Iterator[Refused]:
    for name, heir in task.gone.items():
        reason = (
            N_("“%(task)s” ghi “%(name)s”, nay là %(heir)s.")
            if heir
            else N_("“%(task)s” ghi “%(name)s”, cơ quan này không còn.")
        )
        yield Refused(reason, task=task.name, name=name, **({"heir": heir} if heir else {}))


_TASK_CHECKS: tuple[tuple[Level, Check], ...] = (
    (Level.ERROR, _without_lead),
    (Level.ERROR, _without_time),
    (Level.ERROR, _outside_year),
    (Level.ERROR, _unknown_leads),
    (Level.WARNING, _unknown_others),
    (Level.WARNING, _without_output),
    (Level.WARNING, _names_that_are_gone),
)


def outside(timing: Mapping[str, Any] | None, year: int) -> str:
    """Which day or year of a time lies outside a year, in words; "" where work falls into it."""
    if not timing:
        return ""
    kind = timing.get("kind")
    first, last = timing.get("from"), timing.get("to")
    if kind in {"year", "quarter", "from quarter"}:
        named = timing.get("year")
        return str(named) if isinstance(named, int) and named != year else ""
    if kind in {"before", "date"}:
        day = kept_day(timing.get("date"))
        last_day = day - timedelta(days=1) if day is not None and kind == "before" else day
        return written(day) if day is not None and last_day is not None and last_day.year != year else ""
    if kind in {"period", "range", "from"}:
        begins, ends = _year_of(first), _year_of(last) if kind != "from" else None
        if begins is not None and begins > year:
            return _said(first)
        if ends is not None and ends < year:
            return _said(last)
    return ""


def _year_of(moment: Any) -> int | None:
    if isinstance(moment, int):
        return moment
    day = kept_day(moment)
    return day.year if day is not None else None


def _said(moment: Any) -> str:
    day = kept_day(moment) if not isinstance(moment, int) else None
    return written(day) if day is not None else str(moment)


def short(text: str) -> str:
    """Words on one line, cut where they are long."""
    words = " ".join(text.split()).rstrip(" .;")
    return words if len(words) <= 90 else f"{words[:88].rstrip()}…"


# --- how a task stands to last year's ---

MARK_TONES = {
    Mark.NEW: "info",
    Mark.KEPT: "",
    Mark.CHANGED: "warn",
    Mark.UNFINISHED: "bad",
    Mark.ENDED: "",
}


def changed_fields(now: Json, before: Json | None) -> tuple[str, ...]:
    """The fields (``amend.model.FIELDS``) in which a task differs from last year's as it would go on; numbers are not
    compared, since they move from year to year."""
    if before is None:
        return ()
    return tuple(name for name in differing(before, now) if name != "number")


def mark_of(*, left_out: bool, came_from: bool, changed: Sequence[str], overdue: int) -> Mark:
    """How a task stands to last year's: what is left out, then new, then what last year left unfinished, then changed."""
    if left_out:
        return Mark.ENDED
    if not came_from:
        return Mark.NEW
    if overdue:
        return Mark.UNFINISHED
    return Mark.CHANGED if changed else Mark.KEPT


def marks_counted(marks: Iterable[Mark]) -> dict[Mark, int]:
    """{mark: how many tasks}, each mark in its order, those of nothing too."""
    counted = Counter(marks)
    return {mark: counted[mark] for mark in Mark}


# --- what an act asks ---


def check_beginning(*, year: int, last_year: int | None) -> None:
    """Raise Refused for a year that no plan can be of, or that does not come after last year's."""
    if year not in YEARS:
        raise Refused(N_("Hãy ghi năm của kế hoạch, từ 2000 đến 2199."))
    if last_year is not None and year <= last_year:
        raise Refused(
            N_("Năm của kế hoạch (%(year)s) phải sau năm của kế hoạch được chọn để soạn từ đó (%(last)s)."),
            year=year,
            last=last_year,
        )


def check_task(*, title: str) -> None:
    """Raise Refused for a task without a name."""
    if not title.strip():
        raise Refused(N_("Hãy ghi tên nhiệm vụ."))


def check_room(tasks: int) -> None:
    """Raise Refused where a draft has as many tasks as it can have."""
    if tasks >= MOST_TASKS:
        raise Refused(N_("Dự thảo đã có %(most)s dòng, không thêm được nữa."), most=MOST_TASKS)


def check_depth(depth: int) -> None:
    """Raise Refused for a part below more groups than a paper can number: each level is a figure of the number (1.1.1.1.1).

    depth: of the lowest part that would come to stand there, 1 at the top.
    """
    if depth > MOST_DEPTH:
        raise Refused(
            N_("Kế hoạch đánh số được nhiều nhất %(most)s cấp. Hãy chọn nhóm ở cấp cao hơn."), most=MOST_DEPTH
        )


def check_leaving_out(reason: str) -> None:
    """Raise Refused unless it is said why something is not in the plan."""
    if not reason.strip():
        raise Refused(N_("Hãy ghi lý do không đưa vào kế hoạch."))


def check_asking(*, due: date, today: date) -> None:
    """Raise Refused for a day by which nobody can answer."""
    if due < today:
        raise Refused(N_("Hạn gửi đề xuất phải từ hôm nay trở đi."))


def check_proposal(*, wish: str, has_task: bool, title: str, changes: bool, reason: str) -> None:
    """Raise Refused for a proposal that nobody could take up: without a reason, without a name for a new task, without
    a word for a changed one."""
    if not reason.strip():
        raise Refused(N_("Hãy ghi lý do đề xuất."))
    if wish == Wish.NEW and not title.strip():
        raise Refused(N_("Hãy ghi tên nhiệm vụ đề xuất thêm."))
    if wish != Wish.NEW and not has_task:
        raise Refused(N_("Hãy chọn nhiệm vụ."))
    if wish == Wish.CHANGE and not changes:
        raise Refused(N_("Hãy sửa ít nhất một mục: tên, nội dung, thời gian, sản phẩm hoặc kinh phí."))


def check_sending(*, proposals: int, nothing: bool) -> None:
    """Raise Refused for an answer that says nothing, or both."""
    if nothing and proposals:
        raise Refused(
            N_("Đã có %(count)s đề xuất. Hãy xóa các đề xuất, hoặc gửi các đề xuất ấy."), count=proposals
        )
    if not nothing and not proposals:
        raise Refused(N_("Chưa có đề xuất nào. Hãy thêm đề xuất, hoặc bấm “Không có đề xuất”."))


def check_declining(reason: str) -> None:
    """Raise Refused unless the agency is told why."""
    if not reason.strip():
        raise Refused(N_("Hãy ghi lý do không tiếp thu; cơ quan đề xuất đọc nguyên văn."))
