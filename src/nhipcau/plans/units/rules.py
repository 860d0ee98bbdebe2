"""Rules of an agency's own plan: what is wrong or wanting in it, line by line, and what changed since last year.

Pure; what is written comes in as plain values, days are passed in.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from nhipcau.engines.vntext import fold
from nhipcau.kernel.refusal import N_, Refused, Words
from nhipcau.kernel.standing import written

MOST_LINES = 300
MOST_MONEY = 10**15  # đồng: beyond what a province spends in a year
DAYS_AFTER_PLAN = 20
"""Working days after the province's plan, where neither it nor the coordinator names a day for unit plans."""
REPORTS_BEFORE = 5
"""So many days before the province's report an agency gathers its own, as a form proposes it."""


@dataclass(frozen=True, slots=True)
class GivenTask:
    """A task that the province's plan gives an agency.

    leads: whether it answers for it; else it coordinates.  last: the last day that the plan fixes for it, None where it
    goes on all year.  paid: whether the plan names money for it.
    """

    key: int
    number: str
    title: str
    leads: bool
    last: date | None = None
    paid: bool = False

    @property
    def name(self) -> str:
        return f"{self.number} {self.title}".strip()


@dataclass(frozen=True, slots=True)
class WrittenLine:
    """One line as it stands; key: 0 for one that is not kept yet."""

    key: int
    task: int | None
    work: str
    output: str = ""
    amount: int | None = None
    unit: str = ""
    in_charge: str = ""
    together_with: str = ""
    begins: date | None = None
    ends: date | None = None
    money: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class WrittenPlan:
    """An agency's plan as it stands.  gone: names that it writes of agencies that are no more, with who follows."""

    year: int
    agency: str
    agency_ended: date | None = None
    leader: str = ""
    focal: str = ""
    aims: str = ""
    recipients: str = ""
    reports_half: date | None = None
    reports_year: date | None = None
    lines: tuple[WrittenLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """What the province's plan lays down: its tasks for the agency, its report days, names of agencies that are no more.

    gone: a name that some line writes → who does that agency's work on the day of the plan ("" for nobody).
    """

    tasks: tuple[GivenTask, ...]
    half: date
    whole: date
    gone: Mapping[str, str] = field(default_factory=dict)


class Level(StrEnum):
    ERROR = "error"
    WARNING = "warning"


class Place(StrEnum):
    """Where a finding is put right."""

    HEAD = "head"
    LINE = "line"
    ADD = "add"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong or wanting: what (a sentence), how grave, and where it is put right.

    key: the line's, or for ``Place.ADD`` the task's; 0 for the head of the plan.
    """

    level: Level
    said: Refused
    place: Place
    key: int = 0

    @property
    def stops(self) -> bool:
        """Whether the plan cannot be handed in with it."""
        return self.level is Level.ERROR


def findings(plan: WrittenPlan, frame: Frame) -> tuple[Finding, ...]:
    """All that the coordinator would send back, in the order of the paper: errors keep it from being handed in."""
    found = [*_of_head(plan, frame)]
    for line in plan.lines:
        found += [
            Finding(level, said, Place.LINE, line.key)
            for level, check in _LINE_CHECKS
            for said in check(line, plan, frame)
        ]
    return (*_of_tasks(plan, frame), *found)


def stopping(found: Iterable[Finding]) -> list[Finding]:
    return [one for one in found if one.stops]


def _of_tasks(plan: WrittenPlan, frame: Frame) -> Iterator[Finding]:
    """Each task that the agency leads has a line."""
    held = {line.task for line in plan.lines}
    for task in frame.tasks:
        if task.leads and task.key not in held:
            said = Refused(
                N_("Nhiệm vụ %(task)s do cơ quan chủ trì chưa có dòng nào."), task=_short(task.name)
            )
            yield Finding(Level.ERROR, said, Place.ADD, task.key)
    if not plan.lines:
        said = Refused(N_("Kế hoạch chưa có dòng công việc nào."))
        yield Finding(Level.ERROR, said, Place.HEAD)


def _of_head(plan: WrittenPlan, frame: Frame) -> Iterator[Finding]:
    def found(level: Level, reason: str, **details: object) -> Finding:
        return Finding(level, Refused(reason, **details), Place.HEAD)

    if plan.agency_ended is not None:
        yield found(
            Level.ERROR,
            N_("%(agency)s không còn từ sau ngày %(day)s; kế hoạch phải mang tên cơ quan tiếp nhận."),
            agency=plan.agency,
            day=written(plan.agency_ended),
        )
    if not plan.leader.strip():
        yield found(Level.ERROR, N_("Chưa ghi lãnh đạo phụ trách."))
    if not plan.focal.strip():
        yield found(Level.ERROR, N_("Chưa ghi cán bộ đầu mối."))
    if not plan.aims.strip():
        yield found(Level.WARNING, N_("Phần mục đích, yêu cầu còn trống."))
    if not plan.recipients.strip():
        yield found(Level.WARNING, N_("Chưa ghi nơi nhận."))
    for label, own, province in (
        (N_("Ngày tổng hợp báo cáo 6 tháng"), plan.reports_half, frame.half),
        (N_("Ngày tổng hợp báo cáo năm"), plan.reports_year, frame.whole),
    ):
        if own is None:
            yield found(Level.WARNING, N_("%(what)s còn trống."), what=Words(label))
        elif own > province:
            yield found(
                Level.ERROR,
                N_("%(what)s (%(day)s) sau hạn báo cáo của tỉnh (%(due)s)."),
                what=Words(label),
                day=written(own),
                due=written(province),
            )


Check = Callable[[WrittenLine, WrittenPlan, Frame], Iterator[Refused]]


def _without_output(line: WrittenLine, plan: WrittenPlan, frame: Frame) -> Iterator[Refused]:
    if not line.output.strip():
        yield Refused(N_("“%(work)s” chưa ghi kết quả, sản phẩm."), work=_short(line.work))


def _without_time(line: WrittenLine, plan: WrittenPlan, frame: Frame) -> Iterator[Refused]:
    if line.begins is None or line.ends is None:
        yield Refused(N_("“%(work)s” chưa ghi đủ thời gian từ ngày, đến ngày."), work=_short(line.work))


def _outside_year(line: WrittenLine, plan: WrittenPlan, frame: Frame) -> Iterator[Refused]:
    for day in (line.begins, line.ends):
        if day is not None and day.year != plan.year:
            yield Refused(
                N_("“%(work)s”: ngày %(day)s nằm ngoài năm %(year)s của kế hoạch."),
                work=_short(line.work),
                day=written(day),
                year=plan.year,
            )
            return


def _after_task(line: WrittenLine, plan: WrittenPlan, frame: Frame) -> Iterator[Refused]:
    task = _task_of(line, frame)
    if task is not None and task.last is not None and line.ends is not None and line.ends > task.last:
        yield Refused(
            N_("“%(work)s” xong ngày %(day)s, sau thời hạn của nhiệm vụ %(task)s (%(due)s)."),
            work=_short(line.work),
            day=written(line.ends),
            task=task.number or _short(task.title),
            due=written(task.last),
        )


def _without_officer(line: WrittenLine, plan: WrittenPlan, frame: Frame) -> Iterator[Refused]:
    if not line.in_charge.strip():
        yield Refused(N_("“%(work)s” chưa ghi người phụ trách."), work=_short(line.work))


def _money_without_source(line: WrittenLine, plan: WrittenPlan, frame: Frame) -> Iterator[Refused]:
    if line.money and not line.source:
        yield Refused(N_("“%(work)s” có kinh phí mà chưa ghi nguồn."), work=_short(line.work))


def _source_without_money(line: WrittenLine, plan: WrittenPlan, frame: Frame) -> Iterator[Refused]:
    if line.source and not line.money:
        yield Refused(N_("“%(work)s” có nguồn kinh phí mà chưa ghi số tiền."), work=_short(line.work))


def _without_number(line: WrittenLine, plan: WrittenPlan, frame: Frame) -> Iterator[Refused]:
    if line.output.strip() and (line.amount is None or not line.unit.strip()):
        yield Refused(N_("“%(work)s”: kết quả chưa có số lượng và đơn vị tính."), work=_short(line.work))


def _without_money_of_task(line: WrittenLine, plan: WrittenPlan, frame: Frame) -> Iterator[Refused]:
    task = _task_of(line, frame)
    if task is not None and task.leads and task.paid and not line.money:
        yield Refused(
            N_(
                "“%(work)s” chưa ghi kinh phí, trong khi kế hoạch của tỉnh có ghi kinh phí của nhiệm vụ %(task)s."
            ),
            work=_short(line.work),
            task=task.number or _short(task.title),
        )


def _names_that_are_gone(line: WrittenLine, plan: WrittenPlan, frame: Frame) -> Iterator[Refused]:
    for name in names_in(line.together_with):
        if name not in frame.gone:
            continue
        if heir := frame.gone[name]:
            yield Refused(
                N_("“%(work)s” ghi phối hợp với “%(name)s”, nay là %(heir)s."),
                work=_short(line.work),
                name=name,
                heir=heir,
            )
        else:
            yield Refused(
                N_("“%(work)s” ghi phối hợp với “%(name)s”, cơ quan này không còn."),
                work=_short(line.work),
                name=name,
            )


def _not_given(line: WrittenLine, plan: WrittenPlan, frame: Frame) -> Iterator[Refused]:
    if line.task is not None and _task_of(line, frame) is None:
        yield Refused(
            N_(
                "“%(work)s” theo một nhiệm vụ không còn giao cho cơ quan. Hãy chuyển thành việc riêng hoặc xóa."
            ),
            work=_short(line.work),
        )


_LINE_CHECKS: tuple[tuple[Level, Check], ...] = (
    (Level.ERROR, _not_given),
    (Level.ERROR, _without_output),
    (Level.ERROR, _without_time),
    (Level.ERROR, _outside_year),
    (Level.ERROR, _after_task),
    (Level.ERROR, _without_officer),
    (Level.ERROR, _money_without_source),
    (Level.WARNING, _without_number),
    (Level.WARNING, _source_without_money),
    (Level.WARNING, _without_money_of_task),
    (Level.WARNING, _names_that_are_gone),
)


def _task_of(line: WrittenLine, frame: Frame) -> GivenTask | None:
    return next((task for task in frame.tasks if task.key == line.task), None)


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 90 else f"{words[:88].rstrip()}…"


def names_in(text: str) -> list[str]:
    """The names that a line parts by ";" or by line breaks."""
    return [name.strip(" .") for part in text.splitlines() for name in part.split(";") if name.strip(" .")]


# --- what an act asks ---


def check_line(*, work: str, begins: date | None, ends: date | None, money: int | None) -> None:
    """Raise Refused for a line that no paper could hold."""
    if not work.strip():
        raise Refused(N_("Hãy ghi công việc của cơ quan."))
    if begins is not None and ends is not None and ends < begins:
        raise Refused(N_("Ngày xong (%(ends)s) đứng trước ngày bắt đầu (%(begins)s)."), ends=written(ends), begins=written(begins))  # fmt: skip
    if money is not None and money > MOST_MONEY:
        raise Refused(N_("Số tiền lớn quá mức của một kế hoạch. Hãy ghi theo đồng."))


def check_room(lines: int) -> None:
    """Raise Refused where a plan has as many lines as it can have."""
    if lines >= MOST_LINES:
        raise Refused(N_("Kế hoạch đã có %(most)s dòng, không thêm được nữa. Hãy gộp bớt."), most=MOST_LINES)


def check_submitting(found: Sequence[Finding]) -> None:
    """Raise Refused, with the first of them, while errors stand."""
    wrong = stopping(found)
    if wrong:
        raise Refused(
            N_("Chưa nộp được vì còn %(count)s chỗ phải sửa: %(what)s"),
            count=len(wrong),
            what=tuple(one.said for one in wrong[:3]),
        )


def check_returning(reasons: Collection[str]) -> None:
    """Raise Refused unless at least one line is returned, each with a reason."""
    if not reasons:
        raise Refused(N_("Hãy ghi lý do ở ít nhất một dòng cần sửa."))
    if not all(reason.strip() for reason in reasons):
        raise Refused(N_("Dòng nào trả lại cũng phải có lý do."))


# --- last year ---


class Mark(StrEnum):
    """How a line stands to last year's."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


MARK_LABELS = {
    Mark.NEW: N_("mới"),
    Mark.CHANGED: N_("thay đổi"),
    Mark.SAME: N_("như năm trước"),
}
MARK_TONES = {Mark.NEW: "info", Mark.CHANGED: "warn", Mark.SAME: ""}
ALMOST = 0.7
"""From here on two titles say the same: so much of their words is common to both."""


def _words(title: str) -> frozenset[str]:
    return frozenset(word for word in fold(title).split() if not word.isnumeric())


def likeness(one: str, other: str) -> float:
    """How much of two titles' words is common to both, years and numbers apart: 1 for the same words, 0 for none."""
    first, second = _words(one), _words(other)
    if not first or not second:
        return 0.0
    return len(first & second) / len(first | second)


def matched(now: Mapping[int, tuple[str, str]], before: Mapping[int, tuple[str, str]]) -> dict[int, int]:
    """Which task of last year's plan each task of this year's goes on: {task: last year's task}.

    Tasks are (number, title).  Near-identical words first, the most alike before others; what is left by the same number
    where the words have at least a third in common: numbers move from year to year.  Each is taken once.
    """
    pairs = sorted(
        (
            (-likeness(title, earlier), number != other, key, old)
            for key, (number, title) in now.items()
            for old, (other, earlier) in before.items()
        ),
    )
    found: dict[int, int] = {}
    for minus, other_number, key, old in pairs:
        if key in found or old in found.values():
            continue
        if -minus >= ALMOST or (not other_number and -minus >= ALMOST / 2):
            found[key] = old
    return found


_COMPARED = ("work", "output", "amount", "unit", "in_charge", "together_with", "money", "source")


def mark_of(line: WrittenLine, before: WrittenLine | None) -> Mark:
    """New, changed, or as last year: the same words, amounts and people, the same days a year on."""
    if before is None:
        return Mark.NEW
    return Mark.CHANGED if differences(line, before) else Mark.SAME


def differences(line: WrittenLine, before: WrittenLine) -> tuple[str, ...]:
    """The fields in which a line differs from last year's; days are held a year on."""
    found = [name for name in _COMPARED if _plain(getattr(line, name)) != _plain(getattr(before, name))]
    found += [
        name
        for name in ("begins", "ends")
        if _in_year(getattr(line, name)) != _in_year(getattr(before, name))
    ]
    return tuple(found)


def _plain(value: object) -> object:
    return " ".join(value.split()).casefold() if isinstance(value, str) else value or None


def _in_year(day: date | None) -> tuple[int, int] | None:
    if day is None:
        return None
    return (2, 28) if (day.month, day.day) == (2, 29) else (day.month, day.day)


def moved_on(day: date | None, years: int) -> date | None:
    """The same day so many years on; 29 February becomes the 28th."""
    if day is None:
        return None
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def sums(lines: Iterable[WrittenLine]) -> dict[str, int]:
    """Money by source, in the order in which sources appear; what has no source stands under ""."""
    found: dict[str, int] = {}
    for line in lines:
        if line.money:
            found[line.source] = found.get(line.source, 0) + line.money
    return found
