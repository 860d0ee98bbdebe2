"""A whole new text of a plan against the plan as it runs: which task is which, and what is not the same.

Sure steps first (same words under the same heading, same words, same number and like words), then the likest of few
candidates that share their rarest words; so the time grows with the number of tasks, not with its square.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from nhipcau.engines.vntext import fold

from .model import ROLES, Change, Deed, Json, Unsure, differing, walk

SAME = 0.62  # as like as this is the same task in other words
MAYBE = 0.5  # as like as this is a new task that a person should look at
APART = 0.06  # two candidates nearer to each other than this are told
_NUMBERED = 0.72
_RAREST = 6
_CANDIDATES = 12
_LONGEST = 400  # letters of a title that are compared


@dataclass(frozen=True)
class _Side:
    """One task of either side with what it is compared by."""

    task: Json
    place: int
    title: str
    above: str
    number: str
    is_group: bool
    agencies: frozenset[str]
    parent: int | None


def compare(running: Sequence[Json], new: Sequence[Json]) -> list[Change]:
    """Every task of both sides once: in the new text's order, then those that it leaves out in the plan's.

    running: the plan's tree, each task with ``key``.  new: the new text's tree.
    """
    old_side, new_side = _sides(running), _sides(new)
    pairs, sure, unsure = _paired(old_side, new_side)
    changes = []
    found_as: dict[int, int] = {}  # place in the new text → key of the running task
    before: dict[int | None, int] = {}
    for each in new_side:
        parent = found_as.get(each.parent) if each.parent is not None else None
        at = pairs.get(each.place)
        if at is None:
            change = Change(Deed.ADD, None, _alone(each.task), parent=parent, after=before.get(parent))
            change.unsure = unsure.get(each.place, [])
        else:
            old = old_side[at]
            key = old.task["key"]
            found_as[each.place] = before[parent] = key
            fields = differing(old.task, each.task)
            change = Change(Deed.CHANGE if fields else Deed.KEEP, key, _alone(each.task), fields)
            change.sure, change.unsure = sure[each.place], unsure.get(each.place, []) if fields else []
        change.source, change.under = _source(each.task), each.parent
        changes.append(change)
    taken = set(pairs.values())
    changes += [
        Change(Deed.END, old.task["key"], _alone(old.task)) for old in old_side if old.place not in taken
    ]
    return changes


def _alone(task: Json) -> Json:
    """A task without those under it; whether it carries any is kept."""
    return {name: value for name, value in task.items() if name not in ("children", "key")} | {
        "is_group": bool(task.get("children")) or bool(task.get("is_group"))
    }


def _source(task: Json) -> Json | None:
    source = task.get("source")
    return source.get("title") if isinstance(source, dict) and isinstance(source.get("title"), dict) else None


def _sides(tasks: Sequence[Json]) -> list[_Side]:
    places: dict[int, int] = {}
    found = []
    for place, (task, above) in enumerate(walk(tasks)):
        places[id(task)] = place
        found.append(
            _Side(
                task=task,
                place=place,
                title=fold(str(task.get("title") or ""))[:_LONGEST],
                above=fold(str(above[-1].get("title") or ""))[:_LONGEST] if above else "",
                number=str(task.get("number") or "").rstrip(". "),
                is_group=bool(task.get("children")) or bool(task.get("is_group")),
                agencies=frozenset(fold(name) for role in ROLES for name in task.get(role) or []),
                parent=places[id(above[-1])] if above else None,
            )
        )
    return found


def _paired(
    old: list[_Side], new: list[_Side]
) -> tuple[dict[int, int], dict[int, float], dict[int, list[Unsure]]]:
    """place in the new text → place in the plan; how sure; what is not sure."""
    pairs: dict[int, int] = {}
    sure: dict[int, float] = {}
    unsure: dict[int, list[Unsure]] = defaultdict(list)
    ways: tuple[Callable[[_Side], Hashable], ...] = (
        lambda side: (side.is_group, side.title, side.above, side.number),
        lambda side: (side.is_group, side.title, side.above),
        lambda side: (side.is_group, side.title),
    )
    for way in ways:
        for here, there in _once(way, old, new, pairs):
            pairs[there.place], sure[there.place] = here.place, 1.0
    for here, there in _once(lambda side: (side.is_group, side.number), old, new, pairs):
        like = fuzz.ratio(here.title, there.title) / 100
        if there.number and like >= _NUMBERED:
            pairs[there.place], sure[there.place] = here.place, max(like, 0.8)
    _by_likeness(old, new, pairs, sure, unsure)
    return pairs, sure, unsure


def _left(sides: list[_Side], taken: set[int]) -> list[_Side]:
    return [side for side in sides if side.place not in taken]


def _once(
    way: Callable[[_Side], Hashable], old: list[_Side], new: list[_Side], pairs: dict[int, int]
) -> list[tuple[_Side, _Side]]:
    """Those that stand once on each side by what ``way`` gives."""
    here, there = defaultdict(list), defaultdict(list)
    for side in _left(old, set(pairs.values())):
        here[way(side)].append(side)
    for side in _left(new, set(pairs)):
        there[way(side)].append(side)
    return [
        (here[key][0], sides[0])
        for key, sides in there.items()
        if len(sides) == 1 and len(here.get(key, ())) == 1 and sides[0].title
    ]


def _likeness(here: _Side, there: _Side) -> float:
    """How much two tasks are one, 0 to 1: their words, then who does them, their heading and number."""
    words = (
        max(fuzz.ratio(here.title, there.title), 0.92 * fuzz.token_sort_ratio(here.title, there.title)) / 100
    )
    both = here.agencies | there.agencies
    agencies = len(here.agencies & there.agencies) / len(both) if both else 0.5
    heading = 1.0 if here.above == there.above else 0.0
    number = 1.0 if here.number and here.number == there.number else 0.0
    return 0.78 * words + 0.1 * agencies + 0.06 * heading + 0.06 * number


def _marks(side: _Side) -> set[str]:
    """Words and pairs of words by which likely tasks are found: pairs are rare where words are not."""
    words = side.title.split()
    return {*words, *(f"{first} {second}" for first, second in itertools.pairwise(words))}


def _by_likeness(
    old: list[_Side],
    new: list[_Side],
    pairs: dict[int, int],
    sure: dict[int, float],
    unsure: dict[int, list[Unsure]],
) -> None:
    free = _left(old, set(pairs.values()))
    having: dict[tuple[bool, str], list[_Side]] = defaultdict(list)
    for side in free:
        for word in _marks(side):
            having[side.is_group, word].append(side)
    wishes: list[tuple[float, int, int]] = []
    by_place = {side.place: side for side in free}
    for there in _left(new, set(pairs)):
        seen: set[int] = set()
        rarest = sorted(
            (word for word in _marks(there) if (there.is_group, word) in having),
            key=lambda word: (len(having[there.is_group, word]), word),
        )
        for word in rarest[:_RAREST]:
            for here in having[there.is_group, word][:_CANDIDATES]:
                if here.place not in seen:
                    seen.add(here.place)
                    wishes.append((_likeness(here, there), there.place, here.place))
    likes: dict[int, list[tuple[float, int]]] = defaultdict(list)
    taken = set(pairs.values())
    for like, there_at, here_at in sorted(wishes, key=lambda wish: (-wish[0], wish[1], wish[2])):
        likes[there_at].append((like, here_at))
        if like >= SAME and there_at not in pairs and here_at not in taken:
            pairs[there_at], sure[there_at] = here_at, like
            taken.add(here_at)
    for there_at, found in likes.items():
        unsure[there_at] += _unsure(found, pairs.get(there_at), by_place)


def _unsure(likes: list[tuple[float, int]], chosen: int | None, by_place: dict[int, _Side]) -> list[Unsure]:
    """What a person should know of a choice: that it was a near one, or that none was near enough."""
    if chosen is None:
        like, at = likes[0]
        return [Unsure("maybe-same", _named(by_place[at].task))] if like >= MAYBE else []
    own = next(like for like, at in likes if at == chosen)
    found = [Unsure("other-words")] if own < _NUMBERED else []
    rival = next((at for like, at in likes if at != chosen and own - like < APART), None)
    return [*found, Unsure("two-alike", _named(by_place[rival].task))] if rival is not None else found


def _named(task: Json) -> dict[str, str | int]:
    return {"number": str(task.get("number") or "–"), "title": str(task.get("title") or "")[:120]}
