"""Dates and times as pages print them, read without guessing.

A day, month and year must all be there; "2 giờ trước", "Mon, 12 May" and an ambiguous 5/6/2025 on an
English page of unknown country are not dates.  Zones are kept as written; where none is written the
caller's zone for the page is used and the result says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

_MONTH_WORDS = {
    1: "january jan januar janvier gennaio enero janeiro januari января январь stycznia styczeń january січня ocak",
    2: "february feb februar février fevrier febbraio febrero fevereiro februari февраля февраль lutego luty лютого",
    3: "march mar märz maerz mars marzo março maret марта март marca marzec maart березня",
    4: "april apr avril aprile abril апреля апрель kwietnia kwiecień квітня",
    5: "may mai maggio mayo maio mei мая май maja maj травня",
    6: "june jun juni juin giugno junio junho июня июнь czerwca czerwiec червня",
    7: "july jul juli juillet luglio julio julho июля июль lipca lipiec липня",
    8: "august aug août aout agosto agustus augustus августа август sierpnia sierpień серпня",
    9: "september sep sept septembre settembre septiembre setembro сентября сентябрь września wrzesień вересня",
    10: "october oct oktober okt octobre ottobre octubre outubro октября октябрь października październik жовтня",
    11: "november nov novembre noviembre novembro nopember ноября ноябрь listopada listopad листопада",
    12: "december dec dezember dez décembre decembre dicembre diciembre dezembro desember декабря декабрь grudnia grudzień грудня",
}
MONTHS = {word: month for month, words in _MONTH_WORDS.items() for word in words.split()}
# Months of languages whose letters are no word characters to a pattern (vowel signs); long before short ones.
_SOUTHEAST = {
    1: "มกราคม ม.ค. មករា ມັງກອນ",
    2: "กุมภาพันธ์ ก.พ. កុម្ភៈ កុម្ភះ ກຸມພາ",
    3: "มีนาคม มี.ค. មីនា ມີນາ",
    4: "เมษายน เม.ย. មេសា ເມສາ",
    5: "พฤษภาคม พ.ค. ឧសភា ພຶດສະພາ",
    6: "มิถุนายน มิ.ย. មិថុនា ມິຖຸນາ",
    7: "กรกฎาคม ก.ค. កក្កដា ກໍລະກົດ",
    8: "สิงหาคม ส.ค. សីហា ສິງຫາ",
    9: "กันยายน ก.ย. កញ្ញា ກັນຍາ",
    10: "ตุลาคม ต.ค. តុលា ຕຸລາ",
    11: "พฤศจิกายน พ.ย. វិច្ឆិកា ພະຈິກ",
    12: "ธันวาคม ธ.ค. ធ្នូ ທັນວາ",
}
_SOUTHEAST_MONTHS = {word: month for month, words in _SOUTHEAST.items() for word in words.split()}
_SOUTHEAST_DAY = re.compile(
    r"(?P<day>[0-9]{1,2})\s*(?:ខែ\s*|ເດືອນ\s*)?(?P<word>"
    + "|".join(map(re.escape, sorted(_SOUTHEAST_MONTHS, key=len, reverse=True)))
    + r")\s*(?:พ\.ศ\.|ค\.ศ\.|ឆ្នាំ|ປີ)?\s*(?P<year>(?:19|20|25)[0-9]{2})(?![0-9])"
)
_BUDDHIST = 543  # years that the Buddhist era is ahead
_FOREIGN_DIGITS = str.maketrans("០១២៣៤៥៦៧៨៩໐໑໒໓໔໕໖໗໘໙๐๑๒๓๔๕๖๗๘๙０１２３４５６７８９", "0123456789" * 4)
_FOREIGN = re.compile("[\u0e00-\u0eff\u1780-\u17ff０-９]")
_HOUR_ZONES = {
    "utc": 0, "gmt": 0, "z": 0, "wet": 0, "bst": 1, "cet": 1, "cest": 2, "mez": 1, "mesz": 2, "eet": 2, "eest": 3, "msk": 3,
    "ict": 7, "wib": 7, "sgt": 8, "hkt": 8, "myt": 8, "pht": 8, "jst": 9, "kst": 9, "aest": 10, "aedt": 11,
    "est": -5, "edt": -4, "et": -5, "pst": -8, "pdt": -7, "mst": -7, "mdt": -6,
}  # fmt: skip

_ZONE = r"(?P<zone>z\b|(?:\(?\s*(?:gmt|utc)\s*)?[+\-−]\s?[0-9]{1,2}(?::?[0-9]{2})?\b\)?|\(?\b(?:utc|gmt|ict|wib|jst|kst|sgt|hkt|myt|pht|msk|est|edt|et|pst|pdt|mst|mdt|bst|cest|cet|mesz|mez|eest|eet|aest|aedt)\b\)?)"
_TIME = r"(?P<hour>[01]?[0-9]|2[0-4])\s?(?:[:h.]|時|时|시|giờ)\s?(?P<minute>[0-5][0-9])(?:\s?(?:分|분|phút))?(?::(?P<second>[0-5][0-9])(?:[.,][0-9]+)?)?(?:\s*(?P<half>[ap]\.?m\b\.?|sa\b|ch\b|sáng\b|chiều\b|tối\b))?"
_KOREAN_HALF = re.compile(r"(오전|오후|午前|午後|上午|下午)\s*(?=[0-9])")

_ISO = re.compile(
    r"(?P<year>(?:19|20)[0-9][0-9])-(?P<month>[0-9][0-9]?)-(?P<day>[0-9][0-9]?)"
    r"(?:(?:\s*[T,|]\s*|\s+(?:at\s+)?)(?P<hour>[0-9][0-9]?):(?P<minute>[0-9][0-9])(?::(?P<second>[0-9][0-9])(?:[.,][0-9]+)?)?\s*"
    + _ZONE
    + r"?)?",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"^(?P<year>(?:19|20)[0-9][0-9])(?P<month>[0-9][0-9])(?P<day>[0-9][0-9])(?:T?(?P<hour>[0-9][0-9])(?P<minute>[0-9][0-9])(?P<second>[0-9][0-9])?" + _ZONE + r"?)?$", re.IGNORECASE)  # fmt: skip
_EAST_ASIAN = re.compile(
    r"(?P<year>(?:19|20)[0-9][0-9])\s?[年년]\s?(?P<month>[0-9][0-9]?)\s?[月월]\s?(?P<day>[0-9][0-9]?)\s?[日일]"
)
_DOTTED_YEAR_FIRST = re.compile(
    r"(?<![0-9])(?P<year>(?:19|20)[0-9][0-9])\s?[./]\s?(?P<month>[0-9][0-9]?)\s?[./]\s?(?P<day>[0-9][0-9]?)(?![0-9])"
)
_VIETNAMESE = re.compile(
    r"(?<![0-9])(?P<day>[0-9][0-9]?)\s+(?:tháng|thg|th)\s?\.?\s?(?P<month>[0-9][0-9]?)\s*(?:,|năm)?\s*(?P<year>(?:19|20)[0-9][0-9])(?![0-9])",
    re.IGNORECASE,
)
_NUMERIC = re.compile(
    r"(?<![0-9/.\-])(?P<a>[0-9][0-9]?)\s?(?P<mark>[/.\-])\s?(?P<b>[0-9][0-9]?)\s?(?P=mark)\s?(?P<year>(?:19|20)[0-9][0-9])(?![0-9])"
)
_DAY_MONTH = re.compile(
    r"(?<![0-9])(?P<day>[0-9][0-9]?)(?:st|nd|rd|th|er|\.|º)?(?:\s+(?:de|of)\s+|[\s\-/])(?P<word>[^\W\d_]{3,12})\.?,?(?:\s+de\s+|[\s\-/])\s*(?P<year>(?:19|20)[0-9][0-9])(?![0-9])",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    r"(?<!\w)(?P<word>[^\W\d_]{3,12})\.?\s+(?P<day>[0-9][0-9]?)(?:st|nd|rd|th)?\s*,?\s+(?P<year>(?:19|20)[0-9][0-9])(?![0-9])",
    re.IGNORECASE,
)
_TIME_RE = re.compile(r"(?<![0-9:.,])" + _TIME, re.IGNORECASE)
_TIME_WORD_HOUR = re.compile(r"(?<![0-9:.,])(?P<hour>1?[0-9])\s?(?P<half>[ap]\.?m)\b", re.IGNORECASE)
_ZONE_RE = re.compile(r"^\s*[,;|]?\s*" + _ZONE, re.IGNORECASE)
_EPOCH = re.compile(r"^[0-9]{10}(?:[0-9]{3})?(?:\.[0-9]+)?$")
_URL_DAY = re.compile(
    r"/(?P<year>(?:19|20)[0-9][0-9])[/\-_]?(?P<month>0[1-9]|1[0-2])[/\-_]?(?P<day>0[1-9]|[12][0-9]|3[01])(?=[/\-_.]|$|[0-9]{3,}|[a-z])"
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A read date: always aware; ``has_zone`` if the zone was written, ``day_only`` if no time was."""

    when: datetime
    has_zone: bool
    day_only: bool


