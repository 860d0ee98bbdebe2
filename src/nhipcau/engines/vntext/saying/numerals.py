"""Numbers in Vietnamese words: the northern standard (nghìn, linh, phẩy), southern words as an option (ngàn, lẻ)."""

from __future__ import annotations

from dataclasses import dataclass

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
LARGEST = 10**18
"""From here on a number is read digit by digit: nobody follows longer ones by ear."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How numbers are read.  thousand, gap: "nghìn", "linh" in the north; "ngàn", "lẻ" in the south."""

    thousand: str = "nghìn"
    gap: str = "linh"


NORTHERN, SOUTHERN = Manner(), Manner("ngàn", "lẻ")


def digit_by_digit(digits: str) -> str:
    """ "0261" → "không hai sáu một"; what is no digit is passed over."""
    return " ".join(DIGITS[int(one)] for one in digits if one.isdecimal())


def whole(number: int, manner: Manner = NORTHERN) -> str:
    """A whole number, not negative, in words: 2024 → "hai nghìn không trăm hai mươi tư"."""
    if number >= LARGEST:
        return digit_by_digit(str(number))
    if number == 0:
        return DIGITS[0]
    said: list[str] = []
    billions, rest = divmod(number, 10**9)
    if billions:
        said += [whole(billions, manner), "tỷ"]
    for size, name in ((10**6, "triệu"), (10**3, manner.thousand), (1, "")):
        group, rest = divmod(rest, size)
        if group:
            said.append(_below_thousand(group, manner, full=bool(said)))
            if name:
                said.append(name)
    return " ".join(said)


def _below_thousand(number: int, manner: Manner, *, full: bool) -> str:
    """full: behind a greater group, where no hundreds are said as "không trăm"."""
    hundreds, rest = divmod(number, 100)
    said = [DIGITS[hundreds], "trăm"] if hundreds or full else []
    if rest:
        if rest < 10 and said:
            said += [manner.gap, DIGITS[rest]]
        else:
            said.append(_below_hundred(rest))
    return " ".join(said)


def _below_hundred(number: int) -> str:
    tens, ones = divmod(number, 10)
    if tens == 0:
        return DIGITS[ones]
    if tens == 1:
        return "mười" if ones == 0 else f"mười {'lăm' if ones == 5 else DIGITS[ones]}"
    last = {0: "", 1: "mốt", 4: "tư", 5: "lăm"}.get(ones, DIGITS[ones])
    return f"{DIGITS[tens]} mươi {last}".rstrip()


def decimal(before: str, behind: str, manner: Manner = NORTHERN) -> str:
    """ "12", "5" → "mười hai phẩy năm"; up to two places are read as a number, more of them or a leading nought digit by digit."""
    places = (
        digit_by_digit(behind) if len(behind) > 2 or behind.startswith("0") else whole(int(behind), manner)
    )
    return f"{whole(int(before), manner)} phẩy {places}"
