"""What is typed about results that the system records by itself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel.forms import Form
from nhipcau.kernel.witness import witnesses
from nhipcau.plans.proven_models import proof_labels

BY_HAND = "tu-bao"
"""In a form, that agencies report the results themselves: a choice that is made, too."""


class ProofForm(Form):
    """By what a task's results are proven."""

    kind = forms.ChoiceField(label=_("Kết quả tự ghi nhận từ"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rules = {one.name: one.rule for one in witnesses}
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (
                kind or BY_HAND,
                f"{gettext(label)}. {gettext(rules[kind])}" if kind in rules else gettext(label),
            )
            for kind, label in proof_labels().items()
        ]

    def clean_kind(self) -> str:
        kind: str = self.cleaned_data["kind"]
        return "" if kind == BY_HAND else kind


class ObjectionForm(Form):
    """What is wrong with a result that the system recorded."""

    reason = forms.CharField(
        label=_("Không đúng ở chỗ nào"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Cơ quan điều phối đọc nguyên văn."),
    )
