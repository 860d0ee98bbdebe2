"""A paper's words held against a running plan, as plain values: what an app asks of a child process."""

from __future__ import annotations

from collections.abc import Sequence

from .applying import apply
from .comparing import compare
from .model import Json


def whole_text(running: Sequence[Json], new: Sequence[Json]) -> list[Json]:
    """``comparing.compare`` in JSON form."""
    return [change.to_json() for change in compare(running, new)]


def by_article(operations: Sequence[Json], running: Sequence[Json], year: int | None) -> list[Json]:
    """``applying.apply`` in JSON form."""
    return [change.to_json() for change in apply(operations, running, year)]
