"""Operations of a paper held against a running plan: one change for each task that they speak of.

What is not sure is told (``Unsure``): a place that is not there, two tasks of one number, words that are not where the
paper says, an agency that has no such part.
"""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from rapidfuzz import fuzz

from nhipcau.engines.vntext import find_agencies, fold, parse_timing, regexes

from ..plan.reading import read_plan
from ..reader import read
from .model import ROLES, Change, Deed, Json, Unsure, differing, plain, walk
from .operating import Verb
from .places import Register, meant, meant_by_words
from .rows import LIKE, MAYBE, place_row, put_row
from .work import Work

_POINT_ONLY = ("title", "number")
_WORDS = ("title", "content", "place", "outputs", "budget", "timing_text")
_FIELD_WORDS = ("timing", *ROLES, "place", "budget", "outputs", "content")


def fragment(lines: Sequence[str], year: int | None, *, whole: bool) -> Json | None:
    """The task that new words tell, by the plan's own reader.  whole: they begin with the task's own heading."""
    body = list(lines) if whole else ["1. Việc", *lines]
    opening = f"KẾ HOẠCH\nNăm {year}\n\n" if year else ""
    text = opening + "I. NHIỆM VỤ\n" + "\n".join(body) + "\n"
    try:
        tasks = read_plan(read(text.encode(), name="noi-dung.txt")).to_json()["tasks"]
    except ValueError:
        return None
    if not tasks:
        return None
    found: Json = tasks[0]
    return _without_places(found)


def _without_places(task: Json) -> Json:
    """Places in the fragment are none of the paper: the operation has its own."""
    kept = {name: value for name, value in task.items() if name not in ("source", "children")}
    if task.get("children"):
        kept["children"] = [_without_places(child) for child in task["children"]]
    return kept


def apply_to(operation: Json, task: Json, year: int | None) -> Change:
    """What an operation changes in the one task that a person says it speaks of."""
    alone = {name: value for name, value in task.items() if name != "children"}
    work = Work(Register([alone]), year)
    change = work.change(alone, operation)
    verb = Verb(operation["verb"])
    if verb is Verb.END or (verb is Verb.ROW and operation.get("of") == Deed.END):
        change.deed = Deed.END
        return change
    change.unsure = _DO[verb](work, operation, change, False)
    change.fields = differing(alone, change.new)
    return change


def apply(operations: Sequence[Json], running: Sequence[Json], year: int | None) -> list[Change]:
    """What a paper's operations change in a plan as it runs, in the paper's order."""
    register = Register(running)
    work = Work(register, year, unplaced=_unplaced(operations, register))
    for operation in operations:
        verb = Verb(operation["verb"])
        if verb is Verb.ADD and _adds_a_task(operation):
            _add(work, operation)
        elif verb is Verb.ROW:
            place_row(work, operation)
        elif verb is Verb.REWORD and not operation["places"]:
            _reword_everywhere(work, operation)
        else:
            for task, doubts, sure, is_point in _targets(work, operation):
                if task is None:
                    work.lost(
                        operation,
                        doubts,
                        Deed.END if verb is Verb.END else Deed.CHANGE,
                        _lost_words(work, operation),
                    )
                elif verb is Verb.END:
                    work.end(operation, task, doubts, sure)
                else:
                    change = work.change(task, operation)
                    change.sure = min(change.sure, sure)
                    change.unsure += doubts
                    change.unsure += _DO[verb](work, operation, change, is_point)
                    if operation.get("more"):
                        change.unsure.append(Unsure("more-said"))
    for change in work.changes:
        if change.deed is Deed.CHANGE and change.task is not None:
            change.fields = differing(work.register.by_key[change.task], change.new)
            if not change.fields and not change.unsure:
                change.unsure = [Unsure("no-difference")]
    return work.changes


def _unplaced(operations: Sequence[Json], register: Register) -> frozenset[str]:
    """The parts that a paper names besides the one of the tasks, where the plan's numbers do not tell parts.

    "Khoản 2 Mục IV" of a plan whose tasks are 1 to 6 of part II is none of them.
    """
    parts = Counter(
        place["part"]
        for operation in operations
        for place in operation["places"]
        if place.get("part") and place["part"] != place.get("number") and not register.knows(place["part"])
    )
    first, *others = parts.most_common()[:2] or [("", 0)]
    return frozenset(parts) - {first[0]} if others and first[1] > others[0][1] else frozenset()


