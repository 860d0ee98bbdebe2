"""The form of the office's messenger."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel import notifications
from nhipcau.kernel.forms import Form, PickMany
from nhipcau.office.outward import rules
from nhipcau.office.outward.models import Webhook


class WebhookForm(Form):
    """Where to, which kinds, in which words."""

    url = forms.CharField(
        label=_("Địa chỉ nhận"),
        max_length=rules.LONGEST_ADDRESS,
        help_text=_(
            "Địa chỉ webhook của Mattermost, cổng Zalo OA hoặc phần mềm nhắn tin khác mà cơ quan quản lý."
        ),
    )
    kinds = forms.MultipleChoiceField(label=_("Loại thông báo được gửi"), widget=PickMany, required=False)
    language = forms.ChoiceField(label=_("Ngôn ngữ"), choices=settings.LANGUAGES)
    says_title = forms.BooleanField(
        label=_("Gửi kèm tiêu đề và đường dẫn; bỏ chọn thì chỉ báo là có thông báo mới"), required=False
    )
    is_on = forms.BooleanField(label=_("Bật kênh này"), required=False)

    def __init__(self, *args: Any, hook: Webhook | None, **kwargs: Any) -> None:
        first: dict[str, Any] = {"language": "vi", "says_title": True, "is_on": True, "kinds": []}
        if hook is not None:
            names = ("url", "kinds", "language", "says_title", "is_on")
            first = {name: getattr(hook, name) for name in names}
        super().__init__(*args, initial=first, **kwargs)
        cast(Any, self.fields["kinds"]).choices = [(kind.name, kind.label) for kind in choosable()]
        if hook is not None:
            # What the office chose and no app tells any more is kept out, not refused.
            self.initial["kinds"] = rules.chosen(hook.kinds, {kind.name for kind in choosable()})


def choosable() -> list[notifications.Kind]:
    """Kinds that may go to the messenger: all but those about letters, which its own trouble would feed."""
    found = [kind for kind in notifications.kinds() if kind.name != notifications.MAIL_TROUBLE]
    return sorted(found, key=lambda kind: str(kind.label))
