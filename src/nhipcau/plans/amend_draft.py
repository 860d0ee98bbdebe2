"""The working copy of what a paper changes in a plan: one item for each task, found, corrected, moved.  Pure.

Item: key, do (add, change, end, keep), task (running task's key or None), new (task in the reading's form), fields,
doubts, base (seal of the running task when it was compared), looked, dropped; what else ``engines…amend.model.Change``
tells.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from nhipcau.engines.officialdoc.amend.applying import apply_to
from nhipcau.engines.officialdoc.amend.model import UNREAD, Deed, differing

Json = dict[str, Any]
SHOWN = (
    "number", "title", "lead", "coordinate", "direct", "implement", "timing", "timing_text", "place", "budget",
    "outputs", "content", "due",
)  # fmt: skip


def begin(changes: Sequence[Json], seals: Mapping[int, str], *, whole: bool) -> Json:
    """A draft of changes; seals: of the running tasks as they stood."""
    items = []
    for place, change in enumerate(changes):
        under = change.get("under")
        items.append(
            {
                **change,
                "key": f"c{place}",
                "under": f"c{under}" if under is not None else None,
                "base": seals.get(change["task"], "") if change["task"] is not None else "",
                "looked": False,
                "dropped": False,
            }
        )
    return {"whole": whole, "items": items, "next": len(items)}


def find(draft: Json, key: str) -> Json | None:
    return next((item for item in draft["items"] if item["key"] == key), None)


def deeds(draft: Json) -> Iterator[Json]:
    """The items that would be done."""
    return (item for item in draft["items"] if item["do"] != Deed.KEEP and not item["dropped"])


def open_doubts(draft: Json) -> list[Json]:
    """The items that a person should look at before all is done."""
    return [item for item in deeds(draft) if item["doubts"] and not item["looked"]]


def aimless(draft: Json) -> list[Json]:
    """The items that change or end a task which was not found."""
    return [item for item in deeds(draft) if item["do"] != Deed.ADD and item["task"] is None]


def unread(draft: Json) -> list[Json]:
    """The items whose words were not read into a change, and that nobody has looked at."""
    return [item for item in open_doubts(draft) if any(doubt["key"] in UNREAD for doubt in item["doubts"])]


def lacks_time(item: Json) -> bool:
    """Whether the paper sets a new time that was not read, and nobody has said it since."""
    return "timing" not in item["fields"] and any(doubt["key"] == "amend.no-time" for doubt in item["doubts"])


def compare_again(item: Json, running: Mapping[int, Json], seals: Mapping[int, str]) -> None:
    """Hold an item against its task as it stands now."""
    task = running.get(item["task"]) if item["task"] is not None else None
    if task is None:
        item["base"], item["fields"] = "", []
        return
    item["base"] = seals[item["task"]]
    if item["do"] in (Deed.CHANGE, Deed.KEEP):
        item["fields"] = list(differing(task, item["new"]))
        item["do"] = str(Deed.CHANGE if item["fields"] else Deed.KEEP)
    elif item["do"] == Deed.END:
        item["new"] = alone(task)


def alone(task: Json) -> Json:
    """A task without those under it and without its key."""
    return {name: value for name, value in task.items() if name not in ("children", "key")}


def aim(
    draft: Json,
    item: Json,
    task: int | None,
    running: Mapping[int, Json],
    seals: Mapping[int, str],
    *,
    year: int,
) -> None:
    """Say which running task an item speaks of (None: none, it is new); what the paper does is then done to it.

    In a whole new text every running task stands once: the one that is left without words ends, and whoever spoke of
    the chosen one before becomes new.
    """
    left = item["task"]
    if task == left:
        return
    if task is not None:
        for other in [each for each in draft["items"] if each["task"] == task and each is not item]:
            if other["do"] == Deed.END:
                draft["items"].remove(other)
            else:
                other["task"], other["do"], other["base"], other["fields"] = None, str(Deed.ADD), "", []
    item["task"] = task
    if task is not None and item.get("operation"):
        made = apply_to(item["operation"], running[task], year).to_json()
        item.update({name: made[name] for name in ("do", "new", "fields", "doubts")})
    if item["do"] != Deed.END:
        item["do"] = str(Deed.ADD if task is None else Deed.CHANGE)
    compare_again(item, running, seals)
    item["looked"] = not (item.get("operation") and item["doubts"])
    if draft["whole"] and left is not None and left in running:
        draft["items"].append(
            {
                "key": f"c{draft['next']}",
                "do": str(Deed.END),
                "task": left,
                "new": alone(running[left]),
                "fields": [],
                "sure": 1.0,
                "doubts": [],
                "parent": None,
                "after": None,
                "under": None,
                "words": "",
                "source": None,
                "base": seals[left],
                "looked": False,
                "dropped": False,
            }
        )
        draft["next"] += 1
