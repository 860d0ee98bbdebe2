"""Rules of the plan: when work is due, what late means, who may report what.  Pure; time is passed in."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import Any

from nhipcau.engines.lawdates import LawdatesError, Rule, Swap, WorkCalendar, when
from nhipcau.engines.vntext import fold
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.standing import kept_day, written


class DutyRole(StrEnum):
    """An agency's part in a task, as the plan assigns it."""

    LEAD = "lead"
    COORDINATE = "coordinate"
    DIRECT = "direct"
    IMPLEMENT = "implement"


ROLE_LABELS = {
    DutyRole.LEAD: N_("Chủ trì"),
    DutyRole.COORDINATE: N_("Phối hợp"),
    DutyRole.DIRECT: N_("Chỉ đạo, hướng dẫn"),
    DutyRole.IMPLEMENT: N_("Thực hiện"),
}

# How many days recipients have to confirm that a plan has come.
ACKNOWLEDGE_DAYS = 5

# Those who answer for a result at each deadline; the others help and may report, but are never late.
ANSWERABLE = frozenset({DutyRole.LEAD, DutyRole.IMPLEMENT})


class TaskKind(StrEnum):
    GROUP = "group"  # carries other tasks
    DUTY = "duty"  # a leaf of the plan
    OBLIGATION = "obligation"  # a dated duty of every agency: unit plan, reports
    DIRECTION = "direction"  # from a leader's direction


TASK_KIND_LABELS = {
    TaskKind.GROUP: N_("Nhóm nhiệm vụ"),
    TaskKind.DUTY: N_("Nhiệm vụ"),
    TaskKind.OBLIGATION: N_("Nghĩa vụ báo cáo"),
    TaskKind.DIRECTION: N_("Ý kiến chỉ đạo"),
}


# What a reading calls the dated duties of the units, in an office's words.
OBLIGATION_TITLES = {
    "unit plan": N_("Xây dựng kế hoạch của đơn vị"),
    "six-month report": N_("Báo cáo 6 tháng"),
    "nine-month report": N_("Báo cáo 9 tháng"),
    "annual report": N_("Báo cáo năm"),
    "quarterly report": N_("Báo cáo quý"),
    "monthly report": N_("Báo cáo tháng"),
    "report": N_("Báo cáo"),
    "budget estimate": N_("Lập dự toán kinh phí"),
    "proposal": N_("Gửi đề xuất"),
}
# That agencies draw up their own plans, as tasks are called; the first as an earlier release kept it.
UNIT_PLAN_TITLES = ("unit plan", OBLIGATION_TITLES["unit plan"])
UNIT_PLAN_PROOF = "unit-plan"
"""The witness of what such a plan shows once it is issued (``plans.units.witnessing``)."""


def obligation_of(what: str | None) -> str:
    """A dated duty's title from the reading's code; what is not known is a reporting duty, never a code."""
    return OBLIGATION_TITLES.get(what or "", N_("Nghĩa vụ báo cáo"))


def obligation_title(title: str) -> str:
    """A dated duty's title as kept, in words also where an earlier release kept the reading's code."""
    return OBLIGATION_TITLES.get(title, title)


TO = " → "


def receivers_of(*, kind: TaskKind | str, title: str, content: str) -> tuple[str, str] | None:
    """To whom a dated duty goes, and through whom ("" where straight): what a reading keeps as its content.

    None for a task that has a content of its own.
    """
    dated = kind == TaskKind.OBLIGATION or (kind == TaskKind.DUTY and title in OBLIGATION_TITLES.values())
    if not dated or not content or "\n" in content:
        return None
    through, _arrow, to = content.rpartition(TO)
    return to, through


class ChangeDeed(StrEnum):
    """What an amending paper does to a task."""

    ADD = "add"
    CHANGE = "change"
    END = "end"


CHANGE_LABELS = {
    ChangeDeed.ADD: N_("Bổ sung"),
    ChangeDeed.CHANGE: N_("Sửa đổi"),
    ChangeDeed.END: N_("Bãi bỏ"),
}


