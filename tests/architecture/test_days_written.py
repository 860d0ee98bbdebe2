"""A day is written in one way, by ``kernel.standing.written``: dd/mm/yyyy by hand has been dd/mm/yy and d/m/yyyy before."""

from __future__ import annotations

import re
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "nhipcau"
BY_HAND = re.compile(r"%d/%m/%Y")
BESIDE_A_TIME = {
    "kernel/templatetags/nhipcau.py": "a moment that is no limit: hh:mm before the day",
    "office/certificates/pages.py": "seconds and offset of a certificate's own clock",
    "office/signing/certified.py": "the same, printed into the visible signature",
}


def test_days_are_written_by_the_kernel():
    found = {
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*.py")
        if not {"tests", "migrations", "engines", "demo"} & set(path.relative_to(SOURCE).parts)
        and BY_HAND.search(path.read_text(encoding="utf-8"))
    }
    assert found == set(BESIDE_A_TIME)


def test_a_day_by_hand_is_seen():
    assert BY_HAND.search('f"{due:%d/%m/%Y}"') and BY_HAND.search('due.strftime("%d/%m/%Y")')
    assert not BY_HAND.search('f"{first:%d/%m}"')
