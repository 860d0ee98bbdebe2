"""One deed that a paper says: what is done, where, with which words."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from .places import Place


class Verb(StrEnum):
    """What an operation does."""

    REPLACE = "replace"  # new words for a task or a point of it
    ADD = "add"
    END = "end"
    REWORD = "reword"  # words for words
    RETIME = "retime"
    REPLACE_FIELD = "field"  # place, money: from … to …
    REASSIGN = "reassign"  # a role from one agency to another
    JOIN = "join"
    LEAVE = "leave"
    ROW = "row"  # a row of a table of tasks
    UNREAD = "unread"


@dataclass(slots=True)
class Operation:
    """One deed of the paper.

    places: where; old, new: words as written; role: whose; of: the field that is meant ("place", "outputs" …), or of a row what is done with
    it ("add", "change", "end", "whole" for a new annex in place of the old, "" where nothing says it); text: the new text's
    lines; words: the whole sentence, ``source`` its place in the paper.  Of a row: task, as tasks are read; columns: what
    the table tells of its tasks; group: the heading above it; in_annex.  more: the sentence says something besides.
    """

    verb: Verb
    places: list[Place] = field(default_factory=list)
    old: str = ""
    new: str = ""
    role: str = ""
    of: str = ""
    text: list[str] = field(default_factory=list)
    after: str = ""
    words: str = ""
    source: dict[str, Any] | None = None
    task: dict[str, Any] | None = None
    columns: list[str] = field(default_factory=list)
    group: str = ""
    in_annex: bool = False
    more: bool = False

    def to_json(self) -> dict[str, Any]:
        names = ("old", "new", "role", "of", "text", "after", "task", "columns", "group", "more")
        written = {name: getattr(self, name) for name in names}
        return {
            "verb": self.verb.value,
            "places": [place.to_json() for place in self.places],
            **{name: value for name, value in written.items() if value},
            "words": self.words,
            "source": self.source,
        }
