"""Run one measurement and print its figures or one JSON object.

A measurement is ``bench_NAME.py`` with ``run(argv) -> dict``: the arguments that are not this program's own are
the measurement's.  One with ``wrong(figures) -> bool`` ends with code 1 where that is so.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import io
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


def names() -> list[str]:
    return sorted(path.stem.removeprefix("bench_") for path in FOLDER.glob("bench_*.py"))


def load(name: str) -> Any:
    """The measurement's module, loaded from its file."""
    spec = importlib.util.spec_from_file_location(f"bench_{name}", FOLDER / f"bench_{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # worker processes and dataclasses look it up
    spec.loader.exec_module(module)
    return module


def lines(figures: Mapping[str, Any], indent: int = 0) -> Iterator[str]:
    """Figures as people read them, one a line."""
    for key, value in figures.items():
        if isinstance(value, Mapping):
            yield f"{'  ' * indent}{key}:"
            yield from lines(value, indent + 1)
        else:
            shown = f"{value:,.3f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
            yield f"{'  ' * indent}{key}: {shown}"


def main() -> int:
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    parser.add_argument("name", choices=names())
    parser.add_argument("--json", action="store_true", help="one JSON object")
    options, rest = parser.parse_known_args()
    sys.path[:0] = [str(FOLDER), str(FOLDER.parents[1])]  # what benches share, and the tests' installations
    # Only the figures go to the output: whatever a measurement says on its way is for the other stream.
    said = io.StringIO() if options.json else sys.stderr
    with contextlib.redirect_stdout(said):
        bench = load(options.name)
        figures = bench.run(rest)
    print(json.dumps(figures, ensure_ascii=False) if options.json else "\n".join(lines(figures)))
    return int(hasattr(bench, "wrong") and bench.wrong(figures))


if __name__ == "__main__":
    sys.exit(main())
