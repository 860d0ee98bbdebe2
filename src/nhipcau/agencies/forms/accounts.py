"""Forms about accounts and the first visit."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib.auth import password_validation
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db.models import Q, QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from nhipcau.agencies.forms.registry import ANY
from nhipcau.agencies.lists import LISTS
from nhipcau.agencies.models import Agency, Officer, RoleHolding
from nhipcau.agencies.rules import ROLE_LABELS, WITHOUT_ROLE, Role
from nhipcau.agencies.standard import PREFIX, without_rank
from nhipcau.engines.vntext import fold
from nhipcau.kernel.choices import choices
from nhipcau.kernel.clock import today
from nhipcau.kernel.forms import Form, ModelForm


class OfficerFilter(Form):
    """Filters of the list of accounts."""

    tim = forms.CharField(label=_("Tìm theo tên, thư, cơ quan"), required=False, max_length=100)
    vai = forms.ChoiceField(
        label=_("Vai trò"),
        required=False,
        choices=[ANY, *choices(ROLE_LABELS), (WITHOUT_ROLE, _("Chưa phân vai trò"))],
    )
    xem = forms.ChoiceField(
        label=_("Tình trạng"),
        required=False,
        choices=[("", _("Đang dùng")), ("khoa", _("Đã khóa")), ("tat-ca", _("Tất cả"))],
    )


class OfficerForm(ModelForm):
    """A person's account, without its name, password and roles."""

    class Meta:
        model = Officer
        fields = ["full_name", "position", "email", "agency"]
        labels = {"email": _("Thư điện tử công vụ"), "agency": _("Cơ quan công tác")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["full_name"].required = True
        cast(Any, self.fields["agency"]).queryset = _agencies_to_choose(self.instance.agency_id)


class _AsFocal(forms.BooleanField):
    """Whether the holder of the role is also whom the agency has named (``actions.roles.give_role``)."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Ghi luôn là cán bộ đầu mối (cán bộ thực hiện) của cơ quan"),
            required=False,
            initial=True,
            help_text=_("Chỉ với vai trò cán bộ đầu mối; cơ quan đã cử người khác thì giữ nguyên người đó."),
        )


class NewOfficerForm(OfficerForm):
    """The same with the name to sign in with and the first role."""

    role = forms.ChoiceField(
        label=_("Vai trò"),
        required=False,
        choices=[("", _("Chưa phân vai trò")), *choices(ROLE_LABELS)],
        help_text=_("Vai trò của cơ quan được giao cho cơ quan công tác đã chọn ở trên."),
    )
    focal = _AsFocal()
    since = forms.DateField(label=_("Từ ngày"), required=False, widget=forms.DateInput)
    until = forms.DateField(
        label=_("Đến hết ngày"),
        required=False,
        widget=forms.DateInput,
        help_text=_("Bỏ trống khi chưa biết ngày kết thúc."),
    )

    class Meta(OfficerForm.Meta):
        fields = ["username", *OfficerForm.Meta.fields]
        labels = {**OfficerForm.Meta.labels, "username": _("Tên đăng nhập")}
        help_texts = {"username": _("Viết liền, không dấu, ví dụ “nguyenvana”.")}

    def clean_role(self) -> Role | None:
        return Role(self.cleaned_data["role"]) if self.cleaned_data["role"] else None


class RoleForm(ModelForm):
    """A role to give: which, for which agency, from and to when."""

    focal = _AsFocal()

    class Meta:
        model = RoleHolding
        fields = ["role", "agency", "since", "until"]
        widgets = {"since": forms.DateInput, "until": forms.DateInput}
        help_texts = {
            "agency": _("Chỉ chọn với vai trò của cơ quan: cán bộ đầu mối, văn thư, lãnh đạo cơ quan."),
            "until": _("Bỏ trống khi chưa biết ngày kết thúc."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="giao-%s", **kwargs)  # beside the account's own form on one page
        cast(Any, self.fields["agency"]).queryset = _agencies_to_choose(None)

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])

    def _post_clean(self) -> None:
        """What crosses is told by the action, in the office's words, not by the database's constraints."""


class DaysForm(Form):
    """From when to when a role is held."""

    since = forms.DateField(label=_("Từ ngày"), widget=forms.DateInput)
    until = forms.DateField(label=_("Đến hết ngày"), required=False, widget=forms.DateInput)


def _agencies_to_choose(kept: int | None) -> QuerySet[Agency]:
    """Those that exist today, and the one that a person has, though it may have ended."""
    own = Q(pk=kept) if kept else Q(pk__in=[])
    living = Q(pk__in=Agency.objects.alive(today()).values("pk"))
    return Agency.objects.filter(living | own).in_order()


STANDARD = "chuan"


class SetupForm(Form):
    """The province and its first administrator."""

    province = forms.CharField(
        label=_("Tỉnh, thành phố"),
        max_length=100,
        help_text=_("Chọn trong 34 tỉnh, thành phố, hoặc gõ tên khác."),
        widget=forms.TextInput(attrs={"list": "tinh"}),
    )
    office = forms.CharField(
        label=_("Cơ quan chủ trì thông tin đối ngoại"),
        max_length=200,
        required=False,
        help_text=_("Ví dụ: Sở Văn hóa, Thể thao và Du lịch. Đây là cơ quan đầu tiên trong danh mục."),
    )
    agency_list = forms.ChoiceField(
        label=_("Danh mục cơ quan"),
        widget=forms.RadioSelect,
        required=False,
        choices=[
            (
                STANDARD,
                _("Danh mục chuẩn của tỉnh: sở, ban, ngành, đoàn thể thường có và mọi xã, phường, đặc khu"),
            ),
            ("", _("Chưa cần: tạo cơ quan từ kế hoạch đã ký hoặc nhập từ bảng Excel")),
        ],
    )
    full_name = forms.CharField(label=_("Họ và tên quản trị viên"), max_length=120)
    username = forms.CharField(
        label=_("Tên đăng nhập"), max_length=150, validators=[UnicodeUsernameValidator()]
    )
    email = forms.EmailField(label=_("Thư điện tử công vụ"), required=False)
    password1 = forms.CharField(
        label=_("Mật khẩu"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Ít nhất 10 ký tự, không chỉ gồm chữ số, không phải mật khẩu hay gặp."),
    )
    password2 = forms.CharField(
        label=_("Nhập lại mật khẩu"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args, provinces: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.provinces = provinces
        self.initial.setdefault("agency_list", STANDARD)

    def list_wanted(self) -> str:
        """What ``standard.lists_of`` is asked for: the shipped list of a province that has one, else the standard."""
        if self.cleaned_data["agency_list"] != STANDARD:
            return ""
        shipped = slugify(fold(without_rank(self.cleaned_data["province"])))
        return shipped if shipped in LISTS else f"{PREFIX}{self.cleaned_data['province']}"

    def clean(self):
        cleaned = super().clean()
        one, other = cleaned.get("password1"), cleaned.get("password2")
        if one and other and one != other:
            self.add_error("password2", _("Hai lần nhập mật khẩu không giống nhau."))
        elif one:
            person = Officer(
                username=cleaned.get("username", ""),
                email=cleaned.get("email", ""),
                full_name=cleaned.get("full_name", ""),
            )
            try:
                password_validation.validate_password(one, person)
            except forms.ValidationError as weak:
                self.add_error("password1", weak)
        return cleaned
