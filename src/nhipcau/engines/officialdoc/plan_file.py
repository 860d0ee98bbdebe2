"""A plan's file read whole, as plain values: what a job asks of a child process."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypedDict

from .amend.operations import operations
from .amend.recognising import amended, says_so
from .errors import TooLarge
from .model import OfficialDocument
from .plan.reading import read_plan
from .reader import read

MOST_TASKS = 3_000  # the longest plan of a province that was seen has 300


class PlanFile(TypedDict):
    """text: of the document; pages: where each page begins in it; reading: the plan in its JSON form.

    A paper that amends a plan has "amends" in its reading: the plans that it names, and its operations.
    """

    text: str
    pages: list[int]
    reading: dict[str, Any]


def read_plan_file(path: Path, name: str) -> PlanFile:
    """Read a plan's file.  name: as the officer knows it.  Raises DocumentError."""
    document = read(path, name=name)
    plan = read_plan(document)
    if sum(1 for task in plan.tasks for _ in task.walk()) > MOST_TASKS:
        raise TooLarge("tasks")
    reading = plan.to_json()
    if (named := amended(document)) or says_so(document):
        reading["amends"] = {
            "papers": [each.to_json() for each in named],
            "operations": [each.to_json() for each in operations(document)],
        }
    return PlanFile(text=document.text, pages=page_marks(document), reading=reading)


def page_marks(document: OfficialDocument) -> list[int]:
    """Where each page begins in the text (characters), so the screen can say on which page a word is."""
    starts: dict[int, int] = {}
    for block in document.blocks:
        source = block.source
        starts[source.page] = min(source.start, starts.get(source.page, source.start))
    return [starts[page] for page in sorted(starts)]
