"""What agencies owe beside a content section: "III. TỔ CHỨC THỰC HIỆN / 1. Công an tỉnh / - Cấp phép ...".

Such a section also tells who follows the plan up, reports and pays; that is no task of the plan (dated reports are
obligations, read elsewhere).  What is left over without being either is given back, for a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import field, replace

from nhipcau.engines.vntext import fold, opens_agency, regexes
from nhipcau.engines.vntext.records import record
from nhipcau.engines.vntext.regexes import regex

from ..words.signers import is_authority, is_post
from ..words.wordlists import LISTS
from .model import TaskReading
from .outline import FieldText, Node, Part
from .points import duty_task
from .prose import Assigned, assign_under, name_agencies, names_only, read_assignment, without_command
from .references import cited_numbers
from .tasks import own_number
from .words import Words

_FOLLOWS = r"(?:theo doi|don doc|kiem tra|giam sat|huong dan|tong hop|danh gia|so ket|tong ket|dau moi|tham muu|to chuc)"
_THE_PLAN = r"(?:ke hoach|viec (?:thuc hien|trien khai|to chuc)|ket qua thuc hien|nhiem vu (?:duoc|da) (?:giao|phan cong)|tien do)"
# Each rule by what it leaves to others; searched in the folded words of the duty.
FOLLOW_UP: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, regex(pattern))
    for name, pattern in (
        ("follows the plan up", rf"^(?:chu tri\s*,?\s*)?{_FOLLOWS}\b.*{_THE_PLAN}"),
        ("follows up without saying what", rf"^(?:theo doi|don doc)\s*,\s*{_FOLLOWS}\b"),
        ("makes its own plan", r"^(?:chu dong )?(?:xay dung|ban hanh|lap|cu the hoa)\b.{0,30}ke hoach(?!\s+(?:bao dam|bao ve|truyen thong|an ninh|don))"),
        ("carries the plan out", rf"^(?:chu dong |nghiem tuc |phoi hop |khan truong )*(?:trien khai|thuc hien|to chuc)(?:\s+(?:thuc hien|trien khai))?\b.{{0,60}}{_THE_PLAN}"),
        ("closes the plan", r"^(?:trong qua trinh (?:trien khai|thuc hien|to chuc)|tren day la|neu co (?:kho khan|vuong mac))"),
        ("reports", r"^(?:dinh ky\b.*|hang nam\b.*|gui\s+|kip thoi )?(?:bao cao|phan anh)\b|^dinh ky\b|tong hop.{0,60}(?:bao cao|\bgui\b)"
         r"|^(?:gui|nop)\s+(?:(?:bao cao|ket qua|so lieu|san pham|thong tin)\b[\s,]*(?:va\s+)?)+.{0,40}\b(?:ve|cho|qua|gui)\b"),
        ("does what was given to it", r"^(?:cac|moi)\b.{0,60}\bduoc (?:giao|phan cong)\b.{0,60}(?:chu dong|trien khai|thuc hien|to chuc)\b"),
        ("is in charge", r"\b(?:la|lam) (?:co quan|don vi|dau moi)\b|^lam dau moi|chiu trach nhiem (?:truoc|toan dien|chinh)"),
        ("pays in general", r"(?:kinh phi|du toan|ngan sach).*(?:ke hoach|quy dinh|phan cap|kha nang|can doi|hang nam)"),
        ("helps in general", rf"^phoi hop (?:thuc hien|chat che|trien khai)\b.{{0,60}}{_THE_PLAN}"),
    )
)  # fmt: skip
# A sentence of an agency, not under its own heading, that speaks of these is no task of the plan.
_LONGEST_NAME = 10  # words: a longer title is not repeated whole
_SEARCHED = 1_000  # letters of a duty
_OF_THE_WHOLE = regex(r"bao cao|ke hoach|don doc|theo doi|kinh phi|du toan|nhiem vu duoc (?:giao|phan cong)")
_REPORTS = regex(
    r"^\W*(?:cac|moi|yeu cau|de nghi|dinh ky|hang nam|thu truong)\b[^.;:]{0,160}\b(?:gui\s+)?bao cao\s+(?:ket qua|tinh hinh|ve|uy ban|ubnd|tong ket|so ket|dinh ky|nam|quy|6|06)\b"
)
_VAGUE = regex(lambda: rf"^(?:{LISTS.alternatives('vague_openings')})\b")
_IN_GROUP = regex(r"(?:cac|nhung|moi|thu truong|lanh dao|ubnd cac|uy ban nhan dan cac|co quan|don vi)\b")
_GENERAL = regex(lambda: rf"^(?:{LISTS.alternatives('general_openings')})\b")


@record
class Owed:
    """tasks: by part, as ``reading`` joins them.  numbers: of every point of those parts.  left: sentences with an agency that are neither task nor follow-up."""

    tasks: list[tuple[Part, list[TaskReading]]] = field(default_factory=list)
    left: list[Words] = field(default_factory=list)
    numbers: set[str] = field(default_factory=set)


def is_follow_up(action: str) -> bool:
    """Whether a duty only carries the plan itself on: follows it up, reports, pays."""
    folded = fold(action).strip(" -+.,;:")
    return any(pattern.search(folded) for _, pattern in FOLLOW_UP)


def is_report(words: Words) -> bool:
    """Whether a sentence only says who reports and by when: an obligation, read elsewhere, and no task."""
    return bool(_REPORTS.search(fold(words.text[:_SEARCHED])))


def owed_by_agency(parts: Sequence[Part], year: int | None) -> Owed:
    """The duties of a section by agency, one task each; an agency with several is no group of tasks."""
    owed = Owed()
    for part in parts:
        tasks: list[TaskReading] = []
        for index, node in enumerate(part.nodes, 1):
            tasks += _of_node(node, "", index, year, owed)
        if tasks:
            owed.tasks.append((part, tasks))
            owed.numbers |= {own_number(node, "", at) for at, node in enumerate(part.nodes, 1)}
    return owed


def _of_node(node: Node, parent: str, index: int, year: int | None, owed: Owed) -> Iterator[TaskReading]:
    heading = node.heading
    if heading is None:
        return
    number = own_number(node, parent, index)
    subject = heading.text.split(":")[0].strip(" .;-–")
    rest = heading.text[len(subject) + 1 :].strip(" :.;-–") if ":" in heading.text else ""
    under_name = opens_agency(without_command(subject)) and names_only(subject)
    if node.has_duties and not under_name:
        return
    if under_name:
        names, opened = name_agencies(heading.part(0, len(subject)))
        duties = _duties(node, number)
        if rest:
            told = read_assignment(heading)
            yield from _taken(heading, told, number, year, owed, node.fields, sure=True)
        for words, own, fields in duties:
            if cited_numbers(words.text):
                continue
            told = assign_under(names, words, opened)
            own = number if len(duties) == 1 and not rest else own
            fields = fields or (node.fields if len(duties) == 1 else ())
            yield from _taken(words, told, own, year, owed, fields, sure=True)
        return
    told = read_assignment(heading)
    if told and not cited_numbers(heading.text):
        yield from _taken(heading, told, number, year, owed, node.fields, sure=_asked_alone(heading, told))
        return
    for at, child in enumerate(node.children, 1):
        yield from _of_node(child, number, at, year, owed)


def _asked_alone(heading: Words, told: Assigned) -> bool:
    """ "Đề nghị Ban X hướng dẫn nội dung ...": one agency, asked by its own name for something of its own."""
    names = (*told.lead, *told.implement)
    return (
        without_command(heading.text) != heading.text
        and len(names) == 1
        and names[0].name[:1].isupper()
        and not _IN_GROUP.match(fold(names[0].name))
        and told.action is not None
        and not _VAGUE.match(fold(told.action.text))
        and not _OF_THE_WHOLE.search(fold(heading.text))
    )


def _duties(node: Node, number: str) -> list[tuple[Words, str, Sequence[FieldText]]]:
    children = [child for child in node.children if child.heading]
    found: list[tuple[Words, str, Sequence[FieldText]]] = [
        (child.heading, own_number(child, number, at), child.fields)
        for at, child in enumerate(children, 1)
        if child.heading
    ]
    return found + [(words, f"{number}.{at}", ()) for at, words in enumerate(node.body, len(found) + 1)]


def _taken(
    words: Words,
    told: Assigned | None,
    number: str,
    year: int | None,
    owed: Owed,
    fields: Sequence[FieldText] = (),
    *,
    sure: bool,
) -> Iterator[TaskReading]:
    """The task that a duty is.  Not sure (one sentence, agency and all): not when it only asks for more of what is done
    anyway ("tăng cường ...")."""
    if is_authority(words.text) or is_post(words.text):
        return  # a signature that was not told from the body
    if not told or is_follow_up(words.text) or (told.action is not None and is_follow_up(told.action.text)):
        return
    if not sure and _OF_THE_WHOLE.search(fold(words.text)):
        return
    if told.action is None:
        owed.left.append(words)  # who, but no word for what
        return
    task = duty_task(words, told, number, year, fields)
    dated = task.timing is not None and task.timing.due is not None
    if sure or (task.lead and task.coordinate) or dated or not _GENERAL.match(fold(told.action.text)):
        yield task
    else:
        owed.left.append(words)


def tied(owed: Sequence[TaskReading], content: Sequence[TaskReading]) -> list[TaskReading]:
    """The owed tasks with the number of the content task whose name they speak of ("... tại lễ khai mạc")."""
    named: dict[tuple[str, ...], str] = {}
    for one in content:
        for task in one.walk():
            key = tuple(_name(task.title).split())
            if not task.children and 1 < len(key) <= _LONGEST_NAME:
                named.setdefault(key, task.number)
    found = []
    for task in owed:
        said = regexes.sub(r"[^\w\s]", " ", fold(task.heading[:_SEARCHED])).split()
        spoken = next(
            (
                named[key]
                for size in range(_LONGEST_NAME, 1, -1)
                for at in range(len(said) - size + 1)
                if (key := tuple(said[at : at + size])) in named
            ),
            "",
        )
        found.append(replace(task, about=spoken) if spoken else task)
    return found


def _name(title: str) -> str:
    folded = regexes.sub(r"[^\w\s]", " ", fold(title))
    return " ".join(regexes.sub(r"^(?:to chuc|trien khai|thuc hien|xay dung)\s+", "", folded).split())
