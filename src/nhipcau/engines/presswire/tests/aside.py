"""Which half of a made-up set is kept aside: by a hash of the names, so nobody chooses."""

from __future__ import annotations

from hashlib import sha256


def aside(name: str) -> bool:
    """Whether the example of this name is kept aside, for a figure only."""
    return int(sha256(name.encode()).hexdigest(), 16) % 2 == 1