def _zone_of(written: str | None) -> timezone | None:
    """A written zone as a fixed offset, None if there is none or it is out of range."""
    if not written:
        return None
    word = written.lower().strip("() \t").replace("−", "-").replace(" ", "")
    if word in _HOUR_ZONES:
        return timezone(timedelta(hours=_HOUR_ZONES[word])) if _HOUR_ZONES[word] else UTC
    found = re.match(r"(?:gmt|utc)?([+-])([0-9]{1,2}):?([0-9]{2})?$", word)
    if not found:
        return None
    minutes = int(found.group(2)) * 60 + int(found.group(3) or 0)
    if minutes > 14 * 60:
        return None
    if minutes == 0:
        return UTC
    return timezone(timedelta(minutes=minutes if found.group(1) == "+" else -minutes))


def _build(
    year: int,
    month: int,
    day: int,
    clock: tuple[int, int, int] | None,
    zone: timezone | None,
    default: timezone,
) -> Moment | None:
    """A moment of checked parts, None if there is no such day or time."""
    hour, minute, second = clock or (0, 0, 0)
    extra = timedelta(0)
    if hour == 24 and minute == 0:
        hour, extra = 0, timedelta(days=1)
    try:
        when = datetime(year, month, day, hour, minute, second, tzinfo=zone or default) + extra
    except (ValueError, OverflowError):
        return None
    return Moment(when, zone is not None, clock is None)


