"""Labelled fields and cells of a task into its draft: roles, time, place, money, outputs."""

from __future__ import annotations

import re

from nhipcau.engines.vntext import FoundTiming, find_timing, fold_in_place, opens_agency, regexes
from nhipcau.engines.vntext.letters import UPPER
from nhipcau.engines.vntext.regexes import regex

from .fields import Field
from .model import Worded
from .outline import FieldText
from .prose import (
    Assigned,
    all_agencies,
    field_agencies,
    marked_roles,
    name_agencies,
    names_only,
    prose_timing,
    read_assignment,
    without_time,
)
from .sketch import TaskSketch, prose_time
from .words import Words

_ROLE_OF = {
    Field.LEAD: "lead",
    Field.COORDINATE: "coordinate",
    Field.DIRECT: "direct",
    Field.IMPLEMENT: "implement",
}
_BEFORE_TIME = regex(r"(?:\s|[(]|thực hiện|hoàn thành|xong|thời gian:?|trong|vào|dự kiến)*", re.IGNORECASE)
_PARTS = 20  # of a field: more are not asked for an agency
# No sentence ends at a short form: "P. Nội vụ", "TT. VH-TT", "BCH. Quân sự".
_SHORT = "".join(rf"(?<!\b[{UPPER}]{{{letters}}}\.)" for letters in (1, 2, 3))
_SENTENCES = regex(rf"(?<=[.;]){_SHORT}\s+(?=[^\W\d_])")


def clauses(text: str) -> list[tuple[int, int]]:
    """Sentences and their parts at semicolons; a list of agencies goes with what they do."""
    spans: list[tuple[int, int]] = []
    at = 0
    for match in _SENTENCES.finditer(text):
        if text[match.start() - 1] == ";" and names_only(text[at : match.start()].strip(" .;-–+")):
            continue
        spans.append((at, match.start()))
        at = match.end()
    spans.append((at, len(text)))
    return spans


def time_alone(words: Words, year: int | None) -> FoundTiming | None:
    """The time that is all a clause says: "…; tháng 3/2026"."""
    found = find_timing(words.text, year)
    if found is None or words.text[: found.start].strip(" ,;(") or words.text[found.end :].strip(" .,;)"):
        return None
    return found


def without_end_time(words: Words, year: int | None) -> tuple[Words, FoundTiming | None]:
    """Words without the time that alone stands after their last comma or semicolon: "Sở X chủ trì, quý II/2026"."""
    cut = max(words.text.rfind(","), words.text.rfind(";"))
    tail = words.part(cut + 1) if cut > 0 else None
    found = find_timing(tail.text, year) if tail else None
    if tail is None or found is None or tail.text[found.end :].strip(" .;)"):
        return words, None
    if _BEFORE_TIME.fullmatch(tail.text[: found.start]) is None:
        return words, None
    at = words.text.find(tail.text, cut)
    return words.part(0, cut), FoundTiming(found.timing, at + found.start, at + found.end)


def clause_time(words: Words, year: int | None) -> FoundTiming | None:
    """The time that is a clause of its own: "Sở X chủ trì; Sở Y phối hợp; tháng 3/2026"."""
    for start, end in clauses(words.text):
        piece = words.part(start, end)
        found = time_alone(piece, year) or without_end_time(piece, year)[1]
        if found is not None:
            at = words.text.find(piece.text, start)
            return FoundTiming(found.timing, at + found.start, at + found.end)
    return None


_TAIL = regex(r"\(([^()]{8,300})(?:\)\s*[.;]?\s*)?$")  # an inline field may have cut the bracket
_DUTY_IN_TAIL = regex(r"chu tri|phoi hop|hoan thanh|thoi gian")


def duties_in_tail(heading: Words, year: int | None) -> tuple[Words, list[Assigned], Words] | None:
    """Duties in brackets at a heading's end ("… (Sở X chủ trì, quý II)"): the words before, who does what, and the
    words in the brackets; None where none are there."""
    tail = _TAIL.search(heading.text)
    if not tail:
        return None
    inside = heading.part(tail.start(1), tail.end(1))
    if not _DUTY_IN_TAIL.search(fold_in_place(inside.text)):
        return None
    pieces = [without_end_time(inside.part(start, end), year)[0] for start, end in clauses(inside.text)]
    told = [assigned for piece in pieces if (assigned := read_assignment(piece))]
    return heading.part(0, tail.start()), told, inside


