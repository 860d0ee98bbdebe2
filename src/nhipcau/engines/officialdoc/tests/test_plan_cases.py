"""The project's test data: one small document a kind of writing that was once misread, scored whole."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from nhipcau.engines.officialdoc import read
from nhipcau.engines.officialdoc.plan.reading import read_plan

SHARED = Path(os.environ.get("NHIPCAU_SHARED", Path(__file__).resolve().parents[6] / "shared")) / "plans"
CASES = sorted(path for path in (SHARED / "cases").glob("[0-9]*") if path.suffix != ".json")
WHOLE = re.compile(r"titles (\d+)/\1 head (\d+)/\2 bases (\d+)/\3 obligations (\d+)/\4 .* F1 1\.000")


@pytest.mark.shared
@pytest.mark.parametrize(
    "case",
    [pytest.param(path, marks=pytest.mark.ocr) if path.suffix == ".pdf" else path for path in CASES]
    or [
        pytest.param(None, marks=pytest.mark.skip("the project's shared test data (plans/cases) is not here"))
    ],
    ids=lambda path: path.name if path else "none",
)
def test_every_case_is_read_whole(case, tmp_path):
    actual = tmp_path / "actual.json"
    actual.write_text(json.dumps(read_plan(read(case)).to_json(), ensure_ascii=False), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, SHARED / "score.py", case.with_suffix(".json"), actual, "--verbose"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert WHOLE.search(done.stdout), done.stdout