class DueKind(StrEnum):
    SIX_MONTH = "six_month"
    ANNUAL = "annual"
    FIXED = "fixed"
    MONTH = "month"
    QUARTER = "quarter"


DUE_LABELS = {
    DueKind.SIX_MONTH: N_("Kỳ báo cáo 6 tháng"),
    DueKind.ANNUAL: N_("Kỳ báo cáo năm"),
    DueKind.FIXED: N_("Thời hạn trong kế hoạch"),
    DueKind.MONTH: N_("Kết quả hằng tháng"),
    DueKind.QUARTER: N_("Kết quả hằng quý"),
}
SET_BY_COORDINATOR = N_("Do cơ quan điều phối đặt")
SET_BY_LEADER = N_("Thời hạn do lãnh đạo giao")


@dataclass(frozen=True, slots=True)
class Due:
    """One date by which answerable agencies must have done, with the rule that made it."""

    on: date
    kind: DueKind
    why: str


@dataclass(frozen=True, slots=True)
class ReportPeriods:
    """The plan's own report dates; where it sets none, the first working day after Decree 09/2019's usual
    closing of data (14 June, 14 December)."""

    six_month: date
    annual: date

    @classmethod
    def for_year(
        cls,
        year: int,
        six_month: date | None = None,
        annual: date | None = None,
        *,
        swaps: Iterable[Swap] = (),
    ) -> ReportPeriods:
        """swaps: swapped working days that the office knows of."""
        known = tuple(swaps)
        return cls(
            six_month or usual(year, DueKind.SIX_MONTH, known).earliest,
            annual or usual(year, DueKind.ANNUAL, known).earliest,
        )


@dataclass(frozen=True, slots=True)
class Usual:
    """What the law has for a report period: when its data close, and the earliest day that a report may be
    asked for.  rule: the one in force, None for a year that it does not reach."""

    closing: date
    earliest: date
    rule: Rule | None


CLOSINGS = {DueKind.SIX_MONTH: "report_closing_half_year", DueKind.ANNUAL: "report_closing_year"}
_USUAL_DAYS = {DueKind.SIX_MONTH: (6, 14), DueKind.ANNUAL: (12, 14)}


@cache
def usual(year: int, kind: DueKind, swaps: tuple[Swap, ...] = ()) -> Usual:
    """Decree 09/2019, art. 8(5)b and 12; years beyond the decree or the calendar take the same days."""
    try:
        answer = when(CLOSINGS[kind], year, extra_swaps=swaps)
        # Data close on the day itself, a day off or not: the law asks nobody to work on it.
        closing = next(each.last.date() for each in answer.readings if each.code != "next_working_day")
        return Usual(closing, WorkCalendar(swaps).next_working(closing), answer.rule)
    except LawdatesError:
        closing = date(year, *_USUAL_DAYS[kind])
        return Usual(closing, closing + timedelta(days=1), None)


@dataclass(frozen=True, slots=True)
class PeriodWarning:
    """A report date of the plan that the law would not have: "before_closing" (data are not closed yet) or
    "no_working_day" (not one working day between closing and report).  The plan is followed."""

    kind: DueKind
    due: date
    code: str
    usual: Usual


def period_warnings(
    year: int, six_month: date | None, annual: date | None, *, swaps: Iterable[Swap] = ()
) -> tuple[PeriodWarning, ...]:
    """The plan's own report dates against the law's default; none where the plan sets none."""
    known = tuple(swaps)
    found: list[PeriodWarning] = []
    for kind, due in ((DueKind.SIX_MONTH, six_month), (DueKind.ANNUAL, annual)):
        if due is None:
            continue
        law = usual(year, kind, known)
        if law.rule is None:
            continue
        if due <= law.closing:
            found.append(PeriodWarning(kind, due, "before_closing", law))
        elif due < law.earliest:
            found.append(PeriodWarning(kind, due, "no_working_day", law))
    return tuple(found)


