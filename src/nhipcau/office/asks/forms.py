"""Asking, answering, giving back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from nhipcau.agencies.models import Agency
from nhipcau.kernel.forms import Form
from nhipcau.office.asks.rules import VERDICT_LABELS, verdicts


class AskForm(Form):
    """A question to agencies about a record."""

    to = forms.ModelMultipleChoiceField(
        Agency.objects.none(), label=_("Hỏi cơ quan"), widget=forms.SelectMultiple(attrs={"size": 6})
    )
    question = forms.CharField(label=_("Nội dung cần hỏi"), max_length=5000, widget=forms.Textarea())
    due = forms.DateField(label=_("Trả lời trước hết ngày"), widget=forms.DateInput())

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = Agency.objects.alive(today).in_order()  # type: ignore[attr-defined]


class AnswerForm(Form):
    """An answer; which verdicts there are depends on the ask."""

    verdict = forms.ChoiceField(label=_("Ý kiến"), widget=forms.RadioSelect())
    text = forms.CharField(
        label=_("Nội dung trả lời"), required=False, max_length=10000, widget=forms.Textarea()
    )
    file = forms.FileField(label=_("Tệp kèm theo"), required=False)

    def __init__(self, *args: Any, for_round: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = verdicts(for_round)
        self.fields["verdict"].choices = [(one.value, _now(VERDICT_LABELS[one])) for one in offered]  # type: ignore[attr-defined]
        if len(offered) == 1:
            self.fields["verdict"].initial = offered[0].value
            self.fields["verdict"].widget = forms.HiddenInput()


class ReasonForm(Form):
    """Why an ask is given back, or withdrawn."""

    reason = forms.CharField(
        label=_("Lý do"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
