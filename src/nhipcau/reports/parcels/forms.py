"""Forms of parcels."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel.forms import Form, declared_field
from nhipcau.kernel.upload_kinds import file_input


class ParcelForm(Form):
    """A parcel to look at."""

    parcel = forms.FileField(label=_("Gói báo cáo (.zip)"), widget=file_input("parcel"))
    declared = declared_field()


class TrustForm(Form):
    """How the fingerprints were compared."""

    note = forms.CharField(
        label=_("Đã đối chiếu dấu vân tay với ai, bằng cách nào"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Gọi điện cho đơn vị gửi theo số đã biết trước, đọc cho nhau bốn nhóm chữ số."),
    )
