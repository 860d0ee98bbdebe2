"""Places that a paper names ("điểm c khoản 2 mục II", "các nhiệm vụ 3.1 và 3.2"), and the running tasks they mean."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from rapidfuzz import fuzz

from nhipcau.engines.vntext import fold, fold_in_place, regexes
from nhipcau.engines.vntext.records import record
from nhipcau.engines.vntext.regexes import regex

from .model import Json, Unsure, walk

_NUMBER = r"[0-9]{1,3}(?:\.[0-9]{1,3}){0,4}"
_ROMAN = r"[ivx]{1,5}"
_ONE = rf"(?:{_ROMAN}(?:\.{_NUMBER})?|{_NUMBER})"
_HEAD = r"(?:nhiem vu|noi dung|cong viec|hoat dong|tieu muc|muc|khoan|phan|so thu tu|stt|dong|chuong|phu luc|tiet)"
_LISTED = regex(
    rf"\b(?P<head>{_HEAD}|diem(?=\s+(?:so\s+)?[0-9]))(?:\s+(?:so|thu))?\s+(?P<list>{_ONE}(?:\s*(?:,|;|va|den)\s*(?:{_HEAD}\s+)?{_ONE})*)(?![\w/]|\.[a-z0-9])"
)
_POINT = regex(r"\bdiem\s+(?P<point>[a-z])\b")
_TOKEN = regex(rf"(?<![\w.]){_ONE}(?!\w)")  # no "v" of "va"
_OUTER = ("phan", "chuong", "phu luc")
_QUOTED = regex(r"[“\"«]([^”\"»]{6,400})[”\"»]")
NAMED = 88  # of 100: words of a paper that are a task's title
_NEAR = 4
_CANDIDATES = 40


@record(frozen=True, slots=True)
class Place:
    """numbers: as the plan may write it, innermost part last; part: Roman, "" where none is said; point: letter."""

    number: str
    part: str = ""
    point: str = ""

    def to_json(self) -> dict[str, str]:
        return {"number": self.number, "part": self.part, "point": self.point}


def without_quotes(folded: str) -> str:
    """The same letters with what stands in quotation marks blanked: places are named outside them."""
    return _QUOTED.sub(lambda match: " " * len(match.group()), folded)


def places_in(text: str) -> list[Place]:
    """Every place that a sentence names, in order; parts of one place are joined ("khoản 2 mục 3" is 3.2)."""
    folded = without_quotes(fold_in_place(text))
    point = next((match.group("point") for match in _POINT.finditer(folded)), "")
    if point and (listed := _LISTED.search(folded)) and listed.group("list") == point:
        point = ""
    part = ""
    runs: list[list[str]] = []
    end = -10
    for match in _LISTED.finditer(folded):
        tokens = _TOKEN.findall(match.group("list"))
        romans = [token for token in tokens if regexes.fullmatch(_ROMAN, token)]
        if match.group("head") in _OUTER or (romans and len(tokens) == len(romans)):
            part = tokens[0].upper()
            end = match.end()
            continue
        numbers = [token.upper() if token[0] in "ivx" else token for token in tokens]
        near = match.start() - end <= _NEAR and runs and len(numbers) == 1
        if near and (len(runs[-1]) == 1 or not folded[end : match.start()].strip()):
            runs[-1] = [_within(numbers[0], inner) for inner in runs[-1]]
        else:
            runs.append(_spanned(numbers, match.group("list")))
        end = match.end()
    found = [Place(number, part, point) for run in runs for number in run]
    if not found and part:
        found = [Place(part)]
    return found


def _within(outer: str, inner: str) -> str:
    """Part 2 of part 1 is 1.2; "điểm 1.1 mục 1" bears the outer number already."""
    return inner if inner.startswith(f"{outer}.") else f"{outer}.{inner}"


def _spanned(numbers: list[str], listed: str) -> list[str]:
    """ "từ 3 đến 6" as 3, 4, 5, 6."""
    if len(numbers) == 2 and " den " in f" {listed} ":
        head, _, first = numbers[0].rpartition(".")
        other, _, last = numbers[1].rpartition(".")
        if head == other and int(first) < int(last) < int(first) + 60:
            return [f"{head}.{n}" if head else str(n) for n in range(int(first), int(last) + 1)]
    return numbers


class Register:
    """The running tasks by number and by words."""

    def __init__(self, tree: Sequence[Json]) -> None:
        self.by_number: dict[str, list[Json]] = defaultdict(list)
        self.above: dict[int, tuple[Json, ...]] = {}
        self.tasks: list[Json] = []
        for task, above in walk(tree):
            self.tasks.append(task)
            self.above[task["key"]] = above
            self.by_number[_plain_number(task.get("number"))].append(task)
        self.titles = {task["key"]: fold(str(task.get("title") or "")) for task in self.tasks}
        self.by_key = {task["key"]: task for task in self.tasks}
        self._having: dict[str, list[int]] = defaultdict(list)
        for key, title in self.titles.items():
            for pair in _pairs(title):
                self._having[pair].append(key)

    def at(self, place: Mapping[str, Any]) -> tuple[list[Json], bool]:
        """The tasks that a place may mean, and whether its point is a task of its own."""
        number, part, point = (str(place.get(name) or "") for name in ("number", "part", "point"))
        if point:
            for whole in (f"{number}.{point}", f"{part}.{number}.{point}"):
                if found := self.by_number.get(_plain_number(whole)):
                    return self._under(found, part), True
        for whole in (f"{part}.{number}" if part else number, number):
            if found := self.by_number.get(_plain_number(whole)):
                return self._under(found, part), False
        return [], False

    def knows(self, part: str) -> bool:
        """Whether the tasks' own numbers tell a part ("II", or "II.3")."""
        wanted = part.casefold()
        return any(number == wanted or number.startswith(f"{wanted}.") for number in self.by_number)

    def _under(self, found: list[Json], part: str) -> list[Json]:
        """Of several of one number those under the part that is named."""
        if len(found) < 2 or not part:
            return found
        inside = [
            task
            for task in found
            if any(_plain_number(one.get("number")) == part.casefold() for one in self.above[task["key"]])
        ]
        return inside or found

    def named(self, words: str) -> list[tuple[float, Json]]:
        """The leaves whose title stands in some words, the likest first."""
        folded = fold(words)[:600]
        shared: dict[int, int] = defaultdict(int)
        for pair in _pairs(folded):
            for key in self._having.get(pair, ())[:_CANDIDATES]:
                shared[key] += 1
        likely = sorted(shared, key=lambda key: -shared[key])[:_CANDIDATES]
        found = [(self.titles[key], self.by_key[key]) for key in likely]
        scored = [
            (
                fuzz.partial_ratio(title, folded)
                if len(title) <= len(folded) + 20
                else fuzz.ratio(title, folded),
                task,
            )
            for title, task in found
            if len(title) >= 10
        ]
        return sorted((each for each in scored if each[0] >= NAMED), key=lambda each: -each[0])[:5]


