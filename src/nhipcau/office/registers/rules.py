"""Words and rules of number books; pure, no Django.

Decree 30/2020, art. 15: numbers run from 01 on 1 January to 31 December, each series of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.standing import written as day_written
from nhipcau.kernel.states import Since

HIGHEST = 999_999


class Origin(StrEnum):
    """Who chose a number."""

    MACHINE = "machine"
    CLERK = "clerk"


ORIGIN_LABELS = {Origin.MACHINE: N_("hệ thống cấp"), Origin.CLERK: N_("văn thư nhập")}


class NumberState(StrEnum):
    """What became of a number."""

    RESERVED = "reserved"
    USED = "used"
    PAPER = "paper"
    GIVEN_UP = "given_up"


STATE_LABELS = {
    NumberState.RESERVED: N_("Đang giữ số"),
    NumberState.PAPER: N_("Văn bản giấy"),
    NumberState.USED: N_("Đã dùng"),
    NumberState.GIVEN_UP: N_("Bỏ số"),
}

STATE_TONES = {
    NumberState.RESERVED: "warn",
    NumberState.PAPER: "info",
    NumberState.USED: "good",
    NumberState.GIVEN_UP: "bad",
}


def state(*, used: bool, on_paper: bool) -> NumberState:
    """What became of a number that was not given up."""
    return NumberState.USED if used else NumberState.PAPER if on_paper else NumberState.RESERVED


def written(value: int) -> str:
    """How a number is written: under 10 with a leading 0 (Decree 30/2020, annex I, part II, point 3)."""
    return f"{value:02d}"


def read_number(text: str) -> int:
    """The number that a clerk typed: "57", "05", "Số 57".  Raises Refused for anything else."""
    digits = text.strip().removeprefix("Số").removeprefix("số").strip(" :.")
    # Few enough signs before they are counted: a zero in front must not carry a number past the highest.
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 12) or not 1 <= int(digits) <= HIGHEST:
        raise Refused(
            N_("Số văn bản “%(text)s” không đọc được. Hãy nhập số bằng chữ số, ví dụ 57."), text=text.strip()
        )
    return int(digits)


_ON_PAPER = re.compile(r"\s*(?:số\b\s*:?)?\s*(\d{1,12})\s*(?:$|[/\-–—])", re.IGNORECASE)


def number_in(text: str) -> int | None:
    """The number in what stands on a paper: "12/BC-SCT", "Số: 05-BC/TU" → 12, 5; None for what no book can hold ("12a/BC")."""
    found = _ON_PAPER.match(text)
    value = int(found[1]) if found and found[1].isascii() else 0
    return value if 1 <= value <= HIGHEST else None


def check_issuer(*, name: str, year: int, on: date | None, first: date | None, last: date | None) -> None:
    """Raise Refused for a body that does not exist on that day (or in no part of that year).

    on: the day of the paper; first, last: the body's own days.
    """
    begins, ends = (on, on) if on else (date(year, 12, 31), date(year, 1, 1))
    if (first and first > begins) or (last and last < ends):
        raise Refused(
            N_(
                "%(name)s không hoạt động vào thời gian này nên không cấp số được. "
                "Cơ quan kế nhiệm cấp số theo sổ của mình."
            ),
            name=name,
        )


def check_year(*, year: int, on: date | None) -> None:
    """Raise Refused where the paper's day lies outside the book's year."""
    if on is not None and on.year != year:
        raise Refused(
            N_("Ngày %(on)s không thuộc sổ năm %(year)s. Hãy xem lại ngày ban hành."),
            on=day_written(on),
            year=year,
        )


def check_paper(*, what: str, on: date, today: date) -> None:
    """Raise Refused for a paper without its summary, or whose day has not come."""
    if not what.strip():
        raise Refused(
            N_("Hãy ghi trích yếu của văn bản giấy, để người xem sổ biết số này cấp cho văn bản nào.")
        )
    if on > today:
        raise Refused(N_("Ngày %(on)s chưa đến. Hãy cấp số vào ngày ban hành văn bản."), on=day_written(on))


def check_free(*, number: str, taken_for: str | None) -> None:
    """Raise Refused for a number that the book has already given; a number given up is not given again."""
    if taken_for is not None:
        raise Refused(
            N_(
                "Số %(number)s đã cấp cho “%(what)s”. Mỗi số chỉ cấp một lần; hãy xem lại sổ và nhập số khác."
            ),
            number=number,
            what=taken_for,
        )


def check_give_up(*, number: str, state: NumberState, since: Callable[[], Since], reason: str) -> None:
    """Raise Refused unless the number is still held, and the reason said."""
    if state is NumberState.USED:
        raise Refused(
            N_("Số %(number)s đã dùng cho một văn bản phát hành%(since)s nên không bỏ được."),
            number=number,
            since=since().told,
        )
    if state is NumberState.GIVEN_UP:
        raise Refused(N_("Số %(number)s đã được ghi là bỏ số%(since)s."), number=number, since=since().told)
    if not reason.strip():
        raise Refused(N_("Hãy ghi lý do bỏ số, để người xem sổ hiểu vì sao số này không có văn bản."))


@dataclass(frozen=True, slots=True)
class Outside:
    """Numbers first to last that this book has not given: the clerk gave them on paper, before a number typed in."""

    first: int
    last: int

    @property
    def first_text(self) -> str:
        return written(self.first)

    @property
    def text(self) -> str:
        first = self.first_text
        return first if self.first == self.last else f"{first}–{written(self.last)}"


def outside(values: Iterable[int]) -> list[Outside]:
    """The runs below the highest number that the book did not give itself."""
    found, expected = [], 1
    for value in sorted(values):
        if value > expected:
            found.append(Outside(expected, value - 1))
        expected = value + 1
    return found


def gaps(machine: Sequence[int], clerk: Iterable[int]) -> list[int]:
    """Numbers that should be there and are not: below a number that the machine gave, above what was typed
    before it.  Always empty; the check of books and the tests ask it."""
    given = set(machine) | set(clerk)
    return [value - 1 for value in sorted(machine) if value > 1 and value - 1 not in given]
