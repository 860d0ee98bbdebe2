"""What is typed when more time is asked for, and when that is decided on."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel.forms import Form
from nhipcau.kernel.lists import Chosen


class AskTimeForm(Form):
    """By when a result can be delivered, and why no sooner."""

    wanted = forms.DateField(label=_("Đề nghị đến ngày"), widget=forms.DateInput())
    reason = forms.CharField(
        label=_("Lý do đề nghị gia hạn"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Việc đã làm đến đâu, vướng ở đâu. Cơ quan điều phối đọc nguyên văn."),
    )


class GrantTimeForm(Form):
    """The wished day, or another one."""

    until = forms.DateField(
        label=_("Gia hạn đến ngày"),
        required=False,
        widget=forms.DateInput(),
        help_text=_("Để trống: đúng ngày cơ quan đề nghị."),
    )
    answer = forms.CharField(
        label=_("Ý kiến (không bắt buộc)"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class DeclineTimeForm(Form):
    """Why the day stays; chosen: of many at once."""

    answer = forms.CharField(
        label=_("Lý do không đồng ý"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Cơ quan đề nghị đọc nguyên văn."),
    )

    def __init__(self, *args: Any, chosen: Chosen | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
