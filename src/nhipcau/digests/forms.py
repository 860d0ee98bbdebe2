"""What people type about digests, checked before an action sees it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nhipcau.agencies.models import Agency, Officer
from nhipcau.agencies.queries import who_may
from nhipcau.digests.actions.signing import seen_of
from nhipcau.digests.models import Digest, DigestItem, DigestSetting
from nhipcau.digests.permissions import SIGN_DIGESTS
from nhipcau.digests.rules import DIGEST_KIND_LABELS, PART, SUMMARY_MOST_WORDS
from nhipcau.kernel.choices import choices
from nhipcau.kernel.forms import Form, ManyOf, ModelForm, told_by_help
from nhipcau.kernel.lists import Chosen
from nhipcau.office.certificates.forms import WithKey
from nhipcau.office.certificates.queries import own_keys

WANTED_WHEN_SIGNED = ("summary", "proposal")
"""What a draft may still lack and a signed digest may not (``rules.unfinished``)."""


class ItemForm(ModelForm):
    """One item of a draft."""

    class Meta:
        model = DigestItem
        fields = ["title", "part", "summary", "note", "proposal"]
        widgets = {
            "title": forms.TextInput(),
            "summary": forms.Textarea(attrs={"rows": 4}),
            "note": forms.Textarea(attrs={"rows": 2}),
            "proposal": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.digest.about.grouped_by != PART:
            del self.fields["part"]  # its heading says where it stands
        self.fields["summary"].help_text = _(
            "Phải có khi ký. Tối đa %(most)s từ, bằng lời của cơ quan; bài gốc đã có liên kết."
        ) % {"most": SUMMARY_MOST_WORDS}
        self.fields["proposal"].help_text = _("Phải có khi ký đối với thông tin nhạy cảm.")
        for name in WANTED_WHEN_SIGNED:
            told_by_help(self.fields[name])
        for name in ("summary", "note", "proposal"):
            self.fields[name].validators.append(MaxLengthValidator(4000))


class DraftForm(Form):
    """The draft that chosen articles are put into."""

    digest = forms.ModelChoiceField(label=_("Bản tin đang soạn"), queryset=Digest.objects.none())

    def __init__(self, *args: Any, chosen: Chosen, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        drafts = Digest.objects.drafts().of_province()
        self.fields["digest"].queryset = drafts  # type: ignore[attr-defined]
        self.fields["digest"].initial = drafts.first()


class NoteForm(Form):
    """The issue's opening words."""

    changes_what_stands = True

    note = forms.CharField(
        label=_("Nhận định chung"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    is_internal = forms.BooleanField(
        label=_("Tài liệu nội bộ"), required=False, help_text=_("In “LƯU HÀNH NỘI BỘ” ở đầu văn bản.")
    )


class KindForm(Form):
    """Which digest to draft now."""

    kind = forms.ChoiceField(label=_("Loại bản tin"), choices=choices(DIGEST_KIND_LABELS))


class CorrectionForm(Form):
    """What was wrong in a signed digest."""

    reason = forms.CharField(
        label=_("Đính chính điều gì, vì sao"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class SignForm(WithKey, Form):
    """The signer's own confirmation of what was shown; whoever has a certificate here may sign the PDF with it too."""

    seen = forms.CharField(widget=forms.HiddenInput(), max_length=64)
    sure = forms.BooleanField(label=_("Tôi đã đọc toàn bộ bản tin và chịu trách nhiệm về nội dung."))

    def __init__(self, *args: Any, digest: Digest, by: Officer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.digest = digest
        signs = digest.signature is None or digest.signed_by == by  # else only what another signed goes out
        self.offer(own_keys(by, timezone.now()) if signs else [], _("Ký số vào tệp PDF"))

    def stands_below(self, content: Mapping[str, Any]) -> None:
        """Remember the words that the page shows above the form."""
        self.initial["seen"] = seen_of(self.digest, content)


class SettingForm(ModelForm):
    """When and how digests are made."""

    class Meta:
        model = DigestSetting
        fields = ["is_on", "draft_at", "days", "agency", "symbol", "signers"]
        widgets = {
            "draft_at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "signers": forms.CheckboxSelectMultiple(),
        }
        field_classes = {"signers": ManyOf}

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        able = who_may(SIGN_DIGESTS)
        self.fields["signers"].queryset = able.in_order()  # type: ignore[attr-defined]
        self.fields["signers"].help_text = _(
            "Để trống: lãnh đạo cơ quan phát hành và cán bộ điều phối đều ký được."
        )
        self.fields["agency"].queryset = Agency.objects.alive(today).in_order()  # type: ignore[attr-defined]
        self.fields["symbol"].help_text = _("Phần sau số văn bản, ví dụ BC-SVHTTDL. Để trống: BC-ĐB.")
        self.fields["draft_at"].help_text = _("Giờ địa phương, trước giờ mở cửa cơ quan.")
