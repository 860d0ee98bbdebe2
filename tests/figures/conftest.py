"""Digests and a plan, for figures to be counted from."""

from nhipcau.digests.tests.conftest import (  # noqa: F401
    _fresh_memory,
    _that_day,
    draft,
    signed,
    source,
    tell,
)
