"""The one entry point, ``nhipcau``.

``doc`` and ``press scan|extract`` read files and need no database, so they start without Django.
Everything else is a Django management command.
"""

from __future__ import annotations

import os
import sys


def main(argv: list[str] | None = None) -> int:
    """Run one ``nhipcau`` command; returns the exit code (0 done, 1 refused, 2 wrong use)."""
    args = list(sys.argv[1:] if argv is None else argv)
    match args[:2]:
        case ["doc", *_] | ["plan", "read"]:
            from nhipcau.engines.officialdoc import cli as officialdoc_cli

            return officialdoc_cli.main(args)
        case ["press", "scan" | "extract" | "feed"]:
            from nhipcau.engines.presswire import cli as presswire_cli

            return presswire_cli.main(args[1:])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nhipcau.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["nhipcau", *args])
    return 0


if __name__ == "__main__":
    sys.exit(main())