def _targets(work: Work, operation: Json) -> Iterator[tuple[Json | None, list[Unsure], float, bool]]:
    if not operation["places"]:
        task, doubts, sure = meant_by_words(operation["words"], work.register)
        yield task, doubts, sure, False
        return
    for place in operation["places"]:
        task, doubts, sure, is_point = meant(place, operation["words"], work.register)
        if task is not None and place.get("part") in work.unplaced:
            written = f"{place['part']}.{place['number']}"
            task, doubts, sure = None, [Unsure("no-place", {"place": written})], 0.0
        by_number = place.get("part") and not work.register.knows(place["part"])
        if task is not None and by_number and operation["verb"] == Verb.END:
            doubts = [*doubts, Unsure("by-number", {"number": place["number"], "part": place["part"]})]
        if task is not None:
            doubts = [*doubts, *_other_words(operation["words"], task, work.register)]
        yield task, doubts, sure, is_point


def _other_words(words: str, task: Json, register: Register) -> list[Unsure]:
    """A place that says one task where the sentence's words say another."""
    likely = register.named(words)
    if likely and all(other["key"] != task["key"] for _score, other in likely) and not task.get("children"):
        other = likely[0][1]
        return [
            Unsure("two-alike", {"number": str(other.get("number")), "title": str(other.get("title"))[:120]})
        ]
    return []


def _lost_words(work: Work, operation: Json) -> Json | None:
    """The new words of a deed whose task was not found, for a person to give it one."""
    if operation.get("task"):
        return dict(operation["task"])
    lines = operation.get("text")
    return fragment(lines, work.year, whole=_is_headed(lines)) if lines else None


def _is_headed(lines: Sequence[str]) -> bool:
    return bool(regexes.match(r"\s*(?:[0-9IVX]+(?:\.[0-9]+)*)[.)]\s", lines[0])) if lines else False


# Each does one kind of operation to a change and gives what is not sure.


def _replace(work: Work, operation: Json, change: Change, is_point: bool) -> list[Unsure]:
    lines = operation.get("text") or []
    place = operation["places"][0] if operation["places"] else {}
    point = bool(place.get("point")) and not is_point
    if not lines:
        return [Unsure("no-new-words")]
    headed = _is_headed(lines) and not point
    found = fragment(lines, work.year, whole=headed)
    if found is None:
        return [Unsure("no-new-words")]
    if found.get("children"):
        return [Unsure("many-tasks")]
    said = [
        name for name in _FIELD_WORDS if found.get(name) or (name == "timing" and found.get("timing_text"))
    ]
    if not headed and not said:  # words without a field's name are the task's own
        text = " ".join(lines).strip()
        if is_point or not point:
            title = regexes.sub(r"^\s*(?:[a-zđ]|[0-9.]+)[).]\s*", "", text).rstrip(" .;")
            if fuzz.ratio(fold(title), fold(plain(change.new.get("title")))) < MAYBE:
                return [Unsure("unread")]  # words that are hardly the task's own: perhaps of another part
            change.new["title"] = title
            return [Unsure("title-only")]
        return [Unsure("unread")]
    stood = dict(change.new)
    for name in said:
        change.new[name] = found.get(name)
        if name == "timing":
            change.new["timing_text"] = found.get("timing_text", "")
    if "lead" in said:
        _no_other_part(change, "lead", found["lead"], said)
    if headed:
        change.new["title"] = found["title"]
        change.new["number"] = found["number"] or change.new.get("number", "")
        left = [name for name in ("timing", "lead") if name not in said and change.new.get(name)]
        return [Unsure("left-out", {"field": name}) for name in left]
    return _was_so(operation, stood, said, work.year)


def _was_so(operation: Json, stood: Json, said: Sequence[str], year: int | None) -> list[Unsure]:
    """Whether what the paper gives as the words so far is what the plan has."""
    lines = [line for line in operation.get("old", "").split("\n") if line.strip()]
    before = fragment(lines, year, whole=False) if lines else None
    if before is None:
        return []
    otherwise = set(differing(stood, {**stood, **{name: before[name] for name in said if before.get(name)}}))
    return [Unsure("was-otherwise", {"words": operation["old"][:200]})] if otherwise else []


