from __future__ import annotations


def connect() -> None:
    """Nothing yet."""
