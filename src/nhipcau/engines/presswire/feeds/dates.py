"""Dates as feeds write them: RFC 822 and its accidents, ISO 8601, and what Vietnamese sites print.

A date that cannot be read, or that can be read two ways (4/5/2025), is None: never a guess.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import NamedTuple

VIETNAM = timezone(timedelta(hours=7), "ICT")

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january janvier janv enero ene janeiro января янв",
            "feb february fevrier fevr fev febrero febr fevereiro февраля фев",
            "mar march mars marzo marco mrz marz марта мар",
            "apr april avril avr abril abr апреля апр",
            "may mai mayo maio мая май",
            "jun june juin junio junho juni июня июн",
            "jul july juillet juil julio julho juli июля июл",
            "aug august aout agosto ago августа авг",
            "sep sept september septembre septiembre setembro set сентября сен",
            "oct october octobre octubre outubro okt oktober октября окт",
            "nov november novembre noviembre novembro ноября ноя",
            "dec december decembre diciembre dic dezembro dez dezember декабря дек",
        ),
        1,
    )
    for name in names.split()
}
_VIETNAMESE_MONTHS = {
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7,
    "tám": 8, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12,
}  # fmt: skip
_ZONES = {
    **dict.fromkeys(("ut", "utc", "gmt", "z", "wet", "western european time"), 0),
    "est": -5,
    "edt": -4,
    "et": -5,
    "cdt": -5,
    "mst": -7,
    "mdt": -6,
    "pst": -8,
    "pdt": -7,
    "cst": -6,
    "ast": -4,
    "adt": -3,
    "akst": -9,
    "hst": -10,
    "art": -3,
    "brt": -3,
    "clt": -4,
    "cet": 1,
    "cest": 2,
    "met": 1,
    "mez": 1,
    "mesz": 2,
    "eet": 2,
    "eest": 3,
    "msk": 3,
    "west": 1,
    "sast": 2,
    "ict": 7,
    "wib": 7,
    "indochina time": 7,
    "giờ việt nam": 7,
    "vietnam": 7,
    "hanoi": 7,
    "krat": 7,
    "hkt": 8,
    "sgt": 8,
    "myt": 8,
    "pht": 8,
    "awst": 8,
    "wita": 8,
    "jst": 9,
    "kst": 9,
    "wit": 9,
    "aest": 10,
    "aedt": 11,
    "nzst": 12,
    "nzdt": 13,
    "pkt": 5,
    "gst": 4,
}

_TIME = r"(?P<hour>[0-9]{1,2})\s*[:hg]\s*(?P<minute>[0-9]{1,2})(?:\s*[:mp]\s*(?P<second>[0-9]{1,2})(?:[.,][0-9]+)?s?)?"
_AMPM = r"(?:\s*(?P<half>[ap]\.?m\.?|sa|ch|sáng|chiều|tối)(?!\w))?"
_ZONE = r"(?:\s*\(?(?P<zone>[^()]{1,32}?)\)?(?:\s*\([^()]*\))?)?"
_ISO = re.compile(
    r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})|(?P<month2>[0-9]{2})(?P<day2>[0-9]{2})|/(?P<month3>[0-9]{1,2})/(?P<day3>[0-9]{1,2}))"
    r"(?:(?:\s*[T,]\s*|\s+)(?P<hour>[0-9]{1,2})(?::?(?P<minute>[0-9]{2})(?::?(?P<second>[0-9]{2})(?:[.,][0-9]+)?)?)?"
    + _AMPM
    + _ZONE
    + r")?\s*$",
    re.IGNORECASE,
)
_WORDS = re.compile(
    r"(?:[^\W\d]+\.?(?:\s*,\s*|\s+))?(?P<day>[0-9]{1,2})(?:st|nd|rd|th|\.)?[\s\-]+(?P<name>[^\W\d_]{3,12})\.?,?[\s\-]+"
    r"(?P<year>[0-9]{4}|[0-9]{2})(?![0-9])(?:\s*,?\s+" + _TIME + _AMPM + _ZONE + r")?\s*$",
    re.IGNORECASE,
)
_AMERICAN = re.compile(
    r"(?:[^\W\d]+\.?(?:\s*,\s*|\s+))?(?P<name>[^\W\d_]{3,12})\.?\s+(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>[0-9]{4})"
    r"(?:\s*[,\-–|]?\s+(?:at\s+)?" + _TIME + _AMPM + _ZONE + r")?\s*$",
    re.IGNORECASE,
)
_ASCTIME = re.compile(
    r"[a-z]{3}\s+(?P<name>[a-z]{3})\s+(?P<day>[0-9]{1,2})\s+"
    + _TIME
    + r"(?:\s+(?P<zone>[a-z]{1,5}|[+-][0-9]{4}))?\s+(?P<year>[0-9]{4})\s*$",
    re.IGNORECASE,
)
_NUMBERS = re.compile(
    r"(?P<day>[0-9]{1,2})(?P<sep>[/.\-])(?P<month>[0-9]{1,2})(?P=sep)(?P<year>[0-9]{4})(?:(?:\s*[,|\-–T]\s*|\s+)(?:lúc\s+)?"
    + _TIME
    + _AMPM
    + _ZONE
    + r")?\s*$",
    re.IGNORECASE,
)
_TIME_FIRST = re.compile(
    _TIME
    + _AMPM
    + r"\s*(?:\(?(?P<zone>gmt\s*[+-]\s*[0-9]{1,2}(?::?[0-9]{2})?)\)?)?\s*[,|\-–]?\s*(?:ngày\s+)?"
    r"(?P<day>[0-9]{1,2})(?P<sep>[/.\-])(?P<month>[0-9]{1,2})(?P=sep)(?P<year>[0-9]{4})\s*$",
    re.IGNORECASE,
)
_LONG_VIETNAMESE = re.compile(
    r"(?:ngày\s+)?(?P<day>[0-9]{1,2})\s*,?\s*(?:tháng|thg\.?)\s*(?P<month>[0-9]{1,2}|mười một|mười hai|[^\W\d_]+)\s*,?\s*(?:năm\s+)?(?P<year>[0-9]{4})"
    r"(?:\s*[,|\-–]?\s*(?:lúc\s+)?" + _TIME + _AMPM + _ZONE + r")?\s*$",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"^\s*(?:th[ứư]́?\s*(?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ\s*nhật|cn|t[2-7])\s*[,.|\-–]?\s+",
    re.IGNORECASE,
)
_OFFSET = re.compile(
    r"(?:gmt|utc|z|ut)?\s*(?P<sign>[+\-−])\s*(?P<hour>[0-9]{1,2})(?:[:.]?(?P<minute>[0-9]{2}))?$",
    re.IGNORECASE,
)
_CLOCK = "[0-9]{2}:[0-9]{2}:[0-9]{2}"
_RFC_822 = re.compile(
    rf"[A-Za-z]{{3}}, ([0-9]{{1,2}}) ([A-Za-z]{{3}}) ([0-9]{{4}}) {_CLOCK} (GMT|[+-][0-9]{{4}})"
)
_ISO_8601 = re.compile(
    rf"([0-9]{{4}})-([0-9]{{2}})-([0-9]{{2}})T{_CLOCK}(?:\.[0-9]+)?(Z|[+-][0-9]{{2}}:?[0-9]{{2}})"
)
# What is added to a day's beginning for a time of day: every "HH:MM" and every ":SS" that there is.
_MINUTES = {
    f"{hour:02}:{minute:02}": timedelta(hours=hour, minutes=minute)
    for hour in range(24)
    for minute in range(60)
}
_SECONDS = {f":{second:02}": timedelta(seconds=second) for second in range(60)}
# The beginning of a day by what stands before and behind the time of day.
_days: dict[tuple[str, str], datetime] = {}
_MOST_DAYS = 4096
_LONGEST_DAY = 40  # letters of a date whose day is remembered: fractions of a second have no end
_VIETNAMESE_WORDS = re.compile(
    r"ngày|tháng|thg|lúc|thứ|chủ nhật|sáng|chiều|tối|\bsa\b|\bch\b|giờ", re.IGNORECASE
)


class FeedDate(NamedTuple):
    """A date that was read.

    moment: aware.
    has_zone: the text states the zone (otherwise the reader's default was taken).
    day_only: the text gives no time of day (``moment`` is then 00:00).
    """

    moment: datetime
    has_zone: bool
    day_only: bool = False


@lru_cache(maxsize=4096)
def _zone(text: str) -> tzinfo | None:
    word = text.strip().strip("()").strip().lower()
    if word in _ZONES:
        hours = _ZONES[word]
        return timezone(timedelta(hours=hours)) if hours else UTC
    found = _OFFSET.match(word)
    if not found and word[:4] in ("ict ", "ict+", "ict("):
        return _zone(word[:3])
    if not found:
        return None
    hours, minutes = int(found["hour"]), int(found["minute"] or 0)
    if hours > 14 or minutes > 59:
        return None
    offset = timedelta(hours=hours, minutes=minutes) * (1 if found["sign"] == "+" else -1)
    return timezone(offset) if offset else UTC


def read_date(text: str, *, default_zone: tzinfo = UTC, vietnamese: bool = False) -> FeedDate | None:
    """Read one date string; None if it is not one, or is ambiguous.

    default_zone: taken where the text states no zone.  Text in Vietnamese words is in Vietnam time.
    vietnamese: the feed is Vietnamese, so 4/5/2025 is 4 May; otherwise such a date is refused.
    """
    quick = usual(text)
    if quick is not None:
        return FeedDate(quick, True)
    text = " ".join(unicodedata.normalize("NFC", text[:120]).split())
    if not text or not any(c.isdigit() for c in text):
        return None
    found = _ISO.match(text)
    if found:
        month = found["month"] or found["month2"] or found["month3"]
        day = found["day"] or found["day2"] or found["day3"]
        return _build(found, int(found["year"]), int(month), int(day), default_zone)
    for pattern in (_WORDS, _ASCTIME, _AMERICAN):
        found = pattern.match(text)
        if found:
            named = _MONTHS.get(_bare(found["name"]))
            if named is not None:
                return _build(found, _full_year(found["year"]), named, int(found["day"]), default_zone)
    return _read_vietnamese(text, default_zone, vietnamese)


def usual(text: str) -> datetime | None:
    """The moment where it is written in one of the two ways that nearly all feeds keep to, with its zone; None where
    it needs a longer look.

    Of one day there are many entries: a day and a zone once read are known, and the time of day is added.
    """
    colon = text.find(":")
    day = _days.get((text[: colon - 2], text[colon + 6 :])) or _day(text)
    if day is None:
        return None
    minutes, seconds = _MINUTES.get(text[colon - 2 : colon + 3]), _SECONDS.get(text[colon + 3 : colon + 6])
    if minutes is None or seconds is None:  # a leap second, 24:00, no such time
        return None
    return day + minutes + seconds


def _day(text: str) -> datetime | None:
    """The beginning of the day, in the zone that is stated, of a date of a usual form; remembered."""
    found = _RFC_822.fullmatch(text)
    if found:
        number, name, year, stated = found.groups()
        month = _MONTHS.get(name.lower(), 0)
    else:
        found = _ISO_8601.fullmatch(text)
        if not found:
            return None
        year, of_year, number, stated = found.groups()
        month = int(of_year)
    zone = _zone(stated)
    if zone is None or not "0001" < year < "9999":
        return None
    try:
        day = datetime(int(year), month, int(number), 0, 0, 0, 0, zone)
    except ValueError:  # no such day
        return None
    if len(text) <= _LONGEST_DAY:
        if len(_days) >= _MOST_DAYS:
            _days.clear()
        colon = text.index(":")
        _days[text[: colon - 2], text[colon + 6 :]] = day
    return day


def _read_vietnamese(text: str, default_zone: tzinfo, vietnamese: bool) -> FeedDate | None:
    weekday = _WEEKDAY.match(text)
    vietnamese = vietnamese or bool(weekday) or bool(_VIETNAMESE_WORDS.search(text))
    rest = text[weekday.end() :] if weekday else text
    rest = re.sub(r"^(?:ngày|lúc)\s+", "", rest, flags=re.IGNORECASE)
    zone = VIETNAM if vietnamese and default_zone is UTC else default_zone
    long = _LONG_VIETNAMESE.match(rest)
    if long:
        word = long["month"].lower()
        month = int(word) if word.isdigit() else _VIETNAMESE_MONTHS.get(word, 0)
        return _build(long, int(long["year"]), month, int(long["day"]), zone)
    found = _NUMBERS.match(rest) or _TIME_FIRST.match(rest)
    if not found:
        return None
    first, second = int(found["day"]), int(found["month"])
    half = (found["half"] or "").lower()
    american = half.startswith(("a", "p"))
    if first > 12 or first == second or (vietnamese and not american) or found["sep"] == ".":
        return _build(found, int(found["year"]), second, first, zone)
    if second > 12:
        return _build(found, int(found["year"]), first, second, zone)
    return None


def _bare(word: str) -> str:
    return (
        "".join(c for c in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(c)) or word
    )


def _full_year(digits: str) -> int:
    year = int(digits)
    return year if len(digits) == 4 else year + (2000 if year < 69 else 1900)


def _build(found: re.Match[str], year: int, month: int, day: int, default_zone: tzinfo) -> FeedDate | None:
    parts = found.groupdict()
    day_only = parts["hour"] is None
    hour, minute, second = (int(parts[key] or 0) for key in ("hour", "minute", "second"))
    half = (parts.get("half") or "").lower().replace(".", "")
    if half:
        if not 1 <= hour <= 12 and half in ("am", "pm"):
            return None
        if half in ("pm", "ch", "chiều", "tối") and hour < 12:
            hour += 12
        elif half in ("am", "sa") and hour == 12:
            hour = 0
    zone: tzinfo | None = default_zone
    stated = (parts.get("zone") or "").strip()
    if stated:
        zone = _zone(stated)
        if zone is None:
            return None
    later = timedelta()
    if second == 60:
        second, later = 59, timedelta(seconds=1)
    if hour == 24 and minute == second == 0:
        hour, later = 0, timedelta(days=1)
    try:
        moment = datetime(year, month, day, hour, minute, second, tzinfo=zone) + later
        moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return FeedDate(moment, has_zone=bool(stated), day_only=day_only)
