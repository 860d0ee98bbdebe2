"""Each fuzzer of this folder for a while, always the same inputs; by hand they run for as long as one likes.

How found.json is made again: each fuzzer by hand with ``-runs=…`` and an empty folder, into which it puts what it found.
"""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

pytestmark = pytest.mark.long
HERE = Path(__file__).parent
ROOT = HERE.parents[1]
# Beginning where long runs ended (found.json), and a second or two on an office machine further: together they reach
# every line and turn that 80,000, 90,000, 60,000 and 4,000 inputs from the seeds alone do.
RUNS = {"fuzz_feeds": 6_000, "fuzz_sitemaps": 6_000, "fuzz_warc": 4_000, "fuzz_pages": 600}


def test_every_fuzzer_runs() -> None:
    assert {path.stem for path in HERE.glob("fuzz_*.py")} == set(RUNS)


@pytest.mark.skipif(find_spec("atheris") is None, reason="fuzzing: atheris is not installed for this Python")
@pytest.mark.parametrize("name", RUNS)
def test_no_bytes_break_a_reader(name: str, tmp_path: Path) -> None:
    """-max_total_time: a slower machine tries fewer inputs, the same ones from the first on."""
    # By way of a shell that forks: a process bears its parent's memory as its own highest, and this worker's is no
    # fault of the reader's.
    command = [
        "/bin/sh",
        "-c",
        '"$@"; exit $?',
        "sh",
        sys.executable,
        str(HERE / f"{name}.py"),
        "-seed=2403",
        f"-runs={RUNS[name]}",
        "-max_total_time=30",
    ]
    done = subprocess.run(
        [*command, f"-artifact_prefix={tmp_path}/"],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    said = done.stdout + done.stderr
    assert done.returncode == 0, f"{said[-6000:]}\ninputs kept in {tmp_path}"
    assert "DONE" in said
