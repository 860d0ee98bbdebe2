"""Rules of the plan: when work is due, what late means, who may report what.  Pure; time is passed in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from nhipcau.kernel.refusal import N_, Refused


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


class DueKind(StrEnum):
    SIX_MONTH = "six_month"
    ANNUAL = "annual"
    FIXED = "fixed"


DUE_LABELS = {
    DueKind.SIX_MONTH: N_("Kỳ báo cáo 6 tháng"),
    DueKind.ANNUAL: N_("Kỳ báo cáo năm"),
    DueKind.FIXED: N_("Thời hạn trong kế hoạch"),
}


class Lateness(StrEnum):
    """The one word on lateness, used by every list, count, notice and report (Decree 09/2019 keeps
    "done late" and "open and overdue" apart)."""

    ON_TIME = "on_time"
    DONE_LATE = "done_late"
    OPEN = "open"
    OPEN_OVERDUE = "open_overdue"


LATENESS_LABELS = {
    Lateness.ON_TIME: N_("Xong đúng hạn"),
    Lateness.DONE_LATE: N_("Xong muộn"),
    Lateness.OPEN: N_("Đang làm"),
    Lateness.OPEN_OVERDUE: N_("Quá hạn"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """Lateness with its days: days late when late, days left when open, 0 when done on time."""

    lateness: Lateness
    days: int


def standing(due: date | None, done_on: date | None, today: date) -> Standing:
    """How one piece of work stands.  A day due today is not late; without a due date nothing is late."""
    if done_on is not None:
        late = (done_on - due).days if due else 0
        return Standing(Lateness.DONE_LATE, late) if late > 0 else Standing(Lateness.ON_TIME, 0)
    if due is None:
        return Standing(Lateness.OPEN, 0)
    late = (today - due).days
    return Standing(Lateness.OPEN_OVERDUE, late) if late > 0 else Standing(Lateness.OPEN, -late)


@dataclass(frozen=True, slots=True)
class Due:
    """One date by which answerable agencies must have done, with the rule that made it."""

    on: date
    kind: DueKind
    why: str


@dataclass(frozen=True, slots=True)
class ReportPeriods:
    """The plan's own report dates; Decree 09/2019's usual closings where the plan sets none."""

    six_month: date
    annual: date

    @classmethod
    def for_year(cls, year: int, six_month: date | None = None, annual: date | None = None) -> ReportPeriods:
        return cls(six_month or date(year, 6, 15), annual or date(year, 12, 15))


def _quarter_end(year: int, quarter: int) -> date:
    first_of_next = date(year + (quarter == 4), quarter % 4 * 3 + 1, 1)
    return first_of_next - timedelta(days=1)


YEARS = range(1900, 2200)  # a misread or mistyped year beyond these must not become a deadline


def _as_date(value: Any) -> date | None:
    try:
        day = date.fromisoformat(str(value))
    except ValueError:
        return None
    return day if day.year in YEARS else None


def _as_year(value: Any, otherwise: int) -> int:
    """A timing's year, or the plan's where it names none or none that can be."""
    try:
        year = int(value or otherwise)
    except (TypeError, ValueError):
        return otherwise
    return year if year in YEARS else otherwise


def _as_quarter(value: Any) -> int | None:
    return value if isinstance(value, int) and 1 <= value <= 4 else None


def dues(timing: Mapping[str, Any] | None, year: int, periods: ReportPeriods) -> tuple[Due, ...]:
    """Due dates of a task, in order, from its timing (form: the plan reading's ``timing``).

    - nothing said: none (a person must decide);
    - continuous, annual, year, period: at each report period of the plan's year;
    - before: the day before the named one ("trước ngày 15/5" is due on the 14th); date: that day;
      range, quarter: the last day;
    - from quarter, or a range that ends after the plan's year: at the report periods after its start.
    """
    if not timing:
        return ()
    kind = timing.get("kind")
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
    last_day = _as_date(timing.get("date") or timing.get("to"))
    if kind == "range" and last_day and last_day.year > year:
        begin = _as_date(timing.get("from")) or date(year, 1, 1)
        return tuple(due for due in at_periods if due.on >= begin)
    if kind == "before" and last_day:
        return (Due(last_day - timedelta(days=1), DueKind.FIXED, N_("Trước ngày nêu trong kế hoạch")),)
    if kind in {"date", "range"} and last_day:
        return (Due(last_day, DueKind.FIXED, N_("Ngày nêu trong kế hoạch")),)
    return ()


def check_progress(*, percent: int, assigned: bool, plan_open: bool) -> None:
    """Raise Refused unless an agency with a part in an open plan reports 0 to 100 percent."""
    if not plan_open:
        raise Refused(
            N_("Kế hoạch đã đóng nên không nhận thêm tiến độ. Nếu cần sửa, hãy nhờ cơ quan điều phối mở lại.")
        )
    if not assigned:
        raise Refused(N_("Cơ quan này không được giao phần việc nào trong nhiệm vụ."))
    if not 0 <= percent <= 100:
        raise Refused(N_("Mức độ hoàn thành phải từ 0 đến 100."))


def overall(percents: Iterable[int]) -> int:
    """A task's percent: the plain mean of its answerable agencies, rounded down; 0 when there is none.

    Rounded down so that 100 means that everybody has finished.
    """
    values = list(percents)
    return sum(values) // len(values) if values else 0


REMIND_BEFORE = (7, 1)  # days


def reminder(due: date, done_on: date | None, today: date) -> str | None:
    """Which reminder falls on a day: "before-7", "before-1", "overdue-<week>" once a week, or None.

    A missed day is caught up: between two marks the earlier mark still stands, and the notice's own
    key keeps it from being told twice.
    """
    if done_on is not None:
        return None
    left = (due - today).days
    if left < 0:
        return f"overdue-{(-left - 1) // 7 + 1}"
    if left <= REMIND_BEFORE[1]:
        return "before-1"
    if left <= REMIND_BEFORE[0]:
        return "before-7"
    return None
