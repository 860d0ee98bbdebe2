"""Forms of reports."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nhipcau.engines.counting import period_name
from nhipcau.indicators.rules import offered
from nhipcau.kernel.clock import today
from nhipcau.kernel.forms import Form, declared_field
from nhipcau.kernel.sentences import language
from nhipcau.kernel.upload_kinds import file_input
from nhipcau.plans.models import Plan, PlanQuerySet
from nhipcau.reports.rules import LONGEST_REASON, LONGEST_TEXT

NOTE = _("Hướng dẫn gửi kèm")
LARGEST_FORM = 30 * 1024**2


class RoundForm(Form):
    """A round to open: of which plan, which period, until when."""

    plan = forms.ModelChoiceField(label=_("Kế hoạch"), queryset=Plan.objects.none(), empty_label=None)
    period = forms.ChoiceField(label=_("Kỳ báo cáo"))
    first = forms.DateField(
        label=_("Hoặc từ ngày"),
        widget=forms.DateInput(),
        required=False,
        help_text=_(
            "Báo cáo đột xuất, chuyên đề, sơ kết nhiều năm: ghi từ ngày và đến ngày thay cho kỳ ở trên."
        ),
    )
    last = forms.DateField(label=_("đến ngày"), widget=forms.DateInput(), required=False)
    due_on = forms.DateField(
        label=_("Hạn nộp"),
        widget=forms.DateInput(),
        required=False,
        help_text=_("Để trống: ngày nêu trong kế hoạch, hoặc ngày theo quy định của kỳ."),
    )
    note = forms.CharField(
        label=NOTE, required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, plans: PlanQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["plan"].queryset = plans  # type: ignore[attr-defined]
        self.fields["period"].choices = [  # type: ignore[attr-defined]
            (str(label), [(name.code, period_name(name, language())) for name in names])
            for label, names in offered(today())
        ]

    def clean(self) -> dict[str, Any]:
        wish = super().clean() or {}
        first, last = wish.pop("first", None), wish.pop("last", None)
        if bool(first) != bool(last):
            self.add_error("first", _("Hãy ghi cả từ ngày và đến ngày."))
        elif first and last and last < first:
            self.add_error("last", _("Ngày cuối ở trước ngày đầu."))
        elif first and last:
            wish["period"] = f"{first:%Y-%m-%d}..{last:%Y-%m-%d}"
        return wish


class ChangeRoundForm(Form):
    """Another day, other words for the agencies."""

    due_on = forms.DateField(label=_("Hạn nộp"), widget=forms.DateInput())
    note = forms.CharField(
        label=NOTE, required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class PartForm(Form):
    """What is written of one place."""

    text = forms.CharField(
        label=_("Nội dung"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Mỗi ý một dòng."),
    )
    nil_reason = forms.CharField(
        label=_("Hoặc: lý do chưa phát sinh"),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.TextInput(),
        help_text=_("Ghi ở đây thì để trống nội dung; báo cáo in “Chưa phát sinh” kèm lý do này."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, of_task: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not of_task:
            del self.fields["nil_reason"]


class ReturnForm(Form):
    """Why a part is given back."""

    reason = forms.CharField(
        label=_("Lý do trả lại"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


def _came_on() -> forms.DateField:
    return forms.DateField(
        label=_("Ngày nhận"),
        widget=forms.DateInput(),
        help_text=_("Báo cáo được tính là đã nộp ngày này."),
    )


class OnPaperForm(Form):
    """A report that came signed on paper."""

    number = forms.CharField(label=_("Số, ký hiệu"), max_length=80)
    day = forms.DateField(label=_("Ngày ghi trên báo cáo"), widget=forms.DateInput())
    came_on = _came_on()
    scan = forms.FileField(label=_("Bản chụp (PDF)"), required=False, widget=file_input("pdf"))
    declared = declared_field()


class FilledFileForm(Form):
    """A filled form that came back."""

    file = forms.FileField(
        label=_("Tệp biểu đã điền (.docx, .xlsx)"),
        widget=file_input("form", most=LARGEST_FORM),
        help_text=_("Chưa có gì được ghi vào báo cáo cho đến khi bạn xác nhận ở trang sau."),
    )


class TakeForm(Form):
    """The signed paper by which a filled form is taken in."""

    number = forms.CharField(label=_("Số, ký hiệu"), max_length=80)
    day = forms.DateField(label=_("Ngày ghi trên báo cáo"), widget=forms.DateInput())
    came_on = _came_on()
    scan = forms.FileField(
        label=_("Bản quét có chữ ký, đóng dấu (PDF)"),
        widget=file_input("pdf"),
    )
    declared = declared_field()


class OutlineForm(Form):
    """The office's own outline."""

    text = forms.CharField(
        label=_("Đề cương (TOML)"),
        required=False,
        max_length=60_000,
        widget=forms.Textarea(
            attrs={"rows": 24, "spellcheck": "false", "class": "form-control font-monospace"}
        ),
        help_text=_("Để trống: dùng đề cương có sẵn. Các đợt đã mở giữ đề cương của mình."),
    )
