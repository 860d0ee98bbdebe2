"""A capability is small, and nothing is made for it: the toy in tests/toy runs in a house of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

TOY = Path(__file__).resolve().parents[1] / "toy"
pytestmark = pytest.mark.long
HARNESS = {"settings.py", "addresses.py", "walk.py"}
WALKS = ["test_routes", "test_navigation", "test_empty"]
# What the toy's house has no other than the house itself is walked there alone: the house's addresses; cards, what waits
# and pages side by side, of which the toy has none (walk.py); what a page shows those who may not open the toy's.
SAME = "card or waits or side_by_side or (bears_the_name and not coordinator)"


def test_a_capability_is_under_150_lines():
    files = [path for path in TOY.rglob("*") if path.suffix in {".py", ".html"} and path.name not in HARNESS]
    lines = [line for path in files for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    assert len(lines) < 150


def test_the_toy_works_and_is_walked_by_the_tests_of_the_house(tmp_path):
    walked = [str(TOY / "walk.py"), *(f"{TOY.parent}/architecture/{name}.py" for name in WALKS)]
    wanted = [
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
        "--ds=tests.toy.settings",
        "-k",
        f"toy or (navigation and not ({SAME})) or (lights_its_section and coordinator)",
        *walked,
    ]
    environment = os.environ | {"NHIPCAU_VAR": str(tmp_path), "NHIPCAU_DATABASE_URL": ""}
    environment = {name: value for name, value in environment.items() if not name.startswith("PYTEST_")}
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", *wanted],
        cwd=TOY.parents[1],
        env=environment,
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout[-4000:] + ran.stderr[-2000:]
