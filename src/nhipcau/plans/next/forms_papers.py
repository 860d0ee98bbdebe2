"""Forms of the next plan's signature: who issues and signs it, and the copy that was signed elsewhere."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from nhipcau.agencies.models import Agency, AgencyQuerySet, Officer
from nhipcau.agencies.rules import AgencyKind, Level
from nhipcau.kernel.clock import today
from nhipcau.kernel.forms import Form, declared_field, told_by_help
from nhipcau.kernel.upload_kinds import file_input
from nhipcau.office.permissions import SIGN
from nhipcau.plans.models import NextPlan


def issuers() -> AgencyQuerySet:
    """Who may issue a plan of the province: its committee."""
    return Agency.objects.alive(today()).filter(kind=AgencyKind.COUNCIL, level=Level.PROVINCE).in_order()


class IssuerForm(Form):
    """Whose plan it will be, and who signs it for them."""

    issuer = forms.ModelChoiceField(
        label=_("Cơ quan ban hành"), queryset=Agency.objects.none(), empty_label=None
    )
    signer = forms.ModelChoiceField(label=_("Người ký"), queryset=Officer.objects.none(), required=False)

    def __init__(self, *args: Any, next_plan: NextPlan, **kwargs: Any) -> None:
        initial = {"issuer": next_plan.issuer_id, "signer": next_plan.signer_id}
        super().__init__(*args, initial=initial, **kwargs)
        issuing = issuers() | Agency.objects.filter(pk=next_plan.issuer_id or 0)
        cast(forms.ModelChoiceField, self.fields["issuer"]).queryset = issuing
        signers = cast(forms.ModelChoiceField, self.fields["signer"])
        signers.queryset = _signers(issuing)
        signers.help_text = (
            _("Người có vai trò ký của cơ quan ban hành. Ký ngoài hệ thống thì không cần chọn.")
            if signers.queryset
            else _(
                "Chưa tài khoản nào được ký thay cơ quan ban hành: nhờ quản trị viên giao vai trò, hoặc ký ngoài hệ thống."
            )
        )
        told_by_help(signers)


def _signers(issuing: AgencyQuerySet) -> Any:
    keys = {officer.pk for one in issuing for officer in Officer.objects.who_may(SIGN, one)}
    return Officer.objects.filter(pk__in=keys).in_order()


class OutsideForm(Form):
    """A plan that was signed outside: what stands on it, and its signed copy."""

    number = forms.CharField(
        label=_("Số ghi trên văn bản"), max_length=40, help_text=_("Chỉ số, hoặc cả ký hiệu: 678/KH-UBND.")
    )
    day = forms.DateField(label=_("Ngày ban hành"), widget=forms.DateInput())
    signer_name = forms.CharField(label=_("Họ tên người ký"), max_length=120)
    signer_post = forms.CharField(label=_("Chức vụ người ký"), max_length=200)
    scan = forms.FileField(
        label=_("Bản đã ký (PDF)"),
        widget=file_input("pdf"),
        help_text=_("Bản quét có chữ ký, đóng dấu, hoặc tệp PDF đã ký số."),
    )
    declared = declared_field()
    is_compared = forms.BooleanField(
        label=_("Tôi đã đối chiếu: những chỗ đã sửa nêu trên có trong bản đã ký."), required=False
    )
    confirmed = forms.BooleanField(
        label=_("Tôi đã xem các nhiệm vụ bên cạnh; kế hoạch chạy đúng như vậy và các cơ quan được báo ngay.")
    )
    seen_seal = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, compares: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not compares:
            del self.fields["is_compared"]
