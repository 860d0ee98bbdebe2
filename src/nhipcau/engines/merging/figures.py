"""Figures and times in a sentence of a report, as values: "02 lớp", "1.200", "1,2 tỷ đồng", "12/15", "92,5%", "ngày 15/5/2026",
"từ 12 - 16/4/2026", "quý I", "14h00".

A figure's value is exact: "1.200 triệu đồng" is "1,2 tỷ đồng".  A day without its year is the same as that day with one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from nhipcau.engines.vntext.dates import day_of
from nhipcau.engines.vntext.docnumbers import find_doc_numbers
from nhipcau.engines.vntext.regexes import regex


class Figure(NamedTuple):
    """A figure with its place in the text.  value: exact, in plain digits; "12/15" for a share.  unit: "%", "đồng", "USD" where it
    is written into the figure, else ""."""

    start: int
    end: int
    value: str
    unit: str


class When(NamedTuple):
    """A time with its place.  key: what it is without its year ("day 15 5", "quarter 1"); year: 0 where none is given."""

    start: int
    end: int
    key: str
    year: int


class Paper(NamedTuple):
    """The number of a document with its place, in canonical form."""

    start: int
    end: int
    number: str


_YEAR = r"(?:19|20)[0-9]{2}"
_OF_YEAR = rf"(?:\s*,?\s*nam\s*{_YEAR}|\s?[/.\-]\s?{_YEAR})?"
_POINT = (
    rf"(?:[0-9]{{1,2}}\s*thang\s*[0-9]{{1,2}}(?![0-9])|[0-9]{{1,2}}\s?[/.]\s?[0-9]{{1,2}}(?![0-9])){_OF_YEAR}"
)
_LINK = r"\s*(?:-|–|—|den\s+het|den)\s*(?:het\s+)?(?:ngay\s+)?"
_TIMES = regex(
    rf"""(?<![\w/.,])(?:
      (?P<iso>{_YEAR}-[0-9]{{2}}-[0-9]{{2}})(?![0-9])
    | (?:tu\s+)?(?:cac\s+)?(?:ngay\s+)?(?P<a>[0-9]{{1,2}}(?:\s?/\s?[0-9]{{1,2}}(?:\s?/\s?{_YEAR})?|\s+thang\s+[0-9]{{1,2}}(?:\s+nam\s+{_YEAR})?)?){_LINK}(?P<b>{_POINT})(?![0-9/])
    | (?:ngay\s*)?(?P<words>[0-9]{{1,2}}\s*thang\s*[0-9]{{1,2}}(?![0-9]))(?P<wy>\s*,?\s*nam\s*{_YEAR}|\s?/\s?{_YEAR})?
    | (?:ngay\s*)?(?P<digits>[0-9]{{1,2}}\s?[/.\-]\s?[0-9]{{1,2}}\s?[/.\-]\s?{_YEAR})(?![0-9/])
    | (?P<led>(?:ngay|sang|chieu|toi|den|tu|vao|het|truoc|sau)\s+(?:ngay\s+)?)(?P<short>[0-9]{{1,2}}\s?[/\-]\s?[0-9]{{1,2}})(?![0-9/%]|[.,][0-9])
    | (?:vao\s+)?(?P<luc>luc\s+|hoi\s+)?(?P<hour>[0-9]{{1,2}})\s?(?:(?:gio|h|g)\s?(?P<minute>[0-9]{{2}})(?:\s?phut|p)?|(?P<bare>h|gio))(?![\w])
    | (?:trong\s+)?(?:cac\s+)?(?P<half>[0-9]{{1,2}}\s*thang\s*(?P<end>dau|cuoi)\s*(?:cua\s+)?nam)(?:\s*(?P<hy>{_YEAR}))?
    | (?:trong\s+)?(?P<past>[0-9]{{1,2}}\s*(?:thang|tuan|nam|ngay))\s+(?:vua\s+)?qua(?![\w])
    | (?:trong\s+)?(?<!bao\ cao\ )(?<!ke\ hoach\ )(?<!moi\ )(?P<span>[0-9]{{1,2}}\s*thang)(?!\s*[0-9]|[\w])
    | (?:trong\s+)?(?:quy|qui)\s*(?P<quarter>iv|i{{1,3}}|[1-4])(?![\w])(?:\s*,?\s*(?:/|-|nam)?\s*(?P<qy>{_YEAR}))?
    | (?:trong\s+)?(?<!moi\ )(?<!hang\ )(?<!mot\ )(?:thang)\s*(?P<month>[0-9]{{1,2}})(?![0-9])(?:(?:\s?/\s?|\s*,?\s*nam\s*)(?P<my>{_YEAR}))?
    | (?P<slashed>0?[1-9]|1[0-2])\s?/\s?(?P<sy>{_YEAR})(?![0-9/])
    | (?:trong\s+)?(?:cac\s+nam\s+|giai\s+doan\s+|nam\s+|tu\s+nam\s+)?(?P<y1>{_YEAR})\s*(?:-|–|—|den(?:\s+nam)?)\s*(?P<y2>{_YEAR})(?![0-9/])
    | (?:(?:trong|ca|suot)\s+)?nam\s*(?P<year>{_YEAR})(?![0-9/])
    | (?P<alone>20[1-4][0-9])(?![0-9/%]|[.,][0-9])
    )""",
    re.VERBOSE,
)
_MORE_YEAR = rf"(?:\s*,?\s*(?:/|-|nam)\s*({_YEAR}))?"
_MORE_QUARTERS = regex(rf"\s*(?:,|va|&|;)\s*(iv|i{{1,3}}|[1-4])(?![\w.,]*[0-9])(?![\w]){_MORE_YEAR}")
_MORE_MONTHS = regex(rf"\s*(?:,|va|&|;)\s*(1[0-2]|0?[1-9])(?![\w/]*[0-9])(?!\s*%)(?![\w]){_MORE_YEAR}")
_NUM = r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?(?![0-9])|[0-9]{1,3}(?:,[0-9]{3}){2,}(?![0-9])|[0-9]+(?:[.,][0-9]+)?"
_TIMES_OF = {"tram": 2, "nghin": 3, "ngan": 3, "trieu": 6, "ty": 9, "ti": 9}
_FIGURES = regex(
    rf"""(?<![\w.,])(?:
      (?P<part>[0-9]{{1,5}})\s?/\s?(?P<whole>[0-9]{{1,5}})(?![0-9/])
    | (?P<of>[0-9]{{1,5}})\s+tren\s+(?:tong\s+(?:so\s+)?)?(?P<all>[0-9]{{1,5}})(?![0-9])
    | (?P<num>{_NUM})(?:\s*(?P<times>tram|nghin|ngan|trieu|ty|ti)(?![\w]))?
      (?:\s*(?P<rest>{_NUM})\s*(?P<resttimes>nghin|ngan|trieu)(?![\w]))?
      (?:\s*(?P<unit>%|phan\s+tram(?![\w])|(?:viet\s+nam\s+)?dong(?!\s+(?:chi|bao)|[\w])|vnd(?![\w])|d(?![\w/])|usd(?![\w])|do\ la(?:\s+my)?(?![\w])|euro?(?![\w])))?
    )""",
    re.VERBOSE,
)
_UNITS = (("%", "%"), ("phan", "%"), ("usd", "USD"), ("do la", "USD"), ("eur", "EUR"), ("", "đồng"))
_LARGEST = 18  # digits: longer runs are no counts of a report, and say nothing as a number


def papers_in(text: str) -> list[Paper]:
    """The numbers of documents, with where they stand."""
    return [Paper(one.start, one.end, one.canonical) for one in find_doc_numbers(text)]


def times_in(folded: str, units: Callable[[int], bool]) -> Iterator[When]:
    """The times of a folded text.

    units: whether a word that is counted begins at a place; "12/5 xã" is a share and no day, "2026 người" no year.
    """
    for match in _TIMES.finditer(folded):
        found = _time(match)
        if found is None:
            continue
        key, year = found
        if (match["alone"] or match["short"] or match["b"]) and units(match.end()):
            continue
        if match["quarter"] or match["month"]:
            more = list(_listed(folded, match, units))
            yield from more
            year = year or next((one.year for one in reversed(more)), 0)
        start = match.start()
        if match["led"] and not match["led"].startswith("ngay"):
            start = match.start("short")
        yield When(start, match.end(), key, year)


def _listed(folded: str, match: re.Match[str], units: Callable[[int], bool]) -> Iterator[When]:
    """The further quarters or months of a list: "quý I, II năm 2026", "tháng 4, 5 và 6"; what is counted is none of them."""
    following = _MORE_QUARTERS if match["quarter"] else _MORE_MONTHS
    found: list[tuple[int, int, str]] = []
    at, year = match.end(), 0
    while not year and (more := following.match(folded, at)) is not None and not units(more.end()):
        number = _quarter(more[1]) if match["quarter"] else int(more[1])
        if not 1 <= number <= 12:
            break
        found.append((more.start(1), more.end(), f"{'quarter' if match['quarter'] else 'month'} {number}"))
        at, year = more.end(), int(more[2] or 0)
    for start, end, key in found:
        yield When(start, end, key, year)


def _quarter(sign: str) -> int:
    return 4 if sign == "iv" else len(sign) if sign[0] == "i" else int(sign)


def _time(match: re.Match[str]) -> tuple[str, int] | None:
    part = match.groupdict()
    if part["iso"]:
        year, month, day = (int(one) for one in part["iso"].split("-"))
        return _day(day, month, year)
    if part["b"]:
        return _days(part["a"], part["b"])
    if part["words"]:
        day, month = _ints(part["words"])[:2]
        return _day(day, month, _year(part["wy"]))
    if part["digits"]:
        day, month, year = _ints(part["digits"])
        return _day(day, month, year)
    if part["short"]:
        day, month = _ints(part["short"])
        return _day(day, month, 0)
    if part["hour"]:
        if part["bare"] == "gio" and not part["luc"]:
            return None  # "720 giờ" is a length
        hour, minute = int(part["hour"]), int(part["minute"] or 0)
        return (f"time {hour} {minute}", 0) if hour < 25 and minute < 60 else None
    if part["half"]:
        end = " cuoi" if part["end"] == "cuoi" else ""
        return f"months {_ints(part['half'])[0]}{end}", int(part["hy"] or 0)
    if part["past"]:
        return f"months {_ints(part['past'])[0]}", 0
    if part["span"]:
        return f"months {_ints(part['span'])[0]}", 0
    if part["quarter"]:
        return f"quarter {_quarter(part['quarter'])}", int(part["qy"] or 0)
    if part["month"] or part["slashed"]:
        month = int(part["month"] or part["slashed"])
        return (f"month {month}", int(part["my"] or part["sy"] or 0)) if 1 <= month <= 12 else None
    if part["y1"]:
        return f"years {part['y1']} {part['y2']}", 0
    return "year", int(part["year"] or part["alone"])


def _ints(words: str) -> list[int]:
    return [int(one) for one in re.findall("[0-9]+", words)]


def _year(words: str | None) -> int:
    found = re.search(_YEAR, words or "")
    return int(found.group()) if found else 0


def _day(day: int, month: int, year: int) -> tuple[str, int] | None:
    return (f"day {day} {month}", year) if day_of(year or 2024, month, day) else None


def _days(first: str, last: str) -> tuple[str, int] | None:
    ends = _ints(last)
    if len(ends) < 2 or day_of(2024, ends[1], ends[0]) is None:
        return None
    begins = _ints(first)
    month = begins[1] if len(begins) > 1 else ends[1]
    if day_of(2024, month, begins[0]) is None:
        return None
    return f"days {begins[0]} {month} {ends[0]} {ends[1]}", ends[2] if len(ends) > 2 else 0


def figures_in(folded: str) -> Iterator[Figure]:
    """The figures of a folded text; those that stand in times and numbers of documents are theirs."""
    for match in _FIGURES.finditer(folded):
        part = match.groupdict()
        if part["part"]:
            yield Figure(match.start(), match.end(), f"{int(part['part'])}/{int(part['whole'])}", "")
        elif part["of"]:
            yield Figure(match.start(), match.end(), f"{int(part['of'])}/{int(part['all'])}", "")
        else:
            value = _value(part["num"], part["times"])
            if part["rest"] and part["times"]:
                value += _value(part["rest"], part["resttimes"])
            unit = part["unit"] or ""
            end = match.end()
            if part["rest"] and not part["times"]:
                end, unit = match.end("num"), ""
            name = next(name for begins, name in _UNITS if unit.startswith(begins)) if unit else ""
            yield Figure(match.start(), end, f"{value.normalize():f}", name)


def _value(number: str, times: str | None) -> Decimal:
    if len(number) > _LARGEST:
        number = number[:_LARGEST].rstrip(".,")
    grouped = re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?", number)
    if grouped:
        number = number.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"[0-9]{1,3}(?:,[0-9]{3})+", number) and (number.count(",") > 1 or times is None):
        number = number.replace(",", "")
    else:
        number = number.replace(",", ".")
    try:
        return Decimal(number).scaleb(_TIMES_OF.get(times or "", 0))
    except InvalidOperation:
        return Decimal(0)


_MEASURES = {"tan": ("kg", 1_000), "ta": ("kg", 100), "yen": ("kg", 10), "km": ("m", 1_000), "met": ("m", 1)}


def converted(value: str, unit: str) -> tuple[str, str]:
    """A figure in the one unit of its kind: "20 tấn" is 20.000 kg; another figure as it is."""
    if unit not in _MEASURES or "/" in value:
        return value, unit
    base, times = _MEASURES[unit]
    return f"{(Decimal(value) * times).normalize():f}", base


_ONES = {
    "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5, "sáu": 6, "bảy": 7, "bẩy": 7,
    "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip
UNMARKED = {
    "mot": "một", "bon": "bốn", "nam": "năm", "sau": "sáu", "bay": "bảy", "tam": "tám", "chin": "chín", "muoi": "mười",
}  # fmt: skip
"""Numbers in words as they are typed without marks."""


_SCALES = {"nghìn": 1_000, "ngàn": 1_000, "triệu": 1_000_000, "tỷ": 1_000_000_000, "tỉ": 1_000_000_000}
MOST_WORDS = 12  # that a number in words takes


def counted(words: list[str]) -> tuple[int, int]:
    """A number in words at the head of ``words`` (small letters, with marks): its value and how many words it takes; (0, 0)
    where there is none: "mười hai", "hai mươi", "ba mươi lăm", "một trăm linh năm", "ba nghìn", "một triệu hai trăm nghìn"."""
    value, size = _below_thousand(words)
    scale = _SCALES.get(words[size], 0) if value and size < len(words) else 0
    if not scale:
        return value, size
    value, size = value * scale, size + 1
    while size < len(words):
        more, taken = _below_thousand(words[size:])
        behind = size + taken
        following = _SCALES.get(words[behind], 0) if more and behind < len(words) else 0
        if following and following < scale:
            value, size, scale = value + more * following, behind + 1, following
            continue
        if more >= 100 and not following:
            return value + more, behind
        break
    return value, size


def _below_thousand(words: list[str]) -> tuple[int, int]:
    value, size = _below_hundred(words)
    if not value or value > 9 or size >= len(words) or words[size] != "trăm":
        return value, size
    value, size = value * 100, size + 1
    if words[size : size + 1] in (["linh"], ["lẻ"]):
        more = _ONES.get(words[size + 1], 0) if size + 1 < len(words) else 0
        return (value + more, size + 2) if 0 < more < 10 else (value, size)
    more, taken = _below_hundred(words[size:])
    return (value + more, size + taken) if more > 9 else (value, size)


def _below_hundred(words: list[str]) -> tuple[int, int]:
    first = _ONES.get(words[0]) if words else None
    if first is None or words[0] in ("mốt", "tư", "lăm", "nhăm"):
        return 0, 0
    second = words[1] if len(words) > 1 else ""
    if first == 10:
        return (10 + _ONES[second], 2) if _ONES.get(second, 10) < 10 else (10, 1)
    if second == "chục":
        return first * 10, 2
    if second == "mươi":
        third = _ONES.get(words[2], 0) if len(words) > 2 else 0
        return (first * 10 + third, 3) if 0 < third < 10 else (first * 10, 2)
    return first, 1
