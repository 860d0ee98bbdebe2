"""Forms that look like the house."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from nhipcau.kernel import seen
from nhipcau.kernel.abreast import Abreast
from nhipcau.kernel.days import DayField
from nhipcau.kernel.keys import key_of
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.saying import say
from nhipcau.kernel.sound import shows
from nhipcau.kernel.upload_kinds import LIMIT, attributes, limit_of
from nhipcau.kernel.uploads import was_taken


def on_one_line(text: object) -> None:
    """ValidationError for more than one line where a field has one: browsers send none, and a name with a line
    break ends up in headers of letters, in exports and on papers."""
    if isinstance(text, str) and len(text.splitlines()) > 1:
        raise ValidationError(_("Hãy viết trên một dòng."))


def in_view(text: object) -> None:
    """ValidationError for a text of which nothing can be seen: a name of zero-width letters looks like none at all,
    in lists, on papers and to whoever looks for it."""
    if isinstance(text, str) and not shows(text):
        raise ValidationError(_("Chỉ có ký tự không nhìn thấy. Hãy viết lại."))


class WithinLimit(MaxLengthValidator):
    """A text over its limit is told by how much, and never cut: browsers cut what is pasted at a maxlength."""

    message = ngettext_lazy(
        "Dài quá %(over)s ký tự (đang có %(show_value)s, tối đa %(limit_value)s). Hãy rút gọn.",
        "Dài quá %(over)s ký tự (đang có %(show_value)s, tối đa %(limit_value)s). Hãy rút gọn.",
        "over",
    )

    def __call__(self, value: str) -> None:
        length, limit = len(value), int(self.limit_value)
        if length > limit:
            told = {"over": length - limit, "show_value": length, "limit_value": limit}
            raise ValidationError(self.message, code="max_length", params=told)


def _tell_limit(field: forms.CharField) -> None:
    """The field's limit is said near it (app.js counts) and by whoever judges it."""
    if field.max_length is None:
        return
    field.widget.attrs.pop("maxlength", None)
    if not field.widget.is_hidden:
        field.widget.attrs["data-limit"] = str(field.max_length)
    field.validators = [
        WithinLimit(one.limit_value) if isinstance(one, MaxLengthValidator) else one
        for one in field.validators
    ]


DASHES = "---------"  # Django's words for nothing chosen


def word_empty_choice(field: forms.Field) -> None:
    """Nothing chosen is said in words, where Django would show dashes."""
    if isinstance(field, forms.ModelChoiceField):
        if field.empty_label == DASHES:
            field.empty_label = _("Chưa chọn")
    elif isinstance(field, forms.ChoiceField) and isinstance(field.widget, forms.Select):
        offered: Any = field.choices
        field.choices = [(value, _("Chưa chọn") if label == DASHES else label) for value, label in offered]


class Styled:
    """Gives each widget Bootstrap's class and ties help and errors to it for screen readers."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, forms.DateField):
                field = self.fields[name] = DayField.like(field)
            widget = field.widget
            word_empty_choice(field)
            if isinstance(field, forms.FileField):
                field.validators.append(was_taken)
                widget.attrs = attributes("document") | widget.attrs
                widget.attrs[LIMIT] = str(limit_of(widget))
            if isinstance(field, forms.CharField):
                _tell_limit(field)
                if not isinstance(widget, forms.PasswordInput):
                    field.validators.append(in_view)
            if isinstance(field, forms.CharField) and isinstance(widget, forms.TextInput):
                field.validators.append(on_one_line)
            if isinstance(widget, forms.CheckboxInput):
                widget.attrs.setdefault("class", "form-check-input")
            elif isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
                continue
            elif isinstance(widget, forms.Select):
                widget.attrs.setdefault("class", "form-select")
            else:
                widget.attrs.setdefault("class", "form-control")
            if isinstance(widget, forms.Textarea):
                widget.attrs.setdefault("rows", 3)


class ManyOf(forms.ModelMultipleChoiceField):
    """Many records of a queryset.  Django's own asks the database for whatever number was sent, and neither database
    takes one that no key column holds."""

    def clean(self, value: Any) -> Any:
        keys = self.prepare_value(value)
        for one in keys if isinstance(keys, list | tuple) else ():
            if key_of(str(one)) is None:
                raise ValidationError(
                    self.error_messages["invalid_choice"],
                    code="invalid_choice",
                    params={"value": str(one)[:40]},
                )
        return super().clean(value)


class PickMany(forms.CheckboxSelectMultiple):
    """Many of a long list, with search and all or none: drawn by ``c-pick-many``, which ``c-field`` takes for it."""


def told_by_help(field: forms.Field) -> None:
    """The field's own help says when it is wanted, so ``c-field`` does not call it optional."""
    field.told_by_help = True  # type: ignore[attr-defined]


def declared_field() -> forms.BooleanField:
    """Beside a field for a file: its officer vouches for what the system cannot look into (``kernel.stamps``)."""
    return forms.BooleanField(
        label=_("Tôi đã xem tệp và cam đoan không có bí mật nhà nước"),
        required=False,
        help_text=_("Chỉ cần khi hệ thống báo không xem được bên trong tệp; tên bạn được ghi cạnh tệp."),
    )


class Form(Abreast, Styled, forms.Form):
    """A plain form."""


class SeenForm(Form):
    """A form that decides on rows which its page shows beside it (``kernel.seen``): where they are others by now, it is said, and
    sent once more, from the page that shows them anew, it goes on.

    shown: the ``seen.mark`` of the rows as they stand.
    """

    da_xem = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, shown: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shown = self.fields[seen.FIELD].initial = shown

    def full_clean(self) -> None:
        super().full_clean()
        key = self.add_prefix(seen.FIELD)
        if self.is_bound and self.data.get(key, self.shown) != self.shown:
            self.add_error(None, say(Refused(seen.OTHER, since="")))
            renewed: Any = self.data.copy()  # type: ignore[attr-defined]
            renewed[key] = self.shown
            self.data = renewed


class ModelForm(Abreast, Styled, forms.ModelForm):
    """A form over one record; of two who change it by such forms the second is told."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.changes_what_stands = self.instance.pk is not None
