"""Picking many agencies: under the names of their kinds, as an office lists them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext

from nhipcau.agencies.rules import KIND_LABELS, AgencyKind
from nhipcau.kernel.forms import ManyOf, PickMany


class _ByKind(forms.models.ModelChoiceIterator):
    """The choices of a queryset in order (``AgencyQuerySet.in_order``), kind by kind."""

    def __iter__(self) -> Iterator[Any]:
        for kind, agencies in groupby(self.queryset, key=lambda agency: agency.kind):
            yield gettext(KIND_LABELS[AgencyKind(kind)]), [self.choice(agency) for agency in agencies]


class AgenciesField(ManyOf):
    """Many agencies of a queryset in order, found as one types."""

    widget = PickMany
    iterator = _ByKind
