"""What a paper changes in a plan: one ``Change`` for each task, whatever the paper's form.

Tasks on both sides are in the reading's JSON form (``plan.model.TaskReading.to_json``); a running plan's carry ``key``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from dataclasses import field as dataclass_field
from enum import StrEnum
from typing import Any

from nhipcau.engines.vntext import fold, regexes, squeeze
from nhipcau.engines.vntext.records import record

Json = dict[str, Any]
ROLES = ("lead", "coordinate", "direct", "implement")
FIELDS = ("number", "title", *ROLES, "timing", "place", "budget", "outputs", "content")
_OF_TIMING = ("kind", "year", "from", "to", "date", "quarter", "day", "every")


# Doubts of words that could not be read into the change they make: a person reads them before anything is applied.
UNREAD = frozenset(
    f"amend.{code}"
    for code in ("unread", "no-new-words", "no-time", "many-tasks", "not-there", "no-part", "more-said")
)


class Deed(StrEnum):
    """What happens to a task."""

    ADD = "add"
    CHANGE = "change"
    END = "end"
    KEEP = "keep"


@record(frozen=True, slots=True)
class Unsure:
    """What a person must look at before it is taken.  code: stable; params: what its sentence names."""

    code: str
    params: Mapping[str, str | int] = dataclass_field(default_factory=dict)

    @property
    def key(self) -> str:
        """By which its sentence is found."""
        return f"amend.{self.code}"

    def to_json(self) -> Json:
        return {"key": self.key, "params": dict(self.params)}


@dataclass(slots=True)
class Change:
    """One task's change.

    task: key of the running task, None for a new one or one that was not found.  new: the task as it will be, in the
    reading's form; for an end what it was.  fields: which of ``FIELDS`` differ.  sure: 0 to 1.  parent, after: keys of
    the running group and of the task before it, where a new one belongs; under: place of the change above it, in a
    whole new text.  words: the paper's own words, ``source`` their place.  operation: of a deed whose task was not found, to be done
    once a person says which.
    """

    deed: Deed
    task: int | None
    new: Json
    fields: tuple[str, ...] = ()
    sure: float = 1.0
    unsure: list[Unsure] = field(default_factory=list)
    parent: int | None = None
    after: int | None = None
    under: int | None = None
    words: str = ""
    source: Json | None = None
    operation: Json | None = None

    def to_json(self) -> Json:
        written: Json = {
            "do": self.deed.value,
            "task": self.task,
            "new": self.new,
            "fields": list(self.fields),
            "sure": round(self.sure, 2),
            "doubts": [each.to_json() for each in self.unsure],
            "parent": self.parent,
            "after": self.after,
            "under": self.under,
            "words": self.words,
            "source": self.source,
        }
        return written | ({"operation": self.operation} if self.operation else {})


def walk(tasks: Sequence[Json], path: tuple[Json, ...] = ()) -> Iterator[tuple[Json, tuple[Json, ...]]]:
    """Every task with those above it, in reading order; of any depth."""
    waiting = [(task, path) for task in reversed(tasks)]
    while waiting:
        task, above = waiting.pop()
        yield task, above
        inside = (*above, task)
        waiting.extend((child, inside) for child in reversed(task.get("children") or []))


def plain(value: Any) -> str:
    """A field's words, however the reading keeps them (words, list, money)."""
    if isinstance(value, Mapping):
        return plain(value.get("text"))
    if isinstance(value, list):
        return "\n".join(plain(item) for item in value)
    return squeeze(str(value or ""))


def timing_of(task: Mapping[str, Any]) -> Json:
    """What of a timing says when, without its words; the words where nothing could be read from them."""
    timing = task.get("timing")
    if not timing:
        words = plain(task.get("timing_text"))
        return {"text": fold(words)} if words else {}
    return {name: timing[name] for name in _OF_TIMING if timing.get(name) is not None}


def differing(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[str, ...]:
    """Which fields of a task are not the same; letters' case, spaces and the order of agencies do not count."""
    return tuple(name for name in FIELDS if _meant(name, old) != _meant(name, new))


def _meant(name: str, task: Mapping[str, Any]) -> Any:
    if name in ROLES:
        return sorted(fold(written) for written in task.get(name) or [] if written != "...")
    if name == "timing":
        return timing_of(task)
    words = plain(task.get(name))
    return (
        words.rstrip(". ") if name == "number" else regexes.sub(r"\s+", " ", words).rstrip(" .;").casefold()
    )