def _clock(found: re.Match[str] | None) -> tuple[int, int, int] | None:
    """Hours, minutes and seconds of a matched time, afternoon hours counted on."""
    if found is None or not found.group("hour"):
        return None
    groups = found.groupdict()
    hour = int(groups["hour"])
    half = (groups.get("half") or "").lower().replace(".", "")
    if half in ("pm", "ch", "chiều", "tối") and hour < 12:
        hour += 12
    elif half in ("am", "sa") and hour == 12:
        hour = 0
    return hour, int(groups.get("minute") or 0), int(groups.get("second") or 0)


def _time_near(text: str, start: int, end: int) -> tuple[tuple[int, int, int] | None, timezone | None]:
    """The time of day printed right after a date, else right before it, and its zone."""
    after = text[end : end + 40]
    shifted = _KOREAN_HALF.search(after)
    afternoon = bool(shifted and shifted.group(1) in ("오후", "午後", "下午"))
    found = _TIME_RE.search(after) or _TIME_WORD_HOUR.search(after)
    if found and found.start() > 22:
        found = None
    rest = after[found.end() :] if found else after
    if found is None:
        before = text[max(0, start - 40) : start]
        times = list(_TIME_RE.finditer(before)) or list(_TIME_WORD_HOUR.finditer(before))
        if times and len(before) - times[-1].end() <= 30:
            found = times[-1]
            gap = before[found.end() :]
            zone = _ZONE_RE.match(gap)
            if zone:
                return _clock(found), _zone_of(zone.group("zone"))
    clock = _clock(found)
    if clock and afternoon and clock[0] < 12:
        clock = (clock[0] + 12, clock[1], clock[2])
    zone = _ZONE_RE.match(rest) if clock else None
    return clock, _zone_of(zone.group("zone")) if zone else None


