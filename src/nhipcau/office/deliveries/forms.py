"""Forms of the deliveries' pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel.clock import today
from nhipcau.kernel.forms import Form
from nhipcau.kernel.lists import Chosen


class SentOnForm(Form):
    """On which day paper copies went out: those ticked on the list for paper, or all of what was chosen."""

    on = forms.DateField(label=_("Ngày gửi"))

    def __init__(self, *args: Any, chosen: Chosen | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"on": today()}} | kwargs)
