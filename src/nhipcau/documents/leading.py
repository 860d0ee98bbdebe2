"""To what the page of a registered document leads: records made of it, of whatever app, for a reader who may open them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from nhipcau.documents.models import RegisteredDocument
from nhipcau.kernel.joints import Joint, place_of


@dataclass(frozen=True, slots=True)
class Lead:
    """One record, in translated words: what it is, the words of the link, what stands behind it."""

    label: str
    words: str
    url: str
    note: str = ""


Leads = Callable[[Any, RegisteredDocument], Iterable[Lead]]
"""The reader and a document → the records made of it that he may open."""

leads: Joint[Leads] = Joint("records made of a document", key=place_of)


def of(reader: Any, document: RegisteredDocument) -> list[Lead]:
    """All of them, of all apps."""
    return [lead for found in leads for lead in found(reader, document)]
