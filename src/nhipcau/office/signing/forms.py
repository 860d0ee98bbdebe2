from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nhipcau.agencies.models import Officer
from nhipcau.kernel.forms import Form, declared_field
from nhipcau.kernel.upload_kinds import file_input
from nhipcau.office.certificates.forms import WithKey
from nhipcau.office.certificates.queries import own_keys, seals_of
from nhipcau.office.signing import authority, deeds
from nhipcau.office.signing.authority import CAPACITY_LABELS, Lines
from nhipcau.office.signing.kinds import chain_of
from nhipcau.office.signing.models import Version


def capacity_choices(version: Version, officer: Officer) -> list[tuple[str, Any]]:
    """In which capacities somebody may sign a version, each with the lines that will stand above the name."""
    if version.agency is None or not officer.position:
        return []
    body: dict[str, Any] = {"agency_kind": version.agency.kind, "agency_name": version.agency.name}
    return [
        (chosen.value, _shown(authority.lines_for(post=officer.position, capacity=chosen, **body), chosen))
        for chosen in authority.capacities_for(post=officer.position, **body)
    ]


def _shown(lines: Lines, chosen: authority.Capacity) -> str:
    printed = " / ".join([*lines.authority, lines.post])
    return f"{printed} ({CAPACITY_LABELS[chosen]})"


class StepForm(WithKey, Form):
    """Taking the next step; seen_seal is the seal of what the page showed.

    Whoever signs and has a certificate here may sign the PDF with it too.
    """

    seen_seal = forms.CharField(widget=forms.HiddenInput, max_length=64)
    capacity = forms.ChoiceField(label=_("Thẩm quyền ký"), required=False)
    note = forms.CharField(
        label=_("Ghi chú"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, version: Version, officer: Officer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.version, self.officer = version, officer
        following = deeds.next_step(version)
        is_signature = following is not None and following == chain_of(version).signature
        choices = capacity_choices(version, officer) if is_signature else []
        if choices:
            self.fields["capacity"].choices = choices  # type: ignore[attr-defined]
            self.fields["capacity"].required = True
        else:
            del self.fields["capacity"]
        certified = is_signature and not chain_of(version).at_once
        self.offer(own_keys(officer, timezone.now()) if certified else [], _("Ký số vào tệp PDF"))
        if not self.is_bound:
            self.fields["seen_seal"].initial = version.seal

    @property
    def lines(self) -> Lines:
        """The lines of the chosen capacity; none where the version is of no agency."""
        chosen, agency = self.cleaned_data.get("capacity"), self.version.agency
        if not chosen or agency is None:
            return Lines((), self.officer.position)
        return authority.lines_for(
            post=self.officer.position, capacity=chosen, agency_kind=agency.kind, agency_name=agency.name
        )


class ReasonForm(Form):
    """Sending back or recalling."""

    reason = forms.CharField(label=_("Lý do"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class IssueForm(WithKey, Form):
    """The clerk's part: the day, the number where the clerk gives it, and the agency's seal where it has one."""

    day = forms.DateField(label=_("Ngày phát hành"), widget=forms.DateInput)
    number_text = forms.CharField(
        label=_("Số"),
        required=False,
        max_length=12,
        help_text=_(
            "Để trống: lấy số tiếp theo trong sổ. Nếu văn thư đã cấp số trên sổ giấy, hãy nhập số đó."
        ),
    )

    def __init__(self, *args: Any, version: Version, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(seals_of(version.agency, timezone.now()), _("Đóng dấu số của cơ quan vào tệp PDF"))


class PaperForm(Form):
    """A paper signed with a pen: number and day as they stand on it, and its scan."""

    number_text = forms.CharField(label=_("Số ghi trên văn bản"), required=False, max_length=12)
    day = forms.DateField(label=_("Ngày ghi trên văn bản"), widget=forms.DateInput)
    signer_name = forms.CharField(label=_("Họ tên người ký"), max_length=120)
    signer_post = forms.CharField(label=_("Chức vụ người ký"), required=False, max_length=120)
    scan = forms.FileField(label=_("Bản chụp (PDF)"), widget=file_input("pdf"))
    declared = declared_field()
    compared = forms.BooleanField(
        label=_("Tôi đã đối chiếu bản chụp với nội dung niêm phong: giống nhau từng chữ.")
    )
