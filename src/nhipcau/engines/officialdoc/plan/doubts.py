"""What a person must settle: fields that the plan leaves empty, and what was read without being sure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from nhipcau.engines.vntext import Timing, TimingKind, find_timing, opens_agency, regexes
from nhipcau.engines.vntext.agencynames import may_be_two
from nhipcau.engines.vntext.regexes import regex

from ..model import OfficialDocument
from .model import ROLES, Doubt, Obligation, PlanHead, TaskReading
from .words import Words

SURE_ENOUGH = 0.75
_WIDEST_GAP = 5  # a wider one is mostly another way of counting
_SHOWN = 120  # letters of a sentence that a doubt quotes
_NOTE = regex(r"\s?\(([^()\n]{3,80})\)")
_LONGEST_NOTE = 90
_OF_ROLES = regex(r"chủ trì|phối hợp|chỉ đạo|thực hiện|viết tắt|gọi tắt", re.IGNORECASE)
_LETTERS = ("legacy-letters", "nonsense-letters")  # warnings that put every word in doubt
_ORDER = ("hidden-sheets", "two-columns")  # warnings that put the tasks as a whole in doubt
_HEAD_FIELDS = ("number", "date", "issuer", "title")


def doubts_of(
    head: PlanHead,
    year_sure: float,
    tasks: Sequence[TaskReading],
    obligations: Sequence[Obligation],
    document: OfficialDocument,
    left: Sequence[Words] = (),
) -> Iterator[Doubt]:
    """Doubts about the document, then task by task, then about the dated duties."""
    for warning in document.warnings:
        if warning in _LETTERS:
            yield Doubt("letters", warning, sure=0.5)
        elif warning in _ORDER:
            yield Doubt("tasks", warning, sure=0.5)
    for name in _HEAD_FIELDS:
        sure = document.head.sure.get(name, 1.0)
        if getattr(head, name) is None:
            undated = document.head.undated if name == "date" else None
            yield Doubt(
                name,
                undated.value if undated else "missing",
                source=document.head.sources.get("undated") if undated else None,
            )
        elif sure < SURE_ENOUGH:
            yield Doubt(name, "unsure", sure=sure)
    if year_sure < 0.9:
        year = {"year": head.year} if head.year else {}
        yield Doubt("year", "inferred" if year else "missing", sure=year_sure, params=year)
    if head.signer is None or not head.signer.name:
        yield Doubt("signer", "missing")
    if not tasks:
        yield Doubt("tasks", "no-tasks")
    numbers = Counter(task.number.rstrip("*") for one in tasks for task in one.walk())
    for one in tasks:
        for task in one.walk():
            if numbers[task.number.rstrip("*")] > 1:
                yield Doubt(
                    "number",
                    "repeated",
                    task.number,
                    0.5,
                    task.sources.get("title"),
                )
            yield from _of_task(task)
            yield from _notes(task, document.text)
    yield from _gaps(tasks)
    yield from _late_start(tasks)
    for words in left:
        yield Doubt("tasks", "left-out", "", 0.4, words.source, {"words": words.text[:_SHOWN]})
    told: set[tuple[str, str]] = set()
    for duty in obligations:
        for doubt in _of_duty(duty):
            if (doubt.key, duty.words) not in told:  # twelve months of one sentence are one doubt
                told.add((doubt.key, duty.words))
                yield doubt


def _gaps(tasks: Sequence[TaskReading]) -> Iterator[Doubt]:
    """A number left out between two that stand side by side; many, where the counting is the same before and after."""
    for at, (before, task) in enumerate(pairwise(tasks)):
        one, other = before.number.rpartition("."), task.number.rpartition(".")
        numbers = one[2], other[2]
        if one[0] != other[0] or task.by_agency or not all(part.isdecimal() for part in numbers):
            continue
        first, last = int(numbers[0]) + 1, int(numbers[1]) - 1
        if first <= last and (
            last <= first + _WIDEST_GAP
            or (_counts(tasks[max(at - 1, 0) : at + 1]) and _counts(tasks[at + 1 : at + 3]))
        ):
            missing = str(first) if first == last else f"{first} - {last}"
            yield Doubt("number", "gap", task.number, 0.5, task.sources.get("title"), {"missing": missing})
    for task in tasks:
        yield from _gaps(task.children)


def _counts(two: Sequence[TaskReading]) -> bool:
    """Whether two tasks are numbered one after the other: a page of a table is missing beside them."""
    ends = [task.number.rpartition(".")[2] for task in two]
    return len(ends) == 2 and all(map(str.isdecimal, ends)) and int(ends[1]) == int(ends[0]) + 1


def _late_start(tasks: Sequence[TaskReading]) -> Iterator[Doubt]:
    """Numbers that begin with 2 or more and go on from none before: what came first may be lost."""
    last = 0
    for one in tasks:
        for task in one.children or (one,):
            number = task.number.rpartition(".")[2]
            if task.by_agency or one.by_agency or not number.isdecimal():
                continue
            first = task is (one.children or tasks)[0]
            if first and 1 < int(number) <= _WIDEST_GAP + 1 and int(number) != last + 1:
                missing = "1" if number == "2" else f"1 - {int(number) - 1}"
                yield Doubt(
                    "number", "gap", task.number, 0.5, task.sources.get("title"), {"missing": missing}
                )
            last = int(number)


def _of_task(task: TaskReading) -> Iterator[Doubt]:
    source = task.sources.get("title")
    if not task.title:
        yield Doubt("title", "no-title", task.number, 0.0, source)
    if task.sure < SURE_ENOUGH:
        yield Doubt(
            "task",
            "unsure",
            task.number,
            task.sure,
            source,
        )
    if task.children:
        return
    if not task.lead and not task.implement:
        yield Doubt("lead", "missing", task.number, 0.0, source)
    elif not task.lead:
        yield Doubt(
            "lead",
            "no-lead",
            task.number,
            0.6,
            source,
        )
    if task.timing is None:
        where = task.sources.get("timing", source)
        if task.timing_text:
            yield Doubt("timing", "unread", task.number, 0.2, where, {"words": task.timing_text})
        else:
            yield Doubt("timing", "missing", task.number, 0.0, source)
    elif _says_more(task.timing_text, task.timing):
        yield Doubt(
            "timing",
            "more",
            task.number,
            0.5,
            task.sources.get("timing"),
            {"words": task.timing_text[:_SHOWN]},
        )
    elif task.timing.kind.value in ("before", "date", "range", "quarter") and task.timing.due is None:
        yield Doubt("timing", "no-year", task.number, 0.4, task.sources.get("timing"))
    for role in ROLES:
        for agency in task.role(role):
            if (
                len(agency.name) > 150
                or not opens_agency(agency.name)
                or may_be_two(agency.name)
                or find_timing(agency.name) is not None
            ):
                yield Doubt(role, "odd-name", task.number, 0.4, agency.source, {"name": agency.name[:80]})
        if role in task.open_roles:
            yield Doubt(role, "open-list", task.number, 0.5, source)


def _notes(task: TaskReading, text: str) -> Iterator[Doubt]:
    """A note in brackets after a name, which the name does not keep: "Sở Y tế (nội dung an toàn thực phẩm)"."""
    for role in ROLES:
        for agency in task.role(role):
            source = agency.source
            note = _NOTE.match(text, source.end, source.end + _LONGEST_NOTE) if source else None
            if note and not _OF_ROLES.search(note.group(1)):
                yield Doubt(
                    role, "note", task.number, 0.5, source, {"name": agency.name[:80], "note": note.group(1)}
                )


def _says_more(words: str, timing: Timing) -> bool:
    """Whether a field's words go on with another time after the one that was read: "tháng 3 - 5 và tháng 10"."""
    at = words.find(timing.text) if timing.text else -1
    rest = words[at + len(timing.text) :] if at >= 0 else ""
    other = find_timing(rest) if regexes.search(r"[0-9]|quý\s+[IV]", rest) else None
    return other is not None and not (
        other.timing.kind is TimingKind.YEAR and other.timing.year in (timing.year, None)
    )


def _of_duty(duty: Obligation) -> Iterator[Doubt]:
    if not duty.who:
        yield Doubt("who", "missing", sure=0.3, source=duty.source, params={"words": duty.words})
    elif duty.sure <= 0.6 and duty.due is not None:
        yield Doubt("who", "inferred", sure=duty.sure, source=duty.source, params={"words": duty.words})
    if duty.due is None:
        yield Doubt("due", "unread", sure=0.3, source=duty.source, params={"words": duty.words})
