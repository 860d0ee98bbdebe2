"""A rule of ruff or mypy that is waived in a line says which, and ruff's why: a bare waiver outlives its reason."""

from __future__ import annotations

import re
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "nhipcau"
WAIVES = re.compile(r"#\s*(?:noqa|type:\s*ignore)")
REASONED = re.compile(r"# noqa: [A-Z]+\d+ - \w.+$|# type: ignore\[[a-z-]+(?:, [a-z-]+)*\]")


def bare(line: str) -> bool:
    """Whether a line waives something without saying what, or ruff's rule without saying why."""
    return WAIVES.search(line) is not None and REASONED.search(line) is None


def test_every_waiver_says_what_it_waives_and_why():
    found = [
        f"{path.relative_to(SOURCE)}:{number}"
        for path in sorted(SOURCE.rglob("*.py"))
        if not {"tests", "migrations"} & set(path.relative_to(SOURCE).parts)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if bare(line)
    ]
    assert found == []


def test_a_bare_waiver_is_seen():
    assert bare("x = eval(y)  # noqa") and bare("x = eval(y)  # noqa: S307") and bare("x = y  # type: ignore")
    assert not bare("x = y  # noqa: S307 - our own words") and not bare("x = y  # type: ignore[arg-type]")
