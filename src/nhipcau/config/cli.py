"""The one entry point, ``nhipcau``.

``doc``, ``press scan|extract`` and ``law`` read files and need no database, so they start without Django.
``up`` starts the whole system, ``prepare`` makes its data ready, ``worker`` runs background tasks.
Everything else is a Django management command.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path


def main(argv: list[str] | None = None) -> int:
    """Run one ``nhipcau`` command; returns the exit code (0 done, 1 refused, 2 wrong use)."""
    args = list(sys.argv[1:] if argv is None else argv)
    match args:
        case ["doc", *_] | ["plan", "read", *_]:
            from nhipcau.engines.officialdoc import cli as officialdoc_cli

            return officialdoc_cli.main(args)
        case ["press", "scan" | "extract" | "feed" | "stories" | "demo-world", *_]:
            from nhipcau.engines.presswire import cli as presswire_cli

            return presswire_cli.main(args[1:])
        case ["law", *_]:
            from nhipcau.engines.lawdates import cli as lawdates_cli

            return lawdates_cli.main(args)
        case ["up", *rest]:
            from nhipcau.config import up

            return up.main(rest)
        case ["settings"]:
            from nhipcau.config import environment

            print(environment.table(), end="")
            return 0
        case ["settings", "--write", page]:
            from nhipcau.config import environment

            environment.write_page(Path(page))
            return 0
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nhipcau.config.settings")
    match args:
        case ["prepare", *rest]:
            from nhipcau.config import prepare

            return prepare.main(rest)
        case ["backup" | "restore", *_]:
            import django

            django.setup()
            from nhipcau.config import backup

            return backup.main(args)
        case ["worker", *rest]:
            import django

            django.setup()
            from nhipcau.config import worker

            return worker.main(rest)
    if len(args) > 1 and args[0] == "press":
        # nhipcau press check-sources → the app's command press_check_sources
        args = [f"press_{args[1].replace('-', '_')}", *args[2:]]
    from django.core.management import execute_from_command_line

    execute_from_command_line(["nhipcau", *args])
    return 0


if __name__ == "__main__":
    sys.exit(main())
