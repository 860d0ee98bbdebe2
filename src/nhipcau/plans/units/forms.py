"""What is typed on the pages of agencies' own plans."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from nhipcau.agencies.models import Agency, AgencyQuerySet, Officer
from nhipcau.kernel.days import LimitField
from nhipcau.kernel.forms import Form, ModelForm, told_by_help
from nhipcau.office.permissions import SIGN
from nhipcau.plans.models import UnitLine, UnitPlan
from nhipcau.plans.units import pages
from nhipcau.plans.units.actions.writing import HEAD, LINE
from nhipcau.plans.units.rules import MOST_MONEY, GivenTask

LATER = _("Cần có trước khi nộp.")


class OpenForm(Form):
    """In whose name a plan is begun, and for which tasks."""

    agency = forms.ModelChoiceField(label=_("Cơ quan"), queryset=Agency.objects.none())
    coordinated = forms.BooleanField(
        label=_("Lập dòng cho cả các nhiệm vụ mà cơ quan phối hợp"), required=False
    )

    def __init__(self, *args: Any, agencies: AgencyQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ModelChoiceField, self.fields["agency"])
        field.queryset, field.empty_label = agencies.in_order(), None


class HeadForm(ModelForm):
    """What stands above and below the lines."""

    beside = ("leader", "focal", "reports_half", "reports_year", "recipients")

    class Meta:
        model = UnitPlan
        fields = HEAD
        widgets = {
            "aims": forms.Textarea(attrs={"rows": 7}),
            "organisation": forms.Textarea(attrs={"rows": 7}),
            "recipients": forms.Textarea(attrs={"rows": 5}),
        }
        help_texts = {
            "aims": _("Mỗi dòng một đoạn. Đầu dòng “1.”, “a)”, “-” được trình bày đúng thể thức."),
            "organisation": _("Phòng, đơn vị nào làm gì; ngày báo cáo và người phụ trách đã có ở bên."),
            "leader": LATER,
            "focal": LATER,
            "reports_half": _("Không sau hạn báo cáo của tỉnh."),
            "reports_year": _("Không sau hạn báo cáo của tỉnh."),
            "recipients": _("Mỗi dòng một nơi; tên nhóm cơ quan cũng dùng được."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("leader", "focal", "reports_half", "reports_year", "recipients"):
            told_by_help(self.fields[name])


class LineForm(ModelForm):
    """One line of work; what is wanted before the plan is handed in may still be missing here."""

    beside = ("in_charge", "together_with", "begins", "ends", "money", "source")

    class Meta:
        model = UnitLine
        fields = LINE
        widgets = {
            "work": forms.Textarea(attrs={"rows": 3}),
            "output": forms.Textarea(attrs={"rows": 2}),
            "together_with": forms.Textarea(attrs={"rows": 2}),
            "money": forms.NumberInput(attrs={"min": 0, "step": 1000, "inputmode": "numeric"}),
        }
        help_texts = {
            "task": _("Để trống: việc riêng của cơ quan, ngoài các nhiệm vụ của tỉnh."),
            "output": LATER,
            "amount": _("Thí dụ 500, đơn vị tính “cuốn”."),
            "in_charge": LATER,
            "begins": LATER,
            "ends": LATER,
            "together_with": _("Các cơ quan cách nhau bằng dấu chấm phẩy."),
            "money": _("Theo đồng, không có dấu chấm: 300000000."),
            "source": _("Cần có khi đã ghi kinh phí."),
        }

    def __init__(self, *args: Any, tasks: tuple[GivenTask, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ModelChoiceField, self.fields["task"])
        keys = [task.key for task in tasks]
        own = self.instance.task_id
        queryset = cast(Any, field.queryset).filter(pk__in=[*keys, *([own] if own else [])])
        field.queryset, field.empty_label = queryset.order_by("position"), _("Việc riêng của cơ quan")
        for name in ("task", "output", "in_charge", "begins", "ends", "money", "source"):
            told_by_help(self.fields[name])

    def clean_money(self) -> int | None:
        """Within what a province spends: beyond it the figure is a slip."""
        money: int | None = self.cleaned_data.get("money")
        if money is not None and money > MOST_MONEY:
            raise forms.ValidationError(_("Số tiền lớn quá mức của một kế hoạch. Hãy ghi theo đồng."))
        return money


class ReturnForm(Form):
    """A reason for each line that is to be mended; lines without one stay as they are."""

    head = forms.CharField(
        label=_("Phần chung (mục đích, người phụ trách, thiếu dòng …)"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, lines: list[UnitLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            number = f"{line.task.number}. " if line.task is not None and line.task.number else ""
            field = forms.CharField(
                label=f"{number}{line.work}"[:200],
                required=False,
                max_length=1000,
                help_text=pages.line_words(line),
                widget=forms.Textarea(attrs={"rows": 2, "class": "form-control", "data-limit": "1000"}),
            )
            self.fields[f"dong-{line.pk}"] = field

    @property
    def reasons(self) -> dict[int, str]:
        """The lines with a reason."""
        given = {line.pk: self.cleaned_data.get(f"dong-{line.pk}", "").strip() for line in self.lines}
        return {key: reason for key, reason in given.items() if reason}


class DueForm(Form):
    """By when agencies hand in their plans, and why."""

    day = forms.DateField(label=_("Hạn nộp kế hoạch của đơn vị"), widget=forms.DateInput())
    reason = forms.CharField(label=_("Lý do, căn cứ"), max_length=300)


class SignerForm(Form):
    """Who signs for the agency."""

    signer = forms.ModelChoiceField(label=_("Người ký"), queryset=Officer.objects.none(), required=False)

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ModelChoiceField, self.fields["signer"])
        field.queryset = Officer.objects.who_may(SIGN, agency).in_order()
        told_by_help(field)


class QuestionForm(Form):
    """A question to the coordinator about the plan."""

    question = forms.CharField(label=_("Câu hỏi"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    due = LimitField(label=_("Đề nghị trả lời trước"))

    @classmethod
    def fresh(cls, today: date) -> QuestionForm:
        return cls(initial={"due": today + timedelta(days=3)})
