"""Whether all that was signed, numbered, sent and written down still fits together (kiểm tra toàn bộ).

What whoever has rights in the database can write and no trigger can know to be false has to be found afterwards:
each app registers proofs, which read rows, files and the log against each other.  ``nhipcau verify`` and a weekly
job ask them all.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.utils.functional import Promise

from nhipcau.kernel.joints import Joint
from nhipcau.kernel.models import LogEntry
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.saying import say


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing that does not fit: a Vietnamese sentence with %(name)s places for ``details``.

    As of a refusal, details that are sentences themselves (``Words``, ``Refused``) are put into the reader's language.
    """

    sentence: str
    details: Mapping[str, object] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """In the active language."""
        return say(Refused(self.sentence, **self.details))


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a long proof.  after: where the next one begins, in the proof's own words; None at the end."""

    doubts: tuple[Doubt, ...] = ()
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Proof:
    """One thing that is looked at.  find: what does not fit, read anew at each call; nothing is written.

    is_slow: only where it is asked for: it makes every paper anew.  part: the same in pieces of about a minute, for what
    grows without end (``whole`` then is ``find``); "" begins.
    """

    name: str
    label: str | Promise
    find: Callable[[], Iterable[Doubt]]
    is_slow: bool = False
    part: Callable[[str], Part] | None = None

    def doubts(self) -> list[Doubt]:
        """What does not fit, and still does not when it is read once more: others are at work meanwhile, and a deed
        and its entry that are written between two readings look like one without the other."""
        return _still(self.find)

    def piece(self, after: str) -> Part:
        """The piece that begins behind ``after``, likewise; the whole where it is not done in pieces."""
        if self.part is None:
            return Part(tuple(self.doubts()))
        part, ends = self.part, []

        def find() -> Iterable[Doubt]:
            found = part(after)
            ends.append(found.after)
            return found.doubts

        doubts = tuple(_still(find))
        return Part(doubts, ends[0])


def _still(find: Callable[[], Iterable[Doubt]]) -> list[Doubt]:
    first = list(find())
    again = {doubt.words for doubt in find()} if first else set()
    return [doubt for doubt in first if doubt.words in again]


@cache
def whole(part: Callable[[str], Part]) -> Callable[[], Iterator[Doubt]]:
    """All pieces of a proof, one after another."""

    def find() -> Iterator[Doubt]:
        after: str | None = ""
        while after is not None:
            piece = part(after)
            yield from piece.doubts
            after = piece.after

    return find


proofs: Joint[Proof] = Joint("proof", key=lambda proof: proof.name)


def all_doubts(only: Collection[str] = (), *, slow: bool = False) -> Iterator[tuple[Proof, list[Doubt]]]:
    """Every proof with what it found, one after another.

    only: their names, where not all are wanted; slow: those too that take long.
    """
    for proof in proofs:
        wanted = proof.name in only if only else slow or not proof.is_slow
        if wanted:
            yield proof, proof.doubts()


@dataclass(frozen=True, slots=True)
class Deed:
    """One deed of a table as the log must tell it.

    key: what both say, by whom included.  where: the row in an administrator's words, read in each reader's language.
    """

    key: Hashable
    where: Refused


_NOT_TOLD = N_("%(what)s: nhật ký không ghi việc này")
_NOT_THERE = N_("nhật ký dòng %(row)s ghi “%(action)s” mà không có bản ghi tương ứng")


def against_log(
    deeds: Iterable[Deed], actions: Iterable[str], key_of: Callable[[LogEntry], Hashable]
) -> Iterator[Doubt]:
    """Deeds that the log does not tell, and entries of some actions that tell of no deed.

    key_of: an entry → what ``Deed.key`` says.  Where several say the same, their numbers are compared.
    """
    told: dict[Hashable, list[tuple[int, str]]] = {}
    entries = LogEntry.objects.filter(action__in=list(actions)).order_by("pk")
    for entry in entries.iterator(chunk_size=2000):
        told.setdefault(key_of(entry), []).append((entry.pk, entry.action))
    done: Counter[Hashable] = Counter()
    for deed in deeds:
        done[deed.key] += 1
        if done[deed.key] > len(told.get(deed.key, ())):
            yield Doubt(_NOT_TOLD, {"what": deed.where})
    for key, about in told.items():
        for row, action in about[done[key] :]:
            yield Doubt(_NOT_THERE, {"row": row, "action": action})


def mark_of(said: Mapping[str, Any]) -> str:
    """Values of a row as one short word, by which the log tells later whether they are still the same."""
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def iso(value: Any) -> str:
    """A day as the log writes it."""
    return value.isoformat() if value else ""
