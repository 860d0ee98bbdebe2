"""Django choices from a rule's enum and its labels."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy


def choices(labels: Mapping[StrEnum, str]) -> list[tuple[str, Promise]]:
    """[(value, translated label)] in the order of the labels."""
    return [(member.value, gettext_lazy(label)) for member, label in labels.items()]
