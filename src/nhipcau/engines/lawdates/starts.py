"""Reading what a person gives as a clock's start: a moment, a day or a year."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone

from nhipcau.engines.lawdates.model import ICT, Start, WrongUse

_YEAR = re.compile(r"(\d{4})", re.ASCII)
_DAY = r"(?:(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})|(?P<dd>\d{1,2})/(?P<dm>\d{1,2})/(?P<dy>\d{4}))"
_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?"
_ZONE = r"(?P<zone>Z|(?P<sign>[+-])(?P<zh>\d{2}):?(?P<zm>\d{2}))?"
_WHEN = re.compile(rf"{_DAY}(?:[T ]\s*{_CLOCK}\s*{_ZONE})?", re.ASCII | re.IGNORECASE)
_LONGEST = 40


def parse_start(text: str) -> Start:
    """A start from "2026", "2026-07-03", "03/7/2026", either with " 16:20" or "T16:20[:30][+07:00]".

    A moment without a zone is Viet Nam's.  WrongUse "bad_start" for anything else, digits of other scripts
    and days that do not exist included.
    """
    asked = text.strip()
    if len(asked) <= _LONGEST:
        try:
            if (year := _YEAR.fullmatch(asked)) is not None:
                return as_start(int(year[1]))
            if (match := _WHEN.fullmatch(asked)) is not None:
                return _read(match.groupdict())
        except (ValueError, OverflowError):
            pass
    raise WrongUse("bad_start", text=asked[:_LONGEST])


def _read(part: dict[str, str | None]) -> Start:
    year, month, day = (
        part[long] or part[short] or "" for long, short in (("y", "dy"), ("m", "dm"), ("d", "dd"))
    )
    on = date(int(year), int(month), int(day))
    if part["hour"] is None:
        return Start(day=on)
    zone = ICT
    if part["zone"]:
        hours, minutes = int(part["zh"] or 0), int(part["zm"] or 0)
        if minutes > 59:
            raise ValueError(minutes)
        shift = timedelta(hours=hours, minutes=minutes)
        zone = timezone(-shift if part["sign"] == "-" else shift)
    clock = int(part["hour"]), int(part["minute"] or 0), int(part["second"] or 0)
    return as_start(datetime(on.year, on.month, on.day, *clock, tzinfo=zone))


def as_start(given: Start | datetime | date | int | str) -> Start:
    """A start from a value; a moment with another zone is put into Viet Nam's time.  WrongUse otherwise."""
    if isinstance(given, Start):
        if sum(part is not None for part in (given.moment, given.day, given.year)) != 1:
            raise WrongUse("bad_start", text=repr(given)[:_LONGEST])
        return given
    if isinstance(given, str):
        return parse_start(given)
    if isinstance(given, datetime):
        try:
            return Start(moment=given.replace(tzinfo=ICT) if given.tzinfo is None else given.astimezone(ICT))
        except OverflowError:
            raise WrongUse("bad_start", text=str(given)[:_LONGEST]) from None
    if isinstance(given, date):
        return Start(day=given)
    if isinstance(given, int) and not isinstance(given, bool) and date.min.year <= given <= date.max.year:
        return Start(year=given)
    raise WrongUse("bad_start", text=str(given)[:_LONGEST])
