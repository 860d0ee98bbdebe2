"""Word lists, kept as data and not in code.

A list is ``data/NAME.txt`` beside the module that reads it: UTF-8, one entry a line, in the order in which they are
tried.  A line that begins with ``#`` is a remark; the first ones say what the list is and where it comes from
(``Source:``).  An entry of a list of pairs is ``short = long``; an entry of a list of alternatives is a piece of a regular
expression, for words of which several forms are met.
"""

from __future__ import annotations

from pathlib import Path


class WordLists:
    """The lists of one folder, each read when it is first asked for.

    beside: the asking module's ``__file__``.  Raises FileNotFoundError for a list that is not there.
    """

    def __init__(self, beside: str) -> None:
        self.folder = Path(beside).with_name("data")
        self._read: dict[str, tuple[str, ...]] = {}

    def entries(self, name: str) -> tuple[str, ...]:
        """The entries of a list in order."""
        if name not in self._read:
            text = (self.folder / f"{name}.txt").read_text(encoding="utf-8")
            lines = (line.strip() for line in text.splitlines())
            self._read[name] = tuple(line for line in lines if line and not line.startswith("#"))
        return self._read[name]

    def pairs(self, name: str) -> dict[str, str]:
        """What each entry's short form stands for, in order."""
        return {short: long for short, _, long in (entry.partition(" = ") for entry in self.entries(name))}

    def alternatives(self, name: str) -> str:
        """The entries as alternatives of an expression, without brackets around them."""
        return "|".join(self.entries(name))
