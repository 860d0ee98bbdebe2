"""A kind of record that other apps meet through joints: found, pointed to as evidence, spoken about.

An app says once what its records are called, where they lead and who may see which; each joint takes that and
adds what it alone needs:

    visit = Known(name="visit", label=N_("Chuyến thăm"), model=Visit, visible=visible, url=address)
    finding.findables.register(visit.as_(finding.Findable, words=words_of))
    evidence.kinds.register(visit.as_(evidence.RecordKind, find=search))
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import override

from nhipcau.kernel.sentences import in_each

Kind = TypeVar("Kind", bound="Known")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One kind of record.

    name: stable, at most 40 letters, in addresses and rows ("task"); label: what officers call one (N_ sentence);
    model: its class; visible: (officer, keys) → the records among some that the officer may see, by the app's
    scoped query; url: record → its page; title: record → what a list shows of it.
    """

    name: str
    label: str
    model: type[models.Model]
    visible: Callable[[Any, Sequence[int]], Iterable[Any]]
    url: Callable[[Any], str]
    title: Callable[[Any], str] = str

    def said(self, record: Any) -> Promise:
        """What a record is called, for a notice: each reader gets it in his own language."""
        return in_each(lambda: str(self.title(record)))

    def in_vietnamese(self, record: Any) -> str:
        """What it is called where an official paper or the plan names it, whoever writes."""
        with override("vi"):
            return str(self.title(record))

    def as_(self, kind: type[Kind], **more: Any) -> Kind:
        """The same kind of record as a joint keeps it; more: what that joint asks besides, or otherwise."""
        return kind(**{each.name: getattr(self, each.name) for each in fields(Known)} | more)


def kind_among(kinds: Iterable[Kind], record: object) -> Kind | None:
    """The kind among some that a record belongs to, if any."""
    return next((kind for kind in kinds if isinstance(record, kind.model)), None)
