"""Forms of the register: filters, an agency, its names, groups, a merger, a name to settle."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms
from django.core.validators import MaxLengthValidator
from django.db.models import Case, When
from django.utils.translation import gettext_lazy as _

from nhipcau.agencies.forms.picking import AgenciesField
from nhipcau.agencies.models import Agency, AgencyGroup
from nhipcau.agencies.rules import KIND_LABELS, LEVEL_LABELS, NAME_KIND_LABELS, NameKind
from nhipcau.engines.vntext import fold
from nhipcau.kernel.choices import choices
from nhipcau.kernel.clock import today
from nhipcau.kernel.forms import Form, ModelForm

ANY = ("", _("Tất cả"))


class AgencyFilter(Form):
    """The list's filters; every field may be missing or wrong, then it filters nothing."""

    tim = forms.CharField(label=_("Tìm theo tên"), required=False, max_length=100)
    loai = forms.ChoiceField(label=_("Loại"), required=False, choices=[ANY, *choices(KIND_LABELS)])
    cap = forms.ChoiceField(label=_("Cấp"), required=False, choices=[ANY, *choices(LEVEL_LABELS)])
    xem = forms.ChoiceField(
        label=_("Tình trạng"),
        required=False,
        choices=[
            ("", _("Đang hoạt động")),
            ("het", _("Đã kết thúc")),
            ("tat-ca", _("Tất cả")),
        ],
    )
    ngay = forms.DateField(label=_("Vào ngày"), required=False, widget=forms.DateInput)
    loc = forms.ChoiceField(
        label=_("Cần xem"),
        required=False,
        choices=[
            ANY,
            ("chua-kiem-chung", _("Chưa kiểm chứng")),
            ("thieu-dau-moi", _("Thiếu đầu mối")),
            ("con-viec", _("Có việc chưa nơi nào nhận")),
        ],
    )


class DayForm(Form):
    """The day on which a group is resolved."""

    ngay = forms.DateField(label=_("Thành viên vào ngày"), required=False, widget=forms.DateInput)


