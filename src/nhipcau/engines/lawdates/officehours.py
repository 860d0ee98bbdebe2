"""Office hours (giờ làm việc, giờ hành chính): dated like the rules, kept on working days only.

A number of working hours is counted within them: noon, night and days off stand still.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from nhipcau.engines.lawdates.book import default_hours
from nhipcau.engines.lawdates.model import ICT, OfficeHours, Stretch
from nhipcau.engines.lawdates.workdays import WorkCalendar

_DAY = timedelta(days=1)
_NOTHING = timedelta(0)


class OfficeClock:
    """The moments at which an office is open: its hours of the day, on the calendar's working days."""

    def __init__(self, days: WorkCalendar, own: Iterable[OfficeHours] = ()) -> None:
        """own: the office's own hours, which come before those of the product on the days that they hold."""
        self._days = days
        self._hours = (*own, *default_hours())

    def hours_on(self, day: date) -> OfficeHours:
        """The hours that hold on a day, working day or not; those of the product hold on every day of the calendar."""
        return next(
            hours
            for hours in self._hours
            if hours.begins <= day and (hours.ends is None or day <= hours.ends)
        )

    def open_on(self, day: date) -> tuple[Stretch, ...]:
        """From when to when the office is open on a day, in order; nothing on a day off."""
        if not self._days.is_working(day):
            return ()
        return tuple(
            Stretch(datetime.combine(day, first, ICT), datetime.combine(day, last, ICT))
            for first, last in self.hours_on(day).spans
        )

    def forth(self, start: datetime, span: timedelta) -> tuple[Stretch, ...]:
        """The open stretches that a span takes from a moment on, in order; the last one ends where the span does.

        A span that is over when the office closes ends with the closing, not with the next opening.
        """
        return tuple(
            _taken(self._after(start), span, lambda open_, left: Stretch(open_.begins, open_.begins + left))
        )

    def back(self, event: datetime, span: timedelta) -> tuple[Stretch, ...]:
        """The same back from an event, in order; the first stretch begins where the span does, at an opening
        rather than at the closing before it."""
        taken = _taken(self._before(event), span, lambda open_, left: Stretch(open_.ends - left, open_.ends))
        return tuple(reversed(list(taken)))

    def between(self, first: datetime, last: datetime) -> timedelta:
        """How long the office is open between two moments; nothing where the second is not later."""
        open_for = _NOTHING
        for stretch in self._after(first):
            if stretch.begins >= last:
                break
            open_for += min(stretch.ends, last) - stretch.begins
        return open_for

    def _after(self, start: datetime) -> Iterator[Stretch]:
        day = start.date()
        while True:
            for stretch in self.open_on(day):
                if stretch.ends > start:
                    yield Stretch(max(stretch.begins, start), stretch.ends)
            day += _DAY

    def _before(self, event: datetime) -> Iterator[Stretch]:
        day = event.date()
        while True:
            for stretch in reversed(self.open_on(day)):
                if stretch.begins < event:
                    yield Stretch(stretch.begins, min(stretch.ends, event))
            day -= _DAY


def _taken(
    open_: Iterator[Stretch], span: timedelta, cut: Callable[[Stretch, timedelta], Stretch]
) -> Iterator[Stretch]:
    """What a span takes of open stretches; cut: a stretch and what is left of the span → the part that is taken."""
    left = span
    for stretch in open_:
        if stretch.length >= left:
            yield cut(stretch, left)
            return
        yield stretch
        left -= stretch.length


def shortened(
    stretches: Sequence[Stretch], most: int = 8
) -> tuple[Sequence[Stretch], int, Sequence[Stretch]]:
    """What a reader is shown of many stretches: the first, how many are left out, the last."""
    if len(stretches) <= most:
        return stretches, 0, ()
    return stretches[: most // 2], len(stretches) - most // 2 * 2, stretches[-(most // 2) :]
