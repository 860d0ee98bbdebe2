"""Values of cells as people write them: numbers and days of Vietnamese offices, choices by their words.

``shown`` writes a value, ``read_value`` reads one; what cannot be read raises ``Wrong`` with the code of a fault.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from nhipcau.engines.fillable import words
from nhipcau.engines.fillable.model import Ask, Kind, Value
from nhipcau.engines.vntext import clean, fold, place_tones, read_day

_LONGEST_SHORT = 60  # letters of a number, a day, a yes
_DOTTED = re.compile(r"[.…_\s]*")
_NONE = frozenset({"-", "–", "—"})
_YES = frozenset({"co", "x", "yes", "true", "dung", "1", "✓", "✔", "☑", "☒", "√", "v"})
_NO = frozenset({"khong", "no", "false", "sai", "0", "☐"})
_CARRIAGE = re.compile(r"_x000[dD]_|\r\n?|[\u0085\u2028\u2029\x0b\x0c]")
_NUMBERS = (
    (re.compile(r"\d+"), ""),
    (re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?"), ".,"),  # 1.250,5
    (re.compile(r"\d{1,3}(?: \d{3})+(?:,\d+)?"), " ,"),  # 1 250,5
    (re.compile(r"\d+,\d+"), " ,"),  # 12,5
    (
        re.compile(r"\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?|\d{1,3}(?:,\d{3})+\.\d+"),
        ",.",
    ),  # as English programs write
    (re.compile(r"\d+\.(?:\d{1,2}|\d{4,})"), " ."),  # 12.5: three digits behind one point are thousands
)
_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
_FIRST_DAY, _LAST_DAY = date(1901, 1, 1), date(2199, 12, 31)


class Wrong(Exception):
    """A cell that cannot be read: the code and the params of a Fault."""

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@dataclass(frozen=True, slots=True)
class Cell:
    """What a file holds in a cell, whatever kind of file.

    text: as typed.  number: where the file keeps one; percent: shown as one; day: where it is shown as one.
    tag: of a content control.  formula: "" for none, "kept" with its result, "open" without, "failed" with an error's name.
    merged: one of several made one; covered: not the first of them.
    """

    text: str = ""
    number: Decimal | None = None
    percent: bool = False
    day: date | None = None
    is_true: bool | None = None
    tag: str = ""
    formula: str = ""
    merged: bool = False
    covered: bool = False
    comments: tuple[str, ...] = ()
    picture: bool = False
    tracked: bool = False
    old_font: bool = False
    since_1904: bool = False


EMPTY = Cell()


def day_of_serial(number: Decimal | float, *, since_1904: bool = False) -> date | None:
    """The day that a workbook counts; None outside of what a form may hold."""
    try:
        days = int(number)
        if not since_1904 and days <= 60:  # a day that never was, and those counted before it
            return None
        day = (_EPOCH_1904 if since_1904 else _EPOCH) + timedelta(days=days)
    except (OverflowError, ValueError):
        return None
    return day if _FIRST_DAY <= day <= _LAST_DAY else None


# ---- writing


def shown(value: Value) -> str:
    """A value as an officer reads it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return words.YES if value else words.NO
    if isinstance(value, date):
        return f"{value.day:02d}/{value.month:02d}/{value.year:04d}"
    if isinstance(value, int | Decimal):
        text = format(Decimal(value), ",f")
        if "." in text:
            text = text.rstrip("0").rstrip(".")
        return text.translate(str.maketrans(",.", ".,"))
    return value


def tidy(text: str) -> str:
    """A text without what programs do to it: line ends, spaces at the ends of lines, empty lines around it."""
    lines = clean(_CARRIAGE.sub("\n", text)).split("\n")
    return "\n".join(" ".join(line.split()) for line in lines).strip("\n")


def same(before: Value, after: Value) -> bool:
    """Whether nothing was changed; spaces and line ends are no change."""
    if isinstance(before, bool) or isinstance(after, bool):
        return before is after
    if isinstance(before, str) or isinstance(after, str):
        return " ".join(tidy(str(before or "")).split()) == " ".join(tidy(str(after or "")).split())
    if isinstance(before, int | Decimal) and isinstance(after, int | Decimal):
        return before == after or f"{float(before):.15g}" == f"{float(after):.15g}"
    return before == after


# ---- reading


def is_empty(cell: Cell) -> bool:
    """Whether nothing was written: blanks, dots to write on, the words that ask for an answer."""
    if cell.number is not None or cell.is_true is not None or cell.formula in ("open", "failed"):
        return False
    text = cell.text
    return not text or text.isspace() or text.strip() in words.PLACEHOLDERS or bool(_DOTTED.fullmatch(text))


