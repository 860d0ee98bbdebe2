"""Points of one number that each tell a duty of their own: "- Dựng trang: Sở X chủ trì; hoàn thành tháng 9"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nhipcau.engines.vntext import opens_agency

from .model import TaskReading
from .outline import Node
from .prose import Assigned, heading_timing, prose_timing, read_assignment, without_time
from .sketch import TaskSketch, prose_time
from .titles import short_title
from .words import Words

_WHAT = re.compile(r"([^:;.]{3,160}):\s*(?=\S)")


def whole_text(node: Node) -> str:
    """Everything that stands under a point, its own words first."""
    texts = [f"{node.label.text} {node.heading.text}" if node.label and node.heading else ""]
    texts += [words.text for words in node.body]
    texts += [words.text for part in node.fields for words in part.words]
    texts += [whole_text(child) for child in node.children]
    return "\n".join(text for text in texts if text)


def duty_task(words: Words, assigned: Assigned, number: str, year: int | None) -> TaskReading:
    """One sentence's duty as a task: its words from the verb on are the title."""
    draft = TaskSketch(number=number)
    draft.add_assigned(assigned)
    action = assigned.action or words
    draft.title = short_title(without_time(action, year))
    draft.heading = words.text.strip(" .;")
    draft.sources["title"] = action.source
    draft.sure = min(words.sure, 0.8)
    prose_time(draft, words, year)
    return replace(draft.finish(), by_agency=True)


def told_points(points: Sequence[Node], year: int | None) -> dict[int, Assigned]:
    """The points that are tasks of their own, by ``id``: at least two, with other agencies or other times."""
    told: dict[int, Assigned] = {}
    seen: set[tuple[frozenset[str], str]] = set()
    for point in points:
        assigned = _told(point.heading) if point.heading is not None and not point.fields else None
        if assigned is None or point.heading is None:
            continue
        told[id(point)] = assigned
        who = frozenset(name.name for name in (*assigned.lead, *assigned.implement))
        timing = prose_timing(point.heading, year)
        seen.add((who, timing.timing.text if timing else ""))
    return told if len(told) > 1 and len(seen) > 1 else {}


def _told(heading: Words) -> Assigned | None:
    """Who does what by a point's words: a sentence of its agency, or "what: who"."""
    assigned = read_assignment(heading)
    if assigned is not None:
        return assigned if (assigned.lead or assigned.implement) and assigned.action else None
    what = _WHAT.match(heading.text)
    if what is None or opens_agency(heading.text):
        return None
    assigned = read_assignment(heading.part(what.end()))
    if assigned is None or not assigned.lead:
        return None
    return replace(assigned, action=heading.part(0, what.end(1)))


def told_task(point: Node, assigned: Assigned, number: str, year: int | None) -> TaskReading:
    """A point as a task; what stands under it is its content."""
    heading = point.heading
    assert heading is not None
    task = duty_task(heading, assigned, number, year)
    if task.timing is None and (found := heading_timing(heading, year)) is not None:
        task = replace(task, timing=found.timing)
    rest = [words.text for words in point.body] + [whole_text(child) for child in point.children]
    return replace(task, content="\n".join(text for text in rest if text), by_agency=False)
