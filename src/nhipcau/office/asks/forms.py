"""Answering, and sending an answer back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel.choices import choices
from nhipcau.kernel.forms import Form, declared_field, told_by_help
from nhipcau.office.asks.rules import LONGEST_ANSWER, VERDICT_LABELS


class AnswerForm(Form):
    """An agency's answer: what it comes to, in words, with a file where there is one."""

    verdict = forms.ChoiceField(label=_("Ý kiến"), choices=choices(VERDICT_LABELS), widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Nội dung"),
        required=False,
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Chỉ ý kiến “Thống nhất” không cần viết gì thêm."),
    )
    file = forms.FileField(label=_("Văn bản kèm theo"), required=False)
    declared = declared_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told_by_help(self.fields["text"])


class BackForm(Form):
    """Why an answer is sent back."""

    reason = forms.CharField(label=_("Lý do"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