def _quarter_end(year: int, quarter: int) -> date:
    first_of_next = date(year + (quarter == 4), quarter % 4 * 3 + 1, 1)
    return first_of_next - timedelta(days=1)


# What comes back within the year has a result each time (ADR 53): every → (kind, months in which it falls due, why).
_RHYTHMS = {
    "month": (DueKind.MONTH, tuple(range(1, 13)), N_("Việc hằng tháng: nộp kết quả mỗi tháng")),
    "quarter": (DueKind.QUARTER, (3, 6, 9, 12), N_("Việc hằng quý: nộp kết quả mỗi quý")),
}
RHYTHMS = tuple(_RHYTHMS)
OF_RHYTHMS = frozenset({DueKind.MONTH, DueKind.QUARTER})
OF_PERIODS = frozenset({DueKind.SIX_MONTH, DueKind.ANNUAL})
EVERY_LABELS = {
    "day": N_("Hằng ngày"),
    "week": N_("Hằng tuần"),
    "month": N_("Hằng tháng"),
    "quarter": N_("Hằng quý"),
}
"""How often continuous work is done, as plans say it; what comes back each day or week is shown at report periods."""


def rhythm_of(timing: Mapping[str, Any] | None) -> str:
    """What of a timing has a result each time it comes back: "month", "quarter", else ""."""
    if not timing or timing.get("kind") != "continuous" or timing.get("every") not in RHYTHMS:
        return ""
    return str(timing["every"])


def day_in_rhythm(timing: Mapping[str, Any]) -> int | None:
    """The day of the month (of a quarter's last month) that a rhythm names; None: the last one."""
    day = timing.get("day")
    return day if isinstance(day, int) and 1 <= day <= 31 else None


def is_before_its_day(timing: Mapping[str, Any]) -> bool:
    """Whether a rhythm is due the day before the one that it names ("trước ngày 18 hằng tháng")."""
    return bool(timing.get("early")) or "truoc" in fold(str(timing.get("text") or "")).split()


def _in_rhythm(timing: Mapping[str, Any], year: int, since: date | None) -> tuple[Due, ...]:
    kind, months, why = _RHYTHMS[rhythm_of(timing)]
    named, early = day_in_rhythm(timing), is_before_its_day(timing)
    found = []
    for month in months:
        length = monthrange(year, month)[1]
        place = length if named is None else min(named - early, length)
        # Place 0 is the day before the month: "trước ngày 01 hằng tháng".
        found.append(Due(date(year, month, 1) + timedelta(days=place - 1), kind, why))
    coming = tuple(due for due in found if since is None or due.on >= since)
    return coming or tuple(found)


YEARS = range(1900, 2200)  # a misread or mistyped year beyond these must not become a deadline


def _as_date(value: Any) -> date | None:
    day = kept_day(value)
    return day if day is not None and day.year in YEARS else None


def _as_year(value: Any, otherwise: int) -> int:
    """A timing's year, or the plan's where it names none or none that can be."""
    try:
        year = int(value or otherwise)
    except (TypeError, ValueError):
        return otherwise
    return year if year in YEARS else otherwise


def _as_quarter(value: Any) -> int | None:
    return value if isinstance(value, int) and 1 <= value <= 4 else None


