"""When a scheduled job is due; pure, the time is passed in.

Written as ``daily 06:30``, ``weekly mon 07:00``, ``monthly 15 06:00``, ``every 10 minutes``, or five cron
fields (minute hour day-of-month month day-of-week, as in POSIX crontab: numbers, ``*``, lists, ranges,
steps; 0 and 7 are Sunday; when both day fields are given, either will do).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_RANGES = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))
_LONGEST_GAP = timedelta(days=366 * 4 + 1)  # 29 February comes back


@dataclass(frozen=True, slots=True)
class When:
    """Minutes and days at which a job is due, in local time."""

    minutes: frozenset[int]
    hours: frozenset[int]
    month_days: frozenset[int] | None
    months: frozenset[int]
    week_days: frozenset[int] | None  # 0 is Monday

    def on_day(self, day: date) -> bool:
        """Whether a day is one of the job's days."""
        if day.month not in self.months:
            return False
        asked = []
        if self.month_days is not None:
            asked.append(day.day in self.month_days)
        if self.week_days is not None:
            asked.append(day.weekday() in self.week_days)
        return not asked or any(asked)


def parse(spec: str) -> When:
    """Read a spec; ValueError says which one cannot be read."""
    try:
        return _cron(*_as_cron(spec.split()))
    except (ValueError, IndexError, TypeError):
        raise ValueError(f"cannot read the schedule {spec!r}") from None


def last_slot(when: When, now: datetime, *, no_older_than: timedelta) -> datetime | None:
    """The latest due minute at or before ``now`` (aware, in the office's zone), unless it is too old."""
    oldest = now - min(no_older_than, _LONGEST_GAP)
    day = now.date()
    while day >= oldest.date():
        if when.on_day(day):
            for hour in sorted(when.hours, reverse=True):
                for minute in sorted(when.minutes, reverse=True):
                    slot = datetime.combine(day, time(hour, minute), tzinfo=now.tzinfo)
                    if slot <= now:
                        return slot if slot >= oldest else None
        day -= timedelta(days=1)
    return None


def _as_cron(words: list[str]) -> list[str]:
    match words:
        case ["every", number, "minutes"] if 60 % int(number) == 0:
            return [f"*/{int(number)}", "*", "*", "*", "*"]
        case ["daily", clock]:
            return [*_clock(clock), "*", "*", "*"]
        case ["weekly", day, clock]:
            return [*_clock(clock), "*", "*", str((DAYS.index(day) + 1) % 7)]
        case ["monthly", day, clock]:
            return [*_clock(clock), day, "*", "*"]
    return words


def _clock(text: str) -> tuple[str, str]:
    hour, minute = re.fullmatch(r"(\d{1,2}):(\d{2})", text).groups()  # type: ignore[union-attr]
    return minute, hour


def _cron(minute: str, hour: str, month_day: str, month: str, week_day: str) -> When:
    fields = [
        _field(text, low, high)
        for text, (low, high) in zip((minute, hour, month_day, month, week_day), _RANGES, strict=True)
    ]
    return When(
        minutes=fields[0],
        hours=fields[1],
        month_days=None if month_day == "*" else fields[2],
        months=fields[3],
        week_days=None if week_day == "*" else frozenset((day - 1) % 7 for day in fields[4]),
    )


def _field(text: str, low: int, high: int) -> frozenset[int]:
    found: set[int] = set()
    for part in text.split(","):
        span, _, step = part.partition("/")
        first, _, last = (f"{low}-{high}" if span == "*" else span).partition("-")
        start = int(first)
        end = int(last) if last else (high if step else start)
        if not low <= start <= end <= high:
            raise ValueError(part)
        found.update(range(start, end + 1, int(step or 1)))
    return frozenset(found)
