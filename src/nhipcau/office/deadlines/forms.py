"""Forms of the deadlines' pages."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel.forms import Form


class SwapForm(Form):
    """A swap of an official notice."""

    off = forms.DateField(label=_("Ngày làm việc được nghỉ"))
    work = forms.DateField(label=_("Ngày nghỉ đi làm bù"))
    notice = forms.CharField(
        label=_("Số, ngày của thông báo"),
        max_length=200,
        help_text=_("Ví dụ: 12729/VPCP-KGVX ngày 25/12/2025"),
    )
