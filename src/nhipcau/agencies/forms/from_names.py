"""The lines of names to make agencies of: ticked, with kind and level to correct."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nhipcau.agencies.actions.from_names import Wish
from nhipcau.agencies.queries.proposing import Proposal
from nhipcau.agencies.rules import KIND_LABELS, LEVEL_LABELS, AgencyKind, Level
from nhipcau.kernel.choices import choices
from nhipcau.kernel.forms import Form

GROUP = "group"


class NameLine(Form):
    """One proposal; what is not ticked is not looked at."""

    wanted = forms.BooleanField(label=_("Tạo"), required=False)
    name = forms.CharField(label=_("Tên cơ quan"), max_length=200, required=False)
    kind = forms.ChoiceField(
        label=_("Loại"), choices=[*choices(KIND_LABELS), (GROUP, _("Nhóm cơ quan"))], required=False
    )
    level = forms.ChoiceField(label=_("Cấp"), choices=choices(LEVEL_LABELS), required=False)

    def __init__(self, data: Mapping[str, Any] | None, proposal: Proposal) -> None:
        self.proposal = proposal
        first = {
            "wanted": proposal.is_likely,
            "name": proposal.name,
            "kind": GROUP if proposal.is_group else proposal.kind.value,
            "level": proposal.level.value,
        }
        prefix = "t" + hashlib.sha256(proposal.key.encode()).hexdigest()[:12]
        super().__init__(data, prefix=prefix, initial=first)
        label = {"aria-label": proposal.name}
        for each in self.fields.values():
            each.widget.attrs.update(label)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("wanted"):
            for field in ("name", "kind", "level"):
                if not cleaned.get(field) and field not in self.errors:
                    self.add_error(field, _("Dòng được chọn phải có tên, loại và cấp."))
        return cleaned

    def wish(self) -> Wish | None:
        """What the officer wants of this line; None where it is not ticked."""
        if not self.cleaned_data["wanted"]:
            return None
        kind = self.cleaned_data["kind"]
        return Wish(
            name=self.cleaned_data["name"],
            kind=None if kind == GROUP else AgencyKind(kind),
            level=Level(self.cleaned_data["level"]),
            written=(self.proposal.name, *self.proposal.also),
        )


class NamesForm:
    """All lines; ``data`` None for the first look."""

    def __init__(self, data: Mapping[str, Any] | None, proposals: Sequence[Proposal]) -> None:
        self.lines = [NameLine(data, proposal) for proposal in proposals]
        self.is_bound = data is not None

    def __iter__(self) -> Iterator[NameLine]:
        return iter(self.lines)

    def __len__(self) -> int:
        return len(self.lines)

    def is_valid(self) -> bool:
        """Whether every line that is ticked can be made; each line says its own mistake."""
        good = [line.is_valid() for line in self.lines]
        return self.is_bound and all(good)

    def wishes(self) -> list[Wish]:
        """What is ticked, in the order shown."""
        return [wish for line in self.lines if (wish := line.wish()) is not None]
