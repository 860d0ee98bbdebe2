"""Days as officers type them: one reader for forms, tables, filters and addresses, and one field that shows them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nhipcau.engines.vntext import read_day, read_moment
from nhipcau.kernel import clock
from nhipcau.kernel.standing import Limit
from nhipcau.kernel.standing import written as limit_written

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
    return limit_written(day) if day else ""


def moment(at: datetime) -> str:
    """hh:mm dd/mm/yyyy of a moment that the machine wrote, on the office's calendar: a demonstration has its own."""
    return limit_written(clock.in_story(at))


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


class LimitInput(DayInput):
    """The same for a last day or a last moment: a time typed beside the day stays beside it."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "text", "data-moment": ""} | (attrs or {}))

    def format_value(self, value: Any) -> str:
        if isinstance(value, datetime):
            return limit_written(value if timezone.is_aware(value) else timezone.make_aware(value))
        if isinstance(value, str) and (read := read_moment(value)):
            return limit_written(timezone.make_aware(read))
        return super().format_value(value)


class LimitField(DayField):
    """A last good day or, where the hour counts, a last good moment: "20/06/2026" or "16:30 20/06/2026"."""

    widget = LimitInput
    default_error_messages = {
        "invalid": _(
            "“%(value)s” không phải một ngày hay một thời điểm. Hãy viết như 05/03/2026 hoặc 16:30 05/03/2026."
        )
    }

    def to_python(self, value: Any) -> Limit | None:
        """A day, or an aware moment of the office's zone."""
        if isinstance(value, datetime):
            return value if timezone.is_aware(value) else timezone.make_aware(value)
        read = read_moment(str(value)) if value not in self.empty_values else None
        if read is None:
            return super().to_python(value)
        within_reason(read.date())
        return timezone.make_aware(read)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether something else was typed than stood there."""
        try:
            typed = self.to_python(data)
        except ValidationError:
            return True
        return typed != initial
