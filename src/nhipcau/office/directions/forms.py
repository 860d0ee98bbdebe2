"""A leader's word, typed on the page of any record."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from nhipcau.agencies.models import Agency
from nhipcau.engines.vntext import fold
from nhipcau.kernel.forms import Form


class DirectForm(Form):
    """text, and where it is given to somebody the agency and the day.

    One list of names serves every form of a page, so an agency is sent by its name.
    """

    text = forms.CharField(
        label=_("Ý kiến chỉ đạo"), max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )
    agency = forms.CharField(label=_("Giao cơ quan chủ trì"), required=False, max_length=200)
    due = forms.DateField(label=_("Thời hạn"), required=False, widget=forms.DateInput())

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_agency(self) -> Agency | None:
        name = self.cleaned_data["agency"].strip()
        if not name:
            return None
        found = Agency.objects.alive(self.today).filter(folded=fold(name)).in_order().first()
        if found is None:
            raise ValidationError(
                _("Chưa có cơ quan tên “%(name)s”. Hãy chọn một tên trong danh sách gợi ý."),
                params={"name": name},
            )
        return found


class FollowForm(Form):
    """What was done about a direction."""

    note = forms.CharField(
        label=_("Kết quả, cách xử lý"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    done = forms.BooleanField(label=_("Đã thực hiện xong"), required=False)
