"""kill -9 between seal, number, files and issue: nothing is lost, doubled or skipped."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.crash

SCRIPT = Path(__file__).with_name("kill_signing.py")


def test_ten_kills_while_digests_are_signed_and_numbered_lose_nothing(site):
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "10", "7"], env=site.env(), capture_output=True, text=True, timeout=240
    )
    assert done.returncode == 0, done.stdout + done.stderr
    figures = json.loads(done.stdout.splitlines()[-1])
    assert figures["kills"] == 10
    assert figures["wrong"] == []
    assert figures["drafted"] > 0
