"""Nodes of the outline → tasks: roles, time, place, money, outputs, each with its words' position."""

from __future__ import annotations

from collections.abc import Sequence

from nhipcau.engines.vntext import find_timing, opens_agency, regexes

from ..model import Numbering
from .filling import clause_time, clauses, duties_in_tail, read_field_into, without_end_time
from .model import TaskReading
from .outline import Node, Part
from .points import rhythm_of, told_points, told_task, whole_text
from .prose import heading_end, heading_timing, opening_time, read_assignment, without_time
from .sentences import SHORTEST_TITLE, tasks_together, told_together
from .sketch import TaskSketch, prose_time
from .titles import short_title
from .words import Words

_NOT_PARTED_SURE = 0.5


def tasks_of_part(part: Part, year: int | None) -> list[TaskReading]:
    """The tasks of one part, numbered as its own headings count; a part that is one activity is one task."""
    by_agency = _told_by_agency(part.nodes)
    tasks = [task for node in part.nodes if (task := task_of(node, year, "", 0, by_agency)) is not None]
    if not tasks and part.root.has_duties and part.heading:
        own = replace_heading(part.root, part.heading)
        draft = draft_of(own, year)
        draft.number = part.label.text.strip(" .)/-–") if part.label else ""
        return [draft.finish()]
    return tasks


def _told_by_agency(nodes: Sequence[Node]) -> bool:
    """Whether the numbers of a part are sentences of agencies, two at least with who leads: then "Sở X mở ..." among
    them says who does it."""
    told = [read_assignment(node.heading) for node in nodes if node.heading is not None]
    acting = [one for one in told if one is not None and one.action is not None]
    return len(acting) == len(nodes) and sum(bool(one.lead) for one in acting) > 1


def replace_heading(node: Node, heading: Words) -> Node:
    return Node(node.label, heading, node.depth, node.fields, node.body, [], node.tables)


def task_of(
    node: Node, year: int | None, parent: str, index: int, by_agency: bool = False
) -> TaskReading | None:
    """A heading as a task or group; a point of the content (letter, dash) only when points have duties.

    by_agency: the heading and those beside it are sentences of agencies.
    """
    together = told_together(node)
    if together is not None:
        draft = draft_of(Node(node.label, together.heading, node.depth), year)
        draft.roles, draft.timing = TaskSketch().roles, None  # each duty has its own
        draft.number = own_number(node, parent, index)
        draft.children = tasks_together(together, draft.number, year)
        draft.content = [words.text for words in together.rest]
        return draft.finish()
    points = [child for child in node.children if child.soft]
    with_duties = [point for point in points if point.has_duties]
    duty_styles = (
        {point.label.style for point in with_duties if point.label}
        if len(with_duties) > 1 or (len(points) == 1 and not node.has_duties)
        else set()
    )
    draft = draft_of(node, year, by_agency)
    draft.number = own_number(node, parent, index)
    told = {} if duty_styles or node.has_duties or draft.assigned else told_points(points, year)
    count = 0
    for child in node.children:
        if id(child) in told:
            count += 1
            draft.children.append(
                told_task(child, told[id(child)], own_number(child, draft.number, count), year)
            )
        elif not child.soft or (
            child.label and child.label.style in duty_styles and (child.has_duties or child.depth < 14)
        ):
            count += 1
            task = task_of(child, year, draft.number, count)
            if task is not None:
                draft.children.append(task)
        else:
            draft.content.append(whole_text(child))
            if not draft.assigned and not duty_styles and not told:
                _read_prose(draft, [child.heading] if child.heading else [], year)
    return draft.finish()


def own_number(node: Node, parent: str, index: int) -> str:
    """ "2.4.1", "3", "II"; points count under their parent: "1.a", "1.2"."""
    label = node.label
    if label is None:
        return f"{parent}.{index}" if parent else str(index)
    if label.style is Numbering.DECIMAL:
        return ".".join(str(part) for part in label.value)
    if label.style is Numbering.ARABIC and label.value and parent.isdigit():
        return f"{parent}.{label.value[0]}"  # "1." under "Nhiệm vụ 1:"
    if label.style in (Numbering.ARABIC, Numbering.ARTICLE) and label.value:
        return str(label.value[0])
    if label.style in (Numbering.ROMAN, Numbering.LETTER_UPPER):
        return label.text.strip(" .)/-–")
    token = regexes.sub(r"[^\w]", "", label.text)
    token = token or str(index)
    return f"{parent}.{token}" if parent else token


