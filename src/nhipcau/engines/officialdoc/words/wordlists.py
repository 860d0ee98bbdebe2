"""The word lists of this folder's ``data``: one entry a line, ``#`` begins a remark (their source)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def words_of(name: str) -> tuple[str, ...]:
    """The entries of ``data/NAME.txt`` in order."""
    text = files(__package__).joinpath("data", f"{name}.txt").read_text(encoding="utf-8")
    lines = (line.strip() for line in text.splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))
