"""Kinds of signed versions: declared by the apps above, not programmed here (``kinds.register``)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models

from nhipcau.agencies.models import Agency, Officer
from nhipcau.engines.officialdoc.write.model import Draft
from nhipcau.kernel.joints import Joint, place_of
from nhipcau.office.signing.models import Version


@dataclass(frozen=True, slots=True)
class StepKind:
    """One step of a chain.

    permission: held for the version's agency.  by_other_than: who may not take it: ``rules.EDITOR`` (who
    last edited the draft), ``rules.PRESENTER``, or the names of other steps (four eyes).
    may: a further condition of the kind (named signers).
    """

    name: str
    label: str
    permission: str
    by_other_than: tuple[str, ...] = ()
    may: Callable[[Officer, Any], bool] | None = None


@dataclass(frozen=True, slots=True)
class Chain:
    """Who signs, in which order, and who issues: as a kind declares it today, as each version keeps it.

    steps: the last one is the signature.  at_once: whoever signs also issues.
    """

    steps: tuple[StepKind, ...]
    at_once: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(step.name for step in self.steps)

    @property
    def labels(self) -> dict[str, str]:
        return {step.name: step.label for step in self.steps}

    @property
    def signature(self) -> StepKind:
        """The last step."""
        return self.steps[-1]

    def step(self, name: str) -> StepKind:
        """A step by its name.  Raises KeyError."""
        return {step.name: step for step in self.steps}[name]

    def kept(self) -> dict[str, Any]:
        """As a version keeps it; conditions in code (``StepKind.may``) stay with the kind."""
        steps = [
            {
                "name": step.name,
                "label": step.label,
                "permission": step.permission,
                "other_than": list(step.by_other_than),
            }
            for step in self.steps
        ]
        return {"steps": steps, "at_once": self.at_once}


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing to be done before signing, and where."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Private:
    """Personal data that belongs to a version: kept apart until its day."""

    data: Mapping[str, Any]
    keep_until: date


@dataclass(frozen=True, slots=True)
class BookKey:
    """Which book numbers a version.  title: what the book is called when it is opened."""

    issuer: Agency
    series: str
    year: int
    title: str = ""


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs, as it is printed: lines of authority ("TM. …", "KT. …"), post, name."""

    name: str
    post: str = ""
    authority: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """What is printed on a paper beside the sealed words.  number, issued_on: None leaves the place open."""

    number: str | None = None
    symbol: str = ""
    issued_on: date | None = None
    signer: Signer | None = None


@dataclass(frozen=True, slots=True)
class Going:
    """Where a paper would go if it were issued now, by the receivers' names: in the system; on paper, because nobody
    of that agency has an account; on paper, because the register knows no such agency; to nobody, because a line says only
    "as above" and nobody stands there."""

    inside: tuple[str, ...] = ()
    without_account: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.inside or self.without_account or self.unknown or self.unclear)


@dataclass(frozen=True, slots=True)
class Rendition:
    """One form, besides the paper, in which an issued version goes out: a picture for screens, a text for the radio, a
    workbook, another language.

    name: stable, of small letters, digits and hyphens: it stands in addresses and in the log.  ending: of its file, without
    the dot.  make: (sealed content, mark) → its bytes; called outside any transaction, once, at the issue.
    """

    name: str
    label: str
    media_type: str
    ending: str
    make: Callable[[Mapping[str, Any], Mark], bytes]
    language: str = ""

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,39}", self.name) or self.name in PAPERS:
            raise ValueError(f"a rendition cannot be called {self.name!r}")
        if not re.fullmatch(r"[a-z0-9]{1,8}", self.ending):
            raise ValueError(f"not an ending: {self.ending!r}")


PAPERS = ("docx", "pdf", "scan")
"""Files of an issue that every kind has; no rendition bears such a name."""


def _nothing_besides(content: Mapping[str, Any]) -> Sequence[Rendition]:
    return ()


def _nowhere(version: Version, day: date) -> Going:
    return Going()


def _nothing_missing(subject: Any) -> Sequence[Missing]:
    return ()


def _nobody(subject: Any) -> None:
    return None


def _no_book(version: Version, day: date) -> None:
    return None


