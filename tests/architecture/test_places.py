"""Guards tell files by their place within the house: a checkout below a folder named tests, engines or demo has the same files."""

from __future__ import annotations

import re
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
WHOLE = re.compile(
    r"""\b(?:path|file|page|place|p)\.parts\b(?!\s*\[)|"/(?:tests|engines|demo)/" (?:not )?in str\("""
)
ASKS_OTHERWISE = {"tests/laid.py"}


def test_no_guard_reads_the_folders_above_the_checkout():
    found = [
        f"{name}: {line.strip()}"
        for path in [*(HOUSE / "tests").rglob("*.py"), *(HOUSE / "src").rglob("tests/**/*.py")]
        if (name := path.relative_to(HOUSE).as_posix()) not in ASKS_OTHERWISE
        for line in path.read_text(encoding="utf-8").splitlines()
        if WHOLE.search(line) and path.name != Path(__file__).name
    ]
    assert found == []