def _reword(work: Work, operation: Json, change: Change, is_point: bool) -> list[Unsure]:
    touched = _put(change, operation["old"], operation.get("new", ""), work.year, operation.get("of", ""))
    if not touched:
        return [Unsure("not-there", {"words": operation["old"]})]
    return [Unsure("many-places", {"words": operation["old"]})] if len(touched) > 1 else []


def _put(change: Change, old: str, new: str, year: int | None, only: str = "") -> list[str]:
    """Put words for words wherever they stand in a task, or in one of its fields; the fields in which they stood."""
    pattern, touched = _words(old), []

    def put(text: str) -> str:
        # Words that go leave no double space, and no mark that only led to them.
        return (
            regexes.sub(r"\s{2,}", " ", pattern.sub(lambda _match: new, text)).strip(" ,;")
            if not new
            else pattern.sub(lambda _match: new, text)
        )

    for name in _WORDS:
        value = change.new.get(name)
        if (not only or name.removesuffix("_text") == only) and plain(value) and pattern.search(plain(value)):
            pieces = value if isinstance(value, list) else [plain(value)]
            change.new[name] = "\n".join(put(plain(piece)) for piece in pieces)
            touched.append(name)
    for role in ROLES:
        names = change.new.get(role) or []
        if (not only or role == only) and any(pattern.search(name) for name in names):
            written = [put(name) for name in names]
            change.new[role] = [one.strip() for name in written for one in name.split(";") if one.strip()]
            touched.append(role)
    timing = change.new.get("timing")
    if only in ("", "timing") and timing and pattern.search(str(timing.get("text") or "")):
        again = parse_timing(put(timing["text"]), year)
        if again is not None:
            change.new["timing"] = again.to_json()
            touched.append("timing")
    return touched


def _words(old: str) -> re.Pattern[str]:
    parts = [re.escape(part) for part in old.split()]
    before, after = (r"(?<!\w)" if old[:1].isalnum() else ""), (r"(?!\w)" if old[-1:].isalnum() else "")
    return re.compile(before + r"\s+".join(parts) + after, re.IGNORECASE)


def _reword_everywhere(work: Work, operation: Json) -> None:
    """Without a place, words change wherever the plan has them; a person sees each."""
    touched = False
    for task in work.register.tasks:
        trial = Change(Deed.CHANGE, task["key"], copy.deepcopy(task))
        if _put(trial, operation["old"], operation.get("new", ""), work.year):
            touched = True
            change = work.change(task, operation)
            _put(change, operation["old"], operation.get("new", ""), work.year)
    if not touched:
        work.lost(operation, [Unsure("not-there", {"words": operation["old"]})])


def _retime(work: Work, operation: Json, change: Change, is_point: bool) -> list[Unsure]:
    timing = parse_timing(operation.get("new", ""), work.year)
    if timing is None:
        return [Unsure("no-time", {"words": operation["words"][:200]})]
    before = parse_timing(operation.get("old", ""), work.year) if operation.get("old") else None
    stood = change.new.get("timing")
    change.new["timing"], change.new["timing_text"] = timing.to_json(), ""
    if before is not None and stood and _days(before.to_json()) != _days(stood):
        return [Unsure("was-otherwise", {"words": operation["old"]})]
    return []


def _days(timing: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in timing.items() if name not in ("text", "due")}


def _put_field(work: Work, operation: Json, change: Change, is_point: bool) -> list[Unsure]:
    name = operation["of"]
    stood = plain(change.new.get(name))
    change.new[name] = operation["new"]
    if not operation.get("old"):
        return []
    like = fuzz.partial_ratio(fold(operation["old"]), fold(stood))
    return [] if stood and like >= LIKE else [Unsure("was-otherwise", {"words": operation["old"]})]


def _names(words: str) -> list[str]:
    return [agency.name for agency in find_agencies(words).names]


def _at(names: Sequence[str], wanted: str) -> int | None:
    scored = [(fuzz.ratio(fold(name), fold(wanted)), place) for place, name in enumerate(names)]
    best = max(scored, default=(0, -1))
    return best[1] if best[0] >= LIKE else None


