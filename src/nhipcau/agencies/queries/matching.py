"""Reads that join several models: matching written names, who follows whom, who has named nobody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from rapidfuzz import fuzz, process

from nhipcau.agencies import naming
from nhipcau.agencies.guessing import guess
from nhipcau.agencies.lineage import Lineage
from nhipcau.agencies.models import (
    Agency,
    AgencyGroup,
    AgencyName,
    GroupName,
    NameDecision,
    Succession,
)
from nhipcau.agencies.naming import NameKey, name_key
from nhipcau.agencies.rules import How, Level, NameKind
from nhipcau.engines.vntext import fold, tone_key
from nhipcau.kernel.models import Installation

_CANDIDATES = 6
_CANDIDATE_FROM = 62.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """An agency or a group that a written name might mean; score 0-1."""

    score: float
    agency: Agency | None = None
    group: AgencyGroup | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """What a written name means on a day.

    agency or group: at most one is set; how: how it was found; score: 1 for sure, 0 for not at all.
    via: the agency that the name says, where ``agency`` is its successor on that day.
    candidates: best first, for a person to choose from; empty when the match is sure.
    A decision that the name means nobody gives neither agency nor group and how DECISION.
    """

    written: str
    agency: Agency | None = None
    group: AgencyGroup | None = None
    how: How = How.NONE
    score: float = 0.0
    via: Agency | None = None
    candidates: tuple[Candidate, ...] = ()

    @property
    def is_settled(self) -> bool:
        """Whether nobody needs to look at it."""
        return self.how is not How.NONE


@dataclass(frozen=True, slots=True)
class _Entry:
    agency: Agency
    how: How
    written: str


@dataclass(slots=True)
class Matcher:
    """All names of agencies and groups in memory, for one day.

    ``Matcher.load(on=…)`` costs seven queries whatever the number of names to match;
    ``match`` costs none.
    """

    on: date
    agencies: dict[int, Agency]
    lineage: Lineage
    own_provinces: frozenset[str]
    decisions: dict[str, NameDecision]
    groups_by_name: dict[str, AgencyGroup]
    groups_by_words: dict[frozenset[str], AgencyGroup]
    open_group: AgencyGroup | None
    by_core: dict[str, list[_Entry]] = field(default_factory=dict)
    provinces: dict[int, str | None] = field(default_factory=dict)
    _joined: dict[str, str] = field(default_factory=dict)
    _known: dict[str, Match] = field(default_factory=dict)

    @classmethod
    def load(cls, *, on: date) -> Matcher:
        """Read the whole register for a day."""
        agencies = {agency.pk: agency for agency in Agency.objects.all()}
        groups = {group.pk: group for group in AgencyGroup.objects.order_by("code")}
        by_name = {fold(group.name): group for group in groups.values()}
        for name in GroupName.objects.all():
            by_name[name.folded] = groups[name.group_id]
        installation = Installation.objects.first()
        matcher = cls(
            on=on,
            agencies=agencies,
            lineage=Succession.objects.lineage(),
            own_provinces=frozenset({_province_name(installation.province)} if installation else ()),
            decisions={decision.folded: decision for decision in NameDecision.objects.all()},
            groups_by_name=by_name,
            groups_by_words=_by_words(by_name),
            open_group=next((group for group in groups.values() if group.is_open), None),
        )
        for decision in matcher.decisions.values():
            decision.agency = agencies.get(decision.agency_id) if decision.agency_id else None
            decision.group = groups.get(decision.group_id) if decision.group_id else None
        matcher._index(AgencyName.objects.order_by("pk"))
        return matcher

    def match(self, name: str) -> Match:
        """What a name, as a document writes it, means on the day.  Never raises; the same name twice is free."""
        if name not in self._known:
            self._known[name] = self._find(name)
        return self._known[name]

    def spelled(self, name: str) -> str:
        """A name as the register writes it, where marks, capitals or spaces alone differ; else as it is.

        "so cong thuong" → "Sở Công Thương"; an abbreviation or a former name that is not registered stays.
        """
        match = self.match(name)
        if match.group is not None:
            names = [match.group.name]
        elif (meant := match.via or match.agency) is not None and match.is_settled:
            core = self.by_core.get(name_key(name).core, ())
            names = [meant.name, *(entry.written for entry in core if entry.agency.pk == meant.pk)]
        else:
            names = []
        return next((known for known in names if fold(known) == fold(name)), name)

    def known(self, name: str) -> Agency | None:
        """The agency that a name says for sure: one of its names, or what an officer decided.

        No guessing and no candidates, so it costs a look into the index: for finding names in running text.
        """
        decided = self.decisions.get(fold(name)[:300])
        if decided is not None:
            return self._by_decision(name, decided).agency
        found = self._by_key(name, name_key(name), [])
        return found.agency if found else None

    def current(self, agency: Agency) -> list[Agency]:
        """Who does the agency's work on the day (``Lineage.heirs``): the agency itself while it lives."""
        if agency.is_alive(self.on):
            return [agency]
        return [self.agencies[key] for key in self.lineage.heirs(agency, self.on)]

    # --- how names are found ---

    def _find(self, name: str) -> Match:
        if not any(letter.isalpha() for letter in name):
            return Match(name)
        decided = self.decisions.get(fold(name)[:300])
        if decided is not None:
            return self._by_decision(name, decided)
        group = self.groups_by_name.get(fold(name))
        if group is not None:
            return Match(name, group=group, how=How.EXACT, score=1.0)
        unsettled: list[Agency] = []
        for key in naming.readings(name):
            found = self._by_key(name, key, unsettled)
            if found is not None:
                return found
        return (
            self._by_group(name)
            or self._by_likeness(name, unsettled)
            or Match(name, candidates=self._candidates(name, unsettled))
        )

    def _by_decision(self, name: str, decided: NameDecision) -> Match:
        if decided.agency is None:
            return Match(name, group=decided.group, how=How.DECISION, score=1.0)
        living = self.current(decided.agency)
        if len(living) == 1:
            via = decided.agency if living[0] is not decided.agency else None
            return Match(name, agency=living[0], how=How.DECISION, score=1.0, via=via)
        return Match(name, candidates=tuple(Candidate(1.0, agency) for agency in living))

    def _by_key(self, name: str, key: NameKey, unsettled: list[Agency]) -> Match | None:
        entries = [
            entry for entry in self.by_core.get(key.core, ()) if self._in_province(entry.agency, key.province)
        ]
        if not entries or (len(key.core) < 5 and key.province is None and not self._says_all(name, entries)):
            unsettled.extend(entry.agency for entry in entries)
            return None
        return self._settle(name, entries, unsettled, key)

    def _says_all(self, name: str, entries: list[_Entry]) -> bool:
        """«Báo» alone is not yet «Báo Lâm Đồng», unless somebody registered just that word."""
        return any(fold(entry.written) == fold(name) for entry in entries)

    def _settle(
        self, name: str, entries: list[_Entry], unsettled: list[Agency], key: NameKey, score: float = 1.0
    ) -> Match | None:
        same = [entry for entry in entries if tone_key(entry.written) == tone_key(name)]
        for some in (same, entries):
            alive = [entry for entry in some if entry.agency.is_alive(self.on)]
            one = _only({entry.agency.pk: entry.agency for entry in alive})
            if one is not None:
                return self._named(name, one, alive, key, score)
            if alive:
                unsettled.extend(entry.agency for entry in alive)
                return None
            living = {heir.pk: heir for entry in some for heir in self.current(entry.agency)}
            one = _only(living)
            if one is not None:
                return self._named(name, one, some, key, score, via=some[-1].agency)
            unsettled.extend(living.values())
            if living:
                return None
        unsettled.extend(entry.agency for entry in entries)
        return None

    def _named(
        self,
        name: str,
        agency: Agency,
        entries: list[_Entry],
        key: NameKey,
        score: float,
        via: Agency | None = None,
    ) -> Match:
        hows = {entry.how for entry in entries if tone_key(entry.written) == tone_key(name)}
        if score < 1:
            how = How.SIMILAR
        elif How.EXACT in hows and via is None:
            how = How.EXACT
        elif How.ABBREVIATION in hows or (key.abbreviated and not hows):
            how = How.ABBREVIATION
        elif {entry.how for entry in entries} == {How.EXACT} and via is None and not hows:
            # Only the spelling differs: case, "va", commas, the province said or not.
            how = How.EXACT if fold(entries[0].written) == fold(name) else How.ALIAS
        else:
            how = How.ALIAS
        return Match(name, agency=agency, how=how, score=score, via=via)

    def _by_group(self, name: str) -> Match | None:
        words = naming.group_key(name)
        if naming.names_a_group(name) or words in self.groups_by_words:
            group = self.groups_by_words.get(words)
            if group is not None:
                return Match(name, group=group, how=How.ALIAS, score=0.99)
        if self.open_group is not None and naming.names_an_open_group(name):
            return Match(name, group=self.open_group, how=How.ALIAS, score=0.95)
        return None

    def _by_likeness(self, name: str, unsettled: list[Agency]) -> Match | None:
        """The one agency whose name is a slip of typing away, with a clear gap to any other."""
        if unsettled or naming.names_a_group(name):
            return None
        key = name_key(name)
        found: list[tuple[int, str]] = []
        limit = naming.allowance(key.joined) + 2
        for joined, distance, core in process.extract(
            key.joined, self._joined, scorer=naming.OSA.distance, score_cutoff=limit, limit=None
        ):
            del joined
            found.append((int(distance), core))
        found.sort()
        if not found:
            return None
        best, core = found[0]
        apart = naming.slip(key.core, core)
        entries = [entry for entry in self.by_core[core] if self._in_province(entry.agency, key.province)]
        if apart is None or not entries:
            return None
        match = self._settle(name, entries, [], key, score=round(1 - max(apart, 0.5) / len(key.joined), 3))
        if match is None or any(
            other_core != core and distance < best + 2 and self._means_other(other_core, match.agency)
            for distance, other_core in found
        ):
            return None
        return match

    def _means_other(self, core: str, agency: Agency | None) -> bool:
        return any(heir is not agency for entry in self.by_core[core] for heir in self.current(entry.agency))

    def _candidates(self, name: str, unsettled: list[Agency]) -> tuple[Candidate, ...]:
        """What a person may have meant, best first.

        A ward, a commune or a district is none of the province's own agencies, however many words they share.
        """
        below = (Level.DISTRICT, Level.COMMUNE)
        levels, most = (below, None) if guess(name)[1] in below else (tuple(Level), 12)
        chosen: dict[tuple[str, int], Candidate] = {}
        for agency in unsettled:
            chosen.setdefault(("agency", agency.pk), Candidate(0.9, agency=agency))
        for score, agency in self._by_initials(name):
            if agency.level in levels:
                chosen.setdefault(("agency", agency.pk), Candidate(score, agency=agency))
        core = name_key(name).core
        for found, score, _ in process.extract(
            core, list(self.by_core), scorer=fuzz.token_sort_ratio, score_cutoff=_CANDIDATE_FROM, limit=most
        ):
            for entry in self.by_core[found]:
                for agency in self.current(entry.agency):
                    if agency.level in levels:
                        chosen.setdefault(
                            ("agency", agency.pk), Candidate(round(score / 100, 2), agency=agency)
                        )
        for found, score, _ in process.extract(
            fold(name),
            list(self.groups_by_name),
            scorer=fuzz.token_sort_ratio,
            score_cutoff=_CANDIDATE_FROM,
            limit=4,
        ):
            group = self.groups_by_name[found]
            chosen.setdefault(("group", group.pk), Candidate(round(score / 100, 2), group=group))
        ranked = sorted(chosen.values(), key=lambda candidate: -candidate.score)
        return tuple(ranked[:_CANDIDATES])

    def _by_initials(self, name: str) -> Iterator[tuple[float, Agency]]:
        """(score, agency) of those whose name a written one says by its initials: «Ban TG&DV»."""
        for entries in self.by_core.values():
            for entry in entries:
                left = naming.spelled_by_initials(name, entry.written)
                if left is not None:
                    for agency in self.current(entry.agency):
                        yield round(0.95 - left / 50, 2), agency

    # --- the index ---

    def _index(self, names: Iterable[AgencyName]) -> None:
        entries = [_Entry(agency, How.EXACT, agency.name) for agency in self.agencies.values()]
        for name in names:
            how = How.ABBREVIATION if name.kind == NameKind.ABBREVIATION else How.ALIAS
            entries.append(_Entry(self.agencies[name.agency_id], how, name.name))
        by_core: dict[str, list[_Entry]] = defaultdict(list)
        said: dict[int, str] = {}
        for entry in entries:
            key = name_key(entry.written)
            by_core[key.core].append(entry)
            if key.province:
                said.setdefault(entry.agency.pk, key.province)
        self.by_core = dict(by_core)
        self._joined = {core: core.replace(" ", "") for core in by_core}
        self.provinces = {pk: self._province_of(agency, said) for pk, agency in self.agencies.items()}
        self.own_provinces |= {province for province in self.provinces.values() if province}

    def _province_of(self, agency: Agency, said: dict[int, str]) -> str | None:
        """From its own names, otherwise from the agency above it."""
        seen: set[int] = set()
        here: Agency | None = agency
        while here is not None and here.pk not in seen:
            if here.pk in said:
                return said[here.pk]
            seen.add(here.pk)
            here = self.agencies.get(here.parent_id) if here.parent_id else None
        return None

    def _in_province(self, agency: Agency, province: str | None) -> bool:
        if province is None:
            return True
        if agency.level == Level.CENTRAL:
            return False
        known = self.provinces[agency.pk]
        return known == province if known else province in self.own_provinces


def _only(found: dict[int, Agency]) -> Agency | None:
    return next(iter(found.values())) if len(found) == 1 else None


def _province_name(text: str) -> str:
    folded = fold(text)
    for prefix in ("tinh ", "thanh pho ", "tp. ", "tp "):
        folded = folded.removeprefix(prefix)
    return folded


def _by_words(by_name: dict[str, AgencyGroup]) -> dict[frozenset[str], AgencyGroup]:
    """Groups by their words; words that two groups share say nothing."""
    found: dict[frozenset[str], AgencyGroup | None] = {}
    for name, group in by_name.items():
        words = naming.group_key(name)
        if words and found.setdefault(words, group) is not group and found[words] != group:
            found[words] = None
    return {words: group for words, group in found.items() if group is not None}
