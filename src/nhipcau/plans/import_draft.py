"""The import's working copy of a reading: finding, adding and settling its parts.  Pure.

The form is the plan reading's JSON; each task carries a ``key`` that stays with it while it is edited.
"""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from nhipcau.agencies import naming
from nhipcau.plans.rules import said_once

Json = dict[str, Any]
ALL_AGENCIES = "all agencies"  # what the reading says where a duty is everybody's
LISTS = ("lead", "coordinate", "direct", "implement")


def walk(tasks: list[Json], depth: int = 0) -> Iterator[tuple[Json, int]]:
    """Every task with its depth, in the document's order."""
    for task in tasks:
        yield task, depth
        yield from walk(task.get("children") or [], depth + 1)


def count(reading: Mapping[str, Any]) -> int:
    """How many leaf tasks a reading holds."""
    return sum(not task.get("children") for task, _ in walk(list(reading.get("tasks") or [])))


def begin(reading: Json) -> Json:
    """A draft: the reading with a key on every task and obligation, and nothing settled yet."""
    draft = copy.deepcopy(reading)
    draft.setdefault("document", {})
    draft.setdefault("tasks", [])
    for place, (task, _) in enumerate(walk(draft["tasks"])):
        task["key"] = f"t{place}"
    for place, obligation in enumerate(draft.setdefault("obligations", [])):
        obligation["key"] = f"o{place}"
    draft["next_key"] = sum(1 for _ in walk(draft["tasks"])) + len(draft["obligations"])
    return draft


def asked_alone(obligation: Mapping[str, Any]) -> tuple[str, ...]:
    """The agencies that a dated duty is asked of by name, which owe it alone; none where it is every agency's.

    A group's name, or one among them, asks all; so does a person who said so.
    """
    return () if obligation.get("of_all") else named(obligation)


def named(obligation: Mapping[str, Any]) -> tuple[str, ...]:
    """The agencies that the document itself names for a dated duty, each by itself."""
    who = str(obligation.get("who") or "")
    if who in {"", ALL_AGENCIES}:
        return ()
    names = tuple(name.strip() for name in who.split(";") if name.strip())
    speaks_of_many = any(naming.names_a_group(name) or naming.names_an_open_group(name) for name in names)
    return () if speaks_of_many else names


def period_dues(draft: Mapping[str, Any]) -> dict[str, Any]:
    """The days of what every agency owes, by what it is: one agency's own report sets no period for the others."""
    return {
        item["what"]: item.get("due")
        for item in draft["obligations"]
        if item.get("what") and not asked_alone(item)
    }


def text_of(value: Any) -> str:
    """What was read (words, a list, money) as plain words; of money, what those of the document do not hold already."""
    if isinstance(value, list):
        return "\n".join(text_of(item) for item in value)
    if isinstance(value, dict):
        said = [value.get("text"), *(item for key, item in value.items() if key != "text")]
        return said_once("\n".join(text_of(item) for item in said if item and isinstance(item, str | list)))
    return "" if value is None else str(value)


def find(draft: Json, key: str) -> Json | None:
    """The part with a key: "head", a task, or an obligation."""
    if key == "head":
        return draft["document"]
    for task, _ in walk(draft["tasks"]):
        if task["key"] == key:
            return task
    return next((item for item in draft["obligations"] if item["key"] == key), None)


def seal(part: Any) -> str:
    """A short mark of a part as the officer saw it; a save with an old mark is refused."""
    return hashlib.sha256(json.dumps(part, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]


def settle(part: Json, fields: Mapping[str, Any]) -> None:
    """Remember which fields a person has looked at, so that their doubts go away."""
    part["settled"] = sorted({*part.get("settled", []), *fields})


def add(draft: Json, parent: str) -> str:
    """Add an empty task; returns its key."""
    key = f"t{draft['next_key']}"
    draft["next_key"] += 1
    task: Json = {"key": key, "number": "", "title": "", "content": "", "timing": None} | {
        role: [] for role in LISTS
    }
    # Only a task carries tasks: under the head or an obligation nobody would see it again.
    host = next((item for item, _ in walk(draft["tasks"]) if item["key"] == parent), None)
    (draft["tasks"] if host is None else host.setdefault("children", [])).append(task)
    return key


def remove(draft: Json, key: str) -> Json | None:
    """Take a task (with its children) or an obligation out; returns it."""

    def out_of(items: list[Json]) -> Json | None:
        for item in items:
            if item["key"] == key:
                items.remove(item)
                return item
            gone = out_of(item.get("children") or [])
            if gone is not None:
                return gone
        return None

    return out_of(draft["tasks"]) or out_of(draft["obligations"])
