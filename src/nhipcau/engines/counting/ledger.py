"""The one function that counts: an indicator, for a period, for a scope.

Facts are laid out once, by kind, rule and day; each figure after that is a look into a sorted list, whatever the number of facts.
The province's figures are counted from the facts, never from those of its agencies.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import replace
from datetime import date

from nhipcau.engines.counting.closings import Period, ReportCalendar
from nhipcau.engines.counting.corrections import standing
from nhipcau.engines.counting.definitions import (
    Definitions,
    Indicator,
    Level,
    Over,
    Part,
    default_definitions,
)
from nhipcau.engines.counting.entries import Entries, Entry, summed
from nhipcau.engines.counting.errors import BadFact, BadScope
from nhipcau.engines.counting.figures import (
    Comparison,
    Counted,
    Figure,
    GoalStanding,
    Line,
    Note,
    Status,
    change,
    percent,
    surest_last,
)
from nhipcau.engines.counting.kinds import is_amount
from nhipcau.engines.counting.model import PROVINCE, Coverage, Fact, Goal, Scope, Typed, Withdrawal
from nhipcau.engines.counting.periods import PeriodKind, PeriodName
from nhipcau.engines.counting.selections import Selection, in_order
from nhipcau.engines.counting.tallies import Tally, tally

Asked = Period | PeriodName | str
_APART = frozenset({PeriodKind.SPOKESPERSON_YEAR, PeriodKind.YEARS})  # they run beside the plan's years


class Ledger:
    """Facts, laid out to be counted.

    facts: with their corrections and withdrawals.  coverage: since when each kind is recorded; without it every kind that there is a
    fact of is taken as recorded from ever, and every other as recorded by nobody.  Raises BadFact and UnknownIndicator for what
    cannot be counted.
    """

    def __init__(
        self,
        facts: Iterable[Fact | Withdrawal],
        *,
        definitions: Definitions | None = None,
        calendar: ReportCalendar | None = None,
        typed: Iterable[Typed] = (),
        goals: Iterable[Goal] = (),
        coverage: Iterable[Coverage] | None = None,
    ) -> None:
        self.definitions = definitions or default_definitions()
        self.calendar = calendar or ReportCalendar()
        self.standing = standing(facts, self.definitions.kinds)
        self._entries = Entries(typed, self.definitions, self.calendar)
        self._goals = self._kept_goals(goals)
        told = None if coverage is None else tuple(coverage)
        self._since = self._kept_coverage(told)
        self._lacks = {one.kind: one.lacks for one in told or ()}
        self._of_kind: dict[str, list[Fact]] = {}
        for fact in in_order(list(self.standing.facts)):
            self._of_kind.setdefault(fact.kind, []).append(fact)
        self._selections: dict[tuple[str, str], Selection] = {}
        self._recorded: dict[tuple[str, str], date | None] = {}

    def beside(self, *, typed: Iterable[Typed] = (), goals: Iterable[Goal] = ()) -> Ledger:
        """The same facts, laid out once, beside other entries and goals."""
        other = copy(self)
        other._entries = Entries(typed, self.definitions, self.calendar)
        other._goals = self._kept_goals(goals)
        return other

    def count(self, code: str, period: Asked, scope: Scope = PROVINCE) -> Counted:
        """An indicator's figures.  period: one of the calendar, its name or its code.  Raises UnknownIndicator, BadPeriod and
        BadScope."""
        indicator, asked = self._asked(code, period, scope)
        return self._counted(indicator, asked, scope)

    def compare(self, code: str, period: Asked, scope: Scope = PROVINCE) -> Comparison:
        """The same beside last year's period and the running total, with change and goals."""
        indicator, asked = self._asked(code, period, scope)
        columns = [
            self._counted(indicator, each, scope).figures
            for each in (asked, self.calendar.year_before(asked), self.calendar.to_date(asked))
        ]
        lines = tuple(
            Line(now, before, to_date, change(now, before), self._goals_of(now, to_date))
            for now, before, to_date in zip(*columns, strict=True)
        )
        return Comparison(indicator, asked, scope, lines)

    def by_agency(self, code: str, period: Asked) -> dict[str, Counted]:
        """The figures of each agency that has a fact for the indicator, whenever; they are not added up: a joint thing stands with
        each of its agencies, and a person may be with several."""
        indicator = self.definitions.get(code)
        agencies: dict[str, None] = {}
        for part in indicator.parts:
            if part.over != Over.SHARE:
                agencies.update(dict.fromkeys(self._selection(part).by_agency()))
        return {agency: self.count(code, period, Scope.of(agency)) for agency in sorted(agencies)}

    def agencies(self) -> frozenset[str]:
        """Every agency that a standing fact names."""
        return frozenset(agency for fact in self.standing.facts for agency in fact.agencies)

    def _asked(self, code: str, period: Asked, scope: Scope) -> tuple[Indicator, Period]:
        indicator = self.definitions.get(code)
        if indicator.level == Level.PROVINCE and not scope.is_province:
            raise BadScope("province-only", indicator=indicator.code, scope=scope.key)
        if indicator.level == Level.UNIT and scope.is_province:
            raise BadScope("unit-only", indicator=indicator.code)
        return indicator, period if isinstance(period, Period) else self.calendar.period(period)

    def _counted(self, indicator: Indicator, period: Period, scope: Scope) -> Counted:
        found: dict[str, Figure] = {}
        for part in indicator.parts:
            if part.over != Over.SHARE:
                found[part.part] = self._figure(indicator, part, period, scope)
        for part in indicator.parts:
            if part.over == Over.SHARE:
                found[part.part] = self._share(indicator, part, period, scope, found)
        return Counted(indicator, period, scope, tuple(found[part.part] for part in indicator.parts))

    def _figure(self, indicator: Indicator, part: Part, period: Period, scope: Scope) -> Figure:
        """Counted where it can be for the whole period; else what was entered; else both, each for its days; else what can."""
        since = self._recorded_since(part)
        needed = period.last if part.over == Over.LAST else period.first
        entry = self._entries.of(part.code, part.part, scope, period)
        if since is not None and since <= needed:
            return self._by_counting(indicator, part, period, scope, entry)
        if entry is not None:
            figure = Figure(indicator, part, period, scope, entry.newest.value, Status.TYPED)
            return replace(figure, typed=(entry.newest,), replaced=entry.earlier)
        if part.over == Over.SUM and (together := self._together(indicator, part, period, scope, since)):
            return together
        if since is not None and since <= period.last:
            found = tally(self._selection(part).of(scope), since, period.last)
            note = Note("partly-since", (("day", since.isoformat()),))
            figure = _figure_of(indicator, part, period, scope, found, Status.PARTLY)
            return replace(figure, since=since, notes=(*figure.notes, note))
        return Figure(indicator, part, period, scope, None, Status.MISSING)

    def _by_counting(
        self, indicator: Indicator, part: Part, period: Period, scope: Scope, entry: Entry | None
    ) -> Figure:
        found = tally(self._selection(part).of(scope), period.first, period.last)
        figure = _figure_of(indicator, part, period, scope, found, Status.COUNTED)
        if entry is None:
            return figure
        notes = figure.notes
        if entry.newest.value != figure.value:
            notes = (*notes, Note("typed-differs", (("value", str(entry.newest.value)),)))
        return replace(figure, replaced=entry.all, notes=notes)

    def _together(
        self, indicator: Indicator, part: Part, period: Period, scope: Scope, since: date | None
    ) -> Figure | None:
        """What was entered for shorter periods that fill this one, and what is counted from the day on from which it is recorded.

        Only of what adds up over time: not of persons, states or middles.
        """
        until = period.last
        if since is not None and since <= period.last:
            until = date.fromordinal(since.toordinal() - 1)
        entries = self._entries.filling(part.code, part.part, scope, period.first, until)
        if not entries:
            return None
        value, typed = summed(entries), tuple(entry.newest for entry in entries)
        earlier = tuple(old for entry in entries for old in entry.earlier)
        if until == period.last or since is None:
            figure = Figure(indicator, part, period, scope, value, Status.TYPED)
            return replace(figure, typed=typed, replaced=earlier)
        found = tally(self._selection(part).of(scope), since, period.last)
        figure = _figure_of(indicator, part, period, scope, found, Status.MIXED)
        total = None if figure.value is None else figure.value + value
        return replace(figure, value=total, since=since, typed=typed, replaced=earlier)

    def _share(
        self, indicator: Indicator, part: Part, period: Period, scope: Scope, found: Mapping[str, Figure]
    ) -> Figure:
        """One figure as percent of another; an entry where it cannot be reckoned; of nothing there is no share."""
        over, under = (found[name] for name in part.share_of)
        entry = self._entries.of(part.code, part.part, scope, period)
        status = surest_last(over.status, under.status)
        if over.value is None or under.value is None:
            if entry is None:
                return Figure(indicator, part, period, scope, None, status)
            figure = Figure(indicator, part, period, scope, entry.newest.value, Status.TYPED)
            return replace(figure, typed=(entry.newest,), replaced=entry.earlier)
        value = percent(over.value, under.value)
        figure = Figure(indicator, part, period, scope, value, status, typed=(*over.typed, *under.typed))
        return figure if entry is None else replace(figure, replaced=entry.all)

    def _selection(self, part: Part) -> Selection:
        """The facts that a figure's rule takes, laid out when they are first asked for."""
        found = self._selections.get(part.key)
        if found is None:
            kinds = [self._of_kind[kind] for kind in dict.fromkeys(part.of) if kind in self._of_kind]
            facts = kinds[0] if len(kinds) == 1 else in_order([fact for each in kinds for fact in each])
            for condition in part.where:
                facts = [fact for fact in facts if condition.holds(fact)]
            found = self._selections[part.key] = Selection(part, facts)
        return found

    def _recorded_since(self, part: Part) -> date | None:
        """From which day on every kind of a rule is recorded, and what it asks of it; None where one is by nobody.  Found once for a
        rule: agencies' figures ask for it as often as there are agencies."""
        if part.key not in self._recorded:
            self._recorded[part.key] = self._found_recorded(part)
        return self._recorded[part.key]

    def _found_recorded(self, part: Part) -> date | None:
        if any(
            condition.asks_for(self._lacks.get(kind, frozenset()))
            for kind in part.of
            for condition in part.where
        ):
            return None
        days = [self._since.get(kind) for kind in part.of]
        return None if not days or None in days else max(day for day in days if day is not None)

    def _kept_coverage(self, coverage: Iterable[Coverage] | None) -> dict[str, date]:
        if coverage is None:
            return {fact.kind: date.min for fact in self.standing.all_facts.values()}
        found: dict[str, date] = {}
        for one in coverage:
            if one.kind not in self.definitions.kinds:
                near = self.definitions.kinds.near(one.kind)
                raise BadFact("kind", ref="coverage", kind=one.kind[:80], near=near)
            found[one.kind] = one.since or date.min
        return found

    def _kept_goals(self, goals: Iterable[Goal]) -> dict[tuple[str, str, Scope], list[Goal]]:
        found: dict[tuple[str, str, Scope], list[Goal]] = {}
        for goal in goals:
            part = self.definitions.get(goal.indicator).part(goal.part)
            if not is_amount(goal.value):
                raise BadFact("number", ref="goal", name="value", value=str(goal.value)[:40])
            code = self.calendar.period(goal.period).code
            found.setdefault((*part.key, Scope.from_key(goal.scope)), []).append(replace(goal, period=code))
        return found

    def _goals_of(self, now: Figure, to_date: Figure) -> tuple[GoalStanding, ...]:
        """The goals of a period, and those of the year beside the running total that begins with it."""
        found = []
        for goal in self._goals.get((*now.part.key, now.scope), ()):
            if goal.period == now.period.code:
                found.append(GoalStanding(goal, now))
                continue
            year = self.calendar.period(goal.period)
            begins = year.name.kind == PeriodKind.YEAR and year.first == to_date.period.first
            if begins and now.period.name.kind not in _APART:
                found.append(GoalStanding(goal, to_date))
        return tuple(found)


def _figure_of(
    indicator: Indicator, part: Part, period: Period, scope: Scope, found: Tally, status: Status
) -> Figure:
    return Figure(
        indicator,
        part,
        period,
        scope,
        found.value,
        status,
        count=found.many,
        at_most=found.at_most,
        notes=found.notes,
        behind=found.behind,
    )


def count(
    code: str, period: Asked, scope: Scope = PROVINCE, *, over: Ledger | Iterable[Fact | Withdrawal]
) -> Counted:
    """Count one indicator over facts.  For more than one question lay the facts out once, as a ``Ledger``."""
    ledger = over if isinstance(over, Ledger) else Ledger(over)
    return ledger.count(code, period, scope)
