"""The measurement of kills as an operator calls it: from nothing but the checkout and its own Python."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.crash.conftest import LONGEST

pytestmark = [pytest.mark.crash, pytest.mark.timeout(900)]
RUN = Path(__file__).parents[1] / "bench" / "run.py"


def test_kills_are_measured_from_a_bare_checkout(tmp_path):
    bare = {
        name: value for name, value in os.environ.items()
        if (name != "PYTHONPATH" and not name.startswith(("DJANGO_", "NHIPCAU_"))) or name == "NHIPCAU_TEST_CACHE"
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, str(RUN), "kills", "--json", "--n", "2", "--flow", "directing", "--database", "sqlite"],
        env=bare | {"NHIPCAU_VAR": str(tmp_path)}, cwd=tmp_path, capture_output=True, text=True, timeout=LONGEST,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)
    assert (figures["sqlite"]["directing"]["kills"], figures["wrong"]) == (2, [])
