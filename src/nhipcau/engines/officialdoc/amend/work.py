"""The changes of a paper while they are gathered, one for each running task."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field

from nhipcau.engines.vntext import fold_in_place, regexes

from .model import Change, Deed, Json, Unsure, walk
from .places import Register


@dataclass
class Work:
    """The changes so far, by running task."""

    register: Register
    year: int | None
    by_task: dict[int, Change] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    unplaced: frozenset[str] = frozenset()
    added: dict[str, tuple[int | None, int | None]] = field(default_factory=dict)  # new rows: (parent, after)

    def change(self, task: Json, operation: Json) -> Change:
        """The one change of a running task; what a second operation says of it is added."""
        found = self.by_task.get(task["key"])
        if found is None:
            new = {
                name: copy.deepcopy(value) for name, value in task.items() if name not in ("children", "key")
            }
            found = Change(
                Deed.CHANGE, task["key"], new, words=operation["words"], source=operation["source"]
            )
            self.by_task[task["key"]] = found
            self.changes.append(found)
        elif operation["words"] not in found.words:
            found.words = f"{found.words}\n{operation['words']}"
        return found

    def lost(
        self, operation: Json, doubts: list[Unsure], deed: Deed = Deed.CHANGE, new: Json | None = None
    ) -> None:
        """A deed whose task was not found waits for a person."""
        made = Change(deed, None, new or {"number": "", "title": ""}, sure=0.0, unsure=doubts)
        made.words, made.source, made.operation = operation["words"], operation["source"], operation
        self.changes.append(made)

    def end(self, operation: Json, task: Json, doubts: list[Unsure], sure: float) -> None:
        """A task that ends; of a group all that stands under it ends with it."""
        for each, _above in walk([task]):
            change = self.change(each, operation)
            change.deed, change.sure = Deed.END, min(change.sure, sure)
            change.unsure += doubts
            if operation.get("more"):
                change.unsure.append(Unsure("more-said"))
        if regexes.search(r"\bdiem\s+[a-z]\b", fold_in_place(operation["words"])) and not task.get(
            "children"
        ):
            self.by_task[task["key"]].unsure.append(Unsure("only-a-point"))
