"""Forms of figures."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nhipcau.engines.counting import Indicator, default_kinds
from nhipcau.engines.counting.definitions import Level, Over
from nhipcau.indicators import rules
from nhipcau.indicators.models import LEVEL_LABELS, OVER_WORDS
from nhipcau.indicators.rules import OwnWords
from nhipcau.kernel.choices import choices
from nhipcau.kernel.forms import Form
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.saying import say
from nhipcau.kernel.sentences import of_both
from nhipcau.kernel.standing import written


class _Number(forms.CharField):
    """A figure as an officer types it (``rules.read_number``)."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return rules.read_number(text)
        except Refused as refused:
            raise forms.ValidationError(say(refused)) from refused


class OfIndicator(Form):
    """For one of an indicator's figures."""

    part = forms.ChoiceField(label=_("Số liệu"), required=False)

    def __init__(self, *args: Any, indicator: Indicator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.indicator = indicator
        parts = [part for part in indicator.parts if part.over != Over.SHARE] or list(indicator.parts)
        self.part_only = parts[0] if len(parts) == 1 else None
        if self.part_only:
            del self.fields["part"]
        else:
            field: Any = self.fields["part"]
            field.choices = [(part.part, f"{of_both(part.name)} ({of_both(part.unit)})") for part in parts]

    @property
    def given(self) -> dict[str, Any]:
        """What was filled in besides the figure that is meant."""
        return {name: value for name, value in self.cleaned_data.items() if name != "part"}

    @property
    def chosen(self) -> Any:
        """The figure that is meant."""
        return self.part_only or self.indicator.part(self.cleaned_data.get("part", ""))


class EnterForm(OfIndicator):
    """A figure with its source; of what others publish also the day on which they did."""

    value = _Number(label=_("Giá trị"), max_length=40, help_text=_("Ví dụ 1250 hoặc 1.250,5."))
    source = forms.CharField(
        label=_("Nguồn"),
        max_length=470,  # a day may be written behind it
        help_text=_("Cơ quan, văn bản và ngày, hoặc địa chỉ trang công bố."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    published = forms.DateField(label=_("Ngày công bố"), widget=forms.DateInput())

    field_order = ("part", "value", "source", "published")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not any(rules.may_be_broken(part) for part in self.indicator.parts if part.over != Over.SHARE):
            self.fields["value"].help_text = _("Số nguyên, ví dụ 1250 hoặc 1.250.")
        if self.indicator.section == rules.PUBLISHED:
            self.fields["source"].help_text = _(
                "Cơ quan, tổ chức công bố và tên tài liệu, hoặc địa chỉ trang."
            )
        else:
            del self.fields["published"]

    @property
    def given(self) -> dict[str, Any]:
        """What was filled in; the day of publication stands in the source."""
        found = super().given
        if (day := found.pop("published", None)) is not None:
            found["source"] = f"{found['source'].rstrip(' .,;')}, công bố ngày {written(day)}"
        return found


class GoalForm(OfIndicator):
    """What a figure is to reach."""

    value = _Number(
        label=_("Mục tiêu"), max_length=40, required=False, help_text=_("Để trống là bỏ mục tiêu đã đặt.")
    )
    at_most = forms.BooleanField(label=_("Càng ít càng tốt (đạt khi không vượt mục tiêu)"), required=False)
    source = forms.CharField(
        label=_("Căn cứ"),
        max_length=500,
        help_text=_("Văn bản đặt mục tiêu: số, ký hiệu, ngày."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    field_order = ("part", "value", "at_most", "source")


class CorrectForm(Form):
    """Why closed figures change."""

    reason = forms.CharField(
        label=_("Lý do"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3, "data-draft": "1"})
    )


class OwnForm(Form):
    """An indicator of the office's own."""

    name = forms.CharField(label=_("Tên chỉ tiêu"), max_length=300)
    name_en = forms.CharField(label=_("Tên tiếng Anh"), max_length=300, required=False)
    code = forms.CharField(
        label=_("Mã"), max_length=40, help_text=_("Chữ hoa không dấu, số và dấu gạch dưới, ví dụ KHMER_NEWS.")
    )
    unit = forms.CharField(label=_("Đơn vị tính"), max_length=60)
    unit_en = forms.CharField(label=_("Đơn vị tính bằng tiếng Anh"), max_length=60, required=False)
    level = forms.ChoiceField(label=_("Tính cho"), choices=choices(LEVEL_LABELS))
    over = forms.ChoiceField(label=_("Cách tính"), choices=choices(OVER_WORDS))
    kind = forms.ChoiceField(
        label=_("Đếm từ loại bản ghi"),
        required=False,
        help_text=_("Để trống nếu chỉ nhập kèm nguồn."),
    )
    where = forms.CharField(
        label=_("Điều kiện"),
        max_length=300,
        required=False,
        help_text=_(
            "Ví dụ language=km. Nhiều điều kiện cách nhau bằng “;”. Để trống là mọi bản ghi của loại ấy."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind.kind, of_both(kind.name)) for kind in default_kinds()]
        field: Any = self.fields["kind"]
        field.choices = [("", _("Chỉ nhập kèm nguồn")), *kinds]

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"].strip().upper()
        return code

    @property
    def words(self) -> OwnWords:
        """What was filled in."""
        given = self.cleaned_data
        return OwnWords(
            code=given["code"],
            name=given["name"],
            name_en=given["name_en"],
            unit=given["unit"],
            unit_en=given["unit_en"],
            over=Over(given["over"]),
            level=Level(given["level"]),
            kind=given["kind"],
            where=given["where"].strip(),
        )
