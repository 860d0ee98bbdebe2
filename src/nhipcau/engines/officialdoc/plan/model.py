"""A plan as read: tasks, duties with dates, what it rests on, and what a person must settle.

``PlanReading.to_json()`` gives the form that ``nhipcau plan read --json`` prints.  What the document does
not say is empty here and named in ``doubts``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from dataclasses import field as dataclass_field
from datetime import date
from types import MappingProxyType
from typing import Any

from nhipcau.engines.vntext import Abbreviation, Timing
from nhipcau.engines.vntext.records import record

from ..model import Basis, Position, Recipients, Signature

ROLES = ("lead", "coordinate", "direct", "implement")
_OF_ANY_ROLE = ("note", "odd-name", "open-list")


def source_json(source: Position) -> dict[str, Any]:
    """page and line from 1, start and end in the document's text, box as page fractions when known."""
    written: dict[str, Any] = {
        "page": source.page,
        "line": source.line,
        "start": source.start,
        "end": source.end,
    }
    if source.box is not None:
        box = source.box
        written["box"] = [box.left, box.top, box.right, box.bottom]
    return written


@record(frozen=True, slots=True)
class Named:
    """An agency's name as the document writes it, and where."""

    name: str
    source: Position | None = None
    sure: float = 1.0


@record(frozen=True, slots=True)
class Worded:
    """A field in the document's own words."""

    text: str
    source: Position | None = None
    sure: float = 1.0


@record(frozen=True, slots=True)
class Budget:
    """Money for a task: the words, the amount in đồng where one is said, and where it comes from."""

    text: str
    amount: int | None = None
    funding: str | None = None
    source: Position | None = None


def _no_sources() -> Mapping[str, Position]:
    return MappingProxyType({})


