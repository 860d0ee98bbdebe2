"""Days as officers type them: one reader for forms, tables, filters and addresses, and one field that shows them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from nhipcau.engines.vntext import read_day

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)


def within_reason(day: date) -> date:
    """The same day; ValidationError where it lies outside 1900-2199.

    Such a day is a slip of the hand, and at the calendar's own ends reckoning with days fails.
    """
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValidationError(_("Hãy nhập một ngày từ năm 1900 đến năm 2199."))
    return day


def asked(text: str | None) -> date | None:
    """The day of an address or a cell; None for what is none, or lies outside 1900-2199."""
    day = read_day(text or "")
    return day if day is not None and FIRST_DAY <= day <= LAST_DAY else None


def written(day: date | None) -> str:
    """A day as officers write it, dd/mm/yyyy; "" where there is none."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}" if day else ""


class DayInput(forms.DateInput):
    """A text field that shows dd/mm/yyyy and gets a calendar beside it (days.js).

    The browser's own field shows the order of its own language, which on many office machines is month first.
    """

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        own = {"data-day": "", "inputmode": "numeric", "autocomplete": "off"}
        super().__init__(own | {name: value for name, value in (attrs or {}).items() if name != "type"})

    def format_value(self, value: Any) -> str:
        """What was typed stays as it was typed, unless it is a day in another writing."""
        if isinstance(value, datetime):
            value = value.date()
        if isinstance(value, str):
            value = read_day(value) or value
        return written(value) if isinstance(value, date) else str(value or "")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"].setdefault("placeholder", "dd/mm/yyyy")
        return context


class DayField(forms.DateField):
    """A day, typed in any of the writings that ``read_day`` knows."""

    widget = DayInput
    default_error_messages = {
        "invalid": _("“%(value)s” không phải một ngày. Hãy viết ngày trước, tháng sau, như 05/03/2026.")
    }

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, datetime):
            return value.date()
        if value in self.empty_values or isinstance(value, date):
            return value or None
        day = read_day(str(value))
        if day is None:
            raise ValidationError(self.error_messages["invalid"], "invalid", {"value": str(value)[:60]})
        return within_reason(day)

    @classmethod
    def like(cls, field: forms.DateField) -> DayField:
        """The same field, read by the house: forms over a model make Django's."""
        if isinstance(field, cls):
            return field
        made = cls(
            required=field.required,
            label=field.label,
            initial=field.initial,
            help_text=field.help_text,
            disabled=field.disabled,
            widget=DayInput(field.widget.attrs),
        )
        made.validators = [*field.validators]
        told = {name: value for name, value in vars(field).items() if name not in vars(made)}
        vars(made).update(told)
        return made
