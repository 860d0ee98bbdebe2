"""Of two who change one record by its form, the second is told what the first has changed since the page was made.

A form over what exists already carries a short mark of each field as its page showed it.  Where another has written in
between, nothing is saved: it is said what stands there now, fields that the second has not touched take it over, and
sent once more the form is saved with the other's words known.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from django import forms
from django.db import models
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

MARKS = "da_doc"
_SHORT = 200
_KEPT = frozenset({"true", "on", "1"})

if TYPE_CHECKING:
    _Base = forms.BaseForm
else:
    _Base = object


class Abreast(_Base):
    """To be mixed into a form; ``changes_what_stands``: whether its first values are what stands now."""

    changes_what_stands = False
    of_the_moment: frozenset[str] = frozenset()
    """Fields whose first value is today, and says nothing of the record."""

    def as_read(self) -> SafeString:
        """The marks as a hidden field; nothing in a form that makes something new."""
        if not self.changes_what_stands:
            return mark_safe("")
        marks = " ".join(f"{name}={mark}" for name, mark in self._standing().items())
        return format_html('<input type="hidden" name="{}" value="{}">', self.add_prefix(MARKS), marks)

    def full_clean(self) -> None:
        super().full_clean()
        if not self.is_bound or not self.changes_what_stands:
            return
        sent = self.data.get(self.add_prefix(MARKS), "")
        read = dict(one.split("=", 1) for one in sent.split() if "=" in one)
        others = [name for name, mark in self._standing().items() if read.get(name, mark) != mark]
        if not others:
            return
        told = ", ".join(self._told(name) for name in others)
        self._take_over([name for name in others if self._mark_of(name, self._typed(name)) == read[name]])
        self.add_error(
            None,
            _(
                "Sau khi bạn mở trang này, người khác đã sửa: %(what)s. Chưa lưu gì. Hãy xem lại rồi gửi lần nữa; khi"
                " đó nội dung trong các ô được lưu."
            )
            % {"what": told},
        )

    def _standing(self) -> dict[str, str]:
        return {
            name: self._mark_of(name, self.get_initial_for_field(field, name))
            for name, field in self.fields.items()
            if name not in self.of_the_moment
            and not isinstance(field, forms.FileField)
            and not field.widget.is_hidden
        }

    def _mark_of(self, name: str, value: Any) -> str:
        plain = _plain(self.fields[name].prepare_value(value))
        text = json.dumps(plain, ensure_ascii=False)
        return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()

    def _typed(self, name: str) -> Any:
        """What was sent, as the form understands it."""
        return self.cleaned_data[name] if name in self.cleaned_data else self[name].data

    def _told(self, name: str) -> str:
        """A field by its label, with what stands in it now where that is short."""
        field = self.fields[name]
        value = _plain(field.prepare_value(self.get_initial_for_field(field, name)))
        choices = dict(_choices(field))
        words = ", ".join(
            str(choices.get(one, one)) for one in (value if isinstance(value, list) else [value])
        )
        if isinstance(field.widget, forms.CheckboxInput):
            words = _("có") if words in _KEPT else _("không")
        label = str(self[name].label)
        return f"{label} (“{words}”)" if 0 < len(words) <= _SHORT else label

    def _take_over(self, names: list[str]) -> None:
        """What the other wrote, in fields that this person has not touched."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        for name in names:
            field, key = self.fields[name], self.add_prefix(name)
            value = field.prepare_value(self.get_initial_for_field(field, name))
            if isinstance(field.widget, forms.MultiWidget):
                continue
            if isinstance(field.widget, forms.CheckboxInput):
                data.pop(key, None)
                data.update({key: "on"} if value else {})
                continue
            shown = field.widget.format_value(value)
            data.setlist(key, shown if isinstance(shown, list) else ["" if shown is None else str(shown)])
        self.data = data


def _plain(value: Any) -> Any:
    """A field's value for a mark: the same whether it comes out of the database or out of a form."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else ""
    if isinstance(value, models.Model):
        return str(value.pk)
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    if isinstance(value, list | tuple | set | models.QuerySet):
        return sorted(str(_plain(one)) for one in value)
    return str(value)


def _choices(field: forms.Field) -> list[tuple[str, str]]:
    offered: Any = getattr(field, "choices", None) or ()
    flat: list[tuple[str, str]] = []
    for value, label in offered:
        inside = label if isinstance(label, list | tuple) else [(value, label)]
        flat += [(str(getattr(one, "value", one)), str(said)) for one, said in inside]
    return flat
