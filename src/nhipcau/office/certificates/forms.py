from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nhipcau.agencies.models import Agency, Officer
from nhipcau.engines.pdfsign.model import LARGEST_KEY
from nhipcau.kernel.forms import Form, told_by_help
from nhipcau.kernel.standing import day_of, written
from nhipcau.kernel.upload_kinds import file_input
from nhipcau.office.certificates import queries, rules
from nhipcau.office.certificates.models import KeyFile
from nhipcau.office.certificates.rules import Validity
from nhipcau.office.certificates.signing import Unlocked
from nhipcau.office.permissions import KEEP_CERTIFICATES


def passphrase_field(**more: Any) -> forms.CharField:
    """Where a passphrase is typed; it is never shown again and no browser is asked to keep it."""
    return forms.CharField(
        label=_("Mật khẩu của tệp chứng thư số"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        **more,
    )


class WithKey:
    """A form in which somebody may sign with a certificate: ``offer`` the files there are, or none."""

    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]

    def offer(self, keys: Sequence[KeyFile], label: Any) -> None:
        """Add a choice of certificate and a passphrase where there is a file to choose."""
        self._keys = {str(key.pk): key for key in keys}
        if not keys:
            return
        choices = [(name, _shown(key)) for name, key in self._keys.items()]
        self.fields["key"] = forms.ChoiceField(
            label=label,
            required=False,
            choices=[*choices, ("", gettext("Không ký số"))],
            initial=choices[0][0],
            widget=forms.Select(attrs={"class": "form-select"}),
        )
        self.fields["passphrase"] = passphrase_field(
            required=False, help_text=_("Gõ mỗi lần ký số; hệ thống không lưu mật khẩu này.")
        )
        self.fields["passphrase"].widget.attrs.setdefault("class", "form-control")
        told_by_help(self.fields["passphrase"])  # not wanted for "Không ký số"

    @property
    def unlocked(self) -> Unlocked | None:
        """The chosen file with its passphrase; None where nothing is to be signed with a certificate."""
        key = self._keys.get(self.cleaned_data.get("key", ""))
        return Unlocked(key, self.cleaned_data.get("passphrase", "")) if key else None


def _shown(key: KeyFile) -> str:
    standing = rules.validity_of(valid_from=key.valid_from, valid_to=key.valid_to, now=timezone.now())
    until = gettext("đến {day}").format(day=written(day_of(key.valid_to)))
    warned = f" ({gettext(rules.VALIDITY_LABELS[standing])})" if standing is Validity.SOON else ""
    return f"{key.name} · {until}{warned} · {key.issuer}"


class KeyForm(Form):
    """Adding a file: whose it is, the file, its passphrase once."""

    whose = forms.ChoiceField(label=_("Của ai"))
    file = forms.FileField(
        label=_("Tệp chứng thư số (.p12, .pfx)"),
        allow_empty_file=True,
        widget=file_input("key", most=LARGEST_KEY),
    )
    passphrase = passphrase_field(
        help_text=_("Chỉ dùng một lần, ngay bây giờ, để xem tệp là của ai. Hệ thống không lưu mật khẩu này."),
    )

    def __init__(self, *args: Any, by: Officer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Officer.objects.filter(pk=by.pk)
        if by.may(KEEP_CERTIFICATES):
            people = Officer.objects.filter(is_active=True).in_order()
        self._people = {f"o{person.pk}": person for person in people}
        self._agencies = {f"a{agency.pk}": agency for agency in queries.sealed_for(by)}
        mine = f"o{by.pk}"
        groups: list[Any] = [(mine, gettext("của tôi ({name})").format(name=by))]
        groups += _group(gettext("Con dấu của cơ quan"), self._agencies)
        groups += _group(
            gettext("Người khác"), {name: who for name, who in self._people.items() if name != mine}
        )
        self.fields["whose"].choices = groups  # type: ignore[attr-defined]

    @property
    def owner(self) -> dict[str, Officer | Agency]:
        """As ``actions.add_key`` takes it."""
        chosen = self.cleaned_data["whose"]
        if chosen in self._people:
            return {"officer": self._people[chosen]}
        return {"agency": self._agencies[chosen]}


def _group(label: str, found: dict[str, Any]) -> list[Any]:
    return [(label, [(name, str(one)) for name, one in found.items()])] if found else []


class IssuerForm(Form):
    """Trusting issuers."""

    file = forms.FileField(
        label=_("Chứng thư của nơi cấp (.crt, .cer, .pem)"),
        allow_empty_file=True,
        widget=file_input("certificate", most=LARGEST_KEY),
    )


class PdfForm(Form):
    """A PDF whose signatures somebody wants to see."""

    file = forms.FileField(
        label=_("Tệp PDF"),
        allow_empty_file=True,
        widget=file_input("pdf"),
    )
