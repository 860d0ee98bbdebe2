"""Kill -9 every flow of papers at seeded touches and moments, on both databases: script/bench kills --n 200 [--flow NAME].

Flows: drafting (drafts, changes, opinions, answers, check), signing (digests, signed and numbered by one click),
numbering (papers of one number book), sending (inside, paper, mail to a server on this machine, recalls, workers),
directing (a leader's words, tasks made of them, urging), figures (entered while others close and correct).  Ends with code 1 where anything was wrong afterwards.
"""

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
DATABASES = {"sqlite": "sqlite", "postgres": "postgresql"}


def flows() -> list[str]:
    """The names of the modules beside the crash tests that are a flow."""
    found = [path for path in CRASH.glob("kill_*.py") if "FLOW =" in path.read_text()]
    return sorted(path.stem.removeprefix("kill_") for path in found)


def run(argv: Sequence[str] = ()) -> dict[str, Any]:
    """{database: {flow: kills, where they left the work, what was wrong}}, and all that was wrong."""
    parser = argparse.ArgumentParser(prog="script/bench kills")
    parser.add_argument("--n", type=int, default=200, help="kills of each flow on each database")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--flow", choices=flows(), action="append", help="only this one; may be said again")
    parser.add_argument("--database", choices=DATABASES, help="only this one")
    options = parser.parse_args(argv)
    sites = _sites()
    wanted = [options.database] if options.database else list(DATABASES)
    figures: dict[str, Any] = {}
    for name in wanted:
        if name == "postgres" and not sites.postgres_answers():
            figures[name] = "does not answer"
            continue
        figures[name] = {}
        with tempfile.TemporaryDirectory(prefix="nhipcau-kills-") as folder:
            maker = sites.Maker(DATABASES[name], Path(folder))
            try:
                for flow in options.flow or flows():
                    figures[name][flow] = _kill(maker.empty(), flow, options.n, options.seed)
                    print(name, flow, figures[name][flow], file=sys.stderr, flush=True)
            finally:
                maker.close()
    return figures | {"wrong": _all_wrong(figures, asked_for=options.database)}


def _sites() -> Any:
    """The crash tests' installations; their file has a name that the whole tree's conftest has, too."""
    spec = importlib.util.spec_from_file_location("crash_sites", CRASH / "conftest.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def _kill(site: Any, flow: str, kills: int, seed: int) -> dict[str, Any]:
    command = [sys.executable, str(CRASH / "killing.py"), flow, str(kills), str(seed)]
    done = subprocess.run(command, env=site.env(), capture_output=True, text=True, timeout=3600)
    sys.stderr.write(done.stderr[-4000:])
    if not done.stdout.strip():
        return {"wrong": [done.stderr[-2000:]]}
    return json.loads(done.stdout.splitlines()[-1])


def _all_wrong(figures: dict[str, Any], asked_for: str | None) -> list[str]:
    found = [f"{asked_for} does not answer"] if asked_for and isinstance(figures[asked_for], str) else []
    for name, by_flow in figures.items():
        if isinstance(by_flow, dict):
            for flow, figure in by_flow.items():
                found += [f"{name} {flow}: {fault}" for fault in figure["wrong"]]
                found += (
                    [f"{name} {flow}: {figure['ended']} ended by themselves"] if figure.get("ended") else []
                )
    return found


def wrong(figures: dict[str, Any]) -> bool:
    """Whether anything was lost, doubled or skipped."""
    return bool(figures["wrong"])
