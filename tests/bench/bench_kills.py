"""Kill the writers of signing and numbering with -9, on both databases: script/bench kills --n 200 [--seed N]."""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

CRASH = Path(__file__).parents[1] / "crash"


def run(argv: Sequence[str] = ()) -> dict[str, Any]:
    """Figures for each database: kills, where they left the work, and what was wrong afterwards."""
    parser = argparse.ArgumentParser(prog="script/bench kills")
    parser.add_argument("--n", type=int, default=200, help="kills on each database")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    options = parser.parse_args(argv)
    sites = _sites()
    kinds = (
        [options.only] if options.only else ["sqlite", *(["postgresql"] if sites.postgres_answers() else [])]
    )
    figures: dict[str, Any] = {}
    for kind in kinds:
        with tempfile.TemporaryDirectory(prefix="nhipcau-kills-") as folder:
            maker = sites.Maker(kind, Path(folder))
            try:
                figures[kind] = _kill(maker.empty(), options.n, options.seed)
            finally:
                maker.close()
    return figures


def _sites() -> Any:
    """The crash tests' installations; their file has a name that the whole tree's conftest has, too."""
    spec = importlib.util.spec_from_file_location("crash_sites", CRASH / "conftest.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def _kill(site: Any, kills: int, seed: int) -> dict[str, Any]:
    command = [sys.executable, str(CRASH / "kill_signing.py"), str(kills), str(seed)]
    done = subprocess.run(command, env=site.env(), capture_output=True, text=True, timeout=3600)
    sys.stderr.write(done.stderr[-4000:])
    if not done.stdout.strip():
        return {"wrong": [done.stderr[-2000:]]}
    return json.loads(done.stdout.splitlines()[-1])


def wrong(figures: dict[str, Any]) -> bool:
    """Whether anything was lost, doubled or skipped."""
    return any(found["wrong"] for found in figures.values())
