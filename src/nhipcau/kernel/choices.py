"""Django choices from a rule's enum and its labels."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

Member = TypeVar("Member", bound=StrEnum)


def choices(labels: Mapping[Member, str]) -> list[tuple[str, Promise]]:
    """[(value, translated label)] in the order of the labels."""
    return [(member.value, gettext_lazy(label)) for member, label in labels.items()]
