"""The project's shared scorer (`plans/score.py`), and plans as it is asked about them.

The score: F1 over (task, field, value), right head fields, bases and due days.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import json
import os
import random
import re
import sys
import textwrap
import warnings
from functools import cache
from pathlib import Path
from typing import Any

from nhipcau.engines.officialdoc import read
from nhipcau.engines.officialdoc.plan.reading import read_plan

SHARED = Path(os.environ.get("NHIPCAU_SHARED", Path(__file__).parents[3] / "shared"))
SCORE = SHARED / "plans" / "score.py"
LINE = re.compile(
    r"titles (\d+)/(\d+) head (\d+)/(\d+) bases (\d+)/(\d+) obligations (\d+)/(\d+)"
    r" precision ([\d.]+) recall ([\d.]+) F1 ([\d.]+)"
)


@cache
def scorer(path: Path) -> Any:
    """The scorer as a module; it prints when run, so the call of its main is left out."""
    spec = importlib.util.spec_from_loader("plan_score", None)
    assert spec
    module = importlib.util.module_from_spec(spec)
    source = path.read_text(encoding="utf-8").rpartition("\nmain()")[0]
    exec(compile(source, str(path), "exec"), module.__dict__)
    return module


def read_file(path: Path, out: Path) -> Path:
    """The plan's reading as `nhipcau plan read --json` gives it, written beside."""
    out.write_text(json.dumps(read_plan(read(path)).to_json(), ensure_ascii=False), encoding="utf-8")
    return out


def score(expected: Path, actual: Path) -> tuple[float, int, int, int, int, str]:
    """F1, titles, head fields, bases and obligations that are right, and all that the scorer prints."""
    told, before = io.StringIO(), sys.argv
    sys.argv = [str(SCORE), str(expected), str(actual), "--verbose"]
    try:
        with contextlib.redirect_stdout(told), warnings.catch_warnings():
            # It leaves the two files to be closed by themselves.
            warnings.simplefilter("ignore", ResourceWarning)
            scorer(SCORE).main()
    finally:
        sys.argv = before
    found = LINE.search(told.getvalue())
    assert found, told.getvalue()
    return float(found[11]), int(found[1]), int(found[3]), int(found[5]), int(found[7]), told.getvalue()


def broken(document: Any, width: int) -> str:
    """A document's paragraphs as law sites save them: the first line cut early, the others at a width."""
    dice = random.Random(width)
    blocks = [*document.blocks, *(block for part in document.attachments for block in part.blocks)]
    lines: list[str] = []
    for block in sorted(blocks, key=lambda block: block.source.start):
        first = textwrap.wrap(block.text, dice.randint(14, 34))[:1]
        lines += first + textwrap.wrap(block.text[len(first[0]) :].strip() if first else "", width)
    return "\n".join(lines)
