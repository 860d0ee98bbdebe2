"""Forms of drafting a paper."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from nhipcau.agencies.forms.picking import AgenciesField
from nhipcau.agencies.models import Agency, AgencyQuerySet, Officer
from nhipcau.documents.letters import rules
from nhipcau.documents.letters.models import Letter
from nhipcau.documents.letters.rules import FORMS, PAPER_LABELS, PaperKind
from nhipcau.kernel.choices import choices
from nhipcau.kernel.days import LimitField
from nhipcau.kernel.forms import Form, ModelForm, told_by_help

_LINES = _("Mỗi dòng một nơi; tên nhóm cơ quan cũng dùng được. Cần có nơi nhận trước khi trình ký.")


class NewLetterForm(Form):
    """The kind of paper, and in whose name."""

    kind = forms.ChoiceField(label=_("Loại văn bản"), choices=choices(PAPER_LABELS), widget=forms.RadioSelect)
    agency = forms.ModelChoiceField(label=_("Cơ quan ban hành"), queryset=Agency.objects.none())

    def __init__(self, *args: Any, agencies: AgencyQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ModelChoiceField, self.fields["agency"])
        field.queryset = agencies.in_order()
        field.empty_label = None
        self.initial.setdefault("kind", PaperKind.LETTER.value)


class LetterForm(ModelForm):
    """All that an officer writes of a paper; what its kind does not have is not asked."""

    addressees = forms.CharField(
        label=_("Kính gửi"), required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text=_LINES
    )
    copies = forms.CharField(
        label=_("Nơi nhận"), required=False, widget=forms.Textarea(attrs={"rows": 4}), help_text=_LINES
    )
    agencies = AgenciesField(queryset=Agency.objects.none(), required=False)
    edited = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Letter
        fields = ["summary", "bases", "body", "closing", "signer", "unit", "place", "urgency", "is_internal"]
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 2, "data-limit": rules.LONGEST_SUMMARY}),
            "bases": forms.Textarea(attrs={"rows": 3}),
            "body": forms.Textarea(attrs={"rows": 18, "spellcheck": "false"}),
            "closing": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "summary": _("Cần có trước khi trình ký."),
            "bases": _("Mỗi dòng một căn cứ, không cần dấu chấm phẩy."),
            "body": _(
                "Mỗi dòng một đoạn. Đầu dòng “I.”, “1.”, “a)”, “-”, “Điều 1.” được trình bày đúng thể thức; "
                "các dòng “| cột | cột |” liền nhau thành bảng."
            ),
            "is_internal": _("In “LƯU HÀNH NỘI BỘ” ở đầu văn bản."),
            "unit": _("Chỉ dùng trong ký hiệu công văn, thí dụ QLBC."),
        }

    beside: tuple[str, ...] = ("copies", "signer", "unit", "place", "urgency", "is_internal")
    field_order = [
        "summary", "addressees", "bases", "body", "closing", "copies", "agencies", "signer", "unit", "place",
        "urgency", "is_internal", "edited",
    ]  # fmt: skip

    def __init__(self, *args: Any, signers: Any, agencies: AgencyQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        signer: Any = self.fields["signer"]
        signer.queryset = signers
        signer.help_text = _("Cần chọn trước khi trình ký.")
        for name in ("signer", "summary", "body", "addressees", "copies"):
            told_by_help(self.fields[name])  # wanted when it is presented
        form = FORMS[PaperKind(self.instance.kind)]
        picked: Any = self.fields["agencies"]
        picked.queryset, picked.is_folded = agencies.in_order(), True
        if form.addressed:
            picked.label = _("Thêm cơ quan vào Kính gửi, chọn từ danh sách")
            self.field_order = ["summary", "addressees", "agencies", *self.field_order[2:]]
        else:
            picked.label = _("Thêm cơ quan vào Nơi nhận, chọn từ danh sách")
            self.beside = ("copies", "agencies", *self.beside[1:])
            del self.fields["addressees"]
        if not form.based:
            del self.fields["bases"]
        if form.sign:
            del self.fields["unit"]
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        """The picked agencies as further lines of whom the paper is addressed to, or sent to."""
        wish: dict[str, Any] = super().clean() or self.cleaned_data
        lines = "addressees" if "addressees" in self.fields else "copies"
        names = [agency.name for agency in wish.pop("agencies", ())]
        wish[lines] = "\n".join([*wish.get(lines, "").splitlines(), *names])
        return wish

    def clean_summary(self) -> str:
        """Without the "V/v" that the printed paper of a letter begins with anyway."""
        return rules.without_about(self.cleaned_data["summary"])


class OpinionForm(Form):
    """Which agencies are asked for an opinion on a draft, and by when."""

    agencies = AgenciesField(label=_("Cơ quan được lấy ý kiến"), queryset=Agency.objects.none())
    question = forms.CharField(
        label=_("Nội dung cần góp ý"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    due = LimitField(
        label=_("Hạn trả lời"), help_text=_("Một ngày; cần gấp thì ghi cả giờ, ví dụ 16:30 05/03/2026.")
    )

    def __init__(self, *args: Any, agencies: AgencyQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ModelMultipleChoiceField, self.fields["agencies"]).queryset = agencies.in_order()


class CommentForm(Form):
    """A word on a draft."""

    text = forms.CharField(label=_("Góp ý"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))


def signers_of(agency: Agency, permission: str) -> Any:
    """Accounts that may sign for an agency."""
    return Officer.objects.who_may(permission, agency).in_order()
