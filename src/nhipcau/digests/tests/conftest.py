"""Digests are drafted from what the press desk took in: its fixtures serve here too."""

from __future__ import annotations

from nhipcau.press.tests.conftest import (  # noqa: F401
    _fresh_memory,
    _that_day,
    article,
    fetched,
    source,
    take,
)
