"""One paper of the register to choose: the newest at once, any other found as one types its number, words or issuer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext as _

from nhipcau.documents import queries
from nhipcau.documents.models import RegisteredDocument
from nhipcau.kernel.keys import key_of

OFFERED = 50


def named(document: RegisteredDocument) -> str:
    """A paper in a list to choose from."""
    return f"{document.number} – {document.issuer}: {document.title}"[:120]


def found(words: str, chosen: int | None) -> list[RegisteredDocument]:
    """What a list offers for some words: the newest that hold them all; first the one that is chosen, whatever is sought."""
    papers = (
        queries.search(words)
        if words.strip()
        else RegisteredDocument.objects.order_by("-registered_at", "-pk")
    )
    first = RegisteredDocument.objects.filter(pk=chosen) if chosen else ()
    return list({one.pk: one for one in (*first, *papers[:OFFERED])}.values())


class _Newest(forms.models.ModelChoiceIterator):
    """Nothing chosen, then the newest: never the whole register."""

    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        yield from (self.choice(one) for one in found("", None))


class PaperSelect(forms.Select):
    """A list with a search above it, which brings other papers into the list."""

    template_name = "documents/widgets/paper.html"
    search = reverse_lazy("documents:papers_found")

    def optgroups(self, name: str, value: Iterable[str], attrs: Any = None) -> Any:
        chosen = [key for key in map(key_of, value) if key is not None]
        offered = list(self.choices)
        known = {str(key) for key, _name in offered}
        missing = [key for key in chosen if str(key) not in known]
        kept = RegisteredDocument.objects.filter(pk__in=missing) if missing else ()
        self.choices = [*offered[:1], *((one.pk, named(one)) for one in kept), *offered[1:]]
        return super().optgroups(name, list(value), attrs)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        return super().get_context(name, value, attrs) | {
            "search": self.search,
            "words": _("Tìm số, trích yếu, nơi ban hành"),
        }


class PaperField(forms.ModelChoiceField):
    """One paper of the whole register."""

    widget = PaperSelect
    iterator = _Newest

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(RegisteredDocument.objects.all(), required=False, **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return named(obj)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and value.strip() and key_of(value) is None:
            raise ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice", params={"value": value[:40]}
            )
        return super().to_python(value)
