"""Who leads, said once above the tasks: for a section ("Giao Sở X chủ trì thực hiện các nhiệm vụ sau:") or a group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from nhipcau.engines.vntext import fold_in_place, opens_agency
from nhipcau.engines.vntext.regexes import regex

from .filling import read_field_into
from .model import Named, TaskReading
from .outline import Part
from .prose import name_agencies, read_assignment
from .sketch import TaskSketch
from .words import Words

_WORK = r"(?:nhiem vu|noi dung|hoat dong|cong viec|phan viec|viec)"
# "các nhiệm vụ sau", "các nội dung tại mục này": all that stands in the section, and nothing else.
_ALL_OF_IT = regex(
    rf"\b(?:cac|nhung|toan bo(?: cac)?)\s+{_WORK}\b[^.;:]{{0,40}}?\b(?:sau(?: day)?|duoi day|(?:tai|trong|o|cua|thuoc) (?:muc|phan|nhom) nay|neu tren|tren day|o tren)\b"
)
_BY_WHOM = regex(r"\b(?:do|giao(?: cho)?)\s+")
_LED = regex(r"\s+(?:lam\s+(?:co quan|don vi)\s+|la\s+(?:co quan|don vi)\s+)?(?:chu tri|dau moi)\b")
_IN_BRACKETS = regex(r"\((?P<said>[^()]*(?:chu tri|dau moi)[^()]*)\)\s*[.:;]?\s*$")

Above = tuple[tuple[Named, ...], tuple[Named, ...]]
"""Who leads and who coordinates."""


def led_from_above(part: Part, tasks: Sequence[TaskReading], year: int | None) -> list[TaskReading]:
    """The tasks with the agencies that their section or group names for all of them, where they name none."""
    return list(_below(tasks, _of_part(part, year)))


def _below(tasks: Iterable[TaskReading], above: Above) -> Iterator[TaskReading]:
    for task in tasks:
        if task.children:
            own = (task.lead, task.coordinate) if task.lead else above
            yield replace(task, children=tuple(_below(task.children, own)))
        elif above[0] and not task.lead and not task.implement:
            yield replace(task, lead=above[0], coordinate=task.coordinate or above[1])
        else:
            yield task


def _of_part(part: Part, year: int | None) -> Above:
    draft = TaskSketch()
    for field in part.root.fields:
        read_field_into(draft, field, year)
    if part.nodes and draft.roles["lead"]:
        return tuple(draft.roles["lead"]), tuple(draft.roles["coordinate"])
    if part.heading is not None and (said := _IN_BRACKETS.search(fold_in_place(part.heading.text))):
        inside = part.heading.part(*said.span("said"))
        colon = inside.text.find(":")
        assigned = read_assignment(inside)
        if assigned and assigned.lead:
            return assigned.lead, assigned.coordinate
        if colon > 0 and opens_agency(inside.text[colon + 1 :]):
            return name_agencies(inside.part(colon + 1))[0], ()
    below = part.nodes[-1].body if part.nodes else []
    for words in (*part.root.body, *below):
        if (found := _of_sentence(words)) is not None:
            return found
    return (), ()


def _of_sentence(words: Words) -> Above | None:
    folded = fold_in_place(words.text)
    all_of_it = _ALL_OF_IT.search(folded)
    if all_of_it is None:
        return None
    assigned = read_assignment(words)
    if assigned is not None:
        return (assigned.lead, assigned.coordinate) if assigned.lead else None
    by_whom = _BY_WHOM.search(folded, all_of_it.end())
    led = _LED.search(folded, by_whom.end()) if by_whom else None
    if by_whom is None or led is None or not opens_agency(words.text[by_whom.end() :]):
        return None
    return name_agencies(words.part(by_whom.end(), led.start()))[0], ()
