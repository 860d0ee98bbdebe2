"""The rules by which a line is read out, in the order in which they are tried; each knows one kind of thing.

A rule gives the words, or None where the thing is not what it looks like ("7-9" is no day behind "tỷ số").
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from nhipcau.engines.vntext.saying.numerals import Manner, decimal, digit_by_digit, whole
from nhipcau.engines.vntext.saying.short import letter, marked, of_paper, short_form
from nhipcau.engines.vntext.saying.units import PER, UNIT, per, unit_of

NUM = r"(?:\d{1,3}(?:\.\d{3})+(?:,\d{1,6})?|\d{1,3}(?:,\d{3}){2,}|\d{1,18}(?:,\d{1,6})?)"
DASH = r"\s?[-–—]\s?"
_LOOK = 40
"""So many letters before a thing tell what it is."""
_DAYLY = re.compile(
    r"(?:ngày|sáng|trưa|chiều|tối|đêm|hôm|mùng|mồng|dịp|lễ|kỷ niệm|kỉ niệm|từ|đến|tới|trước|sau|vào|hết|quá)\s*\(?$"
)
_OF_A_DAY = re.compile(r"(?:ngày|sáng|trưa|chiều|tối|đêm|hôm|mùng|mồng|dịp|lễ|kỷ niệm|kỉ niệm)\s*\(?$")
_NAMED_DAY = re.compile(r"(?:\b(?:Ngày|Lễ|Tết)(?:\s\w+){1,4}|[Nn]gày (?:mai|kia|nay))\s*\(?$")
_SCORE = re.compile(r"(?:tỷ số|tỉ số|thắng|thua|hòa|hoà)\s*$")
_CALLED = re.compile(
    r"(?:gọi|điện thoại|đường dây nóng|tổng đài|hotline|số máy|đt|fax|zalo)\s*(?:số|là)?\s*:?\s*$"
)
_HOURLY = re.compile(r"(?:lúc|hồi|từ|đến|tới|sáng|trưa|chiều|tối|đêm|khoảng|trước|sau)\s*$")
_ROMAN_AFTER = re.compile(
    r"(?:quý|khóa|khoá|thế kỷ|thế kỉ|chương|phần|mục|phụ lục|thứ|hạng|vùng|cấp|loại|nhóm|đợt|kỳ|kì|tập|giai đoạn|bậc|khu vực|"
    r"biểu|bảng|điều|đại hội|hội nghị|dự án|tiểu dự án|số|quân khu|lớp|hình|và|đến|,|-|–)\s*$"
)
_PARTLY = re.compile(
    r"\s*(?:số|tổng|diện tích|dân số|thời gian|chặng|quãng|chiều|người|hộ|xã|phường|thôn|bon|buôn|đại biểu|hội viên|kế hoạch|nội dung)"
)
_STREET = re.compile(r"(?:đường|phố|đại lộ)\s*$")


@dataclass(frozen=True)
class Place:
    """Where a rule is tried: in which line, at which letter, in which manner numbers are read."""

    line: str
    at: int
    manner: Manner
    ahead: str = ""
    """The end of the line before: a day may stand at the head of the next one."""

    @cached_property
    def before(self) -> str:
        """What stands before, in small letters."""
        here = self.line[max(0, self.at - _LOOK) : self.at]
        return (f"{self.ahead} {here}" if self.at < _LOOK and self.ahead else here).lower()

    @cached_property
    def names_a_day(self) -> bool:
        """Whether a day with a name stands before: "Ngày Quốc khánh 2/9", "ngày mai 2/12"."""
        return _NAMED_DAY.search(self.line[max(0, self.at - _LOOK) : self.at]) is not None

    def follows(self, word: str) -> bool:
        """Whether a word stands right before."""
        return re.search(rf"(?<!\w){word}\s*:?\s*$", self.before) is not None

    def number(self, text: str) -> str:
        """A written number in words."""
        return number(text, self.manner)

    def led(self, word: str, said: str) -> str:
        """With a word before it, unless it stands there already."""
        return said if self.follows(word) else f"{word} {said}"


@dataclass(frozen=True, slots=True)
class Rule:
    """name: for whoever tunes.  pattern: tried where a word begins.  read: the words, or None."""

    name: str
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], Place], str | None]


def number(text: str, manner: Manner) -> str:
    """ "1.250" → "một nghìn hai trăm năm mươi", "12,5" → "mười hai phẩy năm", "007" digit by digit."""
    if re.fullmatch(r"\d{1,3}(?:,\d{3}){2,}", text):
        text = text.replace(",", "")
    before, _, behind = text.replace(".", "").partition(",")
    if behind:
        return decimal(before, behind, manner)
    if len(before) > 2 and before.startswith("0"):
        return digit_by_digit(before)
    return whole(int(before), manner)


def _year(text: str, place: Place) -> str:
    return f"năm {whole(int(text), place.manner)}"


def _is_day(day: str, month: str) -> bool:
    return 1 <= int(day) <= 31 and 1 <= int(month) <= 12


def _month(text: str, manner: Manner) -> str:
    return f"tháng {'tư' if int(text) == 4 else whole(int(text), manner)}"


def _date(day: str, month: str, year: str | None, place: Place) -> str:
    said = f"{whole(int(day), place.manner)} {_month(month, place.manner)}"
    return f"{said} {_year(year, place)}" if year else said


# ---- what is found by its form


def _address(found: re.Match[str], _place: Place) -> str:
    text = found[0].rstrip(".,;:)”\"'")
    return marked(text) + found[0][len(text) :]


def _document(found: re.Match[str], place: Place) -> str | None:
    said = of_paper(found["sign"], place.manner)
    if said is None:
        return None
    serial = found["serial"]
    tail = f" {letter(serial[-1])}" if serial[-1].isalpha() else ""
    first = f"{whole(int(serial.rstrip('abcdđABCDĐE')), place.manner)}{tail}"
    year = f" {_year(found['year'], place)}" if found["year"] else ""
    return place.led("số", f"{first}{year}, {said}")


def _phone(found: re.Match[str], place: Place) -> str | None:
    digits = re.sub(r"\D", "", found[0])
    if not (7 if digits.startswith("0") else 8) <= len(digits) <= 12:
        return None
    plus = "cộng " if found[0].startswith("+") else ""
    return f"{plus}{digit_by_digit(digits)}"


def _called(found: re.Match[str], place: Place) -> str | None:
    return digit_by_digit(found[0]) if _CALLED.search(place.before) else None


def _full_date(found: re.Match[str], place: Place) -> str | None:
    if not _is_day(found["d"], found["m"]):
        return None
    said = place.led("ngày", _date(found["d"], found["m"], found["y"], place))
    if found["d2"] and _is_day(found["d2"], found["m2"]):
        return f"{said} đến ngày {_date(found['d2'], found['m2'], found['y2'], place)}"
    return None if found["d2"] else said


def _days(found: re.Match[str], place: Place) -> str | None:
    """ "15-20/6", "30/5 - 2/6/2026"."""
    first_month = found["m"] or found["m2"]
    if not _is_day(found["d"], first_month) or not _is_day(found["d2"], found["m2"]):
        return None
    if not found["m"] and int(found["d"]) >= int(found["d2"]):
        return None
    first = _date(found["d"], found["m"], None, place) if found["m"] else whole(int(found["d"]), place.manner)
    return f"{place.led('ngày', first)} đến ngày {_date(found['d2'], found['m2'], found['y2'], place)}"


def _month_of_year(found: re.Match[str], place: Place) -> str | None:
    if not 1 <= int(found["m"]) <= 12:
        return None
    said = f"{_month(found['m'], place.manner)} {_year(found['y'], place)}"
    return said.removeprefix("tháng ") if place.follows("tháng") else said


def _day_or_share(found: re.Match[str], place: Place) -> str | None:
    """ "30/4" is a day behind what leads to one, else a share: "2/3 số xã", "14/15 kiến nghị"."""
    one, other = found[1], found[2]
    could = _is_day(one, other)
    behind = place.line[found.end() : found.end() + 20].lower()
    if could and _STREET.search(place.before):
        return _date(one, other, None, place)
    if (one, other) in (("24", "7"), ("24", "24")) and not _OF_A_DAY.search(place.before):
        return f"{place.number(one)} trên {place.number(other)}"
    if could and (_DAYLY.search(place.before) or place.names_a_day) and not _PARTLY.match(behind):
        return place.led("ngày", _date(one, other, None, place))
    first, second = (place.number(text) for text in (one, other))
    if int(one) < int(other) <= 10 and (_PARTLY.match(behind) or len(one + other) == 2):
        return f"{first} phần {'tư' if other == '4' else second}"
    if could and int(one) > 12 and not _PARTLY.match(behind):
        return place.led("ngày", _date(one, other, None, place))
    return f"{first} trên {second}"


def _day_with_dash(found: re.Match[str], place: Place) -> str | None:
    if not (_OF_A_DAY.search(place.before) and _is_day(found[1], found[2])):
        return None
    return place.led("ngày", _date(found[1], found[2], None, place))


def _hour_said(hour: str, minute: str | None, second: str | None, place: Place) -> str:
    said = f"{whole(int(hour), place.manner)} giờ"
    if minute and int(minute):
        said += f" {whole(int(minute), place.manner)} phút"
    if second and int(second):
        said += f" {whole(int(second), place.manner)} giây"
    return said


def _hours(found: re.Match[str], place: Place) -> str | None:
    part = found.groupdict()
    if part["sign"].lower() == "g" and not part["min"] and not _HOURLY.search(place.before):
        return None
    if int(part["hour"]) > 24 or int(part["min"] or 0) > 59:
        return None
    said = _hour_said(part["hour"], part["min"], None, place)
    if part["hour2"]:
        if int(part["hour2"]) > 24:
            return None
        said += f" đến {_hour_said(part['hour2'], part['min2'], None, place)}"
    return said


def _clock(found: re.Match[str], place: Place) -> str | None:
    if int(found[1]) > 24 or int(found[2]) > 59 or place.follows("tỷ lệ") or place.follows("tỉ lệ"):
        return None
    said = _hour_said(found[1], found[2], found[3], place)
    if found[4]:
        said += f" đến {_hour_said(found[4], found[5], None, place)}"
    return said


def _years(found: re.Match[str], place: Place) -> str:
    return f"{whole(int(found[1]), place.manner)} đến {whole(int(found[2]), place.manner)}"


def _score(found: re.Match[str], place: Place) -> str | None:
    return f"{place.number(found[1])} {place.number(found[2])}" if _SCORE.search(place.before) else None


def _ratio(found: re.Match[str], place: Place) -> str:
    return f"{place.number(found[1])} trên {place.number(found[2])}"


def _range(found: re.Match[str], place: Place) -> str:
    unit = f" {unit_of(found['unit'])}" if found["unit"] else ""
    return f"{place.number(found[1])} đến {place.number(found[2])}{unit}"


_CURRENCY = {"$": "đô la Mỹ", "US$": "đô la Mỹ", "€": "ơ-rô"}


def _money(found: re.Match[str], place: Place) -> str:
    scale = f" {found[3]}" if found[3] else ""
    return f"{place.number(found[2])}{scale} {_CURRENCY[found[1]]}"


def _measure(found: re.Match[str], place: Place) -> str:
    sign = {"-": "âm ", "−": "âm ", "–": "âm ", "+": "cộng ", "±": "cộng trừ "}.get(found["sign"] or "", "")
    scale = f" {found['scale']}" if found["scale"] else ""
    said = f"{sign}{place.number(found['num'])}{scale} {unit_of(found['unit'])}"
    return f"{said}{per(found['unit'], found['per'])}" if found["per"] else said


def _signed(found: re.Match[str], place: Place) -> str | None:
    if place.at and place.line[place.at - 1].isalnum():
        return None
    sign = {"+": "cộng", "±": "cộng trừ"}.get(found[1], "âm")
    return f"{sign} {place.number(found[2])}"


def _kilometre(found: re.Match[str], place: Place) -> str:
    more = f" cộng {place.number(found[2])}" if found[2] else ""
    return f"ki-lô-mét {place.number(found[1])}{more}"


_ROMANS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_VALID = re.compile(r"(?:X{0,3}|XL|LX{0,3}|XC)(?:IX|IV|V?I{0,3})$")


def _roman_value(text: str) -> int:
    values = [_ROMANS[sign] for sign in text]
    return sum(
        -value if value < following else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )


def _ordinal(value: int, place: Place) -> str:
    return {1: "nhất", 4: "tư"}.get(value) or whole(value, place.manner)


def _roman(found: re.Match[str], place: Place) -> str | None:
    text = found[1]
    heads = (
        place.at <= _LOOK
        and not place.line[: place.at].strip()
        and found.end() < len(place.line)
        and place.line[found.end()] in ".)/-"
    )
    if not _VALID.match(text) or not (heads or _ROMAN_AFTER.search(place.before)):
        return None
    value = _roman_value(text)
    said = _ordinal(value, place) if place.follows("thứ") else whole(value, place.manner)
    return f"{said} {_year(found[2], place)}" if found[2] else said


def _in_order(found: re.Match[str], place: Place) -> str | None:
    return _ordinal(int(found[0]), place) if place.follows("thứ") and int(found[0]) < 100 else None


def _of_month(found: re.Match[str], place: Place) -> str | None:
    return "tư" if place.follows("tháng") and int(found[0]) == 4 else None


_ROADS = {
    "QL": "quốc lộ",
    "ĐT": "đường tỉnh",
    "TL": "tỉnh lộ",
    "ĐH": "đường huyện",
    "HL": "hương lộ",
}


def _road(found: re.Match[str], place: Place) -> str:
    tail = f" {letter(found[3])}" if found[3] else ""
    return f"{_ROADS[found[1]]} {whole(int(found[2]), place.manner)}{tail}"


_QUARTERS = {"Q": "quận", "P": "phường"}


def _quarter(found: re.Match[str], place: Place) -> str:
    return f"{_QUARTERS[found[1]]} {whole(int(found[2]), place.manner)}"


def _named_number(found: re.Match[str], place: Place) -> str | None:
    said = short_form(found[1], place.line, place.at, found.end(1))
    return f"{said} {place.number(found[2])}" if said is not None else None


def _version(found: re.Match[str], place: Place) -> str:
    return " chấm ".join(place.number(part) for part in found[0].split("."))


def _with_letter(found: re.Match[str], place: Place) -> str:
    return f"{place.number(found[1])} {letter(found[2])}"


def _plain(found: re.Match[str], place: Place) -> str:
    said = place.number(found["num"])
    again = found["again"]
    if again and again.strip(" ()").lower() not in (
        said,
        said.replace("tư", "bốn"),
        said.replace("lăm", "năm"),
    ):
        return f"{said}{again}"
    return said


def _short(found: re.Match[str], place: Place) -> str | None:
    return short_form(found[0], place.line, place.at, found.end())


def _sign(found: re.Match[str], place: Place) -> str:
    said = _SIGNS[found[0]]
    before = " " if place.at and not place.line[place.at - 1].isspace() else ""
    after = " " if found.end() < len(place.line) and not place.line[found.end()].isspace() else ""
    return f"{before}{said}{after}"


_SIGNS = {"&": "và", "№": "số", "≥": "lớn hơn hoặc bằng", "≤": "nhỏ hơn hoặc bằng", "<": "nhỏ hơn", ">": "lớn hơn", "=": "bằng", "×": "nhân"}  # fmt: skip


def _per(found: re.Match[str], place: Place) -> str | None:
    if not place.at or not place.line[place.at - 1].isalpha():
        return None
    return f" một {PER[found[1]]}"


def _rule(name: str, pattern: str, read: Callable[[re.Match[str], Place], str | None]) -> Rule:
    return Rule(name, re.compile(pattern), read)


_SIGN_OF_PAPER = r"(?P<sign>[A-ZĐ][A-Za-zĐđ&]{0,14}(?:(?:[-–/]\s?|\s[-–/])(?=[A-ZĐ]{2})[A-ZĐ][A-Za-zĐđ&]{0,14}\d{0,2}){0,5}\d{0,2})"

RULES: tuple[Rule, ...] = (
    _rule("address", r"(?:https?://|www\.)[^\s]{1,300}|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,30}){1,5}|(?:[a-z0-9-]{1,40}\.){1,4}(?:vn|com|net|org|gov|edu)(?![\w])(?:/[^\s]{0,200})?", _address),
    _rule("long", r"\d{16,}", lambda found, _place: digit_by_digit(found[0])),
    _rule("document", rf"(?P<serial>\d{{1,5}}[a-zđA-E]?)\s?(?:/\s?(?P<year>(?:19|20)\d\d)\s?)?[/-]\s?{_SIGN_OF_PAPER}(?![\w])", _document),
    _rule("phone", r"\+84[\s.]?\d[\d\s.]{6,12}\d|\(0\d{1,3}\)[\s.]?\d[\d\s.]{4,9}\d|0\d{2,3}[\s.]\d[\d\s.]{1,9}\d(?!\d)|0\d{9,10}(?!\d)|1[89]00[\s.]?\d{4}(?!\d)", _phone),
    _rule("called", r"\d{3,11}(?![\d.,]{0,20}\d)", _called),
    _rule("full date", rf"(?P<d>\d{{1,2}})([/.-])(?P<m>\d{{1,2}})\2(?P<y>\d{{4}})(?!\d)(?:{DASH}(?P<d2>\d{{1,2}})\2(?P<m2>\d{{1,2}})\2(?P<y2>\d{{4}})(?!\d))?", _full_date),
    _rule("days", rf"(?P<d>\d{{1,2}})(?:/(?P<m>\d{{1,2}}))?{DASH}(?P<d2>\d{{1,2}})/(?P<m2>\d{{1,2}})(?:/(?P<y2>\d{{4}}))?(?![\d/])", _days),
    _rule("month of a year", r"(?P<m>\d{1,2})/(?P<y>(?:19|20)\d\d)(?![\d/])", _month_of_year),
    _rule("day or share", r"(\d{1,2})/(\d{1,2})(?![\d/])", _day_or_share),
    _rule("share", r"(\d{1,6})/(\d{1,6})(?![\d/])", _ratio),
    _rule("hours", rf"(?P<hour>\d{{1,2}})\s?(?P<sign>[hHg])\s?(?P<min>\d{{2}})?(?:\s?(?:phút|'|p(?!\w)))?(?![\w/])(?:{DASH}(?P<hour2>\d{{1,2}})\s?[hHg]\s?(?P<min2>\d{{2}})?(?![\w/]))?", _hours),
    _rule("clock", rf"(\d{{1,2}}):(\d{{2}})(?::(\d{{2}}))?(?!\d)(?:{DASH}(\d{{1,2}}):(\d{{2}})(?!\d))?", _clock),
    _rule("ratio", r"(\d{1,9}):(\d{1,9})(?!\d)", _ratio),
    _rule("years", rf"((?:19|20)\d\d){DASH}((?:19|20)\d\d)(?!\d)", _years),
    _rule("score", r"(\d{1,3})\s?[-–]\s?(\d{1,3})(?![\d.,]{0,20}\d)", _score),
    _rule("day with a dash", r"(\d{1,2})[-–](\d{1,2})(?![\d/])", _day_with_dash),
    _rule("money", rf"(US\$|\$|€)\s?({NUM})(?:\s(nghìn|ngàn|triệu|tỷ|tỉ))?", _money),
    _rule("range", rf"({NUM}){DASH}({NUM})(?!\d)(?:\s?(?P<unit>{UNIT})(?!\w))?", _range),
    _rule("measure", rf"(?P<sign>(?<!\w)[-−–+±])?(?P<num>{NUM})(?:\s(?P<scale>nghìn|ngàn|triệu|tỷ|tỉ))?\s?(?P<unit>{UNIT})(?!\w)(?:/(?P<per>[^\W\d_]{{1,4}}[²³23]?)(?!\w))?", _measure),
    _rule("signed", rf"([-−–+±])({NUM})", _signed),
    _rule("kilometre", r"[Kk][Mm]\s?(\d{1,4})(?:\s?\+\s?(\d{1,4}))?(?!\d)", _kilometre),
    _rule("roman", r"([IVXLC]{1,7})(?!\w)(?:/((?:19|20)\d\d)(?!\d))?", _roman),
    _rule("in order", r"\d{1,2}(?![\d.,]{0,20}\d)", _in_order),
    _rule("of a month", r"0?4(?![\d.,/]{0,20}\d)", _of_month),
    _rule("road", r"(QL|ĐT|(?:TL|ĐH|HL)(?=\.?\d))[\s.]?(\d{1,4})([A-Z])?(?!\w)", _road),
    _rule("quarter", r"([QP])\.\s?(\d{1,2})(?!\w)", _quarter),
    _rule("named number", r"([A-ZĐ][A-Za-zĐ]{1,9})-(\d{1,4})(?!\w)", _named_number),
    _rule("version", r"\d{1,2}(?:\.\d{1,2})+(?![\d,]|\.\d)", _version),
    _rule("with a letter", r"(\d{1,5})([A-Za-zĐđ])(?!\w)", _with_letter),
    _rule("number", rf"(?P<num>{NUM})(?P<again>\s?\([^\W\d_]{{2,7}}(?:\s[^\W\d_]{{2,7}}){{0,6}}\))?", _plain),
    _rule("short form", r"T[Pp]\.?\s?HCM(?!\w)|T[PpX]\.\s?(?=[A-ZĐ])|[A-ZĐƠƯ](?:[A-ZĐƠƯ]|&(?=[A-ZĐ])|-(?=[A-ZĐ]{2}))+(?!\w)", _short),
    _rule("per", rf"/({'|'.join(map(re.escape, sorted(PER, key=len, reverse=True)))})(?!\w)", _per),
    _rule("sign", r"[&№≥≤<>=×]", _sign),
)  # fmt: skip