def dues(
    timing: Mapping[str, Any] | None, year: int, periods: ReportPeriods, *, since: date | None = None
) -> tuple[Due, ...]:
    """Due dates of a task, in order, from its timing (form: the plan reading's ``timing``).

    - nothing said: none (a person must decide);
    - continuous each month or quarter ("hằng tháng", "hằng quý"): the last day of each in the plan's year, or the day
      that it names; only from ``since`` (the paper's day) on, as nobody did it before he was asked;
    - other continuous, annual, year, period: at each report period of the plan's year;
    - before: the day before the named one ("trước ngày 15/5" is due on the 14th); date: that day;
      range, quarter: the last day;
    - from quarter, from, or a range that ends after the plan's year: at the report periods after its start.
    """
    if not timing:
        return ()
    kind = timing.get("kind")
    if rhythm_of(timing):
        return _in_rhythm(timing, year, since)
    at_periods = (
        Due(periods.six_month, DueKind.SIX_MONTH, N_("Việc thường xuyên: nộp kết quả ở mỗi kỳ báo cáo")),
        Due(periods.annual, DueKind.ANNUAL, N_("Việc thường xuyên: nộp kết quả ở mỗi kỳ báo cáo")),
    )
    if kind in {"continuous", "annual", "period"}:
        return at_periods
    if kind == "year":
        named = _as_year(timing.get("year"), year)
        last = date(named, 12, 31)
        return (
            at_periods
            if named == year
            else (Due(last, DueKind.FIXED, N_("Ngày cuối của năm nêu trong kế hoạch")),)
        )
    quarter = _as_quarter(timing.get("quarter"))
    if kind == "quarter" and quarter:
        last = _quarter_end(_as_year(timing.get("year"), year), quarter)
        return (Due(last, DueKind.FIXED, N_("Ngày cuối của quý nêu trong kế hoạch")),)
    if kind == "from quarter" and quarter:
        start = date(_as_year(timing.get("year"), year), quarter * 3 - 2, 1)
        return tuple(due for due in at_periods if due.on >= start)
    if kind == "from":
        opens = timing.get("from")
        first = date(opens, 1, 1) if isinstance(opens, int) and opens in YEARS else _as_date(opens)
        return tuple(due for due in at_periods if first is not None and due.on >= first)
    last_day = _as_date(timing.get("date") or timing.get("to"))
    if kind == "range" and last_day and last_day.year > year:
        begin = _as_date(timing.get("from")) or date(year, 1, 1)
        return tuple(due for due in at_periods if due.on >= begin)
    if kind == "before" and last_day:
        return (Due(last_day - timedelta(days=1), DueKind.FIXED, N_("Trước ngày nêu trong kế hoạch")),)
    if kind in {"date", "range"} and last_day:
        return (Due(last_day, DueKind.FIXED, N_("Ngày nêu trong kế hoạch")),)
    return ()


@dataclass(frozen=True, slots=True)
class ResultPeriod:
    """The days in which what is owed at a due date is done.  comes_back: the next days are of the next result."""

    first: date
    last: date
    comes_back: bool


_MONTHS = {DueKind.MONTH: 1, DueKind.QUARTER: 3}


def period_of(*, on: date, kind: DueKind | str, all_dues: Iterable[date], begins: date) -> ResultPeriod:
    """The time of a result due ``on``: from the day after the task's due date before it; of the first from the beginning of
    its month or quarter, else from ``begins`` (the plan's).

    >>> period_of(on=date(2026, 3, 31), kind=DueKind.MONTH, all_dues=(), begins=date(2026, 1, 1)).first
    datetime.date(2026, 3, 1)
    """
    days = set(all_dues) | {on}
    comes_back = len(days) > 1 or DueKind(kind) in OF_RHYTHMS | OF_PERIODS
    if earlier := [day for day in days if day < on]:
        return ResultPeriod(max(earlier) + timedelta(days=1), on, comes_back)
    if (months := _MONTHS.get(DueKind(kind))) is None:
        return ResultPeriod(min(begins, on), on, comes_back)
    # The day after the same day so many months before; of a month's last day the month itself.
    year, month = divmod(on.year * 12 + on.month - 1 - months, 12)
    length = monthrange(year, month + 1)[1]
    is_last = on.day == monthrange(on.year, on.month)[1]
    before = date(year, month + 1, length if is_last else min(on.day, length))
    return ResultPeriod(before + timedelta(days=1), on, comes_back)


def check_objection(*, reason: str) -> None:
    """Raise Refused unless it is said what is wrong with a result that the system recorded."""
    if not reason.strip():
        raise Refused(N_("Hãy ghi lý do: kết quả hệ thống ghi nhận sai ở chỗ nào."))