def draft_of(node: Node, year: int | None, by_agency: bool = False) -> TaskSketch:
    """One node's own fields, heading and sentences as a draft."""
    draft = TaskSketch()
    heading = node.heading
    if heading is not None:
        heading = _take_tail(draft, heading, year)
        draft.heading = heading.text.strip(" .;:")
        draft.title = short_title(heading.text)
        draft.sources["title"] = heading.source
        draft.sure = min(draft.sure, heading.sure)
    for part in node.fields:
        read_field_into(draft, part, year)
    for words in node.body:
        draft.content.append(words.text)
        draft.sources.setdefault("content", words.source)
    _read_prose(draft, node.body, year)
    if heading is not None and not draft.assigned:
        _heading_prose(draft, heading, year, by_agency)
    if heading is not None and not draft.assigned:
        _told_after_title(draft, heading, year)
    if heading is not None and not draft.assigned and len(spans := clauses(heading.text)) > 1:
        _read_prose(draft, [heading.part(start, end) for start, end in spans[1:]], year)
    leaf = all(child.soft for child in node.children)
    if heading is not None and leaf and draft.timing is None and not draft.timing_text:
        _heading_time(draft, heading, year)
    if node.tables:
        draft.sources.setdefault("table", node.tables[0].source)
    return draft


def _take_tail(draft: TaskSketch, heading: Words, year: int | None) -> Words:
    """Duties in brackets at the heading's end: "... (Sở X chủ trì; hoàn thành trong quý II)"."""
    tail = duties_in_tail(heading, year)
    if tail is None:
        return heading
    before, told, inside = tail
    for assigned in told:
        draft.add_assigned(assigned)
    found = clause_time(inside, year) or find_timing(inside.text, year)
    if found is not None:
        draft.timing = draft.timing or found.timing
        draft.sources["timing"] = inside.part(found.start, found.end).source
    return before if told or found is not None else heading


def _heading_prose(draft: TaskSketch, heading: Words, year: int | None, by_agency: bool) -> None:
    """ "1. Giao Sở X chủ trì, phối hợp với Y tổ chức ...": the duty is the title."""
    assigned = read_assignment(heading)
    if assigned and assigned.lead and not assigned.action:
        # Who leads is certain, what is done was not told from the names: a person looks.
        draft.add("lead", assigned.lead)
        draft.add("coordinate", assigned.coordinate)
        draft.sure = min(draft.sure, _NOT_PARTED_SURE)
        return
    if (
        not assigned
        or not assigned.action
        or not (
            assigned.lead
            or assigned.coordinate
            or by_agency
            or regexes.match(r"(?i)\W*(giao|đề nghị|yêu cầu|phân công)\b", heading.text)
        )
    ):
        return
    draft.add_assigned(assigned)
    action, rhythm = rhythm_of(assigned.action, year)
    draft.title = short_title(without_time(action, year))
    draft.sources["title"] = action.source
    prose_time(draft, action, year)
    if draft.timing is None and (opening := opening_time(heading, year)) is not None:
        draft.timing, draft.sources["timing"] = (
            opening.timing,
            heading.part(opening.start, opening.end).source,
        )
    if draft.timing is None and rhythm is not None:
        draft.timing, draft.sources["timing"] = rhythm, heading.source


def _told_after_title(draft: TaskSketch, heading: Words, year: int | None) -> None:
    """ "Bản tin tiếng Lào: Sở X chủ trì, phối hợp với Y, hoàn thành trước ...": who leads what stands before the colon."""
    colon = heading.text.find(": ")
    if colon < SHORTEST_TITLE or opens_agency(heading.text):
        return
    told = heading.part(colon + 1)
    assigned = read_assignment(without_end_time(told, year)[0])
    if not assigned or not assigned.lead:
        return
    draft.add_assigned(assigned)
    title = heading.part(0, colon)
    draft.title, draft.sources["title"] = short_title(title.text), title.source
    prose_time(draft, told, year)
    _clause_time(draft, told, year)


def _heading_time(draft: TaskSketch, heading: Words, year: int | None) -> None:
    found = heading_timing(heading, year)
    if found is None:
        return
    draft.timing = found.timing
    draft.sources["timing"] = heading.part(found.start, found.end).source
    if draft.title == short_title(heading.text):
        ending = heading_end(heading, year)
        text = heading.text[: ending[0]] if ending is not None else without_time(heading, year)
        draft.title = short_title(text)


def _read_prose(draft: TaskSketch, paragraphs: Sequence[Words], year: int | None) -> None:
    """Sentences that give the duty: "Giao Sở X chủ trì ...; hoàn thành trong quý II"."""
    if draft.assigned:
        return
    for words in paragraphs:
        for start, end in clauses(words.text):
            sentence = words.part(start, end)
            assigned = read_assignment(sentence)
            if not assigned:
                continue
            if draft.assigned and (assigned.lead or assigned.implement):
                continue  # after the first duty only "...; Sở B phối hợp" belongs to it
            draft.add_assigned(assigned)
            prose_time(draft, words, year)
            draft.sure = min(draft.sure, 0.8)
        if draft.assigned:
            _clause_time(draft, words, year)
            return


def _clause_time(draft: TaskSketch, words: Words, year: int | None) -> None:
    """ "Sở X chủ trì; Sở Y phối hợp; tháng 3/2026": a time that is a clause of its own."""
    if draft.timing is not None or draft.timing_text:
        return
    found = clause_time(words, year)
    if found is not None:
        draft.timing, draft.sources["timing"] = found.timing, words.part(found.start, found.end).source
