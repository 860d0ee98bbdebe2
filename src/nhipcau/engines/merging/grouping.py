"""The sentences of many agencies put together, task by task.

Every two sentences of a task that could be alike are compared; those that are one become a group, unless that would put two together
that are not.  The same sentences give the same groups in whatever order they come, as long as fewer than ``MOST_CANDIDATES``
are like one of them; beyond that the nearest in time are asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nhipcau.engines.merging.agencies import agency_key
from nhipcau.engines.merging.alike import contents, judged, nothing_shared
from nhipcau.engines.merging.cutting import sentences
from nhipcau.engines.merging.facts import Reading
from nhipcau.engines.merging.gathering import composed, of_one, parts
from nhipcau.engines.merging.initials import told_in
from nhipcau.engines.merging.model import Conflict, Group, Member, Merged, Said, Side, TaskMerged
from nhipcau.engines.merging.reading import Reader
from nhipcau.engines.merging.verdicts import Answer, Kind, Verdict
from nhipcau.engines.vntext.letters import clean, squeeze

MOST_CANDIDATES = 300  # with which one sentence is compared
LEAST_WORDS = 2  # of so many words of the shorter sentence one is shared: others are not compared
_APART = Verdict(Answer.APART, why="missing figure")
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
        told = told_in((member.text for member in self.members), reader.known_short)
        for member in self.members:
            key = (agency_key(member.agency), member.text)
            if key not in read:
                read[key] = reader.read(member.text, key[0], told)
            self.readings.append(read[key])
        # By words and agency, whatever the order in which they came; the same number for what is one to the letter.
        written = [(squeeze(clean(member.text)), member.agency) for member in self.members]
        places = {one: number for number, one in enumerate(sorted(set(written)))}
        self.order = [places[one] for one in written]
        self.words = [one for one, _agency in written]
        self.home = list(range(len(self.members)))  # the group of each
        self.inside: dict[int, list[int]] = {at: [at] for at in self.home}
        self.asked_for: dict[int, list[int]] = {
            at: [at] for at in self.home
        }  # some of each group, asked before it grows
        self.each: set[tuple[int, int]] = set()  # pairs of which each says it of itself
        self.gathered: set[int] = set()  # the groups of those
        shapes: dict[object, int] = {}
        self.shape = [shapes.setdefault(reading.content, len(shapes)) for reading in self.readings]
        self.found: dict[tuple[object, ...], Kind | str] = {}

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
        for inside in self.inside.values():
            inside.sort()
        self.gathered = {self.home[one] for one, _other in self.each}
        groups = {home: self._group(inside) for home, inside in self.inside.items()}
        in_order = sorted(groups, key=lambda home: self.inside[home][0])
        return TaskMerged(
            self.task, tuple(groups[home] for home in in_order), tuple(self._conflicts(groups, against))
        )

    def _asked(self, one: int, other: int) -> Verdict:
        """What two sentences are to each other; what their contents are is asked once for all agencies that say the same."""
        if self.order[one] == self.order[other]:
            return Verdict(Answer.SAME)
        mine, theirs = self.readings[one], self.readings[other]
        if nothing_shared(mine, theirs) and self.members[one].text != self.members[other].text:
            return _APART
        # Whose commune is meant where none is named matters only to one that names a place.
        key = (
            self.shape[one],
            self.shape[other],
            (theirs.commune, theirs.seat) if mine.names else "",
            (mine.commune, mine.seat) if theirs.names else "",
        )
        found = self.found.get(key)
        if found is None:
            found = self.found[key] = contents(mine, theirs)
        verdict = judged(mine, theirs, found)
        if verdict.answer is not Answer.EACH and self.members[one].text == self.members[other].text:
            return Verdict(Answer.SAME)  # the same words, to the letter, have one place
        return verdict

    def _rank(self, one: int, other: int, verdict: Verdict) -> tuple[bool, bool, int, int]:
        """Those that are one to the letter first, then those of one fact, then by their words: never by their order."""
        first, second = sorted((self.order[one], self.order[other]))
        return self.words[one] != self.words[other], verdict.answer is Answer.EACH, first, second

    def _pairs(self) -> Iterable[tuple[int, int]]:
        """The pairs that share enough words: of each sentence with all before it, or with the nearest in words of very many."""
        numbers: dict[str, int] = {}
        words = [self._marks(at) for at in range(len(self.members))]
        count: dict[str, int] = {}
        for found in words:
            for word in found:
                numbers.setdefault(word, len(numbers))
                count[word] = count.get(word, 0) + 1
        bits = [sum(1 << numbers[word] for word in found) for found in words]
        sizes = [len(found) for found in words]
        many = len(words) > MOST_CANDIDATES
        where: dict[str, list[int]] = {}
        twins: dict[str, int] = {}
        for at, found in enumerate(words):
            others: Iterable[int] = range(at)
            if many and at > MOST_CANDIDATES:
                others = self._nearest(sorted(found, key=lambda word: (count[word], word)), where)
            mine, size = bits[at], sizes[at]
            for other in others:
                shared = LEAST_WORDS * (mine & bits[other]).bit_count()
                if shared >= size or shared >= sizes[other]:
                    yield other, at
            if many:
                # The same words to the letter have one place, however far apart they came.
                if (twin := twins.setdefault(self.members[at].text, at)) != at:
                    yield twin, at
                for word in found:
                    where.setdefault(word, []).append(at)

    @staticmethod
    def _nearest(words: Sequence[str], where: dict[str, list[int]]) -> list[int]:
        """Sentences that share the rarest words, the latest first, as many as are asked."""
        seen: set[int] = set()
        for word in words:
            seen.update(where.get(word, [])[-(MOST_CANDIDATES - len(seen)) :])
            if len(seen) >= MOST_CANDIDATES:
                break
        return sorted(seen)

    def _marks(self, at: int) -> frozenset[str]:
        """By what a sentence is found: its words, or itself where it has none."""
        reading = self.readings[at]
        return frozenset(reading.words) or frozenset(reading.loose) or frozenset([self.members[at].text])

    def _join(self, one: int, other: int, verdict: Verdict) -> None:
        home, away = self.home[one], self.home[other]
        if home != away:
            if self.words[one] != self.words[other] and self._forbidden(home, away):
                return
            if len(self.inside[home]) < len(self.inside[away]):
                home, away = away, home
            for at in self.inside[away]:
                self.home[at] = home
            self.inside[home] += self.inside.pop(away)
            some = self.asked_for[home] + self.asked_for.pop(away)
            self.asked_for[home] = sorted(some, key=lambda at: self.order[at])[:MOST_VETOES]
        if verdict.answer is Answer.EACH:
            self.each.add((one, other))

    def _forbidden(self, home: int, away: int) -> bool:
        """Whether some of two groups differ in what must be equal."""
        for one in self.asked_for[home]:
            for other in self.asked_for[away]:
                verdict = self._asked(one, other)
                if verdict.answer is Answer.AGAINST or verdict.why in FORBIDDING:
                    return True
        return False

    def _group(self, inside: Sequence[int]) -> Group:
        members = tuple(self.members[at] for at in inside)
        spoken = {self.readings[at].subject for at in inside if self.readings[at].own}
        gathered = len(spoken) > 1 and self.home[inside[0]] in self.gathered
        if gathered:
            text = said = self._of_all(inside)
        else:
            text = said = members[0].text
            if len({member.agency for member in members}) == 1:
                said = of_one(members[0].agency, text, self.readings[inside[0]])
        return Group(text, members, gathered, said)

    def _of_all(self, inside: Sequence[int]) -> str:
        """The sentence that names all that say it of themselves, each once, in the order in which they came."""
        own = [at for at in inside if self.readings[at].own]
        agencies: dict[str, str] = {}
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
