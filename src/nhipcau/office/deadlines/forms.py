"""Forms of the deadlines' pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel.forms import Form


def _clock() -> forms.TimeInput:
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class SwapForm(Form):
    """A swap of an official notice."""

    off = forms.DateField(label=_("Ngày làm việc được nghỉ"))
    work = forms.DateField(label=_("Ngày nghỉ đi làm bù"))
    notice = forms.CharField(
        label=_("Số, ngày của thông báo"),
        max_length=200,
        help_text=_("Ví dụ: 12729/VPCP-KGVX ngày 25/12/2025"),
    )


class HoursForm(Form):
    """The office's hours on working days, from a day on; without an afternoon, one span."""

    begins = forms.DateField(label=_("Áp dụng từ ngày"))
    opens = forms.TimeField(label=_("Sáng, từ"), widget=_clock())
    noon = forms.TimeField(label=_("Sáng, đến"), widget=_clock())
    again = forms.TimeField(label=_("Chiều, từ"), widget=_clock(), required=False)
    closes = forms.TimeField(label=_("Chiều, đến"), widget=_clock(), required=False)
    ground = forms.CharField(
        label=_("Căn cứ (số, ngày văn bản)"),
        max_length=200,
        help_text=_("Ví dụ: 25/QĐ-UBND ngày 05/01/2026"),
    )

    def clean(self) -> dict[str, Any]:
        """Both ends of the afternoon, or neither."""
        given = super().clean() or {}
        if (given.get("again") is None) != (given.get("closes") is None):
            self.add_error(
                "closes", _("Hãy nhập cả giờ bắt đầu và giờ kết thúc buổi chiều, hoặc để trống cả hai.")
            )
        return given

    def wish(self) -> dict[str, Any]:
        """What ``actions.enter_hours`` takes."""
        given = self.cleaned_data
        spans = [(given["opens"], given["noon"])]
        if given["again"] is not None:
            spans.append((given["again"], given["closes"]))
        return {"begins": given["begins"], "spans": spans, "ground": given["ground"]}