@record(frozen=True, slots=True)
class TaskReading:
    """One task or group.  number as the tree counts it ("2.4.1", "II.3", "1.a").

    title: a short form of the heading; ``heading`` is the whole.  items: the enumerated parts of the
    content ("(1) ...; (2) ...").  quota: leaders and officers to be named.  open_roles: roles whose list
    ends in "...".  about: the number of the task that an agency's duty speaks of.
    by_agency: told by the agency's sentence, so that numbers may leave out what is no task.  sources: by field name.
    """

    number: str
    title: str
    heading: str = ""
    content: str = ""
    lead: tuple[Named, ...] = ()
    coordinate: tuple[Named, ...] = ()
    direct: tuple[Named, ...] = ()
    implement: tuple[Named, ...] = ()
    timing: Timing | None = None
    timing_text: str = ""
    place: Worded | None = None
    budget: Budget | None = None
    outputs: tuple[Worded, ...] = ()
    items: tuple[str, ...] = ()
    quota: Mapping[str, int] | None = None
    open_roles: frozenset[str] = frozenset()
    about: str = ""
    by_agency: bool = False
    children: tuple[TaskReading, ...] = ()
    sources: Mapping[str, Position] = field(default_factory=_no_sources)
    sure: float = 1.0

    def walk(self) -> Iterator[TaskReading]:
        """This task and all under it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def role(self, name: str) -> tuple[Named, ...]:
        """The agencies in one role: lead, coordinate, direct or implement."""
        found: tuple[Named, ...] = getattr(self, name)
        return found

    @property
    def assigned(self) -> bool:
        """Whether any agency is named."""
        return any(self.role(name) for name in ROLES)

    def to_json(self) -> dict[str, Any]:
        """Optional keys stand only where the document says something."""
        written: dict[str, Any] = {"number": self.number, "title": self.title}
        for name in ROLES:
            written[name] = [agency.name for agency in self.role(name)]
            if name in self.open_roles:
                written[name].append("...")
        written["timing"] = self.timing.to_json() if self.timing else None
        if self.timing is None and self.timing_text:
            written["timing_text"] = self.timing_text
        if self.heading and self.heading != self.title:
            written["heading"] = self.heading
        if self.content:
            written["content"] = self.content
        if self.place:
            written["place"] = self.place.text
        if self.budget:
            money = {"text": self.budget.text, "amount": self.budget.amount, "funding": self.budget.funding}
            written["budget"] = {key: value for key, value in money.items() if value is not None}
        if self.outputs:
            written["outputs"] = [output.text for output in self.outputs]
        if self.quota:
            written["quota"] = dict(self.quota)
        if self.items:
            written["subtasks"] = len(self.items)
            written["items"] = list(self.items)
        if self.about:
            written["about"] = self.about
        written["source"] = self._sources_json()
        if self.children:
            written["children"] = [child.to_json() for child in self.children]
        return written

    def _sources_json(self) -> dict[str, Any]:
        found: dict[str, Any] = {name: source_json(source) for name, source in self.sources.items()}
        for name in ROLES:
            agencies = self.role(name)
            if agencies:
                found[name] = [source_json(agency.source) if agency.source else None for agency in agencies]
        if self.place and self.place.source:
            found["place"] = source_json(self.place.source)
        if self.budget and self.budget.source:
            found["budget"] = source_json(self.budget.source)
        if self.outputs:
            found["outputs"] = [source_json(item.source) if item.source else None for item in self.outputs]
        return found


@record(frozen=True, slots=True)
class Obligation:
    """A dated duty of the units.

    what: "unit plan", "six-month report", "annual report", "quarterly report", "monthly report",
    "report", "proposal".  who: "all agencies" when the document says it to the whole group, else their
    names; ``names`` always keeps the names.  to, through: as written.  due: the last day; None when the
    words give none that can be counted.  words: the words of the date.  day, every: the day of what comes back each
    "month" (or "quarter", where the plan's year is not known), which has no one due day.
    """

    what: str
    who: str
    names: tuple[str, ...] = ()
    to: str | None = None
    through: str | None = None
    due: date | None = None
    words: str = ""
    source: Position | None = None
    sure: float = 1.0
    day: int | None = None
    every: str = ""

    def to_json(self) -> dict[str, Any]:
        written: dict[str, Any] = {"what": self.what, "who": self.who}
        if self.names and self.who == "all agencies":
            written["names"] = list(self.names)
        if self.to:
            written["to"] = self.to
        if self.through:
            written["through"] = self.through
        written["due"] = self.due.isoformat() if self.due else None
        if self.day:
            written |= {"day": self.day, "every": self.every}
        written["source"] = self.words
        if self.source:
            written["position"] = source_json(self.source)
        return written


@record(frozen=True, slots=True)
class Doubt:
    """What a person must look at.  task: its number, "" for the document itself.  code: stable, for
    machines; params: what a sentence about it names; key: by which that sentence is found.  sure: how sure the
    reader is of what it gave, 0 to 1."""

    field: str
    code: str
    task: str = ""
    sure: float = 0.0
    source: Position | None = None
    params: Mapping[str, str | int] = dataclass_field(default_factory=dict)

    @property
    def key(self) -> str:
        """Doubts about any agency share their words; others are told apart by their field."""
        return f"doubt.{self.code}" if self.code in _OF_ANY_ROLE else f"doubt.{self.field}.{self.code}"

    def to_json(self) -> dict[str, Any]:
        written: dict[str, Any] = {
            "task": self.task,
            "field": self.field,
            "code": self.code,
            "key": self.key,
            "params": dict(self.params),
            "sure": round(self.sure, 2),
        }
        if self.source:
            written["source"] = source_json(self.source)
        return written


@record(frozen=True, slots=True)
class PlanHead:
    """The document's identity.  For a decision with a plan attached everything is the decision's, and
    ``plan_title`` is the attached plan's own title; otherwise the two titles are one."""

    number: str | None
    kind: str | None
    issuer: str | None
    place: str | None
    date: date | None
    title: str | None
    year: int | None
    plan_title: str | None
    signer: Signature | None
    recipients: Recipients | None
    sources: Mapping[str, Position] = field(default_factory=_no_sources)

    def to_json(self) -> dict[str, Any]:
        signer = self.signer
        sources = {name: source_json(source) for name, source in self.sources.items()}
        if signer is not None:
            sources["signer"] = source_json(signer.source)
        if self.recipients is not None:
            sources["recipients"] = source_json(self.recipients.source)
        return {
            "number": self.number,
            "kind": self.kind,
            "issuer": self.issuer,
            "place": self.place,
            "date": self.date.isoformat() if self.date else None,
            "title": self.title,
            "plan_title": self.plan_title,
            "year": self.year,
            "signer": signer
            and {"authority": signer.authority, "position": signer.position, "name": signer.name},
            "recipients": len(self.recipients.names) if self.recipients else 0,
            "recipient_names": list(self.recipients.names) if self.recipients else [],
            "source": sources,
        }


@record(frozen=True, slots=True)
class PlanReading:
    """The whole plan.  budget: the words of the plan's own part on money."""

    document: PlanHead
    bases: tuple[Basis, ...]
    tasks: tuple[TaskReading, ...]
    obligations: tuple[Obligation, ...]
    doubts: tuple[Doubt, ...] = ()
    budget: tuple[Worded, ...] = ()
    abbreviations: tuple[Abbreviation, ...] = ()
    warnings: tuple[str, ...] = ()

    def walk(self) -> Iterator[TaskReading]:
        """Every task and group, in reading order."""
        for task in self.tasks:
            yield from task.walk()

    def leaves(self) -> Iterator[TaskReading]:
        """The tasks that carry duties."""
        return (task for task in self.walk() if not task.children)

    def to_json(self) -> dict[str, Any]:
        written: dict[str, Any] = {
            "document": self.document.to_json(),
            "bases": [
                {
                    "number": basis.number,
                    "date": basis.date.isoformat() if basis.date else None,
                    "kind": basis.kind,
                    "issuer": basis.issuer,
                    "text": basis.text,
                    "source": source_json(basis.source),
                }
                for basis in self.bases
            ],
            "tasks": [task.to_json() for task in self.tasks],
            "obligations": [obligation.to_json() for obligation in self.obligations],
            "doubts": [doubt.to_json() for doubt in self.doubts],
        }
        if self.budget:
            written["budget"] = [
                {"text": part.text, "source": source_json(part.source) if part.source else None}
                for part in self.budget
            ]
        if self.abbreviations:
            written["abbreviations"] = {item.short: item.full for item in self.abbreviations}
        return written
