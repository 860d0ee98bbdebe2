"""What periods are called, in Vietnamese and English."""

from __future__ import annotations

from datetime import date

from nhipcau.engines.counting.periods import PeriodKind, PeriodName

_VI = {
    PeriodKind.MONTH: "Tháng {number} năm {year}",
    PeriodKind.QUARTER: "Quý {roman} năm {year}",
    PeriodKind.NINE_MONTHS: "9 tháng năm {year}",
    PeriodKind.YEAR: "Năm {year}",
    PeriodKind.SPOKESPERSON_YEAR: "Năm phát ngôn {year}",
    PeriodKind.YEARS: "Giai đoạn {year} - {until}",
    PeriodKind.DAYS: "Từ ngày {first} đến ngày {last}",
}
_EN = {
    PeriodKind.MONTH: "{month} {year}",
    PeriodKind.QUARTER: "{ordinal} quarter of {year}",
    PeriodKind.NINE_MONTHS: "9 months of {year}",
    PeriodKind.YEAR: "{year}",
    PeriodKind.SPOKESPERSON_YEAR: "spokesperson year {year}",
    PeriodKind.YEARS: "{year} - {until}",
    PeriodKind.DAYS: "from {first} to {last}",
}
_HALVES = {
    "vi": ("6 tháng đầu năm {year}", "6 tháng cuối năm {year}"),
    "en": ("first 6 months of {year}", "last 6 months of {year}"),
}
_ROMAN = ("", "I", "II", "III", "IV")
_ORDINALS = ("", "first", "second", "third", "fourth")
_MONTHS = (
    "", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def period_name(name: PeriodName, language: str = "vi") -> str:
    """What offices call a period: "6 tháng đầu năm 2026", "Quý I năm 2026".  language: "vi" or "en"."""
    if name.kind == PeriodKind.HALF:
        form = _HALVES[language][name.number - 1]
    else:
        form = (_EN if language == "en" else _VI)[name.kind]
    number = name.number
    return form.format(
        year=name.year,
        until=name.until,
        number=number,
        roman=_ROMAN[number] if number < 5 else "",
        ordinal=_ORDINALS[number] if number < 5 else "",
        month=_MONTHS[number],
        first=written_day(name.first),
        last=written_day(name.last),
    )


def written_day(day: date | None) -> str:
    """dd/mm/yyyy; "" for none."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}" if day else ""
