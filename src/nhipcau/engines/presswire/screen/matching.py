"""What the screen asks of a library that scans bytes for many expressions at once."""

from __future__ import annotations

from typing import Protocol


class Seen(Protocol):
    """What a matcher tells of candidates."""

    def __call__(
        self, number: int, end: int | None, at: int = 0, /
    ) -> bool: ...  # pragma: no cover - protocol


class Matcher(Protocol):
    """The fast scan: superset of the truth, never misses."""

    def look(self, page: bytes, seen: Seen) -> tuple[set[str], bool] | None:  # pragma: no cover - protocol
        """Call ``seen(name number, end offset or None, offset of a letter of the name)`` per candidate; it returns True to stop.

        Gives in which ways letters may be hidden and whether the page is UTF-8 throughout (where in doubt False), None
        where it was stopped.
        """

    def signs(self, page: bytes) -> dict[str, list[int]]:  # pragma: no cover - protocol
        """In which ways letters of the page may be hidden (``hidden``'s words), and where the signs of it end; no places
        where the matcher cannot tell them."""
