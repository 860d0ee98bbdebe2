"""``nhipcau press extract|scan|feed``: presswire from the command line, no database needed."""

from __future__ import annotations

import sys
from importlib import import_module

# Each command lives in its own module with ``main(argv) -> exit code``; imported only when asked for,
# since each brings its own heavy libraries.
COMMANDS = {
    "extract": "nhipcau.engines.presswire.extract.cli",
    "scan": "nhipcau.engines.presswire.scan.cli",
    "stories": "nhipcau.engines.presswire.scan.stories_cli",
    "feed": "nhipcau.engines.presswire.find.cli",
}


def main(argv: list[str]) -> int:
    """Run one command; argv starts with its name.  Returns the exit code (0 done, 1 refused, 2 wrong use)."""
    if not argv or argv[0] not in COMMANDS:
        names = "|".join(COMMANDS)
        print(f"Cách dùng: nhipcau press {names} …", file=sys.stderr)
        return 2
    code: int = import_module(COMMANDS[argv[0]]).main(argv[1:])
    return code
