"""The sentences of many agencies put together, task by task.

Every two sentences of a task that could be alike are compared; those that are one become a group, unless that would put two together
that are not.  The same sentences give the same groups in whatever order they come, as long as fewer than ``MOST_CANDIDATES``
are like one of them; beyond that the nearest in time are asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nhipcau.engines.merging.agencies import agency_key
from nhipcau.engines.merging.alike import Answer, Kind, Verdict, compare
from nhipcau.engines.merging.cutting import sentences
from nhipcau.engines.merging.gathering import composed, parts
from nhipcau.engines.merging.model import Conflict, Group, Member, Merged, Said, Side, TaskMerged
from nhipcau.engines.merging.reading import Reader, Reading
from nhipcau.engines.vntext.letters import clean, squeeze

MOST_CANDIDATES = 300  # with which one sentence is compared
MOST_VETOES = 12  # of each of two groups that are asked before they become one


def merge(said: Iterable[Said]) -> Merged:
    """All that was said, merged.  Texts are cut into sentences; each stands in exactly one group of its task.

    A text without a letter says nothing and is left out.
    """
    by_task: dict[str, list[Member]] = {}
    names: dict[str, None] = {}
    for one in said:
        names.setdefault(one.agency)
        members = by_task.setdefault(one.task, [])
        members += (Member(one.agency, sentence) for sentence in sentences(one.text))
    reader = Reader(names)
    return Merged(tuple(_Task(reader, task, members).merged() for task, members in by_task.items()))


class _Task:
    """The sentences of one task.  What is said twice in the same words by one agency is one place."""

    def __init__(self, reader: Reader, task: str, members: Sequence[Member]) -> None:
        self.task = task
        self.members = list(dict.fromkeys(members))
        self.readings: list[Reading] = []
        read: dict[tuple[str, str], Reading] = {}
        for member in self.members:
            key = (agency_key(member.agency), member.text)
            if key not in read:
                read[key] = reader.read(member.text, key[0])
            self.readings.append(read[key])
        self.order = [(squeeze(clean(member.text)), member.agency) for member in self.members]
        self.home = list(range(len(self.members)))  # the group of each
        self.inside: dict[int, list[int]] = {at: [at] for at in self.home}
        self.each: set[tuple[int, int]] = set()

    def merged(self) -> TaskMerged:
        """The groups and conflicts."""
        alike: list[tuple[int, int, Verdict]] = []
        against: list[tuple[int, int, Kind]] = []
        for one, other in self._pairs():
            verdict = self._asked(one, other)
            if verdict.answer in (Answer.SAME, Answer.EACH):
                alike.append((one, other, verdict))
            elif verdict.on is not None:
                against.append((one, other, verdict.on))
        alike.sort(key=lambda found: self._rank(*found))
        for one, other, verdict in alike:
            self._join(one, other, verdict)
        groups = {home: self._group(inside) for home, inside in self.inside.items()}
        in_order = sorted(groups, key=lambda home: self.inside[home][0])
        return TaskMerged(
            self.task, tuple(groups[home] for home in in_order), tuple(self._conflicts(groups, against))
        )

    def _asked(self, one: int, other: int) -> Verdict:
        if self.order[one] == self.order[other]:
            return Verdict(Answer.SAME)
        verdict = compare(self.readings[one], self.readings[other])
        if verdict.answer is not Answer.EACH and self.members[one].text == self.members[other].text:
            return Verdict(Answer.SAME)  # the same words, to the letter, have one place
        return verdict

    def _rank(self, one: int, other: int, verdict: Verdict) -> tuple[bool, bool, tuple[tuple[str, str], ...]]:
        """Those that are one to the letter first, then those of one fact, then by their words: never by their order."""
        words = tuple(sorted((self.order[one], self.order[other])))
        return words[0][0] != words[1][0], verdict.answer is Answer.EACH, words

    def _pairs(self) -> Iterable[tuple[int, int]]:
        """The pairs that share a word which is not in every sentence."""
        where: dict[str, list[int]] = {}
        marks = [self._marks(at) for at in range(len(self.members))]
        for found in marks:
            for mark in found:
                where.setdefault(mark, [])
        count = dict.fromkeys(where, 0)
        for found in marks:
            for mark in found:
                count[mark] += 1
        for at, found in enumerate(marks):
            seen: set[int] = set()
            for mark in sorted(found, key=lambda mark: (count[mark], mark)):
                for other in reversed(where[mark]):
                    if len(seen) >= MOST_CANDIDATES:
                        break
                    seen.add(other)
                if len(seen) >= MOST_CANDIDATES:
                    break
            for other in sorted(seen):
                if _may_be_alike(marks[at], marks[other]):
                    yield other, at
            for mark in found:
                where[mark].append(at)

    def _marks(self, at: int) -> frozenset[str]:
        """By what a sentence is found: its words, or itself where it has none."""
        reading = self.readings[at]
        return frozenset(reading.loose) or frozenset([self.members[at].text])

    def _join(self, one: int, other: int, verdict: Verdict) -> None:
        home, away = sorted((self.home[one], self.home[other]))
        if home != away:
            if self.order[one][0] != self.order[other][0] and self._forbidden(home, away):
                return
            for at in self.inside[away]:
                self.home[at] = home
            self.inside[home] = sorted(self.inside[home] + self.inside.pop(away))
        if verdict.answer is Answer.EACH:
            self.each.add((one, other))

    def _forbidden(self, home: int, away: int) -> bool:
        """Whether some of two groups differ in what must be equal."""
        for one in self._some(home):
            for other in self._some(away):
                verdict = self._asked(one, other)
                if verdict.answer is Answer.AGAINST or verdict.why in FORBIDDING:
                    return True
        return False

    def _some(self, home: int) -> list[int]:
        inside = self.inside[home]
        if len(inside) <= MOST_VETOES:
            return inside
        return sorted(inside, key=lambda at: self.order[at])[:MOST_VETOES]

    def _group(self, inside: Sequence[int]) -> Group:
        members = tuple(self.members[at] for at in inside)
        spoken = {self.readings[at].subject for at in inside if self.readings[at].own}
        gathered = len(spoken) > 1 and any(self.home[one] == self.home[inside[0]] for one, _other in self.each)
        return Group(self._gathered(inside) if gathered else members[0].text, members, gathered)

    def _gathered(self, inside: Sequence[int]) -> str:
        """The sentence that names all that say it of themselves, each once, in the order in which they came."""
        own = [at for at in inside if self.readings[at].own]
        agencies = {}
        for at in own:
            agencies.setdefault(self.readings[at].subject, self.members[at].agency)
        first = own[0]
        reading, text = self.readings[first], self.members[first].text
        lead, predicate = parts(text, reading.speaker)
        return composed(list(agencies.values()), lead, predicate, counts=bool(reading.amounts))

    def _conflicts(
        self, groups: dict[int, Group], against: Sequence[tuple[int, int, Kind]]
    ) -> Iterable[Conflict]:
        """Groups that contradict each other, those that hang together on one thing as one conflict."""
        near: dict[tuple[Kind, int], set[int]] = {}
        said: dict[tuple[Kind, int], set[int]] = {}
        for one, other, on in against:
            home, away = self.home[one], self.home[other]
            if home != away:
                near.setdefault((on, home), set()).add(away)
                near.setdefault((on, away), set()).add(home)
                said.setdefault((on, home), set()).add(one)
                said.setdefault((on, away), set()).add(other)
        done: set[tuple[Kind, int]] = set()
        for on, home in sorted(near, key=lambda key: (self.inside[key[1]][0], key[0])):
            if (on, home) in done:
                continue
            todo, together = [home], set()
            while todo:
                now = todo.pop()
                if now not in together:
                    together.add(now)
                    done.add((on, now))
                    todo += near[on, now] - together
            in_order = sorted(together, key=lambda one: self.inside[one][0])
            yield Conflict(tuple(self._side(groups[one], sorted(said[on, one])) for one in in_order), on)

    def _side(self, group: Group, said: Sequence[int]) -> Side:
        if not group.gathered:
            return Side(group.text, group.agencies, group)
        members = [self.members[at] for at in said]
        return Side(members[0].text, tuple(dict.fromkeys(member.agency for member in members)), group)


# For what two sentences of one group may never be apart; other reasons only say that two wordings are far from each other.
FORBIDDING = frozenset(
    ["missing figure", "unit", "time", "year", "missing time", "paper", "missing paper", "name", "missing name", "rank",
     "language", "turn", "tense", "denied", "strict word", "rest", "event", "each at its place"]
)  # fmt: skip


def _may_be_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether enough words are shared to compare two sentences at all."""
    return 3 * len(one & other) >= min(len(one), len(other))