def _reassign(work: Work, operation: Json, change: Change, is_point: bool) -> list[Unsure]:
    role, doubts = operation["role"], []
    names = list(change.new.get(role) or [])
    for old in _names(operation["old"]):
        at = _at(names, old)
        if at is None:
            doubts.append(Unsure("no-part", {"name": old}))
        else:
            names.pop(at)
    fresh = _names(operation["new"])
    change.new[role] = [*names, *(name for name in fresh if _at(names, name) is None)]
    _no_other_part(change, role, fresh)
    return doubts


def _no_other_part(change: Change, role: str, names: Sequence[str], said: Sequence[str] = ()) -> None:
    """Who leads now does not also help, unless the paper says so itself (said: the roles that it gives)."""
    for other in ROLES:
        if other != role and other not in said:
            kept = [name for name in change.new.get(other) or [] if _at(names, name) is None]
            if kept != (change.new.get(other) or []):
                change.new[other] = kept


def _join(work: Work, operation: Json, change: Change, is_point: bool) -> list[Unsure]:
    names = list(change.new.get(operation["role"]) or [])
    fresh = [name for name in _names(operation["new"]) if _at(names, name) is None]
    change.new[operation["role"]] = [*names, *fresh]
    return [] if fresh else [Unsure("there-already")]


def _leave(work: Work, operation: Json, change: Change, is_point: bool) -> list[Unsure]:
    names, doubts = list(change.new.get(operation["role"]) or []), []
    for name in _names(operation["old"]):
        at = _at(names, name)
        if at is None:
            doubts.append(Unsure("no-part", {"name": name}))
        else:
            names.pop(at)
    change.new[operation["role"]] = names
    return doubts


def _unread(work: Work, operation: Json, change: Change, is_point: bool) -> list[Unsure]:
    return [Unsure("unread")]


_DO: Mapping[Verb, Callable[[Work, Json, Change, bool], list[Unsure]]] = {
    Verb.REPLACE: _replace,
    Verb.ADD: _replace,  # a point that is added to a task that is there
    Verb.REWORD: _reword,
    Verb.RETIME: _retime,
    Verb.REPLACE_FIELD: _put_field,
    Verb.REASSIGN: _reassign,
    Verb.JOIN: _join,
    Verb.LEAVE: _leave,
    Verb.ROW: put_row,
    Verb.UNREAD: _unread,
}


def _adds_a_task(operation: Json) -> bool:
    lines = operation.get("text") or []
    return not any(place.get("point") for place in operation["places"]) and _is_headed(lines)


def _add(work: Work, operation: Json) -> None:
    """A new task: after the one that the paper names, else under the group of its number, else at the end."""
    found = fragment(operation["text"], work.year, whole=True)
    if found is None:
        work.lost(operation, [Unsure("no-new-words")], Deed.ADD)
        return
    doubts: list[Unsure] = []
    there, _point = work.register.at({"number": found["number"]})
    if there:
        doubts.append(
            Unsure("number-taken", {"number": found["number"], "title": str(there[0].get("title"))[:120]})
        )
    parent, after = _where(work, operation, found, doubts)
    by_id: dict[int, int] = {}
    for task, above in walk([found]):
        made = Change(Deed.ADD, None, {name: value for name, value in task.items() if name != "children"})
        made.new["is_group"] = bool(task.get("children"))
        made.words, made.source = operation["words"], operation["source"]
        made.unsure = doubts if not above else []
        made.parent, made.after = (parent, after) if not above else (None, None)
        made.under = by_id[id(above[-1])] if above else None
        by_id[id(task)] = len(work.changes)
        work.changes.append(made)


def _where(work: Work, operation: Json, found: Json, doubts: list[Unsure]) -> tuple[int | None, int | None]:
    places = operation["places"]
    part = next((place["part"] for place in places if place.get("part")), "")
    if operation.get("after"):
        before, _point = work.register.at({"number": operation["after"], "part": part})
        if before:
            above = work.register.above[before[0]["key"]]
            return (above[-1]["key"] if above else None), before[0]["key"]
        doubts.append(Unsure("no-place", {"place": operation["after"]}))
    into = [operation.get("new") or "", str(found["number"]).rpartition(".")[0], part]
    for number in into:
        group, _point = work.register.at({"number": number}) if number else ([], False)
        if group:
            children = group[0].get("children") or []
            if group[0].get("is_group") or children:
                return group[0]["key"], children[-1]["key"] if children else None
    roots = [task for task in work.register.tasks if not work.register.above[task["key"]]]
    return None, roots[-1]["key"] if roots else None
