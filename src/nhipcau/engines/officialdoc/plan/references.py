"""Duties given by number: "Sở Nội vụ chủ trì thực hiện nhiệm vụ 2, mục II" in the part on organisation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from nhipcau.engines.vntext import fold_in_place, opens_agency
from nhipcau.engines.vntext.regexes import regex

from .model import Named, TaskReading
from .outline import Node, Part
from .prose import Assigned, all_agencies, assign_to, name_agencies, read_assignment
from .words import Words

_ONE = r"[0-9]{1,2}(?:\.[0-9]{1,2}){0,3}"
_CITED = regex(
    rf"(?:nhiem vu|noi dung|cong viec|muc|diem|khoan|tieu muc)\s+(?:so\s+|thu\s+|tai\s+(?:so\s+|muc\s+|diem\s+)?)?(?:tu\s+(?:so\s+)?)?"
    rf"(?P<list>{_ONE}(?:\s*(?:,|;|va|den|-)\s*(?:(?:nhiem vu|noi dung|muc|diem|so)\s+)?{_ONE})*)(?![0-9/.][0-9])(?!\s*(?:dieu|nghi dinh|thong tu|luat)\b)"
)
_NUMBER = regex(_ONE)
_SPAN = regex(rf"({_ONE})\s*(?:den|-)\s*({_ONE})")
_ROLES = ("lead", "coordinate", "implement")


def assign_by_reference(tasks: Sequence[TaskReading], parts: Iterable[Part]) -> list[TaskReading] | None:
    """The tasks with the agencies that sentences elsewhere give them by number; None when no sentence does."""
    known = {task.number.rstrip("."): task for one in tasks for task in one.walk()}
    given: dict[str, list[Assigned]] = {}
    for part in parts:
        for words, who in _sentences(part):
            numbers = [number for number in cited_numbers(words.text) if number in known]
            if not numbers:
                continue
            assigned = read_assignment(words) or (assign_to(who, words) if who else None)
            if assigned:
                for number in numbers:
                    given.setdefault(number, []).append(assigned)
    return [_with_roles(task, given, []) for task in tasks] if given else None


def cited_numbers(text: str) -> list[str]:
    """The task numbers that a sentence names: "các nhiệm vụ 1, 2 và 5", "từ nhiệm vụ 3 đến 6"."""
    found: list[str] = []
    for match in _CITED.finditer(fold_in_place(text)):
        listed = match.group("list")
        span = _SPAN.fullmatch(listed)
        if span and "." not in listed:
            first, last = int(span.group(1)), int(span.group(2))
            found += [str(number) for number in range(first, last + 1)]
        else:
            found += _NUMBER.findall(listed)
    return found


def _sentences(part: Part) -> Iterator[tuple[Words, tuple[Named, ...]]]:
    for words in part.root.body:
        yield words, ()
    for node in part.nodes:
        yield from _of_node(node, ())


def _of_node(node: Node, who: tuple[Named, ...]) -> Iterator[tuple[Words, tuple[Named, ...]]]:
    heading = node.heading
    if heading is not None:
        subject = heading.text.split(":")[0].strip(" .;-")
        if opens_agency(subject) and all_agencies(subject):
            who = name_agencies(heading.part(0, len(subject)))[0]
        yield heading, who
    for words in node.body:
        yield words, who
    for child in node.children:
        yield from _of_node(child, who)


def _with_roles(task: TaskReading, given: dict[str, list[Assigned]], above: list[Assigned]) -> TaskReading:
    """Roles given to a group are its leaves'."""
    own = above + given.get(task.number.rstrip("."), [])
    if task.children:
        return replace(task, children=tuple(_with_roles(child, given, own) for child in task.children))
    for assigned in own:
        for role in _ROLES:
            names = task.role(role)
            have = {fold_in_place(name.name) for name in names}
            more = tuple(name for name in getattr(assigned, role) if fold_in_place(name.name) not in have)
            if more:
                task = _set_role(task, role, names + more)
    return task


def _set_role(task: TaskReading, role: str, names: tuple[Named, ...]) -> TaskReading:
    match role:
        case "lead":
            return replace(task, lead=names)
        case "coordinate":
            return replace(task, coordinate=names)
    return replace(task, implement=names)