def _pairs(folded: str) -> set[str]:
    """Words that stand side by side, by which likely titles are found without looking at each."""
    return {f"{first} {second}" for first, second in itertools.pairwise(folded.split())}


def _plain_number(number: Any) -> str:
    return str(number or "").rstrip(".*) ").casefold()


def meant(
    place: Mapping[str, Any], words: str, register: Register
) -> tuple[Json | None, list[Unsure], float, bool]:
    """The running task that a place means; what is not sure; how sure; whether its point is the task itself."""
    found, own_point = register.at(place)
    if len(found) == 1:
        return found[0], [], 1.0, own_point
    if len(found) > 1:
        likest = sorted(
            found, key=lambda task: -fuzz.partial_ratio(fold(str(task.get("title") or "")), fold(words)[:600])
        )
        other = likest[1]
        doubt = Unsure(
            "two-alike", {"number": str(other.get("number")), "title": str(other.get("title"))[:120]}
        )
        return likest[0], [doubt], 0.5, own_point
    return None, [Unsure("no-place", {"place": str(place.get("number") or "")})], 0.0, False


def meant_by_words(words: str, register: Register) -> tuple[Json | None, list[Unsure], float]:
    """The running task whose title stands in a sentence that names no place."""
    quoted = [match.group(1) for match in _QUOTED.finditer(words)]
    for text in [*quoted, words]:
        found = register.named(text)
        if not found:
            continue
        score, task = found[0]
        doubts = [] if text in quoted and score > 97 else [Unsure("by-words")]
        if len(found) > 1 and found[1][0] > score - 3:
            other = found[1][1]
            doubts = [
                Unsure(
                    "two-alike", {"number": str(other.get("number")), "title": str(other.get("title"))[:120]}
                )
            ]
        return task, doubts, score / 100
    return None, [Unsure("no-task")], 0.0