def _numeric(found: re.Match[str], month_first: bool | None) -> tuple[int, int, int] | None:
    """Year, month, day of 12/5/2025; ``month_first`` None means the page's habit is not known."""
    a, b, year = int(found.group("a")), int(found.group("b")), int(found.group("year"))
    if a > 12 >= b:
        return year, b, a
    if b > 12 >= a:
        return year, a, b
    if a == b:
        return year, a, b
    if month_first is None:
        return None
    return (year, a, b) if month_first else (year, b, a)


def _in_figures(found: re.Match[str]) -> str:
    """A Thai, Lao or Khmer day as 2026-10-20; years of the Buddhist era are counted back."""
    year = int(found.group("year"))
    year -= _BUDDHIST if year >= 2400 else 0
    return f"{year:04}-{_SOUTHEAST_MONTHS[found.group('word')]:02}-{int(found.group('day')):02} "


@lru_cache(maxsize=4096)
def parse_moment(text: str, default: timezone = UTC, month_first: bool | None = False) -> Moment | None:
    """Read one date, with its time of day and zone where printed, out of a short text.

    default: zone of the page where none is written.  month_first: how 5/6/2025 is meant; None refuses
    it.  Returns None where day, month and year are not all there.
    """
    text = " ".join(text.split())[:200]
    if not text:
        return None
    if _FOREIGN.search(text):
        text = _SOUTHEAST_DAY.sub(_in_figures, text.translate(_FOREIGN_DIGITS))
    if _EPOCH.match(text):
        seconds = float(text) / (1000 if len(text.split(".")[0]) == 13 else 1)
        return Moment(datetime.fromtimestamp(int(seconds), UTC), True, False) if 6e8 < seconds < 4e9 else None
    found = _ISO.search(text) or _COMPACT.match(text)
    if found:
        clock = _clock(found)
        zone = _zone_of(found.group("zone"))
        if clock is None:
            clock, zone = _time_near(text, found.start(), found.end())
        return _build(
            int(found.group("year")), int(found.group("month")), int(found.group("day")), clock, zone, default
        )
    parts: tuple[int, int, int] | None = None
    for pattern in (_EAST_ASIAN, _VIETNAMESE, _DOTTED_YEAR_FIRST):
        found = pattern.search(text)
        if found:
            parts = int(found.group("year")), int(found.group("month")), int(found.group("day"))
            break
    if parts is None:
        for pattern in (_DAY_MONTH, _MONTH_DAY):
            found = pattern.search(text)
            month = MONTHS.get(found.group("word").lower()) if found else None
            if found and month:
                parts = int(found.group("year")), month, int(found.group("day"))
                break
    if parts is None:
        found = _NUMERIC.search(text)
        parts = _numeric(found, month_first) if found else None
    if parts is None or found is None:
        return None
    clock, zone = _time_near(text, found.start(), found.end())
    return _build(*parts, clock, zone, default)


def moment_of_url(url: str, default: timezone = UTC) -> Moment | None:
    """The day that an address itself carries (/2025/05/12/, /20250512…), None if it carries none."""
    found = _URL_DAY.search(url)
    if not found:
        return None
    return _build(
        int(found.group("year")), int(found.group("month")), int(found.group("day")), None, None, default
    )
