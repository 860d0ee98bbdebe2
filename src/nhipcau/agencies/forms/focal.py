"""Forms about focal officers."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from nhipcau.agencies.forms.registry import ANY
from nhipcau.agencies.models import Agency, FocalOfficer, Officer
from nhipcau.agencies.rules import KIND_LABELS, LEVEL_LABELS
from nhipcau.kernel.choices import choices
from nhipcau.kernel.forms import Form, ModelForm


class FocalForm(ModelForm):
    """A focal officer of one agency; only the duty's contact data, nothing private."""

    of_the_moment = frozenset({"since"})

    is_new = forms.BooleanField(
        label=_("Đây là người mới thay người đang phụ trách"),
        required=False,
        help_text=_("Bỏ trống khi chỉ sửa thông tin của cùng một người."),
    )

    class Meta:
        model = FocalOfficer
        fields = ["name", "position", "email", "phone", "officer", "is_new", "since"]
        widgets = {"since": forms.DateInput}
        help_texts = {"officer": _("Chọn khi người này đã có tài khoản của cơ quan.")}

    def __init__(self, *args, agency: Agency, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.changes_what_stands = True  # of two who name the first one, the second would correct the other's
        cast(Any, self.fields["officer"]).queryset = Officer.objects.working_for([agency])
        if self.instance.pk:
            self.initial.setdefault("since", today)
            self.initial["since"] = today
            self.fields["since"].label = _("Người mới bắt đầu từ ngày")
        else:
            del self.fields["is_new"]
            self.initial.setdefault("since", today)


class FocalFilter(Form):
    """Filters of the board of focal officers."""

    tim = forms.CharField(label=_("Tìm theo tên"), required=False, max_length=100)
    cu = forms.ChoiceField(
        label=_("Tình hình cử"),
        required=False,
        choices=[
            ANY,
            ("chua", _("Chưa cử ai")),
            ("mot", _("Mới cử một người")),
            ("thieu", _("Còn thiếu")),
            ("du", _("Đã đủ")),
        ],
    )
    loai = forms.ChoiceField(label=_("Loại"), required=False, choices=[ANY, *choices(KIND_LABELS)])
    cap = forms.ChoiceField(label=_("Cấp"), required=False, choices=[ANY, *choices(LEVEL_LABELS)])