def text_of(cell: Cell) -> str:
    """A cell as text, whatever it is kept as."""
    if cell.day is not None:
        return shown(cell.day)
    if cell.number is not None:
        if cell.percent:
            return _plain_number(cell.number * 100) + "%"
        return _plain_number(cell.number)
    return tidy(cell.text)


def _plain_number(number: Decimal) -> str:
    text = format(number, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def read_value(ask: Ask, cell: Cell) -> Value:
    """What a cell answers; None where it is empty.  Raises Wrong."""
    if cell.formula == "failed":
        raise Wrong("formula-failed", text=cell.text[:20])
    if cell.formula == "open":
        raise Wrong("formula-open")
    if is_empty(cell):
        return None
    match ask.kind:
        case Kind.NUMBER:
            return _number(ask, cell)
        case Kind.DATE:
            return _day(cell)
        case Kind.CHOICE:
            return _choice(ask, text_of(cell))
        case Kind.YES_NO:
            return _yes_no(cell)
    text = text_of(cell)
    if len(text) > ask.longest:
        raise Wrong("too-long", most=ask.longest, letters=len(text))
    return text


def _number(ask: Ask, cell: Cell) -> Value:
    text = text_of(cell)
    if cell.day is not None or cell.is_true is not None:
        raise Wrong("not-a-number", text=text[:_LONGEST_SHORT])
    if cell.number is not None:
        value = cell.number * 100 if cell.percent and "%" in ask.unit else cell.number
    elif text in _NONE:
        return None
    else:
        value = read_number(text, ask.unit)
    value = value.normalize()
    if abs(value) >= 10**15:
        raise Wrong("number-large", text=text[:_LONGEST_SHORT])
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and -exponent > ask.places:
        if ask.places == 0:
            raise Wrong("not-whole", text=text[:_LONGEST_SHORT])
        raise Wrong("too-fine", text=text[:_LONGEST_SHORT], most=ask.places)
    return int(value) if value == value.to_integral_value() else value


def read_number(text: str, unit: str = "") -> Decimal:
    """A number as it is typed: "1.250,5", "1250", "1 250", "-3", "12 lượt" where the unit says lượt.  Raises Wrong."""
    typed = " ".join(text.split())
    unit = tidy(unit)
    if unit and len(typed) <= _LONGEST_SHORT + len(unit) and typed.lower().endswith(unit.lower()):
        typed = typed[: len(typed) - len(unit)].rstrip()
    sign = -1 if typed[:1] in ("-", "−", "–") else 1
    if typed[:1] in ("-", "−", "–", "+"):
        typed = typed[1:].lstrip()
    if len(typed) <= _LONGEST_SHORT and typed.isascii():
        for pattern, marks in _NUMBERS:
            if pattern.fullmatch(typed):
                plain = typed.replace(marks[0], "").replace(marks[1], ".") if marks else typed
                try:
                    return sign * Decimal(plain)
                except InvalidOperation:  # pragma: no cover - the patterns hold digits alone
                    break
    raise Wrong("not-a-number", text=text[:_LONGEST_SHORT])


def _day(cell: Cell) -> date | None:
    if cell.day is not None:
        return cell.day
    text = text_of(cell)
    if cell.number is not None:
        is_serial = cell.number > 20_000  # a day after 1954: no year, no day of a month
        found = day_of_serial(cell.number, since_1904=cell.since_1904) if is_serial else None
    elif text in _NONE:
        return None
    else:
        found = read_day(text) if len(text) <= _LONGEST_SHORT else None
    if found is None or not _FIRST_DAY <= found <= _LAST_DAY:
        raise Wrong("not-a-day", text=text[:_LONGEST_SHORT])
    return found


def _choice(ask: Ask, text: str) -> str | None:
    if text in _NONE and text not in ask.choices:
        return None
    typed = " ".join(text.split())
    for like in (str, place_tones, fold):
        alike = [one for one in ask.choices if like(" ".join(one.split())) == like(typed)]
        if len(alike) == 1:
            return alike[0]
    raise Wrong("not-a-choice", text=text[:_LONGEST_SHORT])


def _yes_no(cell: Cell) -> bool | None:
    if cell.is_true is not None:
        return cell.is_true
    text = text_of(cell)
    if text in _NONE:
        return None
    said = fold(text).strip(" .").replace("[", "").replace("]", "") if len(text) <= _LONGEST_SHORT else ""
    if said in _YES:
        return True
    if said in _NO:
        return False
    raise Wrong("not-yes-no", text=text[:_LONGEST_SHORT])
