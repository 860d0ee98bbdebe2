"""Points of one number that each tell a duty of their own: "- Dựng trang: Sở X chủ trì; hoàn thành tháng 9"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nhipcau.engines.vntext import Timing, find_timing, opens_agency
from nhipcau.engines.vntext.regexes import regex

from .filling import clause_time, duties_in_tail, read_field_into
from .model import TaskReading
from .outline import FieldText, Node
from .prose import Assigned, heading_timing, opening_time, prose_timing, read_assignment, without_time
from .sketch import TaskSketch, prose_time
from .titles import short_title
from .words import Words

_OFTEN = regex(
    r"(?i:(?:chủ động\s*,?\s*)?(thường xuyên(?:\s*,\s*liên tục)?|liên tục|(?:định kỳ\s+)?(?:hằng|hàng) (?:tuần|tháng|quý|năm)))"
    r"\s*,?\s+(?=[^\W\d_]{2})"
)
_WHAT = regex(r"([^:;.]{3,160}):\s*(?=\S)")


def whole_text(node: Node) -> str:
    """Everything that stands under a point, its own words first."""
    texts = [f"{node.label.text} {node.heading.text}" if node.label and node.heading else ""]
    texts += [words.text for words in node.body]
    texts += [words.text for part in node.fields for words in part.words]
    texts += [whole_text(child) for child in node.children]
    return "\n".join(text for text in texts if text)


def duty_task(
    words: Words, assigned: Assigned, number: str, year: int | None, fields: Sequence[FieldText] = ()
) -> TaskReading:
    """One sentence's duty as a task: its words from the verb on are the title.  fields: what stands labelled after it
    ("Thời gian thực hiện: Quý III/2025")."""
    draft = TaskSketch(number=number)
    draft.add_assigned(assigned)
    action, rhythm = rhythm_of(assigned.action or words, year)
    draft.title = short_title(without_time(action, year))
    draft.heading = words.text.strip(" .;")
    draft.sources["title"] = action.source
    draft.sure = min(words.sure, 0.8)
    for part in fields:
        read_field_into(draft, part, year)
    prose_time(draft, words, year)
    if draft.timing is None and not draft.timing_text and (found := opening_time(words, year)) is not None:
        draft.timing, draft.sources["timing"] = found.timing, words.part(found.start, found.end).source
    if draft.timing is None and not draft.timing_text and rhythm is not None:
        draft.timing, draft.sources["timing"] = rhythm, words.source
    return replace(draft.finish(), by_agency=True)


def rhythm_of(action: Words, year: int | None) -> tuple[Words, Timing | None]:
    """A duty that begins with how often: "thường xuyên rà quét ..." is "rà quét ...", and continuous."""
    often = _OFTEN.match(action.text)
    found = find_timing(often.group(1), year) if often else None
    if often is None or found is None:
        return action, None
    return action.part(often.end()), found.timing


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
    tail = duties_in_tail(heading, None)
    if tail is not None and any(one.lead for one in tail[1]):
        lead = tuple(name for one in tail[1] for name in one.lead)
        return Assigned(lead, tuple(name for one in tail[1] for name in one.coordinate), action=tail[0])
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
    if task.timing is None:
        tail = duties_in_tail(heading, year)
        if (found := clause_time(tail[2] if tail else heading, year)) is not None:
            task = replace(task, timing=found.timing)
    rest = [words.text for words in point.body] + [whole_text(child) for child in point.children]
    return replace(task, content="\n".join(text for text in rest if text), by_agency=False)