class AgencyForm(ModelForm):
    """Everything about an agency except its other names."""

    class Meta:
        model = Agency
        fields = ["name", "kind", "level", "parent", "valid_from", "valid_to", "email", "source", "verified"]
        widgets = {"valid_from": forms.DateInput, "valid_to": forms.DateInput}
        labels = {"verified": _("Đã kiểm chứng với văn bản nêu ở ô Nguồn")}
        help_texts = {
            "valid_from": _("Để trống nếu có từ lâu."),
            "valid_to": _(
                "Ngày hoạt động cuối cùng. Khi sáp nhập, hãy dùng nút “Sáp nhập” để việc được chuyển."
            ),
            "source": _("Văn bản hoặc trang đã nêu điều này, ví dụ số nghị quyết thành lập."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Living ones, and the one that it has: two agencies of one name would be hard to tell apart.
        parents = Agency.objects.alive(today()) | Agency.objects.filter(children=self.instance.pk)
        cast(Any, self.fields["parent"]).queryset = parents.exclude(pk=self.instance.pk).distinct().in_order()


class AddressForm(ModelForm):
    """What an agency's own officer may change."""

    class Meta:
        model = Agency
        fields = ["email"]


class NameForm(Form):
    """Another name of an agency."""

    name = forms.CharField(label=_("Tên gọi"), max_length=200)
    kind = forms.ChoiceField(label=_("Loại"), choices=choices(NAME_KIND_LABELS), initial=NameKind.ALIAS.value)


class GroupForm(ModelForm):
    """A group: a rule by kind and level, and members named one by one."""

    kinds = forms.MultipleChoiceField(
        label=_("Gồm các cơ quan thuộc loại"),
        required=False,
        choices=choices(KIND_LABELS),
        widget=forms.CheckboxSelectMultiple,
    )
    levels = forms.MultipleChoiceField(
        label=_("Chỉ ở cấp"),
        required=False,
        choices=choices(LEVEL_LABELS),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Để trống nghĩa là mọi cấp."),
    )
    extra = AgenciesField(label=_("Thêm từng cơ quan"), required=False, queryset=Agency.objects.none())
    names = forms.CharField(
        label=_("Các cách viết khác"),
        required=False,
        widget=forms.Textarea,
        help_text=_("Mỗi dòng một cách viết."),
    )

    class Meta:
        model = AgencyGroup
        fields = ["name", "kinds", "levels", "extra", "names", "is_open"]
        labels = {"is_open": _("Nhóm mở: gồm những ai do người phụ trách quyết định từng lần")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        cast(Any, self.fields["extra"]).queryset = Agency.objects.in_order()
        if self.instance.pk:
            self.initial["names"] = "\n".join(self.instance.names.values_list("name", flat=True))

    def clean_names(self) -> list[str]:
        names = [line.strip() for line in self.cleaned_data["names"].splitlines() if line.strip()]
        short_enough = MaxLengthValidator(200)
        for name in names:
            short_enough(max(name, fold(name), key=len))
        return names


class MergerForm(Form):
    """Who takes over, from when, what and on which ground."""

    successor = forms.ModelChoiceField(
        label=_("Cơ quan tiếp nhận"), queryset=Agency.objects.none(), to_field_name="code"
    )
    on = forms.DateField(
        label=_("Từ ngày"),
        widget=forms.DateInput,
        help_text=_("Ngày cơ quan tiếp nhận bắt đầu làm; ngày hôm trước là ngày cuối của cơ quan cũ."),
    )
    what = forms.CharField(
        label=_("Phần việc tiếp nhận"),
        required=False,
        max_length=300,
        help_text=_("Để trống nếu tiếp nhận toàn bộ."),
    )
    document = forms.CharField(label=_("Căn cứ (số, ngày văn bản)"), required=False, max_length=300)
    move_work = forms.BooleanField(
        label=_("Chuyển các việc đang mở sang cơ quan này"),
        required=False,
        initial=True,
        help_text=_("Bỏ chọn khi cơ quan được chia cho nhiều nơi và nơi khác nhận việc thông tin đối ngoại."),
    )

    def __init__(self, *args, predecessor: Agency, day: date, **kwargs):
        super().__init__(*args, **kwargs)
        living = Agency.objects.alive(day).exclude(pk=predecessor.pk)
        cast(Any, self.fields["successor"]).queryset = living.in_order()


class HandingForm(Form):
    """Who takes what an agency that is no more left under way; those that took it over stand first."""

    successor = forms.ModelChoiceField(
        label=_("Cơ quan nhận việc"), queryset=Agency.objects.none(), to_field_name="code"
    )
    document = forms.CharField(label=_("Căn cứ (số, ngày văn bản)"), required=False, max_length=300)

    def __init__(self, *args, predecessor: Agency, day: date, **kwargs):
        super().__init__(*args, **kwargs)
        heirs = predecessor.heirs(day)
        first = When(pk__in=[heir.pk for heir in heirs], then=0)
        living = Agency.objects.alive(day).exclude(pk=predecessor.pk).in_order()
        field = cast(Any, self.fields["successor"])
        field.queryset = living.order_by(Case(first, default=1), *living.query.order_by)
        if len(heirs) == 1:
            field.initial = heirs[0].code
        elif heirs:
            names = ", ".join(heir.name for heir in heirs)
            field.help_text = _("Theo danh mục, việc của cơ quan này chia cho: %(agencies)s.") % {
                "agencies": names
            }
        else:
            field.help_text = _("Danh mục chưa ghi cơ quan nào tiếp nhận việc của cơ quan này.")


class MeaningForm(Form):
    """What a written name means: an agency, a group, or nobody."""

    agency = forms.ModelChoiceField(
        label=_("Là cơ quan"), required=False, queryset=Agency.objects.none(), to_field_name="code"
    )
    group = forms.ModelChoiceField(
        label=_("hoặc là nhóm"),
        required=False,
        queryset=AgencyGroup.objects.none(),
        to_field_name="code",
    )
    nobody = forms.BooleanField(label=_("Không phải cơ quan nào (bỏ qua tên này)"), required=False)

    def __init__(self, *args, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        cast(Any, self.fields["agency"]).queryset = Agency.objects.alive(on).in_order()
        cast(Any, self.fields["group"]).queryset = AgencyGroup.objects.all()

    def clean(self):
        cleaned = super().clean()
        chosen = [name for name in ("agency", "group", "nobody") if cleaned.get(name)]
        if len(chosen) != 1 and not self.errors:
            raise forms.ValidationError(
                _("Hãy chọn đúng một trong ba: cơ quan, nhóm, hoặc không phải cơ quan nào.")
            )
        return cleaned


class WrittenNameForm(MeaningForm):
    """The same for a name that is typed in."""

    written = forms.CharField(label=_("Tên như trong văn bản"), max_length=300)
    field_order = ["written", "agency", "group", "nobody"]
