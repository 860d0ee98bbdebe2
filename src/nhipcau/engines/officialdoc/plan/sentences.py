"""Several duties told in sentences under one number, each with its own lead: "Sở A chủ trì …; Sở B chủ trì …"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nhipcau.engines.vntext import Timing, opens_agency
from nhipcau.engines.vntext.records import record

from .filling import clauses, time_alone
from .model import TaskReading
from .outline import Node
from .points import duty_task
from .prose import Assigned, prose_timing, read_assignment
from .words import Words

SHORTEST_TITLE = 8  # letters before a colon that can name a task
_FEWEST = 2


@record(frozen=True, slots=True)
class ToldTogether:
    """heading: the number's own words without the duties; duties: each sentence with who does it, the words that are
    none of theirs (a time for all, a rest) beside."""

    heading: Words
    duties: tuple[tuple[Words, Assigned], ...]
    rest: tuple[Words, ...]


def told_together(node: Node) -> ToldTogether | None:
    """The duties of a number whose sentences give at least two agencies something of their own to lead; None where one
    leads all that is told."""
    heading = node.heading
    if heading is None or node.children or node.fields or node.tables:
        return None
    told, own = list(node.body), heading
    colon = heading.text.find(": ")
    if not told and colon >= SHORTEST_TITLE and not opens_agency(heading.text):
        told, own = [heading.part(colon + 1)], heading.part(0, colon)
    elif not told:
        told = [heading]
    duties: list[tuple[Words, Assigned]] = []
    rest: list[Words] = []
    for words in told:
        for start, end in clauses(words.text):
            piece = words.part(start, end)
            assigned = read_assignment(piece)
            if assigned is None or not (duties or assigned.lead):
                rest.append(piece)
            elif assigned.action is not None and (assigned.lead or assigned.implement):
                duties.append((piece, assigned))
            elif duties and not assigned.lead and not assigned.implement:
                last, before = duties[-1]
                duties[-1] = (last, replace(before, coordinate=before.coordinate + assigned.coordinate))
            else:
                rest.append(piece)
    leads = {tuple(name.name for name in one.lead) for _, one in duties if one.lead}
    return ToldTogether(own, tuple(duties), tuple(rest)) if len(leads) >= _FEWEST else None


def tasks_together(told: ToldTogether, number: str, year: int | None) -> list[TaskReading]:
    """The duties as tasks; a time said alone after them is that of those that have none."""
    tasks = [
        replace(duty_task(words, assigned, f"{number}.{at}", year), by_agency=False)
        for at, (words, assigned) in enumerate(told.duties, 1)
    ]
    common = _common_time(told.rest, year)
    if common is None or all(task.timing for task in tasks):
        return tasks
    if any(task.timing for task in tasks):
        return [*tasks[:-1], tasks[-1] if tasks[-1].timing else replace(tasks[-1], timing=common)]
    return [replace(task, timing=common) for task in tasks]


def _common_time(rest: Sequence[Words], year: int | None) -> Timing | None:
    for words in rest:
        found = time_alone(words, year) or prose_timing(words, year)
        if found is not None:
            return found.timing
    return None
