from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel.forms import Form


class GiveUpForm(Form):
    """Why no paper bears a number."""

    reason = forms.CharField(
        label=_("Lý do bỏ số"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
