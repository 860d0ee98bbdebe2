"""A paper's words held against a running plan, as plain values: what an app asks of a child process."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from .applying import apply
from .comparing import compare
from .model import Deed, Json, walk
from .operating import Verb


class Held(TypedDict):
    """whole: the paper was taken for the plan's whole new text; changes: ``model.Change`` in JSON form."""

    whole: bool
    changes: list[Json]


def against(
    operations: Sequence[Json],
    new: Sequence[Json],
    running: Sequence[Json],
    year: int | None,
    whole: bool | None = None,
) -> Held:
    """What a paper changes in a plan as it runs.

    operations, new: what of both was read in it.  whole: it is the plan's whole new text (True), or says its changes one
    by one (False); None: by what is in it.
    """
    found: list[Json] = []
    if whole is not False:
        found = [change.to_json() for change in compare(running, new)]
    if whole is None:
        whole = _is_whole(operations, found, new)
    if not whole:
        found = [change.to_json() for change in apply(operations, running, year)]
    return {"whole": whole, "changes": found}


def _is_whole(operations: Sequence[Json], changes: Sequence[Json], new: Sequence[Json]) -> bool:
    """Whether a text is the plan anew: most of the plan's tasks stand in it, or as many others and no word of changes.

    A paper that says its changes speaks of few tasks; taken for a whole text it would end all others.
    """
    rows = [one for one in operations if one["verb"] == Verb.ROW]
    if any(row.get("of") not in (None, "", "whole") for row in rows):
        return False
    old = [change for change in changes if change["task"] is not None]
    there = sum(change["do"] != Deed.END for change in old)
    if old and there * 2 >= len(old):
        return True
    return len(rows) == len(operations) and sum(1 for _ in walk(new)) * 2 >= len(old)