def check_progress(*, percent: int, assigned: bool) -> None:
    """Raise Refused unless an agency with a part in the task reports 0 to 100 percent."""
    if not assigned:
        raise Refused(N_("Cơ quan này không được giao phần việc nào trong nhiệm vụ."))
    if not 0 <= percent <= 100:
        raise Refused(N_("Mức độ hoàn thành phải từ 0 đến 100."))


def check_reason(reason: str) -> None:
    """Raise Refused unless a change of a running task says why."""
    if not reason.strip():
        raise Refused(N_("Hãy ghi lý do thay đổi, chẳng hạn số văn bản hoặc ý kiến của ai."))


def check_sending_back(*, reason: str, new_due: date | None, today: date) -> None:
    """Raise Refused unless the agency is told what is wanting, and given no day that is over."""
    if not reason.strip():
        raise Refused(N_("Hãy ghi lý do trả lại: kết quả còn thiếu gì, cần bổ sung gì."))
    if new_due is not None and new_due < today:
        raise Refused(N_("Thời hạn mới phải từ hôm nay trở đi."))


def check_asking_for_time(*, reason: str, wanted: date, due_on: date, today: date) -> None:
    """Raise Refused unless a later day that can still be met is asked for, with a reason."""
    if not reason.strip():
        raise Refused(N_("Hãy ghi lý do đề nghị gia hạn."))
    if wanted <= due_on:
        raise Refused(N_("Ngày đề nghị phải sau thời hạn hiện nay (%(day)s)."), day=written(due_on))
    if wanted < today:
        raise Refused(N_("Ngày đề nghị phải từ hôm nay trở đi."))


def check_granting(*, until: date, due_on: date, today: date) -> None:
    """Raise Refused unless the granted day is later than the one that stands, and not over."""
    if until <= due_on:
        raise Refused(N_("Ngày gia hạn phải sau thời hạn hiện nay (%(day)s)."), day=written(due_on))
    if until < today:
        raise Refused(N_("Ngày gia hạn đã qua. Hãy chọn một ngày từ hôm nay trở đi."))


def check_declining(*, answer: str) -> None:
    """Raise Refused unless whoever asked is told why not."""
    if not answer.strip():
        raise Refused(N_("Hãy ghi lý do không đồng ý; cơ quan đề nghị đọc nguyên văn."))


class FallsBack(Refused):
    """A report below the one before it, which nobody has confirmed: most often a slip of the finger."""


def check_fall(*, percent: int, before: int, confirmed: bool) -> None:
    """Raise FallsBack where less is reported than was reported before, unless it is said to be meant."""
    if percent < before and not confirmed:
        raise FallsBack(
            N_("Mức %(percent)s%% thấp hơn mức %(before)s%% đã báo. Nếu đúng như vậy, hãy xác nhận."),
            percent=percent,
            before=before,
        )


def overall(percents: Iterable[int]) -> int:
    """A task's percent: the plain mean of its answerable agencies, rounded down; 0 when there is none.

    Rounded down so that 100 means that everybody has finished.
    """
    values = list(percents)
    return sum(values) // len(values) if values else 0


def day_of_evidence(*, typed: date | None, own: date | None, today: date) -> date:
    """On which day evidence counts: the typed one, else the record's own, else today.

    Raises Refused for a typed day that has not come; a record dated ahead counts from today.
    """
    if typed is not None and typed > today:
        raise Refused(
            N_("Ngày %(day)s chưa tới. Hãy nhập ngày việc đã diễn ra, hoặc để trống."),
            day=written(typed),
        )
    return typed or min(own or today, today)


def said_once(text: str) -> str:
    """Lines without those whose words stand in a line before them: "100 triệu đồng từ ngân sách tỉnh", "ngân sách tỉnh"."""
    kept: list[str] = []
    for line in text.split("\n"):
        if not any(line.strip().casefold() in other.casefold() for other in kept if line.strip()):
            kept.append(line)
    return "\n".join(kept)
