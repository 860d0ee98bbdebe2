"""Where a reader writes what is for one call only; known to the pool and to its children."""

from __future__ import annotations

from pathlib import Path

SCRATCH = "SCRATCH_OF_READERS"  # in the environment: below which folder; without it the system's own


def scratch_of(base: str | Path, number: int) -> Path:
    """The folder of a child, by its number."""
    return Path(base) / f"con-{number}"