def _no_symbol(version: Version, number: str) -> str:
    return number


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of signed version.

    model: the draft's model.  steps: in order; the last one is the signature.
    content: the draft → all that is signed, without number and day.  private: its personal part.
    unfinished: what keeps it from being signed.  agency: for whom it is signed.  editor: who edited it last.
    paper: (sealed content, mark) → the official document.  book, symbol: (version, day), (version, number).
    corrects: the draft → the issued version that it corrects.  url: the draft's page.
    reads: who may read the version and its files.  file_name: without ending.
    issued_at_once: whoever signs also issues, by one click; else the agency's clerk does.
    after_issue: what the kind itself does in the last transaction.
    renditions: sealed content → the forms in which it goes out besides the paper; those of one version differ in their names.
    going: (version, day) → where it would go, said before it is sent.
    locks: the tables of the draft whose rows a signature keeps from change (``locking.Locked``); of a kind that
    names some the database takes no version under another chain than its own.
    """

    name: str
    label: str
    model: type[models.Model]
    steps: tuple[StepKind, ...]
    content: Callable[[Any], Mapping[str, Any]]
    paper: Callable[[Mapping[str, Any], Mark], Draft]
    url: Callable[[Any], str]
    reads: Callable[[Officer, Any], bool]
    unfinished: Callable[[Any], Sequence[Missing]] = _nothing_missing
    agency: Callable[[Any], Agency | None] = _nobody
    editor: Callable[[Any], Officer | None] = _nobody
    private: Callable[[Any], Private | None] = _nobody
    book: Callable[[Version, date], BookKey | None] = _no_book
    symbol: Callable[[Version, str], str] = _no_symbol
    corrects: Callable[[Any], Version | None] = _nobody
    title: Callable[[Any], str] = str
    file_name: Callable[[Version], str] | None = None
    issued_at_once: bool = False
    after_issue: Callable[[Version, Officer], None] | None = None
    renditions: Callable[[Mapping[str, Any]], Sequence[Rendition]] = _nothing_besides
    going: Callable[[Version, date], Going] = _nowhere
    locks: tuple[Any, ...] = ()

    @property
    def chain(self) -> Chain:
        """The chain of versions that are made from now on."""
        return Chain(self.steps, self.issued_at_once)


kinds: Joint[Kind] = Joint("kind of signed version", key=lambda kind: kind.name)

Listener = Callable[[Version, Officer], None]
on_issued: Joint[Listener] = Joint("listener to issues", key=place_of)
on_recalled: Joint[Listener] = Joint("listener to recalls", key=place_of)
"""Called with (version, by) inside the transaction of the issue, the recall."""


Reader = Callable[[Officer, Version], bool]
readers: Joint[Reader] = Joint("reader of issued versions", key=place_of)
"""(officer, issued version) → whether the officer may read it, besides whom its kind names: it was sent there."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """What a receiver has to do with an issued version: the template of a part, and what it shows."""

    template: str
    values: Mapping[str, Any]


arrivals: Joint[Callable[[Officer, Version], Arrived | None]] = Joint(
    "part of a receiver's page", key=place_of
)
"""(officer, issued version) → what stands first beside the paper on the page of whom it was sent to."""


def kind_of(version: Version) -> Kind:
    """The kind of a version."""
    return kinds.get(version.kind)


def chain_of(version: Version) -> Chain:
    """The chain under which a version was made, whatever its kind's is today.

    A step that the kind still has by that name bears today's label and condition.
    """
    today = kinds.get(version.kind).chain.steps if version.kind in kinds else ()
    known = {step.name: step for step in today}
    steps = []
    for kept in version.chain.get("steps", ()):
        step = known.get(kept["name"])
        steps.append(
            StepKind(
                name=kept["name"],
                label=step.label if step else kept["label"],
                permission=kept["permission"],
                by_other_than=tuple(kept["other_than"]),
                may=step.may if step else None,
            )
        )
    return Chain(tuple(steps), bool(version.chain.get("at_once")))


def kind_for(subject: models.Model) -> Kind:
    """The kind of the versions that a record is made into.  Raises LookupError for a record of no kind, or of several:
    which chain it takes would be a guess."""
    fitting = [kind for kind in kinds if isinstance(subject, kind.model)]
    if len(fitting) == 1:
        return fitting[0]
    of = ", ".join(kind.name for kind in fitting) or "no"
    raise LookupError(f"{type(subject).__name__} is of {of} kind that is signed")
