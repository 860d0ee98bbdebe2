"""Tasks told agency by agency, as organisation parts do: "1. Sở X: chủ trì, phối hợp với Y ..."."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from nhipcau.engines.vntext import opens_agency, regexes

from .model import TaskReading
from .outline import Node, Part
from .owed import is_report
from .points import duty_task, whole_text
from .prose import (
    assign_under,
    name_agencies,
    names_only,
    read_assignment,
    without_command,
)
from .tasks import draft_of, own_number
from .titles import short_title
from .words import Words

_MOST = 0.6


def tasks_by_agency(parts: Iterable[Part], year: int | None) -> list[TaskReading]:
    """Tasks told agency by agency: "1. Sở X: chủ trì, phối hợp với Y ..."; several points make a group."""
    tasks: list[TaskReading] = []
    for part in parts:
        for node in part.nodes:
            task = _agency_task(node, year, "", len(tasks) + 1)
            if task is not None:
                tasks.append(task)
        if not part.nodes:
            for words in part.root.body:
                assigned = read_assignment(words)
                if assigned and assigned.action and (assigned.lead or assigned.implement):
                    tasks.append(duty_task(words, assigned, str(len(tasks) + 1), year))
    return tasks


def told_by_agency(part: Part) -> bool:
    """Whether a part without a heading of its own (a directive) goes through agencies: most of its numbers are names
    with their duties below."""
    named = [
        node
        for node in part.nodes
        if node.heading is not None
        and not node.has_duties
        and (node.children or node.body)
        and opens_agency(subject := without_command(node.heading.text.strip(" :.;-–")))
        and names_only(subject)
    ]
    return len(named) > 1 and len(named) > _MOST * len(part.nodes)


def _agency_task(node: Node, year: int | None, parent: str, index: int) -> TaskReading | None:
    heading = node.heading
    if heading is None:
        return None
    number = own_number(node, parent, index)
    if not opens_agency(heading.text) and not regexes.match(
        r"(?i)\W*(giao|đề nghị|yêu cầu|phân công)\b", heading.text
    ):
        inner = [
            task
            for at, child in enumerate(node.children, 1)
            if (task := _agency_task(child, year, number, at))
        ]
        return replace(draft_of(node, year).finish(), number=number, children=tuple(inner)) if inner else None
    points = [child for child in node.children if child.heading]
    subject = heading.text.strip(" :.;-–")
    if opens_agency(without_command(subject)) and names_only(subject):
        names, opened = name_agencies(heading)
        duties: list[tuple[Words, Node | None]] = [
            (child.heading, child) for child in points if child.heading
        ]
        duties += [(words, None) for words in node.body]
        if not duties and not node.fields:
            return None
        children = []
        for at, (words, child) in enumerate(duties, 1):
            child_number = own_number(child, number, at) if child else f"{number}.{at}"
            told = assign_under(names, words, opened)
            own = child.fields if child else node.fields if len(duties) == 1 else ()
            children.append(duty_task(words, told, child_number, year, own))
        if len(children) == 1:
            return replace(children[0], number=number)
        title = short_title(heading.text)
        return TaskReading(
            number,
            title,
            subject,
            children=tuple(children),
            sources={"title": heading.source},
            by_agency=True,
        )
    assigned = read_assignment(heading)
    if not assigned or not assigned.action or (is_report(heading) and not assigned.lead):
        return None
    task = duty_task(heading, assigned, number, year, node.fields)
    rest = [whole_text(child) for child in points] + [words.text for words in node.body]
    return replace(task, content="\n".join(text for text in rest if text)) if rest else task
