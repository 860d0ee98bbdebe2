"""A row that an act was given is locked by ``kernel.rows.held``: gone meanwhile, it is a refusal in words."""

from __future__ import annotations

import re
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "nhipcau"
BY_HAND = re.compile(
    r"""(?:objects|_manager)\.select_for_update\((?:of=\("self",\))?\)\.get\(pk=(\w+)\.pk\)"""
)


def by_hand(text: str) -> list[str]:
    return [found[1] for found in BY_HAND.finditer(text)]


def test_what_an_act_was_given_is_locked_in_one_way():
    files = [path for path in SOURCE.rglob("*.py") if "tests" not in path.relative_to(SOURCE).parts]
    found = {
        str(path.relative_to(SOURCE)): names
        for path in files
        if (names := by_hand(path.read_text(encoding="utf-8")))
    }
    assert found == {}


def test_a_lock_by_hand_is_told():
    assert by_hand('kept = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)') == ["plan"]
    assert by_hand("kept = Plan.objects.select_for_update().get(pk=key)") == []
