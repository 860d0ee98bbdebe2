"""One line typed in the room, and the same corrected."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nhipcau.agencies.models import Officer
from nhipcau.agencies.queries import who_may
from nhipcau.kernel.forms import word_empty_choice
from nhipcau.office.directions.forms import DirectForm
from nhipcau.office.permissions import DIRECT

# Fields laid after the form was made have no look of their own.
LINE = {"class": "form-control", "autocomplete": "off", "data-limit": 5000}


class ConcludeForm(DirectForm):
    """A conclusion in one line: whom and by when is read from its words."""

    def __init__(self, *args: Any, today: date, by: Officer, **kwargs: Any) -> None:
        super().__init__(*args, today=today, **kwargs)
        del self.fields["agency"], self.fields["due"]
        text = self.fields["text"]
        text.label, text.widget = _("Kết luận"), forms.TextInput(attrs=LINE)
        leaders = who_may(DIRECT).in_order()
        chosen = forms.Select(attrs={"class": "form-select"})
        self.fields["said_by"] = forms.ModelChoiceField(
            label=_("Người kết luận"), queryset=leaders, widget=chosen
        )
        word_empty_choice(self.fields["said_by"])
        if by.may(DIRECT):
            self.fields["said_by"].required = False
            self.fields["said_by"].widget = forms.HiddenInput()
        elif len(offered := leaders[:2]) == 1:
            # Enter writes the line: where there is nobody else to choose, nothing is left to choose.
            self.initial.setdefault("said_by", offered[0].pk)
        self.by = by

    def clean_said_by(self) -> Officer:
        """A leader concludes in no other's name."""
        chosen: Officer = self.by if self.by.may(DIRECT) else self.cleaned_data["said_by"]
        return chosen


class CorrectForm(DirectForm):
    """The words, the agency and the day of a draft."""