def read_field_into(draft: TaskSketch, part: FieldText, year: int | None) -> None:
    """One labelled field into the draft."""
    pieces = [words for words in part.words if words]
    if not pieces:
        return
    match part.kind:
        case Field.IMPLEMENT | Field.MIXED if all(_is_time(words, year) for words in pieces):
            draft.set_timing(pieces[0], year)  # "Thực hiện: trong tháng 7/2025"
        case Field.LEAD | Field.COORDINATE | Field.DIRECT | Field.IMPLEMENT:
            for words in pieces:
                found = prose_timing(words, year)
                if found is not None and draft.beside is None:
                    draft.beside = (found.timing, words.part(found.start, found.end).source)
                who = words.part(0, len(without_time(words, year))) if found is not None else words
                _read_role(draft, _ROLE_OF[part.kind], who, year)
        case Field.MIXED:
            for words in pieces:
                read_mixed(draft, words, year, both="phoi hop" in part.label)
        case Field.TIMING:
            for words in pieces:
                draft.set_timing(words, year, part.label)
                _who_after_time(draft, words)
        case Field.TIMING_PLACE:
            draft.set_timing(pieces[0], year)
            draft.place = draft.place or Worded(pieces[0].text.strip(" ."), pieces[0].source, 0.6)
        case Field.PLACE:
            draft.place = draft.place or Worded(pieces[0].text.strip(" .;"), pieces[0].source, pieces[0].sure)
        case Field.BUDGET | Field.FUNDING:
            for words in pieces:
                draft.add_money(words)
        case Field.OUTPUT:
            draft.outputs += [Worded(words.text.strip(" .;"), words.source, words.sure) for words in pieces]
        case _:
            draft.content += [words.text for words in pieces]
            draft.sources.setdefault("content", pieces[0].source)


def _who_after_time(draft: TaskSketch, words: Words) -> None:
    """ "Thời gian: quý II/2026; Sở X chủ trì, Sở Y phối hợp": who does it, said after the time."""
    for start, end in clauses(words.text)[1:]:
        assigned = read_assignment(words.part(start, end))
        if assigned and (assigned.lead or not assigned.implement):
            draft.add_assigned(assigned)


def _is_time(words: Words, year: int | None) -> bool:
    """Whether a field's words are a time and name nobody."""
    found = find_timing(words.text, year)
    return found is not None and not opens_agency(words.text) and not _names_any(words.text)


def _names_any(text: str) -> bool:
    """Whether any part of a text at a comma or semicolon opens an agency's name."""
    return any(opens_agency(piece) for piece in regexes.split(r"[,;:.]\s+", text)[:_PARTS])


def _read_role(draft: TaskSketch, role: str, words: Words, year: int | None) -> None:
    marked = marked_roles(words)
    if marked:
        for name, names in marked.items():
            draft.add(name, names)
        return
    folded = fold_in_place(words.text)
    if "chu tri" in folded or "phoi hop" in folded:
        assigned = read_assignment(words)
        if assigned:
            for name in ("lead", "coordinate", "implement"):
                target = role if name == "implement" else name
                draft.add(target, getattr(assigned, name), name in assigned.open_roles)
            return
    names, opened = field_agencies(words)
    draft.add(role, names, opened)


def read_mixed(draft: TaskSketch, words: Words, year: int | None, *, both: bool) -> None:
    """A field or cell that holds several roles: labels, marks in brackets, or sentences inside."""
    marked = marked_roles(words)
    if marked:
        for name, names in marked.items():
            draft.add(name, names)
        return
    sentences = [words.part(start, end) for start, end in clauses(words.text)]
    found = False
    for sentence in sentences:
        assigned = read_assignment(sentence)
        if assigned:
            draft.add_assigned(assigned)
            found = True
    if found:
        prose_time(draft, words, year)
        return
    names, opened = field_agencies(words)
    if not both:
        draft.add("implement", names, opened)
        return
    halves = regexes.split(r"\s*/\s*", words.text)
    if len(halves) == 2 and all(all_agencies(half) for half in halves):  # "Chủ trì/phối hợp: A/B, C"
        slash = words.text.index("/")
        draft.add("lead", name_agencies(words.part(0, slash))[0])
        draft.add("coordinate", *name_agencies(words.part(slash + 1)))
        return
    # "Cơ quan chủ trì, phối hợp: A, B, C" without saying which is which: the first leads, a person checks.
    draft.add("lead", names[:1])
    draft.add("coordinate", names[1:], opened)
    draft.sure = min(draft.sure, 0.5)
