"""What is merged and what comes of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b

from nhipcau.engines.coded import Coded
from nhipcau.engines.merging.verdicts import Kind


class MergingError(Coded):
    """What was given cannot be merged; the line of a file stands in ``params["line"]``, where it is one line's fault."""

    family = "merging"


@dataclass(frozen=True, slots=True)
class Said:
    """What an agency says of a task: one sentence or several."""

    agency: str
    task: str
    text: str


@dataclass(frozen=True, slots=True)
class Member:
    """One sentence of one agency, as it was written.  key: stable, of the agency and the words."""

    agency: str
    text: str

    @property
    def key(self) -> str:
        return stable_key(self.agency, self.text)


@dataclass(frozen=True, slots=True)
class Group:
    """Sentences that are one in the document.

    text: what stands there: the wording that came first, or, where ``gathered``, one that names those that say it of
    themselves.  members: every sentence in it, in the order in which they came.  key: stable while the members are the same.
    said: of a sentence that one agency alone says, the text with that agency as its subject, or before it; else the text.
    """

    text: str
    members: tuple[Member, ...]
    gathered: bool = False
    said: str = ""

    @property
    def agencies(self) -> tuple[str, ...]:
        """Who says it, each once, in the order in which they came."""
        return tuple(dict.fromkeys(member.agency for member in self.members))

    @property
    def also(self) -> tuple[str, ...]:
        """The wordings that are not the text, each once, in the order in which they came."""
        return tuple(dict.fromkeys(member.text for member in self.members if member.text != self.text))

    @property
    def key(self) -> str:
        return stable_key(*sorted({member.key for member in self.members}))


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a contradiction: its words and who says them, and the group in which they stand.  Of a gathered group only those
    that are contradicted."""

    text: str
    agencies: tuple[str, ...]
    group: Group


@dataclass(frozen=True, slots=True)
class Conflict:
    """Sentences of one task that contradict each other in one thing.  They stand in the document where they stand; this points at
    them."""

    sides: tuple[Side, ...]
    on: Kind

    @property
    def key(self) -> str:
        return stable_key(self.on.value, *sorted(side.group.key for side in self.sides))


@dataclass(frozen=True, slots=True)
class TaskMerged:
    """A task's sentences.  Each of its sentences is a member of exactly one group; groups stand in the order in which the first
    of their members came."""

    task: str
    groups: tuple[Group, ...]
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True)
class Merged:
    """All tasks, in the order in which they came."""

    tasks: tuple[TaskMerged, ...]

    def groups(self) -> Iterator[Group]:
        """The groups of all tasks."""
        for task in self.tasks:
            yield from task.groups

    def heir(self, member_keys: Iterable[str]) -> Group | None:
        """The group in which most of some earlier group's sentences stand now, so that what an officer wrote about it goes on.

        member_keys: keys of its members.  None where none of them is left; of two with equally many, the first.
        """
        wanted = set(member_keys)
        best, most = None, 0
        for group in self.groups():
            shared = len(wanted & {member.key for member in group.members})
            if shared > most:
                best, most = group, shared
        return best


def stable_key(*parts: str) -> str:
    """Sixteen letters that are the same for the same parts, on every machine and in every version of Python."""
    digest = blake2b(digest_size=8)
    for part in parts:
        written = part.encode("utf-8", "surrogatepass")
        digest.update(len(written).to_bytes(4, "big") + written)
    return digest.hexdigest()
