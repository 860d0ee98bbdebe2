from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nhipcau.agencies.models import Agency, Officer
from nhipcau.kernel.forms import Form
from nhipcau.office.registers import queries
from nhipcau.office.registers.models import Book
from nhipcau.office.registers.series import in_order


class GiveUpForm(Form):
    """Why no paper bears a number."""

    reason = forms.CharField(
        label=_("Lý do bỏ số"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class PaperNumberForm(Form):
    """A paper that is written and signed elsewhere, and the number that it gets or has."""

    issuer = forms.ModelChoiceField(label=_("Cơ quan ban hành"), queryset=Agency.objects.none())
    series = forms.ChoiceField(label=_("Loại văn bản"))
    on = forms.DateField(label=_("Ngày văn bản"), widget=forms.DateInput)
    what = forms.CharField(
        label=_("Trích yếu"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Ghi cả nơi nhận nếu cần; sổ hiện đúng những chữ này."),
    )  # fmt: skip
    text = forms.CharField(
        label=_("Số"),
        required=False,
        max_length=12,
        help_text=_("Để trống: lấy số tiếp theo trong sổ. Nếu số đã cấp trên sổ giấy, hãy nhập số đó."),
    )

    def __init__(self, *args: Any, officer: Officer, book: Book | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        issuers = queries.issuers_for(officer, book)
        self.fields["issuer"].queryset = issuers  # type: ignore[attr-defined]
        self.fields["series"].choices = [  # type: ignore[attr-defined]
            ("", gettext("Chọn loại văn bản")),
            *((one.name, gettext(one.title)) for one in in_order()),
        ]
        if len(issuers) == 1:
            self.fields["issuer"].initial = issuers[0]
